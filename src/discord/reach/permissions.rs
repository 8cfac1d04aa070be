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
