//! Components as Discord writes them: their kinds, and the way through those that hold others.

use serde_json::{Value, json};
use twilight_model::channel::message::Component;

use crate::error::ApiResult;

/// The kinds of component, by Discord's numbers.
pub(crate) mod kind {
    pub(crate) const ROW: u64 = 1;
    pub(crate) const BUTTON: u64 = 2;
    pub(crate) const STRING_SELECT: u64 = 3;
    pub(crate) const TEXT_INPUT: u64 = 4;
    pub(crate) const USER_SELECT: u64 = 5;
    pub(crate) const CHANNEL_SELECT: u64 = 8;
    pub(crate) const LABEL: u64 = 18;
}

/// Discord's number of a component's kind.
pub(crate) fn number(component: &Value) -> u64 {
    component["type"].as_u64().unwrap_or(0)
}

/// Visits every component, those inside others too.
pub(crate) fn walk(
    value: &Value,
    at: &str,
    visit: &mut dyn FnMut(&Value, &str) -> ApiResult<()>,
) -> ApiResult<()> {
    for (number, one) in value.as_array().into_iter().flatten().enumerate() {
        let path = format!("{at}.{number}");
        visit(one, &path)?;
        if one["components"].is_array() {
            walk(&one["components"], &format!("{path}.components"), visit)?;
        }
        for single in ["component", "accessory"] {
            if one[single].is_object() {
                let path = format!("{path}.{single}");
                visit(&one[single], &path)?;
            }
        }
    }
    Ok(())
}

/// All components, flat, as JSON.
pub(crate) fn flat(components: &[Component]) -> Vec<Value> {
    let all = json!(components);
    let mut found = Vec::new();
    // The visitor never refuses.
    let _ = walk(&all, "", &mut |one, _| {
        found.push(one.clone());
        Ok(())
    });
    found
}
