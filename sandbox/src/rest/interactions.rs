//! The answer to an interaction, within its three seconds and once.

use std::time::Duration;

use axum::{
    Json,
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use serde_json::{Value, json};
use twilight_model::{
    application::command::{CommandOptionChoice, CommandOptionChoiceValue},
    http::interaction::InteractionResponseType as Kind,
};
use twilight_validate::command as limit;

use super::{
    compose::Draft,
    payload::{Payload, Upload},
};
use crate::{
    error::{ApiError, ApiResult},
    ids::{InteractionId, MessageId},
    shared::Ctx,
    state::{Asked, Cause, Interaction, Message, Reference, Reply, World, flag},
    validate::{
        components::{self, length},
        fields::Fields,
    },
};

/// How long the bot has for its first answer, in real time.
pub(crate) const PATIENCE: Duration = Duration::from_secs(3);

#[derive(Deserialize)]
pub(crate) struct Wishes {
    with_response: Option<bool>,
}

pub(crate) async fn callback(
    State(shared): Ctx,
    Path((id, token)): Path<(InteractionId, String)>,
    Query(wishes): Query<Wishes>,
    payload: Payload,
) -> Result<Response, ApiError> {
    let full = shared.change(|world| answer(world, id, &token, &payload))?;
    if wishes.with_response.unwrap_or(false) {
        Ok(Json(full).into_response())
    } else {
        Ok(StatusCode::NO_CONTENT.into_response())
    }
}

fn answer(world: &mut World, id: InteractionId, token: &str, payload: &Payload) -> ApiResult<Value> {
    let found = world.interactions.get(&id).filter(|one| one.token == token);
    let interaction = found.cloned().ok_or_else(ApiError::unknown_interaction)?;
    if !matches!(interaction.reply, Reply::Waiting) {
        return Err(ApiError::already_acknowledged());
    }
    if interaction.failed || interaction.asked_at.elapsed() > PATIENCE {
        return Err(ApiError::unknown_interaction());
    }
    let fields = payload.fields()?;
    let kind: Kind = fields.required("type")?;
    let empty = json!({});
    let raw = fields.raw("data").unwrap_or(&empty);
    let data = Fields::of(raw, "data")?;
    if kind != Kind::ApplicationCommandAutocompleteResult && kind != Kind::Modal {
        super::messages::check_lock(world, world.channel(interaction.channel)?)?;
    }
    let reply = match kind {
        Kind::ChannelMessageWithSource if interaction.asked != Asked::Suggestions => {
            let message = compose(world, &interaction, &data, &payload.files)?;
            let id = world.post(message, None);
            remember(world, &interaction, id);
            Reply::Message
        }
        Kind::DeferredChannelMessageWithSource if interaction.asked != Asked::Suggestions => {
            let flags = data.optional::<u64>("flags")?.unwrap_or(0);
            let mut message = world.blank(interaction.channel, world.app.bot, "");
            message.flags = (flags & flag::EPHEMERAL) | flag::LOADING;
            frame(&interaction, &mut message);
            let id = world.post(message, None);
            remember(world, &interaction, id);
            Reply::Deferred
        }
        Kind::DeferredUpdateMessage if interaction.source.is_some() => {
            set_original(world, &interaction, interaction.source);
            Reply::Silent
        }
        Kind::UpdateMessage if interaction.source.is_some() => {
            let source = interaction.source.ok_or_else(ApiError::unknown_message)?;
            let _edited = super::messages::change(world, interaction.channel, source, &data, payload)?;
            set_original(world, &interaction, Some(source));
            Reply::Updated
        }
        Kind::ApplicationCommandAutocompleteResult if interaction.asked == Asked::Suggestions => {
            Reply::Choices(choices(&data)?)
        }
        Kind::Modal if matches!(interaction.asked, Asked::Command | Asked::Component) => {
            Reply::Form(components::of_form(raw)?)
        }
        _ => {
            return Err(ApiError::form(
                "type",
                "INTERACTION_APPLICATION_COMMAND_INVALID_RESPONSE_TYPE",
                "This response type is not valid for this interaction",
            ));
        }
    };
    if let Some(kept) = world.interactions.get_mut(&id) {
        kept.reply = reply;
    }
    Ok(resource(world, id, kind))
}

/// What `with_response` asks for.
fn resource(world: &World, id: InteractionId, kind: Kind) -> Value {
    let Some(interaction) = world.interactions.get(&id) else { return Value::Null };
    let message = interaction.original.and_then(|one| world.message(interaction.channel, one).ok());
    let mut value = json!({
        "interaction": {
            "id": id, "type": interaction.asked.number(), "response_message_id": interaction.original,
            "response_message_loading": message.is_some_and(|one| one.flags & flag::LOADING != 0),
            "response_message_ephemeral": message.is_some_and(|one| one.flags & flag::EPHEMERAL != 0),
            "channel_id": interaction.channel, "guild_id": world.guild_of(interaction.channel),
        },
    });
    if let Some(message) = message {
        value["resource"] = json!({ "type": kind, "message": world.message_json(message) });
    }
    value
}

fn set_original(world: &mut World, interaction: &Interaction, message: Option<MessageId>) {
    if let Some(kept) = world.interactions.get_mut(&interaction.id) {
        kept.original = message;
    }
}

fn remember(world: &mut World, interaction: &Interaction, message: MessageId) {
    set_original(world, interaction, Some(message));
}

/// Makes an answer's message: private ones are for the one who asked.
pub(crate) fn compose(
    world: &mut World,
    interaction: &Interaction,
    data: &Fields<'_>,
    files: &[Upload],
) -> ApiResult<Message> {
    world.channel(interaction.channel)?;
    let draft = Draft::read(data, files, 0)?;
    let author = world.app.bot;
    let mut message = draft.message(world, interaction.channel, author)?;
    frame(interaction, &mut message);
    Ok(message)
}

/// Marks a message as an answer to an interaction.
pub(crate) fn frame(interaction: &Interaction, message: &mut Message) {
    message.by_webhook = true;
    message.cause = Some(Cause::of(interaction));
    if message.flags & flag::EPHEMERAL != 0 {
        message.only_for = Some(interaction.user);
    }
    message.kind = match (interaction.source, interaction.menu) {
        (Some(source), _) => {
            message.reference = Some(Reference { channel: interaction.channel, message: source });
            19
        }
        (None, true) => 23,
        (None, false) => 20,
    };
}

/// Reads and checks suggestions.
fn choices(data: &Fields<'_>) -> ApiResult<Vec<Value>> {
    let all: Vec<CommandOptionChoice> = data.required("choices")?;
    if all.len() > limit::CHOICES_LIMIT {
        return Err(ApiError::bad_length("data.choices", 0, limit::CHOICES_LIMIT));
    }
    for (number, choice) in all.iter().enumerate() {
        let at = format!("data.choices.{number}");
        length(&format!("{at}.name"), &choice.name, 1, limit::OPTION_CHOICE_NAME_LENGTH_MAX)?;
        for (locale, name) in choice.name_localizations.iter().flatten() {
            length(
                &format!("{at}.name_localizations.{locale}"),
                name,
                1,
                limit::OPTION_CHOICE_NAME_LENGTH_MAX,
            )?;
        }
        if let CommandOptionChoiceValue::String(text) = &choice.value {
            length(&format!("{at}.value"), text, 1, limit::OPTION_CHOICE_STRING_VALUE_LENGTH_MAX)?;
        }
    }
    Ok(all.into_iter().map(|choice| json!(choice)).collect())
}
