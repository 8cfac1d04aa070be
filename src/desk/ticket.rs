//! Tickets: opened, followed, closed. Never refused for the hour of day.

use anyhow::Result;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{
    Desk, Done, Refusal,
    actor::Actor,
    errand,
    file::TicketFile,
    keeping::Whose,
    outlook::Outlook,
    say::{Destination, Lane, Say},
    talk::{self, File, FileRef},
    work::{Message, Work, posted_key},
};
use crate::{
    rules::{
        event::{About, By, Category, Event, Origin, Priority, Sha256Hex},
        ids::{ChannelId, CustomerId, EventSeq, TicketNumber},
        language::Language,
        offer::Offer,
        ticket::{Act, Refusal as NotNow},
        typed::one_line,
    },
    store::{
        self,
        opening::NewTicket,
        ticket::{Source, Text},
        window::Window,
    },
};

/// How long a subject may be, in characters.
pub const SUBJECT_MOST: usize = 100;

/// How long other texts may be, in characters: an option of Discord's takes no more, so that nothing typed is too long.
pub const TEXT_MOST: usize = 6_000;

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
    /// Which part of the platform, by its key in the offer or its name.
    pub component: Option<String>,
    /// The message it is opened from.
    #[serde(default)]
    pub source: Option<Source>,
    /// That message's files.
    #[serde(default)]
    pub attached: Vec<FileRef>,
    /// For staff: the customer for whom they open it.
    #[serde(default)]
    pub for_customer: Option<String>,
    /// Who called, where staff took it by phone or mail.
    #[serde(default)]
    pub caller: Option<String>,
}

/// For whom a ticket is opened, and where.
pub(super) struct Owner {
    pub(super) customer: CustomerId,
    pub(super) name: String,
    language: Language,
    pub(super) channel: ChannelId,
    origin: Origin,
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
    /// The maintenance that it may be about.
    pub near: Option<Window>,
}

impl Opening {
    /// The subject as it is kept: in one line, as whoever reads it does.
    fn line(&self) -> String {
        one_line(&self.subject)
    }

    /// Looks at what was typed. Gives the component that is meant.
    pub(super) fn checked(&self, offer: &Offer) -> Result<Option<About>, Refusal> {
        check_text(&self.line(), SUBJECT_MOST)?;
        check_text(&self.description, TEXT_MOST)?;
        self.component.as_deref().map(|typed| errand::about(offer, typed)).transpose()
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
    /// Looks whether a ticket could be opened of what was typed, before its files are fetched. Gives whose bounds they count for.
    ///
    /// # Errors
    /// As [`Desk::open_ticket`], as far as can be told by now.
    pub async fn may_open(&self, actor: &Actor, opening: &Opening) -> Done<Whose> {
        opening.checked(&self.offer)?;
        let mut conn = self.store.read().await?;
        if let Some(source) = opening.source
            && let Some(number) = store::finding::opened_from(&mut conn, source.message).await?
        {
            return Err(Refusal::OpenedFrom(number).into());
        }
        let customer = match &opening.for_customer {
            // Agents open for a customer by its name: a name that is none is refused when it is opened.
            Some(name) => store::customer::by_name(&mut conn, name.trim()).await?.map(|customer| customer.id),
            None => Some(actor.as_team()?.scope.customer()),
        };
        Ok(Whose { ticket: None, customer })
    }

    /// Opens a ticket for the team of a channel. A P1 is not opened here but by its confirmation.
    ///
    /// # Errors
    /// Refused outside a customer's channel, to staff, or for what was typed.
    pub async fn open_ticket(&self, actor: &Actor, opening: &Opening, files: &[File]) -> Done<Opened> {
        let mut work = self.work_of(actor).await?;
        let (file, near) = work.open_ticket(actor, opening, files).await?;
        let now = work.now;
        let calendar = &self.offer.calendar;
        let read_at = (file.ticket.category == Category::Account && !calendar.is_open(now))
            .then(|| calendar.next_opening(now));
        let opened = Opened { number: file.row.number, priority: file.row.priority, read_at, near };
        work.commit().await?;
        Ok(opened)
    }
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
    pub fn may(&self, act: Act, offer: &Offer, now: DateTime<Utc>) -> Result<(), Refusal> {
        self.ticket.may(act, offer, now).map_err(|not_now: NotNow| Refusal::Ticket(self.row.number, not_now))
    }
}

impl Work<'_> {
    /// Opens a ticket of any priority: the row, its first event, its first message, thread and card. Gives it with the maintenance that
    /// it may be about.
    ///
    /// # Errors
    /// As [`Desk::open_ticket`].
    pub async fn open_ticket(
        &mut self,
        actor: &Actor,
        opening: &Opening,
        files: &[File],
    ) -> Done<(TicketFile, Option<Window>)> {
        let owner = self.owner(actor, opening).await?;
        let setup = actor.setup()?.clone();
        let about = opening.checked(self.offer())?;
        let priority = opening.priority.unwrap_or_default();
        let category = opening.category.unwrap_or_default();
        if let Some(source) = opening.source
            && let Some(number) = store::finding::opened_from(self.conn(), source.message).await?
        {
            return Err(Refusal::OpenedFrom(number).into());
        }
        let now = self.now;
        let Outlook { number, terms, near } =
            self.outlook((owner.customer, owner.channel), about.as_ref()).await?;
        let (subject, caller) = (opening.line(), opening.caller.as_deref().map(one_line));
        let new = NewTicket {
            number,
            customer: owner.customer,
            customer_name: &owner.name,
            customer_language: owner.language,
            subject: &subject,
            description: &opening.description,
            category,
            opened_by: actor.person(),
            at: now,
            team_channel: owner.channel,
            card_channel: setup.support_channel,
            source: opening.source,
            caller: caller.as_deref(),
        };
        let event = Event::Opened {
            customer: owner.customer,
            origin: owner.origin,
            priority,
            category,
            about: about.clone(),
            terms,
            near: near.as_ref().map(Window::as_near),
            subject: Sha256Hex::of(new.subject.as_bytes()),
            written: talk::written(Some(&opening.description), files),
        };
        let text = actor.text(&opening.description);
        let mut file = self.first_event(&new, actor.by(), event, &text).await?;
        self.keep_files(&file, EventSeq::FIRST, files).await?;
        self.post_ticket(&file, setup.language)?;
        if files.iter().any(|one| one.kept.is_err()) {
            self.tell_not_kept(&file, EventSeq::FIRST, files, false).await?;
            if !self.team_is_at_home(actor, &file).await? {
                self.tell_not_kept(&file, EventSeq::FIRST, files, true).await?;
            }
        }
        self.follow(&mut file).await?;
        Ok((file, near))
    }

    /// For whom a ticket is opened: the team of the channel, or the customer that an agent names.
    pub(super) async fn owner(&mut self, actor: &Actor, opening: &Opening) -> Done<Owner> {
        let Some(name) = &opening.for_customer else {
            let team = actor.as_team()?.clone();
            return Ok(Owner {
                customer: team.scope.customer(),
                name: team.name,
                language: team.language,
                channel: team.channel,
                origin: Origin::Chat,
            });
        };
        actor.as_agent()?;
        let customer = self.customer_named(name).await?;
        let link = store::customer::links(self.conn(), customer.id).await?.into_iter().next();
        let channel = link.ok_or_else(|| Refusal::NoChannel(customer.name.clone()))?.channel;
        Ok(Owner {
            customer: customer.id,
            name: customer.name,
            language: customer.language,
            channel,
            origin: Origin::Phone,
        })
    }

    /// Queues a new ticket's first message, from which its thread is started, and its card.
    fn post_ticket(&mut self, file: &TicketFile, staff_language: Language) -> Result<()> {
        let (number, lane) = (file.row.number, lane(file));
        let (posted, card) = (posted_key(number), format!("ticket:{}:card", number.get()));
        let [channel, staffs] = [file.row.team_channel, file.row.card_channel].map(Destination::Channel);
        let first = Say::TicketPosted { ticket: number };
        self.queue(&Message::new(&posted, lane, channel, file.language, first))?;
        self.queue(&Message::new(&card, lane, staffs, staff_language, Say::Card { ticket: number }))
    }

    /// Tells the team in its thread what happened, and corrects the first message and the card.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn tell(&mut self, file: &TicketFile, seq: EventSeq) -> Result<()> {
        let number = file.row.number;
        let key = format!("ticket:{}:happened:{seq}", number.get());
        self.say_to_team(file, &key, Say::Happened { ticket: number, seq }).await?;
        self.correct(file, seq).await
    }

    /// Corrects the first message and the card to the present state.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn correct(&mut self, file: &TicketFile, seq: EventSeq) -> Result<()> {
        self.correct_because(file, &seq.to_string()).await
    }

    /// As [`Work::correct`], for a reason that need not be an event: once for each.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn correct_because(&mut self, file: &TicketFile, why: &str) -> Result<()> {
        let number = file.row.number;
        let id = number.get();
        let staff_language = self.staff_language().await?;
        for (what, to, language, say) in [
            ("posted", file.row.team_channel, file.language, Say::TicketPostedAgain { ticket: number }),
            ("card", file.row.card_channel, staff_language, Say::CardAgain { ticket: number }),
        ] {
            let key = format!("ticket:{id}:{what}:{why}");
            let thing = format!("ticket:{id}:{what}");
            let message =
                Message::new(&key, Lane::Tickets, Destination::Channel(to), language, say).correcting(&thing);
            self.queue(&message)?;
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
    lane_of(file.row.priority)
}

/// The lane of what a ticket of that priority says.
#[must_use]
pub fn lane_of(priority: Priority) -> Lane {
    match priority {
        Priority::P1 => Lane::P1,
        Priority::P2 | Priority::P3 | Priority::P4 => Lane::Tickets,
    }
}
