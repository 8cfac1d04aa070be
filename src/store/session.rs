//! Sessions with an expert: their present state, what happened to them, and the expert's time that they take.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use chrono::{DateTime, Utc};
use sqlx::{query, query_as};

use super::{
    Conn,
    customer::{Customer, Reach},
};
use crate::rules::{
    event::{By, Side},
    ids::{ChannelId, CustomerId, EventSeq, PersonId, SessionId, TicketNumber},
    language::Language,
    session::{State, Step, Topic},
};

/// A session as it stands.
#[derive(Clone, Debug)]
pub struct SessionRow {
    /// Which.
    pub id: SessionId,
    /// Whose.
    pub customer: CustomerId,
    /// With whom.
    pub expert: PersonId,
    /// What it is about.
    pub topic: Topic,
    /// How long it lasts, in minutes.
    pub minutes: i64,
    /// When it starts, UTC.
    pub starts_at: DateTime<Utc>,
    /// What the team or the expert wrote of it; may be empty.
    pub about: String,
    /// Where it stands.
    pub state: State,
    /// Who asked for it, or proposed it.
    pub asked_by: PersonId,
    /// When a request that nobody answers is released, UTC.
    pub expires_at: DateTime<Utc>,
    /// The team's channel that is told.
    pub channel: ChannelId,
    /// The ticket on which the time was spent, where it is help without an appointment.
    pub ticket: Option<TicketNumber>,
    /// Of which entry of a calendar it is, where it takes the place of a session that was moved: the first of
    /// them.
    pub entry: Option<SessionId>,
    /// How many steps that entry had before it.
    pub entry_steps: i64,
}

/// A session to write.
#[derive(Debug)]
pub struct NewSession<'a> {
    /// Whose.
    pub customer: CustomerId,
    /// With whom.
    pub expert: PersonId,
    /// What it is about.
    pub topic: Topic,
    /// How long it lasts, in minutes.
    pub minutes: i64,
    /// When it starts, UTC.
    pub starts_at: DateTime<Utc>,
    /// What was written of it.
    pub about: &'a str,
    /// Where it stands.
    pub state: State,
    /// Who asked for it, or proposed it.
    pub asked_by: PersonId,
    /// When, UTC.
    pub asked_at: DateTime<Utc>,
    /// When a request that nobody answers is released, UTC.
    pub expires_at: DateTime<Utc>,
    /// The team's channel that is told.
    pub channel: ChannelId,
    /// The ticket on which the time was spent, where it is help without an appointment.
    pub ticket: Option<TicketNumber>,
}

/// A step of a session's history.
#[derive(Clone, Debug)]
pub struct SessionEvent {
    /// Its rank, from 1.
    pub seq: EventSeq,
    /// When, UTC.
    pub at: DateTime<Utc>,
    /// Who.
    pub by: By,
    /// What happened.
    pub step: Step,
    /// When the session starts after it, UTC.
    pub starts_at: DateTime<Utc>,
    /// Minutes that it used for good.
    pub charged: i64,
    /// A reason, or notes; may be empty.
    pub text: String,
}

/// Writes a session. Returns its row.
pub async fn insert(conn: &mut Conn, new: &NewSession<'_>) -> Result<SessionRow> {
    let (starts_at, asked_at, expires_at) =
        (new.starts_at.timestamp(), new.asked_at.timestamp(), new.expires_at.timestamp());
    query_as!(
        SessionRow,
        r#"INSERT INTO session (customer, expert, topic, minutes, starts_at, about, state, asked_by, asked_at, expires_at, channel,
                                ticket)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
           RETURNING id AS "id!: SessionId", customer AS "customer: CustomerId", expert AS "expert: PersonId", topic AS "topic: Topic",
                     minutes, starts_at AS "starts_at: DateTime<Utc>", about, state AS "state: State",
                     asked_by AS "asked_by: PersonId", expires_at AS "expires_at: DateTime<Utc>", channel AS "channel: ChannelId",
                     ticket AS "ticket: TicketNumber", entry AS "entry: SessionId", entry_steps"#,
        new.customer,
        new.expert,
        new.topic,
        new.minutes,
        starts_at,
        new.about,
        new.state,
        new.asked_by,
        asked_at,
        expires_at,
        new.channel,
        new.ticket
    )
    .fetch_one(conn)
    .await
    .context("writing a session")
}

/// A session within reach. Left out: another team's, as if it were not there.
pub async fn find(conn: &mut Conn, reach: Reach, id: SessionId) -> Result<Option<SessionRow>> {
    let customer = reach.customer();
    query_as!(
        SessionRow,
        r#"SELECT id AS "id: SessionId", customer AS "customer: CustomerId", expert AS "expert: PersonId", topic AS "topic: Topic",
                  minutes, starts_at AS "starts_at: DateTime<Utc>", about, state AS "state: State",
                  asked_by AS "asked_by: PersonId", expires_at AS "expires_at: DateTime<Utc>", channel AS "channel: ChannelId",
                  ticket AS "ticket: TicketNumber", entry AS "entry: SessionId", entry_steps
           FROM session WHERE id = ?1 AND (?2 IS NULL OR customer = ?2)"#,
        id,
        customer
    )
    .fetch_optional(conn)
    .await
    .context("reading a session")
}

/// The sessions of a customer, or of everybody, and of one expert where one is given, that start from `from`
/// on, soonest first, at most `limit`; whatever their state.
pub async fn starting_from(
    conn: &mut Conn,
    customer: Option<CustomerId>,
    expert: Option<PersonId>,
    from: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<SessionRow>> {
    let from = from.timestamp();
    query_as!(
        SessionRow,
        r#"SELECT id AS "id: SessionId", customer AS "customer: CustomerId", expert AS "expert: PersonId", topic AS "topic: Topic",
                  minutes, starts_at AS "starts_at: DateTime<Utc>", about, state AS "state: State",
                  asked_by AS "asked_by: PersonId", expires_at AS "expires_at: DateTime<Utc>", channel AS "channel: ChannelId",
                  ticket AS "ticket: TicketNumber", entry AS "entry: SessionId", entry_steps
           FROM session WHERE (?1 IS NULL OR customer = ?1) AND (?2 IS NULL OR expert = ?2) AND starts_at >= ?3
           ORDER BY starts_at, id LIMIT 0 + ?4"#,
        customer,
        expert,
        from,
        limit
    )
    .fetch_all(conn)
    .await
    .context("reading the sessions to come")
}

/// The entries of an expert's calendar that were agreed on at some time, whatever became of them.
pub async fn agreed_entries(conn: &mut Conn, expert: PersonId) -> Result<Vec<SessionId>> {
    sqlx::query_scalar!(
        r#"SELECT DISTINCT coalesce(entry, id) AS "entry!: SessionId" FROM session
           WHERE expert = ? AND EXISTS (SELECT 1 FROM session_event WHERE session = session.id AND step = 'accepted')"#,
        expert
    )
    .fetch_all(conn)
    .await
    .context("reading which sessions were agreed on")
}

/// The same for those that started by `by`, latest first.
pub async fn started_by(
    conn: &mut Conn,
    customer: Option<CustomerId>,
    expert: Option<PersonId>,
    by: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<SessionRow>> {
    let by = by.timestamp();
    query_as!(
        SessionRow,
        r#"SELECT id AS "id: SessionId", customer AS "customer: CustomerId", expert AS "expert: PersonId", topic AS "topic: Topic",
                  minutes, starts_at AS "starts_at: DateTime<Utc>", about, state AS "state: State",
                  asked_by AS "asked_by: PersonId", expires_at AS "expires_at: DateTime<Utc>", channel AS "channel: ChannelId",
                  ticket AS "ticket: TicketNumber", entry AS "entry: SessionId", entry_steps
           FROM session WHERE (?1 IS NULL OR customer = ?1) AND (?2 IS NULL OR expert = ?2) AND starts_at <= ?3
           ORDER BY starts_at DESC, id DESC LIMIT 0 + ?4"#,
        customer,
        expert,
        by,
        limit
    )
    .fetch_all(conn)
    .await
    .context("reading the sessions that were")
}

/// Brings a session's row up to date: its state, its start, and when it is released. Says whether it still
/// stood as `before`: of two people who answer at once one wins.
pub async fn update(conn: &mut Conn, row: &SessionRow, before: State) -> Result<bool> {
    let (starts_at, expires_at) = (row.starts_at.timestamp(), row.expires_at.timestamp());
    let done = query!(
        "UPDATE session SET state = ?, starts_at = ?, expires_at = ? WHERE id = ? AND state = ?",
        row.state,
        starts_at,
        expires_at,
        row.id,
        before
    )
    .execute(conn)
    .await
    .context("bringing a session up to date")?;
    Ok(done.rows_affected() == 1)
}

/// Says that a session takes the place of others in calendars: of which entry it is, and how many steps that
/// had.
pub async fn takes_place(conn: &mut Conn, id: SessionId, entry: SessionId, steps: i64) -> Result<()> {
    query!("UPDATE session SET entry = ?, entry_steps = ? WHERE id = ?", entry, steps, id)
        .execute(conn)
        .await
        .context("writing whose place a session takes")?;
    Ok(())
}

/// Writes who answered a request, and when.
pub async fn answered(
    conn: &mut Conn,
    id: SessionId,
    by: Option<PersonId>,
    now: DateTime<Utc>,
) -> Result<()> {
    let now = now.timestamp();
    query!("UPDATE session SET answered_by = ?, answered_at = ? WHERE id = ?", by, now, id)
        .execute(conn)
        .await
        .context("writing who answered a session")?;
    Ok(())
}

/// Adds a step to a session's history.
///
/// # Errors
/// When the database fails, or the step is there already.
pub async fn append(conn: &mut Conn, session: SessionId, event: &SessionEvent) -> Result<()> {
    let (at, starts_at) = (event.at.timestamp(), event.starts_at.timestamp());
    query!(
        "INSERT INTO session_event (session, seq, at, person, side, step, starts_at, charged, text) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        session,
        event.seq,
        at,
        event.by.person,
        event.by.side,
        event.step,
        starts_at,
        event.charged,
        event.text
    )
    .execute(conn)
    .await
    .context("writing a session's history")?;
    Ok(())
}

/// A session's history, in order.
pub async fn events(conn: &mut Conn, session: SessionId) -> Result<Vec<SessionEvent>> {
    let rows = query!(
        r#"SELECT seq AS "seq: EventSeq", at AS "at: DateTime<Utc>", person AS "person: PersonId", side AS "side: Side",
                  step AS "step: Step", starts_at AS "starts_at: DateTime<Utc>", charged, text
           FROM session_event WHERE session = ? ORDER BY seq"#,
        session
    )
    .fetch_all(conn)
    .await
    .context("reading a session's history")?;
    Ok(rows
        .into_iter()
        .map(|row| SessionEvent {
            seq: row.seq,
            at: row.at,
            by: By { person: row.person, side: row.side },
            step: row.step,
            starts_at: row.starts_at,
            charged: row.charged,
            text: row.text,
        })
        .collect())
}

/// The histories of an expert's sessions that start from `from` on, each in order.
pub async fn histories_from(
    conn: &mut Conn,
    expert: PersonId,
    from: DateTime<Utc>,
) -> Result<BTreeMap<SessionId, Vec<SessionEvent>>> {
    let from = from.timestamp();
    let rows = query!(
        r#"SELECT event.session AS "session: SessionId", seq AS "seq: EventSeq", at AS "at: DateTime<Utc>", person AS "person: PersonId",
                  side AS "side: Side", step AS "step: Step", event.starts_at AS "starts_at: DateTime<Utc>", charged, text
           FROM session JOIN session_event AS event ON event.session = session.id
           WHERE session.expert = ? AND session.starts_at >= ? ORDER BY event.session, seq"#,
        expert,
        from
    )
    .fetch_all(conn)
    .await
    .context("reading the histories of an expert's sessions")?;
    let mut histories: BTreeMap<SessionId, Vec<SessionEvent>> = BTreeMap::new();
    for row in rows {
        histories.entry(row.session).or_default().push(SessionEvent {
            seq: row.seq,
            at: row.at,
            by: By { person: row.person, side: row.side },
            step: row.step,
            starts_at: row.starts_at,
            charged: row.charged,
            text: row.text,
        });
    }
    Ok(histories)
}

/// Whose sessions with an expert start from `from` on.
pub async fn customers_from(
    conn: &mut Conn,
    expert: PersonId,
    from: DateTime<Utc>,
) -> Result<BTreeMap<CustomerId, Customer>> {
    let from = from.timestamp();
    let rows = query_as!(
        Customer,
        r#"SELECT id AS "id: CustomerId", name, language AS "language: Language" FROM customer
           WHERE id IN (SELECT customer FROM session WHERE expert = ? AND starts_at >= ?)"#,
        expert,
        from
    )
    .fetch_all(conn)
    .await
    .context("reading whose sessions an expert has")?;
    Ok(rows.into_iter().map(|customer| (customer.id, customer)).collect())
}

/// Takes these units of an expert's time for a session. `false`: one of them is taken already, and the
/// transaction must not be committed.
pub async fn occupy(
    conn: &mut Conn,
    expert: PersonId,
    session: SessionId,
    units: &[DateTime<Utc>],
) -> Result<bool> {
    for unit in units {
        let unit = unit.timestamp();
        let done = query!(
            "INSERT INTO expert_half_hour (expert, starts_at, session) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            expert,
            unit,
            session
        )
        .execute(&mut *conn)
        .await
        .context("taking an expert's time")?;
        if done.rows_affected() == 0 {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Gives back the expert's time that a session takes. A second call changes nothing.
pub async fn vacate(conn: &mut Conn, session: SessionId) -> Result<()> {
    query!("DELETE FROM expert_half_hour WHERE session = ?", session)
        .execute(conn)
        .await
        .context("giving an expert's time back")?;
    Ok(())
}
