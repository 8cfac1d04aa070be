//! Which tickets belong to a major incident: chosen from a menu, or pressed on a ticket; and the form of one
//! that is declared.

use serenity::all::ModalInteractionData;

use crate::{
    desk::{
        Refusal, actor::Actor, draft::kinds::Draft, incidents::Pressed, refusal::reason::Done,
        request::Request,
    },
    discord::{
        answer::ask::Ask,
        cards::incident_shown,
        forms::{incident, kept, open},
        look::answer::Answer,
    },
    rules::ids::{IncidentNumber, TicketNumber},
};

/// Tickets were chosen from the menu, which becomes what is answered.
///
/// # Errors
/// As the use case.
pub async fn chosen(
    ask: &Ask<'_>,
    request: Request<'_>,
    incident: IncidentNumber,
    chosen: &[String],
) -> Done<Answer> {
    let read = |one: &String| one.parse::<TicketNumber>().map_err(|_| Refusal::NoSuchTicket);
    let tickets = chosen.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    let file = ask.desk().tie_chosen(request, incident, &tickets).await?;
    Ok(Answer::instead(incident_shown::tied(&file, &tickets, ask.language()).into()))
}

/// Somebody pressed the button of a ticket's major incident.
///
/// # Errors
/// As the use case.
pub async fn pressed(ask: &Ask<'_>, actor: &Actor, ticket: TicketNumber) -> Done<Answer> {
    match ask.desk().press_incident(actor, ticket).await? {
        Pressed::Tied(file) => Ok(incident_shown::tied(&file, &[ticket], ask.language()).into()),
        Pressed::Declare(new) => open::open(ask, actor.into(), Draft::Incident(new)).await,
    }
}

/// The form of a major incident came back.
///
/// # Errors
/// As the use case.
pub async fn filled(ask: &Ask<'_>, request: Request<'_>, form: &ModalInteractionData) -> Done<Answer> {
    let new = incident::typed(form);
    match ask.desk().open_incident(request, new.clone()).await {
        Ok(declared) => Ok(incident_shown::declared(&declared, &ask.desk().offer, ask.language()).into()),
        Err(stop) => kept::keep(ask, request, Draft::Incident(new), stop).await,
    }
}
