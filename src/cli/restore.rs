//! `guichet restore`: a backup put in the place of the database, which is kept aside.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::{WrongArgument, backup::sound, print};
use crate::{
    clock::Clock,
    config,
    store::{
        copy::{self, Unfinished, beside_of},
        lock, look,
        private::{self, INDEX, LATELY},
        restored::{self, GoesOn},
    },
};

/// Puts a backup in place.
///
/// # Errors
/// When the backup is not sound, a copy of the desk is running, or a file cannot be written. Whatever happens, the database is the one
/// before or the one of the backup, whole.
pub(super) async fn restore(file: &Path) -> Result<()> {
    let named = config::database()?;
    let Ok(source) = file.canonicalize() else {
        return Err(WrongArgument::new(file, "is not there: name a backup").into());
    };
    // By its real name: a link to the database stays a link.
    let database = named.canonicalize().unwrap_or_else(|_| named.clone());
    if source == database {
        return Err(WrongArgument::new(file, "is the database itself: name a backup").into());
    }
    let what = sound(&source).await.context("nothing was changed")?;
    let held = lock::hold(&named)?;
    let looked = look::at(&source).await?.context("the backup is gone")?;
    let mut conn = looked.conn;
    let copy = Unfinished::of(&mut conn, &database).await?;
    sound(copy.path()).await.context("the copy is not sound, nothing was changed")?;
    let goes_on = restored::prepare(copy.path(), &database).await.context("nothing was changed")?;
    let made = std::fs::File::open(copy.path()).context("opening the copy")?;
    private::give_to_owner(&made, &database)?;
    let kept = keep_aside(&database).await?;
    copy.stand_instead(&database)?;
    drop(held);
    print(&format!("{} is now that of {}: {what}", named.display(), file.display()))?;
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

/// Gives the database of now a second, dated name; nothing where there is none. Once this returns nothing is beside it that SQLite would
/// take for a part of what is put in its place.
async fn keep_aside(database: &Path) -> Result<Option<PathBuf>> {
    let moment = Clock::system().now().format("%Y-%m-%dT%H%M%SZ");
    let aside = beside_of(database, &format!(".before-{moment}"));
    let there = database.exists();
    if there {
        // One that is damaged cannot be folded: it is kept as it is, with what lies beside it.
        let _ = copy::fold(database).await;
        std::fs::hard_link(database, &aside)
            .with_context(|| format!("keeping the database aside as {}", aside.display()))?;
    }
    // What lies beside one that is lost would be taken for a part of the backup.
    for end in [LATELY, INDEX] {
        let beside = beside_of(database, end);
        if beside.exists() {
            std::fs::rename(&beside, beside_of(&aside, end))
                .with_context(|| format!("keeping {} aside", beside.display()))?;
        }
    }
    copy::sync_folder(database)?;
    Ok(there.then_some(aside))
}
