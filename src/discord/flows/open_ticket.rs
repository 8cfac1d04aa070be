//! A ticket is opened: by a command, from a message, or by staff for a customer; a form asks for what is
//! missing.

use serenity::all::ModalInteractionData;

use super::escalate;
use crate::{
    desk::{
        Refusal,
        actor::Actor,
        draft::kinds::Draft,
        refusal::{reason::Done, setup::Gone},
        request::Request,
        ticket::opening::Opening,
    },
    discord::{
        answer::ask::Ask,
        cards::{
            self,
            incident::{self, Told},
            messages,
        },
        forms::{kept, open},
        look::{
            answer::Answer,
            card::{Card, field},
        },
        reach::files,
    },
    rules::event::Priority,
    words,
};

/// Opens a ticket, or asks for what is missing. What is refused is kept, with a button that opens the form
/// filled in.
///
/// # Errors
/// As [`crate::desk::Desk::open_ticket`], where there is nothing to mend.
pub async fn open_or_ask(ask: &Ask<'_>, opening: Opening) -> Done<Answer> {
    let actor = ask.actor().await?;
    open_as(ask, (&actor).into(), opening).await
}

async fn open_as(ask: &Ask<'_>, request: Request<'_>, opening: Opening) -> Done<Answer> {
    may_open(request.by, &opening)?;
    if opening.subject.trim().is_empty() || opening.description.trim().is_empty() {
        if let Some(card) = before_the_form(ask, request, &opening).await? {
            return Ok(card.into());
        }
        return open::open(ask, request, Draft::Opening(opening)).await;
    }
    if opening.priority == Some(Priority::P1) {
        return escalate::confirm_new(ask, request, opening).await;
    }
    let fetched = match files::of_opening(ask.face(), request.by, &opening, files::OF_AN_ANSWER).await {
        Ok(fetched) => fetched,
        Err(stop) => return kept::keep(ask, request, Draft::Opening(opening), stop).await,
    };
    let opened = match ask.desk().open_ticket(request, &opening, &fetched).await {
        Ok(opened) => opened,
        Err(stop) => return kept::keep(ask, request, Draft::Opening(opening), stop).await,
    };
    let mut card = cards::ticket::opened(&opened, &ask.desk().offer, ask.desk().clock.now(), ask.language());
    if let Some(left_out) = messages::left_out(&fetched, &ask.desk().offer, ask.language()) {
        card.content.push('\n');
        card.content.push_str(&left_out);
    }
    if request.by.gone.iter().any(|gone| matches!(gone, Gone::SupportChannel(_))) {
        let phone = ask.desk().offer.contact.phone.as_str();
        card.content.push('\n');
        card.content.push_str(&words!(ask.language(), "ticket-unseen", phone = phone));
    }
    Ok(card.into())
}

/// What a team reads before a form, while a major incident is open on the platform: a P1's confirmation says
/// it after.
async fn before_the_form(ask: &Ask<'_>, request: Request<'_>, opening: &Opening) -> Done<Option<Card>> {
    if opening.for_customer.is_some() || opening.priority == Some(Priority::P1) {
        return Ok(None);
    }
    let Some(file) = ask.desk().going_on(request.by, opening).await? else { return Ok(None) };
    let draft = open::keep(ask, request, &Draft::Opening(opening.clone())).await?;
    let told = Told { file: &file, offer: &ask.desk().offer, now: ask.desk().clock.now() };
    Ok(Some(incident::before_the_form(&told, draft, ask.language())))
}

/// The form of a ticket came back.
///
/// # Errors
/// As [`open_or_ask`].
pub async fn filled(
    ask: &Ask<'_>,
    request: Request<'_>,
    mut opening: Opening,
    form: &ModalInteractionData,
) -> Done<Answer> {
    opening.subject = field(form, "subject");
    opening.description = field(form, "description") + &field(form, "description-more");
    let component = field(form, "component");
    if !component.is_empty() {
        opening.component = Some(component);
    }
    open_as(ask, request, opening).await
}

/// Whether somebody may open it at all: the team for itself, agents for a customer.
fn may_open(actor: &Actor, opening: &Opening) -> Result<(), Refusal> {
    match opening.for_customer {
        Some(_) => actor.as_agent(),
        None => actor.as_team().map(drop),
    }
}
