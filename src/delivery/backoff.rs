//! How long it is waited before a message is tried again.

/// The longest pause between two tries of one message, in seconds.
const LONGEST_PAUSE: i64 = 300;

/// The pauses between two tries of what was refused for want of a permission, of a channel, or of room, in
/// seconds: the first, doubled after each, and the longest. Discord counts what it refuses.
pub(super) const WHILE_REFUSED: (i64, i64) = (4, 3_600);

/// The pause after so many refusals, with a spread.
pub(super) fn while_refused(row: i64, refusals: i64, longest: i64) -> i64 {
    let wait = (WHILE_REFUSED.0 << refusals.clamp(0, 16)).min(longest);
    wait + row % (1 + wait / 4)
}

/// Longer after each try, with a spread so that messages refused together do not come back together.
pub(super) fn backoff(row: i64, attempts: i64) -> i64 {
    let doubled = 1_i64 << attempts.clamp(0, 8);
    doubled.min(LONGEST_PAUSE) + row % (1 + doubled / 4)
}
