//! The database: one connection that writes, a few that read, and the files beside it.

use std::{
    path::Path,
    sync::{Arc, atomic::Ordering},
    time::Duration,
};

use anyhow::{Context, Result};
use sqlx::{
    ConnectOptions,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
};

use super::{
    cache::Remembered,
    connections::{Counts, Readers, Reading, Tx, Writer},
    file::{attached::Files, before_update, look, private},
    find, update,
    who::{self, Who, who},
};
use crate::rules::ids::{ChannelId, PersonId};

/// How many connections read at once.
pub(super) const READERS: usize = 3;

/// How many more there are for callers at the door for machines, so that they wait for each other alone.
pub(super) const AT_THE_DOOR: usize = 1;

/// How many statements a connection keeps prepared: more than the program has.
pub(super) const STATEMENTS: usize = 512;

/// How much of the database a connection holds in memory at most: a mebibyte. After each write of another it
/// fetches its pages again, from the system's memory, so more would hardly be used.
const PAGES: &str = "-1024";

/// The log of what was written is cut back to so many bytes once it was folded into the file, however large
/// it was.
pub(super) const JOURNAL_LIMIT: &str = "8388608";

/// The database: one connection that writes, a few that read; and the files beside it.
#[derive(Clone, Debug)]
pub struct Store {
    pub(super) writer: Writer,
    pub(super) readers: Readers,
    /// Who reads for callers at the door for machines.
    pub(super) door: Readers,
    pub(super) counts: Counts,
    pub(super) who: Arc<Remembered<(ChannelId, PersonId), Who>>,
    pub(super) files: Files,
}

impl Store {
    /// Opens the file, made if it is not there, and brings its schema up to date.
    ///
    /// # Errors
    /// When the file cannot be opened, is another program's or was written by a newer version: it is then
    /// left untouched.
    pub async fn open(path: &Path) -> Result<Self> {
        let before = before_update(path).await?;
        private::keep_private(path)?;
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .pragma("journal_size_limit", JOURNAL_LIMIT)
            .pragma("cache_size", PAGES)
            .statement_cache_capacity(STATEMENTS)
            .busy_timeout(Duration::from_secs(10));
        let mut writer =
            options.connect().await.with_context(|| format!("opening the database {}", path.display()))?;
        // What SQLite made beside it meanwhile.
        private::keep_private(path)?;
        update::run(&mut writer, before).await?;
        find::fold_subjects(&mut writer).await?;
        let reading = options.read_only(true).create_if_missing(false);
        let readers = Readers::open(&reading, READERS).await?;
        let door = Readers::open(&reading, AT_THE_DOOR).await?;
        let counts = Counts::default();
        let writer = Writer::new(writer, counts.clone()).await?;
        let files = Files::beside(path);
        let who = Arc::new(Remembered::new(who::REMEMBERED));
        Ok(Self { writer, readers, door, counts, who, files })
    }

    /// The files beside the database.
    pub fn files(&self) -> &Files {
        &self.files
    }

    /// Begins a transaction that writes; it has the write lock from its first moment, so what it reads stays
    /// true.
    ///
    /// # Errors
    /// When the database is locked by another program or cannot be reached.
    pub async fn begin(&self) -> Result<Tx> {
        self.writer.begin().await
    }

    /// The same, before all who wait to write: for what wakes somebody.
    ///
    /// # Errors
    /// As [`Store::begin`].
    pub async fn begin_first(&self) -> Result<Tx> {
        self.writer.begin_first().await
    }

    /// The connection that writes, for one text of statements that begins and commits a transaction of its
    /// own.
    pub async fn alone(&self) -> Result<Tx> {
        self.writer.take().await
    }

    /// Counts what was committed: while it stays, what was read is as it was.
    pub fn written(&self) -> u64 {
        self.counts.written.load(Ordering::SeqCst)
    }

    /// Looks whether another program wrote, as `guichet import` does beside a desk at work: what was read
    /// before is then read anew.
    pub async fn heed_others(&self) -> Result<()> {
        self.writer.heed_others().await
    }

    /// A connection that only reads.
    pub async fn read(&self) -> Result<Reading> {
        self.readers.take().await
    }

    /// The same database for callers at the door for machines: what they read, they read by a connection of
    /// their own.
    pub fn at_the_door(&self) -> Self {
        Self { readers: self.door.clone(), ..self.clone() }
    }

    /// Ends every connection, so that the WAL is folded into the file.
    pub async fn close(&self) {
        self.readers.close().await;
        self.door.close().await;
        self.writer.close().await;
    }
}

/// Refuses a file that this version must not touch, before it is opened to write: opening alone may change
/// it. One of an older version is copied before its schema is brought up to date; returns the last step of
/// that, none where there is nothing to bring up to date.
async fn before_update(path: &Path) -> Result<Option<i64>> {
    let Some(looked) = look::at(path).await? else { return Ok(None) };
    let Some((kept, step)) = before_update::keep(looked.not_newer()?, path).await? else { return Ok(None) };
    tracing::info!(
        kept = %kept.display(),
        step,
        "the database is of an older version: it is kept as it was, to go back with the program of before"
    );
    Ok(Some(step))
}

impl Store {
    /// Who asks in `channel`, remembered or read.
    pub async fn who(&self, channel: ChannelId, person: PersonId) -> Result<Who> {
        let changes = self.counts.askers.load(Ordering::SeqCst);
        let read = async { who(&mut *self.read().await?, channel, person).await };
        self.who.or_read(changes, (channel, person), read).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::file::beside;

    /// What wakes somebody waits for the transaction that is open, and for none of those that wait.
    #[tokio::test]
    async fn who_comes_first_passes_by_the_queue() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("desk.db")).await.unwrap();
        let order = Arc::new(parking_lot::Mutex::new(Vec::new()));
        let open = store.begin().await.unwrap();
        let writes = |who: &'static str| {
            let (store, order) = (store.clone(), Arc::clone(&order));
            tokio::spawn(async move {
                let tx = if who == "first" { store.begin_first().await } else { store.begin().await };
                order.lock().push(who);
                tx.unwrap().commit().await.unwrap();
            })
        };
        let mut all: Vec<_> = (0..5).map(|_| writes("waits")).collect();
        tokio::task::yield_now().await;
        all.push(writes("first"));
        tokio::task::yield_now().await;
        open.commit().await.unwrap();
        for one in all {
            one.await.unwrap();
        }
        assert_eq!(*order.lock(), ["first", "waits", "waits", "waits", "waits", "waits"]);
    }

    /// What was written at once makes the log large, and it does not stay so.
    #[tokio::test]
    async fn the_log_does_not_keep_its_largest_size() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("desk.db");
        let store = Store::open(&path).await.unwrap();
        let write = async |bytes: i64| {
            let mut tx = store.begin().await.unwrap();
            sqlx::query("INSERT INTO memo (key, value) SELECT hex(randomblob(8)), hex(zeroblob(?))")
                .bind(bytes / 2)
                .execute(&mut *tx)
                .await
                .unwrap();
            tx.commit().await.unwrap();
        };
        let log = || beside::beside_of(&path, "-wal").metadata().unwrap().len();
        write(24 * 1024 * 1024).await;
        assert!(log() > 20 * 1024 * 1024, "{}", log());
        for _ in 0..3 {
            write(2).await;
        }
        assert!(log() <= 9 * 1024 * 1024, "{}", log());
    }
}
