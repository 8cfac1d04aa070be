//! The part of the answers that Discord knows: the bot, what it may read, and the support team's server.

use anyhow::Result;

use super::ask;
use crate::{
    cli::out::print,
    config::OtherDiscord,
    discord::reach::{
        client::{self, NotLetIn, Reached},
        verified,
    },
    rules::ids::GuildId,
    secret::Secret,
};

/// A token that Discord took, and who the bot is.
pub(super) struct Bot {
    /// The token.
    pub(super) token: String,
    /// What Discord says of it.
    pub(super) reached: Reached,
}

/// Asks for the token until Discord takes it.
///
/// # Errors
/// When the answers end, or Discord cannot be reached.
pub(super) async fn bot(other: Option<&OtherDiscord>) -> Result<Bot> {
    loop {
        let token = ask::secret(
            "The bot's token (Discord's developer portal, the application, Bot, Reset Token); it is not shown:",
        )?;
        if token.is_empty() || !token.chars().all(|c| c.is_ascii_graphic()) {
            print("That is no token: paste the token alone.")?;
            continue;
        }
        match client::reach(&Secret::new(token.clone()), other).await {
            Ok(reached) => return Ok(Bot { token, reached }),
            Err(error) if matches!(error.downcast_ref(), Some(NotLetIn::Token)) => {
                print("Discord refuses it; copy the token again, or reset it.")?;
            }
            Err(error) => return Err(error.context("Discord cannot be reached; is the network there?")),
        }
    }
}

/// Looks until the bot may read what people write, or somebody goes on without. Returns whether it may.
///
/// # Errors
/// When the answers end.
pub(super) async fn reads_messages(bot: &mut Bot, other: Option<&OtherDiscord>) -> Result<bool> {
    while !verified::reads_messages(&bot.reached.told) {
        print("")?;
        print(
            "The bot may not read what people write yet: in the developer portal, under Bot, switch on Message Content Intent.",
        )?;
        let typed = ask::line("Enter to look again, or \"later\":")?;
        if typed.eq_ignore_ascii_case("later") {
            return Ok(false);
        }
        bot.reached = client::reach(&Secret::new(bot.token.clone()), other).await?;
    }
    Ok(true)
}

/// Asks which server is the support team's, of those that the bot is in.
///
/// # Errors
/// When the answers end, or Discord does not say where the bot is.
pub(super) async fn staff_server(reached: &Reached) -> Result<(String, GuildId)> {
    loop {
        let servers = reached.servers().await?;
        print("")?;
        if servers.is_empty() {
            print("The bot is in no server yet. Add it to the support team's with this link:")?;
            print(&format!("  {}", reached.invitation()))?;
            ask::line("Enter once it is there:")?;
            continue;
        }
        print("The bot is in:")?;
        for (index, (name, id)) in servers.iter().enumerate() {
            print(&format!("  {}. {name} ({id})", index + 1))?;
        }
        print(&format!("Another: add it with {}", reached.invitation()))?;
        let typed = ask::line("The number of the support team's server (Enter to look again):")?;
        let chosen = typed.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        if let Some(server) = chosen.and_then(|index| servers.get(index)) {
            return Ok(server.clone());
        }
        if !typed.is_empty() {
            print("There is no such number in the list.")?;
        }
    }
}
