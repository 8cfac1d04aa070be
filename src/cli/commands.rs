//! `guichet commands`: what would be declared to Discord.

use anyhow::Result;

use super::out::print;
use crate::{
    clock::Clock,
    config::{self, Config},
    desk::Desk,
    discord::{commands, reach::client},
    store::Store,
};

/// Prints it, or declares it.
pub(super) async fn commands(register: bool) -> Result<()> {
    if register {
        let config = Config::from_env()?;
        let reached = client::reach(&config.token, config.discord.as_ref()).await?;
        let store = Store::open(&config.database).await?;
        let desk = Desk::new(store, config.offer, Clock::system());
        commands::register(&reached.http, &desk, reached.application, config.staff_guild).await?;
        desk.store.close().await;
        return Ok(());
    }
    print(&serde_json::to_string_pretty(&commands::registered_as_json(&config::offer()?)?)?)?;
    Ok(())
}
