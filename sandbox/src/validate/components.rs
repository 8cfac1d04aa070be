//! Buttons, menus and forms: shape and limits, and what Discord refuses beyond them.

use std::collections::HashSet;

use serde_json::{Value, json};
use twilight_model::channel::message::Component;
use twilight_validate::{
    component as limit,
    message::{MessageValidationErrorType, components as check},
};

use super::fields::read;
use crate::{
    error::{ApiError, ApiResult},
    state::{
        Form,
        component::{kind, number, walk},
    },
};

/// Reads and checks the components of a message.
pub(crate) fn of_message(value: &Value, at: &str, version_two: bool) -> ApiResult<Vec<Component>> {
    let value = &completed(value);
    let all = read_all(value, at)?;
    unique(value, at)?;
    walk(value, at, &mut |one, path| match number(one) {
        kind::BUTTON => button(one, path),
        kind::STRING_SELECT => string_select(one, path),
        kind::TEXT_INPUT | kind::LABEL => {
            Err(ApiError::form(path, "UNION_TYPE_CHOICES", "A message holds no text fields."))
        }
        _ => Ok(()),
    })?;
    held(&all, at, version_two)?;
    Ok(all)
}

/// Reads and checks a form.
pub(crate) fn of_form(data: &Value) -> ApiResult<Form> {
    let fields = super::fields::Fields::of(data, "data")?;
    let custom_id: String = fields.required("custom_id")?;
    let title: String = fields.required("title")?;
    length("data.custom_id", &custom_id, 1, limit::COMPONENT_CUSTOM_ID_LENGTH)?;
    length("data.title", &title, 1, 45)?;
    let value = fields.raw("components").ok_or_else(|| ApiError::required("data.components"))?;
    let value = &completed(value);
    let components = read_all(value, "data.components")?;
    if components.is_empty() || components.len() > limit::COMPONENT_COUNT {
        return Err(ApiError::bad_length("data.components", 1, limit::COMPONENT_COUNT));
    }
    unique(value, "data.components")?;
    walk(value, "data.components", &mut |one, path| match number(one) {
        kind::TEXT_INPUT => text_field(one, path),
        kind::STRING_SELECT => string_select(one, path),
        kind::BUTTON => Err(ApiError::form(path, "UNION_TYPE_CHOICES", "A form holds no buttons.")),
        _ => Ok(()),
    })?;
    for (number, row) in value.as_array().into_iter().flatten().enumerate() {
        let path = format!("data.components.{number}");
        match self::number(row) {
            kind::ROW if row["components"].as_array().is_some_and(|all| all.len() == 1) => {}
            kind::ROW => return Err(ApiError::bad_length(&format!("{path}.components"), 1, 1)),
            kind::LABEL => {
                length(&format!("{path}.label"), row["label"].as_str().unwrap_or_default(), 1, 45)?;
            }
            _ => return Err(ApiError::form(&path, "UNION_TYPE_CHOICES", "Not a row of a form.")),
        }
    }
    Ok(Form { custom_id, title, components })
}

fn read_all(value: &Value, at: &str) -> ApiResult<Vec<Component>> {
    let Some(list) = value.as_array() else {
        return Err(ApiError::form(at, "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType"));
    };
    list.iter().enumerate().map(|(number, one)| read(one, &format!("{at}.{number}"))).collect()
}

fn held(all: &[Component], at: &str, version_two: bool) -> ApiResult<()> {
    check(all, version_two).map_err(|error| {
        let words = error.to_string();
        match error.into_parts().0 {
            MessageValidationErrorType::ComponentCount { .. } => {
                ApiError::bad_length(at, 0, limit::COMPONENT_COUNT)
            }
            MessageValidationErrorType::ComponentInvalid { idx, .. } => {
                ApiError::form(&format!("{at}.{idx}"), "COMPONENT_VALIDATION_FAILED", &words)
            }
            _ => ApiError::form(at, "COMPONENT_VALIDATION_FAILED", &words),
        }
    })
}

/// Fills in what Discord does: a number for each component that has none, in their order and passing over
/// those that are taken, and how many can be chosen from a menu.
fn completed(value: &Value) -> Value {
    let mut taken = HashSet::new();
    // The visitor never refuses.
    let _ = walk(value, "", &mut |one, _| {
        taken.extend(one["id"].as_u64());
        Ok(())
    });
    let mut next = (1..).filter(|number| !taken.contains(number));
    let mut value = value.clone();
    complete_all(&mut value, &mut next);
    value
}

fn complete_all(list: &mut Value, next: &mut dyn Iterator<Item = u64>) {
    for one in list.as_array_mut().into_iter().flatten().filter_map(Value::as_object_mut) {
        if one.get("id").and_then(Value::as_u64).unwrap_or(0) == 0 {
            one.insert("id".to_owned(), json!(next.next()));
        }
        let kind = one.get("type").and_then(Value::as_u64).unwrap_or(0);
        if kind == kind::STRING_SELECT || (kind::USER_SELECT..=kind::CHANNEL_SELECT).contains(&kind) {
            for (name, default) in [("min_values", 1), ("max_values", 1)] {
                one.entry(name).or_insert(json!(default));
            }
        }
        if let Some(inner) = one.get_mut("components") {
            complete_all(inner, next);
        }
        for single in ["component", "accessory"] {
            if let Some(inner) = one.get_mut(single).filter(|inner| inner.is_object()) {
                let mut alone = json!([inner.take()]);
                complete_all(&mut alone, next);
                *inner = alone[0].take();
            }
        }
    }
}

fn unique(value: &Value, at: &str) -> ApiResult<()> {
    let mut seen = HashSet::new();
    walk(value, at, &mut |one, path| match one["custom_id"].as_str() {
        Some(id) if !seen.insert(id.to_owned()) => Err(ApiError::form(
            &format!("{path}.custom_id"),
            "COMPONENT_CUSTOM_ID_DUPLICATED",
            "Component custom id cannot be duplicated",
        )),
        _ => Ok(()),
    })
}

fn button(one: &Value, path: &str) -> ApiResult<()> {
    if one["label"].as_str().is_none_or(str::is_empty) && one["emoji"].is_null() && one["style"] != 6 {
        return Err(ApiError::required(&format!("{path}.label")));
    }
    match (one["style"].as_u64(), one["custom_id"].as_str(), one["url"].as_str()) {
        (Some(5), None, Some(url)) if super::embeds::is_link(url) || url.starts_with("discord://") => Ok(()),
        (Some(5), None, Some(_)) => {
            Err(ApiError::form(&format!("{path}.url"), "URL_TYPE_INVALID_URL", "Not a well formed URL."))
        }
        (Some(5), _, _) => Err(ApiError::form(path, "BUTTON_COMPONENT_URL_REQUIRED", "A url is required")),
        (Some(6), _, _) => Ok(()),
        (_, Some(id), None) => length(&format!("{path}.custom_id"), id, 1, limit::COMPONENT_CUSTOM_ID_LENGTH),
        _ => Err(ApiError::form(path, "BUTTON_COMPONENT_CUSTOM_ID_REQUIRED", "A custom id is required")),
    }
}

fn string_select(one: &Value, path: &str) -> ApiResult<()> {
    let options = one["options"].as_array().map(Vec::as_slice).unwrap_or_default();
    if options.is_empty() || options.len() > limit::SELECT_OPTION_COUNT {
        return Err(ApiError::bad_length(&format!("{path}.options"), 1, limit::SELECT_OPTION_COUNT));
    }
    let mut values = HashSet::new();
    for (number, option) in options.iter().enumerate() {
        let value = option["value"].as_str().unwrap_or_default();
        length(&format!("{path}.options.{number}.value"), value, 1, limit::SELECT_OPTION_VALUE_LENGTH)?;
        let label = option["label"].as_str().unwrap_or_default();
        length(&format!("{path}.options.{number}.label"), label, 1, limit::SELECT_OPTION_LABEL_LENGTH)?;
        if !values.insert(value) {
            return Err(ApiError::form(
                &format!("{path}.options.{number}.value"),
                "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED",
                "The specified option value is already used",
            ));
        }
    }
    let least = one["min_values"].as_u64().unwrap_or(1);
    let most = one["max_values"].as_u64().unwrap_or(1);
    if least > most || most > options.len() as u64 {
        return Err(ApiError::form(
            &format!("{path}.max_values"),
            "SELECT_COMPONENT_MAX_VALUES_TOO_LARGE",
            "The number of values must fit the options.",
        ));
    }
    Ok(())
}

fn text_field(one: &Value, path: &str) -> ApiResult<()> {
    let id = one["custom_id"].as_str().unwrap_or_default();
    length(&format!("{path}.custom_id"), id, 1, limit::COMPONENT_CUSTOM_ID_LENGTH)?;
    if let Some(label) = one["label"].as_str() {
        length(&format!("{path}.label"), label, limit::TEXT_INPUT_LABEL_MIN, limit::TEXT_INPUT_LABEL_MAX)?;
    }
    if let Some(placeholder) = one["placeholder"].as_str() {
        length(&format!("{path}.placeholder"), placeholder, 0, limit::TEXT_INPUT_PLACEHOLDER_MAX)?;
    }
    let most = one["max_length"]
        .as_u64()
        .map_or(limit::TEXT_INPUT_LENGTH_MAX, |most| usize::try_from(most).unwrap_or(0));
    let least = one["min_length"].as_u64().map_or(0, |least| usize::try_from(least).unwrap_or(usize::MAX));
    if most == 0 || most > limit::TEXT_INPUT_LENGTH_MAX || least > most {
        return Err(ApiError::form(
            &format!("{path}.max_length"),
            "BASE_TYPE_BAD_LENGTH",
            "The lengths must fit each other.",
        ));
    }
    // A prefilled text has to be one that the person could have typed.
    length(&format!("{path}.value"), one["value"].as_str().unwrap_or_default(), 0, most)
}

/// Holds a text to a length, in characters.
pub(crate) fn length(path: &str, text: &str, min: usize, max: usize) -> ApiResult<()> {
    let length = text.chars().count();
    if length < min && length == 0 {
        Err(ApiError::required(path))
    } else if (min..=max).contains(&length) {
        Ok(())
    } else {
        Err(ApiError::bad_length(path, min, max))
    }
}
