//! What is declared to Discord: staff commands in the staff server alone, the others everywhere; only when it changed.

use anyhow::{Context, Result};
use serde_json::{Value, json};
use serenity::all::{ApplicationId, GuildId as ServerId};

use super::{STAFF_ONLY, all, declared, lengths};
use crate::{
    discord::client::{Api, in_time},
    rules::{event::Sha256Hex, ids::GuildId, offer::Offer},
    store::{Store, desk},
};

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
    api: &Api,
    store: &Store,
    offer: &Offer,
    application: ApplicationId,
    staff_guild: GuildId,
) -> Result<()> {
    in_time(register_changed(api, store, offer, application, staff_guild)).await
}

async fn register_changed(
    api: &Api,
    store: &Store,
    offer: &Offer,
    application: ApplicationId,
    staff_guild: GuildId,
) -> Result<()> {
    let server = ServerId::new(staff_guild.get());
    let (everywhere, staff) = both(offer)?;
    let there = api.get_global_commands().await.context("reading the commands that Discord knows")?.len();
    if changed(store, &format!("commands:{application}:global"), &everywhere, there).await? {
        api.create_global_commands(&everywhere).await.context("declaring the commands")?;
        remember(store, &format!("commands:{application}:global"), &everywhere).await?;
    }
    let there = api
        .get_guild_commands(server)
        .await
        .context(
            "reading the commands of the staff server (is the bot in it, and is STAFF_GUILD_ID its number?)",
        )?
        .len();
    if changed(store, &format!("commands:{application}:{staff_guild}"), &staff, there).await? {
        api.create_guild_commands(server, &staff).await.context("declaring the staff's commands")?;
        remember(store, &format!("commands:{application}:{staff_guild}"), &staff).await?;
    }
    Ok(())
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

async fn changed(store: &Store, key: &str, commands: &[Value], there: usize) -> Result<bool> {
    let known = desk::memo(&mut *store.read().await?, key).await?;
    Ok(there != commands.len() || known.as_deref() != Some(digest(commands)?.as_str()))
}

async fn remember(store: &Store, key: &str, commands: &[Value]) -> Result<()> {
    let mut tx = store.begin().await?;
    desk::note(&mut tx, key, &digest(commands)?).await?;
    tx.commit().await.context("remembering what was declared")
}

fn digest(commands: &[Value]) -> Result<String> {
    let text = serde_json::to_vec(commands).context("writing the commands")?;
    Ok(Sha256Hex::of(&text).to_string())
}
