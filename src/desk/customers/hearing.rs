//! Who still hears of a customer: a channel that was linked to another since hears nothing of the first.

use anyhow::Result;

use crate::{
    desk::{Desk, say::message::Destination},
    rules::ids::CustomerId,
    store::{self, Conn},
};

impl Desk {
    /// Whether what is for a customer is still to be said there.
    pub async fn hears_of(&self, to: Destination, customer: CustomerId) -> Result<bool> {
        hears_of(&mut *self.store.read().await?, to, customer).await
    }

    /// What a customer is called.
    pub async fn name_of(&self, customer: CustomerId) -> Result<String> {
        Ok(store::customer::get(&mut *self.store.read().await?, customer).await?.name)
    }
}

/// Whether a channel speaks for a customer now; what is no channel by itself always does.
pub(in crate::desk) async fn hears_of(
    conn: &mut Conn,
    to: Destination,
    customer: CustomerId,
) -> Result<bool> {
    let Destination::Channel(channel) = to else { return Ok(true) };
    let linked = store::customer::linked_to(conn, channel).await?;
    Ok(linked.is_some_and(|linked| linked.id == customer))
}
