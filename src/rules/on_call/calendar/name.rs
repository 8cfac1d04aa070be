//! The name of whoever is on duty, from an event's title.
//!
//! People write it as it is. Others dress it up: PagerDuty as `On Call - Ada Lovelace - Platform`, Grafana as
//! `[L1] ada`, goalert as `Ada Lovelace On-Call (GoAlert: Platform)`, with ` Begins*` after it where the end
//! is not known.

use crate::rules::typed::one_line;

/// The longest name that is kept, in characters.
const LONGEST: usize = 100;

/// The name in a title; none where there is nothing to read.
pub(super) fn of_title(title: &str) -> Option<String> {
    let title = one_line(title);
    let name = bare(&title).trim();
    let name = if name.is_empty() { title.as_str() } else { name };
    (!name.is_empty()).then(|| name.chars().take(LONGEST).collect())
}

fn bare(title: &str) -> &str {
    if let Some(rest) = title.strip_prefix("On Call - ") {
        return rest.split_once(" - ").map_or(rest, |(name, _)| name);
    }
    if let Some((name, of)) = title.split_once(" On-Call (")
        && (of.ends_with(')') || of.ends_with(") Begins*"))
    {
        return name;
    }
    let priority = title.strip_prefix("[L").and_then(|rest| rest.split_once(']'));
    match priority {
        Some((level, name)) if !level.is_empty() && level.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => title,
    }
}
