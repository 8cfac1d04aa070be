//! A bot by hand: its requests, and its line to the gateway.

use std::time::Duration;

use flate2::{Decompress, FlushDecompress};
use futures::{SinkExt, StreamExt};
use reqwest::{Method, header::HeaderMap};
use sandbox::{Channel, Guild, Person, Sandbox};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async, tungstenite::Message};

/// How long a frame is waited for, in real time.
const PATIENCE: Duration = Duration::from_secs(5);

/// Servers; messages on them; messages in private; what is written in them.
pub(crate) const GUILDS: u64 = 1;
pub(crate) const MESSAGES: u64 = 1 << 9;
pub(crate) const PRIVATE_MESSAGES: u64 = 1 << 12;
pub(crate) const CONTENT: u64 = 1 << 15;

/// A server with one channel and two people.
pub(crate) struct Scene {
    pub(crate) sandbox: Sandbox,
    pub(crate) guild: Guild,
    pub(crate) hall: Channel,
    pub(crate) alice: Person,
    pub(crate) bob: Person,
    pub(crate) bot: Bot,
}

impl Scene {
    pub(crate) async fn new() -> Self {
        Self::of(Sandbox::start().await.unwrap())
    }

    pub(crate) fn of(sandbox: Sandbox) -> Self {
        let guild = sandbox.guild("Home").create();
        let hall = guild.channel("hall").create();
        let (alice, bob) = (sandbox.person("Alice").create(), sandbox.person("Bob").locale("fr").create());
        alice.joins(&guild, &[]);
        bob.joins(&guild, &[]);
        let bot = Bot::new(&sandbox);
        Self { sandbox, guild, hall, alice, bob, bot }
    }

    /// Writes a message of the bot in the hall.
    pub(crate) async fn said(&self, body: Value) -> Reply {
        self.bot.post(&format!("/channels/{}/messages", self.hall.id()), body).await
    }
}

/// An answer of the API.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Value,
}

impl Reply {
    /// The body of an answer that is no refusal.
    #[track_caller]
    pub(crate) fn ok(self) -> Value {
        assert!((200..300).contains(&self.status), "refused: {} {}", self.status, self.body);
        self.body
    }

    /// Holds that it is this refusal.
    #[track_caller]
    pub(crate) fn refused(self, status: u16, code: u32) -> Value {
        assert_eq!((self.status, &self.body["code"]), (status, &json!(code)), "{}", self.body);
        assert!(self.body["message"].is_string());
        self.body
    }

    /// Holds that it is a form error of this field (`embeds.0.title`) with this code.
    #[track_caller]
    pub(crate) fn form(self, field: &str, code: &str) {
        let body = self.refused(400, 50_035);
        let errors = field.split('.').fold(&body["errors"], |at, step| &at[step]);
        assert_eq!(errors["_errors"][0]["code"], code, "{body}");
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

/// Who asks the API.
#[derive(Clone)]
pub(crate) struct Bot {
    http: reqwest::Client,
    base: String,
    token: String,
    pub(crate) application: String,
}

impl Bot {
    pub(crate) fn new(sandbox: &Sandbox) -> Self {
        Self {
            http: reqwest::Client::new(),
            base: format!("{}/api/v10", sandbox.plain_url()),
            token: format!("Bot {}", sandbox.token()),
            application: sandbox.application_id().to_string(),
        }
    }

    /// The same with another token.
    pub(crate) fn with_token(mut self, token: &str) -> Self {
        token.clone_into(&mut self.token);
        self
    }

    /// Asks; an error where the connection broke.
    pub(crate) async fn try_send(
        &self,
        method: Method,
        path: &str,
        body: Option<Value>,
    ) -> reqwest::Result<Reply> {
        let mut request =
            self.http.request(method, format!("{}{path}", self.base)).header("authorization", &self.token);
        if let Some(body) = body {
            request = request.json(&body);
        }
        let response = request.send().await?;
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let text = response.text().await?;
        Ok(Reply { status, headers, body: serde_json::from_str(&text).unwrap_or(Value::String(text)) })
    }

    async fn send(&self, method: Method, path: &str, body: Option<Value>) -> Reply {
        self.try_send(method, path, body).await.unwrap()
    }

    pub(crate) async fn get(&self, path: &str) -> Reply {
        self.send(Method::GET, path, None).await
    }

    pub(crate) async fn post(&self, path: &str, body: Value) -> Reply {
        self.send(Method::POST, path, Some(body)).await
    }

    pub(crate) async fn patch(&self, path: &str, body: Value) -> Reply {
        self.send(Method::PATCH, path, Some(body)).await
    }

    pub(crate) async fn put(&self, path: &str, body: Value) -> Reply {
        self.send(Method::PUT, path, Some(body)).await
    }

    pub(crate) async fn delete(&self, path: &str) -> Reply {
        self.send(Method::DELETE, path, None).await
    }

    /// Registers a command.
    pub(crate) async fn register(&self, command: Value) {
        self.post(&format!("/applications/{}/commands", self.application), command).await.ok();
    }

    /// Answers an interaction.
    pub(crate) async fn answer(&self, interaction: &Value, kind: u8, data: Value) -> Reply {
        let (id, token) = (interaction["id"].as_str().unwrap(), interaction["token"].as_str().unwrap());
        self.post(&format!("/interactions/{id}/{token}/callback"), json!({ "type": kind, "data": data }))
            .await
    }

    /// The address of what follows an interaction's first answer.
    pub(crate) fn after(&self, interaction: &Value) -> String {
        format!("/webhooks/{}/{}", self.application, interaction["token"].as_str().unwrap())
    }
}

/// A connection to the gateway.
pub(crate) struct Line {
    socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
    /// What the frames of a compressed line are read with: one stream for all of them.
    stretch: Decompress,
    /// The number of the last event.
    pub(crate) sequence: u64,
    pub(crate) session: String,
}

impl Line {
    /// Connects and is greeted.
    pub(crate) async fn open(sandbox: &Sandbox) -> Self {
        Self::open_with(sandbox, "").await
    }

    /// As [`Line::open`], with more wishes.
    pub(crate) async fn open_with(sandbox: &Sandbox, wishes: &str) -> Self {
        let url = format!("{}/?v=10&encoding=json{wishes}", sandbox.gateway_url());
        let (socket, _) = connect_async(url).await.unwrap();
        let stretch = Decompress::new(true);
        let mut line = Self { socket, stretch, sequence: 0, session: String::new() };
        let hello = line.frame().await;
        assert_eq!(hello["op"], 10);
        assert!(hello["d"]["heartbeat_interval"].as_u64().unwrap() > 1000);
        line
    }

    /// Connects and identifies.
    pub(crate) async fn identify(sandbox: &Sandbox, intents: u64) -> Self {
        let mut line = Self::open(sandbox).await;
        line.send(2, identity(&sandbox.token(), intents)).await;
        let ready = line.event("READY").await;
        ready["session_id"].as_str().unwrap().clone_into(&mut line.session);
        line
    }

    pub(crate) async fn send(&mut self, op: u8, data: Value) {
        self.text(&json!({ "op": op, "d": data }).to_string()).await;
    }

    pub(crate) async fn text(&mut self, text: &str) {
        self.socket.send(Message::text(text)).await.unwrap();
    }

    async fn next(&mut self) -> Option<Message> {
        let next = tokio::time::timeout(PATIENCE, self.socket.next()).await;
        next.unwrap_or_else(|_| panic!("nothing came")).and_then(Result::ok)
    }

    /// The next frame.
    pub(crate) async fn frame(&mut self) -> Value {
        match self.next().await {
            Some(Message::Text(text)) => self.read(text.as_bytes()),
            Some(Message::Binary(squeezed)) => {
                let mut text = Vec::with_capacity(1 << 20);
                self.stretch.decompress_vec(&squeezed, &mut text, FlushDecompress::Sync).unwrap();
                self.read(&text)
            }
            other => panic!("wanted a frame, but {other:?} came"),
        }
    }

    fn read(&mut self, text: &[u8]) -> Value {
        let frame: Value = serde_json::from_slice(text).unwrap();
        self.sequence = frame["s"].as_u64().unwrap_or(self.sequence);
        frame
    }

    /// The data of the next event of this name; others are passed over.
    pub(crate) async fn event(&mut self, name: &str) -> Value {
        loop {
            let frame = self.frame().await;
            if frame["t"] == name {
                return frame["d"].clone();
            }
        }
    }

    /// The next frame with this op; others are passed over.
    pub(crate) async fn op(&mut self, op: u8) -> Value {
        loop {
            let frame = self.frame().await;
            if frame["op"] == op {
                return frame["d"].clone();
            }
        }
    }

    /// The code with which the line is closed; none where it breaks without one. Frames on the way are passed
    /// over.
    pub(crate) async fn end(&mut self) -> Option<u16> {
        loop {
            match self.next().await {
                Some(Message::Close(Some(frame))) => return Some(frame.code.into()),
                Some(Message::Close(None)) | None => return None,
                Some(_) => {}
            }
        }
    }
}

/// What a bot says of itself.
pub(crate) fn identity(token: &str, intents: u64) -> Value {
    let properties = json!({ "os": "linux", "browser": "by hand", "device": "by hand" });
    json!({ "token": token, "intents": intents, "properties": properties })
}
