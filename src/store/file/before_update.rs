//! A copy of the database as the version before left it: what an update is undone with.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use sqlx::Connection;

use super::{
    beside::{beside_of, folder_of},
    copy::Unfinished,
    look::{Looked, Schema},
};

/// The name of such a copy goes on so, with the last step of its schema.
const ENDING: &str = ".step-";

/// How many copies are kept: that of this update, and one of before. Where an update was broken off half way,
/// that is the one from which the version of before goes on.
const KEPT: usize = 2;

/// Keeps a copy of a database of an older version, before its schema is brought up to date; all but the last
/// copies are removed. Returns where it is, and the last step of its schema; nothing where nothing is older.
///
/// # Errors
/// When there is no room for it: the database is then as it was.
pub async fn keep(looked: Looked, database: &Path) -> Result<Option<(PathBuf, i64)>> {
    let Looked { mut conn, schema } = looked;
    let Schema::Older { step, .. } = schema else {
        conn.close().await.context("closing the database")?;
        return Ok(None);
    };
    let kept = beside_of(database, &format!("{ENDING}{step}"));
    // One that is there is of an update that was broken off before its first step: it is as good.
    if !kept.exists() {
        let copy =
            Unfinished::of(&mut conn, database).await.context("keeping a copy of before the update")?;
        copy.stand_new(&kept)?;
    }
    conn.close().await.context("closing the database")?;
    for older in kept_of(database).into_iter().rev().skip(KEPT) {
        // Whoever could make it can remove it; one that stays is told of by `guichet check`.
        let _ = std::fs::remove_file(older);
    }
    Ok(Some((kept, step)))
}

/// The copies of before an update that are beside a database, by the step of their schema.
pub fn kept_of(database: &Path) -> Vec<PathBuf> {
    let begins = beside_of(database, ENDING);
    let step = |path: &Path| {
        let (path, begins) = path.to_str().zip(begins.to_str())?;
        path.strip_prefix(begins)?.parse::<u32>().ok()
    };
    let folder = folder_of(database);
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    // As the database is named, with a folder or without.
    let named = entries.map(|entry| match database.parent() {
        Some(parent) => parent.join(entry.file_name()),
        None => PathBuf::from(entry.file_name()),
    });
    let mut kept: Vec<(u32, PathBuf)> = named.filter_map(|path| Some((step(&path)?, path))).collect();
    kept.sort();
    kept.into_iter().map(|(_, path)| path).collect()
}
