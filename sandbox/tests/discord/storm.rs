//! Faults by chance, and what a bot sees of them.

use sandbox::{Fault, Sandbox, Storm};
use serde_json::json;

use crate::bot::{CONTENT, GUILDS, Line, MESSAGES, Scene};

const SAY: &str = "/channels/*/messages";

/// Some of the requests of a route meet a fault, others pass, and other routes are left alone; what was met
/// is told. Calm, all pass.
#[tokio::test]
async fn a_storm_meets_some_and_tells_whom() {
    let scene = Scene::of(Sandbox::builder().rate_limits(false).start().await.unwrap());
    let faults = scene.sandbox.faults();
    faults.storm(Storm::new(3).requests(500, "POST", SAY, &[Fault::Status(503), Fault::StatusAfter(502)]));
    let mut answers = Vec::new();
    for number in 0..20 {
        answers.push(scene.said(json!({ "content": format!("number {number}") })).await.status);
        scene.bot.get("/users/@me").await.ok();
    }
    let [before, after] = [503, 502].map(|status| answers.iter().filter(|one| **one == status).count());
    assert!(before > 0 && after > 0 && before + after < 20, "{answers:?}");
    assert_eq!(scene.hall.messages().len(), 20 - before, "a fault after the effect leaves it there");
    let met = faults.met();
    assert_eq!((met.len(), faults.count_met()), (before + after, before + after));
    assert_eq!(met[0].what, format!("POST /channels/{}/messages", scene.hall.id()));
    assert!(met.iter().all(|one| one.fault.starts_with("Status")), "{met:?}");
    assert!(scene.sandbox.refused().is_empty());
    faults.calm();
    for _ in 0..10 {
        scene.said(json!({ "content": "calm" })).await.ok();
    }
}

/// Events of one name are lost or told twice; others arrive. The history names the message.
#[tokio::test]
async fn events_are_lost_and_doubled_by_name() {
    let scene = Scene::new().await;
    let mut line = Line::identify(&scene.sandbox, GUILDS | MESSAGES | CONTENT).await;
    line.event("GUILD_CREATE").await;
    scene.sandbox.faults().storm(Storm::new(1).events("MESSAGE_CREATE", 1000, 0).events("*", 0, 1000));
    let lost = scene.alice.says(&scene.hall, "lost").unwrap();
    assert!(scene.alice.edits(&lost, "twice"));
    let (first, second) = (line.frame().await, line.frame().await);
    for frame in [first, second] {
        assert_eq!((&frame["t"], &frame["d"]["content"]), (&json!("MESSAGE_UPDATE"), &json!("twice")));
    }
    let met: Vec<_> = scene.sandbox.faults().met().into_iter().map(|one| (one.what, one.fault)).collect();
    let told = |event: &str, fate: &str| (format!("{event} {}", lost.id), fate.to_owned());
    assert_eq!(met, [told("MESSAGE_CREATE", "lost"), told("MESSAGE_UPDATE", "twice")]);
}

/// Refused with a code of Discord's, as a bot reads it; nobody's mistake.
#[tokio::test]
async fn a_refusal_on_request_has_its_code() {
    let scene = Scene::new().await;
    let said = scene.said(json!({ "content": "a ticket" })).await.ok();
    let path = format!("/channels/{}/messages/{}/threads", scene.hall.id(), said["id"].as_str().unwrap());
    let full = Fault::Refused(400, 160_006);
    scene.sandbox.faults().next(1, "POST", "/channels/*/messages/*/threads", full);
    scene.bot.post(&path, json!({ "name": "talk" })).await.refused(400, 160_006);
    assert!(scene.hall.threads().is_empty() && scene.sandbox.refused().is_empty());
    scene.bot.post(&path, json!({ "name": "talk" })).await.ok();
}
