//! What is declared to Discord: staff commands in the staff server alone, the others everywhere; only when it
//! changed. Commands that the desk did not declare are left alone.

use anyhow::{Context, Result};
use futures::FutureExt;
use serde_json::{Value, json};
use serenity::{
    all::{ApplicationId, GuildId as ServerId},
    http::{Http, LightMethod, Request, Route},
};

use super::{all, declared::declared, lengths, named::STAFF_ONLY};
use crate::{
    desk::Desk,
    discord::reach::client::in_time,
    rules::{event::Sha256Hex, ids::GuildId, offer::Offer},
};

/// What Discord takes of a command that is declared; it tells more.
const TAKEN: [&str; 13] = [
    "id",
    "type",
    "name",
    "name_localizations",
    "description",
    "description_localizations",
    "options",
    "default_member_permissions",
    "dm_permission",
    "nsfw",
    "integration_types",
    "contexts",
    "handler",
];

/// What would be declared for an offer, as Discord would be sent it.
///
/// # Errors
/// When it cannot be written as JSON.
pub fn registered_as_json(offer: &Offer) -> Result<Value> {
    let (everywhere, staff) = both(offer)?;
    Ok(json!({ "global": everywhere, "staff": staff }))
}

/// Declares the commands to Discord where they changed since the last time, or where Discord has not as many.
///
/// # Errors
/// When Discord refuses them or keeps them waiting, or the database fails.
pub async fn register(
    api: &Http,
    desk: &Desk,
    application: ApplicationId,
    staff_guild: GuildId,
) -> Result<()> {
    in_time(register_changed(api, desk, application, staff_guild).boxed()).await
}

async fn register_changed(
    api: &Http,
    desk: &Desk,
    application: ApplicationId,
    staff_guild: GuildId,
) -> Result<()> {
    let (everywhere, staff) = both(&desk.offer)?;
    let global = Place {
        api,
        desk,
        key: format!("commands:{application}:global"),
        route: &|| Route::Commands { application_id: application },
    };
    global.declare(&everywhere).await.context("declaring the commands")?;
    let server = ServerId::new(staff_guild.get());
    let home = Place {
        api,
        desk,
        key: format!("commands:{application}:{staff_guild}"),
        route: &|| Route::GuildCommands { application_id: application, guild_id: server },
    };
    home.declare(&staff).await.context(
        "declaring the staff's commands in their server (is the bot in it, and is STAFF_GUILD_ID its number?)",
    )
}

/// Where commands are declared: everywhere, or in one server.
struct Place<'a> {
    api: &'a Http,
    desk: &'a Desk,
    /// Under what is remembered what was declared there.
    key: String,
    route: &'a (dyn Fn() -> Route<'static> + Sync),
}

/// A command among the others of its place: its kind and its name.
type Named = (u64, String);

impl Place<'_> {
    /// Declares the commands where they changed since the last time, where one of them is not there, or where
    /// one is that was declared before and is no more. Commands that the desk never declared stay as they
    /// are: the application's entry point, or another program's. One call replaces all there are, so that
    /// they are sent along.
    async fn declare(&self, ours: &[Value]) -> Result<()> {
        let read = Request::new((self.route)(), LightMethod::Get)
            .params(Some(vec![("with_localizations", "true".to_owned())]));
        let there: Vec<Value> =
            self.api.fire(read).await.context("reading the commands that Discord knows")?;
        let (known, before) = self.remembered().await?;
        let names: Vec<Named> = ours.iter().map(named).collect();
        let digest = digest(ours)?;
        let missing = names.iter().any(|name| !there.iter().any(|one| named(one) == *name));
        let over = there.iter().any(|one| before.contains(&named(one)) && !names.contains(&named(one)));
        if !missing && !over && known.as_deref() == Some(digest.as_str()) {
            return Ok(());
        }
        let others = there.iter().filter(|one| !names.contains(&named(one)) && !before.contains(&named(one)));
        let all: Vec<Value> = ours.iter().cloned().chain(others.map(as_it_is)).collect();
        let body = serde_json::to_vec(&all).context("writing the commands")?;
        let replace = Request::new((self.route)(), LightMethod::Put).body(Some(body));
        let _: Vec<Value> = self.api.fire(replace).await?;
        self.remember(&digest, &names).await
    }

    /// The digest of what was declared last, and the commands that it had.
    async fn remembered(&self) -> Result<(Option<String>, Vec<Named>)> {
        let declared = self.desk.declared(&self.key).await?;
        let names = declared.names.and_then(|names| serde_json::from_str(&names).ok()).unwrap_or_default();
        Ok((declared.digest, names))
    }

    async fn remember(&self, digest: &str, names: &[Named]) -> Result<()> {
        let names = serde_json::to_string(names).context("writing the commands' names")?;
        self.desk.note_declared(&self.key, digest, &names).await
    }
}

fn named(command: &Value) -> Named {
    (command["type"].as_u64().unwrap_or(1), command["name"].as_str().unwrap_or_default().to_owned())
}

/// Somebody else's command as it is sent along: what Discord takes of what it told.
fn as_it_is(command: &Value) -> Value {
    let of = command.as_object().into_iter().flatten();
    of.filter(|(field, value)| TAKEN.contains(&field.as_str()) && !value.is_null())
        .map(|(field, value)| (field.clone(), value.clone()))
        .collect()
}

fn both(offer: &Offer) -> Result<(Vec<Value>, Vec<Value>)> {
    let (mut everywhere, mut staff) = (Vec::new(), Vec::new());
    for command in all() {
        let Some(declared) = declared(&command) else { continue };
        let mut declared = serde_json::to_value(declared).context("writing a command")?;
        lengths::put_in(&mut declared, &offer.sessions);
        let place = if STAFF_ONLY.contains(&command.name.as_ref()) { &mut staff } else { &mut everywhere };
        place.push(declared);
    }
    Ok((everywhere, staff))
}

fn digest(commands: &[Value]) -> Result<String> {
    let text = serde_json::to_vec(commands).context("writing the commands")?;
    Ok(Sha256Hex::of(&text).to_string())
}
