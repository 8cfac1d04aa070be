# /desk : la configuration.
command-desk = guichet
    .description = Configurer et vérifier le guichet
command-desk-setup = configurer
    .description = Choisir les salons et les rôles du guichet (administrateurs)
    .support-channel = salon-support
    .support-channel-description = Où arrivent les fiches des tickets et les alertes P1
    .experts-channel = salon-experts
    .experts-channel-description = Où arrivent les demandes aux experts
    .support-role = rôle-support
    .support-role-description = Rôle des agents du support
    .expert-role = rôle-expert
    .expert-role-description = Rôle des experts
    .on-call-1 = astreinte-1
    .on-call-1-description = Rôle alerté en premier pour un P1 (par défaut : le rôle support)
    .on-call-2 = astreinte-2
    .on-call-2-description = Rôle alerté ensuite
    .on-call-3 = astreinte-3
    .on-call-3-description = Rôle alerté en dernier
command-desk-doctor = diagnostic
    .description = Ce qui manque ou ne va pas ici, et comment le corriger
command-desk-audit = journal
    .description = Qui a fait quoi et quand, et ce qui a été refusé
    .customer = client
    .customer-description = Ce client uniquement
    .ticket = ticket
    .ticket-description = Ce ticket uniquement (numéro)

setup-done = Le guichet est configuré
setup-next = Ensuite : `/client ajouter`, puis `/client rattacher`. Relancer cette commande remplace ces réglages.
setup-missing = Réglages enregistrés, mais des droits manquent. Accordez-les dans les paramètres du serveur :
setup-lacks = Droits manquants dans { $channel } : { $what }.
setup-not-mentionable = Mentionner { $role } n'alerterait personne : rendez ce rôle mentionnable, ou donnez-moi le droit « Mentionner @everyone, @here et tous les rôles ».
setup-not-there = Je ne suis pas sur ce serveur et ne peux donc pas y écrire : son administrateur peut m'y inviter avec le lien d'invitation du bot.
setup-no-role = aucun : le niveau inférieur est alerté

permission-view = Voir le salon
permission-send = Envoyer des messages
permission-embed = Intégrer des liens
permission-attach = Joindre des fichiers
permission-history = Voir les anciens messages
permission-threads = Créer des fils publics
permission-send-in-threads = Envoyer des messages dans les fils
permission-manage-threads = Gérer les fils

fact-support-channel = Salon du support
fact-experts-channel = Salon des experts
fact-support-role = Agents du support
fact-expert-role = Experts
fact-on-call = Astreinte, niveau { $level }
fact-language = Langue

gone-support-channel = Le salon du support a été supprimé. Un administrateur du serveur du support doit relancer `/guichet configurer` ; d'ici là, rien n'est perdu.
gone-experts-channel = Le salon des experts a été supprimé. Un administrateur du serveur du support doit relancer `/guichet configurer` ; d'ici là, rien n'est perdu.
gone-support-role = Le rôle support a été supprimé : je ne peux plus savoir qui est agent. Un administrateur de ce serveur doit relancer `/guichet configurer` ; d'ici là, rien n'est perdu.
gone-expert-role = Le rôle expert a été supprimé : je ne peux plus savoir qui est expert. Un administrateur de ce serveur doit relancer `/guichet configurer` ; d'ici là, rien n'est perdu.

refusal-not-a-channel = { $channel } n'est pas un salon textuel de ce serveur. Choisissez-en un dans la liste.
refusal-no-such-role = Le rôle { $role } n'existe plus sur ce serveur. Choisissez-en un autre.
refusal-everyone = Tout le monde a ce rôle : tout le monde ferait partie du support. Choisissez un rôle dédié.
