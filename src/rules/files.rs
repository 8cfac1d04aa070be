//! Files that people attach: why one is not kept.

use super::stored::stored_text;

stored_text! {
    /// Why a file was not kept; what was written with it always is.
    NotKept {
        /// It is larger than the offer allows.
        TooLarge = "too_large",
        /// It came with more than the offer allows of one message.
        TooMany = "too_many",
        /// The ticket would have more than the offer allows.
        Ticket = "ticket",
        /// The customer would have sent more on one day than the offer allows.
        Customer = "customer",
        /// The disk has no room for files.
        NoRoom = "no_room",
        /// It is not to be had from Discord, or not in time.
        NotHad = "not_had",
        /// What came with it broke the desk before, and is kept without files.
        LeftOut = "left_out",
    }
}
