//! Packs of hours: ordered by a team's manager, granted by staff.

use anyhow::Context;
use chrono::{DateTime, Utc};

use super::{Draft, News, order::PackOrder};
use crate::{
    desk::{
        Desk, Refusal as Refused,
        actor::Actor,
        effect::Effect,
        refusal::{expertise::ExpertiseRefusal, reason::Done},
        say::{
            key::Key,
            message::{Destination, Lane, Say},
        },
        text_limits::check_text,
        work::{Message, Work},
    },
    rules::{
        allowance::pack_end,
        ids::{ChannelId, CustomerId},
    },
    store::{self, customer::Customer},
};

const MINUTES_AN_HOUR: i64 = 60;

/// An order that staff answered.
#[derive(Clone, Debug)]
pub struct PackAnswered {
    /// The order.
    pub order: PackOrder,
    /// The customer.
    pub customer: Customer,
    /// Until when the pack pays for sessions, UTC; none where it was declined.
    pub ends_at: Option<DateTime<Utc>>,
}

impl Desk {
    /// Orders a pack: staff are asked in the support channel.
    ///
    /// # Errors
    /// Refused for anyone who is not a manager, on a level without packs, and for a size that cannot be.
    pub async fn order_pack(&self, actor: &Actor, hours: i64) -> Done<PackOrder> {
        let team = actor.as_manager()?.clone();
        let setup = actor.setup()?.clone();
        let mut work = self.work_of(actor).await?;
        let now = work.now;
        let customer = team.scope.customer();
        let level = store::contract::history(work.conn(), customer).await?.level_at(now);
        if !self.offer.level(level).packs {
            return Err(ExpertiseRefusal::NoPacks(level).into());
        }
        self.check_pack(hours)?;
        let order = PackOrder { customer, hours, by: actor.person(), channel: team.channel };
        let draft = work.keep_shared(setup.support_channel, Draft::PackOrder(order)).await?;
        let key = Key::PackOrder(draft);
        let to = Destination::Channel(setup.support_channel);
        let say = Say::Expertise(News::PackOrdered { order, draft });
        work.say(&Message::new(&key, Lane::Tickets, to, setup.language, say))?;
        work.did(Effect::PackOrdered { hours });
        work.commit().await?;
        Ok(order)
    }

    /// Staff grant an order or decline it. Of two presses one counts. The team is told where it was ordered.
    ///
    /// # Errors
    /// Refused for anyone who is not an agent, and when it was answered before.
    pub async fn answer_pack(&self, actor: &Actor, draft: i64, granted: bool) -> Done<PackAnswered> {
        actor.as_agent()?;
        let mut work = self.work_of(actor).await?;
        let Draft::PackOrder(order) = work.take(actor, draft).await? else {
            return Err(Refused::DraftGone.into());
        };
        let customer = store::customer::get(work.conn(), order.customer).await?;
        work.concerns(customer.id);
        let ends_at = if granted { Some(work.grant(actor, customer.id, order.hours).await?) } else { None };
        if !granted {
            work.did(Effect::PackDeclined { hours: order.hours });
        }
        let key = Key::PackAnswered(draft);
        work.tell_of_pack(&customer, order.channel, &key, News::PackAnswered { order, ends_at })?;
        work.commit().await?;
        Ok(PackAnswered { order, customer, ends_at })
    }

    /// Staff grant a pack that nobody ordered in chat, on any level. The team is told in its channel.
    ///
    /// # Errors
    /// Refused for anyone who is not an agent, for a customer that is not served, for a size that cannot be,
    /// and for an empty reason.
    pub async fn grant_pack(
        &self,
        actor: &Actor,
        customer: &str,
        hours: i64,
        reason: Option<&str>,
    ) -> Done<(PackAnswered, DateTime<Utc>)> {
        actor.as_agent()?;
        if let Some(reason) = reason {
            check_text(reason, super::TEXT_MOST)?;
        }
        self.check_pack(hours)?;
        let mut work = self.work_of(actor).await?;
        let customer = work.customer_named(customer).await?;
        let ends_at = work.grant(actor, customer.id, hours).await?;
        let links = store::customer::links(work.conn(), customer.id).await?;
        let channel = links.first().map_or(actor.asking.channel, |link| link.channel);
        let order = PackOrder { customer: customer.id, hours, by: actor.person(), channel };
        if !links.is_empty() {
            let interaction = actor.asking.interaction.context("a command is an interaction")?;
            let key = Key::PackGranted(interaction);
            let text = reason.unwrap_or_default().trim().to_owned();
            work.tell_of_pack(&customer, channel, &key, News::PackGranted { order, ends_at, reason: text })?;
        }
        work.commit().await?;
        Ok((PackAnswered { order, customer, ends_at: Some(ends_at) }, ends_at))
    }

    fn check_pack(&self, hours: i64) -> Result<(), ExpertiseRefusal> {
        let most = self.offer.packs.max_hours;
        if (1..=i64::from(most)).contains(&hours) { Ok(()) } else { Err(ExpertiseRefusal::PackSize { most }) }
    }
}

impl Work<'_> {
    async fn grant(&mut self, actor: &Actor, customer: CustomerId, hours: i64) -> Done<DateTime<Utc>> {
        let (now, offer) = (self.now, self.offer());
        let ends_at = pack_end(now, &offer.packs, &offer.calendar);
        let minutes = hours * MINUTES_AN_HOUR;
        store::hours::grant(self.conn(), customer, minutes, ends_at, actor.person(), now).await?;
        self.did(Effect::PackGranted { hours, until: ends_at });
        Ok(ends_at)
    }

    fn tell_of_pack(&mut self, customer: &Customer, channel: ChannelId, key: &Key, news: News) -> Done<()> {
        let to = Destination::Channel(channel);
        self.say(&Message::new(key, Lane::Tickets, to, customer.language, Say::Expertise(news)))?;
        Ok(())
    }
}
