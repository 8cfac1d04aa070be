//! Presses, choices and forms: each leads to the same use case as its command.

use anyhow::Result;
use serenity::all::{
    ComponentInteraction, ComponentInteractionDataKind, ModalInteraction, ModalInteractionData,
};

use super::{
    Face,
    answer::ask::Ask,
    flows::{
        draft::{On, led_on},
        errand, escalate, incident, session,
    },
    look::{
        answer::Answer,
        custom_id::{CustomId, Verb},
    },
};
use crate::{
    desk::{
        Refusal,
        refusal::reason::Done,
        ticket::{errand::Errand, next_update::Update},
    },
    rules::ids::{SessionId, TicketNumber},
};

/// Somebody pressed a button or chose from a menu.
pub async fn pressed(face: &Face, press: &ComponentInteraction) {
    let ask = Ask::press(face, press);
    let chosen = match &press.data.kind {
        ComponentInteractionDataKind::StringSelect { values } => values.as_slice(),
        _ => &[],
    };
    let result = match press.data.custom_id.parse::<CustomId>() {
        Ok(id) => ask.answer(Box::pin(lead(&ask, id, chosen))).await,
        Err(_) => ask.answer(async { Ok(ask.reader().refused(&Refusal::DraftGone)) }).await,
    };
    report(result);
}

/// Somebody sent a form.
pub async fn filled(face: &Face, form: &ModalInteraction) {
    let ask = Ask::form(face, form);
    let result = match form.data.custom_id.parse::<CustomId>() {
        Ok(id) => ask.answer(Box::pin(sent(&ask, id, &form.data))).await,
        Err(_) => ask.answer(async { Ok(ask.reader().refused(&Refusal::DraftGone)) }).await,
    };
    report(result);
}

async fn sent(ask: &Ask<'_>, id: CustomId, form: &ModalInteractionData) -> Done<Answer> {
    let actor = ask.actor().await?;
    led_on(ask, &actor, id.id, On::Sent(form)).await
}

async fn lead(ask: &Ask<'_>, id: CustomId, all_chosen: &[String]) -> Done<Answer> {
    let actor = ask.actor().await?;
    let on = |on| Box::pin(led_on(ask, &actor, id.id, on));
    let ticket = TicketNumber::new(id.id);
    let chosen = all_chosen.first().map(String::as_str);
    let errand = match (id.verb, chosen) {
        (Verb::Confirm, None) => return on(On::Confirm).await,
        (Verb::Confirm, Some(_)) => return on(On::Tickets(all_chosen)).await,
        (Verb::Dismiss, _) => return on(On::Dismiss).await,
        (Verb::Form, _) => return on(On::Form).await,
        (Verb::Page, _) => return on(On::Page).await,
        (Verb::Slot, slot) => return on(On::Slot(slot.unwrap_or_default())).await,
        (Verb::Escalate, Some(chosen)) => return on(On::P1(chosen)).await,
        (Verb::Escalate, None) => return escalate::pressed(ask, &actor, ticket).await,
        (Verb::Incident, _) => return incident::pressed(ask, &actor, ticket).await,
        (Verb::Accept, _) => return session::accept(ask, &actor, id.id).await,
        (Verb::Decline, _) => return session::decline(ask, &actor, id.id).await,
        (Verb::Propose, _) => return session::propose(ask, &actor, SessionId::new(id.id)).await,
        (Verb::Note, _) => return session::note(ask, &actor, SessionId::new(id.id)).await,
        (Verb::Ack, _) => Errand::Acknowledge,
        (Verb::Take, _) => Errand::Take,
        (Verb::Wait, _) => Errand::Wait { reason: String::new() },
        (Verb::Resume, _) => Errand::Resume,
        (Verb::Answered, _) => Errand::Answered,
        (Verb::Reply, _) => Errand::Reply { text: String::new(), files: Vec::new() },
        (Verb::Close, _) => Errand::Close { reason: String::new() },
        (Verb::Reopen, _) => Errand::Reopen { reason: String::new() },
        (Verb::Restore, _) => Errand::Restore { note: String::new() },
        (Verb::Contest, _) => Errand::Contest { reason: None },
        (Verb::Update, _) => Errand::Update(Update::default()),
    };
    errand::run(ask, (&actor).into(), ticket, errand).await
}

fn report(result: Result<()>) {
    if let Err(error) = result {
        tracing::warn!(error = format!("{error:#}"), "an answer was not taken");
    }
}
