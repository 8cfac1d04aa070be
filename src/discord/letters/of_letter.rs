//! What a letter says now, from what is on record.

use std::sync::Arc;

use anyhow::{Context, Result};

use super::plan::Plan;
use crate::{
    delivery::letter::Letter,
    desk::{
        maintenance::NoticeDue,
        say::{
            key::Key,
            message::{Destination, Say},
        },
        ticket::file::TicketFile,
    },
    discord::{
        Face,
        cards::{board, customer, messages, p1, page, receipts, said, ticket},
        heard::told::made_at,
        letters,
        look::card::Card,
    },
    rules::{
        ids::{ChannelId, EventSeq, MessageId, TicketNumber},
        language::Language,
        thread::WhichThread,
    },
    store::ticket::TicketRow,
};

/// What is to be done on Discord for a letter.
///
/// # Errors
/// When the facts cannot be read.
pub async fn plan(face: &Face, letter: &Letter) -> Result<Plan> {
    let now = face.desk.clock.now();
    let offer = &face.desk.offer;
    let language = letter.language;
    Ok(match &letter.say {
        Say::TicketPosted { ticket } => {
            let (file, card) = posted(face, *ticket, language).await?;
            Plan::PostThreaded(card, said::ticket::thread_name(&file.row))
        }
        Say::TicketPostedAgain { ticket } => {
            let (file, card) = posted(face, *ticket, language).await?;
            file.row
                .team_message
                .map_or(Plan::Nothing, |message| Plan::Edit(file.row.team_channel, message, card))
        }
        Say::Card { ticket } => Plan::Post(card(face, *ticket, language).await?.1),
        Say::CardAgain { ticket } => {
            let (file, card) = card(face, *ticket, language).await?;
            file.row
                .card_message
                .map_or(Plan::Nothing, |message| Plan::Edit(file.row.card_channel, message, card))
        }
        Say::TeamThread { ticket } => {
            let row = &face.desk.ticket_told(*ticket).await?.row;
            thread(row, row.team_channel, row.team_message)
        }
        Say::StaffThread { ticket } => {
            let row = &face.desk.ticket_told(*ticket).await?.row;
            thread(row, row.card_channel, row.card_message)
        }
        Say::Happened { ticket, seq } => {
            let file = face.desk.ticket_told(*ticket).await?;
            let text = face.desk.text_of(*ticket, *seq).await?;
            ticket::happened(&file, *seq, text.as_ref(), offer, now, language)
                .map_or(Plan::Nothing, Plan::Post)
        }
        Say::HappenedAgain { ticket, seq } => happened_again(face, *ticket, *seq, language).await?,
        Say::Board | Say::BoardAgain { .. } | Say::BoardMoved { .. } => of_the_board(face, letter).await?,
        Say::PagingMended { ticket } => {
            Plan::Post(page::mended(&*face.desk.ticket_told(*ticket).await?, (offer, now), language))
        }
        Say::UpdateReminder { ticket, seq } => update_reminder(face, *ticket, *seq, language).await?,
        Say::Expertise(news) => letters::session::plan(face, letter, news).await?,
        Say::Report { customer, month, at } => {
            letters::report::plan(face, letter, *customer, (*month, *at)).await?
        }
        Say::Notice { window, revision, occasion, at } => {
            let asked = NoticeDue { window: *window, revision: *revision, occasion, at: *at };
            letters::notice::plan(face, &asked, letter.to.channel(), language).await?
        }
        Say::Incident { .. }
        | Say::IncidentAgain { .. }
        | Say::IncidentTold { .. }
        | Say::IncidentReminder { .. }
        | Say::IncidentWarning { .. }
        | Say::IncidentWarningAgain { .. }
        | Say::IncidentProposed { .. }
        | Say::IncidentSilence { .. } => letters::incident::plan(face, letter).await?,
        Say::Receipts { overlooked, refused, more } => {
            Plan::Post(receipts::Unheard { overlooked, refused, more: *more }.render(language))
        }
        Say::NoticeOutdated { window, revision, occasion } => {
            let which = (*window, *revision, occasion);
            letters::notice::plan_outdated(face, which, letter.to.channel(), language).await?
        }
        Say::Copied { ticket, seq } => copied(face, letter, *ticket, *seq).await?,
        Say::NotKept { ticket, seq } => {
            let files = face.desk.files_of(*ticket, *seq).await?;
            messages::not_kept(&files, offer, language).map_or(Plan::Nothing, Plan::Post)
        }
        Say::Unkept { .. } | Say::GoesOn { .. } => where_it_was_written(face, letter).await?,
        Say::ThreadAgain { ticket } => Plan::Post(messages::thread_again(*ticket, language)),
        Say::AnswerLost { person, what, ticket } => {
            Plan::Post(messages::answer_lost(*person, what, *ticket, language))
        }
        Say::StillClosed { ticket } => still_closed(&*face.desk.ticket_told(*ticket).await?, language),
        Say::Shut { channel, error } => shut(face, *channel, error, language).await?,
        Say::ThreadAway { ticket, which } => away(face, letter, *ticket, *which).await?,
        Say::Unheard { .. }
        | Say::Aside { .. }
        | Say::NoThreads { .. }
        | Say::NotSaid { .. }
        | Say::DiscordWasAway { .. }
        | Say::RouteFails { .. } => unsaid(face, &letter.say, language).await?,
        Say::Alarm(_) => anyhow::bail!("an alarm goes by a route"),
        Say::CalendarUnread { .. } | Say::OnCallLook => letters::on_call::plan(face, letter).await?,
        Say::Page(call) => letters::page::page(face, letter, call).await?,
        Say::PageAgain { page } => letters::page::page_again(face, page, language).await?,
        Say::Pages(pages) => letters::page::pages(face, letter, pages).await?,
        Say::PagesAgain { pages } => letters::page::pages_again(face, pages, language).await?,
        Say::Warning { .. } | Say::Reminder { .. } => letters::p1::plan(face, &letter.say, language).await?,
    })
}

/// A ticket, and its first message as it is to be read now.
async fn posted(face: &Face, ticket: TicketNumber, language: Language) -> Result<(Arc<TicketFile>, Card)> {
    let file = face.desk.ticket_told(ticket).await?;
    let during = face.desk.opened_during(&file).await?;
    let (offer, now) = (&face.desk.offer, face.desk.clock.now());
    let card = ticket::Posted { file: &file, during: during.as_ref(), offer, now }.render(language);
    Ok((file, card))
}

/// A ticket, and its card as it is to be read now.
async fn card(face: &Face, ticket: TicketNumber, language: Language) -> Result<(Arc<TicketFile>, Card)> {
    let file = face.desk.ticket_told(ticket).await?;
    let beside = face.desk.incident_beside(&file).await?;
    let (offer, now) = (&face.desk.offer, face.desk.clock.now());
    let card = ticket::StaffCard { file: &file, beside: beside.as_ref(), offer, now }.render(language);
    Ok((file, card))
}

/// The board of P1s: posted, brought up to date, or moved on from.
async fn of_the_board(face: &Face, letter: &Letter) -> Result<Plan> {
    let language = letter.language;
    if let Say::BoardMoved { board } = &letter.say {
        return again(face, board, board::moved(language)).await;
    }
    let card = board::board(&face.desk.board().await?, &face.desk.offer, language);
    match &letter.say {
        Say::BoardAgain { board } => again(face, board, card).await,
        _ => Ok(Plan::Post(card)),
    }
}

/// Whoever wrote where a ticket does not speak, or what cannot be kept, is told, and staff.
pub(in crate::discord) async fn where_it_was_written(face: &Face, letter: &Letter) -> Result<Plan> {
    let language = letter.language;
    if let Say::Unkept { ticket, channel, message, writer, why, to_staff, program } = &letter.say {
        let place = face.desk.goes_on_in(*ticket, *channel).await?;
        let (at, writer, why, program) = (made_at(message.get()), *writer, *why, program.as_deref());
        let phone = face.desk.offer.contact.phone.as_str();
        let unkept = messages::Unkept { thread: *channel, at, writer, why, place, program, phone };
        let card = if *to_staff { unkept.for_staff(language) } else { unkept.for_writer(language) };
        return Ok(Plan::Post(card));
    }
    let (Say::GoesOn { ticket, writer, .. }, Some(thread)) = (&letter.say, letter.to.channel()) else {
        return Ok(Plan::Nothing);
    };
    let place = face.desk.goes_on_in(*ticket, thread).await?;
    Ok(place.map_or(Plan::Nothing, |place| Plan::Post(messages::goes_on(*writer, thread, place, language))))
}

/// Staff are told of what is not said, or not where it should be.
pub(in crate::discord) async fn unsaid(face: &Face, say: &Say, language: Language) -> Result<Plan> {
    let card = if let Say::Unheard { customer, tickets, error } = say {
        let Some(silent) = face.desk.silent(*customer, tickets).await? else { return Ok(Plan::Nothing) };
        customer::unheard(&silent.customer, &silent.tickets, error.as_deref(), language)
    } else if let Say::Aside { ticket, which, why } = say {
        messages::aside(&*face.desk.ticket_told(*ticket).await?, *which, *why, language)
    } else if let Say::NoThreads { channel, error } = say {
        messages::no_threads(*channel, error, language)
    } else if let Say::NotSaid { ticket, error } = say {
        messages::not_said(*ticket, error, language)
    } else if let Say::DiscordWasAway { since, until } = say {
        messages::discord_was_away(*since, *until, language)
    } else if let Say::RouteFails { route, error } = say {
        messages::route_fails(*route, error, language)
    } else {
        return Ok(Plan::Nothing);
    };
    Ok(Plan::Post(card))
}

/// Staff are told of a channel in which nothing may be said; nothing where all of it was said meanwhile.
pub(in crate::discord) async fn shut(
    face: &Face,
    channel: ChannelId,
    error: &str,
    language: Language,
) -> Result<Plan> {
    let shut = face.desk.shut(channel).await?;
    Ok(shut.map_or(Plan::Nothing, |shut| Plan::Post(messages::shut(channel, shut.staffs, error, language))))
}

/// A closed ticket's thread is put away; not while somebody still writes in it, as what is promised for that
/// puts it away.
pub(in crate::discord) async fn away(
    face: &Face,
    letter: &Letter,
    ticket: TicketNumber,
    which: WhichThread,
) -> Result<Plan> {
    let file = face.desk.ticket_told(ticket).await?;
    let thread = match which {
        WhichThread::Teams => file.row.team_thread,
        WhichThread::Staffs => file.row.staff_thread,
    };
    let quiet = file.row.touched_at <= letter.made_at;
    Ok(thread.filter(|_| !file.ticket.is_open() && quiet).map_or(Plan::Nothing, Plan::Archive))
}

/// A ticket's thread, started from its message, if that was posted.
pub(in crate::discord) fn thread(row: &TicketRow, channel: ChannelId, from: Option<MessageId>) -> Plan {
    from.map_or(Plan::Nothing, |message| Plan::Thread(channel, message, said::ticket::thread_name(row)))
}

/// Something was written in a closed ticket's thread; nothing where it is open again.
pub(in crate::discord) fn still_closed(file: &TicketFile, language: Language) -> Plan {
    if file.ticket.is_open() { Plan::Nothing } else { Plan::Post(messages::still_closed(file, language)) }
}

/// A message that stands, corrected; nothing where it was not said.
pub(in crate::discord) async fn again(face: &Face, key: &str, card: Card) -> Result<Plan> {
    let stands = face.desk.stands(key).await?;
    Ok(stands.map_or(Plan::Nothing, |(channel, message)| Plan::Edit(channel, message, card)))
}

/// The promised time of an update is near.
pub(in crate::discord) async fn update_reminder(
    face: &Face,
    ticket: TicketNumber,
    seq: EventSeq,
    language: Language,
) -> Result<Plan> {
    let file = face.desk.ticket_told(ticket).await?;
    let recorded = file.events.iter().find(|one| one.seq == seq);
    let today = (&*face.desk.offer, face.desk.clock.now());
    let card = recorded.and_then(|recorded| p1::update_reminder(&file, recorded, today, language));
    Ok(card.map_or(Plan::Nothing, Plan::Post))
}

/// What was told of an event, as it is to be read now; nothing where it was not told yet.
pub(in crate::discord) async fn happened_again(
    face: &Face,
    ticket: TicketNumber,
    seq: EventSeq,
    language: Language,
) -> Result<Plan> {
    let file = face.desk.ticket_told(ticket).await?;
    let text = face.desk.text_of(ticket, seq).await?;
    let (offer, now) = (&face.desk.offer, face.desk.clock.now());
    match ticket::happened(&file, seq, text.as_ref(), offer, now, language) {
        Some(card) => again(face, &Key::Happened(ticket, seq).to_string(), card).await,
        None => Ok(Plan::Nothing),
    }
}

/// What was written on one side, for the other.
pub(in crate::discord) async fn copied(
    face: &Face,
    letter: &Letter,
    ticket: TicketNumber,
    seq: EventSeq,
) -> Result<Plan> {
    let file = face.desk.ticket_told(ticket).await?;
    let written = face.desk.written(ticket, seq).await?;
    let for_staff = letter.to == Destination::StaffThread(ticket);
    let recorded =
        file.events.iter().find(|one| one.seq == seq).with_context(|| format!("{ticket} has no {seq}"))?;
    let copied = messages::Copied {
        file: &file,
        recorded,
        text: written.text.as_ref(),
        files: written.files,
        without_files: face.heavy.goes_without(letter.row),
        offer: &face.desk.offer,
        for_staff,
    };
    Ok(Plan::Post(copied.render(letter.language)))
}
