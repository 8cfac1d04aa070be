# /maintenance : les maintenances à venir, et ce qui en est dit dans les salons.
command-maintenance = maintenance
    .description = Les maintenances en cours et à venir
command-maintenance-next = prochaine
    .description = La maintenance en cours ou la prochaine, et ce qu'elle concerne
command-maintenance-list = lister
    .description = Les maintenances à venir, avec un fichier pour votre agenda
    .months = mois
    .months-description = Nombre de mois à venir, de 1 à 12 (par défaut : 3)

maintenance-next = Prochaine maintenance · { $platform }
maintenance-going-on = Maintenance en cours · { $platform }
maintenance-none = Aucune maintenance prévue jusqu'au { $until }.
maintenance-list = Maintenances jusqu'au { $until }
maintenance-more = { $count ->
    [one] et une autre : liste complète dans le fichier
   *[other] et { $count } autres : liste complète dans le fichier
}
maintenance-event = Maintenance { $platform }
maintenance-calendar = Maintenances

fact-window-start = Début
fact-window-end = Fin
fact-window-reason = Motif
fact-window-touches = Concerne
fact-window-also = Aussi en cours
fact-window-then = Ensuite
fact-window-was = Horaire annoncé
fact-window-feed = Agenda à suivre (lien)

notice-days = { $days ->
    [one] Maintenance demain
   *[other] Maintenance dans { $days } jours
}
notice-hours = { $hours ->
    [one] Maintenance dans une heure
   *[other] Maintenance dans { $hours } heures
}
notice-minutes = { $minutes ->
    [one] Maintenance dans une minute
   *[other] Maintenance dans { $minutes } minutes
}
notice-soon = Maintenance à venir
notice-start = La maintenance a commencé
notice-end = La maintenance est terminée
notice-after-end = Si vous constatez une anomalie, ouvrez un ticket : `/ticket ouvrir`.
notice-going-on = Maintenance en cours
notice-first = Maintenance planifiée
notice-moved = Maintenance déplacée
notice-extended = Maintenance prolongée
notice-cancelled = Maintenance annulée
notice-broken-off = Maintenance écourtée
notice-after-cancel = Cette maintenance n'aura pas lieu. Vous n'avez rien à faire.
notice-after-broken-off = Cette maintenance s'est terminée plus tôt que prévu. Si vous constatez une anomalie, ouvrez un ticket : `/ticket ouvrir`.
notice-late = Annonce envoyée en retard : elle aurait dû partir le { $at }.
notice-outdated = Annonce remplacée · { $platform }
notice-outdated-see = Cette maintenance a changé : voir la réponse à ce message.
