//! A page on its way: whether it is still due, and whether its mention would reach anybody. Discord takes a
//! mention of a role that is gone, or that may not be mentioned, and calls nobody: so the desk looks before
//! each page.

use std::{sync::Arc, time::Duration};

use anyhow::Result;

use super::plan::Plan;
use crate::{
    delivery::letter::Letter,
    desk::say::message::{Destination, PageCall, PageWay, Pages},
    discord::{Face, cards, reach::server::Server},
    rules::{ids::RoleId, language::Language},
};

/// Why a page fails that calls nobody.
const NOBODY: &str = "no role of this page can be called there";

/// How long the look may take. A page does not wait for longer: it then goes as if all were well.
const LOOK_LIMIT: Duration = Duration::from_secs(5);

/// What is to be done for a page.
///
/// # Errors
/// When the facts cannot be read.
pub async fn page(face: &Face, letter: &Letter, page: &PageCall) -> Result<Plan> {
    let Some(facts) = face.desk.page_facts(page).await? else { return Ok(Plan::Nothing) };
    let server = look(face).await;
    // Whoever owns the server and set the desk up is told once.
    let owner = server.as_ref().map(|server| Destination::Person(server.owner()));
    if page.way == PageWay::Installer && owner == Some(letter.to) {
        return Ok(Plan::Nothing);
    }
    let Some((called, deaf)) = whom(server.as_deref(), letter, page.way, facts.roles) else {
        return Ok(Plan::Failed(NOBODY.to_owned()));
    };
    let card = cards::page::Call {
        page,
        file: &facts.file,
        levels: &facts.levels,
        called: &called,
        on_duty: &facts.on_duty,
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
    let Some(standing) = face.desk.page_standing(key).await? else { return Ok(Plan::Nothing) };
    Ok(Plan::Edit(standing.channel, standing.message, cards::page::over(&standing.file, language)))
}

/// A page of several P1s: all of them that nobody has acknowledged.
///
/// # Errors
/// When the facts cannot be read.
pub async fn pages(face: &Face, letter: &Letter, pages: &Pages) -> Result<Plan> {
    let Some(facts) = face.desk.pages_facts(pages).await? else { return Ok(Plan::Nothing) };
    let server = look(face).await;
    let Some((called, deaf)) = whom(server.as_deref(), letter, pages.way, facts.roles) else {
        return Ok(Plan::Failed(NOBODY.to_owned()));
    };
    let (offer, now) = (&face.desk.offer, face.desk.clock.now());
    let card = cards::pages::Calls {
        pages,
        whose: &facts.whose,
        files: &facts.files,
        levels: &facts.levels,
        called: &called,
        on_duty: &facts.on_duty,
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
    let Some(standing) = face.desk.pages_standing(key).await? else { return Ok(Plan::Nothing) };
    let today = (&*face.desk.offer, face.desk.clock.now());
    let card = cards::pages::still_called(&standing.whose, &standing.files, today, language);
    Ok(Plan::Edit(standing.channel, standing.message, card))
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

/// The roles whom a page's mention reaches, and those whom it does not; none where it is to reach some and
/// reaches nobody.
fn whom(
    server: Option<&Server>,
    letter: &Letter,
    way: PageWay,
    roles: Vec<RoleId>,
) -> Option<(Vec<RoleId>, Vec<RoleId>)> {
    let (called, deaf): (Vec<RoleId>, Vec<RoleId>) = match server.zip(letter.to.channel()) {
        Some((server, channel)) => roles.into_iter().partition(|role| server.can_call(*role, channel)),
        None => (roles, Vec::new()),
    };
    let by_roles = matches!(way, PageWay::Support | PageWay::Experts);
    (!by_roles || !called.is_empty()).then_some((called, deaf))
}
