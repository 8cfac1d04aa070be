//! Pages: one outbox row for each rung and way. One that fails takes the next way, and the ladder goes on
//! whatever becomes of it.

use anyhow::Result;
use chrono::{DateTime, Utc};

use crate::{
    desk::{
        say::{
            key::Key,
            message::{Destination, Lane, PageCall, PageWay, Pages, Say},
        },
        ticket::file::TicketFile,
        work::{Message, Work},
    },
    rules::paging::{Paging, Together},
    store,
};

/// A minute, in seconds.
const MINUTE: i64 = 60;

impl PageCall {
    /// Whether it is still to be said: its ladder climbs, and no later rung was paged meanwhile.
    pub fn is_due(&self, file: &TicketFile) -> bool {
        match file.ticket.paging {
            Paging::Climbing(ladder) => {
                ladder.number == self.ladder && ladder.paged.is_none_or(|paged| paged <= self.rung)
            }
            Paging::Off | Paging::Watched(_) => false,
        }
    }
}

impl Work<'_> {
    /// Queues a page.
    pub(in crate::desk) async fn page(&mut self, page: PageCall, to: Destination) -> Result<()> {
        let language = self.staff_language().await?;
        self.say(&Message::new(&Key::Page(page), Lane::Page, to, language, Say::Page(page)))
    }

    /// Calls people to a P1: in a page of its own, or in one of all those with which it is called.
    pub(in crate::desk) async fn call(&mut self, file: &TicketFile, page: PageCall) -> Result<()> {
        let to = Destination::Channel(file.row.card_channel);
        let called_with = self.called_with(file).await?;
        self.call_by_routes(file, &page, called_with).await?;
        match called_with {
            None => self.page(page, to).await,
            Some(Together::Incident(incident)) => self.page_as_one(incident, &page, to).await,
            Some(of @ Together::Team(_)) => self.page_once_a_minute(of, page.due, to).await,
        }
    }

    /// With what else a P1 is called, where it has no calls of its own: with its incident's P1s, or with its
    /// team's where as many as may be are called apart already.
    async fn called_with(&mut self, file: &TicketFile) -> Result<Option<Together>> {
        if let Some(incident) = self.incident_of(file).await? {
            return Ok(Some(Together::Incident(incident)));
        }
        let apart = self.is_called_apart(file).await?;
        Ok((!apart).then_some(Together::Team(file.row.customer)))
    }

    /// A team has one page of several P1s a minute at most; each tells of all its P1s that nobody has
    /// acknowledged.
    async fn page_once_a_minute(&mut self, of: Together, due: DateTime<Utc>, to: Destination) -> Result<()> {
        let (now, language) = (self.now, self.staff_language().await?);
        let minute = now.timestamp().div_euclid(MINUTE);
        for number in [minute, minute + 1] {
            let pages = Pages { of, number, due, way: PageWay::Support };
            let key = Key::Pages(pages);
            let message = Message::new(&key, Lane::Page, to, language, Say::Pages(pages));
            let not_before = DateTime::from_timestamp(number * MINUTE, 0).filter(|at| *at > now);
            let message = match not_before {
                Some(at) => message.not_before(at),
                None => message,
            };
            if self.post(&message).await?.is_some()
                || store::outbox::waits(self.outbox().await?, &key.to_string()).await?
            {
                break;
            }
        }
        Ok(())
    }

    /// Whether a P1 has pages of its own: the oldest of its team's have that nobody has acknowledged.
    async fn is_called_apart(&mut self, file: &TicketFile) -> Result<bool> {
        let (customer, number) = (file.row.customer, file.row.number);
        let most = self.offer().paging.calls_apart;
        let before = store::contract::open_p1s(self.conn(), customer).await?;
        if before.iter().filter(|one| **one < number).count() < most {
            return Ok(true);
        }
        let unacknowledged = self.unacknowledged(Together::Team(customer)).await?;
        Ok(unacknowledged.iter().filter(|one| one.row.number < number).count() < most)
    }

    /// A page of several P1s failed: it takes the next way, as a page of one does.
    pub(in crate::desk) async fn pages_elsewhere(&mut self, pages: &Pages) -> Result<()> {
        let Some(setup) = store::desk::setup(self.conn()).await? else { return Ok(()) };
        let installer = store::desk::set_up_by(self.conn()).await?;
        let ways = match pages.way {
            PageWay::Support if setup.experts_channel != setup.support_channel => {
                vec![(PageWay::Experts, Destination::Channel(setup.experts_channel))]
            }
            PageWay::Support | PageWay::Experts => [(PageWay::Owner, Destination::Owner)]
                .into_iter()
                .chain(installer.map(|person| (PageWay::Installer, Destination::Person(person))))
                .collect(),
            PageWay::Owner | PageWay::Installer => Vec::new(),
        };
        for (way, to) in ways {
            let pages = Pages { way, ..*pages };
            let key = Key::Pages(pages);
            self.say(&Message::new(&key, Lane::Page, to, setup.language, Say::Pages(pages)))?;
        }
        Ok(())
    }

    /// A page failed: its role cannot be called, or its channel is gone or forbidden. It takes the next
    /// way: the other staff channel, then direct messages to the staff server's owner and to whoever ran
    /// `/desk setup`.
    pub(in crate::desk) async fn page_elsewhere(&mut self, page: &PageCall) -> Result<()> {
        let Some(setup) = store::desk::setup(self.conn()).await? else { return Ok(()) };
        let by = |way| PageCall { way, ..*page };
        match page.way {
            PageWay::Support if setup.experts_channel != setup.support_channel => {
                self.page(by(PageWay::Experts), Destination::Channel(setup.experts_channel)).await
            }
            PageWay::Support | PageWay::Experts => {
                self.page(by(PageWay::Owner), Destination::Owner).await?;
                match store::desk::set_up_by(self.conn()).await? {
                    Some(person) => self.page(by(PageWay::Installer), Destination::Person(person)).await,
                    None => Ok(()),
                }
            }
            PageWay::Owner | PageWay::Installer => Ok(()),
        }
    }
}
