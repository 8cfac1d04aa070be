# /desk : l'installation.
command-desk = guichet
    .description = Les réglages du guichet
command-desk-setup = installer
    .description = Dire quels salons et rôles sont ceux du guichet (administrateurs)
    .support-channel = salon-support
    .support-channel-description = Où arrivent les fiches des tickets et les appels P1
    .experts-channel = salon-experts
    .experts-channel-description = Où arrivent les demandes aux experts
    .support-role = rôle-support
    .support-role-description = Qui est agent du support
    .expert-role = rôle-expert
    .expert-role-description = Qui est expert
    .on-call-1 = astreinte-1
    .on-call-1-description = Qui un P1 appelle d'abord (le rôle support si vous ne dites rien)
    .on-call-2 = astreinte-2
    .on-call-2-description = Qui il appelle ensuite
    .on-call-3 = astreinte-3
    .on-call-3-description = Qui il appelle en dernier
command-desk-doctor = diagnostic
    .description = Ce qui manque ou ne va pas ici, avec le remède
command-desk-audit = journal
    .description = Qui a fait quoi et quand, et ce qui a été refusé
    .customer = client
    .customer-description = Ce client seulement
    .ticket = ticket
    .ticket-description = Ce ticket seulement, par son numéro

setup-done = Le guichet est installé
setup-next = Ensuite : `/client ajouter`, puis `/client rattacher`. Relancer cette commande remplace ces réglages.
setup-missing = C'est enregistré, mais il manque quelque chose ici. À corriger dans les paramètres du serveur :
setup-lacks = Dans { $channel }, je n'ai pas le droit de : { $what }.
setup-not-mentionable = Une mention de { $role } n'appellerait personne : laissez tout le monde mentionner ce rôle, ou donnez-moi le droit de mentionner tous les rôles.
setup-not-there = Je ne suis pas membre de ce serveur et ne peux donc pas y écrire : son administrateur m'y invite avec le lien d'invitation du bot.
setup-no-role = aucun : le niveau inférieur est appelé

permission-view = voir le salon
permission-send = envoyer des messages
permission-embed = intégrer des liens
permission-attach = joindre des fichiers
permission-history = voir les anciens messages
permission-threads = créer des fils publics
permission-send-in-threads = envoyer des messages dans les fils
permission-manage-threads = gérer les fils

fact-support-channel = Salon du support
fact-experts-channel = Salon des experts
fact-support-role = Agents du support
fact-expert-role = Experts
fact-on-call = Astreinte, niveau { $level }
fact-language = Langue

gone-support-channel = Le salon du support choisi à l'installation n'existe plus. Un administrateur du serveur de l'équipe support relance `/guichet installer` ; d'ici là, rien n'est perdu.
gone-experts-channel = Le salon des experts choisi à l'installation n'existe plus. Un administrateur du serveur de l'équipe support relance `/guichet installer` ; d'ici là, rien n'est perdu.
gone-support-role = Le rôle support choisi à l'installation n'existe plus : je ne peux plus savoir qui est agent. Un administrateur de ce serveur relance `/guichet installer` ; d'ici là, rien n'est perdu.
gone-expert-role = Le rôle expert choisi à l'installation n'existe plus : je ne peux plus savoir qui est expert. Un administrateur de ce serveur relance `/guichet installer` ; d'ici là, rien n'est perdu.

refusal-not-a-channel = { $channel } n'est pas un salon textuel de ce serveur. Choisissez-en un dans la liste.
refusal-no-such-role = Le rôle { $role } n'existe plus sur ce serveur. Choisissez-en un autre.
refusal-everyone = Tout le monde a ce rôle : tout le monde serait du support. Choisissez un rôle à part.
