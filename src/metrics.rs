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
pub(crate) const OPEN_TICKETS: &str = "guichet_tickets_open";
pub(crate) const WAITING: &str = "guichet_outbox_waiting";
pub(crate) const REFUSED: &str = "guichet_outbox_refused";
pub(crate) const OLDEST: &str = "guichet_outbox_oldest_seconds";
pub(crate) const TOLD: &str = "guichet_inbox_waiting";
pub(crate) const OLDEST_TOLD: &str = "guichet_inbox_oldest_seconds";
const UNREAD: &str = "guichet_events_unread_total";
const UNREAD_LAST: &str = "guichet_events_unread_last_timestamp_seconds";
pub(crate) const BEATS: &str = "guichet_loop_beat_age_seconds";
pub(crate) const OVERDUE: &str = "guichet_agenda_overdue_seconds";

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
    metrics::describe_counter!(ANSWERS, "Interactions answered, by what was asked and how it ended.");
    metrics::describe_histogram!(ANSWER_TIME, "From an interaction's arrival to its answer, in seconds.");
    metrics::describe_counter!(MESSAGES, "Messages of the outbox, by lane and by what became of them.");
    metrics::describe_counter!(STRANGERS, "Refusals where nobody is known: no row is kept of them.");
    metrics::describe_gauge!(OPEN_TICKETS, "Tickets that are not closed, by priority and state.");
    metrics::describe_gauge!(WAITING, "Messages that wait to be said, by lane.");
    metrics::describe_gauge!(REFUSED, "Messages that Discord refused and that wait until it takes them.");
    metrics::describe_gauge!(OLDEST, "For how long the oldest message that may go has waited, in seconds.");
    metrics::describe_gauge!(TOLD, "What was told of messages in tickets' threads and is not on record yet.");
    metrics::describe_gauge!(OLDEST_TOLD, "For how long the oldest of it has waited, in seconds.");
    metrics::describe_counter!(UNREAD, "Events of the gateway that could not be read, by name.");
    metrics::describe_gauge!(UNREAD_LAST, "When the last of them was told, in Unix seconds, by name.");
    metrics::describe_gauge!(BEATS, "How long ago each loop went round, in seconds.");
    metrics::describe_gauge!(OVERDUE, "How late the earliest open promise is, in seconds; 0 when none is.");
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
