//! Presses, choices and forms about sessions and hours: each leads to the same use case as its command.

use serenity::all::ModalInteractionData;

use super::expert_help;
use crate::{
    desk::{
        Refusal,
        actor::Actor,
        draft::kinds,
        expertise::{Draft, Slot, Wanted},
        refusal::{expertise::ExpertiseRefusal, reason::Done},
        request::Request,
    },
    discord::{
        answer::ask::Ask,
        cards,
        forms::{kept, open},
        look::{
            answer::Answer,
            card::{Card, field},
        },
        reach::experts::look_first,
    },
    rules::{
        ids::{ExpertHelpId, SessionId},
        session::{Party, SessionRefusal, State},
    },
};

/// `accept`: yes, to a session or to a request for help on a ticket.
///
/// # Errors
/// As the use case.
pub async fn accept(ask: &Ask<'_>, actor: &Actor, id: i64) -> Done<Answer> {
    if let Some(help) = ExpertHelpId::of_button(id) {
        return expert_help::accept(ask, actor, help).await;
    }
    let answered = ask.desk().accept_session(actor, SessionId::new(id)).await?;
    Ok(cards::expertise::answered(&answered, ask.language()).into())
}

/// `decline`: no, and why. A team that calls off its own request or a session that was confirmed is shown
/// what it costs instead.
///
/// # Errors
/// As the use case.
pub async fn decline(ask: &Ask<'_>, actor: &Actor, id: i64) -> Done<Answer> {
    if let Some(help) = ExpertHelpId::of_button(id) {
        return expert_help::decline(ask, actor, help).await;
    }
    let id = SessionId::new(id);
    let (desk, language) = (ask.desk(), ask.language());
    let (file, side) = desk.session_pressed(actor, id).await?;
    if side == Party::Team && matches!(file.row.state, State::Requested | State::Confirmed) {
        let preview = desk.preview_cancel(actor, &id.to_string()).await?;
        return Ok(cards::expertise::preview(&preview, &desk.offer.calendar, language).into());
    }
    desk.may_decline(actor, id).await?;
    let draft = Draft::Decline { session: id, reason: String::new() };
    open::open(ask, actor.into(), kinds::Draft::Expertise(draft)).await
}

/// `propose`: another time.
///
/// # Errors
/// As the use case.
pub async fn propose(ask: &Ask<'_>, actor: &Actor, id: SessionId) -> Done<Answer> {
    let typed = ask.desk().which_time(actor, id).await?;
    let draft = Draft::OtherTime { session: id, typed, text: String::new() };
    open::open(ask, actor.into(), kinds::Draft::Expertise(draft)).await
}

/// `note`: how a session was.
///
/// # Errors
/// As the use case.
pub async fn note(ask: &Ask<'_>, actor: &Actor, id: SessionId) -> Done<Answer> {
    let draft = ask.desk().may_note(actor, id).await?;
    open::open(ask, actor.into(), kinds::Draft::Expertise(draft)).await
}

/// `slot`: one of the slots of a menu, or of those offered before hours lapse.
///
/// # Errors
/// As the use case.
pub async fn choose(ask: &Ask<'_>, actor: &Actor, (id, draft): (i64, &Draft), chosen: &str) -> Done<Answer> {
    let (desk, language) = (ask.desk(), ask.language());
    if let Draft::Booking(booking) = draft {
        let wanted = Wanted::read(&desk.offer.calendar, chosen)?;
        look_first(ask.face(), actor, wanted, booking.minutes).await;
        let file = desk.choose_slot(actor, id, chosen).await?;
        return Ok(Answer::Instead(cards::expertise::booked(&file, language)));
    }
    if let Draft::OfferedTopic { slot, minutes } = draft {
        look_first(ask.face(), actor, Wanted::With(*slot), *minutes).await;
    }
    let pressed = desk.press_offered(actor, id, draft, chosen).await?;
    let card = cards::unused::pressed(&pressed, &desk.offer.calendar, language);
    // The offer itself stays in the channel for the others of the team.
    Ok(if let Draft::Offered { .. } = draft { Answer::Private(card) } else { Answer::Instead(card) })
}

/// A session is called off or moved, as was shown.
///
/// # Errors
/// As the use case.
pub async fn called_off(
    ask: &Ask<'_>,
    actor: &Actor,
    draft: i64,
    (session, to): (SessionId, Option<Slot>),
) -> Done<Answer> {
    if let Some(to) = to {
        let (file, _) = ask.desk().session_pressed(actor, session).await?;
        look_first(ask.face(), actor, Wanted::With(to), file.row.minutes).await;
    }
    let done = ask.desk().call_off(actor, draft).await?;
    Ok(Answer::Instead(cards::expertise::called_off(&done, ask.language())))
}

/// A session is not called off, after all.
///
/// # Errors
/// Refused when the draft was used, or is another person's.
pub async fn kept(ask: &Ask<'_>, actor: &Actor, draft: i64) -> Done<Answer> {
    ask.desk().let_go(actor, draft).await?;
    Ok(Answer::Instead(cards::expertise::kept(ask.language())))
}

/// The team agrees to more than was booked, or does not.
///
/// # Errors
/// As the use case.
pub async fn more(ask: &Ask<'_>, actor: &Actor, draft: i64, agreed: bool) -> Done<Answer> {
    let desk = ask.desk();
    let (file, minutes) =
        if agreed { desk.agree_to_more(actor, draft).await? } else { desk.refuse_more(actor, draft).await? };
    // The question stands in the team's channel: its answer is in the team's language.
    let card = cards::expertise::more_answered(&file, minutes, agreed, actor.person(), file.language);
    Ok(Answer::Instead(card))
}

/// Staff grant a pack that was ordered, or do not.
///
/// # Errors
/// As the use case.
pub async fn pack(ask: &Ask<'_>, actor: &Actor, draft: i64, granted: bool) -> Done<Answer> {
    let answered = ask.desk().answer_pack(actor, draft, granted).await?;
    let staff_reads = actor.setup()?.language;
    let (order, customer) = (&answered.order, answered.customer.name.as_str());
    let card = cards::hours::order_answered(order, customer, answered.ends_at, actor.person(), staff_reads);
    Ok(Answer::Instead(card))
}

/// The form that asked why not came back.
///
/// # Errors
/// As the use case.
pub async fn declined(
    ask: &Ask<'_>,
    request: Request<'_>,
    session: SessionId,
    form: &ModalInteractionData,
) -> Done<Answer> {
    let reason = field(form, "reason");
    let done = ask.desk().decline_session(request, session, &reason).await;
    let done = done.map(|done| cards::expertise::answered(&done, ask.language()));
    or_mended(ask, request, Draft::Decline { session, reason }, done).await
}

/// The form that asked for another time came back.
///
/// # Errors
/// As the use case.
pub async fn proposed(
    ask: &Ask<'_>,
    request: Request<'_>,
    session: SessionId,
    form: &ModalInteractionData,
) -> Done<Answer> {
    let (typed, text) = (field(form, "moment"), field(form, "text"));
    let done = ask.desk().propose_time(request, session, &typed, &text).await;
    let done = done.map(|done| cards::expertise::answered(&done, ask.language()));
    or_mended(ask, request, Draft::OtherTime { session, typed, text }, done).await
}

/// The form that asked how a session was came back.
///
/// # Errors
/// As the use case.
pub async fn noted(
    ask: &Ask<'_>,
    request: Request<'_>,
    session: SessionId,
    form: &ModalInteractionData,
) -> Done<Answer> {
    let text = field(form, "text");
    let done = ask.desk().note_session(request, session, &text).await;
    let done = done.map(|file| cards::session_note::left(&file, ask.language()));
    or_mended(ask, request, Draft::Note { session, text }, done).await
}

/// What was done; what was typed is kept where something else may do.
async fn or_mended(ask: &Ask<'_>, request: Request<'_>, typed: Draft, done: Done<Card>) -> Done<Answer> {
    match done {
        Ok(card) => Ok(card.into()),
        Err(stop) => kept::keep_where(mendable, ask, request, kinds::Draft::Expertise(typed), stop).await,
    }
}

/// Whether another text, or another moment, may do.
fn mendable(refusal: &Refusal) -> bool {
    match refusal {
        Refusal::TooLong { .. } | Refusal::Empty | Refusal::Moment(_) => true,
        Refusal::Expertise(refusal) => !matches!(
            refusal,
            ExpertiseRefusal::NoSuchSession
                | ExpertiseRefusal::AnotherExperts(_)
                | ExpertiseRefusal::Rule(SessionRefusal::NotNow { .. } | SessionRefusal::Started { .. })
        ),
        _ => false,
    }
}
