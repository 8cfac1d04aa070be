//! A page on its way: whether it is still due, and whether its mention would reach anybody. Discord takes a
//! mention of a role that is gone, or that may not be mentioned, and calls nobody: so the desk looks before
//! each page.

use std::{sync::Arc, time::Duration};

use anyhow::{Context, Result};
use chrono::{DateTime, Utc};

use super::{facts, plan::Plan};
use crate::{
    delivery::letter::Letter,
    desk::{
        p1::paging::{pages_prefix, unacknowledged},
        say::message::{Destination, PageCall, Pages, Route, Say},
        ticket::file::TicketFile,
    },
    discord::{Face, cards, reach::server::Server},
    rules::{
        ids::{ChannelId, RoleId},
        language::Language,
        offer::PagingRules,
        paging::{OnCall, Paging, rung_at},
    },
    store::{self, desk::Setup},
};

/// How long the look may take. A page does not wait for longer: it then goes as if all were well.
const LOOK_LIMIT: Duration = Duration::from_secs(5);

/// What is to be done for a page.
///
/// # Errors
/// When the facts cannot be read.
pub async fn page(face: &Face, letter: &Letter, page: &PageCall) -> Result<Plan> {
    let file = facts::open(face, page.ticket).await?;
    if !page.is_due(&file) {
        return Ok(Plan::Nothing);
    }
    let setup = store::desk::setup(&mut *face.desk.store.read().await?).await?.context("the set-up")?;
    let rung = rung_at(page.rung, &face.desk.offer.paging);
    let server = look(face).await;
    let roles = match page.route {
        Route::Support => on_call(&setup).roles(&rung.levels),
        Route::Experts => {
            let mut roles = on_call(&setup).roles(&rung.levels);
            if !roles.contains(&setup.expert_role) {
                roles.push(setup.expert_role);
            }
            roles
        }
        Route::Owner => Vec::new(),
        // Whoever owns the server and set the desk up is told once.
        Route::Installer => {
            let owner = server.as_ref().map(|server| Destination::Person(server.owner()));
            if owner == Some(letter.to) {
                return Ok(Plan::Nothing);
            }
            Vec::new()
        }
    };
    let (called, deaf): (Vec<RoleId>, Vec<RoleId>) = match (&server, letter.to.channel()) {
        (Some(server), Some(channel)) => split(server, channel, roles),
        (None, _) | (_, None) => (roles, Vec::new()),
    };
    if called.is_empty() && matches!(page.route, Route::Support | Route::Experts) {
        return Ok(Plan::Failed("no role of this page can be called there".to_owned()));
    }
    let card = cards::page::Call {
        page,
        file: &file,
        levels: &rung.levels,
        called: &called,
        deaf: &deaf,
        offer: &face.desk.offer,
        now: face.desk.clock.now(),
    };
    Ok(Plan::Post(card.render(letter.language)))
}

/// A page whose ladder is over is corrected: it calls nobody any more.
///
/// # Errors
/// When the facts cannot be read.
pub async fn page_again(face: &Face, key: &str, language: Language) -> Result<Plan> {
    let row = store::outbox::said_as(&mut *face.desk.store.read().await?, key).await?;
    let row = row.context("a page that stands")?;
    let Say::Page(page) = serde_json::from_str(&row.body).context("reading a page")? else {
        return Ok(Plan::Nothing);
    };
    let file = facts::open(face, page.ticket).await?;
    Ok(Plan::Edit(row.channel, row.message, cards::page::over(&file, language)))
}

/// A page of several P1s of one team: all of them that nobody has acknowledged.
///
/// # Errors
/// When the facts cannot be read.
pub async fn pages(face: &Face, letter: &Letter, pages: &Pages) -> Result<Plan> {
    let (setup, files, told_at) = {
        let mut conn = face.desk.store.read().await?;
        let setup = store::desk::setup(&mut conn).await?.context("the set-up")?;
        let files = unacknowledged(&mut conn, pages.customer).await?;
        (setup, files, store::outbox::last_said(&mut conn, &pages_prefix(pages.customer)).await?)
    };
    let ladder = &face.desk.offer.paging;
    // What a page told of that was said after the last of them was due is not told again.
    let news =
        files.iter().any(|file| due(file, ladder).is_none_or(|due| told_at.is_none_or(|told| due >= told)));
    let by_chat = matches!(pages.route, Route::Support);
    if files.is_empty() || (by_chat && !news) {
        return Ok(Plan::Nothing);
    }
    let mut levels: Vec<u8> =
        files.iter().filter_map(rung_of).flat_map(|rung| rung_at(rung, ladder).levels).collect();
    levels.sort_unstable();
    levels.dedup();
    let server = look(face).await;
    let roles = match pages.route {
        Route::Support => on_call(&setup).roles(&levels),
        Route::Experts => {
            let mut roles = on_call(&setup).roles(&levels);
            if !roles.contains(&setup.expert_role) {
                roles.push(setup.expert_role);
            }
            roles
        }
        Route::Owner | Route::Installer => Vec::new(),
    };
    let (called, deaf): (Vec<RoleId>, Vec<RoleId>) = match (&server, letter.to.channel()) {
        (Some(server), Some(channel)) => split(server, channel, roles),
        (None, _) | (_, None) => (roles, Vec::new()),
    };
    if called.is_empty() && matches!(pages.route, Route::Support | Route::Experts) {
        return Ok(Plan::Failed("no role of this page can be called there".to_owned()));
    }
    let (offer, now) = (&face.desk.offer, face.desk.clock.now());
    let card = cards::page::Calls {
        pages,
        files: &files,
        levels: &levels,
        called: &called,
        deaf: &deaf,
        offer,
        now,
    };
    Ok(Plan::Post(card.render(letter.language)))
}

/// A page of several P1s is corrected to those that nobody has acknowledged yet.
///
/// # Errors
/// When the facts cannot be read.
pub async fn pages_again(face: &Face, key: &str, language: Language) -> Result<Plan> {
    let mut conn = face.desk.store.read().await?;
    let row = store::outbox::said_as(&mut conn, key).await?.context("a page that stands")?;
    let Say::Pages(pages) = serde_json::from_str(&row.body).context("reading a page")? else {
        return Ok(Plan::Nothing);
    };
    let files = unacknowledged(&mut conn, pages.customer).await?;
    let customer = store::customer::get(&mut conn, pages.customer).await?.name;
    let card =
        cards::page::still_called(&customer, &files, (&face.desk.offer, face.desk.clock.now()), language);
    Ok(Plan::Edit(row.channel, row.message, card))
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

pub(in crate::discord) async fn look(face: &Face) -> Option<Arc<Server>> {
    let ask = async {
        match tokio::time::timeout(LOOK_LIMIT, Server::look(face, face.home.staff_guild)).await {
            Ok(Ok(server)) => Some(Arc::new(server)),
            Ok(Err(error)) => {
                tracing::warn!(error = format!("{error:#}"), "pages go without a look at the server");
                None
            }
            Err(_) => {
                tracing::warn!("pages go without a look at the server: it took too long");
                None
            }
        }
    };
    // Also who waits for another's look waits no longer than for one of their own.
    tokio::time::timeout(LOOK_LIMIT, Box::pin(face.watched.look(ask))).await.ok().flatten()
}

fn on_call(setup: &Setup) -> OnCall {
    OnCall { levels: [setup.on_call_1, setup.on_call_2, setup.on_call_3], support: Some(setup.support_role) }
}

/// The roles whom a mention reaches, and those whom it does not.
fn split(server: &Server, channel: ChannelId, roles: Vec<RoleId>) -> (Vec<RoleId>, Vec<RoleId>) {
    roles.into_iter().partition(|role| server.can_call(*role, channel))
}
