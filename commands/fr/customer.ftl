# /customer : qui est servi, et d'où.
command-customer = client
    .description = Les clients, leurs salons et leurs référents
command-customer-add = ajouter
    .description = Ajouter un client
    .name = nom
    .name-description = Son nom (80 caractères au plus)
    .level = niveau
    .level-description = Le niveau qu'il a
    .language = langue
    .language-description = Ce que lit son équipe (la langue du support si vous ne dites rien)
    .since = depuis
    .since-description = Depuis quand il a ce niveau, par exemple 2026-12-02 (aujourd'hui si vous ne dites rien)
command-customer-link = rattacher
    .description = Rattacher un salon à un client, ou obtenir un code pour son propre serveur
    .customer = client
    .customer-description = Quel client
    .channel = salon
    .channel-description = Un salon de ce serveur ; sans salon, vous obtenez un code
    .announcements = annonces
    .announcements-description = Y annoncer les maintenances (oui si vous ne dites rien)
    .platform = plateforme
    .platform-description = Les maintenances de cette seule plateforme (toutes si vous ne dites rien)
command-customer-unlink = détacher
    .description = Un salon n'est plus rattaché à un client ; rien n'est perdu
    .customer = client
    .customer-description = Quel client
    .channel = salon
    .channel-description = Lequel de ses salons
command-customer-manager = référent
    .description = Nommer un référent du contrat d'un client, ou lui retirer ce rôle
    .customer = client
    .customer-description = Quel client
    .user = personne
    .user-description = Qui
    .remove = retirer
    .remove-description = Retirer le rôle
command-customer-pack = pack
    .description = Accorder un pack d'heures d'expertise
    .customer = client
    .customer-description = Quel client
    .hours = heures
    .hours-description = Combien d'heures, de 1 à 40
    .reason = raison
    .reason-description = Pourquoi ; l'équipe le lit
command-customer-show = voir
    .description = Voir un client : niveau, salons, référents, historique
    .customer = client
    .customer-description = Quel client ; inutile dans son propre salon
command-customer-list = liste
    .description = Lister les clients

choice-level-standard = Standard
choice-level-bronze = Bronze
choice-level-silver = Silver
choice-level-gold = Gold
choice-language-en = anglais
choice-language-fr = français
language-en = anglais
language-fr = français

customer-added = **{ $customer }** est ajouté : { $level } depuis le { $since }, facturé à partir du { $billed } ; langue de son équipe : { $reads }. Ensuite : `/customer link`.
customer-linked = { $channel } parle désormais pour **{ $customer }**. Toute personne qui peut y écrire est de son équipe ; `/help` montre ce qu'elle peut faire.
customer-first-manager = Vous êtes désormais le référent du contrat de **{ $customer }**.
customer-code =
    Donnez ce code à **{ $customer }** : `{ $code }`
    Un administrateur de leur serveur tape `/link code:{ $code }` dans le salon de leur équipe. Il sert une seule fois, jusqu'au { $until } ({ $left }).
customer-unlinked = { $channel } ne parle plus pour **{ $customer }**. Ses tickets, ses heures et son contrat sont conservés.
customer-no-channel = aucun pour l'instant : `/customer link`
customer-channel-gone = disparu, ou hors de ma vue
customer-announced = maintenances annoncées
customer-announced-of = maintenances annoncées : { $platform }
customer-not-announced = maintenances non annoncées
customer-open-code = Jusqu'au { $until } ({ $left })

manager-named = { $who } est désormais référent de **{ $customer }**.
manager-already = { $who } est déjà référent de **{ $customer }** : rien n'a changé.
manager-removed = { $who } n'est plus référent de **{ $customer }**.
manager-was-none = { $who } n'est pas référent de **{ $customer }** : rien n'a changé.

customers-title = Clients : { $count }
customers-none = Il n'y a pas encore de client. `/customer add` en ajoute un.
customers-line = { $customer } · { $level } · salons : { $channels }
customers-more = et { $count } autres : le fichier les a tous

fact-channels = Salons
fact-codes = Codes pas encore utilisés
fact-managers = Référents

refusal-customer-exists = Il y a déjà un client appelé **{ $customer }**. `/customer show` le montre ; donnez un autre nom au nouveau.
refusal-customer-unknown = Il n'y a pas de client appelé **{ $customer }**. Choisissez-en un parmi les suggestions ; `/customer list` les montre tous.
refusal-which-customer = Quel client ? Nommez-le avec `client:`, ou tapez la commande dans son salon.
refusal-no-such-platform = Il n'y a pas de plateforme **{ $platform }**. Choisissez-en une parmi les suggestions, ou n'en mettez pas pour toutes.
refusal-desk-channel = { $channel } est un salon du guichet : une équipe y lirait les tickets de toutes les autres. Choisissez-en un autre.
refusal-speaks-for = { $channel } parle déjà pour **{ $customer }**. Détachez-le d'abord avec `/customer unlink`, ou choisissez un autre salon.
refusal-not-theirs = { $channel } n'est pas un salon rattaché à **{ $customer }**. Choisissez-en un parmi les suggestions ; `/customer show` les liste.
refusal-bot = Un bot ne peut pas être référent d'un contrat. Choisissez une personne.
