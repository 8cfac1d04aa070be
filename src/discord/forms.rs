//! Forms: what was typed stands in a draft, which the form and the button that opens it again name. Nothing typed is lost.

use serenity::all::ModalInteractionData;

use super::{
    ask::{Answer, Ask},
    card::{Field, Form, all_fields, field},
    custom_id::{CustomId, Verb},
    errands, escalate, opening, sessions,
};
use crate::{
    desk::{
        Done, Refusal, Stop,
        actor::Actor,
        draft::Draft,
        errand::Errand,
        ticket::{Opening, SUBJECT_MOST},
        update::Update,
    },
    rules::language::Language,
    words,
};

/// What a field of a form takes at most, in characters.
const FIELD_MOST: usize = 4_000;

/// How many characters the minutes of a promise take at most: more than they need, so that it is the desk that says what they must be.
const NEXT_MOST: usize = 20;

/// Keeps a draft and opens its form.
///
/// # Errors
/// When the database fails.
pub async fn open(ask: &Ask<'_>, actor: &Actor, draft: Draft) -> Done<Answer> {
    let mut work = ask.desk().work().await?;
    let id = work.keep_draft(actor, &draft).await?;
    work.commit().await?;
    form(id, &draft, ask)
}

/// Opens a form again, filled in with its draft, which stays until the form is sent.
///
/// # Errors
/// Refused when the draft was used, or is another person's.
pub async fn again(ask: &Ask<'_>, actor: &Actor, id: i64) -> Done<Answer> {
    let draft = ask.desk().draft(actor, id).await?;
    form(id, &draft, ask)
}

/// A form came back: what it says is added to its draft, and that is carried out. The draft is used up by the work that is done, so that
/// nothing is lost where the work is not.
///
/// # Errors
/// As the use case that it leads to.
pub async fn filled(ask: &Ask<'_>, id: i64, form: &ModalInteractionData) -> Done<Answer> {
    let actor = ask.actor().await?;
    let draft = match ask.desk().draft(&actor, id).await {
        // What was typed into the form is in no draft yet.
        Err(Stop::Refused(Refusal::DraftElsewhere(_))) => {
            return Err(Refusal::DraftElsewhere(all_fields(form)).into());
        }
        draft => draft?,
    };
    let actor = actor.with_draft(id);
    match draft {
        Draft::Expertise(draft) => sessions::filled(ask, &actor, draft, form).await,
        Draft::Opening(mut opening) => {
            opening.subject = field(form, "subject");
            opening.description = field(form, "description") + &field(form, "description-more");
            let component = field(form, "component");
            if !component.is_empty() {
                opening.component = Some(component);
            }
            opening::open_as(ask, &actor, opening).await
        }
        Draft::Errand { ticket, mut errand } => {
            if let Errand::Update(update) = &mut errand {
                update.impact = field(form, "impact");
                update.action = field(form, "action");
                update.next = field(form, "next");
            } else if let Some(text) = errand.text_mut() {
                *text = field(form, "text") + &field(form, "text-more");
            }
            if let Errand::Component { component, .. } = &mut errand {
                *component = field(form, "component");
            }
            errands::run(ask, &actor, ticket, errand).await
        }
        Draft::Escalation(escalation) => escalate::filled(ask, &actor, escalation, form).await,
        Draft::Which(_)
        | Draft::Search(_)
        | Draft::Upgrade { .. }
        | Draft::Removal { .. }
        | Draft::Audit(_) => Err(Refusal::DraftGone.into()),
    }
}

fn form(id: i64, draft: &Draft, ask: &Ask<'_>) -> Done<Answer> {
    let language = ask.language();
    let id = CustomId::new(Verb::Form, id);
    match draft {
        Draft::Expertise(draft) => sessions::form(id, draft, ask),
        Draft::Opening(opening) => Ok(Answer::Form(opening_form(id, opening, ask))),
        Draft::Errand { errand, .. } => Ok(Answer::Form(errand_form(id, errand, language))),
        Draft::Escalation(escalation) => Ok(Answer::Form(escalate::form(id, escalation, language))),
        Draft::Which(_)
        | Draft::Search(_)
        | Draft::Upgrade { .. }
        | Draft::Removal { .. }
        | Draft::Audit(_) => Err(Refusal::DraftGone.into()),
    }
}

fn opening_form(id: CustomId, opening: &Opening, ask: &Ask<'_>) -> Form {
    let language = ask.language();
    let label = words!(language, "form-ticket-description");
    let mut fields =
        vec![line("subject", words!(language, "form-ticket-subject"), &opening.subject, SUBJECT_MOST)];
    fields.extend(paragraph(["description", "description-more"], &label, &opening.description, true));
    if let Some(typed) = opening.component.as_deref()
        && crate::desk::errand::about(&ask.desk().offer, typed).is_err()
    {
        fields.push(component(typed, language));
    }
    Form { id, title: words!(language, "form-ticket"), fields }
}

fn errand_form(id: CustomId, errand: &Errand, language: Language) -> Form {
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

fn component(typed: &str, language: Language) -> Field {
    line("component", words!(language, "form-component-name"), typed, 100)
}

/// A line. One that is too long already stays as it was typed, to be made shorter.
#[must_use]
pub fn line(name: &'static str, label: String, typed: &str, most: usize) -> Field {
    let most = most.max(typed.chars().count()).min(FIELD_MOST);
    Field { name, label, value: typed.to_owned(), required: true, long: false, most: narrow(most) }
}

/// A paragraph; what one field cannot take goes on in a second one.
#[must_use]
pub fn paragraph(names: [&'static str; 2], label: &str, typed: &str, required: bool) -> Vec<Field> {
    let typed: Vec<char> = typed.chars().collect();
    let mut parts = typed.chunks(FIELD_MOST).map(|part| part.iter().collect::<String>());
    let [first, more] = names;
    let field = |name, value, required| Field {
        name,
        label: label.to_owned(),
        value,
        required,
        long: true,
        most: narrow(FIELD_MOST),
    };
    let mut fields = vec![field(first, parts.next().unwrap_or_default(), required)];
    fields.extend(parts.next().map(|rest| field(more, rest, false)));
    fields
}

fn narrow(most: usize) -> u16 {
    u16::try_from(most).unwrap_or(u16::MAX)
}
