//! Presses and forms about the expertise cell's help on a ticket.

use super::{
    ask::{Answer, Ask},
    cards, errands, forms,
};
use crate::{
    desk::{Done, Refusal, Stop, actor::Actor, draft, expertise::Draft},
    rules::ids::HelpId,
};

/// `accept`: an expert joins the ticket.
///
/// # Errors
/// As the use case.
pub async fn accept(ask: &Ask<'_>, actor: &Actor, id: HelpId) -> Done<Answer> {
    let file = ask.desk().accept_help(actor, id).await?;
    Ok(cards::cell::joined_by_you(&file, ask.language()).into())
}

/// `decline`: asks why.
///
/// # Errors
/// As the use case.
pub async fn decline(ask: &Ask<'_>, actor: &Actor, id: HelpId) -> Done<Answer> {
    ask.desk().may_answer_help(actor, id).await?;
    let draft = Draft::DeclineHelp { help: id, reason: String::new() };
    forms::open(ask, actor, draft::Draft::Expertise(draft)).await
}

/// The form that asked why came back.
///
/// # Errors
/// As the use case.
pub async fn declined(ask: &Ask<'_>, actor: &Actor, id: HelpId, reason: String) -> Done<Answer> {
    match ask.desk().decline_help(actor, id, &reason).await {
        Ok(file) => Ok(cards::cell::declined_by_you(&file, ask.language()).into()),
        Err(Stop::Refused(refusal @ Refusal::TooLong { .. })) => {
            let kept = Draft::DeclineHelp { help: id, reason };
            errands::kept(ask, actor, draft::Draft::Expertise(kept), &refusal).await
        }
        Err(stop) => Err(stop),
    }
}
