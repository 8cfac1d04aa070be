use super::{
    facts::{OFFER, STAFF, TEAM, at, long_subject},
    sheet::Sheet,
    tickets::{GOLD, SILVER, STANDARD, Tale, nothing, p1, ticket},
};
use crate::{
    discord::cards::clock::ClockReceipt,
    rules::{
        event::{About, Event, Priority},
        level::Level,
    },
};

#[test]
fn receipts() {
    let lower =
        Event::PriorityChanged { from: Priority::P1, to: Priority::P2, terms: GOLD, written: nothing() };
    let raise =
        Event::PriorityChanged { from: Priority::P2, to: Priority::P1, terms: GOLD, written: nothing() };
    let upgraded = Event::LevelUpgraded { from: Level::Silver, terms: GOLD };
    let beta = About { component: "kubernetes".to_owned(), beta: true };
    let to_beta = Event::ComponentChanged { about: beta, terms: STANDARD, written: nothing() };
    let twice = p1().taken(5).then(20, STAFF, lower).then(60, TEAM, raise.clone());
    let wait = |tale: Tale, minute| tale.waiting(minute).then(minute + 7, TEAM, Event::Resumed);
    let worst = (0..40)
        .fold(Tale { subject: long_subject(), ..p1() }.taken(1), |tale, many| wait(tale, 5 + 10 * many));
    let all = [
        ("no P1", ticket(Priority::P3), 10),
        ("running", p1(), 10),
        ("paused", wait(p1().taken(5), 10).waiting(40), 50),
        ("restored in time", p1().taken(5).restored(60), 90),
        ("closed too late", p1().taken(5).closed(300), 400),
        ("contested", p1().taken(5).restored(60).then(70, TEAM, Event::Contested { written: nothing() }), 90),
        ("a higher level", Tale { terms: SILVER, ..p1() }.then(30, STAFF, upgraded), 60),
        ("lowered and raised again", twice, 90),
        ("in beta since", p1().taken(5).then(20, STAFF, to_beta), 60),
        ("best effort", p1().best_effort(), 10),
        ("in beta from the start", p1().beta(), 10),
        ("paused forty times", worst, 500),
    ];
    let sheet = all.iter().fold(Sheet::of("clock"), |sheet, (variant, tale, minute)| {
        let file = tale.file();
        sheet.card(variant, |language| {
            ClockReceipt { file: &file, offer: &OFFER, now: at(*minute) }.render(language)
        })
    });
    sheet.hold();
}
