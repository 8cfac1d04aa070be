# /maintenance : les fenêtres à venir, et ce qui en est dit dans les salons.
command-maintenance = maintenance
    .description = Les fenêtres de maintenance
command-maintenance-next = prochaine
    .description = La maintenance en cours ou la prochaine, et ce qu'elle touche
command-maintenance-list = lister
    .description = Les maintenances à venir, aussi en fichier pour votre agenda
    .months = mois
    .months-description = Sur combien de mois, de 1 à 12 (3 si vous ne dites rien)

maintenance-next = Prochaine maintenance · { $platform }
maintenance-going-on = Maintenance en cours · { $platform }
maintenance-none = Aucune maintenance n'est prévue jusqu'au { $until }.
maintenance-list = Maintenances jusqu'au { $until }
maintenance-more = et { $count } de plus : le fichier les contient toutes
maintenance-event = Maintenance { $platform }
maintenance-calendar = Maintenances

fact-window-start = Du
fact-window-end = Au
fact-window-reason = Motif
fact-window-touches = Concerne
fact-window-also = Aussi en cours
fact-window-then = Ensuite
fact-window-was = Était prévue
fact-window-feed = Agenda auquel s'abonner

notice-days = { $days ->
    [one] Maintenance demain
   *[other] Maintenance dans { $days } jours
}
notice-hours = { $hours ->
    [one] Maintenance dans une heure
   *[other] Maintenance dans { $hours } heures
}
notice-minutes = Maintenance dans { $minutes } minutes
notice-soon = Maintenance prochaine
notice-start = La maintenance a commencé
notice-end = La maintenance est terminée
notice-after-end = Si quelque chose ne marche pas comme avant, ouvrez un ticket avec `/ticket ouvrir`.
notice-going-on = Maintenance en cours
notice-first = Maintenance prévue
notice-moved = Maintenance déplacée
notice-extended = Maintenance prolongée
notice-cancelled = Maintenance annulée
notice-broken-off = Maintenance interrompue
notice-after-cancel = Il n'y a plus rien à en attendre.
notice-late = ⏰ Cette annonce est en retard : elle était due le { $at }.
notice-outdated = Périmée · { $platform }
notice-outdated-see = Cette maintenance a changé depuis : voir la réponse à ce message.
