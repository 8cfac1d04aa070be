//! What is told of messages, before it is an event of a ticket.

use super::stored::stored_text;

stored_text! {
    /// What happened to a message.
    ToldKind {
        /// It was written.
        Said = "said",
        /// It says something else since.
        Edited = "edited",
        /// It was deleted.
        Deleted = "deleted",
    }
}

stored_text! {
    /// Why a message that was read is on no record.
    WhyUnkept {
        /// Whoever wrote it is neither of the team nor of the staff there.
        Nobody = "nobody",
        /// It could not be taken in, however often that was tried.
        Unreadable = "unreadable",
        /// The ticket does not speak there: its channel is not its customer's any more.
        Elsewhere = "elsewhere",
        /// A program wrote it, which is neither of the team nor of the staff.
        Program = "program",
    }
}
