//! Which commands were declared to Discord last: what is declared again is what changed.

use anyhow::{Context, Result};

use crate::{desk::Desk, store};

/// What was declared in one place: everywhere, or in one server.
#[derive(Clone, Debug, Default)]
pub struct Declared {
    /// The digest of all of it; none where nothing was.
    pub digest: Option<String>,
    /// The names of the commands, as whoever declared them wrote them.
    pub names: Option<String>,
}

impl Desk {
    /// What was declared last in a place.
    pub async fn declared(&self, place: &str) -> Result<Declared> {
        let mut conn = self.store.read().await?;
        let digest = store::desk::memo(&mut conn, place).await?;
        Ok(Declared { digest, names: store::desk::memo(&mut conn, &names_key(place)).await? })
    }

    /// Takes note of what was declared in a place.
    pub async fn note_declared(&self, place: &str, digest: &str, names: &str) -> Result<()> {
        let mut tx = self.store.begin().await?;
        store::desk::note(&mut tx, place, digest).await?;
        store::desk::note(&mut tx, &names_key(place), names).await?;
        tx.commit().await.context("remembering what was declared")
    }
}

fn names_key(place: &str) -> String {
    format!("{place}:names")
}
