# /incident : les incidents majeurs, une même panne que plusieurs tickets signalent.
command-incident = incident
    .description = Les incidents majeurs : déclarer, informer, rétablir, clore
command-incident-open = déclarer
    .description = Déclarer un incident majeur ; les salons qui suivent sa plateforme sont prévenus aussitôt
    .title = titre
    .title-description = Ce qui est en panne, en une ligne, tel que les clients le liront (100 caractères au plus)
    .platform = plateforme
    .platform-description = Plateforme concernée (par défaut : celle du composant)
    .component = composant
    .component-description = Partie de la plateforme en panne
    .impact = impact
    .impact-description = Ce que les clients constatent en ce moment, en français
    .impact-en = impact-en
    .impact-en-description = Ce que les clients constatent en ce moment, en anglais (par défaut : le texte français)
command-incident-add = ajouter
    .description = Ajouter un ticket à un incident majeur ; l'équipe est prévenue dans son fil
    .incident = incident
    .incident-description = Incident majeur concerné
    .ticket = ticket
    .ticket-description = Ticket à ajouter
command-incident-drop = retirer
    .description = Retirer un ticket d'un incident majeur ; l'équipe est prévenue dans son fil
    .incident = incident
    .incident-description = Incident majeur concerné
    .ticket = ticket
    .ticket-description = Ticket à retirer
command-incident-update = point
    .description = Informer les clients de l'avancement et annoncer le prochain point
    .incident = incident
    .incident-description = Incident majeur concerné
    .impact = impact
    .impact-description = Ce que les clients constatent en ce moment, en français
    .action = action
    .action-description = Ce que fait le support, en français
    .next = prochain-point
    .next-description = Délai avant le prochain point, en minutes
    .impact-en = impact-en
    .impact-en-description = Ce que les clients constatent en ce moment, en anglais (par défaut : le texte français)
    .action-en = action-en
    .action-en-description = Ce que fait le support, en anglais (par défaut : le texte français)
command-incident-restore = rétabli
    .description = Déclarer le service rétabli, pour l'incident majeur et tous ses tickets
    .incident = incident
    .incident-description = Incident majeur concerné
    .note = note
    .note-description = Ce qui a été fait, en français (les clients le lisent)
    .note-en = note-en
    .note-en-description = Ce qui a été fait, en anglais (par défaut : le texte français)
command-incident-close = clore
    .description = Clore un incident majeur et dire aux clients ce qui s'est passé
    .incident = incident
    .incident-description = Incident majeur concerné
    .what-happened = bilan
    .what-happened-description = Ce qui s'est passé, en français (les clients le lisent)
    .what-happened-en = bilan-en
    .what-happened-en-description = Ce qui s'est passé, en anglais (par défaut : le texte français)
command-incident-show = voir
    .description = Voir un incident majeur : tickets et compteurs GTR, événements, salons prévenus
    .incident = incident
    .incident-description = Incident majeur (par défaut : la liste de tous)
command-incident-list = lister
    .description = Lister les incidents majeurs
command-incident-export = exporter
    .description = Le dossier complet d'un incident majeur, en un fichier
    .incident = incident
    .incident-description = Incident majeur concerné

incident-open = Incident majeur
incident-updated = Incident majeur : point
incident-restored = Incident majeur : service rétabli
incident-closed = Incident majeur clos
incident-number = Incident majeur { $incident }
incident-late = Message envoyé en retard : il aurait dû partir le { $at }.
incident-concerned = Vous êtes concerné ? Ouvrez un ticket avec `/ticket ouvrir`, ou appelez le { $phone }.
incident-going-on = **Incident majeur { $incident } en cours sur { $platform }** : { $title }
incident-going-on-next = Prochain point au plus tard { $at }.
incident-all-the-same = Vous pouvez tout de même ouvrir un ticket : le support suivra les deux.
incident-all-the-same-p1 = Vous pouvez poursuivre : le support suivra les deux, et votre P1 garde sa propre GTR.
button-open-all-the-same = Ouvrir un ticket
ticket-during-incident = Ouvert pendant l'incident majeur { $incident } : { $title }
fact-incident = Incident majeur
ticket-of-incident = Fait partie de l'incident majeur { $incident } : { $title }
button-incident = Ajouter à l'incident majeur { $incident }
button-declare-incident = Déclarer un incident majeur
incident-proposed = { $count } P1 ou P2 sur { $platform } en { $minutes } minutes
incident-proposed-why = S'il s'agit d'une même panne, déclarez un incident majeur : les salons qui suivent la plateforme sont prévenus aussitôt, et les tickets que vous y ajoutez seront rétablis ensemble.
form-incident = Déclarer un incident majeur
form-incident-title = Ce qui est en panne, tel qu'il sera lu
form-incident-platform = Plateforme
form-incident-impact = Ce que les clients constatent, en français
form-incident-impact-en = Ce que les clients constatent, en anglais
incident-ticket-tied = Ce ticket fait désormais partie de l'incident majeur { $incident }. Les points d'avancement seront aussi publiés ici.
incident-ticket-untied = Ce ticket ne fait plus partie de l'incident majeur { $incident } ({ $title }). Il est traité séparément.
fact-incident-declared = Déclaré
fact-incident-restored = Rétabli
fact-incident-next = Prochain point au plus tard
fact-incident-tickets = Tickets
fact-incident-events = Événements
fact-incident-told = Salons
incident-update-reminder = { $who }, incident majeur **{ $incident }** ({ $title }) : vous avez promis un point aux clients au plus tard { $at } ({ $left }).

incident-declared = Incident majeur { $incident } déclaré : **{ $title }** · { $platform }
incident-which-tickets = Lesquels de ces tickets ouverts en font partie ? Pour en ajouter plus tard : `/incident ajouter`.
incident-choose-tickets = Choisissez les tickets
incident-tied = Ajout à l'incident majeur { $incident } : { $tickets }
incident-dropped = Retrait de l'incident majeur { $incident } : { $ticket }
incident-update-sent = Point envoyé pour l'incident majeur { $incident } : **{ $title }** · { $platform }
incident-is-restored = Service rétabli pour l'incident majeur { $incident } : **{ $title }** · { $platform }
incident-is-closed = Incident majeur { $incident } clos : **{ $title }** · { $platform }
incident-tickets-restored = Tickets rétablis avec lui : { $tickets }
incident-state = { $state ->
    [open] en cours
    [restored] rétabli
   *[closed] clos
}
incident-event = { $kind ->
    [opened] déclaré
    [tied] ajouté
    [untied] retiré
    [updated] point
    [restored] service rétabli
   *[closed] clos
}
incident-tickets = { $count ->
    [one] { $count } ticket
   *[other] { $count } tickets
}
incident-no-tickets = aucun : `/incident ajouter`
incidents-title = Incidents majeurs
incidents-none = Aucun incident majeur. Pour en déclarer un : `/incident déclarer`.

incident-exported = Dossier complet de l'incident majeur { $incident } : historique, tickets et calcul de leur GTR, qui a été prévenu et quand. Commencez par `index.html`. Pour le dossier d'un ticket : `/ticket exporter`.
incident-told-state = { $state ->
    [sent] remis
    [failed] refusé
    [useless] sans objet
   *[waiting] en attente
}
fact-incident-closed = Clos
export-fact-platform = Plateforme
export-head-told = Salons prévenus, par événement (chacun dans `told.csv`)
csv-told-event = numéro de l'événement
csv-told-what = événement
csv-told-ticket = ticket
csv-told-channel = salon ou fil
csv-told-state = résultat
csv-told-at = prévenu ({ $zone })
csv-told-message = message
csv-told-error = motif

refusal-no-such-incident = Aucun incident majeur ne correspond à **{ $typed }**. Choisissez-en un parmi les suggestions, ou voyez-les tous avec `/incident lister`.
refusal-incident-which-platform = De quelle plateforme s'agit-il ? Indiquez `plateforme:` ou `composant:`.
refusal-incident-other-platform = Ce composant appartient à une autre plateforme. Vérifiez `plateforme:` et `composant:`.
refusal-incident-dropped = Le ticket **{ $ticket }** a été retiré de l'incident majeur { $incident }. Pour l'ajouter de nouveau : `/incident ajouter`.
refusal-incident-open-already = L'incident majeur { $incident } est déjà ouvert sur cette plateforme. Pour y ajouter un ticket : `/incident ajouter`.
refusal-incident-tied-elsewhere = Le ticket **{ $ticket }** fait déjà partie de l'incident majeur { $incident }. Retirez-le d'abord avec `/incident retirer`.
refusal-incident-closed = L'incident majeur { $incident } a été clos le { $at }. Pour en déclarer un autre : `/incident déclarer`.
refusal-incident-restored = Le service a déjà été déclaré rétabli le { $at } pour l'incident majeur { $incident }. Pour le terminer : `/incident clore`.
refusal-incident-already-tied = Le ticket **{ $ticket }** fait déjà partie de l'incident majeur { $incident }.
refusal-incident-not-tied = Le ticket **{ $ticket }** ne fait pas partie de l'incident majeur { $incident }. Pour voir ses tickets : `/incident voir`.
