//! What a person types after a slash, read as Discord's own box would.

use std::collections::HashMap;

use serde_json::{Value, json};
use twilight_model::{
    application::command::{
        Command, CommandOption, CommandOptionChoiceValue, CommandOptionType, CommandOptionValue, CommandType,
    },
    guild::Permissions,
};

use crate::{
    ids::{ChannelId, UserId},
    state::World,
    validate::commands::{works_in_guilds, works_in_private},
};

/// The commands that a person may use in a channel.
pub(crate) fn visible(world: &World, channel: ChannelId, user: UserId) -> Vec<Command> {
    let Ok(place) = world.channel(channel) else { return Vec::new() };
    let has = world.permissions(place, user);
    if !has.contains(Permissions::VIEW_CHANNEL | Permissions::USE_SLASH_COMMANDS) {
        return Vec::new();
    }
    let Some(guild) = place.guild else {
        return world.commands.iter().filter(|one| works_in_private(one)).cloned().collect();
    };
    if world.bots_guild(guild).is_err() {
        return Vec::new();
    }
    let allowed = |command: &&Command| match command.default_member_permissions {
        None => true,
        Some(needed) if needed.is_empty() => has.contains(Permissions::ADMINISTRATOR),
        Some(needed) => has.contains(needed),
    };
    let here = |command: &&Command| command.guild_id.is_none_or(|id| id == guild) && works_in_guilds(command);
    world.commands.iter().filter(here).filter(allowed).cloned().collect()
}

/// Whether a name is what a person of this language calls something: the bot's own name for it counts too.
pub(crate) fn is_called(name: &str, localised: Option<&HashMap<String, String>>, typed: &str) -> bool {
    let typed = typed.to_lowercase();
    name.to_lowercase() == typed
        || localised.into_iter().flatten().any(|(_, other)| other.to_lowercase() == typed)
}

/// A name or a description in a person's language; the bot's own words where they were not translated.
pub(crate) fn localised<'a>(
    own: &'a str,
    translated: Option<&'a HashMap<String, String>>,
    locale: &str,
) -> &'a str {
    translated.and_then(|all| all.get(locale)).map_or(own, String::as_str)
}

/// A command as typed: which it is, and the way to its options.
pub(crate) struct Typed {
    pub(crate) command: Command,
    /// The sub-command group and the sub-command, by the bot's names.
    pub(crate) path: Vec<CommandOption>,
    /// The options with the text typed for each.
    pub(crate) values: Vec<(CommandOption, String)>,
}

impl Typed {
    /// The command's full name, as Discord tells it.
    pub(crate) fn full_name(&self) -> String {
        let mut name = self.command.name.clone();
        for step in &self.path {
            name.push(' ');
            name.push_str(&step.name);
        }
        name
    }

    /// Wraps the options in the groups that lead to them.
    pub(crate) fn nest(&self, options: Vec<Value>) -> Vec<Value> {
        self.path.iter().rev().fold(options, |inner, step| {
            vec![json!({ "name": step.name, "type": step.kind, "options": inner })]
        })
    }

    /// The options that can be typed.
    pub(crate) fn declared(&self) -> &[CommandOption] {
        match self.path.last() {
            Some(last) => last.options.as_deref().unwrap_or_default(),
            None => &self.command.options,
        }
    }
}

/// Reads a line.
pub(crate) fn parse(line: &str, commands: &[Command]) -> Result<Typed, String> {
    let line = line.trim_start();
    let line = line.strip_prefix('/').ok_or_else(|| format!("`{line}` is no command: it has no slash"))?;
    let (first, mut rest) = word(line);
    let named = |one: &&Command| {
        one.kind == CommandType::ChatInput && is_called(&one.name, one.name_localizations.as_ref(), first)
    };
    // A server's own command hides everyone's of the same name.
    let command = commands.iter().filter(named).max_by_key(|one| one.guild_id.is_some());
    let command =
        command.cloned().ok_or_else(|| format!("there is no command `/{first}` here for this person"))?;
    let mut path: Vec<CommandOption> = Vec::new();
    let mut options = command.options.clone();
    while options.iter().any(|one| is_step(one.kind)) {
        let (next, after) = word(rest);
        let step = options.iter().find(|one| is_called(&one.name, one.name_localizations.as_ref(), next));
        let step = step.cloned().ok_or_else(|| format!("`/{}` has no `{next}`", command.name))?;
        options = step.options.clone().unwrap_or_default();
        path.push(step);
        rest = after;
    }
    let values = split(rest, &options)?;
    Ok(Typed { command, path, values })
}

pub(crate) fn is_step(kind: CommandOptionType) -> bool {
    matches!(kind, CommandOptionType::SubCommand | CommandOptionType::SubCommandGroup)
}

fn word(line: &str) -> (&str, &str) {
    let line = line.trim_start();
    match line.split_once(char::is_whitespace) {
        Some((first, rest)) => (first, rest),
        None => (line, ""),
    }
}

/// Splits `name:value name:value`. A value is quoted, or goes on to the next name.
fn split(mut rest: &str, options: &[CommandOption]) -> Result<Vec<(CommandOption, String)>, String> {
    let mut found: Vec<(CommandOption, String)> = Vec::new();
    rest = rest.trim();
    while !rest.is_empty() {
        let Some((option, after)) = starts_option(rest, options) else {
            return Err(format!("`{rest}` is no option"));
        };
        if found.iter().any(|(known, _)| known.name == option.name) {
            return Err(format!("`{}` is given twice", option.name));
        }
        let (value, left) = value(after, options)?;
        found.push((option.clone(), value));
        rest = left.trim_start();
    }
    Ok(found)
}

pub(crate) fn starts_option<'a, 'b>(
    text: &'a str,
    options: &'b [CommandOption],
) -> Option<(&'b CommandOption, &'a str)> {
    let (name, after) = text.split_once(':')?;
    let option = options.iter().find(|one| is_called(&one.name, one.name_localizations.as_ref(), name))?;
    Some((option, after))
}

pub(crate) fn value<'a>(text: &'a str, options: &[CommandOption]) -> Result<(String, &'a str), String> {
    if let Some(quoted) = text.strip_prefix('"') {
        let mut value = String::new();
        let mut letters = quoted.char_indices();
        while let Some((at, letter)) = letters.next() {
            match letter {
                '"' => return Ok((value, &quoted[at + 1..])),
                '\\' if quoted[at + 1..].starts_with(['"', '\\']) => {
                    value.extend(letters.next().map(|(_, next)| next));
                }
                other => value.push(other),
            }
        }
        return Err(format!("the quote of `{text}` is not closed"));
    }
    // Unquoted: up to a following word that names an option.
    let mut at = 0;
    while let Some(space) = text[at..].find(char::is_whitespace) {
        let start = at + space;
        let next = text[start..].trim_start();
        if starts_option(next, options).is_some() {
            return Ok((text[..start].trim().to_owned(), next));
        }
        at = start + text[start..].chars().next().map_or(1, char::len_utf8);
    }
    Ok((text.trim().to_owned(), ""))
}

/// Makes of a typed text what Discord sends for that type of option.
pub(crate) fn convert(option: &CommandOption, text: &str) -> Result<Value, String> {
    let wrong = |what: &str| Err(format!("`{}` takes {what}, not `{text}`", option.name));
    let choices = option.choices.as_deref().unwrap_or_default();
    if !choices.is_empty() {
        let by_value = |value: &CommandOptionChoiceValue| match value {
            CommandOptionChoiceValue::String(value) => value == text,
            CommandOptionChoiceValue::Integer(value) => text.parse() == Ok(*value),
            CommandOptionChoiceValue::Number(value) => {
                text.parse::<f64>().is_ok_and(|number| (number - value).abs() < f64::EPSILON)
            }
        };
        let chosen = choices
            .iter()
            .find(|one| is_called(&one.name, one.name_localizations.as_ref(), text) || by_value(&one.value));
        return match chosen {
            Some(choice) => Ok(json!(choice.value)),
            None => wrong("one of its choices"),
        };
    }
    match option.kind {
        CommandOptionType::String => {
            let length = text.chars().count();
            let (least, most) = (option.min_length.unwrap_or(0), option.max_length.unwrap_or(6000));
            if (usize::from(least)..=usize::from(most)).contains(&length) {
                Ok(json!(text))
            } else {
                wrong(&format!("{least} to {most} characters"))
            }
        }
        CommandOptionType::Integer => match text.parse::<i64>() {
            Ok(number) if fits(option, &CommandOptionValue::Integer(number)) => Ok(json!(number)),
            _ => wrong("a whole number within its limits"),
        },
        CommandOptionType::Number => match text.parse::<f64>() {
            Ok(number) if fits(option, &CommandOptionValue::Number(number)) => Ok(json!(number)),
            _ => wrong("a number within its limits"),
        },
        CommandOptionType::Boolean => match text.to_lowercase().as_str() {
            "true" | "yes" | "vrai" | "oui" => Ok(json!(true)),
            "false" | "no" | "faux" | "non" => Ok(json!(false)),
            _ => wrong("true or false"),
        },
        _ => wrong("something else"),
    }
}

#[expect(clippy::cast_precision_loss, reason = "Discord's whole numbers stay within 53 bits")]
fn number(value: &CommandOptionValue) -> f64 {
    match value {
        CommandOptionValue::Integer(number) => *number as f64,
        CommandOptionValue::Number(number) => *number,
    }
}

fn fits(option: &CommandOption, value: &CommandOptionValue) -> bool {
    let value = number(value);
    option.min_value.as_ref().is_none_or(|least| value >= number(least))
        && option.max_value.as_ref().is_none_or(|most| value <= number(most))
}
