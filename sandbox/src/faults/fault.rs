//! What may happen to a request or to an event, and the pattern by which requests are picked.

use std::time::Duration;

/// What happens to a request.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Fault {
    /// It is answered with this status (500, 502, 503 …) and has no effect.
    Status(u16),
    /// It is answered with this status and Discord's code for a refusal (50013, 160006 …), and has no effect.
    Refused(u16, u32),
    /// It has its effect, and is answered with this status all the same.
    StatusAfter(u16),
    /// It waits this long (real time) and is then served.
    Slow(Duration),
    /// It has its effect at once, and is answered only after this long (real time).
    SlowAfter(Duration),
    /// The connection is cut before anything is done.
    CutBefore,
    /// It has its effect and the connection is cut before the answer.
    CutAfter,
    /// It is answered with 429 and this time to wait.
    TooMany(Duration),
    /// What it carries comes, and what answers it goes, at so many bytes a second (real time).
    Bandwidth(u64),
}

/// What becomes of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    Arrives,
    Lost,
    Twice,
}

/// Whether a path fits a pattern: `*` stands for one part, a final `**` for whatever follows.
pub(crate) fn matches(pattern: &str, path: &str) -> bool {
    let mut parts = path.trim_matches('/').split('/');
    for wanted in pattern.trim_matches('/').split('/') {
        match (wanted, parts.next()) {
            ("**", _) => return true,
            ("*", Some(_)) => {}
            (wanted, Some(part)) if wanted == part => {}
            _ => return false,
        }
    }
    parts.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_stands_for_one_part_or_for_the_rest() {
        assert!(matches("/channels/*/messages", "/channels/1/messages"));
        assert!(!matches("/channels/*/messages", "/channels/1/messages/2"));
        assert!(matches("/channels/**", "/channels/1/messages/2"));
        assert!(!matches("/guilds/**", "/channels/1"));
    }
}
