# /expert : les disponibilités et les séances d'un expert.
command-expert = expert
    .description = Vos disponibilités et vos séances, en tant qu'expert
command-expert-hours = disponibilités
    .description = Indiquer vos disponibilités pour un jour de la semaine
    .day = jour
    .day-description = Jour de la semaine
    .from = de
    .from-description = Heure de début, par exemple 9:00 (la même que « à » : pas disponible)
    .to = à
    .to-description = Heure de fin, par exemple 12:00
    .also-from = puis-de
    .also-from-description = Second intervalle de la journée : heure de début
    .also-to = puis-à
    .also-to-description = Second intervalle de la journée : heure de fin
command-expert-settings = réglages
    .description = Vos réglages : demandes de séance et lien du calendrier
    .accept-at-once = acceptation-auto
    .accept-at-once-description = Confirmer les demandes automatiquement, sans vous les soumettre
    .new-link = nouveau-lien
    .new-link-description = Remplacer le lien de votre calendrier privé ; l'ancien ne fonctionnera plus
command-expert-off = absence
    .description = Indiquer une absence : aucune séance n'est réservée avec vous
    .from = de
    .from-description = Une date, ou date et heure : 2026-12-24 ou 2026-12-24 14:00
    .to = à
    .to-description = Une date (jour compris), ou date et heure
command-expert-book = proposer
    .description = Proposer une séance à un client ; son équipe accepte ou refuse dans son salon
    .customer = client
    .customer-description = Quel client
    .topic = thème
    .topic-description = Le thème de la séance
    .minutes = minutes
    .minutes-description = Durée en minutes
    .slot = créneau
    .slot-description = Un de vos créneaux libres, ou date et heure : 2026-12-02 14:30
    .about = objet
    .about-description = Ce que vous proposez de faire
command-expert-agenda = agenda
    .description = Vos disponibilités, vos séances et les demandes en attente
command-expert-done = terminer
    .description = Terminer une séance, ou signaler une équipe absente, et décompter le temps
    .session = séance
    .session-description = La séance, ou le ticket sur lequel vous avez aidé
    .minutes = minutes
    .minutes-description = Minutes passées (par défaut : celles réservées) ; au-delà, l'équipe doit donner son accord
    .notes = notes
    .notes-description = Ce qui a été fait (l'équipe le lit)
    .no-show = absents
    .no-show-description = Personne n'est venu : toute la réservation est décomptée

choice-day-monday = lundi
choice-day-tuesday = mardi
choice-day-wednesday = mercredi
choice-day-thursday = jeudi
choice-day-friday = vendredi
choice-day-saturday = samedi
choice-day-sunday = dimanche
day-of-week = { $day ->
     [1] Lundi
     [2] Mardi
     [3] Mercredi
     [4] Jeudi
     [5] Vendredi
     [6] Samedi
    *[7] Dimanche
  }

expert-day = { $day } : disponible { $hours } (heure de { $zone }).
expert-day-none = { $day } : pas disponible.
expert-week-line = { $day } { $hours }
expert-no-hours = Aucune pour l'instant. Indiquez-les avec `/expert disponibilités`.
expert-away = Absence du { $from } au { $to } : aucune séance ne sera réservée avec vous.
expert-away-line = { $from } – { $to }
expert-sessions-stay = Ces séances sont maintenues. Si vous ne pouvez pas les assurer, annulez-les avec le bouton de leur demande :
expert-accepts-at-once = Les demandes sont confirmées automatiquement, sans vous être soumises.
expert-is-asked = Chaque demande vous est soumise.
expert-offered = Séance proposée à **{ $customer }** : { $at }. Sans réponse avant le { $until }, la proposition expire.
agenda-title = Votre agenda
fact-availability = Disponibilités (heure de { $zone })
fact-away = Absences
fact-waiting = En attente d'une réponse
fact-confirmed = Confirmées
fact-to-settle = Passées, à terminer avec `/expert terminer`
fact-requests = Demandes
fact-feed = Votre calendrier
expert-feed = Abonnez-vous à { $link } sans le partager : toute personne qui a ce lien voit vos séances. Pour le remplacer : `/expert réglages nouveau-lien:true`.
expert-new-link = Nouveau lien de votre calendrier privé : { $link } (l'ancien ne fonctionne plus).
expert-left = { $who } n'a plus le rôle expert : ses créneaux ne sont plus proposés. Aucune séance n'était prévue.
expert-left-sessions = { $who } n'a plus le rôle expert : ses créneaux ne sont plus proposés. Ses séances à venir sont annulées, les heures rendues et les équipes prévenues.
fact-given-back = Séances annulées
settled = Séance du { $at }. Décompté : { $charged } · rendu : { $back }.
settled-beyond = { $beyond } de plus : l'accord de l'équipe du client est demandé.

refusal-hour = `{ $typed }` n'est pas une heure valide. Format attendu : `9:00`.
refusal-half-interval = Pour un second intervalle, indiquez `puis-de` et `puis-à`.
refusal-interval-backwards = De { $from } à { $to } : la fin doit être postérieure au début.
refusal-intervals-overlap = Les deux intervalles se chevauchent. Modifiez l'un des deux.
refusal-away = La fin de l'absence doit être postérieure à son début, et à venir.
refusal-nobody-to-ask = Aucun salon n'est rattaché à **{ $customer }** : personne ne verrait la proposition. Rattachez-en un d'abord avec `/client rattacher`.
refusal-used-too-long = Le temps passé ne peut pas dépasser { $most }.
