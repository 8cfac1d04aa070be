//! What goes wrong on a busy day, by chance: requests that fail, events that never arrive, sessions that end,
//! rights that are taken away and given back.

use std::{
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use chrono::{DateTime, TimeDelta, Utc};
use sandbox::{Channel, Fault, Permissions, Receiver, Storm, Whom, ids::ChannelId};

use crate::{dice::Dice, lives::globex, stage::Stage};

/// A kind of trouble.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Kind {
    /// Requests about messages fail for now: 5xx, 429, slow, cut; before or after their effect.
    Messages,
    /// Those that start threads and put them away.
    Threads,
    /// Those that ask who somebody is.
    Members,
    /// Those that answer an interaction.
    Answers,
    /// Files cannot be fetched for now.
    Files,
    /// Events arrive twice.
    Doubled,
    /// Events never arrive, others after them do.
    Lost,
    /// The connection drops, is closed, is asked for anew; the session ends, or is not taken up again; nobody
    /// is let in.
    Sessions,
    /// A server has as many open threads as Discord allows.
    ThreadsFull,
    /// The bot may start no thread in a channel.
    ThreadsRefused,
    /// A thread is locked.
    Locked,
    /// The bot may not write in a customer's channel.
    Unwritable,
    /// The bot does not see a customer's channel.
    Unseen,
    /// The bot may not read what was written before it looked.
    Unread,
    /// The bot may not write in the staff's channel.
    StaffShut,
    /// One of the ways by which people are called outside chat is down.
    Route,
    /// Somebody who may only read presses buttons.
    Reader,
}

/// All of them.
const ALL: [Kind; 17] = [
    Kind::Messages,
    Kind::Threads,
    Kind::Members,
    Kind::Answers,
    Kind::Files,
    Kind::Doubled,
    Kind::Lost,
    Kind::Sessions,
    Kind::ThreadsFull,
    Kind::ThreadsRefused,
    Kind::Locked,
    Kind::Unwritable,
    Kind::Unseen,
    Kind::Unread,
    Kind::StaffShut,
    Kind::Route,
    Kind::Reader,
];

/// The codes with which Discord closes a connection and lets the bot come back.
const CLOSES: [u16; 7] = [1001, 4000, 4001, 4002, 4007, 4008, 4009];

/// How long after a connection ended the bot may take to be back.
const BACK_WITHIN: Duration = Duration::from_secs(20);

/// The kinds of a day: those named in `CAMPAIGN_KINDS` (`messages,lost`), or all.
pub(crate) fn kinds() -> Vec<Kind> {
    let name = |kind: &Kind| format!("{kind:?}").to_lowercase();
    let Ok(named) = std::env::var("CAMPAIGN_KINDS") else {
        return ALL.to_vec();
    };
    named
        .split(',')
        .map(|wanted| {
            let wanted = wanted.trim().to_lowercase();
            *ALL.iter().find(|kind| name(kind) == wanted).unwrap_or_else(|| {
                panic!("{wanted} is none of {:?}", ALL.iter().map(name).collect::<Vec<_>>())
            })
        })
        .collect()
}

/// Something that happened, and when.
pub(crate) type Entry = (DateTime<Utc>, String);

/// What happened: kills, and troubles that are no single request's.
#[derive(Debug, Default)]
pub(crate) struct Book(Mutex<Vec<Entry>>);

/// When the bot could not see a channel.
#[derive(Clone, Debug)]
pub(crate) struct Blind {
    pub(crate) room: ChannelId,
    pub(crate) from: DateTime<Utc>,
    pub(crate) until: DateTime<Utc>,
}

impl Book {
    pub(crate) fn note(&self, what: String) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push((Utc::now(), what));
    }

    pub(crate) fn all(&self) -> Vec<Entry> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// The troubles of a day.
#[derive(Debug)]
pub(crate) struct Troubles {
    pub(crate) kinds: Vec<Kind>,
    pub(crate) book: Book,
    pub(crate) blind: Mutex<Vec<Blind>>,
    done: Mutex<usize>,
}

impl Troubles {
    pub(crate) fn new(kinds: Vec<Kind>) -> Self {
        Self { kinds, book: Book::default(), blind: Mutex::default(), done: Mutex::default() }
    }

    fn has(&self, kind: Kind) -> bool {
        self.kinds.contains(&kind)
    }

    /// How many there were so far.
    pub(crate) fn count(&self, stage: &Stage) -> usize {
        stage.sandbox.faults().count_met() + *self.done.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What comes by chance with each request and each event.
    pub(crate) fn storm(&self, seed: u64) -> Storm {
        let (second, half) = (Duration::from_secs(1), Duration::from_millis(500));
        let passing = [
            Fault::Status(500),
            Fault::Status(502),
            Fault::Status(503),
            Fault::StatusAfter(502),
            Fault::StatusAfter(503),
            Fault::CutBefore,
            Fault::CutBefore,
            Fault::CutAfter,
            Fault::CutAfter,
            Fault::Slow(half),
            Fault::Slow(3 * second),
            Fault::SlowAfter(half),
            Fault::SlowAfter(3 * second),
            Fault::TooMany(half),
            Fault::TooMany(second),
        ];
        let routes = [
            (Kind::Threads, 120, "POST", "/channels/*/messages/*/threads"),
            (Kind::Threads, 120, "PATCH", "/channels/*"),
            (Kind::Messages, 60, "*", "/channels/*/messages/**"),
            (Kind::Members, 200, "GET", "/guilds/*/members/*"),
            (Kind::Answers, 50, "*", "/interactions/**"),
            (Kind::Answers, 50, "*", "/webhooks/**"),
            (Kind::Files, 200, "GET", "/attachments/**"),
        ];
        let mut storm = Storm::new(seed);
        for (kind, per_mille, method, path) in routes {
            if self.has(kind) {
                storm = storm.requests(per_mille, method, path, &passing);
            }
        }
        let often = |kind, per_mille| if self.has(kind) { per_mille } else { 0 };
        let (lost, twice) = (often(Kind::Lost, 20), often(Kind::Doubled, 20));
        for event in ["MESSAGE_CREATE", "MESSAGE_UPDATE", "MESSAGE_DELETE"] {
            storm = storm.events(event, 4 * lost, 2 * twice);
        }
        storm.events("*", lost, twice)
    }

    /// One after the other until the day is over; all of them have an end.
    pub(crate) async fn come(self: Arc<Self>, stage: Arc<Stage>, mut dice: Dice, over: Arc<AtomicBool>) {
        let scripted = [
            Kind::Sessions,
            Kind::ThreadsFull,
            Kind::ThreadsRefused,
            Kind::Locked,
            Kind::Unwritable,
            Kind::Unseen,
            Kind::Unread,
            Kind::StaffShut,
            Kind::Route,
        ];
        let scripted: Vec<Kind> = scripted.into_iter().filter(|kind| self.has(*kind)).collect();
        while !over.load(Ordering::Relaxed) {
            tokio::time::sleep(Duration::from_millis(200) + dice.millis(800)).await;
            let Some(kind) = dice.picks(&scripted) else { continue };
            self.comes(&stage, kind, &mut dice).await;
            *self.done.lock().unwrap_or_else(PoisonError::into_inner) += 1;
        }
    }

    async fn comes(&self, stage: &Stage, kind: Kind, dice: &mut Dice) {
        let rooms = [stage.acme.clone(), globex(stage)];
        let Some(room) = dice.picks(&rooms) else { return };
        let anywhere = [&rooms[..], std::slice::from_ref(&stage.support)].concat();
        let Some(place) = dice.picks(&anywhere) else { return };
        match kind {
            Kind::Sessions => self.interrupts(stage, dice).await,
            Kind::ThreadsFull => {
                let full = Fault::Refused(400, 160_006);
                let times = 1 + dice.throws(4);
                self.book.note(format!("{times} threads will be refused, as there are too many"));
                stage.sandbox.faults().next(times, "POST", "/channels/*/messages/*/threads", full);
            }
            Kind::ThreadsRefused => self.takes(&place, Permissions::CREATE_PUBLIC_THREADS, dice).await,
            Kind::Unread => self.takes(&place, Permissions::READ_MESSAGE_HISTORY, dice).await,
            Kind::Unwritable => self.takes(&room, writing(), dice).await,
            Kind::Unseen => self.hides(&room, dice).await,
            Kind::StaffShut if dice.throws(2) == 0 => self.takes(&stage.support, writing(), dice).await,
            Kind::StaffShut => self.hides(&stage.support, dice).await,
            Kind::Route => self.lets_a_route_down(stage, dice).await,
            Kind::Locked => {
                let open: Vec<_> = place.threads().into_iter().filter(|one| !one.is_archived()).collect();
                let Some(thread) = dice.picks(&open) else { return };
                self.book.note(format!("{} is locked", thread.name()));
                place.deny(Whom::Bot, Permissions::MANAGE_THREADS);
                thread.set_locked(true);
                lasts(dice).await;
                thread.set_locked(false);
                place.allow(Whom::Bot, Permissions::MANAGE_THREADS);
                self.book.note(format!("{} is not locked any more", thread.name()));
            }
            Kind::Messages
            | Kind::Threads
            | Kind::Members
            | Kind::Answers
            | Kind::Files
            | Kind::Doubled
            | Kind::Lost
            | Kind::Reader => {}
        }
    }

    /// The bot loses a right in a channel, and has it back.
    async fn takes(&self, place: &Channel, right: Permissions, dice: &mut Dice) {
        let name = format!("{right:?} in #{} ({})", place.name(), place.id());
        self.book.note(format!("the bot loses {name}"));
        place.deny(Whom::Bot, right);
        lasts(dice).await;
        place.allow(Whom::Bot, right);
        self.book.note(format!("the bot has {name} again"));
    }

    /// The bot does not see a channel for a while.
    async fn hides(&self, place: &Channel, dice: &mut Dice) {
        let from = Utc::now();
        self.takes(place, Permissions::VIEW_CHANNEL, dice).await;
        // What is under way just then may arrive or not.
        let second = TimeDelta::seconds(1);
        let blind = Blind { room: place.id(), from: from - second, until: Utc::now() + second };
        self.blind.lock().unwrap_or_else(PoisonError::into_inner).push(blind);
    }

    /// Whoever receives alarms turns everyone away for a while.
    async fn lets_a_route_down(&self, stage: &Stage, dice: &mut Dice) {
        let all = [Receiver::Mail, Receiver::Push, Receiver::PagerDuty, Receiver::Hook];
        let Some(receiver) = dice.picks(&all) else { return };
        let outside = stage.sandbox.outside();
        self.book.note(format!("{receiver:?} is down"));
        outside.refuse_connections(receiver, true);
        lasts(dice).await;
        outside.refuse_connections(receiver, false);
        self.book.note(format!("{receiver:?} is there again"));
    }

    async fn interrupts(&self, stage: &Stage, dice: &mut Dice) {
        let sandbox = &stage.sandbox;
        let what = match dice.throws(6) {
            0 => {
                sandbox.drop_connections();
                "the connection drops".to_owned()
            }
            1 => {
                let code = dice.picks(&CLOSES).unwrap_or(4000);
                sandbox.close_connections(code);
                format!("the connection is closed with {code}")
            }
            2 => {
                sandbox.ask_to_reconnect();
                "the bot is asked to connect again".to_owned()
            }
            3 => {
                let resumable = dice.throws(2) == 0;
                sandbox.invalidate_sessions(resumable);
                format!("the session is invalidated (resumable: {resumable})")
            }
            4 => {
                sandbox.faults().refuse_resume(1);
                sandbox.drop_connections();
                "the connection drops, and the session is not taken up again".to_owned()
            }
            _ => {
                sandbox.faults().refuse_connections(true);
                sandbox.drop_connections();
                lasts(dice).await;
                sandbox.faults().refuse_connections(false);
                "the connection drops, and nobody was let in for a while".to_owned()
            }
        };
        self.book.note(what);
        let since = Instant::now();
        while sandbox.connections() == 0 && since.elapsed() < BACK_WITHIN {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }
}

fn writing() -> Permissions {
    Permissions::SEND_MESSAGES | Permissions::SEND_MESSAGES_IN_THREADS
}

/// As long as a trouble lasts.
async fn lasts(dice: &mut Dice) {
    tokio::time::sleep(Duration::from_millis(300) + dice.millis(2_700)).await;
}
