use super::{
    facts::{OFFER, at, long_name, long_subject, long_window, window},
    incident::incident,
    sheet::Sheet,
    tickets::{Tale, p1, ticket},
};
use crate::{
    desk::p1::escalate::{Promise, Unconfirmed},
    discord::cards::escalate::{
        Confirmation, before, choose, escalated, not_escalated, not_opened, opened, staffs_confirmation,
    },
    rules::{event::Priority, gtr::Commitment, ids::TicketNumber, level::Level},
    store::p1::Fitting,
};

fn asked() -> Unconfirmed {
    Unconfirmed {
        draft: 7,
        ticket: None,
        for_customer: None,
        subject: "Portal is *down*".to_owned(),
        promise: Promise::Within(Commitment { level: Level::Gold, minutes: 240 }),
        already: Vec::new(),
        near: None,
        during: None,
    }
}

#[test]
fn confirmations() {
    let number = TicketNumber::new(42);
    let longest = Unconfirmed {
        subject: long_subject(),
        for_customer: Some(long_name()),
        already: (1..=300).map(|number| TicketNumber::new(100_000 + number)).collect(),
        near: Some(long_window(0)),
        during: Some(incident(3, true)),
        ..asked()
    };
    let all = [
        ("a new P1", asked()),
        (
            "without a guaranteed time",
            Unconfirmed { promise: Promise::BestEffort(Level::Standard), ..asked() },
        ),
        ("in beta", Unconfirmed { promise: Promise::Beta, ..asked() }),
        (
            "for a customer, by staff",
            Unconfirmed { for_customer: Some("Acme & *Sons*".to_owned()), ..asked() },
        ),
        ("of a ticket", Unconfirmed { ticket: Some((number, Priority::P3)), ..asked() }),
        (
            "others are open, and a maintenance goes on",
            Unconfirmed { already: vec![number], near: Some(window(0)), ..asked() },
        ),
        ("a major incident is open", Unconfirmed { during: Some(incident(3, false)), ..asked() }),
        (
            "a major incident is open, without a guaranteed time",
            Unconfirmed {
                during: Some(incident(1, false)),
                promise: Promise::BestEffort(Level::Standard),
                ..asked()
            },
        ),
        ("the longest", longest),
    ];
    let mut sheet = all.iter().fold(Sheet::of("escalate_confirm"), |sheet, (variant, asked)| {
        sheet.card(variant, |language| Confirmation { asked, offer: &OFFER, now: at(5) }.render(language))
    });
    let long = Tale { subject: long_subject(), ..ticket(Priority::P2) };
    for (variant, tale) in [("by an agent", ticket(Priority::P2)), ("by an agent, the longest", long)] {
        sheet = sheet.card(variant, |language| staffs_confirmation(&tale.file(), 7, language));
    }
    sheet.hold();
}

#[test]
fn answers() {
    let fitting = |count: i64, subject: &str| -> Vec<Fitting> {
        (1..=count)
            .map(|one| Fitting { number: TicketNumber::new(40 + one), subject: subject.to_owned() })
            .collect()
    };
    let number = TicketNumber::new(42);
    let mut sheet = Sheet::of("escalate_answers")
        .card("which ticket", |language| {
            choose(7, &fitting(2, "Portal is *slow*"), &OFFER.contact.phone, language)
        })
        .card("which of the most", |language| {
            choose(7, &fitting(24, &long_subject()), &OFFER.contact.phone, language)
        });
    for (variant, tale) in [("guaranteed", p1()), ("best effort", p1().best_effort()), ("beta", p1().beta())]
    {
        let file = tale.file();
        sheet = sheet
            .card(&format!("opened, {variant}"), |language| opened(&file, None, (&OFFER, at(5)), language))
            .card(&format!("escalated, {variant}"), |language| escalated(&file, &OFFER, at(5), language));
    }
    let file = p1().file();
    for (variant, long) in [("opened during a major incident", false), ("the same, the longest", true)] {
        let during = incident(3, long);
        sheet = sheet.card(variant, |language| opened(&file, Some(&during), (&OFFER, at(5)), language));
    }
    sheet
        .card("confirmed before", |language| before(number, &OFFER.contact.phone, language))
        .card("nothing was opened", |language| not_opened(7, &OFFER.contact.phone, language))
        .card("it stays as it is", |language| not_escalated(number, &OFFER.contact.phone, language))
        .hold();
}
