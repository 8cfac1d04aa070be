//! Tickets: opened, followed, closed. Never refused for the hour of day.

use anyhow::{Context, Result};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{
    Desk, Done, Refusal,
    actor::Actor,
    file::TicketFile,
    say::{Destination, Lane, Say},
    work::{Message, Work},
};
use crate::{
    rules::{
        contract,
        event::{About, By, Category, Event, Origin, Priority, Sha256Hex, Written},
        ids::{EventSeq, TicketNumber},
        language::Language,
        ticket::{Act, Refusal as NotNow},
    },
    store::{
        self,
        ticket::{NewTicket, Text},
    },
};

/// How long a subject may be, in characters.
pub const SUBJECT_MOST: usize = 100;

/// How long other texts may be, in characters: a form of Discord's takes no more.
pub const TEXT_MOST: usize = 4_000;

/// What is typed to open a ticket, so far.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct Opening {
    /// In one line.
    pub subject: String,
    /// In full.
    pub description: String,
    /// How urgent; the default is P3.
    pub priority: Option<Priority>,
    /// What it is about; the default is an incident.
    pub category: Option<Category>,
    /// Which part of the platform, by its key in the offer.
    pub component: Option<String>,
}

/// A ticket that was opened.
#[derive(Clone, Debug)]
pub struct Opened {
    /// Its number, for ever.
    pub number: TicketNumber,
    /// How urgent.
    pub priority: Priority,
    /// For an account question outside business hours: when it will be read.
    pub read_at: Option<DateTime<Utc>>,
}

impl Opening {
    /// Looks at what was typed. Gives the component that is meant.
    pub(super) fn checked(&self, offer: &crate::rules::offer::Offer) -> Result<Option<About>, Refusal> {
        check_text(&self.subject, SUBJECT_MOST)?;
        check_text(&self.description, TEXT_MOST)?;
        match &self.component {
            None => Ok(None),
            Some(key) => {
                let component = offer.component(key).ok_or_else(|| Refusal::NoSuchComponent(key.clone()))?;
                Ok(Some(About { component: component.key.clone(), beta: component.beta }))
            }
        }
    }
}

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

impl Desk {
    /// Opens a ticket for the team of a channel. A P1 is not opened here but by its confirmation.
    ///
    /// # Errors
    /// Refused outside a customer's channel, to staff, or for what was typed.
    pub async fn open_ticket(&self, actor: &Actor, opening: &Opening) -> Done<Opened> {
        let mut work = self.work().await?;
        work.once(actor).await?;
        let file = work.open_ticket(actor, opening).await?;
        let now = work.now;
        let calendar = &self.offer.calendar;
        let read_at = (file.ticket.category == Category::Account && !calendar.is_open(now))
            .then(|| calendar.next_opening(now));
        let opened = Opened { number: file.row.number, priority: file.row.priority, read_at };
        work.commit().await?;
        Ok(opened)
    }

    /// A ticket as it stands, within the reach of who asks.
    ///
    /// # Errors
    /// Refused when it is not there for them.
    pub async fn show_ticket(&self, actor: &Actor, named: Option<TicketNumber>) -> Done<TicketFile> {
        let number = named.or(actor.ticket_here).ok_or(Refusal::WhichTicket)?;
        let reach = actor.reach()?;
        let mut conn = self.store.read().await?;
        Ok(super::file::read(&mut conn, reach, number).await?.ok_or(Refusal::NoSuchTicket)?)
    }

    /// Staff have seen a ticket.
    ///
    /// # Errors
    /// Refused to who is no agent, or when it was seen before.
    pub async fn acknowledge(&self, actor: &Actor, named: Option<TicketNumber>) -> Done<TicketFile> {
        actor.as_agent()?;
        self.act(actor, named, Act::Acknowledge, Event::Acknowledged, None).await
    }

    /// Staff take a ticket.
    ///
    /// # Errors
    /// Refused to who is no agent, or when it is closed.
    pub async fn take(&self, actor: &Actor, named: Option<TicketNumber>) -> Done<TicketFile> {
        actor.as_agent()?;
        self.act(actor, named, Act::Take, Event::Taken, None).await
    }

    /// Closes a ticket, by the team or by staff. Its priority stays.
    ///
    /// # Errors
    /// Refused when it is closed already.
    pub async fn close(&self, actor: &Actor, named: Option<TicketNumber>, reason: &str) -> Done<TicketFile> {
        let written = written(reason)?;
        self.act(actor, named, Act::Close, Event::Closed { written }, Some(reason)).await
    }

    /// One act on a ticket: what most use cases are.
    pub(super) async fn act(
        &self,
        actor: &Actor,
        named: Option<TicketNumber>,
        act: Act,
        event: Event,
        text: Option<&str>,
    ) -> Done<TicketFile> {
        let mut work = self.work().await?;
        work.once(actor).await?;
        let mut file = work.meant(actor, named).await?;
        file.may(act, &self.offer, work.now)?;
        let text = text.filter(|text| !text.is_empty()).map(|text| actor.text(text));
        let seq = work.record(&mut file, actor.by(), event, text.as_ref()).await?;
        work.tell(&file, seq).await?;
        work.follow(&mut file).await?;
        work.commit().await?;
        Ok(file)
    }
}

/// The hash of what was typed; nothing where nothing was.
///
/// # Errors
/// [`Refusal::TooLong`].
pub fn written(text: &str) -> Result<Written, Refusal> {
    if text.is_empty() {
        return Ok(Written::default());
    }
    let typed = text.chars().count();
    if typed > TEXT_MOST {
        return Err(Refusal::TooLong { typed, most: TEXT_MOST });
    }
    Ok(Written::text(text))
}

impl Actor {
    /// On whose side they act: staff as staff, anybody else for the team.
    #[must_use]
    pub fn by(&self) -> By {
        if self.staff.any() { By::staff(self.person()) } else { By::team(self.person()) }
    }

    /// What they wrote, under the name shown.
    #[must_use]
    pub fn text(&self, body: &str) -> Text {
        Text { body: body.to_owned(), author: self.asking.name.clone() }
    }
}

impl TicketFile {
    /// Whether an act can be done now.
    ///
    /// # Errors
    /// Why it cannot.
    pub fn may(
        &self,
        act: Act,
        offer: &crate::rules::offer::Offer,
        now: DateTime<Utc>,
    ) -> Result<(), Refusal> {
        self.ticket.may(act, offer, now).map_err(|not_now: NotNow| Refusal::Ticket(self.row.number, not_now))
    }
}

impl Work<'_> {
    /// Opens a ticket of any priority: the row, its first event, its first message, thread and card.
    ///
    /// # Errors
    /// As [`Desk::open_ticket`].
    pub async fn open_ticket(&mut self, actor: &Actor, opening: &Opening) -> Done<TicketFile> {
        let team = actor.as_team()?.clone();
        let setup = actor.setup()?.clone();
        let about = opening.checked(self.offer())?;
        let priority = opening.priority.unwrap_or_default();
        let category = opening.category.unwrap_or_default();
        let now = self.now;
        let level = store::contract::history(self.conn(), team.scope.customer()).await?.level_at(now);
        let new = NewTicket {
            customer: team.scope.customer(),
            subject: opening.subject.trim(),
            description: &opening.description,
            priority,
            category,
            component: opening.component.as_deref(),
            opened_by: actor.person(),
            at: now,
            team_channel: team.channel,
            card_channel: setup.support_channel,
        };
        let number = store::ticket::insert(self.conn(), &new).await?;
        let event = Event::Opened {
            customer: team.scope.customer(),
            origin: Origin::Chat,
            priority,
            category,
            about,
            terms: contract::terms(level, self.offer()),
            subject: Sha256Hex::of(new.subject.as_bytes()),
            written: Written::text(&opening.description),
        };
        let row = store::ticket::get(self.conn(), number).await?.context("the ticket just written")?;
        let mut file = self.first_event(row, team.name, team.language, actor.by(), event).await?;
        store::ticket::keep_text(self.conn(), number, EventSeq::FIRST, &actor.text(&opening.description))
            .await?;
        self.post_ticket(&file, setup.language).await?;
        self.follow(&mut file).await?;
        Ok(file)
    }

    /// Queues a new ticket's first message, its thread and its card.
    async fn post_ticket(&mut self, file: &TicketFile, staff_language: Language) -> Result<()> {
        let number = file.row.number;
        let lane = lane(file);
        let id = number.get();
        let to = Destination::Channel(file.row.team_channel);
        let first = self
            .say(&Message::new(
                &format!("ticket:{id}:posted"),
                lane,
                to,
                file.language,
                Say::TicketPosted { ticket: number },
            ))
            .await?;
        let to = Destination::TeamThread(number);
        let thread = Say::TeamThread { ticket: number };
        self.say(&Message::new(&format!("ticket:{id}:thread"), lane, to, file.language, thread).after(first))
            .await?;
        let to = Destination::Channel(file.row.card_channel);
        self.say(&Message::new(
            &format!("ticket:{id}:card"),
            lane,
            to,
            staff_language,
            Say::Card { ticket: number },
        ))
        .await?;
        Ok(())
    }

    /// Tells the team in its thread what happened, and corrects the first message and the card.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn tell(&mut self, file: &TicketFile, seq: EventSeq) -> Result<()> {
        let number = file.row.number;
        let (id, lane) = (number.get(), lane(file));
        let key = format!("ticket:{id}:happened:{seq}");
        let happened = Say::Happened { ticket: number, seq };
        self.say(&Message::new(&key, lane, Destination::TeamThread(number), file.language, happened)).await?;
        self.correct(file, seq).await
    }

    /// Corrects the first message and the card to the present state.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn correct(&mut self, file: &TicketFile, seq: EventSeq) -> Result<()> {
        let number = file.row.number;
        let id = number.get();
        let staff_language = self.staff_language().await?;
        for (what, to, language, say) in [
            ("posted", file.row.team_channel, file.language, Say::TicketPostedAgain { ticket: number }),
            ("card", file.row.card_channel, staff_language, Say::CardAgain { ticket: number }),
        ] {
            let key = format!("ticket:{id}:{what}:{seq}");
            let thing = format!("ticket:{id}:{what}");
            let message =
                Message::new(&key, Lane::Tickets, Destination::Channel(to), language, say).correcting(&thing);
            self.say(&message).await?;
        }
        Ok(())
    }

    /// What staff channels read.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn staff_language(&mut self) -> Result<Language> {
        Ok(store::desk::setup(self.conn()).await?.map_or(Language::En, |setup| setup.language))
    }
}

/// A P1's messages go before the rest.
#[must_use]
pub fn lane(file: &TicketFile) -> Lane {
    match file.row.priority {
        Priority::P1 => Lane::P1,
        Priority::P2 | Priority::P3 | Priority::P4 => Lane::Tickets,
    }
}
