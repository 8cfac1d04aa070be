//! What is wrong with the desk as far as its own rows tell: customers nobody can reach it from, deliveries
//! that are late or were given up, promises that are overdue.

use std::collections::HashSet;

use chrono::{DateTime, TimeDelta, Utc};

use crate::{
    desk::{Desk, actor::Actor, refusal::reason::Done, say::message::Destination},
    rules::ids::{ChannelId, GuildId},
    store::{self, doctor::Undelivered, place::Silent},
};

/// From when on a delivery or a promise is late.
const LATE: TimeDelta = TimeDelta::minutes(5);

/// How far back deliveries that were given up are told.
const LOOK_BACK: TimeDelta = TimeDelta::days(7);

/// A channel that speaks for a customer.
#[derive(Clone, Debug)]
pub struct Linked {
    /// The channel.
    pub channel: ChannelId,
    /// Its server.
    pub guild: GuildId,
    /// The customer's name.
    pub customer: String,
}

/// What the rows tell.
#[derive(Clone, Debug)]
pub struct Health {
    /// Every channel that speaks for a customer.
    pub links: Vec<Linked>,
    /// Customers without a channel, by name.
    pub unreachable: Vec<String>,
    /// Customers without a manager, by name.
    pub unmanaged: Vec<String>,
    /// What waits where something was refused, by destination.
    pub refused: Vec<Undelivered>,
    /// Deliveries that wait for longer than they should, by destination.
    pub late: Vec<Undelivered>,
    /// Deliveries given up in the last seven days, by destination.
    pub failed: Vec<Undelivered>,
    /// Channels in which something was refused.
    pub troubled: HashSet<ChannelId>,
    /// Open tickets that nobody of their teams can see.
    pub silent: Vec<Silent>,
    /// Threads that could not be started, alike by why.
    pub threadless: Vec<Undelivered>,
    /// How many promises are overdue, and since when, UTC.
    pub overdue: Option<(i64, DateTime<Utc>)>,
}

impl Desk {
    /// What the rows tell of the desk's health.
    ///
    /// # Errors
    /// Refused for anyone who is not an agent.
    pub async fn health(&self, actor: &Actor) -> Done<Health> {
        actor.as_agent()?;
        let now = self.clock.now();
        let mut conn = self.store.read().await?;
        let (mut links, mut unreachable, mut unmanaged) = (Vec::new(), Vec::new(), Vec::new());
        for customer in store::customer::served(&mut conn).await? {
            let channels = store::customer::links(&mut conn, customer.id).await?;
            if channels.is_empty() {
                unreachable.push(customer.name.clone());
            }
            if store::customer::managers(&mut conn, customer.id).await?.is_empty() {
                unmanaged.push(customer.name.clone());
            }
            links.extend(channels.into_iter().map(|link| Linked {
                channel: link.channel,
                guild: link.guild,
                customer: customer.name.clone(),
            }));
        }
        let mut troubled = HashSet::new();
        for to in store::doctor::troubled(&mut conn, now - LOOK_BACK).await? {
            match to.parse() {
                Ok(Destination::Channel(channel)) => {
                    troubled.insert(channel);
                }
                Ok(Destination::TeamThread(ticket)) => {
                    let stand = store::place::stand(&mut conn, ticket).await?;
                    troubled.extend(stand.map(|stand| stand.team_channel));
                }
                Ok(
                    Destination::StaffThread(_)
                    | Destination::Person(_)
                    | Destination::Owner
                    | Destination::Route(_),
                )
                | Err(_) => {}
            }
        }
        Ok(Health {
            troubled,
            silent: store::place::all_silent(&mut conn).await?,
            threadless: store::doctor::without_thread(&mut conn).await?,
            links,
            unreachable,
            unmanaged,
            refused: store::doctor::refused(&mut conn).await?,
            late: store::doctor::late(&mut conn, now - LATE).await?,
            failed: store::doctor::failed(&mut conn, now - LOOK_BACK).await?,
            overdue: store::doctor::overdue(&mut conn, now - LATE).await?,
        })
    }
}
