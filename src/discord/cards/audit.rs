//! What `/desk audit` answers: who did what, and what was refused.

use super::{effect::in_words, said::act::act};
use crate::{
    desk::{actor::COMMAND_LINE, effect::Effect, upkeep::audit::AuditPage},
    discord::look::{
        card::{BODY, Button, Card, Look, Tone},
        custom_id::{CustomId, Verb},
        cut::cut,
        markdown::{moment, person, plain, plain_line},
    },
    rules::{ids::PersonId, language::Language, offer::Offer},
    store::audit::Entry,
    words,
};

/// How long a reason may be in a list, in characters.
const REASON: usize = 120;

/// A page of the record.
pub fn page(page: &AuditPage, offer: &Offer, language: Language) -> Card {
    let title = match (&page.customer, page.ticket) {
        (_, Some(ticket)) => words!(language, "audit-of", what = ticket.to_string()),
        (Some(customer), None) => words!(language, "audit-of", what = plain_line(customer)),
        (None, None) => words!(language, "audit-title"),
    };
    // None of a page's entries stands on another page.
    let room = BODY / page.entries.len().max(1) - 1;
    let lines: Vec<String> =
        page.entries.iter().map(|entry| cut(&line(entry, offer, language), room)).collect();
    let body = if lines.is_empty() { words!(language, "audit-nothing") } else { lines.join("\n") };
    let turn = |draft: i64, word: &str| {
        Button::new(CustomId::new(Verb::Page, draft), words!(language, word), Look::Other)
    };
    [(page.later, "button-later"), (page.earlier, "button-earlier")]
        .into_iter()
        .filter_map(|(draft, word)| draft.map(|draft| turn(draft, word)))
        .fold(Card::framed(title, body, Tone::Plain), Card::button)
}

/// Who did something, as the record names them.
pub fn who(id: PersonId, language: Language) -> String {
    if id == COMMAND_LINE { words!(language, "audit-command-line") } else { person(id) }
}

fn line(entry: &Entry, offer: &Offer, language: Language) -> String {
    let about: Vec<String> =
        [entry.customer.as_deref().map(plain_line), entry.ticket.map(|ticket| ticket.to_string())]
            .into_iter()
            .flatten()
            .collect();
    let (at, done) = (moment(entry.at), act(&entry.what, language));
    let mut line = format!("{at} · {} · {done}", who(entry.person, language));
    if !about.is_empty() {
        line.push_str(" · ");
        line.push_str(&about.join(" · "));
    }
    let effects = in_words(&Effect::of_row(entry.effect.as_deref()), offer, language);
    if !effects.is_empty() {
        line.push_str(" · ");
        line.push_str(&effects);
    }
    if let Some(why) = &entry.refused {
        line.push_str(" · ");
        line.push_str(&words!(language, "audit-refused", why = plain(&cut(why, REASON))));
    }
    line
}
