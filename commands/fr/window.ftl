# /window : des plages de maintenance hors de la règle de l'offre, et les changements de celles qui sont prévues.
command-window = plage-maintenance
    .description = Les plages de maintenance : ajouter, déplacer, annuler, et ce qui a été annoncé
command-window-list = lister
    .description = Les maintenances, et ce qui en a été annoncé à qui
    .months = mois
    .months-description = Nombre de mois passés et à venir, de 1 à 12 (par défaut : 1)
command-window-add = ajouter
    .description = Ajouter une maintenance ; les salons qui suivent sa plateforme sont prévenus aussitôt
    .platform = plateforme
    .platform-description = Plateforme concernée
    .start = début
    .start-description = Début, par exemple 2026-12-02 00:00, dans le fuseau horaire du support
    .end = fin
    .end-description = Fin, par exemple 2026-12-02 06:00, dans le fuseau horaire du support
    .reason = motif
    .reason-description = Motif, en français
    .reason-en = motif-en
    .reason-en-description = Motif, en anglais (par défaut : le texte français)
    .impact = impact
    .impact-description = Conséquences pour les clients, en français
    .impact-en = impact-en
    .impact-en-description = Conséquences pour les clients, en anglais (par défaut : le texte français)
command-window-move = déplacer
    .description = Déplacer une maintenance qui n'a pas commencé
    .window = maintenance
    .window-description = Maintenance à déplacer
    .reason = motif
    .reason-description = Motif du déplacement, en français
    .reason-en = motif-en
    .reason-en-description = Motif du déplacement, en anglais (par défaut : le texte français)
    .start = début
    .start-description = Nouveau début, par exemple 2026-12-02 00:00 (par défaut : inchangé)
    .end = fin
    .end-description = Nouvelle fin, par exemple 2026-12-02 06:00 (par défaut : même durée)
command-window-extend = prolonger
    .description = Prolonger une maintenance, même en cours
    .window = maintenance
    .window-description = Maintenance à prolonger
    .reason = motif
    .reason-description = Motif de la prolongation, en français
    .reason-en = motif-en
    .reason-en-description = Motif de la prolongation, en anglais (par défaut : le texte français)
    .end = fin
    .end-description = Nouvelle fin, par exemple 2026-12-02 08:00, dans le fuseau horaire du support
command-window-cancel = annuler
    .description = Annuler une maintenance, ou terminer plus tôt celle qui est en cours
    .window = maintenance
    .window-description = Maintenance à annuler
    .reason = motif
    .reason-description = Motif de l'annulation, en français
    .reason-en = motif-en
    .reason-en-description = Motif de l'annulation, en anglais (par défaut : le texte français)

window-added = Maintenance ajoutée : **{ $platform }** · { $place }
window-moved = Maintenance déplacée : **{ $platform }** · { $place }
window-extended = Maintenance prolongée : **{ $platform }** · { $place }
window-cancelled = Maintenance annulée : **{ $platform }** · { $place }
window-was = Auparavant : { $place }
window-told = Salons prévenus : { $count }

refusal-no-such-window = Aucune maintenance ne correspond à **{ $typed }**. Choisissez-en une parmi les suggestions, ou indiquez son début, par exemple `2026-12-02 00:00` (fuseau horaire : { $zone }).
refusal-which-window = Plusieurs maintenances commencent à ce moment-là (**{ $typed }**). Choisissez-en une parmi les suggestions.
refusal-window-no-place = Quel est le nouvel horaire ? Indiquez `début:`, `fin:` ou les deux, par exemple `2026-12-02 00:00` (fuseau horaire : { $zone }).
refusal-window-no-end = Jusqu'à quand ? Indiquez `fin:`, par exemple `2026-12-02 08:00` (fuseau horaire : { $zone }).
refusal-window-changed-meanwhile = Quelqu'un vient de modifier cette maintenance : rien n'a été fait. Revoyez-la avec `/plage-maintenance lister`.
refusal-window-ends-before = La fin doit être après le début. Vérifiez `début:` et `fin:`.
refusal-window-in-the-past = Ce début est déjà passé. Choisissez-en un plus tard.
refusal-window-over = Cette maintenance s'est terminée le { $at }. Choisissez-en une à venir.
refusal-window-started = Cette maintenance a commencé le { $at } : elle ne peut plus être déplacée. Pour la prolonger : `/plage-maintenance prolonger`. Pour la terminer plus tôt : `/plage-maintenance annuler`.
refusal-window-cancelled = Cette maintenance a été annulée. Pour en prévoir une autre : `/plage-maintenance ajouter`.
refusal-window-not-longer = Cette maintenance finit déjà le { $at }. Indiquez une `fin:` plus tardive. Pour un autre changement : `/plage-maintenance déplacer` ou `/plage-maintenance annuler`.
refusal-window-unchanged = Rien à changer : la maintenance est déjà à cet horaire.
refusal-window-overlaps = Cet horaire chevauche une autre maintenance de la même plateforme : { $place }. Choisissez-en un autre, ou déplacez d'abord celle-là.

receipts-title = Annonces de maintenance non remises
receipts-overlooked = { $customer } · { $channel } · maintenance du { $start } : l'annonce manquait ; { $mended ->
    [yes] elle part maintenant, en retard.
   *[no] il est trop tard pour l'envoyer.
}
receipts-refused = { $customer } · { $channel } · maintenance du { $start } : Discord a refusé l'annonce. { $mend }
receipts-mend-gone = Le salon n'existe plus : détachez-le avec `/client détacher`, puis rattachez-en un autre, qui sera prévenu.
receipts-mend-view = Je n'ai pas accès au salon : donnez-moi le droit « Voir le salon ». L'annonce est conservée et partira en retard, dès que j'y aurai accès, si la maintenance n'est pas terminée.
receipts-mend-send = Je ne peux pas y écrire : donnez-moi les droits « Envoyer des messages » et « Intégrer des liens ». L'annonce est conservée et partira en retard, dès que je pourrai y écrire, si la maintenance n'est pas terminée.
receipts-mend-other = Erreur : { $error }. Pour en savoir plus : `/guichet diagnostic`.
receipts-more = { $count ->
    [one] … et une autre : `/plage-maintenance lister`.
   *[other] … et { $count } autres : `/plage-maintenance lister`.
}

window-list = Maintenances et annonces
window-list-none = Aucune maintenance sur cette période. Pour voir plus large, indiquez `mois:` ; pour en ajouter une : `/plage-maintenance ajouter`.
window-list-file = détail salon par salon dans le fichier
window-list-cancelled = annulée
window-list-changed = { $change } par { $who } : { $reason }
window-list-notice = { $notice } · remises : { $told } · en attente : { $waiting } · refusées : { $refused } · sans objet : { $useless }
window-list-days = { $days ->
    [one] la veille
   *[other] { $days } jours avant
}
window-list-hours = { $hours ->
    [one] une heure avant
   *[other] { $hours } heures avant
}
window-list-minutes = { $minutes ->
    [one] une minute avant
   *[other] { $minutes } minutes avant
}
window-list-start = au début
window-list-end = à la fin
window-list-added = ajoutée
window-list-moved = déplacée
window-list-extended = prolongée
window-list-linked = au rattachement
