# Ce qui est dit quand le guichet ne fait pas ce qui est demandé : ce qui ne va pas, et que faire à la place.
refusal-not-set-up = Le guichet n'est pas encore configuré : un administrateur du support doit lancer `/guichet configurer`.
refusal-not-linked = Ce salon n'est rattaché à aucun client. Demandez un code au support ({ $mail }), puis un administrateur de ce serveur lance `/rattacher` ici.
refusal-reads-only = Vous pouvez lire ce salon, mais pas y écrire : pour agir au nom de l'équipe, il faut pouvoir y écrire. Un administrateur de ce serveur peut vous l'accorder dans les permissions du salon.
refusal-direct-message = Les commandes fonctionnent dans le salon de votre équipe, pas en message privé.
refusal-not-agent = Seuls les agents du support peuvent faire cela. Dans le salon de votre équipe, `/aide` montre ce que vous pouvez faire.
refusal-not-expert = Seuls les experts peuvent faire cela. `/aide` montre ce que vous pouvez faire.
refusal-not-administrator = Seuls les administrateurs du serveur du support peuvent faire cela. Demandez à l'un d'eux.
refusal-not-manager = Seul un référent de votre contrat peut faire cela. `/contrat voir` indique qui sont les référents.
refusal-staff-act-as-staff = Vous faites partie du support : vous ne pouvez pas ouvrir, répondre ni réserver à la place du client. Utilisez `/agent` ou `/expert`.
refusal-already-done = C'est déjà fait : votre première demande a suffi.
refusal-no-room = Le dossier ne peut pas être préparé pour l'instant, faute d'espace disque. Rien n'est perdu : réessayez plus tard, ou prévenez le support.
refusal-no-such-ticket = Ticket introuvable. `/ticket lister` montre ceux de votre équipe.
refusal-which-ticket = Quel ticket ? Indiquez-le, par exemple `ticket:#42`, ou tapez la commande dans son fil.
refusal-opened-from = Un ticket existe déjà pour ce message : { $ticket }. Suivez-le dans son fil.
refusal-no-channel = **{ $customer }** n'a aucun salon. Rattachez-en un d'abord avec `/client rattacher`.
refusal-no-agent = { $who } ne fait pas partie des agents du support : le ticket ne peut pas lui être attribué. Choisissez quelqu'un qui a le rôle support.
refusal-no-such-component = Composant inconnu : « { $component } ». Choisissez-en un parmi les suggestions, ou n'en indiquez pas.
refusal-too-long = Texte trop long : { $typed } caractères, pour { $most } au plus.
refusal-empty = Le texte est vide. Écrivez quelques mots et renvoyez-le.
refusal-nothing-to-change = Indiquez ce qui doit changer : le nom, la langue, ou les deux.
refusal-draft-gone = Ce bouton ou ce formulaire n'est plus valable : il a déjà servi, ou il est à quelqu'un d'autre. Relancez la commande.
refusal-draft-elsewhere = Ce salon n'est plus rattaché au client pour lequel vous écriviez : rien n'a été fait. Relancez la commande dans un salon de ce client.
refusal-draft-typed = Votre saisie :
refusal-unreadable = Valeur non reconnue : `{ $typed }`. Vérifiez l'option et réessayez.
refusal-not-understood = Je n'ai pas pu lire cette demande : Discord l'a transmise sous une forme que je ne connais pas. Rien n'a été fait. Essayez autrement ; le support en est informé. Urgent ? Appelez le { $phone }.
refusal-fault = Une erreur s'est produite de notre côté (référence **{ $reference }**). Réessayez dans un instant. Si elle persiste, appelez le { $phone } avec cette référence.
refusal-slow = Le formulaire n'a pas pu s'ouvrir à temps. Rien n'est perdu : relancez la commande.
refusal-phone = Urgent ? Appelez le { $phone }.
reply-dismissed = Annulé. Rien n'a changé.
button-dismiss = Annuler
reply-done = C'est fait.
refusal-date-shape = Date non reconnue. Format attendu : `2026-12-02`.
refusal-moment-shape = Date et heure non reconnues. Format attendu : `2026-12-02 14:30` (fuseau { $zone }).
refusal-no-such-date = Cette date n'existe pas. Format attendu : `2026-12-02`.
refusal-no-such-time = Cette heure n'existe pas : indiquez de `00:00` à `23:59`. Format attendu : `2026-12-02 14:30`.
refusal-skipped-hour = `{ $wall }` n'existe pas : le passage à l'heure d'été saute cette heure-là. Choisissez-en une autre.

## Une réponse perdue : dite dans le fil du ticket, sinon là où la demande a été faite
answer-lost =
    { $who }, ma réponse ne vous est peut-être pas parvenue. { $typed ->
        [yes] La commande `{ $what }` a bien été exécutée : inutile de la relancer.
       *[other] Votre demande a bien été prise en compte : inutile de recommencer.
    }
answer-lost-ticket =
    { $who }, ma réponse ne vous est peut-être pas parvenue. { $typed ->
        [yes] La commande `{ $what }` a bien été exécutée pour { $ticket } : inutile de la relancer.
       *[other] Votre demande a bien été prise en compte pour { $ticket } : inutile de recommencer.
    }
