//! Embeds: lengths, and the emptiness that Discord refuses.

use chrono::{DateTime, NaiveDateTime, Utc};
use serde_json::{Value, json};
use twilight_model::channel::message::Embed;
use twilight_validate::{
    embed::{self as limit, EmbedValidationErrorType as Wrong},
    message::EMBED_COUNT_LIMIT,
};

use super::fields::read;
use crate::{
    error::{ApiError, ApiResult},
    state::render,
};

/// Reads and checks the embeds of a message.
pub(crate) fn embeds(value: &Value, at: &str) -> ApiResult<Vec<Embed>> {
    let Some(list) = value.as_array() else {
        return Err(ApiError::form(at, "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType"));
    };
    if list.len() > EMBED_COUNT_LIMIT {
        return Err(ApiError::form(
            at,
            "BASE_TYPE_MAX_LENGTH",
            &format!("Must be {EMBED_COUNT_LIMIT} or fewer in length."),
        ));
    }
    let mut total = 0;
    let mut all = Vec::with_capacity(list.len());
    for (number, value) in list.iter().enumerate() {
        let path = format!("{at}.{number}");
        let one = embed(value, &path)?;
        total += limit::chars(&one);
        if total > limit::EMBED_TOTAL_LENGTH {
            return Err(ApiError::form(
                at,
                "MAX_EMBED_SIZE_EXCEEDED",
                &format!("Embed size exceeds maximum size of {}", limit::EMBED_TOTAL_LENGTH),
            ));
        }
        all.push(one);
    }
    Ok(all)
}

fn embed(value: &Value, path: &str) -> ApiResult<Embed> {
    let mut value = value.clone();
    let Some(object) = value.as_object_mut() else {
        return Err(ApiError::form(path, "DICT_TYPE_CONVERT", "Only dictionaries may be used in a DictType"));
    };
    object.retain(|_, part| !part.is_null());
    // What Discord fills in itself, and the type demands.
    object.insert("type".into(), json!("rich"));
    if let Some(written) = object.get("timestamp").cloned() {
        let moment = written.as_str().and_then(moment).ok_or_else(|| {
            let words = format!("Could not parse {written}. Should be ISO8601.");
            ApiError::form(&format!("{path}.timestamp"), "DATE_TIME_TYPE_PARSE", &words)
        })?;
        object.insert("timestamp".into(), json!(render::moment(moment)));
    }
    let one: Embed = read(&value, path)?;
    limit::embed(&one).map_err(|error| too_long(error.into_parts().0, path, &one))?;
    let has_words = one.title.as_ref().is_some_and(|text| !text.trim().is_empty())
        || one.description.as_ref().is_some_and(|text| !text.trim().is_empty());
    let has_rest = !one.fields.is_empty()
        || one.image.is_some()
        || one.thumbnail.is_some()
        || one.footer.is_some()
        || one.author.is_some();
    if !has_words && !has_rest {
        return Err(ApiError::required(&format!("{path}.description")));
    }
    for (number, field) in one.fields.iter().enumerate() {
        for (name, text) in [("name", &field.name), ("value", &field.value)] {
            if text.trim().is_empty() {
                return Err(ApiError::required(&format!("{path}.fields.{number}.{name}")));
            }
        }
    }
    let urls = [
        ("url", one.url.as_deref()),
        ("image.url", one.image.as_ref().map(|image| image.url.as_str())),
        ("thumbnail.url", one.thumbnail.as_ref().map(|image| image.url.as_str())),
        ("author.url", one.author.as_ref().and_then(|author| author.url.as_deref())),
        ("footer.icon_url", one.footer.as_ref().and_then(|footer| footer.icon_url.as_deref())),
    ];
    for (name, url) in urls {
        if url.is_some_and(|url| !is_link(url)) {
            return Err(ApiError::form(
                &format!("{path}.{name}"),
                "URL_TYPE_INVALID_URL",
                "Not a well formed URL.",
            ));
        }
    }
    Ok(one)
}

/// A moment in any of the ways of ISO 8601 that Discord takes; without a zone it is UTC.
fn moment(text: &str) -> Option<DateTime<Utc>> {
    let zoned = DateTime::parse_from_rfc3339(text).map(|moment| moment.to_utc());
    zoned
        .or_else(|_| NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f").map(|local| local.and_utc()))
        .ok()
}

/// Whether Discord follows it: the web, or a file of the same message.
pub(crate) fn is_link(url: &str) -> bool {
    ["http://", "https://", "attachment://"]
        .iter()
        .any(|scheme| url.len() > scheme.len() && url.starts_with(scheme))
}

fn too_long(wrong: Wrong, path: &str, one: &Embed) -> ApiError {
    let at = |name: &str| format!("{path}.{name}");
    let field = |longer: fn(&str) -> bool, name: &str| {
        let number = one
            .fields
            .iter()
            .position(|field| longer(if name == "name" { &field.name } else { &field.value }))
            .unwrap_or(0);
        format!("{path}.fields.{number}.{name}")
    };
    match wrong {
        Wrong::AuthorNameTooLarge { .. } => ApiError::too_long(&at("author.name"), limit::AUTHOR_NAME_LENGTH),
        Wrong::DescriptionTooLarge { .. } => {
            ApiError::too_long(&at("description"), limit::DESCRIPTION_LENGTH)
        }
        Wrong::FooterTextTooLarge { .. } => ApiError::too_long(&at("footer.text"), limit::FOOTER_TEXT_LENGTH),
        Wrong::TitleTooLarge { .. } => ApiError::too_long(&at("title"), limit::TITLE_LENGTH),
        Wrong::TooManyFields { .. } => ApiError::too_long(&at("fields"), limit::FIELD_COUNT),
        Wrong::FieldNameTooLarge { .. } => ApiError::too_long(
            &field(|text| text.chars().count() > limit::FIELD_NAME_LENGTH, "name"),
            limit::FIELD_NAME_LENGTH,
        ),
        Wrong::FieldValueTooLarge { .. } => ApiError::too_long(
            &field(|text| text.chars().count() > limit::FIELD_VALUE_LENGTH, "value"),
            limit::FIELD_VALUE_LENGTH,
        ),
        Wrong::ColorNotRgb { .. } => ApiError::form(
            &at("color"),
            "NUMBER_TYPE_MAX",
            "int value should be less than or equal to 16777215.",
        ),
        Wrong::EmbedTooLarge { .. } => ApiError::form(
            path,
            "MAX_EMBED_SIZE_EXCEEDED",
            &format!("Embed size exceeds maximum size of {}", limit::EMBED_TOTAL_LENGTH),
        ),
        other => ApiError::form(path, "BASE_TYPE_INVALID", &format!("{other:?}")),
    }
}
