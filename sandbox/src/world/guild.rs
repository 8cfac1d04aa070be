//! Servers and their roles.

use std::{collections::BTreeSet, sync::Arc};

use twilight_model::guild::Permissions;

use super::{
    channel::ChannelBuilder,
    handle::{Channel, Guild, Person, Role},
};
use crate::{
    ids::{GuildId, UserId},
    shared::Shared,
    state::{self, EVERYONE},
};

/// What a bot is usually given: to read and write, start and manage threads, mend its messages and mention
/// roles.
const USUAL: Permissions = EVERYONE
    .union(Permissions::MANAGE_MESSAGES)
    .union(Permissions::MANAGE_THREADS)
    .union(Permissions::MENTION_EVERYONE);

/// The name of whoever owns a server of this name where nobody was told.
pub(crate) fn made_up_owner(server: &str) -> String {
    format!("Owner of {server}")
}

/// A server to be made.
#[derive(Debug)]
#[must_use]
pub struct GuildBuilder {
    shared: Arc<Shared>,
    name: String,
    locale: String,
    owner: Option<UserId>,
    bot: Option<Permissions>,
}

impl GuildBuilder {
    pub(crate) fn new(shared: Arc<Shared>, name: &str) -> Self {
        Self { shared, name: name.to_owned(), locale: "en-US".to_owned(), owner: None, bot: Some(USUAL) }
    }

    /// Its preferred language, as Discord writes it (`fr`, `en-US`).
    pub fn locale(mut self, locale: &str) -> Self {
        locale.clone_into(&mut self.locale);
        self
    }

    /// Who owns it, and so may do all; somebody unnamed unless told.
    pub fn owner(mut self, owner: &Person) -> Self {
        self.owner = Some(owner.id());
        self
    }

    /// What the bot may do; the usual things unless told.
    pub fn bot_permissions(mut self, permissions: Permissions) -> Self {
        self.bot = Some(permissions);
        self
    }

    /// The bot is not in it, until [`Guild::add_bot`].
    pub fn without_bot(mut self) -> Self {
        self.bot = None;
        self
    }

    /// Makes it.
    #[must_use]
    pub fn create(self) -> Guild {
        let id = self.shared.change(|world| {
            let now = world.clock.now();
            let id: GuildId = world.ids.next(now);
            let owner = self.owner.unwrap_or_else(|| {
                let owner = world.ids.next(now);
                let user = state::User {
                    id: owner,
                    name: made_up_owner(&self.name),
                    bot: false,
                    locale: self.locale.clone(),
                    accepts_messages: true,
                };
                world.users.insert(owner, user);
                owner
            });
            let everyone = state::Role {
                id: id.cast(),
                name: "@everyone".to_owned(),
                permissions: EVERYONE,
                mentionable: false,
                hoist: false,
                colour: 0,
                position: 0,
                managed: false,
            };
            world.guilds.insert(
                id,
                state::Guild {
                    id,
                    name: self.name,
                    owner,
                    locale: self.locale,
                    members: [(owner, state::Member { roles: BTreeSet::new(), joined: now })].into(),
                    roles: [(id.cast(), everyone)].into(),
                },
            );
            id
        });
        let guild = Guild::new(self.shared, id);
        if let Some(permissions) = self.bot {
            guild.add_bot(permissions);
        }
        guild
    }
}

impl Guild {
    /// Its name; empty once it is gone.
    #[must_use]
    pub fn name(&self) -> String {
        self.shared.look(|world| world.guild(self.id).map(|one| one.name.clone()).unwrap_or_default())
    }

    /// Adds the bot with a role of its own that has these permissions; when it is in already, they replace
    /// the old.
    pub fn add_bot(&self, permissions: Permissions) {
        self.shared.change(|world| {
            let (now, bot) = (world.clock.now(), world.app.bot);
            let Ok(guild) = world.guilds.get_mut(&self.id).ok_or(()) else { return };
            let own = guild.roles.values().find(|role| role.managed).map(|role| role.id);
            let id = own.unwrap_or_else(|| world.ids.next(now));
            // Below the roles made later, unless it is raised: as Discord does.
            let position = u32::try_from(guild.roles.len()).unwrap_or(u32::MAX);
            let name = world.users.get(&bot).map(|user| user.name.clone()).unwrap_or_default();
            guild.roles.entry(id).and_modify(|role| role.permissions = permissions).or_insert(state::Role {
                id,
                name,
                permissions,
                mentionable: false,
                hoist: false,
                colour: 0,
                position,
                managed: true,
            });
            // The server was looked up above.
            let _ = world.join(self.id, bot, &[id]);
            if own.is_some() {
                let _ = world.tell_role(self.id, id, "GUILD_ROLE_UPDATE");
            }
        });
    }

    /// Takes the bot out.
    pub fn remove_bot(&self) {
        self.shared.change(|world| {
            let bot = world.app.bot;
            // Not being in it is what was asked for.
            let _ = world.leave(self.id, bot);
        });
    }

    /// A new role.
    pub fn role(&self, name: &str) -> RoleBuilder {
        RoleBuilder {
            guild: self.clone(),
            name: name.to_owned(),
            permissions: Permissions::empty(),
            mentionable: false,
        }
    }

    /// A new text channel.
    pub fn channel(&self, name: &str) -> ChannelBuilder {
        ChannelBuilder::new(self.clone(), name)
    }

    /// The role of that name.
    #[must_use]
    pub fn find_role(&self, name: &str) -> Option<Role> {
        let id = self.shared.look(|world| {
            world.guild(self.id).ok()?.roles.values().find(|one| one.name == name).map(|one| one.id)
        })?;
        Some(Role { guild: self.clone(), id })
    }

    /// The channel of that name; threads are found by [`Channel::find_thread`].
    #[must_use]
    pub fn find_channel(&self, name: &str) -> Option<Channel> {
        let found = self.shared.look(|world| {
            let here = |one: &&state::Channel| one.guild == Some(self.id) && one.thread.is_none();
            world.channels.values().filter(here).find(|one| one.name == name).map(|one| one.id)
        });
        found.map(|id| Channel::new(Arc::clone(&self.shared), id))
    }

    /// Its channels except threads, in the order they were made.
    #[must_use]
    pub fn channels(&self) -> Vec<Channel> {
        let ids: Vec<_> = self.shared.look(|world| {
            let here =
                world.channels.values().filter(|one| one.guild == Some(self.id) && one.thread.is_none());
            here.map(|one| one.id).collect()
        });
        ids.into_iter().map(|id| Channel::new(Arc::clone(&self.shared), id)).collect()
    }
}

/// A role to be made.
#[derive(Debug)]
#[must_use]
pub struct RoleBuilder {
    guild: Guild,
    name: String,
    permissions: Permissions,
    mentionable: bool,
}

impl RoleBuilder {
    /// What it allows, beyond what everyone may do.
    pub fn permissions(mut self, permissions: Permissions) -> Self {
        self.permissions = permissions;
        self
    }

    /// Everyone may mention it, and so notify whoever has it.
    pub fn mentionable(mut self) -> Self {
        self.mentionable = true;
        self
    }

    /// Makes it, below the bot's own role, so that the bot may hand it out where it may manage roles.
    #[must_use]
    pub fn create(self) -> Role {
        let guild = self.guild.id;
        let id = self.guild.shared.change(|world| {
            let id = world.ids.next(world.clock.now());
            let Ok(this) = world.guild_mut(guild) else { return id };
            for role in this.roles.values_mut().filter(|role| role.position > 0) {
                role.position += 1;
            }
            this.roles.insert(
                id,
                state::Role {
                    id,
                    name: self.name,
                    permissions: self.permissions,
                    mentionable: self.mentionable,
                    hoist: false,
                    colour: 0,
                    position: 1,
                    managed: false,
                },
            );
            // It was just put there.
            let _ = world.tell_role(guild, id, "GUILD_ROLE_CREATE");
            id
        });
        Role { guild: self.guild, id }
    }
}

impl Role {
    /// Its name; empty once it is gone.
    #[must_use]
    pub fn name(&self) -> String {
        let name =
            |world: &state::World| Some(world.guild(self.guild.id).ok()?.roles.get(&self.id)?.name.clone());
        self.guild.shared.look(name).unwrap_or_default()
    }

    /// How it is written in a message: `<@&id>`.
    #[must_use]
    pub fn mention(&self) -> String {
        format!("<@&{}>", self.id)
    }

    /// Whether everyone may mention it.
    pub fn set_mentionable(&self, mentionable: bool) {
        self.edit(|role| role.mentionable = mentionable);
    }

    /// What it allows.
    pub fn set_permissions(&self, permissions: Permissions) {
        self.edit(|role| role.permissions = permissions);
    }

    fn edit(&self, change: impl FnOnce(&mut state::Role)) {
        let guild = self.guild.id;
        self.guild.shared.change(|world| {
            let Ok(this) = world.guild_mut(guild) else { return };
            if let Some(role) = this.roles.get_mut(&self.id) {
                change(role);
            }
            // A role that is gone has nothing to tell.
            let _ = world.tell_role(guild, self.id, "GUILD_ROLE_UPDATE");
        });
    }

    /// Deletes it; whether it was there.
    #[expect(
        clippy::must_use_candidate,
        reason = "called for its effect; the result is there for those who want it"
    )]
    pub fn delete(&self) -> bool {
        self.guild.shared.change(|world| world.delete_role(self.guild.id, self.id)).is_ok()
    }
}
