use super::{
    facts::{ANNA, OFFER, TEAM, days, long_name, wild},
    sessions::{EXPERT, help_session, session, slots},
    sheet::Sheet,
};
use crate::{
    desk::expertise::{Feed, SessionFile, TEXT_MOST},
    discord::cards::{
        said::session::{session_label, slot_label},
        session::SessionCard,
        session_calendar::{feed, file},
        session_note::{asked, left},
    },
    rules::{
        event::By,
        ids::{SessionId, TicketNumber, WindowId},
        language::Language,
        session::{Party, State, Step},
        uids::Uids,
    },
};

const SIDES: [(&str, Party); 2] = [("the team", Party::Team), ("the expert", Party::Expert)];

fn longest(state: State) -> SessionFile {
    let mut file = session(state);
    (file.customer, file.expert, file.row.about) = (long_name(), wild(32), wild(TEXT_MOST));
    file
}

#[test]
fn messages() {
    let states = [
        State::Requested,
        State::Proposed,
        State::Confirmed,
        State::Delivered,
        State::Declined,
        State::Withdrawn,
        State::Released,
        State::Cancelled,
        State::NoShow,
    ];
    let mut sheet = Sheet::of("session");
    let mut show = |variant: &str, file: &SessionFile, now| {
        for (reader, side) in SIDES {
            let taken = std::mem::replace(&mut sheet, Sheet::of("session"));
            sheet = taken.card(&format!("{variant}, for {reader}"), |language| {
                SessionCard { file, side, now }.render(language)
            });
        }
    };
    for state in states {
        show(state.as_str(), &session(state), days(0));
    }
    let charged = session(State::Cancelled).then(TEAM, Step::Cancelled, 60, "");
    show("cancelled, charged", &charged, days(0));
    show("requested, and its time has come", &session(State::Requested), days(3));
    show("help on a ticket", &help_session(State::Delivered), days(3));
    show("the longest", &longest(State::Requested), days(0));
    for (reader, side) in SIDES {
        sheet = sheet.card(&format!("a reminder, for {reader}"), |language| {
            SessionCard { file: &session(State::Confirmed), side, now: days(1) }.reminder(language)
        });
    }
    sheet.hold();
}

#[test]
fn steps() {
    let all = [
        ("asked", TEAM, Step::Asked, 0, ""),
        ("offered", EXPERT, Step::Offered, 0, ""),
        ("accepted", EXPERT, Step::Accepted, 0, ""),
        ("declined, with a reason", EXPERT, Step::Declined, 0, "I am *away*\n- then"),
        ("another time, which can be answered", EXPERT, Step::OtherTime, 0, ""),
        ("withdrawn", TEAM, Step::Withdrawn, 0, ""),
        ("released", By::desk(), Step::Released, 0, ""),
        ("cancelled", TEAM, Step::Cancelled, 0, ""),
        ("cancelled, charged", TEAM, Step::Cancelled, 60, "Too late"),
        ("cancelled, as the expert left", By::desk(), Step::Cancelled, 0, ""),
        ("moved", TEAM, Step::Moved, 0, ""),
        ("moved, charged", TEAM, Step::Moved, 60, ""),
        ("delivered", EXPERT, Step::Delivered, 60, "We *drew* it"),
        ("no show", EXPERT, Step::NoShow, 60, ""),
        ("more used", TEAM, Step::MoreUsed, 30, ""),
        ("noted", TEAM, Step::Noted, 0, "Very good"),
    ];
    let mut sheet = Sheet::of("session_steps");
    for (variant, by, step, charged, text) in all {
        let file = session(State::Proposed).then(by, step, charged, text);
        for (reader, side) in SIDES {
            sheet = sheet.card(&format!("{variant}, for {reader}"), |language| {
                SessionCard { file: &file, side, now: days(0) }.happened(file.last(), language).unwrap()
            });
        }
    }
    let long = longest(State::Declined).then(EXPERT, Step::Declined, 0, &wild(TEXT_MOST));
    let help = help_session(State::Delivered).then(TEAM, Step::MoreUsed, 90, "");
    for (variant, file) in [("the longest reason", long), ("help, charged", help)] {
        sheet = sheet.card(variant, |language| {
            SessionCard { file: &file, side: Party::Expert, now: days(0) }
                .happened(file.last(), language)
                .unwrap()
        });
    }
    sheet.hold();
}

#[test]
fn notes() {
    let delivered = |notes: &str| session(State::Delivered).then(EXPERT, Step::Delivered, 60, notes);
    let help = help_session(State::Delivered).then(EXPERT, Step::Delivered, 90, "");
    let noted = delivered("We *drew* it").then(By::team(ANNA), Step::Noted, 0, "Very good");
    let mut long = longest(State::Delivered).then(EXPERT, Step::Delivered, 60, &wild(TEXT_MOST));
    long.row.ticket = Some(TicketNumber::new(42));
    let sheet = [
        ("without notes", delivered("")),
        ("with the expert's notes", delivered("We *drew* it")),
        ("once it is left", noted),
        ("help", help),
        ("the longest", long),
    ]
    .iter()
    .fold(Sheet::of("session_note"), |sheet, (variant, file)| {
        sheet.card(variant, |language| asked(file, language))
    });
    sheet.card("thanks", |language| left(&session(State::Delivered), language)).hold();
}

#[test]
fn calendars() {
    let uids = Uids {
        installation: "desk.example".to_owned(),
        sessions_before: SessionId::new(0),
        windows_before: WindowId::new(0),
    };
    let sessions = vec![session(State::Confirmed), session(State::Requested), session(State::Cancelled)];
    let whole = Feed { name: "Denis _D_".to_owned(), sessions, uids: uids.clone(), language: Language::Fr };
    let plain = |text: &str| text.replace("\r\n", "\n");
    let mut sheet =
        Sheet::of("session_calendar").line("an expert's", |language| plain(&feed(&whole, language)));
    let confirmed = session(State::Confirmed).then(EXPERT, Step::Accepted, 0, "");
    let off =
        session(State::Cancelled).then(EXPERT, Step::Accepted, 0, "").then(TEAM, Step::Cancelled, 0, "");
    for (variant, one) in [("confirmed", confirmed), ("called off", off)] {
        sheet = sheet.line(&format!("the team's file, {variant}"), |language| {
            let file = file(&one, &uids, &OFFER, language).expect("a file");
            format!("{}\n{}", file.name, plain(&String::from_utf8(file.bytes).unwrap()))
        });
    }
    for (reader, side) in SIDES {
        sheet = sheet.line(&format!("a suggestion, for {reader}"), |language| {
            session_label(&session(State::Confirmed), side, &OFFER.calendar, language)
        });
    }
    let slot = &slots(1)[0];
    sheet.line("a slot", |language| slot_label(slot, &OFFER.calendar, language)).hold();
}
