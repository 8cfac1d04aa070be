//! What a person sees of a message.

use chrono::{DateTime, Utc};
use serde_json::Value;
use twilight_model::channel::message::Embed;

use crate::{
    ids::{ChannelId, MessageId},
    state::{
        Form, Message, World,
        component::{flat, kind, number},
        flag,
        said::{as_typed, words},
    },
};

/// A message as it was when it was looked at.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct SeenMessage {
    /// Its id.
    pub id: MessageId,
    /// Where it stands.
    pub channel: ChannelId,
    /// Who wrote it.
    pub author: String,
    /// Whether the bot wrote it.
    pub by_bot: bool,
    /// Its own text, without embeds and components.
    pub content: String,
    /// Its embeds.
    pub embeds: Vec<Embed>,
    /// Its buttons, in order.
    pub buttons: Vec<Button>,
    /// Its menus, in order.
    pub menus: Vec<Menu>,
    /// Its files.
    pub files: Vec<File>,
    /// Whether only one person sees it.
    pub private: bool,
    /// Whether it still says that the bot is thinking.
    pub thinking: bool,
    /// When it was written, by the sandbox's clock.
    pub at: DateTime<Utc>,
    /// When it was last edited.
    pub edited: Option<DateTime<Utc>>,
    /// What it answers.
    pub replies_to: Option<MessageId>,
    /// The names of the roles and people that it really notified.
    pub notified: Vec<String>,
    /// The thread that was started from it.
    pub thread: Option<ChannelId>,
    /// Every word that a person reads: text, embeds, labels of buttons and menus, names of files.
    pub(crate) words: String,
}

/// A button.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Button {
    /// What is written on it; its emoji where nothing is.
    pub label: String,
    /// The id that the bot gave it; none for a link.
    pub custom_id: Option<String>,
    /// Where a link leads.
    pub url: Option<String>,
    /// Whether it can be pressed no more.
    pub disabled: bool,
    /// 1 primary, 2 secondary, 3 success, 4 danger, 5 link.
    pub style: u8,
}

/// A menu to choose from.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Menu {
    /// The id that the bot gave it.
    pub custom_id: String,
    /// What it says while nothing is chosen.
    pub placeholder: String,
    /// What can be chosen: labels and values. Empty for menus of people, roles and channels.
    pub options: Vec<(String, String)>,
    /// Whether it can be used no more.
    pub disabled: bool,
}

/// A file of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct File {
    /// Its name.
    pub filename: String,
    /// Its kind, as `text/calendar`.
    pub content_type: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// What describes it to people who cannot see it.
    pub description: Option<String>,
}

/// A field of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Field {
    /// The id that the bot gave it.
    pub custom_id: String,
    /// What stands above it.
    pub label: String,
    /// What it is filled with from the start.
    pub value: String,
    /// Whether it must be filled.
    pub required: bool,
    /// Whether it has several lines.
    pub paragraph: bool,
    /// The shortest and the longest text that it takes, in characters.
    pub lengths: (usize, usize),
    /// What it says while it is empty.
    pub placeholder: String,
}

impl SeenMessage {
    pub(crate) fn new(world: &World, message: &Message) -> Self {
        let author = world.users.get(&message.author);
        let parts = flat(&message.components);
        let files = message.attachments.iter().map(|file| File {
            filename: file.filename.clone(),
            content_type: file.content_type.clone(),
            bytes: world.files.get(&file.id).map(|stored| stored.bytes.to_vec()).unwrap_or_default(),
            description: file.description.clone(),
        });
        let guild = world.guild_of(message.channel).and_then(|id| world.guilds.get(&id));
        let roles =
            message.mentions.pinged_roles.iter().filter_map(|id| guild?.roles.get(id)).map(|role| &role.name);
        let users = message.mentions.users.iter().filter_map(|id| world.users.get(id)).map(|user| &user.name);
        Self {
            id: message.id,
            channel: message.channel,
            author: author.map(|user| user.name.clone()).unwrap_or_default(),
            by_bot: message.author == world.app.bot,
            content: message.content.clone(),
            embeds: message.embeds.clone(),
            buttons: parts.iter().filter(|one| number(one) == kind::BUTTON).map(button).collect(),
            menus: parts.iter().filter(|one| is_menu(one)).map(menu).collect(),
            files: files.collect(),
            private: message.flags & flag::EPHEMERAL != 0,
            thinking: message.flags & flag::LOADING != 0,
            at: message.created,
            edited: message.edited,
            replies_to: message.reference.map(|to| to.message),
            notified: roles.chain(users).cloned().collect(),
            thread: message.thread,
            words: words(message),
        }
    }

    /// Every word that a person reads: text, embeds, labels of buttons and menus, names of files.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.words
    }

    /// Whether all of these words are in it.
    #[must_use]
    pub fn contains(&self, words: &[&str]) -> bool {
        words.iter().all(|word| self.words.contains(word))
    }

    /// Whether only one person sees it.
    #[must_use]
    pub fn is_private(&self) -> bool {
        self.private
    }

    /// The labels of its buttons, in order.
    #[must_use]
    pub fn labels(&self) -> Vec<&str> {
        self.buttons.iter().map(|button| button.label.as_str()).collect()
    }

    /// Whether it notified the role or person of that name.
    #[must_use]
    pub fn notified(&self, name: &str) -> bool {
        self.notified.iter().any(|one| one == name)
    }
}

impl AsRef<Self> for SeenMessage {
    fn as_ref(&self) -> &Self {
        self
    }
}

pub(crate) fn is_menu(one: &Value) -> bool {
    let number = number(one);
    number == kind::STRING_SELECT || (kind::USER_SELECT..=kind::CHANNEL_SELECT).contains(&number)
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn typed(value: &Value) -> String {
    as_typed(value.as_str().unwrap_or_default())
}

/// Whether that is what stands on it.
pub(crate) fn is_labelled(one: &Value, label: &str) -> bool {
    one["label"].as_str().is_some_and(|own| as_typed(own) == as_typed(label))
}

fn button(one: &Value) -> Button {
    Button {
        label: as_typed(one["label"].as_str().or_else(|| one["emoji"]["name"].as_str()).unwrap_or_default()),
        custom_id: one["custom_id"].as_str().map(str::to_owned),
        url: one["url"].as_str().map(str::to_owned),
        disabled: one["disabled"].as_bool().unwrap_or(false),
        style: one["style"].as_u64().and_then(|style| u8::try_from(style).ok()).unwrap_or(0),
    }
}

fn menu(one: &Value) -> Menu {
    let options = one["options"].as_array().into_iter().flatten();
    Menu {
        custom_id: text(&one["custom_id"]),
        placeholder: typed(&one["placeholder"]),
        options: options.map(|option| (typed(&option["label"]), text(&option["value"]))).collect(),
        disabled: one["disabled"].as_bool().unwrap_or(false),
    }
}

/// The fields of a form, in order.
pub(crate) fn fields(form: &Form) -> Vec<Field> {
    let mut found = Vec::new();
    let mut label_above = String::new();
    for one in flat(&form.components) {
        if number(&one) == kind::LABEL {
            label_above = typed(&one["label"]);
        }
        if number(&one) != kind::TEXT_INPUT {
            continue;
        }
        let own = typed(&one["label"]);
        let length = |name: &str, default: usize| {
            one[name].as_u64().and_then(|length| usize::try_from(length).ok()).unwrap_or(default)
        };
        found.push(Field {
            custom_id: text(&one["custom_id"]),
            label: if own.is_empty() { std::mem::take(&mut label_above) } else { own },
            value: text(&one["value"]),
            required: one["required"].as_bool().unwrap_or(true),
            paragraph: one["style"] == 2,
            lengths: (length("min_length", 0), length("max_length", 4000)),
            placeholder: typed(&one["placeholder"]),
        });
    }
    found
}
