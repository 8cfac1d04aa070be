//! What is written on one side, as the other side reads it.

use chrono::{DateTime, Utc};

use super::said::{act::command, ticket::event_line};
use crate::{
    desk::{
        say::message::Aside,
        ticket::{attached::File, file::TicketFile},
    },
    discord::look::{
        card::{Button, Card, KeptFile, Look, Tone},
        custom_id::{CustomId, Verb},
        markdown::{channel, moment, person, plain_line},
    },
    rules::{
        event::{Event, OfMessage, Recorded, Side},
        files::NotKept,
        ids::{ChannelId, PersonId, TicketNumber},
        language::Language,
        offer::Offer,
        on_call::RouteKey,
        thread::WhichThread,
        told::WhyUnkept,
    },
    store::{attachment::Attachment, ticket::Text},
    words,
};

/// How many bytes of files go with one message: what Discord takes of a bot in any server.
const UPLOAD: i64 = 10 * 1024 * 1024;

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
    /// Whether they stay away, as Discord did not take them.
    pub without_files: bool,
    /// The offer, for the names of components and what is taken of files.
    pub offer: &'a Offer,
    /// Whether staff read it, in their thread.
    pub for_staff: bool,
}

impl Copied<'_> {
    /// The message.
    pub fn render(self, language: Language) -> Card {
        let tone = match self.recorded.by.side {
            Side::Team => Tone::Warning,
            Side::Staff => Tone::Plain,
            Side::Desk => Tone::Past,
        };
        let mut card = Card { tone, ..Card::default() };
        let happened = || event_line(self.recorded, self.offer, language).unwrap_or_default();
        // A title shows no mention: what happened and by whom stands in the text.
        let mut line = None;
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
                None => {
                    line = Some(happened());
                    String::new()
                }
            };
        }
        if let Some(text) = self.text {
            card = card.long(
                &text.body,
                &format!("ticket-{}-{}.txt", self.file.row.number.get(), self.recorded.seq),
            );
        }
        if let Some(line) = line {
            card.body = if card.body.is_empty() { line } else { format!("{line}\n{}", card.body) };
        }
        if self.without_files {
            // Of a long text the beginning stands in the message.
            card.files.clear();
        }
        with_files(card, self.files, (self.without_files, self.offer), language)
    }

    fn titled(&self, word: &str, language: Language) -> String {
        let author = self.text.map(|text| plain_line(&text.author)).unwrap_or_default();
        words!(language, word, who = author)
    }
}

/// Adds files as far as one message takes them; those that do not go are named.
fn with_files(
    mut card: Card,
    files: Vec<Attachment>,
    (without, offer): (bool, &Offer),
    language: Language,
) -> Card {
    let mut room = UPLOAD;
    let mut left_out = Vec::new();
    for file in files {
        match file.hash() {
            Some(_) if without => {
                left_out.push(words!(language, "copied-file-not-sent", name = plain_line(&file.name)));
            }
            Some(sha256) if file.size <= room => {
                room -= file.size;
                card.kept.push(KeptFile { name: file.name, sha256 });
            }
            Some(_) => {
                left_out.push(words!(language, "copied-file-too-large", name = plain_line(&file.name)));
            }
            None => left_out.push(why_not(&file.name, file.not_kept, offer, language)),
        }
    }
    if !left_out.is_empty() {
        card = card.fact(words!(language, "fact-files"), left_out.join("\n"));
    }
    card
}

/// Why a file was not kept, and what to do instead, in a line that names it.
pub fn why_not(name: &str, why: Option<NotKept>, offer: &Offer, language: Language) -> String {
    let (name, bounds, mail) = (plain_line(name), &offer.bounds, offer.contact.mail.as_str());
    let mb = |bytes: u64| bytes / (1024 * 1024);
    match why {
        Some(NotKept::TooLarge) => words!(language, "file-too-large", name = name, most = mb(bounds.file)),
        Some(NotKept::TooMany) => {
            words!(language, "file-too-many", name = name, most = bounds.files_a_message)
        }
        Some(NotKept::Ticket) => {
            words!(language, "file-ticket-full", name = name, most = mb(bounds.ticket), mail = mail)
        }
        Some(NotKept::Customer) => {
            words!(language, "file-customer-full", name = name, most = mb(bounds.customer_day), mail = mail)
        }
        Some(NotKept::NoRoom) => words!(language, "file-no-room", name = name, mail = mail),
        Some(NotKept::NotHad) => words!(language, "file-not-had", name = name),
        Some(NotKept::LeftOut) => words!(language, "file-left-out", name = name, mail = mail),
        // It came before reasons were kept.
        None => words!(language, "copied-file-not-kept", name = name),
    }
}

/// Which of the files that came with what was just done were not kept, for the answer to whoever did it;
/// nothing where all were.
pub fn left_out(files: &[File], offer: &Offer, language: Language) -> Option<String> {
    let left_out = files.iter().filter_map(|file| Some((&file.told.name, file.kept.as_ref().err()?)));
    let lines: Vec<String> = left_out.map(|(name, why)| why_not(name, Some(*why), offer, language)).collect();
    (!lines.is_empty()).then(|| words!(language, "ticket-files-not-kept", files = lines.join("\n")))
}

/// Files that could not be kept: said to whoever sent them.
pub fn not_kept(files: &[Attachment], offer: &Offer, language: Language) -> Option<Card> {
    let left_out = files.iter().filter(|file| file.sha256.is_none());
    let lines: Vec<String> =
        left_out.map(|file| why_not(&file.name, file.not_kept, offer, language)).collect();
    (!lines.is_empty()).then(|| Card::line(words!(language, "files-not-kept", files = lines.join("\n"))))
}

/// A message that is on no record.
#[derive(Debug)]
pub struct Unkept<'a> {
    /// The thread that it is in.
    pub thread: ChannelId,
    /// When it was written, UTC.
    pub at: DateTime<Utc>,
    /// Who wrote it, where that is known.
    pub writer: Option<PersonId>,
    /// Why.
    pub why: WhyUnkept,
    /// Where the ticket goes on, if whoever wrote it may know.
    pub place: Option<ChannelId>,
    /// What a program calls itself, where one wrote it.
    pub program: Option<&'a str>,
    /// Support's phone, for whoever is not heard.
    pub phone: &'a str,
}

impl Unkept<'_> {
    /// Said to whoever wrote it, where they did. Of the ticket it says nothing.
    pub fn for_writer(&self, language: Language) -> Card {
        let (who, at, thread, phone) = (self.who(language), self.at(), channel(self.thread), self.phone);
        let said = match (self.why, self.place) {
            // A program is told nothing: two that answer one another never end.
            (WhyUnkept::Nobody | WhyUnkept::Program, _) => {
                words!(language, "unkept-nobody", who = who, thread = thread, phone = phone)
            }
            (WhyUnkept::Unreadable, _) => {
                words!(language, "unkept-unreadable", who = who, at = at, thread = thread, phone = phone)
            }
            (WhyUnkept::Elsewhere, Some(place)) => {
                words!(language, "unkept-elsewhere", who = who, thread = thread, place = channel(place))
            }
            (WhyUnkept::Elsewhere, None) => {
                words!(language, "unkept-left", who = who, thread = thread, phone = phone)
            }
        };
        Card { calls_people: self.writer.into_iter().collect(), ..Card::line(said) }
    }

    /// Said to staff.
    pub fn for_staff(&self, language: Language) -> Card {
        let (who, at, thread) = (self.who(language), self.at(), channel(self.thread));
        Card::line(match self.why {
            WhyUnkept::Nobody => {
                words!(language, "unkept-nobody-staff", who = who, at = at, thread = thread)
            }
            WhyUnkept::Unreadable => {
                words!(language, "unkept-unreadable-staff", who = who, at = at, thread = thread)
            }
            WhyUnkept::Elsewhere => {
                words!(language, "unkept-elsewhere-staff", who = who, at = at, thread = thread)
            }
            WhyUnkept::Program => {
                words!(language, "unkept-program-staff", who = who, at = at, thread = thread)
            }
        })
    }

    fn who(&self, language: Language) -> String {
        if let Some(program) = self.program.map(plain_line).filter(|program| !program.is_empty()) {
            return format!("**{program}**");
        }
        self.writer.map_or_else(|| words!(language, "unkept-somebody"), person)
    }

    fn at(&self) -> String {
        moment(self.at)
    }
}

/// Somebody wrote in a thread that its ticket left; it is kept, and the ticket goes on there.
pub fn goes_on(writer: PersonId, thread: ChannelId, place: ChannelId, language: Language) -> Card {
    let (who, thread, place) = (person(writer), channel(thread), channel(place));
    let told = words!(language, "ticket-goes-on", who = who, thread = thread, place = place);
    Card { calls_people: vec![writer], ..Card::line(told) }
}

/// Somebody was not answered, or it is not known whether they were: what they asked for was done.
pub fn answer_lost(who: PersonId, what: &str, ticket: Option<TicketNumber>, language: Language) -> Card {
    let typed = if what.starts_with('/') { "yes" } else { "no" };
    let what = command(what, language);
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
pub fn thread_again(ticket: TicketNumber, language: Language) -> Card {
    Card::line(words!(language, "ticket-thread-again", ticket = ticket.to_string()))
}

/// Staff are told that a ticket's thread takes nothing, so that what is for it goes to the channel.
pub fn aside(file: &TicketFile, which: WhichThread, why: Aside, language: Language) -> Card {
    let row = &file.row;
    let (word, at) = match (which, why) {
        (WhichThread::Teams, Aside::Locked) => ("thread-locked", row.team_channel),
        (WhichThread::Teams, Aside::NotAllowed | Aside::NoThread) => ("thread-forbidden", row.team_channel),
        (WhichThread::Staffs, Aside::Locked) => ("thread-locked-staff", row.card_channel),
        (WhichThread::Staffs, Aside::NotAllowed | Aside::NoThread) => {
            ("thread-forbidden-staff", row.card_channel)
        }
    };
    Card {
        tone: Tone::Warning,
        ..Card::line(words!(language, word, ticket = row.number.to_string(), channel = channel(at)))
    }
}

/// Staff are told that no threads can be started in a channel.
pub fn no_threads(at: ChannelId, error: &str, language: Language) -> Card {
    let code = error.split(' ').next().unwrap_or_default();
    let word = if TOO_MANY_THREADS.contains(&code) { "threads-too-many" } else { "threads-refused" };
    let told = words!(language, word, channel = channel(at), error = plain_line(error));
    Card { tone: Tone::Warning, ..Card::line(told) }
}

/// Staff are told of a channel, one of theirs or a customer's, in which nothing may be said.
pub fn shut(at: ChannelId, staffs: bool, error: &str, language: Language) -> Card {
    let word = if staffs { "channel-shut-staff" } else { "channel-shut" };
    let told = words!(language, word, channel = channel(at), error = plain_line(error));
    Card { tone: Tone::Warning, ..Card::line(told) }
}

/// Staff are told that Discord could not be reached for a while.
pub fn discord_was_away(since: DateTime<Utc>, until: DateTime<Utc>, language: Language) -> Card {
    let told = words!(language, "discord-was-away", since = moment(since), until = moment(until));
    Card { tone: Tone::Warning, ..Card::line(told) }
}

/// Staff are told that something was not said to a ticket's team.
pub fn not_said(ticket: TicketNumber, error: &str, language: Language) -> Card {
    let told = words!(language, "team-not-told", ticket = ticket.to_string(), error = plain_line(error));
    Card { tone: Tone::Warning, ..Card::line(told) }
}

/// Staff are told that a route outside chat fails.
pub fn route_fails(route: RouteKey, error: &str, language: Language) -> Card {
    let told = words!(language, "route-fails", route = route.as_str(), error = plain_line(error));
    Card { tone: Tone::Warning, ..Card::line(told) }
}

/// Something was written in the thread of a closed ticket.
pub fn still_closed(file: &TicketFile, language: Language) -> Card {
    let ticket = file.row.number;
    let card = Card::line(words!(language, "ticket-still-closed", ticket = ticket.to_string()));
    let id = CustomId::new(Verb::Reopen, ticket.get());
    card.button(Button::new(id, words!(language, "button-reopen"), Look::Main))
}
