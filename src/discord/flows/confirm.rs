//! The second press: what was shown is confirmed, or let go. What is confirmed follows from the draft.

use super::{errand, escalate, session};
use crate::{
    desk::{Refusal, Stop, actor::Actor, draft::kinds::Draft, refusal::reason::Done},
    discord::{
        answer::{ask::Ask, refusals},
        flows,
        look::answer::Answer,
    },
};

/// Carries out what a draft holds.
///
/// # Errors
/// As the use case that it leads to.
pub async fn confirmed(ask: &Ask<'_>, actor: &Actor, id: i64) -> Done<Answer> {
    let draft = match ask.desk().draft(actor, id).await {
        Err(Stop::Refused(Refusal::DraftGone)) => return escalate::before(ask, actor, id).await,
        draft => draft?,
    };
    match draft {
        Draft::Opening(_) | Draft::Escalation(_) => escalate::confirmed(ask, actor, id, &draft).await,
        Draft::Expertise(draft) => session::settle(ask, actor, id, &draft, true).await,
        Draft::Upgrade { .. } => flows::contract::upgraded(ask, actor, id).await,
        Draft::Removal { .. } => flows::contract::removed(ask, actor, id).await,
        Draft::Errand { .. } => errand::confirmed(ask, actor, id).await,
        Draft::Which(_) | Draft::Search(_) | Draft::Audit(_) => Err(Refusal::DraftGone.into()),
    }
}

/// Lets a draft go.
///
/// # Errors
/// Refused when it was used, or is another person's.
pub async fn dismissed(ask: &Ask<'_>, actor: &Actor, id: i64) -> Done<Answer> {
    match ask.desk().draft(actor, id).await? {
        Draft::Opening(_) | Draft::Escalation(_) => escalate::dismissed(ask, actor, id).await,
        Draft::Expertise(draft) => session::settle(ask, actor, id, &draft, false).await,
        Draft::Which(_)
        | Draft::Errand { .. }
        | Draft::Search(_)
        | Draft::Upgrade { .. }
        | Draft::Removal { .. }
        | Draft::Audit(_) => {
            ask.desk().let_go(actor, id).await?;
            Ok(Answer::Instead(refusals::dismissed(ask.language())))
        }
    }
}
