# /help: what this person can do here.
command-help = help
    .description = What you can do here, and how to reach support by phone and mail

help-title = Support
help-team = This channel speaks for **{ $customer }**. Here is what you can do in it.
help-staff = You are of the support staff. Here is what you can do here.
help-administrator = This channel is not linked to a customer yet. As an administrator of this server you link it with the code that your support contact gives you: `/link`.
help-stranger = The desk works in the channels that are linked to a customer; this is not one of them. Support can be reached by phone and mail, at any hour.
help-menus = In a message's menu (Apps)
help-menu = **{ $name }**
help-line = `/{ $typed }` { $what }

fact-phone = Phone
fact-mail = Mail
fact-expert-phone = Expertise cell's phone
fact-expert-mail = Expertise cell's mail
