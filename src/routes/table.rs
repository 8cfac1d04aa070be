//! The routes that there are, and the way to each.

use std::collections::BTreeMap;

use super::{
    alarm::{Alarm, Unsent},
    mail::Mail,
    ntfy::Ntfy,
    pagerduty::PagerDuty,
    webhook::Webhook,
};
use crate::{
    clock::Clock,
    rules::on_call::{RouteKey, RouteKind, RoutesOf},
    secret::Secret,
};

/// The routes of `routes.toml`.
#[derive(Clone, Debug)]
pub struct Routes {
    pub(super) all: BTreeMap<RouteKey, Route>,
    pub(super) on_call: RoutesOf,
    pub(super) web: reqwest::Client,
    pub(super) clock: Clock,
}

/// A route.
#[derive(Clone, Debug)]
pub(super) struct Route {
    /// Whether it may carry what customers wrote besides the subject.
    pub(super) full: bool,
    pub(super) way: Way,
}

/// How a route is reached.
#[derive(Clone, Debug)]
pub(super) enum Way {
    Mail(Box<Mail>),
    Ntfy(Ntfy),
    PagerDuty(PagerDuty),
    Webhook(Webhook),
}

impl Routes {
    /// Gives an alarm to a route, once.
    ///
    /// # Errors
    /// When it did not go out, and whether it may later.
    pub async fn send(&self, to: &RouteKey, alarm: &Alarm) -> Result<(), Unsent> {
        let Some(route) = self.all.get(to) else {
            return Err(Unsent::Permanent { error: format!("no route is called {to} any more") });
        };
        let now = self.clock.now();
        match &route.way {
            Way::Mail(mail) => mail.send(alarm, now).await,
            Way::Ntfy(ntfy) => ntfy.send(&self.web, alarm, now).await,
            Way::PagerDuty(pagerduty) => pagerduty.send(&self.web, alarm, now).await,
            Way::Webhook(webhook) => webhook.send(&self.web, alarm, now).await,
        }
    }

    /// Which routes there are.
    pub fn keys(&self) -> impl Iterator<Item = &RouteKey> {
        self.all.keys()
    }

    /// What a route is, where there is one of that name.
    pub fn kind(&self, key: &RouteKey) -> Option<RouteKind> {
        self.all.get(key).map(|route| match &route.way {
            Way::Mail(_) => RouteKind::Mail,
            Way::Ntfy(_) => RouteKind::Ntfy,
            Way::PagerDuty(_) => RouteKind::PagerDuty,
            Way::Webhook(_) => RouteKind::Webhook,
        })
    }

    /// Whether a route may carry what customers wrote besides the subject.
    pub fn is_full(&self, key: &RouteKey) -> bool {
        self.all.get(key).is_some_and(|route| route.full)
    }

    /// Which routes each level of on call has.
    pub fn on_call(&self) -> &RoutesOf {
        &self.on_call
    }

    /// What signs the webhooks that come back from a PagerDuty route, where they do.
    pub fn pagerduty_secret(&self, key: &RouteKey) -> Option<&Secret> {
        match &self.all.get(key)?.way {
            Way::PagerDuty(pagerduty) => pagerduty.comes_back.as_ref(),
            Way::Mail(_) | Way::Ntfy(_) | Way::Webhook(_) => None,
        }
    }
}
