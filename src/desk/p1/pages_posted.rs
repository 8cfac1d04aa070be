//! Pages that stand: what of them is over by now is corrected, and what came meanwhile is added.

use anyhow::Result;
use chrono::{DateTime, TimeDelta, Utc};

use crate::{
    desk::{
        say::{
            key::Key,
            message::{Destination, Lane, PageCall, Pages, Say},
        },
        ticket::file::{self, TicketFile},
        work::{Message, Work},
    },
    rules::{
        event::Event,
        paging::{Paging, Together},
    },
    store::{self, customer::Reach, prefix::Prefix},
};

/// How long after it was posted a page is still corrected, in minutes: Discord rations corrections of what is
/// older than an hour.
const CORRECTED_MINUTES: i64 = 55;

impl Work<'_> {
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
        self.correct_pages_of(Together::Team(file.row.customer)).await?;
        if let Some(incident) = self.incident_of(file).await? {
            self.correct_pages_of(Together::Incident(incident)).await?;
        }
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

    /// A page of several P1s stands: what of it is over by now is corrected, and what of an incident's was
    /// called for while it was on its way is added.
    pub(in crate::desk) async fn pages_stand(&mut self, pages: &Pages) -> Result<()> {
        let called = self.unacknowledged(pages.of).await?;
        let more = match pages.of {
            Together::Team(_) => false,
            // Events are kept by the second: what happened in the page's own may have come after it.
            Together::Incident(_) => {
                let since = pages.number.div_euclid(1000);
                let later = |file: &TicketFile| match file.ticket.paging {
                    Paging::Climbing(ladder) => ladder.started_at.timestamp() >= since,
                    Paging::Off | Paging::Watched(_) => false,
                };
                called.len() > 1 && called.iter().any(later)
            }
        };
        if called.is_empty() || more {
            return self.correct_pages_of(pages.of).await;
        }
        Ok(())
    }

    /// Corrects the pages of several P1s to those that nobody has acknowledged yet.
    pub(in crate::desk) async fn correct_pages_of(&mut self, of: Together) -> Result<()> {
        let since = self.now - TimeDelta::minutes(CORRECTED_MINUTES);
        self.bring_up_to_date(&Key::pages_of(of), since, |pages| Say::PagesAgain { pages }).await
    }

    /// Corrects what was said since then of several P1s, whose keys begin so. What waits to be corrected
    /// anyway is left to that.
    pub(super) async fn bring_up_to_date(
        &mut self,
        begins: &Prefix,
        since: DateTime<Utc>,
        again: impl Fn(String) -> Say,
    ) -> Result<()> {
        let said = store::outbox::said_since(self.outbox().await?, begins, since).await?;
        if said.is_empty() {
            return Ok(());
        }
        let language = self.staff_language().await?;
        for post in said {
            let before = Key::changes_of(&post.key);
            let before = store::outbox::count_unless_one_waits(self.outbox().await?, &before).await?;
            let Some(before) = before else { continue };
            let key = Key::SeveralChanged(post.key.clone(), before);
            let say = again(post.key.clone());
            let post_said = Key::OnRecord(post.key);
            let to = Destination::Channel(post.channel);
            self.say(&Message::new(&key, Lane::Rest, to, language, say).correcting(&post_said))?;
        }
        Ok(())
    }
}
