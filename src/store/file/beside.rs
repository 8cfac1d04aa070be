//! Paths beside a database, and its folder.

use std::{
    fs::File,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};

/// The name of a file that belongs to this one.
pub fn beside_of(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(end);
    PathBuf::from(name)
}

/// The folder of a file; of a bare name, the one where the program works.
pub fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Makes a change of a folder's names durable.
///
/// # Errors
/// When the folder cannot be written.
pub fn sync_folder(of: &Path) -> Result<()> {
    let folder = folder_of(of);
    File::open(folder)
        .and_then(|folder| folder.sync_all())
        .with_context(|| format!("writing the folder {} to the disk", folder.display()))
}
