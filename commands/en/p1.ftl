# A P1 once it is open: pages, warnings, reminders, and what is told in its thread.
page-call = P1 **{ $ticket }**: { $roles }, you are called.
page-call-experts = P1 **{ $ticket }**: the people on call could not be called in the support channel. { $roles }, please get hold of somebody of support now.
page-call-direct = P1 **{ $ticket }**: nobody could be called in the staff's channels. Please get hold of somebody on call now.
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
