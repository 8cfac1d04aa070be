//! The desk: what every use case works with.

use std::sync::Arc;

use tokio::sync::Notify;

use super::{answers, away, claims, looks, p1::looked};
use crate::{
    clock::Clock,
    desk,
    rules::{offer::Offer, on_call::RoutesOf},
    store::Store,
};

/// The desk: what every use case works with. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Desk {
    /// The database.
    pub store: Store,
    /// The offer that is sold.
    pub offer: Arc<Offer>,
    /// The time.
    pub clock: Clock,
    /// By which routes each level of on-call is called outside chat.
    pub routes: Arc<RoutesOf>,
    /// Rung when something was promised.
    pub agenda_bell: Arc<Notify>,
    /// Rung when something is to be said.
    pub outbox_bell: Arc<Notify>,
    /// Rung when something is to be said outside chat.
    pub alarm_bell: Arc<Notify>,
    /// Since when Discord cannot be reached.
    pub away: Arc<away::Away>,
    /// What is on its way.
    pub claims: Arc<claims::Claims>,
    /// What was told and is worked off.
    pub inbox: Arc<desk::inbox::Inbox>,
    /// Who is still to be answered.
    pub answers: Arc<answers::Answers>,
    /// When what was refused was last tried again because something changed.
    pub(super) refused_tried: Arc<parking_lot::Mutex<Option<chrono::DateTime<chrono::Utc>>>>,
    /// Files that are being kept.
    pub keeping: Arc<desk::keeping::Keeping>,
    /// Held by whoever makes a ticket's file: one is made at a time.
    pub exporting: Arc<tokio::sync::Mutex<()>>,
    /// What was looked at last.
    pub(super) looks: Arc<looks::Looks>,
    /// When the vigil looked last.
    pub(super) looked: Arc<looked::Looked>,
}

impl Desk {
    /// A desk on a database, for an offer, with a clock.
    pub fn new(store: Store, offer: Offer, clock: Clock) -> Self {
        Self {
            keeping: Arc::new(desk::keeping::Keeping::new(offer.bounds)),
            exporting: Arc::default(),
            store,
            offer: Arc::new(offer),
            away: Arc::new(away::Away::new(clock.clone())),
            clock,
            routes: Arc::default(),
            alarm_bell: Arc::default(),
            agenda_bell: Arc::default(),
            outbox_bell: Arc::default(),
            claims: Arc::default(),
            inbox: Arc::default(),
            answers: Arc::default(),
            refused_tried: Arc::default(),
            looks: Arc::default(),
            looked: Arc::default(),
        }
    }
}

impl Desk {
    /// The same desk, which calls people by these routes too.
    pub fn calling_by(self, routes: RoutesOf) -> Self {
        Self { routes: Arc::new(routes), ..self }
    }

    /// The same desk for whoever comes through the door for machines: it reads by a connection of its own, so
    /// that no number of them keeps a page waiting.
    pub fn at_the_door(&self) -> Self {
        Self { store: self.store.at_the_door(), ..self.clone() }
    }
}
