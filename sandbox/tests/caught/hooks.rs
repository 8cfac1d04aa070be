//! Webhooks: signed, of this hour, and each once.

use std::time::Duration;

use sandbox::Clock;
use serde_json::json;
use standardwebhooks::Webhook;

use crate::sender::{Scene, read};

/// A webhook that is sent.
struct Call<'a> {
    id: &'a str,
    seconds: i64,
    body: &'a str,
    signed_body: &'a str,
    secret: &'a str,
}

async fn send(scene: &Scene, url: &str, call: &Call<'_>) -> u16 {
    let signature =
        Webhook::new(call.secret).unwrap().sign(call.id, call.seconds, call.signed_body.as_bytes()).unwrap();
    let request = scene
        .http
        .post(url)
        .header("webhook-id", call.id)
        .header("webhook-timestamp", call.seconds)
        .header("webhook-signature", format!("v1,bm90IHRoaXM= {signature}"))
        .body(call.body.to_owned());
    read(request).await.0
}

#[tokio::test]
async fn what_is_signed_is_taken_once() {
    let scene = Scene::new().await;
    let (url, secret) = scene.outside.hook("itsm");
    let now = scene.sandbox.clock().now().timestamp();
    let body = r#"{"type":"p1.opened","data":{"url":"https://a.example/t/42","ticket":42}}"#;
    let call = Call { id: "guichet-g80", seconds: now, body, signed_body: body, secret: &secret };
    assert_eq!(send(&scene, &url, &call).await, 204);
    let taken = scene.outside.expect_hook("itsm", &["p1.opened"]).await;
    assert_eq!((taken.id.as_str(), &taken.body["data"]["ticket"]), ("guichet-g80", &json!(42)));
    assert_eq!(
        (taken.links()[0].label.as_str(), taken.links()[0].url.as_str()),
        ("url", "https://a.example/t/42")
    );
    assert_eq!(send(&scene, &url, &call).await, 204, "again is no mistake");
    assert_eq!(scene.outside.hooks("itsm").iter().map(|one| one.times).collect::<Vec<_>>(), [2]);
    scene.sandbox.assert_quiet();
}

#[tokio::test]
async fn what_is_not_signed_or_not_of_this_hour_is_refused() {
    let scene = Scene::new().await;
    let (url, secret) = scene.outside.hook("itsm");
    let (_, other) = scene.outside.hook("other");
    let now = scene.sandbox.clock().now().timestamp();
    let right = || Call { id: "a", seconds: now, body: "{}", signed_body: "{}", secret: &secret };
    for wrong in [
        Call { seconds: now - 301, ..right() },
        Call { seconds: now + 302, ..right() },
        Call { body: "{ }", ..right() },
        Call { secret: &other, ..right() },
    ] {
        assert_eq!(send(&scene, &url, &wrong).await, 401);
        scene.sandbox.expect_refusal(401);
    }
    for missing in ["webhook-id", "webhook-timestamp", "webhook-signature"] {
        let names = ["webhook-id", "webhook-timestamp", "webhook-signature"];
        let request = names.iter().filter(|one| **one != missing);
        let request =
            request.fold(scene.http.post(&url).body("{}"), |request, name| request.header(*name, "1"));
        assert_eq!(read(request).await.0, 401);
        assert!(scene.sandbox.expect_refusal(401).message.contains(missing));
    }
    assert_eq!(send(&scene, &url, &Call { body: "no", signed_body: "no", ..right() }).await, 400);
    scene.sandbox.expect_refusal(400);
    let nowhere = url.replace("itsm", "nobody");
    assert_eq!(send(&scene, &nowhere, &right()).await, 404);
    scene.sandbox.expect_refusal(404);
    assert!(scene.outside.hooks("itsm").is_empty());
    scene.sandbox.assert_quiet();
}

/// The hour is the sandbox's, which may be any.
#[tokio::test]
async fn the_hour_is_that_of_the_clock() {
    let scene = Scene::new().await;
    let (url, secret) = scene.outside.hook("itsm");
    let clock: Clock = scene.sandbox.clock();
    clock.advance(Duration::from_hours(1000));
    let seconds = clock.now().timestamp();
    let call = Call { id: "a", seconds, body: "{}", signed_body: "{}", secret: &secret };
    assert_eq!(send(&scene, &url, &call).await, 204);
    scene.outside.expect_hook("itsm", &[]).await;
}
