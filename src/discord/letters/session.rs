//! What is to be done on Discord for news of sessions and hours.

use anyhow::Result;

use super::plan::Plan;
use crate::{
    delivery::letter::Letter,
    desk::expertise::{News, SessionFacts, SessionFile, SessionStanding},
    discord::{
        Face,
        cards::{
            expert_help, expertise, hours, session::SessionCard, session_calendar, session_note, unused,
        },
        look::card::Card,
    },
    rules::{
        ids::EventSeq,
        session::{Party, State, Step},
    },
    store::session::SessionRow,
};

/// What is to be done for a letter.
pub(in crate::discord) async fn plan(face: &Face, letter: &Letter, news: &News) -> Result<Plan> {
    let (desk, to) = (&face.desk, letter.to);
    let (now, language) = (desk.clock.now(), letter.language);
    Ok(match news {
        News::Posted { session, side } => {
            let Some(facts) = desk.session_facts(to, *session, *side).await? else {
                return Ok(Plan::Nothing);
            };
            let mut card = SessionCard { file: &facts.file, side: *side, now }.render(language);
            if *side == Party::Team {
                card.files.extend(session_calendar::file(&facts.file, &facts.uids, &desk.offer, language));
            }
            Plan::Post(card)
        }
        News::PostedAgain { session, side } => {
            let standing = desk.session_standing(to, *session, *side).await?;
            again(standing, |file| SessionCard { file, side: *side, now }.render(language))
        }
        News::Happened { session, seq, side } => {
            let Some(facts) = desk.session_facts(to, *session, *side).await? else {
                return Ok(Plan::Nothing);
            };
            let card = SessionCard { file: &facts.file, side: *side, now }.happened(*seq, language);
            card.map_or(Plan::Nothing, |mut card| {
                if *side == Party::Team && changes_calendar(&facts.file, *seq) {
                    let file = session_calendar::file(&facts.file, &facts.uids, &desk.offer, language);
                    card.files.extend(file);
                }
                Plan::Post(card)
            })
        }
        News::NoteAsked { session } => {
            let facts = desk.session_facts(to, *session, Party::Team).await?;
            post(facts, |file| session_note::asked(file, language))
        }
        News::NoteAskedAgain { session } => {
            let standing = desk.note_standing(to, *session).await?;
            again(standing, |file| session_note::asked(file, language))
        }
        News::Reminder { session, side, starts_at } => {
            let facts = desk.session_facts(to, *session, *side).await?;
            let still = |row: &SessionRow| row.state == State::Confirmed && row.starts_at == *starts_at;
            let facts = facts.filter(|facts| still(&facts.file.row));
            post(facts, |file| SessionCard { file, side: *side, now }.reminder(language))
        }
        News::MoreUsed { session, minutes, draft } => {
            let facts = desk.session_facts(to, *session, Party::Team).await?;
            post(facts, |file| expertise::more_used(file, *minutes, *draft, language))
        }
        News::MoreRefused { session, minutes, by } => {
            let facts = desk.session_facts(to, *session, Party::Expert).await?;
            post(facts, |file| expertise::more_answered(file, *minutes, false, *by, language))
        }
        News::Unused { customer, month, left, minutes, slots } => {
            let until = month.end(&desk.offer.calendar);
            let card = unused::offer((*left, *minutes), until, slots, &desk.offer.calendar, language);
            if desk.is_offered_slots(to, *customer).await? { Plan::Post(card) } else { Plan::Nothing }
        }
        News::ExpertLeft { expert, sessions } => {
            Plan::Post(expertise::left(*expert, &desk.sessions_told(sessions).await?, language))
        }
        News::HelpAsked { help } => {
            let facts = desk.help_facts(*help).await?;
            let request = |role| expert_help::request(&facts.help, role, language);
            facts.expert_role.map_or(Plan::Nothing, |role| Plan::Post(request(role)))
        }
        News::HelpAskedAgain { help } => {
            let facts = desk.help_facts(*help).await?;
            facts.standing.zip(facts.expert_role).map_or(Plan::Nothing, |((channel, message), role)| {
                Plan::Edit(channel, message, expert_help::request(&facts.help, role, language))
            })
        }
        News::HelpJoined { help } => {
            Plan::Post(expert_help::joined(&desk.help_facts(*help).await?.help, language))
        }
        News::PackOrdered { order, draft } => {
            let customer = desk.name_of(order.customer).await?;
            Plan::Post(hours::order(order, &customer, *draft, language))
        }
        News::PackAnswered { order, .. } | News::PackGranted { order, .. }
            if !desk.hears_of(to, order.customer).await? =>
        {
            Plan::Nothing
        }
        News::PackAnswered { order, ends_at } => {
            Plan::Post(hours::told_of_order(order, *ends_at, &face.desk.offer.contact, language))
        }
        News::PackGranted { order, ends_at, reason } => {
            Plan::Post(hours::told_of_pack(order, *ends_at, reason, language))
        }
    })
}

/// What is said of a session; nothing where nobody is told.
fn post(facts: Option<SessionFacts>, card: impl FnOnce(&SessionFile) -> Card) -> Plan {
    facts.map_or(Plan::Nothing, |facts| Plan::Post(card(&facts.file)))
}

/// A message of a session becomes this one.
fn again(standing: Option<SessionStanding>, card: impl FnOnce(&SessionFile) -> Card) -> Plan {
    standing.map_or(Plan::Nothing, |standing| {
        Plan::Edit(standing.channel, standing.message, card(&standing.file))
    })
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
