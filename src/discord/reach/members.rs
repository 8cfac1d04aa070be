//! Who people are in the staff server, looked up side by side.

use std::time::Duration;

use anyhow::{Context, Result};
use serenity::all::UserId;
use tokio::time::Instant;

use super::{
    refused::code,
    roles::{REMEMBERED, Turn},
};
use crate::{
    discord::Face,
    rules::ids::{PersonId, RoleId},
    store::ticket::ThreadOf,
};

/// How long whoever typed or pressed waits to be known. It is put off long before, so that nothing is lost by
/// waiting; but nobody waits for as long as a call may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// How long a suggestion waits: later ones are not shown any more.
pub const SOON: Duration = Duration::from_secs(2);

/// Discord's code for somebody who is no member of a server. Any other answer says nothing of them: a server
/// that is out of the bot's reach has no members for it either.
const UNKNOWN_MEMBER: isize = 10_007;

impl Face {
    /// Whether somebody with these roles who writes in a ticket's thread is an administrator of the staff
    /// server, and there now.
    pub fn administers(&self, thread: &ThreadOf, person: PersonId, roles: &[RoleId]) -> bool {
        let at_home =
            thread.staff || self.home.places.server_of(thread.team_channel) == Some(self.home.staff_guild);
        at_home && self.home.places.administers(self.home.staff_guild, person, roles)
    }

    /// Somebody's roles in the staff server, from Discord, remembered for a minute; none for anyone who is
    /// not there.
    ///
    /// # Errors
    /// When Discord cannot be asked: nobody is taken for staff, or for a customer, on a guess.
    pub async fn staff_roles(&self, person: PersonId) -> Result<Vec<RoleId>> {
        let now = Instant::now();
        let since = now.checked_sub(REMEMBERED).unwrap_or(now);
        match self.roles.since(person, since) {
            Some(roles) => Ok(roles),
            None => self.staff_roles_since(person, since).await,
        }
    }

    /// As [`Face::staff_roles`], for whoever waits for an answer.
    ///
    /// # Errors
    /// Also when Discord does not answer in time.
    pub async fn staff_roles_in_time(&self, person: PersonId) -> Result<Vec<RoleId>> {
        tokio::time::timeout(PATIENCE, self.staff_roles(person))
            .await
            .context("Discord does not say in time what roles somebody has")?
    }

    /// Somebody's roles in the staff server, as Discord has them now; they are remembered from now on. Of
    /// those who ask about one person at one moment one asks Discord for all; nobody waits for another
    /// person's answer, only for room.
    ///
    /// # Errors
    /// As [`Face::staff_roles`].
    pub async fn staff_roles_now(&self, person: PersonId) -> Result<Vec<RoleId>> {
        self.staff_roles_since(person, Instant::now()).await
    }

    async fn staff_roles_since(&self, person: PersonId, since: Instant) -> Result<Vec<RoleId>> {
        let roles = &self.roles;
        let turn = Turn { roles, person, lock: roles.turn_of(person) };
        let _mine = turn.lock.lock().await;
        if let Some(known) = roles.since(person, since) {
            return Ok(known);
        }
        let _room = roles.room.acquire().await.context("nobody is asked about any more")?;
        let now = Instant::now();
        let found = self.ask_for_roles(person).await?;
        roles.remember(person, now, found.clone());
        Ok(found)
    }

    async fn ask_for_roles(&self, person: PersonId) -> Result<Vec<RoleId>> {
        let guild = serenity::all::GuildId::new(self.home.staff_guild.get());
        match self.api.get_member(guild, UserId::new(person.get())).await {
            Ok(member) => Ok(member.roles.iter().map(|role| RoleId::new(role.get())).collect()),
            Err(error) if code(&error) == Some(UNKNOWN_MEMBER) => Ok(Vec::new()),
            Err(error) => Err(error).context("asking Discord for somebody's roles in the staff server"),
        }
    }
}
