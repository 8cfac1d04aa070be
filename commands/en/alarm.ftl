# Alarms outside chat: mails, pushes, PagerDuty and webhooks, and the page that their link opens. Plain text, nothing is formatted.
alarm-call = P1 { $ticket } · { $customer } · { $guarantee }
alarm-calls = { $of } · { $count ->
    [one] one P1 to acknowledge
   *[other] { $count } P1s to acknowledge
  } ({ $tickets })
alarm-acknowledged = P1 { $ticket } · { $customer } · acknowledged
alarm-ended = { $ticket } · { $customer } · { $state }
alarm-calls-ended = { $of } · all P1s acknowledged or over
alarm-reminder = P1 { $ticket } · { $customer } · no activity for { $minutes ->
    [one] one minute
   *[other] { $minutes } minutes
  }
alarm-warning = P1 { $ticket } · { $customer } · { $percent }% of the guaranteed time has elapsed
alarm-breach = P1 { $ticket } · { $customer } · guaranteed time to restore missed
alarm-of-incident = Major incident { $number } · { $title }
alarm-incident-warning = { $of } · { $percent }% of the guaranteed time has elapsed for { $count ->
    [one] one P1
   *[other] { $count } P1s
  }
alarm-incident-breach = { $of } · guaranteed time to restore missed for { $count ->
    [one] one P1
   *[other] { $count } P1s
  }
alarm-route-fails = Support desk: alarms by route "{ $route }" don't get through
alarm-away = Support desk: Discord can't be reached{ $open ->
    [0] {""}
    [one] , one P1 open
   *[other] , { $open } P1s open
  }
alarm-back = Support desk: Discord is back
alarm-shut-out = Support desk: Discord no longer lets the bot in{ $open ->
    [0] {""}
    [one] , one P1 open
   *[other] , { $open } P1s open
  }
alarm-test = Support desk: test alarm, no action needed

alarm-until = restore by { $at }
alarm-until-over = guaranteed time missed
alarm-until-paused = clock paused
alarm-until-none = no guaranteed time

alarm-line-subject = Subject: { $subject }
alarm-line-level = Level: { $level }
alarm-line-deadline = Restore by: { $at }, { $left } left
alarm-line-deadline-over = Restore by: { $at }, missed by { $by }
alarm-line-paused = Clock paused, { $left } left
alarm-line-none = No guaranteed time to restore (best effort)
alarm-line-rung = Call { $number }, on-call { $count ->
    [one] level { $levels }
   *[other] levels { $levels }
  }
alarm-line-late = Late: this call was due { $due }.
alarm-line-warning-late = Late: this threshold was reached { $due }.
alarm-line-description = Description: { $description }
alarm-line-seen-by-route = Acknowledged by on-call through "{ $route }".
alarm-line-seen = Acknowledged by support in chat.
alarm-line-over = Nothing left to do on this alarm.
alarm-line-reminder = On-call is paged again in { $minutes ->
    [one] one minute
   *[other] { $minutes } minutes
  } unless someone acts on this P1.
alarm-line-error = Last error: { $error }
alarm-line-away = Discord can't be reached since { $since }. Customers can't write there, and pages in chat don't arrive.
alarm-line-away-goes-on = Clocks and calls to on-call go on, by these routes alone. Keep in touch with customers by phone.
alarm-line-back = Discord couldn't be reached from { $since } to { $until }. What was to be said there is being said now.
alarm-line-shut-out = The desk has ended and must be started again once this is fixed: { $why }
alarm-line-test = { $by } is testing this route. Press the link to say that it arrived.

alarm-press = Acknowledge
alarm-press-all = Acknowledge all
alarm-press-test = It arrived

alarm-page-title = Support desk · on call
alarm-page-call = Nobody has acknowledged this yet.
alarm-page-seen-by-route = Acknowledged by on-call through "{ $route }", { $at }.
alarm-page-seen = Acknowledged by support in chat, { $at }.
alarm-page-next = Paging has stopped. Everything else happens in the support server: notes, updates, and saying that the service is back.
alarm-page-over = This alarm is over. There is nothing left to do here.
alarm-page-gone = There is nothing at this address. The link may be cut off: open it from the alarm itself.
alarm-page-failed = This can't be done right now. Try again in a moment, or acknowledge in chat.
alarm-page-test = This is the test alarm of route "{ $route }". Press the button to say that it arrived.
alarm-page-arrived = Thank you: the test alarm of route "{ $route }" arrived.

by-route = on-call staff (`{ $route }`)
event-acknowledged-by-route = On-call staff acknowledged this ticket (`{ $route }`).
not-now-acknowledged-by-route = On-call staff (`{ $route }`) already acknowledged { $ticket } { $since }.
reminder-silent-by-route = No activity on **{ $ticket }** for { $minutes ->
    [one] one minute
   *[other] { $minutes } minutes
  }. It was acknowledged through `{ $route }`. Paging on-call again { $again } unless someone acts on it.
route-fails = Alarms through `{ $route }` don't get through: { $error }. Check the route in `routes.toml` and the system behind it; `/on-call test` tries it.
doctor-route = Route { $route }
