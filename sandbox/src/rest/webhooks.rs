//! What follows an interaction's first answer: its original message and further ones, by the interaction's
//! token.

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use chrono::TimeDelta;

use super::{
    answer::{Done, Reply as Answer},
    payload::Payload,
};
use crate::{
    error::{ApiError, ApiResult},
    ids::{ApplicationId, MessageId},
    shared::Ctx,
    state::{Interaction, Reference, Reply, World, flag, moment},
};

/// How long an interaction's token lives, by the sandbox's clock.
const TOKEN_LIFE: TimeDelta = TimeDelta::minutes(15);

fn interaction(world: &World, application: ApplicationId, token: &str) -> ApiResult<Interaction> {
    if application != world.app.id {
        return Err(ApiError::unknown_webhook());
    }
    let found = world.interactions.values().find(|one| one.token == token);
    let found = found.ok_or_else(ApiError::invalid_webhook_token)?;
    if matches!(found.reply, Reply::Waiting) {
        return Err(ApiError::unknown_webhook());
    }
    if world.clock.now() - moment(found.id) > TOKEN_LIFE {
        return Err(ApiError::invalid_webhook_token());
    }
    Ok(found.clone())
}

/// The message meant by `@original` or an id; only those that this interaction made or pressed.
fn meant(world: &World, interaction: &Interaction, which: &str) -> ApiResult<MessageId> {
    let id = if which == "@original" { interaction.original } else { super::compose::message_id(which) };
    let id = id.ok_or_else(ApiError::unknown_message)?;
    let message = world.message(interaction.channel, id)?;
    let own = message.cause.as_ref().is_some_and(|cause| cause.id == interaction.id);
    if own || interaction.source == Some(id) { Ok(id) } else { Err(ApiError::unknown_message()) }
}

pub(crate) async fn create(
    State(shared): Ctx,
    Path((application, token)): Path<(ApplicationId, String)>,
    payload: Payload,
) -> Answer {
    shared.change(|world| {
        let interaction = interaction(world, application, &token)?;
        let fields = payload.fields()?;
        // The first message after "is thinking" is the one that was promised.
        if let (Reply::Deferred, Some(original)) = (&interaction.reply, interaction.original)
            && world.message(interaction.channel, original).is_ok_and(|one| one.flags & flag::LOADING != 0)
        {
            return super::messages::change(world, interaction.channel, original, &fields, &payload);
        }
        let mut message = super::interactions::compose(world, &interaction, &fields, &payload.files)?;
        message.kind = 19;
        if message.reference.is_none()
            && let Some(original) = interaction.original
        {
            message.reference = Some(Reference { channel: interaction.channel, message: original });
        }
        let id = world.post(message, None);
        world.message(interaction.channel, id).map(|one| Json(world.message_json(one)))
    })
}

type OneMessage = Path<(ApplicationId, String, String)>;

pub(crate) async fn get(State(shared): Ctx, Path((application, token, which)): OneMessage) -> Answer {
    shared.look(|world| {
        let interaction = interaction(world, application, &token)?;
        let id = meant(world, &interaction, &which)?;
        world.message(interaction.channel, id).map(|one| Json(world.message_json(one)))
    })
}

pub(crate) async fn edit(
    State(shared): Ctx,
    Path((application, token, which)): OneMessage,
    payload: Payload,
) -> Answer {
    shared.change(|world| {
        let interaction = interaction(world, application, &token)?;
        let id = meant(world, &interaction, &which)?;
        super::messages::change(world, interaction.channel, id, &payload.fields()?, &payload)
    })
}

pub(crate) async fn delete(State(shared): Ctx, Path((application, token, which)): OneMessage) -> Done {
    shared.change(|world| {
        let interaction = interaction(world, application, &token)?;
        let id = meant(world, &interaction, &which)?;
        world.delete_message(interaction.channel, id)?;
        Ok(StatusCode::NO_CONTENT)
    })
}
