# /escalate, the confirmation of a P1 and what it is answered.
command-escalate = escalate
    .description = A service is down: make a ticket a P1, or open one
    .ticket = ticket
    .ticket-description = Which ticket; left out, you choose, or a new one is opened
    .impact = impact
    .impact-description = What stands still, and for whom
    .subject = subject
    .subject-description = For a new one: what it is about, in one line
    .component = component
    .component-description = Which part of the platform

form-escalate-new = A new P1
form-escalate-ticket = Make { $ticket } a P1
form-escalate-impact = What stands still, and for whom?

p1-choose = What is down? Choose one of your open tickets, or a new P1. Nothing happens before you confirm it.
p1-choose-placeholder = A ticket, or a new P1
p1-choose-new = A new P1

p1-confirm-new = Open a P1: { $subject }
p1-confirm-new-for = Open a P1 for { $customer }: { $subject }
p1-confirm-ticket = Make { $ticket } a P1 (now { $priority }): { $subject }
p1-confirm-paged = The moment you confirm, the people on call are paged, whatever the hour. Nothing happens before.
p1-confirm-already = Already open as P1: { $tickets }. If it is the same outage, write in its thread instead.
p1-promise-within = Guaranteed time to restore: **{ $hours }** ({ $level }), counted from your press, day and night. Confirmed now: by { $at }.
p1-promise-none = **Best effort, no guaranteed time**: the { $level } level has none. Please call as well: { $phone }.
p1-promise-beta = **Best effort, no guaranteed time**: this component is in beta and carries no support commitment. Please call as well: { $phone }.

p1-opened = P1 **{ $ticket }** is open, and the people on call are being paged. Its thread is in this channel: everything is followed there.
p1-escalated = **{ $ticket }** is a P1 now, and the people on call are being paged.
p1-guaranteed = Guaranteed time to restore: by { $at } ({ $left }).
p1-no-guarantee = Best effort, no guaranteed time. Please call as well: { $phone }.
p1-no-guarantee-beta = Best effort, no guaranteed time, as the component is in beta. Please call as well: { $phone }.
p1-confirmed-before = You have already confirmed this: it is **{ $ticket }**. Nothing was opened twice.
p1-not-opened = Nothing was opened. What you typed is kept: you can take it up again.
p1-not-escalated = { $ticket } stays as it is, and nobody was paged.

button-confirm-p1 = Open the P1
button-confirm-escalate = Make it a P1
button-dismiss-p1 = Do nothing
button-back-to-draft = Take it up again

refusal-account-never-p1 = An account and billing question cannot be a P1: it is answered in business hours. If a service is down, open an incident instead.
