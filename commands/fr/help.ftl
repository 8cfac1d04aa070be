# /help : ce que cette personne peut faire ici.
command-help = aide
    .description = Ce que vous pouvez faire ici, et comment joindre le support par téléphone et par mail

help-title = Support
help-team = Ce salon parle pour **{ $customer }**. Voici ce que vous pouvez y faire.
help-staff = Vous êtes de l'équipe support. Voici ce que vous pouvez faire ici.
help-administrator = Ce salon n'est pas encore rattaché à un client. En tant qu'administrateur de ce serveur, rattachez-le avec le code que vous donne votre contact du support : `/rattacher`.
help-stranger = Le guichet travaille dans les salons rattachés à un client ; celui-ci n'en est pas un. Le support est joignable par téléphone et par mail, à toute heure.
help-menus = Dans le menu d'un message (Applications)
help-menu = **{ $name }**
help-line = `/{ $typed }` { $what }

fact-phone = Téléphone
fact-mail = Mail
fact-expert-phone = Téléphone de la cellule d'expertise
fact-expert-mail = Mail de la cellule d'expertise
