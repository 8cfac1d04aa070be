# /expert : les disponibilités et les séances d'un expert.
command-expert = expert
    .description = Vos disponibilités et vos séances, comme expert
command-expert-hours = heures
    .description = Quand vous êtes disponible, un jour de la semaine
    .day = jour
    .day-description = Quel jour de la semaine
    .from = de
    .from-description = À partir de cette heure, comme 9:00 (la même que « à » : pas disponible)
    .to = à
    .to-description = Jusqu'à cette heure, comme 12:00
    .also-from = aussi-de
    .also-from-description = Un second intervalle ce jour-là : à partir de cette heure
    .also-to = aussi-à
    .also-to-description = Un second intervalle ce jour-là : jusqu'à cette heure
command-expert-settings = réglages
    .description = Comment vous recevez les demandes
    .accept-at-once = accepter-d-office
    .accept-at-once-description = Les demandes sont confirmées sans vous être posées
    .new-link = nouveau-lien
    .new-link-description = Remplace le lien de votre calendrier privé ; l'ancien ne marche plus
command-expert-off = absence
    .description = Vous êtes absent : rien n'est réservé avec vous
    .from = de
    .from-description = Une date ou un moment : 2026-12-24, ou 2026-12-24 14:00
    .to = à
    .to-description = Une date, comprise, ou un moment
command-expert-book = proposer
    .description = Proposer une séance à un client ; son équipe est interrogée dans son salon
    .customer = client
    .customer-description = Quel client
    .topic = sujet
    .topic-description = De quoi parlera la séance
    .minutes = minutes
    .minutes-description = Combien de temps elle dure
    .slot = créneau
    .slot-description = Un de vos créneaux libres, ou un moment comme 2026-12-02 14:30
    .about = objet
    .about-description = Ce que vous proposez de faire
command-expert-agenda = agenda
    .description = Vos disponibilités, vos séances et les demandes en attente
command-expert-done = terminer
    .description = Une séance a eu lieu, ou personne n'est venu : compte ce qui a été utilisé
    .session = séance
    .session-description = Quelle séance
    .minutes = minutes
    .minutes-description = Combien de minutes ont été utilisées (celles réservées par défaut) ; plus, l'équipe est interrogée
    .notes = notes
    .notes-description = Ce qui a été fait ; l'équipe le lit
    .no-show = absents
    .no-show-description = Personne n'est venu : toute la réservation est comptée

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

expert-day = { $day } : disponible { $hours }.
expert-day-none = { $day } : pas disponible.
expert-week-line = { $day } { $hours }
expert-no-hours = Aucune pour l'instant : `/expert heures` dit quand vous êtes disponible.
expert-away = Absent du { $from } au { $to } : rien n'est réservé avec vous.
expert-away-line = { $from } – { $to }
expert-sessions-stay = Ces séances restent. Annulez-les par le bouton de leur demande, si vous ne pouvez pas venir :
expert-accepts-at-once = Les demandes sont confirmées d'office, sans vous être posées.
expert-is-asked = Chaque demande vous est posée.
expert-offered = Proposé à **{ $customer }** : { $at }. Son équipe répond avant { $until }, sinon la séance est libérée.
agenda-title = Votre agenda
fact-availability = Disponibilités
fact-away = Absences
fact-waiting = En attente d'une réponse
fact-confirmed = Confirmées
fact-to-settle = Passées, à terminer avec `/expert terminer`
fact-requests = Demandes
fact-feed = Votre calendrier
expert-feed = Abonnez-vous à { $link } et gardez-le pour vous : qui l'a lit vos séances. `/expert réglages nouveau-lien:true` le remplace.
expert-new-link = Le lien de votre calendrier privé est maintenant { $link } : le précédent ne marche plus.
expert-left = { $who } n'a plus le rôle des experts : on ne le propose plus. Il n'avait aucune séance à venir.
expert-left-sessions = { $who } n'a plus le rôle des experts : on ne le propose plus. Ses séances à venir sont annulées, les heures rendues et les équipes prévenues.
fact-given-back = Séances annulées
settled = Séance du { $at } : { $charged } comptées, { $back } rendues.
settled-beyond = L'équipe est interrogée sur { $beyond } de plus.

refusal-hour = `{ $typed }` n'est pas une heure de la journée. Écrivez-la ainsi : `9:00`.
refusal-half-interval = Un second intervalle demande `also-from` et `also-to`.
refusal-interval-backwards = De { $from } à { $to } : la fin vient avant le début.
refusal-intervals-overlap = Les deux intervalles se chevauchent.
refusal-away = Une absence finit après son début, et après maintenant.
refusal-nobody-to-ask = Aucun salon ne parle pour **{ $customer }** : il n'y a personne à interroger. Rattachez-en un d'abord avec `/client rattacher`.
refusal-used-too-long = Une séance dure { $most } au plus.
