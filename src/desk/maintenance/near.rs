//! The window that a ticket opened now may be about: one that goes on, or starts within the hour.

use anyhow::Result;
use chrono::TimeDelta;

use crate::{
    desk::{file::TicketFile, work::Work},
    rules::event::Near,
    store::{self, window::Window},
};

/// How long before a window a ticket is marked with it.
pub(in crate::desk) const BEFORE: TimeDelta = TimeDelta::hours(1);

impl Work<'_> {
    /// The window with which a ticket was marked when it was opened.
    ///
    /// # Errors
    /// When the database fails.
    pub(in crate::desk) async fn window_of(&mut self, file: &TicketFile) -> Result<Option<Window>> {
        let Some(near) = &file.ticket.near else { return Ok(None) };
        store::window::get(self.conn(), near.window).await
    }
}

impl Window {
    /// What a ticket keeps of it, as it stands now.
    #[must_use]
    pub fn as_near(&self) -> Near {
        Near {
            window: self.id,
            platform: self.platform.clone(),
            starts_at: self.place.starts_at,
            ends_at: self.place.ends_at,
        }
    }
}
