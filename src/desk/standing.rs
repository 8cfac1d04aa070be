//! Where what was said stands, and where else it may be said or have been said: what a letter asks on its
//! way.

use anyhow::Result;

use super::Desk;
use crate::{
    rules::{
        ids::{ChannelId, MessageId, TicketNumber},
        thread::WhichThread,
    },
    store,
};

impl Desk {
    /// Where the message of that key stands. Left out: what is not said, and what is no message.
    pub async fn stands(&self, key: &str) -> Result<Option<(ChannelId, MessageId)>> {
        store::outbox::place_of(&mut *self.store.read().await?, key).await
    }

    /// The row by which a message was posted.
    pub async fn row_of(&self, channel: ChannelId, message: MessageId) -> Result<Option<i64>> {
        store::outbox::row_of_message(&mut *self.store.read().await?, channel, message).await
    }

    /// The other channels in which a channel's team may be told something: a notice only where the team
    /// hears of none by itself.
    pub async fn other_channels(&self, channel: ChannelId, notice: bool) -> Result<Vec<ChannelId>> {
        store::place::others(&mut *self.store.read().await?, channel, notice).await
    }

    /// Where one side of a ticket was before: threads, and the channels in which they hang.
    pub async fn places_left(&self, ticket: TicketNumber, which: WhichThread) -> Result<Vec<ChannelId>> {
        store::left::places(&mut *self.store.read().await?, ticket, which).await
    }
}
