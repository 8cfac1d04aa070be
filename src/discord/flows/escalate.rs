//! On the way to a P1: which ticket, what is missing, the confirmation and what it is answered. Commands,
//! buttons, menus and forms meet here.

use serenity::all::ModalInteractionData;

use crate::{
    desk::{
        Refusal, Stop,
        actor::Actor,
        draft::kinds::Draft,
        p1::{
            confirm::{Confirmed, Dismissed},
            escalate::{Impact, Step},
            escalation::{Escalation, Target},
        },
        refusal::reason::Done,
        request::Request,
        ticket::opening::Opening,
    },
    discord::{
        answer::ask::Ask,
        cards::{self, messages},
        forms::{escalate::form, kept},
        look::{
            answer::Answer,
            card::field,
            custom_id::{CustomId, Verb},
        },
        reach::files,
    },
    rules::{event::Category, ids::TicketNumber},
};

/// The next thing that is shown on the way to a P1.
///
/// # Errors
/// As [`crate::desk::Desk::ask_p1`].
pub async fn next(
    ask: &Ask<'_>,
    request: Request<'_>,
    escalation: Escalation,
    impact: Impact,
) -> Done<Answer> {
    let language = ask.language();
    let step = match ask.desk().ask_p1(request, escalation.clone(), impact).await {
        Ok(step) => step,
        Err(stop) => return kept::keep(ask, request, Draft::Escalation(escalation), stop).await,
    };
    Ok(match step {
        Step::Choose { draft, fitting } => {
            cards::escalate::choose(draft, &fitting, phone(ask), language).into()
        }
        Step::Write { draft, escalation } => {
            Answer::Form(form(CustomId::new(Verb::Form, draft), &escalation, language))
        }
        Step::Confirm(asked) => {
            let (offer, now) = (&ask.desk().offer, ask.desk().clock.now());
            cards::escalate::Confirmation { asked: &asked, offer, now }.render(language).into()
        }
    })
}

/// A new P1 that was typed with `/ticket open` is put before the person.
///
/// # Errors
/// As [`crate::desk::Desk::ask_new_p1`], where there is nothing to mend.
pub async fn confirm_new(ask: &Ask<'_>, request: Request<'_>, opening: Opening) -> Done<Answer> {
    let asked = match ask.desk().ask_new_p1(request, &opening).await {
        Ok(asked) => asked,
        Err(Stop::Refused(refusal @ Refusal::AccountNeverP1)) => {
            // What was typed is kept as what it would have to be.
            let incident = Opening { category: Some(Category::Incident), ..opening };
            return kept::kept(ask, request, Draft::Opening(incident), &refusal).await;
        }
        Err(stop) => return kept::keep(ask, request, Draft::Opening(opening), stop).await,
    };
    let (offer, now) = (&ask.desk().offer, ask.desk().clock.now());
    Ok(cards::escalate::Confirmation { asked: &asked, offer, now }.render(ask.language()).into())
}

/// Pressed on a ticket: that one.
///
/// # Errors
/// As [`crate::desk::Desk::ask_p1`].
pub async fn pressed(ask: &Ask<'_>, actor: &Actor, ticket: TicketNumber) -> Done<Answer> {
    let escalation = Escalation { target: Target::Ticket(ticket), ..Escalation::default() };
    next(ask, actor.into(), escalation, Impact::AsTold).await
}

/// Chosen from a menu: what is to become a P1.
///
/// # Errors
/// As [`crate::desk::Desk::ask_p1`].
pub async fn chosen(
    ask: &Ask<'_>,
    request: Request<'_>,
    escalation: Escalation,
    chosen: &str,
) -> Done<Answer> {
    let target = chosen.parse().map_or(Target::New, Target::Ticket);
    next(ask, request, Escalation { target, ..escalation }, Impact::AsTold).await
}

/// The form came back.
///
/// # Errors
/// As [`crate::desk::Desk::ask_p1`].
pub async fn filled(
    ask: &Ask<'_>,
    request: Request<'_>,
    mut escalation: Escalation,
    form: &ModalInteractionData,
) -> Done<Answer> {
    escalation.impact = field(form, "impact") + &field(form, "impact-more");
    if !matches!(escalation.target, Target::Ticket(_)) {
        escalation.subject = field(form, "subject");
    }
    next(ask, request, escalation, Impact::Asked).await
}

/// Carries out what was confirmed.
///
/// # Errors
/// As [`crate::desk::Desk::confirm`].
pub async fn confirmed(ask: &Ask<'_>, actor: &Actor, id: i64, draft: &Draft) -> Done<Answer> {
    let language = ask.language();
    let (offer, now) = (&ask.desk().offer, ask.desk().clock.now());
    let mut fetched = Vec::new();
    if let Draft::Opening(opening) = draft {
        match files::of_opening(ask.face(), actor, opening, files::OF_A_P1).await {
            Ok(files) => fetched = files,
            // It is refused below, or was confirmed by another press: nothing is fetched for it.
            Err(Stop::Refused(_)) => {}
            Err(stop) => return Err(stop),
        }
    }
    Ok(match ask.desk().confirm(actor, id, &fetched).await? {
        Confirmed::Opened(file) => {
            let during = ask.desk().opened_during(&file).await?;
            let mut card = cards::escalate::opened(&file, during.as_ref(), (offer, now), language);
            if let Some(left_out) = messages::left_out(&fetched, offer, language) {
                card.content.push('\n');
                card.content.push_str(&left_out);
            }
            Answer::Instead(card)
        }
        Confirmed::Escalated(file) => {
            Answer::Instead(cards::escalate::escalated(&file, offer, now, language))
        }
        Confirmed::Before(ticket) => cards::escalate::before(ticket, phone(ask), language).into(),
    })
}

/// It was confirmed before: what it became then.
///
/// # Errors
/// Refused when it became nothing, or is another person's.
pub async fn before(ask: &Ask<'_>, actor: &Actor, id: i64) -> Done<Answer> {
    let ticket = ask.desk().confirmed_before(actor, id).await?;
    Ok(cards::escalate::before(ticket, phone(ask), ask.language()).into())
}

/// Lets a draft go.
///
/// # Errors
/// As [`crate::desk::Desk::dismiss`].
pub async fn dismissed(ask: &Ask<'_>, actor: &Actor, draft: i64) -> Done<Answer> {
    Ok(Answer::Instead(match ask.desk().dismiss(actor, draft).await? {
        Dismissed::New { draft } => cards::escalate::not_opened(draft, phone(ask), ask.language()),
        Dismissed::Ticket(ticket) => cards::escalate::not_escalated(ticket, phone(ask), ask.language()),
    }))
}

/// Support's phone: every text on the way to a P1 carries it.
fn phone<'a>(ask: &Ask<'a>) -> &'a str {
    &ask.desk().offer.contact.phone
}
