//! What was told of messages in tickets' threads is taken in: who wrote it is asked, its files are fetched,
//! and it is put on record.

use std::{sync::Arc, time::Duration};

use anyhow::{Context, Result};

use super::told::{Said, made_at};
use crate::{
    delivery::inbox::{Ear, NotTaken},
    desk::{
        actor::Asking,
        keeping::FileRef,
        ticket::{attached::File, messages::Heard},
    },
    discord::{Face, reach::files},
    rules::{
        ids::{ChannelId, GuildId, MessageId, PersonId, RoleId},
        language::Language,
        told::ToldKind,
    },
    store::{inbox::Told, ticket::ThreadOf},
};

/// How often it is looked whether a thread that is being started is known.
const LOOK_AGAIN: Duration = Duration::from_millis(20);

/// How many times it is looked whether a ticket's first message is still being posted that was when the
/// program ended.
const LOOKS: usize = 500;

/// After so many tries, a minute or more, a message is taken in without the files that cannot be had.
const FILES_TRIED: i64 = 6;

/// The ear of a face.
#[derive(Debug)]
pub struct Hearing(pub Arc<Face>);

impl Ear for Hearing {
    async fn take_in(&self, told: &Told, with_files: bool) -> Result<(), NotTaken> {
        let said =
            serde_json::from_str(&told.body).context("reading what was told").map_err(NotTaken::ForGood)?;
        take_in(&self.0, told, &said, with_files)
            .await
            .map_err(|error| if passes(&error) { NotTaken::Passing(error) } else { NotTaken::Fault(error) })
    }

    async fn give_up(&self, told: &Told) -> Result<()> {
        let thread = self.0.desk.thread_of(told.channel).await?;
        let said = serde_json::from_str::<Said>(&told.body).unwrap_or_default();
        let writer = (said.author > 0 && !said.program).then(|| PersonId::new(said.author));
        self.0.desk.give_up_told(told, thread, writer).await
    }

    fn has_files(&self, told: &Told) -> bool {
        serde_json::from_str::<Said>(&told.body).is_ok_and(|said| !said.contents.all_files().is_empty())
    }
}

/// A first message is still being posted: the thread may be that ticket's.
#[derive(Debug, thiserror::Error)]
#[error("it is not known yet whose thread it is")]
struct NotKnownYet;

/// Whether it is Discord that could not be asked, or has not said yet what it made.
fn passes(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        cause.is::<serenity::Error>()
            || cause.is::<reqwest::Error>()
            || cause.is::<NotKnownYet>()
            || cause.is::<files::NotNow>()
    })
}

async fn take_in(face: &Face, told: &Told, said: &Said, with_files: bool) -> Result<()> {
    let of = (told.channel, told.message);
    if told.kind == ToldKind::Deleted && face.desk.was_read(told.message).await? {
        return face.desk.deleted(of).await;
    }
    let (thread, beside) = match (face.desk.thread_of(told.channel).await?, said.replies_to) {
        (Some(thread), _) => (Some(thread), None),
        (None, Some(answered)) => (None, face.desk.beside(told.channel, MessageId::new(answered)).await?),
        (None, None) => (None, None),
    };
    let thread = match thread.or(beside) {
        Some(thread) => Some(thread),
        None => whose_thread(face, told.channel).await?,
    };
    let Some(thread) = thread else {
        return face.desk.told_is_over(told).await;
    };
    match told.kind {
        ToldKind::Said => keep(face, told, (thread, beside.is_some()), said, with_files).await,
        ToldKind::Edited => {
            let text = in_words(face, said, thread).await?;
            face.desk.edited(of, &text, said.edited_at).await
        }
        ToldKind::Deleted => face.desk.deleted(of).await,
    }
}

async fn keep(
    face: &Face,
    told: &Told,
    (thread, beside): (ThreadOf, bool),
    said: &Said,
    with_files: bool,
) -> Result<()> {
    if face.desk.was_read(told.message).await? {
        return face.desk.told_is_over(told).await;
    }
    if said.program {
        let program = (PersonId::new(said.author), said.name.as_str());
        return face.desk.leave_programs(told, thread, program).await;
    }
    if let Some(poll) = said.poll {
        let (poll, words) = (MessageId::new(poll), in_words(face, said, thread).await?);
        if face
            .desk
            .poll_ended((told.channel, told.message), poll, &words, made_at(told.message.get()))
            .await?
        {
            return Ok(());
        }
    }
    let asking = writer(face, said, told.channel, &thread).await?;
    let actor = face.desk.actor(asking).await?;
    let told_of: Vec<FileRef> = said.contents.all_files();
    let counts = (beside || !told_of.is_empty()) && face.desk.counts(&actor, &thread).await?;
    if beside && !counts {
        // In a channel people talk of this and that: what is no answer is none of ours.
        return face.desk.told_is_over(told).await;
    }
    let files = if told_of.is_empty() || !counts {
        Vec::new()
    } else if with_files {
        files::of_message(face, thread.ticket, &told_of, told.tries >= FILES_TRIED).await?
    } else {
        told_of.into_iter().map(File::left_out).collect()
    };
    let heard = Heard {
        message: told.message,
        channel: told.channel,
        thread,
        text: in_words(face, said, thread).await?,
        files,
        written_at: made_at(told.message.get()),
        edited_at: said.edited_at,
    };
    face.desk.hear(&actor, heard).await
}

/// What somebody wrote, in the language that is read there where words of ours are needed.
async fn in_words(face: &Face, said: &Said, thread: ThreadOf) -> Result<String> {
    let needs_ours = !said.contents.is_typed_alone();
    let language = if needs_ours { face.desk.reads_in(thread).await? } else { Language::En };
    Ok(said.contents.words(language))
}

/// The ticket whose thread this is. One that was started just now, or just before the program ended, is
/// waited for until that is written.
#[expect(
    clippy::disallowed_methods,
    reason = "a moment, while a receipt is being written; what was told stands in the inbox"
)]
async fn whose_thread(face: &Face, thread: ChannelId) -> Result<Option<ThreadOf>> {
    for _ in 0..LOOKS {
        if let Some(found) = face.desk.thread_of(thread).await? {
            return Ok(Some(found));
        }
        // Asked before it is looked once more: what ends in between is written.
        let starting = may_be_starting(face, thread).await?;
        match face.desk.thread_of(thread).await? {
            None if starting => tokio::time::sleep(LOOK_AGAIN).await,
            found => return Ok(found),
        }
    }
    Err(NotKnownYet.into())
}

/// Whether a thread may be one that is being started, of which nobody knows yet whose it is.
pub async fn may_be_starting(face: &Face, thread: ChannelId) -> Result<bool> {
    Ok(face.desk.claims.is_starting(thread) || face.desk.is_posting().await?)
}

/// Who writes, as far as a message tells: what they read is not known, and nothing is answered to them alone.
async fn writer(face: &Face, said: &Said, channel: ChannelId, thread: &ThreadOf) -> Result<Asking> {
    let person = PersonId::new(said.author);
    let guild = said.guild.map(GuildId::new);
    let staff_roles = match &said.roles {
        Some(roles) if guild == Some(face.home.staff_guild) => {
            roles.iter().copied().map(RoleId::new).collect()
        }
        // Read back, a message does not tell its writer's roles.
        Some(_) | None => face.staff_roles(person).await?,
    };
    Ok(Asking {
        interaction: None,
        what: "message".to_owned(),
        person,
        name: said.name.clone(),
        language: Language::En,
        guild,
        channel,
        parent: Some(thread.team_channel),
        administrator: face.administers(thread, person, &staff_roles),
        writes: true,
        staff_roles,
        staff_guild: face.home.staff_guild,
    })
}
