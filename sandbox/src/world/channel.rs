//! Channels and threads.

use std::sync::Arc;

use twilight_model::{channel::ChannelType, guild::Permissions};

use super::{
    handle::{Channel, Guild, Person, Role},
    seen::SeenMessage,
};
use crate::{
    ids::{ChannelId, UserId},
    state::{self, Overwrite, Subject},
};

/// Whom a channel's rule speaks of.
#[derive(Clone, Copy, Debug)]
pub enum Whom<'a> {
    /// Everyone on the server.
    Everyone,
    /// Whoever has the role.
    Role(&'a Role),
    /// One person.
    Person(&'a Person),
    /// The bot.
    Bot,
}

/// A channel to be made.
#[derive(Debug)]
#[must_use]
pub struct ChannelBuilder {
    guild: Guild,
    name: String,
    topic: Option<String>,
    kind: ChannelType,
    parent: Option<ChannelId>,
    overwrites: Vec<Overwrite>,
}

impl ChannelBuilder {
    pub(crate) fn new(guild: Guild, name: &str) -> Self {
        Self {
            guild,
            name: name.to_owned(),
            topic: None,
            kind: ChannelType::GuildText,
            parent: None,
            overwrites: Vec::new(),
        }
    }

    /// Its topic.
    pub fn topic(mut self, topic: &str) -> Self {
        self.topic = Some(topic.to_owned());
        self
    }

    /// It is a category, which holds channels.
    pub fn category(mut self) -> Self {
        self.kind = ChannelType::GuildCategory;
        self
    }

    /// It publishes announcements; the threads in it are announcements' threads.
    pub fn announcements(mut self) -> Self {
        self.kind = ChannelType::GuildAnnouncement;
        self
    }

    /// It is a voice channel.
    pub fn voice(mut self) -> Self {
        self.kind = ChannelType::GuildVoice;
        self
    }

    /// It stands in a category.
    pub fn inside(mut self, category: &Channel) -> Self {
        self.parent = Some(category.id);
        self
    }

    /// Only these, and the bot, see it.
    pub fn only_for(mut self, whom: &[Whom<'_>]) -> Self {
        self =
            self.deny(Whom::Everyone, Permissions::VIEW_CHANNEL).allow(Whom::Bot, Permissions::VIEW_CHANNEL);
        for one in whom {
            self = self.allow(*one, Permissions::VIEW_CHANNEL);
        }
        self
    }

    /// Allows something here.
    pub fn allow(mut self, whom: Whom<'_>, permissions: Permissions) -> Self {
        set(&mut self.overwrites, subject(&self.guild, whom), permissions, Permissions::empty());
        self
    }

    /// Forbids something here.
    pub fn deny(mut self, whom: Whom<'_>, permissions: Permissions) -> Self {
        set(&mut self.overwrites, subject(&self.guild, whom), Permissions::empty(), permissions);
        self
    }

    /// Makes it.
    #[must_use]
    pub fn create(self) -> Channel {
        let guild = self.guild.id();
        let id = self.guild.shared.change(|world| {
            let id = world.ids.next(world.clock.now());
            let here = world.channels.values().filter(|one| one.guild == Some(guild)).count();
            world.add_channel(state::Channel {
                id,
                kind: self.kind,
                guild: Some(guild),
                name: self.name,
                topic: self.topic,
                parent: self.parent,
                position: u32::try_from(here).unwrap_or(u32::MAX),
                overwrites: self.overwrites,
                recipient: None,
                last_message: None,
                slow: 0,
                nsfw: false,
                thread: None,
            })
        });
        Channel::new(Arc::clone(&self.guild.shared), id)
    }
}

fn subject(guild: &Guild, whom: Whom<'_>) -> Subject {
    match whom {
        Whom::Everyone => Subject::Role(guild.id().cast()),
        Whom::Role(role) => Subject::Role(role.id()),
        Whom::Person(person) => Subject::Member(person.id()),
        Whom::Bot => Subject::Member(guild.shared.look(|world| world.app.bot)),
    }
}

/// Adds to what is said of someone; the newer word counts.
fn set(all: &mut Vec<Overwrite>, subject: Subject, allow: Permissions, deny: Permissions) {
    if let Some(one) = all.iter_mut().find(|one| one.subject == subject) {
        one.allow = (one.allow - deny) | allow;
        one.deny = (one.deny - allow) | deny;
    } else {
        all.push(Overwrite { subject, allow, deny });
    }
}

impl Channel {
    fn see<T: Default>(&self, look: impl FnOnce(&state::Channel) -> T) -> T {
        self.shared.look(|world| world.channels.get(&self.id).map(look)).unwrap_or_default()
    }

    /// Its name; empty once it is gone.
    #[must_use]
    pub fn name(&self) -> String {
        self.see(|one| one.name.clone())
    }

    /// Whether it is still there.
    #[must_use]
    pub fn exists(&self) -> bool {
        self.see(|_| true)
    }

    /// How it is written in a message: `<#id>`.
    #[must_use]
    pub fn mention(&self) -> String {
        format!("<#{}>", self.id)
    }

    /// Deletes it with its threads and messages; whether it was there.
    #[expect(
        clippy::must_use_candidate,
        reason = "called for its effect; the result is there for those who want it"
    )]
    pub fn delete(&self) -> bool {
        self.shared.change(|world| world.delete_channel(self.id)).is_ok()
    }

    /// Renames it, as an administrator does.
    pub fn rename(&self, name: &str) {
        self.edit(|one| name.clone_into(&mut one.name));
    }

    /// Its threads, the archived ones too, in the order they were made.
    #[must_use]
    pub fn threads(&self) -> Vec<Self> {
        let ids: Vec<_> = self.shared.look(|world| world.threads_of(self.id).map(|one| one.id).collect());
        ids.into_iter().map(|id| Self::new(Arc::clone(&self.shared), id)).collect()
    }

    /// The first of its threads whose name contains `part`.
    #[must_use]
    pub fn find_thread(&self, part: &str) -> Option<Self> {
        self.threads().into_iter().find(|one| one.name().contains(part))
    }

    /// Whether it is a thread that is archived.
    #[must_use]
    pub fn is_archived(&self) -> bool {
        self.see(|one| one.thread.as_ref().is_some_and(|thread| thread.archived))
    }

    /// Whether it is a thread that is locked.
    #[must_use]
    pub fn is_locked(&self) -> bool {
        self.see(|one| one.thread.as_ref().is_some_and(|thread| thread.locked))
    }

    /// The ids of a thread's members.
    #[must_use]
    pub fn thread_members(&self) -> Vec<UserId> {
        self.see(|one| {
            one.thread.as_ref().map(|thread| thread.members.keys().copied().collect()).unwrap_or_default()
        })
    }

    /// Archives a thread or opens it again.
    pub fn set_archived(&self, archived: bool) {
        let now = self.shared.clock.now();
        self.edit(|one| {
            if let Some(thread) = &mut one.thread {
                thread.archived = archived;
                thread.archive_changed = now;
            }
        });
    }

    /// Locks a thread or unlocks it.
    pub fn set_locked(&self, locked: bool) {
        self.edit(|one| {
            if let Some(thread) = &mut one.thread {
                thread.locked = locked;
            }
        });
    }

    /// Allows something here.
    pub fn allow(&self, whom: Whom<'_>, permissions: Permissions) {
        self.overwrite(whom, permissions, Permissions::empty());
    }

    /// Forbids something here.
    pub fn deny(&self, whom: Whom<'_>, permissions: Permissions) {
        self.overwrite(whom, Permissions::empty(), permissions);
    }

    fn overwrite(&self, whom: Whom<'_>, allow: Permissions, deny: Permissions) {
        let Some(guild) = self.see(|one| one.guild) else { return };
        let subject = subject(&Guild::new(Arc::clone(&self.shared), guild), whom);
        let sees = || {
            self.shared.look(|world| {
                world.channels.get(&self.id).is_some_and(|one| world.may_see(one, world.app.bot))
            })
        };
        let saw = sees();
        self.edit(|one| set(&mut one.overwrites, subject, allow, deny));
        if !saw && sees() {
            self.shared.change(|world| world.tell_threads(self.id));
        }
    }

    fn edit(&self, change: impl FnOnce(&mut state::Channel)) {
        self.shared.change(|world| {
            let Some(channel) = world.channels.get_mut(&self.id) else { return };
            change(channel);
            let name = if channel.thread.is_some() { "THREAD_UPDATE" } else { "CHANNEL_UPDATE" };
            world.tell_channel(self.id, name);
        });
    }

    /// Every message that is not private, oldest first.
    #[must_use]
    pub fn messages(&self) -> Vec<SeenMessage> {
        self.shared.look(|world| {
            let all = world.messages.get(&self.id).into_iter().flat_map(|all| all.values());
            all.filter(|one| one.only_for.is_none() && one.kind != 21)
                .map(|one| SeenMessage::new(world, one))
                .collect()
        })
    }
}
