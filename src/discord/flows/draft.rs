//! What is pressed, chosen or typed on a draft leads on. One table says what each draft answers to; whatever
//! stands in no row of it is an answer to what is there no more.

use serenity::all::ModalInteractionData;

use super::{contract, errand, escalate, expert_help, incident, list, open_ticket, session};
use crate::{
    desk::{
        Refusal, Stop, actor::Actor, draft::kinds::Draft, expertise::Draft as Of, refusal::reason::Done,
        request::Request,
    },
    discord::{
        answer::{ask::Ask, refusals},
        forms::open,
        look::{answer::Answer, card::all_fields},
    },
};

/// What somebody does with a draft.
#[derive(Clone, Copy)]
pub enum On<'a> {
    /// Confirms what it says.
    Confirm,
    /// Lets it go.
    Dismiss,
    /// Chooses of the tickets that it offers.
    Tickets(&'a [String]),
    /// Chooses what is to become a P1.
    P1(&'a str),
    /// Chooses a slot that it offers.
    Slot(&'a str),
    /// Turns to the page that it is.
    Page,
    /// Opens its form again.
    Form,
    /// Sends its form.
    Sent(&'a ModalInteractionData),
}

/// Does with a draft what somebody pressed, chose or sent. A draft is used up by the work that is done, so
/// that nothing is lost where the work is not.
///
/// # Errors
/// Refused when the draft was used, is another person's, or has no answer to that; otherwise as the use case.
pub async fn led_on(ask: &Ask<'_>, actor: &Actor, id: i64, on: On<'_>) -> Done<Answer> {
    let draft = match (ask.desk().draft(actor, id).await, on) {
        // A P1 that is confirmed twice was confirmed.
        (Err(Stop::Refused(Refusal::DraftGone)), On::Confirm) => {
            return escalate::before(ask, actor, id).await;
        }
        // What was typed into the form is in no draft yet.
        (Err(Stop::Refused(Refusal::DraftElsewhere(_))), On::Sent(form)) => {
            return Err(Refusal::DraftElsewhere(all_fields(form)).into());
        }
        (draft, _) => draft?,
    };
    let request = Request::of_draft(actor, id);
    match (on, draft) {
        (On::Form, draft) => open::form(id, &draft, ask),

        (On::Sent(form), Draft::Opening(opening)) => open_ticket::filled(ask, request, opening, form).await,

        (On::P1(chosen), Draft::Escalation(draft)) => escalate::chosen(ask, request, draft, chosen).await,
        (On::Sent(form), Draft::Escalation(draft)) => escalate::filled(ask, request, draft, form).await,
        (On::Confirm, draft @ (Draft::Opening(_) | Draft::Escalation(_))) => {
            escalate::confirmed(ask, actor, id, &draft).await
        }
        (On::Dismiss, Draft::Opening(_) | Draft::Escalation(_)) => escalate::dismissed(ask, actor, id).await,

        (On::Tickets([chosen]), Draft::Which(wish)) => errand::chosen(ask, request, wish, chosen).await,
        (On::Tickets(chosen), Draft::IncidentTickets { incident }) => {
            incident::chosen(ask, request, incident, chosen).await
        }
        (On::Sent(form), Draft::Incident(_)) => incident::filled(ask, request, form).await,
        (On::Sent(form), Draft::Errand { ticket, errand }) => {
            errand::filled(ask, request, (ticket, errand), form).await
        }
        (On::Confirm, Draft::Errand { ticket, errand }) => {
            errand::confirmed(ask, request, ticket, errand).await
        }

        (On::Page, Draft::Search(search)) => list::turned(ask, &search).await,
        (On::Page, Draft::Audit(asked)) => list::audited(ask, actor, asked).await,

        (On::Confirm, Draft::Upgrade { .. }) => contract::upgraded(ask, actor, id).await,
        (On::Confirm, Draft::Removal { .. }) => contract::removed(ask, actor, id).await,

        (On::Slot(chosen), Draft::Expertise(draft)) => {
            session::choose(ask, actor, (id, &draft), chosen).await
        }
        (On::Sent(form), Draft::Expertise(Of::DeclineHelp { help, .. })) => {
            expert_help::declined(ask, request, help, form).await
        }
        (On::Sent(form), Draft::Expertise(Of::Decline { session, .. })) => {
            session::declined(ask, request, session, form).await
        }
        (On::Sent(form), Draft::Expertise(Of::OtherTime { session, .. })) => {
            session::proposed(ask, request, session, form).await
        }
        (On::Sent(form), Draft::Expertise(Of::Note { session, .. })) => {
            session::noted(ask, request, session, form).await
        }
        (On::Confirm, Draft::Expertise(Of::CallOff { session, to, .. })) => {
            session::called_off(ask, actor, id, (session, to)).await
        }
        (On::Dismiss, Draft::Expertise(Of::CallOff { .. })) => session::kept(ask, actor, id).await,
        (On::Confirm, Draft::Expertise(Of::MoreUsed { .. })) => session::more(ask, actor, id, true).await,
        (On::Dismiss, Draft::Expertise(Of::MoreUsed { .. })) => session::more(ask, actor, id, false).await,
        (On::Confirm, Draft::Expertise(Of::PackOrder(_))) => session::pack(ask, actor, id, true).await,
        (On::Dismiss, Draft::Expertise(Of::PackOrder(_))) => session::pack(ask, actor, id, false).await,

        (
            On::Dismiss,
            Draft::Which(_)
            | Draft::Errand { .. }
            | Draft::Search(_)
            | Draft::Upgrade { .. }
            | Draft::Removal { .. }
            | Draft::IncidentTickets { .. }
            | Draft::Incident(_)
            | Draft::Audit(_),
        ) => {
            ask.desk().let_go(actor, id).await?;
            Ok(Answer::Instead(refusals::dismissed(ask.language())))
        }
        _ => Err(Refusal::DraftGone.into()),
    }
}
