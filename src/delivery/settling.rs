//! What becomes of a message that came back.

use anyhow::Result;
use chrono::{DateTime, TimeDelta, Utc};

use super::{
    backoff::{WHILE_REFUSED, backoff, while_refused},
    letter::{Carried, Unsaid},
};
use crate::{
    desk::{
        Desk,
        say::{
            kind::Form,
            message::{Destination, Lane, Say},
            order::{looked_for_line, thread_line},
        },
        work::Work,
    },
    metrics,
    store::{
        self, Conn,
        outbox::{GivenUp, Receipt},
    },
};

/// The longest pause between two tries of a page, in seconds: as long as it is due, somebody is waiting for
/// it.
const LONGEST_FOR_PAGE: i64 = 10;

/// The longest pause for a P1's, and for its pages.
const WHILE_P1_REFUSED: (i64, i64) = (300, 60);

/// After so many refusals a correction is let go, as nobody waits for it: a week of them. What says something
/// waits for as long as it takes.
const REFUSALS_MOST: i64 = 180;

/// So often a message that may have been said is looked for where nothing can be read, before it is given up:
/// the better part of a day.
const LOOKS_MOST: i64 = 24;

/// So often a message may fail by itself before it is put aside.
const FAULTS_MOST: i64 = 10;

/// A message that failed by itself waits for longer each time, and is put aside after some tries. Says
/// whether it was put aside.
pub(super) async fn put_off_or_aside(
    work: &mut Work<'_>,
    (row, key): (i64, &str),
    error: &str,
) -> Result<bool> {
    let now = work.now;
    let faults = store::waiting::faulted(work.conn(), row).await?;
    if faults >= FAULTS_MOST {
        tracing::error!(row, key, error, faults, "a message was put aside");
        store::outbox::give_up(work.conn(), row, GivenUp::Failed, error).await?;
        return Ok(true);
    }
    let wait = backoff(row, faults);
    tracing::error!(row, key, error, wait, "a message failed by itself; it is tried again");
    store::outbox::again(work.conn(), row, now + TimeDelta::seconds(wait), error).await?;
    Ok(false)
}

/// Writes a receipt, and what of a ticket stands there.
pub(super) async fn write_receipt(conn: &mut Conn, receipt: &Receipt, now: DateTime<Utc>) -> Result<()> {
    store::outbox::sent(conn, receipt, now).await?;
    if let Some((ticket, place)) = receipt.place {
        store::ticket::stands(conn, ticket, (place, receipt.channel)).await?;
    }
    Ok(())
}

/// Writes what became of a message where that is more than its receipt.
pub(super) async fn settle(desk: &Desk, carried: Carried) -> Result<()> {
    let receipt = carried.receipt();
    let Carried { row, key, lane, attempts, to, say, result } = carried;
    let mut work = desk.work().await?;
    let now = work.now;
    match result {
        Ok(said) => {
            if let Some((receipt, follows)) = receipt {
                write_receipt(work.conn(), &receipt, now).await?;
                if follows.more {
                    work.said(&say, said).await?;
                }
            }
            if let (Some((thread, why)), Some(side)) = (said.aside, to.thread_of()) {
                work.stands_aside(side, thread, why).await?;
            }
            if attempts > 0 {
                store::waiting::try_beside(work.outbox().await?, row, now).await?;
                if let Some(ticket) = say.for_team(to) {
                    work.is_taken_again(ticket).await?;
                }
            }
        }
        Err(Unsaid::Useless) => {
            store::outbox::give_up(work.conn(), row, GivenUp::Useless, "no longer true").await?;
        }
        Err(Unsaid::Permanent { error }) => {
            tracing::warn!(row, key, error, "a message was refused for good");
            give_up(&mut work, row, (&say, to), &error).await?;
        }
        Err(Unsaid::Refused { error }) => refused(&mut work, (row, &key, lane), (&say, to), &error).await?,
        Err(Unsaid::Unknown { error }) => unknown(&mut work, (row, &key), (&say, to), &error).await?,
        Err(Unsaid::Astray { ticket, gone }) => {
            tracing::info!(row, key, "a ticket's channel speaks for its customer no more");
            work.went_astray(row, &say, (ticket, gone)).await?;
        }
        Err(Unsaid::Broken { error }) => {
            if put_off_or_aside(&mut work, (row, &key), &error).await? {
                metrics::carried(lane, "failed");
                is_unsaid(&mut work, row, (&say, to), &error).await?;
            }
        }
        Err(Unsaid::Unreached { error }) => {
            passing(&mut work, (row, &key, lane), &error, backoff(row, attempts)).await?;
        }
        Err(Unsaid::Passing { error, after }) => {
            let wait = after.unwrap_or_else(|| backoff(row, attempts));
            passing(&mut work, (row, &key, lane), &error, wait).await?;
        }
    }
    work.commit().await
}

/// What failed in passing is tried again after so many seconds, a page after a few.
async fn passing(
    work: &mut Work<'_>,
    (row, key, lane): (i64, &str, i64),
    error: &str,
    wait: i64,
) -> Result<()> {
    let wait = if lane == Lane::Page as i64 { wait.min(LONGEST_FOR_PAGE) } else { wait };
    tracing::info!(row, key, error, wait, "a message will be tried again");
    let until = work.now + TimeDelta::seconds(wait);
    store::outbox::again(work.conn(), row, until, error).await
}

/// What was refused for want of a permission, of a channel, or of room, waits for longer each time and keeps
/// nothing else waiting; staff are told, and a page takes the next route besides.
async fn refused(
    work: &mut Work<'_>,
    (row, key, lane): (i64, &str, i64),
    (say, to): (&Say, Destination),
    error: &str,
) -> Result<()> {
    let before = store::waiting::refusals(work.conn(), row).await?;
    if before.corrects && before.count >= REFUSALS_MOST {
        tracing::info!(row, key, error, "a correction was refused for a week and is let go");
        return store::outbox::give_up(work.conn(), row, GivenUp::Useless, error).await;
    }
    if before.count == 0 {
        tracing::warn!(row, key, error, "a message was refused for now");
        work.unsaid(say).await?;
    }
    if work.follows_staff(row, (say, to)).await? {
        return Ok(());
    }
    let (longest_p1, longest_page) = WHILE_P1_REFUSED;
    let longest = match lane {
        ..0 => longest_page,
        0 => longest_p1,
        1.. => WHILE_REFUSED.1,
    };
    let wait = while_refused(row, before.count, longest);
    let thread = say.starts_thread();
    // Whoever opens a ticket again is told so though its thread could not be put away.
    let away = matches!(say, Say::ThreadAway { .. }).then(|| key.to_owned());
    let apart = thread.map(|(ticket, which)| thread_line(ticket, which)).or(away);
    let until = work.now + TimeDelta::seconds(wait);
    store::waiting::refused(work.conn(), row, until, (error, apart.as_deref())).await?;
    match (thread, say.for_team(to)) {
        (Some((ticket, which)), _) => work.threads_are_refused(ticket, which, error).await,
        (None, Some(ticket)) => work.is_refused_by_team(ticket, error).await,
        (None, None) => work.is_shut((say, to), error).await,
    }
}

/// What may have been said, and cannot be looked for now, waits until it can, and keeps nothing else waiting.
async fn unknown(
    work: &mut Work<'_>,
    (row, key): (i64, &str),
    of: (&Say, Destination),
    error: &str,
) -> Result<()> {
    let looks = store::waiting::refusals(work.conn(), row).await?.count;
    if looks >= LOOKS_MOST {
        tracing::warn!(row, key, error, "a message may have been said, and could not be looked for");
        return give_up(work, row, of, error).await;
    }
    let until = work.now + TimeDelta::seconds(while_refused(row, looks, WHILE_REFUSED.1));
    let line = looked_for_line(row);
    store::waiting::refused(work.conn(), row, until, (error, Some(&line))).await
}

/// Gives a message up, loudly.
async fn give_up(work: &mut Work<'_>, row: i64, of: (&Say, Destination), error: &str) -> Result<()> {
    store::outbox::give_up(work.conn(), row, GivenUp::Failed, error).await?;
    is_unsaid(work, row, of, error).await
}

/// What follows where a message is never said.
async fn is_unsaid(work: &mut Work<'_>, row: i64, (say, to): (&Say, Destination), error: &str) -> Result<()> {
    work.unsaid(say).await?;
    match say.for_team(to) {
        Some(ticket) if say.form() != Form::Correction => work.is_not_said(row, ticket, error).await,
        Some(_) | None => Ok(()),
    }
}
