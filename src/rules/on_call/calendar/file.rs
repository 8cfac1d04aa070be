//! A calendar's text, taken apart.

use icalendar::parser::{Component, Property, read_calendar, unfold};

use super::unreadable::Unreadable;

/// The largest that is read, in bytes.
const LARGEST: usize = 1 << 20;

/// How deep parts may stand in each other: an alarm in an event in a calendar.
const DEEPEST: usize = 4;

/// A text that may be taken apart: long lines put together again.
pub(super) fn prepared(text: &str) -> Result<String, Unreadable> {
    if text.len() > LARGEST {
        return Err(Unreadable::TooLarge);
    }
    let text = unfold(text.trim_start_matches('\u{feff}').trim_start());
    let begins =
        |line: &str, word: &str| line.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    // The parser goes down once for each part that begins within another: as deep as the text says.
    let mut depth = 0_usize;
    for line in text.lines() {
        if begins(line, "BEGIN:") {
            depth += 1;
        } else if begins(line, "END:") {
            depth = depth.saturating_sub(1);
        }
        if depth > DEEPEST {
            return Err(Unreadable::NoCalendar);
        }
    }
    if !begins(&text, "BEGIN:VCALENDAR") {
        return Err(Unreadable::NoCalendar);
    }
    Ok(text)
}

/// The calendar in a text that was prepared.
pub(super) fn taken_apart(text: &str) -> Result<Component<'_>, Unreadable> {
    let calendar = read_calendar(text).map_err(|_| Unreadable::NoCalendar)?;
    if calendar.properties.is_empty() && calendar.components.is_empty() {
        return Err(Unreadable::NoCalendar);
    }
    Ok(Component {
        name: "VCALENDAR".into(),
        properties: calendar.properties,
        components: calendar.components,
    })
}

/// A property by its name.
pub(super) fn property<'a, 'b>(component: &'a Component<'b>, name: &'static str) -> Option<&'a Property<'b>> {
    properties(component, name).next()
}

/// Every property of that name.
pub(super) fn properties<'a, 'b: 'a>(
    component: &'a Component<'b>,
    name: &'static str,
) -> impl Iterator<Item = &'a Property<'b>> {
    component.properties.iter().filter(move |one| one.name.as_str().eq_ignore_ascii_case(name))
}

/// What a property of that name says.
pub(super) fn value<'a>(component: &'a Component<'_>, name: &'static str) -> Option<&'a str> {
    property(component, name).map(|one| one.val.as_str().trim()).filter(|value| !value.is_empty())
}

/// What a property says beside its value, without quotes around it.
pub(super) fn parameter<'a>(property: &'a Property<'_>, name: &'static str) -> Option<&'a str> {
    property
        .params
        .iter()
        .find(|one| one.key.as_str().eq_ignore_ascii_case(name))
        .and_then(|one| one.val.as_ref())
        .map(|value| value.as_str().trim().trim_matches('"'))
}

/// The parts of that kind.
pub(super) fn parts<'a, 'b: 'a>(
    component: &'a Component<'b>,
    name: &'static str,
) -> impl Iterator<Item = &'a Component<'b>> {
    component.components.iter().filter(move |one| one.name.as_str().eq_ignore_ascii_case(name))
}
