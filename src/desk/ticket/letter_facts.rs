//! What letters of a ticket tell of, as it is when they are said.

use std::sync::Arc;

use anyhow::{Context, Result};

use super::file::TicketFile;
use crate::{
    desk::Desk,
    rules::ids::{CustomerId, EventSeq, TicketNumber},
    store::{self, attachment::Attachment, customer::Reach, ticket::Text},
};

/// What was written on one side, for the other.
#[derive(Clone, Debug)]
pub struct Written {
    /// The text, where there is one.
    pub text: Option<Text>,
    /// The files that came with it. One that is not where it was kept is as one that was not kept.
    pub files: Vec<Attachment>,
}

/// Tickets that nobody of their team sees.
#[derive(Clone, Debug)]
pub struct Silent {
    /// The customer's name.
    pub customer: String,
    /// The tickets, by number.
    pub tickets: Vec<TicketNumber>,
}

impl Desk {
    /// A ticket as it stands, whoever is told of it.
    ///
    /// # Errors
    /// Also where there is none of that number.
    pub async fn ticket_told(&self, ticket: TicketNumber) -> Result<Arc<TicketFile>> {
        self.file(Reach::Staff, ticket).await?.with_context(|| format!("{ticket} is not there"))
    }

    /// What was written in an event, if anything.
    pub async fn text_of(&self, ticket: TicketNumber, seq: EventSeq) -> Result<Option<Text>> {
        store::ticket::text(&mut *self.store.read().await?, ticket, seq).await
    }

    /// The files that came with an event.
    pub async fn files_of(&self, ticket: TicketNumber, seq: EventSeq) -> Result<Vec<Attachment>> {
        store::attachment::of_event(&mut *self.store.read().await?, ticket, seq).await
    }

    /// What was written in an event, with the files that can be sent along.
    pub async fn written(&self, ticket: TicketNumber, seq: EventSeq) -> Result<Written> {
        let (text, mut files) = {
            let mut conn = self.store.read().await?;
            let text = store::ticket::text(&mut conn, ticket, seq).await?;
            (text, store::attachment::of_event(&mut conn, ticket, seq).await?)
        };
        for kept in &mut files {
            if let Some(hash) = kept.hash()
                && self.file_at(&hash).await?.is_none()
            {
                // `guichet check` tells of it, and nothing waits for it.
                tracing::error!(%ticket, sha256 = hash.as_str(), "a file is not where it was kept");
                kept.sha256 = None;
            }
        }
        Ok(Written { text, files })
    }

    /// Those of a customer's tickets that nobody of its team sees still; nothing where all are seen again.
    pub async fn silent(&self, customer: CustomerId, tickets: &[TicketNumber]) -> Result<Option<Silent>> {
        let mut conn = self.store.read().await?;
        let mut silent = Vec::new();
        for ticket in tickets {
            if store::place::silence(&mut conn, *ticket).await?.is_some() {
                silent.push(*ticket);
            }
        }
        if silent.is_empty() {
            return Ok(None);
        }
        let customer = store::customer::get(&mut conn, customer).await?.name;
        Ok(Some(Silent { customer, tickets: silent }))
    }
}
