//! The files of one database, put beside a copy of it: by a second name where the disk gives one, else
//! copied.

use std::{
    fs::File,
    io,
    os::unix::fs::{MetadataExt, OpenOptionsExt},
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};

use super::{
    attached::{Files, hash_of, make_folder},
    beside::{self, folder_of, sync_folder},
    private::OWNER_ONLY,
};
use crate::rules::event::Sha256Hex;

/// To whom what is written belongs: a user and a group, where it is not who writes.
pub type Owner = Option<(u32, u32)>;

/// What was put beside a copy.
#[derive(Debug, Default)]
pub struct Copied {
    /// How many files.
    pub files: usize,
    /// Those that are not there, or not what their hash tells of.
    pub missing: Vec<Sha256Hex>,
}

/// A folder that is being filled. Dropped before it stands under its name, it is removed.
#[derive(Debug)]
pub struct UnfinishedFolder(PathBuf);

impl UnfinishedFolder {
    /// A folder that will stand there.
    pub fn of(at: &Path) -> Self {
        Self(beside::beside_of(at, &format!(".{}.unfinished", std::process::id())))
    }

    /// The files in it.
    pub fn files(&self) -> Files {
        Files::of(self.0.clone())
    }

    /// It stands under its name, where nothing is.
    ///
    /// # Errors
    /// When something is there, or the folder cannot be written.
    pub fn stand(self, at: &Path) -> Result<()> {
        if !self.0.exists() {
            return Ok(());
        }
        std::fs::rename(&self.0, at).with_context(|| format!("naming the folder {}", at.display()))?;
        sync_folder(at)
    }
}

impl Drop for UnfinishedFolder {
    fn drop(&mut self) {
        // Once it stands elsewhere there is nothing here to remove.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Puts these files of one folder into another. `thorough`: each is held against its hash first, and again
/// what stands in its place already.
///
/// # Errors
/// When a file cannot be read or written.
pub fn put(
    from: &Files,
    to: &Files,
    named: &[Sha256Hex],
    (owner, thorough): (Owner, bool),
) -> Result<Copied> {
    let mut copied = Copied::default();
    for hash in named {
        let (source, target) = (from.path(hash), to.path(hash));
        let is_whole = |path: &Path| -> Result<bool> {
            if !thorough {
                return Ok(path.exists());
            }
            let found = hash_of(path).with_context(|| format!("reading {}", path.display()))?;
            Ok(found.as_ref() == Some(hash))
        };
        if is_whole(&target)? {
            copied.files += 1;
            continue;
        }
        if !is_whole(&source)? {
            copied.missing.push(hash.clone());
            continue;
        }
        for folder in [to.folder(), folder_of(&target)] {
            if !folder.exists() {
                make_folder(folder).with_context(|| format!("making {}", folder.display()))?;
                give(folder, owner)?;
            }
        }
        second(&source, &target, owner).with_context(|| format!("copying {}", source.display()))?;
        copied.files += 1;
    }
    for shelf in to.shelves()? {
        sync_folder(&shelf.join("any"))?;
    }
    if to.folder().exists() {
        sync_folder(&to.folder().join("any"))?;
    }
    Ok(copied)
}

/// Gives a file a second name, or copies it where the disk gives none or it is to belong to somebody else.
/// What stood there is replaced.
fn second(from: &Path, to: &Path, owner: Owner) -> Result<()> {
    let data = from.metadata().context("looking at it")?;
    if to.exists() {
        std::fs::remove_file(to).context("removing what stood there")?;
    }
    let is_theirs = owner.is_none_or(|owner| owner == (data.uid(), data.gid()));
    if is_theirs && std::fs::hard_link(from, to).is_ok() {
        return Ok(());
    }
    copy_new(from, to)?;
    give(to, owner)
}

/// Copies a file to a place where nothing is, for its owner alone; every byte is on the disk when this
/// returns.
///
/// # Errors
/// When something is there, or it cannot be read or written.
pub fn copy_new(from: &Path, to: &Path) -> Result<()> {
    let mut source = File::open(from).with_context(|| format!("reading {}", from.display()))?;
    let mut copy = File::options()
        .write(true)
        .create_new(true)
        .mode(OWNER_ONLY)
        .open(to)
        .with_context(|| format!("making {}", to.display()))?;
    io::copy(&mut source, &mut copy).with_context(|| format!("writing {}", to.display()))?;
    copy.sync_all().with_context(|| format!("writing {} to the disk", to.display()))
}

fn give(path: &Path, owner: Owner) -> Result<()> {
    let Some((user, group)) = owner else { return Ok(()) };
    std::os::unix::fs::chown(path, Some(user), Some(group))
        .with_context(|| format!("giving {} to the database's owner", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn kept(files: &Files, bytes: &[u8]) -> Sha256Hex {
        let mut coming = files.begin().unwrap();
        coming.write(bytes).await.unwrap();
        coming.keep().await.unwrap().sha256
    }

    #[tokio::test]
    async fn what_is_not_what_its_hash_tells_of_is_missing() {
        let folder = tempfile::tempdir().unwrap();
        let [from, to] = ["a", "b"].map(|name| Files::of(folder.path().join(name)));
        let (well, harmed) = (kept(&from, b"well").await, kept(&from, b"harmed").await);
        std::fs::write(from.path(&harmed), b"hramed").unwrap();
        let gone = Sha256Hex::of(b"gone");
        let copied = put(&from, &to, &[well.clone(), harmed.clone(), gone.clone()], (None, true)).unwrap();
        assert_eq!((copied.files, copied.missing), (1, vec![harmed.clone(), gone]));
        assert_eq!(std::fs::read(to.path(&well)).unwrap(), b"well");
        assert!(!to.path(&harmed).exists());

        // What is damaged where it is to stand is replaced.
        std::fs::remove_file(to.path(&well)).unwrap();
        std::fs::write(to.path(&well), b"ill").unwrap();
        assert_eq!(put(&from, &to, std::slice::from_ref(&well), (None, true)).unwrap().files, 1);
        assert_eq!(std::fs::read(to.path(&well)).unwrap(), b"well");
    }
}
