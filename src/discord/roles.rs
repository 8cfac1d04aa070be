//! Who somebody is in the staff server, asked of Discord: remembered for a minute, one question a person, and only so many at once.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use anyhow::{Context, Result};
use serenity::all::{HttpError, UserId};
use tokio::{sync::Semaphore, time::Instant};

use super::Face;
use crate::{
    rules::ids::{PersonId, RoleId},
    store::ticket::ThreadOf,
};

/// How long somebody's roles are remembered when they are outside the staff server.
const REMEMBERED: Duration = Duration::from_mins(1);

/// How many people Discord is asked about at once.
const AT_ONCE: usize = 8;

/// How long whoever typed or pressed waits to be known. It is put off long before, so that nothing is lost by waiting; but nobody waits
/// for as long as a call may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// How long a suggestion waits: later ones are not shown any more.
pub const SOON: Duration = Duration::from_secs(2);

/// Discord's code for who is no member of a server. Any other answer says nothing of them: a server that is out of the bot's reach has no
/// members for it either.
const UNKNOWN_MEMBER: isize = 10_007;

/// Roles in the staff server, as Discord told them.
#[derive(Debug)]
pub struct Roles {
    known: Mutex<HashMap<PersonId, (Instant, Vec<RoleId>)>>,
    /// Who is being asked about, each with the turn of those who ask.
    asked: Mutex<HashMap<PersonId, Arc<tokio::sync::Mutex<()>>>>,
    room: Semaphore,
}

impl Default for Roles {
    fn default() -> Self {
        Self { known: Mutex::default(), asked: Mutex::default(), room: Semaphore::new(AT_ONCE) }
    }
}

impl Roles {
    /// What is remembered of somebody since a moment.
    fn since(&self, person: PersonId, since: Instant) -> Option<Vec<RoleId>> {
        locked(&self.known).get(&person).filter(|(at, _)| *at >= since).map(|(_, roles)| roles.clone())
    }

    fn remember(&self, person: PersonId, at: Instant, roles: Vec<RoleId>) {
        let mut known = locked(&self.known);
        known.retain(|_, (at, _)| at.elapsed() < REMEMBERED);
        known.insert(person, (at, roles));
    }

    fn turn_of(&self, person: PersonId) -> Arc<tokio::sync::Mutex<()>> {
        Arc::clone(locked(&self.asked).entry(person).or_default())
    }

    /// Whoever had a turn leaves; that of the last one is forgotten.
    fn leave(&self, person: PersonId) {
        let mut asked = locked(&self.asked);
        // Theirs, and the one that is kept.
        if asked.get(&person).is_some_and(|turn| Arc::strong_count(turn) <= 2) {
            asked.remove(&person);
        }
    }
}

/// What a panic elsewhere left is still true.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Somebody who asks, until their turn is forgotten: also where they give up before their turn came.
struct Turn<'a> {
    roles: &'a Roles,
    person: PersonId,
    lock: Arc<tokio::sync::Mutex<()>>,
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.roles.leave(self.person);
    }
}

impl Face {
    /// Whether somebody with these roles who writes in a ticket's thread is an administrator of the staff server, and there now.
    #[must_use]
    pub fn administers(&self, thread: &ThreadOf, person: PersonId, roles: &[RoleId]) -> bool {
        let at_home = thread.staff || self.places.server_of(thread.team_channel) == Some(self.staff_guild);
        at_home && self.places.administers(self.staff_guild, person, roles)
    }

    /// Somebody's roles in the staff server, from Discord, remembered for a minute; none for who is not there.
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

    /// As [`Face::staff_roles`], for who waits for an answer.
    ///
    /// # Errors
    /// Also when Discord does not answer in time.
    pub async fn staff_roles_in_time(&self, person: PersonId) -> Result<Vec<RoleId>> {
        tokio::time::timeout(PATIENCE, self.staff_roles(person))
            .await
            .context("Discord does not say in time what roles somebody has")?
    }

    /// Somebody's roles in the staff server, as Discord has them now; they are remembered from now on. Of those who ask about one person
    /// at one moment one asks Discord for all; nobody waits for another person's answer, but for room.
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
        let guild = serenity::all::GuildId::new(self.staff_guild.get());
        match self.api.get_member(guild, UserId::new(person.get())).await {
            Ok(member) => Ok(member.roles.iter().map(|role| RoleId::new(role.get())).collect()),
            Err(serenity::Error::Http(HttpError::UnsuccessfulRequest(answer)))
                if answer.error.code == UNKNOWN_MEMBER =>
            {
                Ok(Vec::new())
            }
            Err(error) => Err(error).context("asking Discord for somebody's roles in the staff server"),
        }
    }
}
