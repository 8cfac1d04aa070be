//! What was refused and can be mended is kept, so that nothing typed is lost.

use crate::{
    desk::{
        Refusal, Stop,
        draft::kinds::Draft,
        refusal::{incident::NoIncident, reason::Done},
        request::Request,
    },
    discord::{
        answer::{ask::Ask, refusals},
        look::{
            answer::Answer,
            card::{Button, Look},
            custom_id::{CustomId, Verb},
        },
    },
    words,
};

/// Whether what was typed may yet be used, mended or at another moment.
pub(in crate::discord) fn mendable(refusal: &Refusal) -> bool {
    matches!(
        refusal,
        Refusal::TooLong { .. }
            | Refusal::Empty
            | Refusal::NoSuchComponent(_)
            | Refusal::NotMinutes(_)
            | Refusal::Ticket(..)
            | Refusal::NoChannel(_)
            | Refusal::Customers(_)
            | Refusal::Incident(NoIncident::WhichPlatform | NoIncident::OtherPlatform)
    )
}

/// The answer to what was refused and is kept: why, and a button that opens the form filled in.
pub async fn kept(ask: &Ask<'_>, request: Request<'_>, draft: Draft, refusal: &Refusal) -> Done<Answer> {
    let mut work = ask.desk().work().await?;
    let id = work.keep_draft(request, &draft).await?;
    work.commit().await?;
    let language = ask.language();
    let why = refusals::text(language, refusal, &ask.desk().offer);
    let card = ask.reader().told(format!("{why}\n{}", words!(language, "form-kept")));
    let again = Button::new(CustomId::new(Verb::Form, id), words!(language, "button-form"), Look::Main);
    Ok(card.button(again).into())
}

/// As [`kept`] for what was refused and can be mended; any other stop stays what it is.
///
/// # Errors
/// The stop, where there is nothing to mend.
pub async fn keep(ask: &Ask<'_>, request: Request<'_>, draft: Draft, stop: Stop) -> Done<Answer> {
    keep_where(mendable, ask, request, draft, stop).await
}

/// As [`keep`], where it is told otherwise what can be mended.
///
/// # Errors
/// The stop, where there is nothing to mend.
pub async fn keep_where(
    mendable: fn(&Refusal) -> bool,
    ask: &Ask<'_>,
    request: Request<'_>,
    draft: Draft,
    stop: Stop,
) -> Done<Answer> {
    match stop {
        Stop::Refused(refusal) if mendable(&refusal) => kept(ask, request, draft, &refusal).await,
        stop => Err(stop),
    }
}
