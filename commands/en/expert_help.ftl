# The expertise cell's help on a ticket.
command-ticket-expert = expert
    .description = Ask the experts for help on an open ticket
    .ticket = ticket
    .ticket-description = Ticket number (not needed in its thread)
    .about = about
    .about-description = What the experts should look at

form-ask-expert = Ask the experts
form-ask-expert-about = What should they look at?

help-asked = The experts have been asked to help on { $ticket }. Asking is free; time spent is charged only if you agree. The expert who accepts is announced in the ticket's thread.
help-read-from = It's outside business hours: the experts will read it from { $at }.
help-asked-of-experts = **{ $customer }** is asking for your help on { $ticket }.
help-accepted = { $who } is helping on { $ticket }.
help-declined = { $who } declined the request for help on { $ticket }.
help-over = { $who } helped on { $ticket } until it was closed.
help-ended = { $ticket } was closed: the request is cancelled.
help-joined = { $who }, one of the experts, is helping on { $ticket }. Messages in this thread stay between support and the experts.
help-joined-by-you = You're helping on { $ticket }: you've been mentioned in its thread, under the support card. When done, report the time with `/expert done session:{ $ticket } minutes:…`.
help-declined-by-you = Request for help on { $ticket } declined; the customer's team is told.
help-label = Help on { $ticket } · { $subject } · { $customer }
help-time-told = The customer's team has been asked to agree, in the thread of { $ticket }. To charge: { $time }.
help-time-title = Time spent by the experts
help-time = { $who } spent { $time } on { $ticket }. This time is charged to your expertise hours (topic: support) only if you agree.
help-time-agreed = { $ticket }: { $who } agreed. Charged: { $time }.
help-time-refused = { $ticket }: { $who } declined ({ $time }). Nothing is charged.
fact-helping = Tickets you're helping on

event-expert-asked = { $who } asked the experts for help on this ticket.
event-expert-joined = { $who }, one of the experts, is helping on this ticket.
event-expert-declined = The experts can't help on this ticket for now ({ $who }).

session-title-help = Help on { $ticket } · { $customer }
session-step-help-used = { $who } agreed to the experts' time on { $ticket }. Charged: { $charged }.

refusal-no-access-packs = { $level } does not include the experts' help on tickets. A manager can order an expertise pack (`/expertise pack`); your team can then book a session (`/expertise book topic:support`).
refusal-no-access = { $level } included the experts' help for the first months only. To get it back, a manager moves up a level (`/contract show`). Support keeps working on your ticket.
refusal-help-asked = The experts have already been asked to help on { $ticket }: they will answer in its thread.
refusal-help-given = { $who } is already helping on { $ticket }: write in its thread.
refusal-help-answered = { $who } has already answered the request for help on { $ticket }.
refusal-help-ended = { $ticket } has since been closed: the request is cancelled.
refusal-not-helping = You aren't helping on { $ticket }. Choose from the suggestions.
refusal-help-minutes = For help on a ticket, give the time spent: `minutes`.
