//! Commands as they are registered: names, lengths, order and number of options, and what they weigh
//! together.

use std::collections::{HashMap, HashSet};

use serde_json::{Value, json};
use twilight_model::application::{
    command::{Command, CommandOption, CommandOptionChoiceValue, CommandOptionType, CommandType},
    interaction::InteractionContextType,
};
use twilight_validate::command as limit;

use super::{components::length, fields::read};
use crate::error::{ApiError, ApiResult};

/// The most that names, descriptions and values of one command weigh together, in characters.
const TOTAL: usize = 8000;

/// The command by which an application's activity is launched; an application has one at most, for everyone.
pub(crate) const ENTRY_POINT: CommandType = CommandType::Unknown(4);

/// Languages that Discord knows.
pub(crate) const LOCALES: [&str; 34] = [
    "id", "da", "de", "en-GB", "en-US", "es-ES", "es-419", "fr", "hr", "it", "lt", "hu", "nl", "no", "pl",
    "pt-BR", "ro", "fi", "sv-SE", "vi", "tr", "cs", "el", "bg", "ru", "uk", "hi", "th", "zh-CN", "ja",
    "zh-TW", "ko", "ar", "he",
];

/// Reads and checks a command; what Discord itself fills in is left for the caller.
pub(crate) fn command(value: &Value, at: &str) -> ApiResult<Command> {
    let mut value = value.clone();
    let Some(object) = value.as_object_mut() else {
        return Err(ApiError::form(at, "DICT_TYPE_CONVERT", "Only dictionaries may be used in a DictType"));
    };
    for filled in ["id", "application_id", "guild_id", "version"] {
        object.remove(filled);
    }
    for absent in ["options", "name_localizations", "description_localizations", "dm_permission", "nsfw"] {
        if object.get(absent).is_some_and(Value::is_null) {
            object.remove(absent);
        }
    }
    object.insert("version".into(), json!("1"));
    for (name, default) in
        [("type", json!(1)), ("description", json!("")), ("default_member_permissions", Value::Null)]
    {
        object.entry(name).or_insert(default);
    }
    let command: Command = read(&value, at)?;
    if matches!(command.kind, CommandType::Unknown(_)) && command.kind != ENTRY_POINT {
        return Err(ApiError::form(
            &join(at, "type"),
            "BASE_TYPE_CHOICES",
            "Value must be one of (1, 2, 3, 4).",
        ));
    }
    check(&command, at)?;
    Ok(command)
}

fn join(at: &str, name: &str) -> String {
    if at.is_empty() { name.to_owned() } else { format!("{at}.{name}") }
}

fn check(command: &Command, at: &str) -> ApiResult<()> {
    length(&join(at, "name"), &command.name, limit::NAME_LENGTH_MIN, limit::NAME_LENGTH_MAX)?;
    localised(command.name_localizations.as_ref(), &join(at, "name_localizations"), limit::NAME_LENGTH_MAX)?;
    localised(
        command.description_localizations.as_ref(),
        &join(at, "description_localizations"),
        limit::DESCRIPTION_LENGTH_MAX,
    )?;
    let weight = limit::command_characters(command);
    if weight > TOTAL {
        return Err(ApiError::form(
            at,
            "APPLICATION_COMMAND_TOO_LARGE",
            &format!("Command exceeds maximum size ({TOTAL})"),
        ));
    }
    if command.kind == CommandType::ChatInput {
        slash_name(&join(at, "name"), &command.name)?;
        for (locale, name) in command.name_localizations.iter().flatten() {
            slash_name(&join(at, &format!("name_localizations.{locale}")), name)?;
        }
        length(
            &join(at, "description"),
            &command.description,
            limit::DESCRIPTION_LENGTH_MIN,
            limit::DESCRIPTION_LENGTH_MAX,
        )?;
        options(&command.options, &join(at, "options"), 0)
    } else if command.kind == ENTRY_POINT {
        Ok(())
    } else if !command.description.is_empty() || !command.options.is_empty() {
        Err(ApiError::form(
            &join(at, "description"),
            "APPLICATION_COMMAND_INVALID_DESCRIPTION",
            "Context menu commands cannot have description or options",
        ))
    } else {
        limit::command(command).map_err(|error| {
            ApiError::form(&join(at, "name"), "APPLICATION_COMMAND_INVALID_NAME", &error.to_string())
        })
    }
}

fn localised(texts: Option<&HashMap<String, String>>, at: &str, max: usize) -> ApiResult<()> {
    for (locale, text) in texts.into_iter().flatten() {
        let path = format!("{at}.{locale}");
        if !LOCALES.contains(&locale.as_str()) {
            return Err(ApiError::form(
                &path,
                "BASE_TYPE_CHOICES",
                "Value must be one of the known locales.",
            ));
        }
        length(&path, text, 1, max)?;
    }
    Ok(())
}

fn slash_name(path: &str, name: &str) -> ApiResult<()> {
    limit::chat_input_name(name).map_err(|error| {
        ApiError::form(path, "APPLICATION_COMMAND_INVALID_NAME", &format!("Command name is invalid: {error}"))
    })
}

fn options(all: &[CommandOption], at: &str, depth: u8) -> ApiResult<()> {
    if all.len() > limit::OPTIONS_LIMIT {
        return Err(ApiError::bad_length(at, 0, limit::OPTIONS_LIMIT));
    }
    let mut names = HashSet::new();
    let mut localised_names: HashMap<&str, HashSet<&str>> = HashMap::new();
    let nested = |one: &CommandOption| {
        matches!(one.kind, CommandOptionType::SubCommand | CommandOptionType::SubCommandGroup)
    };
    if all.iter().any(nested) && !all.iter().all(nested) {
        return Err(ApiError::form(
            at,
            "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID",
            "Sub-command and sub-command group option types are mutually exclusive to all other types",
        ));
    }
    let mut optional_seen = false;
    for (number, one) in all.iter().enumerate() {
        let path = format!("{at}.{number}");
        if !names.insert(one.name.as_str()) {
            return Err(ApiError::form(
                &path,
                "APPLICATION_COMMAND_OPTIONS_NAME_INVALID",
                "Option names must be unique",
            ));
        }
        for (locale, name) in one.name_localizations.iter().flatten() {
            if !localised_names.entry(locale).or_default().insert(name) {
                return Err(ApiError::form(
                    &path,
                    "APPLICATION_COMMAND_OPTIONS_NAME_INVALID",
                    "Localised option names must be unique",
                ));
            }
        }
        let required = one.required.unwrap_or(false);
        if required && optional_seen {
            return Err(ApiError::form(
                &path,
                "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
                "Required options must be placed before non-required options",
            ));
        }
        optional_seen |= !required && !nested(one);
        option(one, &path, depth)?;
    }
    Ok(())
}

fn option(one: &CommandOption, path: &str, depth: u8) -> ApiResult<()> {
    slash_name(&format!("{path}.name"), &one.name)?;
    for (locale, name) in one.name_localizations.iter().flatten() {
        slash_name(&format!("{path}.name_localizations.{locale}"), name)?;
    }
    localised(
        one.name_localizations.as_ref(),
        &format!("{path}.name_localizations"),
        limit::OPTION_NAME_LENGTH_MAX,
    )?;
    localised(
        one.description_localizations.as_ref(),
        &format!("{path}.description_localizations"),
        limit::OPTION_DESCRIPTION_LENGTH_MAX,
    )?;
    length(
        &format!("{path}.description"),
        &one.description,
        limit::OPTION_DESCRIPTION_LENGTH_MIN,
        limit::OPTION_DESCRIPTION_LENGTH_MAX,
    )?;
    choices(one, path)?;
    let inner = one.options.as_deref().unwrap_or_default();
    match one.kind {
        CommandOptionType::SubCommandGroup if depth == 0 => {
            if inner.is_empty() || inner.iter().any(|one| one.kind != CommandOptionType::SubCommand) {
                return Err(ApiError::required(&format!("{path}.options")));
            }
            options(inner, &format!("{path}.options"), 1)
        }
        CommandOptionType::SubCommand if depth <= 1 => options(inner, &format!("{path}.options"), 2),
        CommandOptionType::SubCommand | CommandOptionType::SubCommandGroup => Err(ApiError::form(
            path,
            "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID",
            "Sub-commands cannot be nested this deep",
        )),
        _ if !inner.is_empty() => Err(ApiError::form(
            &format!("{path}.options"),
            "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID",
            "Only sub-commands have options",
        )),
        _ => Ok(()),
    }
}

fn choices(one: &CommandOption, path: &str) -> ApiResult<()> {
    let all = one.choices.as_deref().unwrap_or_default();
    let at = format!("{path}.choices");
    if all.len() > limit::CHOICES_LIMIT {
        return Err(ApiError::bad_length(&at, 0, limit::CHOICES_LIMIT));
    }
    if !all.is_empty() && one.autocomplete.unwrap_or(false) {
        return Err(ApiError::form(
            &at,
            "APPLICATION_COMMAND_AUTOCOMPLETE_CHOICES",
            "Autocomplete and choices exclude each other",
        ));
    }
    let takes_choices = matches!(
        one.kind,
        CommandOptionType::String | CommandOptionType::Integer | CommandOptionType::Number
    );
    if (!all.is_empty() || one.autocomplete == Some(true)) && !takes_choices {
        return Err(ApiError::form(
            &at,
            "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID",
            "This type of option has no choices",
        ));
    }
    let mut names = HashSet::new();
    for (number, choice) in all.iter().enumerate() {
        let at = format!("{at}.{number}");
        if !names.insert(choice.name.as_str()) {
            return Err(ApiError::form(
                &at,
                "APPLICATION_COMMAND_OPTIONS_CHOICES_NAME_INVALID",
                "Choice names must be unique",
            ));
        }
        length(&format!("{at}.name"), &choice.name, 1, limit::OPTION_CHOICE_NAME_LENGTH_MAX)?;
        localised(
            choice.name_localizations.as_ref(),
            &format!("{at}.name_localizations"),
            limit::OPTION_CHOICE_NAME_LENGTH_MAX,
        )?;
        let fits = match (&choice.value, one.kind) {
            (CommandOptionChoiceValue::String(text), CommandOptionType::String) => {
                length(&format!("{at}.value"), text, 1, limit::OPTION_CHOICE_STRING_VALUE_LENGTH_MAX)?;
                true
            }
            (
                CommandOptionChoiceValue::Integer(_),
                CommandOptionType::Integer | CommandOptionType::Number,
            )
            | (CommandOptionChoiceValue::Number(_), CommandOptionType::Number) => true,
            _ => false,
        };
        if !fits {
            return Err(ApiError::form(
                &format!("{at}.value"),
                "APPLICATION_COMMAND_OPTIONS_CHOICES_VALUE_INVALID",
                "The value does not fit the option's type",
            ));
        }
    }
    Ok(())
}

/// Whether a command may be typed in a direct conversation.
pub(crate) fn works_in_private(command: &Command) -> bool {
    command.guild_id.is_none()
        && match &command.contexts {
            Some(contexts) => contexts.contains(&InteractionContextType::BotDm),
            None => dm_permission(command),
        }
}

/// Whether a command may be typed on a server.
pub(crate) fn works_in_guilds(command: &Command) -> bool {
    command.contexts.as_ref().is_none_or(|contexts| contexts.contains(&InteractionContextType::Guild))
}

#[expect(deprecated, reason = "older libraries still send dm_permission, and Discord still reads it")]
fn dm_permission(command: &Command) -> bool {
    command.dm_permission.unwrap_or(true)
}
