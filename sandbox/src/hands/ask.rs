//! Commands typed, menus used, suggestions asked for; and the wait for the bot's answer.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use twilight_model::{
    application::command::{Command, CommandType},
    gateway::Intents,
};

use super::{
    act::{Act, interaction},
    answer::{Answer, Outcome, SeenForm},
    data::{self, Resolved, Typist},
    parse::{self, Typed, is_called, visible},
};
use crate::{
    error::ApiError,
    ids::{AttachmentId, ChannelId, InteractionId, MessageId, UserId},
    rest::{
        interactions::PATIENCE,
        payload::{Upload, guess},
    },
    shared::Shared,
    state::{
        Asked, Attachment, Interaction, Reply, World, flag,
        said::{Kind, as_typed},
    },
    world::{Channel, Person, SeenMessage, fields},
};

/// How long a person looks at "is thinking" before looking away.
const THINKING: Duration = Duration::from_mins(1);

/// A suggestion under a command box.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Choice {
    /// What is shown, in the person's language.
    pub name: String,
    /// What is sent when it is taken: text or a number.
    pub value: Value,
}

impl Person {
    /// Types a command: `/ticket open subject:"Portal is down" priority:P2`. Names are the bot's or any of
    /// its translations; a value is quoted or goes on to the next option's name; people, roles and channels
    /// are written `@name`, `#name` or as mentions.
    pub async fn types(&self, channel: &Channel, line: &str) -> Answer {
        self.types_with_files(channel, line, &[]).await
    }

    /// Types a command whose options name some of these files (name and bytes): `/import file:list.csv`.
    pub async fn types_with_files(&self, channel: &Channel, line: &str, files: &[(&str, &[u8])]) -> Answer {
        let act = format!("{} types `{line}` in #{}", self.name(), channel.name());
        let built = self.shared.change(|world| command(world, channel.id(), self.id(), line, files));
        match built {
            Ok(built) => self.act(act, built).await,
            Err(why) => Answer { act, outcome: Outcome::Impossible(why) },
        }
    }

    /// Uses a command of a message's menu, by any of its names.
    pub async fn uses_menu(&self, name: &str, message: &impl AsRef<SeenMessage>) -> Answer {
        let message = message.as_ref();
        let act = format!("{} uses \"{name}\" on a message", self.name());
        let built = self.shared.look(|world| {
            let command = menu(world, message.channel, self.id(), name, CommandType::Message)?;
            check_sees(world, message.channel, message.id, self.id())?;
            let mut resolved = Resolved::default();
            resolved.message(world, message.channel, message.id).map_err(|error| error.message)?;
            Ok(menu_act(&command, message.channel, message.id.get(), resolved))
        });
        match built {
            Ok(built) => self.act(act, built).await,
            Err(why) => Answer { act, outcome: Outcome::Impossible(why) },
        }
    }

    /// Uses a command of another person's menu, by any of its names.
    pub async fn uses_menu_on_person(&self, channel: &Channel, name: &str, person: &Self) -> Answer {
        let act = format!("{} uses \"{name}\" on {}", self.name(), person.name());
        let built = self.shared.look(|world| {
            let command = menu(world, channel.id(), self.id(), name, CommandType::User)?;
            let mut resolved = Resolved::default();
            resolved.user(world, channel.id(), person.id()).ok_or("there is no such person")?;
            Ok::<_, String>(menu_act(&command, channel.id(), person.id().get(), resolved))
        });
        match built {
            Ok(built) => self.act(act, built).await,
            Err(why) => Answer { act, outcome: Outcome::Impossible(why) },
        }
    }

    /// The suggestions for the last option of a line that is not sent: `/ticket show ticket:po`. Empty where
    /// the line is not one that could be typed, where that option has no suggestions, or where none came
    /// within three seconds.
    pub async fn suggestions(&self, channel: &Channel, line: &str) -> Vec<Choice> {
        self.try_suggestions(channel.id(), line).await.unwrap_or_default()
    }

    /// The same, with the reason where there are none to be had.
    pub(crate) async fn try_suggestions(
        &self,
        channel: ChannelId,
        line: &str,
    ) -> Result<Vec<Choice>, String> {
        let (act, locale) = self.shared.look(|world| {
            let act = suggestions(world, channel, self.id(), line)?;
            let locale = world.user(self.id()).map(|user| user.locale.clone()).unwrap_or_default();
            Ok::<_, String>((act, locale))
        })?;
        let id = begin(&self.shared, self.id(), act).map_err(|error| error.message)?;
        match settle(&self.shared, id, "suggestions").await {
            Some(Reply::Choices(all)) => Ok(all.iter().map(|one| choice(one, &locale)).collect()),
            Some(_) => Err("the bot answered with something else than suggestions".to_owned()),
            None => Err("no suggestions came within three seconds".to_owned()),
        }
    }

    /// Sends an interaction and waits for what comes back.
    pub(super) async fn act(&self, words: String, act: Act) -> Answer {
        let channel = act.channel;
        let source = act.source;
        let outcome = match begin(&self.shared, self.id(), act) {
            Err(error) => Outcome::Impossible(error.message),
            Ok(id) => match settle(&self.shared, id, &words).await {
                None => Outcome::Failed,
                Some(reply) => self.outcome(id, channel, source, reply).await,
            },
        };
        Answer { act: words, outcome }
    }

    async fn outcome(
        &self,
        id: InteractionId,
        channel: ChannelId,
        source: Option<MessageId>,
        reply: Reply,
    ) -> Outcome {
        let shared = &self.shared;
        let original = shared.look(|world| world.interactions.get(&id).and_then(|one| one.original));
        match reply {
            Reply::Form(form) => Outcome::Form(SeenForm {
                title: form.title.clone(),
                custom_id: form.custom_id.clone(),
                fields: fields(&form),
                interaction: id,
                channel,
                form,
            }),
            Reply::Silent => Outcome::Acknowledged,
            Reply::Updated => match source.and_then(|source| take(shared, channel, source, Kind::Update)) {
                Some(message) => Outcome::Updated(message),
                None => Outcome::Acknowledged,
            },
            Reply::Message | Reply::Deferred => {
                let Some(original) = original else { return Outcome::Acknowledged };
                let ready = |world: &World| match world.message(channel, original) {
                    Ok(message) => (message.flags & flag::LOADING == 0).then_some(()),
                    // Deleted without ever becoming a message.
                    Err(_) => Some(()),
                };
                let _ = shared.wait(Instant::now() + THINKING, ready).await;
                match take(shared, channel, original, Kind::Message) {
                    Some(message) if message.thinking => Outcome::Thinking(message),
                    Some(message) => Outcome::Message(message),
                    None => Outcome::Acknowledged,
                }
            }
            Reply::Choices(_) | Reply::Waiting => Outcome::Failed,
        }
    }
}

/// A message as it now is; what the bot said of it counts as read.
fn take(shared: &Shared, channel: ChannelId, id: MessageId, kind: Kind) -> Option<SeenMessage> {
    shared.change(|world| {
        if let Some(said) =
            world.said.iter_mut().find(|one| one.message == id && one.kind == kind && !one.read)
        {
            said.read = true;
        }
        world.message(channel, id).ok().map(|message| SeenMessage::new(world, message))
    })
}

/// Puts an interaction into the world and tells the bot.
fn begin(shared: &Shared, user: UserId, act: Act) -> Result<InteractionId, ApiError> {
    shared.change(|world| {
        let id: InteractionId = world.ids.next(world.clock.now());
        let token = format!("aW50ZXJhY3Rpb246{id}.{:016x}", id.get().wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let event = interaction(world, (id, &token), &act, user)?;
        let guild = world.guild_of(act.channel);
        world.interactions.insert(
            id,
            Interaction {
                id,
                token,
                asked: act.asked,
                user,
                channel: act.channel,
                name: act.name,
                menu: act.menu,
                source: act.source,
                opener: act.opener,
                asked_at: Instant::now(),
                reply: Reply::Waiting,
                original: None,
                failed: false,
            },
        );
        world.tell("INTERACTION_CREATE", guild, Intents::empty(), event);
        Ok(id)
    })
}

/// Waits for the bot's answer; none within the three seconds is a failure that is kept.
async fn settle(shared: &Shared, id: InteractionId, words: &str) -> Option<Reply> {
    let answered = |world: &World| {
        let reply = world.interactions.get(&id).map(|one| &one.reply);
        reply.filter(|reply| !matches!(reply, Reply::Waiting)).cloned()
    };
    let reply = shared.wait(Instant::now() + PATIENCE, answered).await;
    if reply.is_none() {
        shared.change(|world| {
            if let Some(interaction) = world.interactions.get_mut(&id) {
                interaction.failed = true;
            }
        });
        shared.log.failed(words.to_owned());
    }
    reply
}

pub(super) fn check_sees(
    world: &World,
    channel: ChannelId,
    id: MessageId,
    user: UserId,
) -> Result<(), String> {
    let place = world.channel(channel).map_err(|error| error.message)?;
    let message = world.message(channel, id).map_err(|error| error.message)?;
    if world.may_see(place, user) && message.only_for.is_none_or(|only| only == user) {
        Ok(())
    } else {
        Err("this person does not see that message".to_owned())
    }
}

fn command(
    world: &mut World,
    channel: ChannelId,
    user: UserId,
    line: &str,
    files: &[(&str, &[u8])],
) -> Result<Act, String> {
    let typed = parse::parse(line, &visible(world, channel, user))?;
    let stored: Vec<(AttachmentId, Attachment)> = files
        .iter()
        .enumerate()
        .map(|(number, (name, bytes))| {
            let upload = Upload {
                number: number as u64,
                filename: (*name).to_owned(),
                content_type: guess(name).to_owned(),
                bytes: bytes.to_vec().into(),
            };
            let file = world.store_file(channel, name, None, &upload);
            (file.id, file)
        })
        .collect();
    let typist = Typist { world, channel, user, files: &stored };
    let mut resolved = Resolved::default();
    let options = data::options(&typist, &typed, &mut resolved)?;
    Ok(Act {
        asked: Asked::Command,
        channel,
        data: command_data(&typed, &typed.nest(options), resolved),
        source: None,
        name: Some(typed.full_name()),
        menu: false,
        opener: None,
    })
}

fn command_data(typed: &Typed, options: &[Value], resolved: Resolved) -> Value {
    let mut data = json!({
        "id": typed.command.id, "name": typed.command.name, "type": 1, "options": options,
    });
    if let Some(guild) = typed.command.guild_id {
        data["guild_id"] = json!(guild);
    }
    if let Some(resolved) = resolved.into_json() {
        data["resolved"] = resolved;
    }
    data
}

fn suggestions(world: &World, channel: ChannelId, user: UserId, line: &str) -> Result<Act, String> {
    let typed = parse::parse(line, &visible(world, channel, user))?;
    let last = typed.values.len().checked_sub(1).ok_or("no option was typed")?;
    let mut options = Vec::new();
    for (number, (option, text)) in typed.values.iter().enumerate() {
        if number == last && option.autocomplete != Some(true) {
            return Err(format!("`{}` has no suggestions", option.name));
        }
        // Options on the way are sent as they can be read so far, the one being typed as it stands.
        let value = if number == last {
            json!(text)
        } else {
            let typist = Typist { world, channel, user, files: &[] };
            let read = data::options_so_far(&typist, option, text);
            read.unwrap_or_else(|| json!(text))
        };
        let mut one = json!({ "name": option.name, "type": option.kind, "value": value });
        if number == last {
            one["focused"] = json!(true);
        }
        options.push(one);
    }
    Ok(Act {
        asked: Asked::Suggestions,
        channel,
        data: command_data(&typed, &typed.nest(options), Resolved::default()),
        source: None,
        name: Some(typed.full_name()),
        menu: false,
        opener: None,
    })
}

fn choice(one: &Value, locale: &str) -> Choice {
    let localised = one["name_localizations"][locale].as_str();
    let name = localised.or_else(|| one["name"].as_str()).unwrap_or_default();
    Choice { name: as_typed(name), value: one["value"].clone() }
}

fn menu(
    world: &World,
    channel: ChannelId,
    user: UserId,
    name: &str,
    kind: CommandType,
) -> Result<Command, String> {
    let found = visible(world, channel, user)
        .into_iter()
        .find(|one| one.kind == kind && is_called(&one.name, one.name_localizations.as_ref(), name));
    found.ok_or_else(|| format!("there is no \"{name}\" in that menu for this person"))
}

fn menu_act(command: &Command, channel: ChannelId, target: u64, resolved: Resolved) -> Act {
    let mut data = json!({
        "id": command.id, "name": command.name, "type": u8::from(command.kind), "target_id": target.to_string(),
    });
    if let Some(guild) = command.guild_id {
        data["guild_id"] = json!(guild);
    }
    if let Some(resolved) = resolved.into_json() {
        data["resolved"] = resolved;
    }
    Act {
        asked: Asked::Command,
        channel,
        data,
        source: None,
        name: Some(command.name.clone()),
        menu: true,
        opener: None,
    }
}
