# /desk: the set-up.
command-desk = desk
    .description = The desk's own settings
command-desk-setup = setup
    .description = Say which channels and roles are the desk's (administrators)
    .support-channel = support-channel
    .support-channel-description = Where ticket cards and P1 pages are posted
    .experts-channel = experts-channel
    .experts-channel-description = Where requests for the experts are posted
    .support-role = support-role
    .support-role-description = Who is a support agent
    .expert-role = expert-role
    .expert-role-description = Who is an expert
    .on-call-1 = on-call-1
    .on-call-1-description = Whom a P1 calls first (the support role if you leave it out)
    .on-call-2 = on-call-2
    .on-call-2-description = Whom it calls next
    .on-call-3 = on-call-3
    .on-call-3-description = Whom it calls last
command-desk-doctor = doctor
    .description = What is missing or wrong here, each with its mend
command-desk-audit = audit
    .description = Who did what and when, and what was refused
    .customer = customer
    .customer-description = Only this customer
    .ticket = ticket
    .ticket-description = Only this ticket, by its number

setup-done = The desk is set up
setup-next = Next: `/customer add`, then `/customer link`. Running this command again replaces these settings.
setup-missing = It is kept, but something is missing here. Mend it in the server's settings:
setup-lacks = In { $channel } I am not allowed to: { $what }.
setup-not-mentionable = A mention of { $role } would call nobody: let everyone mention this role, or allow me to mention every role.
setup-not-there = I am not a member of this server, so I cannot post here: its administrator invites me with the bot's invitation link.
setup-no-role = none: the level below is called

permission-view = view the channel
permission-send = send messages
permission-embed = embed links
permission-attach = attach files
permission-history = read the message history
permission-threads = create public threads
permission-send-in-threads = send messages in threads
permission-manage-threads = manage threads

fact-support-channel = Support channel
fact-experts-channel = Experts' channel
fact-support-role = Support agents
fact-expert-role = Experts
fact-on-call = On call, level { $level }
fact-language = Language

gone-support-channel = The support channel that was set up no longer exists. An administrator of the support team's server runs `/desk setup` again; nothing is lost until then.
gone-experts-channel = The experts' channel that was set up no longer exists. An administrator of the support team's server runs `/desk setup` again; nothing is lost until then.
gone-support-role = The support role that was set up no longer exists, so I cannot tell who is an agent. An administrator of this server runs `/desk setup` again; nothing is lost until then.
gone-expert-role = The expert role that was set up no longer exists, so I cannot tell who is an expert. An administrator of this server runs `/desk setup` again; nothing is lost until then.

refusal-not-a-channel = { $channel } is not a text channel of this server. Choose one from the list.
refusal-no-such-role = The role { $role } does not exist in this server any more. Choose another.
refusal-everyone = Everybody has that role, so everybody would be staff. Choose a role of its own.
