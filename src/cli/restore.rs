//! `guichet restore`: a backup put in the place of the database, which is kept aside.

use std::{
    os::unix::fs::MetadataExt,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};

use super::{
    backup::{named, print_missing, sound},
    out::{WrongArgument, print},
};
use crate::{
    clock::Clock,
    config,
    store::file::{
        attached::{self, Files},
        beside::{self, beside_of},
        beside_copy::{self, Owner},
        copy::{self, Unfinished},
        lock, look,
        private::{self, INDEX, LATELY},
        restore::{self, GoesOn},
    },
};

/// Puts a backup in place.
///
/// # Errors
/// When the backup is not sound, a copy of the desk is running, or a file cannot be written. Whatever
/// happens, the database is the one before or the one of the backup, whole.
pub(super) async fn restore(file: &Path) -> Result<()> {
    let database_named = config::database()?;
    let Ok(source) = file.canonicalize() else {
        return Err(WrongArgument::new(file, "is not there: name a backup").into());
    };
    // By its real name: a link to the database stays a link.
    let database = database_named.canonicalize().unwrap_or_else(|_| database_named.clone());
    if source == database {
        return Err(WrongArgument::new(file, "is the database itself: name a backup").into());
    }
    let what = sound(&source).await.context("nothing was changed")?;
    let held = lock::hold(&database_named)?;
    let looked = look::at(&source).await?.context("the backup is gone")?;
    let mut conn = looked.conn;
    let copy = Unfinished::of(&mut conn, &database).await?;
    sound(copy.path()).await.context("the copy is not sound, nothing was changed")?;
    let goes_on = restore::prepare(copy.path(), &database).await.context("nothing was changed")?;
    let owner = other_owner(copy.path(), &database)?;
    let made = std::fs::File::open(copy.path()).context("opening the copy")?;
    private::give_to_owner(&made, &database)?;
    let moment = Clock::system().now().format("%Y-%m-%dT%H%M%SZ");
    let aside = beside_of(&database, &format!(".before-{moment}"));
    // What the database of now names is kept with it: at the next start, what the backup does not name is
    // removed.
    let files = Files::beside(&database);
    if database.exists() {
        let theirs = Files::of(beside_of(&aside, attached::ENDING));
        beside_copy::put(&files, &theirs, &files.all()?, (owner, false)).context("nothing was changed")?;
    }
    // Added before the database that names them: whichever stands, its files are there.
    let backups = Files::of(beside_of(&source, attached::ENDING));
    let copied = beside_copy::put(&backups, &files, &named(copy.path()).await?, (owner, true))
        .context("the database was not changed")?;
    let kept = keep_aside(&database, aside).await?;
    copy.stand_instead(&database)?;
    drop(held);
    print(&format!("{} is now that of {}: {what}", database_named.display(), file.display()))?;
    print_missing(&copied)?;
    if let GoesOn::WithRoom { ticket, unreadable } = goes_on {
        let why = unreadable.map_or_else(
            || "there is no later database here".to_owned(),
            |error| format!("the database of now cannot be read ({})", error.root_cause()),
        );
        print(&format!(
            "{why}: numbers are left free for what came after the backup, the next ticket is #{ticket}"
        ))?;
    }
    if let Some(kept) = kept {
        print(&format!("What it was before is kept as {}", kept.display()))?;
    }
    Ok(())
}

/// Who restores may be another than who runs the desk: what is written is the owner's whose file, or folder,
/// the database was. Only root can say so, and only root has to.
fn other_owner(unfinished: &Path, database: &Path) -> Result<Owner> {
    let folder = beside::folder_of(database);
    let theirs =
        database.metadata().or_else(|_| folder.metadata()).context("reading whose the database is")?;
    let ours = unfinished.metadata().context("reading whose the copy is")?;
    let theirs = (theirs.uid(), theirs.gid());
    Ok((ours.uid() == 0 && theirs != (ours.uid(), ours.gid())).then_some(theirs))
}

/// Gives today's database a second, dated name; nothing where there is none. Once this returns nothing is
/// beside it that SQLite would take for a part of what is put in its place.
async fn keep_aside(database: &Path, aside: PathBuf) -> Result<Option<PathBuf>> {
    let there = database.exists();
    if there {
        // One that is damaged cannot be folded: it is kept as it is, with what lies beside it.
        let _ = copy::fold(database).await;
        // Not every disk has second names.
        if std::fs::hard_link(database, &aside).is_err() {
            beside_copy::copy_new(database, &aside)
                .with_context(|| format!("keeping the database aside as {}", aside.display()))?;
        }
    }
    // What lies beside one that is lost would be taken for a part of the backup.
    for end in [LATELY, INDEX] {
        let beside = beside_of(database, end);
        if beside.exists() {
            std::fs::rename(&beside, beside_of(&aside, end))
                .with_context(|| format!("keeping {} aside", beside.display()))?;
        }
    }
    beside::sync_folder(database)?;
    Ok(there.then_some(aside))
}
