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
async fn all_of_it_is_away_until_it_is_back() {
    let scene = Scene::new().await;
    let faults = scene.sandbox.faults();
    faults.away(true);
    assert_eq!(scene.said(json!({ "content": "one" })).await.status, 503);
    assert_eq!(scene.bot.get("/gateway/bot").await.status, 503);
    assert!(scene.hall.messages().is_empty());
    assert!(tokio_tungstenite::connect_async(scene.sandbox.gateway_url()).await.is_err());
    faults.away(false);
    scene.said(json!({ "content": "two" })).await.ok();
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

/// A narrow way, up to the API and down from the CDN: as long as its size says, and nothing of it is lost.
#[tokio::test]
async fn what_is_carried_takes_as_long_as_its_size_says() {
    let scene = Scene::new().await;
    let size: u64 = 40_000;
    scene.sandbox.faults().next(1, "POST", MESSAGES, Fault::Bandwidth(size * 2));
    let started = Instant::now();
    scene
        .said(json!({ "content": "x", "nonce": "1", "embeds": [{ "description": "a".repeat(4_000) }] }))
        .await
        .ok();
    assert!(started.elapsed() >= Duration::from_millis(50), "{:?}", started.elapsed());

    let bytes: Vec<u8> = (0..size).map(|number| number.to_le_bytes()[0]).collect();
    let shared = sandbox::Bytes::from(bytes.clone());
    scene.alice.says_with_large_files(&scene.hall, "A file", &[("core.bin", shared)]).unwrap();
    let told = scene.bot.get(&format!("/channels/{}/messages", scene.hall.id())).await.ok();
    let url = told[0]["attachments"][0]["url"]
        .as_str()
        .unwrap()
        .replace("https://cdn.discordapp.com", &scene.sandbox.plain_url());
    let faults = scene.sandbox.faults();
    faults.next(1, "GET", "/attachments/**", Fault::Bandwidth(size * 2));
    let started = Instant::now();
    let answer = reqwest::get(&url).await.unwrap();
    assert_eq!(answer.content_length(), Some(size));
    assert_eq!(answer.bytes().await.unwrap(), bytes);
    assert!(started.elapsed() >= Duration::from_millis(480), "{:?}", started.elapsed());

    faults.next(1, "GET", "/attachments/**", Fault::Status(404));
    assert_eq!(reqwest::get(&url).await.unwrap().status(), 404);
    faults.next(1, "GET", "/attachments/**", Fault::CutAfter);
    let mut arrived = 0;
    let cut = match reqwest::get(&url).await {
        // Of a small file nothing may have gone by then.
        Err(_) => true,
        Ok(mut half) => loop {
            match half.chunk().await {
                Ok(Some(part)) => arrived += part.len() as u64,
                Ok(None) => break false,
                Err(_) => break true,
            }
        },
    };
    assert!(cut && arrived <= size / 2, "{arrived}");
}
