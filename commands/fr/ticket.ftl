# /ticket, et le menu de message qui en ouvre un.
command-ticket = ticket
    .description = Les tickets de votre équipe
command-ticket-open = ouvrir
    .description = Ouvrir un ticket au support, à toute heure
    .subject = sujet
    .subject-description = De quoi il s'agit, en une ligne (100 caractères au plus)
    .priority = priorité
    .priority-description = P1 service arrêté, P2 dégradé, P3 mineur (par défaut), P4 question
    .category = catégorie
    .category-description = Incident, demande, ou compte et facturation
    .component = composant
    .component-description = Quelle partie de la plateforme
    .option-description = description
    .description-description = Ce qui se passe, depuis quand, et ce que vous avez essayé
command-ticket-show = voir
    .description = Voir un ticket : état, personnes, horloge, derniers événements
    .ticket = ticket
    .ticket-description = Son numéro ; inutile dans son propre fil
command-open-from-message = Ouvrir un ticket

choice-priority-p1 = P1
choice-priority-p2 = P2
choice-priority-p3 = P3
choice-priority-p4 = P4
choice-category-incident = incident
choice-category-request = demande
choice-category-account = compte
choice-state-new = nouveau
choice-state-acknowledged = pris en compte
choice-state-in-progress = en cours
choice-state-waiting = en attente du client
choice-state-restored = rétabli
choice-state-closed = fermé

form-ticket = Ouvrir un ticket
form-ticket-subject = Sujet, en une ligne
form-ticket-description = Que se passe-t-il, depuis quand ?

ticket-opened = Le ticket **{ $ticket }** est ouvert. Son fil est dans ce salon : tout s'y suit.
ticket-read-at = Les questions de compte et de facturation sont traitées aux heures ouvrées : celle-ci sera lue à partir de { $at }.
ticket-unseen = Le salon de l'équipe support manque en ce moment : le ticket est conservé et y apparaîtra dès que ce sera réparé. S'il ne peut pas attendre, appelez le { $phone }.
ticket-is-now = { $ticket } : { $state }.
ticket-opened-by = { $who }, { $at }
ticket-beta = { $component } (bêta : sans engagement de support)

fact-state = État
fact-priority = Priorité
fact-component = Composant
fact-assignee = Attribué à
fact-opened = Ouvert par
fact-gtr = Garantie de temps de rétablissement

gtr-best-effort = Au mieux : pas de temps garanti
gtr-beta = Au mieux : un composant bêta n'a pas de temps garanti
gtr-deadline = { $at } ({ $left })

event-opened = Ouvert par { $who }.
event-acknowledged = { $who }, du support, a pris connaissance de ce ticket.
event-taken = { $who }, du support, travaille sur ce ticket.
event-closed = Fermé par { $who }.
event-reopened = Rouvert par { $who }.

button-ack = Prendre en compte
button-take = Prendre
button-restore = Rétabli
button-contest = Pas rétabli
button-close = Fermer
button-reopen = Rouvrir
button-escalate = Escalader en P1
button-reply = Répondre à l'équipe

not-now-closed = { $ticket } est fermé. Rouvrez-le d'abord.
not-now-not-closed = { $ticket } n'est pas fermé.
not-now-acknowledged = { $who } a déjà pris en compte { $ticket }, { $since }.
not-now-waiting = { $ticket } attend déjà le client.
not-now-not-waiting = { $ticket } n'attend pas le client.
not-now-restored = { $ticket } a déjà été déclaré rétabli.
not-now-not-restored = Personne n'a déclaré { $ticket } rétabli.
not-now-contest-over = Le délai pour contester { $ticket } est passé { $since }. Rouvrez-le, ou ouvrez un nouveau ticket.
not-now-not-p1 = { $ticket } n'est pas un P1 : seul un P1 se rétablit. Fermez-le quand c'est fini.
not-now-same-priority = { $ticket } est déjà { $priority }.
not-now-account-never-p1 = { $ticket } est une question de compte ou de facturation : elle ne peut pas être un P1. Si un service est arrêté, ouvrez un incident.
