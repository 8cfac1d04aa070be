# Ce que change un changement de niveau.
level-title = { $customer } : { $from } → { $to }
level-at-once = • Effectif tout de suite.
level-from = • Effectif à partir du { $from }.
level-gtr = • Garantie de temps de rétablissement d'un P1 : { $before } → { $after }
level-p1 = • { $ticket } : { $before } → { $after } ({ $left }), compté à partir du moment du changement
level-paused = il reste { $left }, en pause
level-hours = • Expertise comprise par mois : { $before } → { $after }
level-hours-until = { $hours } (jusqu'à la fin de { $month })
level-left = • Reste ce mois-ci : { $before } → { $after }
level-access = • Accès privilégié aux experts : { $before } → { $after }
level-billed = • Première facture : { $billed }
level-cancels = • Annule le passage à { $level } prévu le { $from }.
level-best-effort = au mieux
level-yes = oui
level-no = non
level-by-manager = Un référent le fait avec `/contrat monter`.
level-through-support = Descendre passe par le support : adressez-vous à votre contact.
level-changed = **{ $customer }** est maintenant { $level }.
level-scheduled = **{ $customer }** sera { $level } à partir du { $from }.
button-upgrade = Passer à { $level }
event-level-upgraded = Le contrat est maintenant { $level } : il compte pour ce P1 à partir de maintenant.

settings-title = Ce que le guichet envoie de lui-même
settings-how = `/contrat réglages` le change.
settings-unused-hours = Des créneaux sont proposés avant que les heures ne soient perdues
settings-monthly-report = Le rapport mensuel arrive sans qu'on le demande

refusal-same-level = C'est déjà { $level } : rien à changer.
refusal-not-an-upgrade = { $to } est en dessous de { $from }. Descendre passe par le support : adressez-vous à votre contact. `/contrat aperçu` montre ce que cela changerait.
refusal-past-date = Cette date est passée. La plus proche est { $today }, c'est-à-dire tout de suite.
refusal-changed-meanwhile = Quelque chose a changé depuis que vous avez regardé : rien n'a été fait. Tapez à nouveau la commande pour voir ce qu'il en est maintenant.
