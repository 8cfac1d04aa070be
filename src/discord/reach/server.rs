//! A server, looked at: which channels and roles it has, and what the bot may not do there that it must.

use anyhow::{Context, Result};
use serenity::{
    all::{
        ChannelType, GuildChannel, GuildId as ServerId, Http, Member, PartialGuild, Permissions,
        RoleId as Rank, UserId,
    },
    http::{LightMethod, Request, Route},
};

use crate::rules::ids::{ChannelId, GuildId, PersonId, RoleId};

/// A server as it is now.
#[derive(Debug)]
pub struct Server {
    itself: PartialGuild,
    channels: Vec<GuildChannel>,
    pub(super) bot: Member,
}

impl Server {
    /// Like [`Server::look`], without a `Face`.
    ///
    /// # Errors
    /// When Discord does not answer, or the bot is no member of it.
    pub async fn ask(api: &Http, bot: UserId, id: GuildId) -> Result<Self> {
        let id = ServerId::new(id.get());
        let (itself, channels, bot) = tokio::try_join!(
            async { api.get_guild(id).await.context("asking Discord for a server") },
            async { channels(api, id).await.context("asking Discord for a server's channels") },
            async { api.get_member(id, bot).await.context("asking Discord what the bot may do") },
        )?;
        Ok(Self { itself, channels, bot })
    }

    /// What it is called.
    pub fn name(&self) -> &str {
        &self.itself.name
    }

    /// What a channel of it is called.
    pub fn channel_name(&self, id: ChannelId) -> Option<&str> {
        self.channel(id).map(|channel| channel.name.as_str())
    }

    /// Whether it has a channel in which messages can be posted and threads started from them.
    pub fn has_channel(&self, id: ChannelId) -> bool {
        self.channel(id).is_some_and(|channel| is_plain(channel.kind))
    }

    /// Whether it has a role.
    pub fn has_role(&self, id: RoleId) -> bool {
        self.itself.roles.contains_key(&Rank::new(id.get()))
    }

    /// Whether a mention of a role reaches those who have it, posted by the bot in this channel.
    pub fn can_call(&self, role: RoleId, channel: ChannelId) -> bool {
        let role = self.itself.roles.get(&Rank::new(role.get()));
        role.is_some_and(|role| role.mentionable || self.may(channel).contains(Permissions::MENTION_EVERYONE))
    }

    /// Who owns it.
    pub fn owner(&self) -> PersonId {
        PersonId::new(self.itself.owner_id.get())
    }

    pub(super) fn may(&self, channel: ChannelId) -> Permissions {
        self.channel(channel)
            .map_or(Permissions::empty(), |channel| self.itself.user_permissions_in(channel, &self.bot))
    }

    fn channel(&self, id: ChannelId) -> Option<&GuildChannel> {
        self.channels.iter().find(|channel| channel.id.get() == id.get())
    }
}

/// The channels of a server. One of a kind that cannot be read yet is not one in which the desk could write:
/// it is left out, and the others are there.
async fn channels(api: &Http, id: ServerId) -> serenity::Result<Vec<GuildChannel>> {
    let ask = Request::new(Route::GuildChannels { guild_id: id }, LightMethod::Get);
    let told: Vec<serde_json::Value> = api.fire(ask).await?;
    Ok(told.into_iter().filter_map(|one| serde_json::from_value(one).ok()).collect())
}

/// Whether messages are posted straight in such a channel, and threads started from them.
pub fn is_plain(kind: ChannelType) -> bool {
    matches!(kind, ChannelType::Text | ChannelType::News)
}
