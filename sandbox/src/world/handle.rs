//! The handles themselves: each is what it points at, and the sandbox it is in.

use std::sync::Arc;

use crate::{
    ids::{ChannelId, GuildId, RoleId, UserId},
    shared::Shared,
};

/// A server.
#[derive(Clone, Debug)]
pub struct Guild {
    pub(crate) shared: Arc<Shared>,
    pub(super) id: GuildId,
}

impl Guild {
    pub(crate) fn new(shared: Arc<Shared>, id: GuildId) -> Self {
        Self { shared, id }
    }

    /// Its id.
    #[must_use]
    pub fn id(&self) -> GuildId {
        self.id
    }
}

/// A role of a server.
#[derive(Clone, Debug)]
pub struct Role {
    pub(super) guild: Guild,
    pub(super) id: RoleId,
}

impl Role {
    /// Its id.
    #[must_use]
    pub fn id(&self) -> RoleId {
        self.id
    }
}

/// A channel, a thread, or somebody's conversation with the bot.
#[derive(Clone, Debug)]
pub struct Channel {
    pub(crate) shared: Arc<Shared>,
    pub(super) id: ChannelId,
}

impl Channel {
    pub(crate) fn new(shared: Arc<Shared>, id: ChannelId) -> Self {
        Self { shared, id }
    }

    /// Its id.
    #[must_use]
    pub fn id(&self) -> ChannelId {
        self.id
    }
}

/// Somebody who plays: enters servers, types, presses, reads.
#[derive(Clone, Debug)]
pub struct Person {
    pub(crate) shared: Arc<Shared>,
    pub(super) id: UserId,
}

impl Person {
    pub(crate) fn new(shared: Arc<Shared>, id: UserId) -> Self {
        Self { shared, id }
    }

    /// The account's id.
    #[must_use]
    pub fn id(&self) -> UserId {
        self.id
    }
}
