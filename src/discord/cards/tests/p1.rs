use super::{
    facts::{OFFER, STAFF, TEAM, at},
    sheet::Sheet,
    tickets::{nothing, p1},
};
use crate::{
    discord::cards::p1::update_reminder,
    rules::{event::Event, language::Language},
};

/// What is told of a P1's events stands on the sheet of all that is told in the thread.
#[test]
fn reminders_of_updates() {
    let update = |next_at| Event::Update { next_at, written: nothing() };
    let promised = p1().taken(5).then(20, STAFF, update(Some(at(80))));
    let file = promised.file();
    let recorded = file.events.last().unwrap();
    Sheet::of("p1_update_reminder")
        .card("an update is due", |language| {
            update_reminder(&file, recorded, (&OFFER, at(75)), language).unwrap()
        })
        .hold();
    let kept = promised.then(70, STAFF, update(None)).file();
    assert!(update_reminder(&kept, recorded, (&OFFER, at(75)), Language::En).is_none(), "another was given");
    let written = p1().then(5, TEAM, Event::TeamMessage { written: nothing() }).file();
    assert!(
        update_reminder(&written, recorded, (&OFFER, at(75)), Language::En).is_none(),
        "none was promised"
    );
}
