//! What is told of a major incident: to channels, in the threads of its tickets, and to staff of an update
//! that they promised. No customer is named in it.

use anyhow::Result;
use chrono::{DateTime, Utc};

use super::said::{moment::near, window};
use crate::{
    desk::{
        incidents::{Beside, IncidentFile, Stands},
        refusal::incident::NoIncident,
    },
    discord::look::{
        card::{Button, Card, Look, Tone},
        custom_id::{CustomId, Verb},
        cut::cut,
        markdown::{moment, person, plain, plain_line, relative},
    },
    rules::{
        ids::{EventSeq, TicketNumber},
        incident::{Event, IncidentRefusal, State},
        language::Language,
        offer::Offer,
    },
    store::window::Texts,
    words,
};

/// How much of what customers notice is told beside something else, in characters.
const BESIDE: usize = 400;

/// What is told of an incident as it is now.
#[derive(Clone, Copy, Debug)]
pub struct Told<'a> {
    /// The incident.
    pub file: &'a IncidentFile,
    /// The offer, for the names of platforms and how support is reached.
    pub offer: &'a Offer,
    /// Now, UTC.
    pub now: DateTime<Utc>,
}

impl Told<'_> {
    /// What is told of an event; to a channel that never heard of the incident, where it stands.
    ///
    /// # Errors
    /// When the incident has no such event.
    pub fn word(
        &self,
        seq: EventSeq,
        first: bool,
        late_since: Option<DateTime<Utc>>,
        language: Language,
    ) -> Result<Card> {
        let mut card = if first { self.present(language) } else { self.happened(seq, language)? };
        if let Some(at) = late_since {
            card.body = format!("{}\n{}", words!(language, "incident-late", at = moment(at)), card.body);
        }
        Ok(card)
    }

    /// Where the incident stands.
    pub fn present(&self, language: Language) -> Card {
        let incident = &self.file.incident;
        let (headline, tone) = match incident.state {
            State::Open => (words!(language, "incident-open"), Tone::Alarm),
            State::Restored => (words!(language, "incident-restored"), Tone::Good),
            State::Closed => (words!(language, "incident-closed"), Tone::Past),
        };
        let last = |part| self.file.last_written(part);
        let lines = match incident.state {
            State::Open => self.concerned(last(|one| &one.impact), last(|one| &one.action), language),
            State::Restored | State::Closed => said(last(|one| &one.note), language).into_iter().collect(),
        };
        let card = self.framed(&headline, lines, tone, language);
        let card = card
            .fact(words!(language, "fact-component"), self.component(language))
            .fact(words!(language, "fact-incident-declared"), moment(incident.opened_at))
            .fact(
                words!(language, "fact-incident-restored"),
                incident.restored_at.map(moment).unwrap_or_default(),
            );
        self.next(card, language)
    }

    /// What whoever writes a ticket is told while the incident is open: what is down, what customers notice
    /// and when the next update comes.
    pub fn going_on(&self, language: Language) -> String {
        let platform = window::platform(self.offer, &self.file.incident.platform, language);
        let title = plain_line(self.file.title());
        let number = self.number();
        let mut lines = vec![words!(
            language,
            "incident-going-on",
            incident = number,
            platform = platform,
            title = title
        )];
        let impact = self.file.last_written(|one| &one.impact).and_then(|texts| texts.get(language));
        let impact = impact.map(|impact| plain(&cut(impact, BESIDE)));
        lines.extend(impact.map(|impact| words!(language, "update-impact", impact = impact)));
        lines.extend(self.next_at(language).map(|at| words!(language, "incident-going-on-next", at = at)));
        lines.join("\n")
    }

    /// The same before the ticket is opened: that it can be, all the same; of a P1 with a guaranteed time,
    /// that it keeps that.
    pub fn going_on_before(&self, guaranteed: bool, language: Language) -> String {
        let same = if guaranteed { "incident-all-the-same-p1" } else { "incident-all-the-same" };
        format!("{}\n{}", self.going_on(language), words!(language, same))
    }

    /// One of its events.
    fn happened(&self, seq: EventSeq, language: Language) -> Result<Card> {
        let texts = self.file.texts.get(&seq);
        let note = || said(texts.map(|one| &one.note), language).into_iter().collect();
        Ok(match &self.file.event(seq)?.event {
            Event::Opened { .. } => self.present(language),
            Event::Tied { .. } => {
                let mut card = self.present(language);
                card.content = words!(language, "incident-ticket-tied", incident = self.number());
                card
            }
            Event::Untied { .. } => Card::line(words!(
                language,
                "incident-ticket-untied",
                incident = self.number(),
                title = plain_line(self.file.title())
            )),
            Event::Updated { .. } => {
                let (impact, action) = (texts.map(|one| &one.impact), texts.map(|one| &one.action));
                let lines = self.concerned(impact, action, language);
                let headline = words!(language, "incident-updated");
                self.next(self.framed(&headline, lines, Tone::Warning, language), language)
            }
            Event::Restored { .. } => {
                let headline = words!(language, "incident-restored");
                self.framed(&headline, note(), Tone::Good, language)
            }
            Event::Closed { .. } => {
                self.framed(&words!(language, "incident-closed"), note(), Tone::Past, language)
            }
        })
    }

    /// What customers notice, what support is doing, and how support is reached.
    fn concerned(&self, impact: Option<&Texts>, action: Option<&Texts>, language: Language) -> Vec<String> {
        let impact = said(impact, language).map(|impact| words!(language, "update-impact", impact = impact));
        let action = said(action, language).map(|action| words!(language, "update-action", action = action));
        let phone = self.offer.contact.phone.as_str();
        let concerned = words!(language, "incident-concerned", phone = phone);
        impact.into_iter().chain(action).chain([concerned]).collect()
    }

    fn framed(&self, headline: &str, lines: Vec<String>, tone: Tone, language: Language) -> Card {
        let platform = window::platform(self.offer, &self.file.incident.platform, language);
        let title = format!("**{}**", plain_line(self.file.title()));
        let body: Vec<String> = std::iter::once(title).chain(lines).collect();
        let mut card = Card::framed(format!("{headline} · {platform}"), body.join("\n"), tone);
        card.footer = words!(language, "incident-number", incident = self.number());
        card
    }

    fn next(&self, card: Card, language: Language) -> Card {
        card.fact(words!(language, "fact-incident-next"), self.next_at(language).unwrap_or_default())
    }

    fn next_at(&self, language: Language) -> Option<String> {
        let next = self.file.incident.next_update_at();
        next.map(|at| format!("{} ({})", near(at, (self.offer, self.now), language), relative(at)))
    }

    fn number(&self) -> String {
        self.file.incident.number.to_string()
    }

    fn component(&self, language: Language) -> String {
        let Some(key) = &self.file.incident.component else { return String::new() };
        plain(self.offer.component(key).map_or(key, |known| known.label.get(language)))
    }

    /// Whoever promised the next update is reminded of it; nothing where none is promised.
    pub fn reminder(&self, language: Language) -> Option<Card> {
        let (seq, at) = self.file.incident.updated?;
        let who = self.file.event(seq).ok()?.by.person?;
        let line = words!(
            language,
            "incident-update-reminder",
            who = person(who),
            incident = self.number(),
            title = plain_line(self.file.title()),
            at = near(at, (self.offer, self.now), language),
            left = relative(at)
        );
        Some(Card { calls_people: vec![who], tone: Tone::Warning, ..Card::line(line) })
    }
}

/// Before the form of a ticket is opened: an incident is open on its platform.
pub fn before_the_form(told: &Told<'_>, draft: i64, language: Language) -> Card {
    let form = CustomId::new(Verb::Form, draft);
    let label = words!(language, "button-open-all-the-same");
    Card::line(told.going_on_before(false, language)).button(Button::new(form, label, Look::Main))
}

/// During which incident a ticket was opened, as a fact of it.
pub fn during(file: &IncidentFile, language: Language) -> String {
    let incident = file.incident.number.to_string();
    words!(language, "ticket-during-incident", incident = incident, title = plain_line(file.title()))
}

/// The incident of a ticket, as a fact of it for staff.
pub fn beside(beside: &Beside, language: Language) -> String {
    let Beside { file, stands } = beside;
    if *stands != Stands::Tied {
        return during(file, language);
    }
    let incident = file.incident.number.to_string();
    words!(language, "ticket-of-incident", incident = incident, title = plain_line(file.title()))
}

/// The button by which staff tie a ticket to the incident during which it was opened.
pub fn tie_button(file: &IncidentFile, ticket: TicketNumber, language: Language) -> Button {
    let label = words!(language, "button-incident", incident = file.incident.number.to_string());
    Button::new(CustomId::new(Verb::Incident, ticket.get()), label, Look::Main)
}

/// What was written, in a language; where it is missing, in the other.
fn said(texts: Option<&Texts>, language: Language) -> Option<String> {
    texts.map(|texts| window::text(texts, language)).filter(|text| !text.is_empty())
}

/// Why something about an incident is not done.
pub fn refusal(language: Language, refusal: &NoIncident) -> String {
    match refusal {
        NoIncident::NoSuch(typed) => words!(language, "refusal-no-such-incident", typed = plain(typed)),
        NoIncident::WhichPlatform => words!(language, "refusal-incident-which-platform"),
        NoIncident::OtherPlatform => words!(language, "refusal-incident-other-platform"),
        NoIncident::TiedElsewhere(ticket, incident) => words!(
            language,
            "refusal-incident-tied-elsewhere",
            ticket = ticket.to_string(),
            incident = incident.to_string()
        ),
        NoIncident::Dropped(ticket, incident) => words!(
            language,
            "refusal-incident-dropped",
            ticket = ticket.to_string(),
            incident = incident.to_string()
        ),
        NoIncident::OpenAlready(incident) => {
            words!(language, "refusal-incident-open-already", incident = incident.to_string())
        }
        NoIncident::NotNow(incident, why) => {
            let incident = incident.to_string();
            match why {
                IncidentRefusal::Closed { at } => {
                    words!(language, "refusal-incident-closed", incident = incident, at = moment(*at))
                }
                IncidentRefusal::AlreadyRestored { at } => {
                    words!(language, "refusal-incident-restored", incident = incident, at = moment(*at))
                }
                IncidentRefusal::AlreadyTied(ticket) => words!(
                    language,
                    "refusal-incident-already-tied",
                    ticket = ticket.to_string(),
                    incident = incident
                ),
                IncidentRefusal::NotTied(ticket) => words!(
                    language,
                    "refusal-incident-not-tied",
                    ticket = ticket.to_string(),
                    incident = incident
                ),
            }
        }
    }
}
