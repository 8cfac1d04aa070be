# Ce que `/guichet diagnostic` trouve, avec le remède, et ce que `/guichet journal` montre.
doctor-well = Tout va bien
doctor-looked-at = Vérifiés : configuration, droits du bot, rôles d'astreinte, salons des clients, messages à envoyer.
doctor-title = À corriger : { $count }
doctor-more = liste complète dans le fichier
doctor-not-set-up = Le guichet n'est pas configuré : un administrateur doit lancer `/guichet configurer`.
doctor-intent = « Message Content Intent » est désactivé : les messages des fils ne sont pas conservés. Activez-le dans le portail développeur de Discord (Bot > Privileged Gateway Intents), puis redémarrez le bot.
doctor-many-servers = Nombre de serveurs du bot : { $count }. Sans vérification, Discord le limite à 100 ; une fois vérifié, il lui faut aussi un accord pour lire les messages. Faites les deux demandes dès maintenant dans le portail développeur : la réponse prend des jours, parfois des semaines.
doctor-role-gone = Un rôle d'astreinte a été supprimé : son niveau n'alerte personne. Un administrateur doit relancer `/guichet configurer`.
doctor-channel-gone = **{ $customer }** : { $channel } a été supprimé, ou le bot n'est plus sur ce serveur. Lancez `/client détacher`, puis `/client rattacher` avec un autre salon.
doctor-channel-lacks = **{ $customer }** : droits manquants dans { $channel } : { $what }. Un administrateur de ce serveur peut me les donner.
doctor-not-looked-at = Droits non vérifiés cette fois dans les salons de { $count ->
    [one] 1 autre serveur de client
   *[other] { $count } autres serveurs de clients
  } : ceux où un message a été refusé passent d'abord.
doctor-unheard = **{ $customer }** : personne ne peut voir { $ticket } côté client depuis le { $since }. Rattachez un salon (`/client rattacher`), ou donnez-moi le droit d'écrire dans le sien.
doctor-too-many-threads = Trop de fils actifs : { $count ->
    [one] 1 fil attend d'être ouvert
   *[other] { $count } fils attendent d'être ouverts
  } depuis le { $since } ({ $error }). Archivez des fils sur ce serveur : les autres s'ouvriront alors sans intervention.
doctor-no-thread = Fils impossibles à ouvrir depuis le { $since } : { $count } ({ $error }). En attendant, les messages de ces tickets vont dans le salon.
doctor-unreachable = **{ $customer }** n'a aucun salon : `/client rattacher`.
doctor-unmanaged = **{ $customer }** n'a aucun référent : `/client référent`.
doctor-shut = { $to } : je ne peux pas y écrire depuis le { $since }. Messages en attente : { $count } ({ $error }), envoyés dès que ce sera possible. Donnez-moi le droit de voir le salon, d'y écrire et d'y ouvrir des fils, ou choisissez-en un autre avec `/guichet configurer`.
doctor-refused = { $to } : messages refusés depuis le { $since } : { $count } ({ $error }), envoyés dès que ce sera possible. Vérifiez que le salon existe et que j'ai le droit d'y écrire.
doctor-refused-alike = Messages refusés à { $count ->
    [one] 1 endroit
   *[other] { $count } endroits
  } : { $named } ({ $error }). Ils partiront dès que j'aurai le droit d'y écrire.
doctor-late = { $to } : messages en attente depuis le { $since } : { $count } ({ $error }). Nouvel essai en cours ; vérifiez que j'ai le droit d'y écrire.
doctor-failed = { $to } : messages non remis depuis le { $since } : { $count } ({ $error }). Vérifiez que le salon existe et que j'ai le droit d'y écrire.
doctor-channel-gone-alike = Salons de clients supprimés, ou serveurs où le bot n'est plus ({ $count }) : { $named }. Lancez `/client détacher`, puis `/client rattacher` avec d'autres salons.
doctor-unreachable-alike = Clients sans aucun salon ({ $count }) : { $named }. `/client rattacher`.
doctor-unmanaged-alike = Clients sans référent ({ $count }) : { $named }. `/client référent`.
doctor-unheard-alike = Tickets que personne ne peut voir côté client ({ $count }) : { $named }. Rattachez un salon (`/client rattacher`), ou donnez-moi le droit d'écrire dans les leurs.
doctor-late-alike = Messages en attente à { $count ->
    [one] 1 endroit
   *[other] { $count } endroits
  } : { $named } ({ $error }). Nouvel essai en cours ; vérifiez que j'ai le droit d'y écrire.
doctor-failed-alike = Messages non remis à { $count ->
    [one] 1 endroit
   *[other] { $count } endroits
  } : { $named } ({ $error }). Vérifiez que ces salons existent et que j'ai le droit d'y écrire.
doctor-expert-left = { $count ->
    [0] { $who } n'a plus le rôle expert (aucune séance à venir). Si le rôle a été retiré par erreur, rendez-le avant le prochain contrôle, à 8 h.
    [one] { $who } n'a plus le rôle expert, mais a encore 1 séance à venir. Au prochain contrôle (8 h), elle sera annulée et ses heures rendues ; si le rôle a été retiré par erreur, rendez-le avant.
   *[other] { $who } n'a plus le rôle expert, mais a encore { $count } séances à venir. Au prochain contrôle (8 h), elles seront annulées et leurs heures rendues ; si le rôle a été retiré par erreur, rendez-le avant.
  }
doctor-unread = Depuis mon démarrage, Discord a envoyé des événements que je ne sais pas lire : { $named } ; le dernier, le { $since }. J'ai relu ce qu'ils concernaient ; une version plus récente saura peut-être les lire.
doctor-overdue = Échéances en retard depuis le { $since } : { $count }. Redémarrez le bot ; si cela persiste, consultez son journal technique.
doctor-team-thread = fil de { $ticket } côté client
doctor-staff-thread = fil de { $ticket } côté support

audit-title = Qui a fait quoi
audit-of = Qui a fait quoi : { $what }
audit-command-line = un administrateur, en ligne de commande
audit-nothing = Aucune action enregistrée pour l'instant.
audit-refused = refusé : { $why }
audit-pressed = « { $what } »
audit-confirm = Confirmer
audit-dismiss = Annuler
audit-accept = Accepter
audit-decline = Refuser
audit-propose = Proposer un autre créneau
audit-slot = Choisir un créneau
audit-note = Laisser une note
audit-page = Autre page
audit-form = Formulaire
audit-incident = Incident majeur
button-later = Plus récent
button-earlier = Plus ancien
