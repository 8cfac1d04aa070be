//! Whole copies of a database: for a backup, and back again.

use std::{
    fs::File,
    io,
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use sqlx::{ConnectOptions, Connection, SqliteConnection, sqlite::SqliteConnectOptions};

use super::{
    beside::{beside_of, sync_folder},
    private::OWNER_ONLY,
};
use crate::store::Conn;

/// A copy that is being written, beside the place where it is to stand. Dropped before it stands there, it is
/// removed.
#[derive(Debug)]
pub struct Unfinished(PathBuf);

impl Unfinished {
    /// Writes a copy of the database that `conn` reads, as it is at one moment, however much is written
    /// meanwhile; every byte is on the disk when this returns.
    ///
    /// # Errors
    /// When the copy cannot be written.
    pub async fn of(conn: &mut Conn, beside: &Path) -> Result<Self> {
        let path = beside_of(beside, &format!(".{}.unfinished", std::process::id()));
        let file = File::options()
            .write(true)
            .create_new(true)
            .mode(OWNER_ONLY)
            .open(&path)
            .with_context(|| format!("making {}", path.display()))?;
        let unfinished = Self(path);
        let name = unfinished.0.to_str().context("a file's name that is no text")?;
        // SQLite writes into a file that is there, as long as it is empty.
        sqlx::query("VACUUM INTO ?")
            .bind(name)
            .execute(conn)
            .await
            .with_context(|| format!("copying the database to {name}"))?;
        file.sync_all().with_context(|| format!("writing {name} to the disk"))?;
        Ok(unfinished)
    }

    /// Where it is for now.
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// It stands under its name, unless something stands there.
    ///
    /// # Errors
    /// When something does, or the folder cannot be written.
    pub fn stand_new(self, at: &Path) -> Result<()> {
        self.stand_new_by(at, |from, to| std::fs::hard_link(from, to))
    }

    fn stand_new_by(self, at: &Path, link: impl Fn(&Path, &Path) -> io::Result<()>) -> Result<()> {
        // A second name fails where one is taken, which renaming does not.
        match link(&self.0, at) {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                return Err(error).with_context(|| format!("naming the copy {}", at.display()));
            }
            // Not every disk has second names.
            Err(_) => rename_new(&self.0, at).with_context(|| format!("naming the copy {}", at.display()))?,
        }
        drop(self);
        sync_folder(at)
    }

    /// It stands under its name, in place of what stood there.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn stand_instead(self, at: &Path) -> Result<()> {
        std::fs::rename(&self.0, at).with_context(|| format!("putting {} in place", at.display()))?;
        sync_folder(at)
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        // Once it stands elsewhere there is nothing here to remove.
        let _ = std::fs::remove_file(&self.0);
    }
}

/// Renames a file, unless something stands under the new name.
fn rename_new(from: &Path, to: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    match renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE) {
        Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => {
            // The disk knows nothing of that either: the name is taken first, and what is replaced is ours.
            File::create_new(to)?;
            std::fs::rename(from, to)
        }
        renamed => Ok(renamed?),
    }
}

/// Folds what was written of late into the file itself, so that nothing is left beside it. Nobody else may
/// have it open.
///
/// # Errors
/// When the file is damaged or cannot be written.
pub async fn fold(path: &Path) -> Result<()> {
    let mut conn = to_write(path).await?;
    sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)")
        .execute(&mut conn)
        .await
        .context("folding the database")?;
    conn.close().await.context("closing the database")
}

/// Opens a database to write that nobody else has open.
pub(in crate::store) async fn to_write(path: &Path) -> Result<SqliteConnection> {
    SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(false)
        .connect()
        .await
        .with_context(|| format!("opening the database {}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As a disk without second names answers, such as a Windows share or a memory card.
    fn no_second_names(_: &Path, _: &Path) -> io::Result<()> {
        Err(io::Error::from(io::ErrorKind::Unsupported))
    }

    #[test]
    fn a_copy_gets_its_name_where_a_file_cannot_have_two_and_replaces_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let [copy, other, at] = ["copy", "other", "at"].map(|name| folder.path().join(name));
        std::fs::write(&copy, "copy").unwrap();
        std::fs::write(&other, "other").unwrap();
        Unfinished(copy.clone()).stand_new_by(&at, no_second_names).unwrap();
        assert_eq!(std::fs::read_to_string(&at).unwrap(), "copy");
        assert!(!copy.exists());
        Unfinished(other).stand_new_by(&at, no_second_names).unwrap_err();
        assert_eq!(std::fs::read_to_string(&at).unwrap(), "copy");
    }
}
