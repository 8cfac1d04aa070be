//! Which messages are on their way. Whoever commits something to be said claims in the same transaction what
//! may go now, and hands it to the outbox, which carries it: no commit is needed for the claim alone.

use std::collections::HashMap;

use anyhow::Result;
use chrono::{DateTime, Utc};
use parking_lot::{Mutex, MutexGuard};
use tokio::sync::Notify;

use super::say::message::Lane;
use crate::{
    rules::ids::ChannelId,
    store::{
        Tx,
        commit::{self, Became, Claim, Ending, Room},
        outbox::ReadyRow,
    },
};

/// How many messages are under way at once, those that wait for their turn included: enough for Discord's
/// limits where it answers slowly, few enough that what has to be looked for after a crash is looked for in a
/// second.
const UNDER_WAY: usize = 48;

/// Of those, how many only a P1 may be: channels that keep the others waiting do not keep it.
const KEPT_FOR_P1: usize = 8;

/// So many places for the others are filled together: one transaction claims them.
const TOGETHER: usize = 8;

/// The claims. They are read and changed by whoever holds the connection that writes, so that no row is
/// claimed twice.
#[derive(Debug, Default)]
pub struct Claims {
    inner: Mutex<Inner>,
    bell: Notify,
}

#[derive(Debug, Default)]
struct Inner {
    /// Whether an outbox is at work that carries what is claimed.
    carried: bool,
    /// The rows that are under way, each until what became of it is written, and whether it is a P1's.
    rows: HashMap<i64, bool>,
    /// Those of them that nobody carries yet.
    handed: Vec<ReadyRow>,
    /// The threads that are being started, by row.
    starting: HashMap<i64, ChannelId>,
}

impl Claims {
    /// From now on an outbox carries what is claimed, or no longer does.
    pub fn are_carried(&self, carried: bool) {
        self.inner().carried = carried;
    }

    /// Commits a transaction; where it says something, claims with it what may go now. Says whether more of
    /// what is to be said may be ready than was claimed.
    ///
    /// # Errors
    /// When the database fails: nothing was written.
    pub async fn commit(
        &self,
        mut tx: Tx,
        ending: &Ending<'_>,
        says: bool,
        now: DateTime<Utc>,
    ) -> Result<bool> {
        let room = if says { self.room() } else { Room::NONE };
        let claim = Claim { room, under_way: &self.rows(), now };
        let claimed = commit::commit(&mut tx, ending, &claim).await?;
        tx.committed();
        // Where there was room for more, nothing more is ready.
        let more = says && claimed.len() >= room.rows;
        // Handed over before the connection is let go and anybody else may claim.
        self.hand(claimed);
        Ok(more)
    }

    /// Writes what became of what was said, and claims with it what may go now. Says whether more may be
    /// ready for which there is room.
    ///
    /// # Errors
    /// When the database fails: nothing was written.
    pub async fn turn(&self, mut tx: Tx, became: &Became<'_>, now: DateTime<Utc>) -> Result<bool> {
        let room = self.room();
        let claim = Claim { room, under_way: &self.rows(), now };
        let claimed = commit::turn(&mut tx, became, &claim).await?;
        tx.committed_if_any();
        let more = room.rows > 0 && claimed.len() == room.rows;
        for receipt in became.receipts {
            self.end(receipt.id);
        }
        self.hand(claimed);
        Ok(more)
    }

    /// What may be claimed: nothing while nobody carries it; while others keep it full, a P1's alone.
    fn room(&self) -> Room {
        let inner = self.inner();
        if !inner.carried {
            return Room::NONE;
        }
        let others = inner.rows.values().filter(|p1| !**p1).count();
        let free = (UNDER_WAY - KEPT_FOR_P1).saturating_sub(others);
        let all = UNDER_WAY.saturating_sub(inner.rows.len());
        if free < TOGETHER {
            Room { lane: Lane::P1 as i64, rows: all }
        } else {
            Room { lane: Lane::Rest as i64, rows: free.min(all) }
        }
    }

    /// The rows that are not to be claimed again.
    fn rows(&self) -> Vec<i64> {
        self.inner().rows.keys().copied().collect()
    }

    /// Hands over what was claimed.
    fn hand(&self, claimed: Vec<ReadyRow>) {
        if claimed.is_empty() {
            return;
        }
        let mut inner = self.inner();
        inner.rows.extend(claimed.iter().map(|row| (row.id, is_p1(row.lane))));
        inner.handed.extend(claimed);
        self.bell.notify_one();
    }

    /// Waits until something is handed over.
    pub async fn rung(&self) {
        self.bell.notified().await;
    }

    /// What was handed over and nobody carries yet.
    pub fn take(&self) -> Vec<ReadyRow> {
        std::mem::take(&mut self.inner().handed)
    }

    /// A row starts a thread. Until what became of it is written, the database does not know whose thread
    /// that is.
    pub fn starts(&self, row: i64, thread: ChannelId) {
        let mut inner = self.inner();
        if inner.rows.contains_key(&row) {
            inner.starting.insert(row, thread);
        }
    }

    /// Whether a thread is being started.
    pub fn is_starting(&self, thread: ChannelId) -> bool {
        self.inner().starting.values().any(|starting| *starting == thread)
    }

    /// What became of a row is written, or nobody knows: it is no longer under way.
    pub fn end(&self, row: i64) {
        let mut inner = self.inner();
        inner.rows.remove(&row);
        inner.starting.remove(&row);
    }

    // A panic elsewhere leaves the rows as they were: they are still true.
    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock()
    }
}

/// Whether a lane is a P1's.
pub fn is_p1(lane: i64) -> bool {
    lane <= Lane::P1 as i64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::language::Language;

    fn row(id: i64, lane: Lane) -> ReadyRow {
        ReadyRow {
            id,
            key: id.to_string(),
            lane: lane as i64,
            destination: format!("channel:{id}"),
            language: Language::En,
            body: "{}".to_owned(),
            attempts: 0,
            uncertain: false,
            made_at: DateTime::UNIX_EPOCH,
        }
    }

    #[test]
    fn nothing_is_claimed_that_nobody_carries() {
        let claims = Claims::default();
        assert_eq!(claims.room().rows, 0);
        claims.are_carried(true);
        assert_eq!(claims.room().rows, UNDER_WAY - KEPT_FOR_P1);
        claims.are_carried(false);
        assert_eq!(claims.room().rows, 0);
    }

    /// Channels that keep the others waiting do not keep a P1.
    #[test]
    fn a_p1_has_room_of_its_own() {
        let claims = Claims::default();
        claims.are_carried(true);
        claims.hand((0..40).map(|id| row(id, Lane::Rest)).collect());
        let room = claims.room();
        assert_eq!((room.lane, room.rows), (Lane::P1 as i64, KEPT_FOR_P1));
        claims.hand(vec![row(100, Lane::Page)]);
        assert_eq!(claims.room().rows, KEPT_FOR_P1 - 1);
    }

    /// A row is carried once, and stays under way until it is known what became of it.
    #[test]
    fn a_row_is_under_way_until_its_end() {
        let claims = Claims::default();
        claims.hand(vec![row(7, Lane::Tickets)]);
        assert_eq!(claims.take().len(), 1);
        assert!(claims.take().is_empty());
        assert_eq!(claims.rows(), [7]);
        claims.end(7);
        assert!(claims.rows().is_empty());
    }
}
