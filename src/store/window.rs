//! Maintenance windows: the occurrences of the offer's rules, and those that staff added; what they were
//! changed to, and why.

use anyhow::{Context, Result};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sqlx::{query, query_as};

use super::Conn;
use crate::rules::{
    ids::{PersonId, WindowId},
    language::Language,
    window::{Change, Occurrence, State},
};

/// A text that was given in one language or in both.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct Texts {
    /// In French.
    pub fr: Option<String>,
    /// In English.
    pub en: Option<String>,
}

impl Texts {
    /// The text in a language; where it is missing, in the other.
    pub fn get(&self, language: Language) -> Option<&str> {
        let (this, other) = match language {
            Language::Fr => (&self.fr, &self.en),
            Language::En => (&self.en, &self.fr),
        };
        this.as_deref().or(other.as_deref())
    }
}

/// A window as it is now.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Window {
    /// Its row.
    pub id: WindowId,
    /// Of which platform, by its key in the offer.
    pub platform: String,
    /// From when to when.
    pub place: Occurrence,
    /// Whether it will be.
    pub state: State,
    /// How often it was changed, from 1.
    pub revision: i64,
    /// Since when it is what it is, UTC.
    pub revised_at: DateTime<Utc>,
    /// Why it is.
    pub reason: Texts,
    /// What it means to customers.
    pub impact: Texts,
}

/// A window to write.
#[derive(Clone, Debug)]
pub struct NewWindow<'a> {
    /// Of which platform, by its key in the offer.
    pub platform: &'a str,
    /// From when to when.
    pub place: Occurrence,
    /// Why it is.
    pub reason: Texts,
    /// What it means to customers.
    pub impact: Texts,
}

/// What staff did to a window.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Changed {
    /// The revision that it made.
    pub revision: i64,
    /// What was done.
    pub change: Change,
    /// Where the window was before; none for one that was added.
    pub was: Option<Occurrence>,
    /// Why it was done.
    pub reason: Texts,
    /// By whom.
    pub by: PersonId,
    /// When, UTC.
    pub at: DateTime<Utc>,
}

struct Row {
    id: WindowId,
    platform: String,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    state: State,
    revision: i64,
    revised_at: DateTime<Utc>,
    reason_fr: Option<String>,
    reason_en: Option<String>,
    impact_fr: Option<String>,
    impact_en: Option<String>,
}

impl From<Row> for Window {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            platform: row.platform,
            place: Occurrence { starts_at: row.starts_at, ends_at: row.ends_at },
            state: row.state,
            revision: row.revision,
            revised_at: row.revised_at,
            reason: Texts { fr: row.reason_fr, en: row.reason_en },
            impact: Texts { fr: row.impact_fr, en: row.impact_en },
        }
    }
}

/// Writes an occurrence of the offer's rule. One that is there keeps its place, its state and its revision,
/// whatever became of it since; its texts follow the offer.
pub async fn put_occurrence(conn: &mut Conn, new: &NewWindow<'_>, now: DateTime<Utc>) -> Result<()> {
    let (start, end) = (new.place.starts_at.timestamp(), new.place.ends_at.timestamp());
    let now = now.timestamp();
    query!(
        "INSERT INTO maintenance_window (platform, rule_start, starts_at, ends_at, state, revised_at,
                                         reason_fr, reason_en, impact_fr, impact_en)
         VALUES (?1, ?2, ?2, ?3, 'planned', ?4, ?5, ?6, ?7, ?8)
         ON CONFLICT (platform, rule_start) WHERE rule_start IS NOT NULL DO UPDATE
         SET reason_fr = excluded.reason_fr, reason_en = excluded.reason_en,
             impact_fr = excluded.impact_fr, impact_en = excluded.impact_en
         WHERE (reason_fr, reason_en, impact_fr, impact_en)
               IS NOT (excluded.reason_fr, excluded.reason_en, excluded.impact_fr, excluded.impact_en)",
        new.platform,
        start,
        end,
        now,
        new.reason.fr,
        new.reason.en,
        new.impact.fr,
        new.impact.en
    )
    .execute(conn)
    .await
    .context("writing a maintenance window of the offer")?;
    Ok(())
}

/// Writes a window that staff add. A second call adds a second one.
pub async fn insert(
    conn: &mut Conn,
    new: &NewWindow<'_>,
    by: PersonId,
    now: DateTime<Utc>,
) -> Result<WindowId> {
    let (start, end) = (new.place.starts_at.timestamp(), new.place.ends_at.timestamp());
    let at = now.timestamp();
    let done = query!(
        "INSERT INTO maintenance_window (platform, starts_at, ends_at, state, revised_at,
                                         reason_fr, reason_en, impact_fr, impact_en)
         VALUES (?, ?, ?, 'planned', ?, ?, ?, ?, ?)",
        new.platform,
        start,
        end,
        at,
        new.reason.fr,
        new.reason.en,
        new.impact.fr,
        new.impact.en
    )
    .execute(&mut *conn)
    .await
    .context("adding a maintenance window")?;
    let id = WindowId::new(done.last_insert_rowid());
    let reason = new.reason.clone();
    let changed = Changed { revision: 1, change: Change::Added, was: None, reason, by, at: now };
    record(conn, id, &changed).await?;
    Ok(id)
}

/// A window, whatever became of it.
pub async fn get(conn: &mut Conn, id: WindowId) -> Result<Option<Window>> {
    let row = query_as!(
        Row,
        r#"SELECT id AS "id: WindowId", platform, starts_at AS "starts_at: DateTime<Utc>",
                  ends_at AS "ends_at: DateTime<Utc>", state AS "state: State", revision,
                  revised_at AS "revised_at: DateTime<Utc>", reason_fr, reason_en, impact_fr, impact_en
           FROM maintenance_window WHERE id = ?"#,
        id
    )
    .fetch_optional(conn)
    .await
    .context("reading a maintenance window")?;
    Ok(row.map(Window::from))
}

/// The windows that have a moment in common with the time from `from` on and before `to`, of one platform or
/// of all, the earliest first; those that were cancelled too.
pub async fn between(
    conn: &mut Conn,
    platform: Option<&str>,
    from: DateTime<Utc>,
    to: DateTime<Utc>,
) -> Result<Vec<Window>> {
    let (from, to) = (from.timestamp(), to.timestamp());
    let rows = query_as!(
        Row,
        r#"SELECT id AS "id: WindowId", platform, starts_at AS "starts_at: DateTime<Utc>",
                  ends_at AS "ends_at: DateTime<Utc>", state AS "state: State", revision,
                  revised_at AS "revised_at: DateTime<Utc>", reason_fr, reason_en, impact_fr, impact_en
           FROM maintenance_window WHERE starts_at < ?3 AND ends_at > ?2 AND (?1 IS NULL OR platform = ?1)
           ORDER BY starts_at, id"#,
        platform,
        from,
        to
    )
    .fetch_all(conn)
    .await
    .context("reading maintenance windows")?;
    Ok(rows.into_iter().map(Window::from).collect())
}

/// The windows that will be, are or were in that time, as [`between`]. Left out: those that were cancelled.
pub async fn overlapping(
    conn: &mut Conn,
    platform: Option<&str>,
    from: DateTime<Utc>,
    to: DateTime<Utc>,
) -> Result<Vec<Window>> {
    let mut windows = between(conn, platform, from, to).await?;
    windows.retain(|window| window.state == State::Planned);
    Ok(windows)
}

/// Writes what a window becomes, a new revision of it. `false`: it is no longer at the revision from which
/// this one was made, and nothing is written.
pub async fn revise(
    conn: &mut Conn,
    id: WindowId,
    place: Occurrence,
    state: State,
    changed: &Changed,
) -> Result<bool> {
    let (start, end) = (place.starts_at.timestamp(), place.ends_at.timestamp());
    let at = changed.at.timestamp();
    let done = query!(
        "UPDATE maintenance_window SET starts_at = ?1, ends_at = ?2, state = ?3, revision = ?4, revised_at = ?5
         WHERE id = ?6 AND revision = ?4 - 1",
        start,
        end,
        state,
        changed.revision,
        at,
        id
    )
    .execute(&mut *conn)
    .await
    .context("changing a maintenance window")?;
    if done.rows_affected() == 0 {
        return Ok(false);
    }
    record(conn, id, changed).await?;
    Ok(true)
}

async fn record(conn: &mut Conn, id: WindowId, changed: &Changed) -> Result<()> {
    let was_start = changed.was.map(|was| was.starts_at.timestamp());
    let was_end = changed.was.map(|was| was.ends_at.timestamp());
    let at = changed.at.timestamp();
    query!(
        "INSERT INTO window_change (window_id, revision, change, was_start, was_end, reason_fr, reason_en, by, at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        id,
        changed.revision,
        changed.change,
        was_start,
        was_end,
        changed.reason.fr,
        changed.reason.en,
        changed.by,
        at
    )
    .execute(conn)
    .await
    .context("writing a change of a maintenance window")?;
    Ok(())
}

/// What made a revision of a window; nothing made the first one of an occurrence of the offer.
pub async fn change(conn: &mut Conn, id: WindowId, revision: i64) -> Result<Option<Changed>> {
    let row = query!(
        r#"SELECT change AS "change: Change", was_start AS "was_start: DateTime<Utc>", was_end AS "was_end: DateTime<Utc>",
                  reason_fr, reason_en, by AS "by: PersonId", at AS "at: DateTime<Utc>"
           FROM window_change WHERE window_id = ? AND revision = ?"#,
        id,
        revision
    )
    .fetch_optional(conn)
    .await
    .context("reading a change of a maintenance window")?;
    Ok(row.map(|row| Changed {
        revision,
        change: row.change,
        was: row.was_start.zip(row.was_end).map(|(starts_at, ends_at)| Occurrence { starts_at, ends_at }),
        reason: Texts { fr: row.reason_fr, en: row.reason_en },
        by: row.by,
        at: row.at,
    }))
}
