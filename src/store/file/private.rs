//! Who may read the files of the database: its owner alone, as they hold what customers wrote; and who owns
//! them.

use std::{
    fs::{File, OpenOptions, Permissions},
    io::ErrorKind,
    os::unix::fs::{MetadataExt, OpenOptionsExt, PermissionsExt, fchown},
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};

use super::beside::{beside_of, folder_of};

/// Readable by its owner alone.
pub const OWNER_ONLY: u32 = 0o600;

/// What others than the owner may do with a file.
const OTHERS: u32 = 0o077;

/// What SQLite keeps beside a database that is at work: what was written of late, and an index of it.
pub const LATELY: &str = "-wal";
/// As [`LATELY`].
pub const INDEX: &str = "-shm";

/// Makes a database's file for its owner alone before SQLite would make it for everybody, and narrows one
/// that is there, with what lies beside it. One that belongs to somebody else is theirs to narrow:
/// `guichet check` says so.
///
/// # Errors
/// When the file can neither be made nor looked at.
pub fn keep_private(database: &Path) -> Result<()> {
    let first = OpenOptions::new().write(true).create_new(true).mode(OWNER_ONLY).open(database);
    match first {
        Ok(_) => return Ok(()),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
        Err(error) => {
            return Err(error).with_context(|| format!("making the database {}", database.display()));
        }
    }
    for file in [database.to_owned(), beside_of(database, LATELY), beside_of(database, INDEX)] {
        let Some(mode) = open_to_others(&file) else { continue };
        match std::fs::set_permissions(&file, Permissions::from_mode(mode & !OTHERS)) {
            Ok(()) => {}
            Err(error) if matches!(error.kind(), ErrorKind::PermissionDenied | ErrorKind::NotFound) => {}
            Err(error) => {
                return Err(error).with_context(|| format!("keeping {} to its owner", file.display()));
            }
        }
    }
    Ok(())
}

/// What may be done with a file, where that is open to others than its owner; none where it is not, or there
/// is no such file.
pub fn open_to_others(file: &Path) -> Option<u32> {
    let mode = file.metadata().ok()?.mode() & 0o777;
    (mode & OTHERS != 0).then_some(mode)
}

/// The files that hold what is in a database: itself, what lies beside it while it is at work, and the copies
/// that were kept beside it.
pub fn files_of(database: &Path) -> Vec<PathBuf> {
    let mut files = vec![database.to_owned(), beside_of(database, LATELY), beside_of(database, INDEX)];
    let begins = format!("{}.before-", database.file_name().unwrap_or_default().to_string_lossy());
    let beside = std::fs::read_dir(folder_of(database)).into_iter().flatten().flatten();
    files.extend(
        beside
            .filter(|one| one.file_name().to_string_lossy().starts_with(&begins))
            .map(|one| database.with_file_name(one.file_name())),
    );
    files.sort();
    files.dedup();
    files
}

/// Who works at the machine's command line may be another than who runs the desk: a file that root makes
/// belongs to whose database it is, or whose folder. Only root can say so, and only root has to.
///
/// # Errors
/// When it cannot be read whose they are, or the file cannot be given.
pub fn give_to_owner(file: &File, database: &Path) -> Result<()> {
    let theirs = database
        .metadata()
        .or_else(|_| folder_of(database).metadata())
        .context("reading whose the database is")?;
    let ours = file.metadata().context("reading whose a file is")?;
    if ours.uid() == 0 && (theirs.uid(), theirs.gid()) != (ours.uid(), ours.gid()) {
        fchown(file, Some(theirs.uid()), Some(theirs.gid()))
            .context("giving a file to the database's owner")?;
    }
    Ok(())
}
