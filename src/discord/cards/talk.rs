//! What is written on one side, as the other side reads it.

use super::ticket::event_line;
use crate::{
    desk::{file::TicketFile, say::Aside},
    discord::{
        card::{Button, Card, CardFile, Look, Tone},
        custom_id::{CustomId, Verb},
        markdown::{channel, moment, person, plain},
        told::made_at,
    },
    rules::{
        event::{Event, OfMessage, Recorded, Side},
        ids::{ChannelId, MessageId, PersonId, TicketNumber},
        language::Language,
        told::WhyUnkept,
    },
    store::{attachment::Attachment, ticket::Text},
    words,
};

/// How many bytes of files go with one message: what Discord takes of a bot in any server.
const UPLOAD: usize = 10 * 1024 * 1024;

/// Discord's codes for too many open threads, of a server or of announcements in it.
const TOO_MANY_THREADS: [&str; 2] = ["160006", "160007"];

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
        let author = self.text.map(|text| plain(&text.author)).unwrap_or_default();
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
            Some(_) => left_out.push(words!(language, "copied-file-too-large", name = plain(&file.name))),
            None => left_out.push(words!(language, "copied-file-not-kept", name = plain(&file.name))),
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
        files.iter().filter(|file| file.bytes.is_none()).map(|file| plain(&file.name)).collect();
    let megabytes = most / (1024 * 1024);
    (!names.is_empty())
        .then(|| Card::line(words!(language, "files-not-kept", names = names.join(", "), most = megabytes)))
}

/// A message that is on no record.
#[derive(Debug)]
pub struct Unkept {
    /// The thread that it is in.
    pub thread: ChannelId,
    /// Which.
    pub message: MessageId,
    /// Who wrote it, where that is known.
    pub writer: Option<PersonId>,
    /// Why.
    pub why: WhyUnkept,
}

impl Unkept {
    /// Said to whoever wrote it, where they did. Of the ticket it says nothing.
    #[must_use]
    pub fn for_writer(&self, language: Language) -> Card {
        let (who, at) = (self.who(language), self.at());
        let said = match self.why {
            WhyUnkept::Nobody => words!(language, "unkept-nobody", who = who),
            WhyUnkept::Unreadable => words!(language, "unkept-unreadable", who = who, at = at),
        };
        Card { calls_people: self.writer.into_iter().collect(), ..Card::line(said) }
    }

    /// Said to staff.
    #[must_use]
    pub fn for_staff(&self, language: Language) -> Card {
        let (who, at, thread) = (self.who(language), self.at(), channel(self.thread));
        Card::line(match self.why {
            WhyUnkept::Nobody => {
                words!(language, "unkept-nobody-staff", who = who, at = at, thread = thread)
            }
            WhyUnkept::Unreadable => {
                words!(language, "unkept-unreadable-staff", who = who, at = at, thread = thread)
            }
        })
    }

    fn who(&self, language: Language) -> String {
        self.writer.map_or_else(|| words!(language, "unkept-somebody"), person)
    }

    fn at(&self) -> String {
        moment(made_at(self.message.get()))
    }
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

/// Staff are told that a ticket's thread takes nothing, so that what is for it goes to the channel.
#[must_use]
pub fn aside(file: &TicketFile, staff: bool, why: Aside, language: Language) -> Card {
    let row = &file.row;
    let at = channel(if staff { row.card_channel } else { row.team_channel });
    let ticket = row.number.to_string();
    let word = match (why, staff) {
        (Aside::Locked, false) => "thread-locked",
        (Aside::Locked, true) => "thread-locked-staff",
        (Aside::NotAllowed | Aside::NoThread, false) => "thread-forbidden",
        (Aside::NotAllowed | Aside::NoThread, true) => "thread-forbidden-staff",
    };
    Card { tone: Tone::Warning, ..Card::line(words!(language, word, ticket = ticket, channel = at)) }
}

/// Staff are told that no threads can be started in a channel.
#[must_use]
pub fn no_threads(at: ChannelId, error: &str, language: Language) -> Card {
    let code = error.split(' ').next().unwrap_or_default();
    let word = if TOO_MANY_THREADS.contains(&code) { "threads-too-many" } else { "threads-refused" };
    let told = words!(language, word, channel = channel(at), error = plain(error));
    Card { tone: Tone::Warning, ..Card::line(told) }
}

/// Staff are told that something was not said to a ticket's team.
#[must_use]
pub fn not_said(ticket: TicketNumber, error: &str, language: Language) -> Card {
    let told = words!(language, "team-not-told", ticket = ticket.to_string(), error = plain(error));
    Card { tone: Tone::Warning, ..Card::line(told) }
}

/// Something was written in the thread of a closed ticket.
#[must_use]
pub fn still_closed(file: &TicketFile, language: Language) -> Card {
    let ticket = file.row.number;
    let card = Card::line(words!(language, "ticket-still-closed", ticket = ticket.to_string()));
    let id = CustomId::new(Verb::Reopen, ticket.get());
    card.button(Button::new(id, words!(language, "button-reopen"), Look::Main))
}
