//! The bot's commands, for everyone and for one server.

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};
use twilight_model::application::command::{Command, CommandType};
use twilight_validate::command::GUILD_COMMAND_LIMIT;

use super::{
    answer::{Done, Reply},
    payload::Payload,
};
use crate::{
    error::{ApiError, ApiResult},
    ids::{ApplicationId, CommandId, GuildId},
    shared::{Ctx, Shared},
    state::World,
    validate::commands::{ENTRY_POINT, command as check},
};

fn scope(world: &World, application: ApplicationId, guild: Option<GuildId>) -> ApiResult<()> {
    if application != world.app.id {
        return Err(ApiError::new(
            StatusCode::FORBIDDEN,
            20_012,
            "You are not authorized to perform this action on this application",
        ));
    }
    match guild {
        Some(guild) => world.bots_guild(guild).map(|_| ()).map_err(|_| ApiError::missing_access()),
        None => Ok(()),
    }
}

fn show(command: &Command) -> Value {
    let mut value = json!(command);
    if let Some(permissions) = command.default_member_permissions {
        value["default_member_permissions"] = json!(permissions);
    }
    // Discord always tells these, and its libraries read them.
    for (name, default) in [("nsfw", json!(false)), ("contexts", Value::Null)] {
        if value[name].is_null() {
            value[name] = default;
        }
    }
    if command.kind == ENTRY_POINT {
        // The application's own window is opened by Discord.
        value["handler"] = json!(2);
    }
    if value["integration_types"].is_null() {
        value["integration_types"] = json!([0]);
    }
    value
}

fn of_scope(world: &World, guild: Option<GuildId>) -> impl Iterator<Item = &Command> {
    world.commands.iter().filter(move |one| one.guild_id == guild)
}

fn list(shared: &Shared, application: ApplicationId, guild: Option<GuildId>) -> Reply {
    shared.look(|world| {
        scope(world, application, guild)?;
        Ok(Json(of_scope(world, guild).map(show).collect()))
    })
}

/// Adds a command, or replaces the one of the same name and kind, which keeps its id.
fn put(world: &mut World, mut command: Command, guild: Option<GuildId>) -> Command {
    let now = world.clock.now();
    let at = world
        .commands
        .iter()
        .position(|one| one.guild_id == guild && one.name == command.name && one.kind == command.kind);
    command.application_id = Some(world.app.id);
    command.guild_id = guild;
    command.version = world.ids.next(now);
    if let Some(at) = at {
        command.id = world.commands[at].id;
        world.commands[at] = command.clone();
    } else {
        command.id = Some(world.ids.next(now));
        world.commands.push(command.clone());
    }
    command
}

fn check_count(world: &World, guild: Option<GuildId>) -> ApiResult<()> {
    let slash = of_scope(world, guild).filter(|one| one.kind == CommandType::ChatInput).count();
    if slash > GUILD_COMMAND_LIMIT {
        return Err(ApiError::new(
            StatusCode::BAD_REQUEST,
            30_032,
            "Maximum number of application commands reached (100)",
        ));
    }
    for menu in [CommandType::Message, CommandType::User] {
        if of_scope(world, guild).filter(|one| one.kind == menu).count() > 5 {
            return Err(ApiError::new(
                StatusCode::BAD_REQUEST,
                30_032,
                "Maximum number of application commands reached (5)",
            ));
        }
    }
    Ok(())
}

fn replace_all(
    shared: &Shared,
    application: ApplicationId,
    guild: Option<GuildId>,
    payload: &Payload,
) -> Reply {
    let Some(list) = payload.json.as_array() else {
        return Err(ApiError::form("", "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType"));
    };
    let commands: Vec<Command> = list
        .iter()
        .enumerate()
        .map(|(number, value)| check(value, &number.to_string()))
        .collect::<ApiResult<_>>()?;
    for (number, one) in commands.iter().enumerate() {
        if commands[..number].iter().any(|other| other.name == one.name && other.kind == one.kind) {
            return Err(ApiError::form(
                &number.to_string(),
                "APPLICATION_COMMANDS_DUPLICATE_NAME",
                "Application command names must be unique",
            ));
        }
    }
    shared.change(|world| {
        scope(world, application, guild)?;
        let named = |one: &Command| commands.iter().any(|new| new.name == one.name && new.kind == one.kind);
        if of_scope(world, guild).any(|one| one.kind == ENTRY_POINT && !named(one)) {
            return Err(ApiError::new(
                StatusCode::BAD_REQUEST,
                50_240,
                "You cannot remove this app's Entry Point command in a bulk update operation. Please include the Entry Point \
                 command in your update request or delete it separately.",
            ));
        }
        let before = world.commands.clone();
        world.commands.retain(|one| {
            one.guild_id != guild || commands.iter().any(|new| new.name == one.name && new.kind == one.kind)
        });
        let mut answer = Vec::new();
        for command in commands {
            answer.push(show(&put(world, command, guild)));
        }
        if let Err(error) = check_count(world, guild) {
            world.commands = before;
            return Err(error);
        }
        Ok(Json(Value::Array(answer)))
    })
}

fn create(
    shared: &Shared,
    application: ApplicationId,
    guild: Option<GuildId>,
    payload: &Payload,
) -> Result<Response, ApiError> {
    let command = check(&payload.json, "")?;
    shared.change(|world| {
        scope(world, application, guild)?;
        let known = of_scope(world, guild).any(|one| one.name == command.name && one.kind == command.kind);
        let before = world.commands.clone();
        let made = put(world, command, guild);
        if let Err(error) = check_count(world, guild) {
            world.commands = before;
            return Err(error);
        }
        let status = if known { StatusCode::OK } else { StatusCode::CREATED };
        Ok((status, Json(show(&made))).into_response())
    })
}

fn position(world: &World, guild: Option<GuildId>, id: CommandId) -> ApiResult<usize> {
    let at = world.commands.iter().position(|one| one.guild_id == guild && one.id == Some(id));
    at.ok_or_else(ApiError::unknown_command)
}

fn get(shared: &Shared, application: ApplicationId, guild: Option<GuildId>, id: CommandId) -> Reply {
    shared.look(|world| {
        scope(world, application, guild)?;
        Ok(Json(show(&world.commands[position(world, guild, id)?])))
    })
}

fn edit(
    shared: &Shared,
    application: ApplicationId,
    guild: Option<GuildId>,
    id: CommandId,
    payload: &Payload,
) -> Reply {
    let Some(changes) = payload.json.as_object() else { return Err(ApiError::unreadable()) };
    shared.change(|world| {
        scope(world, application, guild)?;
        let at = position(world, guild, id)?;
        let mut whole = json!(world.commands[at]);
        for (name, value) in changes {
            whole[name] = value.clone();
        }
        let mut command = check(&whole, "")?;
        command.id = Some(id);
        command.application_id = Some(world.app.id);
        command.guild_id = guild;
        command.version = world.ids.next(world.clock.now());
        world.commands[at] = command;
        Ok(Json(show(&world.commands[at])))
    })
}

fn delete(shared: &Shared, application: ApplicationId, guild: Option<GuildId>, id: CommandId) -> Done {
    shared.change(|world| {
        scope(world, application, guild)?;
        let at = position(world, guild, id)?;
        world.commands.remove(at);
        Ok(StatusCode::NO_CONTENT)
    })
}

/// The routes for everyone's commands.
pub(crate) mod global {
    use super::{ApiError, ApplicationId, CommandId, Ctx, Done, Path, Payload, Reply, Response, State};

    pub(crate) async fn list(State(shared): Ctx, Path(app): Path<ApplicationId>) -> Reply {
        super::list(&shared, app, None)
    }
    pub(crate) async fn replace(
        State(shared): Ctx,
        Path(app): Path<ApplicationId>,
        payload: Payload,
    ) -> Reply {
        super::replace_all(&shared, app, None, &payload)
    }
    pub(crate) async fn create(
        State(shared): Ctx,
        Path(app): Path<ApplicationId>,
        payload: Payload,
    ) -> Result<Response, ApiError> {
        super::create(&shared, app, None, &payload)
    }
    pub(crate) async fn get(State(shared): Ctx, Path((app, id)): Path<(ApplicationId, CommandId)>) -> Reply {
        super::get(&shared, app, None, id)
    }
    pub(crate) async fn edit(
        State(shared): Ctx,
        Path((app, id)): Path<(ApplicationId, CommandId)>,
        payload: Payload,
    ) -> Reply {
        super::edit(&shared, app, None, id, &payload)
    }
    pub(crate) async fn delete(
        State(shared): Ctx,
        Path((app, id)): Path<(ApplicationId, CommandId)>,
    ) -> Done {
        super::delete(&shared, app, None, id)
    }
}

/// The routes for one server's commands.
pub(crate) mod of_guild {
    use super::{
        ApiError, ApplicationId, CommandId, Ctx, Done, GuildId, Path, Payload, Reply, Response, State,
    };

    type Place = Path<(ApplicationId, GuildId)>;
    type One = Path<(ApplicationId, GuildId, CommandId)>;

    pub(crate) async fn list(State(shared): Ctx, Path((app, guild)): Place) -> Reply {
        super::list(&shared, app, Some(guild))
    }
    pub(crate) async fn replace(State(shared): Ctx, Path((app, guild)): Place, payload: Payload) -> Reply {
        super::replace_all(&shared, app, Some(guild), &payload)
    }
    pub(crate) async fn create(
        State(shared): Ctx,
        Path((app, guild)): Place,
        payload: Payload,
    ) -> Result<Response, ApiError> {
        super::create(&shared, app, Some(guild), &payload)
    }
    pub(crate) async fn get(State(shared): Ctx, Path((app, guild, id)): One) -> Reply {
        super::get(&shared, app, Some(guild), id)
    }
    pub(crate) async fn edit(State(shared): Ctx, Path((app, guild, id)): One, payload: Payload) -> Reply {
        super::edit(&shared, app, Some(guild), id, &payload)
    }
    pub(crate) async fn delete(State(shared): Ctx, Path((app, guild, id)): One) -> Done {
        super::delete(&shared, app, Some(guild), id)
    }
}
