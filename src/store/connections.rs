//! The connections: one that writes, a few that read.
//!
//! They are kept here and not in sqlx's pool, which asks each connection whether it still lives whenever it
//! is given back: that is a way to the connection's thread and back, as dear as most statements.

use std::{
    ops::{Deref, DerefMut},
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::Duration,
};

use anyhow::{Context, Result, bail};
use futures::future::select_all;
use sqlx::{ConnectOptions, Connection, query, query_scalar, sqlite::SqliteConnectOptions};
use tokio::sync::{Mutex, OwnedMappedMutexGuard, OwnedMutexGuard};

use sqlx::SqliteConnection;

use super::cache;

/// How long somebody waits for the connection that writes.
const PATIENCE: Duration = Duration::from_secs(30);

/// A connection that somebody has for themselves until it is dropped; none once the database is closed.
type Shared<C> = Arc<Mutex<Option<C>>>;

/// A connection that only reads, for as long as it is held.
pub type Reading = OwnedMappedMutexGuard<Option<Conn>, Conn>;

/// The connections that read.
#[derive(Clone, Debug)]
pub(super) struct Readers(Vec<Shared<Conn>>);

/// The connection that writes, and the queue before it: who passes by the queue waits for one transaction at
/// most, and not for all that wait.
#[derive(Clone, Debug)]
pub(super) struct Writer {
    writing: Shared<Writing>,
    queue: Arc<Mutex<()>>,
}

#[derive(Debug)]
struct Writing {
    conn: Conn,
    /// Whether a transaction was begun and neither committed nor undone.
    open: bool,
    /// What SQLite counts of other programs' commits.
    others: i64,
    /// Whether it changed a row on which it rests who asks.
    changed: Arc<AtomicBool>,
    /// Whether it changed any row of a table whose rows SQLite numbers; it tells of no others.
    wrote: Arc<AtomicBool>,
    counts: Counts,
}

/// Counts of what was committed, by which it is known whether what was read is still true.
#[derive(Clone, Debug, Default)]
pub(super) struct Counts {
    /// What changed a row on which it rests who asks.
    pub(super) askers: Arc<AtomicU64>,
    /// All.
    pub(super) written: Arc<AtomicU64>,
}

/// A transaction that writes. Dropped without [`Tx::commit`], it leaves no trace.
#[derive(Debug)]
pub struct Tx {
    writing: OwnedMappedMutexGuard<Option<Writing>, Writing>,
    writer: Writer,
    /// Its turn in the queue; none, where it passed by.
    _turn: Option<OwnedMutexGuard<()>>,
}

impl Readers {
    pub(super) async fn open(options: &SqliteConnectOptions, many: usize) -> Result<Self> {
        let mut readers = Vec::with_capacity(many);
        for _ in 0..many {
            let conn = options.connect().await.context("opening the database to read")?;
            readers.push(Arc::new(Mutex::new(Some(conn))));
        }
        Ok(Self(readers))
    }

    /// The first that is free.
    pub(super) async fn take(&self) -> Result<Reading> {
        let free = self.0.iter().find_map(|one| Arc::clone(one).try_lock_owned().ok());
        let taken = match free {
            Some(taken) => taken,
            None => select_all(self.0.iter().map(|one| Box::pin(Arc::clone(one).lock_owned()))).await.0,
        };
        opened(taken)
    }

    pub(super) async fn close(&self) {
        for one in &self.0 {
            if let Some(conn) = one.lock().await.take() {
                end(conn).await;
            }
        }
    }
}

impl Writer {
    /// A connection that writes; what it commits is counted.
    pub(super) async fn new(mut conn: Conn, counts: Counts) -> Result<Self> {
        let changed = Arc::new(AtomicBool::new(false));
        let wrote = Arc::new(AtomicBool::new(false));
        let (heard, any) = (Arc::clone(&changed), Arc::clone(&wrote));
        conn.lock_handle().await.context("listening to what is written")?.set_update_hook(move |row| {
            any.store(true, Ordering::SeqCst);
            if cache::rests_on(row.table) {
                heard.store(true, Ordering::SeqCst);
            }
        });
        let others = others(&mut conn).await?;
        let writing = Writing { conn, open: false, others, changed, wrote, counts };
        Ok(Self { writing: Arc::new(Mutex::new(Some(writing))), queue: Arc::default() })
    }

    /// Begins a transaction once nobody else writes.
    pub(super) async fn begin(&self) -> Result<Tx> {
        self.take().await?.begun().await
    }

    /// Begins one before all that wait in the queue.
    pub(super) async fn begin_first(&self) -> Result<Tx> {
        self.take_now(None).await?.begun().await
    }

    /// The connection for statements that begin a transaction themselves: until [`Tx::committed`] it counts
    /// as begun.
    pub(super) async fn take(&self) -> Result<Tx> {
        let turn = in_time(Arc::clone(&self.queue)).await?;
        self.take_now(Some(turn)).await
    }

    async fn take_now(&self, turn: Option<OwnedMutexGuard<()>>) -> Result<Tx> {
        let mut writing = opened(in_time(Arc::clone(&self.writing)).await?)?;
        writing.settle().await;
        writing.open = true;
        Ok(Tx { writing, writer: self.clone(), _turn: turn })
    }

    /// Looks whether another program wrote: then nothing that was read before is still known to be true.
    pub(super) async fn heed_others(&self) -> Result<()> {
        let mut writing = opened(Arc::clone(&self.writing).lock_owned().await)?;
        writing.settle().await;
        let others = others(&mut writing.conn).await?;
        if others != writing.others {
            writing.others = others;
            writing.changed.store(true, Ordering::SeqCst);
            writing.ended();
        }
        Ok(())
    }

    pub(super) async fn close(&self) {
        if let Some(mut writing) = self.writing.lock().await.take() {
            writing.settle().await;
            end(writing.conn).await;
        }
    }
}

/// Waits for somebody who writes, within reason.
async fn in_time<T>(lock: Arc<Mutex<T>>) -> Result<OwnedMutexGuard<T>> {
    match Arc::clone(&lock).try_lock_owned() {
        Ok(taken) => Ok(taken),
        Err(_) => tokio::time::timeout(PATIENCE, lock.lock_owned())
            .await
            .context("the database is written by somebody who does not end"),
    }
}

fn opened<C>(taken: OwnedMutexGuard<Option<C>>) -> Result<OwnedMappedMutexGuard<Option<C>, C>> {
    match OwnedMutexGuard::try_map(taken, Option::as_mut) {
        Ok(conn) => Ok(conn),
        Err(_) => bail!("the database is closed"),
    }
}

/// A number that is another one once another program has written.
async fn others(conn: &mut Conn) -> Result<i64> {
    query_scalar("PRAGMA data_version").fetch_one(conn).await.context("asking whether another program wrote")
}

async fn end(conn: Conn) {
    if let Err(error) = conn.close().await {
        tracing::warn!(%error, "a connection did not close in order");
    }
}

impl Writing {
    /// Undoes what was begun and not committed.
    async fn settle(&mut self) {
        if !self.open {
            return;
        }
        if let Err(error) = query("ROLLBACK").execute(&mut self.conn).await {
            // SQLite undid it already, or it was committed and nobody heard of it.
            tracing::debug!(%error, "nothing was left to undo");
        }
        self.ended();
    }

    /// Something was written, or may have been: what was read before may no longer be true.
    fn ended(&mut self) {
        self.open = false;
        self.wrote.store(false, Ordering::SeqCst);
        self.counts.written.fetch_add(1, Ordering::SeqCst);
        if self.changed.swap(false, Ordering::SeqCst) {
            self.counts.askers.fetch_add(1, Ordering::SeqCst);
        }
    }
}

impl Tx {
    async fn begun(mut self) -> Result<Self> {
        query("BEGIN IMMEDIATE").execute(&mut *self).await.context("beginning a transaction")?;
        Ok(self)
    }

    /// Makes everything that was written durable.
    ///
    /// # Errors
    /// When the database fails: nothing was written.
    pub async fn commit(mut self) -> Result<()> {
        query("COMMIT").execute(&mut *self).await.context("committing")?;
        self.committed();
        Ok(())
    }

    /// Takes note that a text of statements committed: before anybody hears of it, so that nobody who does is
    /// answered from what was read before.
    pub fn committed(&mut self) {
        self.writing.ended();
    }

    /// As [`Tx::committed`], of a text that may have found nothing to write: then what was read before is as
    /// true as it was. Of tables without numbers for their rows nothing is known, so it may write none.
    pub fn committed_if_any(&mut self) {
        if self.writing.wrote.load(Ordering::SeqCst) {
            self.writing.ended();
        } else {
            self.writing.open = false;
        }
    }
}

impl Deref for Tx {
    type Target = Conn;

    fn deref(&self) -> &Conn {
        &self.writing.conn
    }
}

impl DerefMut for Tx {
    fn deref_mut(&mut self) -> &mut Conn {
        &mut self.writing.conn
    }
}

impl Drop for Tx {
    fn drop(&mut self) {
        if !self.writing.open {
            return;
        }
        // Undone at once, by whoever comes first: this task, which waits for the connection to be let go, or
        // the next that writes.
        let writer = self.writer.clone();
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            runtime.spawn(async move {
                if let Some(writing) = writer.writing.lock().await.as_mut() {
                    writing.settle().await;
                }
            });
        }
    }
}

/// A connection, inside a transaction or not.
pub type Conn = SqliteConnection;
