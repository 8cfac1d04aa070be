//! Files that come with what people write: kept within what the offer allows, each fetched once however many
//! ask for it at one moment, and never more bytes under way than the offer says. How a file is fetched is its
//! caller's business.

use std::sync::Arc;

use anyhow::Result;

use crate::{
    desk::{
        Desk,
        keeping::{FileRef, Hold, NotWritten, Payer, Sink, StoredFile, TooMuch},
    },
    rules::{files::NotKept, ids::TicketNumber},
    store::{self, file::attached::Stored},
};

impl Desk {
    /// Whose bounds the files of a ticket count for.
    pub async fn whose_files(&self, ticket: TicketNumber) -> Result<Payer> {
        let row = store::ticket::get(&mut *self.store.read().await?, ticket).await?;
        Ok(Payer { ticket: Some(ticket), customer: row.map(|row| row.customer) })
    }

    /// Keeps the file that came as the `rank`th of a message, counted from 0: `fetch` brings it, and is asked
    /// as often as it makes sense.
    ///
    /// # Errors
    /// Why it is not kept. What is no bound's doing is in the log.
    pub async fn keep_file<F>(
        &self,
        whose: Payer,
        (rank, told): (usize, &FileRef),
        tries: usize,
        fetch: impl Fn(Sink) -> F,
    ) -> Result<StoredFile, NotKept>
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
            Ok((stored, _)) => Ok(StoredFile { stored: stored.clone(), _until_written: Arc::clone(&slot) }),
            Err(why) => Err(*why),
        }
    }

    async fn come<F>(
        &self,
        whose: Payer,
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
    async fn hold(&self, whose: Payer, size: u64) -> Result<Hold, NotKept> {
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
    async fn used(&self, whose: Payer) -> Result<(u64, u64)> {
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
