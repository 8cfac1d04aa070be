//! `/agent`: what support agents do with tickets.

use anyhow::Result;
use serenity::all::{Attachment, User};

use super::{
    Context, ask,
    suggest::{component, staffs_open_ticket, staffs_ticket, unseen_ticket, waitable_ticket, waiting_ticket},
    ticket::{Category, Priority},
};
use crate::{
    desk::{
        Refusal,
        ticket::{
            errand::{Errand, Wish},
            opening::Opening,
        },
    },
    discord::{
        flows::{errand, open_ticket},
        reach::files,
    },
    rules::ids::PersonId,
};

/// What support agents do.
#[poise::command(
    slash_command,
    subcommands(
        "open",
        "ack",
        "take",
        "assign",
        "wait",
        "resume",
        "priority",
        "reply",
        "note",
        "set_component",
        "super::agent_p1::restore",
        "super::agent_p1::update",
        "super::agent_p1::board"
    ),
    subcommand_required
)]
pub(super) async fn agent(_: Context<'_>) -> Result<()> {
    std::future::ready(Ok(())).await
}

/// Carries out what was typed about a ticket.
pub(super) async fn carry_out(ctx: Context<'_>, ticket: Option<String>, errand: Errand) -> Result<()> {
    let ask = ask(ctx);
    ask.answer(errand::typed(&ask, ticket, Wish::Do(errand))).await
}

/// Opens a ticket for a customer who called or wrote.
#[expect(clippy::too_many_arguments, reason = "the options of the command, one each")]
#[poise::command(slash_command)]
async fn open(
    ctx: Context<'_>,
    #[autocomplete = "super::customer::suggest_customers"] customer: String,
    subject: String,
    priority: Option<Priority>,
    category: Option<Category>,
    #[autocomplete = "component"] component: Option<String>,
    description: Option<String>,
    caller: Option<String>,
) -> Result<()> {
    let ask = ask(ctx);
    let opening = Opening {
        subject,
        description: description.unwrap_or_default(),
        priority: priority.map(|choice| choice.0),
        category: category.map(|choice| choice.0),
        component,
        for_customer: Some(customer),
        caller,
        ..Opening::default()
    };
    ask.answer(open_ticket::open_or_ask(&ask, opening)).await
}

/// Acknowledges a ticket.
#[poise::command(slash_command)]
async fn ack(ctx: Context<'_>, #[autocomplete = "unseen_ticket"] ticket: Option<String>) -> Result<()> {
    carry_out(ctx, ticket, Errand::Acknowledge).await
}

/// Takes a ticket.
#[poise::command(slash_command)]
async fn take(ctx: Context<'_>, #[autocomplete = "staffs_open_ticket"] ticket: Option<String>) -> Result<()> {
    carry_out(ctx, ticket, Errand::Take).await
}

/// Hands a ticket over.
#[poise::command(slash_command)]
async fn assign(
    ctx: Context<'_>,
    user: User,
    #[autocomplete = "staffs_open_ticket"] ticket: Option<String>,
    note: Option<String>,
) -> Result<()> {
    let ask = ask(ctx);
    ask.answer(async {
        let actor = ask.actor().await?;
        actor.as_agent()?;
        let to = PersonId::new(user.id.get());
        if user.bot || !actor.would_be_agent(&ask.face().staff_roles(to).await?) {
            return Err(Refusal::NoAgent(to).into());
        }
        let note = note.unwrap_or_default();
        errand::typed(&ask, ticket, Wish::Do(Errand::Assign { to, note })).await
    })
    .await
}

/// Waits for the customer.
#[poise::command(slash_command)]
async fn wait(
    ctx: Context<'_>,
    reason: String,
    #[autocomplete = "waitable_ticket"] ticket: Option<String>,
) -> Result<()> {
    carry_out(ctx, ticket, Errand::Wait { reason }).await
}

/// Ends the wait.
#[poise::command(slash_command)]
async fn resume(ctx: Context<'_>, #[autocomplete = "waiting_ticket"] ticket: Option<String>) -> Result<()> {
    carry_out(ctx, ticket, Errand::Resume).await
}

/// Changes the priority.
#[poise::command(slash_command)]
async fn priority(
    ctx: Context<'_>,
    priority: Priority,
    reason: String,
    #[autocomplete = "staffs_open_ticket"] ticket: Option<String>,
) -> Result<()> {
    carry_out(ctx, ticket, Errand::Priority { to: priority.0, reason }).await
}

/// Writes to the team.
#[poise::command(slash_command)]
async fn reply(
    ctx: Context<'_>,
    text: String,
    #[autocomplete = "staffs_ticket"] ticket: Option<String>,
    file: Option<Attachment>,
) -> Result<()> {
    let files = file.iter().map(files::told).collect();
    carry_out(ctx, ticket, Errand::Reply { text, files }).await
}

/// Writes for staff alone.
#[poise::command(slash_command)]
async fn note(
    ctx: Context<'_>,
    text: String,
    #[autocomplete = "staffs_ticket"] ticket: Option<String>,
) -> Result<()> {
    carry_out(ctx, ticket, Errand::Note { text }).await
}

/// Puts the component right.
#[poise::command(slash_command, rename = "component", identifying_name = "component")]
async fn set_component(
    ctx: Context<'_>,
    #[autocomplete = "component"] component: String,
    reason: String,
    #[autocomplete = "staffs_open_ticket"] ticket: Option<String>,
) -> Result<()> {
    carry_out(ctx, ticket, Errand::Component { component, reason }).await
}
