//! `guichet commands`: what would be declared to Discord.

use std::sync::Arc;

use anyhow::Result;

use super::print;
use crate::{
    config::Config,
    discord::{client, commands},
    store::Store,
};

/// Prints it, or declares it.
pub(super) async fn commands(register: bool) -> Result<()> {
    if register {
        let config = Config::from_env()?;
        let reached = client::reach(&config.token, config.discord.as_ref()).await?;
        let store = Store::open(&config.database).await?;
        commands::register(&Arc::new(reached.http), &store, reached.application, config.staff_guild).await?;
        store.close().await;
        return Ok(());
    }
    print(&serde_json::to_string_pretty(&commands::registered_as_json()?)?)?;
    Ok(())
}
