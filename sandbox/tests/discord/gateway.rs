//! Sessions: who is let in, what is told to whom, what survives a broken line.

use sandbox::{PrivilegedIntents, Sandbox, SessionLimit};
use serde_json::{Value, json};

use crate::bot::{CONTENT, GUILDS, Line, MESSAGES, PRIVATE_MESSAGES, Scene, identity};

#[tokio::test]
async fn who_identifies_is_told_of_itself_and_of_its_servers() {
    let scene = Scene::new().await;
    let elsewhere = scene.sandbox.guild("Elsewhere").without_bot().create();
    let mut line = Line::open(&scene.sandbox).await;
    line.send(2, identity(&scene.sandbox.token(), GUILDS)).await;
    let ready = line.event("READY").await;
    assert_eq!(ready["v"], 10);
    assert_eq!(ready["user"]["id"], json!(scene.sandbox.bot_user_id()));
    assert_eq!(ready["guilds"], json!([{ "id": scene.guild.id(), "unavailable": true }]));
    assert_eq!(ready["resume_gateway_url"], scene.sandbox.gateway_url());
    let guild = line.event("GUILD_CREATE").await;
    assert_eq!(guild["name"], "Home");
    assert_eq!(guild["channels"][0]["name"], "hall");

    elsewhere.add_bot(sandbox::Permissions::VIEW_CHANNEL);
    assert_eq!(line.event("GUILD_CREATE").await["name"], "Elsewhere");
    elsewhere.remove_bot();
    assert_eq!(line.event("GUILD_DELETE").await["id"], json!(elsewhere.id()));
}

/// Each frame of a compressed line ends so that it can be read by itself, and goes on with the stream of those
/// before it.
#[tokio::test]
async fn a_line_is_compressed_where_the_bot_wishes_it() {
    let scene = Scene::new().await;
    let mut line = Line::open_with(&scene.sandbox, "&compress=zlib-stream").await;
    line.send(2, identity(&scene.sandbox.token(), GUILDS | MESSAGES | CONTENT)).await;
    line.event("GUILD_CREATE").await;
    for text in ["short", &"long".repeat(300), "short"] {
        scene.alice.says(&scene.hall, text);
        assert_eq!(line.event("MESSAGE_CREATE").await["content"], text);
    }
}

#[tokio::test]
async fn a_heartbeat_is_answered_also_before_the_bot_is_known() {
    let scene = Scene::new().await;
    let mut line = Line::open(&scene.sandbox).await;
    line.send(1, Value::Null).await;
    assert_eq!(line.frame().await["op"], 11);
    scene.sandbox.ask_for_heartbeat();
    let mut line = Line::identify(&scene.sandbox, GUILDS).await;
    scene.sandbox.ask_for_heartbeat();
    line.op(1).await;
}

/// What the bot sends first, and the code with which the door is shut.
async fn closed_with(sandbox: &Sandbox, frames: &[Value]) -> Option<u16> {
    let mut line = Line::open(sandbox).await;
    for frame in frames {
        line.text(&frame.to_string()).await;
    }
    line.end().await
}

#[tokio::test]
async fn the_door_is_shut_with_discords_codes() {
    let scene = Scene::new().await;
    let sandbox = &scene.sandbox;
    let identify = |token: &str, intents| json!({ "op": 2, "d": identity(token, intents) });
    let token = sandbox.token();
    let good = identify(&token, GUILDS);
    assert_eq!(closed_with(sandbox, &[json!("no frame")]).await, Some(4001));
    assert_eq!(closed_with(sandbox, &[json!({ "op": 77 })]).await, Some(4001));
    assert_eq!(closed_with(sandbox, &[json!({ "op": 2, "d": {} })]).await, Some(4002));
    assert_eq!(closed_with(sandbox, &[json!({ "op": 3, "d": {} })]).await, Some(4003));
    assert_eq!(closed_with(sandbox, &[identify("another", GUILDS)]).await, Some(4004));
    assert_eq!(closed_with(sandbox, &[good.clone(), good]).await, Some(4005));
    assert_eq!(closed_with(sandbox, &[identify(&token, 1 << 30)]).await, Some(4013));
    sandbox.privileged_intents(PrivilegedIntents { message_content: false, ..PrivilegedIntents::default() });
    assert_eq!(closed_with(sandbox, &[identify(&token, CONTENT)]).await, Some(4014));
    let mut line = Line::open(sandbox).await;
    line.text("{").await;
    assert_eq!(line.end().await, Some(4002));
}

#[tokio::test]
async fn sessions_are_counted_and_the_token_is_lost_with_the_last() {
    let scene = Scene::new().await;
    let sandbox = &scene.sandbox;
    let again = [json!({ "op": 2, "d": identity(&sandbox.token(), GUILDS) })];
    let told = scene.bot.get("/gateway/bot").await.ok();
    assert_eq!((&told["shards"], &told["session_start_limit"]["remaining"]), (&json!(1), &json!(1000)));
    sandbox.require_shards(2);
    assert_eq!(closed_with(sandbox, &again).await, Some(4011));
    sandbox.faults().close_identifies(1, 4008);
    assert_eq!(closed_with(sandbox, &again).await, Some(4008));
    let told = scene.bot.get("/gateway/bot").await.ok();
    assert_eq!((&told["shards"], &told["session_start_limit"]["remaining"]), (&json!(2), &json!(998)));

    sandbox.require_shards(1);
    sandbox.session_limit(SessionLimit { remaining: 2, ..SessionLimit::default() });
    let mut line = Line::identify(sandbox, GUILDS).await;
    let mut soon = Line::open(sandbox).await;
    soon.send(2, identity(&sandbox.token(), GUILDS)).await;
    assert_eq!(soon.op(9).await, false, "two within five seconds");
    assert_eq!(closed_with(sandbox, &again).await, Some(4004));
    assert_eq!(line.end().await, Some(4004));
    assert_eq!(sandbox.identifies(), 5);
    scene.bot.get("/gateway/bot").await.refused(401, 0);
}

#[tokio::test]
async fn a_session_that_comes_back_hears_what_it_missed_and_nothing_twice() {
    let scene = Scene::new().await;
    let mut line = Line::identify(&scene.sandbox, GUILDS | MESSAGES | CONTENT).await;
    scene.alice.says(&scene.hall, "one");
    assert_eq!(line.event("MESSAGE_CREATE").await["content"], "one");
    let (session, sequence) = (line.session.clone(), line.sequence);
    scene.sandbox.drop_connections();
    assert_eq!(line.end().await, None);
    scene.alice.says(&scene.hall, "two");
    scene.alice.says(&scene.hall, "three");

    let resume = json!({ "token": scene.sandbox.token(), "session_id": session, "seq": sequence });
    let mut line = Line::open(&scene.sandbox).await;
    line.send(6, resume).await;
    let heard = [line.frame().await, line.frame().await, line.frame().await];
    let texts: Vec<&Value> = heard.iter().map(|one| &one["d"]["content"]).collect();
    assert_eq!(texts[..2], [&json!("two"), &json!("three")]);
    assert_eq!(heard[0]["s"], sequence + 1);
    assert_eq!(heard[2]["t"], "RESUMED");
    scene.alice.says(&scene.hall, "four");
    assert_eq!(line.event("MESSAGE_CREATE").await["content"], "four");
}

#[tokio::test]
async fn a_session_that_is_gone_must_identify_anew() {
    let scene = Scene::new().await;
    let line = Line::identify(&scene.sandbox, GUILDS).await;
    let resume = json!({ "token": scene.sandbox.token(), "session_id": line.session, "seq": line.sequence });
    scene.sandbox.faults().refuse_resume(1);
    let mut again = Line::open(&scene.sandbox).await;
    again.send(6, resume.clone()).await;
    assert_eq!(again.op(9).await, false);
    // It was forgotten, and is not found the next time either; the line itself goes on.
    again.send(6, resume).await;
    assert_eq!(again.op(9).await, false);
    again.send(2, identity(&scene.sandbox.token(), GUILDS)).await;
    again.event("READY").await;

    scene.sandbox.invalidate_sessions(false);
    assert_eq!(again.op(9).await, false);
    assert_eq!(scene.sandbox.connections(), 0);
}

#[tokio::test]
async fn a_bot_is_asked_to_come_back_and_closed_as_told() {
    let scene = Scene::new().await;
    let mut line = Line::identify(&scene.sandbox, GUILDS).await;
    scene.sandbox.ask_to_reconnect();
    line.op(7).await;
    scene.sandbox.close_connections(4000);
    assert_eq!(line.end().await, Some(4000));
    scene.sandbox.faults().refuse_connections(true);
    let refused = tokio_tungstenite::connect_async(scene.sandbox.gateway_url()).await;
    assert!(refused.is_err());
    scene.sandbox.faults().refuse_connections(false);
    let mut line = Line::identify(&scene.sandbox, GUILDS).await;
    scene.sandbox.close().await;
    assert_eq!(line.end().await, Some(1001));
}

#[tokio::test]
async fn what_people_write_is_hidden_from_who_may_not_read_it() {
    let scene = Scene::new().await;
    let Scene { sandbox, hall, alice, .. } = &scene;
    let mut line = Line::identify(sandbox, GUILDS | MESSAGES | PRIVATE_MESSAGES).await;
    alice.says(hall, "a secret");
    alice.says(hall, &format!("hello <@{}>", sandbox.bot_user_id()));
    alice.says(&alice.conversation(), "in private");
    let texts = [
        line.event("MESSAGE_CREATE").await["content"].clone(),
        line.event("MESSAGE_CREATE").await["content"].clone(),
        line.event("MESSAGE_CREATE").await["content"].clone(),
    ];
    assert_eq!(texts[0], "");
    assert!(texts[1].as_str().unwrap().starts_with("hello"));
    assert_eq!(texts[2], "in private");

    // Without the intent nothing comes at all: the next that does is the server's.
    let mut line = Line::identify(sandbox, GUILDS).await;
    line.event("GUILD_CREATE").await;
    alice.says(hall, "unheard");
    let _ = scene.guild.channel("new").create();
    assert_eq!(line.frame().await["t"], "CHANNEL_CREATE");
}

#[tokio::test]
async fn events_are_lost_and_doubled_on_request() {
    let scene = Scene::new().await;
    let mut line = Line::identify(&scene.sandbox, GUILDS | MESSAGES | CONTENT).await;
    line.event("GUILD_CREATE").await;
    scene.sandbox.faults().lose_events(1);
    scene.alice.says(&scene.hall, "lost");
    let before = line.sequence;
    scene.sandbox.faults().double_events(1);
    scene.alice.says(&scene.hall, "twice");
    let (first, second) = (line.frame().await, line.frame().await);
    assert_eq!((&first["d"], &first["d"]["content"]), (&second["d"], &json!("twice")));
    assert_eq!(first["s"], before + 2, "what was lost was counted");
}
