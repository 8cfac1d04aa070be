//! A message as Discord tells of it, read leniently: a part that is not understood is left out, and costs
//! none of the others. The library's own reading is all or nothing.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use serenity::all::UserId;

use super::contents::Contents;
use crate::{
    rules::{
        ids::{ChannelId, MessageId},
        told::ToldKind,
        typed::one_line,
    },
    store::inbox::NewTold,
};

/// The kinds of messages in which Discord itself notes something: who joined, what was pinned, what a thread
/// is called now.
const NOTES: [u64; 34] = [
    1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 14, 15, 16, 17, 18, 21, 22, 24, 25, 26, 27, 28, 29, 31, 32, 36,
    37, 38, 39, 44, 55, 63,
];

/// The kind in which Discord tells how a poll ended.
const POLL_RESULT: u64 = 46;

/// What a message of a kind is to the desk.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Kind {
    /// Somebody wrote it. So is a kind that is not known: rather a note too many than a word lost.
    Written,
    /// It says how a poll ended that somebody began: more of that poll, and nobody's answer.
    PollOver,
    /// Discord notes something by itself, in which nobody says anything.
    Noted,
}

impl Kind {
    fn of(value: &Value) -> Self {
        match value.get("type").and_then(Value::as_u64).unwrap_or_default() {
            POLL_RESULT => Self::PollOver,
            kind if NOTES.contains(&kind) => Self::Noted,
            _ => Self::Written,
        }
    }
}

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
    /// Whether a program wrote it: a bot or a webhook.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub program: bool,
    /// The poll of which it says how it ended, where it says that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub poll: Option<u64>,
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
    /// What somebody wrote, a person or a program; none where Discord did, or the bot itself.
    pub said: Option<Said>,
}

impl Seen {
    /// Reads a message of the gateway or of a channel's history, which `bot` sees; none where it is not told
    /// which it is.
    pub fn of(value: &Value, bot: UserId) -> Option<Self> {
        let message = MessageId::new(number(value.get("id")?)?);
        let channel = ChannelId::new(number(value.get("channel_id")?)?);
        let edited_at = moment(value.get("edited_timestamp"));
        let said = match Kind::of(value) {
            Kind::Noted => None,
            kind @ (Kind::Written | Kind::PollOver) => said(value, kind, edited_at),
        };
        let said = said.filter(|said| said.author != bot.get());
        Some(Self { channel, message, edited_at, said })
    }

    /// Whether a program wrote it.
    pub fn is_programs(&self) -> bool {
        self.said.as_ref().is_some_and(|said| said.program)
    }

    /// As the inbox keeps it, if somebody wrote it.
    pub fn told(&self, kind: ToldKind) -> Option<NewTold> {
        let body = serde_json::to_string(self.said.as_ref()?).ok()?;
        Some(NewTold { message: self.message, kind, body, edited_at: self.edited_at })
    }
}

/// That a message was deleted, as the inbox keeps it.
pub fn deleted(message: MessageId) -> NewTold {
    NewTold { message, kind: ToldKind::Deleted, body: "{}".to_owned(), edited_at: None }
}

/// When something with such a number was made, UTC: the number holds it.
pub fn made_at(id: u64) -> DateTime<Utc> {
    *serenity::all::MessageId::new(id.max(1)).created_at()
}

/// A number of Discord's, which it writes as a text.
pub fn number(value: &Value) -> Option<u64> {
    value.as_str().and_then(|text| text.parse().ok()).or_else(|| value.as_u64())
}

/// Whether a program wrote it: a bot, an application that was asked for it, or a webhook.
fn is_programs(value: &Value) -> bool {
    let is_bot = value.pointer("/author/bot").and_then(Value::as_bool).unwrap_or_default();
    let by_webhook = value.get("webhook_id").is_some_and(|id| !id.is_null());
    is_bot || by_webhook
}

fn said(value: &Value, kind: Kind, edited_at: Option<DateTime<Utc>>) -> Option<Said> {
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
        program: is_programs(value),
        poll: value
            .pointer("/message_reference/message_id")
            .filter(|_| kind == Kind::PollOver)
            .and_then(number),
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

    /// A poll without its answers, a sticker without a name, a mention that is none: the library reads
    /// nothing of it.
    fn odd() -> Value {
        json!({
            "id": "1300000000000000001", "channel_id": "5", "type": 0, "content": "Look",
            "author": { "id": "7", "username": "gus", "global_name": "Gus" },
            "member": { "nick": null, "roles": ["8", "9"] }, "guild_id": "10", "mentions": "nobody",
            "poll": { "question": { "text": "Which?" } }, "sticker_items": [{ "id": 4 }], "edited_timestamp": null,
        })
    }

    fn of(value: &Value) -> Seen {
        Seen::of(value, UserId::new(99)).unwrap()
    }

    #[test]
    fn what_is_not_understood_costs_nothing_else() {
        let seen = of(&odd());
        assert_eq!((seen.channel.get(), seen.message.get()), (5, 1_300_000_000_000_000_001));
        let said = seen.said.unwrap();
        assert_eq!((said.author, said.name.as_str(), said.guild), (7, "Gus", Some(10)));
        assert_eq!(said.roles, Some(vec![8, 9]));
        assert_eq!(said.contents.text, "Look");
        assert!(serenity::all::Message::deserialize(&odd()).is_err(), "the library would do");
    }

    /// Whose message it is: a person's (true), a program's (false), or nobody's.
    #[rstest]
    #[case::ordinary(json!({}), Some(true))]
    #[case::a_kind_to_come(json!({ "type": 901 }), Some(true))]
    #[case::a_bot(json!({ "author": { "id": "7", "username": "b", "bot": true } }), Some(false))]
    #[case::what_a_bot_was_asked(json!({ "type": 20, "author": { "id": "7", "username": "b", "bot": true } }), Some(false))]
    #[case::a_webhook(json!({ "webhook_id": "3" }), Some(false))]
    #[case::the_bot_itself(json!({ "author": { "id": "99", "username": "guichet", "bot": true } }), None)]
    #[case::what_a_bot_joined(json!({ "type": 7, "author": { "id": "7", "username": "b", "bot": true } }), None)]
    fn people_are_told_from_the_rest(#[case] parts: Value, #[case] persons: Option<bool>) {
        let mut value = odd();
        for (name, part) in parts.as_object().unwrap() {
            value[name] = part.clone();
        }
        assert_eq!(of(&value).said.map(|said| !said.program), persons);
    }

    /// Every kind of message that Discord documents, and what it is to the desk.
    #[rstest]
    #[case::default(0, Kind::Written)]
    // Who is in a thread, in a call, what a channel is called and looks like, what is pinned: of the place,
    // and nothing is said.
    #[case::recipient_add(1, Kind::Noted)]
    #[case::recipient_remove(2, Kind::Noted)]
    #[case::call(3, Kind::Noted)]
    #[case::channel_name_change(4, Kind::Noted)]
    #[case::channel_icon_change(5, Kind::Noted)]
    #[case::channel_pinned_message(6, Kind::Noted)]
    // Of the server, in its own channel.
    #[case::user_join(7, Kind::Noted)]
    #[case::guild_boost(8, Kind::Noted)]
    #[case::guild_boost_tier_1(9, Kind::Noted)]
    #[case::guild_boost_tier_2(10, Kind::Noted)]
    #[case::guild_boost_tier_3(11, Kind::Noted)]
    #[case::channel_follow_add(12, Kind::Noted)]
    #[case::guild_discovery_disqualified(14, Kind::Noted)]
    #[case::guild_discovery_requalified(15, Kind::Noted)]
    #[case::guild_discovery_grace_period_initial_warning(16, Kind::Noted)]
    #[case::guild_discovery_grace_period_final_warning(17, Kind::Noted)]
    #[case::thread_created(18, Kind::Noted)]
    #[case::reply(19, Kind::Written)]
    // A program's answer to somebody's command.
    #[case::chat_input_command(20, Kind::Written)]
    // The message from which the thread was started: the desk's own.
    #[case::thread_starter_message(21, Kind::Noted)]
    #[case::guild_invite_reminder(22, Kind::Noted)]
    #[case::context_menu_command(23, Kind::Written)]
    // To moderators, of a message that Discord let nobody read.
    #[case::auto_moderation_action(24, Kind::Noted)]
    #[case::role_subscription_purchase(25, Kind::Noted)]
    #[case::interaction_premium_upsell(26, Kind::Noted)]
    #[case::stage_start(27, Kind::Noted)]
    #[case::stage_end(28, Kind::Noted)]
    #[case::stage_speaker(29, Kind::Noted)]
    #[case::stage_topic(31, Kind::Noted)]
    #[case::guild_application_premium_subscription(32, Kind::Noted)]
    #[case::guild_incident_alert_mode_enabled(36, Kind::Noted)]
    #[case::guild_incident_alert_mode_disabled(37, Kind::Noted)]
    #[case::guild_incident_report_raid(38, Kind::Noted)]
    #[case::guild_incident_report_false_alarm(39, Kind::Noted)]
    #[case::purchase_notification(44, Kind::Noted)]
    // What people voted in a poll of theirs.
    #[case::poll_result(46, Kind::PollOver)]
    #[case::hd_streaming_upgraded(55, Kind::Noted)]
    fn every_kind_of_message_is_decided(#[case] number: u64, #[case] kind: Kind) {
        assert_eq!(Kind::of(&json!({ "type": number })), kind);
    }

    #[rstest]
    #[case::a_reply(json!({ "message_id": "12" }), Some(12))]
    #[case::forwarded(json!({ "type": 1, "message_id": "12" }), None)]
    #[case::of_a_channel_that_is_followed(json!({ "channel_id": "3" }), None)]
    fn a_reply_names_what_it_answers(#[case] reference: Value, #[case] expected: Option<u64>) {
        let mut value = odd();
        value["message_reference"] = reference;
        assert_eq!(of(&value).said.unwrap().replies_to, expected);
    }

    #[test]
    fn what_is_kept_comes_back() {
        let told = of(&odd()).told(ToldKind::Said).unwrap();
        let back: Said = serde_json::from_str(&told.body).unwrap();
        assert_eq!(Some(back), of(&odd()).said);
        let empty: Said = serde_json::from_str("{}").unwrap();
        assert_eq!(empty, Said::default());
    }

    #[test]
    fn a_number_tells_its_moment() {
        assert_eq!(made_at(175_928_847_299_117_063).to_rfc3339(), "2016-04-30T11:18:25.796+00:00");
    }
}
