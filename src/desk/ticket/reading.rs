//! Which threads are to be read, as what Discord told of them may not be all there is.

use std::{collections::HashMap, sync::Arc};

use anyhow::Result;
use chrono::{DateTime, TimeDelta, Utc};

use crate::{
    desk::Desk,
    rules::ids::{ChannelId, EventSeq, MessageId, TicketNumber},
    store,
};

/// How often the open threads of every server are looked through.
pub const LOOK: TimeDelta = TimeDelta::minutes(5);

/// How long an open ticket's thread goes unread: that a message was edited or deleted is shown by nothing
/// that is told later.
const UNREAD_FOR: TimeDelta = TimeDelta::hours(1);

/// For how long after its last event a closed ticket is one in which something may still be missing.
const OF_LATE: TimeDelta = TimeDelta::days(7);

/// How long before the last look something may have been put away that no look has seen.
const UNSEEN: TimeDelta = TimeDelta::days(1);

impl Desk {
    /// A thread is read whole until this message.
    pub async fn read_until(&self, thread: ChannelId, until: MessageId) -> Result<()> {
        let mut work = self.work().await?;
        let now = work.now;
        store::reading::read_until(work.conn(), thread, until, now).await?;
        work.commit().await
    }

    /// Those of the threads that are tickets' and of which something after that until which they are read
    /// whole may be missing.
    pub async fn unread_threads(&self, told: &[(ChannelId, MessageId)]) -> Result<Vec<ChannelId>> {
        if told.is_empty() {
            return Ok(Vec::new());
        }
        store::reading::unread(&mut *self.store.read().await?, told).await
    }

    /// The threads of open tickets that were not read for an hour and may hold what differs from the record,
    /// longest ago first.
    pub async fn long_unread(&self) -> Result<Vec<ChannelId>> {
        let since = self.clock.now() - UNREAD_FOR;
        store::reading::not_read_since(&mut *self.store.read().await?, since).await
    }

    /// The threads of tickets that were closed of late and are not read whole since, each with the channel
    /// that it hangs from.
    pub async fn left_closed(&self) -> Result<Vec<(ChannelId, ChannelId)>> {
        let since = self.clock.now() - OF_LATE;
        store::reading::left_closed(&mut *self.store.read().await?, since).await
    }

    /// The channels from which threads hang in which something may be written.
    pub async fn channels_at_work(&self) -> Result<Vec<ChannelId>> {
        let since = self.clock.now() - OF_LATE;
        store::reading::channels_at_work(&mut *self.store.read().await?, since).await
    }

    /// Those of the channels from which tickets' threads hang, and since when one that was put away there may
    /// hold what nobody has seen, UTC.
    pub async fn unseen_in(&self, channels: &[ChannelId]) -> Result<(Vec<ChannelId>, DateTime<Utc>)> {
        let mut conn = self.store.read().await?;
        let last = store::reading::last_look(&mut conn).await?;
        let channels = store::reading::with_threads(&mut conn, channels).await?;
        // A clock that was put back makes no look a later one.
        let now = self.clock.now();
        Ok((channels, last.unwrap_or(now).min(now) - UNSEEN))
    }

    /// The open threads of every server were looked through.
    pub async fn looked(&self) -> Result<()> {
        let mut work = self.work().await?;
        let now = work.now;
        store::reading::looked(work.conn(), now).await?;
        work.commit().await
    }

    /// The numbers that Discord gave to what a ticket's events came of.
    pub async fn numbers(&self, ticket: TicketNumber) -> Result<Arc<HashMap<EventSeq, u64>>> {
        let read = async {
            let numbers = store::reading::numbers(&mut *self.store.read().await?, ticket).await?;
            Ok(Arc::new(numbers))
        };
        self.looks.numbers.or_read(self.store.written(), ticket, read).await
    }
}
