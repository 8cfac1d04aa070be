//! What a story reads, follows, and is held to.

use sandbox::{Sandbox, Visited};
use serde_json::json;

use crate::sender::{Scene, read};

/// What a failing expectation says.
async fn words_of(failing: impl Future<Output = ()> + Send + 'static) -> String {
    let panic = tokio::spawn(failing).await.unwrap_err().into_panic();
    panic.downcast::<String>().map(|words| *words).unwrap()
}

#[tokio::test]
async fn what_nobody_has_read_fails_the_story() {
    let scene = Scene::new().await;
    read(scene.push("duty", "first")).await;
    read(scene.push("night", "second")).await;
    let outside = scene.outside.clone();
    let words = words_of(async move { drop(outside.expect_push("duty", &["second"]).await) }).await;
    assert!(
        words.contains("but first came") && words.contains("! ") && words.contains("push night"),
        "{words}"
    );
    assert_eq!(scene.outside.unread().len(), 2, "what fails reads nothing");
    scene.outside.expect_push("night", &["second"]).await;
    let sandbox: Sandbox = scene.sandbox;
    let words = words_of(async move { sandbox.assert_quiet() }).await;
    assert!(words.contains("first") && !words.contains("Unread: []"), "{words}");
}

/// A page with a form, for whoever comes: it tells how it was asked.
async fn page() -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/a/x", listener.local_addr().unwrap());
    let told = |request: axum::extract::Request| async move {
        let token =
            request.headers().get("x-token").and_then(|value| value.to_str().ok()).unwrap_or_default();
        format!("{} {token}", request.method())
    };
    tokio::spawn(async move { axum::serve(listener, axum::Router::new().fallback(told)).await });
    url
}

#[tokio::test]
async fn links_are_followed_and_pressed() {
    let scene = Scene::new().await;
    let url = page().await;
    let push = json!({
        "topic": "duty", "message": "x", "click": url,
        "actions": [
            { "action": "view", "label": "See", "url": url },
            { "action": "http", "label": "On it", "url": url },
            { "action": "http", "label": "Put", "url": url, "method": "PUT", "headers": { "x-token": "t" } },
        ],
    });
    read(scene.http.post(scene.outside.topic_url("")).json(&push)).await;
    let push = scene.outside.expect_push("duty", &["On it"]).await;
    let link = &push.links()[0].url;
    let said = |visited: anyhow::Result<Visited>| visited.unwrap().text;
    assert_eq!(said(scene.outside.opens(link).await), "GET ");
    assert_eq!(said(scene.outside.presses(link).await), "POST ");
    let taps = async |label: &str| said(scene.outside.taps(push.action(label).unwrap()).await);
    assert_eq!(
        (taps("See").await, taps("On it").await, taps("Put").await),
        ("GET ".into(), "POST ".into(), "PUT t".into())
    );
    assert!(scene.outside.opens("http://127.0.0.1:1/").await.is_err());
    scene.sandbox.assert_quiet();
}
