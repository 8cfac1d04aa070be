# Un P1 une fois ouvert : alertes, rappels, et ce qui est dit dans son fil.
page-call = P1 **{ $ticket }** : { $roles }, prenez-le en compte.
page-call-experts = P1 **{ $ticket }** : l'astreinte n'a pas pu être alertée dans le salon du support. { $roles }, prévenez immédiatement quelqu'un du support. Téléphone du support : { $phone }.
page-call-direct = P1 **{ $ticket }** : personne n'a pu être alerté dans les salons du support. Prévenez immédiatement quelqu'un de l'astreinte. Téléphone du support : { $phone }.
pages-call = { $of } : { $count ->
    [one] un P1 à prendre en compte
   *[other] { $count } P1 à prendre en compte
  } ({ $tickets }). { $roles }, prenez chaque P1 en compte.
pages-call-as-one = { $of } : { $count ->
    [one] un P1 à prendre en compte
   *[other] { $count } P1 à prendre en compte
  } ({ $tickets }). { $roles }, { $count ->
    [one] prenez-le en compte.
   *[other] prenez-les en compte : un seul clic suffit pour tous.
  }
pages-call-direct = { $of } : { $count ->
    [one] un P1 à prendre en compte
   *[other] { $count } P1 à prendre en compte
  } ({ $tickets }). Personne n'a pu être alerté dans les salons du support. Prévenez immédiatement quelqu'un de l'astreinte. Téléphone du support : { $phone }.
pages-still = { $of } : { $count ->
    [one] encore un P1 à prendre en compte
   *[other] encore { $count } P1 à prendre en compte
  } ({ $tickets }).
pages-over = { $of } : les P1 de cette alerte sont pris en compte ou terminés. Alertes arrêtées.
pages-of-incident = Incident majeur **{ $number }** ({ $title })
page-direct-next = Pour le prendre en compte : `/agent prendre-en-compte ticket:{ $ticket }` sur le serveur du support. Pour corriger les salons et les rôles : `/guichet configurer`.
page-late = Alerte en retard : elle était prévue { $due }.
page-deaf = { $role } ne peut pas être mentionné : le rôle a été supprimé, ou sa mention est interdite. Corrigez-le avec `/guichet configurer` ou dans les paramètres du serveur.
page-deadline = au plus tard { $at } ({ $left })
page-acknowledged = P1 **{ $ticket }** · { $customer } : pris en compte par { $who } { $since }.
page-over = **{ $ticket }** · { $customer } ({ $priority }) : { $state }. Alertes arrêtées.
page-why-opened = Ouvert par { $who }.
page-why-raised = Passé en P1 par { $who }.
page-why-contested = Rétablissement contesté par { $who } : le service est toujours en panne.
page-why-reopened = Rouvert par { $who }.
page-why-silence = Pris en compte, puis aucune activité : l'astreinte est de nouveau alertée.

# Un moment avec son article : l'heure seule quand c'est aujourd'hui.
at-today = à { $at }
at-day = le { $at }

warning-percent = **{ $ticket }** : GTR consommée à { $percent } %.
warning-breach = **{ $ticket }** : GTR dépassée, le service n'est pas rétabli.
warning-incident-percent = { $of } : GTR consommée à { $percent } % pour { $count ->
    [one] un P1
   *[other] { $count } P1
  }. Du plus urgent au moins urgent :
warning-incident-breach = { $of } : GTR dépassée pour { $count ->
    [one] un P1
   *[other] { $count } P1
  }, le service n'est pas rétabli. Du plus urgent au moins urgent :
warning-late = Alerte en retard : seuil atteint { $due }.

reminder-incident = { $of } : aucune activité depuis { $minutes ->
    [one] une minute
   *[other] { $minutes } minutes
  }. Un point avec `/incident point` ou une action sur ces P1 suffit ; sinon, l'astreinte est de nouveau alertée { $again }.
reminder-silent = { $who }, aucune activité sur **{ $ticket }** depuis { $minutes ->
    [one] une minute
   *[other] { $minutes } minutes
  }. Une note, un point ou une réponse suffit ; sinon, l'astreinte est de nouveau alertée { $again }.

event-made-p1 = { $who } a passé ce ticket en P1 : l'astreinte est alertée.

fact-customer = Client
fact-level = Niveau d'astreinte
fact-support-phone = Téléphone du support

doctor-owner = Message privé au propriétaire de ce serveur

command-agent-restore = rétabli
    .description = Déclarer le service rétabli : le compteur GTR du P1 s'arrête
    .ticket = ticket
    .ticket-description = Numéro du ticket (inutile dans son fil)
    .note = note
    .note-description = Ce qui a été fait (le client le lit)
command-agent-update = point
    .description = Informer le client de l'avancement et annoncer le prochain point
    .ticket = ticket
    .ticket-description = Numéro du ticket (inutile dans son fil)
    .impact = impact
    .impact-description = Ce que le client constate en ce moment
    .action = action
    .action-description = Ce que fait le support
    .next = prochain-point
    .next-description = Délai avant le prochain point, en minutes
command-ticket-clock = gtr
    .description = Le calcul de la GTR (garantie de temps de rétablissement), ligne par ligne
    .ticket = ticket
    .ticket-description = Numéro du ticket (inutile dans son fil)

form-restore = Déclarer le service rétabli
form-restore-note = Ce qui a été fait (le client le lit)
form-contest = Toujours en panne
form-contest-reason = Que constatez-vous ? (facultatif)
form-update = Point pour le client
form-update-impact = Ce que le client constate en ce moment
form-update-action = Ce que fait le support
form-update-next = Délai avant le prochain point (minutes)

button-update = Faire un point

event-restored = { $who } (support) déclare le service rétabli.
event-restored-until = Toujours en panne ? Signalez-le jusqu'au { $until } avec le bouton ci-dessous, ou appelez le { $phone }. Le P1 reprend alors comme si le service n'avait jamais été déclaré rétabli, et l'astreinte est de nouveau alertée.
event-restored-over = Le délai pour contester a expiré le { $until }. Si le service est encore en panne, appelez le { $phone }.
event-contested = { $who } signale que le service est toujours en panne. Le P1 reprend comme si le service n'avait jamais été déclaré rétabli, et l'astreinte est de nouveau alertée.
event-update = Point de situation · { $who } (support)
event-update-next = Prochain point au plus tard { $at } ({ $left }).
update-impact = **Impact :** { $impact }
update-action = **Action :** { $action }

update-reminder = { $who }, **{ $ticket }** : vous avez promis un point au client au plus tard { $at } ({ $left }).

refusal-not-minutes = `{ $typed }` n'est pas un nombre de minutes. Indiquez dans combien de minutes aura lieu le prochain point, de 1 à { $most }.
ticket-updated = Point sur **{ $ticket }** envoyé au client. Prochain point promis au plus tard { $at }.

clock-heading = **GTR, compteur { $number }**
clock-line = { $at } · { $fact } · écoulé : { $running } · reste : { $left }
clock-line-over = { $at } · { $fact } · écoulé : { $running } · dépassement : { $by }
clock-started = démarrage : GTR de { $hours } ({ $level })
clock-paused = suspension : en attente du client
clock-resumed = reprise, après { $paused } de suspension
clock-upgraded = passage au niveau { $level } ({ $hours }) : il restait { $before }, le plus court des deux s'applique
clock-contested = rétablissement contesté : l'arrêt du { $stopped } ne compte pas
clock-stopped-restored = arrêt : service rétabli
clock-stopped-closed = arrêt : ticket fermé
clock-stopped-lowered = fin : priorité abaissée
clock-stopped-beta = fin : composant en bêta
clock-now-running = maintenant : en marche
clock-now-paused = maintenant : suspendu
clock-now-stopped = maintenant : arrêté
clock-deadline = Échéance : { $at }
clock-kept = GTR respectée (il restait { $left })
clock-missed = GTR dépassée de { $by }
clock-withdrawn = GTR annulée : ni respectée ni dépassée
clock-not-p1 = Pas de compteur GTR : seul un P1 en a un.
clock-best-effort = Pas de compteur : le niveau { $level } ne comprend pas de GTR.
clock-beta = Pas de compteur : un composant en bêta est sans engagement de support.
gtr-paused = Suspendue (reste : { $left }), en attente du client
gtr-paused-over = Suspendue (dépassement : { $by }), en attente du client

command-agent-board = tableau
    .description = Publier le tableau des P1 et des incidents majeurs, tenu à jour

board-posted = Le tableau des P1 est publié dans { $channel } et y est tenu à jour.
board-title = P1 ouverts
board-title-incidents = Incidents majeurs et P1 ouverts
board-none = Aucun P1 ouvert.
board-more = { $count ->
    [one] … et un autre.
   *[other] … et { $count } autres.
  }
board-incident = **Incident majeur { $incident }** · { $title } · { $platform }
    { $stands }
board-incident-since = déclaré { $since }
board-incident-next = prochain point au plus tard le { $at } ({ $left })
board-more-incidents = { $count ->
    [one] … et un autre incident majeur : `/incident lister`.
   *[other] … et { $count } autres incidents majeurs : `/incident lister`.
  }
board-moved = Ce tableau a été republié plus bas.
board-line = **{ $ticket }** · { $customer } · { $subject }
    { $guarantee } · { $state }
board-unanswered = **non pris en compte**, première alerte { $since }
board-with = { $state }, { $who }
page-mended = **{ $ticket }** : les alertes de l'astreinte s'étaient arrêtées ; elles ont repris. Personne n'a encore pris le P1 en compte.
