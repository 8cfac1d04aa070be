//! What a database takes of its disk, and what is left there: asked of the system, however many files there
//! are.

use std::{io, path::Path};

use anyhow::{Context, Result};

use super::beside::{beside_of, folder_of};

/// What the database takes, and what is left.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Space {
    /// How many bytes the database's file has.
    pub database: u64,
    /// How many its log has of what was written and is not folded into the file.
    pub log: u64,
    /// How many are free on the database's disk.
    pub free: u64,
    /// How many are free on the disk of the files that people attached, mostly the same.
    pub free_for_files: u64,
}

impl Space {
    /// That of the database at `path`, its files' disk having `free_for_files`.
    ///
    /// # Errors
    /// When the disk cannot be asked.
    pub(in crate::store) fn of(path: &Path, free_for_files: u64) -> Result<Self> {
        let size = |path: &Path| match path.metadata() {
            Ok(data) => Ok(data.len()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(0),
            Err(error) => Err(error).with_context(|| format!("asking how large {} is", path.display())),
        };
        Ok(Self {
            database: size(path)?,
            log: size(&beside_of(path, "-wal"))?,
            free: free(folder_of(path))?,
            free_for_files,
        })
    }
}

/// How many bytes of the disk of `there` are free to an account without special rights.
///
/// # Errors
/// When the disk cannot be asked.
pub(super) fn free(there: &Path) -> Result<u64> {
    let disk =
        rustix::fs::statvfs(there).with_context(|| format!("asking how full {} is", there.display()))?;
    Ok(disk.f_bavail.saturating_mul(disk.f_frsize))
}
