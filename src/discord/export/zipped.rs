//! A ZIP file that is being written, part by part, however large each is.

use std::{
    fs::File,
    io::{self, BufWriter, Read, Write as _},
};

use anyhow::{Context, Result};
use zip::{ZipWriter, write::SimpleFileOptions};

use crate::desk::ticket::export_file::Unfinished;

pub(super) struct Zipped(ZipWriter<BufWriter<File>>);

impl Zipped {
    /// An empty one.
    ///
    /// # Errors
    /// When it cannot be made.
    pub(super) fn begin(to: &Unfinished) -> Result<Self> {
        Ok(Self(ZipWriter::new(BufWriter::new(to.create().context("making a ZIP file")?))))
    }

    /// Adds a part.
    ///
    /// # Errors
    /// When it cannot be read or written.
    pub(super) fn put(&mut self, path: &str, bytes: &mut dyn Read) -> Result<()> {
        // Quickly rather than tightly: somebody waits for it.
        let options = SimpleFileOptions::default().compression_level(Some(1));
        self.0.start_file(path, options).context("writing a ZIP file")?;
        io::copy(bytes, &mut self.0).context("writing a ZIP file").map(drop)
    }

    /// Adds a part that is text, line by line.
    ///
    /// # Errors
    /// When it cannot be written.
    pub(super) fn put_lines(&mut self, path: &str, lines: Vec<String>) -> Result<()> {
        let text: String = lines.into_iter().map(|line| line + "\n").collect();
        self.put(path, &mut text.as_bytes())
    }

    /// Writes what says which parts there are.
    ///
    /// # Errors
    /// When it cannot be written.
    pub(super) fn end(self) -> Result<()> {
        self.0.finish().context("writing a ZIP file")?.flush().context("writing a ZIP file")
    }
}
