//! What may have been said before, by a try whose answer was lost or before the program died, is looked for
//! before it is said again, said elsewhere or given up.

use anyhow::Result;
use chrono::{DateTime, TimeDelta, Utc};
use serenity::all::{Channel, GetMessages};
use tokio::time::Instant;

use super::{
    histories::History,
    spot::{Sender, Spot, fault, room, stands},
};
use crate::{
    delivery::letter::{Letter, Unsaid},
    desk::{delivered::Where, say::message::Say},
    discord::{
        look::card::referred,
        reach::refused::{UNKNOWN_MESSAGE, code, unanswered},
    },
    rules::ids::{ChannelId, MessageId},
};

/// How many messages Discord gives at once.
const AT_ONCE: u8 = 100;

/// So many pages are looked through for a message that may have been said, at most: one that waited for
/// months where much is written is rather said twice than never.
const PAGES_MOST: usize = 100;

/// How far this machine's clock may be from Discord's.
const CLOCKS_APART: TimeDelta = TimeDelta::minutes(10);

/// What became of a look for a message that may have been said.
#[derive(Clone, Copy, Debug)]
pub(in crate::discord) enum Look {
    /// It stands there.
    There(Where),
    /// It was not said.
    Nowhere,
    /// What stands there cannot be read.
    Unreadable {
        /// Nor beside it, where it was said if the thread took nothing then.
        beside: bool,
    },
}

impl Sender {
    /// Nothing is to be said any more, or not here; but a message that may have been said before the program
    /// died is looked for, so that it has its receipt.
    pub(in crate::discord) async fn unless_said(
        &self,
        letter: &Letter,
        unsaid: Unsaid,
    ) -> Result<Where, Unsaid> {
        if !letter.uncertain {
            return Err(unsaid);
        }
        // Where it has no place any more it may still stand in one that it had.
        match self.find_at(self.spot(letter, None).await.ok(), letter).await? {
            Look::There(said) => Ok(said),
            Look::Nowhere => Err(unsaid),
            Look::Unreadable { .. } => Err(not_given_up(letter, unsaid)),
        }
    }

    /// The message that may have been said before: where it is to be said, or beside it, or where its ticket
    /// was before.
    pub(in crate::discord) async fn find_at(
        &self,
        spot: Option<Spot>,
        letter: &Letter,
    ) -> Result<Look, Unsaid> {
        let at = spot.map(|spot| spot.channel);
        let here = [at, spot.and_then(|spot| spot.beside).map(|(channel, _)| channel)].into_iter();
        let left = self.left(letter).await.map_err(|error| fault(&error))?;
        let (mut unreadable, mut beside) = (false, false);
        for (channel, is_left) in
            here.flatten().map(|one| (one, false)).chain(left.into_iter().map(|one| (one, true)))
        {
            match self.find(channel, letter).await {
                Ok(Look::There(said)) => return Ok(Look::There(said)),
                Ok(Look::Nowhere) => {}
                // Where it was long ago, nothing may be left to read.
                Ok(Look::Unreadable { .. }) | Err(Unsaid::Permanent { .. } | Unsaid::Refused { .. }) => {
                    unreadable |= !is_left;
                    beside |= !is_left && Some(channel) != at;
                }
                Err(unsaid) => return Err(unsaid),
            }
        }
        Ok(if unreadable { Look::Unreadable { beside } } else { Look::Nowhere })
    }

    /// Where what is for a ticket's thread may have been said before the ticket moved.
    async fn left(&self, letter: &Letter) -> Result<Vec<ChannelId>> {
        let Some((ticket, which)) = letter.to.thread_of() else { return Ok(Vec::new()) };
        self.0.desk.places_left(ticket, which).await
    }

    /// Whether nothing stands in a channel, where a page of it was empty: one in which the bot may not read
    /// what was written before shows nothing, and says no more. Its last message may have been deleted.
    async fn is_empty(&self, channel: ChannelId, p1: bool) -> Result<bool, Unsaid> {
        let api = &self.0.api;
        let found = api.get_channel(room(channel)).await.map_err(|error| unanswered(&error))?;
        // Direct messages are read by both.
        let Channel::Guild(found) = found else { return Ok(true) };
        let Some(last) = found.last_message_id else { return Ok(true) };
        self.0.home.turns.wait(p1).await;
        match api.get_message(room(channel), last).await {
            Ok(_) => Ok(true),
            Err(error) if code(&error) == Some(UNKNOWN_MESSAGE) => Ok(true),
            Err(error) => match unanswered(&error) {
                Unsaid::Refused { .. } | Unsaid::Permanent { .. } => Ok(false),
                passing => Err(passing),
            },
        }
    }

    /// The message that was said before the program died, if it was: its reference stands in its footer.
    /// Nothing before the row was made is looked at. It is then the turn for another request.
    pub(in crate::discord) async fn find(&self, channel: ChannelId, letter: &Letter) -> Result<Look, Unsaid> {
        let (reference, since) = (letter.reference(), letter.made_at - CLOCKS_APART);
        let mut looking = self.0.home.histories.turn(channel).await;
        if let Some(history) = looking.read(&reference, since) {
            return Ok(in_history(history, channel, &reference));
        }
        let began = Instant::now();
        let history = self.read(channel, (&reference, since), letter.p1).await?;
        let look = in_history(&history, channel, &reference);
        looking.has_read(began, history);
        Ok(look)
    }

    /// Reads a channel as far back as that moment, or until that message is found.
    async fn read(
        &self,
        channel: ChannelId,
        (reference, since): (&str, DateTime<Utc>),
        p1: bool,
    ) -> Result<History, Unsaid> {
        let face = &*self.0;
        let mut history = History::default();
        let mut page = GetMessages::new().limit(AT_ONCE);
        for number in 0..PAGES_MOST {
            let read = room(channel).messages(&face.api, page).await.map_err(|error| unanswered(&error))?;
            for message in read.iter().filter(|message| message.author.id == face.home.bot) {
                let footers = message.embeds.iter().filter_map(|embed| embed.footer.as_ref());
                let id = MessageId::new(message.id.get());
                for footer in footers {
                    history.said.entry(referred(&footer.text).to_owned()).or_insert(id);
                }
            }
            let oldest = read.iter().min_by_key(|message| message.id);
            let is_whole = read.len() < usize::from(AT_ONCE);
            history.back_to = oldest.filter(|_| !is_whole).map(|oldest| *oldest.timestamp);
            // Where it is found the next call is another's.
            if history.said.contains_key(reference) {
                break;
            }
            face.home.turns.wait(p1).await;
            if number == 0 && read.is_empty() {
                history.unreadable = !self.is_empty(channel, p1).await?;
                face.home.turns.wait(p1).await;
            }
            match oldest {
                Some(oldest) if !history.tells(reference, since) => page = page.before(oldest.id),
                Some(_) | None => break,
            }
        }
        Ok(history)
    }
}

fn in_history(history: &History, channel: ChannelId, reference: &str) -> Look {
    match history.said.get(reference) {
        Some(said) => Look::There(stands(channel, *said)),
        None if history.unreadable => Look::Unreadable { beside: false },
        None => Look::Nowhere,
    }
}

/// What would be given up and may have been said, where that cannot be looked for now: it waits until it can
/// be. A page does not wait: it goes another way.
pub(in crate::discord) fn not_given_up(letter: &Letter, unsaid: Unsaid) -> Unsaid {
    if matches!(letter.say, Say::Page(_) | Say::Pages(_)) || !letter.say.posts() {
        return unsaid;
    }
    match unsaid {
        Unsaid::Permanent { error } => Unsaid::Unknown { error },
        Unsaid::Useless => Unsaid::Unknown { error: "what stands there cannot be read".to_owned() },
        Unsaid::Passing { .. }
        | Unsaid::Unreached { .. }
        | Unsaid::Refused { .. }
        | Unsaid::Astray { .. }
        | Unsaid::Unknown { .. }
        | Unsaid::Broken { .. } => unsaid,
    }
}
