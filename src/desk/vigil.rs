//! The vigil: every few minutes somebody looks whether every P1 that nobody has acknowledged will be paged again, and whether its last
//! page was said. What is missing is put right, and told.

use anyhow::Result;
use chrono::{DateTime, TimeDelta, Utc};

use super::{
    Desk,
    due::Due,
    file::{self, TicketFile},
    paging::pages_prefix,
    say::{Destination, Lane, Page, Route, Say},
    work::{Message, Work},
};
use crate::{
    rules::{
        ids::{CustomerId, TicketNumber},
        paging::{Ladder, Paging},
    },
    store::{self, customer::Reach},
};

/// How often it looks.
const EVERY: TimeDelta = TimeDelta::minutes(5);

/// How long a page may be on its way before it counts as missing.
const ON_ITS_WAY: TimeDelta = TimeDelta::minutes(2);

/// The key of its only promise, which it renews itself.
pub const KEY: &str = "vigil";

impl Desk {
    /// Begins the vigil, where it is not kept already.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn keep_vigil(&self) -> Result<()> {
        let mut work = self.work().await?;
        let now = work.now;
        work.promise(KEY, now + EVERY, &Due::Vigil).await?;
        work.commit().await
    }
}

impl Work<'_> {
    /// Looks after every P1, and promises to look again.
    pub(super) async fn vigil(&mut self) -> Result<()> {
        let again = self.now + EVERY;
        self.renew(KEY, again).await?;
        for number in store::p1::open(self.conn()).await? {
            let Some(mut file) = file::read(self.conn(), Reach::Staff, number).await? else { continue };
            if let Paging::Climbing(ladder) = file.ticket.paging {
                self.look_after(&mut file, ladder).await?;
            }
        }
        Ok(())
    }

    async fn look_after(&mut self, file: &mut TicketFile, ladder: Ladder) -> Result<()> {
        let (number, now) = (file.row.number, self.now);
        let next = ladder.next_page(&self.offer().paging, now);
        let promised = format!("ticket:{}:page:", number.get());
        if !store::agenda::is_promised(self.conn(), &promised).await? {
            tracing::warn!(ticket = number.get(), "the next page of a P1 was not promised; it is now");
            let at = next.at.max(now);
            let key = format!("{promised}again:{}", now.timestamp());
            self.promise(&key, at, &Due::Ticket { ticket: number }).await?;
            self.told(file, now).await?;
        }
        let Some(rung) = ladder.paged else { return Ok(()) };
        if self.is_said((number, file.row.customer), ladder, rung, now).await? {
            return Ok(());
        }
        tracing::warn!(ticket = number.get(), rung, "the last page of a P1 was not said; it is said again");
        let page = Page { ticket: number, ladder: ladder.number, rung, due: now, route: Route::Support };
        let key = format!("{}:again:{}", page.key(), now.timestamp());
        let language = self.staff_language().await?;
        let to = Destination::Channel(file.row.card_channel);
        self.say(&Message::new(&key, Lane::Page, to, language, Say::Page(page))).await?;
        self.told(file, now).await
    }

    /// Whether a page was said by one of its routes, or may yet be.
    async fn is_said(
        &mut self,
        (ticket, customer): (TicketNumber, CustomerId),
        ladder: Ladder,
        rung: u32,
        now: DateTime<Utc>,
    ) -> Result<bool> {
        let page = Page { ticket, ladder: ladder.number, rung, due: now, route: Route::Support };
        let due = ladder.started_at + crate::rules::paging::rung_at(rung, &self.offer().paging).after;
        if now - due < ON_ITS_WAY || store::outbox::stands(self.conn(), &page.key()).await? {
            return Ok(true);
        }
        // It may have been told with others of its team.
        let together = pages_prefix(customer);
        store::outbox::stands_since(self.conn(), &together, due).await
    }

    /// Staff are told that something was put right.
    async fn told(&mut self, file: &TicketFile, now: DateTime<Utc>) -> Result<()> {
        let language = self.staff_language().await?;
        let key = format!("ticket:{}:mended:{}", file.row.number.get(), now.timestamp());
        let to = Destination::Channel(file.row.card_channel);
        let say = Say::PagingMended { ticket: file.row.number };
        self.say(&Message::new(&key, Lane::P1, to, language, say)).await.map(drop)
    }
}
