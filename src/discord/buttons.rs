//! Presses, choices and forms: each leads to the same use case as its command.

use anyhow::Result;
use serenity::all::{ComponentInteraction, ComponentInteractionDataKind, ModalInteraction};

use super::{
    Face,
    ask::{Answer, Ask},
    card::Card,
    cards,
    commands::{sessions, ticket as tickets},
    custom_id::{CustomId, Verb},
    refusals,
};
use crate::{
    desk::{Done, Refusal, draft::Draft},
    rules::ids::{SessionId, TicketNumber},
};

/// Somebody pressed a button or chose from a menu.
pub async fn pressed(face: &Face, press: &ComponentInteraction) {
    let ask = Ask::press(face, press);
    let chosen = match &press.data.kind {
        ComponentInteractionDataKind::StringSelect { values } => values.first().map(String::as_str),
        _ => None,
    };
    let result = match press.data.custom_id.parse::<CustomId>() {
        Ok(id) => ask.answer(lead(&ask, id, chosen)).await,
        Err(_) => ask.answer(async { Ok(refusals::card(ask.language(), &Refusal::DraftGone)) }).await,
    };
    report(result);
}

/// Somebody sent a form.
pub async fn filled(face: &Face, form: &ModalInteraction) {
    let ask = Ask::form(face, form);
    let result = match form.data.custom_id.parse::<CustomId>() {
        Ok(id) => ask.answer(lead_form(&ask, id.id, &form.data)).await,
        Err(_) => ask.answer(async { Ok(refusals::card(ask.language(), &Refusal::DraftGone)) }).await,
    };
    report(result);
}

async fn lead_form(ask: &Ask<'_>, id: i64, form: &serenity::all::ModalInteractionData) -> Done<Answer> {
    let actor = ask.actor().await?;
    let draft = ask.desk().look_at_draft(&actor, id).await?;
    match draft {
        Draft::Expertise(draft) => sessions::filled(ask, &actor, id, &draft, form).await,
        Draft::Opening(_) | Draft::About { .. } => tickets::filled(ask, id, form).await,
    }
}

async fn lead(ask: &Ask<'_>, id: CustomId, chosen: Option<&str>) -> Done<Answer> {
    let actor = ask.actor().await?;
    let desk = ask.desk();
    let ticket = Some(TicketNumber::new(id.id));
    let language = ask.language();
    match id.verb {
        Verb::Ack => {
            let file = desk.acknowledge(&actor, ticket).await?;
            Ok(done(&file, language).into())
        }
        Verb::Take => {
            let file = desk.take(&actor, ticket).await?;
            Ok(done(&file, language).into())
        }
        Verb::Close => {
            let file = desk.close(&actor, ticket, "").await?;
            Ok(done(&file, language).into())
        }
        Verb::Form => {
            match desk.look_at_draft(&actor, id.id).await? {
                Draft::Expertise(draft) => sessions::form_again(ask, id.id, &draft),
                Draft::Opening(_) | Draft::About { .. } => tickets::form_again(ask, &actor, id.id).await,
            }
        }
        Verb::Confirm | Verb::Dismiss => {
            let confirmed = id.verb == Verb::Confirm;
            match desk.look_at_draft(&actor, id.id).await? {
                Draft::Expertise(draft) => sessions::settle(ask, &actor, id.id, &draft, confirmed).await,
                Draft::Opening(_) | Draft::About { .. } => Err(Refusal::DraftGone.into()),
            }
        }
        Verb::Accept => sessions::accept(ask, &actor, SessionId::new(id.id)).await,
        Verb::Decline => sessions::decline(ask, &actor, SessionId::new(id.id)).await,
        Verb::Propose => sessions::propose(ask, &actor, SessionId::new(id.id)).await,
        Verb::Slot => sessions::choose(ask, &actor, id.id, chosen.unwrap_or_default()).await,
        _ => Err(Refusal::DraftGone.into()),
    }
}

fn done(file: &crate::desk::file::TicketFile, language: crate::rules::language::Language) -> Card {
    cards::ticket::state_line(file, language)
}

fn report(result: Result<()>) {
    if let Err(error) = result {
        tracing::warn!(error = format!("{error:#}"), "an answer was not taken");
    }
}
