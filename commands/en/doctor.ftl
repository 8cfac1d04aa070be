# What `/desk doctor` finds, each with its mend, and what `/desk audit` shows.
doctor-well = All is well
doctor-looked-at = Looked at: the set-up, what I am allowed in the desk's channels, the roles on call, the customers' channels, and what was to be said.
doctor-title = To be mended: { $count }
doctor-more = all of them are in the file
doctor-not-set-up = The desk is not set up: an administrator runs `/desk setup`.
doctor-intent = The Message Content intent is off: what people write in threads is not kept. Switch it on in Discord's developer portal (Bot, Message Content Intent) and start me again.
doctor-role-gone = A role on call no longer exists, so its level calls nobody: an administrator runs `/desk setup` again.
doctor-channel-gone = { $channel } of **{ $customer }** is gone, or I am no longer in its server: `/customer unlink`, then `/customer link` another.
doctor-unreachable = **{ $customer }** has no channel: `/customer link`.
doctor-unmanaged = **{ $customer }** has no manager: `/customer manager`.
doctor-late = Waiting for { $to } since { $since }: { $count } ({ $error }). I keep trying; see that I may write there.
doctor-failed = Never arrived in { $to } since { $since }: { $count } ({ $error }). See that the channel is there and that I may write in it.
doctor-channel-gone-alike = { $count } channels of customers are gone, or I am no longer in their servers: { $named }. `/customer unlink`, then `/customer link` others.
doctor-unreachable-alike = { $count } customers have no channel: { $named }. `/customer link`.
doctor-unmanaged-alike = { $count } customers have no manager: { $named }. `/customer manager`.
doctor-late-alike = Waiting for { $count } places: { $named } ({ $error }). I keep trying; see that I may write there.
doctor-failed-alike = Never arrived in { $count } places: { $named } ({ $error }). See that they are there and that I may write in them.
doctor-expert-left = { $who } has no longer the experts' role and has { $count ->
    [0] no session to come
    [one] a session to come
   *[other] { $count } sessions to come
  }. At the next look, at 8:00, sessions are called off and hours given back; give the role back before, if it was taken by mistake.
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
