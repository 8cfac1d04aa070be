//! A server is looked at by whoever has a face.

use anyhow::Result;

use super::server::Server;
use crate::{discord::Face, rules::ids::GuildId};

impl Server {
    /// Asks Discord for a server.
    ///
    /// # Errors
    /// When Discord does not answer, or the bot is no member of it.
    pub async fn look(face: &Face, id: GuildId) -> Result<Self> {
        Self::ask(&face.api, face.home.bot, id).await
    }
}
