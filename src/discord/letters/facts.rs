//! A ticket as a letter needs it.

use std::sync::Arc;

use anyhow::{Context, Result};

use crate::{
    desk::ticket::file::TicketFile, discord::Face, rules::ids::TicketNumber, store::customer::Reach,
};

/// A ticket as it stands.
pub(in crate::discord) async fn open(face: &Face, ticket: TicketNumber) -> Result<Arc<TicketFile>> {
    face.desk.file(Reach::Staff, ticket).await?.with_context(|| format!("{ticket} is not there"))
}
