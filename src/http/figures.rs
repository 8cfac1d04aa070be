//! Everything that is counted, as text.

use anyhow::{Context, Result};
use metrics::gauge;

use crate::{
    desk::Desk,
    metrics::{
        BEATS, COLLECTED, OLDEST, OLDEST_TOLD, OPEN_TICKETS, OVERDUE, REFUSED, TOLD, WAITING, lane_name,
        whole,
    },
    pulse::Pulses,
    store::figures::FIRST_LANE,
};

/// Everything collected, and what waits now, as text.
///
/// # Errors
/// When the database fails, or nothing is collected.
pub async fn shown(desk: &Desk, pulses: &Pulses) -> Result<String> {
    let collected = COLLECTED.get().context("figures are collected from the start")?;
    for (name, age) in pulses.ages() {
        gauge!(BEATS, "loop" => name).set(age.as_secs_f64());
    }
    let figures = desk.figures().await?;
    for open in figures.open {
        let labels = [("priority", open.priority.as_str()), ("state", open.state.as_str())];
        gauge!(OPEN_TICKETS, &labels).set(whole(open.tickets));
    }
    for (lane, messages) in (FIRST_LANE..).zip(figures.waiting.by_lane) {
        gauge!(WAITING, "lane" => lane_name(lane)).set(whole(messages));
    }
    gauge!(REFUSED).set(whole(figures.waiting.refused));
    gauge!(OLDEST).set(whole(figures.waiting.oldest_seconds));
    gauge!(TOLD).set(whole(figures.told.waiting));
    gauge!(OLDEST_TOLD).set(whole(figures.told.oldest_seconds));
    gauge!(OVERDUE).set(whole(figures.overdue.num_seconds()));
    collected.run_upkeep();
    Ok(collected.render())
}
