//! Where a ticket's file is made and stands, beside the database.

use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::desk::{Desk, Refusal, refusal::reason::Done};
pub use crate::store::file::attached::Unfinished;

impl Desk {
    /// Where the export of that name stands; none where it is not there.
    ///
    /// # Errors
    /// When the disk fails.
    pub fn standing_export(&self, name: &str) -> Result<Option<PathBuf>> {
        let at = self.store.files().export(name).context("looking for an export")?;
        Ok(at.exists().then_some(at))
    }

    /// A place in which an export of at most so many bytes is made.
    ///
    /// # Errors
    /// Refused where the disk has no room for it.
    pub fn begin_export(&self, needs: u64) -> Done<Unfinished> {
        let files = self.store.files();
        if files.free()? < self.offer.bounds.free_disk.saturating_add(needs) {
            return Err(Refusal::NoRoom.into());
        }
        Ok(files.unfinished().context("making a ticket's file")?)
    }

    /// Puts an export that was made in its place. Returns where it stands.
    ///
    /// # Errors
    /// When the disk fails.
    pub fn put_export(&self, file: &Unfinished, name: &str) -> Result<PathBuf> {
        let at = self.store.files().export(name).context("making room for an export")?;
        std::fs::rename(file.path(), &at).context("putting an export in its place")?;
        Ok(at)
    }
}
