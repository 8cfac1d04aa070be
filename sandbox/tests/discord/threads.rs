//! Threads: started once, archived and opened again, locked, private.

use std::time::Duration;

use serde_json::{Value, json};

use crate::bot::{GUILDS, Line, Scene};

async fn start(scene: &Scene, body: Value) -> Value {
    scene.bot.post(&format!("/channels/{}/threads", scene.hall.id()), body).await.ok()
}

fn path(thread: &Value) -> String {
    format!("/channels/{}", thread["id"].as_str().unwrap())
}

#[tokio::test]
async fn a_message_has_one_thread_and_lends_it_its_id() {
    let scene = Scene::new().await;
    let message = scene.said(json!({ "content": "let us talk" })).await.ok();
    let at = format!("/channels/{}/messages/{}/threads", scene.hall.id(), message["id"].as_str().unwrap());
    let mut line = Line::identify(&scene.sandbox, GUILDS).await;
    let thread = scene.bot.post(&at, json!({ "name": "talk" })).await.ok();
    assert_eq!((&thread["id"], &thread["type"]), (&message["id"], &json!(11)));
    assert_eq!(line.event("THREAD_CREATE").await["newly_created"], true);
    scene.bot.post(&at, json!({ "name": "again" })).await.refused(400, 160_004);
    scene.bot.post(&at, json!({ "name": "x".repeat(101) })).await.form("name", "BASE_TYPE_BAD_LENGTH");
    let odd = json!({ "name": "x", "auto_archive_duration": 5 });
    scene.bot.post(&at, odd).await.form("auto_archive_duration", "BASE_TYPE_CHOICES");
}

#[tokio::test]
async fn a_quiet_thread_archives_itself_and_a_word_opens_it() {
    let scene = Scene::new().await;
    let thread = start(&scene, json!({ "name": "talk", "type": 11, "auto_archive_duration": 60 })).await;
    let messages = format!("{}/messages", path(&thread));
    let first = scene.bot.post(&messages, json!({ "content": "first" })).await.ok();
    let handle = scene.hall.find_thread("talk").unwrap();
    scene.sandbox.clock().advance(Duration::from_mins(59));
    assert_eq!(
        scene.bot.get(&format!("/guilds/{}/threads/active", scene.guild.id())).await.ok()["threads"][0]["id"],
        thread["id"]
    );
    scene.sandbox.clock().advance(Duration::from_mins(2));
    let active = scene.bot.get(&format!("/guilds/{}/threads/active", scene.guild.id())).await.ok();
    assert_eq!(active["threads"], json!([]));
    assert!(handle.is_archived());
    let archived =
        scene.bot.get(&format!("/channels/{}/threads/archived/public", scene.hall.id())).await.ok();
    assert_eq!((&archived["threads"][0]["id"], &archived["has_more"]), (&thread["id"], &json!(false)));

    let edit = format!("{messages}/{}", first["id"].as_str().unwrap());
    scene.bot.patch(&edit, json!({ "content": "mended" })).await.refused(400, 50_083);
    scene.bot.patch(&path(&thread), json!({ "name": "renamed" })).await.refused(400, 50_083);
    scene.alice.says(&handle, "still there?");
    assert!(!handle.is_archived());
    scene.bot.patch(&edit, json!({ "content": "mended" })).await.ok();
}

#[tokio::test]
async fn a_locked_thread_is_for_those_who_manage_threads() {
    let scene = Scene::new().await;
    let thread = start(&scene, json!({ "name": "talk", "type": 11 })).await;
    scene.bot.patch(&path(&thread), json!({ "locked": true })).await.ok();
    let handle = scene.hall.find_thread("talk").unwrap();
    assert!(scene.alice.says(&handle, "a word").is_none());
    scene.bot.post(&format!("{}/messages", path(&thread)), json!({ "content": "the end" })).await.ok();
    scene.guild.add_bot(sandbox::Permissions::VIEW_CHANNEL | sandbox::Permissions::SEND_MESSAGES_IN_THREADS);
    let again = scene.bot.post(&format!("{}/messages", path(&thread)), json!({ "content": "more" })).await;
    again.refused(400, 160_005);
}

#[tokio::test]
async fn a_private_thread_is_seen_by_its_members() {
    let scene = Scene::new().await;
    let thread = start(&scene, json!({ "name": "quiet" })).await;
    assert_eq!(thread["type"], 12, "without a type it is a private one");
    let handle = scene.hall.find_thread("quiet").unwrap();
    assert!(scene.alice.sees(&handle).is_none());
    let member = format!("{}/thread-members/{}", path(&thread), scene.alice.id());
    scene.bot.put(&member, json!({})).await.ok();
    assert!(scene.alice.sees(&handle).is_some());
    assert_eq!(
        scene.bot.get(&format!("{}/thread-members", path(&thread))).await.ok().as_array().unwrap().len(),
        2
    );
    scene.bot.delete(&member).await.ok();
    assert!(scene.alice.sees(&handle).is_none());
}
