//! Servers, their channels, roles and members.

use axum::{
    Json,
    extract::{Path, Query, State},
    http::StatusCode,
};
use serde::Deserialize;
use serde_json::{Value, json};
use twilight_model::guild::Permissions;

use super::{
    answer::{Done, Reply},
    payload::Payload,
};
use crate::{
    error::{ApiError, ApiResult},
    ids::{GuildId, RoleId, UserId},
    shared::{Ctx, Shared},
    state::{Role, World, render},
    validate::{components::length, fields::Fields},
};

/// The most roles of a server.
const ROLES_MAX: usize = 250;

pub(crate) async fn get(State(shared): Ctx, Path(guild): Path<GuildId>) -> Reply {
    shared.look(|world| world.bots_guild(guild).map(|one| Json(World::guild_json(one))))
}

pub(crate) async fn leave(State(shared): Ctx, Path(guild): Path<GuildId>) -> Done {
    shared.change(|world| {
        world.bots_guild(guild)?;
        let bot = world.app.bot;
        world.leave(guild, bot)?;
        Ok(StatusCode::NO_CONTENT)
    })
}

pub(crate) async fn channels(State(shared): Ctx, Path(guild): Path<GuildId>) -> Reply {
    shared.look(|world| {
        world.bots_guild(guild)?;
        let here = world.channels.values().filter(|one| one.guild == Some(guild) && one.thread.is_none());
        Ok(Json(here.map(|one| world.channel_json(one)).collect()))
    })
}

pub(crate) async fn roles(State(shared): Ctx, Path(guild): Path<GuildId>) -> Reply {
    shared.look(|world| Ok(Json(world.bots_guild(guild)?.roles.values().map(render::role).collect())))
}

pub(crate) async fn role(State(shared): Ctx, Path((guild, id)): Path<(GuildId, RoleId)>) -> Reply {
    shared.look(|world| {
        world
            .bots_guild(guild)?
            .roles
            .get(&id)
            .map(|one| Json(render::role(one)))
            .ok_or_else(ApiError::unknown_role)
    })
}

fn write_role(role: &mut Role, fields: &Fields<'_>, allowed: Permissions) -> ApiResult<()> {
    if let Some(name) = fields.optional::<String>("name")? {
        length("name", &name, 0, 100)?;
        role.name = name;
    }
    if let Some(permissions) = fields.optional::<Permissions>("permissions")? {
        // Nobody gives what they do not have.
        if !allowed.contains(permissions) {
            return Err(ApiError::missing_permissions());
        }
        role.permissions = permissions;
    }
    role.mentionable = fields.optional("mentionable")?.unwrap_or(role.mentionable);
    role.hoist = fields.optional("hoist")?.unwrap_or(role.hoist);
    role.colour = fields.optional("color")?.unwrap_or(role.colour);
    Ok(())
}

pub(crate) async fn create_role(State(shared): Ctx, Path(guild): Path<GuildId>, payload: Payload) -> Reply {
    shared.change(|world| {
        let bot = world.app.bot;
        let this = world.require_on(guild, Permissions::MANAGE_ROLES)?;
        if this.roles.len() >= ROLES_MAX {
            return Err(ApiError::new(
                StatusCode::BAD_REQUEST,
                30_005,
                "Maximum number of guild roles reached (250)",
            ));
        }
        let allowed = this.permissions(bot);
        let everyone = this.roles.get(&this.everyone()).map_or(Permissions::empty(), |role| role.permissions);
        let id = world.ids.next(world.clock.now());
        let mut role = Role {
            id,
            name: "new role".to_owned(),
            permissions: everyone,
            mentionable: false,
            hoist: false,
            colour: 0,
            position: 1,
            managed: false,
        };
        write_role(&mut role, &payload.fields()?, allowed)?;
        let value = render::role(&role);
        world.guild_mut(guild)?.roles.insert(id, role);
        world.tell_role(guild, id, "GUILD_ROLE_CREATE")?;
        Ok(Json(value))
    })
}

/// A role that the bot stands above, and may therefore change and hand out.
fn reachable(world: &World, guild: GuildId, id: RoleId) -> ApiResult<()> {
    let this = world.require_on(guild, Permissions::MANAGE_ROLES)?;
    let role = this.roles.get(&id).ok_or_else(ApiError::unknown_role)?;
    if role.position >= this.rank(world.app.bot) { Err(ApiError::missing_permissions()) } else { Ok(()) }
}

pub(crate) async fn edit_role(
    State(shared): Ctx,
    Path((guild, id)): Path<(GuildId, RoleId)>,
    payload: Payload,
) -> Reply {
    shared.change(|world| {
        reachable(world, guild, id)?;
        let bot = world.app.bot;
        let this = world.guild_mut(guild)?;
        let allowed = this.permissions(bot);
        let role = this.roles.get_mut(&id).ok_or_else(ApiError::unknown_role)?;
        let mut changed = role.clone();
        write_role(&mut changed, &payload.fields()?, allowed)?;
        *role = changed;
        let value = render::role(role);
        world.tell_role(guild, id, "GUILD_ROLE_UPDATE")?;
        Ok(Json(value))
    })
}

pub(crate) async fn delete_role(State(shared): Ctx, Path((guild, id)): Path<(GuildId, RoleId)>) -> Done {
    shared.change(|world| {
        reachable(world, guild, id)?;
        if world.guild(guild)?.roles.get(&id).is_some_and(|role| role.managed)
            || id == world.guild(guild)?.everyone()
        {
            return Err(ApiError::new(StatusCode::BAD_REQUEST, 50_028, "Invalid role"));
        }
        world.delete_role(guild, id)?;
        Ok(StatusCode::NO_CONTENT)
    })
}

pub(crate) async fn member(State(shared): Ctx, Path((guild, user)): Path<(GuildId, UserId)>) -> Reply {
    shared.look(|world| {
        let this = world.bots_guild(guild)?;
        if !world.users.contains_key(&user) {
            return Err(ApiError::unknown_user());
        }
        world.member_json(this, user).map(Json).ok_or_else(ApiError::unknown_member)
    })
}

#[derive(Deserialize)]
pub(crate) struct Page {
    after: Option<u64>,
    limit: Option<usize>,
}

pub(crate) async fn members(
    State(shared): Ctx,
    Path(guild): Path<GuildId>,
    Query(page): Query<Page>,
) -> Reply {
    let limit = page.limit.unwrap_or(1);
    if !(1..=1000).contains(&limit) {
        return Err(ApiError::form("limit", "NUMBER_TYPE_MAX", "int value should be between 1 and 1000."));
    }
    shared.look(|world| {
        let this = world.bots_guild(guild)?;
        if !world.app.privileged.members {
            return Err(ApiError::missing_access());
        }
        let after = page.after.unwrap_or(0);
        let ids = this.members.keys().filter(|id| id.get() > after).take(limit);
        Ok(Json(ids.filter_map(|id| world.member_json(this, *id)).collect()))
    })
}

#[derive(Deserialize)]
pub(crate) struct Search {
    query: String,
    limit: Option<usize>,
}

pub(crate) async fn search(
    State(shared): Ctx,
    Path(guild): Path<GuildId>,
    Query(search): Query<Search>,
) -> Reply {
    let wanted = search.query.to_lowercase();
    shared.look(|world| {
        let this = world.bots_guild(guild)?;
        let starts = |id: &&UserId| {
            world.users.get(*id).is_some_and(|user| user.name.to_lowercase().starts_with(&wanted))
        };
        let ids = this.members.keys().filter(starts).take(search.limit.unwrap_or(1).min(1000));
        Ok(Json(ids.filter_map(|id| world.member_json(this, *id)).collect()))
    })
}

type Given = Path<(GuildId, UserId, RoleId)>;

pub(crate) async fn give_role(State(shared): Ctx, Path((guild, user, role)): Given) -> Done {
    set_role(&shared, guild, user, role, true)
}

pub(crate) async fn take_role(State(shared): Ctx, Path((guild, user, role)): Given) -> Done {
    set_role(&shared, guild, user, role, false)
}

fn set_role(shared: &Shared, guild: GuildId, user: UserId, role: RoleId, has: bool) -> Done {
    shared.change(|world| {
        reachable(world, guild, role)?;
        let this = world.guild_mut(guild)?;
        if this.roles.get(&role).is_some_and(|role| role.managed) {
            return Err(ApiError::missing_permissions());
        }
        let member = this.members.get_mut(&user).ok_or_else(ApiError::unknown_member)?;
        let changed = if has { member.roles.insert(role) } else { member.roles.remove(&role) };
        if changed {
            world.tell_member(guild, user, "GUILD_MEMBER_UPDATE")?;
        }
        Ok(StatusCode::NO_CONTENT)
    })
}

pub(crate) async fn edit_member(
    State(shared): Ctx,
    Path((guild, user)): Path<(GuildId, UserId)>,
    payload: Payload,
) -> Reply {
    let roles: Option<Vec<RoleId>> = payload.fields()?.optional("roles")?;
    shared.change(|world| {
        if let Some(roles) = roles {
            for role in &roles {
                reachable(world, guild, *role)?;
            }
            let this = world.guild_mut(guild)?;
            let member = this.members.get_mut(&user).ok_or_else(ApiError::unknown_member)?;
            member.roles = roles.into_iter().collect();
            world.tell_member(guild, user, "GUILD_MEMBER_UPDATE")?;
        }
        world.member_json(world.bots_guild(guild)?, user).map(Json).ok_or_else(ApiError::unknown_member)
    })
}

pub(crate) async fn kick(State(shared): Ctx, Path((guild, user)): Path<(GuildId, UserId)>) -> Done {
    shared.change(|world| {
        let this = world.require_on(guild, Permissions::KICK_MEMBERS)?;
        if this.rank(user) >= this.rank(world.app.bot) {
            return Err(ApiError::missing_permissions());
        }
        world.leave(guild, user)?;
        Ok(StatusCode::NO_CONTENT)
    })
}

/// The servers that the bot is in, in short.
pub(crate) async fn mine(State(shared): Ctx) -> Reply {
    shared.look(|world| {
        let bot = world.app.bot;
        let all: Vec<Value> = world
            .guilds
            .values()
            .filter(|guild| guild.members.contains_key(&bot))
            .map(|guild| {
                json!({
                    "id": guild.id, "name": guild.name, "icon": null, "banner": null, "owner": guild.owner == bot,
                    "permissions": render::bits(guild.permissions(bot)), "features": [],
                })
            })
            .collect();
        Ok(Json(Value::Array(all)))
    })
}
