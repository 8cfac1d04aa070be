# What was changed, as `/desk audit` shows it.
effect-opened = opened as { $priority }
effect-assignee = assignee { $change }
effect-added = added: { $level } since { $since }, language: { $language }
effect-removed = removed: { $channels ->
    [one] 1 channel
   *[other] { $channels } channels
  }, { $tickets ->
    [one] 1 ticket
   *[other] { $tickets } tickets
  }, { $sessions ->
    [one] 1 session
   *[other] { $sessions } sessions
  }
effect-level = support level { $change } from { $at }, billed from { $billed }
effect-level-cancelled = move to { $level } scheduled for { $at }: cancelled
effect-linked = { $channel } linked, { $told }
effect-announces-nothing = without maintenance announcements
effect-announces-all = with all maintenance announcements
effect-announces-one = with { $platform } maintenance announcements
effect-unlinked = { $channel } unlinked
effect-code = code valid until { $until }
effect-manager = manager added: { $who }
effect-manager-no-more = manager removed: { $who }
effect-unused-hours = offers of unused hours: { $on ->
    [yes] on
   *[no] off
  }
effect-monthly-report = automatic monthly report: { $on ->
    [yes] on
   *[no] off
  }
effect-pack-ordered = expertise pack of { $hours } h ordered
effect-pack-granted = expertise pack of { $hours } h granted, for sessions before { $until }
effect-pack-declined = expertise pack of { $hours } h declined
effect-support-channel = support channel { $change }
effect-experts-channel = experts' channel { $change }
effect-support-role = support role { $change }
effect-expert-role = expert role { $change }
effect-on-call-1 = on call, level 1 { $change }
effect-on-call-2 = on call, level 2 { $change }
effect-on-call-3 = on call, level 3 { $change }
effect-window-added = { $platform } maintenance added: { $place }
effect-window-moved = { $platform } maintenance moved: { $place }
effect-window-extended = { $platform } maintenance extended: { $place }
effect-window-cancelled = { $platform } maintenance cancelled: { $place }
effect-incident = major incident { $incident }: { $kind ->
    [opened] declared
    [tied] ticket added
    [untied] ticket dropped
    [updated] update sent
    [restored] service restored
   *[closed] closed
}
effect-session = session on { $at }: { $state }
effect-hours = availability on { $day }
effect-away = away { $from } – { $to }
effect-at-once = requests accepted automatically: { $on ->
    [yes] yes
   *[no] no
  }
effect-new-link = new calendar link
