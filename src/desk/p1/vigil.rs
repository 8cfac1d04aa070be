//! The vigil: every few minutes somebody looks whether every P1 that nobody has acknowledged will be paged
//! again, and whether its last page was said. What is missing is put right, and told. What is overdue
//! although it is promised is carried out: nobody else does it.

use anyhow::Result;
use chrono::{DateTime, TimeDelta, Utc};

use crate::{
    desk::{
        Desk,
        due::{self, Due},
        say::{
            key::Key,
            message::{Destination, Lane, PageCall, PageWay, Say},
        },
        ticket::file::{self, TicketFile},
        work::{Message, Work},
    },
    pulse::Pulse,
    rules::{
        ids::TicketNumber,
        paging::{Ladder, Paging, Together, rung_at},
    },
    store::{self, customer::Reach},
};

/// How long a page may be on its way before it counts as missing.
const ON_ITS_WAY: TimeDelta = TimeDelta::minutes(2);

impl Desk {
    /// Whether the vigil is to look again.
    pub fn vigil_is_due(&self) -> bool {
        self.looked.is_due(self.clock.now())
    }

    /// Looks after every P1, each by itself: one that cannot be read keeps no other from it.
    ///
    /// # Errors
    /// When the P1s cannot be listed: it is still time to look.
    pub async fn keep_vigil(&self, pulse: &Pulse) -> Result<()> {
        let now = self.clock.now();
        let open = store::p1::open(&mut *self.store.read().await?).await?;
        self.looked.seen().overdue.retain(|ticket, _| open.contains(ticket));
        for number in open {
            pulse.beat();
            let looked = async {
                let mut work = self.work().await?;
                work.look_at(number).await?;
                work.commit().await
            };
            if let Err(fault) = looked.await {
                let error = format!("{fault:#}");
                tracing::error!(ticket = number.get(), error, "the vigil could not look after a P1");
            }
        }
        self.looked.seen().at = Some(now);
        Ok(())
    }
}

impl Work<'_> {
    async fn look_at(&mut self, number: TicketNumber) -> Result<()> {
        let Some(mut file) = file::read(self.conn(), Reach::Staff, number).await? else { return Ok(()) };
        match file.ticket.paging {
            Paging::Climbing(ladder) => self.look_after(&mut file, ladder).await,
            Paging::Off | Paging::Watched(_) => {
                self.desk.looked.is_left_undone(number, false);
                Ok(())
            }
        }
    }

    async fn look_after(&mut self, file: &mut TicketFile, ladder: Ladder) -> Result<()> {
        let (number, now) = (file.row.number, self.now);
        let next = ladder.next_page(&self.offer().paging, now);
        // Of pages that nobody sent, the first: a later one that is due just now is no excuse.
        let first = rung_at(ladder.paged.map_or(0, |paged| paged + 1), &self.offer().paging);
        let overdue = now - (ladder.started_at + first.after) > ON_ITS_WAY;
        if self.desk.looked.is_left_undone(number, overdue) {
            tracing::warn!(
                ticket = number.get(),
                "a page of a P1 is overdue and nobody sends it; the vigil does"
            );
            self.follow(file).await?;
            return self.told(file, now).await;
        }
        if !store::agenda::is_promised(self.conn(), &due::Key::pages(number)).await? {
            tracing::warn!(ticket = number.get(), "the next page of a P1 was not promised; it is now");
            let at = next.at.max(now);
            let key = due::Key::PageAgain(number, now);
            self.promise(&key, at, &Due::Ticket { ticket: number }).await?;
            self.told(file, now).await?;
        }
        let Some(rung) = ladder.paged else { return Ok(()) };
        if self.is_said(file, ladder, rung, now).await? {
            return Ok(());
        }
        tracing::warn!(ticket = number.get(), rung, "the last page of a P1 was not said; it is said again");
        let page = PageCall { ticket: number, ladder: ladder.number, rung, due: now, way: PageWay::Support };
        let key = Key::PageAgain(page, now);
        let language = self.staff_language().await?;
        let to = Destination::Channel(file.row.card_channel);
        self.say(&Message::new(&key, Lane::Page, to, language, Say::Page(page)))?;
        self.told(file, now).await
    }

    /// Whether a page was said by one of its ways, or may yet be.
    async fn is_said(
        &mut self,
        file: &TicketFile,
        ladder: Ladder,
        rung: u32,
        now: DateTime<Utc>,
    ) -> Result<bool> {
        let ticket = file.row.number;
        let page = PageCall { ticket, ladder: ladder.number, rung, due: now, way: PageWay::Support };
        let due = ladder.started_at + rung_at(rung, &self.offer().paging).after;
        let key = Key::Page(page);
        let whole = key.to_string();
        if now - due < ON_ITS_WAY
            || store::outbox::stands(self.outbox().await?, &whole, &key.continued()).await?
        {
            return Ok(true);
        }
        // It may have been told with others: of its incident, by a page that was there already, or of its
        // team.
        if let Some(incident) = self.incident_of(file).await? {
            let (of, since) = (Together::Incident(incident), due - (now - self.lately()));
            if store::outbox::stands_since(self.outbox().await?, &Key::pages_of(of), since).await? {
                return Ok(true);
            }
        }
        let of = Together::Team(file.row.customer);
        store::outbox::stands_since(self.outbox().await?, &Key::pages_of(of), due).await
    }

    /// Staff are told that something was put right.
    async fn told(&mut self, file: &TicketFile, now: DateTime<Utc>) -> Result<()> {
        let language = self.staff_language().await?;
        let key = Key::Mended(file.row.number, now);
        let to = Destination::Channel(file.row.card_channel);
        let say = Say::PagingMended { ticket: file.row.number };
        self.say(&Message::new(&key, Lane::P1, to, language, say))
    }
}
