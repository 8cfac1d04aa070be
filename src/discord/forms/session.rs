//! The forms of a session.

use crate::{
    desk::expertise::{Draft, TEXT_MOST},
    discord::{
        answer::ask::Ask,
        look::{
            card::{Field, Form},
            custom_id::CustomId,
            wall_time::zone,
        },
    },
    words,
};

/// The form of a draft about a session; nothing for a draft that has none.
pub fn form(id: CustomId, draft: &Draft, ask: &Ask<'_>) -> Option<Form> {
    match draft {
        Draft::Decline { reason, .. } | Draft::DeclineHelp { reason, .. } => {
            Some(decline_form(id, reason, ask))
        }
        Draft::OtherTime { typed, text, .. } => Some(other_time_form(id, typed, text, ask)),
        Draft::Note { text, .. } => Some(note_form(id, text, ask)),
        _ => None,
    }
}

fn decline_form(id: CustomId, reason: &str, ask: &Ask<'_>) -> Form {
    let (title, label) =
        (words!(ask.language(), "form-decline"), words!(ask.language(), "form-decline-reason"));
    Form { id, title, fields: vec![text_field("reason", label, reason)] }
}

fn note_form(id: CustomId, text: &str, ask: &Ask<'_>) -> Form {
    let label = words!(ask.language(), "form-note-session-text");
    let field = Field { required: true, ..text_field("text", label, text) };
    Form { id, title: words!(ask.language(), "form-note-session"), fields: vec![field] }
}

fn other_time_form(id: CustomId, typed: &str, text: &str, ask: &Ask<'_>) -> Form {
    let language = ask.language();
    let label = words!(language, "form-other-time-moment", zone = zone(&ask.desk().offer.calendar));
    let moment =
        Field { name: "moment", label, value: typed.to_owned(), required: true, long: false, most: 40 };
    let text = text_field("text", words!(language, "form-other-time-text"), text);
    Form { id, title: words!(language, "form-other-time"), fields: vec![moment, text] }
}

fn text_field(name: &'static str, label: String, value: &str) -> Field {
    let most = u16::try_from(TEXT_MOST).unwrap_or(u16::MAX);
    Field { name, label, value: value.to_owned(), required: false, long: true, most }
}
