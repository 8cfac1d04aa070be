//! Everything that was said outside, and what a story has read of it.

use chrono::{DateTime, Utc};
use parking_lot::Mutex;

use super::{
    call::HookCall,
    event::Event,
    incidents::{Incident, Incidents},
    mail::Mail,
    push::Push,
    setup::{Addresses, Receiver, Setup},
};

/// Something that was said.
#[derive(Clone, Debug)]
pub(crate) enum What {
    Mail(Mail),
    Push(Push),
    Event(Event),
    Hook(HookCall),
}

impl What {
    pub(crate) fn at(&self) -> DateTime<Utc> {
        match self {
            Self::Mail(one) => one.at,
            Self::Push(one) => one.at,
            Self::Event(one) => one.at,
            Self::Hook(one) => one.at,
        }
    }

    /// What it is and every word of it.
    pub(super) fn told(&self) -> String {
        match self {
            Self::Mail(one) => format!("mail {}", one.text()),
            Self::Push(one) => format!("push {}", one.text()),
            Self::Event(one) => format!("PagerDuty {}", one.text()),
            Self::Hook(one) => format!("webhook {}", one.text()),
        }
    }
}

/// The same, with whether a story has read it.
#[derive(Clone, Debug)]
pub(crate) struct Kept {
    pub(crate) read: bool,
    pub(crate) what: What,
}

#[derive(Debug)]
pub(crate) struct Caught {
    /// The authority that people's browsers trust, in PEM.
    pub(super) authority: String,
    pub(super) addresses: Addresses,
    inner: Mutex<Inner>,
}

#[derive(Debug, Default)]
pub(super) struct Inner {
    pub(super) setup: Setup,
    pub(super) kept: Vec<Kept>,
    pub(super) incidents: Incidents,
}

impl Inner {
    pub(super) fn keep(&mut self, what: What) {
        self.kept.push(Kept { read: false, what });
    }
}

impl Caught {
    pub(super) fn new(authority: String, addresses: Addresses) -> Self {
        Self { authority, addresses, inner: Mutex::default() }
    }

    /// Looks at it, or changes it. The world may be held meanwhile, and is not asked for within.
    pub(super) fn with<T>(&self, act: impl FnOnce(&mut Inner) -> T) -> T {
        act(&mut self.inner.lock())
    }

    pub(super) fn is_down(&self, receiver: Receiver) -> bool {
        self.with(|inner| inner.setup.down.contains(&receiver))
    }

    /// All of it, oldest first.
    pub(crate) fn all(&self) -> Vec<What> {
        self.with(|inner| inner.kept.iter().map(|one| one.what.clone()).collect())
    }

    /// How much there is.
    pub(crate) fn count(&self) -> usize {
        self.with(|inner| inner.kept.len())
    }

    pub(crate) fn incidents(&self) -> Vec<Incident> {
        self.with(|inner| inner.incidents.all().to_vec())
    }

    /// What no expectation has read, in words.
    pub(crate) fn left(&self) -> Vec<String> {
        self.with(|inner| inner.kept.iter().filter(|one| !one.read).map(|one| one.what.told()).collect())
    }

    /// All of it in words, by the sandbox's clock; what was not read is marked.
    pub(crate) fn story(&self) -> String {
        let line = |one: &Kept| {
            let mark = if one.read { "  " } else { "! " };
            let at = one.what.at().format("%Y-%m-%d %H:%M:%S");
            format!("{mark}{at} {}", one.what.told().replace('\n', "\n        "))
        };
        self.with(|inner| inner.kept.iter().map(line).collect::<Vec<_>>().join("\n"))
    }
}
