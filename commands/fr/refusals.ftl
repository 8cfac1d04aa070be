# Ce qui est dit quand le guichet ne fait pas ce qui est demandé : ce qui ne va pas, et que faire à la place.
refusal-not-set-up = Le guichet n'est pas encore installé. Un administrateur du serveur de l'équipe support lance d'abord `/guichet installer`.
refusal-not-linked = Ce salon n'est rattaché à aucun client : je ne peux pas savoir de quelle équipe vous êtes. Demandez un code à votre contact du support, puis un administrateur de ce serveur lance `/rattacher` ici. En cas d'urgence, `/aide` donne le numéro de téléphone.
refusal-reads-only = Vous pouvez lire ce salon, mais pas y écrire : qui agit pour l'équipe peut aussi y écrire. Un administrateur de ce serveur peut vous le permettre dans les permissions du salon. En cas d'urgence, `/aide` donne le numéro de téléphone.
refusal-direct-message = Le guichet travaille dans le salon de votre équipe, pas en messages privés. Tapez la commande là-bas ; `/aide` donne le téléphone et l'adresse du support.
refusal-not-agent = Seuls les agents du support peuvent faire cela. Dans le salon de votre équipe, `/aide` montre ce que vous pouvez faire.
refusal-not-expert = Seuls les experts peuvent faire cela.
refusal-not-administrator = Seuls les administrateurs du serveur de l'équipe support peuvent faire cela.
refusal-not-manager = Seul un référent de votre contrat peut faire cela. `/contrat voir` dit qui ils sont.
refusal-staff-act-as-staff = Vous êtes de l'équipe support : ici, vous n'ouvrez, ne répondez ni ne réservez pour l'équipe. Utilisez plutôt `/agent` et `/expert`.
refusal-already-done = C'est déjà fait ; rien n'a été fait deux fois.
refusal-no-room = Le guichet n'a pas assez de place sur son disque pour ce fichier en ce moment. Rien n'est perdu : redemandez plus tard, ou prévenez l'équipe support.
refusal-no-such-ticket = Il n'y a pas de tel ticket ici. `/ticket lister` montre les tickets de votre équipe.
refusal-which-ticket = Quel ticket ? Nommez-le avec `ticket:`, par exemple `ticket:#42`, ou tapez la commande dans le fil du ticket.
refusal-opened-from = { $ticket } a déjà été ouvert depuis ce message : suivez-le là. `/ticket voir` le montre.
refusal-no-channel = **{ $customer }** n'a aucun salon où suivre un ticket. Reliez-en un d'abord avec `/client rattacher`.
refusal-no-agent = { $who } n'est pas agent du support : un ticket ne peut pas lui être confié. Choisissez quelqu'un qui a le rôle support.
refusal-no-such-component = Il n'y a pas de composant « { $component } ». Choisissez-en un parmi les suggestions, ou n'en mettez pas.
refusal-too-long = Ce texte est trop long : { $typed } caractères, pour { $most } au plus.
refusal-empty = Ce texte est vide. Écrivez quelques mots et renvoyez-le.
refusal-nothing-to-change = Dites ce qui doit changer : un nouveau nom, une autre langue, ou les deux.
refusal-draft-gone = Il y a déjà été répondu, ou cela appartient à quelqu'un d'autre. Recommencez avec la commande.
refusal-draft-elsewhere = Vous avez tapé cela quand ce salon parlait pour un client pour lequel il ne parle plus : rien n'a été fait. Retapez la commande dans un salon de ce client.
refusal-draft-typed = Ce que vous aviez tapé :
refusal-unreadable = Je n'ai pas pu lire `{ $typed }`. Vérifiez l'option et réessayez.
refusal-not-understood = Je n'ai pas pu lire cette demande : Discord l'a envoyée sous une forme que je ne connais pas. Rien n'a été fait. Essayez autrement ; le support voit que cela s'est produit.
refusal-fault = Quelque chose n'a pas marché de notre côté ; c'est noté sous la référence **{ $reference }**. Réessayez dans un instant ; si cela continue, donnez cette référence au support (`/aide` a le numéro).
refusal-slow = C'était trop long pour ouvrir un formulaire. Rien n'est perdu : tapez à nouveau la commande.
reply-dismissed = Rien n'a changé : rien n'a été fait.
button-dismiss = Ne rien faire
reply-done = C'est fait.
refusal-date-shape = Je n'ai pas pu lire cette date. Écrivez-la ainsi : `2026-12-02`.
refusal-moment-shape = Je n'ai pas pu lire ce moment. Écrivez-le ainsi : `2026-12-02 14:30`, à l'heure du guichet.
refusal-no-such-date = Cette date n'existe pas dans le calendrier. Écrivez-la ainsi : `2026-12-02`.
refusal-no-such-time = Une journée n'a pas cette heure-là. Écrivez-la ainsi : `2026-12-02 14:30`.
refusal-skipped-hour = Ce jour-là, le changement d'heure saute { $wall } : cette heure n'existe pas. Choisissez-en une autre.

## Une réponse perdue : dite dans le fil du ticket, sinon là où la demande a été faite
answer-lost =
    { $who }, ma réponse ne vous est peut-être pas parvenue. { $typed ->
        [yes] `{ $what }` a été exécutée ; inutile de la retaper.
       *[other] Ce que vous avez pressé a été exécuté ; inutile de recommencer.
    }
answer-lost-ticket =
    { $who }, ma réponse ne vous est peut-être pas parvenue. { $typed ->
        [yes] `{ $what }` a été exécutée pour { $ticket } ; inutile de la retaper.
       *[other] Ce que vous avez pressé a été exécuté pour { $ticket } ; inutile de recommencer.
    }
