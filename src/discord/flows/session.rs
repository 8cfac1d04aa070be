//! Presses, choices and forms about sessions and hours: each leads to the same use case as its command.

use serenity::all::ModalInteractionData;

use super::expert_help;
use crate::{
    desk::{
        Refusal, Stop,
        actor::Actor,
        draft::kinds,
        expertise::{Draft, Wanted},
        refusal::{self, reason::Done},
    },
    discord::{
        answer::ask::Ask,
        cards,
        forms::{kept, open},
        look::{answer::Answer, card::field},
        reach::experts::look_first,
    },
    rules::{
        ids::{HelpId, SessionId},
        session::{self, Party, State},
    },
};

/// `accept`: yes, to a session or to a request for help on a ticket.
///
/// # Errors
/// As the use case.
pub async fn accept(ask: &Ask<'_>, actor: &Actor, id: i64) -> Done<Answer> {
    if let Some(help) = HelpId::of_button(id) {
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
    if let Some(help) = HelpId::of_button(id) {
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
    open::open(ask, actor, kinds::Draft::Expertise(draft)).await
}

/// `propose`: another time.
///
/// # Errors
/// As the use case.
pub async fn propose(ask: &Ask<'_>, actor: &Actor, id: SessionId) -> Done<Answer> {
    let typed = ask.desk().which_time(actor, id).await?;
    let draft = Draft::OtherTime { session: id, typed, text: String::new() };
    open::open(ask, actor, kinds::Draft::Expertise(draft)).await
}

/// `note`: how a session was.
///
/// # Errors
/// As the use case.
pub async fn note(ask: &Ask<'_>, actor: &Actor, id: SessionId) -> Done<Answer> {
    let draft = ask.desk().may_note(actor, id).await?;
    open::open(ask, actor, kinds::Draft::Expertise(draft)).await
}

/// `slot`: one of the slots of a menu, or of those offered before hours lapse.
///
/// # Errors
/// As the use case.
pub async fn choose(ask: &Ask<'_>, actor: &Actor, id: i64, chosen: &str) -> Done<Answer> {
    let (desk, language) = (ask.desk(), ask.language());
    let kinds::Draft::Expertise(draft) = desk.draft(actor, id).await? else {
        return Err(Refusal::DraftGone.into());
    };
    if let Draft::Booking(booking) = &draft {
        let wanted = Wanted::read(&desk.offer.calendar, chosen)?;
        look_first(ask.face(), actor, wanted, booking.minutes).await;
        let file = desk.choose_slot(actor, id, chosen).await?;
        return Ok(Answer::Instead(cards::expertise::booked(&file, language)));
    }
    if let Draft::OfferedTopic { slot, minutes } = &draft {
        look_first(ask.face(), actor, Wanted::With(*slot), *minutes).await;
    }
    let pressed = desk.press_offered(actor, id, &draft, chosen).await?;
    let card = cards::unused::pressed(&pressed, &desk.offer.calendar, language);
    // The offer itself stays in the channel for the others of the team.
    Ok(if let Draft::Offered { .. } = draft { Answer::Private(card) } else { Answer::Instead(card) })
}

/// `confirm` and `dismiss` of a draft about sessions or hours.
///
/// # Errors
/// As the use case.
pub async fn settle(ask: &Ask<'_>, actor: &Actor, id: i64, draft: &Draft, confirmed: bool) -> Done<Answer> {
    let (desk, language) = (ask.desk(), ask.language());
    let card = match draft {
        Draft::CallOff { session, to, .. } if confirmed => {
            if let Some(to) = to {
                let (file, _) = desk.session_pressed(actor, *session).await?;
                look_first(ask.face(), actor, Wanted::With(*to), file.row.minutes).await;
            }
            let done = desk.call_off(actor, id).await?;
            cards::expertise::called_off(&done, language)
        }
        Draft::CallOff { .. } => {
            desk.let_go(actor, id).await?;
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
        Draft::Booking(_)
        | Draft::Offered { .. }
        | Draft::OtherSlots { .. }
        | Draft::OfferedTopic { .. }
        | Draft::Decline { .. }
        | Draft::DeclineHelp { .. }
        | Draft::OtherTime { .. }
        | Draft::Note { .. } => {
            return Err(Refusal::DraftGone.into());
        }
    };
    Ok(Answer::Instead(card))
}

/// A form about a session came back.
///
/// # Errors
/// As the use case.
pub async fn filled(ask: &Ask<'_>, actor: &Actor, draft: Draft, form: &ModalInteractionData) -> Done<Answer> {
    let (desk, language) = (ask.desk(), ask.language());
    let (kept, done) = match draft {
        Draft::Decline { session, .. } => {
            let reason = field(form, "reason");
            let done = desk.decline_session(actor, session, &reason).await;
            (Draft::Decline { session, reason }, done.map(|done| cards::expertise::answered(&done, language)))
        }
        Draft::DeclineHelp { help, .. } => {
            return expert_help::declined(ask, actor, help, field(form, "reason")).await;
        }
        Draft::OtherTime { session, .. } => {
            let (typed, text) = (field(form, "moment"), field(form, "text"));
            let done = desk.propose_time(actor, session, &typed, &text).await;
            let done = done.map(|done| cards::expertise::answered(&done, language));
            (Draft::OtherTime { session, typed, text }, done)
        }
        Draft::Note { session, .. } => {
            let text = field(form, "text");
            let done = desk.note_session(actor, session, &text).await;
            (Draft::Note { session, text }, done.map(|file| cards::session_note::left(&file, language)))
        }
        Draft::Booking(_)
        | Draft::Offered { .. }
        | Draft::OtherSlots { .. }
        | Draft::OfferedTopic { .. }
        | Draft::CallOff { .. }
        | Draft::MoreUsed { .. }
        | Draft::PackOrder(_) => {
            return Err(Refusal::DraftGone.into());
        }
    };
    match done {
        Ok(card) => Ok(card.into()),
        Err(Stop::Refused(refusal)) if mendable(&refusal) => {
            kept::kept(ask, actor, kinds::Draft::Expertise(kept), &refusal).await
        }
        Err(stop) => Err(stop),
    }
}

/// Whether another text, or another moment, may do.
fn mendable(refusal: &Refusal) -> bool {
    match refusal {
        Refusal::TooLong { .. } | Refusal::Empty | Refusal::Moment(_) => true,
        Refusal::Expertise(refusal) => !matches!(
            refusal,
            refusal::expertise::Refusal::NoSuchSession
                | refusal::expertise::Refusal::AnotherExperts(_)
                | refusal::expertise::Refusal::Rule(
                    session::Refusal::NotNow { .. } | session::Refusal::Started { .. }
                )
        ),
        Refusal::NotSetUp
        | Refusal::NotLinked
        | Refusal::ReadsOnly
        | Refusal::DirectMessage
        | Refusal::NotAgent
        | Refusal::NotExpert
        | Refusal::NotAdministrator
        | Refusal::NotManager
        | Refusal::StaffActAsStaff
        | Refusal::AlreadyDone
        | Refusal::NoRoom
        | Refusal::NoSuchTicket
        | Refusal::WhichTicket
        | Refusal::Ticket(..)
        | Refusal::OpenedFrom(_)
        | Refusal::NoChannel(_)
        | Refusal::NoAgent(_)
        | Refusal::NoSuchComponent(_)
        | Refusal::Gone(_)
        | Refusal::Customers(_)
        | Refusal::Maintenance(_)
        | Refusal::Level(_)
        | Refusal::Report(_)
        | Refusal::NothingToChange
        | Refusal::DraftGone
        | Refusal::DraftElsewhere(_)
        | Refusal::NotMinutes(_)
        | Refusal::AccountNeverP1 => false,
    }
}
