# /incident: major incidents, one outage that several tickets tell of.
command-incident = incident
    .description = Major incidents: declare, update, restore and close them
command-incident-open = open
    .description = Declare a major incident; channels that follow its platform are told at once
    .title = title
    .title-description = What is down, in one line, as customers will read it (100 characters at most)
    .platform = platform
    .platform-description = The platform (default: the component's)
    .component = component
    .component-description = The part of the platform that is down
    .impact = impact
    .impact-description = What customers see right now, in French
    .impact-en = impact-en
    .impact-en-description = What customers see right now, in English (default: the French text)
command-incident-add = add
    .description = Add a ticket to a major incident; its team is told in its thread
    .incident = incident
    .incident-description = The major incident
    .ticket = ticket
    .ticket-description = The ticket to add
command-incident-drop = drop
    .description = Drop a ticket from a major incident; its team is told in its thread
    .incident = incident
    .incident-description = The major incident
    .ticket = ticket
    .ticket-description = The ticket to drop
command-incident-update = update
    .description = Update customers on a major incident, and promise when the next update comes
    .incident = incident
    .incident-description = The major incident
    .impact = impact
    .impact-description = What customers see right now, in French
    .action = action
    .action-description = What support is doing, in French
    .next = next
    .next-description = Minutes until the next update
    .impact-en = impact-en
    .impact-en-description = What customers see right now, in English (default: the French text)
    .action-en = action-en
    .action-en-description = What support is doing, in English (default: the French text)
command-incident-restore = restore
    .description = Report the service as restored, for the major incident and all its tickets
    .incident = incident
    .incident-description = The major incident
    .note = note
    .note-description = What was done, in French (customers read it)
    .note-en = note-en
    .note-en-description = What was done, in English (default: the French text)
command-incident-close = close
    .description = Close a major incident, and tell customers what happened
    .incident = incident
    .incident-description = The major incident
    .what-happened = what-happened
    .what-happened-description = What happened, in French (customers read it)
    .what-happened-en = what-happened-en
    .what-happened-en-description = What happened, in English (default: the French text)
command-incident-show = show
    .description = Show a major incident: its tickets and their clocks, events, and who was told
    .incident = incident
    .incident-description = The major incident (default: list them all)
command-incident-list = list
    .description = List major incidents
command-incident-export = export
    .description = A major incident's full record, in one file
    .incident = incident
    .incident-description = The major incident

incident-open = Major incident
incident-updated = Major incident: update
incident-restored = Major incident: service restored
incident-closed = Major incident closed
incident-number = Major incident { $incident }
incident-late = This message is late: it should have been sent on { $at }.
incident-concerned = Affected? Open a ticket with `/ticket open`, or call { $phone }.
incident-going-on = **Major incident { $incident } is in progress on { $platform }**: { $title }
incident-going-on-next = Next update by { $at }.
incident-all-the-same = You can still open a ticket: support follows up on both.
incident-all-the-same-p1 = You can go ahead all the same: support follows up on both, and your P1 keeps its own GTR.
button-open-all-the-same = Open a ticket
ticket-during-incident = Opened during major incident { $incident }: { $title }
fact-incident = Major incident
ticket-of-incident = Part of major incident { $incident }: { $title }
button-incident = Add to major incident { $incident }
button-declare-incident = Declare a major incident
incident-proposed = { $count } P1s or P2s on { $platform } within { $minutes } minutes
incident-proposed-why = If they tell of one outage, declare a major incident: every channel that follows the platform is notified at once, and the tickets that you add to it are restored together.
form-incident = Declare a major incident
form-incident-title = What is down, as customers will read it
form-incident-platform = Platform
form-incident-impact = What customers notice, in French
form-incident-impact-en = What customers notice, in English
incident-ticket-tied = This ticket is now part of major incident { $incident }. Updates on it will also be posted here.
incident-ticket-untied = This ticket is no longer part of major incident { $incident } ({ $title }). It continues on its own.
fact-incident-declared = Declared
fact-incident-restored = Restored
fact-incident-next = Next update by
fact-incident-tickets = Tickets
fact-incident-events = Events
fact-incident-told = Channels
incident-update-reminder = { $who }, major incident **{ $incident }** ({ $title }): you promised customers an update by { $at } ({ $left }).

incident-declared = Major incident { $incident } declared: **{ $title }** · { $platform }
incident-which-tickets = Which of these open tickets are part of it? To add others later: `/incident add`.
incident-choose-tickets = Choose the tickets
incident-tied = Added to major incident { $incident }: { $tickets }
incident-dropped = Dropped from major incident { $incident }: { $ticket }
incident-update-sent = Update sent for major incident { $incident }: **{ $title }** · { $platform }
incident-is-restored = Service restored for major incident { $incident }: **{ $title }** · { $platform }
incident-is-closed = Major incident { $incident } closed: **{ $title }** · { $platform }
incident-tickets-restored = Tickets restored with it: { $tickets }
incident-state = { $state ->
    [open] in progress
    [restored] restored
   *[closed] closed
}
incident-event = { $kind ->
    [opened] declared
    [tied] added
    [untied] dropped
    [updated] update
    [restored] service restored
   *[closed] closed
}
incident-tickets = { $count ->
    [one] one ticket
   *[other] { $count } tickets
}
incident-no-tickets = none yet: `/incident add`
incidents-title = Major incidents
incidents-none = No major incidents. To declare one: `/incident open`.

incident-exported = Full record of major incident { $incident }: history, tickets and their clocks, who was told and when. Start with `index.html`. For a ticket's own record: `/ticket export`.
incident-told-state = { $state ->
    [sent] delivered
    [failed] refused
    [useless] obsolete
   *[waiting] pending
}
fact-incident-closed = Closed
export-fact-platform = Platform
export-head-told = Channels told, by event (each one in `told.csv`)
csv-told-event = event number
csv-told-what = event
csv-told-ticket = ticket
csv-told-channel = channel or thread
csv-told-state = result
csv-told-at = told ({ $zone })
csv-told-message = message
csv-told-error = reason

refusal-no-such-incident = No major incident matches **{ $typed }**. Choose one from the suggestions, or see them all with `/incident list`.
refusal-incident-which-platform = Which platform is it? Give `platform:` or `component:`.
refusal-incident-other-platform = That component belongs to another platform. Check `platform:` and `component:`.
refusal-incident-dropped = Ticket **{ $ticket }** was taken out of major incident { $incident }. To add it again, use `/incident add`.
refusal-incident-open-already = Major incident { $incident } is already open on this platform. To add a ticket to it, use `/incident add`.
refusal-incident-tied-elsewhere = Ticket **{ $ticket }** is already part of major incident { $incident }. Drop it there first with `/incident drop`.
refusal-incident-closed = Major incident { $incident } was closed on { $at }. To declare another: `/incident open`.
refusal-incident-restored = The service was already reported as restored on { $at } for major incident { $incident }. To end it: `/incident close`.
refusal-incident-already-tied = Ticket **{ $ticket }** is already part of major incident { $incident }.
refusal-incident-not-tied = Ticket **{ $ticket }** is not part of major incident { $incident }. To see its tickets: `/incident show`.
