//! The program alone: started as anyone starts it, with bots made with two libraries, and ended.

#![expect(clippy::unwrap_used, reason = "a program that cannot be played with fails its test")]

use std::{
    path::{Path, PathBuf},
    process::Stdio,
    time::Duration,
};

use serde_json::{Value, json};
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::{Child, Command},
};
use twilight_gateway::{ConfigBuilder, EventTypeFlags, Intents, Shard, ShardId, StreamExt};
use twilight_model::gateway::event::Event;

/// The program, and where everything is.
struct Program {
    child: Child,
    places: Value,
}

impl Program {
    async fn start(more: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_sandbox"))
            .args(["--page", "127.0.0.1:0", "--json"])
            .args(more)
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let line = lines.next_line().await.unwrap().unwrap();
        Self { child, places: serde_json::from_str(&line).unwrap() }
    }

    fn place(&self, name: &str) -> &str {
        self.places[name].as_str().unwrap()
    }

    /// Asks the control API.
    async fn control(&self, path: &str) -> Value {
        let url = format!("{}control/{path}", self.place("page"));
        reqwest::get(url).await.unwrap().json().await.unwrap()
    }

    /// Does something at the page as the person of that name.
    async fn act(&self, name: &str, path: &str, body: Body<'_>) -> Value {
        let people = self.control("world").await["people"].clone();
        let person = people.as_array().unwrap().iter().find(|one| one["name"] == name).unwrap()["id"].clone();
        let url = format!("{}control/{path}?as={}", self.place("page"), person.as_str().unwrap());
        let request = reqwest::Client::new().post(url);
        let request = match body {
            Body::Line(line) => {
                request.multipart(reqwest::multipart::Form::new().text("text", line.to_owned()))
            }
            Body::Json(body) => request.json(&body),
        };
        request.send().await.unwrap().json().await.unwrap()
    }

    /// Ends it as Ctrl-C does; how it ended.
    async fn end(mut self) -> std::process::ExitStatus {
        let pid = self.child.id().unwrap().to_string();
        assert!(Command::new("kill").args(["-INT", &pid]).status().await.unwrap().success());
        tokio::time::timeout(Duration::from_secs(5), self.child.wait()).await.unwrap().unwrap()
    }
}

enum Body<'a> {
    Line(&'a str),
    Json(Value),
}

#[tokio::test]
async fn a_bot_logs_in_and_hears_and_the_program_ends_cleanly() {
    let program = Program::start(&["--bot-name", "Echo"]).await;
    let certificate = PathBuf::from(program.place("certificate"));
    let authority = reqwest::Certificate::from_pem(&std::fs::read(&certificate).unwrap()).unwrap();
    let trusting = reqwest::Client::builder().add_root_certificate(authority).build().unwrap();
    let me = format!("{}/v10/users/@me", program.place("api"));
    let me = trusting.get(me).header("authorization", format!("Bot {}", program.place("token")));
    let me: Value = me.send().await.unwrap().json().await.unwrap();
    assert_eq!((&me["id"], &me["username"]), (&program.places["application"], &json!("echo")));

    let config = ConfigBuilder::new(
        program.place("token").to_owned(),
        Intents::GUILDS | Intents::GUILD_MESSAGES | Intents::MESSAGE_CONTENT,
    )
    .proxy_url(program.place("gateway").to_owned())
    .build();
    let mut shard = Shard::with_config(ShardId::ONE, config);
    let mut hear = async |wanted: fn(&Event) -> bool| {
        let all = async {
            loop {
                let event = shard.next_event(EventTypeFlags::all()).await.unwrap().unwrap();
                if wanted(&event) {
                    return event;
                }
            }
        };
        tokio::time::timeout(Duration::from_secs(10), all).await.unwrap()
    };
    let Event::GuildCreate(guild) = hear(|event| matches!(event, Event::GuildCreate(_))).await else {
        return;
    };
    let twilight_model::gateway::payload::incoming::GuildCreate::Available(guild) = *guild else {
        panic!("the server is not there");
    };
    let channel = guild.channels.iter().find(|one| one.name.as_deref() == Some("general")).unwrap();
    program.act("Bruno", &format!("channels/{}/messages", channel.id), Body::Line("bonjour")).await;
    let Event::MessageCreate(message) = hear(|event| matches!(event, Event::MessageCreate(_))).await else {
        return;
    };
    assert_eq!(message.content, "bonjour");

    assert!(program.end().await.success());
    assert!(!certificate.exists(), "the certificate was temporary");
    hear(|event| matches!(event, Event::GatewayClose(Some(frame)) if frame.code == 1001)).await;
}

#[tokio::test]
async fn a_described_world_is_made_and_a_wrong_one_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let world = folder.path().join("world.toml");
    let text = "[[person]]\nname = \"Zoé\"\n[[server]]\nname = \"Lab\"\n[[server.role]]\nname = \"R\"\n\
                [[server.channel]]\nname = \"lab\"\nonly_for = [\"R\"]\n[[server.member]]\nname = \"Zoé\"\nroles = [\"R\"]\n";
    std::fs::write(&world, text).unwrap();
    let path = world.to_str().unwrap();
    let program = Program::start(&["--world", path, "--at", "2026-03-02T09:00:00+01:00"]).await;
    let seen = program.control("world").await;
    assert_eq!(seen["people"][0]["name"], "Zoé");
    assert_eq!(seen["clock"], json!({ "now": "2026-03-02T08:00:00Z", "frozen": true }));
    let zoe = seen["people"][0]["id"].as_str().unwrap();
    let seen = program.control(&format!("world?as={zoe}")).await;
    assert_eq!(seen["servers"][0]["channels"][0]["name"], "lab");
    assert!(program.end().await.success());

    for (wrong, told) in [("role", "there is no role called S"), ("colour", "unknown field")] {
        let text = if wrong == "role" {
            text.replace("roles = [\"R\"]", "roles = [\"S\"]")
        } else {
            format!("{text}colour = 3\n")
        };
        std::fs::write(&world, text).unwrap();
        let output = Command::new(env!("CARGO_BIN_EXE_sandbox"))
            .args(["--world", path, "--page", "127.0.0.1:0"])
            .output()
            .await
            .unwrap();
        let words = String::from_utf8(output.stderr).unwrap();
        assert!(!output.status.success() && words.contains(told), "{words}");
    }
}

#[tokio::test]
async fn help_says_what_can_be_set() {
    let output = Command::new(env!("CARGO_BIN_EXE_sandbox")).arg("--help").output().await.unwrap();
    let words = String::from_utf8(output.stdout).unwrap();
    for option in ["--world", "--page", "--certificate", "--token", "--at", "--no-rate-limits", "--json"] {
        assert!(words.contains(option), "{option} is not in {words}");
    }
}

/// Where discord.js is installed: beside the example, or where `SANDBOX_DISCORD_JS` says. On a machine that
/// must check everything (`CI` is set) its absence is a failure; elsewhere it is said, and the test is passed
/// over.
fn discord_js() -> Option<PathBuf> {
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/discord-js");
    let folder = std::env::var_os("SANDBOX_DISCORD_JS").map_or(example, PathBuf::from);
    if folder.join("node_modules/discord.js").exists() {
        return Some(folder);
    }
    let words =
        "discord.js is not there: `npm install` in sandbox/examples/discord-js, or SANDBOX_DISCORD_JS";
    assert!(std::env::var_os("CI").is_none_or(|ci| ci.is_empty()), "{words}");
    tracing::warn!("{words}");
    None
}

#[tokio::test]
async fn a_bot_made_with_discord_js_lives_in_it() {
    tracing_subscriber::fmt().with_test_writer().init();
    let Some(folder) = discord_js() else { return };
    let program = Program::start(&[]).await;
    // The modules are found from where the file stands.
    let bot = folder.join("bot.mjs");
    if !folder.ends_with("examples/discord-js") {
        std::fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/discord-js/bot.mjs"), &bot)
            .unwrap();
    }
    let mut node = Command::new("node")
        .arg(&bot)
        .env("SANDBOX_API", program.place("api"))
        .env("SANDBOX_TOKEN", program.place("token"))
        .env("NODE_EXTRA_CA_CERTS", program.place("certificate"))
        .stdout(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(node.stdout.take().unwrap()).lines();
    let ready =
        tokio::time::timeout(Duration::from_secs(30), lines.next_line()).await.unwrap().unwrap().unwrap();
    assert_eq!(ready, "ready as bot");

    let world = program.control("world").await;
    let bruno =
        world["people"].as_array().unwrap().iter().find(|one| one["name"] == "Bruno").unwrap()["id"].clone();
    let seen = program.control(&format!("world?as={}", bruno.as_str().unwrap())).await;
    let bots =
        seen["servers"][0]["channels"].as_array().unwrap().iter().find(|one| one["name"] == "bots").unwrap();
    let channel = format!("channels/{}", bots["id"].as_str().unwrap());
    let room = async || program.control(&format!("{channel}?as={}", bruno.as_str().unwrap())).await;
    let command = format!("{channel}/commands");

    let hello = program.act("Bruno", &command, Body::Line("/bonjour")).await;
    assert_eq!(hello["outcome"], "message");
    let message = room().await["messages"][0].clone();
    assert_eq!(message["embeds"][0]["title"], "Hello!");
    let at = format!("{channel}/messages/{}", message["id"].as_str().unwrap());
    let form = program.act("Bruno", &format!("{at}/press"), Body::Json(json!({ "custom_id": "note" }))).await;
    assert_eq!(form["form"]["title"], "A note");
    let texts = json!({ "texts": { "text": "un mot" } });
    let fill = format!("forms/{}", form["form"]["interaction"].as_str().unwrap());
    assert_eq!(program.act("Bruno", &fill, Body::Json(texts)).await["outcome"], "message");
    let chosen = program
        .act("Bruno", &format!("{at}/choose"), Body::Json(json!({ "custom_id": "city", "values": ["lyon"] })))
        .await;
    assert_eq!(chosen["outcome"], "message");
    assert_eq!(
        program.act("Bruno", &format!("{at}/press"), Body::Json(json!({ "custom_id": "wave" }))).await["outcome"],
        "updated"
    );
    let offered = program
        .control(&format!("{channel}/complete?as={}&line=%2Fcity%20name%3Al", bruno.as_str().unwrap()))
        .await;
    assert_eq!(offered["offers"].as_array().unwrap().len(), 2);
    assert_eq!(program.act("Bruno", &command, Body::Line("/slow")).await["outcome"], "message");
    let menu = json!({ "name": "Count letters", "message": message["id"] });
    assert_eq!(
        program.act("Bruno", &format!("{channel}/menu"), Body::Json(menu)).await["outcome"],
        "message"
    );
    let texts: Vec<Value> =
        room().await["messages"].as_array().unwrap().iter().map(|one| one["content"].clone()).collect();
    for wanted in ["Noted: un mot", "You live in lyon.", "That took a moment."] {
        assert!(texts.iter().any(|text| text == wanted), "{wanted:?} is not in {texts:?}");
    }
    let log = program.control("log").await;
    assert_eq!((&log["refused"], &log["failures"]), (&json!([]), &json!([])));
    assert!(program.end().await.success());
}
