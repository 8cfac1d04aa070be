//! The identifiers of what lives in the sandbox: Discord's snowflakes, one type for each kind of thing.

use serde_json::Value;
use twilight_model::id::{Id, marker};

/// A server.
pub type GuildId = Id<marker::GuildMarker>;
/// A channel, a thread or a direct conversation.
pub type ChannelId = Id<marker::ChannelMarker>;
/// A role of a server.
pub type RoleId = Id<marker::RoleMarker>;
/// A person or a bot.
pub type UserId = Id<marker::UserMarker>;
/// A message.
pub type MessageId = Id<marker::MessageMarker>;
/// An interaction: a command, a press, a form, a suggestion asked for.
pub type InteractionId = Id<marker::InteractionMarker>;
/// A registered command.
pub type CommandId = Id<marker::CommandMarker>;
/// The bot's application.
pub type ApplicationId = Id<marker::ApplicationMarker>;
/// A file of a message.
pub type AttachmentId = Id<marker::AttachmentMarker>;

/// Reads an identifier out of JSON, text or number.
pub(crate) fn id_of<T>(value: &Value) -> Option<Id<T>> {
    let number = value.as_str().and_then(|text| text.parse().ok()).or_else(|| value.as_u64());
    number.and_then(Id::new_checked)
}
