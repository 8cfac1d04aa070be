//! What all rooms share: the world behind its lock, the sessions, the log, the faults, the limits.

use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Instant,
};

use axum::extract::State;
use parking_lot::Mutex;
use tokio::sync::{broadcast, watch};
use tokio_util::sync::CancellationToken;

use crate::{
    clock::Clock,
    faults::{Fate, Faults},
    ids::ChannelId,
    limits::Limits,
    log::Log,
    outside::Caught,
    sessions::{Sessions, Starts},
    state::{Dispatch, World},
};

/// Something that a page may want to draw anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Change {
    /// Messages or the state of one channel.
    Channel(ChannelId),
    /// Servers, people, commands, the bot's presence.
    World,
}

#[derive(Debug)]
pub(crate) struct Shared {
    world: Mutex<World>,
    pub(crate) clock: Clock,
    pub(crate) sessions: Sessions,
    pub(crate) starts: Starts,
    pub(crate) faults: Faults,
    pub(crate) limits: Limits,
    pub(crate) log: Log,
    /// What is said outside Discord.
    pub(crate) outside: Caught,
    /// Counts the changes, so that whoever waits for one can look again.
    version: watch::Sender<u64>,
    pub(crate) changes: broadcast::Sender<Change>,
    in_flight: AtomicUsize,
    last_request: Mutex<Instant>,
    /// Ends everything that was started.
    pub(crate) stop: CancellationToken,
    /// `https://127.0.0.1:PORT` and `http://127.0.0.1:PORT`, as bound.
    pub(crate) addresses: Addresses,
}

/// The same, as a route is handed it.
pub(crate) type Ctx = State<Arc<Shared>>;

/// Where the sandbox listens.
#[derive(Clone, Debug)]
pub(crate) struct Addresses {
    pub(crate) https: SocketAddr,
    pub(crate) plain: SocketAddr,
}

impl Shared {
    pub(crate) fn new(world: World, limited: bool, addresses: Addresses, outside: Caught) -> Arc<Self> {
        let clock = world.clock.clone();
        Arc::new(Self {
            world: Mutex::new(world),
            faults: Faults::new(clock.clone()),
            clock,
            sessions: Sessions::default(),
            starts: Starts::default(),
            limits: Limits::new(limited),
            log: Log::default(),
            outside,
            version: watch::Sender::new(0),
            changes: broadcast::Sender::new(256),
            in_flight: AtomicUsize::new(0),
            last_request: Mutex::new(Instant::now()),
            stop: CancellationToken::new(),
            addresses,
        })
    }

    /// Where the gateway is.
    pub(crate) fn gateway_url(&self) -> String {
        format!("ws://{}", self.addresses.plain)
    }

    /// Looks at the world.
    pub(crate) fn look<T>(&self, see: impl FnOnce(&World) -> T) -> T {
        see(&self.world.lock())
    }

    /// Changes the world, and hands the events that this caused to the gateway in their order.
    pub(crate) fn change<T>(&self, act: impl FnOnce(&mut World) -> T) -> T {
        let result = {
            let mut world = self.world.lock();
            world.archive_idle_threads();
            let result = act(&mut world);
            for event in std::mem::take(&mut world.outgoing) {
                self.send(event);
            }
            let touched = std::mem::take(&mut world.touched);
            if touched.is_empty() {
                let _ = self.changes.send(Change::World);
            }
            for channel in touched {
                let _ = self.changes.send(Change::Channel(channel));
            }
            result
        };
        self.bump();
        result
    }

    /// Wakes whoever waits for a change.
    pub(crate) fn bump(&self) {
        self.version.send_modify(|version| *version += 1);
    }

    fn send(&self, mut event: Dispatch) {
        // What no session hears of uses up no fault.
        if !self.sessions.hear(&event) {
            return;
        }
        let fate = match self.faults.dispatch(&event.name) {
            Fate::Arrives => self.faults.by_chance(&event.name),
            planned => planned,
        };
        let id = event.data["id"].as_str().unwrap_or_default();
        self.faults.note(format!("{} {id}", event.name), fate);
        if fate != Fate::Lost {
            self.faults.garble(&event.name, &mut event.data);
        }
        match fate {
            Fate::Arrives => self.sessions.dispatch(&event),
            Fate::Lost => self.sessions.lose(&event),
            Fate::Twice => {
                self.sessions.dispatch(&event);
                self.sessions.dispatch(&event);
            }
        }
    }

    /// The number of changes so far, for those who wait for the next one.
    pub(crate) fn versions(&self) -> watch::Receiver<u64> {
        self.version.subscribe()
    }

    /// Waits until `done` says so or `deadline` passes.
    pub(crate) async fn wait<T>(
        &self,
        deadline: Instant,
        mut done: impl FnMut(&World) -> Option<T>,
    ) -> Option<T> {
        let mut versions = self.versions();
        loop {
            versions.borrow_and_update();
            if let Some(found) = self.look(&mut done) {
                return Some(found);
            }
            let until = tokio::time::Instant::from_std(deadline);
            if tokio::time::timeout_at(until, versions.changed()).await.is_err() {
                return self.look(&mut done);
            }
        }
    }

    /// Counts something as under way until what is returned is dropped, also where the caller went away.
    pub(crate) fn under_way(self: &Arc<Self>) -> UnderWay {
        self.in_flight.fetch_add(1, Ordering::SeqCst);
        *self.last_request.lock() = Instant::now();
        UnderWay(Arc::clone(self))
    }

    /// How many requests are being answered, and when the last one began or ended.
    pub(crate) fn activity(&self) -> (usize, Instant) {
        (self.in_flight.load(Ordering::SeqCst), *self.last_request.lock())
    }
}

/// Something that is under way.
#[derive(Debug)]
pub(crate) struct UnderWay(Arc<Shared>);

impl Drop for UnderWay {
    fn drop(&mut self) {
        let shared = &self.0;
        *shared.last_request.lock() = Instant::now();
        shared.in_flight.fetch_sub(1, Ordering::SeqCst);
        shared.bump();
    }
}
