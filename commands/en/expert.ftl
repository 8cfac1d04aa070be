# /expert: an expert's own availability and sessions.
command-expert = expert
    .description = Your availability and your sessions, as an expert
command-expert-hours = hours
    .description = Set your availability for a day of the week
    .day = day
    .day-description = Day of the week
    .from = from
    .from-description = Start time, such as 9:00 (the same as "to": not available)
    .to = to
    .to-description = End time, such as 12:00
    .also-from = also-from
    .also-from-description = Second interval on that day: start time
    .also-to = also-to
    .also-to-description = Second interval on that day: end time
command-expert-settings = settings
    .description = Your settings: requests and calendar link
    .accept-at-once = accept-at-once
    .accept-at-once-description = Confirm requests automatically, without asking you
    .new-link = new-link
    .new-link-description = Replace your private calendar link; the old one stops working
command-expert-off = off
    .description = Set an absence: no session is booked with you
    .from = from
    .from-description = A date, or a date and time: 2026-12-24 or 2026-12-24 14:00
    .to = to
    .to-description = A date (that day included), or a date and time
command-expert-book = book
    .description = Propose a session to a customer; its team accepts or declines in its channel
    .customer = customer
    .customer-description = Which customer
    .topic = topic
    .topic-description = What the session is about
    .minutes = minutes
    .minutes-description = Length in minutes
    .slot = slot
    .slot-description = One of your free slots, or a date and time: 2026-12-02 14:30
    .about = about
    .about-description = What you propose to do
command-expert-agenda = agenda
    .description = Your availability, your sessions and pending requests
command-expert-done = done
    .description = Complete a session, or report a no-show, and charge the time
    .session = session
    .session-description = The session, or the ticket you helped on
    .minutes = minutes
    .minutes-description = Minutes spent (default: those booked); for more, the team has to agree
    .notes = notes
    .notes-description = What was done (the team reads it)
    .no-show = no-show
    .no-show-description = Nobody came: the whole booking is charged

choice-day-monday = Monday
choice-day-tuesday = Tuesday
choice-day-wednesday = Wednesday
choice-day-thursday = Thursday
choice-day-friday = Friday
choice-day-saturday = Saturday
choice-day-sunday = Sunday
day-of-week = { $day ->
     [1] Monday
     [2] Tuesday
     [3] Wednesday
     [4] Thursday
     [5] Friday
     [6] Saturday
    *[7] Sunday
  }

expert-day = { $day }: available { $hours } ({ $zone } time).
expert-day-none = { $day }: not available.
expert-week-line = { $day } { $hours }
expert-no-hours = None yet. Set it with `/expert hours`.
expert-away = Away from { $from } to { $to }: no session will be booked with you.
expert-away-line = { $from } – { $to }
expert-sessions-stay = These sessions are kept. If you can't attend, cancel them with the button on their request:
expert-accepts-at-once = Requests are confirmed automatically, without asking you.
expert-is-asked = You are asked to accept or decline each request.
expert-offered = Session proposed to **{ $customer }**: { $at }. Without an answer by { $until } the proposal expires.
agenda-title = Your agenda
fact-availability = Availability ({ $zone } time)
fact-away = Away
fact-waiting = Waiting for an answer
fact-confirmed = Confirmed
fact-to-settle = Past, to complete with `/expert done`
fact-requests = Requests
fact-feed = Your calendar
expert-feed = Subscribe to { $link } and don't share it: anyone with this link can see your sessions. To replace it: `/expert settings new-link:true`.
expert-new-link = New link to your private calendar: { $link } (the previous one no longer works).
expert-left = { $who } no longer has the expert role and can't be booked any more. No sessions were planned.
expert-left-sessions = { $who } no longer has the expert role and can't be booked any more. Their upcoming sessions are cancelled, the hours returned and the teams notified.
fact-given-back = Cancelled sessions
settled = Session on { $at }. Charged: { $charged } · returned: { $back }.
settled-beyond = { $beyond } more: the customer's team has been asked to agree.

refusal-hour = `{ $typed }` isn't a time of day. Write it like `9:00`.
refusal-half-interval = For a second interval, give both `also-from` and `also-to`.
refusal-interval-backwards = { $from } to { $to }: the end must be after the start.
refusal-intervals-overlap = The two intervals overlap. Change one of them.
refusal-away = The end of the absence must be after its start, and in the future.
refusal-nobody-to-ask = No channel is linked to **{ $customer }**, so nobody would see the proposal. Link one first with `/customer link`.
refusal-used-too-long = The time spent can't exceed { $most }.
