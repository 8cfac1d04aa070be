//! Which notices a window owes, and when.

use chrono::{DateTime, TimeDelta, Utc};

use crate::rules::{
    calendar::Calendar,
    offer::{Lead, Offer, Stage},
    recurrence::Occurrence,
    stored::stored_text,
};

stored_text! {
    /// What happened to a window.
    Change {
        /// It was added to the offer's own.
        Added = "added",
        /// It is at another time.
        Moved = "moved",
        /// It lasts longer.
        Extended = "extended",
        /// It will not be, or is broken off.
        Cancelled = "cancelled",
    }
}

stored_text! {
    /// Whether a window will be.
    State {
        /// It will be, is, or was.
        Planned = "planned",
        /// It will not be, or was broken off.
        Cancelled = "cancelled",
    }
}

/// What a channel hears of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Telling {
    /// Told at once: its first notice of this window.
    AtOnce,
    /// Told at once, as a reply to the notice it had, which is marked out of date.
    InReply,
    /// Told nothing of the change: it hears the ordinary stages of what the window has become.
    Stages,
    /// Told nothing at all: it never heard of a window that is not to be.
    Nothing,
}

/// One notice owed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Which stage.
    pub stage: Stage,
    /// Its moment.
    pub at: DateTime<Utc>,
    /// After this moment it is useless.
    pub useless_after: DateTime<Utc>,
}

/// A notice to send now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// Which.
    pub notice: Notice,
    /// Whether it must say that it is late.
    pub late: bool,
}

/// The moment of a stage of this window.
pub fn moment(lead: Lead, window: &Occurrence, calendar: &Calendar) -> DateTime<Utc> {
    match lead {
        Lead::DaysBefore { days, at: None } => calendar.days_before(window.starts_at, days),
        Lead::DaysBefore { days, at: Some(time) } => calendar.days_before_at(window.starts_at, days, time),
        Lead::MinutesBefore { minutes } => window.starts_at - TimeDelta::minutes(minutes.into()),
        Lead::Start => window.starts_at,
        Lead::End => window.ends_at,
    }
}

/// Every stage of this window, in the order of their moments.
pub fn stages(offer: &Offer, window: &Occurrence) -> Vec<Notice> {
    let mut notices: Vec<_> = offer
        .announcements
        .stages
        .iter()
        .map(|stage| {
            let useless_after = match stage.lead {
                Lead::End => window.ends_at + offer.announcements.late,
                Lead::DaysBefore { .. } | Lead::MinutesBefore { .. } | Lead::Start => window.ends_at,
            };
            let at = moment(stage.lead, window, &offer.calendar);
            Notice { stage: stage.clone(), at, useless_after }
        })
        .collect();
    notices.sort_by_key(|notice| notice.at);
    notices
}

/// The stages owed to a channel: those whose moment is after `since`, the later of the window's last revision
/// and the channel's subscription.
pub fn owed(offer: &Offer, window: &Occurrence, since: DateTime<Utc>) -> Vec<Notice> {
    stages(offer, window).into_iter().filter(|notice| notice.at > since).collect()
}

/// The notice to send now, if one is: the latest stage owed whose moment has come, unless it (or a later one)
/// was sent for this revision, or its window is over. `sent` has the keys of the stages sent for this
/// revision.
pub fn due(
    offer: &Offer,
    window: &Occurrence,
    since: DateTime<Utc>,
    sent: &[&str],
    now: DateTime<Utc>,
) -> Option<Due> {
    let notice = owed(offer, window, since).into_iter().rfind(|notice| notice.at <= now)?;
    let already = stages(offer, window)
        .iter()
        .any(|stage| stage.at >= notice.at && sent.contains(&stage.stage.key.as_str()));
    if already || now > notice.useless_after || (notice.stage.lead != Lead::End && window.is_over(now)) {
        return None;
    }
    let late = now - notice.at > offer.announcements.late;
    Some(Due { notice, late })
}

/// What a channel hears of a change, given whether it had a notice of this window.
pub const fn telling(change: Change, had_notice: bool) -> Telling {
    match (change, had_notice) {
        (Change::Added, _) => Telling::AtOnce,
        (Change::Moved | Change::Extended | Change::Cancelled, true) => Telling::InReply,
        (Change::Moved | Change::Extended, false) => Telling::Stages,
        (Change::Cancelled, false) => Telling::Nothing,
    }
}

/// Whether a channel linked at this moment hears at once of this window: it goes on, or starts within some
/// days.
pub fn told_at_link(offer: &Offer, window: &Occurrence, linked_at: DateTime<Utc>) -> bool {
    let until = offer.calendar.days_after(linked_at, offer.announcements.linked_days);
    !window.is_over(linked_at) && window.starts_at <= until
}
