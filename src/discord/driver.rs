//! What serenity drives: every event of the gateway comes in here.

use std::sync::Arc;

use serenity::all::{FullEvent, Interaction};
use tokio_util::task::TaskTracker;

use super::{Face, commands, heard::listen, press};

/// What serenity drives: every event of the gateway comes in here.
pub struct Driver {
    pub(super) face: Arc<Face>,
    pub(super) shards: Arc<serenity::gateway::ShardManager>,
    pub(super) options: poise::FrameworkOptions<Arc<Face>, anyhow::Error>,
    pub(super) under_way: TaskTracker,
}

impl Driver {
    /// A driver of a face; `under_way` counts the events that are being answered.
    pub fn new(
        face: Arc<Face>,
        shards: Arc<serenity::gateway::ShardManager>,
        under_way: TaskTracker,
    ) -> Self {
        let mut options = poise::FrameworkOptions {
            commands: commands::all(),
            on_error: |error| Box::pin(commands::failed(error)),
            ..Default::default()
        };
        poise::set_qualified_names(&mut options.commands);
        Self { face, shards, options, under_way }
    }
}

#[serenity::async_trait]
impl serenity::framework::Framework for Driver {
    async fn dispatch(&self, ctx: serenity::all::Context, event: FullEvent) {
        let face = &self.face;
        let _counted = self.under_way.token();
        face.home.places.hear(&event);
        match event {
            // Of several sessions, whoever looks at all of them knows when the last is at work.
            FullEvent::Ready { data_about_bot } => {
                if data_about_bot.shard.is_none_or(|shard| shard.total == 1) {
                    face.desk.away.gateway(true);
                }
            }
            FullEvent::InteractionCreate { interaction: Interaction::Component(press) } => {
                press::pressed(face, &press).await;
            }
            FullEvent::InteractionCreate { interaction: Interaction::Modal(form) } => {
                press::filled(face, &form).await;
            }
            event @ FullEvent::InteractionCreate { .. } => {
                let framework = poise::FrameworkContext {
                    serenity_context: &ctx,
                    bot_id: face.home.bot,
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
