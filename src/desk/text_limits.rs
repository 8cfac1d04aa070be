//! How long what people type may be.

use anyhow::Result;

use super::Refusal;

/// How long a customer's name may be, in characters.
pub const NAME_MOST: usize = 80;

/// How long a subject may be, in characters.
pub const SUBJECT_MOST: usize = 100;

/// How long other texts may be, in characters: an option of Discord's takes no more, so that nothing typed is
/// too long.
pub const TEXT_MOST: usize = 6_000;

/// Refuses a text that is empty or too long.
///
/// # Errors
/// [`Refusal::Empty`] or [`Refusal::TooLong`].
pub fn check_text(text: &str, most: usize) -> Result<(), Refusal> {
    let typed = text.chars().count();
    if text.trim().is_empty() {
        return Err(Refusal::Empty);
    }
    if typed > most {
        return Err(Refusal::TooLong { typed, most });
    }
    Ok(())
}
