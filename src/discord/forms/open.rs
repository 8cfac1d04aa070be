//! A form is opened on a draft.

use super::{
    session,
    ticket::{errand_form, opening_form},
};
use crate::{
    desk::{Refusal, actor::Actor, draft::kinds::Draft, refusal::reason::Done},
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

pub(in crate::discord) fn form(id: i64, draft: &Draft, ask: &Ask<'_>) -> Done<Answer> {
    let language = ask.language();
    let id = CustomId::new(Verb::Form, id);
    match draft {
        Draft::Expertise(draft) => session::form(id, draft, ask),
        Draft::Opening(opening) => Ok(Answer::Form(opening_form(id, opening, ask))),
        Draft::Errand { errand, .. } => Ok(Answer::Form(errand_form(id, errand, language))),
        Draft::Escalation(escalation) => Ok(Answer::Form(forms::escalate::form(id, escalation, language))),
        Draft::Which(_)
        | Draft::Search(_)
        | Draft::Upgrade { .. }
        | Draft::Removal { .. }
        | Draft::Audit(_) => Err(Refusal::DraftGone.into()),
    }
}
