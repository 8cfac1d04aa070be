use chrono::NaiveTime;

use super::{
    facts::{DENIS, OFFER, at, date, days, month, place, wild},
    sheet::Sheet,
};
use crate::{
    desk::{
        expertise::TEXT_MOST,
        refusal::expertise::{ExpertiseRefusal as Refused, NoHours},
    },
    discord::cards::expertise::refusal,
    rules::{
        calendar::NotAMonth,
        ids::TicketNumber,
        level::Level,
        session::{HoursRefusal, SessionRefusal as Rule, State},
    },
};

fn no_hours(month_left: i64, packs: bool) -> Refused {
    Refused::NoHours(NoHours {
        wanted: 120,
        month: month("2026-11"),
        month_left,
        packs_left: 0,
        level: Level::Standard,
        packs,
    })
}

fn all() -> Vec<(&'static str, Refused)> {
    let hour = |hour| NaiveTime::from_hms_opt(hour, 0, 0).unwrap();
    let label = OFFER.platform("ngp").unwrap().label.clone();
    let number = TicketNumber::new(42);
    vec![
        ("month's shape", Refused::Month(NotAMonth::Shape)),
        ("no such month", Refused::Month(NotAMonth::NoSuchMonth { month: 13 })),
        ("hour", Refused::Hour("25`00".to_owned())),
        ("half an interval", Refused::HalfInterval),
        ("backwards", Refused::Day(HoursRefusal::EndsBeforeItStarts { from: hour(12), to: hour(9) })),
        ("overlap", Refused::Day(HoursRefusal::Overlap)),
        ("away", Refused::Away),
        ("length", Refused::Rule(Rule::Length { unit: 30, min: 30, max: 120 })),
        ("past", Refused::Rule(Rule::Past)),
        ("too far ahead", Refused::Rule(Rule::TooFarAhead { until: days(60) })),
        ("not on the unit", Refused::Rule(Rule::NotOnUnit { unit: 30 })),
        ("out of hours", Refused::Rule(Rule::OutsideBusinessHours)),
        ("not available", Refused::Rule(Rule::NotAvailable)),
        ("taken", Refused::Rule(Rule::Taken)),
        ("not now", Refused::Rule(Rule::NotNow { state: State::NoShow })),
        ("not started", Refused::Rule(Rule::NotStarted { at: days(1) })),
        ("started", Refused::Rule(Rule::Started { at: at(0) })),
        ("holiday", Refused::Holiday(date("2026-11-11"))),
        ("nobody free, then", Refused::NobodyFree { at: days(1), next: Some(days(2)) }),
        ("nobody free", Refused::NobodyFree { at: days(1), next: None }),
        ("nobody ever", Refused::NobodyEver { minutes: 90, until: days(60) }),
        ("no experts", Refused::NoExperts),
        ("maintenance", Refused::Maintenance { platform: label, place: place(1), next: Some(days(2)) }),
        ("no hours", no_hours(0, true)),
        ("few hours", no_hours(30, false)),
        ("no such session", Refused::NoSuchSession),
        ("another expert's", Refused::AnotherExperts(DENIS)),
        ("its cost changed", Refused::CostChanged),
        ("too long", Refused::TooLong { most: 480 }),
        ("no channel", Refused::NoChannel("Acme & *Sons*".to_owned())),
        ("no packs", Refused::NoPacks(Level::Gold)),
        ("a pack's size", Refused::PackSize { most: 40 }),
        ("the same time", Refused::SameTime),
        ("no access", Refused::NoAccess { level: Level::Standard, packs: true }),
        ("help asked", Refused::HelpAsked { ticket: number, expert: None }),
        ("help answered", Refused::HelpAnswered { ticket: number, expert: Some(DENIS) }),
        ("not helping", Refused::NotHelping(number)),
        ("help's minutes", Refused::HelpMinutes),
        ("noted", Refused::Noted { by: DENIS, at: at(0), text: "Very *good*".to_owned() }),
        ("noted at length", Refused::Noted { by: DENIS, at: at(0), text: wild(TEXT_MOST) }),
    ]
}

#[test]
fn refusals() {
    let sheet = all().iter().fold(Sheet::of("expertise_refusals"), |sheet, (variant, why)| {
        sheet.line(variant, |language| refusal(language, why))
    });
    sheet.hold();
}
