//! Experts: who they are, when they are there, when they are away, and what time of theirs is taken.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use chrono::{DateTime, NaiveTime, TimeDelta, Timelike, Utc, Weekday};
use sqlx::query;

use super::Conn;
use crate::rules::{
    ids::{PersonId, SessionId},
    session::{Away, Expert, Hours},
};

/// An expert, with all that decides when they are free.
#[derive(Clone, Debug)]
pub struct ExpertFile {
    /// Who.
    pub person: PersonId,
    /// The name others see, as it was when they last typed a command.
    pub name: String,
    /// Whether requests are confirmed without an answer.
    pub accept_at_once: bool,
    /// Their time.
    pub time: Expert,
}

/// Takes note of an expert, and of the name they have now.
///
/// # Errors
/// When the database fails.
pub async fn meet(conn: &mut Conn, person: PersonId, name: &str) -> Result<()> {
    query!(
        "INSERT INTO expert (person, name) VALUES (?1, ?2) ON CONFLICT (person) DO UPDATE SET name = ?2 WHERE name <> ?2",
        person,
        name
    )
    .execute(conn)
    .await
    .context("taking note of an expert")?;
    Ok(())
}

/// Every expert that was met, by name, with their week, their absences and the sessions they have that are not over at `now`. Left out:
/// the session `except`, whose time counts as free for its own move.
///
/// # Errors
/// When the database fails.
pub async fn all(conn: &mut Conn, now: DateTime<Utc>, except: Option<SessionId>) -> Result<Vec<ExpertFile>> {
    let rows = query!(
        r#"SELECT person AS "person: PersonId", name, accept_at_once AS "accept_at_once: bool" FROM expert ORDER BY person"#
    )
    .fetch_all(&mut *conn)
    .await
    .context("reading the experts")?;
    let mut experts: BTreeMap<PersonId, ExpertFile> = rows
        .into_iter()
        .map(|row| {
            let (person, name, accept_at_once) = (row.person, row.name, row.accept_at_once);
            (person, ExpertFile { person, name, accept_at_once, time: Expert::default() })
        })
        .collect();
    for (person, hours) in weeks(conn).await? {
        if let Some(expert) = experts.get_mut(&person) {
            expert.time.hours.push(hours);
        }
    }
    for (person, away) in absences(conn, now).await? {
        if let Some(expert) = experts.get_mut(&person) {
            expert.time.away.push(away);
        }
    }
    for (person, taken) in sessions(conn, now, except).await? {
        if let Some(expert) = experts.get_mut(&person) {
            expert.time.taken.push(taken);
        }
    }
    let mut experts: Vec<ExpertFile> = experts.into_values().collect();
    experts.sort_by(|one, other| one.name.cmp(&other.name).then(one.person.cmp(&other.person)));
    Ok(experts)
}

/// The name of an expert that was met.
///
/// # Errors
/// When the database fails.
pub async fn name(conn: &mut Conn, person: PersonId) -> Result<Option<String>> {
    sqlx::query_scalar!("SELECT name FROM expert WHERE person = ?", person)
        .fetch_optional(conn)
        .await
        .context("reading an expert's name")
}

/// Writes a day of an expert's week in place of what it was.
///
/// # Errors
/// When the database fails.
pub async fn set_day(conn: &mut Conn, person: PersonId, day: Weekday, hours: &[Hours]) -> Result<()> {
    let weekday = day.number_from_monday();
    query!("DELETE FROM expert_hours WHERE expert = ? AND weekday = ?", person, weekday)
        .execute(&mut *conn)
        .await
        .context("clearing a day of an expert's week")?;
    for hours in hours {
        let (from, to) = (minute(hours.from), minute(hours.to));
        query!(
            "INSERT INTO expert_hours (expert, weekday, from_minute, to_minute) VALUES (?, ?, ?, ?)",
            person,
            weekday,
            from,
            to
        )
        .execute(&mut *conn)
        .await
        .context("writing a day of an expert's week")?;
    }
    Ok(())
}

/// Writes an absence.
///
/// # Errors
/// When the database fails.
pub async fn goes_away(conn: &mut Conn, person: PersonId, away: Away, now: DateTime<Utc>) -> Result<()> {
    let (from, to, now) = (away.from.timestamp(), away.to.timestamp(), now.timestamp());
    query!(
        "INSERT INTO expert_away (expert, from_at, to_at, said_at) VALUES (?, ?, ?, ?)",
        person,
        from,
        to,
        now
    )
    .execute(conn)
    .await
    .context("writing an expert's absence")?;
    Ok(())
}

/// Says whether requests to an expert are confirmed without an answer.
///
/// # Errors
/// When the database fails.
pub async fn accepts_at_once(conn: &mut Conn, person: PersonId, at_once: bool) -> Result<()> {
    query!("UPDATE expert SET accept_at_once = ? WHERE person = ?", at_once, person)
        .execute(conn)
        .await
        .context("writing an expert's settings")?;
    Ok(())
}

async fn weeks(conn: &mut Conn) -> Result<Vec<(PersonId, Hours)>> {
    let rows = query!(
        r#"SELECT expert AS "expert: PersonId", weekday AS "weekday: u8", from_minute AS "from: u32", to_minute AS "to: u32"
           FROM expert_hours ORDER BY expert, weekday, from_minute"#
    )
    .fetch_all(conn)
    .await
    .context("reading the experts' weeks")?;
    rows.into_iter()
        .map(|row| {
            let day = Weekday::try_from(row.weekday - 1).context("a day of the week")?;
            Ok((row.expert, Hours { day, from: time(row.from), to: time(row.to) }))
        })
        .collect()
}

async fn absences(conn: &mut Conn, now: DateTime<Utc>) -> Result<Vec<(PersonId, Away)>> {
    let now = now.timestamp();
    let rows = query!(
        r#"SELECT expert AS "expert: PersonId", from_at AS "from: DateTime<Utc>", to_at AS "to: DateTime<Utc>"
           FROM expert_away WHERE to_at > ? ORDER BY expert, from_at, id"#,
        now
    )
    .fetch_all(conn)
    .await
    .context("reading the experts' absences")?;
    Ok(rows.into_iter().map(|row| (row.expert, Away { from: row.from, to: row.to })).collect())
}

/// The sessions that hold an expert's time and are not over.
async fn sessions(
    conn: &mut Conn,
    now: DateTime<Utc>,
    except: Option<SessionId>,
) -> Result<Vec<(PersonId, Away)>> {
    let now = now.timestamp();
    let rows = query!(
        r#"SELECT expert AS "expert: PersonId", starts_at AS "from: DateTime<Utc>", minutes FROM session
           WHERE state IN ('requested', 'proposed', 'confirmed') AND starts_at + 60 * minutes > ? AND id IS NOT ?
           ORDER BY expert, starts_at"#,
        now,
        except
    )
    .fetch_all(conn)
    .await
    .context("reading the time that is taken")?;
    Ok(rows
        .into_iter()
        .map(|row| (row.expert, Away { from: row.from, to: row.from + TimeDelta::minutes(row.minutes) }))
        .collect())
}

/// An hour as the minute of its day.
fn minute(time: NaiveTime) -> u32 {
    time.hour() * 60 + time.minute()
}

fn time(minute: u32) -> NaiveTime {
    NaiveTime::from_hms_opt(minute / 60, minute % 60, 0).unwrap_or(NaiveTime::MIN)
}
