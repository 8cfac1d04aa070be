//! What Discord's refusals mean for a message.
//!
//! What may pass is waited for, however long it takes: nothing that was promised is lost for it. A message ends unsaid only where there is
//! nothing to it any more, or where no change of anybody's would ever let it be said as it is; staff and the doctor are told then.

use serenity::all::HttpError;

use crate::{
    delivery::outbox::Unsaid,
    desk::say::{Destination, Say},
    rules::ids::TicketNumber,
};

#[cfg(test)]
mod tests;

/// Discord's code for a channel or a thread that is not there.
pub(super) const UNKNOWN_CHANNEL: isize = 10_003;

/// Discord's code for a server that is not there, or that the bot was removed from.
const UNKNOWN_SERVER: isize = 10_004;

/// Discord's code for a message that is not there.
pub(super) const UNKNOWN_MESSAGE: isize = 10_008;

/// Discord's code for a correction in a thread that is archived. A message to it opens it again, unless it is locked too.
pub(super) const THREAD_ARCHIVED: isize = 50_083;

/// Discord's code for a thread that is locked.
pub(super) const THREAD_LOCKED: isize = 160_005;

/// Discord's codes for what an administrator may yet allow: no access, not allowed.
pub(super) const REFUSED: [isize; 2] = [50_001, 50_013];

/// Discord's code for a reply where the bot may not read what was written before.
const REPLY_UNREAD: isize = 160_002;

/// Discord's codes for too many open threads, of a server or of announcements in it.
pub(super) const TOO_MANY_THREADS: [isize; 2] = [160_006, 160_007];

/// Discord's codes for what is forbidden whatever is allowed: what filters take out, in a direct message, with another's message, with one of
/// its own.
const NEVER_ALLOWED: [isize; 6] = [20_009, 50_003, 50_005, 50_021, 200_000, 240_000];

/// Discord's codes for too many of something: it may yet be fewer.
const TOO_MANY: std::ops::Range<isize> = 30_000..31_000;

/// What was asked of Discord for a message.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Asked {
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
pub(super) enum Verdict {
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

/// What a refusal means for a message, by the status of the answer and Discord's code in it, where it has one.
pub(super) fn verdict((say, to): (&Say, Destination), asked: Asked, (status, code): (u16, isize)) -> Verdict {
    let astray = || say.for_team(to).map(Verdict::Astray);
    match asked {
        Asked::Post | Asked::Thread if code == UNKNOWN_CHANNEL => astray().unwrap_or(Verdict::Waits),
        // What it was to correct, or to put away, is gone with its place, or was deleted; or stands in a thread that was put away, at
        // which nobody looks, and every press is looked at anew.
        Asked::Edit | Asked::Away if [UNKNOWN_CHANNEL, UNKNOWN_MESSAGE, THREAD_ARCHIVED].contains(&code) => {
            Verdict::Nothing
        }
        Asked::Post | Asked::Edit | Asked::Thread | Asked::Away => meaning(status, code),
    }
}

/// What a refusal means by itself.
fn meaning(status: u16, code: isize) -> Verdict {
    match (status, code) {
        // Switched off for a while; a resource overloaded or limited. 403 without a code is not Discord's own answer but that of what stands
        // before it.
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
pub(super) fn told(error: &serenity::Error) -> String {
    match code(error) {
        Some(code) => format!("{code} {error}"),
        None => error.to_string(),
    }
}

/// Discord's code for a refusal.
pub(super) fn code(error: &serenity::Error) -> Option<isize> {
    match error {
        serenity::Error::Http(HttpError::UnsuccessfulRequest(answer)) => Some(answer.error.code),
        _ => None,
    }
}

/// The status of Discord's answer, and its code in it.
fn answer(error: &serenity::Error) -> Option<(u16, isize)> {
    match error {
        serenity::Error::Http(HttpError::UnsuccessfulRequest(answer)) => {
            Some((answer.status_code.as_u16(), answer.error.code))
        }
        _ => None,
    }
}

/// Why a message is not said, as Discord answered to what was asked for it.
pub(super) fn unsaid(of: (&Say, Destination), asked: Asked, error: &serenity::Error) -> Unsaid {
    let verdict = answer(error).map_or(Verdict::Again, |answer| verdict(of, asked, answer));
    // What is gone is its channel, or that of the message it follows; whoever knows of one says which.
    because(verdict, error)
}

/// Why nothing is said where Discord answered so to a question that comes before it.
pub(super) fn unanswered(error: &serenity::Error) -> Unsaid {
    because(answer(error).map_or(Verdict::Again, |(status, code)| meaning(status, code)), error)
}

fn because(verdict: Verdict, error: &serenity::Error) -> Unsaid {
    let error = told(error);
    match verdict {
        Verdict::Again => Unsaid::Passing { error, after: None },
        Verdict::Waits => Unsaid::Refused { error },
        Verdict::Astray(ticket) => Unsaid::Astray { ticket, gone: None },
        Verdict::Nothing => Unsaid::Useless,
        Verdict::Never => Unsaid::Permanent { error },
    }
}
