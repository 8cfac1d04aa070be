//! Whether the desk is well, and its figures.

use std::time::Duration;

use axum::{
    extract::{Request, State},
    http::{StatusCode, header::CONTENT_TYPE},
    middleware::Next,
    response::{IntoResponse, Response},
};
use chrono::SecondsFormat;

use super::{door::Caller, known::Door};
use crate::http;

/// The form in which figures are read.
const FIGURES: &str = "text/plain; version=0.0.4; charset=utf-8";

/// How long the database may take to answer a desk that is well.
const PATIENCE: Duration = Duration::from_secs(5);

/// What a proxy adds to a request that it passes on.
const PASSED_ON: [&str; 4] = ["forwarded", "x-forwarded-for", "x-real-ip", "via"];

pub(super) async fn healthz() -> &'static str {
    "ok"
}

pub(super) async fn readyz(State(door): State<Door>) -> (StatusCode, String) {
    let unwell = |why: String| (StatusCode::SERVICE_UNAVAILABLE, why);
    if let Some((name, age)) = door.pulses.faintest() {
        return unwell(format!("the {name} has stood still for {} s", age.as_secs()));
    }
    if let Some(spell) = door.desk.away.spell() {
        let why = if spell.unserved { "the gateway is not served" } else { "nothing that is sent arrives" };
        let since = spell.since.to_rfc3339_opts(SecondsFormat::Secs, true);
        return unwell(format!("degraded: Discord cannot be reached since {since}: {why}"));
    }
    match tokio::time::timeout(PATIENCE, door.desk.reads()).await {
        Ok(Ok(())) => (StatusCode::OK, "ready".to_owned()),
        Ok(Err(error)) => {
            tracing::warn!(error = format!("{error:#}"), "not ready");
            unwell("the database does not answer".to_owned())
        }
        Err(_) => unwell("the database does not answer in time".to_owned()),
    }
}

pub(super) async fn metrics(State(door): State<Door>) -> Response {
    match http::figures::shown(&door.desk, &door.pulses).await {
        Ok(text) => ([(CONTENT_TYPE, FIGURES)], text).into_response(),
        Err(error) => {
            tracing::warn!(error = format!("{error:#}"), "no figures");
            (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer").into_response()
        }
    }
}

/// Lets callers of this machine alone through: the door may be public for calendars. A proxy before it is of
/// this machine too, but whom it passes on is not.
pub(super) async fn of_this_machine(request: Request, next: Next) -> Response {
    let near =
        request.extensions().get::<Caller>().is_some_and(|caller| caller.0.ip().to_canonical().is_loopback());
    let passed_on = PASSED_ON.iter().any(|name| request.headers().contains_key(*name));
    if near && !passed_on {
        return next.run(request).await;
    }
    (
        StatusCode::FORBIDDEN,
        "figures are for callers of this machine; METRICS_ADDR gives them a door of their own",
    )
        .into_response()
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use tokio::sync::watch;

    use super::*;
    use crate::{
        clock::Clock,
        desk::Desk,
        pulse::Pulses,
        rules::offer::{DEFAULT, Offer},
        store::Store,
    };

    /// A loop that stands still is named; a gateway that is away comes after it.
    #[tokio::test]
    async fn what_is_not_well_is_named() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = Store::open(&folder.path().join("guichet.db")).await.expect("the database");
        let (_turns, turned) = watch::channel(());
        let clock = Clock::turned_by(|| DateTime::UNIX_EPOCH, turned);
        let desk = Desk::new(store.clone(), Offer::parse(DEFAULT).expect("the offer"), clock);
        let pulses = Pulses::default();
        let door = Door { desk: desk.clone(), pulses: pulses.clone(), routes: None };
        let asked = || readyz(State(door.clone()));
        let away = |why: &str| {
            let since = "degraded: Discord cannot be reached since 1970-01-01T00:00:00Z";
            (StatusCode::SERVICE_UNAVAILABLE, format!("{since}: {why}"))
        };
        assert_eq!(asked().await, away("the gateway is not served"));
        desk.away.gateway(true);
        desk.away.unreached();
        assert_eq!(asked().await, away("nothing that is sent arrives"));
        desk.away.arrived();
        assert_eq!(asked().await, (StatusCode::OK, "ready".to_owned()));
        let agenda = pulses.silent_for("agenda", Duration::from_secs(42));
        let (status, why) = asked().await;
        assert_eq!(
            (status, why.as_str()),
            (StatusCode::SERVICE_UNAVAILABLE, "the agenda has stood still for 42 s")
        );
        agenda.beat();
        assert_eq!(asked().await.0, StatusCode::OK);
        store.close().await;
        assert_eq!(
            asked().await,
            (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer".to_owned())
        );
    }
}
