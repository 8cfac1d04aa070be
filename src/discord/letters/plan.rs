//! How a letter is to be said.

use crate::{
    discord::look::card::Card,
    rules::ids::{ChannelId, MessageId},
};

/// What is to be done on Discord for a letter.
#[derive(Debug)]
pub enum Plan {
    /// Post a message.
    Post(Card),
    /// Post a message and start a thread of that name from it.
    PostThreaded(Card, String),
    /// Post a message as a reply to another.
    Reply(MessageId, Card),
    /// Correct a message.
    Edit(ChannelId, MessageId, Card),
    /// Start a thread from a message.
    Thread(ChannelId, MessageId, String),
    /// Put a thread away.
    Archive(ChannelId),
    /// Nothing any more.
    Nothing,
    /// It would reach nobody there: why.
    Failed(String),
}
