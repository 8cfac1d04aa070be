//! The link in an alarm: whoever opens it sees what is called for, and may acknowledge it there. They are
//! known by the route alone.

use anyhow::Result;

use crate::{
    desk::{
        Desk,
        p1::together::unacknowledged,
        ticket::file::{self, TicketFile},
        tokens::random_token,
        work::Work,
    },
    rules::{
        event::{By, Event, Sha256Hex},
        ids::TicketNumber,
        language::Language,
        on_call::RouteKey,
        paging::{Paging, Together},
        ticket::Act,
    },
    store::{
        alarm_link::{self, LeadsTo},
        customer::Reach,
        desk,
    },
};

/// What whoever opens a link sees.
#[derive(Clone, Debug)]
pub struct Behind {
    /// By which route the link went.
    pub route: RouteKey,
    /// What staff read.
    pub language: Language,
    /// What it leads to.
    pub what: What,
}

/// What a link leads to, as it is now.
#[derive(Clone, Debug)]
pub enum What {
    /// P1s: one, or all of those called together that nobody has acknowledged.
    P1s(Vec<TicketFile>),
    /// Nothing is called for any more.
    Over,
    /// A trial, which arrived.
    Test,
}

impl Behind {
    /// Whether there is something to acknowledge.
    pub fn is_unanswered(&self) -> bool {
        matches!(&self.what, What::P1s(files) if files.iter().any(is_climbing))
    }
}

fn is_climbing(file: &TicketFile) -> bool {
    matches!(file.ticket.paging, Paging::Climbing(_))
}

impl Desk {
    /// Makes the link of an alarm that goes by a route. Returns its token, which is told this once.
    pub async fn link_alarm(&self, route: RouteKey, to: LeadsTo) -> Result<String> {
        let token = random_token();
        let mut tx = self.store.begin_first().await?;
        let now = self.clock.now();
        alarm_link::insert(&mut tx, &Sha256Hex::of(token.as_bytes()), (route, to), now).await?;
        tx.commit().await?;
        Ok(token)
    }

    /// What a link shows; nothing where there is no such link. To look changes nothing.
    pub async fn behind(&self, token: &str) -> Result<Option<Behind>> {
        let mut conn = self.store.read().await?;
        let Some(link) = alarm_link::find(&mut conn, &Sha256Hex::of(token.as_bytes())).await? else {
            return Ok(None);
        };
        let language = desk::setup(&mut conn).await?.map_or(Language::En, |setup| setup.language);
        let what = match link.to {
            LeadsTo::Test(_) => What::Test,
            LeadsTo::Ticket(_) | LeadsTo::Several(_) if link.over => What::Over,
            LeadsTo::Ticket(ticket) => match file::read(&mut conn, Reach::Staff, ticket).await? {
                Some(file) if file.ticket.paging != Paging::Off => What::P1s(vec![file]),
                Some(_) | None => What::Over,
            },
            LeadsTo::Several(of) => {
                match unacknowledged(&mut conn, (&self.offer, self.clock.now()), of).await? {
                    none if none.is_empty() => What::Over,
                    files => What::P1s(files),
                }
            }
        };
        Ok(Some(Behind { route: link.route, language, what }))
    }

    /// Acknowledges by a link what nobody has acknowledged yet. Returns what the link shows then.
    pub async fn acknowledge_by_link(&self, token: &str) -> Result<Option<Behind>> {
        let link = alarm_link::find(&mut *self.store.read().await?, &Sha256Hex::of(token.as_bytes())).await?;
        if let Some(link) = link.filter(|link| !link.over) {
            match link.to {
                LeadsTo::Ticket(ticket) => self.acknowledge_by_route(link.route, ticket).await?,
                LeadsTo::Several(of) => self.acknowledge_all_by_route(link.route, of).await?,
                LeadsTo::Test(number) => tracing::info!(route = %link.route, number, "a test arrived"),
            }
        }
        self.behind(token).await
    }

    /// Whoever was called by a route acknowledged a P1 there; nothing where somebody has, or it is over.
    pub async fn acknowledge_by_route(&self, route: RouteKey, ticket: TicketNumber) -> Result<()> {
        let mut work = self.work().await?;
        work.acknowledge_by_route(route, ticket).await?;
        work.commit().await
    }

    /// As above, of all P1s that are called together and that nobody has acknowledged.
    pub async fn acknowledge_all_by_route(&self, route: RouteKey, of: Together) -> Result<()> {
        let mut work = self.work().await?;
        for file in work.unacknowledged(of).await? {
            work.acknowledge_by_route(route, file.row.number).await?;
        }
        work.commit().await
    }
}

impl Work<'_> {
    async fn acknowledge_by_route(&mut self, route: RouteKey, ticket: TicketNumber) -> Result<()> {
        let Some(mut file) = file::read(self.conn(), Reach::Staff, ticket).await? else { return Ok(()) };
        let now = self.now;
        if !is_climbing(&file) || file.ticket.may(Act::Acknowledge, self.offer(), now).is_err() {
            return Ok(());
        }
        let event = Event::AcknowledgedByRoute { route };
        let seq = self.record(&mut file, By::on_call(), event.clone(), None).await?;
        self.tell(&file, seq).await?;
        self.follow(&mut file).await?;
        self.acknowledge_as_one(&file, By::on_call(), &event).await
    }
}
