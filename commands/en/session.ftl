# Sessions with an expert, as both sides read them.
session-title = Session: { $topic }
session-title-customer = Session: { $topic } · { $customer }
session-when = { $at } ({ $left })
session-line = { $at } · { $length } · { $topic } · { $who } · { $state }
session-asked-of-expert = **{ $customer }** asks { $who } for this session. Without an answer by { $until } it is released.
session-asked-by-team = Asked of { $who }. The hours are held; without an answer by { $until } they are free again.
session-offered-by-expert = Proposed to **{ $customer }**. Without an answer by { $until } it is released.
session-offered-to-team = { $who } proposes this session. The hours are held; without an answer by { $until } they are free again.
session-is = This session is { $state }.
session-is-charged = This session is { $state }: { $charged } used.
session-reminder = This session starts { $at } ({ $left }).

session-state-requested = waiting for the expert
session-state-proposed = waiting for the team
session-state-confirmed = confirmed
session-state-delivered = delivered
session-state-declined = declined
session-state-withdrawn = withdrawn
session-state-released = released without an answer
session-state-cancelled = cancelled
session-state-no-show = missed by the team

session-step-asked = { $who } asks for a session on { $at }.
session-step-offered = { $who } proposes a session on { $at }.
session-step-accepted = { $who } accepts: the session of { $at } is confirmed.
session-step-declined = { $who } declines the session of { $at }. Its hours are free again.
session-step-other-time = { $who } proposes another time: { $at }. Without an answer by { $until } it is released.
session-step-withdrawn = { $who } takes back the session asked for on { $at }. Its hours are free again.
session-step-released = Nobody answered in time: the session of { $at } is released. Its hours are free again.
session-step-cancelled = { $who } cancels the session of { $at }. Its hours are given back.
session-step-cancelled-charged = { $who } cancels the session of { $at }, too late to be free: { $charged } are used.
session-step-moved = { $who } moves the session of { $at }; the new one is asked for by itself. Its hours are free again.
session-step-moved-charged = { $who } moves the session of { $at }, too late to be free: { $charged } are used. The new one is asked for by itself.
session-step-expert-left = { $who } is no longer one of the experts: the session of { $at } is called off. Its hours are given back; `/expertise book` shows who else is free.
session-step-delivered = The session of { $at } took place: { $charged } used.
session-step-no-show = Nobody came to the session of { $at }: the whole booking is used, { $charged }.
session-step-more-used = { $who } agrees that the session of { $at } took longer: { $charged } more used.
session-step-noted = { $who } left a note of what took place on { $at }:

session-help-delivered = { $who } helped on { $ticket }: { $charged } used.
session-note-ask = How was it, and what is to be followed up? One note for the team: whoever answers first answers for all, and the expert reads it.
session-note-left = { $who } left the team's note, { $at }.
session-note-thanks = Thank you. { $who } reads your note in the experts' channel, and it is kept with the session.

fact-no-longer-fit = Sessions to come that the hours no longer pay for; they stay
session-calendar = Sessions of { $who }
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
button-session-withdraw = Take it back
button-session-call-off = Cancel the session
button-session-note = Leave a note

form-decline = Why not?
form-decline-reason = Reason, read by the other side
form-note-session = A note of the session
form-note-session-text = How was it? What is to be followed up?
form-other-time = Another time
form-other-time-moment = Start, { $zone } time (2026-12-02 14:30)
form-other-time-text = A word with it

more-used-title = Longer than booked
more-used = { $who } says that the session of { $at } took { $more } longer than the { $booked } that were booked. Nothing more is charged unless you agree.
more-agreed = Session of { $at }: { $who } agreed to { $more } more.
more-refused = Session of { $at }: { $who } did not agree to { $more } more. Nothing more is charged.
button-more-agree = Agree
button-more-refuse = Do not agree

wall-moment = { $weekday } { $day } { $month } { $year } { $time } ({ $zone } time)
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
