# A P1 once it is open: pages, warnings, reminders, and what is told in its thread.
page-call = P1 **{ $ticket }**: { $roles }, please acknowledge.
page-call-experts = P1 **{ $ticket }**: on-call could not be reached in the support channel. { $roles }, please alert someone in support right now. Support's phone: { $phone }.
page-call-direct = P1 **{ $ticket }**: nobody could be reached in the support team's channels. Please alert someone on call right now. Support's phone: { $phone }.
pages-call = { $of }: { $count ->
    [one] one P1 to acknowledge
   *[other] { $count } P1s to acknowledge
  } ({ $tickets }). { $roles }, please acknowledge each P1.
pages-call-as-one = { $of }: { $count ->
    [one] one P1 to acknowledge
   *[other] { $count } P1s to acknowledge
  } ({ $tickets }). { $roles }, { $count ->
    [one] please acknowledge.
   *[other] please acknowledge: one press covers all of them.
  }
pages-call-direct = { $of }: { $count ->
    [one] one P1 to acknowledge
   *[other] { $count } P1s to acknowledge
  } ({ $tickets }). Nobody could be reached in the support team's channels. Please alert someone on call right now. Support's phone: { $phone }.
pages-still = { $of }: { $count ->
    [one] one P1 still to acknowledge
   *[other] { $count } P1s still to acknowledge
  } ({ $tickets }).
pages-over = { $of }: the P1s on this page are acknowledged or over. Paging stopped.
pages-of-incident = Major incident **{ $number }** ({ $title })
page-direct-next = To acknowledge it: `/agent ack ticket:{ $ticket }` in the support team's server. To fix channels and roles: `/desk setup`.
page-late = Late page (originally due: { $due }).
page-deaf = { $role } can't be mentioned: the role was deleted, or mentioning it isn't allowed. Fix it with `/desk setup` or in the server's settings.
page-deadline = by { $at } ({ $left })
page-acknowledged = P1 **{ $ticket }** · { $customer }: acknowledged by { $who } { $since }.
page-over = **{ $ticket }** · { $customer } ({ $priority }): { $state }. Paging stopped.
page-why-opened = Opened by { $who }.
page-why-raised = Raised to P1 by { $who }.
page-why-contested = Contested by { $who }: the service is still down.
page-why-reopened = Reopened by { $who }.
page-why-silence = Acknowledged, but no activity since: paging on-call again.

# A moment as it follows "by": the hour alone where it is today.
at-today = { $at }
at-day = { $at }

warning-percent = **{ $ticket }**: { $percent }% of the guaranteed time to restore has elapsed.
warning-breach = **{ $ticket }**: guaranteed time to restore missed. The service is not restored.
warning-incident-percent = { $of }: { $percent }% of the guaranteed time to restore has elapsed for { $count ->
    [one] one P1
   *[other] { $count } P1s
  }. The least time left first:
warning-incident-breach = { $of }: guaranteed time to restore missed for { $count ->
    [one] one P1
   *[other] { $count } P1s
  }. The service is not restored. The least time left first:
warning-late = Late alert (threshold reached: { $due }).

reminder-incident = { $of }: no activity for { $minutes ->
    [one] one minute
   *[other] { $minutes } minutes
  }. Send an update with `/incident update`, or act on these P1s, or on-call is paged again { $again }.
reminder-silent = { $who }, no activity on **{ $ticket }** for { $minutes ->
    [one] one minute
   *[other] { $minutes } minutes
  }. Add a note, an update or a reply, or on-call is paged again { $again }.

event-made-p1 = { $who } raised this ticket to P1: on-call is being paged.

fact-customer = Customer
fact-level = On-call level
fact-support-phone = Support's phone

doctor-owner = Direct message to the owner of this server

command-agent-restore = restore
    .description = Report the service as restored: the P1's clock stops
    .ticket = ticket
    .ticket-description = Ticket number (not needed in its thread)
    .note = note
    .note-description = What was done (the customer reads it)
command-agent-update = update
    .description = Update the customer, and promise when the next update comes
    .ticket = ticket
    .ticket-description = Ticket number (not needed in its thread)
    .impact = impact
    .impact-description = What the customer sees right now
    .action = action
    .action-description = What support is doing
    .next = next
    .next-description = Minutes until the next update
command-ticket-clock = clock
    .description = How the guaranteed time to restore (GTR) was calculated, line by line
    .ticket = ticket
    .ticket-description = Ticket number (not needed in its thread)

form-restore = Report the service as restored
form-restore-note = What was done (the customer reads it)
form-contest = Still down
form-contest-reason = What still doesn't work? (optional)
form-update = Update for the customer
form-update-impact = What the customer sees right now
form-update-action = What support is doing
form-update-next = Minutes until the next update

button-update = Post an update

event-restored = { $who } (support) reports the service as restored.
event-restored-until = Still down? Say so by { $until } with the button below, or call { $phone }. The P1 then resumes as if the service had never been reported restored, and on-call is paged again.
event-restored-over = The time to contest ended on { $until }. If the service is still down, call { $phone }.
event-contested = { $who } says the service is still down. The P1 resumes as if the service had never been reported restored, and on-call is paged again.
event-update = Update · { $who } (support)
event-update-next = Next update by { $at } ({ $left }).
update-impact = **Impact:** { $impact }
update-action = **Action:** { $action }

update-reminder = { $who }, **{ $ticket }**: you promised the customer an update by { $at } ({ $left }).

refusal-not-minutes = `{ $typed }` isn't a number of minutes. Enter the minutes until the next update, from 1 to { $most }.
ticket-updated = Update on **{ $ticket }** sent to the customer. Next one promised by { $at }.

clock-heading = **GTR clock { $number }**
clock-line = { $at } · { $fact } · { $running } elapsed · { $left } left
clock-line-over = { $at } · { $fact } · { $running } elapsed · { $by } over
clock-started = starts: { $hours } guaranteed ({ $level })
clock-paused = paused: waiting for the customer
clock-resumed = resumes after a pause of { $paused }
clock-upgraded = level raised to { $level } ({ $hours }): { $before } was left; the shorter of the two applies
clock-contested = contested: the stop on { $stopped } doesn't count
clock-stopped-restored = stops: service restored
clock-stopped-closed = stops: ticket closed
clock-stopped-lowered = ends: priority lowered
clock-stopped-beta = ends: component in beta
clock-now-running = now: running
clock-now-paused = now: paused
clock-now-stopped = now: stopped
clock-deadline = Deadline: { $at }
clock-kept = Guaranteed time met, with { $left } to spare
clock-missed = Guaranteed time missed by { $by }
clock-withdrawn = Guaranteed time withdrawn: neither met nor missed
clock-not-p1 = No clock: only a P1 has a guaranteed time to restore.
clock-best-effort = No clock: { $level } has no guaranteed time to restore (best effort).
clock-beta = No clock: a component in beta carries no support commitment (best effort).
gtr-paused = Paused ({ $left } left): waiting for the customer
gtr-paused-over = Paused ({ $by } over): waiting for the customer

command-agent-board = board
    .description = Post the board of open P1s and major incidents, kept up to date

board-posted = The P1 board is posted in { $channel } and kept up to date there.
board-title = Open P1s
board-title-incidents = Major incidents and open P1s
board-none = No open P1s.
board-more = { $count ->
    [one] … and one more.
   *[other] … and { $count } more.
  }
board-incident = **Major incident { $incident }** · { $title } · { $platform }
    { $stands }
board-incident-since = declared { $since }
board-incident-next = next update by { $at } ({ $left })
board-more-incidents = { $count ->
    [one] … and one more major incident: `/incident list`.
   *[other] … and { $count } more major incidents: `/incident list`.
  }
board-moved = This board was reposted below.
board-line = **{ $ticket }** · { $customer } · { $subject }
    { $guarantee } · { $state }
board-unanswered = **not acknowledged**, first paged { $since }
board-with = { $state }, { $who }
page-mended = **{ $ticket }**: paging had stopped and has resumed. Nobody has acknowledged this P1 yet.
