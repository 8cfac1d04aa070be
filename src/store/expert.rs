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
    /// What the link of their private calendar ends with.
    pub feed: Option<String>,
    /// Their time.
    pub time: Expert,
}

/// Takes note of an expert, and of the name they have now; one who had left is back. Who has no private
/// calendar yet is given this one.
pub async fn meet(conn: &mut Conn, person: PersonId, name: &str, feed: &str) -> Result<()> {
    query!(
        "INSERT INTO expert (person, name, feed) VALUES (?1, ?2, ?3)
         ON CONFLICT (person) DO UPDATE SET name = ?2, left_at = NULL, feed = coalesce(feed, ?3)
         WHERE name <> ?2 OR left_at IS NOT NULL OR feed IS NULL",
        person,
        name,
        feed
    )
    .execute(conn)
    .await
    .context("taking note of an expert")?;
    Ok(())
}

/// Every expert that was met, by name, with their week, their absences and the sessions they have that are
/// not over at `now`. Left out: those who left, and the session `except`, whose time counts as free for its
/// own move.
pub async fn all(conn: &mut Conn, now: DateTime<Utc>, except: Option<SessionId>) -> Result<Vec<ExpertFile>> {
    let rows = query!(
        r#"SELECT person AS "person: PersonId", name, accept_at_once AS "accept_at_once: bool", feed FROM expert
           WHERE left_at IS NULL ORDER BY person"#
    )
    .fetch_all(&mut *conn)
    .await
    .context("reading the experts")?;
    let mut experts: BTreeMap<PersonId, ExpertFile> = rows
        .into_iter()
        .map(|row| {
            let (person, accept_at_once) = (row.person, row.accept_at_once);
            let time = Expert::default();
            (person, ExpertFile { person, name: row.name, accept_at_once, feed: row.feed, time })
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

/// Replaces the link of an expert's private calendar.
pub async fn new_feed(conn: &mut Conn, person: PersonId, feed: &str) -> Result<()> {
    query!("UPDATE expert SET feed = ? WHERE person = ?", feed, person)
        .execute(conn)
        .await
        .context("replacing the link of a calendar")?;
    Ok(())
}

/// Whose private calendar this is, with their name. Left out: links that were replaced, and those of experts
/// who left.
pub async fn of_feed(conn: &mut Conn, feed: &str) -> Result<Option<(PersonId, String)>> {
    let row = query!(
        r#"SELECT person AS "person: PersonId", name FROM expert WHERE feed = ? AND left_at IS NULL"#,
        feed
    )
    .fetch_optional(conn)
    .await
    .context("reading whose calendar it is")?;
    Ok(row.map(|row| (row.person, row.name)))
}

/// Somebody is an expert no longer: they are offered no more, and their calendar is closed; their week is
/// kept, should they come back. `false`: they had left before, or were never met.
pub async fn leave(conn: &mut Conn, person: PersonId, now: DateTime<Utc>) -> Result<bool> {
    let now = now.timestamp();
    let done = query!(
        "UPDATE expert SET left_at = ?, feed = NULL WHERE person = ? AND left_at IS NULL",
        now,
        person
    )
    .execute(conn)
    .await
    .context("taking note that an expert left")?;
    Ok(done.rows_affected() == 1)
}

/// The name of an expert that was met.
pub async fn name(conn: &mut Conn, person: PersonId) -> Result<Option<String>> {
    sqlx::query_scalar!("SELECT name FROM expert WHERE person = ?", person)
        .fetch_optional(conn)
        .await
        .context("reading an expert's name")
}

/// Writes a day of an expert's week in place of what it was.
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
