# Alarmes hors du chat : mails, notifications, PagerDuty et webhooks, et la page ouverte par leur lien. Texte brut, rien n'y est mis en forme.
alarm-call = P1 { $ticket } · { $customer } · { $guarantee }
alarm-calls = { $of } · { $count ->
    [one] { $count } P1 à prendre en compte
   *[other] { $count } P1 à prendre en compte
  } ({ $tickets })
alarm-acknowledged = P1 { $ticket } · { $customer } · pris en compte
alarm-ended = { $ticket } · { $customer } · { $state }
alarm-calls-ended = { $of } · tous les P1 sont pris en compte ou terminés
alarm-reminder = P1 { $ticket } · { $customer } · aucune activité depuis { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
  }
alarm-warning = P1 { $ticket } · { $customer } · GTR consommée à { $percent } %
alarm-breach = P1 { $ticket } · { $customer } · GTR dépassée
alarm-of-incident = Incident majeur { $number } · { $title }
alarm-incident-warning = { $of } · GTR consommée à { $percent } % pour { $count ->
    [one] un P1
   *[other] { $count } P1
  }
alarm-incident-breach = { $of } · GTR dépassée pour { $count ->
    [one] un P1
   *[other] { $count } P1
  }
alarm-route-fails = Support : les alarmes par « { $route } » ne passent pas
alarm-away = Support : Discord est injoignable{ $open ->
    [0] {""}
    [one] , { $open } P1 ouvert
   *[other] , { $open } P1 ouverts
  }
alarm-back = Support : Discord est de nouveau joignable
alarm-shut-out = Support : Discord ne laisse plus entrer le bot{ $open ->
    [0] {""}
    [one] , { $open } P1 ouvert
   *[other] , { $open } P1 ouverts
  }
alarm-test = Support : alarme de test, rien à faire

alarm-until = à rétablir avant { $at }
alarm-until-over = GTR dépassée
alarm-until-paused = GTR suspendue
alarm-until-none = sans GTR

alarm-line-subject = Sujet : { $subject }
alarm-line-level = Niveau : { $level }
alarm-line-deadline = À rétablir avant : { $at }, il reste { $left }
alarm-line-deadline-over = À rétablir avant : { $at }, dépassé de { $by }
alarm-line-paused = GTR suspendue, il reste { $left }
alarm-line-none = Sans GTR : traité dans les meilleurs délais
alarm-line-rung = Appel { $number }, astreinte de { $count ->
    [one] niveau { $levels }
   *[other] niveaux { $levels }
  }
alarm-line-late = En retard : cet appel était prévu le { $due }.
alarm-line-warning-late = En retard : ce seuil a été atteint le { $due }.
alarm-line-description = Description : { $description }
alarm-line-seen-by-route = Pris en compte par l'astreinte via « { $route } ».
alarm-line-seen = Pris en compte par le support dans le chat.
alarm-line-over = Il n'y a plus rien à faire pour cette alarme.
alarm-line-reminder = Sans action sur ce P1, l'astreinte sera rappelée dans { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
  }.
alarm-line-error = Dernière erreur : { $error }
alarm-line-away = Discord est injoignable depuis le { $since }. Les clients ne peuvent pas y écrire et les alertes du chat n'arrivent pas.
alarm-line-away-goes-on = Les GTR et les appels de l'astreinte continuent, par ces voies seulement. Gardez le contact avec les clients par téléphone.
alarm-line-back = Discord a été injoignable du { $since } au { $until }. Ce qui devait y être dit l'est maintenant.
alarm-line-shut-out = Le programme s'est arrêté et doit être relancé une fois ceci corrigé : { $why }
alarm-line-test = { $by } teste cette voie. Ouvrez le lien pour confirmer la réception.

alarm-press = Prendre en compte
alarm-press-all = Tout prendre en compte
alarm-press-test = Bien reçue

alarm-page-title = Support · astreinte
alarm-page-call = Personne n'a encore pris en compte.
alarm-page-seen-by-route = Pris en compte par l'astreinte via « { $route } », { $at }.
alarm-page-seen = Pris en compte par le support dans le chat, { $at }.
alarm-page-next = Les appels sont arrêtés. La suite se passe sur le serveur du support : notes, points de situation, rétablissement du service.
alarm-page-over = Cette alarme est terminée. Il n'y a plus rien à faire ici.
alarm-page-gone = Il n'y a rien à cette adresse. Le lien est peut-être coupé : ouvrez-le depuis l'alarme elle-même.
alarm-page-failed = Impossible pour le moment. Réessayez dans un instant ou prenez en compte dans le chat.
alarm-page-test = Ceci est l'alarme de test de la voie « { $route } ». Appuyez sur le bouton pour confirmer la réception.
alarm-page-arrived = Merci : l'alarme de test de la voie « { $route } » est bien arrivée.

by-route = l'astreinte (`{ $route }`)
event-acknowledged-by-route = L'astreinte a pris en compte ce ticket (`{ $route }`).
not-now-acknowledged-by-route = L'astreinte (`{ $route }`) a déjà pris en compte { $ticket } { $since }.
reminder-silent-by-route = Aucune activité sur **{ $ticket }** depuis { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
  }. Pris en compte via `{ $route }`. Sans action, l'astreinte sera rappelée { $again }.
route-fails = Les alarmes via `{ $route }` ne passent pas : { $error }. Vérifiez cette voie dans `routes.toml` et le système derrière elle ; `/astreinte tester` permet de l'essayer.
doctor-route = Voie { $route }
