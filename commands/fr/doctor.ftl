# Ce que `/guichet diagnostic` trouve, avec le remède, et ce que `/guichet journal` montre.
doctor-well = Tout va bien
doctor-looked-at = Vérifiés : l'installation, mes droits dans les salons du guichet, les rôles d'astreinte, les salons des clients, et ce qui devait être dit.
doctor-title = À corriger : { $count }
doctor-more = tout est dans le fichier
doctor-not-set-up = Le guichet n'est pas installé : un administrateur lance `/guichet installer`.
doctor-intent = L'intention « Message Content » est désactivée : ce qui s'écrit dans les fils n'est pas conservé. Activez-la dans le portail développeur de Discord (Bot, Message Content Intent), puis redémarrez-moi.
doctor-many-servers = Je suis sur { $count } serveurs. Discord n'ajoute une application qu'à cent serveurs tant qu'elle n'est pas vérifiée, et lire ce qui s'écrit demande alors aussi son accord : faites les deux demandes dès maintenant dans le portail développeur, car il y faut des jours, parfois des semaines.
doctor-role-gone = Un rôle d'astreinte n'existe plus, son niveau n'appelle donc personne : un administrateur relance `/guichet installer`.
doctor-channel-gone = { $channel } de **{ $customer }** a disparu, ou je ne suis plus sur son serveur : `/client détacher`, puis `/client rattacher` pour un autre.
doctor-channel-lacks = Dans { $channel } de **{ $customer }**, je n'ai pas le droit de : { $what }. Un administrateur de ce serveur me le donne.
doctor-not-looked-at = Les permissions dans les salons de { $count } autres serveurs de clients n'ont pas été vérifiées cette fois : ceux où quelque chose a été refusé passent d'abord.
doctor-unheard = Personne de l'équipe de **{ $customer }** ne peut voir { $ticket } depuis { $since } : `/client rattacher` un salon, ou laissez-moi parler dans le sien.
doctor-too-many-threads = Trop de fils actifs : { $count } attendent d'être ouverts depuis { $since } ({ $error }). Archivez des fils de ce serveur ; celui de chaque ticket suivra de lui-même.
doctor-no-thread = Fils qui n'ont pas pu être ouverts depuis { $since } : { $count } ({ $error }). Ce qui est pour ces tickets va dans le salon en attendant.
doctor-unreachable = **{ $customer }** n'a aucun salon : `/client rattacher`.
doctor-unmanaged = **{ $customer }** n'a aucun référent : `/client référent`.
doctor-shut = Je ne peux rien dire dans { $to } depuis { $since } : { $count } y attendent ({ $error }), et partiront dès que je pourrai. Laissez-moi le voir, y écrire et y ouvrir des fils, ou nommez-en un autre avec `/guichet installer`.
doctor-refused = Refusés dans { $to } depuis { $since } : { $count } attendent ({ $error }), et partiront dès que je pourrai. Vérifiez que le salon existe et que j'ai le droit d'y écrire.
doctor-refused-alike = Refusés dans { $count } endroits : { $named } ({ $error }). Ce qui leur est destiné attend, et partira dès que j'aurai le droit d'y écrire.
doctor-late = En attente pour { $to } depuis { $since } : { $count } ({ $error }). Je réessaie ; vérifiez que j'ai le droit d'y écrire.
doctor-failed = Jamais arrivés dans { $to } depuis { $since } : { $count } ({ $error }). Vérifiez que le salon existe et que j'ai le droit d'y écrire.
doctor-channel-gone-alike = { $count } salons de clients ont disparu, ou je ne suis plus sur leurs serveurs : { $named }. `/client détacher`, puis `/client rattacher` pour d'autres.
doctor-unreachable-alike = { $count } clients n'ont aucun salon : { $named }. `/client rattacher`.
doctor-unmanaged-alike = { $count } clients n'ont aucun référent : { $named }. `/client référent`.
doctor-unheard-alike = Personne de leurs équipes ne peut voir { $count } tickets : { $named }. `/client rattacher` un salon, ou laissez-moi parler dans le leur.
doctor-late-alike = En attente pour { $count } endroits : { $named } ({ $error }). Je réessaie ; vérifiez que j'ai le droit d'y écrire.
doctor-failed-alike = Jamais arrivés dans { $count } endroits : { $named } ({ $error }). Vérifiez qu'ils existent et que j'ai le droit d'y écrire.
doctor-expert-left = { $who } n'a plus le rôle des experts et a { $count ->
    [0] aucune séance à venir
    [one] une séance à venir
   *[other] { $count } séances à venir
  }. Au prochain examen, à 8 h, les séances sont annulées et les heures rendues ; rendez le rôle avant, s'il a été retiré par erreur.
doctor-unread = Depuis mon démarrage, Discord a annoncé des choses que je ne sais pas lire : { $named }, la dernière { $since }. J'ai relu ce qu'elles concernaient ; une version plus récente saura peut-être les lire.
doctor-overdue = Échéances en retard depuis { $since } : { $count }. Redémarrez-moi ; si cela dure, le journal technique dit pourquoi.
doctor-team-thread = le fil de l'équipe de { $ticket }
doctor-staff-thread = le fil du support de { $ticket }

audit-title = Qui a fait quoi
audit-of = Qui a fait quoi : { $what }
audit-command-line = un administrateur, en ligne de commande
audit-nothing = Rien pour l'instant.
audit-refused = refusé : { $why }
button-later = Plus récent
button-earlier = Plus ancien
