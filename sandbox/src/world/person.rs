//! People.

use std::sync::Arc;

use super::handle::{Channel, Guild, Person, Role};
use crate::{ids::RoleId, shared::Shared, state};

/// Somebody to be made.
#[derive(Debug)]
#[must_use]
pub struct PersonBuilder {
    shared: Arc<Shared>,
    name: String,
    locale: String,
}

impl PersonBuilder {
    pub(crate) fn new(shared: Arc<Shared>, name: &str) -> Self {
        Self { shared, name: name.to_owned(), locale: "en-US".to_owned() }
    }

    /// The language of the person's Discord, as Discord writes it (`fr`, `en-GB`); `en-US` unless told.
    pub fn locale(mut self, locale: &str) -> Self {
        locale.clone_into(&mut self.locale);
        self
    }

    /// Makes the account.
    #[must_use]
    pub fn create(self) -> Person {
        let id = self.shared.change(|world| {
            let id = world.ids.next(world.clock.now());
            let user =
                state::User { id, name: self.name, bot: false, locale: self.locale, accepts_messages: true };
            world.users.insert(id, user);
            id
        });
        Person::new(self.shared, id)
    }
}

impl Person {
    /// The name.
    #[must_use]
    pub fn name(&self) -> String {
        self.shared.look(|world| world.user(self.id).map(|user| user.name.clone()).unwrap_or_default())
    }

    /// How a message names the person: `<@id>`.
    #[must_use]
    pub fn mention(&self) -> String {
        format!("<@{}>", self.id)
    }

    /// Enters a server with these roles; a person who is in it already is given them too.
    pub fn joins(&self, guild: &Guild, roles: &[&Role]) {
        let roles: Vec<RoleId> = roles.iter().map(|role| role.id()).collect();
        // A server that is gone cannot be entered, and nobody would notice.
        let _ = self.shared.change(|world| world.join(guild.id(), self.id, &roles));
    }

    /// Leaves a server.
    pub fn leaves(&self, guild: &Guild) {
        // Not being in it is what was asked for.
        let _ = self.shared.change(|world| world.leave(guild.id(), self.id));
    }

    /// Is given a role on a server.
    pub fn gains(&self, guild: &Guild, role: &Role) {
        self.joins(guild, &[role]);
    }

    /// Loses a role on a server.
    pub fn loses(&self, guild: &Guild, role: &Role) {
        self.shared.change(|world| {
            let Ok(this) = world.guild_mut(guild.id()) else { return };
            let Some(member) = this.members.get_mut(&self.id) else { return };
            member.roles.remove(&role.id());
            // The member was just found.
            let _ = world.tell_member(guild.id(), self.id, "GUILD_MEMBER_UPDATE");
        });
    }

    /// Whether the bot may write to the person in private; it may until told otherwise.
    pub fn accepts_messages(&self, accepts: bool) {
        self.shared.change(|world| {
            if let Some(user) = world.users.get_mut(&self.id) {
                user.accepts_messages = accepts;
            }
        });
    }

    /// Changes the language of the person's Discord (`fr`, `en-US`).
    pub fn speaks(&self, locale: &str) {
        self.shared.change(|world| {
            if let Some(user) = world.users.get_mut(&self.id) {
                locale.clone_into(&mut user.locale);
            }
        });
    }

    /// The person's private conversation with the bot.
    #[must_use]
    pub fn conversation(&self) -> Channel {
        let id = self.shared.change(|world| world.conversation(self.id));
        Channel::new(Arc::clone(&self.shared), id)
    }
}
