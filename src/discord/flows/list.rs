//! Lists with pages. A button names a draft that says what is looked for; whose tickets are shown follows
//! from whoever presses, and where.

use crate::{
    desk::{
        actor::Actor,
        draft::{
            kinds::Draft,
            search::{AuditSearch, PAGE, Search},
        },
        looks::Found,
        refusal::reason::Done,
    },
    discord::{
        answer::ask::Ask,
        cards::{audit, ticket_list},
        look::answer::Answer,
    },
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

/// Another page of tickets, in place of the one on which was pressed.
///
/// # Errors
/// As [`page`].
pub async fn turned(ask: &Ask<'_>, search: &Search) -> Done<Answer> {
    page(ask, search).await.map(Answer::instead)
}

/// Another page of the audit, in place of the one on which was pressed.
///
/// # Errors
/// Refused when the page is not that person's.
pub async fn audited(ask: &Ask<'_>, actor: &Actor, asked: AuditSearch) -> Done<Answer> {
    let page = ask.desk().audit_page(actor, asked).await?;
    Ok(Answer::Instead(audit::page(&page, &ask.desk().offer, ask.language())))
}

/// The drafts of the pages before and after this one.
async fn beside(ask: &Ask<'_>, actor: &Actor, found: &Found) -> Done<(Option<i64>, Option<i64>)> {
    let here = found.search.skip;
    let places =
        [(here - PAGE, here > 0, found.before), (here + PAGE, here + PAGE < found.total, found.after)];
    let mut drafts = [None, None];
    for (draft, (skip, is_there, kept)) in drafts.iter_mut().zip(places) {
        if is_there {
            *draft = match kept {
                Some(id) => Some(id),
                None => Some(ask.desk().page(actor, &Draft::Search(found.search.from(skip))).await?),
            };
        }
    }
    let [before, after] = drafts;
    Ok((before, after))
}
