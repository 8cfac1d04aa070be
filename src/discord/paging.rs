//! A page on its way: whether it is still due, and whether its mention would reach anybody. Discord takes a mention of a role that is gone,
//! or that may not be mentioned, and calls nobody: so the desk looks before each page.

use std::time::Duration;

use anyhow::{Context, Result};

use super::{Face, cards, sender::Plan, server::Server};
use crate::{
    delivery::outbox::Letter,
    desk::say::{Destination, Page, Route, Say},
    rules::{
        ids::{ChannelId, RoleId},
        language::Language,
        paging::{OnCall, rung_at},
    },
    store::{self, desk::Setup},
};

/// How long the look may take. A page does not wait for longer: it then goes as if all were well.
const LOOK_LIMIT: Duration = Duration::from_secs(5);

/// What is to be done for a page.
///
/// # Errors
/// When the facts cannot be read.
pub async fn page(face: &Face, letter: &Letter, page: &Page) -> Result<Plan> {
    let file = cards::open(face, page.ticket).await?;
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
    let file = cards::open(face, page.ticket).await?;
    Ok(Plan::Edit(row.channel, row.message, cards::page::over(&file, face.desk.clock.now(), language)))
}

async fn look(face: &Face) -> Option<Server> {
    match tokio::time::timeout(LOOK_LIMIT, Server::look(face, face.staff_guild)).await {
        Ok(Ok(server)) => Some(server),
        Ok(Err(error)) => {
            tracing::warn!(error = format!("{error:#}"), "a page goes without a look at the server");
            None
        }
        Err(_) => {
            tracing::warn!("a page goes without a look at the server: it took too long");
            None
        }
    }
}

fn on_call(setup: &Setup) -> OnCall {
    OnCall { levels: [setup.on_call_1, setup.on_call_2, setup.on_call_3], support: Some(setup.support_role) }
}

/// The roles whom a mention reaches, and those whom it does not.
fn split(server: &Server, channel: ChannelId, roles: Vec<RoleId>) -> (Vec<RoleId>, Vec<RoleId>) {
    roles.into_iter().partition(|role| server.can_call(*role, channel))
}
