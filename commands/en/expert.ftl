# /expert: an expert's own availability and sessions.
command-expert = expert
    .description = Your availability and your sessions, as an expert
command-expert-hours = hours
    .description = When you are available on a day of the week
    .day = day
    .day-description = Which day of the week
    .from = from
    .from-description = From this hour, such as 9:00 (the same as "to": not available)
    .to = to
    .to-description = Until this hour, such as 12:00
    .also-from = also-from
    .also-from-description = A second interval on that day: from this hour
    .also-to = also-to
    .also-to-description = A second interval on that day: until this hour
command-expert-settings = settings
    .description = How you take requests
    .accept-at-once = accept-at-once
    .accept-at-once-description = Requests are confirmed without asking you
    .new-link = new-link
    .new-link-description = Replaces the link of your private calendar; the old one stops working
command-expert-off = off
    .description = You are away: nothing is booked with you
    .from = from
    .from-description = A date or a moment: 2026-12-24, or 2026-12-24 14:00
    .to = to
    .to-description = A date, included, or a moment
command-expert-book = book
    .description = Propose a session to a customer; its team is asked in its channel
    .customer = customer
    .customer-description = Which customer
    .topic = topic
    .topic-description = What the session is about
    .minutes = minutes
    .minutes-description = How long it lasts
    .slot = slot
    .slot-description = One of your free slots, or a moment such as 2026-12-02 14:30
    .about = about
    .about-description = What you propose to do
command-expert-agenda = agenda
    .description = Your availability, your sessions and the requests that wait
command-expert-done = done
    .description = A session took place, or nobody came: charges what was used
    .session = session
    .session-description = Which session
    .minutes = minutes
    .minutes-description = How many minutes were used (those booked if you leave it out); more asks the team
    .notes = notes
    .notes-description = What was done; the team reads it
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

expert-day = { $day }: available { $hours }.
expert-day-none = { $day }: not available.
expert-week-line = { $day } { $hours }
expert-no-hours = None yet: `/expert hours` says when you are available.
expert-away = Away from { $from } to { $to }: nothing is booked with you then.
expert-away-line = { $from } – { $to }
expert-sessions-stay = These sessions stay. Cancel them with the button on their request, if you cannot come:
expert-accepts-at-once = Requests are confirmed at once, without asking you.
expert-is-asked = You are asked about each request.
expert-offered = Proposed to **{ $customer }**: { $at }. Its team answers by { $until }, or it is released.
agenda-title = Your agenda
fact-availability = Availability
fact-away = Away
fact-waiting = Waiting for an answer
fact-confirmed = Confirmed
fact-to-settle = Over, to be settled with `/expert done`
fact-requests = Requests
fact-feed = Your calendar
expert-feed = Subscribe to { $link } and keep it to yourself: whoever has it reads your sessions. `/expert settings new-link:true` replaces it.
expert-new-link = The link of your private calendar is now { $link }: the one before no longer works.
expert-left = { $who } no longer has the experts' role: they are offered no more. They had no session to come.
expert-left-sessions = { $who } no longer has the experts' role: they are offered no more. Their sessions to come are called off, the hours are given back and the teams are told.
fact-given-back = Sessions called off
settled = Session of { $at }: { $charged } charged, { $back } given back.
settled-beyond = The team is asked about { $beyond } more.

refusal-hour = `{ $typed }` is no hour of a day. Write it as `9:00`.
refusal-half-interval = A second interval needs both `also-from` and `also-to`.
refusal-interval-backwards = { $from } to { $to } ends before it starts.
refusal-intervals-overlap = The two intervals overlap.
refusal-away = An absence ends after it starts, and after now.
refusal-nobody-to-ask = No channel speaks for **{ $customer }**, so there is nobody to ask. Link one first with `/customer link`.
refusal-used-too-long = A session takes { $most } at the most.
