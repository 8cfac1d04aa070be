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
pub mod contents;
pub mod custom_id;
pub mod doctor;
pub mod duration;
pub mod errands;
pub mod escalate;
pub mod experts;
pub mod export;
pub mod files;
pub mod forms;
pub mod gateway;
pub mod hearing;
pub mod limits;
pub mod listen;
pub mod lists;
mod looking;
pub mod markdown;
mod meaning;
pub mod opening;
pub mod paging;
pub mod places;
mod put_away;
pub mod refusals;
pub mod roles;
pub mod rounds;
pub mod sender;
pub mod server;
pub mod sessions;
pub mod table;
pub mod told;
pub mod unread;
pub mod upload;
mod vanished;
pub mod verified;
pub mod wall;

use std::sync::{Arc, atomic::AtomicBool};

use serenity::all::{ApplicationId, FullEvent, Interaction, UserId};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use self::{client::Api, places::Places};
use crate::{delivery::pace::Turns, desk::Desk, rules::ids::GuildId};

/// The desk's face: what commands, buttons and messages work with.
pub struct Face {
    /// The desk.
    pub desk: Desk,
    /// Calls to Discord.
    pub api: Api,
    /// Calls that carry files.
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
    /// Somebody is about to look at all open threads, and somebody has.
    looks: AtomicBool,
    looked: AtomicBool,
    /// Which events could not be read.
    pub unread: unread::Counted,
    /// The look at the staff server that pages share.
    watched: paging::Watched,
    /// Messages that failed while they carried files.
    pub heavy: upload::Heavy,
    /// Who people are in the staff server.
    roles: roles::Roles,
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
            looks: AtomicBool::default(),
            looked: AtomicBool::default(),
            unread: unread::Counted::default(),
            watched: paging::Watched::default(),
            heavy: upload::Heavy::default(),
            roles: roles::Roles::default(),
        }
    }
}

/// What is known of Discord before the gateway is served, and how it is to be called.
#[derive(Clone, Debug)]
pub struct Known {
    /// Calls that carry files.
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
    face: Arc<Face>,
    shards: Arc<serenity::gateway::ShardManager>,
    options: poise::FrameworkOptions<Arc<Face>, anyhow::Error>,
    ready: Arc<AtomicBool>,
    under_way: TaskTracker,
}

impl Driver {
    /// A driver of a face; `ready` is set once the gateway is, and `under_way` counts the events that are being answered.
    #[must_use]
    pub fn new(
        face: Arc<Face>,
        shards: Arc<serenity::gateway::ShardManager>,
        ready: Arc<AtomicBool>,
        under_way: TaskTracker,
    ) -> Self {
        let mut options = poise::FrameworkOptions {
            commands: commands::all(),
            on_error: |error| Box::pin(commands::failed(error)),
            ..Default::default()
        };
        poise::set_qualified_names(&mut options.commands);
        Self { face, shards, options, ready, under_way }
    }
}

#[serenity::async_trait]
impl serenity::framework::Framework for Driver {
    async fn dispatch(&self, ctx: serenity::all::Context, event: FullEvent) {
        let face = &self.face;
        let _counted = self.under_way.token();
        face.places.hear(&event);
        match event {
            // Of several sessions, whoever looks at all of them knows when the last is at work.
            FullEvent::Ready { data_about_bot } => {
                if data_about_bot.shard.is_none_or(|shard| shard.total == 1) {
                    self.ready.store(true, std::sync::atomic::Ordering::Relaxed);
                }
            }
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
                    shard_manager: &self.shards,
                };
                Box::pin(poise::dispatch_event(framework, event)).await;
            }
            event => listen::heard(face, event).await,
        }
    }
}
