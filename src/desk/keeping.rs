//! Files that come with what people write: kept within what the offer allows, each fetched once however many ask for it at one moment, and
//! never more bytes under way than the offer says. How a file is fetched is its caller's business.

use std::{
    collections::HashMap,
    hash::Hash,
    io,
    sync::{Arc, Mutex, PoisonError, Weak},
};

use anyhow::Result;
use tokio::sync::{OnceCell, OwnedSemaphorePermit, Semaphore};

use super::{Desk, talk::FileRef};
use crate::{
    rules::{
        files::NotKept,
        ids::{CustomerId, TicketNumber},
        offer::Bounds,
    },
    store::{
        self,
        files::{Coming, Stored},
    },
};

/// Files that are being kept.
#[derive(Debug)]
pub struct Keeping {
    bounds: Bounds,
    under_way: Arc<Semaphore>,
    held: Arc<Held>,
    coming: Mutex<HashMap<(Whose, String), Weak<Slot>>>,
}

/// Whose bounds a file counts for.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
pub struct Whose {
    /// The ticket's; none where it is not opened yet.
    pub ticket: Option<TicketNumber>,
    /// The customer's; none where it is not known whose ticket it will be.
    pub customer: Option<CustomerId>,
}

/// A file that stands beside the database, or why it does not; what it takes of the bounds is held until this is dropped, as what names it
/// is written only then.
#[derive(Clone, Debug)]
pub struct Kept {
    /// Its hash and size.
    pub stored: Stored,
    _until_written: Arc<Slot>,
}

/// The disk did not take a part of a file.
#[derive(Debug, thiserror::Error)]
#[error("writing it: {0}")]
pub struct NotWritten(io::Error);

/// More of a file came than is kept.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error("it is not kept: {}", .0.as_str())]
pub struct TooMuch(NotKept);

/// What is held of bounds for files that no row names yet.
#[derive(Debug, Default)]
struct Held {
    tickets: Mutex<HashMap<TicketNumber, u64>>,
    customers: Mutex<HashMap<CustomerId, u64>>,
}

/// A file that somebody asked for: whoever asks for it meanwhile has the same.
#[derive(Debug, Default)]
struct Slot(OnceCell<Result<(Stored, Hold), NotKept>>);

/// What one file takes of the bounds.
#[derive(Debug)]
struct Hold {
    held: Arc<Held>,
    whose: Whose,
    bytes: u64,
}

/// A file that comes: what is written of it stays within the bounds.
#[derive(Debug)]
pub struct Sink {
    coming: Coming,
    most: u64,
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
    #[must_use]
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
    fn slot(&self, whose: Whose, told: &FileRef) -> Arc<Slot> {
        let mut coming = self.coming.lock().unwrap_or_else(PoisonError::into_inner);
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
    /// Holds so many bytes more. Gives how many are held then of the ticket's and the customer's.
    fn add(self: &Arc<Self>, whose: Whose, bytes: u64) -> (Hold, u64, u64) {
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
    let mut held = held.lock().unwrap_or_else(PoisonError::into_inner);
    let so_far = held.entry(key).or_default();
    *so_far += bytes;
    *so_far
}

fn less<K: Eq + Hash>(held: &Mutex<HashMap<K, u64>>, key: K, bytes: u64) {
    let mut held = held.lock().unwrap_or_else(PoisonError::into_inner);
    let left = held.get(&key).map_or(0, |so_far| so_far.saturating_sub(bytes));
    if left == 0 {
        held.remove(&key);
    } else {
        held.insert(key, left);
    }
}

impl Desk {
    /// Whose bounds the files of a ticket count for.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn whose_files(&self, ticket: TicketNumber) -> Result<Whose> {
        let row = store::ticket::get(&mut *self.store.read().await?, ticket).await?;
        Ok(Whose { ticket: Some(ticket), customer: row.map(|row| row.customer) })
    }

    /// Keeps the file that came as the `rank`th of a message, counted from 0: `fetch` brings it, and is asked as often as it makes sense.
    ///
    /// # Errors
    /// Why it is not kept. What is no bound's doing is in the log.
    pub async fn keep_file<F>(
        &self,
        whose: Whose,
        (rank, told): (usize, &FileRef),
        tries: usize,
        fetch: impl Fn(Sink) -> F,
    ) -> Result<Kept, NotKept>
    where
        F: Future<Output = Result<Sink>>,
    {
        let bounds = &self.keeping.bounds;
        if rank >= bounds.files_a_message {
            return Err(NotKept::TooMany);
        }
        if u64::from(told.size) > bounds.file {
            return Err(NotKept::TooLarge);
        }
        let slot = self.keeping.slot(whose, told);
        let kept = slot.0.get_or_init(|| Box::pin(self.come(whose, told, tries, fetch))).await;
        match kept {
            Ok((stored, _)) => Ok(Kept { stored: stored.clone(), _until_written: Arc::clone(&slot) }),
            Err(why) => Err(*why),
        }
    }

    async fn come<F>(
        &self,
        whose: Whose,
        told: &FileRef,
        tries: usize,
        fetch: impl Fn(Sink) -> F,
    ) -> Result<(Stored, Hold), NotKept>
    where
        F: Future<Output = Result<Sink>>,
    {
        let size = u64::from(told.size);
        let hold = self.hold(whose, size).await?;
        let Some(_under_way) = self.keeping.may_go(size).await else { return Err(NotKept::NotHad) };
        let mut why = NotKept::NotHad;
        for _ in 0..tries {
            let come = async {
                let coming = self.store.files().begin().map_err(NotWritten)?;
                // What is sent counts, whatever was told of its size: more of it than that was not held.
                let sink = Sink { coming, most: size };
                anyhow::Ok(fetch(sink).await?.coming.keep().await.map_err(NotWritten)?)
            };
            match come.await {
                Ok(stored) => return Ok((stored, hold)),
                Err(error) => {
                    why = why_not(&error);
                    tracing::warn!(
                        size,
                        why = why.as_str(),
                        error = format!("{error:#}"),
                        "a file was not kept"
                    );
                }
            }
            if why != NotKept::NotHad {
                break;
            }
        }
        Err(why)
    }

    /// Holds what a file takes of the bounds, where there is room for it.
    async fn hold(&self, whose: Whose, size: u64) -> Result<Hold, NotKept> {
        let bounds = &self.keeping.bounds;
        // Held first, counted then: of two that come at one moment no more is kept than may be.
        let (hold, of_ticket, of_customer) = self.keeping.held.add(whose, size);
        let (ticket, customer) = self.used(whose).await.map_err(|error| {
            tracing::error!(error = format!("{error:#}"), "a file's bounds could not be read");
            NotKept::NotHad
        })?;
        if ticket + of_ticket > bounds.ticket {
            return Err(NotKept::Ticket);
        }
        if customer + of_customer > bounds.customer_day {
            return Err(NotKept::Customer);
        }
        let free = self.store.files().free().map_err(|error| {
            tracing::error!(error = format!("{error:#}"), "it is not known how full the disk is");
            NotKept::NoRoom
        })?;
        if free < bounds.free_disk.saturating_add(size) {
            tracing::warn!(free, floor = bounds.free_disk, "the disk has no room for files");
            return Err(NotKept::NoRoom);
        }
        Ok(hold)
    }

    /// How much of the ticket's and the customer's bounds is used.
    async fn used(&self, whose: Whose) -> Result<(u64, u64)> {
        let mut conn = self.store.read().await?;
        let ticket = match whose.ticket {
            Some(ticket) => store::attachment::bytes_of_ticket(&mut conn, ticket).await?,
            None => 0,
        };
        let customer = match whose.customer {
            Some(customer) => {
                let day = self.offer.calendar.date_of(self.clock.now()).to_string();
                store::attachment::bytes_of_day(&mut conn, customer, &day).await?
            }
            None => 0,
        };
        Ok((ticket, customer))
    }
}

/// Why a file was not kept, from what went wrong.
fn why_not(error: &anyhow::Error) -> NotKept {
    if let Some(TooMuch(why)) = error.downcast_ref() {
        return *why;
    }
    if error.downcast_ref::<NotWritten>().is_some() { NotKept::NoRoom } else { NotKept::NotHad }
}
