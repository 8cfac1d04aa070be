//! What people type: a file for each command, named as its words in `commands/`.
//!
//! A command's body has one order: who asks, what is meant, the use case, the reply. Names, descriptions and choices come from the
//! words, in English and in French.

pub mod agent;
mod agent_p1;
mod clock;
pub mod contract;
pub mod customer;
mod desk;
mod escalate;
pub mod expert;
pub mod expertise;
mod help;
mod lengths;
mod link;
mod maintenance;
mod register;
mod report;
mod suggest;
pub mod ticket;
mod window;

use std::{borrow::Cow, sync::Arc};

pub use register::{register, registered_as_json};
use serenity::all::CreateCommand;

use super::{Face, ask::Ask};
use crate::{
    rules::language::Language,
    words::{self, Args},
};

/// A command as poise knows it.
pub type Command = poise::Command<Arc<Face>, anyhow::Error>;

/// What a command's function is given.
pub type Context<'a> = poise::ApplicationContext<'a, Arc<Face>, anyhow::Error>;

/// The locale that is Discord's name for French.
const FRENCH: &str = "fr";

/// Commands that exist in the staff server alone.
const STAFF_ONLY: [&str; 5] = ["agent", "customer", "window", "desk", "expert"];

/// Every command, with its words.
#[must_use]
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
        desk::desk(),
        expert::expert(),
    ];
    for command in &mut commands {
        say_in_words(command, "command");
    }
    commands
}

/// The interaction behind a command.
#[must_use]
pub fn ask(ctx: Context<'_>) -> Ask<'_> {
    Ask::command(ctx.framework.user_data, ctx.interaction)
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
                let card = super::refusals::unreadable(ask.language(), input.as_deref().unwrap_or_default());
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
fn say_in_words(command: &mut Command, parent: &str) {
    let id = format!("{parent}-{}", command.identifying_name);
    if let Some(menu) = &mut command.context_menu_name {
        *menu = Cow::Owned(word(Language::En, &id));
        return;
    }
    command.name_localizations = french(&id);
    command.description = Some(Cow::Owned(word(Language::En, &format!("{id}.description"))));
    command.description_localizations = french(&format!("{id}.description"));
    for option in &mut command.parameters {
        // An option called `description` would take the place of the command's own: its name has a word of its own.
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

fn french(id: &str) -> Cow<'static, [(Cow<'static, str>, Cow<'static, str>)]> {
    Cow::Owned(vec![(Cow::Borrowed(FRENCH), Cow::Owned(word(Language::Fr, id)))])
}

fn word(language: Language, id: &str) -> String {
    words::text(language, id, &Args::new())
}

/// A command as it is declared to Discord. poise does not localise message menus: their French name is added here.
fn declared(command: &Command) -> Option<CreateCommand> {
    if command.context_menu_action.is_some() {
        let french = word(Language::Fr, &format!("command-{}", command.identifying_name));
        return command.create_as_context_menu_command().map(|menu| menu.name_localized(FRENCH, french));
    }
    command.create_as_slash_command()
}

/// An option with a closed list of choices: Discord shows their words, the desk is sent their stable text.
#[macro_export]
macro_rules! choice {
    ($(#[$doc:meta])* $name:ident of $inner:ty as $words:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug)]
        pub struct $name(pub $inner);

        #[serenity::async_trait]
        impl poise::SlashArgument for $name {
            async fn extract(
                _: &serenity::all::Context,
                _: &serenity::all::CommandInteraction,
                value: &serenity::all::ResolvedValue<'_>,
            ) -> Result<Self, poise::SlashArgError> {
                let serenity::all::ResolvedValue::String(text) = value else {
                    return Err(poise::SlashArgError::new_command_structure_mismatch("a choice is a text"));
                };
                text.to_lowercase().replace([' ', '-'], "_").parse().map($name).map_err(|_| {
                    poise::SlashArgError::new_parse("no such choice".into(), (*text).to_owned())
                })
            }

            fn create(option: serenity::all::CreateCommandOption) -> serenity::all::CreateCommandOption {
                <$inner>::ALL.iter().fold(
                    option.kind(serenity::all::CommandOptionType::String),
                    |option, choice| {
                        $crate::discord::commands::add_choice(option, concat!("choice-", $words), choice.as_str())
                    },
                )
            }
        }
    };
}

/// Declares one choice with its words in both languages. Its value is its English word, which a person may type as well.
pub fn add_choice(
    option: serenity::all::CreateCommandOption,
    words: &str,
    value: &str,
) -> serenity::all::CreateCommandOption {
    let id = format!("{words}-{}", value.replace('_', "-"));
    let english = word(Language::En, &id);
    option.add_string_choice_localized(english.clone(), english, [(FRENCH, word(Language::Fr, &id))])
}
