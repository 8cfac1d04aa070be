//! The permissions that the bot needs in a channel, and which of them it lacks.

use serenity::all::Permissions;

use super::server::Server;
use crate::{
    rules::{ids::ChannelId, language::Language},
    words,
};

/// What the bot must be allowed in a channel, with the words for it.
const NEEDED: [(Permissions, &str); 8] = [
    (Permissions::VIEW_CHANNEL, "permission-view"),
    (Permissions::SEND_MESSAGES, "permission-send"),
    (Permissions::EMBED_LINKS, "permission-embed"),
    (Permissions::ATTACH_FILES, "permission-attach"),
    (Permissions::READ_MESSAGE_HISTORY, "permission-history"),
    (Permissions::CREATE_PUBLIC_THREADS, "permission-threads"),
    (Permissions::SEND_MESSAGES_IN_THREADS, "permission-send-in-threads"),
    (Permissions::MANAGE_THREADS, "permission-manage-threads"),
];

/// What the bot is invited with: all that it needs, and to mention the roles that are on call.
pub fn invited_with() -> Permissions {
    NEEDED.iter().fold(Permissions::MENTION_EVERYONE, |all, (needed, _)| all | *needed)
}

impl Server {
    /// What the bot is not allowed in a channel and must be, in words.
    pub fn lacks(&self, channel: ChannelId, language: Language) -> Vec<String> {
        let may = self.may(channel);
        NEEDED
            .into_iter()
            .filter(|(needed, _)| !may.contains(*needed))
            .map(|(_, word)| words!(language, word))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Links with this number are in the README, and in servers' histories.
    #[test]
    fn the_invitation_asks_for_what_is_needed() {
        let link = format!("&permissions={}`", invited_with().bits());
        for page in [include_str!("../../../README.md"), include_str!("../../../README.fr.md")] {
            assert!(page.contains(&link), "{link} is not in the README");
        }
    }
}
