# What `/desk doctor` finds, each with its fix, and what `/desk audit` shows.
doctor-well = All is well
doctor-looked-at = Checked: configuration, bot permissions, on-call roles, customer channels, messages to send.
doctor-title = To fix: { $count }
doctor-more = the full list is in the file
doctor-not-set-up = The desk is not set up: an administrator has to run `/desk setup`.
doctor-intent = "Message Content Intent" is off: messages in threads are not kept. Turn it on in Discord's developer portal (Bot > Privileged Gateway Intents), then restart the bot.
doctor-many-servers = Servers the bot is in: { $count }. Until it is verified, Discord limits it to 100; once verified, it also needs approval to read messages. Request both in the developer portal now: an answer takes days, sometimes weeks.
doctor-role-gone = An on-call role was deleted, so its level pages nobody. An administrator has to run `/desk setup` again.
doctor-channel-gone = **{ $customer }**: { $channel } was deleted, or the bot is no longer in that server. Run `/customer unlink`, then `/customer link` with another channel.
doctor-channel-lacks = **{ $customer }**: missing permissions in { $channel }: { $what }. An administrator of that server can grant them.
doctor-not-looked-at = Permissions not checked this time in the channels of { $count ->
    [one] 1 more customer server
   *[other] { $count } more customer servers
  }: those where a message was refused come first.
doctor-unheard = **{ $customer }**: nobody on the customer's side has been able to see { $ticket } since { $since }. Link a channel (`/customer link`), or allow me to write in theirs.
doctor-too-many-threads = Too many active threads: { $count ->
    [one] 1 is
   *[other] { $count } are
  } waiting to be opened since { $since } ({ $error }). Archive threads in that server, and the rest open without further action.
doctor-no-thread = Threads that could not be opened since { $since }: { $count } ({ $error }). Until then, messages for these tickets go to the channel.
doctor-unreachable = **{ $customer }** has no channel: `/customer link`.
doctor-unmanaged = **{ $customer }** has no manager: `/customer manager`.
doctor-shut = { $to }: I haven't been able to write there since { $since }. Messages waiting: { $count } ({ $error }), sent as soon as I can. Allow me to view the channel, write in it and open threads, or choose another with `/desk setup`.
doctor-refused = { $to }: messages refused since { $since }: { $count } ({ $error }), sent as soon as I can. Check that the channel exists and that I can write in it.
doctor-refused-alike = Messages refused in { $count ->
    [one] 1 place
   *[other] { $count } places
  }: { $named } ({ $error }). They are sent as soon as I can write there.
doctor-late = { $to }: messages waiting since { $since }: { $count } ({ $error }). Retrying; check that I can write there.
doctor-failed = { $to }: messages not delivered since { $since }: { $count } ({ $error }). Check that the channel exists and that I can write in it.
doctor-channel-gone-alike = Customer channels deleted, or in servers the bot is no longer in ({ $count }): { $named }. Run `/customer unlink`, then `/customer link` with other channels.
doctor-unreachable-alike = Customers without a channel ({ $count }): { $named }. `/customer link`.
doctor-unmanaged-alike = Customers without a manager ({ $count }): { $named }. `/customer manager`.
doctor-unheard-alike = Tickets that nobody on the customer's side can see ({ $count }): { $named }. Link a channel (`/customer link`), or allow me to write in theirs.
doctor-late-alike = Messages waiting in { $count ->
    [one] 1 place
   *[other] { $count } places
  }: { $named } ({ $error }). Retrying; check that I can write there.
doctor-failed-alike = Messages not delivered in { $count ->
    [one] 1 place
   *[other] { $count } places
  }: { $named } ({ $error }). Check that these channels exist and that I can write in them.
doctor-expert-left = { $count ->
    [0] { $who } no longer has the expert role (no upcoming sessions). If the role was removed by mistake, give it back before the next check, at 8:00.
    [one] { $who } no longer has the expert role, but has 1 upcoming session. At the next check (8:00) it is cancelled and its hours returned; if the role was removed by mistake, give it back before then.
   *[other] { $who } no longer has the expert role, but has { $count } upcoming sessions. At the next check (8:00) they are cancelled and their hours returned; if the role was removed by mistake, give it back before then.
  }
doctor-unread = Since I started, Discord has sent events that I cannot read: { $named }; the latest on { $since }. I looked up what they were about; a newer version may be able to read them.
doctor-overdue = Overdue since { $since }: { $count }. Restart the bot; if it persists, check the log.
doctor-team-thread = { $ticket }, customer's thread
doctor-staff-thread = { $ticket }, staff thread

audit-title = Who did what
audit-of = Who did what: { $what }
audit-command-line = an administrator at the command line
audit-nothing = Nothing recorded yet.
audit-refused = refused: { $why }
audit-pressed = "{ $what }"
audit-confirm = Confirm
audit-dismiss = Cancel
audit-accept = Accept
audit-decline = Decline
audit-propose = Propose another time
audit-slot = Choose a slot
audit-note = Leave a note
audit-page = Another page
audit-form = Form
audit-incident = Major incident
button-later = Newer
button-earlier = Older
