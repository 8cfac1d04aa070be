//! Pages: one outbox row for each rung and way. One that fails takes the next way, and the ladder goes on
//! whatever becomes of it.

use anyhow::Result;
use chrono::{DateTime, TimeDelta};

use super::unacknowledged::unacknowledged;
use crate::{
    desk::{
        say::{
            key::Key,
            message::{Destination, Lane, PageCall, PageWay, Pages, Say},
        },
        ticket::file::{self, TicketFile},
        work::{Message, Work},
    },
    rules::{event::Event, ids::CustomerId, paging::Paging},
    store::{self, customer::Reach},
};

/// How long after it was posted a page is still corrected, in minutes: Discord rations corrections of what is
/// older than an hour.
const CORRECTED_MINUTES: i64 = 55;

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

    /// Calls people to a P1: in a page of its own, or in one of all the team's P1s where as many as may be
    /// are called apart already. A team has one such page a minute at most; each tells of all its P1s that
    /// nobody has acknowledged.
    pub(in crate::desk) async fn call(&mut self, file: &TicketFile, page: PageCall) -> Result<()> {
        let to = Destination::Channel(file.row.card_channel);
        let apart = self.is_called_apart(file).await?;
        self.call_by_routes(file, &page, apart).await?;
        if apart {
            return self.page(page, to).await;
        }
        let (customer, now) = (file.row.customer, self.now);
        let language = self.staff_language().await?;
        let minute = now.timestamp().div_euclid(MINUTE);
        for number in [minute, minute + 1] {
            let pages = Pages { customer, number, due: page.due, way: PageWay::Support };
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
        let unacknowledged = unacknowledged(self.conn(), customer).await?;
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

    /// A page of several P1s stands: what of it is over by now is corrected.
    pub(in crate::desk) async fn pages_stand(&mut self, pages: &Pages) -> Result<()> {
        if unacknowledged(self.conn(), pages.customer).await?.is_empty() {
            return self.correct_pages_of(pages.customer).await;
        }
        Ok(())
    }

    /// Corrects a team's pages of several P1s to those that nobody has acknowledged yet.
    async fn correct_pages_of(&mut self, customer: CustomerId) -> Result<()> {
        let since = self.now - TimeDelta::minutes(CORRECTED_MINUTES);
        let said = store::outbox::said_since(self.outbox().await?, &Key::pages_of(customer), since).await?;
        if said.is_empty() {
            return Ok(());
        }
        let language = self.staff_language().await?;
        let now = self.now;
        for pages in said {
            let key = Key::PagesChanged(pages.key.clone(), now);
            let say = Say::PagesAgain { pages: pages.key.clone() };
            let pages_said = Key::OnRecord(pages.key);
            let to = Destination::Channel(pages.channel);
            self.say(&Message::new(&key, Lane::Rest, to, language, say).correcting(&pages_said))?;
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

    /// A page stands. One whose ladder ended while it was on its way is corrected at once.
    pub(in crate::desk) async fn page_stands(&mut self, page: &PageCall) -> Result<()> {
        match file::read(self.conn(), Reach::Staff, page.ticket).await? {
            Some(file) => self.correct_pages(&file).await,
            None => Ok(()),
        }
    }

    /// Corrects the pages of the last ladder, once it is over: nobody answers a call that was answered.
    pub(in crate::desk) async fn correct_pages(&mut self, file: &TicketFile) -> Result<()> {
        let last = file.events.iter().rev().find_map(|recorded| match recorded.event {
            Event::Paged { ladder, .. } => Some(ladder),
            _ => None,
        });
        let Some(ladder) = last else { return Ok(()) };
        if matches!(file.ticket.paging, Paging::Climbing(live) if live.number == ladder) {
            return Ok(());
        }
        self.correct_pages_of(file.row.customer).await?;
        let prefix = Key::ladder(file.row.number, ladder);
        let since = self.now - TimeDelta::minutes(CORRECTED_MINUTES);
        let language = self.staff_language().await?;
        for page in store::outbox::said_since(self.outbox().await?, &prefix, since).await? {
            let key = Key::PageOver(page.key.clone());
            let say = Say::PageAgain { page: page.key.clone() };
            let said = Key::OnRecord(page.key);
            // Among the rest, so that no correction ever delays a call.
            let to = Destination::Channel(page.channel);
            let message = Message::new(&key, Lane::Rest, to, language, say).correcting(&said);
            self.say(&message)?;
        }
        Ok(())
    }
}
