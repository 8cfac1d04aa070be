//! The switches of the developer portal.

use twilight_model::gateway::Intents;

/// Which privileged intents the application may ask for. All are on unless a test switches them off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PrivilegedIntents {
    /// Members: who enters and leaves, and the list of members.
    pub members: bool,
    /// Presences: who is online.
    pub presences: bool,
    /// Message content: what people write where the bot is not named.
    pub message_content: bool,
}

impl Default for PrivilegedIntents {
    fn default() -> Self {
        Self { members: true, presences: true, message_content: true }
    }
}

impl PrivilegedIntents {
    /// None of them.
    #[must_use]
    pub fn none() -> Self {
        Self { members: false, presences: false, message_content: false }
    }

    /// What may not be asked for.
    pub(crate) fn missing(self) -> Intents {
        let mut missing = Intents::empty();
        missing.set(Intents::GUILD_MEMBERS, !self.members);
        missing.set(Intents::GUILD_PRESENCES, !self.presences);
        missing.set(Intents::MESSAGE_CONTENT, !self.message_content);
        missing
    }

    /// The application's flags that tell of them (the ones for bots on few servers).
    pub(crate) fn flags(self) -> u64 {
        (u64::from(self.presences) << 13)
            | (u64::from(self.members) << 15)
            | (u64::from(self.message_content) << 19)
    }
}
