//! Whether Discord will soon want the bot's application verified, and reading what people write approved: it
//! takes days to weeks, during which the bot is added to no further server.

use serenity::all::{ApplicationFlags, CurrentApplicationInfo};

/// From how many servers on it is told: Discord adds an application that is not verified to a hundred.
const TOLD_FROM: u32 = 75;

/// In how many servers the bot is, where they have become many and the application has no approval yet.
pub fn is_to_be(application: &CurrentApplicationInfo) -> Option<u32> {
    // The flag without "limited" is the approval.
    let approved =
        application.flags.is_some_and(|flags| flags.contains(ApplicationFlags::GATEWAY_MESSAGE_CONTENT));
    application.approximate_guild_count.filter(|servers| *servers >= TOLD_FROM && !approved)
}

/// Whether the bot's application may read what people write.
pub fn reads_messages(application: &CurrentApplicationInfo) -> bool {
    let content =
        ApplicationFlags::GATEWAY_MESSAGE_CONTENT | ApplicationFlags::GATEWAY_MESSAGE_CONTENT_LIMITED;
    application.flags.is_some_and(|flags| flags.intersects(content))
}
