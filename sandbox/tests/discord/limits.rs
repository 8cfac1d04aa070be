//! Rate limits: a bucket for each place, fifty a second for all, and what the headers tell.

use futures::future::join_all;
use sandbox::Sandbox;
use serde_json::json;

use crate::bot::Scene;

#[tokio::test]
async fn the_sixth_message_of_five_seconds_must_wait() {
    let scene = Scene::new().await;
    let first = scene.said(json!({ "content": "1" })).await;
    assert_eq!((first.header("x-ratelimit-limit"), first.header("x-ratelimit-remaining")), ("5", "4"));
    assert!(first.header("x-ratelimit-reset-after").parse::<f64>().unwrap() <= 5.0);
    assert!(!first.header("x-ratelimit-bucket").is_empty());
    for number in 2..=5 {
        scene.said(json!({ "content": number.to_string() })).await.ok();
    }
    let sixth = scene.said(json!({ "content": "6" })).await;
    assert_eq!(sixth.status, 429);
    assert_eq!((sixth.header("x-ratelimit-scope"), sixth.header("x-ratelimit-global")), ("user", ""));
    assert!(sixth.header("retry-after").parse::<u32>().unwrap() >= 1);
    let wait = sixth.body["retry_after"].as_f64().unwrap();
    assert!(wait > 0.0 && wait <= 5.0);
    assert_eq!(sixth.body["global"], false);
    assert_eq!(scene.sandbox.count_429(), 1);
    assert_eq!(scene.hall.messages().len(), 5, "what had to wait had no effect");

    // Another channel has a bucket of its own.
    let other = scene.guild.channel("other").create();
    scene.bot.post(&format!("/channels/{}/messages", other.id()), json!({ "content": "here" })).await.ok();
    // A limit is no mistake, so that no test has to expect it.
    assert!(scene.sandbox.refused().is_empty());
}

#[tokio::test]
async fn fifty_a_second_is_the_most_for_the_whole_bot() {
    let scene = Scene::new().await;
    let routes: Vec<String> = ["/users/@me", "/gateway/bot", "/applications/@me"]
        .iter()
        .cycle()
        .take(66)
        .map(|one| (*one).to_owned())
        .collect();
    let all = join_all(routes.iter().map(|route| scene.bot.get(route))).await;
    let limited: Vec<_> = all.iter().filter(|one| one.status == 429).collect();
    assert!(!limited.is_empty());
    assert!(
        limited.iter().all(|one| one.header("x-ratelimit-global") == "true" && one.body["global"] == true)
    );
}

#[tokio::test]
async fn limits_can_be_switched_off() {
    let scene = Scene::of(Sandbox::builder().rate_limits(false).start().await.unwrap());
    for number in 0..20 {
        scene.said(json!({ "content": number.to_string() })).await.ok();
    }
    assert_eq!(scene.sandbox.count_429(), 0);
}
