//! Tickets: opened, followed, closed. Never refused for the hour of day.

use anyhow::Result;
use chrono::{DateTime, Utc};

use super::{
    attached::{self, File},
    file::{TicketFile, lane},
    opening::Opening,
    outlook::Outlook,
};
use crate::{
    desk::{
        Desk, Refusal,
        actor::Actor,
        incidents::IncidentFile,
        keeping::Payer,
        refusal::reason::Done,
        request::Request,
        say::{
            key::Key,
            message::{Destination, Say},
        },
        work::{Message, Work},
    },
    rules::{
        event::{Category, Event, Origin, Priority, Sha256Hex},
        ids::{ChannelId, CustomerId, EventSeq, TicketNumber},
        language::Language,
        thread::WhichThread,
        typed::one_line,
    },
    store::{self, find, open::NewTicket, window::Window},
};

/// For whom a ticket is opened, and where.
pub(in crate::desk) struct Owner {
    pub(in crate::desk) customer: CustomerId,
    pub(in crate::desk) name: String,
    pub(super) language: Language,
    pub(in crate::desk) channel: ChannelId,
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
    /// The major incident that is open on its platform.
    pub during: Option<IncidentFile>,
}

impl Desk {
    /// Looks whether a ticket could be opened of what was typed, before its files are fetched. Returns whose
    /// bounds they count for.
    ///
    /// # Errors
    /// As [`Desk::open_ticket`], as far as can be told by now.
    pub async fn may_open(&self, actor: &Actor, opening: &Opening) -> Done<Payer> {
        opening.checked(&self.offer)?;
        let mut conn = self.store.read().await?;
        if let Some(source) = opening.source
            && let Some(number) = find::opened_from(&mut conn, source.message).await?
        {
            return Err(Refusal::OpenedFrom(number).into());
        }
        let customer = match &opening.for_customer {
            // Agents open for a customer by its name: a name that is none is refused when it is opened.
            Some(name) => store::customer::by_name(&mut conn, name.trim()).await?.map(|customer| customer.id),
            None => Some(actor.as_team()?.scope.customer()),
        };
        Ok(Payer { ticket: None, customer })
    }

    /// Opens a ticket for the team of a channel. A P1 is not opened here but by its confirmation.
    ///
    /// # Errors
    /// Refused outside a customer's channel, to staff, or for what was typed.
    pub async fn open_ticket(&self, request: Request<'_>, opening: &Opening, files: &[File]) -> Done<Opened> {
        let mut work = self.work_of(request).await?;
        let (file, near, during) = work.open_ticket(request.by, opening, files).await?;
        let now = work.now;
        let calendar = &self.offer.calendar;
        let read_at = (file.ticket.category == Category::Account && !calendar.is_open(now))
            .then(|| calendar.next_opening(now));
        let opened = Opened { number: file.row.number, priority: file.row.priority, read_at, near, during };
        work.commit().await?;
        Ok(opened)
    }
}

impl Work<'_> {
    /// Opens a ticket of any priority: the row, its first event, its first message, thread and card. Returns
    /// it with the maintenance that it may be about and the major incident that is open on its platform.
    ///
    /// # Errors
    /// As [`Desk::open_ticket`].
    pub async fn open_ticket(
        &mut self,
        actor: &Actor,
        opening: &Opening,
        files: &[File],
    ) -> Done<(TicketFile, Option<Window>, Option<IncidentFile>)> {
        let owner = self.owner(actor, opening).await?;
        let setup = actor.setup()?.clone();
        let about = opening.checked(self.offer())?;
        let priority = opening.priority.unwrap_or_default();
        let category = opening.category.unwrap_or_default();
        if let Some(source) = opening.source
            && let Some(number) = find::opened_from(self.conn(), source.message).await?
        {
            return Err(Refusal::OpenedFrom(number).into());
        }
        let now = self.now;
        let Outlook { number, terms, near, during } =
            self.outlook((owner.customer, owner.channel), about.as_ref()).await?;
        // What somebody asks about their account is about no outage.
        let during = during.filter(|_| category != Category::Account);
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
            during: during.as_ref().map(|file| file.incident.number),
            subject: Sha256Hex::of(new.subject.as_bytes()),
            written: attached::written(Some(&opening.description), files),
        };
        let text = actor.text(&opening.description);
        let mut file = self.first_event(&new, actor.by(), event, &text).await?;
        self.keep_files(&file, EventSeq::FIRST, files).await?;
        self.post_ticket(&file, setup.language)?;
        if files.iter().any(|one| one.kept.is_err()) {
            self.tell_not_kept(&file, EventSeq::FIRST, files, WhichThread::Teams).await?;
            if !self.team_is_at_home(actor, &file).await? {
                self.tell_not_kept(&file, EventSeq::FIRST, files, WhichThread::Staffs).await?;
            }
        }
        self.follow(&mut file).await?;
        self.look_for_wave(&file).await?;
        Ok((file, near, during))
    }

    /// For whom a ticket is opened: the team of the channel, or the customer that an agent names.
    pub(in crate::desk) async fn owner(&mut self, actor: &Actor, opening: &Opening) -> Done<Owner> {
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
        let (posted, card) = (Key::Posted(number), Key::Card(number));
        let [channel, staffs] = [file.row.team_channel, file.row.card_channel].map(Destination::Channel);
        let first = Say::TicketPosted { ticket: number };
        self.say(&Message::new(&posted, lane, channel, file.language, first))?;
        self.say(&Message::new(&card, lane, staffs, staff_language, Say::Card { ticket: number }))
    }
}
