//! Hours that would lapse: shortly before a month ends, a team with hours left is offered three free slots,
//! once, unless its managers do not want it.
//!
//! Five business days before the end of the month, at 10:00: there is time to meet, and to answer. The first
//! months of a level that has them end with a month too.

use std::collections::HashSet;

use anyhow::Result;
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};

use super::{
    Booking, Choice, Draft, FreeSlot, News, SessionFile, Slot, Wanted, hold::purse, offered::Offered,
    slots::next_free,
};
use crate::{
    desk::{
        Desk, Refusal as Refused, Stop,
        actor::Actor,
        due::{self, Due},
        refusal::{expertise::ExpertiseRefusal, reason::Done},
        say::{
            key::Key,
            message::{Destination, Lane, Say},
        },
        work::{Message, Work},
    },
    rules::{
        calendar::{Calendar, Month, hour},
        contract::Access,
        ids::CustomerId,
        session::{Topic, check_slot, lengths},
    },
    store,
};

/// How many business days before the end of a month.
const BUSINESS_DAYS: u32 = 5;

/// At which hour, on the wall clock of the desk's zone.
const AT: NaiveTime = hour(10);

/// How many slots are offered.
const SLOTS: usize = 3;

/// How long the sessions offered are at most, in minutes.
const LONGEST: i64 = 60;

/// A slot that was offered, and what becomes of it once it is pressed.
#[derive(Clone, Debug)]
pub enum Pressed {
    /// It is free: what the session is to be about is asked, with this draft.
    Topic {
        /// The draft that the answer completes.
        draft: i64,
        /// The slot.
        slot: Slot,
    },
    /// It is taken: others are shown instead.
    Others(Choice),
    /// The session is booked.
    Booked(Box<SessionFile>),
}

/// When hours that would lapse with a month are offered as slots, UTC.
pub fn offered_at(calendar: &Calendar, month: Month) -> DateTime<Utc> {
    let end: NaiveDate = month.next().first();
    calendar.place(calendar.business_days_before(end, BUSINESS_DAYS).and_time(AT))
}

impl Desk {
    /// A slot that was offered is pressed or chosen, or its topic is: the session is booked as by
    /// `/expertise book`.
    ///
    /// # Errors
    /// Refused to staff and other teams, and as booking is, except for a slot that is taken.
    pub async fn press_offered(&self, actor: &Actor, id: i64, draft: &Draft, chosen: &str) -> Done<Pressed> {
        actor.as_team()?;
        let calendar = &self.offer.calendar;
        match draft {
            Draft::Offered { slot, minutes } => self.ask_topic(actor, *slot, *minutes).await,
            Draft::OtherSlots { minutes } => match Wanted::read(calendar, chosen)? {
                Wanted::With(slot) => self.ask_topic(actor, slot, *minutes).await,
                Wanted::Anyone(_) => Err(Refused::DraftGone.into()),
            },
            Draft::OfferedTopic { slot, minutes } => {
                let topic: Topic = chosen.parse().map_err(|_| Refused::DraftGone)?;
                let mut work = self.work_of(actor).await?;
                work.take(actor, id).await?;
                let booking = Booking { topic, minutes: *minutes, about: String::new() };
                match work.book(actor, &booking, Wanted::With(*slot), None).await {
                    Ok(file) => {
                        work.commit().await?;
                        Ok(Pressed::Booked(Box::new(file)))
                    }
                    Err(Stop::Refused(Refused::Expertise(
                        ExpertiseRefusal::NobodyFree { .. } | ExpertiseRefusal::Maintenance { .. },
                    ))) => {
                        drop(work);
                        Ok(Pressed::Others(self.book_later(actor, &booking).await?))
                    }
                    Err(stop) => Err(stop),
                }
            }
            Draft::Booking(_)
            | Draft::Decline { .. }
            | Draft::DeclineHelp { .. }
            | Draft::OtherTime { .. }
            | Draft::Note { .. }
            | Draft::CallOff { .. }
            | Draft::MoreUsed { .. }
            | Draft::PackOrder(_) => Err(Refused::DraftGone.into()),
        }
    }

    /// Asks what a session in that slot is to be about; where it is taken, shows others.
    async fn ask_topic(&self, actor: &Actor, slot: Slot, minutes: i64) -> Done<Pressed> {
        let customer = actor.as_team()?.scope.customer();
        let mut work = self.work().await?;
        let (now, offer) = (work.now, &self.offer);
        let offered = Offered::read(work.conn(), offer, Some(customer), now, None).await?;
        let free = offered.experts.iter().any(|expert| {
            expert.person == slot.expert
                && check_slot(offer, &expert.time, slot.starts_at, minutes, now).is_ok()
        });
        let pressed = if free {
            let draft = work.keep(actor, Draft::OfferedTopic { slot, minutes }).await?;
            Pressed::Topic { draft, slot }
        } else {
            let slots = work.payable(customer, &offered, minutes).await?;
            let draft = work.keep(actor, Draft::OtherSlots { minutes }).await?;
            Pressed::Others(Choice { draft, slots })
        };
        work.commit().await?;
        Ok(pressed)
    }
}

impl Work<'_> {
    /// Promises to look at the hours that lapse with this month, or with the next where its moment is past.
    pub(in crate::desk) async fn plan_unused(&mut self) -> Result<()> {
        let calendar = &self.offer().calendar;
        let this = calendar.month_of(self.now);
        let month = if offered_at(calendar, this) > self.now { this } else { this.next() };
        self.promise(&due::Key::Unused(month), offered_at(calendar, month), &Due::Unused { month }).await?;
        Ok(())
    }

    /// The hours of a month lapse soon: every team that has some left is offered slots.
    pub(in crate::desk) async fn unused_due(&mut self, month: Month) -> Result<()> {
        if self.offer().calendar.month_of(self.now) == month {
            for customer in store::customer::served(self.conn()).await? {
                self.offer_unused(customer.id, month).await?;
            }
        }
        self.plan_unused().await
    }

    /// Offers slots to a team, where it has hours left that a slot of the month can use.
    async fn offer_unused(&mut self, customer: CustomerId, month: Month) -> Result<()> {
        let (now, offer) = (self.now, self.offer());
        let wanted = store::contract::settings(self.conn(), customer).await?.unused_hours;
        let Some(link) = store::customer::links(self.conn(), customer).await?.into_iter().next() else {
            return Ok(());
        };
        let purse = purse(self.conn(), offer, customer, month, now).await?;
        let left = purse.balance.month_left();
        let fits = |minutes: &i64| *minutes <= left.min(LONGEST);
        let length = lengths(&offer.sessions).into_iter().rev().find(fits);
        let Some(minutes) = length.filter(|_| wanted) else { return Ok(()) };
        if purse.history.access_at(now, offer) == Access::None {
            return Ok(());
        }
        let offered = Offered::read(self.conn(), offer, Some(customer), now, None).await?;
        let slots = some_slots(offer, &offered, minutes, month, now);
        if slots.is_empty() {
            return Ok(());
        }
        let mut drafts = Vec::new();
        for free in slots {
            let draft = Draft::Offered { slot: free.slot, minutes };
            drafts.push((self.keep_shared(link.channel, draft).await?, free));
        }
        let key = Key::Unused(customer, month);
        let to = Destination::Channel(link.channel);
        let language = store::customer::get(self.conn(), customer).await?.language;
        let say = Say::Expertise(News::Unused { customer, month, left, minutes, slots: drafts });
        let ends_at = month.end(&offer.calendar);
        let message = Message::new(&key, Lane::Rest, to, language, say).useless_after(ends_at);
        self.say(&message)
    }
}

/// The next free slots of a month: the first of each day, then what else is free, in order.
fn some_slots(
    offer: &crate::rules::offer::Offer,
    offered: &Offered,
    minutes: i64,
    month: Month,
    now: DateTime<Utc>,
) -> Vec<FreeSlot> {
    let calendar = &offer.calendar;
    let of_month = |free: &FreeSlot| calendar.month_of(free.slot.starts_at) == month;
    let all = next_free(offer, &offered.experts, minutes, now, usize::MAX, of_month);
    let mut days = HashSet::new();
    let (first, more): (Vec<_>, Vec<_>) =
        all.into_iter().partition(|free| days.insert(calendar.date_of(free.slot.starts_at)));
    let mut slots: Vec<FreeSlot> = first.into_iter().chain(more).take(SLOTS).collect();
    slots.sort_by_key(|free| free.slot.starts_at);
    slots
}
