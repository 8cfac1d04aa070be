//! Lists with pages. A button names a draft that says what is looked for; whose tickets are shown follows from who presses, and where.

use super::{
    ask::{Answer, Ask},
    cards::{audit, ticket_list},
};
use crate::desk::{
    Done, Refusal,
    actor::Actor,
    draft::Draft,
    finding::{Found, PAGE, Search},
};

/// A page of a list, with buttons to those beside it.
///
/// # Errors
/// As [`crate::desk::Desk::find_tickets`].
pub async fn page(ask: &Ask<'_>, search: &Search) -> Done<Answer> {
    let actor = ask.actor().await?;
    let found = ask.desk().find_tickets(&actor, search).await?;
    let (before, after) = beside(ask, &actor, &found).await?;
    Ok(ticket_list::List { found: &found, before, after }.render(ask.language()).into())
}

/// Another page, in place of the one on which was pressed.
///
/// # Errors
/// Refused when the page is not that person's.
pub async fn turned(ask: &Ask<'_>, actor: &Actor, id: i64) -> Done<Answer> {
    match ask.desk().draft(actor, id).await? {
        Draft::Search(search) => Ok(match page(ask, &search).await? {
            Answer::Private(card) => Answer::Instead(card),
            other => other,
        }),
        Draft::Audit(asked) => {
            let page = ask.desk().audit_page(actor, asked).await?;
            Ok(Answer::Instead(audit::page(&page, ask.language())))
        }
        Draft::Opening(_)
        | Draft::Escalation(_)
        | Draft::Which(_)
        | Draft::Errand { .. }
        | Draft::Expertise(_)
        | Draft::Upgrade { .. }
        | Draft::Removal { .. } => Err(Refusal::DraftGone.into()),
    }
}

/// The drafts of the pages before and after this one.
async fn beside(ask: &Ask<'_>, actor: &Actor, found: &Found) -> Done<(Option<i64>, Option<i64>)> {
    let here = found.search.skip;
    let places = [(here > 0).then_some(here - PAGE), (here + PAGE < found.total).then_some(here + PAGE)];
    let mut drafts = [None, None];
    for (draft, place) in drafts.iter_mut().zip(places) {
        if let Some(skip) = place {
            let search = Search { skip, ..found.search.clone() };
            *draft = Some(ask.desk().page(actor, &Draft::Search(search)).await?);
        }
    }
    let [before, after] = drafts;
    Ok((before, after))
}
