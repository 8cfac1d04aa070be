//! An alarm to send, and routes to send it by.

use chrono::{DateTime, Utc};
use serde_json::json;
use tokio::sync::watch;

use crate::{
    clock::Clock,
    routes::{
        Routes,
        alarm::{Act, Alarm, Press, Unsent},
    },
    rules::{language::Language, on_call::RouteKey},
};

/// The page of the alarm, which nobody else may know.
pub(super) const PAGE: &str = "https://desk.example/a/0123456789abcdef";

/// The P1 began then.
pub(super) fn at() -> DateTime<Utc> {
    "2026-12-02T12:30:00Z".parse().expect("a moment")
}

/// The clock of the desk: two minutes later.
pub(super) fn clock() -> Clock {
    let now = at() + chrono::TimeDelta::minutes(2);
    Clock::turned_by(move || now, watch::channel(()).1)
}

pub(super) fn alarm(act: Act) -> Alarm {
    Alarm {
        id: "guichet-g80".to_owned(),
        of: "guichet-42".to_owned(),
        act,
        at: at(),
        language: Language::Fr,
        title: "P1 #42 · Alpha · à rétablir avant 14:30 (Paris)".to_owned(),
        lines: vec!["Plus d'accès à la messagerie".to_owned(), "Palier 2".to_owned()],
        press: Some(Press { label: "Prendre en compte".to_owned(), url: PAGE.to_owned() }),
        facts: json!({ "ticket": 42, "customer": "Alpha", "rung": 2 }),
    }
}

/// One route, called `one`, as the rest of its table says.
pub(super) fn routes(rest: &str) -> Routes {
    trusting(&format!("[[routes]]\nkey = \"one\"\n{rest}"), None)
}

/// The routes of a file, with another authority.
pub(super) fn trusting(file: &str, extra_ca: Option<&[u8]>) -> Routes {
    Routes::parse(file, &|_| None, extra_ca, clock()).expect("routes")
}

/// Sends by the route called `one`.
pub(super) async fn send(routes: &Routes, alarm: &Alarm) -> Result<(), Unsent> {
    let one: RouteKey = "one".parse().expect("a key");
    let sent = routes.send(&one, alarm).await;
    if let Err(unsent) = &sent {
        let told = format!("{unsent} {unsent:?}");
        for secret in ["0123456789abcdef", "hunter2", "tk_", "whsec", "R0123456789", "/secret-topic"] {
            assert!(!told.contains(secret), "{told}");
        }
    }
    sent
}
