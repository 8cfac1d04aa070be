//! Commands, presses, menus, forms, suggestions: who sees what, how long the bot has, how often it may
//! answer.

use std::{future::Future, time::Duration};

use sandbox::{Answer, Outcome};
use serde_json::{Value, json};

use crate::bot::{GUILDS, Line, Reply, Scene};

const MESSAGE: u8 = 4;
const THINKING: u8 = 5;
const SILENT: u8 = 6;
const UPDATE: u8 = 7;
const SUGGESTIONS: u8 = 8;
const FORM: u8 = 9;
const PRIVATE: u64 = 64;

/// A scene with a bot on the line and a command `/ask`, `/demander` in French, with an option that has
/// suggestions.
async fn scene() -> (Scene, Line) {
    let scene = Scene::new().await;
    let line = Line::identify(&scene.sandbox, GUILDS).await;
    let option = json!({ "type": 3, "name": "what", "description": "x", "autocomplete": true });
    scene
        .bot
        .register(json!({ "name": "ask", "description": "x", "name_localizations": { "fr": "demander" }, "options": [option] }))
        .await;
    (scene, line)
}

/// Lets a person act while the bot does its part with the interaction that comes.
async fn meanwhile<T, F: Future<Output = T>>(
    line: &mut Line,
    act: impl Future<Output = Answer>,
    part: impl FnOnce(Value) -> F,
) -> (Answer, T) {
    tokio::join!(act, async { part(line.event("INTERACTION_CREATE").await).await })
}

/// A press of `[Go]` on a message that the bot writes.
fn go() -> Value {
    json!({ "content": "ready?", "components": [{ "type": 1, "components": [{ "type": 2, "style": 1, "label": "Go", "custom_id": "go:1" }] }] })
}

#[tokio::test]
async fn a_private_answer_is_seen_by_who_asked_alone() {
    let (scene, mut line) = scene().await;
    let bot = scene.bot.clone();
    let act = scene.bob.types(&scene.hall, "/demander what:\"the \\\"time\\\"\"");
    let (answer, asked) = meanwhile(&mut line, act, |asked| async move {
        bot.answer(&asked, MESSAGE, json!({ "content": "it is late", "flags": PRIVATE })).await.ok();
        asked
    })
    .await;
    assert_eq!(asked["data"]["name"], "ask");
    assert_eq!(asked["data"]["options"], json!([{ "name": "what", "type": 3, "value": "the \"time\"" }]));
    assert_eq!((&asked["locale"], &asked["guild_locale"]), (&json!("fr"), &json!("en-US")));
    assert_eq!(asked["member"]["user"]["id"], json!(scene.bob.id()));
    assert_eq!((answer.text(), answer.is_private()), ("it is late", true));
    assert_eq!(scene.bob.sees(&scene.hall).unwrap().len(), 1);
    assert!(scene.alice.sees(&scene.hall).unwrap().is_empty());
    let listed = scene.bot.get(&format!("/channels/{}/messages", scene.hall.id())).await.ok();
    assert_eq!(listed, json!([]), "not even the bot finds it in the channel");
    scene.sandbox.assert_quiet();
}

#[tokio::test]
async fn an_interaction_is_answered_once() {
    let (scene, mut line) = scene().await;
    let bot = scene.bot.clone();
    let (_, second) = meanwhile(&mut line, scene.alice.types(&scene.hall, "/ask"), |asked| async move {
        bot.answer(&asked, MESSAGE, json!({ "content": "first" })).await.ok();
        bot.answer(&asked, MESSAGE, json!({ "content": "second" })).await
    })
    .await;
    second.refused(400, 40_060);
    assert_eq!(scene.hall.messages().len(), 1);
}

#[tokio::test]
async fn after_three_seconds_it_is_too_late() {
    let (scene, mut line) = scene().await;
    let bot = scene.bot.clone();
    let (answer, late) = meanwhile(&mut line, scene.alice.types(&scene.hall, "/ask"), |asked| async move {
        tokio::time::sleep(Duration::from_millis(3200)).await;
        bot.answer(&asked, MESSAGE, json!({ "content": "sorry" })).await
    })
    .await;
    assert!(answer.failed());
    late.refused(404, 10_062);
    scene.sandbox.expect_failure();
    scene.sandbox.expect_refusal(10_062);
    scene.sandbox.assert_quiet();
}

#[tokio::test]
async fn a_promised_answer_comes_later_and_more_may_follow() {
    let (scene, mut line) = scene().await;
    let bot = scene.bot.clone();
    let (answer, asked) = meanwhile(&mut line, scene.alice.types(&scene.hall, "/ask"), |asked| async move {
        bot.answer(&asked, THINKING, json!({ "flags": PRIVATE })).await.ok();
        let original = format!("{}/messages/@original", bot.after(&asked));
        assert_eq!(bot.get(&original).await.ok()["flags"], json!(PRIVATE | 128));
        bot.patch(&original, json!({ "content": "found it" })).await.ok();
        bot.post(&bot.after(&asked), json!({ "content": "and this" })).await.ok();
        asked
    })
    .await;
    assert_eq!((answer.text(), answer.is_private()), ("found it", true));
    scene.hall.expect(&["and this"]).await;

    // A quarter of an hour later, by the sandbox's clock, its token has died.
    scene.sandbox.clock().advance(Duration::from_mins(16));
    scene.bot.post(&scene.bot.after(&asked), json!({ "content": "late" })).await.refused(401, 50_027);
    scene.sandbox.expect_refusal(50_027);
    scene.sandbox.assert_quiet();
}

#[tokio::test]
async fn a_press_changes_its_message_or_passes_in_silence() {
    let (scene, mut line) = scene().await;
    scene.said(go()).await.ok();
    let card = scene.hall.expect(&["ready?", "[Go]"]).await;
    let bot = scene.bot.clone();
    let (answer, pressed) = meanwhile(&mut line, scene.alice.presses(&card, "Go"), |asked| async move {
        bot.answer(&asked, SILENT, json!({})).await.ok();
        asked
    })
    .await;
    assert!(matches!(answer.outcome(), Outcome::Acknowledged));
    assert_eq!(pressed["data"], json!({ "custom_id": "go:1", "component_type": 2, "id": 2 }));
    assert_eq!(pressed["message"]["id"], json!(card.id));
    let bot = scene.bot.clone();
    let (answer, ()) = meanwhile(&mut line, scene.bob.presses(&card, "go:1"), |asked| async move {
        bot.answer(&asked, UPDATE, json!({ "content": "gone", "components": [] })).await.ok();
    })
    .await;
    assert_eq!(answer.text(), "gone");
    assert!(scene.alice.presses(&card, "Go").await.impossible().is_some());
}

#[tokio::test]
async fn a_menu_sends_what_was_chosen() {
    let (scene, mut line) = scene().await;
    let options = json!([{ "label": "Red", "value": "r" }, { "label": "Blue", "value": "b" }]);
    let menu = json!({ "type": 3, "custom_id": "colour", "max_values": 2, "options": options });
    scene
        .said(json!({ "content": "choose", "components": [{ "type": 1, "components": [menu] }] }))
        .await
        .ok();
    let card = scene.hall.expect(&["choose"]).await;
    let bot = scene.bot.clone();
    let (answer, asked) =
        meanwhile(&mut line, scene.alice.chooses_all(&card, &["Blue", "Red"]), |asked| async move {
            bot.answer(&asked, MESSAGE, json!({ "content": "purple" })).await.ok();
            asked
        })
        .await;
    assert_eq!(asked["data"]["values"], json!(["b", "r"]));
    assert_eq!(answer.text(), "purple");
    assert!(scene.alice.chooses(&card, "Green").await.impossible().is_some());
}

fn form(title: &str) -> Value {
    let field = json!({ "type": 4, "custom_id": "text", "label": "Your words", "style": 2, "min_length": 3, "max_length": 20 });
    json!({ "custom_id": "words", "title": title, "components": [{ "type": 1, "components": [field] }] })
}

#[tokio::test]
async fn a_form_is_filled_within_its_lengths_and_sent() {
    let (scene, mut line) = scene().await;
    let bot = scene.bot.clone();
    let (opened, too_long) =
        meanwhile(&mut line, scene.alice.types(&scene.hall, "/ask"), |asked| async move {
            let too_long = bot.answer(&asked, FORM, form(&"x".repeat(46))).await;
            bot.answer(&asked, FORM, form("Words")).await.ok();
            too_long
        })
        .await;
    too_long.form("data.title", "BASE_TYPE_BAD_LENGTH");
    assert_eq!(opened.form().title, "Words");
    assert!(scene.alice.fills(&opened, &[("Your words", "no")]).await.impossible().is_some());
    assert!(scene.alice.fills(&opened, &[]).await.impossible().is_some());
    let bot = scene.bot.clone();
    let (answer, sent) =
        meanwhile(&mut line, scene.alice.fills(&opened, &[("text", "many words")]), |asked| async move {
            bot.answer(&asked, MESSAGE, json!({ "content": "thank you" })).await.ok();
            asked
        })
        .await;
    assert_eq!(sent["type"], 5);
    assert_eq!(sent["data"]["components"][0]["components"][0]["value"], "many words");
    assert_eq!(answer.text(), "thank you");
}

#[tokio::test]
async fn suggestions_are_twenty_five_at_most() {
    let (scene, mut line) = scene().await;
    let choices = |count: usize| {
        let all: Vec<Value> =
            (0..count).map(|n| json!({ "name": format!("number {n}"), "value": n.to_string() })).collect();
        json!({ "choices": all })
    };
    let bot = scene.bot.clone();
    let act = scene.alice.suggestions(&scene.hall, "/ask what:num");
    let (found, (asked, refused)): (_, (Value, Reply)) = tokio::join!(act, async {
        let asked = line.event("INTERACTION_CREATE").await;
        let refused = bot.answer(&asked, SUGGESTIONS, choices(26)).await;
        bot.answer(&asked, SUGGESTIONS, choices(25)).await.ok();
        (asked, refused)
    });
    refused.form("data.choices", "BASE_TYPE_BAD_LENGTH");
    assert_eq!(asked["type"], 4);
    assert_eq!(
        asked["data"]["options"][0],
        json!({ "name": "what", "type": 3, "value": "num", "focused": true })
    );
    assert_eq!(found.len(), 25);
    assert_eq!(found[7].name, "number 7");
}

#[tokio::test]
async fn a_menu_of_a_message_tells_which() {
    let (scene, mut line) = scene().await;
    scene.bot.register(json!({ "name": "Count letters", "type": 3 })).await;
    let message = scene.alice.says(&scene.hall, "four").unwrap();
    let bot = scene.bot.clone();
    let (answer, asked) =
        meanwhile(&mut line, scene.bob.uses_menu("Count letters", &message), |asked| async move {
            bot.answer(&asked, MESSAGE, json!({ "content": "4", "flags": PRIVATE })).await.ok();
            asked
        })
        .await;
    assert_eq!(asked["data"]["target_id"], json!(message.id));
    assert_eq!(asked["data"]["resolved"]["messages"][message.id.to_string()]["content"], "four");
    assert_eq!(answer.text(), "4");
}

#[tokio::test]
async fn a_command_for_managers_is_hidden_from_others() {
    let (scene, _line) = scene().await;
    let manage_guild = "32";
    scene
        .bot
        .register(json!({ "name": "setup", "description": "x", "default_member_permissions": manage_guild }))
        .await;
    scene.bot.register(json!({ "name": "here", "description": "x", "contexts": [0] })).await;
    assert!(scene.alice.types(&scene.hall, "/setup").await.impossible().is_some());
    assert!(scene.alice.types(&scene.alice.conversation(), "/here").await.impossible().is_some());
    assert!(scene.sandbox.has_command("setup"));
}
