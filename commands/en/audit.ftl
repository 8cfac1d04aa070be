# What was changed, as `/desk audit` shows it.
effect-opened = opened as { $priority }
effect-assignee = assignee { $change }
effect-added = { $level } since { $since }, in { $language }
effect-removed = served no longer: { $channels ->
    [one] 1 channel
   *[other] { $channels } channels
  }, { $tickets ->
    [one] 1 ticket
   *[other] { $tickets } tickets
  }, { $sessions ->
    [one] 1 session
   *[other] { $sessions } sessions
  }
effect-level = { $change } from { $at }, billed from { $billed }
effect-level-cancelled = { $level } of { $at } cancelled
effect-linked = { $channel } linked, { $told }
effect-announces-nothing = without maintenance
effect-announces-all = with maintenance
effect-announces-one = with maintenance of { $platform }
effect-unlinked = { $channel } unlinked
effect-code = code good until { $until }
effect-manager = { $who } is a manager
effect-manager-no-more = { $who } is no longer a manager
effect-unused-hours = offer of hours that lapse: { $on ->
    [yes] on
   *[no] off
  }
effect-monthly-report = monthly report: { $on ->
    [yes] on
   *[no] off
  }
effect-pack-ordered = pack of { $hours } h ordered
effect-pack-granted = pack of { $hours } h granted, good until { $until }
effect-pack-declined = pack of { $hours } h declined
effect-support-channel = support channel { $change }
effect-experts-channel = experts' channel { $change }
effect-support-role = support role { $change }
effect-expert-role = experts' role { $change }
effect-on-call-1 = on call, level 1 { $change }
effect-on-call-2 = on call, level 2 { $change }
effect-on-call-3 = on call, level 3 { $change }
effect-window-added = window of { $platform } added: { $place }
effect-window-moved = window of { $platform } moved: { $place }
effect-window-extended = window of { $platform } extended: { $place }
effect-window-cancelled = window of { $platform } cancelled: { $place }
effect-session = session of { $at }: { $state }
effect-hours = hours of { $day }
effect-away = away { $from } – { $to }
effect-at-once = requests taken at once: { $on ->
    [yes] yes
   *[no] no
  }
effect-new-link = new calendar link
