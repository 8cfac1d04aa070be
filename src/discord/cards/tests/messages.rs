use super::{
    facts::{ANNA, CHLOE, OFFER, STAFF, SUPPORT, TEAM, TEAMS, at, long_text, wild, written},
    sheet::Sheet,
    tickets::{nothing, ticket},
};
use crate::{
    desk::say::message::Aside,
    discord::cards::messages::{
        Copied, Unkept, answer_lost, aside, discord_was_away, goes_on, no_threads, not_kept, not_said, shut,
        still_closed, thread_again,
    },
    rules::{
        event::{By, Event, Priority, Sha256Hex},
        files::NotKept,
        ids::{ChannelId, EventSeq, TicketNumber},
        thread::WhichThread,
        told::WhyUnkept,
    },
    store::attachment::Attachment,
};

const MB: i64 = 1024 * 1024;

fn file(name: &str, size: i64, not_kept: Option<NotKept>) -> Attachment {
    let sha256 = not_kept.is_none().then(|| Sha256Hex::of(name.as_bytes()).to_string());
    Attachment { seq: EventSeq::FIRST, name: name.to_owned(), size, sha256, not_kept }
}

fn kept_and_not() -> Vec<Attachment> {
    let unknown = Attachment { sha256: None, ..file("before.log", 1, None) };
    let mut files = vec![file("graph_*1*.png", MB, None), file("dump.bin", 20 * MB, None), unknown];
    let whys = [
        NotKept::TooLarge,
        NotKept::TooMany,
        NotKept::Ticket,
        NotKept::Customer,
        NotKept::NoRoom,
        NotKept::NotHad,
        NotKept::LeftOut,
    ];
    files.extend(whys.map(|why| file(&format!("{}.txt", why.as_str()), 1, Some(why))));
    files
}

#[test]
fn copied() {
    let p2 = || ticket(Priority::P2).acknowledged(2);
    let message = |by: By| match by {
        TEAM => p2().then(5, TEAM, Event::TeamMessage { written: nothing() }),
        _ => p2().then(5, STAFF, Event::StaffMessage { written: nothing() }),
    };
    let of = EventSeq::new(2);
    let text = "It is *down* again.\n> since ten\n@everyone";
    let assigned = p2().then(5, STAFF, Event::Assigned { to: CHLOE, written: nothing() });
    let long_names: Vec<Attachment> = (0..10).map(|_| file(&wild(255), 1, Some(NotKept::NotHad))).collect();
    let long = long_text();
    let all = [
        ("the team's message, for staff", message(TEAM), Some(text), Vec::new(), true),
        ("the team's message with files", message(TEAM), Some(text), kept_and_not(), true),
        ("files alone", message(TEAM), None, kept_and_not(), true),
        ("staff's reply, for the team", message(STAFF), Some(text), Vec::new(), false),
        ("staff's reply, for staff", message(STAFF), Some(text), Vec::new(), true),
        ("a note", p2().then(5, STAFF, Event::Note { written: nothing() }), Some(text), Vec::new(), true),
        (
            "edited",
            message(TEAM).then(6, TEAM, Event::MessageEdited { of, written: nothing() }),
            Some(text),
            Vec::new(),
            true,
        ),
        ("deleted", message(TEAM).then(6, TEAM, Event::MessageDeleted { of }), None, Vec::new(), true),
        ("handed over, for staff", assigned.clone(), Some(text), Vec::new(), true),
        ("handed over, for the team", assigned, None, Vec::new(), false),
        ("waiting", p2().waiting(5), Some(text), Vec::new(), true),
        ("the longest", message(TEAM), Some(&long), long_names, true),
    ];
    let sheet =
        all.iter().fold(Sheet::of("messages_copied"), |sheet, (variant, tale, text, files, for_staff)| {
            let (file, text) = (tale.file(), text.map(written));
            let copied = |without_files| Copied {
                file: &file,
                recorded: file.events.last().unwrap(),
                text: text.as_ref(),
                files: files.clone(),
                without_files,
                offer: &OFFER,
                for_staff: *for_staff,
            };
            let sheet = sheet.card(variant, |language| copied(false).render(language));
            if files.is_empty() {
                return sheet;
            }
            sheet.card(&format!("{variant}, without its files"), |language| copied(true).render(language))
        });
    sheet.hold();
}

#[test]
fn told_to_whoever_wrote() {
    let unkept = |why, place, program| Unkept {
        thread: ChannelId::new(9),
        at: at(5),
        writer: Some(ANNA),
        why,
        place,
        program,
        phone: &OFFER.contact.phone,
    };
    let mut sheet = Sheet::of("messages_unkept");
    let told = [
        ("by somebody who is nobody here", unkept(WhyUnkept::Nobody, None, None)),
        ("unreadable", unkept(WhyUnkept::Unreadable, None, None)),
        ("elsewhere", unkept(WhyUnkept::Elsewhere, Some(TEAMS), None)),
        ("elsewhere, of those who left", unkept(WhyUnkept::Elsewhere, None, None)),
    ];
    // What somebody unknown or a program wrote is told to staff alone.
    let staffs = [
        ("by nobody known", Unkept { writer: None, ..unkept(WhyUnkept::Nobody, None, None) }),
        ("by a program", unkept(WhyUnkept::Program, None, Some("Sta*tus*"))),
    ];
    for (variant, one) in &told {
        sheet = sheet.card(&format!("{variant}, to them"), |language| one.for_writer(language));
    }
    for (variant, one) in told.iter().chain(&staffs) {
        sheet = sheet.card(&format!("{variant}, to staff"), |language| one.for_staff(language));
    }
    for (variant, what, ticket) in [
        ("typed", "/ticket open", None),
        ("typed, of a ticket", "/ticket open", Some(TicketNumber::new(42))),
        ("pressed, of a ticket", "take", Some(TicketNumber::new(42))),
    ] {
        sheet = sheet.card(&format!("an answer was lost: {variant}"), |language| {
            answer_lost(ANNA, what, ticket, language)
        });
    }
    let files = kept_and_not();
    let most: Vec<Attachment> = (0..10).map(|_| file(&wild(255), 1, Some(NotKept::NotHad))).collect();
    sheet
        .card("it goes on elsewhere", |language| goes_on(ANNA, ChannelId::new(9), TEAMS, language))
        .card("files were not kept", |language| not_kept(&files, &OFFER, language).unwrap())
        .card("the longest names were not kept", |language| not_kept(&most, &OFFER, language).unwrap())
        .hold();
}

#[test]
fn told_to_staff() {
    let file = ticket(Priority::P2).closed(5).file();
    let number = TicketNumber::new(42);
    let mut sheet = Sheet::of("messages_staff");
    for which in [WhichThread::Teams, WhichThread::Staffs] {
        for why in [Aside::NoThread, Aside::Locked, Aside::NotAllowed] {
            sheet = sheet.card(&format!("{which:?}, {why:?}"), |language| aside(&file, which, why, language));
        }
    }
    let long = format!("50001 {}", wild(1_000));
    for (variant, error) in
        [("missing access", "50001 *Missing* Access"), ("too many", "160006 Maximum"), ("at length", &long)]
    {
        sheet = sheet.card(&format!("no threads: {variant}"), |language| no_threads(TEAMS, error, language));
    }
    sheet
        .card("the team's channel is shut", |language| shut(TEAMS, false, "50001 *Missing* Access", language))
        .card("staff's channel is shut", |language| shut(SUPPORT, true, &long, language))
        .card("Discord was away", |language| discord_was_away(at(0), at(71), language))
        .card("not said", |language| not_said(number, &long, language))
        .card("a thread again", |language| thread_again(number, language))
        .card("still closed", |language| still_closed(&file, language))
        .hold();
}
