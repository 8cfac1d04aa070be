//! The lock beside the database: who holds it is the only copy of the program at work on it.

use std::{
    fs::{File, TryLockError},
    io::ErrorKind,
    path::Path,
};

use anyhow::{Context, Result, bail};

use super::{beside::beside_of, private::give_to_owner};

/// Holds the database for this copy alone, until what it gives is dropped: a second one must not log in to
/// Discord.
///
/// # Errors
/// When another copy holds it.
pub fn hold(database: &Path) -> Result<File> {
    // By its real name, so that two names of one file are one.
    let real = database.canonicalize().unwrap_or_else(|_| database.to_owned());
    let path = beside_of(&real, ".lock");
    let file = opened(&path, &real).with_context(|| format!("opening {}", path.display()))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => {
            bail!("another copy is running on {}: stop it first", database.display())
        }
        Err(TryLockError::Error(error)) => Err(error).context("locking the database for this copy"),
    }
}

/// Whether somebody else's database is there.
fn is_denied(database: &Path) -> bool {
    let opened = File::options().write(true).open(database);
    opened.is_err_and(|error| error.kind() == ErrorKind::PermissionDenied)
}

/// The lock's file. One that somebody else made for themselves, as root may have, is locked as it is where it
/// can be read at all; where it cannot, and the database is not kept from us too, nobody else is at work on
/// it: it is made anew.
fn opened(path: &Path, database: &Path) -> Result<File> {
    let make = || File::options().create(true).truncate(false).write(true).open(path);
    let file = match make() {
        Err(error) if error.kind() == ErrorKind::PermissionDenied => match File::open(path) {
            Ok(theirs) => return Ok(theirs),
            Err(_) if !is_denied(database) => {
                std::fs::remove_file(path)?;
                make()?
            }
            Err(_) => return Err(error.into()),
        },
        opened => opened?,
    };
    give_to_owner(&file, database)?;
    Ok(file)
}
