# Un P1 une fois ouvert : appels, alertes, rappels, et ce qui est dit dans son fil.
page-call = P1 **{ $ticket }** : { $roles }, on vous appelle.
page-call-experts = P1 **{ $ticket }** : l'astreinte n'a pas pu être appelée dans le salon du support. { $roles }, prévenez quelqu'un du support tout de suite.
page-call-direct = P1 **{ $ticket }** : personne n'a pu être appelé dans les salons de l'équipe. Prévenez quelqu'un de l'astreinte tout de suite.
pages-call = **{ $customer }** a { $count } P1 que personne n'a pris en compte : { $tickets }. { $roles }, on vous appelle.
pages-call-direct = **{ $customer }** a { $count } P1 que personne n'a pris en compte : { $tickets }. Personne n'a pu être appelé dans les salons de l'équipe. Prévenez quelqu'un de l'astreinte tout de suite.
pages-over = Les P1 de **{ $customer }** dont parlait cet appel sont pris en compte, ou finis. Plus personne n'est appelé.
page-direct-next = La personne d'astreinte prend en compte avec `/agent accuser ticket:{ $ticket }` dans le serveur de l'équipe. `/guichet installer` répare les salons et les rôles.
page-late = En retard : cet appel était prévu { $due }.
page-deaf = { $role } ne peut pas être appelé : le rôle n'existe plus ou ne peut pas être mentionné. `/guichet installer` le répare.
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

command-agent-restore = rétablir
    .description = Le service est revenu : l'horloge du P1 s'arrête
    .ticket = ticket
    .ticket-description = Son numéro ; inutile dans son propre fil
    .note = note
    .note-description = Ce qui a été fait, pour le client
command-agent-update = point
    .description = Dire au client où on en est, et promettre la suite
    .ticket = ticket
    .ticket-description = Son numéro ; inutile dans son propre fil
    .impact = impact
    .impact-description = Ce que le client constate en ce moment
    .action = action
    .action-description = Ce que fait le support
    .next = suite
    .next-description = Dans combien de minutes vient le prochain point
command-ticket-clock = horloge
    .description = L'horloge du temps de rétablissement garanti, ligne par ligne
    .ticket = ticket
    .ticket-description = Son numéro ; inutile dans son propre fil

form-restore = Le service est revenu
form-restore-note = Ce qui a été fait, pour le client
form-contest = Ce n'est pas rétabli
form-contest-reason = Qu'est-ce qui ne va pas ? (facultatif)
form-update = Un point pour le client
form-update-impact = Ce que le client constate en ce moment
form-update-action = Ce que fait le support
form-update-next = Minutes jusqu'au prochain point

button-update = Faire un point

event-restored = { $who }, du support, déclare que le service est revenu.
event-restored-until = Si ce n'est pas le cas, dites-le avec le bouton ci-dessous jusqu'à { $until } : l'horloge repart comme si elle ne s'était jamais arrêtée, et l'astreinte est rappelée.
event-restored-over = Le délai pour contester est passé { $until }.
event-contested = { $who } dit que le service n'est pas revenu. Tout reprend comme s'il n'avait jamais été déclaré rétabli, et l'astreinte est appelée.
event-update = Point de { $who }, du support
event-update-next = Le prochain point vient au plus tard { $at } ({ $left }).
update-impact = **Impact :** { $impact }
update-action = **Action :** { $action }

update-reminder = { $who }, **{ $ticket }** : un point est promis au client au plus tard { $at } ({ $left }).

refusal-not-minutes = `{ $typed }` n'est pas un nombre de minutes. Écrivez les minutes jusqu'au prochain point, de 1 à { $most }.
ticket-updated = Le point sur **{ $ticket }** est parvenu à l'équipe. Le prochain est promis au plus tard { $at }.

clock-heading = **Horloge { $number }**
clock-line = { $at } · { $fact } · { $running } écoulées, { $left } restantes
clock-started = démarre avec { $hours } garanties ({ $level })
clock-paused = suspendue : le support attend le client
clock-resumed = repart après une pause de { $paused }
clock-upgraded = niveau relevé à { $level } ({ $hours }) : des { $before } restantes, il reste le plus petit des deux
clock-contested = contesté : l'arrêt de { $stopped } ne compte pas
clock-stopped-restored = s'arrête : rétabli
clock-stopped-closed = s'arrête : fermé
clock-stopped-lowered = se termine : la priorité a été abaissée
clock-stopped-beta = se termine : le composant est en bêta
clock-now-running = maintenant : en marche
clock-now-paused = maintenant : suspendue
clock-now-stopped = maintenant : arrêtée
clock-deadline = Échéance : { $at }
clock-kept = Tenue, avec { $left } restantes
clock-missed = Dépassée de { $by }
clock-withdrawn = Retirée : ni tenue ni dépassée
clock-not-p1 = Il n'y a pas d'horloge : seul un P1 a un temps de rétablissement garanti.
clock-best-effort = Il n'y a pas d'horloge : le niveau { $level } n'a pas de temps de rétablissement garanti (au mieux).
clock-beta = Il n'y a pas d'horloge : un composant bêta est sans engagement de support (au mieux).
gtr-paused = Suspendue, { $left } restantes : le support attend le client

command-agent-board = tableau
    .description = Un message avec les P1 ouverts, tenu à jour

board-posted = Le tableau est dans { $channel }, et y est tenu à jour.
board-title = P1 ouverts
board-none = Aucun P1 n'est ouvert.
board-more = … et { $count } autres.
board-moved = Le tableau est plus bas.
board-line = **{ $ticket }** { $customer } : { $subject }
    { $guarantee } · { $state }
board-unanswered = **personne n'a pris en compte**, astreinte appelée { $since }
board-with = { $state }, { $who }
page-mended = **{ $ticket }** : ses appels étaient en panne et ont été réparés. Personne ne l'avait pris en compte.
