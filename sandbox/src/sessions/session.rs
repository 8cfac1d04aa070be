//! Sessions: what was told to each, kept so that it can be told again to one that comes back.

use std::collections::VecDeque;

use parking_lot::Mutex;
use serde_json::{Value, json};
use tokio::sync::mpsc::UnboundedSender;
use twilight_model::gateway::Intents;

use crate::{
    ids::GuildId,
    state::{Dispatch, World, render},
};

/// How many events are kept for a session that went away.
const KEPT: usize = 1000;

/// What goes out on a connection.
#[derive(Clone, Debug)]
pub(crate) enum Out {
    Frame(Value),
    /// The connection ends with this code.
    Close(u16),
    /// The connection ends without a word, as when a cable is pulled.
    Drop,
}

/// Why an attempt to identify is turned away: the code of the closing frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    WrongToken,
    InvalidShard,
    InvalidIntents,
    DisallowedIntents,
}

impl Refusal {
    pub(crate) fn code(self) -> u16 {
        match self {
            Self::WrongToken => 4004,
            Self::InvalidShard => 4010,
            Self::InvalidIntents => 4013,
            Self::DisallowedIntents => 4014,
        }
    }
}

/// Who asks to come in.
#[derive(Clone, Debug)]
pub(crate) struct Identity {
    pub(crate) token: String,
    pub(crate) intents: u64,
    pub(crate) shard: (u64, u64),
}

impl Identity {
    /// Whether it has the bot's token.
    pub(crate) fn is_known(&self, world: &World) -> bool {
        self.token.strip_prefix("Bot ").unwrap_or(&self.token) == world.app.token
    }
}

#[derive(Debug)]
struct Session {
    id: String,
    intents: Intents,
    shard: (u64, u64),
    /// The number of the last event.
    sequence: u64,
    kept: VecDeque<(u64, Value)>,
    /// The connection, and its number, so that an old one that ends does not close a new one.
    line: Option<(u64, UnboundedSender<Out>)>,
}

/// All sessions.
#[derive(Debug, Default)]
pub(crate) struct Sessions {
    inner: Mutex<Inner>,
}

#[derive(Debug, Default)]
struct Inner {
    all: Vec<Session>,
    made: u64,
}

impl Session {
    fn wants(&self, event: &Dispatch) -> bool {
        let mine = match event.guild {
            Some(guild) => (guild.get() >> 22) % self.shard.1 == self.shard.0,
            None => self.shard.0 == 0,
        };
        mine && (event.intents.is_empty() || self.intents.intersects(event.intents))
    }

    fn number(&mut self, name: &str, data: &Value) -> Value {
        self.sequence += 1;
        json!({ "op": 0, "t": name, "s": self.sequence, "d": data })
    }

    fn tell(&mut self, name: &str, data: &Value) {
        let frame = self.number(name, data);
        self.kept.push_back((self.sequence, frame.clone()));
        if self.kept.len() > KEPT {
            self.kept.pop_front();
        }
        self.send(Out::Frame(frame));
    }

    fn send(&mut self, out: Out) {
        // A line whose other end is gone is noticed by its own task.
        if let Some((_, line)) = &self.line {
            let _ = line.send(out);
        }
    }

    fn has(&self, guild: GuildId) -> bool {
        (guild.get() >> 22) % self.shard.1 == self.shard.0
    }
}

impl Sessions {
    /// Tells an event to whoever wants it.
    pub(crate) fn dispatch(&self, event: &Dispatch) {
        for session in self.inner.lock().all.iter_mut().filter(|session| session.wants(event)) {
            if event.redact && !session.intents.contains(Intents::MESSAGE_CONTENT) {
                let mut data = event.data.clone();
                render::redact(&mut data);
                session.tell(&event.name, &data);
            } else {
                session.tell(&event.name, &event.data);
            }
        }
    }

    /// Whether a session hears of such an event.
    pub(crate) fn hear(&self, event: &Dispatch) -> bool {
        self.inner.lock().all.iter().any(|session| session.wants(event))
    }

    /// Numbers an event that never arrives.
    pub(crate) fn lose(&self, event: &Dispatch) {
        for session in self.inner.lock().all.iter_mut().filter(|session| session.wants(event)) {
            let _ = session.number(&event.name, &event.data);
        }
    }

    /// Lets someone in: READY, then the servers one by one. Called with the world held still, so that nothing
    /// is missed.
    pub(crate) fn identify(
        &self,
        world: &World,
        gateway_url: &str,
        who: &Identity,
        line: UnboundedSender<Out>,
    ) -> Result<(String, u64), Refusal> {
        if !who.is_known(world) {
            return Err(Refusal::WrongToken);
        }
        if who.shard.1 == 0 || who.shard.0 >= who.shard.1 {
            return Err(Refusal::InvalidShard);
        }
        let intents = Intents::from_bits(who.intents).ok_or(Refusal::InvalidIntents)?;
        if intents.intersects(world.app.privileged.missing()) {
            return Err(Refusal::DisallowedIntents);
        }
        let mut inner = self.inner.lock();
        inner.made += 1;
        let made = inner.made;
        let mut session = Session {
            id: format!("{made:032x}"),
            intents,
            shard: who.shard,
            sequence: 0,
            kept: VecDeque::new(),
            line: Some((made, line)),
        };
        let bot = world.app.bot;
        let guilds: Vec<_> = world
            .guilds
            .values()
            .filter(|guild| guild.members.contains_key(&bot) && session.has(guild.id))
            .collect();
        let unavailable: Vec<Value> =
            guilds.iter().map(|one| json!({ "id": one.id, "unavailable": true })).collect();
        let user = world.users.get(&bot).map(render::current_user);
        session.tell(
            "READY",
            &json!({
                "v": 10, "user": user, "guilds": unavailable, "session_id": session.id, "session_type": "normal",
                "resume_gateway_url": gateway_url, "shard": [who.shard.0, who.shard.1],
                "application": { "id": world.app.id, "flags": world.app.privileged.flags() }, "user_settings": {},
                "relationships": [], "private_channels": [], "presences": [], "guild_join_requests": [],
                "geo_ordered_rtc_regions": [], "auth": {}, "_trace": ["sandbox"],
            }),
        );
        if intents.contains(Intents::GUILDS) {
            let all_members = intents.contains(Intents::GUILD_PRESENCES);
            for guild in guilds {
                session.tell("GUILD_CREATE", &world.guild_create_json(guild, all_members));
            }
        }
        let id = session.id.clone();
        inner.all.push(session);
        Ok((id, made))
    }

    /// Takes a session up again after `sequence`: what was missed, then RESUMED. None when it cannot be.
    pub(crate) fn resume(&self, id: &str, sequence: u64, line: UnboundedSender<Out>) -> Option<u64> {
        let mut inner = self.inner.lock();
        inner.made += 1;
        let made = inner.made;
        let session = inner.all.iter_mut().find(|session| session.id == id)?;
        let oldest = session.kept.front().map_or(session.sequence + 1, |(number, _)| *number);
        if sequence > session.sequence || sequence + 1 < oldest {
            return None;
        }
        if let Some((_, old)) = session.line.replace((made, line)) {
            let _ = old.send(Out::Close(4000));
        }
        let missed: Vec<Value> = session
            .kept
            .iter()
            .filter(|(number, _)| *number > sequence)
            .map(|(_, frame)| frame.clone())
            .collect();
        for frame in missed {
            session.send(Out::Frame(frame));
        }
        session.tell("RESUMED", &json!({ "_trace": ["sandbox"] }));
        Some(made)
    }

    /// A connection ended; its session waits for the bot to come back.
    pub(crate) fn hung_up(&self, line: u64) {
        for session in &mut self.inner.lock().all {
            if session.line.as_ref().is_some_and(|(number, _)| *number == line) {
                session.line = None;
            }
        }
    }

    /// A bot that closes with 1000 or 1001 is done with its session.
    pub(crate) fn forget(&self, id: &str) {
        self.inner.lock().all.retain(|session| session.id != id);
    }

    /// Sends something to every connection.
    pub(crate) fn to_all(&self, out: &Out) {
        for session in &mut self.inner.lock().all {
            session.send(out.clone());
        }
    }

    /// Ends every session: those connected are told with op 9 that they must identify anew.
    pub(crate) fn invalidate(&self, resumable: bool) {
        let mut inner = self.inner.lock();
        for session in &mut inner.all {
            session.send(Out::Frame(json!({ "op": 9, "d": resumable })));
        }
        if !resumable {
            inner.all.clear();
        }
    }

    /// Ends every session for good: those connected are closed with this code.
    pub(crate) fn end_all(&self, code: u16) {
        let mut inner = self.inner.lock();
        for session in &mut inner.all {
            session.send(Out::Close(code));
        }
        inner.all.clear();
    }

    /// How many sessions have a connection.
    pub(crate) fn connected(&self) -> usize {
        self.inner.lock().all.iter().filter(|session| session.line.is_some()).count()
    }

    /// How many sessions were ever begun or taken up again.
    pub(crate) fn made(&self) -> u64 {
        self.inner.lock().made
    }

    /// Tells one session something of its own, such as the members that it asked for.
    pub(crate) fn tell_one(&self, id: &str, name: &str, data: &Value) {
        if let Some(session) = self.inner.lock().all.iter_mut().find(|session| session.id == id) {
            session.tell(name, data);
        }
    }
}
