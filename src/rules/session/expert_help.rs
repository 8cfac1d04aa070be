//! Help of the expertise cell on a ticket.

use crate::rules::stored::stored_text;

stored_text! {
    /// Where a request for help on a ticket stands.
    ExpertHelpState {
        /// The team asked; an expert is to answer.
        Asked = "asked",
        /// An expert helps.
        Accepted = "accepted",
        /// The cell cannot help.
        Declined = "declined",
        /// The ticket was closed.
        Ended = "ended",
    }
}
