//! What the desk does. One use case is one function and one transaction: read, decide by the rules, write the event, queue what
//! must be said, commit. The desk does not know that Discord exists.

pub mod actor;
pub mod amended;
pub mod audit;
pub mod board;
pub mod carrying;
pub mod claims;
pub mod codes;
pub mod confirm;
pub mod contract;
pub mod customers;
pub mod doctor;
pub mod draft;
pub mod due;
pub mod effect;
pub mod errand;
pub mod escalate;
pub mod expertise;
pub mod export;
pub mod file;
pub mod finding;
pub mod import;
pub mod inbox;
pub mod integrity;
pub mod keeping;
pub mod level;
pub mod line;
pub mod lost;
pub mod maintenance;
mod outlook;
pub mod p1;
pub mod paging;
pub mod place;
pub mod reading;
pub mod refusal;
pub mod report;
pub mod restore;
mod retention;
pub mod say;
pub mod served;
pub mod setup;
pub mod shut;
pub mod spoken;
pub mod talk;
pub mod threads;
pub mod ticket;
pub mod update;
pub mod vigil;
pub mod work;

use std::sync::Arc;

use tokio::sync::Notify;

pub use refusal::{Refusal, Stop};

use crate::{clock::Clock, rules::offer::Offer, store::Store};

/// The desk: what every use case works with. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Desk {
    /// The database.
    pub store: Store,
    /// The offer that is sold.
    pub offer: Arc<Offer>,
    /// The time.
    pub clock: Clock,
    /// Rung when something was promised.
    pub agenda_bell: Arc<Notify>,
    /// Rung when something is to be said.
    pub outbox_bell: Arc<Notify>,
    /// What is on its way.
    pub claims: Arc<claims::Claims>,
    /// What was told and is worked off.
    pub inbox: Arc<inbox::Inbox>,
    /// Who is still to be answered.
    pub answers: Arc<lost::Answers>,
    /// When what was refused was last tried again because something changed.
    refused_tried: Arc<std::sync::Mutex<Option<chrono::DateTime<chrono::Utc>>>>,
    /// Files that are being kept.
    pub keeping: Arc<keeping::Keeping>,
    /// Held by who makes a ticket's file: one is made at a time.
    pub exporting: Arc<tokio::sync::Mutex<()>>,
    /// What was looked at last.
    looks: Arc<finding::Looks>,
    /// When the vigil looked last.
    looked: Arc<vigil::Looked>,
}

impl Desk {
    /// A desk on a database, for an offer, with a clock.
    #[must_use]
    pub fn new(store: Store, offer: Offer, clock: Clock) -> Self {
        Self {
            keeping: Arc::new(keeping::Keeping::new(offer.bounds)),
            exporting: Arc::default(),
            store,
            offer: Arc::new(offer),
            clock,
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
    /// The same desk for who comes through the door for machines: it reads by a connection of its own, so that no number of them keeps a
    /// page waiting.
    #[must_use]
    pub fn at_the_door(&self) -> Self {
        Self { store: self.store.at_the_door(), ..self.clone() }
    }

    /// Opens the desk at the program's start: what must always be promised is promised, and whoever was not answered is told.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn open(&self) -> anyhow::Result<()> {
        self.plan_windows().await?;
        self.promise_expertise().await?;
        self.promise_reports().await?;
        self.promise_retention().await?;
        self.tell_all_lost().await?;
        self.outbox_bell.notify_one();
        self.agenda_bell.notify_one();
        Ok(())
    }
}

/// What a use case gives: what was done, or why it was not (a refusal, or a fault of ours).
pub type Done<T> = Result<T, Stop>;
