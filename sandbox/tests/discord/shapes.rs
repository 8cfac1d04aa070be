//! What the sandbox tells is read by types that others wrote after Discord's documents: a field that is
//! missing or of another kind fails here.

use sandbox::Sandbox;
use serde::de::{DeserializeOwned, DeserializeSeed};
use serde_json::{Value, json};
use twilight_model::{
    application::command::Command,
    channel::{Channel, Message, thread::ThreadsListing},
    gateway::{connection_info::BotConnectionInfo, event::GatewayEventDeserializer},
    guild::{Guild, Member, Role},
    oauth::Application,
    user::{CurrentUser, CurrentUserGuild, User},
};

use crate::bot::{CONTENT, GUILDS, Line, MESSAGES, PRIVATE_MESSAGES, Scene};

#[track_caller]
fn reads<T: DeserializeOwned>(value: &Value) -> T {
    serde_json::from_value(value.clone()).unwrap_or_else(|error| panic!("{error}: {value:#}"))
}

async fn scene() -> Scene {
    Scene::of(Sandbox::builder().rate_limits(false).start().await.unwrap())
}

#[tokio::test]
async fn answers_have_discords_shapes() {
    let scene = scene().await;
    let bot = &scene.bot;
    let (guild, alice) = (scene.guild.id(), scene.alice.id());
    let get = async |path: &str| bot.get(path).await.ok();
    let me: CurrentUser = reads(&get("/users/@me").await);
    assert_eq!(me.id, scene.sandbox.bot_user_id());
    let _: User = reads(&get(&format!("/users/{alice}")).await);
    let _: Application = reads(&get("/applications/@me").await);
    let _: BotConnectionInfo = reads(&get("/gateway/bot").await);
    let _: Vec<CurrentUserGuild> = reads(&get("/users/@me/guilds").await);
    let home: Guild = reads(&get(&format!("/guilds/{guild}")).await);
    assert_eq!(home.name, "Home");
    let _: Vec<Role> = reads(&get(&format!("/guilds/{guild}/roles")).await);
    let _: Vec<Channel> = reads(&get(&format!("/guilds/{guild}/channels")).await);
    let _: Member = reads(&get(&format!("/guilds/{guild}/members/{alice}")).await);
    let _: Vec<Member> = reads(&get(&format!("/guilds/{guild}/members?limit=10")).await);
    let button =
        json!({ "type": 2, "style": 4, "label": "Go", "custom_id": "go", "emoji": { "name": "🔥" } });
    let body = json!({
        "content": format!("<@{alice}> and @everyone"), "embeds": [{ "title": "t", "color": 255, "fields": [{ "name": "n", "value": "v" }] }],
        "components": [{ "type": 1, "components": [button] }],
    });
    let message: Message = reads(&scene.said(body).await.ok());
    assert_eq!(message.mentions.len(), 1);
    let messages = format!("/channels/{}/messages", scene.hall.id());
    let answer = json!({ "content": "so it is", "message_reference": { "message_id": message.id } });
    let reply: Message = reads(&bot.post(&messages, answer).await.ok());
    assert_eq!(reply.referenced_message.map(|one| one.id), Some(message.id));
    bot.put(&format!("{messages}/{}/reactions/%F0%9F%91%8D/@me", message.id), json!({})).await.ok();
    let all: Vec<Message> = reads(&get(&messages).await);
    assert_eq!(all.len(), 2);
    let thread: Channel =
        reads(&bot.post(&format!("{messages}/{}/threads", message.id), json!({ "name": "talk" })).await.ok());
    assert!(thread.thread_metadata.is_some());
    let _: ThreadsListing = reads(&get(&format!("/guilds/{guild}/threads/active")).await);
    let conversation: Channel =
        reads(&bot.post("/users/@me/channels", json!({ "recipient_id": alice })).await.ok());
    assert_eq!(conversation.recipients.map(|all| all.len()), Some(1));
    let commands = format!("/applications/{}/commands", bot.application);
    let options = json!([{ "type": 4, "name": "n", "description": "x", "min_value": 1, "max_value": 9 }]);
    let set = json!([{ "name": "x", "description": "x", "options": options }, { "name": "On a message", "type": 3 }]);
    let set: Vec<Command> = reads(&bot.put(&commands, set).await.ok());
    assert_eq!(set.len(), 2);
}

#[tokio::test]
async fn events_have_discords_shapes() {
    let scene = scene().await;
    let mut line =
        Line::identify(&scene.sandbox, GUILDS | MESSAGES | PRIVATE_MESSAGES | CONTENT | 1 << 1 | 1 << 10)
            .await;
    scene.bot.register(json!({ "name": "ask", "description": "x" })).await;
    let said = scene.alice.says_with_files(&scene.hall, "a file", &[("list.csv", b"a;b")]).unwrap();
    scene.alice.reacts(&said, "👍");
    scene.alice.edits(&said, "a file, mended");
    scene.alice.deletes(&said);
    let thread = json!({ "name": "talk", "type": 11 });
    scene.bot.post(&format!("/channels/{}/threads", scene.hall.id()), thread).await.ok();
    let role = scene.guild.role("Helpers").create();
    scene.bob.gains(&scene.guild, &role);
    scene.bob.leaves(&scene.guild);
    scene.hall.rename("lobby");
    scene.hall.find_thread("talk").unwrap().set_archived(true);
    role.delete();
    let wanted = [
        "GUILD_CREATE",
        "MESSAGE_CREATE",
        "MESSAGE_REACTION_ADD",
        "MESSAGE_UPDATE",
        "MESSAGE_DELETE",
        "THREAD_CREATE",
        "GUILD_ROLE_CREATE",
        "GUILD_MEMBER_UPDATE",
        "GUILD_MEMBER_REMOVE",
        "CHANNEL_UPDATE",
        "THREAD_UPDATE",
        "GUILD_ROLE_DELETE",
    ];
    let mut seen: Vec<String> = Vec::new();
    while !seen.iter().any(|one| one == "GUILD_ROLE_DELETE") {
        let frame = line.frame().await;
        read_event(&frame);
        seen.push(frame["t"].as_str().unwrap_or_default().to_owned());
    }
    for name in wanted {
        assert!(seen.iter().any(|one| one == name), "{name} did not come: {seen:?}");
    }
    let (_, asked) = tokio::join!(scene.alice.types(&scene.hall, "/ask"), async {
        let frame = line.frame().await;
        read_event(&frame);
        scene.bot.answer(&frame["d"], 4, json!({ "content": "yes" })).await.ok();
        frame
    });
    assert_eq!(asked["t"], "INTERACTION_CREATE");
}

/// Reads a frame as twilight does.
fn read_event(frame: &Value) {
    let text = frame.to_string();
    let reader = GatewayEventDeserializer::from_json(&text).unwrap();
    let read = reader.deserialize(&mut serde_json::Deserializer::from_str(&text));
    if let Err(error) = read {
        panic!("{error}: {frame:#}");
    }
}

#[tokio::test]
async fn what_discord_fills_in_is_filled_in() {
    let scene = scene().await;
    let menu = json!({ "type": 5, "custom_id": "who" });
    let button = json!({ "type": 2, "style": 1, "label": "x", "custom_id": "x", "id": 2 });
    let body = json!({
        "embeds": [{ "title": "t", "timestamp": "2026-03-02T10:00:00.5+01:00", "description": null }],
        "components": [{ "type": 1, "components": [menu] }, { "type": 1, "components": [button] }],
    });
    let message = scene.said(body).await.ok();
    assert_eq!(message["embeds"][0]["timestamp"], "2026-03-02T09:00:00.500000+00:00");
    let rows = &message["components"];
    // The numbers go on in order and pass over the one that was given.
    assert_eq!((&rows[0]["id"], &rows[0]["components"][0]["id"]), (&json!(1), &json!(3)));
    assert_eq!((&rows[1]["id"], &rows[1]["components"][0]["id"]), (&json!(4), &json!(2)));
    assert_eq!(rows[0]["components"][0]["max_values"], 1);
    let odd = json!({ "embeds": [{ "title": "t", "timestamp": "tomorrow" }] });
    scene.said(odd).await.form("embeds.0.timestamp", "DATE_TIME_TYPE_PARSE");
}
