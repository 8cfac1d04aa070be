//! What no person has hands for: the clock, the faults, the log.

use std::time::Duration;

use axum::{
    Json,
    extract::{Query, State},
};
use chrono::{DateTime, Utc};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    answer::{Answered, Refusal},
    told::{clock_json, faults_json, pulse_json},
};
use crate::{faults::Fault, sessions::Out, shared::Ctx};

/// The most requests told at once.
const TOLD: usize = 500;

pub(super) async fn clock(State(shared): Ctx) -> Json<Value> {
    Json(clock_json(&shared))
}

/// A turn of the clock: what is given is done in this order.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Turn {
    frozen: Option<bool>,
    /// Sets it, forward or back.
    set: Option<DateTime<Utc>>,
    /// Turns it forward.
    advance_minutes: Option<u64>,
}

pub(super) async fn turn(State(shared): Ctx, Json(turn): Json<Turn>) -> Json<Value> {
    let clock = &shared.clock;
    match turn.frozen {
        Some(true) => clock.freeze(),
        Some(false) => clock.run(),
        None => {}
    }
    if let Some(to) = turn.set {
        clock.set(to);
    }
    if let Some(minutes) = turn.advance_minutes {
        clock.advance(Duration::from_secs(minutes.saturating_mul(60)));
    }
    // Idle threads archive themselves when somebody looks.
    shared.change(|_| ());
    Json(clock_json(&shared))
}

/// Something that is to go wrong.
#[derive(Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(super) enum Wish {
    /// The next requests are answered with a status, before or after having their effect.
    Status {
        status: u16,
        #[serde(default)]
        after: bool,
        #[serde(flatten)]
        aim: Aim,
    },
    /// The next requests take this long (real milliseconds).
    Slow {
        millis: u64,
        #[serde(default)]
        after: bool,
        #[serde(flatten)]
        aim: Aim,
    },
    /// The connection of the next requests is cut.
    Cut {
        #[serde(default)]
        after: bool,
        #[serde(flatten)]
        aim: Aim,
    },
    /// The next requests are answered with 429 and this time to wait (real milliseconds).
    TooMany {
        millis: u64,
        #[serde(flatten)]
        aim: Aim,
    },
    /// The next events never arrive.
    LoseEvents { times: usize },
    /// The next events arrive twice.
    DoubleEvents { times: usize },
    /// The next attempts to resume a session are refused.
    RefuseResume { times: usize },
    /// The gateway turns everyone away, or no longer.
    RefuseConnections { refuse: bool },
    /// All of Discord is away, or no longer.
    Away { away: bool },
    /// The gateway's connections break without a word.
    Drop,
    /// The gateway closes its connections with a code.
    Close { code: u16 },
    /// The bot is asked to connect again.
    Reconnect,
    /// The bot's session is no longer valid.
    Invalidate { resumable: bool },
}

/// Which requests are meant.
#[derive(Deserialize)]
pub(super) struct Aim {
    #[serde(default = "once")]
    times: usize,
    #[serde(default = "any_method")]
    method: String,
    #[serde(default = "any_path")]
    path: String,
}

fn once() -> usize {
    1
}

fn any_method() -> String {
    "*".to_owned()
}

fn any_path() -> String {
    "/**".to_owned()
}

pub(super) async fn fault(State(shared): Ctx, Json(wish): Json<Wish>) -> Answered {
    let plan = |aim: &Aim, fault| shared.faults.next(aim.times.max(1), &aim.method, &aim.path, fault);
    match wish {
        Wish::Status { status, .. } if !(400..600).contains(&status) => {
            return Err(Refusal::unreadable("a status of a refusal is 400 to 599"));
        }
        Wish::Status { status, after: false, aim } => plan(&aim, Fault::Status(status)),
        Wish::Status { status, after: true, aim } => plan(&aim, Fault::StatusAfter(status)),
        Wish::Slow { millis, after: false, aim } => plan(&aim, Fault::Slow(Duration::from_millis(millis))),
        Wish::Slow { millis, after: true, aim } => {
            plan(&aim, Fault::SlowAfter(Duration::from_millis(millis)));
        }
        Wish::Cut { after: false, aim } => plan(&aim, Fault::CutBefore),
        Wish::Cut { after: true, aim } => plan(&aim, Fault::CutAfter),
        Wish::TooMany { millis, aim } => plan(&aim, Fault::TooMany(Duration::from_millis(millis))),
        Wish::LoseEvents { times } => shared.faults.lose_events(times),
        Wish::DoubleEvents { times } => shared.faults.double_events(times),
        Wish::RefuseResume { times } => shared.faults.refuse_resume(times),
        Wish::RefuseConnections { refuse } => shared.faults.refuse_connections(refuse),
        Wish::Away { away } => shared.faults.away(away),
        Wish::Drop => shared.sessions.to_all(&Out::Drop),
        Wish::Close { code } => shared.sessions.to_all(&Out::Close(code)),
        Wish::Reconnect => shared.sessions.to_all(&Out::Frame(json!({ "op": 7, "d": null }))),
        Wish::Invalidate { resumable } => shared.sessions.invalidate(resumable),
    }
    shared.bump();
    Ok(Json(faults_json(&shared)))
}

pub(super) async fn faults(State(shared): Ctx) -> Json<Value> {
    Json(faults_json(&shared))
}

pub(super) async fn clear_faults(State(shared): Ctx) -> Json<Value> {
    shared.faults.clear();
    shared.bump();
    Json(faults_json(&shared))
}

/// How much of the log is wanted.
#[derive(Deserialize)]
pub(super) struct Page {
    limit: Option<usize>,
}

/// The newest requests first, the refusals, and what was left without an answer.
pub(super) async fn log(State(shared): Ctx, Query(page): Query<Page>) -> Json<Value> {
    let limit = page.limit.unwrap_or(100).min(TOLD);
    let requests: Vec<Value> = shared
        .log
        .newest(limit)
        .into_iter()
        .map(|one| {
            json!({
                "method": one.method, "route": one.route, "path": one.path, "status": one.status, "at": one.at,
                "took_ms": one.took_ms,
            })
        })
        .collect();
    let refused: Vec<Value> = shared
        .log
        .all_refused()
        .into_iter()
        .rev()
        .take(limit)
        .map(|one| {
            json!({
                "method": one.method, "path": one.path, "status": one.status, "code": one.code,
                "message": one.message, "body": one.body,
            })
        })
        .collect();
    Json(json!({
        "requests": requests, "refused": refused, "failures": shared.log.failures(), "pulse": pulse_json(&shared),
    }))
}
