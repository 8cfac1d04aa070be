//! A message as Discord tells of it, read leniently: a part that is not understood is left out, and costs none of the others. The library's own
//! reading is all or nothing.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::contents::Contents;
use crate::{
    rules::{
        ids::{ChannelId, MessageId},
        told::ToldKind,
        typed::one_line,
    },
    store::inbox::NewTold,
};

/// The kinds of messages that Discord itself writes: who joined, what was pinned, what a thread is called now. A person's message of a kind
/// that is not known is a person's message.
const BY_ITSELF: [u64; 34] = [
    1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 14, 15, 16, 17, 18, 21, 22, 24, 25, 26, 27, 28, 29, 31, 32, 36,
    37, 38, 39, 44, 46, 63,
];

/// What somebody wrote, as it was told: enough to take it in later.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
#[serde(default)]
pub struct Said {
    /// Who wrote it.
    pub author: u64,
    /// The name that others see.
    pub name: String,
    /// In which server, where that is told.
    pub guild: Option<u64>,
    /// The writer's roles there, where they are told.
    pub roles: Option<Vec<u64>>,
    /// When it was edited last, UTC; none where it was not.
    pub edited_at: Option<DateTime<Utc>>,
    /// The message to which it is a reply.
    pub replies_to: Option<u64>,
    /// What.
    pub contents: Contents,
}

/// A message of a thread, whoever wrote it.
#[derive(Clone, Debug)]
pub struct Seen {
    /// In which channel.
    pub channel: ChannelId,
    /// Which.
    pub message: MessageId,
    /// When it was edited last, UTC; none where it was not.
    pub edited_at: Option<DateTime<Utc>>,
    /// What somebody wrote; none where Discord, a bot or a webhook did.
    pub said: Option<Said>,
}

impl Seen {
    /// Reads a message of the gateway or of a channel's history; none where it is not told which it is.
    #[must_use]
    pub fn of(value: &Value) -> Option<Self> {
        let message = MessageId::new(number(value.get("id")?)?);
        let channel = ChannelId::new(number(value.get("channel_id")?)?);
        let edited_at = moment(value.get("edited_timestamp"));
        let said = is_somebodys(value).then(|| said(value, edited_at)).flatten();
        Some(Self { channel, message, edited_at, said })
    }

    /// As the inbox keeps it, if somebody wrote it.
    #[must_use]
    pub fn told(&self, kind: ToldKind) -> Option<NewTold> {
        let body = serde_json::to_string(self.said.as_ref()?).ok()?;
        Some(NewTold { message: self.message, kind, body, edited_at: self.edited_at })
    }
}

/// That a message was deleted, as the inbox keeps it.
#[must_use]
pub fn deleted(message: MessageId) -> NewTold {
    NewTold { message, kind: ToldKind::Deleted, body: "{}".to_owned(), edited_at: None }
}

/// When something with such a number was made, UTC: the number holds it.
#[must_use]
pub fn made_at(id: u64) -> DateTime<Utc> {
    *serenity::all::MessageId::new(id.max(1)).created_at()
}

/// A number of Discord's, which it writes as a text.
#[must_use]
pub fn number(value: &Value) -> Option<u64> {
    value.as_str().and_then(|text| text.parse().ok()).or_else(|| value.as_u64())
}

/// Whether a person wrote it: no bot, no webhook, nothing that Discord tells by itself.
fn is_somebodys(value: &Value) -> bool {
    let kind = value.get("type").and_then(Value::as_u64).unwrap_or_default();
    let is_bot = value.pointer("/author/bot").and_then(Value::as_bool).unwrap_or_default();
    let by_webhook = value.get("webhook_id").is_some_and(|id| !id.is_null());
    !BY_ITSELF.contains(&kind) && !is_bot && !by_webhook
}

fn said(value: &Value, edited_at: Option<DateTime<Utc>>) -> Option<Said> {
    let author = value.get("author")?;
    let names = [value.pointer("/member/nick"), author.get("global_name"), author.get("username")];
    let name =
        names.into_iter().flatten().filter_map(Value::as_str).map(one_line).find(|name| !name.is_empty());
    let roles = value.pointer("/member/roles").and_then(Value::as_array);
    Some(Said {
        author: number(author.get("id")?)?,
        name: name.unwrap_or_default(),
        guild: value.get("guild_id").and_then(number),
        roles: roles.map(|roles| roles.iter().filter_map(number).collect()),
        edited_at,
        replies_to: replies_to(value),
        contents: Contents::of(value),
    })
}

/// The message to which another is a reply; a forwarded one is none.
fn replies_to(value: &Value) -> Option<u64> {
    let reference = value.get("message_reference")?;
    let forwards = reference.get("type").and_then(Value::as_u64).unwrap_or_default() != 0;
    reference.get("message_id").and_then(number).filter(|_| !forwards)
}

fn moment(value: Option<&Value>) -> Option<DateTime<Utc>> {
    value.and_then(Value::as_str).and_then(|text| text.parse().ok())
}

#[cfg(test)]
mod tests {
    use rstest::rstest;
    use serde_json::json;

    use super::*;

    /// A poll without its answers, a sticker without a name, a mention that is none: the library reads nothing of it.
    fn odd() -> Value {
        json!({
            "id": "1300000000000000001", "channel_id": "5", "type": 0, "content": "Look",
            "author": { "id": "7", "username": "gus", "global_name": "Gus" },
            "member": { "nick": null, "roles": ["8", "9"] }, "guild_id": "10", "mentions": "nobody",
            "poll": { "question": { "text": "Which?" } }, "sticker_items": [{ "id": 4 }], "edited_timestamp": null,
        })
    }

    #[test]
    fn what_is_not_understood_costs_nothing_else() {
        let seen = Seen::of(&odd()).unwrap();
        assert_eq!((seen.channel.get(), seen.message.get()), (5, 1_300_000_000_000_000_001));
        let said = seen.said.unwrap();
        assert_eq!((said.author, said.name.as_str(), said.guild), (7, "Gus", Some(10)));
        assert_eq!(said.roles, Some(vec![8, 9]));
        assert_eq!(said.contents.text, "Look");
        assert!(serenity::all::Message::deserialize(&odd()).is_err(), "the library would do");
    }

    #[rstest]
    #[case::ordinary(json!({}), true)]
    #[case::a_reply(json!({ "type": 19 }), true)]
    #[case::a_kind_to_come(json!({ "type": 901 }), true)]
    #[case::somebody_joined(json!({ "type": 7 }), false)]
    #[case::a_thread_was_renamed(json!({ "type": 4 }), false)]
    #[case::a_bot(json!({ "author": { "id": "7", "username": "b", "bot": true } }), false)]
    #[case::a_webhook(json!({ "webhook_id": "3" }), false)]
    fn people_are_told_from_the_rest(#[case] parts: Value, #[case] somebodys: bool) {
        let mut value = odd();
        for (name, part) in parts.as_object().unwrap() {
            value[name] = part.clone();
        }
        assert_eq!(Seen::of(&value).unwrap().said.is_some(), somebodys);
    }

    #[rstest]
    #[case::a_reply(json!({ "message_id": "12" }), Some(12))]
    #[case::forwarded(json!({ "type": 1, "message_id": "12" }), None)]
    #[case::of_a_channel_that_is_followed(json!({ "channel_id": "3" }), None)]
    fn a_reply_names_what_it_answers(#[case] reference: Value, #[case] expected: Option<u64>) {
        let mut value = odd();
        value["message_reference"] = reference;
        assert_eq!(Seen::of(&value).unwrap().said.unwrap().replies_to, expected);
    }

    #[test]
    fn what_is_kept_comes_back() {
        let told = Seen::of(&odd()).unwrap().told(ToldKind::Said).unwrap();
        let back: Said = serde_json::from_str(&told.body).unwrap();
        assert_eq!(Some(back), Seen::of(&odd()).unwrap().said);
        let empty: Said = serde_json::from_str("{}").unwrap();
        assert_eq!(empty, Said::default());
    }

    #[test]
    fn a_number_tells_its_moment() {
        assert_eq!(made_at(175_928_847_299_117_063).to_rfc3339(), "2016-04-30T11:18:25.796+00:00");
    }
}
