# Un P1 une fois ouvert : appels, alertes, rappels, et ce qui est dit dans son fil.
page-call = P1 **{ $ticket }** : { $roles }, on vous appelle.
page-call-experts = P1 **{ $ticket }** : l'astreinte n'a pas pu être appelée dans le salon du support. { $roles }, prévenez quelqu'un du support tout de suite.
page-call-direct = P1 **{ $ticket }** : personne n'a pu être appelé dans les salons de l'équipe. Prévenez quelqu'un de l'astreinte tout de suite.
page-direct-next = La personne d'astreinte prend en compte avec `/agent ack ticket:{ $ticket }` dans le serveur de l'équipe. `/desk setup` répare les salons et les rôles.
page-late = En retard : cet appel était prévu { $due }.
page-deaf = { $role } ne peut pas être appelé : le rôle n'existe plus ou ne peut pas être mentionné. `/desk setup` le répare.
page-acknowledged = P1 **{ $ticket }** : pris en compte par { $who } { $since }.
page-over = { $ticket } ({ $priority }) : { $state }. Plus personne n'est appelé.
page-why-opened = Ouvert par { $who }.
page-why-raised = Passé en P1 par { $who }.
page-why-contested = { $who } dit que ce n'est pas rétabli.
page-why-reopened = Rouvert par { $who }.
page-why-silence = Pris en compte, puis plus aucun signe de personne : l'astreinte est rappelée.

warning-percent = **{ $ticket }** : { $percent } % du temps de rétablissement garanti est passé.
warning-breach = **{ $ticket }** : dépassement. Le temps de rétablissement garanti est écoulé et le service n'est pas revenu.
warning-late = En retard : c'était le cas { $due }.

reminder-silent = { $who }, **{ $ticket }** est à vous et il n'y a eu aucun signe depuis { $minutes } minutes. Une note, un point ou une réponse suffit ; sinon, l'astreinte est rappelée { $again }.

event-made-p1 = { $who } a fait de ce ticket un P1. L'astreinte est appelée.

fact-customer = Client
fact-level = Niveau d'astreinte

doctor-owner = propriétaire de ce serveur
