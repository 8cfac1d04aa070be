//! The desk's face on Discord: what every answer and every letter works with.

use std::sync::{Arc, atomic::AtomicBool};

use serenity::all::{ApplicationId, UserId};
use tokio_util::sync::CancellationToken;

use super::{
    heard::counted,
    letters::histories::Histories,
    reach::{client::Api, heavy, places::Places, roles, watched},
};
use crate::{calendars::Reader, delivery::pace::Turns, desk::Desk, rules::ids::GuildId};

/// The desk's face: what commands, buttons and messages work with.
pub struct Face {
    /// The desk.
    pub desk: Desk,
    /// Calls to Discord.
    pub api: Api,
    /// Where it is at home there, and how that is called.
    pub home: Home,
    /// Somebody is about to look at all open threads, and somebody has.
    pub(super) looks: AtomicBool,
    pub(super) looked: AtomicBool,
    /// Which events could not be read.
    pub unread: counted::Counted,
    /// The look at the staff server that pages share.
    pub(super) watched: watched::Watched,
    /// Messages that failed while they carried files.
    pub heavy: heavy::Heavy,
    /// Who people are in the staff server.
    pub(super) roles: roles::Roles,
}

impl std::fmt::Debug for Face {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Face").field("staff_guild", &self.home.staff_guild).finish_non_exhaustive()
    }
}

impl Face {
    /// A face for a desk.
    pub fn new(desk: Desk, api: Api, home: Home) -> Self {
        Self {
            desk,
            api,
            home,
            looks: AtomicBool::default(),
            looked: AtomicBool::default(),
            unread: counted::Counted::default(),
            watched: watched::Watched::default(),
            heavy: heavy::Heavy::default(),
            roles: roles::Roles::default(),
        }
    }
}

/// What is known of Discord before the gateway is served, and how it is to be called.
#[derive(Clone, Debug)]
pub struct Home {
    /// Calls that carry files.
    pub files: reqwest::Client,
    /// Reads calendars whose address somebody types.
    pub calendars: Reader,
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
    /// What was said in channels in which it is looked for.
    pub histories: Arc<Histories>,
    /// Whose turn it is to call Discord: what is said of itself and what is read back go in one line.
    pub turns: Arc<Turns>,
    /// Cancelled when the program is told to stop.
    pub stop: CancellationToken,
}
