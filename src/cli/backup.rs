//! `guichet backup`: a consistent copy of the live database, while the desk works on it.

use std::path::Path;

use anyhow::{Context, Result};

use super::{WrongArgument, check::counted, print};
use crate::{
    config,
    store::{
        copy::Unfinished,
        integrity,
        look::{self, Schema},
    },
};

/// Writes the copy. It is there under its name only once it is whole.
///
/// # Errors
/// When the file is there already, the database is not, or the copy cannot be written.
pub(super) async fn backup(file: &Path) -> Result<()> {
    let database = config::database()?;
    if file.symlink_metadata().is_ok() {
        return Err(WrongArgument::new(file, "is there already: name a file that is not").into());
    }
    let looked = look::at(&database)
        .await?
        .with_context(|| format!("{} is not there, or has nothing in it yet", database.display()))?
        .not_newer()?;
    let mut conn = looked.conn;
    let copy = Unfinished::of(&mut conn, file).await?;
    let what = sound(copy.path()).await.context("the copy is not sound, nothing was kept of it")?;
    let size = copy.path().metadata().context("reading the copy's size")?.len();
    copy.stand_new(file)?;
    Ok(print(&format!("{}: {size} bytes, {what}", file.display()))?)
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
