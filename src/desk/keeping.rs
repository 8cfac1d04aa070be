//! Files that are being kept: within their bounds, one after another.

use std::{
    collections::HashMap,
    hash::Hash,
    io,
    sync::{Arc, Weak},
};

use anyhow::Result;
use parking_lot::Mutex;
use serde::{Deserialize, Serialize};
use tokio::sync::{OnceCell, OwnedSemaphorePermit, Semaphore};

use crate::{
    rules::{
        files::NotKept,
        ids::{CustomerId, TicketNumber},
        offer::Bounds,
    },
    store::file::attached::{Coming, Stored},
};

/// Files that are being kept.
#[derive(Debug)]
pub struct Keeping {
    pub(super) bounds: Bounds,
    under_way: Arc<Semaphore>,
    pub(super) held: Arc<Held>,
    pub(super) coming: Mutex<HashMap<(Payer, String), Weak<Slot>>>,
}

/// Whose bounds a file counts for.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
pub struct Payer {
    /// The ticket's; none where it is not opened yet.
    pub ticket: Option<TicketNumber>,
    /// The customer's; none where it is not known whose ticket it will be.
    pub customer: Option<CustomerId>,
}

/// A file that stands beside the database, or why it does not; what it takes of the bounds is held until this
/// is dropped, as what names it is written only then.
#[derive(Clone, Debug)]
pub struct StoredFile {
    /// Its hash and size.
    pub stored: Stored,
    pub(super) _until_written: Arc<Slot>,
}

/// The disk did not take a part of a file.
#[derive(Debug, thiserror::Error)]
#[error("writing it: {0}")]
pub struct NotWritten(pub(super) io::Error);

/// More of a file came than is kept.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error("it is not kept: {}", .0.as_str())]
pub struct TooMuch(pub(super) NotKept);

/// What is held of bounds for files that no row names yet.
#[derive(Debug, Default)]
pub(super) struct Held {
    tickets: Mutex<HashMap<TicketNumber, u64>>,
    customers: Mutex<HashMap<CustomerId, u64>>,
}

/// A file that somebody asked for: whoever asks for it meanwhile has the same.
#[derive(Debug, Default)]
pub(super) struct Slot(pub(super) OnceCell<Result<(Stored, Hold), NotKept>>);

/// What one file takes of the bounds.
#[derive(Debug)]
pub(super) struct Hold {
    pub(super) held: Arc<Held>,
    pub(super) whose: Payer,
    bytes: u64,
}

/// A file that comes: what is written of it stays within the bounds.
#[derive(Debug)]
pub struct Sink {
    pub(super) coming: Coming,
    pub(super) most: u64,
}

impl Sink {
    /// Takes the next part.
    ///
    /// # Errors
    /// [`TooMuch`] where more came than may; [`NotWritten`] where the disk does not take it.
    pub async fn take(&mut self, part: &[u8]) -> Result<()> {
        if self.coming.size() + part.len() as u64 > self.most {
            return Err(TooMuch(NotKept::TooLarge).into());
        }
        Ok(self.coming.write(part).await.map_err(NotWritten)?)
    }
}

impl Keeping {
    /// Nothing is being kept yet.
    pub fn new(bounds: Bounds) -> Self {
        let permits = usize::try_from(bounds.under_way).unwrap_or(usize::MAX).min(Semaphore::MAX_PERMITS);
        Self {
            bounds,
            under_way: Arc::new(Semaphore::new(permits)),
            held: Arc::default(),
            coming: Mutex::default(),
        }
    }

    /// Waits until so many bytes more may be under way; they are until what this gives is dropped.
    pub async fn may_go(&self, bytes: u64) -> Option<OwnedSemaphorePermit> {
        // One file that is larger than all that may go, goes alone.
        let permits = u32::try_from(bytes.clamp(1, self.bounds.under_way)).unwrap_or(u32::MAX);
        Arc::clone(&self.under_way).acquire_many_owned(permits).await.ok()
    }

    /// The one slot for a file, whoever asks for it.
    pub(super) fn slot(&self, whose: Payer, told: &FileRef) -> Arc<Slot> {
        let mut coming = self.coming.lock();
        coming.retain(|_, slot| slot.strong_count() > 0);
        // What follows the question mark says how long the link is good.
        let source = told.url.split('?').next().unwrap_or_default().to_owned();
        let known = coming.get(&(whose, source.clone())).and_then(Weak::upgrade);
        known.unwrap_or_else(|| {
            let slot = Arc::new(Slot::default());
            coming.insert((whose, source), Arc::downgrade(&slot));
            slot
        })
    }
}

impl Held {
    /// Holds so many bytes more. Returns how many are held then of the ticket's and the customer's.
    pub(super) fn add(self: &Arc<Self>, whose: Payer, bytes: u64) -> (Hold, u64, u64) {
        let of_ticket = whose.ticket.map_or(bytes, |ticket| more(&self.tickets, ticket, bytes));
        let of_customer = whose.customer.map_or(bytes, |customer| more(&self.customers, customer, bytes));
        (Hold { held: Arc::clone(self), whose, bytes }, of_ticket, of_customer)
    }
}

impl Drop for Hold {
    fn drop(&mut self) {
        if let Some(ticket) = self.whose.ticket {
            less(&self.held.tickets, ticket, self.bytes);
        }
        if let Some(customer) = self.whose.customer {
            less(&self.held.customers, customer, self.bytes);
        }
    }
}

fn more<K: Eq + Hash>(held: &Mutex<HashMap<K, u64>>, key: K, bytes: u64) -> u64 {
    let mut held = held.lock();
    let so_far = held.entry(key).or_default();
    *so_far += bytes;
    *so_far
}

fn less<K: Eq + Hash>(held: &Mutex<HashMap<K, u64>>, key: K, bytes: u64) {
    let mut held = held.lock();
    let left = held.get(&key).map_or(0, |so_far| so_far.saturating_sub(bytes));
    if left == 0 {
        held.remove(&key);
    } else {
        held.insert(key, left);
    }
}

/// A file as Discord tells of it.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct FileRef {
    /// Its name.
    pub name: String,
    /// Its kind, as `image/png`, where it is known.
    pub kind: Option<String>,
    /// Its size in bytes.
    pub size: u32,
    /// Where Discord has it; such links expire.
    pub url: String,
}
