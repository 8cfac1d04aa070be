//! Tickets found: shown, listed, suggested; never another team's.

use std::{collections::HashMap, sync::Arc};

use anyhow::Context;

use super::{
    errand::Wish,
    file::{self, TicketFile},
};
use crate::{
    desk::{
        Desk, Refusal,
        actor::Actor,
        draft::{
            kept,
            kinds::Draft,
            search::{PAGE, Search},
        },
        looks::Found,
        refusal::reason::Done,
    },
    rules::{
        event::Priority,
        ids::{EventSeq, TicketNumber},
        ticket::TicketRefusal as NotNow,
    },
    store::{
        self,
        customer::Reach,
        draft::Holder,
        find::{self, Filter, ListPart, TicketLine},
        ticket::Text,
    },
};

/// How many tickets are looked at to find those that fit what is asked.
const LOOKED_AT: i64 = 100;

impl Actor {
    /// Whose tickets are listed and suggested here: the team's in its channel, also to agents; elsewhere, to
    /// agents, everybody's; to experts those into which they were called.
    ///
    /// # Errors
    /// Refused for anyone who is neither staff nor in a customer's channel.
    pub fn reach_here(&self) -> Result<Reach, Refusal> {
        match (&self.team, self.ticket_reach()?) {
            (_, Reach::Called(expert)) => Ok(Reach::Called(expert)),
            (Some(team), Reach::Team(_) | Reach::Staff) => Ok(Reach::Team(team.scope)),
            (None, reach) => Ok(reach),
        }
    }

    /// Whether the tickets that are listed and suggested here may be of several customers.
    pub fn lists_everybodys(&self) -> bool {
        !matches!(self.reach_here(), Ok(Reach::Team(_)))
    }
}

impl Desk {
    /// A ticket as it stands, within reach. Left out: another team's, as if it were not there.
    pub async fn file(&self, reach: Reach, number: TicketNumber) -> anyhow::Result<Option<Arc<TicketFile>>> {
        let read = async {
            let file = file::read(&mut *self.store.read().await?, reach, number).await?;
            Ok(file.map(Arc::new))
        };
        self.looks.files.or_read(self.store.written(), (reach, number), read).await
    }

    /// A ticket as it stands, within the reach of whoever asks.
    ///
    /// # Errors
    /// Refused when it is not there for them.
    pub async fn show_ticket(&self, actor: &Actor, named: Option<TicketNumber>) -> Done<Arc<TicketFile>> {
        let number = named.or(actor.ticket_here).ok_or(Refusal::WhichTicket)?;
        Ok(self.file(actor.ticket_reach()?, number).await?.ok_or(Refusal::NoSuchTicket)?)
    }

    /// What was written in a ticket that was shown, besides its description.
    pub async fn texts(&self, file: &TicketFile) -> anyhow::Result<Arc<HashMap<EventSeq, Text>>> {
        if file.events.len() == 1 {
            // The first event's text is the description, which the ticket has.
            return Ok(Arc::default());
        }
        let number = file.row.number;
        let read = async {
            let texts = store::ticket::texts(&mut *self.store.read().await?, number).await?;
            Ok(Arc::new(texts))
        };
        self.looks.texts.or_read(self.store.written(), number, read).await
    }

    /// A page of the tickets that are looked for.
    ///
    /// # Errors
    /// Refused for anyone who is neither staff nor in a customer's channel.
    pub async fn find_tickets(&self, actor: &Actor, search: &Search) -> Done<Arc<Found>> {
        let reach = actor.reach_here()?;
        let filter = Filter {
            state: search.state,
            search: search.words.trim().to_owned(),
            with_notes: actor.staff.any(),
        };
        let holder = Holder { channel: actor.asking.channel, ..kept::holder(actor) };
        let read = async { self.read_page(reach, &filter, holder, search).await.map(Arc::new) };
        let question = (reach, filter.with_notes, holder, search.clone());
        Ok(self.looks.pages.or_read(self.store.written(), question, read).await?)
    }

    async fn read_page(
        &self,
        reach: Reach,
        filter: &Filter,
        holder: Holder,
        search: &Search,
    ) -> anyhow::Result<Found> {
        let mut conn = self.store.read().await?;
        let mut skip = search.skip.max(0) / PAGE * PAGE;
        let page = loop {
            let part = ListPart {
                skip,
                limit: PAGE,
                holder,
                before: &search.draft(skip - PAGE)?,
                after: &search.draft(skip + PAGE)?,
            };
            let page = find::list(&mut conn, reach, filter, &part).await?;
            if skip < page.total || skip == 0 {
                break page;
            }
            // There are fewer than there were: the last of their pages.
            skip = (page.total - 1).max(0) / PAGE * PAGE;
        };
        Ok(Found {
            search: search.from(skip),
            lines: page.lines.0,
            total: page.total,
            uncounted: page.uncounted,
            everybodys: !matches!(reach, Reach::Team(_)),
            before: page.before,
            after: page.after,
        })
    }

    /// The tickets that fit a wish, by number or words: the one of the number typed, open ones, newest first,
    /// at most `limit`.
    ///
    /// # Errors
    /// Refused to whoever may not have that wish.
    pub async fn fitting(
        &self,
        actor: &Actor,
        wish: &Wish,
        typed: &str,
        limit: usize,
    ) -> Done<Vec<TicketLine>> {
        wish.allowed(actor)?;
        let reach = actor.reach_here()?;
        let now = self.clock.now();
        let mut conn = self.store.read().await?;
        let mut fitting = Vec::new();
        for line in find::suggest(&mut conn, reach, typed, wish.open(), LOOKED_AT).await? {
            if fitting.len() == limit {
                break;
            }
            let fits = match wish {
                Wish::Show | Wish::Export => true,
                Wish::Clock => match file::read(&mut conn, reach, line.number).await? {
                    None => false,
                    Some(file) => file.row.priority == Priority::P1 || !file.ticket.clocks.is_empty(),
                },
                Wish::Do(errand) => match file::read(&mut conn, reach, line.number).await? {
                    None => false,
                    // Which priority is not typed yet: any other than the present one fits.
                    Some(file) => match file.ticket.may(errand.act(), &self.offer, now) {
                        Ok(()) | Err(NotNow::SamePriority(_)) => true,
                        Err(_) => false,
                    },
                },
            };
            if fits {
                fitting.push(line);
            }
        }
        Ok(fitting)
    }
}

impl Search {
    pub(super) fn draft(&self, skip: i64) -> anyhow::Result<String> {
        serde_json::to_string(&Draft::Search(self.from(skip))).context("writing a draft")
    }
}
