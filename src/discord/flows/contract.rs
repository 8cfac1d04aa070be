//! What a contract's confirmation leads to.

use crate::{
    desk::{actor::Actor, refusal::reason::Done},
    discord::{answer::ask::Ask, cards, look::answer::Answer},
};

/// The manager confirms a move up.
///
/// # Errors
/// As the use case.
pub(in crate::discord) async fn upgraded(ask: &Ask<'_>, actor: &Actor, draft: i64) -> Done<Answer> {
    let changed = ask.desk().upgrade(actor, draft).await?;
    Ok(Answer::Instead(cards::level::changed(&changed, &ask.desk().offer.calendar, ask.language())))
}

/// Staff confirm that a customer is served no longer.
///
/// # Errors
/// As the use case.
pub(in crate::discord) async fn removed(ask: &Ask<'_>, actor: &Actor, draft: i64) -> Done<Answer> {
    let left = ask.desk().remove_customer(actor, draft).await?;
    Ok(Answer::Instead(cards::customer::removed(&left, ask.language())))
}
