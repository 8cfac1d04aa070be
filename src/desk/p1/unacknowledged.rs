//! The P1s that nobody has acknowledged.

use anyhow::Result;

use crate::{
    desk::ticket::file::{self, TicketFile},
    rules::{ids::CustomerId, paging::Paging},
    store::{self, Conn, customer::Reach},
};

/// The P1s of a team that nobody has acknowledged, by number: those whose ladder climbs.
pub(in crate::desk) async fn unacknowledged(
    conn: &mut Conn,
    customer: CustomerId,
) -> Result<Vec<TicketFile>> {
    let mut files = Vec::new();
    for number in store::contract::open_p1s(conn, customer).await? {
        let file = file::read(conn, Reach::Staff, number).await?;
        files.extend(file.filter(|file| matches!(file.ticket.paging, Paging::Climbing(_))));
    }
    Ok(files)
}
