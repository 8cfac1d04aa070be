//! ntfy: headers or JSON, what is decoded, what is refused.

use reqwest::RequestBuilder;
use serde_json::{Value, json};

use crate::sender::{Scene, read};

#[tokio::test]
async fn headers_and_json_say_the_same() {
    let scene = Scene::new().await;
    let in_headers = scene
        .push("duty", "Restore by 14:30.\n")
        .header("Title", "=?UTF-8?B?UDEgIzQyIMK3IEFscGhh?=")
        .header("Priority", "urgent")
        .header("Tags", "rotating_light, p1")
        .header("Click", "https://a.example/a/x")
        .header("X-Sequence-ID", "guichet-42")
        .header(
            "Actions",
            "view, Open, https://a.example/a/x; http, \"I am on it\", https://a.example/a/y, clear=true",
        );
    let in_json = scene.http.post(scene.outside.topic_url("")).json(&json!({
        "topic": "duty", "message": "Restore by 14:30.", "title": "P1 #42 · Alpha", "priority": 5,
        "tags": ["rotating_light", "p1"], "click": "https://a.example/a/x", "sequence_id": "guichet-42",
        "actions": [
            { "action": "view", "label": "Open", "url": "https://a.example/a/x" },
            { "action": "http", "label": "I am on it", "url": "https://a.example/a/y", "clear": true },
        ],
    }));
    for request in [in_headers, in_json] {
        let (status, body) = read(request).await;
        assert_eq!(
            (status, &body["event"], &body["topic"]),
            (200, &json!("message"), &json!("duty")),
            "{body}"
        );
        assert_eq!((&body["title"], &body["priority"]), (&json!("P1 #42 · Alpha"), &json!(5)));
        let push =
            scene.outside.expect_push("duty", &["P1 #42 · Alpha", "Restore by 14:30.", "I am on it"]).await;
        assert_eq!((push.priority, push.tags.join(" ").as_str()), (5, "rotating_light p1"));
        assert_eq!(push.action("I am on it").unwrap().url, "https://a.example/a/y");
        assert_eq!(push.links().len(), 1, "the button and the touch lead to one place");
    }
    let shown = scene.outside.pushes("duty");
    assert_eq!(shown.len(), 1, "the same sequence is one push");
    assert!(shown[0].updates);
    read(scene.push("duty", "")).await;
    assert_eq!(scene.outside.expect_push("duty", &["triggered"]).await.priority, 3);
    assert_eq!(scene.outside.pushes("duty").len(), 2);
    scene.sandbox.assert_quiet();
}

#[tokio::test]
async fn what_ntfy_does_not_take_is_refused() {
    let scene = Scene::new().await;
    let push = || scene.push("duty", "x");
    let in_json = |body: Value| scene.http.post(scene.outside.topic_url("")).json(&body);
    let four = "view, a, https://a.example;".repeat(4);
    let wrongs: Vec<(RequestBuilder, u16, u32)> = vec![
        (scene.push("duty", &"é".repeat(2049)), 400, 40_014),
        (scene.push("du+ty", "x"), 400, 40_009),
        (scene.push(&"d".repeat(65), "x"), 400, 40_009),
        (scene.push("docs", "x"), 400, 40_010),
        (push().header("Priority", "6"), 400, 40_007),
        (push().header("Priority", "loud"), 400, 40_007),
        (push().header("Actions", &four), 400, 40_018),
        (push().header("Actions", "view, a"), 400, 40_018),
        (push().header("X-Sequence-ID", "a b"), 400, 40_049),
        (push().header("Email", "a@b.example"), 400, 40_001),
        (push().header("Attach", "https://a.example/x"), 400, 40_014),
        (push().header("Delay", "1h"), 400, 40_004),
        (push().header("Call", "yes"), 400, 40_032),
        (push().body(vec![0xff_u8]), 400, 40_014),
        (in_json(json!({ "topic": "duty", "message": "x", "priority": 0 })), 400, 40_007),
        (in_json(json!({ "message": "x" })), 400, 40_009),
        (in_json(json!({ "topic": "duty", "colour": "red" })), 400, 40_017),
        (in_json(json!("x")), 400, 40_017),
        (scene.http.post(format!("{}/a/b", scene.outside.topic_url("duty"))), 404, 404),
    ];
    for (request, status, code) in wrongs {
        let (got, body) = read(request).await;
        assert_eq!(got, status, "{code}: {body}");
        if status == 400 {
            assert_eq!((&body["code"], &body["http"]), (&json!(code), &json!(400)), "{body}");
        }
        scene.sandbox.expect_refusal(code);
    }
    assert_eq!(read(scene.push("duty", &"é".repeat(2048))).await.0, 200, "4,096 bytes are not too many");
    scene.outside.expect_push("duty", &[]).await;
    scene.sandbox.assert_quiet();
}

#[tokio::test]
async fn who_may_publish_can_be_held() {
    let scene = Scene::new().await;
    scene.outside.push_token("tk_duty");
    scene.outside.push_account("desk", "secret");
    let push = || scene.push("duty", "x");
    assert_eq!(read(push()).await.1["code"], 40_301);
    assert_eq!(read(push().bearer_auth("tk_other")).await.1["code"], 40_101);
    assert_eq!(read(push().basic_auth("desk", Some("wrong"))).await.0, 401);
    for request in [
        push().bearer_auth("tk_duty"),
        push().basic_auth("", Some("tk_duty")),
        push().basic_auth("desk", Some("secret")),
    ] {
        assert_eq!(read(request).await.0, 200);
        scene.outside.expect_push("duty", &["x"]).await;
    }
    for code in [40_301, 40_101, 40_101] {
        scene.sandbox.expect_refusal(code);
    }
    scene.sandbox.assert_quiet();
}
