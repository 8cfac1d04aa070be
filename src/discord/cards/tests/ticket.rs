use super::{
    facts::{CHLOE, OFFER, STAFF, TEAM, at, days, long_name, long_subject, long_text, window, written},
    incident::incident,
    sheet::Sheet,
    tickets::{GOLD, SILVER, Tale, nothing, p1, ticket},
};
use crate::{
    desk::{
        incidents::{Beside, Stands},
        ticket::{file::TicketFile, open::Opened},
    },
    discord::cards::ticket::{Posted, StaffCard, happened, opened, refusal, state_line},
    rules::{
        event::{About, Category, Event, Near, Origin, Priority},
        ids::{ChannelId, GuildId, MessageId, TicketNumber, WindowId},
        level::Level,
        ticket::{Acknowledgement, State, TicketRefusal},
    },
};

/// A ticket in each of its states and of each kind, with the minute at which it is looked at.
fn tickets() -> Vec<(&'static str, TicketFile, i64)> {
    let long = Tale {
        subject: long_subject(),
        description: long_text(),
        customer: long_name(),
        near: Some(near()),
        origin: Origin::Phone,
        ..p1()
    };
    let long = long.taken(5).file_with(|row| {
        row.caller = Some(long_name());
        row.unheard_since = Some(at(7));
    });
    let from_message = ticket(Priority::P2).taken(5).file_with(|row| {
        let place = (GuildId::new(1), ChannelId::new(2), MessageId::new(3));
        (row.source_guild, row.source_channel, row.source_message) =
            (Some(place.0), Some(place.1), Some(place.2));
    });
    let by_phone = Tale { origin: Origin::Phone, about: None, ..ticket(Priority::P3) };
    let called = by_phone.file_with(|row| row.caller = Some("Anna *M*".to_owned()));
    let account = Tale { category: Category::Account, about: None, ..ticket(Priority::P4) };
    let gone = About { component: "fax".to_owned(), beta: false };
    vec![
        ("new, P2", ticket(Priority::P2).file(), 1),
        ("new, P1 with a guaranteed time", p1().file(), 1),
        ("new, P1 without one", p1().best_effort().file(), 1),
        ("new, P1 in beta", p1().beta().file(), 1),
        ("acknowledged", p1().acknowledged(4).file(), 5),
        (
            "taken, of a component that the offer no longer has",
            Tale { about: Some(gone), ..p1() }.taken(4).file(),
            5,
        ),
        ("waiting: the time stands still", p1().taken(4).waiting(10).file(), 70),
        ("restored in time", p1().taken(4).restored(60).file(), 61),
        ("restored too late", p1().taken(4).restored(300).file(), 301),
        ("closed, may be contested", p1().taken(4).restored(60).closed(70).file(), 71),
        ("closed for good", p1().taken(4).restored(60).closed(70).file(), 2_000),
        ("opened from a message, taken", from_message, 6),
        ("by phone", by_phone.file(), 1),
        ("somebody called", called, 1),
        ("of an account", account.file(), 1),
        ("near a maintenance", Tale { near: Some(near()), ..ticket(Priority::P3) }.file(), 1),
        (
            "nobody of the team sees it",
            ticket(Priority::P3).file_with(|row| row.unheard_since = Some(at(3))),
            5,
        ),
        ("the longest", long, 8),
    ]
}

fn near() -> Near {
    Near { window: WindowId::new(7), platform: "ngp".to_owned(), starts_at: at(60), ends_at: at(420) }
}

#[test]
fn posted() {
    let sheet = tickets().iter().fold(Sheet::of("ticket_posted"), |sheet, (variant, file, minute)| {
        sheet.card(variant, |language| {
            Posted { file, during: None, offer: &OFFER, now: at(*minute) }.render(language)
        })
    });
    let file = ticket(Priority::P2).file();
    let sheet = [("during a major incident", false), ("during the longest", true)].into_iter().fold(
        sheet,
        |sheet, (variant, long)| {
            let during = incident(3, long);
            sheet.card(variant, |language| {
                Posted { file: &file, during: Some(&during), offer: &OFFER, now: at(1) }.render(language)
            })
        },
    );
    sheet.hold();
}

#[test]
fn staffs() {
    let sheet = tickets().iter().fold(Sheet::of("ticket_staff"), |sheet, (variant, file, minute)| {
        sheet.card(variant, |language| {
            StaffCard { file, beside: None, offer: &OFFER, now: at(*minute) }.render(language)
        })
    });
    let file = p1().taken(4).file();
    let sheet = [
        ("opened during a major incident, which proposes itself", Stands::Offered, false),
        ("the same, the longest", Stands::Offered, true),
        ("tied to it", Stands::Tied, false),
        ("tied to it no more", Stands::During, false),
    ]
    .into_iter()
    .fold(sheet, |sheet, (variant, stands, long)| {
        let beside = Beside { file: incident(3, long), stands };
        sheet.card(variant, |language| {
            StaffCard { file: &file, beside: Some(&beside), offer: &OFFER, now: at(5) }.render(language)
        })
    });
    sheet.hold();
}

#[test]
fn told_in_the_thread() {
    let change = |from, to| Event::PriorityChanged { from, to, terms: GOLD, written: nothing() };
    let about = About { component: "portal".to_owned(), beta: false };
    let p2 = || ticket(Priority::P2);
    let text = "It is the *load balancer*.\n> quoted";
    let contested = Event::Contested { written: nothing() };
    let reopened = |contests| Event::Reopened { contests, terms: GOLD, written: nothing() };
    let upgraded = Event::LevelUpgraded { from: Level::Silver, terms: GOLD };
    let update = |next_at| Event::Update { next_at, written: nothing() };
    let assigned = Event::Assigned { to: CHLOE, written: nothing() };
    let component = Event::ComponentChanged { about, terms: GOLD, written: nothing() };
    let long = long_text();
    let parts = format!("{}\n{}", &long[..2_900], &long[2_901..]);
    let all: Vec<(&str, Tale, Option<&str>)> = vec![
        ("opened", p2(), Some(text)),
        ("acknowledged", p2().acknowledged(5), None),
        ("taken", p2().taken(5), None),
        ("handed over, with a note that stays with staff", p2().then(5, STAFF, assigned), Some(text)),
        ("waiting", p2().taken(5).waiting(6), Some(text)),
        ("resumed", p2().taken(5).waiting(6).then(7, TEAM, Event::Resumed), None),
        (
            "the team's message that ends the wait",
            p2().taken(5).waiting(6).then(7, TEAM, Event::TeamMessage { written: nothing() }),
            Some(text),
        ),
        ("lowered", p2().then(5, STAFF, change(Priority::P2, Priority::P4)), Some(text)),
        ("made a P1", p2().then(5, TEAM, change(Priority::P2, Priority::P1)), Some(text)),
        (
            "made a P1 without a guaranteed time",
            p2().best_effort().then(5, TEAM, change_best(Priority::P2)),
            Some(text),
        ),
        ("another component", p2().then(5, STAFF, component), Some(text)),
        ("a higher level", Tale { terms: SILVER, ..p1() }.then(30, STAFF, upgraded), None),
        ("restored in time", p1().taken(5).restored(60), Some(text)),
        ("restored too late", p1().taken(5).restored(300), None),
        ("contested", p1().taken(5).restored(60).then(70, TEAM, contested), Some(text)),
        ("closed", p2().taken(5).closed(60), Some(text)),
        ("reopened", p2().taken(5).closed(60).then(90, TEAM, reopened(false)), Some(text)),
        (
            "a P1 reopened too late to contest",
            p1().taken(5).closed(60).then(200, TEAM, reopened(false)),
            Some(text),
        ),
        ("reopened, which contests", p1().taken(5).closed(60).then(70, TEAM, reopened(true)), Some(text)),
        (
            "an update",
            p1().taken(5).then(20, STAFF, update(Some(at(80)))),
            Some("The portal *answers* slowly\nWe move it"),
        ),
        (
            "an update without another",
            p1().taken(5).then(20, STAFF, update(None)),
            Some("All is well\nWe watch it"),
        ),
        ("the longest update", p1().taken(5).then(20, STAFF, update(Some(at(80)))), Some(&parts)),
        ("experts asked", p2().then(5, TEAM, Event::ExpertAsked { written: nothing() }), Some(text)),
        ("an expert joined", p2().then(5, STAFF, Event::ExpertJoined), None),
        ("experts declined", p2().then(5, STAFF, Event::ExpertDeclined { written: nothing() }), Some(text)),
        ("the longest reason", p2().taken(5).closed(60), Some(&long)),
    ];
    let sheet = all.iter().fold(Sheet::of("ticket_told"), |sheet, (variant, tale, text)| {
        let file = tale.file();
        let (seq, now, text) = (file.ticket.seq, file.row.touched_at, text.map(written));
        sheet.card(variant, |language| {
            happened(&file, seq, text.as_ref(), &OFFER, now, language).expect("it is told")
        })
    });
    let before = p2().acknowledged(5).taken(6).file();
    let sheet = sheet.card("what was not the last has no buttons", |language| {
        happened(&before, before.events[1].seq, None, &OFFER, at(7), language).expect("it is told")
    });
    sheet.hold();
    let note = p2().then(5, STAFF, Event::Note { written: nothing() }).file();
    let told = happened(&note, note.ticket.seq, None, &OFFER, at(7), crate::rules::language::Language::En);
    assert!(told.is_none(), "a note is told to nobody of the team: {told:?}");
}

fn change_best(from: Priority) -> Event {
    Event::PriorityChanged { from, to: Priority::P1, terms: super::tickets::STANDARD, written: nothing() }
}

#[test]
fn answers() {
    let open = |read_at, near| Opened {
        number: TicketNumber::new(42),
        priority: Priority::P3,
        read_at,
        near,
        during: None,
    };
    let plain = open(None, None);
    let at_night = open(Some(days(1)), None);
    let near = open(Some(days(1)), Some(window(0)));
    let soon = open(None, Some(window(1)));
    let long = open(Some(days(1)), Some(super::facts::long_window(0)));
    let during = |long| Opened { during: Some(incident(3, long)), ..open(None, None) };
    let both = Opened { near: long.near.clone(), ..during(true) };
    let (during, longest) = (during(false), during(true));
    let mut sheet = Sheet::of("ticket_answers");
    for (variant, done) in [
        ("opened", &plain),
        ("opened out of hours", &at_night),
        ("opened while a maintenance goes on", &near),
        ("opened before a maintenance", &soon),
        ("opened near the longest maintenance", &long),
        ("opened during a major incident", &during),
        ("opened during the longest major incident", &longest),
        ("opened during both", &both),
    ] {
        sheet = sheet.card(variant, |language| opened(done, &OFFER, at(1), language));
    }
    for (state, tale) in [
        (State::InProgress, ticket(Priority::P2).taken(5)),
        (State::Waiting, ticket(Priority::P2).taken(5).waiting(6)),
        (State::Closed, ticket(Priority::P2).closed(5)),
    ] {
        sheet =
            sheet.card(&format!("is now {}", state.as_str()), |language| state_line(&tale.file(), language));
    }
    sheet.hold();
}

#[test]
fn refusals() {
    let seen = Acknowledgement { by: STAFF, at: at(3), route: None };
    let all = [
        ("closed", TicketRefusal::Closed { at: Some(at(3)) }),
        ("not closed", TicketRefusal::NotClosed),
        ("acknowledged already", TicketRefusal::AlreadyAcknowledged(seen)),
        ("waits already", TicketRefusal::AlreadyWaiting { since: Some(at(3)) }),
        ("does not wait", TicketRefusal::NotWaiting),
        ("restored already", TicketRefusal::AlreadyRestored { at: Some(at(3)) }),
        ("not restored", TicketRefusal::NotRestored),
        ("too late to contest", TicketRefusal::ContestOver { since: at(3) }),
        ("no P1", TicketRefusal::NotP1 { priority: Priority::P3 }),
        ("that priority already", TicketRefusal::SamePriority(Priority::P1)),
        ("an account is never a P1", TicketRefusal::AccountNeverP1),
    ];
    let sheet = all.iter().fold(Sheet::of("ticket_refusals"), |sheet, (variant, why)| {
        sheet.line(variant, |language| refusal(language, TicketNumber::new(42), why))
    });
    sheet.hold();
}
