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
    store,
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
    let now = desk.clock.now();
    let mut conn = desk.store.read().await?;
    for open in store::figures::open_tickets(&mut conn).await? {
        let labels = [("priority", open.priority.as_str()), ("state", open.state.as_str())];
        gauge!(OPEN_TICKETS, &labels).set(whole(open.tickets));
    }
    let waiting = store::figures::outbox(&mut conn, now).await?;
    for (lane, messages) in (store::figures::FIRST_LANE..).zip(waiting.by_lane) {
        gauge!(WAITING, "lane" => lane_name(lane)).set(whole(messages));
    }
    gauge!(REFUSED).set(whole(waiting.refused));
    gauge!(OLDEST).set(whole(waiting.oldest_seconds));
    let told = store::inbox::backlog(&mut conn, now).await?;
    gauge!(TOLD).set(whole(told.waiting));
    gauge!(OLDEST_TOLD).set(whole(told.oldest_seconds));
    let next = store::agenda::next(&mut conn).await?;
    gauge!(OVERDUE).set(whole(next.map_or(0, |at| (now - at).num_seconds().max(0))));
    collected.run_upkeep();
    Ok(collected.render())
}
