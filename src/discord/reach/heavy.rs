//! Messages that failed while they carried files.

use std::collections::HashMap;

use parking_lot::{Mutex, MutexGuard};

use super::refused::answer;
use crate::delivery::letter::Unsaid;

/// A message that failed for so many points goes without its files.
const GOES_WITHOUT: u32 = 9;

/// Messages that failed while they carried files, by their rows. One that failed often, or is refused for its
/// files, goes without them: what waits behind it does not wait for ever.
#[derive(Debug, Default)]
pub struct Heavy(pub(super) Mutex<HashMap<i64, u32>>);

impl Heavy {
    /// Whether a message goes without its files.
    pub fn goes_without(&self, row: i64) -> bool {
        self.points().get(&row).is_some_and(|points| *points >= GOES_WITHOUT)
    }

    /// A message was said, or never will be.
    pub fn forget(&self, row: i64) {
        self.points().remove(&row);
    }

    /// A message with files was not taken. Returns when it goes without them, where that is at once.
    pub fn failed(&self, row: i64, error: &serenity::Error) -> Option<Unsaid> {
        let mut points = self.points();
        let so_far = points.entry(row).or_default();
        *so_far += trouble(error);
        let refused = trouble(error) >= GOES_WITHOUT;
        refused.then(|| Unsaid::Passing { error: format!("its files are refused: {error}"), after: Some(1) })
    }

    fn points(&self) -> MutexGuard<'_, HashMap<i64, u32>> {
        self.0.lock()
    }
}

/// Whether a message that was not taken might be without its files.
pub fn is_for_its_files(error: &serenity::Error) -> bool {
    trouble(error) >= GOES_WITHOUT / 3
}

/// How much a failure speaks against the files.
fn trouble(error: &serenity::Error) -> u32 {
    // It took too long, was cut, or a file could not be read.
    let Some(answer) = answer(error) else { return GOES_WITHOUT / 3 };
    match answer {
        // Too large; or the bot may write there, and attach nothing.
        (413, _) | (_, 40_005 | 50_013) => GOES_WITHOUT,
        (500.., _) => 1,
        _ => 0,
    }
}
