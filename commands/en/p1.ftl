# A P1 once it is open: pages, warnings, reminders, and what is told in its thread.
page-call = P1 **{ $ticket }**: { $roles }, you are called.
page-call-experts = P1 **{ $ticket }**: the people on call could not be called in the support channel. { $roles }, please get hold of somebody of support now.
page-call-direct = P1 **{ $ticket }**: nobody could be called in the staff's channels. Please get hold of somebody on call now.
pages-call = **{ $customer }** has { $count } P1s that nobody has acknowledged: { $tickets }. { $roles }, you are called.
pages-call-direct = **{ $customer }** has { $count } P1s that nobody has acknowledged: { $tickets }. Nobody could be called in the staff's channels. Please get hold of somebody on call now.
pages-over = The P1s of **{ $customer }** that this page told of are acknowledged, or over. Nobody is called any more.
page-direct-next = Whoever is on call acknowledges with `/agent ack ticket:{ $ticket }` in the staff server. `/desk setup` puts channels and roles right.
page-late = Late: this page was due { $due }.
page-deaf = { $role } cannot be called: the role is gone or may not be mentioned. `/desk setup` puts it right.
page-acknowledged = P1 **{ $ticket }**: acknowledged by { $who } { $since }.
page-over = { $ticket } ({ $priority }): { $state }. Nobody is called any more.
page-why-opened = Opened by { $who }.
page-why-raised = Made a P1 by { $who }.
page-why-contested = { $who } says that it is not restored.
page-why-reopened = Reopened by { $who }.
page-why-silence = Acknowledged, and then no sign of anybody: the people on call are called again.

warning-percent = **{ $ticket }**: { $percent } % of the guaranteed time to restore has passed.
warning-breach = **{ $ticket }**: breach. The guaranteed time to restore is over, and the service is not back.
warning-late = Late: this was so { $due }.

reminder-silent = { $who }, **{ $ticket }** is yours and there has been no sign for { $minutes } minutes. A note, an update or a reply is enough; without one, the people on call are called again { $again }.

event-made-p1 = { $who } made this ticket a P1. The people on call are being paged.

fact-customer = Customer
fact-level = On-call level

doctor-owner = the owner of this server

command-agent-restore = restore
    .description = The service is back: the clock of a P1 stops
    .ticket = ticket
    .ticket-description = Its number; not needed in its own thread
    .note = note
    .note-description = What was done, for the customer
command-agent-update = update
    .description = Tell the customer where it stands, and promise the next word
    .ticket = ticket
    .ticket-description = Its number; not needed in its own thread
    .impact = impact
    .impact-description = What the customer notices now
    .action = action
    .action-description = What support is doing
    .next = next
    .next-description = In how many minutes the next update comes
command-ticket-clock = clock
    .description = The clock of the guaranteed time to restore, line by line
    .ticket = ticket
    .ticket-description = Its number; not needed in its own thread

form-restore = The service is back
form-restore-note = What was done, for the customer
form-contest = It is not restored
form-contest-reason = What still does not work? (may stay empty)
form-update = An update to the customer
form-update-impact = What the customer notices now
form-update-action = What support is doing
form-update-next = Minutes until the next update

button-update = Update

event-restored = { $who } of support says that the service is back.
event-restored-until = If it is not, say so by { $until } with the button below: the clock then goes on as if it had never stopped, and the people on call are called again.
event-restored-over = The time to contest was over { $until }.
event-contested = { $who } says that the service is not back. It goes on as if it had never been declared restored, and the people on call are paged.
event-update = Update from { $who } of support
event-update-next = The next update comes by { $at } ({ $left }).
update-impact = **Impact:** { $impact }
update-action = **Action:** { $action }

update-reminder = { $who }, **{ $ticket }**: an update is promised to the customer by { $at } ({ $left }).

refusal-not-minutes = `{ $typed }` is no number of minutes. Write the minutes until the next update, from 1 to { $most }.
ticket-updated = The update on **{ $ticket }** has gone to the team. The next one is promised by { $at }.

clock-heading = **Clock { $number }**
clock-line = { $at } · { $fact } · { $running } run, { $left } left
clock-started = starts with { $hours } guaranteed ({ $level })
clock-paused = paused: support waits for the customer
clock-resumed = goes on after a pause of { $paused }
clock-upgraded = level raised to { $level } ({ $hours }): of the { $before } left, what is left now is the smaller
clock-contested = contested: the stop of { $stopped } does not count
clock-stopped-restored = stops: restored
clock-stopped-closed = stops: closed
clock-stopped-lowered = ends: the priority was lowered
clock-stopped-beta = ends: the component is in beta
clock-now-running = now: running
clock-now-paused = now: paused
clock-now-stopped = now: stopped
clock-deadline = Deadline: { $at }
clock-kept = Kept, with { $left } left
clock-missed = Missed by { $by }
clock-withdrawn = Withdrawn: neither kept nor missed
clock-not-p1 = There is no clock: only a P1 has a guaranteed time to restore.
clock-best-effort = There is no clock: the { $level } level has no guaranteed time to restore (best effort).
clock-beta = There is no clock: a component in beta carries no support commitment (best effort).
gtr-paused = Paused, with { $left } left: support waits for the customer

command-agent-board = board
    .description = One message with the open P1s, kept up to date

board-posted = The board is in { $channel }, and is kept up to date there.
board-title = Open P1s
board-none = No P1 is open.
board-more = … and { $count } more.
board-moved = The board is further down.
board-line = **{ $ticket }** { $customer }: { $subject }
    { $guarantee } · { $state }
board-unanswered = **nobody has acknowledged**, called since { $since }
board-with = { $state }, { $who }
page-mended = **{ $ticket }**: its paging was found broken, and was put right. Nobody had acknowledged it.
