# /escalate, la confirmation d'un P1 et ce qui y est répondu.
command-escalate = escalader
    .description = Un service est arrêté : passer un ticket en P1, ou ouvrir un P1
    .ticket = ticket
    .ticket-description = Ticket concerné (sans cela, vous choisissez dans une liste)
    .impact = impact
    .impact-description = Ce qui est arrêté, et pour qui
    .subject = sujet
    .subject-description = Pour un nouveau P1 : le problème, en une ligne
    .component = composant
    .component-description = Partie de la plateforme concernée

form-escalate-new = Nouveau P1
form-escalate-ticket = Passer { $ticket } en P1
form-escalate-impact = Qu'est-ce qui est arrêté, et pour qui ?

p1-choose = Qu'est-ce qui est arrêté ? Choisissez un de vos tickets ouverts, ou un nouveau P1. Rien n'est envoyé avant votre confirmation. Par téléphone : { $phone }.
p1-choose-placeholder = Un ticket ouvert, ou un nouveau P1
p1-choose-new = Nouveau P1

p1-confirm-new = Ouvrir un P1 : { $subject }
p1-confirm-new-for = Ouvrir un P1 pour { $customer } : { $subject }
p1-confirm-ticket = Passer { $ticket } en P1 (actuellement { $priority }) : { $subject }
p1-confirm-paged = Dès votre confirmation, l'astreinte est alertée, de jour comme de nuit. Rien n'est envoyé avant.
p1-confirm-already = Déjà ouverts en P1 : { $tickets }. Même panne ? Écrivez plutôt dans le fil du ticket concerné.
p1-promise-within = GTR { $level } : **{ $hours }**, 24 h/24 et 7 j/7. Si vous confirmez maintenant : rétablissement au plus tard { $at }. Par téléphone : { $phone }.
p1-promise-none = **Pas de GTR au niveau { $level }** : nous intervenons dans les meilleurs délais, sans délai garanti. Appelez aussi le { $phone }.
p1-promise-beta = **Pas de GTR** : ce composant est en bêta, sans engagement de support. Appelez aussi le { $phone }.

p1-opened = P1 **{ $ticket }** ouvert, l'astreinte est alertée. Suivez-le et répondez dans son fil.
p1-escalated = **{ $ticket }** passe en P1, l'astreinte est alertée.
p1-guaranteed = GTR : rétablissement au plus tard { $at } ({ $left }). Par téléphone : { $phone }.
p1-no-guarantee = Pas de GTR : nous intervenons dans les meilleurs délais. Appelez aussi le { $phone }.
p1-no-guarantee-beta = Pas de GTR, car le composant est en bêta. Appelez aussi le { $phone }.
p1-confirmed-before = Vous l'avez déjà confirmé : c'est le P1 **{ $ticket }**. Par téléphone : { $phone }.
p1-not-opened = Rien n'a été ouvert, et l'astreinte n'est pas alertée. Votre saisie est conservée : vous pouvez rouvrir le formulaire. Par téléphone : { $phone }.
p1-not-escalated = { $ticket } ne change pas, et l'astreinte n'est pas alertée. Par téléphone : { $phone }.

button-confirm-p1 = Ouvrir le P1
button-confirm-escalate = Passer en P1
button-dismiss-p1 = Annuler
button-back-to-draft = Rouvrir le formulaire

refusal-account-never-p1 = Une question de compte ou de facturation ne peut pas être un P1 : elle est traitée en heures ouvrées. Si un service est arrêté, ouvrez un incident.
