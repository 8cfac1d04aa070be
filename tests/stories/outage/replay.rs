//! One outage under way.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use sandbox::Outside;

use super::{figures::Figures, ladder::P1, plan::Team};
use crate::{
    dice::Dice,
    world::{Customer, World},
};

/// How late a call may be outside chat, in seconds of the desk's clock.
pub(super) const CALLED_WITHIN: i64 = 5;

/// How much waits to be said. A closed ticket's thread is put away later.
pub(super) const WAITING: &str =
    "SELECT count(*) FROM outbox WHERE state IN ('waiting', 'sending') AND key NOT LIKE '%:away-again:%'";

/// Everybody is called by these, at each level.
pub(super) fn routes(outside: &Outside) -> String {
    let (hook, secret) = outside.hook("itsm");
    format!(
        r#"
        [[routes]]
        key = "night"
        kind = "ntfy"
        url = "{topic}"
        [[routes]]
        key = "itsm"
        kind = "webhook"
        url = "{hook}"
        secret = "{secret}"
        [on_call]
        level_1 = ["night", "itsm"]
        level_2 = ["night", "itsm"]
        level_3 = ["night", "itsm"]
        desk = ["itsm"]
        "#,
        topic = outside.topic_url("duty"),
    )
}

/// An outage under way.
pub(super) struct Replay {
    pub(super) world: World,
    pub(super) p1s: Vec<P1>,
    /// While the desk was down: from when to when.
    pub(super) down: Vec<(i64, i64)>,
    pub(super) figures: Figures,
    /// Of when on Discord was away, and back.
    pub(super) away: (i64, i64),
    pub(super) is_away: bool,
    /// When each push came first, by its name: what is sent again takes the place of what came before.
    pub(super) came: BTreeMap<String, i64>,
    pub(super) dice: Dice,
    /// The desk dies in the moment of the next rung, and is down for so long.
    pub(super) armed: Option<i64>,
}

impl Replay {
    pub(super) fn now(&self) -> i64 {
        self.world.sandbox.clock().now().timestamp()
    }

    pub(super) fn customer(&self, team: Team) -> &Customer {
        match team {
            Team::Acme => &self.world.acme,
            Team::Globex => &self.world.globex,
            Team::Initech => &self.world.initech,
        }
    }
}

pub(super) fn moment(seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(seconds, 0).expect("a moment")
}
