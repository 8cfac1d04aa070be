//! Hours that would lapse: the slots that a team is offered, and what it is shown when it presses one.

use chrono::{DateTime, Utc};

use super::{
    expertise::{booked, choice},
    said::session::{slot_label, topic_word},
};
use crate::{
    desk::expertise::{FreeSlot, Pressed},
    discord::look::{
        card::{Button, Card, Look, Menu, Tone},
        custom_id::{CustomId, Verb},
        duration::duration,
        markdown::moment,
    },
    rules::{calendar::Calendar, language::Language, session::Topic},
    words,
};

/// The offer, a button for each slot: so many minutes `left`, for sessions of so many `minutes`.
pub fn offer(
    (left, minutes): (i64, i64),
    until: DateTime<Utc>,
    slots: &[(i64, FreeSlot)],
    calendar: &Calendar,
    language: Language,
) -> Card {
    let (left, length, until) = (duration(left), duration(minutes), moment(until));
    let body = words!(language, "unused", left = left, length = length, until = until);
    slots.iter().fold(
        Card::framed(words!(language, "unused-title"), body, Tone::Plain),
        |card, (draft, free)| {
            let label = slot_label(free, calendar, language);
            card.button(Button::new(CustomId::new(Verb::Slot, *draft), label, Look::Main))
        },
    )
}

/// What follows a press on one of them.
pub fn pressed(pressed: &Pressed, calendar: &Calendar, language: Language) -> Card {
    match pressed {
        Pressed::Topic { draft, slot } => {
            let mut card = Card::line(words!(language, "unused-topic", at = moment(slot.starts_at)));
            let options = Topic::ALL
                .iter()
                .map(|topic| (topic.as_str().to_owned(), topic_word(*topic, language)))
                .collect();
            card.menu = Some(Menu {
                id: CustomId::new(Verb::Slot, *draft),
                placeholder: words!(language, "unused-topic-placeholder"),
                options,
                several: false,
            });
            card
        }
        Pressed::Others(others) => {
            let mut card = choice(others, calendar, language);
            card.content = words!(language, "unused-taken");
            card
        }
        Pressed::Booked(file) => booked(file, language),
    }
}
