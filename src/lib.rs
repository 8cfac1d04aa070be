//! guichet: a support desk that lives in chat.
