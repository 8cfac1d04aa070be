//! A message as the bot writes it: read from a body, checked, and made into what the world keeps.

use serde::Deserialize;
use serde_json::Value;
use twilight_model::{
    channel::message::{AllowedMentions, Component, Embed, MentionType},
    id::Id,
};
use twilight_validate::message::{ATTACHMENT_DESCIPTION_LENGTH_MAX, MESSAGE_CONTENT_LENGTH_MAX};

use super::payload::Upload;
use crate::{
    error::{ApiError, ApiResult},
    ids::{ChannelId, MessageId, UserId},
    state::{Attachment, Message, Reference, StoredFile, World, flag},
    validate::{
        components::{self, length},
        embeds,
        fields::{Fields, Patch},
    },
};

/// The flags that a bot may set itself.
const SETTABLE: u64 =
    flag::SUPPRESS_EMBEDS | flag::EPHEMERAL | flag::SUPPRESS_NOTIFICATIONS | flag::COMPONENTS_V2;
/// The most files of one message, and the most bytes of one file.
const FILES_MAX: usize = 10;
pub(crate) const FILE_MAX: usize = 10 * 1024 * 1024;

/// What a body says of an attachment: a new one by the number of its file, or one to keep by its id.
#[derive(Clone, Debug, Deserialize)]
struct Listed {
    id: Value,
    filename: Option<String>,
    description: Option<String>,
}

/// A message, or a change of one, as asked for.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    content: Patch<String>,
    embeds: Patch<Vec<Embed>>,
    components: Patch<Vec<Component>>,
    listed: Patch<Vec<Listed>>,
    files: Vec<Upload>,
    allowed: Option<AllowedMentions>,
    pub(crate) flags: Option<u64>,
    pub(crate) reply_to: Option<MessageId>,
    reply_must_exist: bool,
    pub(crate) nonce: Option<Value>,
    pub(crate) enforce_nonce: bool,
}

#[derive(Deserialize)]
struct ReplyTo {
    message_id: MessageId,
    fail_if_not_exists: Option<bool>,
}

impl Draft {
    /// Reads and checks what can be checked without the world. `already` are the flags of a message being
    /// edited.
    pub(crate) fn read(fields: &Fields<'_>, files: &[Upload], already: u64) -> ApiResult<Self> {
        let content: Patch<String> = fields.patch("content")?;
        if let Patch::Set(text) = &content {
            length(&fields.path("content"), text, 0, MESSAGE_CONTENT_LENGTH_MAX)?;
        }
        let flags: Option<u64> = fields.optional("flags")?;
        if let Some(flags) = flags
            && flags & !(SETTABLE | flag::LOADING | flag::HAS_THREAD) != 0
        {
            return Err(ApiError::form(
                &fields.path("flags"),
                "BITFIELD_INVALID",
                "Not flags that may be set.",
            ));
        }
        let version_two = (flags.unwrap_or(0) | already) & flag::COMPONENTS_V2 != 0;
        let embeds = match fields.patch::<Value>("embeds")? {
            Patch::Set(value) => Patch::Set(embeds::embeds(&value, &fields.path("embeds"))?),
            Patch::Clear => Patch::Clear,
            Patch::Keep => Patch::Keep,
        };
        let components = match fields.patch::<Value>("components")? {
            Patch::Set(value) => {
                Patch::Set(components::of_message(&value, &fields.path("components"), version_two)?)
            }
            Patch::Clear => Patch::Clear,
            Patch::Keep => Patch::Keep,
        };
        let has_words = matches!(&content, Patch::Set(text) if !text.is_empty());
        if version_two && (has_words || matches!(&embeds, Patch::Set(all) if !all.is_empty())) {
            return Err(ApiError::form(
                &fields.path("flags"),
                "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
                "The 'content' and 'embeds' fields cannot be used when using MessageFlags.IS_COMPONENTS_V2",
            ));
        }
        let listed: Patch<Vec<Listed>> = fields.patch("attachments")?;
        check_files(files, &listed, fields)?;
        let allowed = fields.optional::<AllowedMentions>("allowed_mentions")?;
        check_allowed(allowed.as_ref(), fields)?;
        let nonce = fields.raw("nonce").cloned();
        if let Some(nonce) = &nonce {
            check_nonce(nonce, &fields.path("nonce"))?;
        }
        let reference = fields.optional::<ReplyTo>("message_reference")?;
        Ok(Self {
            content,
            embeds,
            components,
            listed,
            files: files.to_vec(),
            allowed,
            flags,
            reply_must_exist: reference.as_ref().is_some_and(|one| one.fail_if_not_exists.unwrap_or(true)),
            reply_to: reference.map(|one| one.message_id),
            nonce,
            enforce_nonce: fields.optional("enforce_nonce")?.unwrap_or(false),
        })
    }

    /// Whether the bot asks to attach files, or to show embeds: each has its permission.
    pub(crate) fn has_files(&self) -> bool {
        !self.files.is_empty()
    }

    pub(crate) fn has_embeds(&self) -> bool {
        matches!(&self.embeds, Patch::Set(all) if !all.is_empty())
    }

    /// Makes a new message of it. Nothing is posted yet.
    pub(crate) fn message(self, world: &mut World, place: ChannelId, author: UserId) -> ApiResult<Message> {
        let text = self.content.clone().or_default().unwrap_or_default();
        let mut message = world.blank(place, author, text.trim());
        message.flags = self.flags.unwrap_or(0) & SETTABLE;
        message.embeds = self.embeds.clone().or_default().unwrap_or_default();
        message.components = self.components.clone().or_default().unwrap_or_default();
        message.attachments = self.store_files(world, place, &[])?;
        if let Some(target) = self.reply_to {
            let known = world.message(place, target).ok().filter(|one| one.only_for.is_none());
            if known.is_none() && self.reply_must_exist {
                return Err(ApiError::form(
                    "message_reference",
                    "REPLIES_UNKNOWN_MESSAGE",
                    "Unknown message",
                ));
            }
            if known.is_some() {
                message.kind = 19;
                message.reference = Some(Reference { channel: place, message: target });
            }
        }
        if is_empty(&message) {
            return Err(ApiError::empty_message());
        }
        self.name_people(world, &mut message);
        Ok(message)
    }

    /// Changes a message as asked.
    pub(crate) fn apply(self, world: &mut World, message: &mut Message) -> ApiResult<()> {
        if let Some(text) = self.content.clone().or_default() {
            text.trim().clone_into(&mut message.content);
        }
        if let Some(embeds) = self.embeds.clone().or_default() {
            message.embeds = embeds;
        }
        if let Some(components) = self.components.clone().or_default() {
            message.components = components;
        }
        if let Some(flags) = self.flags {
            // An edit cannot make a message private or public.
            let changeable = flag::SUPPRESS_EMBEDS | flag::COMPONENTS_V2;
            message.flags = (message.flags & !flag::SUPPRESS_EMBEDS) | (flags & changeable);
        }
        if !self.files.is_empty() || !matches!(self.listed, Patch::Keep) {
            let before = std::mem::take(&mut message.attachments);
            message.attachments = self.store_files(world, message.channel, &before)?;
        }
        if is_empty(message) {
            return Err(ApiError::empty_message());
        }
        self.name_people(world, message);
        Ok(())
    }

    fn name_people(&self, world: &World, message: &mut Message) {
        let replied =
            message.reference.and_then(|to| world.message(to.channel, to.message).ok()).map(|one| one.author);
        let replied = replied.filter(|_| message.kind == 19);
        if let Ok(channel) = world.channel(message.channel) {
            message.mentions =
                world.mentions(channel, message.author, &message.content, self.allowed.as_ref(), replied);
        }
    }

    /// Keeps the bytes of new files; of the ones before, those that are listed, or all when nothing is.
    fn store_files(
        &self,
        world: &mut World,
        place: ChannelId,
        before: &[Attachment],
    ) -> ApiResult<Vec<Attachment>> {
        let listed = match &self.listed {
            Patch::Set(listed) => Some(listed),
            Patch::Clear | Patch::Keep => None,
        };
        let number =
            |one: &Listed| one.id.as_u64().or_else(|| one.id.as_str().and_then(|text| text.parse().ok()));
        let mut kept: Vec<Attachment> = before
            .iter()
            .filter(|old| match (listed, &self.listed) {
                (Some(listed), _) => listed.iter().any(|one| number(one) == Some(old.id.get())),
                (None, Patch::Clear) => false,
                (None, _) => true,
            })
            .cloned()
            .collect();
        for file in &self.files {
            let entry = listed.and_then(|all| all.iter().find(|one| number(one) == Some(file.number)));
            let filename =
                entry.and_then(|one| one.filename.clone()).unwrap_or_else(|| file.filename.clone());
            let description = entry.and_then(|one| one.description.clone());
            kept.push(world.store_file(place, &filename, description, file));
        }
        if kept.len() > FILES_MAX {
            return Err(ApiError::bad_length("attachments", 0, FILES_MAX));
        }
        Ok(kept)
    }
}

impl World {
    /// Puts a file where the CDN finds it.
    pub(crate) fn store_file(
        &mut self,
        place: ChannelId,
        filename: &str,
        description: Option<String>,
        file: &Upload,
    ) -> Attachment {
        let now = self.clock.now();
        let id = self.ids.next(now);
        let filename: String = filename
            .chars()
            .map(|letter| if letter.is_alphanumeric() || "._-".contains(letter) { letter } else { '_' })
            .collect();
        let expires = now.timestamp() + 24 * 60 * 60;
        let url = format!(
            "https://cdn.discordapp.com/attachments/{place}/{id}/{filename}?ex={expires:x}&is={:x}&hm={:016x}",
            now.timestamp(),
            id.get(),
        );
        self.files.insert(
            id,
            StoredFile {
                filename: filename.clone(),
                content_type: file.content_type.clone(),
                bytes: file.bytes.clone(),
            },
        );
        Attachment {
            id,
            filename,
            description,
            content_type: file.content_type.clone(),
            size: file.bytes.len(),
            url,
        }
    }
}

/// Whether there is nothing to see.
fn is_empty(message: &Message) -> bool {
    let parts = message.flags & flag::COMPONENTS_V2 != 0 && !message.components.is_empty();
    message.content.is_empty() && message.embeds.is_empty() && message.attachments.is_empty() && !parts
}

fn check_files(files: &[Upload], listed: &Patch<Vec<Listed>>, fields: &Fields<'_>) -> ApiResult<()> {
    if files.len() > FILES_MAX {
        return Err(ApiError::bad_length(&fields.path("attachments"), 0, FILES_MAX));
    }
    if files.iter().any(|file| file.bytes.len() > FILE_MAX) {
        return Err(ApiError::new(
            axum::http::StatusCode::PAYLOAD_TOO_LARGE,
            40_005,
            "Request entity too large",
        ));
    }
    let Patch::Set(listed) = listed else { return Ok(()) };
    for (number, one) in listed.iter().enumerate() {
        let at = fields.path(&format!("attachments.{number}"));
        let id: Option<u64> = one.id.as_u64().or_else(|| one.id.as_str().and_then(|text| text.parse().ok()));
        let id =
            id.ok_or_else(|| ApiError::form(&format!("{at}.id"), "NUMBER_TYPE_COERCE", "Not a snowflake."))?;
        // Small numbers speak of files of this request.
        if id < 1000 && !files.iter().any(|file| file.number == id) {
            return Err(ApiError::form(&at, "ATTACHMENT_NOT_FOUND", "No file of this number came along."));
        }
        if let Some(description) = &one.description {
            length(&format!("{at}.description"), description, 0, ATTACHMENT_DESCIPTION_LENGTH_MAX)?;
        }
    }
    Ok(())
}

fn check_allowed(allowed: Option<&AllowedMentions>, fields: &Fields<'_>) -> ApiResult<()> {
    let Some(allowed) = allowed else { return Ok(()) };
    let at = fields.path("allowed_mentions");
    for (kind, listed, name) in [
        (MentionType::Users, allowed.users.len(), "users"),
        (MentionType::Roles, allowed.roles.len(), "roles"),
    ] {
        if listed > 100 {
            return Err(ApiError::bad_length(&format!("{at}.{name}"), 0, 100));
        }
        if listed > 0 && allowed.parse.contains(&kind) {
            return Err(ApiError::form(
                &at,
                "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE",
                &format!("parse:[\"{name}\"] and {name}: [ids...] are mutually exclusive."),
            ));
        }
    }
    Ok(())
}

fn check_nonce(nonce: &Value, path: &str) -> ApiResult<()> {
    match nonce {
        Value::String(text) => length(path, text, 0, 25),
        Value::Number(number) if number.is_i64() || number.is_u64() => Ok(()),
        _ => Err(ApiError::form(path, "NONCE_TYPE_INVALID", "Nonce must be a string or an integer.")),
    }
}

/// The message of an id that came in a path.
pub(crate) fn message_id(text: &str) -> Option<MessageId> {
    text.parse().ok().and_then(Id::new_checked)
}
