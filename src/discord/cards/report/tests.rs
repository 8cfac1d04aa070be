use std::{collections::HashMap, sync::LazyLock};

use insta::assert_snapshot;

use chrono::{DateTime, TimeDelta, Utc};

use super::{card::ReportCard, *};
use crate::{
    desk::customers::report::Report,
    discord::look::card::Card,
    rules::{
        event::{Category, Priority},
        gtr::{Clock, Commitment, Ending},
        ids::{CustomerId, TicketNumber},
        language::Language,
        level::Level,
        offer::{DEFAULT, Offer},
        report::{Counted, Figures, Hours, Judged, Verdict},
        session::Topic,
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

fn report(tickets: Vec<Counted>, hours: Hours, customer: Option<&str>) -> Report {
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
        hours,
        now: at(60 * 24 * 30),
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

fn shown(card: &Card) -> String {
    let facts: Vec<String> = card.fields.iter().map(|(name, value)| format!("[{name}]\n{value}")).collect();
    format!("{}\n{}\n{}", card.title, card.body, facts.join("\n"))
}

#[test]
fn a_month_in_words() {
    let report = report(vec![p1(41, 0, 60), p1(42, 1, 301)], used(), Some("Acme"));
    let card = ReportCard { report: &report, offer: &OFFER, late: Some(at(0)) }.render(Language::En);
    assert_snapshot!(shown(&card), @r"
    Acme · report of November 2026
    This report was due <t:1794301200:F> and is sent late.
    **#42** Portal \*down\* · Missed by 1 h
    <t:1794301200:F> · starts with 4 h guaranteed (Gold) · 0 min run, 4 h left
    <t:1794301800:F> · paused: support waits for the customer · 10 min run, 3 h 50 min left
    <t:1794301860:F> · goes on after a pause of 1 min · 10 min run, 3 h 50 min left
    <t:1794319260:F> · stops: restored · 5 h run, -1 h left
    Deadline: <t:1794315660:F>
    Missed by 1 h
    **#41** Portal \*down\* · Kept, with 3 h left
    [Tickets by priority]
    **All**: 2 opened, 0 closed, 2 still open
    **P1**: 2 opened, 0 closed, 2 still open
    [By category]
    **incident**: 2 opened, 0 closed, 2 still open
    [Guaranteed time of P1s]
    1 kept, 1 missed, 0 withdrawn, 0 best effort
    [First answer]
    Median 12 min, longest 12 min (2 answered, 0 waiting)
    [Expertise hours]
    Included 4 h, used 3 h (of them 30 min from packs), held 1 h, given back 1 h 30
    Packs: 10 h granted, 9 h 30 left now
    [Hours by topic]
    training: 2 h
    support: 1 h
    ");
    let card = ReportCard { report: &report, offer: &OFFER, late: None }.render(Language::Fr);
    assert_snapshot!(shown(&card), @r"
    Acme · rapport de novembre 2026
    **#42** Portal \*down\* · Dépassée de 1 h
    <t:1794301200:F> · démarre avec 4 h garanties (Gold) · 0 min écoulées, 4 h restantes
    <t:1794301800:F> · suspendue : le support attend le client · 10 min écoulées, 3 h 50 min restantes
    <t:1794301860:F> · repart après une pause de 1 min · 10 min écoulées, 3 h 50 min restantes
    <t:1794319260:F> · s'arrête : rétabli · 5 h écoulées, -1 h restantes
    Échéance : <t:1794315660:F>
    Dépassée de 1 h
    **#41** Portal \*down\* · Tenue, avec 3 h restantes
    [Tickets par priorité]
    **Tous** : ouverts 2, fermés 0, encore ouverts 2
    **P1** : ouverts 2, fermés 0, encore ouverts 2
    [Par catégorie]
    **incident** : ouverts 2, fermés 0, encore ouverts 2
    [Temps garanti des P1]
    Tenus 1, dépassés 1, retirés 0, au mieux 0
    [Première réponse]
    Médiane 12 min, la plus longue 12 min (réponses : 2, en attente : 0)
    [Heures d'expertise]
    Comprises 4 h, utilisées 3 h (dont 30 min de packs), réservées 1 h, rendues 1 h 30
    Packs : 10 h accordées, 9 h 30 restantes à présent
    [Heures par sujet]
    formation : 2 h
    support : 1 h
    ");
}

#[test]
fn a_month_without_anything() {
    let report = Report { so_far: true, ..report(Vec::new(), Hours::default(), None) };
    assert_snapshot!(shown(&ReportCard { report: &report, offer: &OFFER, late: None }.render(Language::En)), @"
    All teams · report of November 2026
    The month is not over: this is how it stands (<t:1796893200:F>).
    [Tickets by priority]
    No tickets.
    [Guaranteed time of P1s]
    0 kept, 0 missed, 0 withdrawn, 0 best effort
    [First answer]
    No ticket was opened in it.
    [Expertise hours]
    Included 0 h, used 0 h (of them 0 h from packs), held 0 h, given back 0 h
    Packs: 0 h granted, 0 h left now
    ");
}

/// However much there was, the card is one that Discord takes, and what is cut is said to be.
#[test]
fn what_does_not_fit_is_cut_and_said_to_be() {
    let tickets: Vec<Counted> = (1..200).map(|number| p1(number, 12, 400)).collect();
    let customer = "Å".repeat(80);
    let report = report(tickets, used(), Some(&customer));
    for language in [Language::En, Language::Fr] {
        let card = ReportCard { report: &report, offer: &OFFER, late: Some(at(0)) }.render(language);
        let last = card.body.lines().last().unwrap();
        assert!(last.contains("198"), "{last}");
        let length = |text: &str| text.chars().count();
        let facts: usize = card.fields.iter().map(|(name, value)| length(name) + length(value)).sum();
        assert!(length(&card.title) + length(&card.body) + facts < 5_900, "{}", shown(&card));
        assert!(card.fields.iter().all(|(_, value)| length(value) <= 1_000));
        assert!(picture::Picture::of(&report, language).alt.chars().count() <= 1_000);
    }
}

#[test]
fn the_table_of_all_teams_names_them_and_holds_no_formula() {
    let report = report(vec![p1(42, 1, 301)], used(), None);
    let table = table::table(&report, &OFFER.calendar, Language::En).unwrap();
    let table = String::from_utf8(table).unwrap();
    let french = table::table(&report, &OFFER.calendar, Language::Fr).unwrap();
    let french = String::from_utf8(french).unwrap();
    assert!(
        french.starts_with("\u{feff}numéro;ouvert") && french.ends_with(";60;1,50;'=Acme\r\n"),
        "{french}"
    );
    assert_eq!(
        table.lines().last().unwrap(),
        "42,2026-11-10 10:00:00,,P1,incident,portal,12,missed,2026-11-10 14:01:00,2026-11-10 15:01:00,60,1.50,'=Acme"
    );
}

/// Drawn with the program's own fonts: text with accents leaves pixels of its colour, and names cannot break
/// the drawing.
#[test]
fn the_picture_is_drawn() {
    let named = |name: &str| {
        let report = report(vec![p1(42, 1, 301)], used(), Some(name));
        picture::Picture::of(&report, Language::Fr).png().unwrap()
    };
    let decoded = |png: &[u8]| resvg::tiny_skia::Pixmap::decode_png(png).unwrap();
    let (plain, accents) = (decoded(&named("Societe")), decoded(&named("Société")));
    assert_eq!(plain.width(), 800);
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
