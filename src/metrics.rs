//! Figures for whoever watches the desk, in Prometheus' form: how many answers and messages, how fast, and
//! what is waiting.
//!
//! No figure names a person, a customer or a ticket, nor holds a text of theirs.

use std::{sync::OnceLock, time::Duration};

use anyhow::{Context, Result};
use chrono::{DateTime, Utc};
use metrics::{counter, gauge, histogram};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};

const ANSWERS: &str = "guichet_answers_total";
const ANSWER_TIME: &str = "guichet_answer_seconds";
const MESSAGES: &str = "guichet_messages_total";
const STRANGERS: &str = "guichet_strangers_refused_total";
const UNREAD: &str = "guichet_events_unread_total";
const UNREAD_LAST: &str = "guichet_events_unread_last_timestamp_seconds";
const SHARDS: &str = "guichet_gateway_shards";
const SHARDS_SERVED: &str = "guichet_gateway_shards_served";
pub(crate) const AWAY: &str = "guichet_discord_away_seconds";
pub(crate) const BEATS: &str = "guichet_loop_beat_age_seconds";
pub(crate) const OPEN_TICKETS: &str = "guichet_tickets_open";
pub(crate) const P1S: &str = "guichet_p1_open";
pub(crate) const UNACKNOWLEDGED: &str = "guichet_p1_unacknowledged";
pub(crate) const LATE_UPDATES: &str = "guichet_updates_overdue";
pub(crate) const WAITING: &str = "guichet_outbox_waiting";
pub(crate) const REFUSED: &str = "guichet_outbox_refused";
pub(crate) const OLDEST: &str = "guichet_outbox_oldest_seconds";
pub(crate) const TOLD: &str = "guichet_inbox_waiting";
pub(crate) const OLDEST_TOLD: &str = "guichet_inbox_oldest_seconds";
pub(crate) const OVERDUE: &str = "guichet_agenda_overdue_seconds";
pub(crate) const DATABASE: &str = "guichet_database_bytes";
pub(crate) const FREE: &str = "guichet_disk_free_bytes";

/// How a figure is to be read.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Kind {
    /// It grows, and begins again with the program.
    Counter,
    /// As it is now.
    Gauge,
    /// How often which time was taken.
    Histogram,
}

/// Every figure there is: its name, how it is read, and what it tells.
pub const ALL: [(&str, Kind, &str); 22] = [
    (ANSWERS, Kind::Counter, "Interactions answered, by what was asked and how it ended."),
    (ANSWER_TIME, Kind::Histogram, "From an interaction's arrival to its answer, in seconds."),
    (MESSAGES, Kind::Counter, "Messages of the outbox, by lane and by what became of them."),
    (STRANGERS, Kind::Counter, "Refusals where nobody is known: no row is kept of them."),
    (UNREAD, Kind::Counter, "Events of the gateway that could not be read, by name."),
    (UNREAD_LAST, Kind::Gauge, "When the last of them was told, in Unix seconds, by name."),
    (SHARDS, Kind::Gauge, "Sessions of the gateway that Discord asks for."),
    (SHARDS_SERVED, Kind::Gauge, "Those of them that are at work."),
    (AWAY, Kind::Gauge, "For how long Discord has been out of reach, in seconds; 0 while it is not."),
    (BEATS, Kind::Gauge, "How long ago each loop went round, in seconds."),
    (OPEN_TICKETS, Kind::Gauge, "Tickets that are not closed, by priority and state."),
    (P1S, Kind::Gauge, "P1s whose service is not back, by what is left of their guaranteed time."),
    (UNACKNOWLEDGED, Kind::Gauge, "P1s that nobody has acknowledged: people are being called."),
    (LATE_UPDATES, Kind::Gauge, "Updates promised for P1s and major incidents that are overdue."),
    (WAITING, Kind::Gauge, "Messages that wait to be said, by lane."),
    (REFUSED, Kind::Gauge, "Messages that Discord refused and that wait until it takes them."),
    (OLDEST, Kind::Gauge, "For how long the oldest message that may go has waited, in seconds, by lane."),
    (TOLD, Kind::Gauge, "What was told of messages in tickets' threads and is not on record yet."),
    (OLDEST_TOLD, Kind::Gauge, "For how long the oldest of it has waited, in seconds."),
    (OVERDUE, Kind::Gauge, "How late the earliest open promise is, in seconds; 0 when none is."),
    (DATABASE, Kind::Gauge, "How large the database's file is, and its log of what was written lately."),
    (FREE, Kind::Gauge, "How much is free on the disk of the database, and on that of attached files."),
];

/// Discord gives up on an answer after 3 s.
const ANSWER_BOUNDS: [f64; 8] = [0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1.5, 3.0];

/// The one collection of a process: the library behind it knows no other.
pub(crate) static COLLECTED: OnceLock<PrometheusHandle> = OnceLock::new();

/// Begins to collect, where that has not begun.
///
/// # Errors
/// When something else of the process collects already.
pub fn collect() -> Result<()> {
    if COLLECTED.get().is_some() {
        return Ok(());
    }
    let recorder = PrometheusBuilder::new()
        .set_buckets_for_metric(Matcher::Full(ANSWER_TIME.to_owned()), &ANSWER_BOUNDS)
        .context("the bounds of answers' times")?
        .build_recorder();
    let handle = recorder.handle();
    // Of two desks that start at one moment in one process, one sets it and both are collected.
    if COLLECTED.set(handle).is_ok() {
        metrics::set_global_recorder(recorder).context("collecting figures")?;
    }
    for (name, kind, meaning) in ALL {
        match kind {
            Kind::Counter => metrics::describe_counter!(name, meaning),
            Kind::Gauge => metrics::describe_gauge!(name, meaning),
            Kind::Histogram => metrics::describe_histogram!(name, meaning),
        }
    }
    Ok(())
}

/// How an interaction ended.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Fate {
    /// What was asked was done.
    Done,
    /// Refused, with the reason.
    Refused,
    /// A fault of ours, with a reference.
    Fault,
    /// Discord did not take the answer.
    Untaken,
}

/// Counts an answer to `what` (a command or a button's verb), which took so long.
pub fn answered(what: &str, outcome: Fate, took: Duration) {
    let outcome = match outcome {
        Fate::Done => "done",
        Fate::Refused => "refused",
        Fate::Fault => "fault",
        Fate::Untaken => "untaken",
    };
    counter!(ANSWERS, "what" => what.to_owned(), "outcome" => outcome).increment(1);
    histogram!(ANSWER_TIME).record(took);
}

/// Counts what was refused where nobody is known.
pub fn stranger_refused() {
    counter!(STRANGERS).increment(1);
}

/// Counts what became of a message in one try: `sent`, `useless`, `failed` or `again`.
pub fn carried(lane: i64, fate: &'static str) {
    counter!(MESSAGES, "lane" => lane_name(lane), "fate" => fate).increment(1);
}

/// Counts an event of the gateway that could not be read now.
pub fn unread(event: &str, now: DateTime<Utc>) {
    counter!(UNREAD, "event" => event.to_owned()).increment(1);
    gauge!(UNREAD_LAST, "event" => event.to_owned()).set(whole(now.timestamp()));
}

/// Tells how many sessions of the gateway Discord asks for, and how many of them are at work.
pub fn shards(asked: u32, served: u32) {
    gauge!(SHARDS).set(f64::from(asked));
    gauge!(SHARDS_SERVED).set(f64::from(served));
}

pub(crate) fn lane_name(lane: i64) -> &'static str {
    match lane {
        ..-1 => "alarm",
        -1 => "page",
        0 => "p1",
        1 => "tickets",
        _ => "rest",
    }
}

/// A count as the library wants it. Exact up to 2^53; none here comes near.
#[expect(clippy::cast_precision_loss, reason = "counts of rows and seconds are far below 2^53")]
pub(crate) fn whole(count: i64) -> f64 {
    count as f64
}

/// A size as the library wants it, exact as far.
#[expect(clippy::cast_precision_loss, reason = "sizes of files and disks are below 2^53")]
pub(crate) fn bytes(size: u64) -> f64 {
    size as f64
}
