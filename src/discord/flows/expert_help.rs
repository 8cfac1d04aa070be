//! Presses and forms about the expertise cell's help on a ticket.

use serenity::all::ModalInteractionData;

use crate::{
    desk::{Refusal, actor::Actor, draft::kinds, expertise::Draft, refusal::reason::Done, request::Request},
    discord::{
        answer::ask::Ask,
        cards::expert_help,
        forms::{kept, open},
        look::{answer::Answer, card::field},
    },
    rules::ids::ExpertHelpId,
};

/// `accept`: an expert joins the ticket.
///
/// # Errors
/// As the use case.
pub async fn accept(ask: &Ask<'_>, actor: &Actor, id: ExpertHelpId) -> Done<Answer> {
    let file = ask.desk().accept_help(actor, id).await?;
    Ok(expert_help::joined_by_you(&file, ask.language()).into())
}

/// `decline`: asks why.
///
/// # Errors
/// As the use case.
pub async fn decline(ask: &Ask<'_>, actor: &Actor, id: ExpertHelpId) -> Done<Answer> {
    ask.desk().may_answer_help(actor, id).await?;
    let draft = Draft::DeclineHelp { help: id, reason: String::new() };
    open::open(ask, actor.into(), kinds::Draft::Expertise(draft)).await
}

/// The form that asked why came back.
///
/// # Errors
/// As the use case.
pub async fn declined(
    ask: &Ask<'_>,
    request: Request<'_>,
    id: ExpertHelpId,
    form: &ModalInteractionData,
) -> Done<Answer> {
    let reason = field(form, "reason");
    match ask.desk().decline_help(request, id, &reason).await {
        Ok(file) => Ok(expert_help::declined_by_you(&file, ask.language()).into()),
        Err(stop) => {
            let typed = kinds::Draft::Expertise(Draft::DeclineHelp { help: id, reason });
            let shorter = |refusal: &Refusal| matches!(refusal, Refusal::TooLong { .. });
            kept::keep_where(shorter, ask, request, typed, stop).await
        }
    }
}
