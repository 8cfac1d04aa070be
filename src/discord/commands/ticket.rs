//! `/ticket`, and the message menu that opens one.

use anyhow::Result;
use serenity::all::ModalInteractionData;

use super::{Context, ask};
use crate::{
    choice,
    desk::{
        Done, Refusal, Stop,
        actor::Actor,
        draft::Draft,
        setup::Gone,
        ticket::{Opening, SUBJECT_MOST, TEXT_MOST},
    },
    discord::{
        ask::{Answer, Ask},
        card::{Field, Form, field},
        cards,
        custom_id::{CustomId, Verb},
    },
    rules::{event, language::Language},
    words,
};

choice! {
    /// How urgent.
    Priority of event::Priority as "priority"
}
choice! {
    /// What it is about.
    Category of event::Category as "category"
}

/// Tickets of the team.
#[poise::command(slash_command, subcommands("open", "show"), subcommand_required)]
pub(super) async fn ticket(_: Context<'_>) -> Result<()> {
    std::future::ready(Ok(())).await
}

/// Opens a ticket, or asks for what is missing.
#[poise::command(slash_command)]
async fn open(
    ctx: Context<'_>,
    subject: Option<String>,
    priority: Option<Priority>,
    category: Option<Category>,
    component: Option<String>,
    description: Option<String>,
) -> Result<()> {
    let ask = ask(ctx);
    let opening = Opening {
        subject: subject.unwrap_or_default(),
        description: description.unwrap_or_default(),
        priority: priority.map(|choice| choice.0),
        category: category.map(|choice| choice.0),
        component,
    };
    ask.answer(open_or_ask(&ask, opening)).await
}

/// Shows a ticket.
#[poise::command(slash_command)]
async fn show(ctx: Context<'_>, ticket: Option<String>) -> Result<()> {
    let ask = ask(ctx);
    ask.answer(async {
        let actor = ask.actor().await?;
        let named = ticket.map(|typed| typed.parse().map_err(|_| Refusal::NoSuchTicket)).transpose()?;
        let file = ask.desk().show_ticket(&actor, named).await?;
        let offer = &ask.desk().offer;
        let now = ask.desk().clock.now();
        Ok(cards::ticket::Posted { file: &file, offer, now }.render(ask.language()))
    })
    .await
}

/// Opens a ticket from a message that somebody wrote.
#[poise::command(context_menu_command = "Open a ticket", identifying_name = "open-from-message")]
pub(super) async fn open_from_message(ctx: Context<'_>, message: serenity::all::Message) -> Result<()> {
    let ask = ask(ctx);
    let opening = Opening { description: message.content, ..Opening::default() };
    ask.answer(open_or_ask(&ask, opening)).await
}

async fn open_or_ask(ask: &Ask<'_>, opening: Opening) -> Done<Answer> {
    let actor = ask.actor().await?;
    actor.as_team()?;
    if opening.subject.trim().is_empty() || opening.description.trim().is_empty() {
        return form_for(ask, &actor, opening).await;
    }
    let opened = ask.desk().open_ticket(&actor, &opening).await?;
    let mut card = cards::ticket::opened(&opened, ask.language());
    if actor.gone.iter().any(|gone| matches!(gone, Gone::SupportChannel(_))) {
        let phone = ask.desk().offer.contact.phone.as_str();
        card.content.push('\n');
        card.content.push_str(&words!(ask.language(), "ticket-unseen", phone = phone));
    }
    Ok(card.into())
}

async fn form_for(ask: &Ask<'_>, actor: &Actor, opening: Opening) -> Done<Answer> {
    let form = |id| opening_form(id, &opening, ask.language());
    let mut work = ask.desk().work().await?;
    let id = work.keep_draft(actor, &Draft::Opening(opening.clone())).await?;
    work.commit().await?;
    Ok(Answer::Form(form(id)))
}

fn opening_form(id: i64, opening: &Opening, language: Language) -> Form {
    Form {
        id: CustomId::new(Verb::Form, id),
        title: words!(language, "form-ticket"),
        fields: vec![
            Field {
                name: "subject",
                label: words!(language, "form-ticket-subject"),
                value: opening.subject.clone(),
                required: true,
                long: false,
                most: u16::try_from(SUBJECT_MOST).unwrap_or(u16::MAX),
            },
            Field {
                name: "description",
                label: words!(language, "form-ticket-description"),
                value: opening.description.clone(),
                required: true,
                long: true,
                most: u16::try_from(TEXT_MOST).unwrap_or(u16::MAX),
            },
        ],
    }
}

/// A form came back: what it says is added to its draft, and the draft is carried out.
///
/// # Errors
/// As the use case that it leads to.
pub async fn filled(ask: &Ask<'_>, id: i64, form: &ModalInteractionData) -> Done<Answer> {
    let actor = ask.actor().await?;
    let mut work = ask.desk().work().await?;
    let draft = work.take_draft(&actor, id).await?;
    work.commit().await?;
    match draft {
        Draft::Opening(mut opening) => {
            opening.subject = field(form, "subject");
            opening.description = field(form, "description");
            open_or_ask(ask, opening).await
        }
        Draft::About { .. } | Draft::Expertise(_) => Err(Stop::Refused(Refusal::DraftGone)),
    }
}

/// Opens a form again, filled in with its draft.
///
/// # Errors
/// Refused when the draft is gone.
pub async fn form_again(ask: &Ask<'_>, actor: &Actor, id: i64) -> Done<Answer> {
    let mut work = ask.desk().work().await?;
    let draft = work.take_draft(actor, id).await?;
    work.commit().await?;
    match draft {
        Draft::Opening(opening) => form_for(ask, actor, opening).await,
        Draft::About { .. } | Draft::Expertise(_) => Err(Refusal::DraftGone.into()),
    }
}
