# Les séances avec un expert, telles que les deux côtés les lisent.
session-title = Séance : { $topic }
session-title-customer = Séance : { $topic } · { $customer }
session-when = { $at } ({ $left })
session-line = { $at } · { $length } · { $topic } · { $who } · { $state }
session-asked-of-expert = **{ $customer }** demande cette séance à { $who }. Sans réponse avant le { $until }, la demande expire et les heures sont rendues.
session-asked-by-team = Demande envoyée à { $who }. Les heures sont réservées ; sans réponse avant le { $until }, la demande expire et elles vous sont rendues.
session-offered-by-expert = Proposée à **{ $customer }**. Sans réponse avant le { $until }, la proposition expire et les heures sont rendues.
session-offered-to-team = { $who } propose cette séance. Les heures sont réservées ; sans réponse avant le { $until }, la proposition expire et elles vous sont rendues.
session-is = État : { $state }.
session-is-charged = État : { $state }. Décompté : { $charged }.
session-reminder = Cette séance commence le { $at } ({ $left }).

session-state-requested = en attente de l'expert
session-state-proposed = en attente de l'équipe
session-state-confirmed = confirmée
session-state-delivered = effectuée
session-state-declined = refusée
session-state-withdrawn = retirée
session-state-released = expirée
session-state-cancelled = annulée
session-state-no-show = équipe absente

session-step-asked = { $who } a demandé une séance pour le { $at }.
session-step-offered = { $who } a proposé une séance pour le { $at }.
session-step-accepted = { $who } a accepté : la séance du { $at } est confirmée.
session-step-declined = { $who } a refusé la séance du { $at }. Ses heures sont rendues.
session-step-other-time = { $who } a proposé un autre créneau : { $at }. Sans réponse avant le { $until }, la demande expire et les heures sont rendues.
session-step-withdrawn = { $who } a retiré la demande pour le { $at }. Ses heures sont rendues.
session-step-offer-withdrawn = { $who } a retiré la séance proposée pour le { $at }. Ses heures sont rendues.
session-step-released = Personne n'a répondu à temps : la demande pour le { $at } a expiré. Ses heures sont rendues.
session-step-cancelled = { $who } a annulé la séance du { $at }. Ses heures sont rendues.
session-step-cancelled-charged = { $who } a annulé la séance du { $at }, trop tard pour que ce soit sans frais. Décompté : { $charged }.
session-step-moved = { $who } a déplacé la séance du { $at }. Ses heures sont rendues. Le nouveau créneau fait l'objet d'une nouvelle demande.
session-step-moved-charged = { $who } a déplacé la séance du { $at }, trop tard pour que ce soit sans frais. Décompté : { $charged }. Le nouveau créneau fait l'objet d'une nouvelle demande.
session-step-expert-left = { $who } ne fait plus partie des experts : la séance du { $at } est annulée et ses heures sont rendues. Pour voir les autres créneaux libres : `/expertise réserver`.
session-step-delivered = Séance du { $at } terminée. Décompté : { $charged }.
session-step-no-show = Personne n'est venu à la séance du { $at }. Toute la réservation est décomptée : { $charged }.
session-step-more-used = { $who } a donné son accord pour le dépassement de la séance du { $at }. Décompté en plus : { $charged }.
session-step-noted = { $who } a laissé une note sur la séance du { $at } :

session-help-delivered = { $who } a aidé sur { $ticket }. Décompté : { $charged }.
session-note-ask = Comment cela s'est-il passé, et que reste-t-il à suivre ? Une seule note par équipe : la première envoyée compte, et l'expert la lira.
session-note-left = { $who } a laissé la note de l'équipe, le { $at }.
session-note-thanks = Merci. { $who } lira votre note dans le salon des experts ; elle est conservée avec la séance.

fact-no-longer-fit = Séances à venir au-delà du nouveau forfait (maintenues)
session-calendar = Séances · { $who }
session-entry = Séance : { $topic } · { $who }
calendar-cancelled = Annulé : { $what }
calendar-unconfirmed = À confirmer : { $what }

fact-when = Date
fact-length = Durée
fact-expert = Expert
fact-about = Objet

button-session-accept = Accepter
button-session-decline = Refuser
button-session-propose = Proposer un autre créneau
button-session-withdraw = Retirer la demande
button-session-withdraw-offer = Retirer la proposition
button-session-call-off = Annuler la séance
button-session-note = Laisser une note

form-decline = Donner un motif (facultatif)
form-decline-reason = Motif (transmis à l'autre partie)
form-note-session = Note sur la séance
form-note-session-text = Comment cela s'est-il passé ? Des suites ?
form-other-time = Proposer un autre créneau
form-other-time-moment = Début, heure de { $zone } (2026-12-02 14:30)
form-other-time-text = Message (facultatif)

more-used-title = Séance plus longue que prévu
more-used = { $who } indique que la séance du { $at } a dépassé la durée réservée ({ $booked }) : { $more } de plus. Rien de plus n'est décompté sans votre accord.
more-agreed = Séance du { $at } : { $who } a donné son accord. Décompté en plus : { $more }.
more-refused = Séance du { $at } : { $who } a refusé ({ $more } de plus). Rien de plus n'est décompté.
button-more-agree = Accepter le décompte
button-more-refuse = Refuser le décompte

wall-moment = { $weekday } { $day } { $month } { $year } { $time } (heure de { $zone })
wall-hour = { $time } (heure de { $zone })
wall-weekday = { $day ->
     [1] lun.
     [2] mar.
     [3] mer.
     [4] jeu.
     [5] ven.
     [6] sam.
    *[7] dim.
  }
wall-month = { $month ->
     [1] janv.
     [2] févr.
     [3] mars
     [4] avr.
     [5] mai
     [6] juin
     [7] juil.
     [8] août
     [9] sept.
     [10] oct.
     [11] nov.
    *[12] déc.
  }
