//! Booking: a session asked for by the team, or proposed by an expert. The expert's time, the hours and the
//! request are written together or not at all.

use anyhow::{Context, Result};

use super::{
    CHOICES, Draft, FreeSlot, SessionFile, Slot, Wanted,
    file::Happens,
    hold::purse,
    offered::Offered,
    order::Booking,
    slots::{choose, next_free},
    typed,
};
use crate::{
    desk::{
        Desk,
        actor::Actor,
        refusal::{expertise::ExpertiseRefusal, reason::Done},
        work::Work,
    },
    rules::{
        event::By,
        ids::{ChannelId, CustomerId, PersonId, SessionId},
        session::{State, Step, bookable_until, check_length, expires_at, units},
    },
    store::{self, customer::Customer, expert::ExpertFile, session::NewSession},
};

/// Slots to choose from.
#[derive(Clone, Debug)]
pub struct Choice {
    /// The draft that the choice completes.
    pub draft: i64,
    /// The slots, soonest first; never empty.
    pub slots: Vec<FreeSlot>,
}

impl Desk {
    /// Asks for a session in the name of a team: the time and the hours are held, and the expert is asked.
    ///
    /// # Errors
    /// Refused outside a customer's channel, to staff, when nobody is free then, and when the hours left do
    /// not do.
    pub async fn book(&self, actor: &Actor, booking: &Booking, wanted: Wanted) -> Done<SessionFile> {
        let mut work = self.work_of(actor).await?;
        let file = work.book(actor, booking, wanted, None).await?;
        work.commit().await?;
        Ok(file)
    }

    /// The expert who would be asked for such a session now; nothing is held.
    ///
    /// # Errors
    /// As [`Desk::book`], except for the hours.
    pub async fn would_be_asked(&self, actor: &Actor, wanted: Wanted, minutes: i64) -> Done<PersonId> {
        let customer = actor.as_team()?.scope.customer();
        let now = self.clock.now();
        let mut conn = self.store.read().await?;
        let offered = Offered::read(&mut conn, &self.offer, Some(customer), now, None).await?;
        Ok(choose(&self.offer, &offered, wanted, minutes, now)?.person)
    }

    /// Keeps what is asked for, and gives the next slots that the hours left pay for.
    ///
    /// # Errors
    /// As [`Desk::book`]: when nobody is free at all, or the hours left do not do for any slot.
    pub async fn book_later(&self, actor: &Actor, booking: &Booking) -> Done<Choice> {
        let team = actor.as_team()?;
        booking.check(&self.offer)?;
        let mut work = self.work().await?;
        let now = work.now;
        let customer = team.scope.customer();
        let offered = Offered::read(work.conn(), &self.offer, Some(customer), now, None).await?;
        let slots = work.payable(customer, &offered, booking.minutes).await?;
        let draft = work.keep(actor, Draft::Booking(booking.clone())).await?;
        work.commit().await?;
        Ok(Choice { draft, slots })
    }

    /// Books the slot that was chosen for a draft. What is refused leaves the draft: another slot may be
    /// chosen.
    ///
    /// # Errors
    /// As [`Desk::book`], and when the draft was used or is another person's.
    pub async fn choose_slot(&self, actor: &Actor, draft: i64, chosen: &str) -> Done<SessionFile> {
        let wanted = Wanted::read(&self.offer.calendar, chosen)?;
        let mut work = self.work_of(actor).await?;
        let Draft::Booking(booking) = work.take(actor, draft).await? else {
            return Err(crate::desk::Refusal::DraftGone.into());
        };
        let file = work.book(actor, &booking, wanted, None).await?;
        work.commit().await?;
        Ok(file)
    }

    /// An expert proposes a session to a customer: the time and the hours are held, and the team is asked in
    /// its channel.
    ///
    /// # Errors
    /// Refused for anyone who is not an expert, for a customer that is not served or has no channel, when the
    /// expert is not free then, and when the customer's hours do not do.
    pub async fn offer_session(
        &self,
        actor: &Actor,
        customer: &str,
        booking: &Booking,
        wanted: Wanted,
    ) -> Done<SessionFile> {
        actor.as_expert()?;
        booking.check(&self.offer)?;
        let mut work = self.work_of(actor).await?;
        work.meet(actor).await?;
        let customer = work.customer_named(customer).await?;
        let links = store::customer::links(work.conn(), customer.id).await?;
        let channel =
            links.first().ok_or_else(|| ExpertiseRefusal::NoChannel(customer.name.clone()))?.channel;
        let slot = Slot { starts_at: wanted.starts_at(), expert: actor.person() };
        let expert = work.expert_for(customer.id, Wanted::With(slot), booking.minutes).await?;
        let booked = Booked {
            customer,
            channel,
            expert,
            starts_at: slot.starts_at,
            state: State::Proposed,
            by: By::staff(actor.person()),
        };
        let file = work.write_session(booking, booked).await?;
        work.await_answer(&file).await?;
        work.post_session(&file).await?;
        work.commit().await?;
        Ok(file)
    }
}

/// Who meets whom when.
#[derive(Debug)]
struct Booked {
    customer: Customer,
    channel: ChannelId,
    expert: ExpertFile,
    starts_at: chrono::DateTime<chrono::Utc>,
    state: State,
    by: By,
}

impl Work<'_> {
    /// Books a session for the team, in this transaction: where it takes the place of one that was moved, as
    /// the same entry of calendars, of which so many steps came before.
    pub(super) async fn book(
        &mut self,
        actor: &Actor,
        booking: &Booking,
        wanted: Wanted,
        in_place: Option<(SessionId, i64)>,
    ) -> Done<SessionFile> {
        let team = actor.as_team()?.clone();
        actor.setup()?;
        booking.check(self.offer())?;
        let customer = Customer { id: team.scope.customer(), name: team.name, language: team.language };
        let expert = self.expert_for(customer.id, wanted, booking.minutes).await?;
        let at_once = expert.accept_at_once;
        let booked = Booked {
            customer,
            channel: team.channel,
            expert,
            starts_at: wanted.starts_at(),
            state: if at_once { State::Confirmed } else { State::Requested },
            by: By::team(actor.person()),
        };
        let mut file = self.write_session(booking, booked).await?;
        if at_once {
            let by = By::staff(file.row.expert);
            let accepted = Happens { by, step: Step::Accepted, charged: 0, text: "" };
            self.happened(&mut file, accepted).await?;
            self.remind(&file).await?;
        } else {
            self.await_answer(&file).await?;
        }
        if let Some((entry, steps)) = in_place {
            (file.row.entry, file.row.entry_steps) = (Some(entry), steps);
            store::session::takes_place(self.conn(), file.row.id, entry, steps).await?;
        }
        self.post_session(&file).await?;
        Ok(file)
    }

    /// The expert who takes a slot.
    async fn expert_for(&mut self, customer: CustomerId, wanted: Wanted, minutes: i64) -> Done<ExpertFile> {
        let (now, offer) = (self.now, self.offer());
        let offered = Offered::read(self.conn(), offer, Some(customer), now, None).await?;
        Ok(choose(offer, &offered, wanted, minutes, now)?.clone())
    }

    /// Writes the session, the time that it takes and the hours that it holds.
    async fn write_session(&mut self, booking: &Booking, booked: Booked) -> Done<SessionFile> {
        let asked_by = booked.by.person.context("a session is asked for by somebody")?;
        let (now, offer) = (self.now, self.offer());
        let new = NewSession {
            customer: booked.customer.id,
            expert: booked.expert.person,
            topic: booking.topic,
            minutes: booking.minutes,
            starts_at: booked.starts_at,
            about: booking.about.trim(),
            state: booked.state,
            asked_by,
            asked_at: now,
            expires_at: expires_at(&offer.calendar, now, booked.starts_at),
            channel: booked.channel,
            ticket: None,
        };
        let mut file = SessionFile {
            row: store::session::insert(self.conn(), &new).await?,
            customer: booked.customer.name,
            language: booked.customer.language,
            expert: booked.expert.name,
            events: Vec::new(),
        };
        self.occupy(&file).await?;
        self.hold(&file, booking.minutes, Some(asked_by)).await?;
        let step = if booked.state == State::Proposed { Step::Offered } else { Step::Asked };
        self.happened(&mut file, Happens { by: booked.by, step, charged: 0, text: "" }).await?;
        Ok(file)
    }

    /// Takes the expert's time.
    pub(super) async fn occupy(&mut self, file: &SessionFile) -> Result<()> {
        let units = units(file.row.starts_at, file.row.minutes, &self.offer().sessions);
        let free = store::session::occupy(self.conn(), file.row.expert, file.row.id, &units).await?;
        // Whether it is free was read in this very transaction.
        free.then_some(()).context("time of an expert that was free")
    }

    /// The next slots that the hours left pay for.
    pub(super) async fn payable(
        &mut self,
        customer: CustomerId,
        offered: &Offered,
        minutes: i64,
    ) -> Done<Vec<FreeSlot>> {
        let (now, offer, experts) = (self.now, self.offer(), &offered.experts);
        let calendar = &offer.calendar;
        let this_month = calendar.month_of(now);
        let mut purses = Vec::new();
        for month in [this_month, this_month.next()] {
            purses.push(purse(self.conn(), offer, customer, month, now).await?);
        }
        let pays = |free: &FreeSlot| {
            let at = free.slot.starts_at;
            let month = calendar.month_of(at);
            purses.iter().any(|purse| purse.balance.month == month && purse.balance.left_for(at) >= minutes)
        };
        let slots = next_free(offer, experts, minutes, now, CHOICES, pays);
        if !slots.is_empty() {
            return Ok(slots);
        }
        // Somebody may be free without hours to pay for it: that is another thing to say.
        let soonest = next_free(offer, experts, minutes, now, 1, |_| true);
        let Some(soonest) = soonest.first() else {
            if offered.nobody_there() {
                return Err(ExpertiseRefusal::NoExperts.into());
            }
            let until = bookable_until(calendar, now);
            return Err(ExpertiseRefusal::NobodyEver { minutes, until }.into());
        };
        let at = soonest.slot.starts_at;
        let month = calendar.month_of(at);
        let purse = purses.into_iter().find(|purse| purse.balance.month == month);
        let refused = purse.context("a slot of the months that may be booked")?.plan(minutes, at, offer, now);
        Err(refused.err().context("hours that do not do")?.into())
    }
}

impl Booking {
    pub(super) fn check(&self, offer: &crate::rules::offer::Offer) -> Done<()> {
        check_length(self.minutes, &offer.sessions)?;
        typed::checked(&self.about)?;
        Ok(())
    }
}
