use std::collections::BTreeSet;

use super::*;
use crate::{
    desk::{
        expertise::News,
        say::{Aside, Page, Pages, Route},
    },
    rules::{
        calendar::Month,
        ids::{ChannelId, CustomerId, EventSeq, MessageId, PersonId, SessionId, WindowId},
        session::Party,
        told::WhyUnkept,
        window::Occasion,
    },
};

const TICKET: TicketNumber = TicketNumber::new(7);

/// Every kind of message, each with whom it reaches.
fn every() -> Vec<(Say, Destination)> {
    let (ticket, seq, at) = (TICKET, EventSeq::FIRST, chrono::DateTime::UNIX_EPOCH);
    let (channel, message, customer) = (ChannelId::new(1), MessageId::new(2), CustomerId::new(3));
    let (session, window, person) = (SessionId::new(4), WindowId::new(5), PersonId::new(6));
    let month: Month = "2026-11".parse().unwrap();
    let page = |route| Page { ticket, ladder: 1, rung: 0, due: at, route };
    let (text, room) = ("50013".to_owned(), Destination::Channel(channel));
    let (team, staff) = (Destination::TeamThread(ticket), Destination::StaffThread(ticket));
    let of = |side| Say::Expertise(News::Posted { session, side });
    vec![
        (Say::TicketPosted { ticket }, room),
        (Say::TicketPostedAgain { ticket }, room),
        (Say::TeamThread { ticket }, room),
        (Say::Card { ticket }, room),
        (Say::CardAgain { ticket }, room),
        (Say::StaffThread { ticket }, staff),
        (Say::Happened { ticket, seq }, team),
        (Say::HappenedAgain { ticket, seq }, team),
        (Say::Board, room),
        (Say::BoardAgain { board: text.clone() }, room),
        (Say::BoardMoved { board: text.clone() }, room),
        (Say::PagingMended { ticket }, room),
        (Say::UpdateReminder { ticket, seq }, room),
        (Say::Page(page(Route::Support)), room),
        (Say::Page(page(Route::Owner)), Destination::Owner),
        (Say::Page(page(Route::Installer)), Destination::Person(person)),
        (Say::PageAgain { page: text.clone() }, room),
        (Say::Warning { ticket, clock: 1, percent: 50, due: at }, room),
        (Say::Reminder { ticket }, room),
        (Say::Copied { ticket, seq }, team),
        (Say::Copied { ticket, seq }, staff),
        (of(Party::Team), room),
        (of(Party::Expert), room),
        (Say::Report { customer, month, at }, room),
        (Say::Notice { window, revision: 1, occasion: Occasion::Linked(1), at }, room),
        (Say::Receipts { overlooked: Vec::new(), refused: Vec::new(), more: 0 }, room),
        (Say::NoticeOutdated { window, revision: 1, occasion: Occasion::Linked(1) }, room),
        (Say::NotKept { ticket, seq }, team),
        (
            Say::Unkept {
                ticket,
                channel,
                message,
                writer: None,
                why: WhyUnkept::Unreadable,
                to_staff: false,
            },
            room,
        ),
        (Say::ThreadAgain { ticket }, team),
        (Say::AnswerLost { person, what: text.clone(), ticket: None }, room),
        (Say::StillClosed { ticket }, team),
        (Say::Pages(Pages { customer, number: 1, due: at, route: Route::Support }), room),
        (Say::PagesAgain { pages: text.clone() }, room),
        (Say::Unheard { customer, tickets: vec![ticket], error: None }, room),
        (Say::Aside { ticket, staff: false, why: Aside::Locked }, staff),
        (Say::NoThreads { channel, error: text.clone() }, room),
        (Say::NotSaid { ticket, error: text.clone() }, room),
        (Say::Shut { channel, error: text }, room),
        (Say::ThreadAway { ticket, staff: true }, staff),
    ]
}

/// How many kinds there are: who adds one adds it above.
fn kinds(say: &Say) -> usize {
    match say {
        Say::TicketPosted { .. }
        | Say::TicketPostedAgain { .. }
        | Say::TeamThread { .. }
        | Say::Card { .. }
        | Say::CardAgain { .. }
        | Say::StaffThread { .. }
        | Say::Happened { .. }
        | Say::HappenedAgain { .. }
        | Say::Board
        | Say::BoardAgain { .. }
        | Say::BoardMoved { .. }
        | Say::PagingMended { .. }
        | Say::UpdateReminder { .. }
        | Say::Page(_)
        | Say::PageAgain { .. }
        | Say::Warning { .. }
        | Say::Reminder { .. }
        | Say::Copied { .. }
        | Say::Expertise(_)
        | Say::Report { .. }
        | Say::Notice { .. }
        | Say::Receipts { .. }
        | Say::NoticeOutdated { .. }
        | Say::NotKept { .. }
        | Say::Unkept { .. }
        | Say::ThreadAgain { .. }
        | Say::AnswerLost { .. }
        | Say::StillClosed { .. }
        | Say::Pages(_)
        | Say::PagesAgain { .. }
        | Say::Unheard { .. }
        | Say::Aside { .. }
        | Say::NoThreads { .. }
        | Say::NotSaid { .. }
        | Say::Shut { .. }
        | Say::ThreadAway { .. } => 36,
    }
}

/// A row of the page.
type Row = (Vec<(u16, isize)>, [String; 4]);

/// The rows of the page: the answers, and what becomes of a message whose posting, correction, thread or putting away was answered so.
fn page() -> Vec<Row> {
    let page = include_str!("../../../docs/reliability.md");
    let table = page.split("## What a refusal means").nth(1).unwrap();
    let table = table.split("\n## ").next().unwrap();
    let rows = table.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| what happens"));
    rows.map(|row| {
        let cells: Vec<&str> = row.trim_matches(['|', ' ']).split('|').map(str::trim).collect();
        let answers = cells[0].split('`').skip(1).step_by(2);
        let answers = answers.map(|answer| {
            let (status, code) = answer.split_once(' ').unwrap();
            (status.parse().unwrap(), code.parse().unwrap())
        });
        (answers.collect(), [cells[1], cells[2], cells[3], cells[4]].map(str::to_owned))
    })
    .collect()
}

/// Every kind of message and every answer of Discord's: what may pass is waited for, what is for a ticket's team and has no channel goes on
/// elsewhere, and only what can never be said ends as never said.
#[test]
fn every_refusal_means_for_every_message_what_the_page_says() {
    let (every, page) = (every(), page());
    let named: BTreeSet<String> = every
        .iter()
        .map(|(say, _)| serde_json::to_value(say).unwrap()["say"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(named.len(), kinds(&every[0].0), "{named:?}");
    assert!(page.len() >= 8, "{page:#?}");
    let mut codes = BTreeSet::new();
    for (answers, meant) in page {
        assert!(!answers.is_empty(), "{meant:?}");
        for answer in answers {
            codes.insert(answer.1);
            for (say, to) in &every {
                for (asked, meant) in
                    [Asked::Post, Asked::Edit, Asked::Thread, Asked::Away].into_iter().zip(&meant)
                {
                    let expected = match meant.as_str() {
                        "again" => Verdict::Again,
                        "waits" => Verdict::Waits,
                        "elsewhere, or waits" => say.for_team(*to).map_or(Verdict::Waits, Verdict::Astray),
                        "nothing to do" => Verdict::Nothing,
                        "never" => Verdict::Never,
                        other => panic!("{other}"),
                    };
                    let found = verdict((say, *to), asked, answer);
                    assert_eq!(found, expected, "{asked:?} {say:?} to {to}: {answer:?}");
                }
            }
        }
    }
    for code in [10_003, 10_008, 30_033, 40_060, 50_001, 50_013, 50_024, 50_083] {
        assert!(codes.contains(&code), "{code}");
    }
    for code in 160_002..=160_007 {
        assert!(code == 160_003 || code == 160_004 || codes.contains(&code), "{code}");
    }
}
