//! Everything that a message can consist of, and the one way to put it in words: what is written, what is
//! forwarded, polls, stickers, voices. Whatever takes a message takes it from here.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{
    desk::keeping::FileRef,
    discord::look::cut::cut,
    rules::{language::Language, typed::one_line},
    words,
};

/// How much is quoted of the message that is answered, in characters.
const QUOTED: usize = 100;

/// The bit of a message's flags that says it is a voice.
const VOICE: u64 = 1 << 13;

/// How Discord names the frame in which it tells how a poll ended.
const POLL_OVER: &str = "poll_result";

/// What Discord makes of links by itself: what they lead to, and not what somebody wrote.
const PREVIEWS: [&str; 5] = ["link", "image", "video", "gifv", "article"];

/// What a message consists of.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
#[serde(default)]
pub struct Contents {
    /// What was typed.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// The message that it answers: whose, and how it begins.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answers: Option<(String, String)>,
    /// The messages that are forwarded.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub forwarded: Vec<Self>,
    /// A poll: the question, then the answers.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub poll: Vec<String>,
    /// How a poll ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub result: Option<PollResult>,
    /// The names of stickers.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub stickers: Vec<String>,
    /// What stands in frames, each as text.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub framed: Vec<String>,
    /// It is a voice.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub voice: bool,
    /// The files, those of what is forwarded left out.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<FileRef>,
}

/// How a poll ended.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
#[serde(default)]
pub struct PollResult {
    /// What was asked.
    pub question: String,
    /// The answer that won; none where several had as many votes, or none had any.
    pub answer: Option<String>,
    /// Its votes.
    pub votes: u64,
    /// All votes.
    pub total: u64,
}

impl PollResult {
    /// Reads the frame in which it is told.
    fn of(embed: &Value) -> Option<Self> {
        if text(embed.get("type")) != POLL_OVER {
            return None;
        }
        let field = |name: &str| {
            let named = list(embed, "fields").find(|field| text(field.get("name")) == name);
            named.map(|field| text(field.get("value"))).unwrap_or_default()
        };
        let count = |name| field(name).parse().unwrap_or_default();
        let parts = ["victor_answer_emoji_name", "victor_answer_text"].map(field);
        let answer = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
        Some(Self {
            question: field("poll_question_text"),
            answer: Some(answer).filter(|answer| !answer.is_empty()),
            votes: count("victor_answer_votes"),
            total: count("total_votes"),
        })
    }

    fn words(&self, language: Language) -> String {
        let over = words!(language, "said-poll-over", question = self.question.as_str());
        let how = match &self.answer {
            Some(answer) => words!(
                language,
                "said-poll-won",
                answer = answer.as_str(),
                votes = self.votes,
                total = self.total
            ),
            None => words!(language, "said-poll-open", total = self.total),
        };
        format!("{over}\n– {how}")
    }
}

impl Contents {
    /// Reads what a message consists of.
    pub fn of(value: &Value) -> Self {
        let text = text(value.get("content"));
        let answers = value.get("referenced_message").filter(|of| of.is_object());
        let forwarded = list(value, "message_snapshots");
        // The library tells it without the frame that Discord puts around it.
        let forwarded = forwarded.map(|one| Self::of(one.get("message").unwrap_or(one))).collect();
        let flags = value.get("flags").and_then(Value::as_u64).unwrap_or_default();
        let result = list(value, "embeds").find_map(PollResult::of);
        let embeds = list(value, "embeds").filter(|embed| !is_preview(embed, &text)).map(embed);
        let framed = embeds.chain(list(value, "components").map(component));
        Self {
            // How a poll ended is told as an answer to it.
            answers: answers.filter(|_| result.is_none()).map(quoted),
            forwarded,
            poll: value.get("poll").map(poll).unwrap_or_default(),
            result,
            stickers: list(value, "sticker_items").map(|one| self::text(one.get("name"))).collect(),
            framed: framed.filter(|text| !text.is_empty()).collect(),
            voice: flags & VOICE != 0,
            files: list(value, "attachments").filter_map(file).collect(),
            text,
        }
    }

    /// Reads what a message of the library's consists of.
    pub fn of_message(message: &serenity::all::Message) -> Self {
        serde_json::to_value(message).map(|value| Self::of(&value)).unwrap_or_default()
    }

    /// All of it in words; what was typed and nothing else as it was typed.
    pub fn words(&self, language: Language) -> String {
        let mut parts = Vec::new();
        if let Some((who, line)) = &self.answers {
            parts.push(format!("> {who}: {line}"));
        }
        parts.push(self.text.clone());
        for one in &self.forwarded {
            let lines = one.words(language);
            let lines = lines.lines().map(|line| format!("> {line}"));
            parts.push(
                std::iter::once(words!(language, "said-forwarded"))
                    .chain(lines)
                    .collect::<Vec<_>>()
                    .join("\n"),
            );
        }
        if let Some((question, answers)) = self.poll.split_first() {
            let answers = answers.iter().map(|answer| format!("– {answer}"));
            let head = words!(language, "said-poll", question = question.as_str());
            parts.push(std::iter::once(head).chain(answers).collect::<Vec<_>>().join("\n"));
        }
        parts.extend(self.result.iter().map(|result| result.words(language)));
        parts.extend(self.stickers.iter().map(|name| words!(language, "said-sticker", name = name.as_str())));
        parts.extend(self.framed.iter().cloned());
        if self.voice {
            parts.push(words!(language, "said-voice"));
        }
        parts.retain(|part| !part.trim().is_empty());
        // Alone it stays as it is, spaces and all: what is on record is what was written.
        if self.is_typed_alone() { self.text.clone() } else { parts.join("\n") }
    }

    /// Whether there is nothing in it but what was typed, and files.
    pub fn is_typed_alone(&self) -> bool {
        let Self { text: _, answers, forwarded, poll, result, stickers, framed, voice, files: _ } = self;
        answers.is_none()
            && forwarded.is_empty()
            && poll.is_empty()
            && result.is_none()
            && stickers.is_empty()
            && framed.is_empty()
            && !voice
    }

    /// Whether there is nothing in it at all, as in a message whose content the bot may not read.
    pub fn is_empty(&self) -> bool {
        self.is_typed_alone() && self.text.is_empty() && self.files.is_empty()
    }

    /// Every file of it, those of what is forwarded too.
    pub fn all_files(&self) -> Vec<FileRef> {
        let forwarded = self.forwarded.iter().flat_map(Self::all_files);
        self.files.iter().cloned().chain(forwarded).collect()
    }
}

fn text(value: Option<&Value>) -> String {
    value.and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn list<'v>(value: &'v Value, name: &str) -> impl Iterator<Item = &'v Value> {
    value.get(name).and_then(Value::as_array).into_iter().flatten()
}

/// Whose message it is, and how it begins.
fn quoted(value: &Value) -> (String, String) {
    let author = value.get("author").unwrap_or(&Value::Null);
    let name = ["global_name", "username"].map(|part| text(author.get(part)));
    let contents = Contents::of(value);
    let first = contents.text.lines().chain(contents.framed.iter().flat_map(|one| one.lines()));
    let line = first.map(str::trim).find(|line| !line.is_empty()).unwrap_or("…");
    (name.into_iter().find(|name| !name.is_empty()).unwrap_or_default(), cut(line, QUOTED))
}

fn poll(value: &Value) -> Vec<String> {
    let question = text(value.pointer("/question/text"));
    let answers = list(value, "answers").map(|one| {
        let emoji = text(one.pointer("/poll_media/emoji/name"));
        let parts = [emoji, text(one.pointer("/poll_media/text"))];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
    });
    if value.is_object() { std::iter::once(question).chain(answers).collect() } else { Vec::new() }
}

/// Whether Discord made it: of a link in the text, or of a poll.
fn is_preview(embed: &Value, typed: &str) -> bool {
    let (url, kind) = (text(embed.get("url")), text(embed.get("type")));
    kind == POLL_OVER || PREVIEWS.contains(&kind.as_str()) || (!url.is_empty() && typed.contains(&url))
}

fn embed(value: &Value) -> String {
    let mut lines = vec![
        text(value.pointer("/author/name")),
        text(value.get("title")),
        text(value.get("url")),
        text(value.get("description")),
    ];
    lines.extend(list(value, "fields").map(|field| {
        let (name, value) = (text(field.get("name")), text(field.get("value")));
        if name.is_empty() { value } else { format!("{name}: {value}") }
    }));
    lines.push(text(value.pointer("/footer/text")));
    lines.retain(|line| !line.trim().is_empty());
    lines.join("\n")
}

/// The texts of a component and of what is in it. What is pressed and chosen is left out.
fn component(value: &Value) -> String {
    let own = text(value.get("content"));
    let inner = ["components", "accessory"].into_iter().flat_map(|name| match value.get(name) {
        Some(Value::Array(all)) => all.iter().map(component).collect(),
        Some(one @ Value::Object(_)) => vec![component(one)],
        Some(_) | None => Vec::new(),
    });
    std::iter::once(own).chain(inner).filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n")
}

fn file(value: &Value) -> Option<FileRef> {
    Some(FileRef {
        name: one_line(&text(value.get("filename"))),
        kind: value.get("content_type").and_then(Value::as_str).map(str::to_owned),
        size: value.get("size").and_then(Value::as_u64).and_then(|size| u32::try_from(size).ok())?,
        url: value.get("url")?.as_str()?.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use rstest::rstest;
    use serde_json::json;

    use super::*;

    fn words(value: &Value) -> String {
        Contents::of(value).words(Language::En)
    }

    #[rstest]
    #[case::typed(json!({ "content": "  As it is \n" }), "  As it is \n")]
    #[case::a_reply(
        json!({ "content": "Yes", "referenced_message": { "author": { "username": "bob" }, "content": "Is it\nback?" } }),
        "> bob: Is it\nYes"
    )]
    #[case::a_reply_to_what_is_gone(json!({ "content": "Yes", "referenced_message": null }), "Yes")]
    #[case::forwarded(
        json!({ "content": "", "message_snapshots": [{ "message": { "content": "ERR 500\non the portal" } }] }),
        "Forwarded message:\n> ERR 500\n> on the portal"
    )]
    #[case::a_poll(
        json!({ "content": "", "poll": {
            "question": { "text": "When?" },
            "answers": [{ "poll_media": { "text": "Now" } }, { "poll_media": { "text": "Later", "emoji": { "name": "🌙" } } }],
        } }),
        "Poll: When?\n– Now\n– 🌙 Later"
    )]
    #[case::a_poll_that_is_over(
        json!({ "type": 46, "content": "", "embeds": [{ "type": "poll_result", "fields": [
            { "name": "poll_question_text", "value": "When?" }, { "name": "victor_answer_votes", "value": "3" },
            { "name": "total_votes", "value": "5" }, { "name": "victor_answer_id", "value": "2" },
            { "name": "victor_answer_text", "value": "Later" }, { "name": "victor_answer_emoji_name", "value": "🌙" },
        ] }] }),
        "Poll ended: When?\n– Winning answer: 🌙 Later (3 of 5 votes)"
    )]
    #[case::a_poll_that_nobody_won(
        json!({ "type": 46, "embeds": [{ "type": "poll_result", "fields": [
            { "name": "poll_question_text", "value": "When?" }, { "name": "victor_answer_votes", "value": "2" },
            { "name": "total_votes", "value": "4" },
        ] }] }),
        "Poll ended: When?\n– No winning answer (4 votes)"
    )]
    #[case::half_a_poll(json!({ "poll": { "question": { "text": "x" } } }), "Poll: x")]
    #[case::a_sticker(json!({ "content": "", "sticker_items": [{ "id": "1", "name": "Wave" }] }), "Sticker: Wave")]
    #[case::a_voice(json!({ "content": "", "flags": 8192 }), "Voice message")]
    #[case::a_frame(
        json!({ "content": "Look", "embeds": [{
            "type": "rich", "title": "Alert", "description": "Disk full", "fields": [{ "name": "Host", "value": "db1" }],
        }] }),
        "Look\nAlert\nDisk full\nHost: db1"
    )]
    #[case::a_link_and_its_preview(
        json!({ "content": "https://example.org/x", "embeds": [{ "type": "rich", "url": "https://example.org/x", "title": "X" }] }),
        "https://example.org/x"
    )]
    #[case::components(
        json!({ "content": "", "components": [{ "type": 17, "components": [
            { "type": 10, "content": "Deploy failed" },
            { "type": 9, "components": [{ "type": 10, "content": "on db1" }], "accessory": { "type": 2, "label": "Open" } },
        ] }] }),
        "Deploy failed\non db1"
    )]
    fn everything_comes_in_words(#[case] message: Value, #[case] said: &str) {
        assert_eq!(words(&message), said);
    }

    /// What is forwarded comes with its files; a file that says nothing of its size is left out, and nothing
    /// else with it.
    #[test]
    fn files_of_what_is_forwarded_come_too() {
        let file = |name: &str| json!({ "id": "1", "filename": name, "size": 3, "url": "https://cdn.discordapp.com/x" });
        let contents = Contents::of(&json!({
            "attachments": [file("a.txt"), { "filename": "odd" }],
            "message_snapshots": [{ "message": { "attachments": [file("b.txt")] } }],
        }));
        let names: Vec<String> = contents.all_files().into_iter().map(|file| file.name).collect();
        assert_eq!(names, ["a.txt", "b.txt"]);
        assert!(!contents.is_empty() && Contents::of(&json!({ "content": "" })).is_empty());
    }

    /// As the library tells it, read once more: nothing is lost on the way.
    #[test]
    fn what_the_library_tells_is_read_too() {
        let author = json!({ "id": "7", "username": "gus", "discriminator": "0", "avatar": null });
        let at = "2026-11-23T09:00:00.000000+00:00";
        let message: serenity::all::Message = serde_json::from_value(json!({
            "id": "1", "channel_id": "5", "type": 0, "content": "", "author": author, "timestamp": at, "edited_timestamp": null,
            "tts": false, "mention_everyone": false, "mentions": [], "mention_roles": [], "attachments": [], "embeds": [],
            "pinned": false, "sticker_items": [{ "id": "1", "name": "Wave", "format_type": 1 }],
            "message_snapshots": [{ "message": {
                "content": "ERR 500", "timestamp": at, "edited_timestamp": null, "mentions": [], "mention_roles": [],
                "attachments": [], "embeds": [], "type": 0, "flags": 0,
            } }],
        }))
        .unwrap();
        let said = Contents::of_message(&message).words(Language::Fr);
        assert_eq!(said, "Message transféré\u{a0}:\n> ERR 500\nAutocollant\u{a0}: Wave");
    }
}
