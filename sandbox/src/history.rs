//! The story so far, for whoever reads why it failed.

use std::panic::Location;

use crate::{
    ids::{ChannelId, MessageId},
    shared::Shared,
    state::{
        World,
        said::{Kind, words},
    },
};

/// Who said what where, by the sandbox's clock.
pub(crate) fn history(world: &World) -> String {
    let mut lines: Vec<(MessageId, String)> = Vec::new();
    for message in world.messages.values().flat_map(|all| all.values()).filter(|one| one.kind != 21) {
        let author = world.users.get(&message.author).map(|user| user.name.as_str()).unwrap_or_default();
        let mut marks = String::new();
        if let Some(only) = message.only_for.and_then(|id| world.users.get(&id)) {
            marks = format!(" (for {} alone)", only.name);
        }
        if message.edited.is_some() {
            marks.push_str(" (edited)");
        }
        let unread =
            world.said.iter().any(|one| one.message == message.id && one.kind == Kind::Message && !one.read);
        let mark = if unread { "! " } else { "  " };
        let text = words(message).replace('\n', "\n        ");
        let at = message.created.format("%Y-%m-%d %H:%M:%S");
        lines.push((
            message.id,
            format!("{mark}{at} {} <{author}>{marks} {text}", place(world, message.channel)),
        ));
    }
    lines.sort_by_key(|(id, _)| *id);
    lines.into_iter().map(|(_, line)| line).collect::<Vec<_>>().join("\n")
}

/// How a place is called in a history.
fn place(world: &World, id: ChannelId) -> String {
    let Some(channel) = world.channels.get(&id) else { return "(gone)".to_owned() };
    if let Some(person) = channel.recipient.and_then(|id| world.users.get(&id)) {
        return format!("(in private with {})", person.name);
    }
    let guild =
        channel.guild.and_then(|id| world.guilds.get(&id)).map(|one| one.name.as_str()).unwrap_or_default();
    match channel.parent.and_then(|id| world.channels.get(&id)).filter(|_| channel.thread.is_some()) {
        Some(parent) => format!("{guild}#{}>{}", parent.name, channel.name),
        None => format!("{guild}#{}", channel.name),
    }
}

#[expect(clippy::panic, reason = "an expectation that does not hold fails the test")]
pub(crate) fn fail(shared: &Shared, caller: &Location<'_>, words: &str) -> ! {
    let (inside, outside) = (shared.look(history), shared.outside.story());
    let outside = if outside.is_empty() { outside } else { format!("\nOutside:\n{outside}") };
    panic!("{caller}: {words}\n\nThe story so far (! = not read):\n{inside}{outside}\n")
}
