# /help : ce que cette personne peut faire ici.
command-help = aide
    .description = Ce que vous pouvez faire ici, et comment joindre le support par téléphone ou par e-mail

help-title = Support
help-team = Salon rattaché à **{ $customer }**. Voici ce que vous pouvez y faire.
help-staff = Vous faites partie du support. Voici ce que vous pouvez faire ici.
help-administrator = Ce salon n'est pas encore rattaché à un client. En tant qu'administrateur de ce serveur, vous pouvez le rattacher avec un code donné par le support : `/rattacher`.
help-stranger = Ce salon n'est rattaché à aucun client : les commandes n'y fonctionnent pas. Le support répond 24 h/24, par téléphone ou par e-mail.
help-menus = Dans le menu d'un message (Applications)
help-menu = **{ $name }**
help-line = `/{ $typed }` : { $what }

fact-phone = Téléphone
fact-mail = E-mail
fact-expert-phone = Cellule Cloud Expertise : téléphone
fact-expert-mail = Cellule Cloud Expertise : e-mail
