//! What Discord's refusals mean for a message.
//!
//! What may pass is waited for, however long it takes: nothing that was promised is lost for it. A message
//! ends unsaid only where there is nothing to it any more, or where no change of anybody's would ever let it
//! be said as it is; staff and the doctor are told then.

use serenity::all::HttpError;

use crate::{
    delivery::letter::Unsaid,
    desk::say::message::{Destination, Say},
    rules::ids::TicketNumber,
};

/// Discord's code for a channel or a thread that is not there.
pub(in crate::discord) const UNKNOWN_CHANNEL: isize = 10_003;

/// Discord's code for a server that is not there, or that the bot was removed from.
const UNKNOWN_SERVER: isize = 10_004;

/// Discord's code for a message that is not there.
pub(in crate::discord) const UNKNOWN_MESSAGE: isize = 10_008;

/// Discord's code for a correction in a thread that is archived. A message to it opens it again, unless it is
/// locked too.
pub(in crate::discord) const THREAD_ARCHIVED: isize = 50_083;

/// Discord's code for a thread that is locked.
pub(in crate::discord) const THREAD_LOCKED: isize = 160_005;

/// Discord's codes for what an administrator may yet allow: no access, not allowed.
pub(in crate::discord) const REFUSED: [isize; 2] = [50_001, 50_013];

/// Discord's code for a reply where the bot may not read what was written before.
const REPLY_UNREAD: isize = 160_002;

/// Discord's codes for too many open threads, of a server or of announcements in it.
pub(in crate::discord) const TOO_MANY_THREADS: [isize; 2] = [160_006, 160_007];

/// Discord's codes for what is forbidden whatever is allowed: what filters take out, in a direct message,
/// with another's message, with one of its own.
const NEVER_ALLOWED: [isize; 6] = [20_009, 50_003, 50_005, 50_021, 200_000, 240_000];

/// Discord's codes for too many of something: it may yet be fewer.
const TOO_MANY: std::ops::Range<isize> = 30_000..31_000;

/// What was asked of Discord for a message.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(in crate::discord) enum Question {
    /// To post it.
    Post,
    /// To correct what stands.
    Edit,
    /// To start a thread.
    Thread,
    /// To put a thread away.
    Away,
}

/// What a refusal means for a message.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(in crate::discord) enum Verdict {
    /// It may work by itself: it is tried again soon.
    Again,
    /// It may work once somebody changes something: a right, a channel, room for threads. It waits for that.
    Waits,
    /// It is for a ticket's team, whose channel is gone: it goes on elsewhere.
    Astray(TicketNumber),
    /// There is nothing to do any more.
    Nothing,
    /// It never works.
    Never,
}

/// What a refusal means for a message, by the status of the answer and Discord's code in it, where it has
/// one.
pub(in crate::discord) fn verdict(
    (say, to): (&Say, Destination),
    asked: Question,
    (status, code): (u16, isize),
) -> Verdict {
    let astray = || say.for_team(to).map(Verdict::Astray);
    match asked {
        Question::Post | Question::Thread if code == UNKNOWN_CHANNEL => astray().unwrap_or(Verdict::Waits),
        // What it was to correct, or to put away, is gone with its place, or was deleted; or stands in a
        // thread that was put away, at which nobody looks, and every press is looked at anew.
        Question::Edit | Question::Away
            if [UNKNOWN_CHANNEL, UNKNOWN_MESSAGE, THREAD_ARCHIVED].contains(&code) =>
        {
            Verdict::Nothing
        }
        Question::Post | Question::Edit | Question::Thread | Question::Away => meaning(status, code),
    }
}

/// What a refusal means by itself.
fn meaning(status: u16, code: isize) -> Verdict {
    match (status, code) {
        // Switched off for a while; a resource overloaded or limited. 403 without a code is not Discord's own
        // answer but that of what stands before it.
        (401 | 408 | 429 | 500.., _) | (403, ..=0) | (_, 40_006 | 40_062 | 130_000) => Verdict::Again,
        (_, code) if NEVER_ALLOWED.contains(&code) => Verdict::Never,
        // No access, not allowed, closed direct messages, and whatever else is forbidden.
        (403, _)
        | (
            _,
            UNKNOWN_CHANNEL | UNKNOWN_SERVER | 50_001 | 50_013 | 50_007 | REPLY_UNREAD | THREAD_ARCHIVED
            | THREAD_LOCKED,
        ) => Verdict::Waits,
        (_, code) if TOO_MANY_THREADS.contains(&code) || TOO_MANY.contains(&code) => Verdict::Waits,
        _ => Verdict::Never,
    }
}

/// What Discord said, its code first.
pub(in crate::discord) fn told(error: &serenity::Error) -> String {
    match code(error) {
        Some(code) => format!("{code} {error}"),
        None => error.to_string(),
    }
}

/// Discord's code for a refusal.
pub(in crate::discord) fn code(error: &serenity::Error) -> Option<isize> {
    answer(error).map(|(_, code)| code)
}

/// The status of Discord's answer, and its code in it; nothing where it answered nothing.
pub(in crate::discord) fn answer(error: &serenity::Error) -> Option<(u16, isize)> {
    match error {
        serenity::Error::Http(HttpError::UnsuccessfulRequest(answer)) => {
            Some((answer.status_code.as_u16(), answer.error.code))
        }
        _ => None,
    }
}

/// Whether Discord could not be reached: no connection, no answer in time, or none but that it is broken.
pub(in crate::discord) fn is_unreached(error: &serenity::Error) -> bool {
    match error {
        serenity::Error::Http(HttpError::Request(error)) => !error.is_builder(),
        error => answer(error).is_some_and(|(status, _)| status >= 500),
    }
}

/// Why a message is not said, as Discord answered to what was asked for it.
pub(in crate::discord) fn unsaid(
    of: (&Say, Destination),
    asked: Question,
    error: &serenity::Error,
) -> Unsaid {
    let verdict = answer(error).map_or(Verdict::Again, |answer| verdict(of, asked, answer));
    // What is gone is its channel, or that of the message it follows; whoever knows of one says which.
    because(verdict, error)
}

/// Why nothing is said where Discord answered so to a question that comes before it.
pub(in crate::discord) fn unanswered(error: &serenity::Error) -> Unsaid {
    because(answer(error).map_or(Verdict::Again, |(status, code)| meaning(status, code)), error)
}

fn because(verdict: Verdict, error: &serenity::Error) -> Unsaid {
    let unreached = is_unreached(error);
    let error = told(error);
    match verdict {
        Verdict::Again if unreached => Unsaid::Unreached { error },
        Verdict::Again => Unsaid::Passing { error, after: None },
        Verdict::Waits => Unsaid::Refused { error },
        Verdict::Astray(ticket) => Unsaid::Astray { ticket, gone: None },
        Verdict::Nothing => Unsaid::Useless,
        Verdict::Never => Unsaid::Permanent { error },
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::{
        desk::{
            expertise::News,
            say::{
                alarm::Alarm,
                message::{Aside, PageCall, PageWay, Pages},
            },
        },
        rules::{
            calendar::Month,
            ids::{
                ChannelId, CustomerId, EventSeq, IncidentNumber, MessageId, PersonId, SessionId, WindowId,
            },
            paging::Together,
            session::Party,
            thread::WhichThread,
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
        let incident = IncidentNumber::new(8);
        let month: Month = "2026-11".parse().unwrap();
        let page = |way| PageCall { ticket, ladder: 1, rung: 0, due: at, way };
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
            (Say::Page(page(PageWay::Support)), room),
            (Say::Page(page(PageWay::Owner)), Destination::Owner),
            (Say::Page(page(PageWay::Installer)), Destination::Person(person)),
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
                    program: None,
                },
                room,
            ),
            (Say::GoesOn { ticket, writer: person, which: WhichThread::Teams }, room),
            (Say::ThreadAgain { ticket }, team),
            (Say::AnswerLost { person, what: text.clone(), ticket: None }, room),
            (Say::StillClosed { ticket }, team),
            (
                Say::Pages(Pages { of: Together::Team(customer), number: 1, due: at, way: PageWay::Support }),
                room,
            ),
            (Say::PagesAgain { pages: text.clone() }, room),
            (Say::Unheard { customer, tickets: vec![ticket], error: None }, room),
            (Say::Aside { ticket, which: WhichThread::Teams, why: Aside::Locked }, staff),
            (Say::NoThreads { channel, error: text.clone() }, room),
            (Say::NotSaid { ticket, error: text.clone() }, room),
            (Say::RouteFails { route: "night".parse().unwrap(), error: text.clone() }, room),
            (Say::Alarm(Alarm::Test { number: 1, by: text.clone() }), room),
            (Say::CalendarUnread { level: 1 }, room),
            (Say::Incident { incident, seq, at }, room),
            (Say::IncidentAgain { incident, seq }, room),
            (Say::IncidentTold { ticket, incident, seq }, team),
            (Say::IncidentReminder { incident, seq }, room),
            (Say::IncidentWarning { incident, percent: 75, at, due: at }, room),
            (Say::IncidentWarningAgain { warning: text.clone() }, room),
            (Say::IncidentProposed { ticket, platform: text.clone(), at }, room),
            (Say::IncidentSilence { incident }, room),
            (Say::OnCallLook, room),
            (Say::Shut { channel, error: text }, room),
            (Say::DiscordWasAway { since: at, until: at }, room),
            (Say::ThreadAway { ticket, which: WhichThread::Staffs }, staff),
        ]
    }

    /// Every kind by its name, as what reads them lists them.
    fn kinds() -> BTreeSet<String> {
        let error = serde_json::from_str::<Say>(r#"{"say":""}"#).unwrap_err().to_string();
        let named = error.split_once("expected one of").unwrap().1;
        named.split('`').skip(1).step_by(2).map(str::to_owned).collect()
    }

    /// A row of the page.
    type Row = (Vec<(u16, isize)>, [String; 4]);

    /// The rows of the page: the answers, and what becomes of a message whose posting, correction, thread or
    /// putting away was answered so.
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

    /// Every kind of message and every answer of Discord's: what may pass is waited for, what is for a
    /// ticket's team and has no channel goes on elsewhere, and only what can never be said ends as never
    /// said.
    #[test]
    fn every_refusal_means_for_every_message_what_the_page_says() {
        let (every, page) = (every(), page());
        let named: BTreeSet<String> = every
            .iter()
            .map(|(say, _)| serde_json::to_value(say).unwrap()["say"].as_str().unwrap().to_owned())
            .collect();
        assert_eq!(named, kinds());
        assert!(page.len() >= 8, "{page:#?}");
        let mut codes = BTreeSet::new();
        for (answers, meant) in page {
            assert!(!answers.is_empty(), "{meant:?}");
            for answer in answers {
                codes.insert(answer.1);
                for (say, to) in &every {
                    for (asked, meant) in [Question::Post, Question::Edit, Question::Thread, Question::Away]
                        .into_iter()
                        .zip(&meant)
                    {
                        let expected = match meant.as_str() {
                            "again" => Verdict::Again,
                            "waits" => Verdict::Waits,
                            "elsewhere, or waits" => {
                                say.for_team(*to).map_or(Verdict::Waits, Verdict::Astray)
                            }
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
}
