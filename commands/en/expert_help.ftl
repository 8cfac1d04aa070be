# The expertise cell's help on a ticket.
command-ticket-expert = expert
    .description = Ask the experts to help on an open ticket
    .ticket = ticket
    .ticket-description = Its number; not needed in its own thread
    .about = about
    .about-description = What they should look at

form-ask-expert = Ask the experts
form-ask-expert-about = What should they look at?

help-asked = The experts are asked to help on { $ticket }. Asking is free: time spent is charged only if you agree to it. Whoever accepts is named in the ticket's thread.
help-read-from = It is outside business hours: they read it from { $at }.
help-asked-of-experts = **{ $customer }** asks for your help on { $ticket }.
help-accepted = { $who } helps on { $ticket }.
help-declined = { $who } declined for the experts: { $ticket } goes on without them.
help-over = { $who } helped on { $ticket } until it was closed.
help-ended = { $ticket } was closed: nobody is asked any more.
help-joined = { $who }, one of the experts, helps on { $ticket }. What is written here stays with the staff.
help-joined-by-you = You help on { $ticket }: you are called into its thread under the support card. Tell the time you spent with `/expert done session:{ $ticket } minutes:…`.
help-declined-by-you = { $ticket }: the team is told that the experts cannot help.
help-label = Help on { $ticket } · { $subject } · { $customer }
help-time-told = The team is asked, in the thread of { $ticket }, whether { $time } may be charged.
help-time-title = Time of the experts
help-time = { $who } helped on { $ticket }: { $time }. It is charged to your hours, as support, only if you agree.
help-time-agreed = { $ticket }: { $who } agreed to { $time } of the experts' help.
help-time-refused = { $ticket }: { $who } did not agree to { $time } of the experts' help. Nothing is charged.
fact-helping = Tickets you help on

event-expert-asked = { $who } asks the experts to help on this ticket.
event-expert-joined = { $who }, one of the experts, helps on this ticket.
event-expert-declined = The experts cannot help on this ticket just now ({ $who }).

session-title-help = Help on { $ticket } · { $customer }
session-step-help-used = { $who } agrees that the help on { $ticket } is charged: { $charged }.

refusal-no-access-packs = On { $level } the experts are reached with packs of hours: a manager of your contract orders one with `/expertise pack`, then `/expertise book topic:support` books an expert. A higher level gives access to them on tickets (`/contract show`).
refusal-no-access = { $level } gives access to the experts on tickets for its first months alone, and they are over. A higher level gives it back: `/contract show` says who your managers are. Support goes on with your ticket.
refusal-help-asked = The experts are already asked to help on { $ticket }: they answer in its thread.
refusal-help-given = { $who } already helps on { $ticket }: write in its thread.
refusal-help-answered = { $who } has already answered for the experts on { $ticket }.
refusal-help-ended = { $ticket } was closed since: nobody is asked any more.
refusal-not-helping = You do not help on { $ticket }. Choose from the suggestions.
refusal-help-minutes = Help on a ticket was not booked: say how many minutes it took with `minutes`.
