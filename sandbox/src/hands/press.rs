//! Buttons pressed, menus chosen from, forms filled.

use std::collections::HashMap;

use serde_json::{Value, json};

use super::{
    act::Act,
    answer::{Answer, Outcome, SeenForm},
    ask::check_sees,
    data::{self, Resolved},
};
use crate::{
    ids::{ChannelId, MessageId, UserId},
    state::{
        Asked, World,
        component::{flat, kind, number},
    },
    world::{Person, SeenMessage, fields, is_labelled, is_menu},
};

impl Person {
    /// Presses a button, by its label, its emoji or the beginning of its custom id. The message is looked at
    /// as it now is.
    pub async fn presses(&self, on: &impl AsRef<SeenMessage>, button: &str) -> Answer {
        let message = on.as_ref();
        self.presses_in(message.channel, message.id, button).await
    }

    pub(crate) async fn presses_in(&self, channel: ChannelId, message: MessageId, button: &str) -> Answer {
        let act = format!("{} presses [{button}]", self.name());
        let built = self.shared.look(|world| press(world, channel, message, self.id(), button));
        self.try_act(act, built).await
    }

    /// Chooses from the message's menu, by label or value; people, roles and channels by name or mention
    /// where it is a menu of those.
    pub async fn chooses(&self, on: &impl AsRef<SeenMessage>, choice: &str) -> Answer {
        self.chooses_all(on, &[choice]).await
    }

    /// Chooses several.
    pub async fn chooses_all(&self, on: &impl AsRef<SeenMessage>, choices: &[&str]) -> Answer {
        let message = on.as_ref();
        self.chooses_in(message.channel, message.id, None, choices).await
    }

    pub(crate) async fn chooses_in(
        &self,
        channel: ChannelId,
        message: MessageId,
        menu: Option<&str>,
        choices: &[&str],
    ) -> Answer {
        let act = format!("{} chooses {choices:?}", self.name());
        let built = self.shared.look(|world| choose(world, channel, message, self.id(), menu, choices));
        self.try_act(act, built).await
    }

    /// Fills the form that opened, field by field (label or custom id, and text), and sends it. What was
    /// filled in from the start stays where nothing else is given.
    ///
    /// # Panics
    ///
    /// When no form opened.
    pub async fn fills(&self, answer: &Answer, texts: &[(&str, &str)]) -> Answer {
        self.fills_form(answer.form(), texts).await
    }

    /// The same, for a form at hand.
    pub async fn fills_form(&self, form: &SeenForm, texts: &[(&str, &str)]) -> Answer {
        let act = format!("{} fills \"{}\"", self.name(), form.title);
        let built = self.shared.look(|world| fill(world, form, texts));
        self.try_act(act, built).await
    }

    async fn try_act(&self, words: String, built: Result<Act, String>) -> Answer {
        match built {
            Ok(act) => self.act(words, act).await,
            Err(why) => Answer { act: words, outcome: Outcome::Impossible(why) },
        }
    }
}

fn press(
    world: &World,
    channel: ChannelId,
    message: MessageId,
    user: UserId,
    wanted: &str,
) -> Result<Act, String> {
    check_sees(world, channel, message, user)?;
    let all = flat(&world.message(channel, message).map_err(|error| error.message)?.components);
    let buttons: Vec<&Value> = all.iter().filter(|one| number(one) == kind::BUTTON).collect();
    let exact = |one: &&&Value| one["custom_id"] == wanted;
    let labelled = |one: &&&Value| is_labelled(one, wanted) || one["emoji"]["name"] == wanted;
    let prefixed = |one: &&&Value| one["custom_id"].as_str().is_some_and(|id| id.starts_with(wanted));
    let button = buttons.iter().find(exact).or_else(|| buttons.iter().find(labelled));
    let button = button.or_else(|| buttons.iter().find(prefixed));
    let button = button.ok_or_else(|| {
        let there: Vec<&str> = buttons.iter().filter_map(|one| one["label"].as_str()).collect();
        format!("there is no button [{wanted}]; there are {there:?}")
    })?;
    if button["disabled"] == true {
        return Err(format!("[{wanted}] is disabled"));
    }
    let id = button["custom_id"].as_str().ok_or("it is a link: pressing it tells the bot nothing")?;
    Ok(component(
        channel,
        message,
        json!({ "custom_id": id, "component_type": kind::BUTTON, "id": button["id"] }),
    ))
}

fn component(channel: ChannelId, message: MessageId, data: Value) -> Act {
    Act {
        asked: Asked::Component,
        channel,
        data,
        source: Some(message),
        name: None,
        menu: false,
        opener: None,
    }
}

fn choose(
    world: &World,
    channel: ChannelId,
    message: MessageId,
    user: UserId,
    which: Option<&str>,
    choices: &[&str],
) -> Result<Act, String> {
    check_sees(world, channel, message, user)?;
    let all = flat(&world.message(channel, message).map_err(|error| error.message)?.components);
    let menus: Vec<&Value> = all.iter().filter(|one| is_menu(one)).collect();
    let wanted = |one: &&&Value| match which {
        Some(id) => one["custom_id"] == id,
        // Where there are several, the one that has the first choice.
        None => menus.len() == 1 || number(one) != kind::STRING_SELECT || option_of(one, choices).is_some(),
    };
    let menu = menus.iter().find(wanted).ok_or("there is no such menu on the message")?;
    if menu["disabled"] == true {
        return Err("the menu is disabled".to_owned());
    }
    let least = menu["min_values"].as_u64().unwrap_or(1);
    let most = menu["max_values"].as_u64().unwrap_or(1);
    if !(least..=most).contains(&(choices.len() as u64)) {
        return Err(format!("the menu takes {least} to {most} choices"));
    }
    let mut resolved = Resolved::default();
    let values = choices
        .iter()
        .map(|choice| pick(world, channel, user, menu, choice, &mut resolved))
        .collect::<Result<Vec<String>, String>>()?;
    let mut data = json!({ "custom_id": menu["custom_id"], "component_type": menu["type"], "id": menu["id"], "values": values });
    if let Some(resolved) = resolved.into_json() {
        data["resolved"] = resolved;
    }
    Ok(component(channel, message, data))
}

fn option_of<'a>(menu: &'a Value, choices: &[&str]) -> Option<&'a Value> {
    let first = *choices.first()?;
    menu["options"].as_array()?.iter().find(|one| is_labelled(one, first) || one["value"] == first)
}

fn pick(
    world: &World,
    channel: ChannelId,
    user: UserId,
    menu: &Value,
    choice: &str,
    resolved: &mut Resolved,
) -> Result<String, String> {
    let missing = || format!("the menu has no `{choice}`");
    let id = match number(menu) {
        kind::STRING_SELECT => {
            let option = option_of(menu, &[choice]).ok_or_else(missing)?;
            return Ok(option["value"].as_str().unwrap_or_default().to_owned());
        }
        kind::CHANNEL_SELECT => {
            let id = data::find_channel(world, channel, user, choice).ok_or_else(missing)?;
            resolved.channel(world, user, id).ok_or_else(missing)?;
            id
        }
        // Menus of people, of roles, of both.
        which => {
            let person = (which != 6).then(|| data::find_user(world, channel, choice)).flatten();
            if let Some(id) = person {
                resolved.user(world, channel, id).ok_or_else(missing)?;
                id.get()
            } else if which == kind::USER_SELECT {
                return Err(missing());
            } else {
                let id = data::find_role(world, channel, choice).ok_or_else(missing)?;
                resolved.role(world, channel, id).ok_or_else(missing)?;
                id
            }
        }
    };
    Ok(id.to_string())
}

fn fill(world: &World, form: &SeenForm, texts: &[(&str, &str)]) -> Result<Act, String> {
    let all = fields(&form.form);
    for (name, _) in texts {
        if !all.iter().any(|field| field.label == *name || field.custom_id == *name) {
            let there: Vec<&str> = all.iter().map(|field| field.label.as_str()).collect();
            return Err(format!("the form has no field \"{name}\"; it has {there:?}"));
        }
    }
    let mut values = HashMap::new();
    for field in &all {
        let given = texts.iter().find(|(name, _)| field.label == *name || field.custom_id == *name);
        let text = given.map_or(field.value.as_str(), |(_, text)| *text);
        let length = text.chars().count();
        if length == 0 && field.required {
            return Err(format!("\"{}\" must be filled", field.label));
        }
        let (least, most) = field.lengths;
        if length > 0 && !(least..=most).contains(&length) {
            return Err(format!("\"{}\" takes {least} to {most} characters, not {length}", field.label));
        }
        values.insert(field.custom_id.clone(), text.to_owned());
    }
    let rows: Vec<Value> = json!(form.form.components)
        .as_array()
        .into_iter()
        .flatten()
        .map(|row| filled(row, &values))
        .collect();
    let origin = world.interactions.get(&form.interaction).ok_or("the form is gone")?;
    Ok(Act {
        asked: Asked::Form,
        channel: form.channel,
        data: json!({ "custom_id": form.custom_id, "components": rows }),
        source: origin.source,
        name: None,
        menu: false,
        opener: Some(form.interaction),
    })
}

/// A row of the form with what was written: rows of fields, or a label over one.
fn filled(row: &Value, values: &HashMap<String, String>) -> Value {
    let field = |one: &Value| {
        let id = one["custom_id"].as_str().unwrap_or_default();
        json!({ "type": one["type"], "id": one["id"], "custom_id": id, "value": values.get(id) })
    };
    if number(row) == kind::LABEL {
        return json!({ "type": kind::LABEL, "id": row["id"], "component": field(&row["component"]) });
    }
    let inner: Vec<Value> = row["components"].as_array().into_iter().flatten().map(field).collect();
    json!({ "type": kind::ROW, "id": row["id"], "components": inner })
}
