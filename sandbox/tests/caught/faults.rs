//! Things that go wrong outside: by script, each where it was meant.

use std::time::{Duration, Instant};

use reqwest::RequestBuilder;
use sandbox::{Fault, Receiver};
use serde_json::json;

use crate::{
    sender::{Scene, read},
    smtp,
};

const OVER_HTTP: [Receiver; 3] = [Receiver::Push, Receiver::PagerDuty, Receiver::Hook];

/// Something that the receiver takes; of a hook, something that it refuses.
fn something(scene: &Scene, receiver: Receiver) -> RequestBuilder {
    match receiver {
        Receiver::PagerDuty => scene.event(&json!({
            "routing_key": scene.outside.routing_key(), "event_action": "trigger",
            "payload": { "summary": "x", "source": "x", "severity": "info" },
        })),
        Receiver::Hook => scene.http.post(scene.outside.hook("itsm").0).body("{}"),
        Receiver::Push | Receiver::Mail => scene.push("duty", "x"),
    }
}

#[tokio::test]
async fn an_answer_is_spoilt_late_or_lost() {
    let scene = Scene::new().await;
    for receiver in OVER_HTTP {
        let usual = match receiver {
            Receiver::PagerDuty => 202,
            Receiver::Hook => 401,
            _ => 200,
        };
        let send = || something(&scene, receiver);
        scene.outside.meets(receiver, 2, Fault::Status(503));
        assert_eq!((read(send()).await.0, read(send()).await.0, read(send()).await.0), (503, 503, usual));
        scene.outside.meets(receiver, 1, Fault::Status(403));
        assert_eq!(read(send()).await.0, 403);
        scene.outside.meets(receiver, 1, Fault::TooMany(Duration::from_millis(1500)));
        let response = send().send().await.unwrap();
        assert_eq!(
            (response.status().as_u16(), &response.headers()["retry-after"]),
            (429, &"2".parse().unwrap())
        );
        scene.outside.meets(receiver, 1, Fault::Slow(Duration::from_millis(100)));
        let since = Instant::now();
        assert_eq!(read(send()).await.0, usual);
        assert!(since.elapsed() >= Duration::from_millis(100));
        scene.outside.meets(receiver, 1, Fault::CutBefore);
        assert!(send().send().await.is_err());
        scene.outside.refuse_connections(receiver, true);
        assert!(send().send().await.is_err());
        scene.outside.refuse_connections(receiver, false);
        assert_eq!(read(send()).await.0, usual);
    }
    assert_eq!(scene.outside.skip().len(), 6, "two of three receivers took three each");
    scene.outside.meets(Receiver::Push, 1, Fault::CutAfter);
    assert!(something(&scene, Receiver::Push).send().await.is_err());
    scene.outside.meets(Receiver::Push, 1, Fault::StatusAfter(502));
    assert_eq!(read(something(&scene, Receiver::Push)).await.0, 502);
    assert_eq!(scene.outside.skip().len(), 2, "both were taken");
    for _ in 0..3 {
        scene.sandbox.expect_refusal(401);
    }
    scene.sandbox.assert_quiet();
}

#[tokio::test]
async fn one_topic_can_be_meant() {
    let scene = Scene::new().await;
    scene.sandbox.faults().next(1, "POST", "/outside/push/night", Fault::Status(500));
    assert_eq!(read(scene.push("duty", "x")).await.0, 200);
    assert_eq!(read(scene.push("night", "x")).await.0, 500);
    scene.outside.skip();
    assert_eq!(scene.sandbox.faults().pending(), 0);
}

#[tokio::test]
async fn a_mail_meets_them_after_its_data() {
    let scene = Scene::new().await;
    let mut line = smtp::secured(&scene.outside).await;
    line.enters().await;
    let data = "From: a@b.example\r\nDate: Mon, 30 Nov 2026 21:00:00 +0000\r\n\r\nx\r\n.\r\n";
    for (fault, code, taken) in [
        (Fault::Status(451), 451, 0),
        (Fault::Status(554), 554, 0),
        (Fault::TooMany(Duration::from_secs(9)), 450, 0),
        (Fault::StatusAfter(451), 451, 1),
        (Fault::CutAfter, 0, 1),
    ] {
        scene.outside.meets(Receiver::Mail, 1, fault);
        for (said, code) in [("MAIL FROM:<a@b.example>", 250), ("RCPT TO:<c@d.example>", 250), ("DATA", 354)]
        {
            assert_eq!(line.say(said).await, code);
        }
        assert_eq!(line.raw(data.as_bytes()).await.0, code, "{fault:?}");
        assert_eq!(scene.outside.skip().len(), taken, "{fault:?}");
    }
    scene.outside.refuse_connections(Receiver::Mail, true);
    let address = scene.outside.smtp_url().replace("smtp://", "");
    let mut stream = tokio::net::TcpStream::connect(address).await.unwrap();
    let mut greeting = Vec::new();
    let read = tokio::io::AsyncReadExt::read_to_end(&mut stream, &mut greeting).await;
    assert!(read.is_err() || greeting.is_empty());
    scene.sandbox.assert_quiet();
}
