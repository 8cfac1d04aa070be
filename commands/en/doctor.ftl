# What `/desk doctor` finds, each with its mend, and what `/desk audit` shows.
doctor-well = All is well
doctor-looked-at = Looked at: the set-up, what I am allowed in the desk's channels, the roles on call, the customers' channels, and what was to be said.
doctor-title = To be mended: { $count }
doctor-more = all of them are in the file
doctor-not-set-up = The desk is not set up: an administrator runs `/desk setup`.
doctor-intent = The Message Content intent is off: what people write in threads is not kept. Switch it on in Discord's developer portal (Bot, Message Content Intent) and start me again.
doctor-many-servers = I am in { $count } servers. Discord adds an application to a hundred at most before it is verified, and reading what people write then needs its approval too: ask for both in the developer portal now, as it takes days to weeks.
doctor-role-gone = A role on call no longer exists, so its level calls nobody: an administrator runs `/desk setup` again.
doctor-channel-gone = { $channel } of **{ $customer }** is gone, or I am no longer in its server: `/customer unlink`, then `/customer link` another.
doctor-channel-lacks = In { $channel } of **{ $customer }** I am not allowed to: { $what }. An administrator of that server gives me this.
doctor-not-looked-at = Permissions in the channels of { $count } more servers of customers were not looked at this time: those in which something was refused come first.
doctor-unheard = Nobody of the team of **{ $customer }** can see { $ticket } since { $since }: `/customer link` a channel, or let me speak in theirs.
doctor-too-many-threads = Too many active threads: { $count } wait to be started since { $since } ({ $error }). Put threads of that server away; each ticket's follows by itself.
doctor-no-thread = Threads that could not be started since { $since }: { $count } ({ $error }). What is for these tickets goes to the channel until they are.
doctor-unreachable = **{ $customer }** has no channel: `/customer link`.
doctor-unmanaged = **{ $customer }** has no manager: `/customer manager`.
doctor-shut = I may not speak in { $to } since { $since }: { $count } wait there ({ $error }), and go out once I may. Let me view it, write in it and start threads, or name another with `/desk setup`.
doctor-refused = Refused in { $to } since { $since }: { $count } wait ({ $error }), and go out once I may. See that the channel is there and that I may write in it.
doctor-refused-alike = Refused in { $count } places: { $named } ({ $error }). What is for them waits, and goes out once I may write there.
doctor-late = Waiting for { $to } since { $since }: { $count } ({ $error }). I keep trying; see that I may write there.
doctor-failed = Never arrived in { $to } since { $since }: { $count } ({ $error }). See that the channel is there and that I may write in it.
doctor-channel-gone-alike = { $count } channels of customers are gone, or I am no longer in their servers: { $named }. `/customer unlink`, then `/customer link` others.
doctor-unreachable-alike = { $count } customers have no channel: { $named }. `/customer link`.
doctor-unmanaged-alike = { $count } customers have no manager: { $named }. `/customer manager`.
doctor-unheard-alike = Nobody of their teams can see { $count } tickets: { $named }. `/customer link` a channel, or let me speak in theirs.
doctor-late-alike = Waiting for { $count } places: { $named } ({ $error }). I keep trying; see that I may write there.
doctor-failed-alike = Never arrived in { $count } places: { $named } ({ $error }). See that they are there and that I may write in them.
doctor-expert-left = { $who } has no longer the experts' role and has { $count ->
    [0] no session to come
    [one] a session to come
   *[other] { $count } sessions to come
  }. At the next look, at 8:00, sessions are called off and hours given back; give the role back before, if it was taken by mistake.
doctor-unread = Since I was started Discord told of things in a way that I cannot read: { $named }, the last { $since }. What they concerned I looked up; a newer version of me may read them.
doctor-overdue = Promises overdue since { $since }: { $count }. Start me again; if it stays so, the log says why.
doctor-team-thread = the team's thread of { $ticket }
doctor-staff-thread = the staff's thread of { $ticket }

audit-title = Who did what
audit-of = Who did what: { $what }
audit-command-line = an administrator at the command line
audit-nothing = Nothing yet.
audit-refused = refused: { $why }
button-later = Later
button-earlier = Earlier
