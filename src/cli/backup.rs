//! `guichet backup`: a consistent copy of the live database, while the desk works on it.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use chrono::{DateTime, Utc};

use super::out::{WrongArgument, counted, print};
use crate::{
    clock::Clock,
    config,
    rules::event::Sha256Hex,
    store::{
        self,
        file::{
            attached::{self, Files},
            beside::beside_of,
            beside_copy::{self, Copied, UnfinishedFolder},
            copy::Unfinished,
            look::{self, Schema},
        },
        integrity,
    },
};

/// Writes the copy; in a folder it is named by its moment, UTC. It is there under its name only once it is
/// whole.
///
/// # Errors
/// When the file is there already, the database is not, or the copy cannot be written.
pub(super) async fn backup(place: &Path) -> Result<()> {
    let database = config::database()?;
    let file = &named_in(place, Clock::system().now());
    if file.symlink_metadata().is_ok() {
        return Err(WrongArgument::new(file, "is there already: name a file that is not").into());
    }
    let beside = beside_of(file, attached::ENDING);
    if beside.symlink_metadata().is_ok() {
        return Err(WrongArgument::new(&beside, "is there already: it would hold the copy's files").into());
    }
    let looked = look::at(&database)
        .await?
        .with_context(|| format!("{} is not there, or has nothing in it yet", database.display()))?
        .not_newer()?;
    let mut conn = looked.conn;
    let copy = Unfinished::of(&mut conn, file).await?;
    let what = sound(copy.path()).await.context("the copy is not sound, nothing was kept of it")?;
    let size = copy.path().metadata().context("reading the copy's size")?.len();
    let named = named(copy.path()).await?;
    // Whatever the copy names is there: a file is written before the row that names it.
    let folder = UnfinishedFolder::of(&beside);
    let copied = beside_copy::put(&Files::beside(&database), &folder.files(), &named, (None, false))?;
    folder.stand(&beside)?;
    if let Err(error) = copy.stand_new(file) {
        // Without its database it is of no use.
        let _ = std::fs::remove_dir_all(&beside);
        return Err(error);
    }
    print(&format!("{}: {size} bytes, {what}", file.display()))?;
    if copied.files > 0 {
        print(&format!("{}: {}", beside.display(), counted(copied.files, "file")))?;
    }
    Ok(print_missing(&copied)?)
}

/// The place itself, or a new name in it where it is a folder.
fn named_in(place: &Path, now: DateTime<Utc>) -> PathBuf {
    if !place.is_dir() {
        return place.to_owned();
    }
    place.join(now.format("guichet-%Y-%m-%dT%H%M%SZ.db").to_string())
}

/// The files that a copy names.
pub(super) async fn named(copy: &Path) -> Result<Vec<Sha256Hex>> {
    let looked = look::at(copy).await?.context("there is nothing in it")?;
    let mut conn = looked.conn;
    let named = store::attachment::named(&mut conn).await?;
    Ok(named.iter().filter_map(|hash| hash.parse().ok()).collect())
}

/// Says how many files are missing, if any.
pub(super) fn print_missing(copied: &Copied) -> std::io::Result<()> {
    if copied.missing.is_empty() {
        return Ok(());
    }
    let many = counted(copied.missing.len(), "file");
    print(&format!("{many} that tickets name: not there, or damaged; `guichet check` says of which tickets"))
}

/// Looks whether a database that nobody works on is sound, and says what is in it.
///
/// # Errors
/// When it is not, or a newer version wrote it.
pub(super) async fn sound(file: &Path) -> Result<String> {
    let looked = look::at(file).await?.context("there is nothing in it")?.not_newer()?;
    let mut conn = looked.conn;
    if let Some(line) = integrity::thorough(&mut conn).await?.first() {
        anyhow::bail!("{} is damaged: {line}", file.display());
    }
    if let Some((table, count)) = integrity::orphans(&mut conn).await?.first() {
        anyhow::bail!("{} is damaged: {count} rows of {table} name what is not there", file.display());
    }
    let (Schema::Present(step) | Schema::Older { step, .. } | Schema::Newer(step)) = looked.schema;
    let (customers, tickets) = integrity::counts(&mut conn).await?;
    let many = |count: i64, one: &str| counted(usize::try_from(count).unwrap_or(usize::MAX), one);
    Ok(format!("{}, {}, schema step {step}", many(customers, "customer"), many(tickets, "ticket")))
}
