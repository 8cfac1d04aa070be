use std::sync::Arc;

use super::{
    facts::{OFFER, at, long_name, long_subject},
    incident::incident,
    sheet::Sheet,
    tickets::{p1, ticket},
};
use crate::{
    desk::incidents::{Declared, IncidentShown, Told},
    discord::cards::incident_shown::{declared, done, dropped, label, list, shown, tied},
    rules::{
        event::Priority,
        ids::{EventSeq, IncidentNumber, TicketNumber},
        incident::State,
        ticket,
    },
    store::{find::TicketLine, incident::IncidentLine, incident_word::WordTally},
};

fn line(number: i64, state: State, title: String) -> IncidentLine {
    let number = IncidentNumber::new(number);
    IncidentLine { number, platform: "ngp".to_owned(), title, state, opened_at: at(0), tickets: 2 }
}

#[test]
fn lists() {
    let states = [State::Open, State::Restored, State::Closed];
    let some: Vec<_> = states.iter().map(|state| line(3, *state, "Portal *down*".to_owned())).collect();
    let many: Vec<_> = (0..25).map(|number| line(number, State::Open, long_subject())).collect();
    Sheet::of("incident_list")
        .card("none", |language| list(&[], &OFFER, language))
        .card("some", |language| list(&some, &OFFER, language))
        .card("as many as are shown", |language| list(&many, &OFFER, language))
        .line("a suggestion", |language| label(&some[0], &OFFER, language))
        .hold();
}

#[test]
fn one() {
    let tally = |seq| WordTally { seq: EventSeq::new(seq), told: 3, waiting: 1, refused: 1, useless: 0 };
    let long = |number| {
        let mut tale = p1();
        (tale.number, tale.customer) = (number, long_name());
        Arc::new(tale.file())
    };
    let some = vec![
        Arc::new(p1().file()),
        Arc::new(p1().restored(20).file()),
        Arc::new(ticket(Priority::P2).file()),
    ];
    let with = |steps, tickets, tallies| IncidentShown {
        file: incident(steps, steps > 3),
        tickets,
        tallies,
        now: at(30),
    };
    let all = [
        ("just declared", with(1, Vec::new(), vec![tally(1)])),
        ("with tickets", with(3, some, vec![tally(1), tally(3)])),
        ("the longest", with(5, (1..40).map(long).collect(), vec![tally(1), tally(3), tally(4), tally(5)])),
    ];
    let sheet = Sheet::of("incident_shown");
    let of = |sheet: Sheet, (variant, one): &(&str, IncidentShown)| {
        sheet.card(variant, |language| shown(one, &OFFER, language))
    };
    all.iter().fold(sheet, of).hold();
}

#[test]
fn what_was_done() {
    let offered = |number| TicketLine {
        number: TicketNumber::new(number),
        customer: "Acme".to_owned(),
        subject: "Portal is down".to_owned(),
        priority: Priority::P1,
        state: ticket::State::New,
        touched_at: at(0),
    };
    let alone = Declared { file: incident(1, false), told: 0, asked: None };
    let asks = Declared { told: 3, asked: Some((7, vec![offered(41), offered(42)])), ..alone.clone() };
    let tickets = [TicketNumber::new(41), TicketNumber::new(42)];
    let mut sheet = Sheet::of("incident_done")
        .card("declared, with no ticket to ask for", |language| declared(&alone, &OFFER, language))
        .card("declared", |language| declared(&asks, &OFFER, language))
        .card("tied", |language| tied(&alone.file, &tickets, language))
        .card("dropped", |language| dropped(&alone.file, tickets[0], language));
    for (steps, variant) in [(3, "an update"), (4, "restored"), (5, "closed")] {
        let restored = if steps == 4 { tickets.to_vec() } else { Vec::new() };
        let one = Told { file: incident(steps, false), told: 3, restored };
        sheet = sheet.card(variant, |language| done(&one, &OFFER, language));
    }
    sheet.hold();
}
