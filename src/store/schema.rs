//! The steps of the schema, embedded.

use sqlx::migrate::Migrator;

/// The steps of the schema, embedded.
pub static MIGRATIONS: Migrator = sqlx::migrate!();
