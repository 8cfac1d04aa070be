//! A database's file looked at from outside: nothing of it is changed, also while a desk works on it.

use std::{path::Path, time::Duration};

use anyhow::{Context, Result, bail};
use sqlx::{ConnectOptions, Connection, SqliteConnection, sqlite::SqliteConnectOptions};

use crate::store::MIGRATIONS;

/// How a database's schema stands to this version of the program. A schema is known by the last of its steps.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Schema {
    /// It is this version's.
    Present(i64),
    /// An older version wrote it: the next start brings it up to date.
    Older {
        /// Its last step.
        step: i64,
        /// This version's.
        newest: i64,
    },
    /// A newer version wrote it, with this step that is unknown here.
    Newer(i64),
}

/// A database that is there, and is this program's.
#[derive(Debug)]
pub struct Looked {
    /// A connection that reads.
    pub conn: SqliteConnection,
    /// How its schema stands to this version.
    pub schema: Schema,
}

impl Looked {
    /// The same, unless a newer version wrote it.
    ///
    /// # Errors
    /// When one did.
    pub fn not_newer(self) -> Result<Self> {
        match self.schema {
            Schema::Present(_) | Schema::Older { .. } => Ok(self),
            Schema::Newer(step) => bail!(
                "the database was written by a newer version of this program (schema step {step}): run that version, nothing was changed"
            ),
        }
    }
}

/// Opens a database to read. `None`: there is no such file, or nothing is in it yet.
///
/// # Errors
/// When it cannot be read, or is another program's.
pub async fn at(path: &Path) -> Result<Option<Looked>> {
    if std::fs::metadata(path).map_or(true, |file| file.len() == 0) {
        return Ok(None);
    }
    let mut conn = SqliteConnectOptions::new()
        .filename(path)
        .read_only(true)
        .busy_timeout(Duration::from_secs(10))
        .connect()
        .await
        .with_context(|| format!("opening the database {}", path.display()))?;
    let tables: Vec<String> = sqlx::query_scalar("SELECT name FROM sqlite_schema WHERE type = 'table'")
        .fetch_all(&mut conn)
        .await
        .with_context(|| format!("reading the database {}", path.display()))?;
    if tables.is_empty() {
        conn.close().await.context("closing the database")?;
        return Ok(None);
    }
    if !tables.iter().any(|table| table == "_sqlx_migrations") {
        bail!("{} is another program's database: nothing was changed", path.display());
    }
    let steps: Vec<i64> = sqlx::query_scalar("SELECT version FROM _sqlx_migrations ORDER BY version")
        .fetch_all(&mut conn)
        .await
        .context("reading the database's version")?;
    Ok(Some(Looked { conn, schema: standing(&steps) }))
}

fn standing(steps: &[i64]) -> Schema {
    if let Some(unknown) = steps.iter().find(|step| !MIGRATIONS.version_exists(**step)) {
        return Schema::Newer(*unknown);
    }
    let newest = MIGRATIONS.iter().map(|step| step.version).max().unwrap_or_default();
    match steps.last() {
        Some(step) if *step == newest => Schema::Present(newest),
        last => Schema::Older { step: last.copied().unwrap_or_default(), newest },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_schema_is_older_newer_or_this_versions_by_its_steps() {
        let all: Vec<i64> = MIGRATIONS.iter().map(|step| step.version).collect();
        let newest = *all.last().expect("steps");
        assert_eq!(standing(&all), Schema::Present(newest));
        assert_eq!(standing(&all[..1]), Schema::Older { step: all[0], newest });
        assert_eq!(standing(&[]), Schema::Older { step: 0, newest });
        let later: Vec<i64> = all.iter().copied().chain([newest + 1]).collect();
        assert_eq!(standing(&later), Schema::Newer(newest + 1));
    }
}
