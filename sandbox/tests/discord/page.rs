//! The control API behind the page: everyone's own view, all that hands can do, and nothing for the pages of
//! others.

use std::{net::SocketAddr, time::Duration};

use futures::StreamExt;
use reqwest::{
    Method,
    multipart::{Form, Part},
};
use sandbox::{Permissions, Person, Whom};
use serde_json::{Value, json};

use crate::bot::{CONTENT, GUILDS, Line, MESSAGES, Scene};

/// A scene with its page, and a browser of no particular kind.
struct Page {
    scene: Scene,
    http: reqwest::Client,
    base: String,
}

impl Page {
    async fn new() -> Self {
        let scene = Scene::new().await;
        let address = scene.sandbox.serve_page(SocketAddr::from(([127, 0, 0, 1], 0))).await.unwrap();
        Self { scene, http: reqwest::Client::new(), base: format!("http://{address}") }
    }

    fn request(&self, method: Method, path: &str, who: &Person) -> reqwest::RequestBuilder {
        self.http
            .request(method, format!("{}/control/{path}", self.base))
            .query(&[("as", who.id().to_string())])
    }

    async fn get(&self, path: &str, who: &Person) -> Value {
        read(self.request(Method::GET, path, who)).await.1
    }

    async fn post(&self, path: &str, who: &Person, body: &Value) -> (u16, Value) {
        read(self.request(Method::POST, path, who).json(body)).await
    }

    /// Writes or types, with files.
    async fn write(&self, what: &str, who: &Person, text: &str, files: &[(&str, &str)]) -> (u16, Value) {
        let form = files.iter().fold(Form::new().text("text", text.to_owned()), |form, (name, content)| {
            form.part("file", Part::text((*content).to_owned()).file_name((*name).to_owned()))
        });
        let path = format!("channels/{}/{what}", self.scene.hall.id());
        read(self.request(Method::POST, &path, who).multipart(form)).await
    }

    /// What the box offers for a line: the labels, and the whole answer.
    async fn offers(&self, who: &Person, line: &str) -> (Vec<String>, Value) {
        let path = format!("channels/{}/complete", self.scene.hall.id());
        let help =
            read(self.request(Method::GET, &path, who).query(&[("line", line), ("files", "a.csv")])).await.1;
        let labels = help["offers"].as_array().into_iter().flatten();
        (labels.map(|one| one["label"].as_str().unwrap().to_owned()).collect(), help)
    }

    async fn messages(&self, who: &Person) -> Vec<Value> {
        let room = self.get(&format!("channels/{}", self.scene.hall.id()), who).await;
        room["messages"].as_array().cloned().unwrap_or_default()
    }
}

async fn read(request: reqwest::RequestBuilder) -> (u16, Value) {
    let response = request.send().await.unwrap();
    let status = response.status().as_u16();
    let text = response.text().await.unwrap();
    (status, serde_json::from_str(&text).unwrap_or(Value::String(text)))
}

/// What stands after the last dot of a file's name.
fn ending(file: &str) -> Option<&str> {
    file.rsplit_once('.').map(|(_, ending)| ending)
}

#[tokio::test]
async fn the_page_and_all_its_files_are_there() {
    let page = Page::new().await;
    let index = page.http.get(&page.base).send().await.unwrap();
    assert!(index.headers()["content-security-policy"].to_str().unwrap().contains("default-src 'none'"));
    let html = index.text().await.unwrap();
    // Everything that the page and its modules name is served, and with a kind that a browser takes.
    let mut wanted: Vec<String> = html
        .split('"')
        .filter(|one| [Some("js"), Some("css")].contains(&ending(one)))
        .map(str::to_owned)
        .collect();
    let mut seen = 0;
    while let Some(file) = wanted.get(seen).cloned() {
        seen += 1;
        let response = page.http.get(format!("{}/{file}", page.base)).send().await.unwrap();
        assert_eq!(response.status(), 200, "{file}");
        let kind = response.headers()["content-type"].to_str().unwrap().to_owned();
        assert!(kind.starts_with(if ending(&file) == Some("js") { "text/javascript" } else { "text/css" }));
        let text = response.text().await.unwrap();
        for named in text.lines().filter_map(|line| line.split("from \"./").nth(1)?.split('"').next()) {
            if !wanted.iter().any(|one| one == named) {
                wanted.push(named.to_owned());
            }
        }
    }
    assert!(seen > 15, "only {seen} files");
}

#[tokio::test]
async fn the_pages_of_others_are_kept_out() {
    let page = Page::new().await;
    let world = format!("{}/control/world", page.base);
    let with = async |name: &str, value: &str| {
        page.http.get(&world).header(name, value).send().await.unwrap().status().as_u16()
    };
    assert_eq!(with("accept", "*/*").await, 200);
    assert_eq!(with("origin", &page.base).await, 200);
    assert_eq!(with("origin", "https://evil.example").await, 403);
    assert_eq!(with("host", "evil.example").await, 403);
    assert_eq!(with("sec-fetch-site", "cross-site").await, 403);
    let advance = page.http.post(format!("{}/control/clock", page.base)).header("content-type", "text/plain");
    assert_eq!(
        advance.body("{\"advance_minutes\":5}").send().await.unwrap().status(),
        415,
        "no form of another page can be sent"
    );
    assert!(page.scene.sandbox.serve_page(SocketAddr::from(([0, 0, 0, 0], 0))).await.is_err());
}

#[tokio::test]
async fn everyone_sees_what_they_may_see() {
    let page = Page::new().await;
    let Scene { guild, alice, bob, .. } = &page.scene;
    let staff = guild.role("Staff").create();
    bob.gains(guild, &staff);
    let den = guild.channel("den").only_for(&[Whom::Role(&staff)]).create();
    let quiet = guild.channel("quiet").deny(Whom::Everyone, Permissions::SEND_MESSAGES).create();
    let names = async |who: &Person| {
        let world = page.get("world", who).await;
        let channels = world["servers"][0]["channels"].as_array().unwrap().clone();
        channels
            .iter()
            .map(|one| format!("{}:{}", one["name"].as_str().unwrap(), one["writable"]))
            .collect::<Vec<_>>()
    };
    assert_eq!(names(alice).await, ["hall:true", "quiet:false"]);
    assert_eq!(names(bob).await, ["hall:true", "den:true", "quiet:false"]);
    let (status, _) = read(page.request(Method::GET, &format!("channels/{}", den.id()), alice)).await;
    assert_eq!(status, 404);
    let path = format!("channels/{}/messages", quiet.id());
    let refused = page.request(Method::POST, &path, alice).multipart(Form::new().text("text", "psst"));
    assert_eq!(read(refused).await.0, 409);
    let world = page.get("world", bob).await;
    assert_eq!(world["me"]["locale"], "fr");
    assert_eq!(
        world["people"].as_array().unwrap().iter().map(|one| one["name"].clone()).collect::<Vec<_>>(),
        ["Alice", "Bob", "Owner of Home"]
    );
    // A bot does not sit at the page.
    let (status, _) = read(page.http.get(format!(
        "{}/control/channels/{}?as={}",
        page.base,
        den.id(),
        page.scene.sandbox.bot_user_id()
    )))
    .await;
    assert_eq!(status, 404);
}

#[tokio::test]
async fn words_are_written_answered_mended_and_taken_back() {
    let page = Page::new().await;
    let Scene { alice, bob, hall, .. } = &page.scene;
    let (status, said) = page.write("messages", alice, "look at this", &[("list.csv", "a;b")]).await;
    assert_eq!(status, 200);
    let id = said["message"].as_str().unwrap();
    let answer = Form::new().text("text", "I see").text("reply_to", id.to_owned());
    read(page.request(Method::POST, &format!("channels/{}/messages", hall.id()), bob).multipart(answer))
        .await;
    let all = page.messages(bob).await;
    assert_eq!(all[1]["referenced_message"]["id"], id);
    assert_eq!((&all[0]["mine"], &all[1]["mine"]), (&json!(false), &json!(true)));
    let url = all[0]["attachments"][0]["url"].as_str().unwrap();
    let file = format!("{}/{}", page.base, url.split_once(".com/").unwrap().1);
    assert_eq!(page.http.get(file).send().await.unwrap().text().await.unwrap(), "a;b");

    let one = format!("channels/{}/messages/{id}", hall.id());
    assert_eq!(page.post(&one, bob, &json!({ "text": "not mine" })).await.0, 409);
    assert_eq!(page.post(&one, alice, &json!({ "text": "x".repeat(2001) })).await.0, 409);
    assert_eq!(page.post(&one, alice, &json!({ "text": "look at that" })).await.0, 200);
    let reactions = format!("{one}/reactions");
    assert_eq!(page.post(&reactions, bob, &json!({ "emoji": "👍", "on": true })).await.0, 200);
    let first = &page.messages(bob).await[0];
    assert_eq!(first["content"], "look at that");
    assert_eq!(first["reactions"], json!([{ "emoji": "👍", "count": 1, "mine": true }]));
    page.post(&reactions, bob, &json!({ "emoji": "👍", "on": false })).await;
    assert_eq!(page.messages(bob).await[0]["reactions"], json!([]));
    assert_eq!(read(page.request(Method::DELETE, &one, bob)).await.0, 409);
    assert_eq!(read(page.request(Method::DELETE, &one, alice)).await.0, 200);
    assert_eq!(page.messages(alice).await.len(), 1);
}

/// Plays the bot: answers the next interaction.
async fn answers(page: &Page, line: &mut Line, (kind, data): (u8, Value)) {
    let asked = line.event("INTERACTION_CREATE").await;
    page.scene.bot.answer(&asked, kind, data).await.ok();
}

#[tokio::test]
async fn commands_buttons_menus_and_forms_work_as_by_hand() {
    let page = Page::new().await;
    let Scene { sandbox, alice, bob, hall, bot, .. } = &page.scene;
    let mut line = Line::identify(sandbox, GUILDS).await;
    bot.register(json!({ "name": "ask", "description": "x" })).await;
    bot.register(json!({ "name": "Count", "type": 3, "name_localizations": { "fr": "Compter" } })).await;
    let options = json!([{ "label": "Red", "value": "r" }, { "label": "Blue", "value": "b" }]);
    let card = json!({ "content": "well?", "components": [
        { "type": 1, "components": [
            { "type": 2, "style": 1, "label": "One", "custom_id": "go:10" }, { "type": 2, "style": 1, "label": "Ten", "custom_id": "go:1" },
        ] },
        { "type": 1, "components": [{ "type": 3, "custom_id": "colour", "options": options }] },
    ] });
    let field = json!({ "type": 4, "custom_id": "text", "label": "Words", "style": 1 });
    let form =
        json!({ "custom_id": "f", "title": "Form", "components": [{ "type": 1, "components": [field] }] });
    let private = |text: &str| (4, json!({ "content": text, "flags": 64 }));

    let ((_, typed), ()) =
        tokio::join!(page.write("commands", alice, "/ask", &[]), answers(&page, &mut line, (4, card)));
    assert_eq!(typed["outcome"], "message");
    let at = format!("channels/{}/messages/{}", hall.id(), typed["message"].as_str().unwrap());

    // The button meant is the one of exactly that id, though another begins like it.
    let press = json!({ "custom_id": "go:1" });
    let (press_at, choose_at) = (format!("{at}/press"), format!("{at}/choose"));
    let press = page.post(&press_at, bob, &press);
    let ((_, pressed), asked) = tokio::join!(press, async {
        let asked = line.event("INTERACTION_CREATE").await;
        bot.answer(&asked, 9, form).await.ok();
        asked
    });
    assert_eq!(asked["data"]["custom_id"], "go:1");
    assert_eq!((&pressed["outcome"], &pressed["form"]["title"]), (&json!("form"), &json!("Form")));
    assert_eq!(pressed["form"]["fields"][0]["label"], "Words");
    let filled = format!("forms/{}", pressed["form"]["interaction"].as_str().unwrap());
    let texts = json!({ "texts": { "text": "hello" } });
    assert_eq!(page.post(&filled, alice, &texts).await.0, 404, "it is another's form");
    let ((_, sent), ()) =
        tokio::join!(page.post(&filled, bob, &texts), answers(&page, &mut line, private("noted")));
    assert_eq!(sent["outcome"], "message");
    assert_eq!((page.messages(alice).await.len(), page.messages(bob).await.len()), (1, 2));
    assert_eq!(page.messages(bob).await[1]["private"], true);

    let choice = json!({ "custom_id": "colour", "values": ["b"] });
    let ((_, chosen), ()) =
        tokio::join!(page.post(&choose_at, bob, &choice), answers(&page, &mut line, (6, json!({}))));
    assert_eq!(chosen["outcome"], "acknowledged");

    let room = page.get(&format!("channels/{}", hall.id()), bob).await;
    assert_eq!(room["menus"]["message"], json!(["Compter"]));
    let menu_at = format!("channels/{}/menu", hall.id());
    let used = json!({ "name": "Compter", "message": typed["message"] });
    let ((_, counted), ()) =
        tokio::join!(page.post(&menu_at, bob, &used), answers(&page, &mut line, private("5")));
    assert_eq!(counted["outcome"], "message");
    let (_, unknown) = page.write("commands", alice, "/nothing", &[]).await;
    assert_eq!(unknown["outcome"], "impossible");
    sandbox.assert_quiet();
}

#[tokio::test]
async fn the_box_completes_commands_options_and_choices_and_asks_the_bot() {
    let page = Page::new().await;
    let Scene { sandbox, alice, bob, bot, .. } = &page.scene;
    let mut line = Line::identify(sandbox, GUILDS).await;
    let priority = json!({ "type": 3, "name": "priority", "description": "How bad", "choices": [{ "name": "Very bad", "value": "1" }, { "name": "Fine", "value": "2" }] });
    let options = json!([
        { "type": 3, "name": "subject", "description": "What it is", "required": true, "name_localizations": { "fr": "objet" } }, priority,
        { "type": 6, "name": "person", "description": "Who" }, { "type": 11, "name": "file", "description": "A file" },
        { "type": 3, "name": "ticket", "description": "Which", "autocomplete": true },
    ]);
    bot.register(json!({ "name": "ticket", "description": "x", "options": [
        { "type": 1, "name": "open", "description": "Opens one", "name_localizations": { "fr": "ouvrir" }, "options": options },
        { "type": 1, "name": "close", "description": "Closes one" },
    ] }))
    .await;

    assert_eq!(page.offers(alice, "/").await.0, ["/ticket open", "/ticket close"]);
    assert_eq!(page.offers(bob, "/ouv").await.0, ["/ticket ouvrir"]);
    assert_eq!(page.offers(alice, "/clo").await.0, ["/ticket close"]);
    let (labels, help) = page.offers(alice, "/ticket open ").await;
    assert_eq!(labels, ["subject", "priority", "person", "file", "ticket"]);
    assert_eq!(
        (&help["offers"][0]["line"], &help["ready"]),
        (&json!("/ticket open subject:"), &json!(false))
    );
    assert_eq!(page.offers(bob, "/ticket ouvrir o").await.0, ["objet"]);

    let (labels, help) = page.offers(alice, "/ticket open subject:\"a b\" ").await;
    assert_eq!(labels, ["priority", "person", "file", "ticket"]);
    assert_eq!((&help["ready"], &help["options"][0]["given"]), (&json!(true), &json!(true)));
    let (labels, help) = page.offers(alice, "/ticket open subject:x priority:v").await;
    assert_eq!(
        (labels.as_slice(), &help["offers"][0]["line"]),
        (["Very bad".to_owned()].as_slice(), &json!("/ticket open subject:x priority:\"Very bad\" "))
    );
    assert_eq!(page.offers(alice, "/ticket open subject:x person:@b").await.0, ["@Bob", "@bot"]);
    assert_eq!(page.offers(alice, "/ticket open subject:x file:").await.0, ["a.csv"]);
    assert_eq!(page.offers(alice, "/ticket open subject:free words pri").await.0, ["priority"]);
    assert!(page.offers(alice, "words").await.0.is_empty());

    let (offered, asked) = tokio::join!(page.offers(alice, "/ticket open subject:x ticket:\"my po"), async {
        let asked = line.event("INTERACTION_CREATE").await;
        bot.answer(&asked, 8, json!({ "choices": [{ "name": "#7 My portal", "value": "seven of nine" }] }))
            .await
            .ok();
        asked
    });
    assert_eq!(asked["data"]["options"][0]["options"][1]["value"], "my po");
    assert_eq!(offered.0, ["#7 My portal"]);
    assert_eq!(offered.1["offers"][0]["line"], "/ticket open subject:x ticket:\"seven of nine\" ");
}

#[tokio::test]
async fn the_clock_the_account_and_the_faults_are_in_hand() {
    let page = Page::new().await;
    let Scene { sandbox, alice, hall, .. } = &page.scene;
    let (_, clock) = page
        .post(
            "clock",
            alice,
            &json!({ "frozen": true, "set": "2026-03-02T09:00:00+01:00", "advance_minutes": 65 }),
        )
        .await;
    assert_eq!(clock, json!({ "now": "2026-03-02T09:05:00Z", "frozen": true }));
    assert_eq!(page.post("clock", alice, &json!({ "hours": 1 })).await.0, 422);
    page.post("person", alice, &json!({ "locale": "fr", "accepts_messages": false })).await;
    let me = page.get("world", alice).await["me"].clone();
    assert_eq!((&me["locale"], &me["accepts_messages"]), (&json!("fr"), &json!(false)));
    assert_eq!(page.post("person", alice, &json!({ "locale": "klingon" })).await.0, 400);
    let (_, opened) = page.post("conversation", alice, &json!({})).await;
    assert_eq!(opened["channel"], json!(alice.conversation().id()));

    let status = json!({ "kind": "status", "status": 503, "after": true, "times": 2, "method": "POST", "path": "/channels/*/messages" });
    let (_, faults) = page.post("faults", alice, &status).await;
    assert_eq!(faults["planned"], json!(["2× POST /channels/*/messages: StatusAfter(503)"]));
    assert_eq!(page.scene.said(json!({ "content": "x" })).await.status, 503);
    for wish in [
        json!({ "kind": "lose_events", "times": 1 }),
        json!({ "kind": "too_many", "millis": 10 }),
        json!({ "kind": "cut" }),
        json!({ "kind": "slow", "millis": 1 }),
    ] {
        assert_eq!(page.post("faults", alice, &wish).await.0, 200, "{wish}");
    }
    assert_eq!(sandbox.faults().pending(), 5);
    assert_eq!(page.post("faults", alice, &json!({ "kind": "status", "status": 200 })).await.0, 400);
    read(page.request(Method::DELETE, "faults", alice)).await;
    assert_eq!(sandbox.faults().pending(), 0);
    let log = page.get("log", alice).await;
    assert_eq!((&log["requests"][0]["status"], &log["requests"][0]["method"]), (&json!(503), &json!("POST")));
    hall.expect(&["x"]).await;
}

#[tokio::test]
async fn gateway_faults_reach_the_bot() {
    let page = Page::new().await;
    let alice = &page.scene.alice;
    let mut line = Line::identify(&page.scene.sandbox, GUILDS | MESSAGES | CONTENT).await;
    page.post("faults", alice, &json!({ "kind": "reconnect" })).await;
    line.op(7).await;
    page.post("faults", alice, &json!({ "kind": "invalidate", "resumable": false })).await;
    line.op(9).await;
    let mut line = Line::identify(&page.scene.sandbox, GUILDS).await;
    page.post("faults", alice, &json!({ "kind": "close", "code": 4000 })).await;
    assert_eq!(line.end().await, Some(4000));
    page.post("faults", alice, &json!({ "kind": "refuse_connections", "refuse": true })).await;
    assert!(tokio_tungstenite::connect_async(page.scene.sandbox.gateway_url()).await.is_err());
    page.post("faults", alice, &json!({ "kind": "refuse_connections", "refuse": false })).await;
    let mut line = Line::identify(&page.scene.sandbox, GUILDS).await;
    page.post("faults", alice, &json!({ "kind": "away", "away": true })).await;
    assert_eq!(line.end().await, None);
    assert_eq!(page.get("faults", alice).await["away"], true);
}

#[tokio::test]
async fn what_changes_is_told_as_it_happens() {
    let page = Page::new().await;
    let Scene { alice, hall, sandbox, .. } = &page.scene;
    let response = page.http.get(format!("{}/control/events", page.base)).send().await.unwrap();
    let mut stream = response.bytes_stream();
    let mut told = String::new();
    let mut hear = async |wanted: &str| {
        let all = async {
            while !told.contains(wanted) {
                told.push_str(std::str::from_utf8(&stream.next().await.unwrap().unwrap()).unwrap());
            }
        };
        assert!(
            tokio::time::timeout(Duration::from_secs(5), all).await.is_ok(),
            "{wanted} was not told: {told}"
        );
    };
    hear("event: hello").await;
    alice.says(hall, "news");
    hear(&format!("event: channel\ndata: {}", hall.id())).await;
    sandbox.clock().freeze();
    hear("event: clock").await;
    alice.speaks("fr");
    hear("event: world").await;
    page.scene.bot.get("/users/@me").await.ok();
    hear("event: pulse").await;
    // It never tells what was said.
    assert!(!told.contains("news"));
}
