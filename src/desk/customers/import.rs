//! Customers, levels and channels from a list: first what it would do, line by line, then all of it in one
//! transaction or nothing.
//!
//! A customer has one line, or one for each of its channels. What is there already is left as it is, so that
//! the same list twice changes nothing; a line that says otherwise than what is there is wrong, as a list
//! does not change a contract.

use std::collections::HashMap;

use anyhow::Result;
use chrono::{DateTime, NaiveDate, Utc};

use super::link::{Announced, NewCustomer};
use crate::{
    desk::{
        Desk,
        actor::Actor,
        refusal::reason::Done,
        text_limits::{NAME_MOST, check_text},
    },
    rules::{
        contract::History,
        ids::{ChannelId, CustomerId},
        language::Language,
        level::Level,
        offer::Offer,
    },
    store::{
        self, Conn,
        audit::NewEntry,
        customer::{Customer, Link},
        desk::Setup,
    },
};

/// A line of the list.
#[derive(Clone, Debug)]
pub struct ImportLine {
    /// Where it is in the file, from 1.
    pub number: u64,
    /// The customer's name.
    pub name: String,
    /// Its level; may be left out where an earlier line says it.
    pub level: Option<Level>,
    /// What its team reads; left out, what staff read.
    pub language: Option<Language>,
    /// Since when it has that level; left out, today.
    pub since: Option<NaiveDate>,
    /// A channel of the staff server that is to speak for it.
    pub channel: Option<ChannelId>,
    /// Whether maintenance is announced there.
    pub announcements: bool,
    /// Of which platform, by its key in the offer; none: of all.
    pub platform: Option<String>,
}

/// Something to be done for a line.
#[derive(Clone, Debug, PartialEq)]
pub enum ImportStep {
    /// The customer is added.
    Add(NewCustomer),
    /// A channel is linked with it.
    Link {
        /// The customer's name.
        customer: String,
        /// The channel.
        channel: ChannelId,
        /// What it is told.
        announced: Announced,
    },
}

/// Why a line cannot be carried out.
#[derive(Clone, Debug, PartialEq)]
pub enum Wrong {
    /// The name is empty or too long.
    Name,
    /// The customer is new and no line so far says its level.
    NoLevel,
    /// An earlier line names the same customer and this one adds no channel to it.
    Repeated {
        /// That line.
        line: u64,
    },
    /// An earlier line says otherwise of the same customer.
    Contradicts {
        /// That line.
        line: u64,
    },
    /// The customer is served with another level.
    Level(Level),
    /// The customer's team reads another language.
    Language(Language),
    /// The customer has its level since another day.
    Since(NaiveDate),
    /// The offer has no such platform.
    NoSuchPlatform(String),
    /// The staff server has no such channel in which messages and threads can be written.
    NotAChannel(ChannelId),
    /// It is the desk's own.
    DeskChannel(ChannelId),
    /// An earlier line names the same channel.
    ChannelTwice {
        /// That line.
        line: u64,
    },
    /// The channel speaks for another customer.
    SpeaksFor(String),
    /// The channel speaks for this customer, and is told otherwise of maintenance.
    ToldOtherwise,
}

/// A customer that is served.
#[derive(Clone, Debug)]
struct Served {
    customer: Customer,
    history: History,
    links: Vec<Link>,
}

/// What there is before the list is carried out.
#[derive(Clone, Debug, Default)]
pub struct Present {
    served: Vec<Served>,
    /// The desk's set-up, once there is one.
    pub setup: Option<Setup>,
}

impl Present {
    /// Reads it.
    pub async fn read(conn: &mut Conn) -> Result<Self> {
        let mut served = Vec::new();
        for listed in store::customer::served(conn).await? {
            served.push(Served {
                customer: store::customer::get(conn, listed.id).await?,
                history: store::contract::history(conn, listed.id).await?,
                links: store::customer::links(conn, listed.id).await?,
            });
        }
        Ok(Self { served, setup: store::desk::setup(conn).await? })
    }

    fn named(&self, name: &str) -> Option<&Served> {
        self.served.iter().find(|one| one.customer.name.eq_ignore_ascii_case(name))
    }

    fn linked(&self, channel: ChannelId) -> Option<(&Served, &Link)> {
        self.served
            .iter()
            .find_map(|one| one.links.iter().find(|link| link.channel == channel).map(|link| (one, link)))
    }
}

/// Works out what a list would do.
pub struct Planner<'a> {
    /// What there is.
    pub present: &'a Present,
    /// The offer that is sold.
    pub offer: &'a Offer,
    /// Whether the staff server has a channel that can speak for a customer.
    pub is_channel: &'a dyn Fn(ChannelId) -> bool,
    /// The moment, UTC.
    pub now: DateTime<Utc>,
}

/// What earlier lines have said.
#[derive(Default)]
struct Said<'l> {
    customers: HashMap<String, &'l ImportLine>,
    channels: HashMap<ChannelId, u64>,
}

impl Planner<'_> {
    /// What each line would do: its steps, none where all of it is so already, or why it cannot be.
    pub fn plan(&self, lines: &[ImportLine]) -> Vec<Result<Vec<ImportStep>, Wrong>> {
        let mut said = Said::default();
        lines.iter().map(|line| self.line(line, &mut said)).collect()
    }

    fn line<'l>(&self, line: &'l ImportLine, said: &mut Said<'l>) -> Result<Vec<ImportStep>, Wrong> {
        check_text(&line.name, NAME_MOST).map_err(|_| Wrong::Name)?;
        let earlier = said.customers.get(&line.name.to_ascii_lowercase()).copied();
        if earlier.is_none() {
            said.customers.insert(line.name.to_ascii_lowercase(), line);
        }
        let served = self.present.named(&line.name);
        let mut steps = Vec::new();
        match (earlier, served) {
            (Some(earlier), _) => same_customer(earlier, line)?,
            (None, Some(served)) => self.as_served(served, line)?,
            (None, None) => {
                let level = line.level.ok_or(Wrong::NoLevel)?;
                let (name, language, since) = (line.name.clone(), line.language, line.since);
                steps.push(ImportStep::Add(NewCustomer { name, level, language, since }));
            }
        }
        if let Some(channel) = line.channel {
            steps.extend(self.channel(line, channel, said)?);
        }
        Ok(steps)
    }

    fn as_served(&self, served: &Served, line: &ImportLine) -> Result<(), Wrong> {
        let level = served.history.level_at(self.now);
        if line.level.is_some_and(|wanted| wanted != level) {
            return Err(Wrong::Level(level));
        }
        let language = served.customer.language;
        if line.language.is_some_and(|wanted| wanted != language) {
            return Err(Wrong::Language(language));
        }
        let since = served.history.in_force(self.now).map(|row| row.effective_at);
        match (line.since, since.map(|at| self.offer.calendar.date_of(at))) {
            (Some(wanted), Some(since)) if wanted != since => Err(Wrong::Since(since)),
            (Some(_) | None, _) => Ok(()),
        }
    }

    fn channel(
        &self,
        line: &ImportLine,
        channel: ChannelId,
        said: &mut Said<'_>,
    ) -> Result<Option<ImportStep>, Wrong> {
        let platform = line.platform.as_ref().map(|typed| {
            let meant = self.offer.platform_meant(typed).map(|platform| platform.key.clone());
            meant.ok_or_else(|| Wrong::NoSuchPlatform(typed.clone()))
        });
        let platform = platform.transpose()?;
        if let Some(line) = said.channels.insert(channel, line.number) {
            return Err(Wrong::ChannelTwice { line });
        }
        if let Some((served, link)) = self.present.linked(channel) {
            if !served.customer.name.eq_ignore_ascii_case(&line.name) {
                return Err(Wrong::SpeaksFor(served.customer.name.clone()));
            }
            let same = link.announcements == line.announcements && link.platform == platform;
            return if same { Ok(None) } else { Err(Wrong::ToldOtherwise) };
        }
        let own = self.present.setup.as_ref().map(|setup| [setup.support_channel, setup.experts_channel]);
        if own.is_some_and(|own| own.contains(&channel)) {
            return Err(Wrong::DeskChannel(channel));
        }
        if !(self.is_channel)(channel) {
            return Err(Wrong::NotAChannel(channel));
        }
        let announced = Announced { announcements: line.announcements, platform };
        Ok(Some(ImportStep::Link { customer: line.name.clone(), channel, announced }))
    }
}

/// Another line of a customer adds a channel and says nothing else that is new.
fn same_customer(earlier: &ImportLine, line: &ImportLine) -> Result<(), Wrong> {
    let at = earlier.number;
    if line.channel.is_none() {
        return Err(Wrong::Repeated { line: at });
    }
    let otherwise = line.level.is_some_and(|level| earlier.level != Some(level))
        || line.language.is_some_and(|language| earlier.language != Some(language))
        || line.since.is_some_and(|since| earlier.since != Some(since));
    if otherwise { Err(Wrong::Contradicts { line: at }) } else { Ok(()) }
}

impl Desk {
    /// Carries out the steps of a list, all of them or none: as the commands would, each with its entry in
    /// the record and, for a channel, what it is told when it is linked. `done` is called after each.
    ///
    /// # Errors
    /// Refused for anyone who is not an administrator, and as the commands, where something has changed since
    /// the list was looked at.
    pub async fn import(
        &self,
        actor: &Actor,
        steps: &[ImportStep],
        done: &mut (dyn FnMut() + Send),
    ) -> Done<()> {
        actor.as_administrator()?;
        let mut work = self.work().await?;
        let now = work.now;
        for step in steps {
            let (customer, channel): (CustomerId, ChannelId) = match step {
                ImportStep::Add(new) => (work.add_customer(actor, new).await?.0.id, actor.asking.channel),
                ImportStep::Link { customer, channel, announced } => {
                    let linked = work.link_channel(actor, customer, *channel, announced.clone()).await?;
                    (linked.id, *channel)
                }
            };
            let effect = work.effects()?;
            let entry = NewEntry {
                person: actor.person(),
                channel,
                what: &actor.asking.what,
                customer: Some(customer),
                ticket: None,
                refused: None,
                effect: effect.as_deref(),
            };
            store::audit::insert(work.conn(), &entry, now).await?;
            done();
        }
        work.commit().await?;
        Ok(())
    }
}
