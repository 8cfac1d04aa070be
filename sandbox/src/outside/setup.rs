//! Where the receivers are, and what they were told to accept.

use std::{
    collections::{BTreeMap, BTreeSet},
    net::SocketAddr,
};

use base64::{Engine, engine::general_purpose::STANDARD};

/// What takes something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Receiver {
    /// The mail server.
    Mail,
    /// ntfy.
    Push,
    /// PagerDuty.
    PagerDuty,
    /// Webhooks.
    Hook,
}

impl Receiver {
    /// The path by which faults pick what comes there; the topic, or the hook's name, is its last part.
    pub(super) fn faults(self) -> &'static str {
        match self {
            Self::Mail => "/outside/mail",
            Self::Push => "/outside/push/**",
            Self::PagerDuty => "/outside/pagerduty",
            Self::Hook => "/outside/hooks/**",
        }
    }
}

/// Where each is reached.
#[derive(Clone, Copy, Debug)]
pub(super) struct Addresses {
    pub(super) smtps: SocketAddr,
    pub(super) smtp: SocketAddr,
    pub(super) push: SocketAddr,
    pub(super) pagerduty: SocketAddr,
    pub(super) hooks: SocketAddr,
}

/// What they accept.
#[derive(Debug)]
pub(super) struct Setup {
    /// Who may send mails: user and password.
    pub(super) account: (String, String),
    /// The `Authorization`s that may publish; anybody may where there are none.
    pub(super) publishers: Vec<String>,
    pub(super) routing_keys: BTreeSet<String>,
    /// Where PagerDuty tells of acknowledgements, and with which secret.
    pub(super) acknowledgements: Option<(String, String)>,
    /// Each webhook's name and secret.
    pub(super) hooks: BTreeMap<String, String>,
    /// Those that turn everyone away.
    pub(super) down: BTreeSet<Receiver>,
}

/// The routing key that is accepted from the start.
pub(super) const ROUTING_KEY: &str = "5a4db0c50000000000000000000000aa";

impl Default for Setup {
    fn default() -> Self {
        Self {
            account: ("desk".to_owned(), "not-a-secret".to_owned()),
            publishers: Vec::new(),
            routing_keys: [ROUTING_KEY.to_owned()].into(),
            acknowledgements: None,
            hooks: BTreeMap::new(),
            down: BTreeSet::new(),
        }
    }
}

impl Setup {
    /// A token may publish, as a bearer's or as the password of nobody.
    pub(super) fn allow_token(&mut self, token: &str) {
        self.publishers.push(format!("Bearer {token}"));
        self.allow_account("", token);
    }

    /// An account may publish.
    pub(super) fn allow_account(&mut self, user: &str, password: &str) {
        self.publishers.push(format!("Basic {}", STANDARD.encode(format!("{user}:{password}"))));
    }
}
