//! What Discord's refusals mean for a message.

use serenity::all::HttpError;

use crate::delivery::outbox::Unsaid;

/// Discord's code for a channel or a thread that is not there.
pub(super) const UNKNOWN_CHANNEL: isize = 10_003;

/// Discord's code for a message that is not there.
pub(super) const UNKNOWN_MESSAGE: isize = 10_008;

/// Discord's code for a correction in a thread that is archived. A message to it opens it again, unless it is locked too.
pub(super) const THREAD_ARCHIVED: isize = 50_083;

/// Discord's code for a thread that is locked.
pub(super) const THREAD_LOCKED: isize = 160_005;

/// Discord's codes for what an administrator may yet allow: no access, not allowed.
pub(super) const REFUSED: [isize; 2] = [50_001, 50_013];

/// Discord's codes for too many open threads, of a server or of announcements in it.
pub(super) const TOO_MANY_THREADS: [isize; 2] = [160_006, 160_007];

/// Of what is no message it does not follow that no message is taken there.
pub(super) fn not_a_post(unsaid: Unsaid) -> Unsaid {
    match unsaid {
        Unsaid::Closed { error } => Unsaid::Permanent { error },
        other => other,
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

/// What Discord's answer means for a message: a refusal that passes, one for good, or a place where nothing arrives any more.
pub(super) fn unsaid(error: &serenity::Error) -> Unsaid {
    let text = error.to_string();
    let serenity::Error::Http(HttpError::UnsuccessfulRequest(answer)) = error else {
        return Unsaid::Passing { error: text, after: None };
    };
    let (status, code) = (answer.status_code.as_u16(), answer.error.code);
    let text = format!("{code} {text}");
    match meaning(status, code) {
        Meaning::Passes => Unsaid::Passing { error: text, after: None },
        Meaning::ForGood => Unsaid::Permanent { error: text },
        Meaning::Closed => Unsaid::Closed { error: text },
        Meaning::PutAway => Unsaid::Useless,
    }
}

/// What a refusal is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Meaning {
    /// It may work later.
    Passes,
    /// This message never works.
    ForGood,
    /// Nothing works there.
    Closed,
    /// A correction is too late: what stands in a thread that was put away stays as it is, as nobody looks at it, and every press is
    /// looked at anew.
    PutAway,
}

/// What a refusal is, by the status of the answer and Discord's code in it, where it has one.
fn meaning(status: u16, code: isize) -> Meaning {
    match (status, code) {
        // An unknown channel or server; no access; not allowed; closed direct messages.
        (_, 10_003 | 10_004 | 50_001 | 50_013 | 50_007) => Meaning::Closed,
        (_, THREAD_ARCHIVED) => Meaning::PutAway,
        // Switched off for a while; a resource overloaded or limited; too many active threads. 403 without a code is not Discord's own
        // answer but that of what stands before it.
        (401 | 408 | 429 | 500.., _) | (403, ..=0) | (_, 40_006 | 40_062 | 130_000 | 160_006 | 160_007) => {
            Meaning::Passes
        }
        _ => Meaning::ForGood,
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::channel_gone(404, 10_003, Meaning::Closed)]
    #[case::no_access(403, 50_001, Meaning::Closed)]
    #[case::not_allowed(403, 50_013, Meaning::Closed)]
    #[case::no_direct_messages(403, 50_007, Meaning::Closed)]
    #[case::message_gone(404, 10_008, Meaning::ForGood)]
    #[case::not_a_form(400, 50_035, Meaning::ForGood)]
    #[case::old_edits_rationed(429, 30_046, Meaning::Passes)]
    #[case::too_many(429, 0, Meaning::Passes)]
    #[case::thread_put_away(400, 50_083, Meaning::PutAway)]
    #[case::token(401, 0, Meaning::Passes)]
    #[case::broken(500, 0, Meaning::Passes)]
    #[case::bad_gateway_without_json(502, -1, Meaning::Passes)]
    #[case::turned_away_before_discord(403, -1, Meaning::Passes)]
    #[case::overloaded(503, 130_000, Meaning::Passes)]
    #[case::too_many_threads(400, 160_006, Meaning::Passes)]
    fn a_refusal_passes_or_not(#[case] status: u16, #[case] code: isize, #[case] expected: Meaning) {
        assert_eq!(meaning(status, code), expected);
    }
}
