//! Presses, choices and forms about sessions and hours: each leads to the same use case as its command.

use serenity::all::ModalInteractionData;

use crate::{
    desk::{Done, Refusal, Stop, actor::Actor, draft, expertise::{Draft, TEXT_MOST}},
    discord::{
        ask::{Answer, Ask},
        card::{Button, Card, Field, Form, Look, field},
        cards,
        custom_id::{CustomId, Verb},
        refusals,
        wall::zone,
    },
    rules::{ids::SessionId, session::{Party, State}},
    words,
};

/// `accept`: yes.
///
/// # Errors
/// As the use case.
pub async fn accept(ask: &Ask<'_>, actor: &Actor, id: SessionId) -> Done<Answer> {
    let answered = ask.desk().accept_session(actor, id).await?;
    Ok(cards::expertise::answered(&answered, ask.language()).into())
}

/// `decline`: no, and why. A team that calls off its own request or a session that was confirmed is shown what it costs instead.
///
/// # Errors
/// As the use case.
pub async fn decline(ask: &Ask<'_>, actor: &Actor, id: SessionId) -> Done<Answer> {
    let (desk, language) = (ask.desk(), ask.language());
    let (file, side) = desk.session_pressed(actor, id).await?;
    if side == Party::Team && matches!(file.row.state, State::Requested | State::Confirmed) {
        let preview = desk.preview_cancel(actor, &id.to_string()).await?;
        return Ok(cards::expertise::preview(&preview, &desk.offer.calendar, language).into());
    }
    let draft = desk.why_decline(actor, id).await?;
    Ok(Answer::Form(decline_form(ask, draft, file.row.state == State::Confirmed, "")))
}

/// `propose`: another time.
///
/// # Errors
/// As the use case.
pub async fn propose(ask: &Ask<'_>, actor: &Actor, id: SessionId) -> Done<Answer> {
    let (draft, typed) = ask.desk().which_time(actor, id).await?;
    Ok(Answer::Form(other_time_form(ask, draft, &typed, "")))
}

/// `slot`: one of the slots of a menu.
///
/// # Errors
/// As the use case.
pub async fn choose(ask: &Ask<'_>, actor: &Actor, draft: i64, chosen: &str) -> Done<Answer> {
    let file = ask.desk().choose_slot(actor, draft, chosen).await?;
    Ok(Answer::Instead(cards::expertise::booked(&file, ask.language())))
}

/// `confirm` and `dismiss` of a draft about sessions or hours.
///
/// # Errors
/// As the use case.
pub async fn settle(
    ask: &Ask<'_>,
    actor: &Actor,
    id: i64,
    draft: &Draft,
    confirmed: bool,
) -> Done<Answer> {
    let (desk, language) = (ask.desk(), ask.language());
    let card = match draft {
        Draft::CallOff { .. } if confirmed => {
            let done = desk.call_off(actor, id).await?;
            cards::expertise::called_off(&done, language)
        }
        Draft::CallOff { .. } => {
            desk.dismiss(actor, id).await?;
            cards::expertise::kept(language)
        }
        Draft::MoreUsed { .. } => {
            let (file, minutes) = if confirmed {
                desk.agree_to_more(actor, id).await?
            } else {
                desk.refuse_more(actor, id).await?
            };
            // The question stands in the team's channel: its answer is in the team's language.
            cards::expertise::more_answered(&file, minutes, confirmed, actor.person(), file.language)
        }
        Draft::PackOrder(_) => {
            let answered = desk.answer_pack(actor, id, confirmed).await?;
            let staff_reads = actor.setup()?.language;
            let (order, customer) = (&answered.order, answered.customer.name.as_str());
            cards::hours::order_answered(order, customer, answered.ends_at, actor.person(), staff_reads)
        }
        Draft::Booking(_) | Draft::Decline { .. } | Draft::OtherTime { .. } => {
            return Err(Refusal::DraftGone.into());
        }
    };
    Ok(Answer::Instead(card))
}

/// A form about a session came back.
///
/// # Errors
/// As the use case.
pub async fn filled(
    ask: &Ask<'_>,
    actor: &Actor,
    id: i64,
    draft: &Draft,
    form: &ModalInteractionData,
) -> Done<Answer> {
    let desk = ask.desk();
    let (kept, done) = match draft {
        Draft::Decline { session, .. } => {
            let reason = field(form, "reason");
            let done = desk.decline_session(actor, id, &reason).await;
            (Draft::Decline { session: *session, reason }, done)
        }
        Draft::OtherTime { session, .. } => {
            let (typed, text) = (field(form, "moment"), field(form, "text"));
            let done = desk.propose_time(actor, id, &typed, &text).await;
            (Draft::OtherTime { session: *session, typed, text }, done)
        }
        Draft::Booking(_) | Draft::CallOff { .. } | Draft::MoreUsed { .. } | Draft::PackOrder(_) => {
            return Err(Refusal::DraftGone.into());
        }
    };
    match done {
        Ok(answered) => Ok(cards::expertise::answered(&answered, ask.language()).into()),
        Err(Stop::Refused(refusal)) => refused_form(ask, actor, id, kept, &refusal).await,
        Err(fault) => Err(fault),
    }
}

/// What was typed is kept, and a button opens the form filled in with it. Where the session itself refuses, there is nothing to put right.
async fn refused_form(ask: &Ask<'_>, actor: &Actor, id: i64, kept: Draft, refusal: &Refusal) -> Done<Answer> {
    let mut card: Card = refusals::card(ask.language(), refusal);
    if ask.desk().amend_draft(actor, id, &draft::Draft::Expertise(kept)).await? {
        let label = words!(ask.language(), "form-again");
        card = card.button(Button::new(CustomId::new(Verb::Form, id), label, Look::Main));
    }
    Ok(card.into())
}

/// Opens a form about a session again, filled in with its draft.
///
/// # Errors
/// Refused for a draft that has no form.
pub fn form_again(ask: &Ask<'_>, id: i64, draft: &Draft) -> Done<Answer> {
    match draft {
        Draft::Decline { reason, .. } => Ok(Answer::Form(decline_form(ask, id, false, reason))),
        Draft::OtherTime { typed, text, .. } => Ok(Answer::Form(other_time_form(ask, id, typed, text))),
        Draft::Booking(_) | Draft::CallOff { .. } | Draft::MoreUsed { .. } | Draft::PackOrder(_) => {
            Err(Refusal::DraftGone.into())
        }
    }
}

fn decline_form(ask: &Ask<'_>, draft: i64, calls_off: bool, reason: &str) -> Form {
    let title = if calls_off { "form-call-off" } else { "form-decline" };
    let label = words!(ask.language(), "form-decline-reason");
    Form {
        id: CustomId::new(Verb::Form, draft),
        title: words!(ask.language(), title),
        fields: vec![text_field("reason", label, reason)],
    }
}

fn other_time_form(ask: &Ask<'_>, draft: i64, typed: &str, text: &str) -> Form {
    let language = ask.language();
    let label = words!(language, "form-other-time-moment", zone = zone(&ask.desk().offer.calendar));
    let moment =
        Field { name: "moment", label, value: typed.to_owned(), required: true, long: false, most: 40 };
    Form {
        id: CustomId::new(Verb::Form, draft),
        title: words!(language, "form-other-time"),
        fields: vec![moment, text_field("text", words!(language, "form-other-time-text"), text)],
    }
}

fn text_field(name: &'static str, label: String, value: &str) -> Field {
    let most = u16::try_from(TEXT_MOST).unwrap_or(u16::MAX);
    Field { name, label, value: value.to_owned(), required: false, long: true, most }
}
