//! `/ticket`, and the message menu that opens one.

use anyhow::Result;
use serenity::all::Message;

use super::{
    Context, ask,
    suggest::{any_ticket, closed_ticket, component, helpable_ticket, open_ticket},
};
use crate::{
    choice,
    desk::{
        Refusal, Stop,
        draft::search::Search,
        ticket::{
            errand::{Errand, Wish},
            opening::Opening,
        },
    },
    discord::{
        answer::ask::Ask,
        flows::{self, errand, list},
        heard::contents::Contents,
    },
    rules::{
        event,
        ids::{ChannelId, GuildId, MessageId},
        ticket,
    },
    store::ticket::Source,
};

choice! {
    /// How urgent.
    Priority of event::Priority as "priority"
}
choice! {
    /// What it is about.
    Category of event::Category as "category"
}
choice! {
    /// Where it stands.
    State of ticket::State as "state"
}

/// Tickets of the team.
#[poise::command(
    slash_command,
    subcommands("open", "list", "show", "close", "reopen", "super::clock::clock", "export", "expert"),
    subcommand_required
)]
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
    #[autocomplete = "component"] component: Option<String>,
    description: Option<String>,
) -> Result<()> {
    let ask = ask(ctx);
    let opening = Opening {
        subject: subject.unwrap_or_default(),
        description: description.unwrap_or_default(),
        priority: priority.map(|choice| choice.0),
        category: category.map(|choice| choice.0),
        component,
        ..Opening::default()
    };
    ask.answer(flows::open_ticket::open_or_ask(&ask, opening)).await
}

/// Lists the team's tickets.
#[poise::command(slash_command)]
async fn list(ctx: Context<'_>, state: Option<State>, search: Option<String>) -> Result<()> {
    let ask = ask(ctx);
    let search = Search { state: state.map(|choice| choice.0), words: search.unwrap_or_default(), skip: 0 };
    ask.answer(list::page(&ask, &search)).await
}

/// Shows a ticket.
#[poise::command(slash_command)]
async fn show(ctx: Context<'_>, #[autocomplete = "any_ticket"] ticket: Option<String>) -> Result<()> {
    let ask = ask(ctx);
    ask.answer(errand::typed(&ask, ticket, Wish::Show)).await
}

/// Closes a ticket.
#[poise::command(slash_command)]
async fn close(
    ctx: Context<'_>,
    #[autocomplete = "open_ticket"] ticket: Option<String>,
    reason: Option<String>,
) -> Result<()> {
    let ask = ask(ctx);
    let errand = Errand::Close { reason: reason.unwrap_or_default() };
    ask.answer(errand::typed(&ask, ticket, Wish::Do(errand))).await
}

/// Reopens a ticket.
#[poise::command(slash_command)]
async fn reopen(
    ctx: Context<'_>,
    reason: String,
    #[autocomplete = "closed_ticket"] ticket: Option<String>,
) -> Result<()> {
    let ask = ask(ctx);
    ask.answer(errand::typed(&ask, ticket, Wish::Do(Errand::Reopen { reason }))).await
}

/// Gives all that is kept of a ticket as a file.
#[poise::command(slash_command)]
async fn export(ctx: Context<'_>, #[autocomplete = "any_ticket"] ticket: Option<String>) -> Result<()> {
    let ask = ask(ctx);
    ask.answer(errand::typed(&ask, ticket, Wish::Export)).await
}

/// Asks the experts to help.
#[poise::command(slash_command)]
async fn expert(
    ctx: Context<'_>,
    #[autocomplete = "helpable_ticket"] ticket: Option<String>,
    about: Option<String>,
) -> Result<()> {
    let ask = ask(ctx);
    let errand = Errand::AskExpert { about: about.unwrap_or_default() };
    ask.answer(errand::typed(&ask, ticket, Wish::Do(errand))).await
}

/// Opens a ticket from a message that somebody wrote.
#[poise::command(context_menu_command = "Open a ticket", identifying_name = "open-from-message")]
pub(super) async fn open_from_message(ctx: Context<'_>, message: Message) -> Result<()> {
    let ask = ask(ctx);
    ask.answer(async {
        let opening = from_message(&ask, &message).await?;
        flows::open_ticket::open_or_ask(&ask, opening).await
    })
    .await
}

/// What a message says of a ticket: all that it consists of and its files are kept, and the ticket links it.
async fn from_message(ask: &Ask<'_>, message: &Message) -> Result<Opening, Stop> {
    let guild = ask.guild().ok_or(Refusal::DirectMessage)?;
    let source = Source {
        guild: GuildId::new(guild.get()),
        channel: ChannelId::new(message.channel_id.get()),
        message: MessageId::new(message.id.get()),
    };
    let contents = Contents::of_message(message);
    // Words of ours in it are read by the team.
    let language = if contents.is_typed_alone() { ask.language() } else { ask.actor().await?.read_here() };
    Ok(Opening {
        description: contents.words(language),
        source: Some(source),
        attached: contents.all_files(),
        ..Opening::default()
    })
}
