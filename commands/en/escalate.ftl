# /escalate, the confirmation of a P1 and what it is answered.
command-escalate = escalate
    .description = A service is down: raise a ticket to P1, or open a P1
    .ticket = ticket
    .ticket-description = The ticket (if left out, you choose from a list)
    .impact = impact
    .impact-description = What's down, and for whom
    .subject = subject
    .subject-description = For a new P1: the problem, in one line
    .component = component
    .component-description = Which part of the platform

form-escalate-new = New P1
form-escalate-ticket = Raise { $ticket } to P1
form-escalate-impact = What's down, and for whom?

p1-choose = What's down? Choose one of your open tickets, or a new P1. Nothing is sent before you confirm. By phone: { $phone }.
p1-choose-placeholder = An open ticket, or a new P1
p1-choose-new = New P1

p1-confirm-new = Open a P1: { $subject }
p1-confirm-new-for = Open a P1 for { $customer }: { $subject }
p1-confirm-ticket = Raise { $ticket } to P1 (now { $priority }): { $subject }
p1-confirm-paged = As soon as you confirm, on-call is paged, day or night. Nothing is sent before.
p1-confirm-already = Already open as P1: { $tickets }. Same outage? Write in that ticket's thread instead.
p1-promise-within = Guaranteed time to restore: **{ $hours }** ({ $level }), 24/7. If you confirm now: restored by { $at }. By phone: { $phone }.
p1-promise-none = **No guaranteed time to restore on { $level }**: we work on it on a best-effort basis. Please also call { $phone }.
p1-promise-beta = **No guaranteed time to restore**: this component is in beta and carries no support commitment. Please also call { $phone }.

p1-opened = P1 **{ $ticket }** is open and on-call is being paged. Follow it and reply in its thread.
p1-escalated = **{ $ticket }** is now a P1 and on-call is being paged.
p1-guaranteed = Guaranteed time to restore: by { $at } ({ $left }). By phone: { $phone }.
p1-no-guarantee = No guaranteed time to restore: we work on it on a best-effort basis. Please also call { $phone }.
p1-no-guarantee-beta = No guaranteed time to restore, as the component is in beta. Please also call { $phone }.
p1-confirmed-before = You already confirmed it: it is P1 **{ $ticket }**. By phone: { $phone }.
p1-not-opened = Nothing was opened, and on-call is not paged. Your text is saved: you can reopen the form. By phone: { $phone }.
p1-not-escalated = { $ticket } stays as it is, and on-call is not paged. By phone: { $phone }.

button-confirm-p1 = Open the P1
button-confirm-escalate = Raise to P1
button-dismiss-p1 = Cancel
button-back-to-draft = Reopen the form

refusal-account-never-p1 = An account or billing question can't be a P1: it is answered in business hours. If a service is down, open an incident.
