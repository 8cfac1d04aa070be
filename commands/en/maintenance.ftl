# /maintenance: the windows to come, and what channels are told of them.
command-maintenance = maintenance
    .description = Maintenance windows
command-maintenance-next = next
    .description = The maintenance window that goes on or comes next, and what it touches
command-maintenance-list = list
    .description = The maintenance windows to come, also as a file for your calendar
    .months = months
    .months-description = How many months ahead, from 1 to 12 (3 if you leave it out)

maintenance-next = Next maintenance · { $platform }
maintenance-going-on = Maintenance in progress · { $platform }
maintenance-none = No maintenance is planned until { $until }.
maintenance-list = Maintenance until { $until }
maintenance-more = and { $count } more: the file has them all
maintenance-event = Maintenance { $platform }
maintenance-calendar = Maintenance

fact-window-start = From
fact-window-end = Until
fact-window-reason = Why
fact-window-touches = Touches
fact-window-also = Also in progress
fact-window-then = Then
fact-window-was = Was planned
fact-window-feed = Calendar to subscribe to

notice-days = { $days ->
    [one] Maintenance tomorrow
   *[other] Maintenance in { $days } days
}
notice-hours = { $hours ->
    [one] Maintenance in one hour
   *[other] Maintenance in { $hours } hours
}
notice-minutes = Maintenance in { $minutes } minutes
notice-soon = Maintenance soon
notice-start = Maintenance has started
notice-end = Maintenance is over
notice-after-end = Should something not work as before, open a ticket with `/ticket open`.
notice-going-on = Maintenance in progress
notice-first = Maintenance planned
notice-moved = Maintenance moved
notice-extended = Maintenance extended
notice-cancelled = Maintenance cancelled
notice-broken-off = Maintenance broken off
notice-after-cancel = There is nothing to expect from it any more.
notice-late = ⏰ This notice is late: it was due { $at }.
notice-outdated = Out of date · { $platform }
notice-outdated-see = This window was changed since: see the reply to this message.
