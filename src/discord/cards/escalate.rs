//! What comes before a P1 and what is answered to its confirmation, seen by the person alone.

use chrono::{DateTime, Utc};

use super::{
    incident::Told,
    said::{clock::guaranteed, moment::near, ticket::priority_word, window},
};
use crate::{
    desk::{
        incidents::IncidentFile,
        p1::escalate::{Promise, Unconfirmed},
        ticket::file::TicketFile,
    },
    discord::look::{
        card::{Button, Card, Look, Menu, Tone},
        custom_id::{CustomId, Verb},
        cut::cut,
        duration::duration,
        markdown::{plain, plain_line},
    },
    rules::{ids::TicketNumber, language::Language, offer::Offer, typed::one_line},
    store::p1::Fitting,
    words,
};

/// What the menu's choice "a new P1" sends; any other choice sends a ticket's number.
const NEW: &str = "new";

/// What an agent's raise of a ticket to P1 will do, before it does.
pub fn staffs_confirmation(file: &TicketFile, draft: i64, language: Language) -> Card {
    let title = words!(
        language,
        "p1-confirm-ticket",
        ticket = file.row.number.to_string(),
        priority = priority_word(file.row.priority, language),
        subject = plain_line(&file.row.subject)
    );
    let button = |verb, word, look| Button::new(CustomId::new(verb, draft), words!(language, word), look);
    Card::framed(title, words!(language, "p1-confirm-paged"), Tone::Alarm)
        .button(button(Verb::Confirm, "button-confirm-escalate", Look::Danger))
        .button(button(Verb::Dismiss, "button-dismiss-p1", Look::Other))
}

/// What a P1 will mean, before it is one.
#[derive(Debug)]
pub struct Confirmation<'a> {
    /// What waits for it.
    pub asked: &'a Unconfirmed,
    /// The offer, for how to reach support.
    pub offer: &'a Offer,
    /// Now, UTC.
    pub now: DateTime<Utc>,
}

impl Confirmation<'_> {
    /// The card with its two buttons.
    pub fn render(&self, language: Language) -> Card {
        let Self { asked, .. } = self;
        let title = match (&asked.ticket, &asked.for_customer) {
            (None, None) => words!(language, "p1-confirm-new", subject = plain_line(&asked.subject)),
            (None, Some(customer)) => words!(
                language,
                "p1-confirm-new-for",
                customer = plain(customer),
                subject = plain_line(&asked.subject)
            ),
            (Some((ticket, priority)), _) => words!(
                language,
                "p1-confirm-ticket",
                ticket = ticket.to_string(),
                priority = priority_word(*priority, language),
                subject = plain_line(&asked.subject)
            ),
        };
        let mut lines = vec![words!(language, "p1-confirm-paged"), self.promise(language)];
        if let Some(file) = &asked.during {
            let guaranteed = matches!(asked.promise, Promise::Within(_));
            let told = Told { file, offer: self.offer, now: self.now };
            lines.insert(0, told.going_on_before(guaranteed, language));
        }
        if let Some(window) = &asked.near {
            lines.insert(0, window::near(window, self.offer, self.now, language));
        }
        if !asked.already.is_empty() {
            let already: Vec<String> = asked.already.iter().map(ToString::to_string).collect();
            lines.push(words!(language, "p1-confirm-already", tickets = already.join(", ")));
        }
        let confirm = if asked.ticket.is_some() { "button-confirm-escalate" } else { "button-confirm-p1" };
        Card::framed(title, lines.join("\n\n"), Tone::Alarm)
            .button(Button::new(
                CustomId::new(Verb::Confirm, asked.draft),
                words!(language, confirm),
                Look::Danger,
            ))
            .button(Button::new(
                CustomId::new(Verb::Dismiss, asked.draft),
                words!(language, "button-dismiss-p1"),
                Look::Other,
            ))
    }

    fn promise(&self, language: Language) -> String {
        let phone = self.offer.contact.phone.as_str();
        match self.asked.promise {
            Promise::Within(commitment) => {
                let deadline = self.now + commitment.time();
                words!(
                    language,
                    "p1-promise-within",
                    hours = duration(commitment.minutes),
                    level = commitment.level.to_string(),
                    at = near(deadline, (self.offer, self.now), language),
                    phone = phone
                )
            }
            Promise::BestEffort(level) => {
                words!(language, "p1-promise-none", level = level.to_string(), phone = phone)
            }
            Promise::Beta => words!(language, "p1-promise-beta", phone = phone),
        }
    }
}

/// Which ticket is meant, or a new one.
pub fn choose(draft: i64, fitting: &[Fitting], phone: &str, language: Language) -> Card {
    let tickets = fitting.iter().map(|one| {
        (one.number.get().to_string(), format!("{} {}", one.number, cut(&one_line(&one.subject), 90)))
    });
    let new = (NEW.to_owned(), words!(language, "p1-choose-new"));
    Card {
        menu: Some(Menu {
            id: CustomId::new(Verb::Escalate, draft),
            placeholder: words!(language, "p1-choose-placeholder"),
            options: std::iter::once(new).chain(tickets).collect(),
            several: false,
        }),
        ..Card::line(words!(language, "p1-choose", phone = phone))
    }
}

/// A P1 was opened, maybe during a major incident.
pub fn opened(
    file: &TicketFile,
    during: Option<&IncidentFile>,
    (offer, now): (&Offer, DateTime<Utc>),
    language: Language,
) -> Card {
    let told = words!(language, "p1-opened", ticket = file.row.number.to_string());
    let mut lines = vec![told, guaranteed(file, offer, now, language)];
    lines.extend(during.map(|file| Told { file, offer, now }.going_on(language)));
    Card::line(lines.join("\n"))
}

/// A ticket was made a P1.
pub fn escalated(file: &TicketFile, offer: &Offer, now: DateTime<Utc>, language: Language) -> Card {
    let told = words!(language, "p1-escalated", ticket = file.row.number.to_string());
    Card::line(format!("{told}\n{}", guaranteed(file, offer, now, language)))
}

/// It was confirmed before.
pub fn before(ticket: TicketNumber, phone: &str, language: Language) -> Card {
    Card::line(words!(language, "p1-confirmed-before", ticket = ticket.to_string(), phone = phone))
}

/// Nothing was opened; the way back.
pub fn not_opened(draft: i64, phone: &str, language: Language) -> Card {
    Card::line(words!(language, "p1-not-opened", phone = phone)).button(Button::new(
        CustomId::new(Verb::Form, draft),
        words!(language, "button-back-to-draft"),
        Look::Other,
    ))
}

/// A ticket stays as it is; the way back.
pub fn not_escalated(ticket: TicketNumber, phone: &str, language: Language) -> Card {
    Card::line(words!(language, "p1-not-escalated", ticket = ticket.to_string(), phone = phone)).button(
        Button::new(
            CustomId::new(Verb::Escalate, ticket.get()),
            words!(language, "button-escalate"),
            Look::Other,
        ),
    )
}
