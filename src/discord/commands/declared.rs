//! All commands, as they are declared, in both languages.

use std::{borrow::Cow, sync::Arc};

use serenity::all::CreateCommand;

use super::{
    Command, agent, ask, contract, customer, desk, escalate, expert, expertise, help, incident, link,
    maintenance,
    named::{FRENCH, french, word},
    on_call, report, ticket, window,
};
use crate::{discord::Face, rules::language::Language};

/// Every command, with its words.
pub fn all() -> Vec<Command> {
    let mut commands = vec![
        ticket::ticket(),
        ticket::open_from_message(),
        expertise::expertise(),
        escalate::escalate(),
        contract::contract(),
        link::link(),
        help::help(),
        maintenance::maintenance(),
        report::report(),
        agent::agent(),
        customer::customer(),
        window::window(),
        incident::incident(),
        on_call::on_call(),
        desk::desk(),
        expert::expert(),
    ];
    for command in &mut commands {
        say_in_words(command, "command");
    }
    commands
}

/// Logs what went wrong where no answer could be given.
pub async fn failed(error: poise::FrameworkError<'_, Arc<Face>, anyhow::Error>) {
    match error {
        poise::FrameworkError::Command { error, ctx, .. } => {
            tracing::warn!(
                command = ctx.command().qualified_name.as_ref(),
                error = format!("{error:#}"),
                "an answer was not taken"
            );
        }
        poise::FrameworkError::ArgumentParse { input, ctx, .. } => {
            // What is wrong with it would say what was typed.
            tracing::info!(command = ctx.command().qualified_name.as_ref(), "an option could not be read");
            if let poise::Context::Application(ctx) = ctx {
                let ask = ask(ctx);
                let card = ask.reader().unreadable(input.as_deref().unwrap_or_default());
                if let Err(error) = ask.answer(async { Ok(card) }).await {
                    tracing::warn!(error = format!("{error:#}"), "an answer was not taken");
                }
            }
        }
        other => {
            let command = other.ctx().map(|ctx| ctx.command().qualified_name.to_string()).unwrap_or_default();
            tracing::error!(command, "a command could not be dispatched");
        }
    }
}

/// Gives a command, its options and its subcommands their words.
pub(super) fn say_in_words(command: &mut Command, parent: &str) {
    let id = format!("{parent}-{}", command.identifying_name);
    if let Some(menu) = &mut command.context_menu_name {
        *menu = Cow::Owned(word(Language::En, &id));
        return;
    }
    command.name_localizations = french(&id);
    command.description = Some(Cow::Owned(word(Language::En, &format!("{id}.description"))));
    command.description_localizations = french(&format!("{id}.description"));
    for option in &mut command.parameters {
        // An option called `description` would take the place of the command's own: its name has a word of
        // its own.
        let own = if option.name == "description" { "option-description" } else { option.name.as_ref() };
        option.name_localizations = french(&format!("{id}.{own}"));
        option.description =
            Some(Cow::Owned(word(Language::En, &format!("{id}.{}-description", option.name))));
        option.description_localizations = french(&format!("{id}.{}-description", option.name));
    }
    for subcommand in &mut command.subcommands {
        say_in_words(subcommand, &id);
    }
}

/// A command as it is declared to Discord. poise does not localise message menus: their French name is added
/// here.
pub(super) fn declared(command: &Command) -> Option<CreateCommand> {
    if command.context_menu_action.is_some() {
        let french = word(Language::Fr, &format!("command-{}", command.identifying_name));
        return command.create_as_context_menu_command().map(|menu| menu.name_localized(FRENCH, french));
    }
    command.create_as_slash_command()
}
