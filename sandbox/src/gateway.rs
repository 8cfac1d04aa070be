//! The gateway, version 10: one connection of a bot, from hello to its end.

use std::{sync::Arc, time::Duration};

use axum::{
    body::Bytes,
    extract::{
        Query, State,
        ws::{CloseFrame, Message, WebSocket, WebSocketUpgrade},
    },
    http::StatusCode,
    response::{IntoResponse, Response},
};
use flate2::{Compress, Compression, FlushCompress};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::{
    sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel},
    time::Instant,
};
use twilight_model::id::marker::GuildMarker;

use crate::{
    ids::{GuildId, UserId, id_of},
    sessions::{Identity, Out, Refusal, Verdict},
    shared::{Ctx, Shared},
    state::World,
};

/// How often a bot is asked to show that it lives.
const HEARTBEAT: Duration = Duration::from_millis(41_250);

#[derive(Deserialize)]
pub(crate) struct Wishes {
    v: Option<String>,
    encoding: Option<String>,
    compress: Option<String>,
}

/// The door of the gateway.
pub(crate) async fn open(
    State(shared): Ctx,
    Query(wishes): Query<Wishes>,
    upgrade: WebSocketUpgrade,
) -> Response {
    if shared.faults.connections_refused() {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    }
    upgrade
        .on_upgrade(move |socket| async move { Connection::new(shared, socket, &wishes).run(&wishes).await })
}

struct Connection {
    shared: Arc<Shared>,
    socket: WebSocket,
    squeeze: Option<Compress>,
    sender: UnboundedSender<Out>,
    receiver: UnboundedReceiver<Out>,
    session: Option<(String, u64)>,
    /// Until when the bot must have shown that it lives.
    alive_until: Instant,
}

/// Whether the connection goes on.
enum Next {
    Go,
    Close(u16),
    /// Ended by the bot with this code; none where it just went away.
    Gone(Option<u16>),
    Drop,
}

impl Connection {
    fn new(shared: Arc<Shared>, socket: WebSocket, wishes: &Wishes) -> Self {
        let (sender, receiver) = unbounded_channel();
        let squeezed = wishes.compress.as_deref() == Some("zlib-stream");
        Self {
            shared,
            socket,
            squeeze: squeezed.then(|| Compress::new(Compression::fast(), true)),
            sender,
            receiver,
            session: None,
            alive_until: Instant::now() + HEARTBEAT * 2,
        }
    }

    async fn run(mut self, wishes: &Wishes) {
        let end = if wishes.v.as_deref().is_some_and(|version| version != "10") {
            Next::Close(4012)
        } else if wishes.encoding.as_deref().is_some_and(|encoding| encoding != "json") {
            Next::Close(4002)
        } else {
            let interval = u64::try_from(HEARTBEAT.as_millis()).unwrap_or(u64::MAX);
            match self
                .write(&json!({ "op": 10, "d": { "heartbeat_interval": interval, "_trace": ["sandbox"] } }))
                .await
            {
                Ok(()) => self.talk().await,
                Err(()) => Next::Gone(None),
            }
        };
        if let Next::Close(code) = end {
            let frame = CloseFrame { code, reason: words(code).into() };
            // The bot may be gone already; then nobody is left to tell.
            let _ = self.socket.send(Message::Close(Some(frame))).await;
        }
        if let Some((id, line)) = self.session.take() {
            self.shared.sessions.hung_up(line);
            if let Next::Gone(Some(1000 | 1001)) = end {
                self.shared.sessions.forget(&id);
            }
        }
        self.shared.bump();
        if let Next::Close(_) = end {
            // A bot that was told says goodbye in its turn.
            let _ = tokio::time::timeout(Duration::from_millis(500), self.socket.recv()).await;
        }
    }

    async fn talk(&mut self) -> Next {
        let shared = Arc::clone(&self.shared);
        loop {
            let next = tokio::select! {
                () = shared.stop.cancelled() => Next::Close(1001),
                () = shared.faults.goes_away() => Next::Drop,
                () = tokio::time::sleep_until(self.alive_until) => Next::Close(4009),
                out = self.receiver.recv() => match out {
                    Some(Out::Frame(frame)) => match self.write(&frame).await {
                        Ok(()) => Next::Go,
                        Err(()) => Next::Gone(None),
                    },
                    Some(Out::Close(code)) => Next::Close(code),
                    Some(Out::Drop) | None => Next::Drop,
                },
                came = self.socket.recv() => self.hear(came).await,
            };
            if !matches!(next, Next::Go) {
                return next;
            }
        }
    }

    async fn write(&mut self, frame: &Value) -> Result<(), ()> {
        let text = frame.to_string();
        let message = match &mut self.squeeze {
            None => Message::Text(text.into()),
            Some(squeeze) => Message::Binary(squeezed(squeeze, text.as_bytes())),
        };
        self.socket.send(message).await.map_err(|_| ())
    }

    async fn hear(&mut self, came: Option<Result<Message, axum::Error>>) -> Next {
        let frame: Value = match came {
            Some(Ok(Message::Text(text))) => match serde_json::from_str(&text) {
                Ok(frame) => frame,
                Err(_) => return Next::Close(4002),
            },
            Some(Ok(Message::Binary(bytes))) => match serde_json::from_slice(&bytes) {
                Ok(frame) => frame,
                Err(_) => return Next::Close(4002),
            },
            Some(Ok(Message::Close(frame))) => return Next::Gone(frame.map(|frame| frame.code)),
            Some(Ok(Message::Ping(_) | Message::Pong(_))) => return Next::Go,
            Some(Err(_)) | None => return Next::Gone(None),
        };
        let data = &frame["d"];
        match frame["op"].as_u64() {
            Some(1) => {
                self.alive_until = Instant::now() + HEARTBEAT * 2;
                self.answer(&json!({ "op": 11, "d": null })).await
            }
            Some(2) => self.identify(data).await,
            Some(6) => self.resume(data).await,
            Some(3 | 4 | 8 | 31) if self.session.is_none() => Next::Close(4003),
            Some(8) => self.members(data),
            Some(3 | 4 | 31) => Next::Go,
            _ => Next::Close(4001),
        }
    }

    async fn answer(&mut self, frame: &Value) -> Next {
        match self.write(frame).await {
            Ok(()) => Next::Go,
            Err(()) => Next::Gone(None),
        }
    }

    async fn identify(&mut self, data: &Value) -> Next {
        if self.session.is_some() {
            return Next::Close(4005);
        }
        let (Some(token), Some(intents), true) =
            (data["token"].as_str(), data["intents"].as_u64(), data["properties"].is_object())
        else {
            return Next::Close(4002);
        };
        let part = match data["shard"].as_array().map(Vec::as_slice) {
            None => (0, 1),
            Some([id, count]) => (id.as_u64().unwrap_or(1), count.as_u64().unwrap_or(0)),
            Some(_) => return Next::Close(4010),
        };
        let who = Identity { token: token.to_owned(), intents, shard: part };
        if let Some(code) = self.shared.faults.identify_closed() {
            self.shared.starts.identify(part);
            return Next::Close(code);
        }
        if !self.shared.look(|world| who.is_known(world)) {
            return Next::Close(Refusal::WrongToken.code());
        }
        match self.shared.starts.identify(part) {
            Verdict::Begins => {}
            Verdict::Closed(code) => return Next::Close(code),
            Verdict::TooSoon => return self.answer(&json!({ "op": 9, "d": false })).await,
            Verdict::Spent => {
                let spent = self.shared.starts.identified();
                self.shared.change(|world| world.app.token = format!("reset.after.{spent}"));
                self.shared.sessions.end_all(Refusal::WrongToken.code());
                return Next::Close(Refusal::WrongToken.code());
            }
        }
        let url = self.shared.gateway_url();
        let sender = self.sender.clone();
        let shared = Arc::clone(&self.shared);
        match shared.look(|world| shared.sessions.identify(world, &url, &who, sender)) {
            Ok(session) => {
                self.session = Some(session);
                self.shared.bump();
                Next::Go
            }
            Err(refusal) => Next::Close(refusal.code()),
        }
    }

    async fn resume(&mut self, data: &Value) -> Next {
        if self.session.is_some() {
            return Next::Close(4005);
        }
        let token = data["token"].as_str().unwrap_or_default();
        let token = token.strip_prefix("Bot ").unwrap_or(token);
        if !self.shared.look(|world| world.app.token == token) {
            return Next::Close(4004);
        }
        let id = data["session_id"].as_str().unwrap_or_default().to_owned();
        let sequence = data["seq"].as_u64().unwrap_or(0);
        let refused = self.shared.faults.resume_refused();
        let resumed =
            if refused { None } else { self.shared.sessions.resume(&id, sequence, self.sender.clone()) };
        if let Some(line) = resumed {
            self.session = Some((id, line));
            self.shared.bump();
            Next::Go
        } else {
            self.shared.sessions.forget(&id);
            self.answer(&json!({ "op": 9, "d": false })).await
        }
    }

    /// Members asked for over the gateway.
    fn members(&mut self, data: &Value) -> Next {
        let Some(guild) = id_of::<GuildMarker>(&data["guild_id"]) else {
            return Next::Close(4002);
        };
        let Some((session, _)) = self.session.clone() else { return Next::Close(4003) };
        let chunk = self.shared.look(|world| chunk(world, guild, data));
        if let Some(chunk) = chunk {
            self.shared.sessions.tell_one(&session, "GUILD_MEMBERS_CHUNK", &chunk);
        }
        Next::Go
    }
}

fn chunk(world: &World, guild: GuildId, data: &Value) -> Option<Value> {
    let this = world.bots_guild(guild).ok()?;
    let one_or_many = |value: &Value| -> Vec<UserId> {
        match value.as_array() {
            Some(list) => list.iter().filter_map(id_of).collect(),
            None => id_of(value).into_iter().collect(),
        }
    };
    let wanted = one_or_many(&data["user_ids"]);
    let query = data["query"].as_str().map(str::to_lowercase);
    let limit =
        data["limit"].as_u64().and_then(|limit| usize::try_from(limit).ok()).filter(|limit| *limit > 0);
    let members: Vec<Value> = this
        .members
        .keys()
        .filter(|id| match &query {
            Some(query) => {
                world.users.get(id).is_some_and(|user| user.name.to_lowercase().starts_with(query))
            }
            None => wanted.contains(id),
        })
        .take(limit.unwrap_or(1000))
        .filter_map(|id| world.member_json(this, *id))
        .collect();
    let missing: Vec<&UserId> = wanted.iter().filter(|id| !this.members.contains_key(id)).collect();
    let mut value = json!({
        "guild_id": guild, "members": members, "chunk_index": 0, "chunk_count": 1, "not_found": missing,
    });
    if data["nonce"].is_string() {
        value["nonce"] = data["nonce"].clone();
    }
    Some(value)
}

/// Adds a frame to a compressed stream; each ends so that it can be read by itself.
fn squeezed(squeeze: &mut Compress, bytes: &[u8]) -> Bytes {
    let mut out = Vec::with_capacity(bytes.len() / 2 + 64);
    let start = squeeze.total_in();
    loop {
        let done = usize::try_from(squeeze.total_in() - start).unwrap_or(bytes.len());
        if out.len() == out.capacity() {
            out.reserve(1024);
        }
        // It fails on wrong use only; a frame left unfinished would show at once as unreadable.
        let failed = squeeze.compress_vec(&bytes[done..], &mut out, FlushCompress::Sync).is_err();
        let all_in = usize::try_from(squeeze.total_in() - start).is_ok_and(|done| done >= bytes.len());
        if failed || (all_in && out.len() < out.capacity()) {
            return out.into();
        }
    }
}

/// Discord's words for a closing code.
fn words(code: u16) -> &'static str {
    match code {
        4001 => "Unknown opcode.",
        4002 => "Error while decoding payload.",
        4003 => "Not authenticated.",
        4004 => "Authentication failed.",
        4005 => "Already authenticated.",
        4007 => "Invalid seq.",
        4009 => "Session timed out.",
        4010 => "Invalid shard.",
        4011 => "Sharding required.",
        4012 => "Invalid API version.",
        4013 => "Invalid intent(s).",
        4014 => "Disallowed intent(s).",
        _ => "",
    }
}
