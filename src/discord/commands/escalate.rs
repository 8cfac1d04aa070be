//! `/escalate`: an open ticket made a P1, or a new one. The button leads here too.

use anyhow::Result;
use serenity::all::{CreateAutocompleteResponse, ModalInteractionData};

use super::{Context, ask};
use crate::{
    desk::{
        Done, Refusal,
        actor::Actor,
        confirm::{Confirmed, Dismissed},
        draft::Draft,
        escalate::{Escalation, Impact, Step, Target},
        ticket::{Opening, SUBJECT_MOST, TEXT_MOST},
    },
    discord::{
        ask::{Answer, Ask},
        card::{Field, Form, field},
        cards,
        custom_id::{CustomId, Verb},
    },
    rules::{ids::TicketNumber, language::Language},
    words,
};

/// What a menu's choice "a new P1" sends.
pub const NEW: &str = "new";

/// Makes a ticket a P1, or opens one, once confirmed.
#[poise::command(slash_command)]
pub(super) async fn escalate(
    ctx: Context<'_>,
    #[autocomplete = "suggest_tickets"] ticket: Option<String>,
    impact: Option<String>,
    subject: Option<String>,
    #[autocomplete = "suggest_components"] component: Option<String>,
) -> Result<()> {
    let ask = ask(ctx);
    ask.answer(async {
        let actor = ask.actor().await?;
        let named = ticket.map(|typed| typed.parse().map_err(|_| Refusal::NoSuchTicket)).transpose()?;
        let escalation = Escalation {
            target: named.map_or(Target::Unsaid, Target::Ticket),
            impact: impact.unwrap_or_default(),
            subject: subject.unwrap_or_default(),
            component,
        };
        next(&ask, &actor, escalation, Impact::Asked).await
    })
    .await
}

/// The next thing that is shown on the way to a P1.
///
/// # Errors
/// As [`crate::desk::Desk::ask_p1`].
pub async fn next(ask: &Ask<'_>, actor: &Actor, escalation: Escalation, impact: Impact) -> Done<Answer> {
    let language = ask.language();
    Ok(match ask.desk().ask_p1(actor, escalation, impact).await? {
        Step::Choose { draft, fitting } => cards::escalate::choose(draft, &fitting, language).into(),
        Step::Write { draft, escalation } => Answer::Form(form(draft, &escalation, language)),
        Step::Confirm(asked) => {
            let (offer, now) = (&ask.desk().offer, ask.desk().clock.now());
            cards::escalate::Confirmation { asked: &asked, offer, now }.render(language).into()
        }
    })
}

/// A new P1 that was typed with `/ticket open` is put before the person.
///
/// # Errors
/// As [`crate::desk::Desk::ask_new_p1`].
pub async fn confirm_new(ask: &Ask<'_>, actor: &Actor, opening: &Opening) -> Done<Answer> {
    let asked = ask.desk().ask_new_p1(actor, opening).await?;
    let (offer, now) = (&ask.desk().offer, ask.desk().clock.now());
    Ok(cards::escalate::Confirmation { asked: &asked, offer, now }.render(ask.language()).into())
}

/// Pressed on a ticket: that one. Chosen from the menu of a draft: what was chosen.
///
/// # Errors
/// As [`crate::desk::Desk::ask_p1`].
pub async fn pressed(ask: &Ask<'_>, actor: &Actor, id: i64, chosen: Option<&str>) -> Done<Answer> {
    let Some(chosen) = chosen else {
        let target = Target::Ticket(TicketNumber::new(id));
        let escalation = Escalation { target, ..Escalation::default() };
        return next(ask, actor, escalation, Impact::AsTold).await;
    };
    let target = match chosen.parse() {
        Ok(number) => Target::Ticket(number),
        Err(_) => Target::New,
    };
    let mut work = ask.desk().work().await?;
    let Draft::Escalation(escalation) = work.take_draft(actor, id).await? else {
        return Err(Refusal::DraftGone.into());
    };
    work.commit().await?;
    next(ask, actor, Escalation { target, ..escalation }, Impact::AsTold).await
}

/// The form came back.
///
/// # Errors
/// As [`crate::desk::Desk::ask_p1`].
pub async fn filled(
    ask: &Ask<'_>,
    actor: &Actor,
    mut escalation: Escalation,
    form: &ModalInteractionData,
) -> Done<Answer> {
    escalation.impact = field(form, "impact");
    if escalation.target == Target::New {
        escalation.subject = field(form, "subject");
    }
    next(ask, actor, escalation, Impact::Asked).await
}

/// Opens the form again, filled in with its draft.
///
/// # Errors
/// When the database fails.
pub async fn form_again(ask: &Ask<'_>, actor: &Actor, escalation: Escalation) -> Done<Answer> {
    let mut work = ask.desk().work().await?;
    let draft = work.keep_draft(actor, &Draft::Escalation(escalation.clone())).await?;
    work.commit().await?;
    Ok(Answer::Form(form(draft, &escalation, ask.language())))
}

/// Carries out what was confirmed.
///
/// # Errors
/// As [`crate::desk::Desk::confirm`].
pub async fn confirmed(ask: &Ask<'_>, actor: &Actor, draft: i64) -> Done<Answer> {
    let language = ask.language();
    let (phone, now) = (ask.desk().offer.contact.phone.as_str(), ask.desk().clock.now());
    Ok(match ask.desk().confirm(actor, draft).await? {
        Confirmed::Opened(file) => {
            Answer::Instead(cards::escalate::opened(&file, phone, now, language))
        }
        Confirmed::Escalated(file) => {
            Answer::Instead(cards::escalate::escalated(&file, phone, now, language))
        }
        Confirmed::Before(ticket) => cards::escalate::before(ticket, language).into(),
    })
}

/// Lets a draft go.
///
/// # Errors
/// As [`crate::desk::Desk::dismiss`].
pub async fn dismissed(ask: &Ask<'_>, actor: &Actor, draft: i64) -> Done<Answer> {
    Ok(Answer::Instead(match ask.desk().dismiss(actor, draft).await? {
        Dismissed::New { draft } => cards::escalate::not_opened(draft, ask.language()),
        Dismissed::Ticket(ticket) => cards::escalate::not_escalated(ticket, ask.language()),
    }))
}

/// The form for what is missing.
#[must_use]
pub fn form(draft: i64, escalation: &Escalation, language: Language) -> Form {
    let impact = Field {
        name: "impact",
        label: words!(language, "form-escalate-impact"),
        value: escalation.impact.clone(),
        required: true,
        long: true,
        most: u16::try_from(TEXT_MOST).unwrap_or(u16::MAX),
    };
    let subject = Field {
        name: "subject",
        label: words!(language, "form-ticket-subject"),
        value: escalation.subject.clone(),
        required: true,
        long: false,
        most: u16::try_from(SUBJECT_MOST).unwrap_or(u16::MAX),
    };
    let (title, fields) = match escalation.target {
        Target::Ticket(ticket) => {
            (words!(language, "form-escalate-ticket", ticket = ticket.to_string()), vec![impact])
        }
        Target::New | Target::Unsaid => (words!(language, "form-escalate-new"), vec![subject, impact]),
    };
    Form { id: CustomId::new(Verb::Form, draft), title, fields }
}

/// The team's open tickets that could be a P1.
async fn suggest_tickets(ctx: Context<'_>, typed: &str) -> CreateAutocompleteResponse {
    let ask = ask(ctx);
    let fitting = async {
        let actor = ask.actor().await?;
        ask.desk().could_be_p1(&actor).await
    }
    .await
    .unwrap_or_default();
    let typed = typed.trim().trim_start_matches('#').to_lowercase();
    let fits = |number: TicketNumber, subject: &str| {
        number.get().to_string().starts_with(&typed) || subject.to_lowercase().contains(&typed)
    };
    super::suggestions(
        fitting
            .into_iter()
            .filter(|one| fits(one.number, &one.subject))
            .map(|one| (format!("{} · {}", one.number, one.subject), one.number.to_string())),
    )
}

/// The parts of the platform, those in beta marked.
async fn suggest_components(ctx: Context<'_>, typed: &str) -> CreateAutocompleteResponse {
    let ask = ask(ctx);
    let language = ask.language();
    let typed = typed.trim().to_lowercase();
    let components = ask.desk().offer.components.iter().filter_map(|component| {
        let label = component.label.get(language);
        let shown = if component.beta {
            words!(language, "ticket-beta", component = label)
        } else {
            label.to_owned()
        };
        shown.to_lowercase().contains(&typed).then(|| (shown, component.key.clone()))
    });
    std::future::ready(super::suggestions(components)).await
}
