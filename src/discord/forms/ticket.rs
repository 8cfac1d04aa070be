//! The forms of a ticket.

use super::field::{FIELD_MOST, component, line, paragraph};
use crate::{
    desk::{
        text_limits::SUBJECT_MOST,
        ticket::{errand::Errand, next_update::Update, opening::Opening},
    },
    discord::{
        answer::ask::Ask,
        look::{
            card::{Field, Form},
            custom_id::CustomId,
        },
    },
    rules::language::Language,
    words,
};

/// How many characters the minutes of a promise take at most: more than they need, so that it is the desk
/// that says what they must be.
const NEXT_MOST: usize = 20;

pub(super) fn opening_form(id: CustomId, opening: &Opening, ask: &Ask<'_>) -> Form {
    let language = ask.language();
    let label = words!(language, "form-ticket-description");
    let mut fields =
        vec![line("subject", words!(language, "form-ticket-subject"), &opening.subject, SUBJECT_MOST)];
    fields.extend(paragraph(["description", "description-more"], &label, &opening.description, true));
    if let Some(typed) = opening.component.as_deref()
        && crate::desk::ticket::errand::about(&ask.desk().offer, typed).is_err()
    {
        fields.push(component(typed, language));
    }
    Form { id, title: words!(language, "form-ticket"), fields }
}

pub(super) fn errand_form(id: CustomId, errand: &Errand, language: Language) -> Form {
    if let Errand::Update(update) = errand {
        return update_form(id, update, language);
    }
    let (title, label) = match errand {
        Errand::Reply { .. } => ("form-reply", "form-reply-text"),
        Errand::Note { .. } => ("form-note", "form-note-text"),
        Errand::Assign { .. } => ("form-assign", "form-note-text"),
        Errand::Wait { .. } => ("form-wait", "form-wait-reason"),
        Errand::Close { .. } => ("form-close", "form-reason"),
        Errand::Reopen { .. } => ("form-reopen", "form-reason"),
        Errand::Priority { .. } => ("form-priority", "form-reason"),
        Errand::Component { .. } => ("form-component", "form-reason"),
        Errand::Restore { .. } => ("form-restore", "form-restore-note"),
        Errand::AskExpert { .. } => ("form-ask-expert", "form-ask-expert-about"),
        Errand::Contest { .. } => ("form-contest", "form-contest-reason"),
        Errand::Acknowledge | Errand::Take | Errand::Resume | Errand::Answered | Errand::Update(_) => {
            ("form-reason", "form-reason")
        }
    };
    let typed = errand.text().unwrap_or_default();
    let mut fields = paragraph(["text", "text-more"], &words!(language, label), typed, errand.needs_text());
    if let Errand::Component { component: typed, .. } = errand {
        fields.insert(0, component(typed, language));
    }
    Form { id, title: words!(language, title), fields }
}

fn update_form(id: CustomId, update: &Update, language: Language) -> Form {
    let long = |name, word: &str, typed: &str| Field {
        long: true,
        ..line(name, words!(language, word), typed, FIELD_MOST)
    };
    let fields = vec![
        long("impact", "form-update-impact", &update.impact),
        long("action", "form-update-action", &update.action),
        line("next", words!(language, "form-update-next"), &update.next, NEXT_MOST),
    ];
    Form { id, title: words!(language, "form-update"), fields }
}
