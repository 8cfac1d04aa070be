//! Everything that is counted, as text.

use anyhow::{Context, Result};
use metrics::gauge;

use crate::{
    desk::{
        Desk,
        p1::watched::{Left, P1Figures},
    },
    metrics::{
        AWAY, BEATS, COLLECTED, DATABASE, FREE, LATE_UPDATES, OLDEST, OLDEST_TOLD, OPEN_TICKETS, OVERDUE,
        P1S, REFUSED, TOLD, UNACKNOWLEDGED, WAITING, bytes, lane_name, whole,
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
    p1s(&figures.p1s);
    for (lane, messages) in (FIRST_LANE..).zip(figures.waiting.by_lane) {
        gauge!(WAITING, "lane" => lane_name(lane)).set(whole(messages));
    }
    gauge!(REFUSED).set(whole(figures.waiting.refused));
    for (lane, seconds) in (FIRST_LANE..).zip(figures.waiting.oldest_seconds) {
        gauge!(OLDEST, "lane" => lane_name(lane)).set(whole(seconds));
    }
    gauge!(TOLD).set(whole(figures.told.waiting));
    gauge!(OLDEST_TOLD).set(whole(figures.told.oldest_seconds));
    gauge!(OVERDUE).set(whole(figures.overdue.num_seconds()));
    gauge!(AWAY).set(whole(figures.away.num_seconds()));
    let space = figures.space;
    gauge!(DATABASE, "file" => "database").set(bytes(space.database));
    gauge!(DATABASE, "file" => "log").set(bytes(space.log));
    gauge!(FREE, "of" => "database").set(bytes(space.free));
    gauge!(FREE, "of" => "files").set(bytes(space.free_for_files));
    collected.run_upkeep();
    Ok(collected.render())
}

fn p1s(figures: &P1Figures) {
    for (left, p1s) in figures.by_left {
        gauge!(P1S, "left" => left_name(left)).set(whole(p1s));
    }
    gauge!(UNACKNOWLEDGED).set(whole(figures.unacknowledged));
    gauge!(LATE_UPDATES, "of" => "p1").set(whole(figures.late));
    gauge!(LATE_UPDATES, "of" => "incident").set(whole(figures.late_incidents));
}

fn left_name(left: Left) -> &'static str {
    match left {
        Left::Over => "over",
        Left::Quarter => "under_15m",
        Left::Hour => "under_1h",
        Left::FourHours => "under_4h",
        Left::More => "more",
        Left::Paused => "paused",
        Left::None => "none",
    }
}
