//! Posts about several P1s at once: pages of those that are called together; warnings and reminders of a
//! major incident's.

use chrono::{DateTime, Utc};

use super::{
    page::{CALLED, guarantee, late, levels, mentions, people, troubles},
    said::{moment::near, ticket::title},
};
use crate::{
    desk::{
        incidents::p1_facts::{IncidentSilent, IncidentWarned},
        on_call::duty::OnDuty,
        p1::together::Whose,
        say::message::{PageWay, Pages},
        ticket::file::TicketFile,
    },
    discord::look::{
        card::{Button, Card, Look, Tone},
        custom_id::{CustomId, Verb},
        markdown::{person, plain_line, relative},
    },
    rules::{
        ids::{PersonId, RoleId, TicketNumber},
        language::Language,
        offer::Offer,
        paging::Paging,
        ticket::Act,
    },
    words,
};

/// How many P1s a team's page lists, with a button for each: as many as a message takes.
const LISTED: usize = 25;

/// How many P1s a post names at most.
const NAMED: usize = 60;

/// A page of several P1s: people are called to all of them.
#[derive(Debug)]
pub struct Calls<'a> {
    /// The page.
    pub pages: &'a Pages,
    /// Whose P1s they are.
    pub whose: &'a Whose,
    /// The P1s that nobody has acknowledged.
    pub files: &'a [TicketFile],
    /// The levels of on-call that are called.
    pub levels: &'a [u8],
    /// The roles that are mentioned.
    pub called: &'a [RoleId],
    /// Who is on duty by calendar, or covers.
    pub on_duty: &'a [OnDuty],
    /// The roles that should be and cannot.
    pub deaf: &'a [RoleId],
    /// The offer.
    pub offer: &'a Offer,
    /// Now, UTC.
    pub now: DateTime<Utc>,
}

impl Calls<'_> {
    /// The message.
    pub fn render(&self, language: Language) -> Card {
        let Self { pages, files, called, offer, now, .. } = self;
        let (of, count, tickets) = (named(self.whose, language), files.len(), numbers(&of_files(files)));
        let direct = matches!(pages.way, PageWay::Owner | PageWay::Installer);
        let mut card = to_acknowledge(self.whose, files, (offer, *now), language);
        card.tone = Tone::Alarm;
        card.content = if direct {
            words!(
                language,
                "pages-call-direct",
                of = of,
                count = count,
                tickets = tickets,
                phone = offer.contact.phone.as_str()
            )
        } else {
            let roles = mentions(called, self.on_duty);
            words!(
                language,
                match self.whose {
                    Whose::Team(_) => "pages-call",
                    Whose::Incident { .. } => "pages-call-as-one",
                },
                of = of,
                count = count,
                tickets = tickets,
                roles = roles
            )
        };
        card.calls_roles = called.to_vec();
        card.calls_people = people(self.on_duty);
        let mut before = troubles(pages.due, (self.on_duty, self.deaf), (offer, *now), language);
        before.push(card.body);
        card.body = before.join("\n");
        if direct {
            card.buttons = Vec::new();
        }
        card.fact(words!(language, "fact-level"), levels(self.levels))
            .fact(words!(language, "fact-support-phone"), offer.contact.phone.as_str())
    }
}

/// A page of several P1s, with those that nobody has acknowledged yet; one line where there are none.
pub fn still_called(
    whose: &Whose,
    files: &[TicketFile],
    (offer, now): (&Offer, DateTime<Utc>),
    language: Language,
) -> Card {
    let of = named(whose, language);
    if files.is_empty() {
        return Card::framed("", words!(language, "pages-over", of = of), Tone::Past);
    }
    let mut card = to_acknowledge(whose, files, (offer, now), language);
    card.tone = Tone::Alarm;
    // Whoever was called was called when it was posted.
    card.content =
        words!(language, "pages-still", of = of, count = files.len(), tickets = numbers(&of_files(files)));
    card
}

/// Whose P1s they are, in a line.
fn named(whose: &Whose, language: Language) -> String {
    match whose {
        Whose::Team(customer) => format!("**{}**", plain_line(customer)),
        Whose::Incident { number, title } => {
            words!(language, "pages-of-incident", number = number.to_string(), title = plain_line(title))
        }
    }
}

/// Several P1s, each in a line: a team's by what they are about, an incident's by whose they are.
fn listed(
    whose: &Whose,
    files: &[TicketFile],
    (offer, now): (&Offer, DateTime<Utc>),
    language: Language,
) -> Card {
    let most = match whose {
        Whose::Team(_) => LISTED,
        Whose::Incident { .. } => NAMED,
    };
    let line = |file: &TicketFile| {
        let by = guarantee(file, (offer, now), language);
        match whose {
            Whose::Team(_) => format!("{} · {by}", title(file)),
            Whose::Incident { .. } => format!("{} · {} · {by}", file.row.number, plain_line(&file.customer)),
        }
    };
    let mut body = files.iter().take(most).map(line).collect::<Vec<_>>().join("\n");
    if files.len() > most {
        body.push_str("\n…");
    }
    Card { body, ..Card::default() }
}

/// Several P1s, each in a line, with a button to acknowledge each; an incident's with one for all.
fn to_acknowledge(
    whose: &Whose,
    files: &[TicketFile],
    (offer, now): (&Offer, DateTime<Utc>),
    language: Language,
) -> Card {
    let card = listed(whose, files, (offer, now), language);
    let mut open = files.iter().filter(|file| file.ticket.may(Act::Acknowledge, offer, now).is_ok());
    let id = |file: &TicketFile| CustomId::new(Verb::Ack, file.row.number.get());
    match whose {
        Whose::Incident { .. } => match open.next() {
            Some(file) => card.button(Button::new(id(file), words!(language, "button-ack-all"), Look::Main)),
            None => card,
        },
        Whose::Team(_) => open
            .take(LISTED)
            .map(|file| {
                let label = format!("{} {}", words!(language, "button-ack"), file.row.number);
                Button::new(id(file), label, Look::Main)
            })
            .fold(card, Card::button),
    }
}

fn of_files(files: &[TicketFile]) -> Vec<TicketNumber> {
    files.iter().map(|file| file.row.number).collect()
}

/// The numbers of tickets, as many as are read.
pub fn numbers(tickets: &[TicketNumber]) -> String {
    let mut named: Vec<String> = tickets.iter().take(NAMED).map(ToString::to_string).collect();
    if tickets.len() > NAMED {
        named.push("…".to_owned());
    }
    named.join(", ")
}

/// A warning of the guaranteed times of an incident's P1s: all of them, the one with the least time left
/// first.
pub fn warned(
    (warned, percent): (&IncidentWarned, u8),
    due: DateTime<Utc>,
    (offer, now): (&Offer, DateTime<Utc>),
    language: Language,
) -> Card {
    let IncidentWarned { whose, files, reached } = warned;
    let (of, reached) = (named(whose, language), *reached);
    let mut card = listed(whose, files, (offer, now), language);
    (card.content, card.tone) = if percent >= 100 {
        (words!(language, "warning-incident-breach", of = of, count = reached), Tone::Alarm)
    } else {
        (
            words!(language, "warning-incident-percent", of = of, count = reached, percent = percent),
            Tone::Warning,
        )
    };
    if late(due, now, offer) {
        let said = words!(language, "warning-late", due = near(due, (offer, now), language));
        card.body = format!("{said}\n{}", card.body);
    }
    card
}

/// Whoever acknowledged an incident's P1s and gives no sign is reminded, once for all of them.
pub fn silent(
    silent: &IncidentSilent,
    (offer, now): (&Offer, DateTime<Utc>),
    language: Language,
) -> Option<Card> {
    let IncidentSilent { whose, files } = silent;
    let reminded = files.iter().filter_map(|file| match file.ticket.paging {
        Paging::Watched(watch) => watch.reminded_at,
        Paging::Off | Paging::Climbing(_) => None,
    });
    let again = relative(reminded.min()? + offer.paging.restart);
    let mut card = listed(whose, files, (offer, now), language);
    card.tone = Tone::Warning;
    card.content = words!(
        language,
        "reminder-incident",
        of = named(whose, language),
        minutes = offer.paging.silence.num_minutes(),
        again = again
    );
    let mut seen: Vec<PersonId> =
        files.iter().filter_map(|file| file.ticket.acknowledged.and_then(|seen| seen.by.person)).collect();
    seen.sort_unstable();
    seen.dedup();
    seen.truncate(CALLED);
    if !seen.is_empty() {
        let who: Vec<String> = seen.iter().copied().map(person).collect();
        card.content = format!("{} {}", who.join(" "), card.content);
    }
    card.calls_people = seen;
    Some(card)
}
