# Les séances avec un expert, telles que les deux côtés les lisent.
session-title = Séance : { $topic }
session-title-customer = Séance : { $topic } · { $customer }
session-when = { $at } ({ $left })
session-line = { $at } · { $length } · { $topic } · { $who } · { $state }
session-asked-of-expert = **{ $customer }** demande cette séance à { $who }. Sans réponse avant { $until }, elle est libérée.
session-asked-by-team = Demandée à { $who }. Les heures sont réservées ; sans réponse avant { $until }, elles sont de nouveau libres.
session-offered-by-expert = Proposée à **{ $customer }**. Sans réponse avant { $until }, elle est libérée.
session-offered-to-team = { $who } propose cette séance. Les heures sont réservées ; sans réponse avant { $until }, elles sont de nouveau libres.
session-is = Cette séance est { $state }.
session-is-charged = Cette séance est { $state } : { $charged } utilisées.
session-reminder = Cette séance commence { $at } ({ $left }).

session-state-requested = en attente de l'expert
session-state-proposed = en attente de l'équipe
session-state-confirmed = confirmée
session-state-delivered = faite
session-state-declined = refusée
session-state-withdrawn = retirée
session-state-released = libérée sans réponse
session-state-cancelled = annulée
session-state-no-show = manquée par l'équipe

session-step-asked = { $who } demande une séance le { $at }.
session-step-offered = { $who } propose une séance le { $at }.
session-step-accepted = { $who } accepte : la séance du { $at } est confirmée.
session-step-declined = { $who } refuse la séance du { $at }. Ses heures sont de nouveau libres.
session-step-other-time = { $who } propose un autre moment : { $at }. Sans réponse avant { $until }, la séance est libérée.
session-step-withdrawn = { $who } retire la séance demandée pour le { $at }. Ses heures sont de nouveau libres.
session-step-released = Personne n'a répondu à temps : la séance du { $at } est libérée. Ses heures sont de nouveau libres.
session-step-cancelled = { $who } annule la séance du { $at }. Ses heures sont rendues.
session-step-cancelled-charged = { $who } annule la séance du { $at }, trop tard pour que ce soit sans frais : { $charged } sont utilisées.
session-step-moved = { $who } déplace la séance du { $at } ; la nouvelle est demandée à part. Ses heures sont de nouveau libres.
session-step-moved-charged = { $who } déplace la séance du { $at }, trop tard pour que ce soit sans frais : { $charged } sont utilisées. La nouvelle est demandée à part.
session-step-expert-left = { $who } ne fait plus partie des experts : la séance du { $at } est annulée. Ses heures sont rendues ; `/expertise réserver` montre qui d'autre est libre.
session-step-delivered = La séance du { $at } a eu lieu : { $charged } utilisées.
session-step-no-show = Personne n'est venu à la séance du { $at } : toute la réservation est utilisée, { $charged }.
session-step-more-used = { $who } accepte que la séance du { $at } ait duré plus longtemps : { $charged } de plus utilisées.
session-step-noted = { $who } a laissé une note sur ce qui a eu lieu le { $at } :

session-help-delivered = { $who } a aidé sur { $ticket } : { $charged } utilisées.
session-note-ask = Comment était-ce, et que faut-il suivre ? Une note pour l'équipe : qui répond le premier répond pour tous, et l'expert la lit.
session-note-left = { $who } a laissé la note de l'équipe, { $at }.
session-note-thanks = Merci. { $who } lit votre note dans le salon des experts, et elle est conservée avec la séance.

fact-no-longer-fit = Séances à venir que les heures ne paient plus ; elles restent
session-calendar = Séances de { $who }
session-entry = Séance : { $topic } · { $who }
calendar-cancelled = Annulé : { $what }
calendar-unconfirmed = À confirmer : { $what }

fact-when = Quand
fact-length = Durée
fact-expert = Expert
fact-about = Objet

button-session-accept = Accepter
button-session-decline = Refuser
button-session-propose = Proposer un autre moment
button-session-withdraw = Retirer
button-session-call-off = Annuler la séance
button-session-note = Laisser une note

form-decline = Pourquoi pas ?
form-decline-reason = Raison, lue par l'autre côté
form-note-session = Une note sur la séance
form-note-session-text = Comment était-ce ? Que faut-il suivre ?
form-other-time = Un autre moment
form-other-time-moment = Début, heure de { $zone } (2026-12-02 14:30)
form-other-time-text = Un mot avec

more-used-title = Plus long que réservé
more-used = { $who } dit que la séance du { $at } a duré { $more } de plus que les { $booked } réservées. Rien de plus n'est compté sans votre accord.
more-agreed = Séance du { $at } : { $who } a accepté { $more } de plus.
more-refused = Séance du { $at } : { $who } n'a pas accepté { $more } de plus. Rien de plus n'est compté.
button-more-agree = Accepter
button-more-refuse = Ne pas accepter

wall-moment = { $weekday } { $day } { $month } { $year } { $time } (heure de { $zone })
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
