//! What the bot said, as it was said.

use super::{Mentions, Message, component::flat};
use crate::ids::{ChannelId, MessageId};

/// A new message, or new words in an old one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Message,
    Update,
}

/// One thing that the bot said.
#[derive(Clone, Debug)]
pub(crate) struct Said {
    pub(crate) kind: Kind,
    pub(crate) channel: ChannelId,
    pub(crate) message: MessageId,
    /// All words of it, as they were then.
    pub(crate) text: String,
    /// Whom it mentioned then; nobody, where it is an edit: those call nobody.
    pub(crate) mentions: Mentions,
    pub(crate) read: bool,
}

impl Said {
    pub(crate) fn new(message: &Message, kind: Kind) -> Self {
        let mentions = match kind {
            Kind::Message => message.mentions.clone(),
            Kind::Update => Mentions::default(),
        };
        let text = words(message);
        Self { kind, channel: message.channel, message: message.id, text, mentions, read: false }
    }
}

/// Every word of a message that a person reads: its text, its embeds, its buttons and menus, its files'
/// names.
pub(crate) fn words(message: &Message) -> String {
    let mut parts: Vec<String> = vec![message.content.clone()];
    for embed in &message.embeds {
        parts.extend(embed.author.iter().map(|author| author.name.clone()));
        parts.extend(embed.title.clone());
        parts.extend(embed.description.clone());
        for field in &embed.fields {
            parts.push(format!("{}: {}", field.name, field.value));
        }
        parts.extend(embed.footer.iter().map(|footer| footer.text.clone()));
    }
    for one in flat(&message.components) {
        let label = one["label"].as_str().map(|label| format!("[{label}]"));
        parts.extend(label);
        parts.extend(one["content"].as_str().map(str::to_owned));
        parts.extend(one["placeholder"].as_str().map(|text| format!("({text})")));
        for option in one["options"].as_array().into_iter().flatten() {
            parts.extend(option["label"].as_str().map(|label| format!("<{label}>")));
        }
    }
    parts.extend(message.attachments.iter().map(|file| format!("{{{}}}", file.filename)));
    parts.retain(|part| !part.is_empty());
    as_typed(&parts.join("\n"))
}

/// A text as whoever expects it types it: a space that does not break is a space, a curved apostrophe is `'`.
pub(crate) fn as_typed(text: &str) -> String {
    let typed = |letter| match letter {
        '\u{a0}' | '\u{202f}' => ' ',
        '’' => '\'',
        letter => letter,
    };
    text.chars().map(typed).collect()
}
