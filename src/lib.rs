//! guichet: a support desk that lives in chat.

pub mod rules;
