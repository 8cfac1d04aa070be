//! Why something is not done with a customer.

use chrono::{DateTime, Utc};

use crate::rules::ids::{ChannelId, RoleId};

/// Why something about a customer, its channels or the set-up is not done.
#[derive(Clone, Debug, PartialEq)]
pub enum CustomerRefusal {
    /// One of that name is served already.
    Exists(String),
    /// None of that name is served.
    Unknown(String),
    /// A customer is to be named, as this channel speaks for none.
    Which,
    /// The offer has no such platform.
    NoSuchPlatform(String),
    /// Not a channel of the staff server in which messages and threads can be written.
    NotAChannel(ChannelId),
    /// The role is gone.
    NoSuchRole(RoleId),
    /// The role that everybody has makes nobody staff.
    Everyone,
    /// The desk's own channel: a team there would read every other's tickets.
    DeskChannel(ChannelId),
    /// The channel speaks for a customer already. For staff: they may know for whom.
    SpeaksFor {
        /// The channel.
        channel: ChannelId,
        /// For whom.
        customer: String,
    },
    /// The channel does not speak for that customer.
    NotTheirs {
        /// What was typed.
        channel: String,
        /// The customer.
        customer: String,
    },
    /// A bot manages no contract.
    Bot,
    /// Staff link channels of their own server without a code.
    LinkedByStaff,
    /// For administrators of the server where it is typed.
    NotServerAdministrator,
    /// A thread, a forum or a voice channel: it cannot speak for a customer.
    NotAPlainChannel,
    /// This channel speaks for a team already. Nothing is said of which, and the code stays good.
    LinkedAlready,
    /// There is no such code.
    CodeUnknown,
    /// The code was used.
    CodeUsed,
    /// The code is too old.
    CodeExpired {
        /// When it ceased to be good, UTC.
        since: DateTime<Utc>,
    },
}
