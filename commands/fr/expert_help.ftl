# L'aide de la cellule d'expertise sur un ticket.
command-ticket-expert = expert
    .description = Demander l'aide des experts sur un ticket ouvert
    .ticket = ticket
    .ticket-description = Numéro du ticket (inutile dans son fil)
    .about = objet
    .about-description = Ce que les experts doivent examiner

form-ask-expert = Demander l'aide des experts
form-ask-expert-about = Que doivent-ils examiner ?

help-asked = L'aide des experts est demandée sur { $ticket }. La demande est gratuite ; le temps passé n'est décompté qu'avec votre accord. L'expert qui accepte est annoncé dans le fil du ticket.
help-read-from = Hors heures ouvrées : les experts la liront à partir du { $at }.
help-asked-of-experts = **{ $customer }** demande votre aide sur { $ticket }.
help-accepted = { $who } aide sur { $ticket }.
help-declined = { $who } a refusé la demande d'aide sur { $ticket }.
help-over = { $who } a aidé sur { $ticket } jusqu'à la fermeture du ticket.
help-ended = { $ticket } a été fermé : la demande est annulée.
help-joined = { $who } (experts) aide sur { $ticket }. Les messages de ce fil restent entre le support et les experts.
help-joined-by-you = Vous aidez sur { $ticket } : une mention vous attend dans son fil, sous la fiche du support. À la fin, indiquez le temps passé avec `/expert terminer séance:{ $ticket } minutes:…`.
help-declined-by-you = Demande d'aide sur { $ticket } refusée : l'équipe du client en est informée.
help-label = Aide sur { $ticket } · { $subject } · { $customer }
help-time-told = L'accord de l'équipe du client est demandé dans le fil de { $ticket }. À décompter : { $time }.
help-time-title = Temps passé par les experts
help-time = { $who } a passé { $time } sur { $ticket }. Ce temps n'est décompté de vos heures d'expertise (thème : support) qu'avec votre accord.
help-time-agreed = { $ticket } : { $who } a donné son accord. Décompté : { $time }.
help-time-refused = { $ticket } : { $who } a refusé ({ $time }). Rien n'est décompté.
fact-helping = Tickets sur lesquels vous aidez

event-expert-asked = { $who } a demandé l'aide des experts sur ce ticket.
event-expert-joined = { $who } (experts) aide sur ce ticket.
event-expert-declined = Les experts ne peuvent pas aider sur ce ticket pour l'instant ({ $who }).

session-title-help = Aide sur { $ticket } · { $customer }
session-step-help-used = { $who } a donné son accord pour le temps des experts sur { $ticket }. Décompté : { $charged }.

refusal-no-access-packs = Le niveau { $level } ne comprend pas l'aide des experts sur un ticket. Un référent peut commander un pack expertise (`/expertise pack`), puis votre équipe réserve une séance (`/expertise réserver thème:support`).
refusal-no-access = Le niveau { $level } ne comprenait l'aide des experts que les premiers mois. Pour l'avoir de nouveau, un référent passe au niveau supérieur (`/contrat voir`). Le support continue de traiter votre ticket.
refusal-help-asked = L'aide des experts est déjà demandée sur { $ticket } : la réponse arrivera dans son fil.
refusal-help-given = { $who } aide déjà sur { $ticket } : écrivez dans le fil du ticket.
refusal-help-answered = { $who } a déjà répondu à la demande d'aide sur { $ticket }.
refusal-help-ended = { $ticket } a été fermé entre-temps : la demande est annulée.
refusal-not-helping = Vous n'aidez pas sur { $ticket }. Choisissez parmi les suggestions.
refusal-help-minutes = Pour une aide sur un ticket, indiquez le temps passé : `minutes`.
