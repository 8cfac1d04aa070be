//! Events that the library cannot read: it passes over them without a word. Here they are counted and named,
//! what they say is taken as far as it can be understood, and where it cannot, the thread concerned is read
//! back.

use std::sync::Arc;

use serde_json::{Value, json};
use serenity::all::{Context, Event, FullEvent, Guild, InteractionId, RawEventHandler};
use tokio_util::task::TaskTracker;

use super::{listen, put_away, read_back, told::number};
use crate::{
    discord::Face,
    metrics,
    rules::{
        ids::{ChannelId, GuildId, MessageId},
        language::Language,
    },
    words,
};

/// The longest name of an event that is shown.
const NAME: usize = 60;

/// An answer with a message, and one with suggestions.
const MESSAGE: u8 = 4;
const SUGGESTIONS: u8 = 8;

/// The kind of an interaction that asks for suggestions.
const ASKS_FOR_SUGGESTIONS: u64 = 4;

/// The bit of a message that only the person sees.
const EPHEMERAL: u64 = 1 << 6;

/// The parts of a server that the desk reads, each of which may be odd by itself; and those that it does not
/// need.
const READ: [&str; 3] = ["channels", "threads", "roles"];
const UNNEEDED: [&str; 9] = [
    "emojis",
    "stickers",
    "members",
    "presences",
    "voice_states",
    "stage_instances",
    "guild_scheduled_events",
    "soundboard_sounds",
    "features",
];

/// Who hears of events that could not be read.
#[derive(Clone, Debug)]
pub struct Unread {
    face: Arc<Face>,
    under_way: TaskTracker,
}

impl Unread {
    /// What is told is taken in by this face; `under_way` counts what is being done.
    pub fn new(face: &Arc<Face>, under_way: TaskTracker) -> Self {
        Self { face: Arc::clone(face), under_way }
    }

    /// Counts it by name, and logs each name once: never what it says.
    fn note(&self, name: &str) {
        let name: String =
            name.chars().filter(|letter| letter.is_ascii_uppercase() || *letter == '_').take(NAME).collect();
        let now = self.face.desk.clock.now();
        metrics::unread(&name, now);
        if self.face.unread.count(&name, now) {
            tracing::warn!(
                event = name,
                "events of this name cannot be read; what they concern is read back"
            );
        }
    }
}

#[serenity::async_trait]
impl RawEventHandler for Unread {
    async fn raw_event(&self, _: Context, event: Event) {
        let Event::Unknown(unknown) = event else { return };
        self.note(&unknown.kind);
        let _counted = self.under_way.token();
        take(&self.face, &unknown.kind, unknown.value).await;
    }
}

/// Takes what an event says as far as it can be understood.
async fn take(face: &Face, name: &str, value: Value) {
    let understood = match name {
        "MESSAGE_CREATE" => message(face, &value, true).await,
        "MESSAGE_UPDATE" => message(face, &value, false).await,
        "MESSAGE_DELETE" => deleted(face, &value, value.get("id").into_iter()).await,
        "MESSAGE_DELETE_BULK" => {
            let all = value.get("ids").and_then(Value::as_array).into_iter().flatten();
            deleted(face, &value, all).await
        }
        "THREAD_CREATE" | "THREAD_UPDATE" => thread(face, &value).await,
        "THREAD_LIST_SYNC" => threads(face, &value).await,
        "THREAD_DELETE" => match id(&value, "id") {
            Some(id) => {
                listen::thread_gone(face, ChannelId::new(id)).await;
                true
            }
            None => false,
        },
        "GUILD_CREATE" => guild(face, value).await,
        "INTERACTION_CREATE" => {
            answer(face, &value).await;
            true
        }
        // Of no use to the desk, or heard of otherwise.
        _ => true,
    };
    if !understood {
        read_back::look_everywhere(face).await;
    }
}

fn id(value: &Value, name: &str) -> Option<u64> {
    value.get(name).and_then(number)
}

/// A message that was written or edited. One of which only the thread is known is read in its thread.
async fn message(face: &Face, value: &Value, written: bool) -> bool {
    let Some(channel) = id(value, "channel_id").map(ChannelId::new) else { return false };
    if id(value, "id").is_none() || value.pointer("/author/id").and_then(number).is_none() {
        read_back::read_one(face, channel).await;
    } else if written {
        listen::said(face, value).await;
    } else {
        listen::changed(face, value).await;
    }
    true
}

async fn deleted<'v>(face: &Face, value: &Value, ids: impl Iterator<Item = &'v Value> + Send) -> bool {
    let Some(channel) = id(value, "channel_id").map(ChannelId::new) else { return false };
    let ids: Vec<MessageId> = ids.filter_map(number).map(MessageId::new).collect();
    if ids.is_empty() {
        read_back::read_one(face, channel).await;
    } else {
        listen::deleted(face, channel, &ids).await;
    }
    true
}

/// A thread, with its last message where that is told.
async fn thread(face: &Face, value: &Value) -> bool {
    let Some(thread) = id(value, "id").map(ChannelId::new) else { return false };
    read_back::look_at(face, thread, id(value, "last_message_id").map(MessageId::new)).await;
    true
}

async fn threads(face: &Face, value: &Value) -> bool {
    let Some(all) = value.get("threads").and_then(Value::as_array) else { return false };
    let mut understood = true;
    for one in all {
        understood &= thread(face, one).await;
    }
    understood
}

/// A server came into sight: heard of as any other, without the parts that cannot be read. One that is
/// unavailable comes later.
async fn guild(face: &Face, mut value: Value) -> bool {
    if value.get("unavailable").and_then(Value::as_bool) == Some(true) {
        return true;
    }
    for part in UNNEEDED {
        value[part] = json!([]);
    }
    let (threads, server) = (last_messages(&value), id(&value, "id"));
    keep_readable(&mut value);
    if let Ok(guild) = serde_json::from_value::<Guild>(value) {
        face.home.places.hear(&FullEvent::GuildCreate { guild, is_new: None });
    }
    let Some(threads) = threads else { return false };
    let open = threads.iter().map(|(thread, _)| *thread).collect();
    let mut later = read_back::read_back(face, threads).await;
    if let Some(server) = server {
        later.extend(put_away::look_for(face, GuildId::new(server), &open).await);
    }
    read_back::all_again(face, later).await;
    true
}

/// The threads of a server, each with its last message; none where they are not told.
pub(in crate::discord) fn last_messages(value: &Value) -> Option<Vec<(ChannelId, Option<MessageId>)>> {
    let threads = value.get("threads")?.as_array()?.iter();
    let told = threads.filter_map(|one| {
        Some((ChannelId::new(id(one, "id")?), id(one, "last_message_id").map(MessageId::new)))
    });
    Some(told.collect())
}

/// Leaves out of a server what by itself cannot be read.
fn keep_readable(value: &mut Value) {
    use serde::Deserialize;
    use serenity::all::{GuildChannel, Role};
    for part in READ {
        if let Some(Value::Array(all)) = value.get_mut(part) {
            all.retain(|one| match part {
                "roles" => Role::deserialize(one).is_ok(),
                _ => GuildChannel::deserialize(one).is_ok(),
            });
        }
    }
}

/// Whoever asked something in a way that cannot be read is told so: otherwise they would wait for three
/// seconds and read nothing.
async fn answer(face: &Face, value: &Value) {
    let (Some(id), Some(token)) = (id(value, "id"), value.get("token").and_then(Value::as_str)) else {
        return;
    };
    let locale = value.get("locale").and_then(Value::as_str).unwrap_or_default();
    let answer = if value.get("type").and_then(Value::as_u64) == Some(ASKS_FOR_SUGGESTIONS) {
        json!({ "type": SUGGESTIONS, "data": { "choices": [] } })
    } else {
        let phone = face.desk.offer.contact.phone.as_str();
        let text = words!(Language::of_locale(locale), "refusal-not-understood", phone = phone);
        json!({ "type": MESSAGE, "data": { "content": text, "flags": EPHEMERAL } })
    };
    if face.api.create_interaction_response(InteractionId::new(id), token, &answer, Vec::new()).await.is_err()
    {
        // What failed names the token.
        tracing::warn!("somebody who asked in a way that cannot be read could not be answered");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A server whose roles, threads and stickers hold something odd is still read, without that.
    #[test]
    fn what_is_odd_in_a_server_costs_nothing_else() {
        let mut value = json!({
            "threads": [{ "id": "7", "last_message_id": "9" }, { "id": "8", "last_message_id": null }, { "odd": 1 }],
            "roles": [{ "id": "odd" }],
        });
        let threads = last_messages(&value).unwrap();
        assert_eq!(threads, [(ChannelId::new(7), Some(MessageId::new(9))), (ChannelId::new(8), None)]);
        keep_readable(&mut value);
        assert_eq!(value, json!({ "threads": [], "roles": [] }));
        assert!(last_messages(&json!({})).is_none());
    }
}
