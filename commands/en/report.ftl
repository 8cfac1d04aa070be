# /report: a month of tickets, guaranteed times and hours.
command-report = report
    .description = A month of your tickets, guaranteed times and hours: text, picture and table
    .month = month
    .month-description = Written 2026-11; this month so far if you leave it out

report-title = { $customer } · report of { $month }
report-title-all = All teams · report of { $month }
report-late = This report was due { $at } and is sent late.
report-so-far = The month is not over: this is how it stands ({ $at }).
report-no-tickets = No tickets.
report-all-tickets = All
report-tally = **{ $what }**: { $opened } opened, { $closed } closed, { $open } still open
report-verdicts = { $kept } kept, { $missed } missed, { $withdrawn } withdrawn, { $best } best effort
report-best-effort = Best effort: no guaranteed time
report-p1 = **{ $ticket }** { $subject } · { $result }
report-p1-of = **{ $ticket }** { $customer } · { $subject } · { $result }
report-cut = … cut here: { $more } more in the table, `/ticket clock` has the arithmetic of each.
report-answers = Median { $median }, longest { $longest } ({ $answered } answered, { $waiting } waiting)
report-no-answer = Nothing was answered yet ({ $waiting } waiting).
report-none-opened = No ticket was opened in it.
report-hours =
    Included { $included }, used { $used } (of them { $packs } from packs), held { $held }, given back { $back }
    Packs: { $granted } granted, { $left } left now
report-topic = { $topic }: { $used }
fact-report-tickets = Tickets by priority
fact-report-categories = By category
fact-report-p1 = Guaranteed time of P1s
fact-report-first-answer = First answer
fact-report-hours = Expertise hours
fact-report-topics = Hours by topic

picture-tickets = Tickets
picture-opened = opened
picture-closed = closed
picture-open = still open
picture-p1 = Guaranteed time of P1s
picture-kept = kept
picture-missed = missed
picture-withdrawn = withdrawn
picture-best-effort = best effort
picture-first-answer = First answer
picture-median = median
picture-longest = longest
picture-hours = Expertise hours
picture-hours-used = { $used } used
picture-hours-packs = { $used } from packs
picture-hours-held = { $held } held
picture-hours-included = { $included } included
picture-so-far = { $month }, so far
picture-all = All teams
picture-alt-title = Report of { $month }, { $whose }
picture-alt =
    { $title }. Tickets: { $opened } opened, { $closed } closed, { $open } still open. P1s: { $kept } kept, { $missed } missed, { $withdrawn } withdrawn, { $best } best effort. First answer: median { $median }, longest { $longest }. Expertise hours: { $used } used, { $held } held, { $included } included.

csv-number = number
csv-opened = opened ({ $zone })
csv-closed = closed ({ $zone })
csv-priority = priority
csv-category = category
csv-component = component
csv-first-answer = first answer (minutes)
csv-result = clock result
csv-deadline = deadline ({ $zone })
csv-stopped = stopped ({ $zone })
csv-late = late by (minutes)
csv-hours = expert hours in the month
csv-customer = customer
csv-result-kept = kept
csv-result-missed = missed
csv-result-withdrawn = withdrawn
csv-result-best-effort = best effort

refusal-report-to-come = { $month } has not begun: there is nothing to report yet. Leave the month out for the present one.
refusal-report-before = There is nothing to report for { $month }: the first report is that of { $since }.
