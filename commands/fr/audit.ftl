# Ce qui a changé, tel que `/guichet journal` le montre.
effect-opened = ouvert en { $priority }
effect-assignee = attribution : { $change }
effect-added = ajouté : { $level } depuis le { $since }, langue : { $language }
effect-removed = retiré : { $channels ->
    [one] { $channels } salon
   *[other] { $channels } salons
  }, { $tickets ->
    [one] { $tickets } ticket
   *[other] { $tickets } tickets
  }, { $sessions ->
    [one] { $sessions } séance
   *[other] { $sessions } séances
  }
effect-level = niveau de support : { $change } à partir du { $at }, facturé à partir du { $billed }
effect-level-cancelled = passage à { $level } prévu le { $at } : annulé
effect-linked = { $channel } rattaché, { $told }
effect-announces-nothing = sans annonces de maintenance
effect-announces-all = avec toutes les annonces de maintenance
effect-announces-one = avec les annonces de maintenance { $platform }
effect-unlinked = { $channel } détaché
effect-code = code valable jusqu'au { $until }
effect-manager = référent ajouté : { $who }
effect-manager-no-more = référent retiré : { $who }
effect-unused-hours = proposition des heures restantes : { $on ->
    [yes] oui
   *[no] non
  }
effect-monthly-report = rapport mensuel automatique : { $on ->
    [yes] oui
   *[no] non
  }
effect-pack-ordered = pack expertise de { $hours } h commandé
effect-pack-granted = pack expertise de { $hours } h accordé, pour les séances avant le { $until }
effect-pack-declined = pack expertise de { $hours } h refusé
effect-support-channel = salon du support : { $change }
effect-experts-channel = salon des experts : { $change }
effect-support-role = rôle support : { $change }
effect-expert-role = rôle expert : { $change }
effect-on-call-1 = astreinte, niveau 1 : { $change }
effect-on-call-2 = astreinte, niveau 2 : { $change }
effect-on-call-3 = astreinte, niveau 3 : { $change }
effect-window-added = maintenance { $platform } ajoutée : { $place }
effect-window-moved = maintenance { $platform } déplacée : { $place }
effect-window-extended = maintenance { $platform } prolongée : { $place }
effect-window-cancelled = maintenance { $platform } annulée : { $place }
effect-incident = incident majeur { $incident } : { $kind ->
    [opened] déclaré
    [tied] ticket ajouté
    [untied] ticket retiré
    [updated] point envoyé
    [restored] service rétabli
   *[closed] clos
}
effect-session = séance du { $at } : { $state }
effect-hours = disponibilités du { $day }
effect-away = absence du { $from } au { $to }
effect-at-once = acceptation automatique des demandes : { $on ->
    [yes] oui
   *[no] non
  }
effect-new-link = nouveau lien d'agenda
