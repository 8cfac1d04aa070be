//! What is written on one side, as the other side reads it.

use super::ticket::event_line;
use crate::{
    desk::file::TicketFile,
    discord::{
        card::{Button, Card, CardFile, Look, Tone},
        custom_id::{CustomId, Verb},
        markdown::{person, plain_line},
    },
    rules::{
        event::{Event, OfMessage, Recorded, Side},
        ids::{PersonId, TicketNumber},
        language::Language,
    },
    store::{attachment::Attachment, ticket::Text},
    words,
};

/// How many bytes of files go with one message: what Discord takes of a bot in any server.
const UPLOAD: usize = 10 * 1024 * 1024;

/// What somebody wrote, under their name.
#[derive(Debug)]
pub struct Copied<'a> {
    /// The ticket.
    pub file: &'a TicketFile,
    /// The event.
    pub recorded: &'a Recorded,
    /// What was written, if anything.
    pub text: Option<&'a Text>,
    /// The files that came with it.
    pub files: Vec<Attachment>,
    /// Whether staff read it, in their thread.
    pub for_staff: bool,
}

impl Copied<'_> {
    /// The message.
    #[must_use]
    pub fn render(self, language: Language) -> Card {
        let tone = match self.recorded.by.side {
            Side::Team => Tone::Warning,
            Side::Staff => Tone::Plain,
            Side::Desk => Tone::Past,
        };
        let mut card = Card { tone, ..Card::default() };
        let happened = || event_line(self.recorded, language).unwrap_or_default();
        if let Event::Assigned { to, .. } = &self.recorded.event
            && self.for_staff
        {
            card.content = happened();
            card.calls_people = vec![*to];
        } else {
            card.title = match self.recorded.event.of_message() {
                Some(OfMessage::Note(_)) => self.titled("copied-note", language),
                Some(OfMessage::Staff(_)) if self.for_staff => self.titled("copied-reply", language),
                Some(OfMessage::Team(_)) => self.titled("copied-team", language),
                Some(OfMessage::Staff(_)) => self.titled("copied-support", language),
                Some(OfMessage::Edited { .. }) => self.titled("copied-edited", language),
                Some(OfMessage::Deleted { .. }) => words!(language, "copied-deleted"),
                None => happened(),
            };
        }
        if let Some(text) = self.text {
            card = card.long(
                &text.body,
                &format!("ticket-{}-{}.txt", self.file.row.number.get(), self.recorded.seq),
            );
        }
        with_files(card, self.files, language)
    }

    fn titled(&self, word: &str, language: Language) -> String {
        let author = self.text.map(|text| plain_line(&text.author)).unwrap_or_default();
        words!(language, word, who = author)
    }
}

/// Adds files as far as one message takes them; those that do not go are named.
fn with_files(mut card: Card, files: Vec<Attachment>, language: Language) -> Card {
    let mut room = UPLOAD;
    let mut left_out = Vec::new();
    for file in files {
        match file.bytes {
            Some(bytes) if bytes.len() <= room => {
                room -= bytes.len();
                card.files.push(CardFile { name: file.name, bytes, alt: None });
            }
            Some(_) => {
                left_out.push(words!(language, "copied-file-too-large", name = plain_line(&file.name)));
            }
            None => left_out.push(words!(language, "copied-file-not-kept", name = plain_line(&file.name))),
        }
    }
    if !left_out.is_empty() {
        card = card.fact(words!(language, "fact-files"), left_out.join("\n"));
    }
    card
}

/// Files that could not be kept: said to whoever sent them.
#[must_use]
pub fn not_kept(files: &[Attachment], most: u32, language: Language) -> Option<Card> {
    let names: Vec<String> =
        files.iter().filter(|file| file.bytes.is_none()).map(|file| plain_line(&file.name)).collect();
    let megabytes = most / (1024 * 1024);
    (!names.is_empty())
        .then(|| Card::line(words!(language, "files-not-kept", names = names.join(", "), most = megabytes)))
}

/// Somebody was not answered, or it is not known whether they were: what they asked for was done.
#[must_use]
pub fn answer_lost(who: PersonId, what: &str, ticket: Option<TicketNumber>, language: Language) -> Card {
    let typed = if what.starts_with('/') { "yes" } else { "no" };
    let told = match ticket {
        Some(ticket) => {
            let ticket = ticket.to_string();
            words!(
                language,
                "answer-lost-ticket",
                who = person(who),
                what = what,
                typed = typed,
                ticket = ticket
            )
        }
        None => words!(language, "answer-lost", who = person(who), what = what, typed = typed),
    };
    Card { calls_people: vec![who], ..Card::line(told) }
}

/// The team's thread vanished, and this is another.
#[must_use]
pub fn thread_again(ticket: TicketNumber, language: Language) -> Card {
    Card::line(words!(language, "ticket-thread-again", ticket = ticket.to_string()))
}

/// Something was written in the thread of a closed ticket.
#[must_use]
pub fn still_closed(file: &TicketFile, language: Language) -> Card {
    let ticket = file.row.number;
    let card = Card::line(words!(language, "ticket-still-closed", ticket = ticket.to_string()));
    let id = CustomId::new(Verb::Reopen, ticket.get());
    card.button(Button::new(id, words!(language, "button-reopen"), Look::Main))
}
