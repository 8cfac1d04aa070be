//! Customers: added, linked with the channels that speak for them, given managers.

use anyhow::Context;
use chrono::{DateTime, NaiveDate, Utc};

use crate::{
    desk::{
        self, Desk, Stop,
        actor::Actor,
        effect::Effect,
        refusal::{customers::CustomerRefusal, reason::Done},
        text_limits::{NAME_MOST, check_text},
        ticket::place::Left,
        work::Work,
    },
    rules::{
        contract::{History, LevelChange, first_row},
        ids::{ChannelId, CustomerId, GuildId, PersonId},
        language::Language,
        level::Level,
        typed::one_line,
    },
    store::{
        self,
        customer::{Customer, Link, Listed, NewLink},
    },
};

/// A customer to add.
#[derive(Clone, Debug, PartialEq)]
pub struct NewCustomer {
    /// Its name.
    pub name: String,
    /// Its level.
    pub level: Level,
    /// What its team reads; left out, what staff read.
    pub language: Option<Language>,
    /// Since when it has that level; left out, today.
    pub since: Option<NaiveDate>,
}

/// A customer as staff see it.
#[derive(Clone, Debug)]
pub struct Dossier {
    /// The customer.
    pub customer: Customer,
    /// Every change of its level.
    pub history: History,
    /// The channels that speak for it.
    pub links: Vec<Link>,
    /// Its managers.
    pub managers: Vec<PersonId>,
    /// When each of the codes that can still be used expires, UTC.
    pub codes: Vec<DateTime<Utc>>,
    /// The moment at which all this is so, UTC.
    pub now: DateTime<Utc>,
}

/// What a channel that is linked is told.
#[derive(Clone, Debug, PartialEq)]
pub struct Announced {
    /// Whether maintenance is announced there.
    pub announcements: bool,
    /// Of which platform, by its key in the offer; none: of all.
    pub platform: Option<String>,
}

/// A channel that now speaks for a customer.
#[derive(Clone, Debug)]
pub struct Linked {
    /// The customer.
    pub customer: Customer,
    /// Whether who linked it became the customer's first manager.
    pub first_manager: bool,
}

/// A channel that no longer speaks for a customer.
#[derive(Clone, Debug)]
pub struct Unlinked {
    /// The customer.
    pub customer: Customer,
    /// The channel.
    pub channel: ChannelId,
    /// The open tickets that it concerns.
    pub left: Left,
}

impl Desk {
    /// Adds a customer, with the level it has.
    ///
    /// # Errors
    /// Refused for anyone who is not an agent, for a name that is taken, empty or too long.
    pub async fn add_customer(&self, actor: &Actor, new: &NewCustomer) -> Done<(Customer, LevelChange)> {
        actor.as_agent()?;
        let mut work = self.work_of(actor).await?;
        let added = work.add_customer(actor, new).await?;
        work.commit().await?;
        Ok(added)
    }

    /// Lets a channel of the staff server speak for a customer.
    ///
    /// # Errors
    /// Refused for anyone who is not an agent, and when the channel speaks for a customer already or is the
    /// desk's own.
    pub async fn link_channel(
        &self,
        actor: &Actor,
        name: &str,
        channel: ChannelId,
        announced: Announced,
    ) -> Done<Linked> {
        actor.as_agent()?;
        let mut work = self.work_of(actor).await?;
        let customer = work.link_channel(actor, name, channel, announced).await?;
        work.commit().await?;
        Ok(Linked { customer, first_manager: false })
    }

    /// A channel no longer speaks for a customer. Nothing is lost: its tickets, hours and contract stay. Open
    /// tickets that spoke there go on in another of its channels.
    ///
    /// # Errors
    /// Refused for anyone who is not an agent, and when the channel does not speak for that customer.
    pub async fn unlink(&self, actor: &Actor, name: &str, typed: &str) -> Done<Unlinked> {
        actor.as_agent()?;
        let mut work = self.work_of(actor).await?;
        let customer = work.customer_named(name).await?;
        let not_theirs =
            || CustomerRefusal::NotTheirs { channel: typed.to_owned(), customer: customer.name.clone() };
        let channel = as_channel(typed).ok_or_else(not_theirs)?;
        let now = work.now;
        if !store::customer::unlink(work.conn(), customer.id, channel, actor.person(), now).await? {
            return Err(not_theirs().into());
        }
        work.did(Effect::Unlinked { channel });
        let left = work.leaves(customer.id, channel).await?;
        work.commit().await?;
        Ok(Unlinked { customer, channel, left })
    }

    /// Names a manager of a customer, or takes the part back. Returns whether that changed anything.
    ///
    /// # Errors
    /// Refused for anyone who is not an agent.
    pub async fn set_manager(
        &self,
        actor: &Actor,
        name: &str,
        person: PersonId,
        remove: bool,
    ) -> Done<(Customer, bool)> {
        actor.as_agent()?;
        let mut work = self.work_of(actor).await?;
        let customer = work.customer_named(name).await?;
        let (by, now) = (actor.person(), work.now);
        let changed = if remove {
            store::customer::remove_manager(work.conn(), customer.id, person, by, now).await?
        } else {
            store::customer::name_manager(work.conn(), customer.id, person, by, now).await?
        };
        if changed {
            work.did(Effect::Manager { person, named: !remove });
        }
        work.commit().await?;
        Ok((customer, changed))
    }

    /// A customer as staff see it: the one named, or the one whose channel this is.
    ///
    /// # Errors
    /// Refused for anyone who is not an agent, and when none is meant.
    pub async fn customer(&self, actor: &Actor, name: Option<&str>) -> Done<Dossier> {
        actor.as_agent()?;
        let now = self.clock.now();
        let mut conn = self.store.read().await?;
        let customer = match (name, &actor.team) {
            (Some(name), _) => {
                let name = name.trim();
                store::customer::meant(&mut conn, name)
                    .await?
                    .ok_or_else(|| CustomerRefusal::Unknown(name.to_owned()))?
            }
            (None, Some(team)) => store::customer::get(&mut conn, team.scope.customer()).await?,
            (None, None) => return Err(CustomerRefusal::Which.into()),
        };
        let history = store::contract::history(&mut conn, customer.id).await?;
        let links = store::customer::links(&mut conn, customer.id).await?;
        let managers = store::customer::managers(&mut conn, customer.id).await?;
        let codes = store::code::open(&mut conn, customer.id, now).await?;
        Ok(Dossier { customer, history, links, managers, codes, now })
    }

    /// Every customer served, with its level now.
    ///
    /// # Errors
    /// Refused for anyone who is not an agent.
    pub async fn customers(&self, actor: &Actor) -> Done<Vec<(Listed, Level)>> {
        actor.as_agent()?;
        let now = self.clock.now();
        let mut conn = self.store.read().await?;
        let mut listed = Vec::new();
        for customer in store::customer::served(&mut conn).await? {
            let level = store::contract::history(&mut conn, customer.id).await?.level_at(now);
            listed.push((customer, level));
        }
        Ok(listed)
    }
}

impl Work<'_> {
    /// What a channel is to be told, its platform by the key of the one that was typed.
    pub(in crate::desk) fn announced(&self, typed: Announced) -> Result<Announced, CustomerRefusal> {
        let Announced { announcements, platform } = typed;
        let platform = platform.map(|typed| {
            let meant = self.offer().platform_meant(&typed).map(|platform| platform.key.clone());
            meant.ok_or(CustomerRefusal::NoSuchPlatform(typed))
        });
        Ok(Announced { announcements, platform: platform.transpose()? })
    }

    /// Adds a customer, with the level it has.
    ///
    /// # Errors
    /// Refused for a name that is taken, empty or too long.
    pub(in crate::desk) async fn add_customer(
        &mut self,
        actor: &Actor,
        new: &NewCustomer,
    ) -> Done<(Customer, LevelChange)> {
        let name = &one_line(&new.name);
        check_text(name, NAME_MOST)?;
        let language = match new.language {
            Some(language) => language,
            None => self.staff_language().await?,
        };
        let now = self.now;
        let id = store::customer::insert(self.conn(), name, language, actor.person(), now)
            .await?
            .ok_or_else(|| CustomerRefusal::Exists(name.to_owned()))?;
        let calendar = &self.offer().calendar;
        let since = new.since.unwrap_or_else(|| calendar.date_of(now));
        let row = first_row(new.level, since, actor.by(), calendar, now);
        self.concerns(id);
        store::contract::insert(self.conn(), id, &row).await?;
        self.did(Effect::Added { level: row.level, since: row.effective_at, language });
        Ok((Customer { id, name: name.to_owned(), language }, row))
    }

    /// Lets a channel of the server where the actor is speak for a customer.
    ///
    /// # Errors
    /// Refused when the channel speaks for a customer already or is the desk's own.
    pub(in crate::desk) async fn link_channel(
        &mut self,
        actor: &Actor,
        name: &str,
        channel: ChannelId,
        announced: Announced,
    ) -> Done<Customer> {
        let guild = actor.asking.guild.ok_or(desk::Refusal::DirectMessage)?;
        let customer = self.customer_named(name).await?;
        let announced = self.announced(announced)?;
        let own = actor.setup.as_ref().map(|setup| [setup.support_channel, setup.experts_channel]);
        if own.is_some_and(|own| own.contains(&channel)) {
            return Err(CustomerRefusal::DeskChannel(channel).into());
        }
        if let Some(customer) = store::customer::linked_to(self.conn(), channel).await? {
            return Err(CustomerRefusal::SpeaksFor { channel, customer: customer.name }.into());
        }
        self.link(actor, customer.id, guild, channel, announced).await?;
        Ok(customer)
    }

    /// The customer of that name.
    ///
    /// # Errors
    /// Refused when none is served by that name. Only for staff, who may know the names.
    pub async fn customer_named(&mut self, name: &str) -> Done<Customer> {
        let name = name.trim();
        let found = store::customer::meant(self.conn(), name).await?;
        let customer = found.ok_or_else(|| CustomerRefusal::Unknown(name.to_owned()))?;
        self.concerns(customer.id);
        Ok(customer)
    }

    /// Lets a channel speak for a customer, whichever way it was linked.
    pub(in crate::desk) async fn link(
        &mut self,
        actor: &Actor,
        customer: CustomerId,
        guild: GuildId,
        channel: ChannelId,
        announced: Announced,
    ) -> Done<()> {
        self.concerns(customer);
        let now = self.now;
        let Announced { announcements, platform } = announced;
        let by = actor.person();
        self.did(Effect::Linked { channel, announcements, platform: platform.clone() });
        let link = NewLink { channel, guild, customer, announcements, platform, by };
        let free = store::customer::link(self.conn(), &link, now).await?;
        // Whether it is free was read in this very transaction.
        free.then_some(()).context("linking a channel that was free").map_err(Stop::Fault)?;
        self.tell_linked_of_incidents(channel).await?;
        self.tell_linked(channel).await?;
        self.is_heard_in(customer, channel).await?;
        Ok(())
    }
}

/// A channel as a suggestion gives it, or as a mention.
pub(crate) fn as_channel(typed: &str) -> Option<ChannelId> {
    let digits = typed.trim().trim_start_matches("<#").trim_end_matches('>');
    digits.parse().ok().map(ChannelId::new)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::mention("<#123>", Some(123))]
    #[case::number(" 123 ", Some(123))]
    #[case::a_name("#support", None)]
    fn a_channel_is_a_number_or_a_mention(#[case] typed: &str, #[case] channel: Option<u64>) {
        assert_eq!(as_channel(typed), channel.map(ChannelId::new));
    }
}
