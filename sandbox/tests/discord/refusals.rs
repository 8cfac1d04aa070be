//! What Discord does not take, by its own codes.

use sandbox::{Permissions, Sandbox, Whom};
use serde_json::{Value, json};

use crate::bot::Scene;

async fn scene() -> Scene {
    Scene::of(Sandbox::builder().rate_limits(false).start().await.unwrap())
}

#[tokio::test]
async fn a_wrong_token_and_a_wrong_address_lead_nowhere() {
    let scene = scene().await;
    scene.bot.clone().with_token("Bot wrong").get("/users/@me").await.refused(401, 0);
    scene.bot.get("/nowhere").await.refused(404, 0);
    scene.bot.put("/gateway/bot", json!({})).await.refused(405, 0);
    scene.bot.get("/channels/1").await.refused(404, 10_003);
    scene.bot.get("/guilds/1").await.refused(404, 10_004);
    scene.bot.get("/users/1").await.refused(404, 10_013);
    scene.bot.get(&format!("/channels/{}/messages/1", scene.hall.id())).await.refused(404, 10_008);
    scene
        .bot
        .get(&format!("/guilds/{}/members/{}", scene.guild.id(), scene.sandbox.bot_user_id()))
        .await
        .ok();
}

#[tokio::test]
async fn what_the_bot_may_not_see_and_what_it_may_not_do_are_two_refusals() {
    let scene = scene().await;
    let hidden = scene.guild.channel("hidden").deny(Whom::Bot, Permissions::VIEW_CHANNEL).create();
    let silent = scene.guild.channel("silent").deny(Whom::Bot, Permissions::SEND_MESSAGES).create();
    let plain = scene.guild.channel("plain").deny(Whom::Bot, Permissions::EMBED_LINKS).create();
    let to = |id| format!("/channels/{id}/messages");
    scene.bot.post(&to(hidden.id()), json!({ "content": "x" })).await.refused(403, 50_001);
    scene.bot.post(&to(silent.id()), json!({ "content": "x" })).await.refused(403, 50_013);
    let embed = json!({ "embeds": [{ "title": "x" }] });
    scene.bot.post(&to(plain.id()), embed).await.refused(403, 50_013);
    let of_alice = scene.alice.says(&scene.hall, "mine").unwrap();
    let path = format!("{}/{}", to(scene.hall.id()), of_alice.id);
    scene.bot.patch(&path, json!({ "content": "yours" })).await.refused(403, 50_005);
    scene.guild.add_bot(Permissions::VIEW_CHANNEL);
    scene.bot.delete(&path).await.refused(403, 50_013);
    scene.hall.deny(Whom::Bot, Permissions::CREATE_PUBLIC_THREADS);
    let thread = format!("/channels/{}/threads", scene.hall.id());
    scene.bot.post(&thread, json!({ "name": "x", "type": 11 })).await.refused(403, 50_013);
    let channels = format!("/guilds/{}/channels", scene.guild.id());
    scene.bot.post(&channels, json!({ "name": "x" })).await.refused(403, 50_013);
    assert!(scene.hall.messages().len() == 1);
}

#[tokio::test]
async fn somebody_who_wants_no_messages_gets_none() {
    let scene = scene().await;
    let open = json!({ "recipient_id": scene.alice.id() });
    let conversation = scene.bot.post("/users/@me/channels", open).await.ok();
    let to = format!("/channels/{}/messages", conversation["id"].as_str().unwrap());
    scene.bot.post(&to, json!({ "content": "a word" })).await.ok();
    scene.alice.accepts_messages(false);
    scene.bot.post(&to, json!({ "content": "another" })).await.refused(403, 50_007);
    scene.alice.conversation().expect(&["a word"]).await;
    scene.sandbox.expect_refusal(50_007);
    scene.sandbox.assert_quiet();
}

fn letters(count: usize) -> String {
    "x".repeat(count)
}

#[tokio::test]
async fn embeds_have_their_lengths() {
    let scene = scene().await;
    let embed = |embed: Value| json!({ "embeds": [embed] });
    let field = |name: &str, value: &str| json!({ "fields": [{ "name": name, "value": value }] });
    let long = "BASE_TYPE_MAX_LENGTH";
    scene.said(embed(json!({ "title": letters(257) }))).await.form("embeds.0.title", long);
    scene.said(embed(json!({ "description": letters(4097) }))).await.form("embeds.0.description", long);
    scene
        .said(embed(json!({ "title": "x", "footer": { "text": letters(2049) } })))
        .await
        .form("embeds.0.footer.text", long);
    scene.said(embed(field(&letters(257), "x"))).await.form("embeds.0.fields.0.name", long);
    scene.said(embed(field("x", &letters(1025)))).await.form("embeds.0.fields.0.value", long);
    scene.said(embed(field("x", ""))).await.form("embeds.0.fields.0.value", "BASE_TYPE_REQUIRED");
    scene.said(embed(json!({}))).await.form("embeds.0.description", "BASE_TYPE_REQUIRED");
    scene
        .said(embed(json!({ "title": "x", "url": "javascript:x" })))
        .await
        .form("embeds.0.url", "URL_TYPE_INVALID_URL");
    let many: Vec<Value> = (0..26).map(|_| json!({ "name": "x", "value": "x" })).collect();
    scene.said(embed(json!({ "fields": many }))).await.form("embeds.0.fields", long);
    let eleven: Vec<Value> = (0..11).map(|_| json!({ "title": "x" })).collect();
    scene.said(json!({ "embeds": eleven })).await.form("embeds", long);
    let two = json!([{ "description": letters(4000) }, { "description": letters(2001) }]);
    scene.said(json!({ "embeds": two })).await.form("embeds", "MAX_EMBED_SIZE_EXCEEDED");
    // Exactly at the limits all is well.
    scene.said(embed(json!({ "title": letters(256), "description": letters(4096) }))).await.ok();
}

#[tokio::test]
async fn texts_and_mentions_have_theirs() {
    let scene = scene().await;
    scene.said(json!({})).await.refused(400, 50_006);
    scene.said(json!({ "content": "   " })).await.refused(400, 50_006);
    scene.said(json!({ "content": letters(2001) })).await.form("content", "BASE_TYPE_BAD_LENGTH");
    scene.said(json!({ "content": letters(2000) })).await.ok();
    scene.said(json!({ "content": "x", "flags": 64 })).await.form("flags", "BITFIELD_INVALID");
    let both = json!({ "content": "x", "allowed_mentions": { "parse": ["users"], "users": ["1"] } });
    scene.said(both).await.form("allowed_mentions", "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE");
    scene.said(json!({ "content": 5 })).await.form("content", "STRING_TYPE_CONVERT");
    let gone = json!({ "content": "x", "message_reference": { "message_id": "1" } });
    scene.said(gone).await.form("message_reference", "REPLIES_UNKNOWN_MESSAGE");
}

#[tokio::test]
async fn buttons_and_menus_have_their_shapes() {
    let scene = scene().await;
    let row = |parts: Value| json!({ "content": "x", "components": [{ "type": 1, "components": parts }] });
    let button = |id: &str| json!({ "type": 2, "style": 1, "label": "x", "custom_id": id });
    let at = "components.0.components.0";
    let unnamed = json!([{ "type": 2, "style": 1, "custom_id": "a" }]);
    scene.said(row(unnamed)).await.form(&format!("{at}.label"), "BASE_TYPE_REQUIRED");
    scene
        .said(row(json!([button(&letters(101))])))
        .await
        .form(&format!("{at}.custom_id"), "BASE_TYPE_BAD_LENGTH");
    let twice = row(json!([button("a"), button("a")]));
    scene.said(twice).await.form("components.0.components.1.custom_id", "COMPONENT_CUSTOM_ID_DUPLICATED");
    let link = json!([{ "type": 2, "style": 5, "label": "x", "custom_id": "a" }]);
    scene.said(row(link)).await.form(at, "BUTTON_COMPONENT_URL_REQUIRED");
    let option = |number: usize| json!({ "label": "x", "value": number.to_string() });
    let menu = |count: usize| json!([{ "type": 3, "custom_id": "m", "options": (0..count).map(option).collect::<Vec<_>>() }]);
    scene.said(row(menu(26))).await.form(&format!("{at}.options"), "BASE_TYPE_BAD_LENGTH");
    scene.said(row(menu(0))).await.form(&format!("{at}.options"), "BASE_TYPE_BAD_LENGTH");
    scene.said(row(menu(25))).await.ok();
    let six: Vec<Value> =
        (0..6).map(|number| json!({ "type": 1, "components": [button(&number.to_string())] })).collect();
    scene.said(json!({ "content": "x", "components": six })).await.form("components", "BASE_TYPE_BAD_LENGTH");
    let six: Vec<Value> = (0..6).map(|number| button(&number.to_string())).collect();
    scene.said(row(json!(six))).await.refused(400, 50_035);
}

#[tokio::test]
async fn commands_have_theirs() {
    let scene = scene().await;
    let path = format!("/applications/{}/commands", scene.bot.application);
    let register = |command: Value| scene.bot.post(&path, command);
    register(json!({ "name": "Upper", "description": "x" }))
        .await
        .form("name", "APPLICATION_COMMAND_INVALID_NAME");
    register(json!({ "name": "x" })).await.form("description", "BASE_TYPE_REQUIRED");
    let option =
        |name: &str, required| json!({ "type": 3, "name": name, "description": "x", "required": required });
    let order =
        json!({ "name": "x", "description": "x", "options": [option("a", false), option("b", true)] });
    register(order).await.form("options.1", "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID");
    let same =
        json!({ "name": "x", "description": "x", "options": [option("a", false), option("a", false)] });
    register(same).await.form("options.1", "APPLICATION_COMMAND_OPTIONS_NAME_INVALID");
    let many: Vec<Value> = (0..26).map(|number| option(&format!("o{number}"), false)).collect();
    register(json!({ "name": "x", "description": "x", "options": many }))
        .await
        .form("options", "BASE_TYPE_BAD_LENGTH");
    let tongue = json!({ "name": "x", "description": "x", "name_localizations": { "xx": "x" } });
    register(tongue).await.form("name_localizations.xx", "BASE_TYPE_CHOICES");
    let first = register(json!({ "name": "x", "description": "x" })).await;
    assert_eq!(first.status, 201);
    let again = register(json!({ "name": "x", "description": "y" })).await;
    assert_eq!((again.status, &again.body["id"]), (200, &first.body["id"]));
    scene.bot.post("/applications/1/commands", json!({})).await.refused(400, 50_035);
    register(json!({ "name": "x", "type": 5 })).await.form("type", "BASE_TYPE_CHOICES");
    let launch = register(json!({ "name": "launch", "type": 4 })).await;
    assert_eq!((launch.status, &launch.body["handler"]), (201, &json!(2)));
    let path = format!("/applications/{}/commands", scene.bot.application);
    let without = json!([{ "name": "x", "description": "x" }]);
    scene.bot.put(&path, without).await.refused(400, 50_240);
    let with = json!([{ "name": "x", "description": "x" }, launch.body]);
    assert_eq!(scene.bot.put(&path, with).await.ok().as_array().map(Vec::len), Some(2));
}

#[tokio::test]
async fn a_message_sent_again_with_its_nonce_is_one_message() {
    let scene = scene().await;
    let body = json!({ "content": "once", "nonce": "n-1", "enforce_nonce": true });
    let first = scene.said(body.clone()).await.ok();
    let second = scene.said(body).await.ok();
    assert_eq!((&first["id"], &first["nonce"]), (&second["id"], &json!("n-1")));
    scene.said(json!({ "content": "once", "nonce": "n-1" })).await.ok();
    scene
        .said(json!({ "content": "x", "nonce": letters(26), "enforce_nonce": true }))
        .await
        .form("nonce", "BASE_TYPE_BAD_LENGTH");
    assert_eq!(scene.hall.messages().len(), 2, "without enforce_nonce it is a message of its own");
}

#[tokio::test]
async fn a_refusal_is_kept_with_what_was_asked_until_it_is_expected() {
    let scene = scene().await;
    scene.said(json!({ "content": letters(2001) })).await.refused(400, 50_035);
    let kept = scene.sandbox.expect_refusal(50_035);
    assert_eq!((kept.method.as_str(), kept.status), ("POST", 400));
    assert!(kept.body.contains("xxx"));
    scene.sandbox.assert_quiet();
}
