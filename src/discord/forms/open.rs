//! A form is opened on a draft.

use super::{
    incident, session,
    ticket::{errand_form, opening_form},
};
use crate::{
    desk::{Refusal, draft::kinds::Draft, refusal::reason::Done, request::Request},
    discord::{
        answer::ask::Ask,
        forms,
        look::{
            answer::Answer,
            custom_id::{CustomId, Verb},
        },
    },
};

/// Keeps a draft and opens its form.
pub async fn open(ask: &Ask<'_>, request: Request<'_>, draft: Draft) -> Done<Answer> {
    let id = keep(ask, request, &draft).await?;
    form(id, &draft, ask)
}

/// Keeps a draft whose form is opened later. Returns its number.
pub(in crate::discord) async fn keep(ask: &Ask<'_>, request: Request<'_>, draft: &Draft) -> Done<i64> {
    let mut work = ask.desk().work().await?;
    let id = work.keep_draft(request, draft).await?;
    work.commit().await?;
    Ok(id)
}

/// The form of a draft, filled in with it; the draft stays until the form is sent.
///
/// # Errors
/// Refused for a draft that has none.
pub(in crate::discord) fn form(id: i64, draft: &Draft, ask: &Ask<'_>) -> Done<Answer> {
    let language = ask.language();
    let id = CustomId::new(Verb::Form, id);
    let form = match draft {
        Draft::Opening(opening) => opening_form(id, opening, ask),
        Draft::Errand { errand, .. } => errand_form(id, errand, language),
        Draft::Escalation(escalation) => forms::escalate::form(id, escalation, language),
        Draft::Incident(new) => incident::form(id, new, &ask.desk().offer, language),
        Draft::Expertise(draft) => session::form(id, draft, ask).ok_or(Refusal::DraftGone)?,
        _ => return Err(Refusal::DraftGone.into()),
    };
    Ok(Answer::Form(form))
}
