//! What the gateway tells of servers: which channels and roles there are now, and what they are called.
//! Nothing is asked of Discord for it, and nothing is said of a server that was not told of yet.

use std::collections::{HashMap, HashSet};

use parking_lot::{RwLock, RwLockReadGuard, RwLockWriteGuard};
use serenity::all::{FullEvent, GuildChannel, Role};

use crate::{
    desk::refusal::setup::Gone,
    rules::{
        ids::{ChannelId, GuildId, PersonId, RoleId},
        typed::one_line,
    },
    store::desk::Setup,
};

/// The channels and roles of the servers that the bot is in.
#[derive(Debug, Default)]
pub struct Places(RwLock<Heard>);

#[derive(Debug, Default)]
struct Heard {
    servers: HashSet<GuildId>,
    channels: HashMap<ChannelId, (GuildId, String)>,
    /// The roles: of which server, and whether who has one is an administrator there.
    roles: HashMap<RoleId, (GuildId, bool)>,
    owners: HashMap<GuildId, PersonId>,
}

impl Places {
    /// Takes note of what an event says of channels and roles.
    pub fn hear(&self, event: &FullEvent) {
        match event {
            FullEvent::GuildCreate { guild, .. } => {
                let id = GuildId::new(guild.id.get());
                let mut heard = self.write();
                heard.forget(id);
                heard.servers.insert(id);
                heard.owners.insert(id, PersonId::new(guild.owner_id.get()));
                for channel in guild.channels.values() {
                    heard.note(channel);
                }
                for role in guild.roles.values() {
                    heard.note_role(role);
                }
            }
            // A server that is merely unavailable comes back with all it had.
            FullEvent::GuildDelete { incomplete, .. } if !incomplete.unavailable => {
                self.write().forget(GuildId::new(incomplete.id.get()));
            }
            FullEvent::ChannelCreate { channel } => self.write().note(channel),
            FullEvent::ChannelUpdate { new, .. } => self.write().note(new),
            FullEvent::ChannelDelete { channel, .. } => {
                self.write().channels.remove(&ChannelId::new(channel.id.get()));
            }
            FullEvent::GuildUpdate { new_data, .. } => {
                let owner = PersonId::new(new_data.owner_id.get());
                self.write().owners.insert(GuildId::new(new_data.id.get()), owner);
            }
            FullEvent::GuildRoleCreate { new } | FullEvent::GuildRoleUpdate { new, .. } => {
                self.write().note_role(new);
            }
            FullEvent::GuildRoleDelete { removed_role_id, .. } => {
                self.write().roles.remove(&RoleId::new(removed_role_id.get()));
            }
            _ => {}
        }
    }

    /// What a channel is called now.
    pub fn name(&self, channel: ChannelId) -> Option<String> {
        self.read().channels.get(&channel).map(|(_, name)| name.clone())
    }

    /// Whether it is a channel that a server lists: no thread.
    pub fn is_channel(&self, channel: ChannelId) -> bool {
        self.read().channels.contains_key(&channel)
    }

    /// Whether no server that the bot is in has this channel. Before the first of them is told of, nothing is
    /// said of any.
    pub fn is_gone(&self, channel: ChannelId) -> bool {
        let heard = self.read();
        !heard.servers.is_empty() && !heard.channels.contains_key(&channel)
    }

    /// Whether it was told what that server has.
    pub fn knows(&self, server: GuildId) -> bool {
        self.read().servers.contains(&server)
    }

    /// In which server a channel is.
    pub fn server_of(&self, channel: ChannelId) -> Option<GuildId> {
        self.read().channels.get(&channel).map(|(server, _)| *server)
    }

    /// The channels of a server.
    pub fn channels_of(&self, server: GuildId) -> Vec<ChannelId> {
        let heard = self.read();
        heard.channels.iter().filter(|(_, (its, _))| *its == server).map(|(channel, _)| *channel).collect()
    }

    /// Whether somebody of a server with these roles is an administrator of it: by one of them, by the role
    /// that everybody has, or as its owner, whatever their roles.
    pub fn administers(&self, server: GuildId, person: PersonId, roles: &[RoleId]) -> bool {
        let heard = self.read();
        let everybodys = RoleId::new(server.get());
        heard.owners.get(&server) == Some(&person)
            || roles.iter().chain([&everybodys]).any(|role| heard.roles.get(role) == Some(&(server, true)))
    }

    /// What of the set-up is no longer in the staff server. Level roles of on-call are left out: without one,
    /// a page takes another route by itself.
    pub fn gone(&self, staff_guild: GuildId, setup: &Setup) -> Vec<Gone> {
        let heard = self.read();
        if !heard.servers.contains(&staff_guild) {
            return Vec::new();
        }
        let channel = |id| !heard.channels.contains_key(&id);
        let role = |id| !heard.roles.contains_key(&id);
        [
            (channel(setup.support_channel), Gone::SupportChannel(setup.support_channel)),
            (channel(setup.experts_channel), Gone::ExpertsChannel(setup.experts_channel)),
            (role(setup.support_role), Gone::SupportRole(setup.support_role)),
            (role(setup.expert_role), Gone::ExpertRole(setup.expert_role)),
        ]
        .into_iter()
        .filter_map(|(is_gone, gone)| is_gone.then_some(gone))
        .collect()
    }

    // A panic elsewhere leaves the maps as they were: they are still true.
    fn read(&self) -> RwLockReadGuard<'_, Heard> {
        self.0.read()
    }

    fn write(&self) -> RwLockWriteGuard<'_, Heard> {
        self.0.write()
    }
}

impl Heard {
    fn note_role(&mut self, role: &Role) {
        let server = GuildId::new(role.guild_id.get());
        self.roles.insert(RoleId::new(role.id.get()), (server, role.permissions.administrator()));
    }

    fn note(&mut self, channel: &GuildChannel) {
        let server = GuildId::new(channel.guild_id.get());
        self.channels.insert(ChannelId::new(channel.id.get()), (server, one_line(&channel.name)));
    }

    fn forget(&mut self, server: GuildId) {
        self.servers.remove(&server);
        self.owners.remove(&server);
        self.channels.retain(|_, (its, _)| *its != server);
        self.roles.retain(|_, (its, _)| *its != server);
    }
}
