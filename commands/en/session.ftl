# Sessions with an expert, as both sides read them.
session-title = Session: { $topic }
session-title-customer = Session: { $topic } · { $customer }
session-when = { $at } ({ $left })
session-line = { $at } · { $length } · { $topic } · { $who } · { $state }
session-asked-of-expert = **{ $customer }** requests this session with { $who }. Without an answer by { $until } the request expires and the hours are returned.
session-asked-by-team = Request sent to { $who }. The hours are held; without an answer by { $until } the request expires and they are returned.
session-offered-by-expert = Proposed to **{ $customer }**. Without an answer by { $until } the proposal expires and the hours are returned.
session-offered-to-team = { $who } proposes this session. The hours are held; without an answer by { $until } the proposal expires and they are returned.
session-is = Status: { $state }.
session-is-charged = Status: { $state }. Charged: { $charged }.
session-reminder = This session starts on { $at } ({ $left }).

session-state-requested = waiting for the expert
session-state-proposed = waiting for the team
session-state-confirmed = confirmed
session-state-delivered = completed
session-state-declined = declined
session-state-withdrawn = withdrawn
session-state-released = expired
session-state-cancelled = cancelled
session-state-no-show = no-show

session-step-asked = { $who } requested a session for { $at }.
session-step-offered = { $who } proposed a session for { $at }.
session-step-accepted = { $who } accepted: the session on { $at } is confirmed.
session-step-declined = { $who } declined the session for { $at }. Its hours are returned.
session-step-other-time = { $who } proposed another time: { $at }. Without an answer by { $until } the request expires and the hours are returned.
session-step-withdrawn = { $who } withdrew the request for { $at }. Its hours are returned.
session-step-offer-withdrawn = { $who } withdrew the session proposed for { $at }. Its hours are returned.
session-step-released = Nobody answered in time: the request for { $at } has expired. Its hours are returned.
session-step-cancelled = { $who } cancelled the session scheduled for { $at }. Its hours are returned.
session-step-cancelled-charged = { $who } cancelled the session scheduled for { $at }, too late to be free of charge. Charged: { $charged }.
session-step-moved = { $who } moved the session scheduled for { $at }. Its hours are returned. The new time is a separate request.
session-step-moved-charged = { $who } moved the session scheduled for { $at }, too late to be free of charge. Charged: { $charged }. The new time is a separate request.
session-step-expert-left = { $who } is no longer one of the experts: the session on { $at } is cancelled and its hours are returned. To see who else is free: `/expertise book`.
session-step-delivered = Session on { $at } completed. Charged: { $charged }.
session-step-no-show = Nobody came to the session on { $at }. The whole booking is charged: { $charged }.
session-step-more-used = { $who } agreed that the session on { $at } ran over. Charged in addition: { $charged }.
session-step-noted = { $who } left a note about the session on { $at }:

session-help-delivered = { $who } helped on { $ticket }. Charged: { $charged }.
session-note-ask = How did it go, and what needs follow-up? One note per team: the first one counts, and the expert reads it.
session-note-left = { $who } left the team's note on { $at }.
session-note-thanks = Thank you. { $who } will read your note in the experts' channel; it is kept with the session.

fact-no-longer-fit = Upcoming sessions beyond the new allowance (kept)
session-calendar = Sessions · { $who }
session-entry = Session: { $topic } · { $who }
calendar-cancelled = Cancelled: { $what }
calendar-unconfirmed = To be confirmed: { $what }

fact-when = When
fact-length = Length
fact-expert = Expert
fact-about = About

button-session-accept = Accept
button-session-decline = Decline
button-session-propose = Propose another time
button-session-withdraw = Withdraw the request
button-session-withdraw-offer = Withdraw the proposal
button-session-call-off = Cancel the session
button-session-note = Leave a note

form-decline = Give a reason (optional)
form-decline-reason = Reason (the other side reads it)
form-note-session = Session note
form-note-session-text = How did it go? Any follow-up?
form-other-time = Propose another time
form-other-time-moment = Start, { $zone } time (2026-12-02 14:30)
form-other-time-text = Message (optional)

more-used-title = Session longer than booked
more-used = { $who } reports that the session on { $at } ran over the time booked ({ $booked }) by { $more }. Nothing more is charged unless you agree.
more-agreed = Session on { $at }: { $who } agreed. Charged in addition: { $more }.
more-refused = Session on { $at }: { $who } declined ({ $more } more). Nothing more is charged.
button-more-agree = Agree to the charge
button-more-refuse = Decline the charge

wall-moment = { $weekday } { $day } { $month } { $year } { $time } ({ $zone } time)
wall-hour = { $time } ({ $zone } time)
wall-weekday = { $day ->
     [1] Mon
     [2] Tue
     [3] Wed
     [4] Thu
     [5] Fri
     [6] Sat
    *[7] Sun
  }
wall-month = { $month ->
     [1] Jan
     [2] Feb
     [3] Mar
     [4] Apr
     [5] May
     [6] Jun
     [7] Jul
     [8] Aug
     [9] Sep
     [10] Oct
     [11] Nov
    *[12] Dec
  }
