# /escalate, la confirmation d'un P1 et ce qui y est répondu.
command-escalate = escalader
    .description = Un service est arrêté : faire d'un ticket un P1, ou en ouvrir un
    .ticket = ticket
    .ticket-description = Quel ticket ; sinon vous choisissez, ou un nouveau est ouvert
    .impact = impact
    .impact-description = Ce qui est arrêté, et pour qui
    .subject = sujet
    .subject-description = Pour un nouveau : de quoi il s'agit, en une ligne
    .component = composant
    .component-description = Quelle partie de la plateforme

form-escalate-new = Un nouveau P1
form-escalate-ticket = Faire de { $ticket } un P1
form-escalate-impact = Qu'est-ce qui est arrêté, et pour qui ?

p1-choose = Qu'est-ce qui est arrêté ? Choisissez l'un de vos tickets ouverts, ou un nouveau P1. Rien ne se passe avant que vous ne confirmiez.
p1-choose-placeholder = Un ticket, ou un nouveau P1
p1-choose-new = Un nouveau P1

p1-confirm-new = Ouvrir un P1 : { $subject }
p1-confirm-new-for = Ouvrir un P1 pour { $customer } : { $subject }
p1-confirm-ticket = Faire de { $ticket } un P1 (actuellement { $priority }) : { $subject }
p1-confirm-paged = Dès que vous confirmez, l'astreinte est appelée, quelle que soit l'heure. Rien ne se passe avant.
p1-confirm-already = Déjà ouverts en P1 : { $tickets }. S'il s'agit de la même panne, écrivez plutôt dans son fil.
p1-promise-within = Garantie de temps de rétablissement : **{ $hours }** ({ $level }), à partir de votre clic, jour et nuit. Confirmé maintenant : au plus tard { $at }.
p1-promise-none = **Au mieux, sans temps garanti** : le niveau { $level } n'en a pas. Merci d'appeler aussi : { $phone }.
p1-promise-beta = **Au mieux, sans temps garanti** : ce composant est en bêta, sans engagement de support. Merci d'appeler aussi : { $phone }.

p1-opened = Le P1 **{ $ticket }** est ouvert et l'astreinte est appelée. Son fil est dans ce salon : tout s'y suit.
p1-escalated = **{ $ticket }** est maintenant un P1 et l'astreinte est appelée.
p1-guaranteed = Garantie de temps de rétablissement : au plus tard { $at } ({ $left }).
p1-no-guarantee = Au mieux, sans temps garanti. Merci d'appeler aussi : { $phone }.
p1-no-guarantee-beta = Au mieux, sans temps garanti, car le composant est en bêta. Merci d'appeler aussi : { $phone }.
p1-confirmed-before = Vous l'avez déjà confirmé : c'est **{ $ticket }**. Rien n'a été ouvert deux fois.
p1-not-opened = Rien n'a été ouvert. Ce que vous avez écrit est gardé : vous pouvez le reprendre.
p1-not-escalated = { $ticket } reste tel quel, et personne n'a été appelé.

button-confirm-p1 = Ouvrir le P1
button-confirm-escalate = En faire un P1
button-dismiss-p1 = Ne rien faire
button-back-to-draft = Reprendre

refusal-account-never-p1 = Une question de compte ou de facturation ne peut pas être un P1 : elle est traitée aux heures ouvrées. Si un service est arrêté, ouvrez plutôt un incident.
