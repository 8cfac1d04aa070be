//! Files that came with what people wrote, beside the database: each named by its SHA-256, written once and
//! never changed. A file is on the disk before a row names it; one that no row names does no harm, and is
//! swept away.

use std::{
    fs::{DirBuilder, File, Metadata, OpenOptions},
    io,
    os::unix::fs::{DirBuilderExt, OpenOptionsExt},
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use anyhow::{Context, Result};
use parking_lot::Mutex;
use sha2::{Digest, Sha256};
use tokio::io::AsyncWriteExt;

use super::{
    beside::{self, beside_of, sync_folder},
    private::OWNER_ONLY,
    space,
};
use crate::rules::event::Sha256Hex;

/// The folder of a database's files, by the end of its name.
pub const ENDING: &str = ".files";

/// Where files stand until they are whole.
const COMING: &str = "coming";

/// Where exports stand.
const EXPORTS: &str = "exports";

/// For its owner alone, as the files in it are.
const OWNERS_FOLDER: u32 = 0o700;

/// A file that no row names may yet be named, for so long.
const SPARED: Duration = Duration::from_hours(1);

/// How much of a file is in memory at one moment.
const PIECE: usize = 64 * 1024;

/// The files beside a database.
#[derive(Clone, Debug)]
pub struct Files {
    folder: PathBuf,
    /// Held while a file gets its name, or is swept away.
    naming: Arc<Mutex<()>>,
}

/// A file that was kept.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Stored {
    /// Its hash, which is its name.
    pub sha256: Sha256Hex,
    /// How many bytes it has.
    pub size: u64,
}

impl Files {
    /// Those of this database, which need not be there yet.
    pub fn beside(database: &Path) -> Self {
        // By its real name: a link to the database is not where its files are.
        let real = database.canonicalize().unwrap_or_else(|_| database.to_owned());
        Self::of(beside_of(&real, ENDING))
    }

    /// Those in this folder.
    pub fn of(folder: PathBuf) -> Self {
        Self { folder, naming: Arc::default() }
    }

    /// Their folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Where the file of that hash is, or would be.
    pub fn path(&self, hash: &Sha256Hex) -> PathBuf {
        self.folder.join(&hash.as_str()[..2]).join(hash.as_str())
    }

    /// Where the export of that name is, or would be.
    ///
    /// # Errors
    /// When its folder cannot be made.
    pub fn export(&self, name: &str) -> io::Result<PathBuf> {
        let folder = self.folder.join(EXPORTS);
        make_folder(&folder)?;
        Ok(folder.join(name))
    }

    /// How many bytes of the disk are free to an account without special rights.
    ///
    /// # Errors
    /// When the disk cannot be asked.
    pub fn free(&self) -> Result<u64> {
        let there =
            if self.folder.exists() { self.folder.as_path() } else { beside::folder_of(&self.folder) };
        space::free(there)
    }

    /// Begins a file.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn begin(&self) -> io::Result<Coming> {
        let unfinished = self.unfinished()?;
        let file = tokio::fs::File::from_std(create(&unfinished.0)?);
        Ok(Coming { files: self.clone(), unfinished, file, hash: Sha256::new(), size: 0 })
    }

    /// A place for a file until it is whole; whatever stands there is gone with what is given.
    ///
    /// # Errors
    /// When the folder cannot be made.
    pub fn unfinished(&self) -> io::Result<Unfinished> {
        let folder = self.folder.join(COMING);
        make_folder(&folder)?;
        Ok(Unfinished(folder.join(format!("{:032x}", rand::random::<u128>()))))
    }

    /// Gives a whole file its name.
    fn name(&self, unfinished: &Unfinished, hash: &Sha256Hex) -> io::Result<()> {
        let path = self.path(hash);
        let held = self.naming.lock();
        make_folder(beside::folder_of(&path))?;
        // In place of what stands there: by its name it is the same.
        std::fs::rename(&unfinished.0, &path)?;
        drop(held);
        sync_folder(&path).map_err(io::Error::other)?;
        sync_folder(beside::folder_of(&path)).map_err(io::Error::other)
    }

    /// Removes what was never finished, at the start of whoever alone works on the database.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn sweep_unfinished(&self) -> Result<()> {
        for (path, _) in listed(&self.folder.join(COMING))? {
            std::fs::remove_file(&path).with_context(|| format!("removing {}", path.display()))?;
        }
        Ok(())
    }

    /// The exports that are there, by name.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn exports(&self) -> Result<Vec<(String, PathBuf)>> {
        let all = listed(&self.folder.join(EXPORTS))?.into_iter();
        Ok(all.filter_map(|(path, _)| Some((path.file_name()?.to_str()?.to_owned(), path))).collect())
    }

    /// The folders in which files stand.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn shelves(&self) -> Result<Vec<PathBuf>> {
        let hexadecimal = |name: &str| name.len() == 2 && name.bytes().all(|byte| byte.is_ascii_hexdigit());
        let mut shelves: Vec<PathBuf> = listed(&self.folder)?
            .into_iter()
            .filter(|(path, data)| {
                data.is_dir() && path.file_name().and_then(|name| name.to_str()).is_some_and(hexadecimal)
            })
            .map(|(path, _)| path)
            .collect();
        shelves.sort();
        Ok(shelves)
    }

    /// The files of such a folder, by hash.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn on(shelf: &Path) -> Result<Vec<Sha256Hex>> {
        let all = listed(shelf)?.into_iter();
        Ok(all.filter_map(|(path, _)| path.file_name()?.to_str()?.parse().ok()).collect())
    }

    /// All files that are there, by hash.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn all(&self) -> Result<Vec<Sha256Hex>> {
        let mut all = Vec::new();
        for shelf in self.shelves()? {
            all.extend(Self::on(&shelf)?);
        }
        Ok(all)
    }

    /// Removes files that no row names, unless they came lately: they may be about to be named.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn sweep(&self, unnamed: &[Sha256Hex]) -> Result<usize> {
        // What was made this moment tells the disk's own time, by which files are dated.
        let probe = self.unfinished().context("looking at the disk's time")?;
        let now = create(&probe.0)
            .and_then(|file| file.metadata()?.modified())
            .context("looking at the disk's time")?;
        let mut swept = 0;
        for hash in unnamed {
            let path = self.path(hash);
            let _held = self.naming.lock();
            let since = path.metadata().and_then(|data| data.modified());
            if since.is_ok_and(|since| now.duration_since(since).is_ok_and(|age| age > SPARED)) {
                std::fs::remove_file(&path).with_context(|| format!("removing {}", path.display()))?;
                swept += 1;
            }
        }
        Ok(swept)
    }
}

/// A file that is not whole; dropped before it has its name, nothing of it is left.
#[derive(Debug)]
pub struct Unfinished(PathBuf);

impl Unfinished {
    /// Where it is for now.
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Makes it, for its owner alone.
    ///
    /// # Errors
    /// When it is there already, or cannot be made.
    pub fn create(&self) -> io::Result<File> {
        create(&self.0)
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        // Once it has its name there is nothing here to remove.
        let _ = std::fs::remove_file(&self.0);
    }
}

/// A file that is being written, and hashed meanwhile.
#[derive(Debug)]
pub struct Coming {
    files: Files,
    unfinished: Unfinished,
    file: tokio::fs::File,
    hash: Sha256,
    size: u64,
}

impl Coming {
    /// How many bytes it has so far.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Writes the next part.
    ///
    /// # Errors
    /// When the disk does not take it.
    pub async fn write(&mut self, part: &[u8]) -> io::Result<()> {
        self.hash.update(part);
        self.size += part.len() as u64;
        self.file.write_all(part).await
    }

    /// It is whole: it stands under its name, and every byte is on the disk when this returns.
    ///
    /// # Errors
    /// When the disk does not take it.
    pub async fn keep(mut self) -> io::Result<Stored> {
        self.file.flush().await?;
        self.file.sync_all().await?;
        let stored = Stored { sha256: Sha256Hex::of_all(self.hash), size: self.size };
        let (files, unfinished, hash) = (self.files, self.unfinished, stored.sha256.clone());
        tokio::task::spawn_blocking(move || files.name(&unfinished, &hash))
            .await
            .map_err(io::Error::other)??;
        Ok(stored)
    }
}

/// The hash of a file's bytes, a piece at a time; nothing where it is not there.
///
/// # Errors
/// When it cannot be read.
pub fn hash_of(path: &Path) -> io::Result<Option<Sha256Hex>> {
    let mut file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    let (mut hash, mut piece) = (Sha256::new(), vec![0; PIECE]);
    loop {
        match io::Read::read(&mut file, &mut piece)? {
            0 => return Ok(Some(Sha256Hex::of_all(hash))),
            many => hash.update(&piece[..many]),
        }
    }
}

/// Makes a folder for its owner alone, with those above it; one that is there stays as it is.
pub(in crate::store) fn make_folder(folder: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(OWNERS_FOLDER).create(folder)
}

fn create(path: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).create_new(true).mode(OWNER_ONLY).open(path)
}

/// What is in a folder; nothing where it is not there.
fn listed(folder: &Path) -> Result<Vec<(PathBuf, Metadata)>> {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error).with_context(|| format!("reading {}", folder.display())),
    };
    let mut all = Vec::new();
    for entry in entries {
        let entry = entry.with_context(|| format!("reading {}", folder.display()))?;
        // One that went meanwhile is not there.
        if let Ok(data) = entry.metadata() {
            all.push((entry.path(), data));
        }
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    fn mode(path: &Path) -> u32 {
        path.metadata().unwrap().permissions().mode() & 0o777
    }

    async fn kept(files: &Files, parts: &[&[u8]]) -> Stored {
        let mut coming = files.begin().unwrap();
        for part in parts {
            coming.write(part).await.unwrap();
        }
        coming.keep().await.unwrap()
    }

    #[tokio::test]
    async fn a_file_stands_under_its_hash_for_its_owner_alone() {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::beside(&folder.path().join("desk.db"));
        let stored = kept(&files, &[b"four", b"ty-two"]).await;
        assert_eq!(stored, Stored { sha256: Sha256Hex::of(b"fourty-two"), size: 10 });
        let path = files.path(&stored.sha256);
        assert_eq!(std::fs::read(&path).unwrap(), b"fourty-two");
        assert_eq!((mode(&path), mode(files.folder()), mode(path.parent().unwrap())), (0o600, 0o700, 0o700));
        assert_eq!(hash_of(&path).unwrap(), Some(stored.sha256.clone()));
        assert_eq!(kept(&files, &[b"fourty-two"]).await, stored, "the same twice is one");
    }

    #[tokio::test]
    async fn nothing_is_left_of_a_file_that_does_not_become_whole() {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::beside(&folder.path().join("desk.db"));
        let mut coming = files.begin().unwrap();
        coming.write(b"half").await.unwrap();
        let there = || listed(&files.folder().join(COMING)).unwrap().len();
        assert_eq!(there(), 1);
        drop(coming);
        assert_eq!(there(), 0);
        std::mem::forget(files.begin().unwrap());
        files.sweep_unfinished().unwrap();
        assert_eq!(there(), 0);
    }

    #[tokio::test]
    async fn what_no_row_names_is_swept_once_it_is_old() {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::beside(&folder.path().join("desk.db"));
        let (old, new) = (kept(&files, &[b"old"]).await.sha256, kept(&files, &[b"new"]).await.sha256);
        let long_ago = files.path(&old).metadata().unwrap().modified().unwrap() - 2 * SPARED;
        File::options().write(true).open(files.path(&old)).unwrap().set_modified(long_ago).unwrap();
        assert_eq!(files.shelves().unwrap().len(), 2);
        assert_eq!(files.sweep(&[old.clone(), new.clone()]).unwrap(), 1);
        assert_eq!((files.path(&old).exists(), files.path(&new).exists()), (false, true));
    }
}
