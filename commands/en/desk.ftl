# /desk: the set-up.
command-desk = desk
    .description = Set up and check the desk
command-desk-setup = setup
    .description = Choose the desk's channels and roles (administrators)
    .support-channel = support-channel
    .support-channel-description = Where ticket cards and P1 pages are posted
    .experts-channel = experts-channel
    .experts-channel-description = Where requests for the experts are posted
    .support-role = support-role
    .support-role-description = The support agents' role
    .expert-role = expert-role
    .expert-role-description = The experts' role
    .on-call-1 = on-call-1
    .on-call-1-description = Role paged first for a P1 (default: the support role)
    .on-call-2 = on-call-2
    .on-call-2-description = Role paged next
    .on-call-3 = on-call-3
    .on-call-3-description = Role paged last
command-desk-doctor = doctor
    .description = What is missing or wrong here, and how to fix it
command-desk-audit = audit
    .description = Who did what and when, and what was refused
    .customer = customer
    .customer-description = Only this customer
    .ticket = ticket
    .ticket-description = Only this ticket (number)

setup-done = The desk is set up
setup-next = Next: `/customer add`, then `/customer link`. Running this command again replaces these settings.
setup-missing = Settings saved, but permissions are missing. Grant them in the server's settings:
setup-lacks = Missing permissions in { $channel }: { $what }.
setup-not-mentionable = Mentioning { $role } would alert nobody: allow anyone to mention this role, or give me the permission "Mention @everyone, @here and All Roles".
setup-not-there = I'm not in this server, so I can't post here: its administrator can invite me with the bot's invitation link.
setup-no-role = none: the level below is paged

permission-view = View Channel
permission-send = Send Messages
permission-embed = Embed Links
permission-attach = Attach Files
permission-history = Read Message History
permission-threads = Create Public Threads
permission-send-in-threads = Send Messages in Threads
permission-manage-threads = Manage Threads

fact-support-channel = Support channel
fact-experts-channel = Experts' channel
fact-support-role = Support agents
fact-expert-role = Experts
fact-on-call = On call, level { $level }
fact-language = Language

gone-support-channel = The support channel was deleted. An administrator of the support team's server has to run `/desk setup` again; nothing is lost until then.
gone-experts-channel = The experts' channel was deleted. An administrator of the support team's server has to run `/desk setup` again; nothing is lost until then.
gone-support-role = The support role was deleted, so I can't tell who is an agent. An administrator of this server has to run `/desk setup` again; nothing is lost until then.
gone-expert-role = The expert role was deleted, so I can't tell who is an expert. An administrator of this server has to run `/desk setup` again; nothing is lost until then.

refusal-not-a-channel = { $channel } is not a text channel of this server. Choose one from the list.
refusal-no-such-role = The role { $role } no longer exists in this server. Choose another.
refusal-everyone = Everyone has that role, so everyone would be staff. Choose a dedicated role.
