//! Options with a closed list of choices.

use super::named::{FRENCH, word};
use crate::rules::language::Language;

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
                        $crate::discord::commands::choices::add_choice(option, concat!("choice-", $words), choice.as_str())
                    },
                )
            }
        }
    };
}

/// Declares one choice with its words in both languages. Its value is its stable text: what it is called may
/// change.
pub fn add_choice(
    option: serenity::all::CreateCommandOption,
    words: &str,
    value: &str,
) -> serenity::all::CreateCommandOption {
    let id = format!("{words}-{}", value.replace('_', "-"));
    let english = word(Language::En, &id);
    option.add_string_choice_localized(english, value, [(FRENCH, word(Language::Fr, &id))])
}
