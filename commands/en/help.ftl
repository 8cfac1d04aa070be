# /help: what this person can do here.
command-help = help
    .description = What you can do here, and how to reach support by phone or email

help-title = Support
help-team = This channel is linked to **{ $customer }**. Here is what you can do in it.
help-staff = You're on the support team. Here is what you can do here.
help-administrator = This channel is not linked to a customer yet. As an administrator of this server, you can link it with a code from support: `/link`.
help-stranger = This channel isn't linked to a customer, so commands don't work here. Reach support 24/7, by phone or email.
help-menus = In a message's menu (Apps)
help-menu = **{ $name }**
help-line = `/{ $typed }`: { $what }

fact-phone = Phone
fact-mail = Email
fact-expert-phone = Cloud Expertise team: phone
fact-expert-mail = Cloud Expertise team: email
