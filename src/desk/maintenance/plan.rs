//! Windows by their rules, planned ahead.

use anyhow::Result;
use chrono::{DateTime, Months, TimeDelta, Utc};

use crate::{
    desk::{
        Desk, Stop,
        due::{self, Due},
        refusal::maintenance::MaintenanceRefusal,
        work::Work,
    },
    rules::{
        calendar::Calendar,
        offer::{Label, Offer},
        window,
    },
    store::{
        self,
        window::{NewWindow, Texts, Window},
    },
};

/// How far ahead the offer's rules are read: a year is asked for at most, and a month more is always there
/// when it turns.
pub const MONTHS_AHEAD: u32 = 13;

impl From<window::WindowRefusal> for Stop {
    fn from(refusal: window::WindowRefusal) -> Self {
        MaintenanceRefusal::Window(refusal).into()
    }
}

impl Desk {
    /// Reads the offer's rules and promises what follows from them. Done at every start: an offer that
    /// changed is followed.
    pub async fn plan_windows(&self) -> Result<()> {
        let mut work = self.work().await?;
        work.plan_windows().await?;
        work.commit().await
    }
}

impl Work<'_> {
    /// Writes the windows of the offer's rules for the months to come, promises their stages, and to do the
    /// same tomorrow. A window that was moved or cancelled stays so.
    pub(in crate::desk) async fn plan_windows(&mut self) -> Result<()> {
        let now = self.now;
        let until = months_later(&self.offer().calendar, now, MONTHS_AHEAD);
        for new in occurrences(self.offer(), now, until) {
            store::window::put_occurrence(self.conn(), &new.as_window(), now).await?;
        }
        for window in store::window::overlapping(self.conn(), None, now, DateTime::<Utc>::MAX_UTC).await? {
            self.promise_stages(&window).await?;
        }
        let tomorrow = self.offer().calendar.days_after(now, 1);
        let date = self.offer().calendar.date_of(tomorrow);
        let at = self.offer().calendar.start_of(date);
        self.promise(&due::Key::Windows(date), at, &Due::Windows).await.map(drop)
    }

    /// Promises to look at a window when each stage of it is due. The moment is in the key, so that an offer
    /// that changed is followed.
    pub(super) async fn promise_stages(&mut self, window: &Window) -> Result<()> {
        let (id, revision) = (window.id, window.revision);
        for stage in window::owed(self.offer(), &window.place, self.now.max(window.revised_at)) {
            let key = due::Key::Window(id, revision, stage.stage.key.clone(), stage.at);
            self.promise(&key, stage.at, &Due::Window { window: id }).await?;
        }
        Ok(())
    }
}

/// An occurrence of a rule, with the texts that the offer gives it.
pub(super) struct Planned {
    pub(super) platform: String,
    pub(super) place: window::Occurrence,
    pub(super) reason: Texts,
    pub(super) impact: Texts,
}

impl Planned {
    pub(super) fn as_window(&self) -> NewWindow<'_> {
        NewWindow {
            platform: &self.platform,
            place: self.place,
            reason: self.reason.clone(),
            impact: self.impact.clone(),
        }
    }
}

/// The windows of every platform that are not over at `now` and start before `until`.
pub(super) fn occurrences(offer: &Offer, now: DateTime<Utc>, until: DateTime<Utc>) -> Vec<Planned> {
    let mut planned = Vec::new();
    for platform in &offer.platforms {
        for rule in &platform.windows {
            // One that goes on began before; a day more, as the change of clocks makes some longer.
            let from = now - rule.recurrence.lasts() - TimeDelta::days(1);
            let going_on_or_to_come = rule
                .recurrence
                .occurrences(&offer.calendar, from, until)
                .into_iter()
                .filter(|place| !place.is_over(now));
            planned.extend(going_on_or_to_come.map(|place| Planned {
                platform: platform.key.clone(),
                place,
                reason: texts(&rule.reason),
                impact: texts(&rule.impact),
            }));
        }
    }
    planned
}

pub(super) fn texts(label: &Label) -> Texts {
    Texts { fr: Some(label.fr.clone()), en: Some(label.en.clone()) }
}

/// The same day and hour so many months later; where that month has no such day, its last.
pub(super) fn months_later(calendar: &Calendar, at: DateTime<Utc>, months: u32) -> DateTime<Utc> {
    let wall = calendar.local(at);
    calendar.place(wall.checked_add_months(Months::new(months)).unwrap_or(wall))
}
