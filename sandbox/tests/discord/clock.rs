//! The clock that people read, and what follows from turning it.

use std::time::Duration;

use chrono::{DateTime, Utc};
use sandbox::{Clock, Sandbox};
use serde_json::json;

use crate::bot::Scene;

fn moment(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

#[tokio::test]
async fn messages_bear_the_hour_that_the_clock_shows() {
    let start = moment("2026-03-28T23:30:00Z");
    let scene = Scene::of(Sandbox::builder().clock(Clock::frozen(start)).start().await.unwrap());
    let first = scene.said(json!({ "content": "one" })).await.ok();
    assert_eq!(first["timestamp"], "2026-03-28T23:30:00.000000+00:00");
    scene.sandbox.clock().advance(Duration::from_hours(2));
    let second = scene.said(json!({ "content": "two" })).await.ok();
    assert_eq!(second["timestamp"], "2026-03-29T01:30:00.000000+00:00");
    // Turned back, the hour is the old one again, but what is newer still has the higher id.
    scene.sandbox.clock().set(start);
    let third = scene.said(json!({ "content": "three" })).await.ok();
    let id = |message: &serde_json::Value| message["id"].as_str().unwrap().parse::<u64>().unwrap();
    assert_eq!(third["timestamp"], first["timestamp"]);
    assert!(id(&first) < id(&second) && id(&second) < id(&third));
    assert_eq!(id(&first) >> 22, u64::try_from(start.timestamp_millis() - 1_420_070_400_000).unwrap());
}

#[tokio::test]
async fn a_clock_is_stopped_and_let_run() {
    let clock = Clock::frozen(moment("2026-03-02T09:00:00Z"));
    let mut turns = clock.changed();
    assert!(clock.is_frozen());
    assert_eq!(clock.now(), moment("2026-03-02T09:00:00Z"));
    clock.run();
    assert!(!clock.is_frozen() && turns.has_changed().unwrap());
    turns.borrow_and_update();
    let seen = clock.now();
    assert!(seen >= moment("2026-03-02T09:00:00Z") && seen < moment("2026-03-02T09:01:00Z"));
    clock.advance(Duration::from_hours(24));
    clock.freeze();
    let stopped = clock.now();
    tokio::time::sleep(Duration::from_millis(5)).await;
    assert_eq!(clock.now(), stopped);
    assert!(stopped >= moment("2026-03-03T09:00:00Z"));
}

#[tokio::test]
async fn messages_of_two_weeks_ago_are_deleted_one_by_one() {
    let scene = Scene::of(Sandbox::builder().rate_limits(false).start().await.unwrap());
    let old = scene.said(json!({ "content": "old" })).await.ok();
    scene.sandbox.clock().advance(Duration::from_hours(24 * 15));
    let new = scene.said(json!({ "content": "new" })).await.ok();
    let bulk = format!("/channels/{}/messages/bulk-delete", scene.hall.id());
    let both = json!({ "messages": [old["id"], new["id"]] });
    scene.bot.post(&bulk, both).await.refused(400, 50_034);
    scene
        .bot
        .delete(&format!("/channels/{}/messages/{}", scene.hall.id(), old["id"].as_str().unwrap()))
        .await
        .ok();
    assert_eq!(scene.hall.messages().len(), 1);
}
