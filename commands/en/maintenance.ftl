# /maintenance: upcoming maintenance windows, and what channels are told of them.
command-maintenance = maintenance
    .description = Current and upcoming maintenance
command-maintenance-next = next
    .description = The current or next maintenance window, and what it affects
command-maintenance-list = list
    .description = Upcoming maintenance windows, with a file for your calendar
    .months = months
    .months-description = Number of months ahead, from 1 to 12 (default: 3)

maintenance-next = Next maintenance · { $platform }
maintenance-going-on = Maintenance in progress · { $platform }
maintenance-none = No maintenance is scheduled until { $until }.
maintenance-list = Maintenance until { $until }
maintenance-more = { $count ->
    [one] and one more: the full list is in the file
   *[other] and { $count } more: the full list is in the file
}
maintenance-event = Maintenance { $platform }
maintenance-calendar = Maintenance

fact-window-start = Start
fact-window-end = End
fact-window-reason = Reason
fact-window-touches = Affects
fact-window-also = Also in progress
fact-window-then = Next
fact-window-was = Announced time
fact-window-feed = Calendar feed

notice-days = { $days ->
    [one] Maintenance tomorrow
   *[other] Maintenance in { $days } days
}
notice-hours = { $hours ->
    [one] Maintenance in one hour
   *[other] Maintenance in { $hours } hours
}
notice-minutes = { $minutes ->
    [one] Maintenance in one minute
   *[other] Maintenance in { $minutes } minutes
}
notice-soon = Upcoming maintenance
notice-start = Maintenance has started
notice-end = Maintenance completed
notice-after-end = If anything isn't working as before, open a ticket: `/ticket open`.
notice-going-on = Maintenance in progress
notice-first = Scheduled maintenance
notice-moved = Maintenance moved
notice-extended = Maintenance extended
notice-cancelled = Maintenance cancelled
notice-broken-off = Maintenance ended early
notice-after-cancel = This maintenance will not take place. You don't need to do anything.
notice-after-broken-off = This maintenance ended earlier than planned. If anything isn't working as before, open a ticket: `/ticket open`.
notice-late = This notice is late: it should have been sent on { $at }.
notice-outdated = Notice replaced · { $platform }
notice-outdated-see = This maintenance has changed: see the reply to this message.
