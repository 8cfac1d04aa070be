//! The side of whoever tests: where the receivers are, what they accept, what was said to them.

use std::sync::Arc;

use anyhow::Result;
use base64::{Engine, engine::general_purpose::STANDARD};
use reqwest::Method;

use super::{
    acknowledge::acknowledge,
    call::HookCall,
    caught::What,
    event::Event,
    incidents::Incident,
    mail::Mail,
    push::{Action, Push},
    setup::{ROUTING_KEY, Receiver},
    visit::{Visited, press, visit},
};
use crate::{faults::Fault, shared::Shared};

/// What is said outside Discord.
#[derive(Clone, Debug)]
pub struct Outside {
    pub(crate) shared: Arc<Shared>,
}

/// Where each receiver is, and what it accepts.
impl Outside {
    pub(crate) fn new(shared: Arc<Shared>) -> Self {
        Self { shared }
    }

    /// The mail server, with TLS from the start: `smtps://127.0.0.1:PORT`.
    #[must_use]
    pub fn smtps_url(&self) -> String {
        format!("smtps://{}", self.shared.outside.addresses.smtps)
    }

    /// The same with STARTTLS: `smtp://127.0.0.1:PORT`.
    #[must_use]
    pub fn smtp_url(&self) -> String {
        format!("smtp://{}", self.shared.outside.addresses.smtp)
    }

    /// The user and the password with which mails are sent.
    #[must_use]
    pub fn mail_account(&self) -> (String, String) {
        self.shared.outside.with(|inner| inner.setup.account.clone())
    }

    /// Changes them.
    pub fn set_mail_account(&self, user: &str, password: &str) {
        self.shared.outside.with(|inner| inner.setup.account = (user.to_owned(), password.to_owned()));
    }

    /// A topic of ntfy, which is there as soon as something is published to it.
    #[must_use]
    pub fn topic_url(&self, topic: &str) -> String {
        format!("https://{}/{topic}", self.shared.outside.addresses.push)
    }

    /// From now on whoever publishes must have this token, or another that was given here.
    pub fn push_token(&self, token: &str) {
        self.shared.outside.with(|inner| inner.setup.allow_token(token));
    }

    /// The same with a user and a password.
    pub fn push_account(&self, user: &str, password: &str) {
        self.shared.outside.with(|inner| inner.setup.allow_account(user, password));
    }

    /// Where events for PagerDuty go: `https://127.0.0.1:PORT/v2/enqueue`.
    #[must_use]
    pub fn pagerduty_url(&self) -> String {
        format!("https://{}/v2/enqueue", self.shared.outside.addresses.pagerduty)
    }

    /// The routing key that is accepted from the start.
    #[must_use]
    pub fn routing_key(&self) -> &'static str {
        ROUTING_KEY
    }

    /// Accepts another routing key.
    pub fn accept_routing_key(&self, key: &str) {
        self.shared.outside.with(|inner| inner.setup.routing_keys.insert(key.to_owned()));
    }

    /// Where PagerDuty tells of acknowledgements, signed with that secret.
    pub fn acknowledgements_go_to(&self, url: &str, secret: &str) {
        let told = Some((url.to_owned(), secret.to_owned()));
        self.shared.outside.with(|inner| inner.setup.acknowledgements = told);
    }

    /// Makes a webhook of that name. Returns where it is, and the secret (`whsec_…`) that signs for it.
    #[must_use]
    pub fn hook(&self, name: &str) -> (String, String) {
        let made_up = || format!("whsec_{}", STANDARD.encode(format!("not a secret of the hook {name}")));
        let secret = self
            .shared
            .outside
            .with(|inner| inner.setup.hooks.entry(name.to_owned()).or_insert_with(made_up).clone());
        (format!("https://{}/hooks/{name}", self.shared.outside.addresses.hooks), secret)
    }

    /// The certificate of the authority to trust, in PEM.
    #[must_use]
    pub fn certificate(&self) -> &str {
        &self.shared.outside.authority
    }
}

/// Things that go wrong.
impl Outside {
    /// While set, a receiver turns everyone away as soon as they connect.
    pub fn refuse_connections(&self, receiver: Receiver, refuse: bool) {
        self.shared.outside.with(|inner| {
            if refuse { inner.setup.down.insert(receiver) } else { inner.setup.down.remove(&receiver) }
        });
    }

    /// The next `times` that something is sent there it meets `fault`. Of mails a fault meets what was said
    /// after `DATA`: its status is SMTP's (451, 554), and too many are told so with 450.
    ///
    /// [`Faults::next`](crate::Faults::next) does the same for the paths `/outside/mail`,
    /// `/outside/push/TOPIC`, `/outside/pagerduty` and `/outside/hooks/NAME`.
    pub fn meets(&self, receiver: Receiver, times: usize, fault: Fault) {
        self.shared.faults.next(times, "*", receiver.faults(), fault);
    }
}

/// What was said, read or not.
impl Outside {
    fn picked<T>(&self, pick: impl FnMut(&What) -> Option<T>) -> Vec<T> {
        self.shared.outside.with(|inner| inner.kept.iter().map(|one| &one.what).filter_map(pick).collect())
    }

    /// Every mail, oldest first.
    #[must_use]
    pub fn mails(&self) -> Vec<Mail> {
        self.picked(|what| if let What::Mail(one) = what { Some(one.clone()) } else { None })
    }

    /// What a phone shows of a topic, oldest first: of those that update one another, the last.
    #[must_use]
    pub fn pushes(&self, topic: &str) -> Vec<Push> {
        let all = self.picked(|what| match what {
            What::Push(one) if one.topic == topic => Some(one.clone()),
            _ => None,
        });
        let mut shown: Vec<Push> = Vec::new();
        for push in all {
            shown.retain(|one| one.sequence_id != push.sequence_id);
            shown.push(push);
        }
        shown
    }

    /// Every event for PagerDuty, oldest first.
    #[must_use]
    pub fn events(&self) -> Vec<Event> {
        self.picked(|what| if let What::Event(one) = what { Some(one.clone()) } else { None })
    }

    /// PagerDuty's incidents, oldest first.
    #[must_use]
    pub fn incidents(&self) -> Vec<Incident> {
        self.shared.outside.incidents()
    }

    /// What came to a webhook, oldest first; each once, however often it was sent.
    #[must_use]
    pub fn hooks(&self, name: &str) -> Vec<HookCall> {
        self.picked(|what| match what {
            What::Hook(one) if one.hook == name => Some(one.clone()),
            _ => None,
        })
    }
}

/// What people do with it.
impl Outside {
    /// Opens a link, as a browser does, or a scanner of mails.
    ///
    /// # Errors
    ///
    /// When nothing answers there.
    pub async fn opens(&self, url: &str) -> Result<Visited> {
        visit(&self.shared, Method::GET, url).await
    }

    /// Sends the form that stands behind a link: an empty POST.
    ///
    /// # Errors
    ///
    /// When nothing answers there.
    pub async fn presses(&self, url: &str) -> Result<Visited> {
        visit(&self.shared, Method::POST, url).await
    }

    /// Presses a button of a push, as a phone does.
    ///
    /// # Errors
    ///
    /// When nothing answers there.
    pub async fn taps(&self, action: &Action) -> Result<Visited> {
        press(&self.shared, action).await
    }

    /// Somebody acknowledges PagerDuty's incident of that key, and PagerDuty tells of it where
    /// [`Self::acknowledgements_go_to`] says. What came back; nothing where nobody is to be told.
    ///
    /// # Errors
    ///
    /// When no incident is open under that key, or whoever is told cannot be reached.
    pub async fn acknowledges(&self, dedup_key: &str, who: &str) -> Result<Option<Visited>> {
        acknowledge(&self.shared, dedup_key, who).await
    }
}
