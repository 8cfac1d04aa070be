# Ce qui a changé, tel que `/guichet journal` le montre.
effect-opened = ouvert en { $priority }
effect-assignee = pris en charge par { $change }
effect-added = { $level } depuis { $since }, en { $language }
effect-removed = n'est plus client : { $channels ->
    [one] { $channels } salon
   *[other] { $channels } salons
  }, { $tickets ->
    [one] { $tickets } ticket
   *[other] { $tickets } tickets
  }, { $sessions ->
    [one] { $sessions } séance
   *[other] { $sessions } séances
  }
effect-level = { $change } à partir de { $at }, facturé à partir du { $billed }
effect-level-cancelled = { $level } de { $at } annulé
effect-linked = { $channel } rattaché, { $told }
effect-announces-nothing = sans les maintenances
effect-announces-all = avec les maintenances
effect-announces-one = avec les maintenances de { $platform }
effect-unlinked = { $channel } détaché
effect-code = code valable jusqu'à { $until }
effect-manager = { $who } est référent
effect-manager-no-more = { $who } n'est plus référent
effect-unused-hours = proposition des heures qui se perdent : { $on ->
    [yes] oui
   *[no] non
  }
effect-monthly-report = rapport mensuel : { $on ->
    [yes] oui
   *[no] non
  }
effect-pack-ordered = pack de { $hours } h commandé
effect-pack-granted = pack de { $hours } h accordé, valable jusqu'à { $until }
effect-pack-declined = pack de { $hours } h refusé
effect-support-channel = salon du support { $change }
effect-experts-channel = salon des experts { $change }
effect-support-role = rôle du support { $change }
effect-expert-role = rôle des experts { $change }
effect-on-call-1 = astreinte, niveau 1 { $change }
effect-on-call-2 = astreinte, niveau 2 { $change }
effect-on-call-3 = astreinte, niveau 3 { $change }
effect-window-added = fenêtre de { $platform } ajoutée : { $place }
effect-window-moved = fenêtre de { $platform } déplacée : { $place }
effect-window-extended = fenêtre de { $platform } prolongée : { $place }
effect-window-cancelled = fenêtre de { $platform } annulée : { $place }
effect-session = séance de { $at } : { $state }
effect-hours = horaires du { $day }
effect-away = absence { $from } – { $to }
effect-at-once = demandes acceptées d'office : { $on ->
    [yes] oui
   *[no] non
  }
effect-new-link = nouveau lien de calendrier
