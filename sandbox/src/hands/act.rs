//! An interaction about to be sent, and the event that tells the bot of it.

use serde_json::{Value, json};

use crate::{
    error::ApiResult,
    ids::{ChannelId, InteractionId, MessageId, UserId},
    rest::compose::FILE_MAX,
    state::{Asked, World, render},
};

/// An interaction about to be sent.
pub(super) struct Act {
    pub(super) asked: Asked,
    pub(super) channel: ChannelId,
    pub(super) data: Value,
    pub(super) source: Option<MessageId>,
    pub(super) name: Option<String>,
    pub(super) menu: bool,
    /// For a form: the interaction that opened it.
    pub(super) opener: Option<InteractionId>,
}

/// The whole of `INTERACTION_CREATE`.
pub(super) fn interaction(
    world: &World,
    (id, token): (InteractionId, &str),
    act: &Act,
    user: UserId,
) -> ApiResult<Value> {
    let channel = act.channel;
    let place = world.channel(channel)?;
    let person = world.user(user)?;
    let mut value = json!({
        "id": id, "application_id": world.app.id, "type": act.asked.number(), "token": token, "version": 1, "data": act.data,
        "channel_id": channel, "channel": world.interaction_channel(place, user), "locale": person.locale,
        "entitlements": [], "entitlement_sku_ids": [], "attachment_size_limit": FILE_MAX,
        "app_permissions": world.permissions(place, world.app.bot),
    });
    if let Some(guild) = place.guild.and_then(|id| world.guilds.get(&id)) {
        let mut member = world.member_json(guild, user).unwrap_or(Value::Null);
        member["permissions"] = json!(world.permissions(place, user));
        value["member"] = member;
        value["guild_id"] = json!(guild.id);
        value["guild_locale"] = json!(guild.locale);
        value["guild"] = json!({ "id": guild.id, "locale": guild.locale, "features": [] });
        value["context"] = json!(0);
        value["authorizing_integration_owners"] = json!({ "0": guild.id });
    } else {
        value["user"] = render::user(person);
        value["context"] = json!(1);
        value["authorizing_integration_owners"] = json!({ "0": "0" });
    }
    if let Some(source) = act.source {
        value["message"] = world.message_json(world.message(channel, source)?);
    }
    Ok(value)
}
