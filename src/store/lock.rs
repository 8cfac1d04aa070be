//! The lock beside the database: who holds it is the only copy of the program at work on it.

use std::{
    fs::{File, TryLockError},
    path::Path,
};

use anyhow::{Context, Result, bail};

use super::copy::beside_of;

/// Holds the database for this copy alone, until what it gives is dropped: a second one must not log in to Discord.
///
/// # Errors
/// When another copy holds it.
pub fn hold(database: &Path) -> Result<File> {
    // By its real name, so that two names of one file are one.
    let real = database.canonicalize().unwrap_or_else(|_| database.to_owned());
    let path = beside_of(&real, ".lock");
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&path)
        .with_context(|| format!("opening {}", path.display()))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => {
            bail!("another copy is running on {}: stop it first", database.display())
        }
        Err(TryLockError::Error(error)) => Err(error).context("locking the database for this copy"),
    }
}
