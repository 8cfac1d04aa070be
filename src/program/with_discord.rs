//! What needs Discord: the gateway, the voice and the ear, begun once it is reached.

use std::{
    sync::{Arc, OnceLock},
    time::Duration,
};

use anyhow::Result;
use futures::FutureExt;
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use crate::{
    calendars::Reader,
    config::OtherDiscord,
    delivery::{inbox, look_again, outbox::Outbox},
    desk::Desk,
    discord::{
        Driver, Face, Home, commands,
        gateway::Gateway,
        heard::{keep::Hearing, rounds, unread::Unread},
        letters::spot::Sender,
        reach::{
            client::{self, Reached},
            experts::Seeing,
            limits,
        },
    },
    pulse::{Loops, Pulses},
    rules::ids::GuildId,
    secret::Secret,
};

/// The longest pause between two tries to reach Discord; the first is a second, and each further one twice as
/// long.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// What is needed to reach Discord, and to work with it from then on.
pub(super) struct WithDiscord {
    pub(super) desk: Desk,
    pub(super) token: Secret,
    pub(super) other: Option<OtherDiscord>,
    pub(super) staff_guild: GuildId,
    /// Reads calendars whose address somebody types.
    pub(super) calendars: Reader,
    /// What links begin with, without a slash at the end.
    pub(super) public_url: String,
    /// Opened once Discord is reached.
    pub(super) eye: Arc<OnceLock<Seeing>>,
    pub(super) pulses: Pulses,
    pub(super) loops: Loops,
    pub(super) under_way: TaskTracker,
    pub(super) stop: CancellationToken,
}

impl WithDiscord {
    /// Reaches Discord and declares the commands.
    ///
    /// # Errors
    /// When Discord does not let the bot in, or cannot be reached.
    pub(super) async fn arrive(&self) -> Result<Reached> {
        let reached = client::reach(&self.token, self.other.as_ref()).await?;
        commands::register(&reached.http, &self.desk, reached.application, self.staff_guild).await?;
        Ok(reached)
    }

    /// The same, tried again while Discord cannot be reached; each second it is seen that nobody serves the
    /// gateway, as it is by the sessions later.
    async fn arrive_in_the_end(&self) -> Result<Reached> {
        let watched = async {
            loop {
                self.desk.away.gateway(false);
                look_again(&self.desk.clock).await;
            }
        };
        tokio::select! {
            arrived = self.tries_to_arrive() => arrived,
            never = watched => never,
        }
    }

    #[expect(clippy::disallowed_methods, reason = "the pace of tries; no promise waits for it")]
    async fn tries_to_arrive(&self) -> Result<Reached> {
        let mut pause = Duration::from_secs(1);
        loop {
            match self.arrive().await {
                Err(error) if client::is_away(&error) => {
                    let error = format!("{error:#}");
                    tracing::warn!(error, "Discord cannot be reached; the P1s go on, and it is tried again");
                }
                arrived => return arrived,
            }
            tokio::time::sleep(pause).await;
            pause = (pause * 2).min(LONGEST_PAUSE);
        }
    }

    /// Works with Discord until told to stop. Where it has not `arrived` yet, it is tried until it has.
    ///
    /// # Errors
    /// When Discord does not let the bot in, or what ended the gateway.
    pub(super) async fn serve(self, arrived: Option<Reached>) -> Result<()> {
        let reached = match arrived {
            Some(reached) => reached,
            None => match self.stop.run_until_cancelled(self.arrive_in_the_end().boxed()).await {
                Some(reached) => reached?,
                None => return Ok(()),
            },
        };
        let Self { desk, staff_guild, calendars, public_url, eye, pulses, loops, under_way, stop, .. } = self;
        let home = Home {
            files: reached.files,
            calendars,
            staff_guild,
            application: reached.application,
            bot: reached.bot,
            places: Arc::default(),
            public_url,
            histories: Arc::default(),
            turns: Arc::default(),
            stop: stop.clone(),
        };
        let (api, turns) = (Arc::new(reached.http), Arc::clone(&home.turns));
        let face = Arc::new(Face::new(desk.clone(), Arc::clone(&api), home));
        let unread = Unread::new(&face, under_way.clone());
        let sessions = Gateway::new(Arc::clone(&api), &reached.gateway, &desk, unread);
        let driver = Driver::new(Arc::clone(&face), sessions.manager(), under_way);
        let outbox = Outbox::new(desk.clone(), Sender(Arc::clone(&face)), turns);
        eye.get_or_init(|| Seeing(Arc::clone(&face)));
        loops.begin("outbox", |pulse| outbox.run(pulse, stop.clone()));
        loops.begin("rounds", |pulse| rounds::run(Arc::clone(&face), pulse, stop.clone()));
        loops.begin("inbox", |pulse| inbox::run(desk, Hearing(face), pulse, stop.clone()));
        loops.begin("limits", |pulse| limits::forget_idle(api, pulse, stop.clone()));
        sessions.serve(Arc::new(driver), pulses.begin("gateway"), stop).boxed().await
    }
}
