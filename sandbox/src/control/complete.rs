//! What a command box offers while someone types: commands, options, choices, and what the bot itself
//! suggests.

use axum::{
    Json,
    extract::{Path, Query, State},
};
use serde::{Deserialize, Serialize};
use twilight_model::application::command::{Command, CommandOption, CommandOptionType, CommandType};

use super::answer::{Answered, Refusal, Who};
use crate::{
    hands::parse::{self, is_called, is_step, localised, visible},
    ids::{ChannelId, UserId},
    shared::Ctx,
    state::World,
};

/// The most that is offered at once, as Discord does.
const OFFERED: usize = 25;

/// Something that can be taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct Offer {
    label: String,
    detail: String,
    /// What the box holds once it is taken.
    line: String,
}

/// An option of the command being typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct Wanted {
    name: String,
    detail: String,
    required: bool,
    given: bool,
}

/// What helps at this point of a line.
#[derive(Debug, Default, Serialize)]
struct Help {
    offers: Vec<Offer>,
    /// The options of the command, once it is known.
    options: Vec<Wanted>,
    /// Whether the line could be sent as it stands.
    ready: bool,
    /// Where the bot is to be asked: the line as far as it goes, and where the value begins.
    #[serde(skip)]
    ask: Option<(String, usize)>,
}

/// A line being typed.
#[derive(Deserialize)]
pub(super) struct Line {
    line: String,
    /// The names of the files at hand, one a line.
    #[serde(default)]
    files: String,
}

pub(super) async fn offers(
    State(shared): Ctx,
    Query(who): Query<Who>,
    Path(channel): Path<ChannelId>,
    Query(Line { line, files }): Query<Line>,
) -> Answered {
    let person = who.person(&shared)?;
    let files: Vec<&str> = files.lines().collect();
    let mut help = shared.look(|world| help(world, channel, person.id(), &line, &files));
    if let Some((asked, at)) = help.ask.take() {
        // A bot that has no suggestions, or is not there, leaves the box as it is; the log tells.
        let choices = person.try_suggestions(channel, &asked).await.map_err(Refusal::impossible)?;
        help.offers = choices
            .into_iter()
            .map(|one| {
                let value = one.value.as_str().map_or_else(|| one.value.to_string(), str::to_owned);
                Offer {
                    label: one.name,
                    detail: String::new(),
                    line: format!("{}{} ", &line[..at], quoted(&value)),
                }
            })
            .chain(help.offers)
            .collect();
    }
    help.offers.truncate(OFFERED);
    serde_json::to_value(help).map(Json).map_err(Refusal::unreadable)
}

fn help(world: &World, channel: ChannelId, user: UserId, line: &str, files: &[&str]) -> Help {
    let Some(typed) = line.strip_prefix('/') else { return Help::default() };
    let locale = world.users.get(&user).map(|user| user.locale.clone()).unwrap_or_default();
    let commands = visible(world, channel, user);
    let asker = Asker { world, channel, user, files, locale: &locale, line };
    match stage(line, &commands) {
        None => Help {
            offers: named(&commands, typed, &locale),
            ready: parse::parse(line, &commands)
                .is_ok_and(|typed| typed.declared().iter().all(|one| one.required != Some(true))),
            ..Help::default()
        },
        Some((at, options)) => asker.fill(at, &options, parse::parse(line, &commands).is_ok()),
    }
}

/// The commands whose full name begins with what was typed, then those that have it within.
fn named(commands: &[Command], typed: &str, locale: &str) -> Vec<Offer> {
    let typed = typed.trim_start().to_lowercase();
    let mut all = Vec::new();
    for one in commands.iter().filter(|one| one.kind == CommandType::ChatInput) {
        let name = localised(&one.name, one.name_localizations.as_ref(), locale);
        let detail = localised(&one.description, one.description_localizations.as_ref(), locale);
        leaves((name.to_owned(), one.name.clone()), detail, &one.options, locale, &mut all);
    }
    let rank = |names: &(String, String)| {
        let (own, bots) = (names.0.to_lowercase(), names.1.to_lowercase());
        if own.starts_with(&typed) || bots.starts_with(&typed) {
            Some(0)
        } else {
            (own.contains(&typed) || bots.contains(&typed)).then_some(1)
        }
    };
    let mut found: Vec<(u8, Offer)> = all
        .into_iter()
        .filter_map(|(names, detail)| {
            let line = format!("/{} ", names.0);
            Some((rank(&names)?, Offer { label: format!("/{}", names.0), detail, line }))
        })
        .collect();
    found.sort_by_key(|(rank, _)| *rank);
    found.into_iter().map(|(_, offer)| offer).collect()
}

/// The full names of what can be typed: in the person's language, and the bot's own.
type Names = (String, String);

fn leaves(
    names: Names,
    detail: &str,
    options: &[CommandOption],
    locale: &str,
    all: &mut Vec<(Names, String)>,
) {
    let steps: Vec<&CommandOption> = options.iter().filter(|one| is_step(one.kind)).collect();
    if steps.is_empty() {
        all.push((names, detail.to_owned()));
        return;
    }
    for step in steps {
        let own = localised(&step.name, step.name_localizations.as_ref(), locale);
        let detail = localised(&step.description, step.description_localizations.as_ref(), locale);
        let inner = (format!("{} {own}", names.0), format!("{} {}", names.1, step.name));
        leaves(inner, detail, step.options.as_deref().unwrap_or_default(), locale, all);
    }
}

/// Where the options begin, and which there are; none while the command itself is being typed.
fn stage(line: &str, commands: &[Command]) -> Option<(usize, Vec<CommandOption>)> {
    let mut at = 1;
    let mut steps: Option<Vec<CommandOption>> = None;
    loop {
        let rest = line[at..].trim_start();
        let end = rest.find(char::is_whitespace)?;
        let name = &rest[..end];
        let inner = match &steps {
            None => commands
                .iter()
                .filter(|one| one.kind == CommandType::ChatInput)
                .filter(|one| is_called(&one.name, one.name_localizations.as_ref(), name))
                .max_by_key(|one| one.guild_id.is_some())
                .map(|one| one.options.clone())?,
            Some(steps) => steps
                .iter()
                .find(|one| is_called(&one.name, one.name_localizations.as_ref(), name))
                .map(|one| one.options.clone().unwrap_or_default())?,
        };
        at = line.len() - rest[end..].trim_start().len();
        if !inner.iter().any(|one| is_step(one.kind)) {
            return Some((at, inner));
        }
        steps = Some(inner);
    }
}

/// What is being typed at the end of a line.
enum Typing<'a> {
    /// The name of an option, from here.
    Name(usize),
    /// The value of an option, from here; whether it stands in quotes.
    Value { option: &'a CommandOption, at: usize, text: String, open: bool },
}

/// Reads the options as far as they go: those that are finished, and the one that is being typed.
fn read<'a>(line: &str, from: usize, options: &'a [CommandOption]) -> (Vec<&'a CommandOption>, Typing<'a>) {
    let mut given = Vec::new();
    let mut rest = line[from..].trim_start();
    loop {
        let at = line.len() - rest.len();
        let Some((option, after)) = parse::starts_option(rest, options) else {
            return (given, Typing::Name(at));
        };
        let at = line.len() - after.len();
        let quoted = after.starts_with('"');
        match parse::value(after, options) {
            Err(_) => {
                let text = after.strip_prefix('"').unwrap_or(after).replace("\\\"", "\"");
                return (given, Typing::Value { option, at, text, open: true });
            }
            Ok((text, "")) if !quoted => {
                return (given, Typing::Value { option, at, text, open: false });
            }
            Ok((_, left)) => {
                given.push(option);
                rest = left.trim_start();
            }
        }
    }
}

/// A value as it is written in a line.
fn quoted(value: &str) -> String {
    if value.is_empty() || value.contains(|letter: char| letter.is_whitespace() || "\"\\".contains(letter)) {
        format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\""))
    } else {
        value.to_owned()
    }
}

/// Who types where.
struct Asker<'a> {
    world: &'a World,
    channel: ChannelId,
    user: UserId,
    files: &'a [&'a str],
    locale: &'a str,
    line: &'a str,
}

impl Asker<'_> {
    fn own<'b>(&self, option: &'b CommandOption) -> &'b str {
        localised(&option.name, option.name_localizations.as_ref(), self.locale)
    }

    fn fill(&self, from: usize, options: &[CommandOption], readable: bool) -> Help {
        let (mut given, typing) = read(self.line, from, options);
        let mut help = Help::default();
        match &typing {
            Typing::Name(at) => help.offers = self.names(options, &given, *at),
            Typing::Value { option, at, text, open } => {
                let finished = !open && !text.is_empty() && self.line.ends_with(char::is_whitespace);
                let values = self.values(option, text);
                let settled =
                    finished && values.as_ref().is_none_or(|all| all.iter().any(|one| one.0 == *text));
                if option.autocomplete == Some(true) && !finished {
                    help.ask = Some((format!("{}{}", &self.line[..*at], quoted(text)), *at));
                } else if !settled {
                    let values = values.into_iter().flatten();
                    help.offers.extend(values.map(|(value, detail)| Offer {
                        line: format!("{}{} ", &self.line[..*at], quoted(&value)),
                        label: value,
                        detail,
                    }));
                }
                given.push(option);
                // The last word of a value may also be the beginning of the next option's name.
                let word = self.line.rfind(char::is_whitespace).map_or(0, |space| space + 1);
                if !open && word > *at {
                    help.offers.extend(self.names(options, &given, word));
                }
            }
        }
        let is_given = |one: &CommandOption| given.iter().any(|known| known.name == one.name);
        help.options = options
            .iter()
            .map(|one| Wanted {
                name: self.own(one).to_owned(),
                detail: localised(&one.description, one.description_localizations.as_ref(), self.locale)
                    .to_owned(),
                required: one.required == Some(true),
                given: is_given(one),
            })
            .collect();
        help.ready = readable && help.options.iter().all(|one| one.given || !one.required);
        help
    }

    /// The options that are not given yet and begin with what stands from `at` on.
    fn names(&self, options: &[CommandOption], given: &[&CommandOption], at: usize) -> Vec<Offer> {
        let typed = self.line[at..].to_lowercase();
        options
            .iter()
            .filter(|one| !given.iter().any(|known| known.name == one.name))
            .filter(|one| {
                self.own(one).to_lowercase().starts_with(&typed)
                    || one.name.to_lowercase().starts_with(&typed)
            })
            .map(|one| Offer {
                label: self.own(one).to_owned(),
                detail: localised(&one.description, one.description_localizations.as_ref(), self.locale)
                    .to_owned(),
                line: format!("{}{}:", &self.line[..at], self.own(one)),
            })
            .collect()
    }

    /// The values that an option can have and that have `text` within, each with a word about it; none where
    /// anything goes.
    fn values(&self, option: &CommandOption, text: &str) -> Option<Vec<(String, String)>> {
        let choices = option.choices.as_deref().unwrap_or_default();
        let all: Vec<(String, String)> = match option.kind {
            CommandOptionType::Boolean => ["true", "false"].map(|one| (one.to_owned(), String::new())).into(),
            CommandOptionType::User => self.people(),
            CommandOptionType::Role => self.roles(),
            CommandOptionType::Mentionable => self.people().into_iter().chain(self.roles()).collect(),
            CommandOptionType::Channel => self.channels(option),
            CommandOptionType::Attachment => {
                self.files.iter().map(|file| ((*file).to_owned(), String::new())).collect()
            }
            _ if choices.is_empty() => return None,
            _ => choices
                .iter()
                .map(|one| {
                    let name = localised(&one.name, one.name_localizations.as_ref(), self.locale);
                    (name.to_owned(), String::new())
                })
                .collect(),
        };
        let wanted = text.trim_start_matches(['@', '#']).to_lowercase();
        Some(all.into_iter().filter(|(value, _)| value.to_lowercase().contains(&wanted)).collect())
    }

    /// Who is there, by name; two of one name are told apart by their ids.
    fn people(&self) -> Vec<(String, String)> {
        let guild = self.world.guild_of(self.channel).and_then(|id| self.world.guilds.get(&id));
        let here: Vec<UserId> = match guild {
            Some(guild) => guild.members.keys().copied().collect(),
            // In private there are the two of them.
            None => vec![self.user, self.world.app.bot],
        };
        let mut users: Vec<_> = here.iter().filter_map(|id| self.world.users.get(id)).collect();
        users.sort_by_key(|user| user.bot);
        let twice = |name: &str| users.iter().filter(|one| one.name == name).count() > 1;
        users
            .iter()
            .map(|user| {
                let value =
                    if twice(&user.name) { format!("<@{}>", user.id) } else { format!("@{}", user.name) };
                (value, user.name.clone())
            })
            .collect()
    }

    fn roles(&self) -> Vec<(String, String)> {
        let guild = self.world.guild_of(self.channel).and_then(|id| self.world.guilds.get(&id));
        let roles = guild.into_iter().flat_map(|guild| guild.roles.values());
        roles
            .filter(|role| role.name != "@everyone")
            .map(|role| (format!("@{}", role.name), String::new()))
            .collect()
    }

    fn channels(&self, option: &CommandOption) -> Vec<(String, String)> {
        let guild = self.world.guild_of(self.channel);
        let kinds = option.channel_types.as_deref().unwrap_or_default();
        let here = self.world.channels.values().filter(|one| one.guild == guild && guild.is_some());
        here.filter(|one| kinds.is_empty() || kinds.contains(&one.kind))
            .filter(|one| self.world.may_see(one, self.user))
            .map(|one| (format!("#{}", one.name), one.topic.clone().unwrap_or_default()))
            .collect()
    }
}
