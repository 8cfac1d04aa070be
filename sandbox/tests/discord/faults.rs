//! Things that go wrong on request: each meets the requests that it was planned for, and no other.

use std::time::{Duration, Instant};

use reqwest::Method;
use sandbox::Fault;
use serde_json::json;

use crate::bot::Scene;

const MESSAGES: &str = "/channels/*/messages";

#[tokio::test]
async fn an_answer_is_spoilt_before_or_after_its_effect() {
    let scene = Scene::new().await;
    let faults = scene.sandbox.faults();
    faults.next(1, "POST", MESSAGES, Fault::Status(503));
    faults.next(1, "POST", MESSAGES, Fault::StatusAfter(502));
    assert_eq!(scene.bot.get("/users/@me").await.status, 200, "another request passes");
    assert_eq!(scene.said(json!({ "content": "one" })).await.status, 503);
    assert!(scene.hall.messages().is_empty());
    assert_eq!(scene.said(json!({ "content": "two" })).await.status, 502);
    assert_eq!(scene.hall.messages().len(), 1);
    assert_eq!(faults.pending(), 0);
    scene.said(json!({ "content": "three" })).await.ok();
    // What was planned is nobody's mistake.
    assert!(scene.sandbox.refused().is_empty());
}

#[tokio::test]
async fn a_line_is_cut_before_or_after_the_effect() {
    let scene = Scene::new().await;
    let path = format!("/channels/{}/messages", scene.hall.id());
    let say = || scene.bot.try_send(Method::POST, &path, Some(json!({ "content": "x" })));
    scene.sandbox.faults().next(1, "*", MESSAGES, Fault::CutBefore);
    assert!(say().await.is_err());
    assert!(scene.hall.messages().is_empty());
    scene.sandbox.faults().next(1, "*", MESSAGES, Fault::CutAfter);
    assert!(say().await.is_err());
    assert_eq!(scene.hall.messages().len(), 1);
    assert_eq!(scene.sandbox.requests().iter().filter(|one| one.status.is_none()).count(), 2);
}

#[tokio::test]
async fn an_answer_takes_its_time() {
    let scene = Scene::new().await;
    let long = Duration::from_millis(300);
    scene.sandbox.faults().next(1, "GET", "/users/**", Fault::Slow(long));
    let started = Instant::now();
    scene.bot.get("/users/@me").await.ok();
    assert!(started.elapsed() >= long);
    scene.sandbox.faults().next(1, "POST", MESSAGES, Fault::SlowAfter(Duration::from_secs(2)));
    let slow = scene.said(json!({ "content": "x" }));
    let arrived = async {
        scene.hall.expect(&["x"]).await;
        started.elapsed()
    };
    let (reply, arrived) = tokio::join!(slow, arrived);
    reply.ok();
    assert!(arrived + Duration::from_secs(1) < started.elapsed(), "the effect comes at once");
}

#[tokio::test]
async fn a_limit_is_claimed_that_is_not_there() {
    let scene = Scene::new().await;
    scene.sandbox.faults().next(1, "POST", "/**", Fault::TooMany(Duration::from_millis(1500)));
    let reply = scene.said(json!({ "content": "x" })).await;
    assert_eq!((reply.status, reply.header("retry-after")), (429, "2"));
    assert_eq!(reply.body["retry_after"], 1.5);
    scene.sandbox.faults().next(3, "POST", "/**", Fault::Status(500));
    scene.sandbox.faults().clear();
    scene.said(json!({ "content": "x" })).await.ok();
}
