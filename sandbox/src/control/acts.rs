//! What a person's hands do: write, type, press, choose, fill, mend.

use std::{collections::BTreeMap, sync::Arc};

use axum::{
    Json,
    body::Bytes,
    extract::{Multipart, Path, Query, State, multipart::Field},
};
use serde::Deserialize;
use serde_json::{Value, json};

use super::answer::{Answered, Refusal, Who};
use crate::{
    hands::{Answer, Outcome, SeenForm},
    ids::{ChannelId, InteractionId, MessageId, UserId, id_of},
    shared::{Ctx, Shared},
    state::Reply,
    validate::commands::LOCALES,
    world::{Channel, Person, SeenMessage, fields},
};

/// What a person wrote, with the files that go with it.
#[derive(Default)]
struct Written {
    text: String,
    reply_to: Option<MessageId>,
    files: Vec<(String, Bytes)>,
}

impl Written {
    /// Reads a form of `text`, `reply_to` and any number of `file`s.
    async fn read(mut form: Multipart) -> Result<Self, Refusal> {
        let mut written = Self::default();
        while let Some(field) = form.next_field().await.map_err(Refusal::unreadable)? {
            match field.name().unwrap_or_default() {
                "text" => written.text = words(field).await?,
                "reply_to" => written.reply_to = id_of(&json!(words(field).await?)),
                "file" => {
                    let name = field.file_name().unwrap_or("file").to_owned();
                    let bytes = field.bytes().await.map_err(Refusal::unreadable)?;
                    written.files.push((name, bytes));
                }
                other => return Err(Refusal::unreadable(format!("`{other}` is not known"))),
            }
        }
        Ok(written)
    }

    fn files(&self) -> Vec<(&str, Bytes)> {
        self.files.iter().map(|(name, bytes)| (name.as_str(), bytes.clone())).collect()
    }
}

/// A field's text; a browser sends the ends of its lines as a form's.
async fn words(field: Field<'_>) -> Result<String, Refusal> {
    field.text().await.map(|text| text.replace("\r\n", "\n")).map_err(Refusal::unreadable)
}

fn seen(shared: &Shared, channel: ChannelId, message: MessageId) -> Result<SeenMessage, Refusal> {
    let found = shared.look(|world| world.message(channel, message).map(|one| SeenMessage::new(world, one)));
    found.map_err(|_| Refusal::missing("message"))
}

fn done(could: bool, what: &str) -> Answered {
    if could { Ok(Json(json!({}))) } else { Err(Refusal::impossible(format!("this person may not {what}"))) }
}

/// What came of an act, as the page reads it.
fn told(answer: &Answer) -> Json<Value> {
    Json(match answer.outcome() {
        Outcome::Message(message) => json!({ "outcome": "message", "message": message.id }),
        Outcome::Updated(message) => json!({ "outcome": "updated", "message": message.id }),
        Outcome::Thinking(message) => json!({ "outcome": "thinking", "message": message.id }),
        Outcome::Form(form) => json!({ "outcome": "form", "form": form_json(form) }),
        Outcome::Acknowledged => json!({ "outcome": "acknowledged" }),
        Outcome::Failed => json!({ "outcome": "failed" }),
        Outcome::Impossible(why) => json!({ "outcome": "impossible", "why": why }),
    })
}

fn form_json(form: &SeenForm) -> Value {
    let fields = form.fields.iter().map(|field| {
        json!({
            "custom_id": field.custom_id, "label": field.label, "value": field.value, "required": field.required,
            "paragraph": field.paragraph, "min_length": field.lengths.0, "max_length": field.lengths.1,
            "placeholder": field.placeholder,
        })
    });
    json!({
        "interaction": form.interaction, "title": form.title, "fields": fields.collect::<Vec<_>>(),
    })
}

pub(super) async fn say(
    State(shared): Ctx,
    Query(who): Query<Who>,
    Path(channel): Path<ChannelId>,
    form: Multipart,
) -> Answered {
    let written = Written::read(form).await?;
    let said = who.person(&shared)?.try_says(channel, &written.text, &written.files(), written.reply_to);
    said.map(|message| Json(json!({ "message": message.id }))).map_err(Refusal::impossible)
}

pub(super) async fn type_command(
    State(shared): Ctx,
    Query(who): Query<Who>,
    Path(channel): Path<ChannelId>,
    form: Multipart,
) -> Answered {
    let written = Written::read(form).await?;
    let person = who.person(&shared)?;
    let channel = Channel::new(Arc::clone(&shared), channel);
    let files: Vec<(&str, &[u8])> =
        written.files.iter().map(|(name, bytes)| (name.as_str(), &bytes[..])).collect();
    Ok(told(&person.types_with_files(&channel, &written.text, &files).await))
}

type OneMessage = Path<(ChannelId, MessageId)>;

#[derive(Deserialize)]
pub(super) struct NewText {
    text: String,
}

pub(super) async fn edit(
    State(shared): Ctx,
    Query(who): Query<Who>,
    Path((channel, message)): OneMessage,
    Json(new): Json<NewText>,
) -> Answered {
    let message = seen(&shared, channel, message)?;
    done(who.person(&shared)?.edits(&message, &new.text), "edit that message")
}

pub(super) async fn delete(
    State(shared): Ctx,
    Query(who): Query<Who>,
    Path((channel, message)): OneMessage,
) -> Answered {
    let message = seen(&shared, channel, message)?;
    done(who.person(&shared)?.deletes(&message), "delete that message")
}

#[derive(Deserialize)]
pub(super) struct Emoji {
    emoji: String,
    /// Whether it is put there or taken back.
    on: bool,
}

pub(super) async fn react(
    State(shared): Ctx,
    Query(who): Query<Who>,
    Path((channel, message)): OneMessage,
    Json(Emoji { emoji, on }): Json<Emoji>,
) -> Answered {
    let message = seen(&shared, channel, message)?;
    let person = who.person(&shared)?;
    let could = if on { person.reacts(&message, &emoji) } else { person.takes_back(&message, &emoji) };
    done(could, "react there")
}

#[derive(Deserialize)]
pub(super) struct Press {
    custom_id: String,
}

pub(super) async fn press(
    State(shared): Ctx,
    Query(who): Query<Who>,
    Path((channel, message)): OneMessage,
    Json(press): Json<Press>,
) -> Answered {
    Ok(told(&who.person(&shared)?.presses_in(channel, message, &press.custom_id).await))
}

#[derive(Deserialize)]
pub(super) struct Chosen {
    custom_id: String,
    values: Vec<String>,
}

pub(super) async fn choose(
    State(shared): Ctx,
    Query(who): Query<Who>,
    Path((channel, message)): OneMessage,
    Json(chosen): Json<Chosen>,
) -> Answered {
    let values: Vec<&str> = chosen.values.iter().map(String::as_str).collect();
    let person = who.person(&shared)?;
    Ok(told(&person.chooses_in(channel, message, Some(&chosen.custom_id), &values).await))
}

/// A command of the menu of a message or of a person.
#[derive(Deserialize)]
pub(super) struct Used {
    name: String,
    message: Option<MessageId>,
    person: Option<UserId>,
}

pub(super) async fn use_menu(
    State(shared): Ctx,
    Query(who): Query<Who>,
    Path(channel): Path<ChannelId>,
    Json(used): Json<Used>,
) -> Answered {
    let actor = who.person(&shared)?;
    match (used.message, used.person) {
        (Some(message), None) => {
            let message = seen(&shared, channel, message)?;
            Ok(told(&actor.uses_menu(&used.name, &message).await))
        }
        (None, Some(person)) => {
            let person = Person::new(Arc::clone(&shared), person);
            let channel = Channel::new(Arc::clone(&shared), channel);
            Ok(told(&actor.uses_menu_on_person(&channel, &used.name, &person).await))
        }
        _ => Err(Refusal::unreadable("a menu is one message's or one person's")),
    }
}

/// The texts of a form by its fields' ids.
#[derive(Deserialize)]
pub(super) struct Filled {
    texts: BTreeMap<String, String>,
}

pub(super) async fn fill(
    State(shared): Ctx,
    Query(who): Query<Who>,
    Path(interaction): Path<InteractionId>,
    Json(filled): Json<Filled>,
) -> Answered {
    let person = who.person(&shared)?;
    let form = shared.look(|world| {
        let asked = world.interactions.get(&interaction).filter(|one| one.user == person.id())?;
        let Reply::Form(form) = &asked.reply else { return None };
        Some(SeenForm {
            title: form.title.clone(),
            custom_id: form.custom_id.clone(),
            fields: fields(form),
            interaction,
            channel: asked.channel,
            form: form.clone(),
        })
    });
    let form = form.ok_or_else(|| Refusal::missing("form"))?;
    let texts: Vec<(&str, &str)> =
        filled.texts.iter().map(|(field, text)| (field.as_str(), text.as_str())).collect();
    Ok(told(&person.fills_form(&form, &texts).await))
}

/// Opens the person's conversation with the bot.
pub(super) async fn open_conversation(State(shared): Ctx, Query(who): Query<Who>) -> Answered {
    let channel = who.person(&shared)?.conversation();
    Ok(Json(json!({ "channel": channel.id() })))
}

/// What a person sets about the own account.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Account {
    locale: Option<String>,
    accepts_messages: Option<bool>,
}

pub(super) async fn change_person(
    State(shared): Ctx,
    Query(who): Query<Who>,
    Json(account): Json<Account>,
) -> Answered {
    let person = who.person(&shared)?;
    if let Some(locale) = account.locale {
        if !LOCALES.contains(&locale.as_str()) {
            return Err(Refusal::unreadable(format!("Discord has no language `{locale}`")));
        }
        person.speaks(&locale);
    }
    if let Some(accepts) = account.accepts_messages {
        person.accepts_messages(accepts);
    }
    Ok(Json(json!({})))
}
