//! The window that a ticket opened now may be about: one that goes on, or starts within the hour.

use chrono::TimeDelta;

use crate::{rules::event::Near, store::window::Window};

/// How long before a window a ticket is marked with it.
pub(in crate::desk) const BEFORE: TimeDelta = TimeDelta::hours(1);

impl Window {
    /// What a ticket keeps of it, as it stands now.
    pub fn as_near(&self) -> Near {
        Near {
            window: self.id,
            platform: self.platform.clone(),
            starts_at: self.place.starts_at,
            ends_at: self.place.ends_at,
        }
    }
}
