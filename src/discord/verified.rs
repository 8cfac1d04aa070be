//! Whether Discord will soon want the bot's application verified, and reading what people write approved: it takes days to weeks, during
//! which the bot is added to no further server.

use anyhow::{Context, Result};
use serenity::all::{ApplicationFlags, Http};

/// From how many servers on it is told: Discord adds an application that is not verified to a hundred.
const TOLD_FROM: u32 = 75;

/// In how many servers the bot is, where they have become many and the application has no approval yet.
///
/// # Errors
/// When Discord does not answer.
pub async fn is_to_be(api: &Http) -> Result<Option<u32>> {
    let application =
        api.get_current_application_info().await.context("asking Discord for the application")?;
    // The flag without "limited" is the approval.
    let approved =
        application.flags.is_some_and(|flags| flags.contains(ApplicationFlags::GATEWAY_MESSAGE_CONTENT));
    Ok(application.approximate_guild_count.filter(|servers| *servers >= TOLD_FROM && !approved))
}
