//! A page at the moment it is said: whether it is still due, what it tells of, and whom it calls.

use std::sync::Arc;

use anyhow::{Context, Result};
use chrono::{DateTime, Utc};

use super::together::{GATHERS, Whose, unacknowledged, whose};
use crate::{
    desk::{
        Desk,
        on_call::duty::OnDuty,
        say::{
            key::Key,
            message::{PageCall, PageWay, Pages, Say},
        },
        ticket::file::TicketFile,
    },
    rules::{
        event::Event,
        ids::{ChannelId, MessageId, RoleId},
        offer::PagingRules,
        paging::{OnCall, Paging, rung_at},
    },
    store::{self, desk::Setup},
};

/// A page of one P1.
#[derive(Clone, Debug)]
pub struct PageFacts {
    /// The P1.
    pub file: Arc<TicketFile>,
    /// The levels of on-call that its rung calls.
    pub levels: Vec<u8>,
    /// Their roles, by the page's way.
    pub roles: Vec<RoleId>,
    /// Who is on duty there by calendar, or covers.
    pub on_duty: Vec<OnDuty>,
}

/// A page of several P1s.
#[derive(Clone, Debug)]
pub struct PagesFacts {
    /// Whose they are.
    pub whose: Whose,
    /// Those that nobody has acknowledged, a team's by number, an incident's by their time left.
    pub files: Vec<TicketFile>,
    /// The levels of on-call that their rungs call.
    pub levels: Vec<u8>,
    /// Their roles, by the page's way.
    pub roles: Vec<RoleId>,
    /// Who is on duty there by calendar, or covers.
    pub on_duty: Vec<OnDuty>,
}

/// A page of one P1 that stands and is to be corrected.
#[derive(Clone, Debug)]
pub struct PageStanding {
    /// In which channel it stands.
    pub channel: ChannelId,
    /// The message.
    pub message: MessageId,
    /// The P1.
    pub file: Arc<TicketFile>,
}

/// A page of several P1s that stands and is to be corrected.
#[derive(Clone, Debug)]
pub struct PagesStanding {
    /// In which channel it stands.
    pub channel: ChannelId,
    /// The message.
    pub message: MessageId,
    /// Whose they are.
    pub whose: Whose,
    /// Those that nobody has acknowledged yet, a team's by number, an incident's by their time left.
    pub files: Vec<TicketFile>,
}

impl Desk {
    /// What a page says; nothing where it is due no more.
    pub async fn page_facts(&self, page: &PageCall) -> Result<Option<PageFacts>> {
        let file = self.ticket_told(page.ticket).await?;
        if !page.is_due(&file) {
            return Ok(None);
        }
        let setup = self.setup().await?.context("the set-up")?;
        let levels = rung_at(page.rung, &self.offer.paging).levels;
        let roles = called(&setup, page.way, &levels);
        let on_duty = self.on_duty_by(page.way, &levels, &setup).await;
        Ok(Some(PageFacts { file, levels, roles, on_duty }))
    }

    /// What a page of several P1s says; nothing where all of them are acknowledged, or a page told of all.
    pub async fn pages_facts(&self, pages: &Pages) -> Result<Option<PagesFacts>> {
        let mut conn = self.store.read().await?;
        let setup = store::desk::setup(&mut conn).await?.context("the set-up")?;
        let files = unacknowledged(&mut conn, (&self.offer, self.clock.now()), pages.of).await?;
        let told_at = store::outbox::last_said(&mut conn, &Key::pages_of(pages.of)).await?;
        let ladder = &self.offer.paging;
        // What a page told of that was said after the last of them was due is not told again.
        let news = files
            .iter()
            .any(|file| due(file, ladder).is_none_or(|due| told_at.is_none_or(|told| due >= told)));
        if files.is_empty() || (pages.way == PageWay::Support && !news) {
            return Ok(None);
        }
        // Those whose rung is the page's, not those who were called to another P1 some minutes ago.
        let since = pages.due - GATHERS;
        let rung = |file: &TicketFile| rung_of(file).filter(|_| paged_at(file).is_some_and(|at| at >= since));
        let mut levels: Vec<u8> =
            files.iter().filter_map(rung).flat_map(|rung| rung_at(rung, ladder).levels).collect();
        levels.sort_unstable();
        levels.dedup();
        let roles = called(&setup, pages.way, &levels);
        let whose = whose(&mut conn, pages.of).await?;
        drop(conn);
        let on_duty = self.on_duty_by(pages.way, &levels, &setup).await;
        Ok(Some(PagesFacts { whose, files, levels, roles, on_duty }))
    }

    /// The page of that key, which stands; nothing where it is none.
    pub async fn page_standing(&self, key: &str) -> Result<Option<PageStanding>> {
        let row = store::outbox::said_as(&mut *self.store.read().await?, key).await?;
        let row = row.context("a page that stands")?;
        let Say::Page(page) = serde_json::from_str(&row.body).context("reading a page")? else {
            return Ok(None);
        };
        let file = self.ticket_told(page.ticket).await?;
        Ok(Some(PageStanding { channel: row.channel, message: row.message, file }))
    }

    /// The page of several P1s of that key, which stands; nothing where it is none.
    pub async fn pages_standing(&self, key: &str) -> Result<Option<PagesStanding>> {
        let mut conn = self.store.read().await?;
        let row = store::outbox::said_as(&mut conn, key).await?.context("a page that stands")?;
        let Say::Pages(pages) = serde_json::from_str(&row.body).context("reading a page")? else {
            return Ok(None);
        };
        let files = unacknowledged(&mut conn, (&self.offer, self.clock.now()), pages.of).await?;
        let whose = whose(&mut conn, pages.of).await?;
        Ok(Some(PagesStanding { channel: row.channel, message: row.message, whose, files }))
    }
}

impl Desk {
    /// Whom a page calls besides roles: nobody in a direct message.
    async fn on_duty_by(&self, way: PageWay, levels: &[u8], setup: &Setup) -> Vec<OnDuty> {
        match way {
            PageWay::Support | PageWay::Experts => self.on_duty_now(levels, setup).await,
            PageWay::Owner | PageWay::Installer => Vec::new(),
        }
    }
}

/// The roles that a page calls by its way.
fn called(setup: &Setup, way: PageWay, levels: &[u8]) -> Vec<RoleId> {
    let on_call = OnCall {
        levels: [setup.on_call_1, setup.on_call_2, setup.on_call_3],
        support: Some(setup.support_role),
    };
    match way {
        PageWay::Support => on_call.roles(levels),
        PageWay::Experts => {
            let mut roles = on_call.roles(levels);
            if !roles.contains(&setup.expert_role) {
                roles.push(setup.expert_role);
            }
            roles
        }
        PageWay::Owner | PageWay::Installer => Vec::new(),
    }
}

/// When people were last called to a P1, UTC.
fn paged_at(file: &TicketFile) -> Option<DateTime<Utc>> {
    file.events.iter().rev().find(|one| matches!(one.event, Event::Paged { .. })).map(|one| one.at)
}

/// The rung to which a P1's ladder has climbed.
fn rung_of(file: &TicketFile) -> Option<u32> {
    match file.ticket.paging {
        Paging::Climbing(ladder) => ladder.paged,
        Paging::Off | Paging::Watched(_) => None,
    }
}

/// When that rung was due.
fn due(file: &TicketFile, rules: &PagingRules) -> Option<DateTime<Utc>> {
    match file.ticket.paging {
        Paging::Climbing(ladder) => ladder.paged.map(|rung| ladder.started_at + rung_at(rung, rules).after),
        Paging::Off | Paging::Watched(_) => None,
    }
}
