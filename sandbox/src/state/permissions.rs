//! Who may do what where, computed as Discord documents it: roles, then the channel's overwrites.

use twilight_model::{channel::ChannelType, guild::Permissions};

use super::{Channel, Guild, Subject, World};
use crate::{
    error::{ApiError, ApiResult},
    ids::{ChannelId, GuildId, RoleId, UserId},
};

/// What everyone may do on a server that was just made.
pub(crate) const EVERYONE: Permissions = Permissions::VIEW_CHANNEL
    .union(Permissions::SEND_MESSAGES)
    .union(Permissions::EMBED_LINKS)
    .union(Permissions::ATTACH_FILES)
    .union(Permissions::ADD_REACTIONS)
    .union(Permissions::READ_MESSAGE_HISTORY)
    .union(Permissions::USE_SLASH_COMMANDS)
    .union(Permissions::CREATE_PUBLIC_THREADS)
    .union(Permissions::CREATE_PRIVATE_THREADS)
    .union(Permissions::SEND_MESSAGES_IN_THREADS)
    .union(Permissions::USE_EXTERNAL_EMOJIS)
    .union(Permissions::CHANGE_NICKNAME);

/// What two people may do in their private conversation.
const PRIVATE: Permissions = Permissions::VIEW_CHANNEL
    .union(Permissions::SEND_MESSAGES)
    .union(Permissions::EMBED_LINKS)
    .union(Permissions::ATTACH_FILES)
    .union(Permissions::ADD_REACTIONS)
    .union(Permissions::READ_MESSAGE_HISTORY)
    .union(Permissions::USE_SLASH_COMMANDS);

impl Guild {
    /// The role that everyone has.
    pub(crate) fn everyone(&self) -> RoleId {
        self.id.cast()
    }

    /// What `user` may do on the server, before any channel has its say; nothing for somebody who is not in
    /// it.
    pub(crate) fn permissions(&self, user: UserId) -> Permissions {
        if self.owner == user {
            return Permissions::all();
        }
        let Some(member) = self.members.get(&user) else { return Permissions::empty() };
        let mut all = self.roles.get(&self.everyone()).map_or(Permissions::empty(), |role| role.permissions);
        for role in member.roles.iter().filter_map(|id| self.roles.get(id)) {
            all |= role.permissions;
        }
        if all.contains(Permissions::ADMINISTRATOR) { Permissions::all() } else { all }
    }

    /// The highest position among a member's roles; the owner stands above all.
    pub(crate) fn rank(&self, user: UserId) -> u32 {
        if self.owner == user {
            return u32::MAX;
        }
        self.members.get(&user).map_or(0, |member| {
            member
                .roles
                .iter()
                .filter_map(|id| self.roles.get(id))
                .map(|role| role.position)
                .max()
                .unwrap_or(0)
        })
    }
}

impl World {
    /// What `user` may do in a channel or thread.
    pub(crate) fn permissions(&self, channel: &Channel, user: UserId) -> Permissions {
        let Some(guild) = channel.guild.and_then(|id| self.guilds.get(&id)) else {
            let theirs = channel.recipient == Some(user) || user == self.app.bot;
            return if theirs { PRIVATE } else { Permissions::empty() };
        };
        let base = guild.permissions(user);
        let Some(member) = guild.members.get(&user) else { return Permissions::empty() };
        if base.contains(Permissions::ADMINISTRATOR) {
            return base;
        }
        // A thread has no overwrites of its own: its channel's count.
        let source = match (&channel.thread, channel.parent) {
            (Some(_), Some(parent)) => self.channels.get(&parent).unwrap_or(channel),
            _ => channel,
        };
        let mut all = base;
        let (mut allow, mut deny) = (Permissions::empty(), Permissions::empty());
        for one in &source.overwrites {
            match one.subject {
                Subject::Role(role) if role == guild.everyone() => all = (all - one.deny) | one.allow,
                Subject::Role(role) if member.roles.contains(&role) => {
                    allow |= one.allow;
                    deny |= one.deny;
                }
                Subject::Role(_) | Subject::Member(_) => {}
            }
        }
        all = (all - deny) | allow;
        for one in &source.overwrites {
            if one.subject == Subject::Member(user) {
                all = (all - one.deny) | one.allow;
            }
        }
        if !all.contains(Permissions::VIEW_CHANNEL) {
            return Permissions::empty();
        }
        let in_thread = channel.thread.as_ref().filter(|_| channel.kind == ChannelType::PrivateThread);
        if let Some(thread) = in_thread
            && !thread.members.contains_key(&user)
            && !all.contains(Permissions::MANAGE_THREADS)
        {
            return Permissions::empty();
        }
        all
    }

    /// Whether `user` may write there: threads have a permission of their own.
    pub(crate) fn may_write(&self, channel: &Channel, user: UserId) -> bool {
        let needed = if channel.thread.is_some() {
            Permissions::SEND_MESSAGES_IN_THREADS
        } else {
            Permissions::SEND_MESSAGES
        };
        self.permissions(channel, user).contains(Permissions::VIEW_CHANNEL | needed)
    }

    /// Whether `user` may look at the channel.
    pub(crate) fn may_see(&self, channel: &Channel, user: UserId) -> bool {
        self.permissions(channel, user).contains(Permissions::VIEW_CHANNEL)
    }

    /// Holds the bot to permissions in a channel: 10003 for one that is not there, 50001 for one
    /// that it cannot see, 50013 for something that it may not do in it.
    pub(crate) fn require(&self, channel: ChannelId, needed: Permissions) -> ApiResult<&Channel> {
        let channel = self.channel(channel)?;
        let has = self.permissions(channel, self.app.bot);
        if !has.contains(Permissions::VIEW_CHANNEL) {
            return Err(ApiError::missing_access());
        }
        if has.contains(needed) { Ok(channel) } else { Err(ApiError::missing_permissions()) }
    }

    /// Holds the bot to permissions on a server.
    pub(crate) fn require_on(&self, guild: GuildId, needed: Permissions) -> ApiResult<&Guild> {
        let guild = self.bots_guild(guild)?;
        let has = guild.permissions(self.app.bot);
        if has.contains(needed) { Ok(guild) } else { Err(ApiError::missing_permissions()) }
    }
}
