//! Pages: one outbox row for each rung and route. One that fails takes the next route, and the ladder goes on whatever becomes of it.

use anyhow::Result;
use chrono::TimeDelta;

use super::{
    file::{self, TicketFile},
    say::{Destination, Lane, Page, Route, Say},
    work::{Message, Work},
};
use crate::{
    rules::{event::Event, paging::Paging},
    store::{self, customer::Reach},
};

/// How long after it was posted a page is still corrected, in minutes: Discord rations corrections of what is older than an hour.
const CORRECTED_MINUTES: i64 = 55;

impl Page {
    /// What makes it unique for ever.
    #[must_use]
    pub fn key(&self) -> String {
        let route = match self.route {
            Route::Support => "",
            Route::Experts => ":experts",
            Route::Owner => ":owner",
            Route::Installer => ":installer",
        };
        format!("{}{}{route}", ladder_prefix(self.ticket.get(), self.ladder), self.rung)
    }

    /// Whether it is still to be said: its ladder climbs, and no later rung was paged meanwhile.
    #[must_use]
    pub fn is_due(&self, file: &TicketFile) -> bool {
        match file.ticket.paging {
            Paging::Climbing(ladder) => {
                ladder.number == self.ladder && ladder.paged.is_none_or(|paged| paged <= self.rung)
            }
            Paging::Off | Paging::Watched(_) => false,
        }
    }
}

fn ladder_prefix(ticket: i64, ladder: u32) -> String {
    format!("ticket:{ticket}:page:{ladder}:")
}

impl Work<'_> {
    /// Queues a page.
    ///
    /// # Errors
    /// When the database fails.
    pub(super) async fn page(&mut self, page: Page, to: Destination) -> Result<()> {
        let language = self.staff_language().await?;
        self.say(&Message::new(&page.key(), Lane::Page, to, language, Say::Page(page))).await.map(drop)
    }

    /// A page failed: its role cannot be called, or its channel is gone or forbidden. It takes the next route: the other staff channel,
    /// then direct messages to the staff server's owner and to whoever ran `/desk setup`.
    ///
    /// # Errors
    /// When the database fails.
    pub(super) async fn page_elsewhere(&mut self, page: &Page) -> Result<()> {
        let Some(setup) = store::desk::setup(self.conn()).await? else { return Ok(()) };
        let by = |route| Page { route, ..*page };
        match page.route {
            Route::Support if setup.experts_channel != setup.support_channel => {
                self.page(by(Route::Experts), Destination::Channel(setup.experts_channel)).await
            }
            Route::Support | Route::Experts => {
                self.page(by(Route::Owner), Destination::Owner).await?;
                match store::desk::set_up_by(self.conn()).await? {
                    Some(person) => self.page(by(Route::Installer), Destination::Person(person)).await,
                    None => Ok(()),
                }
            }
            Route::Owner | Route::Installer => Ok(()),
        }
    }

    /// A page stands. One whose ladder ended while it was on its way is corrected at once.
    ///
    /// # Errors
    /// When the database fails.
    pub(super) async fn page_stands(&mut self, page: &Page) -> Result<()> {
        match file::read(self.conn(), Reach::Staff, page.ticket).await? {
            Some(file) => self.correct_pages(&file).await,
            None => Ok(()),
        }
    }

    /// Corrects the pages of the last ladder, once it is over: nobody answers a call that was answered.
    ///
    /// # Errors
    /// When the database fails.
    pub(super) async fn correct_pages(&mut self, file: &TicketFile) -> Result<()> {
        let last = file.events.iter().rev().find_map(|recorded| match recorded.event {
            Event::Paged { ladder, .. } => Some(ladder),
            _ => None,
        });
        let Some(ladder) = last else { return Ok(()) };
        if matches!(file.ticket.paging, Paging::Climbing(live) if live.number == ladder) {
            return Ok(());
        }
        let prefix = ladder_prefix(file.row.number.get(), ladder);
        let since = self.now - TimeDelta::minutes(CORRECTED_MINUTES);
        let language = self.staff_language().await?;
        for page in store::outbox::said_since(self.conn(), &prefix, since).await? {
            let key = format!("over:{}", page.key);
            let say = Say::PageAgain { page: page.key.clone() };
            // Among the rest, so that no correction ever delays a call.
            let to = Destination::Channel(page.channel);
            let message = Message::new(&key, Lane::Rest, to, language, say).correcting(&page.key);
            self.say(&message).await?;
        }
        Ok(())
    }
}
