# Ce que change un changement de niveau.
level-title = { $customer } : { $from } → { $to }
level-at-once = • Effet immédiat.
level-from = • Prend effet le { $from }.
level-gtr = • GTR d'un P1 : { $before } → { $after }
level-p1 = • { $ticket }, échéance de la GTR : { $before } → { $after } ({ $left })
level-paused = suspendue (reste { $left })
level-hours = • Forfait d'expertise par mois : { $before } → { $after }
level-hours-until = { $hours } (jusqu'à fin { $month })
level-left = • Reste du forfait ce mois-ci : { $before } → { $after }
level-access = • Accès privilégié aux experts : { $before } → { $after }
level-billed = • Facturé à partir du { $billed }.
level-cancels = • Annule le passage au niveau { $level } prévu pour le { $from }.
level-best-effort = aucune
level-yes = oui
level-no = non
level-by-manager = Pour passer à ce niveau, un référent lance `/contrat niveau-supérieur`.
level-through-support = Pour descendre de niveau, contactez le support : { $phone } ou { $mail }.
level-changed = **{ $customer }** passe au niveau { $level }.
level-scheduled = **{ $customer }** passera au niveau { $level } le { $from }.
button-upgrade = Passer au niveau { $level }
event-level-upgraded = Le contrat passe au niveau { $level } : sa GTR s'applique désormais à ce P1.

settings-title = Envois automatiques
settings-how = Pour les changer : `/contrat réglages`.
settings-unused-hours = Créneaux proposés quand il reste des heures en fin de mois
settings-monthly-report = Rapport mensuel automatique

refusal-same-level = Le niveau est déjà { $level } : rien à changer.
refusal-not-an-upgrade = Le niveau { $to } est inférieur au niveau actuel ({ $from }). Pour descendre, contactez le support : { $phone } ou { $mail }. Pour voir ce qui changerait : `/contrat aperçu`.
refusal-past-date = Cette date est passée. Au plus tôt : aujourd'hui ({ $today }), avec effet immédiat.
refusal-changed-meanwhile = La situation a changé depuis l'aperçu : rien n'a été fait. Relancez la commande.
