//! What somebody does on a day gone by.

use super::hands::Place;

/// Something that somebody did.
#[derive(Clone, Copy, Debug)]
pub(super) struct Act {
    pub(super) days_ago: u32,
    pub(super) hour: u32,
    pub(super) minute: u32,
    pub(super) who: &'static str,
    pub(super) place: Place,
    pub(super) does: Does,
    /// Words of the answer.
    pub(super) words: &'static str,
}

/// What it was.
#[derive(Clone, Copy, Debug)]
pub(super) enum Does {
    /// A command typed.
    Types(&'static str),
    /// A command typed whose last option is the first that is suggested for what is typed of it.
    TypesFirst(&'static str),
    /// A command typed that asks first, and its answer: yes.
    Confirms(&'static str),
    /// A button pressed, named by its verb, on the last message there with these words.
    Presses(&'static str, &'static str),
    /// A message written; nothing is answered.
    Writes(&'static str),
}
