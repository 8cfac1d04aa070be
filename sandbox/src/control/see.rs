//! What a person sees: servers, channels and threads they may look into, and the messages of one of them.

use axum::{
    Json,
    extract::{Path, Query, State},
};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use twilight_model::{application::command::CommandType, guild::Permissions};

use super::{
    answer::{Answered, Refusal, Who},
    told::{clock_json, pulse_json},
};
use crate::{
    hands::{localised, visible},
    ids::{ChannelId, MessageId, UserId},
    shared::Ctx,
    state::{Channel, Guild, Message, User, World, flag},
    world::made_up_owner,
};

/// The most messages told at once.
const TOLD: usize = 200;

/// Everything except the messages, as one person may know it; without a person, the people to choose from.
#[derive(Deserialize)]
pub(super) struct Looker {
    #[serde(rename = "as")]
    id: Option<UserId>,
}

pub(super) async fn world(State(shared): Ctx, Query(looker): Query<Looker>) -> Answered {
    // What the machine tells is looked up before the world is held.
    let (clock, pulse) = (clock_json(&shared), pulse_json(&shared));
    let mut seen = shared.look(|world| {
        let me = looker.id.and_then(|id| world.users.get(&id)).filter(|user| !user.bot);
        json!({
            "bot": { "id": world.app.bot, "name": world.users.get(&world.app.bot).map(|bot| &bot.name) },
            "people": people(world),
            "me": me.map(account),
            "users": world.users.values().map(|user| (user.id.to_string(), json!(user.name))).collect::<Map<_, _>>(),
            "servers": me.map(|me| servers(world, me.id)),
            "conversation": me.and_then(|me| conversation(world, me.id)),
        })
    });
    seen["clock"] = clock;
    seen["pulse"] = pulse;
    Ok(Json(seen))
}

fn account(user: &User) -> Value {
    json!({
        "id": user.id, "name": user.name, "locale": user.locale, "accepts_messages": user.accepts_messages,
    })
}

/// Who can be played. The owners that were made up so that a server has one come last.
fn people(world: &World) -> Vec<Value> {
    let made_up = |user: &User| {
        world.guilds.values().any(|guild| guild.owner == user.id && user.name == made_up_owner(&guild.name))
    };
    let inside = |id| world.guilds.values().any(|guild| guild.members.contains_key(&id));
    let mut all: Vec<&User> = world
        .users
        .values()
        .filter(|user| !user.bot && (user.id != world.app.owner || inside(user.id)))
        .collect();
    all.sort_by_key(|user| made_up(user));
    all.into_iter().map(account).collect()
}

fn servers(world: &World, me: UserId) -> Vec<Value> {
    let mine = world.guilds.values().filter(|guild| guild.members.contains_key(&me));
    mine.map(|guild| server(world, guild, me)).collect()
}

fn server(world: &World, guild: &Guild, me: UserId) -> Value {
    let roles = guild.roles.values().filter(|role| role.id != guild.everyone()).map(|role| {
        json!({ "id": role.id, "name": role.name, "colour": role.colour, "position": role.position, "mentionable": role.mentionable })
    });
    let members = guild
        .members
        .iter()
        .map(|(id, member)| json!({ "id": id, "roles": member.roles, "bot": *id == world.app.bot }));
    let mut channels: Vec<&Channel> = world
        .channels
        .values()
        .filter(|one| one.guild == Some(guild.id) && one.thread.is_none() && world.may_see(one, me))
        .collect();
    channels.sort_by_key(|one| (one.position, one.id));
    json!({
        "id": guild.id, "name": guild.name, "roles": roles.collect::<Vec<_>>(), "members": members.collect::<Vec<_>>(),
        "channels": channels.into_iter().map(|one| with_threads(world, one, me)).collect::<Vec<_>>(),
    })
}

fn with_threads(world: &World, channel: &Channel, me: UserId) -> Value {
    let threads = world.threads_of(channel.id).filter(|one| world.may_see(one, me));
    let mut value = place(world, channel, me);
    value["threads"] = threads.map(|one| place(world, one, me)).collect();
    value
}

/// A channel, a thread or a conversation.
fn place(world: &World, channel: &Channel, me: UserId) -> Value {
    let mut value = json!({
        "id": channel.id, "name": channel.name, "kind": u8::from(channel.kind), "parent": channel.parent,
        "topic": channel.topic, "last_message": channel.last_message, "writable": may_write(world, channel, me),
    });
    if let Some(thread) = &channel.thread {
        value["archived"] = json!(thread.archived);
        value["locked"] = json!(thread.locked);
        value["private"] = json!(u8::from(channel.kind) == 12);
        value["joined"] = json!(thread.members.contains_key(&me));
    }
    value
}

fn may_write(world: &World, channel: &Channel, me: UserId) -> bool {
    let locked = channel.thread.as_ref().is_some_and(|thread| thread.locked);
    let manages = world.permissions(channel, me).contains(Permissions::MANAGE_THREADS);
    world.may_write(channel, me) && (!locked || manages)
}

fn conversation(world: &World, me: UserId) -> Option<Value> {
    let found = world.channels.values().find(|one| one.recipient == Some(me))?;
    Some(place(world, found, me))
}

/// Which part of a channel is wanted.
#[derive(Deserialize)]
pub(super) struct Page {
    before: Option<MessageId>,
    limit: Option<usize>,
}

/// The last messages of a channel, oldest first, as this person sees them, and what the menus of messages and
/// people offer there.
pub(super) async fn channel(
    State(shared): Ctx,
    Query(who): Query<Who>,
    Path(id): Path<ChannelId>,
    Query(page): Query<Page>,
) -> Answered {
    let me = who.person(&shared)?.id();
    let limit = page.limit.unwrap_or(100).clamp(1, TOLD);
    shared.look(|world| {
        let channel = world.channel(id).ok().filter(|one| world.may_see(one, me));
        let channel = channel.ok_or_else(|| Refusal::missing("channel"))?;
        let all = world.messages.get(&id).into_iter().flat_map(|all| all.values().rev());
        let mut shown: Vec<&Message> = all
            .filter(|one| one.kind != 21 && one.only_for.is_none_or(|only| only == me))
            .filter(|one| page.before.is_none_or(|end| one.id < end))
            .take(limit + 1)
            .collect();
        let more = shown.len() > limit;
        shown.truncate(limit);
        shown.reverse();
        Ok(Json(json!({
            "channel": place(world, channel, me), "more": more,
            "messages": shown.into_iter().map(|one| message(world, one, me)).collect::<Vec<_>>(),
            "menus": { "message": menu(world, id, me, CommandType::Message), "person": menu(world, id, me, CommandType::User) },
        })))
    })
}

/// A message as Discord writes it, and what its application knows beyond that.
fn message(world: &World, message: &Message, me: UserId) -> Value {
    let channel = world.channel(message.channel).ok();
    let manages =
        channel.is_some_and(|one| world.permissions(one, me).contains(Permissions::MANAGE_MESSAGES));
    let mut value = world.message_json(message);
    value["private"] = json!(message.flags & flag::EPHEMERAL != 0);
    value["thinking"] = json!(message.flags & flag::LOADING != 0);
    value["by_bot"] = json!(message.author == world.app.bot);
    value["mine"] = json!(message.author == me);
    value["deletable"] = json!(message.only_for.is_none() && (message.author == me || manages));
    value["names_me"] = json!(names(world, message, me));
    value["reactions"] = message
        .reactions
        .iter()
        .map(|(emoji, who)| json!({ "emoji": emoji, "count": who.len(), "mine": who.contains(&me) }))
        .collect();
    value["thread"] = json!(message.thread);
    value
}

/// Whether a message notified this person: by name, by a role, or with everyone.
fn names(world: &World, message: &Message, me: UserId) -> bool {
    let guild = world.guild_of(message.channel).and_then(|id| world.guilds.get(&id));
    let roles = guild.and_then(|guild| guild.members.get(&me)).map(|member| &member.roles);
    message.mentions.everyone
        || message.mentions.users.contains(&me)
        || message.mentions.pinged_roles.iter().any(|role| roles.is_some_and(|mine| mine.contains(role)))
}

fn menu(world: &World, channel: ChannelId, me: UserId, kind: CommandType) -> Vec<String> {
    let locale = world.users.get(&me).map(|user| user.locale.clone()).unwrap_or_default();
    let all = visible(world, channel, me).into_iter().filter(|one| one.kind == kind);
    all.map(|one| localised(&one.name, one.name_localizations.as_ref(), &locale).to_owned()).collect()
}
