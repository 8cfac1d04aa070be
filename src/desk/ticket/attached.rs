//! Files that come with what somebody writes.

use anyhow::Result;

use crate::{
    desk::keeping::{FileRef, StoredFile},
    rules::{event::Written, files::NotKept},
};

/// A file that came with what was written.
#[derive(Clone, Debug)]
pub struct File {
    /// As Discord tells of it.
    pub told: FileRef,
    /// It stands beside the database, or why it does not.
    pub kept: Result<StoredFile, NotKept>,
}

impl File {
    /// One that is not even asked for, as what came with it broke the desk before.
    pub fn left_out(told: FileRef) -> Self {
        Self { told, kept: Err(NotKept::LeftOut) }
    }
}

/// The hashes of what was written. A file that is not kept has none.
pub fn written(text: Option<&str>, files: &[File]) -> Written {
    let kept = files.iter().filter_map(|file| file.kept.as_ref().ok());
    let attachments = kept.map(|kept| kept.stored.sha256.clone()).collect();
    Written { attachments, ..text.map(Written::text).unwrap_or_default() }
}
