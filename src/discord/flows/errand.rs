//! What is wanted of a ticket, whichever way it was asked: a command, a button, a choice from a menu or a
//! form.
//!
//! Where no ticket is named, those that fit are offered; where a text is missing, a form asks for it; what
//! was typed and could not be used is kept, with a button that opens the form filled in.

use serenity::all::ModalInteractionData;

use crate::{
    desk::{
        Refusal, Stop,
        draft::kinds::Draft,
        refusal::reason::Done,
        request::Request,
        ticket::{
            errand::{Errand, Wish},
            file::TicketFile,
            place::Arrival,
        },
    },
    discord::{
        answer::ask::Ask,
        cards::{
            self, expert_help, messages, pages,
            said::{clock, moment::near, ticket},
        },
        export,
        forms::{
            kept::{kept, mendable},
            open,
        },
        look::{
            answer::Answer,
            card::{Card, field},
            markdown::{self, plain},
        },
        reach::files,
    },
    rules::{event::Priority, gtr::Clock, ids::TicketNumber},
    words,
};

/// How many tickets a menu offers.
const OFFERED: usize = 25;

/// Does what is wanted of the ticket that was typed; with none typed, of the one in whose thread it was
/// asked.
///
/// # Errors
/// As the use case that it leads to.
pub async fn typed(ask: &Ask<'_>, ticket: Option<String>, wish: Wish) -> Done<Answer> {
    let actor = ask.actor().await?;
    wish.allowed(&actor)?;
    let named = ticket.map(|typed| TicketNumber::meant(&typed).ok_or(Refusal::NoSuchTicket)).transpose()?;
    match named.or(actor.ticket_here) {
        Some(number) => grant(ask, (&actor).into(), number, wish).await,
        None => offer(ask, (&actor).into(), wish).await,
    }
}

/// Does what is wanted of a ticket.
///
/// # Errors
/// As the use case that it leads to.
pub async fn grant(ask: &Ask<'_>, request: Request<'_>, number: TicketNumber, wish: Wish) -> Done<Answer> {
    match wish {
        Wish::Show => {
            let file = ask.desk().show_ticket(request.by, Some(number)).await?;
            let (offer, now) = (&ask.desk().offer, ask.desk().clock.now());
            let texts = ask.desk().texts(&file).await?;
            let numbers = ask.desk().numbers(number).await?;
            let during = ask.desk().opened_during(&file).await?;
            let beside = ask.desk().incident_beside(&file).await?;
            let shown = cards::ticket_shown::TicketCard {
                file: &file,
                during: during.as_ref(),
                beside: beside.as_ref(),
                texts: &texts,
                numbers: &numbers,
                staff: request.by.staff.any(),
                offer,
                now,
            };
            Ok(shown.render(ask.language()).into())
        }
        Wish::Export => export::answer(ask, request.by, number).await,
        Wish::Clock => {
            let file = ask.desk().show_ticket(request.by, Some(number)).await?;
            let (offer, now) = (&ask.desk().offer, ask.desk().clock.now());
            let receipt = cards::clock::ClockReceipt { file: &file, offer, now };
            Ok(receipt.render(ask.language()).into())
        }
        Wish::Do(errand) => run(ask, request, number, errand).await,
    }
}

/// Carries an errand out, or asks for its text first.
///
/// # Errors
/// As [`crate::desk::Desk::carry_out`], where there is nothing typed to keep.
pub async fn run(ask: &Ask<'_>, request: Request<'_>, number: TicketNumber, errand: Errand) -> Done<Answer> {
    errand.allowed(request.by)?;
    if errand.lacks_text() {
        // A form for what cannot be done now would be filled in for nothing.
        let file = ask.desk().show_ticket(request.by, Some(number)).await?;
        file.may(errand.act(), &ask.desk().offer, ask.desk().clock.now())?;
        return open::open(ask, request, Draft::Errand { ticket: number, errand }).await;
    }
    if let Errand::Priority { to: Priority::P1, .. } = errand {
        return before_p1(ask, request, number, errand).await;
    }
    carry(ask, request, number, errand).await
}

/// "A P1 is confirmed by a press": an agent's too.
async fn before_p1(
    ask: &Ask<'_>,
    request: Request<'_>,
    number: TicketNumber,
    errand: Errand,
) -> Done<Answer> {
    let file = ask.desk().show_ticket(request.by, Some(number)).await?;
    file.may(errand.act(), &ask.desk().offer, ask.desk().clock.now())?;
    let mut work = ask.desk().work().await?;
    let draft = work.keep_draft(request, &Draft::Errand { ticket: number, errand }).await?;
    work.commit().await?;
    Ok(cards::escalate::staffs_confirmation(&file, draft, ask.language()).into())
}

/// An errand was confirmed by a press.
///
/// # Errors
/// As the use case.
pub async fn confirmed(
    ask: &Ask<'_>,
    request: Request<'_>,
    number: TicketNumber,
    errand: Errand,
) -> Done<Answer> {
    errand.allowed(request.by)?;
    carry(ask, request, number, errand).await.map(Answer::instead)
}

/// The form of an errand came back.
///
/// # Errors
/// As [`run`].
pub async fn filled(
    ask: &Ask<'_>,
    request: Request<'_>,
    (number, mut errand): (TicketNumber, Errand),
    form: &ModalInteractionData,
) -> Done<Answer> {
    if let Errand::Update(update) = &mut errand {
        update.impact = field(form, "impact");
        update.action = field(form, "action");
        update.next = field(form, "next");
    } else if let Some(text) = errand.text_mut() {
        *text = field(form, "text") + &field(form, "text-more");
    }
    if let Errand::Component { component, .. } = &mut errand {
        *component = field(form, "component");
    }
    run(ask, request, number, errand).await
}

async fn carry(ask: &Ask<'_>, request: Request<'_>, number: TicketNumber, errand: Errand) -> Done<Answer> {
    let fetched = files::of_ticket(ask.face(), number, errand.files(), files::OF_AN_ANSWER).await?;
    let left_out = messages::left_out(&fetched, &ask.desk().offer, ask.language());
    match ask.desk().carry_out(request, Some(number), &errand, fetched).await {
        Ok(file) => {
            let mut card = done(&file, &errand, ask);
            if request.by.staff.any() && errand.tells_team() {
                card.content = heard(ask, &file, &errand, card.content).await?;
            }
            if let Errand::Acknowledge = errand
                && let Some((incident, others)) = ask.desk().acknowledged_with(&file).await?
            {
                let (incident, tickets) = (incident.to_string(), pages::numbers(&others));
                let with =
                    words!(ask.language(), "acknowledged-with", incident = incident, tickets = tickets);
                card.content = format!("{}\n{with}", card.content);
            }
            if let Some(left_out) = left_out {
                card.content.push('\n');
                card.content.push_str(&left_out);
            }
            Ok(card.into())
        }
        Err(Stop::Refused(refusal))
            if errand.text().is_some_and(|text| !text.is_empty()) && mendable(&refusal) =>
        {
            kept(ask, request, Draft::Errand { ticket: number, errand }, &refusal).await
        }
        Err(stop) => Err(stop),
    }
}

/// What is told when it is done: what the ticket is now, or whom a text reached.
fn done(file: &TicketFile, errand: &Errand, ask: &Ask<'_>) -> Card {
    let (language, ticket) = (ask.language(), file.row.number.to_string());
    match errand {
        Errand::Reply { .. } => Card::line(words!(language, "ticket-replied", ticket = ticket)),
        Errand::Note { .. } => Card::line(words!(language, "ticket-noted", ticket = ticket)),
        Errand::Priority { to, .. } => {
            let priority = ticket::priority_word(*to, language);
            Card::line(words!(language, "ticket-priority-now", ticket = ticket, priority = priority))
        }
        Errand::Component { .. } => {
            let component = ticket::component(file, &ask.desk().offer, language);
            Card::line(words!(language, "ticket-component-now", ticket = ticket, component = component))
        }
        Errand::Assign { to, .. } => {
            let who = markdown::person(*to);
            Card::line(words!(language, "ticket-assigned", ticket = ticket, who = who))
        }
        Errand::Update(_) => {
            let today = (&*ask.desk().offer, ask.desk().clock.now());
            let at = file.ticket.next_update_at.map(|at| near(at, today, language)).unwrap_or_default();
            Card::line(words!(language, "ticket-updated", ticket = ticket, at = at))
        }
        Errand::AskExpert { .. } => expert_help::asked(file, ask.desk().experts_read_from(), language),
        Errand::Restore { .. } => {
            let mut card = cards::ticket::state_line(file, language);
            let outcome = file.ticket.clock().and_then(Clock::outcome);
            if let Some(outcome) = outcome {
                card.content.push('\n');
                card.content.push_str(&clock::result(outcome, language));
            }
            card
        }
        Errand::Contest { .. }
        | Errand::Acknowledge
        | Errand::Take
        | Errand::Wait { .. }
        | Errand::Resume
        | Errand::Answered
        | Errand::Close { .. }
        | Errand::Reopen { .. } => cards::ticket::state_line(file, language),
    }
}

/// What is told of where it arrives: nobody reads that something is sent which nobody can see.
async fn heard(ask: &Ask<'_>, file: &TicketFile, errand: &Errand, told: String) -> Done<String> {
    let (language, ticket) = (ask.language(), file.row.number.to_string());
    let replies = matches!(errand, Errand::Reply { .. });
    let kept = match ask.desk().where_heard(file.row.number).await? {
        Arrival::InChannel if replies => {
            let stand = ask.desk().stand(file.row.number).await?;
            let at = stand.map(|stand| markdown::channel(stand.team_channel));
            let at = at.unwrap_or_default();
            return Ok(words!(language, "ticket-replied-in-channel", ticket = ticket, channel = at));
        }
        Arrival::InThread | Arrival::InChannel => return Ok(told),
        Arrival::Later(None) => words!(language, "ticket-kept-later"),
        Arrival::Later(Some(error)) => words!(language, "ticket-kept-held", error = plain(&error)),
        Arrival::Nobody { customer, error: None } => {
            words!(language, "ticket-kept-nobody", customer = plain(&customer))
        }
        Arrival::Nobody { customer, error: Some(error) } => {
            words!(language, "ticket-kept-refused", customer = plain(&customer), error = plain(&error))
        }
    };
    // "Is sent" and "has gone" are not so.
    let told = if replies {
        words!(language, "ticket-reply-kept", ticket = ticket)
    } else if matches!(errand, Errand::Update(_)) {
        words!(language, "ticket-update-kept", ticket = ticket)
    } else {
        told
    };
    Ok(format!("{told}\n{kept}"))
}

/// A menu of the tickets that fit.
async fn offer(ask: &Ask<'_>, request: Request<'_>, wish: Wish) -> Done<Answer> {
    let lines = ask.desk().fitting(request.by, &wish, "", OFFERED).await?;
    let everybodys = request.by.lists_everybodys();
    if lines.is_empty() {
        return Ok(Card::line(words!(ask.language(), "which-none")).into());
    }
    let mut work = ask.desk().work().await?;
    let id = work.keep_draft(request, &Draft::Which(wish)).await?;
    work.commit().await?;
    Ok(cards::ticket_list::which(id, &lines, everybodys, ask.language()).into())
}

/// A ticket was chosen from the menu, which becomes what is answered.
///
/// # Errors
/// As the use case.
pub async fn chosen(ask: &Ask<'_>, request: Request<'_>, wish: Wish, chosen: &str) -> Done<Answer> {
    let number: TicketNumber = chosen.parse().map_err(|_| Refusal::NoSuchTicket)?;
    grant(ask, request, number, wish).await.map(Answer::instead)
}
