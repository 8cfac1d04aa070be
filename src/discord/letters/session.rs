//! What is to be done on Discord for news of sessions and hours.

use anyhow::{Context, Result};

use super::plan::Plan;
use crate::{
    delivery::letter::Letter,
    desk::{
        expertise::{News, SessionFile, help as expertise_help, help_key, note_key, read, standing},
        say::message::Destination,
    },
    discord::{
        Face,
        cards::{
            expert_help, expertise, hours, session::SessionCard, session_calendar, session_note, unused,
        },
        look::card::Card,
        reach::experts::look_up,
    },
    rules::{
        ids::{CustomerId, EventSeq, SessionId},
        session::{Party, State, Step},
    },
    store::{self, Conn, customer::Reach},
};

/// What is to be done for a letter.
pub(in crate::discord) async fn plan(face: &Face, letter: &Letter, news: &News) -> Result<Plan> {
    if let News::LookUp { expert } = news {
        // Before a reader is taken, which nobody else has while Discord is waited for.
        look_up(face, *expert).await?;
        return Ok(Plan::Nothing);
    }
    let (now, language) = (face.desk.clock.now(), letter.language);
    let conn = &mut *face.desk.store.read().await?;
    if !still_theirs(conn, letter.to, news).await? {
        return Ok(Plan::Nothing);
    }
    Ok(match news {
        News::Posted { session, side } => {
            let file = open(conn, *session).await?;
            let mut card = SessionCard { file: &file, side: *side, now }.render(language);
            if *side == Party::Team {
                let uids = store::desk::uids(conn).await?;
                card.files.extend(session_calendar::file(&file, &uids, &face.desk.offer, language));
            }
            Plan::Post(card)
        }
        News::PostedAgain { session, side } => {
            let file = open(conn, *session).await?;
            let card = SessionCard { file: &file, side: *side, now }.render(language);
            again(conn, letter, &standing(*session, *side), card).await?
        }
        News::Happened { session, seq, side } => {
            let file = open(conn, *session).await?;
            let uids = store::desk::uids(conn).await?;
            let card = SessionCard { file: &file, side: *side, now }.happened(*seq, language);
            card.map_or(Plan::Nothing, |mut card| {
                if *side == Party::Team && changes_calendar(&file, *seq) {
                    card.files.extend(session_calendar::file(&file, &uids, &face.desk.offer, language));
                }
                Plan::Post(card)
            })
        }
        News::NoteAsked { session } => {
            Plan::Post(session_note::asked(&open(conn, *session).await?, language))
        }
        News::NoteAskedAgain { session } => {
            let file = open(conn, *session).await?;
            again(conn, letter, &note_key(*session), session_note::asked(&file, language)).await?
        }
        News::Reminder { session, side, starts_at } => {
            let file = open(conn, *session).await?;
            if file.row.state != State::Confirmed || file.row.starts_at != *starts_at {
                return Ok(Plan::Nothing);
            }
            Plan::Post(SessionCard { file: &file, side: *side, now }.reminder(language))
        }
        News::MoreUsed { session, minutes, draft } => {
            let file = open(conn, *session).await?;
            Plan::Post(expertise::more_used(&file, *minutes, *draft, language))
        }
        News::MoreRefused { session, minutes, by } => {
            let file = open(conn, *session).await?;
            Plan::Post(expertise::more_answered(&file, *minutes, false, *by, language))
        }
        News::Unused { customer, month, left, minutes, slots } => {
            let wanted = store::contract::settings(conn, *customer).await?.unused_hours;
            let until = month.end(&face.desk.offer.calendar);
            let card = unused::offer((*left, *minutes), until, slots, &face.desk.offer.calendar, language);
            if wanted { Plan::Post(card) } else { Plan::Nothing }
        }
        News::LookUp { .. } => Plan::Nothing,
        News::ExpertLeft { expert, sessions } => {
            let mut files = Vec::new();
            for session in sessions {
                files.push(open(conn, *session).await?);
            }
            Plan::Post(expertise::left(*expert, &files, language))
        }
        News::HelpAsked { help } => {
            let help = expertise_help(conn, *help).await?;
            let setup = store::desk::setup(conn).await?;
            setup.map_or(Plan::Nothing, |setup| {
                Plan::Post(expert_help::request(&help, setup.expert_role, language))
            })
        }
        News::HelpAskedAgain { help } => {
            let said = store::outbox::place_of(conn, &help_key(*help)).await?;
            let help = expertise_help(conn, *help).await?;
            let setup = store::desk::setup(conn).await?;
            said.zip(setup).map_or(Plan::Nothing, |((channel, message), setup)| {
                Plan::Edit(channel, message, expert_help::request(&help, setup.expert_role, language))
            })
        }
        News::HelpJoined { help } => {
            Plan::Post(expert_help::joined(&expertise_help(conn, *help).await?, language))
        }
        News::PackOrdered { order, draft } => {
            let customer = store::customer::get(conn, order.customer).await?;
            Plan::Post(hours::order(order, &customer.name, *draft, language))
        }
        News::PackAnswered { order, ends_at } => {
            Plan::Post(hours::told_of_order(order, *ends_at, &face.desk.offer.contact, language))
        }
        News::PackGranted { order, ends_at, reason } => {
            Plan::Post(hours::told_of_pack(order, *ends_at, reason, language))
        }
    })
}

/// A message of that key becomes this one; in a channel that the desk no longer speaks in for them, the old
/// message is left alone.
async fn again(conn: &mut Conn, letter: &Letter, key: &str, card: Card) -> Result<Plan> {
    let Some((channel, message)) = store::outbox::place_of(conn, key).await? else {
        return Ok(Plan::Nothing);
    };
    // Where its own channel took nothing, another of the same team has it.
    let theirs = match letter.to.channel() {
        Some(own) if own == channel => true,
        Some(own) => {
            let own = store::customer::linked_to(conn, own).await?.map(|customer| customer.id);
            own.is_some()
                && own == store::customer::linked_to(conn, channel).await?.map(|customer| customer.id)
        }
        None => false,
    };
    Ok(if theirs { Plan::Edit(channel, message, card) } else { Plan::Nothing })
}

/// Whether a step changes what stands in the team's calendar. A session that was moved is told there by the
/// one in its place.
fn changes_calendar(file: &SessionFile, seq: EventSeq) -> bool {
    let step = file.events.iter().find(|event| event.seq == seq).map(|event| event.step);
    step.is_some_and(|step| match step {
        Step::Asked
        | Step::Offered
        | Step::Accepted
        | Step::Declined
        | Step::OtherTime
        | Step::Withdrawn
        | Step::Released
        | Step::Cancelled => true,
        Step::Moved | Step::Delivered | Step::NoShow | Step::MoreUsed | Step::Noted => false,
    })
}

/// Whether a channel of a team still speaks for the customer whose news it is: linked to another since, it
/// hears nothing.
async fn still_theirs(conn: &mut Conn, to: Destination, news: &News) -> Result<bool> {
    match told(conn, news).await? {
        Some(customer) => speaks_for(conn, to, customer).await,
        None => Ok(true),
    }
}

/// Whether a channel speaks for a customer now; what is no channel by itself always does.
pub(in crate::discord) async fn speaks_for(
    conn: &mut Conn,
    to: Destination,
    customer: CustomerId,
) -> Result<bool> {
    let Destination::Channel(channel) = to else { return Ok(true) };
    let linked = store::customer::linked_to(conn, channel).await?;
    Ok(linked.is_some_and(|linked| linked.id == customer))
}

/// The customer whose team is told; none where it is staff.
async fn told(conn: &mut Conn, news: &News) -> Result<Option<CustomerId>> {
    let session = match news {
        News::Posted { session, side }
        | News::PostedAgain { session, side }
        | News::Happened { session, side, .. }
        | News::Reminder { session, side, .. } => (*side == Party::Team).then_some(*session),
        News::MoreUsed { session, .. } | News::NoteAsked { session } | News::NoteAskedAgain { session } => {
            Some(*session)
        }
        News::MoreRefused { .. }
        | News::LookUp { .. }
        | News::ExpertLeft { .. }
        | News::HelpAsked { .. }
        | News::HelpAskedAgain { .. }
        | News::HelpJoined { .. }
        | News::PackOrdered { .. } => None,
        News::Unused { customer, .. } => return Ok(Some(*customer)),
        News::PackAnswered { order, .. } | News::PackGranted { order, .. } => {
            return Ok(Some(order.customer));
        }
    };
    let Some(session) = session else { return Ok(None) };
    let row = store::session::find(conn, Reach::Staff, session).await?;
    Ok(row.map(|row| row.customer))
}

async fn open(conn: &mut Conn, id: SessionId) -> Result<SessionFile> {
    read(conn, Reach::Staff, id).await?.with_context(|| format!("session {id} is not there"))
}
