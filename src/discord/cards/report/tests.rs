use std::{collections::HashMap, sync::LazyLock};

use chrono::{DateTime, TimeDelta, Utc};

use super::{card::ReportCard, *};
use crate::{
    desk::customers::report::Report,
    rules::{
        event::{Category, Priority},
        gtr::{Clock, Commitment, Ending},
        ids::{CustomerId, TicketNumber},
        language::Language,
        level::Level,
        offer::{DEFAULT, Offer},
        report::{Counted, Figures, Hours, Judged, Verdict},
    },
};

static OFFER: LazyLock<Offer> = LazyLock::new(|| Offer::parse(DEFAULT).unwrap());

fn at(minutes: i64) -> DateTime<Utc> {
    "2026-11-10T09:00:00Z".parse::<DateTime<Utc>>().unwrap() + TimeDelta::minutes(minutes)
}

/// A P1 of Gold, paused twice as often as asked for, and restored so many minutes after its start.
fn p1(number: i64, pauses: i64, minutes: i64) -> Counted {
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

fn report(tickets: Vec<Counted>, customer: Option<&str>) -> Report {
    Report {
        month: "2026-11".parse().unwrap(),
        customer: customer.map(str::to_owned),
        subjects: tickets.iter().map(|ticket| (ticket.number, "Portal *down*".to_owned())).collect(),
        names: match customer {
            Some(_) => HashMap::new(),
            None => HashMap::from([(CustomerId::new(1), "=Acme".to_owned())]),
        },
        ticket_minutes: HashMap::from([(TicketNumber::new(42), 90)]),
        figures: Figures { tickets },
        hours: Hours::default(),
        now: at(60 * 24 * 30),
        so_far: false,
    }
}

/// However much there was, the card is one that Discord takes, and what is cut is said to be.
#[test]
fn what_does_not_fit_is_cut_and_said_to_be() {
    let tickets: Vec<Counted> = (1..200).map(|number| p1(number, 12, 400)).collect();
    let customer = "Å".repeat(80);
    let report = report(tickets, Some(&customer));
    for language in [Language::En, Language::Fr] {
        let card = ReportCard { report: &report, offer: &OFFER, late: Some(at(0)) }.render(false, language);
        let last = card.body.lines().last().unwrap();
        assert!(last.contains("198"), "{last}");
        assert!(card.fields.iter().all(|(_, value)| value.chars().count() <= 1_000));
        assert!(picture::Picture::of(&report, language).alt.chars().count() <= 1_000);
    }
}

#[test]
fn the_table_of_all_teams_names_them_and_holds_no_formula() {
    let report = report(vec![p1(42, 1, 301)], None);
    let table = table::table(&report, &OFFER, Language::En).unwrap();
    let table = String::from_utf8(table).unwrap();
    let french = table::table(&report, &OFFER, Language::Fr).unwrap();
    let french = String::from_utf8(french).unwrap();
    assert!(
        french.starts_with("\u{feff}numéro;ouvert") && french.ends_with(";60;1,50;'=Acme\r\n"),
        "{french}"
    );
    assert_eq!(
        table.lines().last().unwrap(),
        "42,2026-11-10 10:00:00,,P1,incident,Portal and API,12,missed,2026-11-10 14:01:00,2026-11-10 15:01:00,60,1.50,'=Acme"
    );
}

/// Drawn with the program's own fonts: text with accents leaves pixels of its colour, and names cannot break
/// the drawing.
#[test]
fn the_picture_is_drawn() {
    let named = |name: &str| {
        let report = report(vec![p1(42, 1, 301)], Some(name));
        picture::Picture::of(&report, Language::Fr).png().unwrap()
    };
    let decoded = |png: &[u8]| resvg::tiny_skia::Pixmap::decode_png(png).unwrap();
    let (plain, accents) = (decoded(&named("Societe")), decoded(&named("Société")));
    assert_eq!((plain.width(), plain.height()), (1000, 750), "at most three quarters as high as it is wide");
    assert_eq!(plain.height(), accents.height());
    let light = |picture: &resvg::tiny_skia::Pixmap| {
        picture.pixels().iter().filter(|pixel| pixel.red() > 200 && pixel.blue() > 200).count()
    };
    assert!(light(&accents) > light(&plain), "the accents are drawn");
    named("<text>&\u{0}\u{1b}]]>\"' 日本 🦀");
    if let Some(path) = std::env::var_os("GUICHET_PICTURE") {
        std::fs::write(path, named("Société Générale & Fils")).unwrap();
    }
}
