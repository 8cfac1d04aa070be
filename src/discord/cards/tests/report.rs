use std::collections::{BTreeMap, HashMap};

use chrono::TimeDelta;

use super::{
    facts::{OFFER, at, days, long_name, long_subject, month},
    incident::incident,
    sheet::Sheet,
};
use crate::{
    desk::{customers::report::Report, incidents::MonthIncident, refusal::report::ReportRefusal},
    discord::cards::report::{Picture, ReportCard, refusal},
    rules::{
        event::{Category, Priority},
        gtr::{Clock, Commitment, Ending},
        ids::{CustomerId, TicketNumber},
        level::Level,
        report::{Counted, Figures, Hours, Judged, Outage, Verdict},
        session::Topic,
    },
};

/// A P1 of Gold, paused so often, and restored so many minutes after its start.
pub(in crate::discord::cards) fn p1(number: i64, pauses: i64, minutes: i64) -> Counted {
    let mut clock = Clock::start(1, at(0), Commitment { level: Level::Gold, minutes: 240 });
    for pause in 0..pauses {
        clock.pause(at(10 + 2 * pause));
        clock.resume(at(11 + 2 * pause));
    }
    clock.stop(at(minutes), Ending::Restored);
    let verdict = Verdict::Clock(clock.outcome().unwrap());
    Counted {
        number: TicketNumber::new(number),
        customer: CustomerId::new(1),
        opened_at: at(0),
        closed_at: None,
        priority: Priority::P1,
        category: Category::Incident,
        component: Some("portal".to_owned()),
        opened: true,
        closed: false,
        first_answer: Some(TimeDelta::seconds(754)),
        judged: vec![Judged { verdict, stopped_at: at(minutes), clock: Some(clock) }],
    }
}

/// A month of Acme's, or of all teams, with these tickets, hours and subject.
pub(in crate::discord::cards) fn report(
    tickets: Vec<Counted>,
    hours: Hours,
    (customer, subject): (Option<&str>, &str),
) -> Report {
    let names = HashMap::from([(CustomerId::new(1), "=Acme".to_owned())]);
    Report {
        month: month("2026-11"),
        customer: customer.map(str::to_owned),
        subjects: tickets.iter().map(|ticket| (ticket.number, subject.to_owned())).collect(),
        names: if customer.is_some() { HashMap::new() } else { names },
        ticket_minutes: HashMap::from([(TicketNumber::new(42), 90)]),
        figures: Figures { tickets },
        incidents: Vec::new(),
        hours,
        now: days(30),
        so_far: false,
    }
}

fn used() -> Hours {
    Hours {
        included: 240,
        used_of_month: 150,
        used_of_packs: 30,
        held: 60,
        given_back: 90,
        packs_granted: 600,
        packs_left: 570,
        by_topic: vec![(Topic::Training, 120), (Topic::Support, 60)],
    }
}

/// An incident that lasted so many minutes; so many of its customers were told, each a minute after the one
/// before, and one was not.
fn outage(minutes: i64, over: bool, told: i64, longest: bool) -> MonthIncident {
    let file = incident(4, longest);
    let outage = Outage { declared_at: at(0), lasted: TimeDelta::minutes(minutes), over };
    let told = (1..=told).map(|one| (CustomerId::new(one), Some(at(one))));
    let concerned: BTreeMap<_, _> = told.chain([(CustomerId::new(9), None)]).collect();
    MonthIncident { title: file.title().to_owned(), incident: file.incident, outage, concerned }
}

/// As [`outage`], of one customer alone.
fn of_one(told: bool, minutes: i64, over: bool) -> MonthIncident {
    let at = told.then(|| at(0) + TimeDelta::seconds(3));
    MonthIncident { concerned: [(CustomerId::new(1), at)].into(), ..outage(minutes, over, 0, false) }
}

#[test]
fn months() {
    let down = "Portal *down*";
    let best_effort = |number| Counted {
        judged: vec![Judged { verdict: Verdict::BestEffort, stopped_at: at(70), clock: None }],
        ..p1(number, 0, 60)
    };
    let unanswered =
        Counted { first_answer: None, judged: Vec::new(), priority: Priority::P3, ..p1(43, 0, 60) };
    let so_far = Report { so_far: true, ..report(Vec::new(), Hours::default(), (None, "")) };
    let most: Vec<Counted> = (1..200).map(|number| p1(number, 12, 400)).collect();
    let (name, subject) = (long_name(), long_subject());
    let names =
        |all: &[&str]| (1..).map(CustomerId::new).zip(all.iter().map(|name| (*name).to_owned())).collect();
    let outages = Report {
        incidents: vec![of_one(true, 42, true), of_one(false, 120, false)],
        ..report(vec![p1(42, 1, 301)], used(), (Some("Acme"), "Portal *down*"))
    };
    let of_all = Report {
        incidents: vec![outage(42, true, 2, false), outage(7, false, 0, false)],
        names: names(&["Acme", "*Globex*", "", "", "", "", "", "", "Initech"]),
        so_far: true,
        ..report(Vec::new(), Hours::default(), (None, ""))
    };
    let long = long_name();
    let most_down = Report {
        incidents: vec![outage(4000, true, 8, true); 30],
        names: names(&[long.as_str(); 9]),
        ..report(most.clone(), used(), (None, &subject))
    };
    let all = [
        ("nothing, so far", so_far, None),
        (
            "a team's",
            report(vec![p1(41, 0, 60), p1(42, 1, 301)], used(), (Some("Acme & *Sons*"), down)),
            None,
        ),
        ("of all teams, best effort", report(vec![best_effort(42)], used(), (None, down)), None),
        ("not answered", report(vec![unanswered], used(), (Some("Acme"), down)), None),
        ("the longest, late", report(most, used(), (Some(&name), &subject)), Some(at(0))),
        ("a team's major incidents", outages, None),
        ("major incidents of all teams, so far", of_all, None),
        ("more of them than are shown", most_down, None),
    ];
    let mut sheet = Sheet::of("report");
    for (variant, report, late) in &all {
        sheet = sheet.card(variant, |language| {
            let picture = Picture::of(report, language);
            let card = ReportCard { report, offer: &OFFER, late: *late };
            card.with_files(&picture, Some(Vec::new()), language).unwrap()
        });
    }
    sheet = sheet.card("where no picture could be drawn", |language| {
        let (report, picture) = (&all[0].1, Picture::of(&all[0].1, language));
        ReportCard { report, offer: &OFFER, late: None }.with_files(&picture, None, language).unwrap()
    });
    for (variant, why) in [
        ("to come", ReportRefusal::ToCome(month("2026-12"))),
        ("before there was any", ReportRefusal::Before { month: month("2025-01"), since: month("2026-01") }),
    ] {
        sheet = sheet.line(variant, |language| refusal(language, why));
    }
    sheet.hold();
}
