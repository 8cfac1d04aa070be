# /ticket, and the message menu that opens one.
command-ticket = ticket
    .description = Your team's tickets
command-ticket-open = open
    .description = Open a ticket with support, 24/7
    .subject = subject
    .subject-description = The issue or request, in one line (100 characters at most)
    .priority = priority
    .priority-description = P1 service down, P2 degraded, P3 minor (default), P4 question
    .category = category
    .category-description = Incident, request, or account and billing (default: incident)
    .component = component
    .component-description = The part of the platform it concerns
    .option-description = description
    .description-description = What's happening, since when, and what you have tried
command-ticket-list = list
    .description = List your team's tickets
    .state = state
    .state-description = Only tickets in this state
    .search = search
    .search-description = Only tickets that contain these words or have this number
command-ticket-close = close
    .description = Close a ticket; its thread is kept
    .ticket = ticket
    .ticket-description = Ticket number (not needed in its thread)
    .reason = reason
    .reason-description = The reason, if you want to give one
command-ticket-reopen = reopen
    .description = Reopen a closed ticket: same number, same thread
    .ticket = ticket
    .ticket-description = Ticket number (not needed in its thread)
    .reason = reason
    .reason-description = What still isn't working
command-ticket-export = export
    .description = A ticket's full record, in one file
    .ticket = ticket
    .ticket-description = Ticket number (not needed in its thread)
command-ticket-show = show
    .description = Show a ticket: state, people, clock, latest events
    .ticket = ticket
    .ticket-description = Ticket number (not needed in its thread)
command-open-from-message = Open a ticket

choice-priority-p1 = P1
choice-priority-p2 = P2
choice-priority-p3 = P3
choice-priority-p4 = P4
choice-category-incident = incident
choice-category-request = request
choice-category-account = account and billing
choice-state-new = new
choice-state-acknowledged = acknowledged
choice-state-in-progress = in progress
choice-state-waiting = waiting for the customer
choice-state-restored = restored
choice-state-closed = closed
state-waiting-for-you = waiting for your reply

form-ticket = Open a ticket
form-ticket-subject = Subject, in one line
form-ticket-description = What's happening, and since when?

form-component-name = Component
form-reason = Reason
form-reply = Reply to the customer
form-reply-text = What the customer will read
form-note = Note for the support team
form-note-text = Note (only staff will read it)
form-assign = Assign the ticket
form-wait = Wait for the customer
form-wait-reason = What do you need? The customer reads this.
form-close = Close the ticket
form-reopen = Reopen the ticket
form-priority = Change the priority
form-component = Correct the component
form-kept = Your text is saved; the button reopens the form, filled in.

which-ticket = Which ticket?
which-placeholder = Choose a ticket
which-none = No ticket can be used for this right now. `/ticket list` shows them all.

tickets-title = Tickets: { $count }
tickets-title-more = Tickets: more than { $count }
tickets-none = No tickets match. To open one: `/ticket open`.
tickets-page = Page { $page } of { $pages }
tickets-page-more = Page { $page } of more than { $pages }
ticket-opened = Ticket **{ $ticket }** is open. Follow it and reply in its thread, in this channel.
ticket-read-at = Account and billing questions are handled during business hours: this one will be read from { $at }.
ticket-unseen = Your ticket is saved, but support cannot see it until its channel is back. If it is urgent, call { $phone }.
unkept-somebody = Someone
unkept-nobody = { $who }, what you write in { $thread } is not saved or passed on: this thread is only for the teams on this ticket. If you should be part of it, ask an administrator of this server. Urgent? Call { $phone }.
unkept-nobody-staff = { $who } wrote in { $thread } on { $at }. The message was not saved: going by the channel and roles, they belong neither to the customer's team nor to support. They have been told, once.
unkept-unreadable = { $who }, your message in { $thread } on { $at } couldn't be saved or passed on after several tries. Please send it again, reworded or without its attachments. Urgent? Call { $phone }.
unkept-elsewhere = { $who }, what you write in { $thread } is not saved: the conversation has moved to { $place }. Please post your message there.
unkept-left = { $who }, what you write in { $thread } is not saved and nobody answers it: this thread is no longer in use. To reach support: `/ticket open` in a channel linked to your team, or call { $phone }.
unkept-elsewhere-staff = { $who } wrote in { $thread } on { $at }. The message was not saved: that channel is no longer the customer's, and the ticket has left it. They have been told. To write to the customer: `/agent reply`.
ticket-goes-on = { $who }, your message in { $thread } is saved, but this ticket continues in { $place }: answers arrive there.
unkept-unreadable-staff = A message couldn't be saved after several tries: { $who } wrote it in { $thread } on { $at }. Read it there.
unkept-program-staff = Another bot, { $who }, wrote in { $thread } on { $at }. Messages from bots are not saved: read it there, and copy what matters into a note. Further ones in that thread won't be reported.
said-forwarded = Forwarded message:
said-poll = Poll: { $question }
said-poll-over = Poll ended: { $question }
said-poll-won = Winning answer: { $answer } ({ $votes } of { $total } { $total ->
    [one] vote
   *[other] votes
})
said-poll-open = No winning answer ({ $total } { $total ->
    [one] vote
   *[other] votes
})
said-sticker = Sticker: { $name }
said-voice = Voice message
message-reference = ref. { $reference }
export-read = read on { $at }
ticket-files-not-kept = Files not saved:
    { $files }
ticket-exported = Full record of { $ticket }: history, messages, files with their SHA-256, the contract when it was opened, the clock. Start with `index.html`.
ticket-export-link = The record of { $ticket } is too large for Discord. Download it until { $until }: <{ $url }>. Anyone with this link can read it: do not share it.
export-zone = Time zone: { $zone }
export-contract = Support level when the ticket was opened ({ $at }): { $level }
export-level = { $level }, since { $since }
export-head-contract = Contract
export-head-clock = Guaranteed time to restore (GTR)
export-head-windows = Maintenance while the ticket was open
export-head-history = History
export-head-files = Files, with their SHA-256
export-fact-customer = Customer
export-fact-opened = Opened
export-fact-made = Generated
export-fact-zone = Time zone
export-fact-last = SHA-256 of the last event (covers all earlier ones)
export-not-kept = not saved
ticket-replied = Reply sent to the customer ({ $ticket }).
ticket-replied-in-channel = Reply sent to the customer in { $channel }: { $ticket } has no thread yet.
ticket-kept-later = Saved; it goes out once earlier messages have arrived.
ticket-kept-held = Saved, but not delivered yet: Discord answers { $error }. I keep trying; to see what is missing: `/desk doctor`.
ticket-kept-nobody = Saved, but the customer can't see it: no channel is linked to **{ $customer }**. It will be posted in the next one linked (`/customer link`).
ticket-kept-refused = Saved, but the customer can't see it for now: Discord won't let me post in the channel linked to **{ $customer }** ({ $error }). It will be posted as soon as I can; to see what is missing: `/desk doctor`.
ticket-reply-kept = Your reply to { $ticket }:
ticket-update-kept = The update on **{ $ticket }**:
ticket-unheard = Has been unable to read this ticket since { $since }: I have no channel where I can post to **{ $customer }**
fact-team = Customer
thread-locked = The thread of { $ticket } is locked and I can't post in it: messages to the customer go to { $channel }, as replies to the ticket's first message. Unlock it, or give me Manage Threads in that channel.
thread-locked-staff = The staff thread of { $ticket } is locked and I can't post in it: messages to staff go to { $channel }, as replies to the card. Unlock it, or give me Manage Threads in that channel.
thread-forbidden = I can't post in the thread of { $ticket }: messages to the customer go to { $channel }, as replies to the ticket's first message. To see what is missing: `/desk doctor`.
thread-forbidden-staff = I can't post in the staff thread of { $ticket }: messages to staff go to { $channel }, as replies to the card. To see what is missing: `/desk doctor`.
threads-too-many = No thread can be opened in { $channel }: its server has too many open threads ({ $error }). Meanwhile a ticket's messages go to the channel, as replies. Archive other threads, and the ticket's own opens automatically.
threads-refused = I can't open threads in { $channel } ({ $error }). Meanwhile a ticket's messages go to the channel, as replies; its thread opens automatically once I have permission. To see what is missing: `/desk doctor`.
channel-shut = Discord won't let me post in { $channel } ({ $error }). Messages are saved and go out once I have permission. To see what is missing: `/desk doctor`.
channel-shut-staff = Discord won't let me post in { $channel } ({ $error }): cards, threads and requests for support are waiting. Give me permission again, or choose another channel with `/desk setup`; to see what is missing: `/desk doctor`.
discord-was-away = I couldn't reach Discord from { $since } to { $until }. Messages that were waiting are going out now, late. Customers may have called meanwhile: check the open P1s with `/agent board`.
team-not-told = A message on { $ticket } was not delivered to the customer and won't be ({ $error }). Check the ticket with `/ticket show`, and reach the customer another way.
locked-here = I couldn't answer you there: the thread is locked or archived, and I can't post in it. Run the command again in the ticket's channel, or have the thread unlocked.
ticket-noted = Note added to { $ticket }; only staff can read it.
ticket-priority-now = { $ticket } is now { $priority }.
ticket-component-now = The component of { $ticket } is now { $component }.
ticket-assigned = { $ticket } is now assigned to { $who }.
ticket-still-closed = { $ticket } is closed: your message is saved, but nobody is notified. Still having the problem? Reopen the ticket.
ticket-by-phone = Phone or email
ticket-called = Phone or email: { $caller }
files-not-kept = These files were neither saved nor passed on; the text of the message was.
    { $files }
file-too-large = { $name }: not saved, larger than { $most } MB
file-too-many = { $name }: not saved, { $most ->
    [0] files are not accepted
    [one] only one file is accepted per message
   *[other] at most { $most } files are accepted per message
}
file-ticket-full = { $name }: not saved, the limit of { $most } MB of files per ticket is reached. Send it by email: { $mail }
file-customer-full = { $name }: not saved, the limit of { $most } MB of files per customer and day is reached. Send it again tomorrow, or by email: { $mail }
file-no-room = { $name }: not saved, storage is full at the moment. Send it again later, or by email: { $mail }
file-not-had = { $name }: not saved, Discord did not provide it. Send it again
file-left-out = { $name }: not saved, it could not be processed. Send it by email: { $mail }
copied-team = { $who } (customer)
copied-support = { $who } (support)
copied-reply = { $who } replied to the customer
copied-note = Note by { $who }
ticket-thread-again = The previous thread of { $ticket } was deleted; this one replaces it. Earlier messages are saved: `/ticket show` or `/ticket export`.
copied-edited = { $who } edited their message:
copied-deleted = A customer's message was deleted; the ticket's record keeps it.
copied-file-too-large = { $name }: saved with the ticket, too large to copy here. To get it: `/ticket export`
copied-file-not-kept = { $name }: not saved
copied-file-not-sent = { $name }: saved with the ticket, but Discord refused it here. To get it: `/ticket export`
ticket-near-going-on = { $platform } maintenance is in progress ({ $place }): your issue may be related.
ticket-near-soon = { $platform } maintenance starts within the hour ({ $place }).
ticket-is-now = { $ticket } is now { $state }.
ticket-opened-by = { $who }, on { $at }
ticket-beta = { $component } (beta: no support commitment)

fact-state = State
fact-priority = Priority
fact-component = Component
fact-assignee = Assigned to
fact-opened = Opened by
fact-source = Source
fact-maintenance = Maintenance
fact-files = Files
fact-last-events = Latest events
fact-gtr = Restore guarantee (GTR)

gtr-best-effort = Best effort: no guaranteed time to restore
gtr-beta = No guaranteed time to restore: beta component, no support commitment
gtr-deadline = by { $at } ({ $left })

event-opened = Opened by { $who }.
event-acknowledged = { $who } (support) acknowledged this ticket.
event-taken = { $who } (support) is working on this ticket.
event-closed = Closed by { $who }.
event-reopened = Reopened by { $who }.

event-assigned = { $who } (support) assigned this ticket to { $to }.
event-waiting = { $who } (support) needs a reply to continue.
event-waiting-reply = Reply in the ticket's thread.
event-waiting-clock = Reply in the ticket's thread; the clock is paused until you do.
event-resumed = No longer waiting ({ $who }): support is working on this ticket again.
event-priority = { $who } changed the priority from { $from } to { $to }.
event-component = { $who } changed the component to { $component }.
event-wrote = { $who } wrote
event-noted = { $who } added a note (staff only)

event-edited = { $who } edited their message
event-deleted = A message was deleted
button-form = Reopen the form
button-page-before = Newer
button-page-after = Older
button-answered = I've replied
button-wait = Wait for the customer
button-resume = Resume work
button-ack = Acknowledge
button-take = Take the ticket
button-restore = Mark as restored
button-contest = Still down
button-close = Close the ticket
button-reopen = Reopen the ticket
button-escalate = Escalate to P1
button-reply = Reply to the customer

not-now-closed = { $ticket } is closed. Reopen it first.
not-now-not-closed = { $ticket } is not closed, so there is nothing to reopen.
not-now-acknowledged = { $who } already acknowledged { $ticket } { $since }.
not-now-waiting = { $ticket } is already waiting for the customer.
not-now-not-waiting = { $ticket } is not waiting for the customer: there is nothing to do.
not-now-restored = { $ticket } was already marked as restored.
not-now-not-restored = { $ticket } is not marked as restored: it is still open, so there is nothing to contest.
not-now-contest-over = The time to contest { $ticket } ended on { $since }. Reopen it, or open a new ticket.
not-now-not-p1 = { $ticket } is not a P1, so there is nothing to mark as restored. Close it once it is solved.
not-now-same-priority = { $ticket } is already { $priority }.
not-now-account-never-p1 = { $ticket } is an account or billing question, so it cannot be a P1. If a service is down, open an incident with `/escalate`.
