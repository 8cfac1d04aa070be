//! What `/on-call show` tells: who is called now at each level, and what changes next.

use chrono::{DateTime, TimeDelta, Utc};

use super::{
    calendar::{AHEAD, host},
    duty::OnDuty,
};
use crate::{
    desk::{Desk, actor::Actor, refusal::reason::Done},
    rules::{
        ids::{PersonId, RoleId},
        on_call::{
            RouteKey,
            calendar::{Change, Unread},
        },
        paging::{LEVELS, OnCall},
    },
    store::{self, desk::Setup},
};

/// How many changes are told.
const CHANGES: usize = 4;

/// A level of on call now.
#[derive(Clone, Debug)]
pub struct LevelShown {
    /// The level, from 1.
    pub level: u8,
    /// The role that is called, and whether it is the level's own.
    pub role: Option<(RoleId, bool)>,
    /// Who is on duty by its calendar.
    pub on_duty: Vec<OnDuty>,
    /// Until when that stays so, as far as the calendar tells, UTC.
    pub until: Option<DateTime<Utc>>,
    /// Who takes their place, and until when, UTC.
    pub cover: Option<(PersonId, DateTime<Utc>)>,
    /// Its calendar.
    pub calendar: Option<CalendarShown>,
    /// By which routes it is called outside chat.
    pub routes: Vec<RouteKey>,
}

/// A level's calendar.
#[derive(Clone, Debug)]
pub struct CalendarShown {
    /// The host that it is read from.
    pub host: String,
    /// When it was last read, UTC.
    pub good_at: DateTime<Utc>,
    /// Why it cannot be read now.
    pub error: Option<Unread>,
}

/// From a moment on others are on duty.
#[derive(Clone, Debug)]
pub struct ChangeShown {
    /// When, UTC.
    pub at: DateTime<Utc>,
    /// At which level.
    pub level: u8,
    /// Who; nobody where it is empty.
    pub on_duty: Vec<OnDuty>,
}

/// All levels.
#[derive(Clone, Debug)]
pub struct OnCallShown {
    /// Each level.
    pub levels: Vec<LevelShown>,
    /// The next changes by calendars, whichever level's.
    pub changes: Vec<ChangeShown>,
}

impl Desk {
    /// Who is on call now, and what changes next.
    ///
    /// # Errors
    /// Refused for anyone who is not an agent, and while the desk is not set up.
    pub async fn on_call(&self, actor: &Actor) -> Done<OnCallShown> {
        actor.as_agent()?;
        let now = self.clock.now();
        let roles = on_call(actor.setup()?);
        let duties = self.duties(now - TimeDelta::days(1), now + AHEAD).await?;
        let mut rows = store::on_call::calendars(&mut *self.store.read().await?).await?;
        let mut changes = Vec::new();
        let mut levels = Vec::new();
        for level in 1..=LEVELS {
            let named = |names: &[String]| names.iter().map(|name| duties.names.of_name(name)).collect();
            let roster = duties.rosters.get(&level);
            let next = roster.map(|roster| roster.changes(now, CHANGES)).unwrap_or_default();
            let own = roles.levels.get(usize::from(level) - 1).copied().flatten();
            let row = rows.iter().position(|row| row.level == level).map(|place| rows.swap_remove(place));
            let cover = duties.covers.iter().find(|cover| cover.level == level);
            levels.push(LevelShown {
                level,
                role: roles.role(level).map(|role| (role, own == Some(role))),
                on_duty: roster.map(|roster| named(&roster.on_duty(now))).unwrap_or_default(),
                until: next.first().map(|change| change.at),
                cover: cover.map(|cover| (cover.person, cover.until)),
                calendar: row.map(|row| CalendarShown {
                    host: host(&row.url),
                    good_at: row.good_at,
                    error: row.error,
                }),
                routes: Vec::new(),
            });
            let shown = |Change { at, names }: Change| ChangeShown { at, level, on_duty: named(&names) };
            changes.extend(next.into_iter().map(shown));
        }
        changes.sort_by_key(|change| (change.at, change.level));
        changes.truncate(CHANGES);
        Ok(OnCallShown { levels, changes })
    }
}

/// The roles of the set-up.
fn on_call(setup: &Setup) -> OnCall {
    OnCall { levels: [setup.on_call_1, setup.on_call_2, setup.on_call_3], support: Some(setup.support_role) }
}
