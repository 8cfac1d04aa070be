//! The face: Discord as the desk uses it. serenity and poise are named here and nowhere else.

mod act;
pub mod ask;
pub mod buttons;
pub mod card;
pub mod cards;
pub mod catch_up;
pub mod cell;
pub mod client;
pub mod commands;
pub mod confirms;
pub mod custom_id;
pub mod doctor;
pub mod duration;
pub mod errands;
pub mod escalate;
pub mod experts;
pub mod export;
pub mod files;
pub mod forms;
pub mod hearing;
pub mod limits;
pub mod listen;
pub mod lists;
pub mod markdown;
pub mod opening;
pub mod paging;
pub mod places;
pub mod refusals;
pub mod sender;
pub mod server;
pub mod sessions;
pub mod table;
mod vanished;
pub mod wall;

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use anyhow::{Context, Result};
use serenity::all::{ApplicationId, FullEvent, HttpError, Interaction, UserId};
use tokio::time::Instant;
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use self::{client::Api, places::Places};
use crate::{
    delivery::pace::Turns,
    desk::Desk,
    rules::ids::{GuildId, PersonId, RoleId},
};

/// How long somebody's staff roles are remembered when they are outside the staff server.
const ROLES_REMEMBERED: Duration = Duration::from_mins(1);

/// The desk's face: what commands, buttons and messages work with.
pub struct Face {
    /// The desk.
    pub desk: Desk,
    /// Calls to Discord.
    pub api: Api,
    /// Calls to its file hosts.
    pub files: reqwest::Client,
    /// The support team's server.
    pub staff_guild: GuildId,
    /// The bot's application.
    pub application: ApplicationId,
    /// The bot itself.
    pub bot: UserId,
    /// Which channels and roles there are.
    pub places: Arc<Places>,
    /// What links to calendars begin with.
    pub public_url: String,
    /// Whose turn it is to call Discord.
    pub turns: Arc<Turns>,
    /// Cancelled when the program is told to stop.
    pub stop: CancellationToken,
    /// Messages that wait to be kept.
    waiting: hearing::Waiting,
    /// Somebody's roles are being looked up.
    looking: tokio::sync::Mutex<()>,
    /// Roles, and when they were asked for.
    roles: Mutex<HashMap<PersonId, (Instant, Vec<RoleId>)>>,
}

impl std::fmt::Debug for Face {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Face").field("staff_guild", &self.staff_guild).finish_non_exhaustive()
    }
}

impl Face {
    /// A face for a desk.
    #[must_use]
    pub fn new(desk: Desk, api: Api, reached: &Known) -> Self {
        Self {
            desk,
            api,
            files: reached.files.clone(),
            staff_guild: reached.staff_guild,
            application: reached.application,
            bot: reached.bot,
            places: Arc::clone(&reached.places),
            public_url: reached.public_url.clone(),
            turns: Arc::clone(&reached.turns),
            stop: reached.stop.clone(),
            waiting: hearing::Waiting::default(),
            looking: tokio::sync::Mutex::default(),
            roles: Mutex::default(),
        }
    }

    /// Somebody's roles in the staff server, from Discord, remembered for a minute; none for who is not there.
    ///
    /// # Errors
    /// When Discord cannot be asked: nobody is taken for staff, or for a customer, on a guess.
    pub async fn staff_roles(&self, person: PersonId) -> Result<Vec<RoleId>> {
        let now = Instant::now();
        {
            let mut known = self.roles.lock().unwrap_or_else(PoisonError::into_inner);
            known.retain(|_, (at, _)| now.duration_since(*at) < ROLES_REMEMBERED);
            if let Some((_, roles)) = known.get(&person) {
                return Ok(roles.clone());
            }
        }
        self.staff_roles_now(person).await
    }

    /// Somebody's roles in the staff server, as Discord has them now; they are remembered from now on. Of those who ask at one moment one
    /// asks Discord for all.
    ///
    /// # Errors
    /// As [`Face::staff_roles`].
    pub async fn staff_roles_now(&self, person: PersonId) -> Result<Vec<RoleId>> {
        let wanted = Instant::now();
        let _one_at_a_time = self.looking.lock().await;
        if let Some((at, roles)) = self.roles.lock().unwrap_or_else(PoisonError::into_inner).get(&person)
            && *at >= wanted
        {
            return Ok(roles.clone());
        }
        let now = Instant::now();
        let guild = serenity::all::GuildId::new(self.staff_guild.get());
        let roles = match self.api.get_member(guild, UserId::new(person.get())).await {
            Ok(member) => member.roles.iter().map(|role| RoleId::new(role.get())).collect(),
            Err(serenity::Error::Http(HttpError::UnsuccessfulRequest(answer)))
                if answer.status_code.as_u16() == 404 =>
            {
                Vec::new()
            }
            Err(error) => {
                return Err(error).context("asking Discord for somebody's roles in the staff server");
            }
        };
        self.roles.lock().unwrap_or_else(PoisonError::into_inner).insert(person, (now, roles.clone()));
        Ok(roles)
    }
}

/// What is known of Discord before the gateway is served, and how it is to be called.
#[derive(Clone, Debug)]
pub struct Known {
    /// Calls to its file hosts.
    pub files: reqwest::Client,
    /// The support team's server.
    pub staff_guild: GuildId,
    /// The bot's application.
    pub application: ApplicationId,
    /// The bot itself.
    pub bot: UserId,
    /// Which channels and roles there are, as the gateway tells.
    pub places: Arc<Places>,
    /// What links to calendars begin with, without a slash at the end.
    pub public_url: String,
    /// Whose turn it is to call Discord: what is said of itself and what is read back go in one line.
    pub turns: Arc<Turns>,
    /// Cancelled when the program is told to stop.
    pub stop: CancellationToken,
}

/// What serenity drives: every event of the gateway comes in here.
pub struct Driver {
    desk: Desk,
    known: Known,
    options: poise::FrameworkOptions<Arc<Face>, anyhow::Error>,
    started: Option<(Arc<Face>, Arc<serenity::gateway::ShardManager>)>,
    ready: Arc<std::sync::atomic::AtomicBool>,
    under_way: TaskTracker,
}

impl Driver {
    /// A driver for a desk; `ready` is set once the gateway is, and `under_way` counts the events that are being answered.
    #[must_use]
    pub fn new(
        desk: Desk,
        known: Known,
        ready: Arc<std::sync::atomic::AtomicBool>,
        under_way: TaskTracker,
    ) -> Self {
        let options = poise::FrameworkOptions {
            commands: commands::all(),
            on_error: |error| Box::pin(commands::failed(error)),
            ..Default::default()
        };
        Self { desk, known, options, started: None, ready, under_way }
    }
}

#[serenity::async_trait]
impl serenity::framework::Framework for Driver {
    async fn init(&mut self, client: &serenity::Client) {
        poise::set_qualified_names(&mut self.options.commands);
        let face = Arc::new(Face::new(self.desk.clone(), Arc::clone(&client.http), &self.known));
        self.started = Some((face, Arc::clone(&client.shard_manager)));
    }

    async fn dispatch(&self, ctx: serenity::all::Context, event: FullEvent) {
        let Some((face, shard_manager)) = &self.started else { return };
        let _counted = self.under_way.token();
        face.places.hear(&event);
        match event {
            FullEvent::Ready { .. } => self.ready.store(true, std::sync::atomic::Ordering::Relaxed),
            FullEvent::InteractionCreate { interaction: Interaction::Component(press) } => {
                buttons::pressed(face, &press).await;
            }
            FullEvent::InteractionCreate { interaction: Interaction::Modal(form) } => {
                buttons::filled(face, &form).await;
            }
            event @ FullEvent::InteractionCreate { .. } => {
                let framework = poise::FrameworkContext {
                    serenity_context: &ctx,
                    bot_id: face.bot,
                    options: &self.options,
                    user_data: face,
                    shard_manager,
                };
                Box::pin(poise::dispatch_event(framework, event)).await;
            }
            event => listen::heard(face, event).await,
        }
    }
}
