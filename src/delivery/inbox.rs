//! The inbox: takes in what was told of messages, each thread's one after the other, in the order in which
//! they were written.
//!
//! What was told is a row before anything is asked about it: whatever fails for now is tried again, also
//! after a start, and keeps no other thread waiting. What fails for good is given up with a word to whoever
//! wrote it.

use std::{collections::HashSet, sync::Arc, time::Duration};

use anyhow::Result;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use super::pause::pause;
use crate::{
    desk::Desk,
    pulse::Pulse,
    rules::{ids::ChannelId, told::ToldKind},
    store::inbox::Told,
};

/// How long what was told waits for what came with it: what came together is handed over in no order.
const TOGETHER: Duration = Duration::from_millis(20);

/// In how many threads something is taken in at once.
const AT_ONCE: usize = 32;

/// How long a thread in which the database failed is left alone.
const BREATH: Duration = Duration::from_secs(1);

/// How often a fault that is none of Discord's is taken for one that passes.
const FAULTS: i64 = 20;

/// How often what is told may end whoever takes it in before it is taken in without its files, and before it
/// is given up: more often than whoever kills the program again and again could by chance.
const DEADLY: i64 = 2;
const DEADLY_WITHOUT_FILES: i64 = 12;

/// How long what is under way may take when the program stops.
const LAST: Duration = Duration::from_secs(4);

/// Why something was not taken in.
#[derive(Debug)]
pub enum NotTaken {
    /// Discord cannot be asked now: it is tried again, for as long as that lasts.
    Passing(anyhow::Error),
    /// Something of ours failed: it is tried again for a while.
    Fault(anyhow::Error),
    /// It never can be.
    ForGood(anyhow::Error),
}

/// Who takes it in: the face of the desk, which can ask who wrote and has the files.
pub trait Ear: Send + Sync + 'static {
    /// Takes in something that was told, so that it is on record when this returns, with the files that came
    /// with it or without their bytes.
    fn take_in(&self, told: &Told, with_files: bool) -> impl Future<Output = Result<(), NotTaken>> + Send;

    /// Says that something can never be taken in.
    fn give_up(&self, told: &Told) -> impl Future<Output = Result<()>> + Send;

    /// Whether something came with files.
    fn has_files(&self, told: &Told) -> bool;
}

/// Takes in what is told until told to stop; what is under way is then finished.
pub async fn run(desk: Desk, ear: impl Ear, pulse: Pulse, stop: CancellationToken) {
    let ear = Arc::new(ear);
    let mut at_work = JoinSet::new();
    let mut threads = HashSet::new();
    match desk.left_threads().await {
        Ok(threads) => desk.inbox.leave(threads),
        Err(fault) => tracing::error!(error = format!("{fault:#}"), "the inbox could not be read"),
    }
    while !stop.is_cancelled() {
        pulse.beat();
        if let Err(fault) = round(&desk, &ear, (&mut at_work, &mut threads), &stop).await {
            tracing::error!(error = format!("{fault:#}"), "the inbox could not be read");
        }
        tokio::select! {
            () = stop.cancelled() => {}
            Some(done) = at_work.join_next(), if !at_work.is_empty() => ended(&mut threads, done),
            () = pause(&desk.inbox.bell, &desk.clock) => gathered().await,
        }
    }
    let finished = async { while at_work.join_next().await.is_some() {} };
    if tokio::time::timeout(LAST, finished).await.is_err() {
        tracing::warn!("what was being taken in is left for the next start");
        if let Err(fault) = desk.leave_begun().await {
            tracing::warn!(error = format!("{fault:#}"), "it could not be noted what was being taken in");
        }
    }
}

/// A moment in which what was told together gathers.
#[expect(clippy::disallowed_methods, reason = "milliseconds in which rows gather; they stand in the inbox")]
async fn gathered() {
    tokio::time::sleep(TOGETHER).await;
}

/// A pause after a fault, so that it is not met again at once.
#[expect(clippy::disallowed_methods, reason = "a pause between two tries; what was told stands in the inbox")]
async fn breath() {
    tokio::time::sleep(BREATH).await;
}

type AtWork<'a> = (&'a mut JoinSet<ChannelId>, &'a mut HashSet<ChannelId>);

/// Begins with the threads in which something may be taken in and nobody is at it.
async fn round(
    desk: &Desk,
    ear: &Arc<impl Ear>,
    (at_work, threads): AtWork<'_>,
    stop: &CancellationToken,
) -> Result<()> {
    for thread in desk.told_threads().await? {
        if at_work.len() >= AT_ONCE {
            break;
        }
        if !desk.inbox.is_held(thread) && threads.insert(thread) {
            let (desk, ear, stop) = (desk.clone(), Arc::clone(ear), stop.clone());
            at_work.spawn(async move {
                if let Err(fault) = work_off(&desk, &ear, thread, &stop).await {
                    tracing::error!(%thread, error = format!("{fault:#}"), "a thread could not be worked off");
                    breath().await;
                }
                thread
            });
        }
    }
    Ok(())
}

fn ended(threads: &mut HashSet<ChannelId>, done: Result<ChannelId, tokio::task::JoinError>) {
    match done {
        Ok(thread) => {
            threads.remove(&thread);
        }
        // Nothing of it panics but what is caught below; whichever thread it was, all are looked at again.
        Err(error) => {
            tracing::error!(%error, "the inbox broke off in a thread");
            threads.clear();
        }
    }
}

/// Takes in what was told of a thread, until nothing is left that may be tried now, or more of it is just
/// being told: that may stand before what waits.
async fn work_off(
    desk: &Desk,
    ear: &Arc<impl Ear>,
    thread: ChannelId,
    stop: &CancellationToken,
) -> Result<()> {
    while !stop.is_cancelled()
        && !desk.inbox.is_held(thread)
        && let Some(told) = desk.next_told(thread).await?
    {
        take_in(desk, ear, told).await?;
    }
    Ok(())
}

async fn take_in(desk: &Desk, ear: &Arc<impl Ear>, told: Told) -> Result<()> {
    if told.begun >= DEADLY_WITHOUT_FILES {
        tracing::error!(message = %told.message, "what was told ended whoever took it in, and is given up");
        return ear.give_up(&told).await;
    }
    let with_files = told.begun < DEADLY;
    if told.kind == ToldKind::Said && (told.begun > 0 || ear.has_files(&told)) {
        desk.begin_told(&told).await?;
    }
    // By itself, so that what breaks in it is known.
    let taken = {
        let (ear, told) = (Arc::clone(ear), told.clone());
        tokio::spawn(async move { ear.take_in(&told, with_files).await }).await
    };
    let (error, died) = match taken {
        Ok(Ok(())) => return Ok(()),
        Err(broken) => (broken.to_string(), broken.is_panic()),
        Ok(Err(NotTaken::Passing(error))) => (format!("{error:#}"), false),
        Ok(Err(NotTaken::Fault(error))) => (format!("{error:#}"), told.tries >= FAULTS),
        Ok(Err(NotTaken::ForGood(error))) => {
            tracing::error!(message = %told.message, error = format!("{error:#}"), "what was told cannot be taken in");
            return ear.give_up(&told).await;
        }
    };
    tracing::warn!(message = %told.message, tries = told.tries + 1, error, "what was told is taken in later");
    desk.put_off_told(&told, &error, died).await
}
