# /ticket, and the message menu that opens one.
command-ticket = ticket
    .description = Your team's tickets
command-ticket-open = open
    .description = Open a ticket with support, at any hour
    .subject = subject
    .subject-description = What it is about, in one line (100 characters at most)
    .priority = priority
    .priority-description = P1 service down, P2 degraded, P3 minor (if you leave it out), P4 question
    .category = category
    .category-description = Incident, request, or account and billing
    .component = component
    .component-description = Which part of the platform
    .option-description = description
    .description-description = What happens, since when, and what you tried
command-ticket-show = show
    .description = Show a ticket: state, people, clock, last events
    .ticket = ticket
    .ticket-description = Its number; not needed in its own thread
command-open-from-message = Open a ticket

choice-priority-p1 = P1
choice-priority-p2 = P2
choice-priority-p3 = P3
choice-priority-p4 = P4
choice-category-incident = incident
choice-category-request = request
choice-category-account = account
choice-state-new = new
choice-state-acknowledged = acknowledged
choice-state-in-progress = in progress
choice-state-waiting = waiting
choice-state-restored = restored
choice-state-closed = closed

form-ticket = Open a ticket
form-ticket-subject = Subject, in one line
form-ticket-description = What happens, since when?

ticket-opened = Ticket **{ $ticket }** is open. Its thread is in this channel: everything is followed there.
ticket-read-at = Account and billing questions are answered in business hours: this one will be read from { $at }.
ticket-unseen = The support team's channel is missing just now: the ticket is kept and appears there as soon as it is put right. If it cannot wait, call { $phone }.
ticket-is-now = { $ticket }: { $state }.
ticket-opened-by = { $who }, { $at }
ticket-beta = { $component } (beta: no support commitment)

fact-state = State
fact-priority = Priority
fact-component = Component
fact-assignee = Assigned to
fact-opened = Opened by
fact-gtr = Guaranteed time to restore

gtr-best-effort = Best effort: no guaranteed time
gtr-beta = Best effort: a beta component has no guaranteed time
gtr-deadline = { $at } ({ $left })

event-opened = Opened by { $who }.
event-acknowledged = { $who } of support has seen this ticket.
event-taken = { $who } of support is working on this ticket.
event-closed = Closed by { $who }.
event-reopened = Reopened by { $who }.

button-ack = Acknowledge
button-take = Take
button-restore = Restored
button-contest = Not restored
button-close = Close
button-reopen = Reopen
button-escalate = Escalate to P1
button-reply = Reply to the team

not-now-closed = { $ticket } is closed. Reopen it first.
not-now-not-closed = { $ticket } is not closed.
not-now-acknowledged = { $who } has already acknowledged { $ticket }, { $since }.
not-now-waiting = { $ticket } is already waiting for the customer.
not-now-not-waiting = { $ticket } is not waiting for the customer.
not-now-restored = { $ticket } was already declared restored.
not-now-not-restored = Nobody has declared { $ticket } restored.
not-now-contest-over = The time to contest { $ticket } was over { $since }. Reopen it, or open a new ticket.
not-now-not-p1 = { $ticket } is not a P1: only a P1 is restored. Close it when it is done.
not-now-same-priority = { $ticket } is already { $priority }.
not-now-account-never-p1 = { $ticket } is an account and billing question: it cannot be a P1. If a service is down, open an incident.
