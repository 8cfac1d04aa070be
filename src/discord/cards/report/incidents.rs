//! The major incidents of a month, in its report.

use chrono::TimeDelta;

use crate::{
    desk::{customers::report::Report, incidents::MonthIncident},
    discord::{
        cards::said::{
            clock::{span, whole_minutes},
            window::platform,
        },
        look::{
            cut::{cut, fitting},
            markdown::plain_line,
        },
    },
    rules::{language::Language, offer::Offer},
    words,
};

/// How long all of them may be together, in characters.
const ROOM: usize = 900;

/// How much of a title is shown, in characters.
const TITLE: usize = 60;

/// How much of the customers' names is shown, in characters.
const NAMES: usize = 200;

/// The incidents, one a line; empty where there were none.
pub(super) fn incidents(report: &Report, offer: &Offer, language: Language) -> String {
    let lines: Vec<String> = report.incidents.iter().map(|one| line(report, one, offer, language)).collect();
    let (mut shown, fit) = fitting(&lines, ROOM);
    if fit < lines.len() {
        shown = format!("{shown}\n{}", words!(language, "report-more-incidents", more = lines.len() - fit));
    }
    shown
}

fn line(report: &Report, one: &MonthIncident, offer: &Offer, language: Language) -> String {
    let mut parts = vec![
        format!("**{}** {}", one.incident.number, plain_line(&cut(&one.title, TITLE))),
        platform(offer, &one.incident.platform, language),
        lasted(report, one, language),
    ];
    let told: Vec<_> = one.concerned.values().flatten().collect();
    let untold = one.concerned.len() - told.len();
    // Of several customers, the one who waited longest.
    let wait =
        told.into_iter().max().map(|at| readable((*at - one.outage.declared_at).max(TimeDelta::zero())));
    if report.customer.is_some() {
        parts.push(match wait {
            Some(wait) => words!(language, "report-incident-told", wait = wait),
            None => words!(language, "report-incident-not-told"),
        });
    } else {
        let name = |id| report.names.get(id).map(|name| plain_line(name));
        let names: Vec<String> = one.concerned.keys().filter_map(name).collect();
        let names = cut(&names.join(", "), NAMES);
        let count = one.concerned.len();
        parts.push(words!(language, "report-incident-customers", count = count, names = names));
        parts.extend(wait.map(|wait| words!(language, "report-incident-last-told", wait = wait)));
        if untold > 0 {
            parts.push(words!(language, "report-incident-untold", count = untold));
        }
    }
    parts.join(" · ")
}

/// How long it lasted, or for how long it had by the month's end.
fn lasted(report: &Report, one: &MonthIncident, language: Language) -> String {
    let lasted = span(whole_minutes(one.outage.lasted));
    match (one.outage.over, report.so_far) {
        (true, _) => words!(language, "report-incident-lasted", lasted = lasted),
        (false, true) => words!(language, "report-incident-so-far", lasted = lasted),
        (false, false) => words!(language, "report-incident-outlasts", lasted = lasted),
    }
}

/// A wait in whole minutes; in seconds, where it was shorter than one.
fn readable(wait: TimeDelta) -> String {
    if wait < TimeDelta::minutes(1) { span(wait) } else { span(whole_minutes(wait)) }
}
