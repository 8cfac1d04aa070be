//! Why on call stays as it is.

use crate::rules::on_call::calendar::Unread;

/// Why on call stays as it is.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum OnCallRefusal {
    /// The calendar cannot be read, or used.
    Unread(Unread),
    /// That level has no calendar.
    NoCalendar(u8),
    /// What should be covered until then is over.
    Past,
}
