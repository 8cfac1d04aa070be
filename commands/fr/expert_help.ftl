# L'aide de la cellule d'expertise sur un ticket.
command-ticket-expert = expert
    .description = Demander l'aide des experts sur un ticket ouvert
    .ticket = ticket
    .ticket-description = Son numéro ; inutile dans son propre fil
    .about = objet
    .about-description = Ce qu'ils devraient regarder

form-ask-expert = Demander aux experts
form-ask-expert-about = Que devraient-ils regarder ?

help-asked = L'aide des experts est demandée sur { $ticket }. Demander est gratuit : le temps passé n'est compté qu'avec votre accord. Celui qui accepte est nommé dans le fil du ticket.
help-read-from = Ce n'est pas une heure ouvrée : ils la liront à partir du { $at }.
help-asked-of-experts = **{ $customer }** demande votre aide sur { $ticket }.
help-accepted = { $who } aide sur { $ticket }.
help-declined = { $who } a refusé pour les experts : { $ticket } continue sans eux.
help-over = { $who } a aidé sur { $ticket } jusqu'à sa fermeture.
help-ended = { $ticket } a été fermé : plus personne n'est demandé.
help-joined = { $who }, de la cellule d'expertise, aide sur { $ticket }. Ce qui s'écrit ici reste dans l'équipe du support.
help-joined-by-you = Vous aidez sur { $ticket } : vous êtes appelé dans son fil, sous la carte du support. Dites le temps passé avec `/expert terminer séance:{ $ticket } minutes:…`.
help-declined-by-you = { $ticket } : l'équipe apprend que les experts ne peuvent pas aider.
help-label = Aide sur { $ticket } · { $subject } · { $customer }
help-time-told = L'équipe est interrogée, dans le fil de { $ticket } : { $time } à compter.
help-time-title = Temps des experts
help-time = { $who } a aidé sur { $ticket } : { $time }. Ce temps n'est compté sur vos heures, comme support, qu'avec votre accord.
help-time-agreed = { $ticket } : { $who } a accepté { $time } d'aide des experts.
help-time-refused = { $ticket } : { $who } n'a pas accepté { $time } d'aide des experts. Rien n'est compté.
fact-helping = Tickets sur lesquels vous aidez

event-expert-asked = { $who } demande l'aide des experts sur ce ticket.
event-expert-joined = { $who }, de la cellule d'expertise, aide sur ce ticket.
event-expert-declined = Les experts ne peuvent pas aider sur ce ticket pour l'instant ({ $who }).

session-title-help = Aide sur { $ticket } · { $customer }
session-step-help-used = { $who } accepte que l'aide sur { $ticket } soit comptée : { $charged }.

refusal-no-access-packs = Au niveau { $level }, on joint les experts avec des packs d'heures : un référent de votre contrat en commande un avec `/expertise pack`, puis `/expertise réserver sujet:support` réserve un expert. Un niveau supérieur donne accès à eux sur les tickets (`/contrat voir`).
refusal-no-access = Le niveau { $level } ne donne accès aux experts sur les tickets que pour ses premiers mois, et ils sont passés. Un niveau supérieur le rend : `/contrat voir` dit qui sont les référents. Le support continue votre ticket.
refusal-help-asked = L'aide des experts est déjà demandée sur { $ticket } : ils répondent dans son fil.
refusal-help-given = { $who } aide déjà sur { $ticket } : écrivez dans son fil.
refusal-help-answered = { $who } a déjà répondu pour les experts sur { $ticket }.
refusal-help-ended = { $ticket } a été fermé depuis : plus personne n'est demandé.
refusal-not-helping = Vous n'aidez pas sur { $ticket }. Choisissez parmi les suggestions.
refusal-help-minutes = Une aide sur un ticket n'a pas été réservée : dites combien de minutes elle a pris avec `minutes`.
