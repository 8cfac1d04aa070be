//! What somebody did, as the record of whoever did what names it.

use serenity::all::{
    CommandDataOption, CommandDataOptionValue, CommandInteraction, ComponentInteraction, ModalInteraction,
};

use crate::{discord::look::custom_id::CustomId, rules::ids::TicketNumber};

/// What somebody did.
#[derive(Clone, Copy, Debug)]
pub(in crate::discord) enum Act<'a> {
    /// Typed a command.
    Command(&'a CommandInteraction),
    /// Pressed, or chose.
    Press(&'a ComponentInteraction),
    /// Sent a form.
    Form(&'a ModalInteraction),
}

impl<'a> Act<'a> {
    /// What the record calls it: the command as it is typed, the verb that was pressed.
    pub(in crate::discord) fn name(self) -> String {
        match self {
            Self::Command(command) => {
                let mut name = format!("/{}", command.data.name);
                if let Some(CommandDataOption { name: sub, value, .. }) = command.data.options.first()
                    && matches!(value, CommandDataOptionValue::SubCommand(_))
                {
                    name.push(' ');
                    name.push_str(sub);
                }
                name
            }
            Self::Press(press) => format!("[{}]", verb(&press.data.custom_id)),
            Self::Form(form) => format!("[{}]", verb(&form.data.custom_id)),
        }
    }

    /// How large a file of the answer may be, in bytes, as Discord tells with it.
    pub(in crate::discord) fn upload_limit(self) -> u32 {
        match self {
            Self::Command(command) => command.attachment_size_limit,
            Self::Press(press) => press.attachment_size_limit,
            Self::Form(form) => form.attachment_size_limit,
        }
    }

    /// The customer and the ticket that were named.
    pub(in crate::discord) fn about(self) -> (Option<&'a str>, Option<TicketNumber>) {
        match self {
            Self::Command(command) => {
                let options = match command.data.options.first().map(|option| &option.value) {
                    Some(CommandDataOptionValue::SubCommand(options)) => options,
                    _ => &command.data.options,
                };
                let named = |what: &str| {
                    options.iter().find(|option| option.name == what).and_then(|option| option.value.as_str())
                };
                (named("customer"), named("ticket").and_then(TicketNumber::meant))
            }
            Self::Press(press) => {
                let id =
                    press.data.custom_id.parse::<CustomId>().ok().filter(|id| id.verb.is_about_a_ticket());
                (None, id.map(|id| TicketNumber::new(id.id)))
            }
            Self::Form(_) => (None, None),
        }
    }
}

/// The verb of a `custom_id`, whether it is one of ours or not.
fn verb(custom_id: &str) -> &str {
    custom_id.split(':').next().unwrap_or_default()
}
