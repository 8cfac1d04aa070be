//! The window that a ticket opened now may be about: one that goes on, or starts within the hour.

use anyhow::Result;
use chrono::TimeDelta;

use crate::{
    desk::work::Work,
    rules::{
        event::{About, Near},
        ids::ChannelId,
    },
    store::{self, window::Window},
};

/// How long before a window a ticket is marked with it.
const BEFORE: TimeDelta = TimeDelta::hours(1);

impl Work<'_> {
    /// The window that goes on or starts within the hour on the platform of a component; where none was named, on those of which the
    /// team's channel hears. Of several the earliest.
    ///
    /// # Errors
    /// When the database fails.
    pub(in crate::desk) async fn maintenance_near(
        &mut self,
        channel: ChannelId,
        about: Option<&About>,
    ) -> Result<Option<Window>> {
        let now = self.now;
        let component = about.and_then(|about| self.offer().component(&about.component));
        let platform = component.map(|component| component.platform.as_str());
        store::window::near(self.conn(), channel, platform, now, now + BEFORE).await
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
