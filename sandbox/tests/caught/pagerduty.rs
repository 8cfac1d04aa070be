//! PagerDuty's events: what is refused, and what becomes of incidents.

use sandbox::{Effect, IncidentStatus};
use serde_json::{Value, json};

use crate::sender::{Scene, read};

/// An event that is as it must be.
fn event(scene: &Scene, action: &str) -> Value {
    json!({
        "routing_key": scene.outside.routing_key(), "event_action": action, "dedup_key": "guichet-42",
        "payload": {
            "summary": "P1 #42", "source": "desk", "severity": "critical", "timestamp": "2026-11-30T21:00:00Z",
            "component": "c", "group": "g", "class": "k", "custom_details": { "ticket": 42 },
        },
        "links": [{ "href": "http://127.0.0.1:1/a/x", "text": "Acknowledge" }],
        "images": [{ "src": "https://a.example/x.png", "alt": "x" }],
        "client": "desk", "client_url": "https://a.example",
    })
}

#[tokio::test]
async fn what_the_schema_does_not_know_is_refused() {
    let scene = Scene::new().await;
    let with = |pointer: &str, value: Value| {
        let mut event = event(&scene, "trigger");
        match pointer.rsplit_once('/') {
            Some((parent, name)) if event.pointer(pointer).is_none() => {
                event.pointer_mut(parent).unwrap()[name] = value;
            }
            _ => *event.pointer_mut(pointer).unwrap() = value,
        }
        event
    };
    let wrongs = [
        ("/routing_key", json!("short"), "32 characters"),
        ("/routing_key", json!("x".repeat(32)), "Invalid routing key"),
        ("/event_action", json!("page"), "event_action"),
        ("/dedup_key", json!("k".repeat(256)), "dedup_key"),
        ("/dedup_key", json!(42), "string"),
        ("/payload", Value::Null, "payload"),
        ("/payload/summary", json!("s".repeat(1025)), "summary"),
        ("/payload/summary", json!(" "), "summary"),
        ("/payload/source", json!(""), "source"),
        ("/payload/source", Value::Null, "string"),
        ("/payload/severity", json!("fatal"), "fatal"),
        ("/payload/timestamp", json!("yesterday"), "timestamp"),
        ("/payload/custom_details", json!("text"), "custom_details"),
        ("/payload/priority", json!("P1"), "priority"),
        ("/links", json!([{ "text": "nowhere" }]), "href"),
        ("/links", json!([{ "href": "nowhere" }]), "links"),
        ("/images", json!([{ "src": "http://a.example/x.png" }]), "HTTPS"),
        ("/client_url", json!("nowhere"), "client_url"),
    ];
    for (pointer, value, word) in wrongs {
        let (status, body) = read(scene.event(&with(pointer, value.clone()))).await;
        assert_eq!((status, &body["status"]), (400, &json!("invalid event")), "{pointer} {value}");
        assert!(body["errors"].to_string().contains(word), "{pointer} {value}: {body}");
        assert!(scene.sandbox.expect_refusal(400).path.ends_with("/v2/enqueue"));
    }
    for action in ["acknowledge", "resolve"] {
        let keyless = json!({ "routing_key": scene.outside.routing_key(), "event_action": action });
        assert_eq!(read(scene.event(&keyless)).await.0, 400);
        scene.sandbox.expect_refusal(400);
    }
    let as_text = scene.http.post(scene.outside.pagerduty_url()).body(event(&scene, "trigger").to_string());
    assert_eq!(read(as_text).await.0, 400);
    scene.sandbox.expect_refusal(400);
    assert!(scene.outside.events().is_empty() && scene.outside.incidents().is_empty());
    scene.sandbox.assert_quiet();
}

#[tokio::test]
async fn an_incident_is_opened_once_until_it_ends() {
    let scene = Scene::new().await;
    let send = async |action: &str| {
        let (status, body) = read(scene.event(&event(&scene, action))).await;
        assert_eq!((status, &body["dedup_key"]), (202, &json!("guichet-42")), "{body}");
        scene.outside.expect_event(&[action, "guichet-42"]).await
    };
    assert_eq!(send("resolve").await.effect, Effect::Dropped);
    let opened = send("trigger").await;
    assert_eq!((opened.effect, &opened.details), (Effect::Opened, &json!({ "ticket": 42 })));
    assert_eq!(opened.links[0].url, "http://127.0.0.1:1/a/x");
    assert_eq!(send("trigger").await.effect, Effect::Logged);
    assert_eq!(send("acknowledge").await.effect, Effect::Acknowledged);
    assert_eq!(send("trigger").await.effect, Effect::Logged, "nobody is called again");
    assert_eq!(scene.outside.incidents()[0].status, IncidentStatus::Acknowledged);
    assert_eq!(send("resolve").await.effect, Effect::Resolved);
    assert_eq!(send("acknowledge").await.effect, Effect::Dropped);
    assert_eq!(send("trigger").await.effect, Effect::Opened);
    let incidents = scene.outside.incidents();
    assert_eq!(incidents.iter().map(|one| one.number).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(incidents[0].log.len(), 5);

    let mut keyless = event(&scene, "trigger");
    keyless.as_object_mut().unwrap().remove("dedup_key");
    let (_, body) = read(scene.event(&keyless)).await;
    assert!(!body["dedup_key"].as_str().unwrap().is_empty(), "PagerDuty makes one up");
    assert_eq!(scene.outside.expect_event(&["trigger"]).await.effect, Effect::Opened);
    scene.sandbox.assert_quiet();
}

#[tokio::test]
async fn an_acknowledgement_is_told_and_signed() {
    let scene = Scene::new().await;
    assert!(scene.outside.acknowledges("guichet-42", "Bob").await.is_err(), "nothing is open");
    read(scene.event(&event(&scene, "trigger"))).await;
    scene.outside.expect_event(&["P1 #42"]).await;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/pagerduty", listener.local_addr().unwrap());
    scene.outside.acknowledgements_go_to(&url, "hush");
    let told = tokio::spawn(one_request(listener));
    let visited = scene.outside.acknowledges("guichet-42", "Bob").await.unwrap().unwrap();
    assert_eq!((visited.status, visited.text.as_str()), (200, "ok"));
    let (head, body) = told.await.unwrap();
    let signature = head.lines().find_map(|line| line.strip_prefix("x-pagerduty-signature: ")).unwrap();
    assert_eq!(signature, signed("hush", &body), "{head}");
    let body: Value = serde_json::from_str(&body).unwrap();
    let event = &body["event"];
    assert_eq!(
        (&event["event_type"], &event["resource_type"]),
        (&json!("incident.acknowledged"), &json!("incident"))
    );
    assert_eq!(
        (&event["agent"]["summary"], &event["data"]["status"]),
        (&json!("Bob"), &json!("acknowledged"))
    );
    assert_eq!(event["data"]["incident_key"], "guichet-42");
    let incident = &scene.outside.incidents()[0];
    assert_eq!(
        (incident.status, incident.acknowledged_by.as_deref()),
        (IncidentStatus::Acknowledged, Some("Bob"))
    );
}

/// Takes one request, answers `ok`; its head, and its body.
async fn one_request(listener: tokio::net::TcpListener) -> (String, String) {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let (mut stream, _) = listener.accept().await.unwrap();
    let mut text = String::new();
    loop {
        let mut part = [0; 4096];
        let read = stream.read(&mut part).await.unwrap();
        text.push_str(std::str::from_utf8(&part[..read]).unwrap());
        let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
        let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")).unwrap();
        if body.len() == length.parse::<usize>().unwrap() {
            stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok").await.unwrap();
            return (head.to_owned(), body.to_owned());
        }
    }
}

/// What OpenSSL would say: HMAC by hand, over the hash alone.
fn signed(secret: &str, body: &str) -> String {
    use sha2::{Digest, Sha256};
    let mut key = [0; 64];
    key[..secret.len()].copy_from_slice(secret.as_bytes());
    let hash = |pad: u8, rest: &[u8]| {
        Sha256::new().chain_update(key.map(|one| one ^ pad)).chain_update(rest).finalize()
    };
    let bytes = hash(0x5c, &hash(0x36, body.as_bytes()));
    bytes.iter().fold("v1=".to_owned(), |text, byte| format!("{text}{byte:02x}"))
}
