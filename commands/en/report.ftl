# /report: a month of tickets, guaranteed times and hours.
command-report = report
    .description = A month's report (tickets, GTR of P1s, expertise hours): picture and CSV file
    .month = month
    .month-description = As in 2026-11 (default: the current month)

report-title = { $customer } · monthly report · { $month }
report-title-all = All teams · monthly report · { $month }
report-late = This report is late: it was due on { $at }.
report-so-far = Month in progress: figures as of { $at }.
report-no-tickets = No tickets that month.
report-all-tickets = Total
report-tally = **{ $what }** · { $opened } opened · { $closed } closed · { $open } still open
report-verdicts = { $kept } met · { $missed } missed · { $withdrawn } withdrawn · { $best } best effort
report-best-effort = Best effort (no guaranteed time)
report-p1 = **{ $ticket }** { $subject } · { $result }
report-p1-of = **{ $ticket }** { $customer } · { $subject } · { $result }
report-cut = { $more ->
    [one] … and one more P1, in the CSV file; its calculation: `/ticket clock`.
   *[other] … and { $more } more P1s, in the CSV file; each calculation: `/ticket clock`.
}
report-answers = Median: { $median } · longest: { $longest } · { $answered } answered · { $waiting } unanswered
report-no-answer = Nothing answered yet ({ $waiting } unanswered).
report-none-opened = No tickets were opened that month.
report-hours = Included: { $included } · charged: { $used } (from packs: { $packs }) · held: { $held }
report-hours-more = Returned: { $back } · packs granted: { $granted } · left in packs today: { $left }
report-topic = { $topic }: { $used }
report-incident-lasted = lasted { $lasted }
report-incident-so-far = not restored yet: { $lasted } so far
report-incident-outlasts = not restored that month: { $lasted } by its end
report-incident-told = told after { $wait }
report-incident-not-told = not told
report-incident-customers = { $count ->
    [0] no customer affected
    [one] one customer affected: { $names }
   *[other] { $count } customers affected: { $names }
}
report-incident-last-told = last one told after { $wait }
report-incident-untold = not told: { $count }
report-more-incidents = { $more ->
    [one] … and one more.
   *[other] … and { $more } more.
}
fact-report-incidents = Major incidents
fact-report-tickets = Tickets by priority
fact-report-categories = Tickets by category
fact-report-p1 = GTR of P1s
fact-report-first-answer = First response
fact-report-hours = Expertise hours
fact-report-topics = Expertise hours by topic

picture-tickets = Tickets
picture-opened = opened
picture-closed = closed
picture-open = still open
picture-p1 = GTR of P1s
picture-kept = met
picture-missed = missed
picture-withdrawn = withdrawn
picture-best-effort = best effort
picture-first-answer = First response
picture-median = median
picture-longest = longest
picture-unanswered = unanswered
picture-hours = Expertise hours
picture-hours-used = included: { $used } of { $included }
picture-hours-packs = packs: { $used }
picture-hours-held = held: { $held }
picture-so-far = { $month } · month in progress
picture-all = All teams
picture-alt-title = { $whose } · monthly report · { $month }
picture-alt-tally = { $what }: { $opened } opened, { $closed } closed, { $open } still open
picture-alt = { $title }. Tickets. { $tickets }. GTR of P1s: { $kept } met, { $missed } missed, { $withdrawn } withdrawn, { $best } best effort. First response: median { $median }, longest { $longest }, unanswered { $waiting }. Expertise hours. { $hours }.

csv-number = number
csv-opened = opened ({ $zone })
csv-closed = closed ({ $zone })
csv-priority = priority
csv-category = category
csv-component = component
csv-first-answer = first response (minutes)
csv-result = GTR result
csv-deadline = deadline ({ $zone })
csv-stopped = stopped ({ $zone })
csv-late = late by (minutes)
csv-hours = expertise hours in the month
csv-customer = customer
csv-result-kept = met
csv-result-missed = missed
csv-result-withdrawn = withdrawn
csv-result-best-effort = best effort

refusal-report-to-come = No report for { $month } yet: the month hasn't started. Without `month:`, you get the current one.
refusal-report-before = No report for { $month }. The first month available is { $since }.
