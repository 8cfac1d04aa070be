//! The desk's voice: renders a letter from the present facts and says it on Discord.

use std::time::Duration;

use anyhow::Result;
use chrono::TimeDelta;
use serenity::all::{AutoArchiveDuration, Builder, CreateThread, EditThread, MessageId as MessageRef};

use super::{
    looking::{Look, not_given_up},
    of_letter,
    plan::Plan,
    spot::{Sender, Spot, fault, room, stands},
};
use crate::{
    delivery::letter::{Letter, Unsaid, Voice},
    desk::{
        delivered::Where,
        say::message::{Aside, Say},
    },
    discord::{
        Face,
        heard::read_back,
        look::{
            card::Card,
            cut::cut,
            upload::{Content, Upload},
        },
        reach::{
            refused::{
                self, Question, REFUSED, THREAD_ARCHIVED, THREAD_LOCKED, UNKNOWN_CHANNEL, UNKNOWN_MESSAGE,
                code, unsaid,
            },
            upload,
        },
    },
    rules::ids::{ChannelId, MessageId, PersonId},
};

/// How long an edit may take: Discord rations those of messages older than an hour, and serenity would wait
/// for them.
const EDIT_LIMIT: Duration = Duration::from_secs(10);

/// When an edit that took too long is tried again, in seconds.
const EDIT_AGAIN: i64 = 60;

/// For so long what may have been said, and cannot be looked for, is said nowhere but there.
const KNOWN_AGAIN: TimeDelta = TimeDelta::minutes(10);

/// For how long what a channel refuses is left to it before another of the same team is told.
const LEFT_ALONE: TimeDelta = TimeDelta::minutes(1);

impl Voice for Sender {
    async fn say(&self, letter: &Letter) -> Result<Where, Unsaid> {
        let face = &*self.0;
        // What is read of a ticket to be said tells where it stands, too.
        let plan = of_letter::plan(face, letter).await.map_err(|error| fault(&error))?;
        if let Some(ticket) = letter.say.for_team(letter.to)
            && !self.stand(ticket).await?.speaks
        {
            return self.unless_said(letter, Unsaid::Astray { ticket, gone: None }).await;
        }
        match plan {
            Plan::Post(card) => self.post(letter, &card, None).await,
            Plan::PostThreaded(card, name) => self.post_threaded(letter, &card, &name).await,
            Plan::Reply(to, card) => self.post(letter, &card, Some(to)).await,
            Plan::Edit(channel, message, card) => {
                let reference =
                    edited_reference(face, channel, message).await.map_err(|error| fault(&error))?;
                let edit = card.edit(&reference, letter.language);
                let edit = edit.execute(&face.api, (room(channel), MessageRef::new(message.get()), None));
                tokio::time::timeout(EDIT_LIMIT, edit)
                    .await
                    .map_err(|_| rationed())?
                    .map_err(|error| unsaid((&letter.say, letter.to), Question::Edit, &error))?;
                Ok(stands(channel, message))
            }
            Plan::Thread(channel, message, name) => {
                let started = self.start(channel, message, &name).await;
                let thread = match started {
                    Ok(thread) => thread,
                    Err(error) => return Err(self.unstarted(letter, (channel, message), &error).await),
                };
                Ok(Where { channel: thread, message: None, threaded: false, aside: None })
            }
            Plan::Archive(channel) => {
                let edit = EditThread::new().archived(true);
                edit.execute(&face.api, room(channel))
                    .await
                    .map_err(|error| unsaid((&letter.say, letter.to), Question::Away, &error))?;
                // Before the receipt: whenever the program dies, this is done again.
                read_back::read_last_words(face, channel).await.map_err(|error| fault(&error))?;
                Ok(Where { channel, message: None, threaded: false, aside: None })
            }
            Plan::Nothing => self.unless_said(letter, Unsaid::Useless).await,
            Plan::Failed(error) => self.unless_said(letter, Unsaid::Permanent { error }).await,
        }
    }
}

impl Sender {
    /// Posts a message and starts a thread from it. Where the thread is refused, the message stands without
    /// it.
    async fn post_threaded(&self, letter: &Letter, card: &Card, name: &str) -> Result<Where, Unsaid> {
        let posted = self.post(letter, card, None).await?;
        let Some(message) = posted.message else { return Ok(posted) };
        // While it was posted the ticket may have gone on elsewhere: there is to be no thread then.
        if let Some(ticket) = letter.say.for_team(letter.to)
            && !self
                .stand(ticket)
                .await
                .is_ok_and(|stand| stand.speaks && stand.team_channel == posted.channel)
        {
            return Ok(posted);
        }
        // What somebody writes in the thread from now on waits for the receipt.
        self.0.desk.claims.starts(letter.row, ChannelId::new(message.get()));
        self.0.home.turns.wait(letter.p1).await;
        let started = self.start(posted.channel, message, name).await;
        if let Err(error) = &started {
            tracing::info!(row = letter.row, %error, "a thread could not be started with its message");
        }
        Ok(Where { threaded: started.is_ok(), ..posted })
    }

    /// Starts a thread from a message, unless it is there. It has the number of the message.
    async fn start(
        &self,
        channel: ChannelId,
        message: MessageId,
        name: &str,
    ) -> Result<ChannelId, serenity::Error> {
        let thread = CreateThread::new(cut(name, 100)).auto_archive_duration(AutoArchiveDuration::OneWeek);
        match thread.execute(&self.0.api, (room(channel), Some(MessageRef::new(message.get())))).await {
            Ok(_) => {}
            // Started by a try whose answer was lost.
            Err(error) if code(&error) == Some(160_004) => {}
            Err(error) => return Err(error),
        }
        Ok(ChannelId::new(message.get()))
    }

    /// Why a thread was not started. Whatever may change is waited for; a message that is gone is posted
    /// anew.
    async fn unstarted(
        &self,
        letter: &Letter,
        (channel, message): (ChannelId, MessageId),
        error: &serenity::Error,
    ) -> Unsaid {
        if code(error) == Some(UNKNOWN_MESSAGE) {
            return match self.0.desk.first_message_gone(message).await {
                Ok(_) => Unsaid::Useless,
                Err(error) => fault(&error),
            };
        }
        gone_from(channel, unsaid((&letter.say, letter.to), Question::Thread, error))
    }

    /// Posts a message where it belongs. Where a ticket's thread takes nothing, it is said beside it.
    async fn post(&self, letter: &Letter, card: &Card, reply_to: Option<MessageId>) -> Result<Where, Unsaid> {
        let spot = self.spot(letter, reply_to).await?;
        let looked = if letter.uncertain { self.find_at(Some(spot), letter).await? } else { Look::Nowhere };
        match looked {
            Look::There(said) => Ok(said),
            Look::Nowhere => self.post_in(letter, card, spot).await,
            Look::Unreadable { beside } => {
                let recent = self.0.desk.clock.now() - letter.made_at < KNOWN_AGAIN;
                // It may stand beside, where no second try would be known: it waits until that can be read.
                if recent && beside {
                    let error = "what stands there cannot be read".to_owned();
                    return Err(Unsaid::Unknown { error });
                }
                // Here Discord knows it again for some minutes, beside it does not.
                let spot = Spot { beside: spot.beside.filter(|_| !recent), elsewhere: false, ..spot };
                self.post_in(letter, card, spot).await.map_err(|unsaid| not_given_up(letter, unsaid))
            }
        }
    }

    async fn post_in(&self, letter: &Letter, card: &Card, spot: Spot) -> Result<Where, Unsaid> {
        let error = match self.post_at(letter, card, (spot.channel, spot.reply_to)).await {
            Ok(said) => {
                self.0.heavy.forget(letter.row);
                return Ok(said);
            }
            Err(error) => error,
        };
        // A copy whose files keep it from being said goes without them.
        if !card.kept.is_empty()
            && matches!(letter.say, Say::Copied { .. })
            && let Some(without) = self.0.heavy.failed(letter.row, &error)
        {
            return Err(without);
        }
        let why = match code(&error) {
            Some(THREAD_ARCHIVED | THREAD_LOCKED) => Some(Aside::Locked),
            Some(code) if REFUSED.contains(&code) => Some(Aside::NotAllowed),
            Some(_) | None => None,
        };
        let (Some((channel, from)), Some(why)) = (spot.beside, why) else {
            return self.otherwise(letter, card, spot, &error).await;
        };
        self.0.home.turns.wait(letter.p1).await;
        match self.post_at(letter, card, (channel, Some(from))).await {
            Ok(said) => Ok(Where { aside: Some((spot.channel, why)), ..said }),
            Err(error) => Err(self
                .unposted(letter, Spot { channel, reply_to: None, beside: None, ..spot }, &error)
                .await),
        }
    }

    async fn post_at(
        &self,
        letter: &Letter,
        card: &Card,
        (channel, reply_to): (ChannelId, Option<MessageId>),
    ) -> Result<Where, serenity::Error> {
        let mut message = card.message(&letter.reference(), letter.language);
        if let Some(to) = reply_to {
            message = message.reference_message(
                serenity::all::MessageReference::from((room(channel), MessageRef::new(to.get())))
                    .fail_if_not_exists(false),
            );
        }
        let files = self.files(card).await.map_err(std::io::Error::other)?;
        let posted = upload::post(&self.0, room(channel), message, files).await?;
        Ok(stands(channel, MessageId::new(posted.id.get())))
    }

    /// The files that go with a card: those that were made for it, and those of the record, which are sent
    /// from where they are kept.
    async fn files(&self, card: &Card) -> Result<Vec<Upload>> {
        let mut files = card.clone().take_files();
        for kept in &card.kept {
            if let Some(at) = self.0.desk.file_at(&kept.sha256).await? {
                files.push(Upload { name: kept.name.clone(), alt: None, content: Content::At(at) });
            }
        }
        Ok(files)
    }

    /// A message was refused, and is for no ticket's thread. What is for a team goes to another of its
    /// channels, and whoever was not answered, or not heard, is told directly; else it waits.
    async fn otherwise(
        &self,
        letter: &Letter,
        card: &Card,
        spot: Spot,
        error: &serenity::Error,
    ) -> Result<Where, Unsaid> {
        let closed = code(error).is_some_and(|code| {
            REFUSED.contains(&code) || [UNKNOWN_CHANNEL, THREAD_ARCHIVED, THREAD_LOCKED].contains(&code)
        });
        // What may stand here is said nowhere else while here cannot be read; with the channel it is gone.
        let may_stand = !spot.elsewhere && code(error) != Some(UNKNOWN_CHANNEL);
        if !closed || may_stand || letter.to.channel().is_none() {
            return Err(self.unposted(letter, spot, error).await);
        }
        if let Some(person) = whose_word(&letter.say) {
            let direct = self.direct(serenity::all::UserId::new(person.get())).await?;
            let spot = Spot { channel: direct, reply_to: None, beside: None, ..spot };
            return match self.instead(letter, card, direct).await? {
                Ok(said) => Ok(said),
                Err(error) => Err(self.unposted(letter, spot, &error).await),
            };
        }
        let others = self.other_channels(letter, spot, error).await.map_err(|error| fault(&error))?;
        for channel in others {
            if let Ok(said) = self.instead(letter, card, channel).await? {
                return Ok(said);
            }
        }
        Err(self.unposted(letter, spot, error).await)
    }

    /// Says in another channel what was refused where it belongs, unless it stands there.
    async fn instead(
        &self,
        letter: &Letter,
        card: &Card,
        channel: ChannelId,
    ) -> Result<Result<Where, serenity::Error>, Unsaid> {
        self.0.home.turns.wait(letter.p1).await;
        if letter.uncertain {
            match self.find(channel, letter).await {
                Ok(Look::There(said)) => return Ok(Ok(said)),
                // Or nothing can be read there: what is refused now was refused then.
                Ok(Look::Nowhere | Look::Unreadable { .. })
                | Err(Unsaid::Permanent { .. } | Unsaid::Refused { .. }) => {}
                Err(unsaid) => return Err(unsaid),
            }
        }
        Ok(self.post_at(letter, card, (channel, None)).await)
    }

    /// The other channels in which a team may be told what its own refuses: at once where that is gone, and
    /// once it was refused for a minute.
    async fn other_channels(
        &self,
        letter: &Letter,
        spot: Spot,
        error: &serenity::Error,
    ) -> Result<Vec<ChannelId>> {
        let desk = &self.0.desk;
        let gone = code(error) == Some(UNKNOWN_CHANNEL);
        if !letter.say.is_heard_anywhere() || !(gone || desk.clock.now() - letter.made_at >= LEFT_ALONE) {
            return Ok(Vec::new());
        }
        desk.other_channels(spot.channel, matches!(letter.say, Say::Notice { .. })).await
    }

    /// Why a message was not posted. A thread that vanished meanwhile is made again, and the message waits
    /// for it.
    async fn unposted(&self, letter: &Letter, spot: Spot, error: &serenity::Error) -> Unsaid {
        let of = (&letter.say, letter.to);
        if code(error) == Some(UNKNOWN_CHANNEL) && spot.beside.is_some() {
            return match self.0.desk.thread_gone(spot.channel).await {
                Ok(true) => Unsaid::Passing { error: "its thread vanished".to_owned(), after: Some(1) },
                // Of a closed ticket, whose thread is made again when it is reopened.
                Ok(false) => Unsaid::Permanent { error: refused::told(error) },
                Err(error) => fault(&error),
            };
        }
        gone_from(spot.channel, unsaid(of, Question::Post, error))
    }
}

/// Whoever wrote or asked something and is told of it where they did.
fn whose_word(say: &Say) -> Option<PersonId> {
    if let Say::AnswerLost { person, .. } | Say::GoesOn { writer: person, .. } = say {
        return Some(*person);
    }
    if let Say::Unkept { writer, to_staff: false, .. } = say { *writer } else { None }
}

/// What went astray did so as that channel is gone.
fn gone_from(channel: ChannelId, unsaid: Unsaid) -> Unsaid {
    match unsaid {
        Unsaid::Astray { ticket, gone: None } => Unsaid::Astray { ticket, gone: Some(channel) },
        other => other,
    }
}

/// The reference that a message was posted with: a correction keeps it.
async fn edited_reference(face: &Face, channel: ChannelId, message: MessageId) -> Result<String> {
    let row = face.desk.row_of(channel, message).await?;
    Ok(row.map_or_else(String::new, |row| format!("g{row:x}")))
}

fn rationed() -> Unsaid {
    Unsaid::Passing { error: "edits are rationed there".to_owned(), after: Some(EDIT_AGAIN) }
}
