//! What was typed into a form leads on.

use serenity::all::ModalInteractionData;

use super::{errand, escalate, open_ticket, session};
use crate::{
    desk::{Refusal, Stop, draft::kinds::Draft, refusal::reason::Done, ticket::errand::Errand},
    discord::{
        answer::ask::Ask,
        look::{
            answer::Answer,
            card::{all_fields, field},
        },
    },
};

/// A form came back: what it says is added to its draft, and that is carried out. The draft is used up by the
/// work that is done, so that nothing is lost where the work is not.
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
        Draft::Expertise(draft) => session::filled(ask, &actor, draft, form).await,
        Draft::Opening(mut opening) => {
            opening.subject = field(form, "subject");
            opening.description = field(form, "description") + &field(form, "description-more");
            let component = field(form, "component");
            if !component.is_empty() {
                opening.component = Some(component);
            }
            open_ticket::open_as(ask, &actor, opening).await
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
            errand::run(ask, &actor, ticket, errand).await
        }
        Draft::Escalation(escalation) => escalate::filled(ask, &actor, escalation, form).await,
        Draft::Which(_)
        | Draft::Search(_)
        | Draft::Upgrade { .. }
        | Draft::Removal { .. }
        | Draft::Audit(_) => Err(Refusal::DraftGone.into()),
    }
}
