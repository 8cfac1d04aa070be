//! People write, edit, delete, react and read.

use std::sync::Arc;

use axum::body::Bytes;
use chrono::TimeDelta;
use serde_json::{Map, Value, json};
use twilight_model::{guild::Permissions, id::marker::StickerMarker};

use crate::{
    ids::{ChannelId, MessageId},
    rest::{
        marks::react,
        payload::{Upload, guess},
    },
    state::{Message, Reference, render::moment},
    world::{Channel, Person, SeenMessage},
};

/// The longest message of a person, in characters.
const LONGEST: usize = 2000;

impl Person {
    /// Writes a message; none where the person may not write there, or where Discord would not send it.
    #[expect(
        clippy::must_use_candidate,
        reason = "called for its effect; the result is there for those who want it"
    )]
    pub fn says(&self, channel: &Channel, text: &str) -> Option<SeenMessage> {
        self.try_says(channel.id(), text, &[], None).ok()
    }

    /// Writes a message with files (name and bytes).
    #[expect(
        clippy::must_use_candidate,
        reason = "called for its effect; the result is there for those who want it"
    )]
    pub fn says_with_files(
        &self,
        channel: &Channel,
        text: &str,
        files: &[(&str, &[u8])],
    ) -> Option<SeenMessage> {
        let files: Vec<_> =
            files.iter().map(|(name, bytes)| (*name, Bytes::copy_from_slice(bytes))).collect();
        self.try_says(channel.id(), text, &files, None).ok()
    }

    /// Writes a message with files (name and bytes) that are many or large: bytes that stand in several
    /// messages are held once.
    pub fn says_with_large_files(
        &self,
        channel: &Channel,
        text: &str,
        files: &[(&str, Bytes)],
    ) -> Option<MessageId> {
        self.posts(channel.id(), text, (files, None), Map::new()).ok()
    }

    /// Answers a message, in its channel.
    pub fn replies_to(&self, to: &impl AsRef<SeenMessage>, text: &str) -> Option<SeenMessage> {
        let to = to.as_ref();
        self.try_says(to.channel, text, &[], Some(to.id)).ok()
    }

    /// Forwards a message to a channel: its text and its files go with it, its author's name does not.
    pub fn forwards(&self, message: &impl AsRef<SeenMessage>, to: &Channel) -> Option<SeenMessage> {
        let seen = message.as_ref();
        let extra = self.shared.look(|world| {
            let message = world.message(seen.channel, seen.id).ok()?;
            let reference = json!({
                "type": 1, "channel_id": seen.channel, "message_id": seen.id, "guild_id": world.guild_of(seen.channel),
            });
            Some(json!({ "message_reference": reference, "message_snapshots": [world.snapshot_json(message)] }))
        })?;
        self.says_with(to, "", extra)
    }

    /// Starts a poll.
    #[expect(
        clippy::must_use_candidate,
        reason = "called for its effect; the result is there for those who want it"
    )]
    pub fn polls(&self, channel: &Channel, question: &str, answers: &[&str]) -> Option<SeenMessage> {
        let answers = answers
            .iter()
            .zip(1..)
            .map(|(text, number)| json!({ "answer_id": number, "poll_media": { "text": text } }));
        let expiry = moment(self.shared.clock.now() + TimeDelta::days(1));
        let poll = json!({
            "question": { "text": question }, "answers": answers.collect::<Vec<_>>(), "expiry": expiry,
            "allow_multiselect": false, "layout_type": 1,
        });
        self.says_with(channel, "", json!({ "poll": poll }))
    }

    /// Sends a sticker.
    #[expect(
        clippy::must_use_candidate,
        reason = "called for its effect; the result is there for those who want it"
    )]
    pub fn sticks(&self, channel: &Channel, name: &str) -> Option<SeenMessage> {
        let id = self.shared.change(|world| world.ids.next::<StickerMarker>(world.clock.now()));
        self.says_with(
            channel,
            "",
            json!({ "sticker_items": [{ "id": id, "name": name, "format_type": 1 }] }),
        )
    }

    /// Writes a message of which this is told besides: whatever Discord tells of messages, or will one day.
    #[expect(
        clippy::must_use_candidate,
        reason = "called for its effect; the result is there for those who want it"
    )]
    pub fn says_with(&self, channel: &Channel, text: &str, parts: Value) -> Option<SeenMessage> {
        let Value::Object(extra) = parts else { return None };
        self.try_posts(channel.id(), text, (&[], None), extra).ok()
    }

    pub(crate) fn try_says(
        &self,
        channel: ChannelId,
        text: &str,
        files: &[(&str, Bytes)],
        to: Option<MessageId>,
    ) -> Result<SeenMessage, String> {
        self.try_posts(channel, text, (files, to), Map::new())
    }

    fn try_posts(
        &self,
        channel: ChannelId,
        text: &str,
        with: (&[(&str, Bytes)], Option<MessageId>),
        extra: Map<String, Value>,
    ) -> Result<SeenMessage, String> {
        let id = self.posts(channel, text, with, extra)?;
        self.shared.look(|world| {
            let message = world.message(channel, id).map_err(|error| error.message)?;
            Ok(SeenMessage::new(world, message))
        })
    }

    fn posts(
        &self,
        channel: ChannelId,
        text: &str,
        (files, to): (&[(&str, Bytes)], Option<MessageId>),
        extra: Map<String, Value>,
    ) -> Result<MessageId, String> {
        if text.chars().count() > LONGEST {
            return Err(format!("a message has at most {LONGEST} characters"));
        }
        if text.trim().is_empty() && files.is_empty() && extra.is_empty() {
            return Err("there is nothing to send".to_owned());
        }
        self.shared.change(|world| {
            let place = world.channel(channel).map_err(|error| error.message)?;
            if !world.may_write(place, self.id()) {
                return Err("this person may not write there".to_owned());
            }
            let locked = place.thread.as_ref().is_some_and(|thread| thread.locked);
            let manages = Permissions::MANAGE_THREADS;
            if locked && !world.permissions(place, self.id()).contains(manages) {
                return Err("the thread is locked".to_owned());
            }
            let mut message = Message { extra, ..world.blank(channel, self.id(), text.trim()) };
            let replied = match to {
                None => None,
                Some(to) => {
                    message.kind = 19;
                    message.reference = Some(Reference { channel, message: to });
                    Some(world.message(channel, to).map_err(|error| error.message)?.author)
                }
            };
            let place = world.channel(channel).map_err(|error| error.message)?;
            message.mentions = world.mentions(place, self.id(), text, None, replied);
            for (number, (name, bytes)) in files.iter().enumerate() {
                let upload = Upload {
                    number: number as u64,
                    filename: (*name).to_owned(),
                    content_type: guess(name).to_owned(),
                    bytes: bytes.clone(),
                };
                message.attachments.push(world.store_file(channel, name, None, &upload));
            }
            Ok(world.post(message, None))
        })
    }

    /// Changes the text of an own message; whether it could: Discord holds the new text to what holds for a
    /// first one.
    pub fn edits(&self, message: &impl AsRef<SeenMessage>, text: &str) -> bool {
        let seen = message.as_ref();
        self.shared.change(|world| {
            let now = world.clock.now();
            let Ok(place) = world.channel(seen.channel) else { return false };
            if text.chars().count() > LONGEST || (text.trim().is_empty() && seen.files.is_empty()) {
                return false;
            }
            let mentions = world.mentions(place, self.id(), text, None, None);
            match world.message_mut(seen.channel, seen.id) {
                Ok(message) if message.author == self.id() => {
                    text.clone_into(&mut message.content);
                    message.mentions = mentions;
                    message.edited = Some(now);
                }
                _ => return false,
            }
            world.edited(seen.channel, seen.id, false);
            true
        })
    }

    /// Deletes a message: an own one, or any where the person manages messages. Whether it could.
    pub fn deletes(&self, message: &impl AsRef<SeenMessage>) -> bool {
        let seen = message.as_ref();
        self.shared.change(|world| {
            let own = world.message(seen.channel, seen.id).is_ok_and(|one| one.author == self.id());
            let manages = Permissions::MANAGE_MESSAGES;
            let may = world
                .channel(seen.channel)
                .is_ok_and(|one| world.permissions(one, self.id()).contains(manages));
            (own || may) && world.delete_message(seen.channel, seen.id).is_ok()
        })
    }

    /// Puts an emoji under a message; whether it could.
    pub fn reacts(&self, message: &impl AsRef<SeenMessage>, emoji: &str) -> bool {
        self.sets_reaction(message.as_ref(), emoji, true)
    }

    /// Takes an own emoji from under a message; whether it could.
    pub fn takes_back(&self, message: &impl AsRef<SeenMessage>, emoji: &str) -> bool {
        self.sets_reaction(message.as_ref(), emoji, false)
    }

    fn sets_reaction(&self, to: &SeenMessage, emoji: &str, on: bool) -> bool {
        self.shared.change(|world| {
            let sees = world.channel(to.channel).is_ok_and(|one| world.may_see(one, self.id()));
            sees && react(world, to.channel, to.id, emoji, self.id(), on).is_ok()
        })
    }

    /// What the person reads in a channel, oldest first: private answers to this person included, others'
    /// not. None for a channel that the person cannot see.
    #[must_use]
    pub fn sees(&self, channel: &Channel) -> Option<Vec<SeenMessage>> {
        self.sees_in(channel.id())
    }

    pub(crate) fn sees_in(&self, channel: ChannelId) -> Option<Vec<SeenMessage>> {
        self.shared.look(|world| {
            let place = world.channel(channel).ok()?;
            if !world.may_see(place, self.id()) {
                return None;
            }
            let all = world.messages.get(&channel).into_iter().flat_map(|all| all.values());
            let theirs =
                all.filter(|one| one.kind != 21 && one.only_for.is_none_or(|only| only == self.id()));
            Some(theirs.map(|one| SeenMessage::new(world, one)).collect())
        })
    }

    /// The channels and threads that the person can read on the servers they are in, and their conversation
    /// with the bot.
    #[must_use]
    pub fn channels(&self) -> Vec<Channel> {
        let ids: Vec<ChannelId> = self.shared.look(|world| {
            world.channels.values().filter(|one| world.may_see(one, self.id())).map(|one| one.id).collect()
        });
        ids.into_iter().map(|id| Channel::new(Arc::clone(&self.shared), id)).collect()
    }
}
