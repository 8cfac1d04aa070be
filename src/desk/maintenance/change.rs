//! Staff add, move, extend and cancel windows. Each is told at once.

use chrono::{DateTime, TimeDelta, Utc};

use crate::{
    desk::{
        Desk,
        actor::Actor,
        effect::Effect,
        refusal::{self, maintenance::MaintenanceRefusal, reason::Done},
        text_limits::check_text,
        work::Work,
    },
    rules::{
        ids::WindowId,
        window::{self, Change, Occurrence, State, may_add, may_cancel, may_extend, may_move},
    },
    store::{
        self,
        window::{Changed, NewWindow, Texts, Window},
    },
};

/// How long a reason or an impact may be, in characters.
pub const TEXT_MOST: usize = 500;

/// A window to add.
#[derive(Clone, Debug)]
pub struct NewPlan {
    /// Of which platform, by its key in the offer.
    pub platform: String,
    /// From when to when.
    pub place: Occurrence,
    /// Why it is.
    pub reason: Texts,
    /// What it means to customers; left out, what the offer says of its platform's windows.
    pub impact: Texts,
}

/// What is to become of a window.
#[derive(Clone, Copy, Debug)]
pub enum Edit {
    /// It is at another time; without an end it lasts as long as it did, without a start it begins when it
    /// did.
    Move {
        /// When it starts, UTC.
        start: Option<DateTime<Utc>>,
        /// When it ends, UTC.
        end: Option<DateTime<Utc>>,
    },
    /// It ends later.
    Extend {
        /// When it ends, UTC.
        end: Option<DateTime<Utc>>,
    },
    /// It will not be, or is broken off.
    Cancel,
}

/// What was done to a window.
#[derive(Clone, Debug)]
pub struct WindowDone {
    /// The window as it is now.
    pub window: Window,
    /// What was done.
    pub change: Change,
    /// Where it was before; none for one that was added.
    pub was: Option<Occurrence>,
    /// How many channels are told at once.
    pub told: u64,
}

impl Desk {
    /// Adds a window. Every channel that hears of its platform is told at once.
    ///
    /// # Errors
    /// Refused for anyone who is not an agent, for a platform that the offer does not have, a text that is
    /// empty or too long, and for a place where no window can be.
    pub async fn add_window(&self, actor: &Actor, new: &NewPlan) -> Done<WindowDone> {
        actor.as_agent()?;
        let platform = self
            .offer
            .platform_meant(&new.platform)
            .ok_or_else(|| refusal::customers::CustomerRefusal::NoSuchPlatform(new.platform.clone()))?;
        check_texts(&new.reason)?;
        check_texts(&new.impact)?;
        let mut work = self.work_of(actor).await?;
        let others = work.places(&platform.key, new.place, None).await?;
        may_add(&new.place, &others, work.now)?;
        let row = NewWindow {
            platform: &platform.key,
            place: new.place,
            reason: new.reason.clone(),
            impact: new.impact.clone(),
        };
        let now = work.now;
        let id = store::window::insert(work.conn(), &row, actor.person(), now).await?;
        let outcome = work.tell_outcome(id, Change::Added, None).await?;
        work.commit().await?;
        Ok(outcome)
    }

    /// Moves, extends or cancels the window that was typed: its number, or when it starts. The channels that
    /// had a notice of it are told at once, the others hear the stages of what it has become.
    ///
    /// # Errors
    /// Refused for anyone who is not an agent, when no window or several are meant, and when the window does
    /// not allow it now.
    pub async fn change_window(
        &self,
        actor: &Actor,
        typed: &str,
        edit: Edit,
        reason: &Texts,
    ) -> Done<WindowDone> {
        actor.as_agent()?;
        check_texts(reason)?;
        let mut work = self.work_of(actor).await?;
        let window = work.window_meant(typed).await?;
        let now = work.now;
        if window.state == State::Cancelled {
            return Err(window::WindowRefusal::Cancelled.into());
        }
        let (change, place) = placed(&window.place, edit)?;
        let others = work.places(&window.platform, place, Some(window.id)).await?;
        let state = match change {
            Change::Cancelled => {
                may_cancel(&window.place, now)?;
                State::Cancelled
            }
            Change::Extended => {
                may_extend(&window.place, place.ends_at, &others, now)?;
                State::Planned
            }
            Change::Moved | Change::Added => {
                may_move(&window.place, &place, &others, now)?;
                State::Planned
            }
        };
        let changed = Changed {
            revision: window.revision + 1,
            change,
            was: Some(window.place),
            reason: reason.clone(),
            by: actor.person(),
            at: now,
        };
        if !store::window::revise(work.conn(), window.id, place, state, &changed).await? {
            return Err(MaintenanceRefusal::ChangedMeanwhile.into());
        }
        let outcome = work.tell_outcome(window.id, change, Some(window.place)).await?;
        work.commit().await?;
        Ok(outcome)
    }
}

/// What an edit is, and where the window is after it.
fn placed(place: &Occurrence, edit: Edit) -> Result<(Change, Occurrence), MaintenanceRefusal> {
    match edit {
        Edit::Move { start: None, end: None } => Err(MaintenanceRefusal::NoNewPlace),
        Edit::Move { start, end } => {
            let starts_at = start.unwrap_or(place.starts_at);
            let lasts = place.ends_at - place.starts_at;
            let ends_at = end.unwrap_or(starts_at + lasts);
            Ok((Change::Moved, Occurrence { starts_at, ends_at }))
        }
        Edit::Extend { end } => {
            let ends_at = end.ok_or(MaintenanceRefusal::NoNewEnd)?;
            Ok((Change::Extended, Occurrence { ends_at, ..*place }))
        }
        Edit::Cancel => Ok((Change::Cancelled, *place)),
    }
}

/// Refuses a text that is empty or too long, in either language.
fn check_texts(texts: &Texts) -> Result<(), crate::desk::Refusal> {
    [&texts.fr, &texts.en].into_iter().flatten().try_for_each(|text| check_text(text, TEXT_MOST))
}

impl Work<'_> {
    /// The other windows of a platform where one would be.
    async fn places(
        &mut self,
        platform: &str,
        place: Occurrence,
        but: Option<WindowId>,
    ) -> anyhow::Result<Vec<Occurrence>> {
        let there =
            store::window::overlapping(self.conn(), Some(platform), place.starts_at, place.ends_at).await?;
        Ok(there.into_iter().filter(|other| Some(other.id) != but).map(|other| other.place).collect())
    }

    /// The window that was typed: its number as a suggestion gives it, or the moment or the day when it
    /// starts.
    async fn window_meant(&mut self, typed: &str) -> Done<Window> {
        let typed = typed.trim();
        let none = || MaintenanceRefusal::NoSuchWindow(typed.to_owned());
        if let Ok(id) = typed.parse() {
            return Ok(store::window::get(self.conn(), id).await?.ok_or_else(none)?);
        }
        let calendar = &self.offer().calendar;
        let (from, until) = if let Ok(date) = calendar.parse_date(typed) {
            (calendar.start_of(date), calendar.days_after(calendar.start_of(date), 1))
        } else {
            let start = calendar.parse_moment(typed)?;
            (start, start + TimeDelta::minutes(1))
        };
        let mut found = store::window::between(self.conn(), None, from, until).await?;
        found.retain(|window| from <= window.place.starts_at);
        if found.iter().any(|window| window.state == State::Planned) {
            found.retain(|window| window.state == State::Planned);
        }
        let mut found = found.into_iter();
        match (found.next(), found.next()) {
            (Some(window), None) => Ok(window),
            (None, _) => Err(none().into()),
            (Some(_), Some(_)) => Err(MaintenanceRefusal::WhichWindow(typed.to_owned()).into()),
        }
    }

    async fn tell_outcome(
        &mut self,
        id: WindowId,
        change: Change,
        was: Option<Occurrence>,
    ) -> Done<WindowDone> {
        let window = store::window::get(self.conn(), id)
            .await?
            .ok_or_else(|| anyhow::anyhow!("the window {id} just written"))?;
        let told = self.tell_change(&window, change).await?;
        let platform = window.platform.clone();
        self.did(Effect::Window { change, platform, was, place: window.place });
        Ok(WindowDone { window, change, was, told })
    }
}
