use std::collections::HashMap;

use super::{
    facts::{CHLOE, DENIS, OFFER, STAFF, TEAM, at, long_name, long_subject, long_text, written},
    sheet::Sheet,
    tickets::{GOLD, Tale, nothing, p1, ticket},
};
use crate::{
    desk::{
        draft::search::{PAGE, Search},
        looks::Found,
    },
    discord::cards::{
        said::ticket::thread_name,
        ticket_list::{List, label, which},
        ticket_shown::TicketCard,
    },
    rules::{
        event::{By, Event, Priority},
        ids::{EventSeq, TicketNumber},
        ticket::State,
    },
    store::find::TicketLine,
};

fn line(number: i64, subject: &str, customer: &str) -> TicketLine {
    TicketLine {
        number: TicketNumber::new(number),
        customer: customer.to_owned(),
        subject: subject.to_owned(),
        priority: Priority::P2,
        state: State::InProgress,
        touched_at: at(0),
    }
}

fn found(lines: Vec<TicketLine>, total: i64, everybodys: bool) -> Found {
    let search = Search { state: None, words: String::new(), skip: if total > PAGE { PAGE } else { 0 } };
    Found { search, lines, total, uncounted: false, everybodys, before: None, after: None }
}

fn many(count: i64, subject: &str, customer: &str) -> Vec<TicketLine> {
    (1..=count).map(|number| line(1_000_000 + number, subject, customer)).collect()
}

#[test]
fn lists() {
    let one = || line(42, "Portal is *slow*", "Acme & *Sons*");
    let page = || many(PAGE, &long_subject(), &long_name());
    let uncounted = Found { uncounted: true, ..found(page(), 31, true) };
    let all = [
        ("none", found(Vec::new(), 0, false), None, None),
        ("a team's only one", found(vec![one()], 1, false), None, None),
        ("everybody's", found(vec![one()], 1, true), None, None),
        ("the longest page of many", found(page(), 31, true), Some(8), Some(9)),
        ("of more than were counted", uncounted, Some(8), Some(9)),
    ];
    let mut sheet = Sheet::of("ticket_list");
    for (variant, found, before, after) in &all {
        sheet =
            sheet.card(variant, |language| List { found, before: *before, after: *after }.render(language));
    }
    let few = [one(), line(43, "Another", "Acme")];
    sheet = sheet.card("which of two, for the team", |language| which(7, &few, false, language));
    let most = many(25, &long_subject(), &long_name());
    sheet = sheet.card("which of the most, for staff", |language| which(7, &most, true, language));
    sheet = sheet.line("a suggestion", |language| label(&one(), true, language));
    let long = Tale { subject: long_subject(), ..ticket(Priority::P2) }.file();
    sheet = sheet.line("the name of its thread", |_| thread_name(&long.row));
    sheet.hold();
}

fn written_events() -> Tale {
    let message = |written| Event::StaffMessage { written };
    p1().acknowledged(2)
        .taken(3)
        .then(4, STAFF, message(nothing()))
        .then(5, STAFF, Event::Note { written: nothing() })
        .then(6, TEAM, Event::TeamMessage { written: nothing() })
        .then(7, TEAM, Event::MessageEdited { of: EventSeq::new(6), written: nothing() })
        .then(8, TEAM, Event::MessageDeleted { of: EventSeq::new(6) })
        .then(9, STAFF, Event::Assigned { to: CHLOE, written: nothing() })
}

fn lower() -> Event {
    Event::PriorityChanged { from: Priority::P1, to: Priority::P2, terms: GOLD, written: nothing() }
}

#[test]
fn shown() {
    let text = "See the *log*\nand the graph";
    let long = Tale { subject: long_subject(), description: long_text(), customer: long_name(), ..p1() };
    let long = (2..12).fold(long, |tale, minute| {
        tale.then(minute, By::staff(DENIS), Event::StaffMessage { written: nothing() })
    });
    let all = [
        ("just opened", ticket(Priority::P3), ""),
        ("with what was written", written_events(), text),
        ("lowered, then closed", p1().taken(3).then(4, STAFF, lower()).closed(5), text),
        ("the longest", long, &long_text()),
    ];
    let mut sheet = Sheet::of("ticket_shown");
    for (variant, tale, text) in &all {
        let file = tale.file();
        let with_text = file.events.iter().filter(|one| one.event.written().is_some() && !text.is_empty());
        let texts: HashMap<EventSeq, _> = with_text.map(|one| (one.seq, written(text))).collect();
        for (reader, staff) in [("the team", false), ("staff", true)] {
            sheet = sheet.card(&format!("{variant}, for {reader}"), |language| {
                let numbers = &HashMap::new();
                TicketCard {
                    file: &file,
                    during: None,
                    beside: None,
                    texts: &texts,
                    numbers,
                    staff,
                    offer: &OFFER,
                    now: at(15),
                }
                .render(language)
            });
        }
    }
    sheet.hold();
}
