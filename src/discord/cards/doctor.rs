//! What `/desk doctor` answers.

use crate::{
    discord::card::{Card, Tone, cut},
    rules::language::Language,
    words,
};

/// How long one finding may be, and how long all of them together, in characters.
const LENGTHS: (usize, usize) = (400, 3_300);

/// What is wrong.
#[derive(Debug)]
pub struct Findings<'a> {
    /// Each finding with its mend.
    pub lines: &'a [String],
}

impl Findings<'_> {
    /// The answer.
    #[must_use]
    pub fn render(&self, language: Language) -> Card {
        if self.lines.is_empty() {
            return Card::framed(
                words!(language, "doctor-well"),
                words!(language, "doctor-looked-at"),
                Tone::Good,
            );
        }
        let (longest, room) = LENGTHS;
        let mut body = String::new();
        let mut shown = 0;
        for line in self.lines {
            let line = format!("• {}\n", cut(line, longest));
            if body.chars().count() + line.chars().count() > room {
                break;
            }
            body.push_str(&line);
            shown += 1;
        }
        let mut card =
            Card::framed(words!(language, "doctor-title", count = self.lines.len()), body, Tone::Warning);
        if shown < self.lines.len() {
            card.footer = words!(language, "doctor-more", count = self.lines.len() - shown);
        }
        card
    }
}
