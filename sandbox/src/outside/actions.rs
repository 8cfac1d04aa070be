//! The buttons of a push, in both of the ways in which ntfy takes them.

use super::{links::is_page, push::Action};

/// The most of one push.
const MOST: usize = 3;

/// Reads them: a JSON array, or the short form `view, Label, https://…; http, Label, https://…, method=POST`.
pub(super) fn parse(text: &str) -> Result<Vec<Action>, String> {
    let text = text.trim();
    let actions = if text.starts_with('[') {
        serde_json::from_str(text).map_err(|error| error.to_string())?
    } else {
        short(text)?
    };
    checked(actions)
}

/// Holds them to what ntfy takes.
pub(super) fn checked(mut actions: Vec<Action>) -> Result<Vec<Action>, String> {
    if actions.len() > MOST {
        return Err(format!("only {MOST} actions allowed"));
    }
    for one in &mut actions {
        one.action = one.action.to_lowercase();
        one.method = one.method.to_uppercase();
        check(one)?;
    }
    Ok(actions)
}

fn check(one: &Action) -> Result<(), String> {
    if one.label.is_empty() {
        return Err("parameter 'label' is required".to_owned());
    }
    match one.action.as_str() {
        "view" | "http" if one.url.is_empty() => {
            Err(format!("parameter 'url' is required for action '{}'", one.action))
        }
        "http" if !is_page(&one.url) => Err("parameter 'url' must lead to a page".to_owned()),
        "http" if matches!(one.method.as_str(), "GET" | "HEAD") && !one.body.is_empty() => {
            Err(format!("parameter 'body' cannot be set if method is {}", one.method))
        }
        "copy" if one.value.is_empty() => Err("parameter 'value' is required for action 'copy'".to_owned()),
        "view" | "http" | "broadcast" | "copy" => Ok(()),
        other => Err(format!("action '{other}' unknown")),
    }
}

/// The short form: buttons between `;`, their parts between `,`, each a value or `key=value`, in quotes
/// where it has such signs itself.
fn short(text: &str) -> Result<Vec<Action>, String> {
    let mut actions = Vec::new();
    let mut rest = text;
    while !rest.trim().is_empty() {
        let mut action = Action::default();
        let mut place = 0;
        loop {
            let (part, end, after) = part(rest)?;
            fill(&mut action, place, part)?;
            (rest, place) = (after, place + 1);
            if end != Some(',') {
                break;
            }
        }
        actions.push(action);
    }
    Ok(actions)
}

/// A part with its key, where it has one.
type Part = (Option<String>, String);

/// The first part, the sign that ends it, and what follows.
fn part(text: &str) -> Result<(Part, Option<char>, &str), String> {
    let mut text = text.trim_start();
    let is_key =
        |name: &str| !name.is_empty() && name.chars().all(|one| one.is_alphanumeric() || "-._".contains(one));
    let mut key = None;
    if let Some((name, value)) = text.split_once('=').filter(|(name, _)| is_key(name.trim_end())) {
        key = Some(name.trim_end().to_owned());
        text = value.trim_start();
    }
    if let Some(quote) = text.chars().next().filter(|one| ['"', '\''].contains(one)) {
        let (value, after) = quoted(&text[1..], quote)?;
        let after = after.trim_start();
        let end = after.chars().next();
        if end.is_some_and(|end| end != ',' && end != ';') {
            return Err(format!("unexpected character '{}'", end.unwrap_or_default()));
        }
        return Ok(((key, value), end, after.get(1..).unwrap_or_default()));
    }
    let at = text.find([',', ';']).unwrap_or(text.len());
    let value = text[..at].trim_end().to_owned();
    Ok(((key, value), text[at..].chars().next(), text.get(at + 1..).unwrap_or_default()))
}

/// What stands before the closing quote, and what behind it.
fn quoted(text: &str, quote: char) -> Result<(String, &str), String> {
    let mut value = String::new();
    let mut escaped = false;
    for (at, one) in text.char_indices() {
        match one {
            '\\' if !escaped => escaped = true,
            one if one == quote && !escaped => return Ok((value, &text[at + 1..])),
            one => {
                value.push(one);
                escaped = false;
            }
        }
    }
    Err("unexpected end of input within quotes".to_owned())
}

fn fill(action: &mut Action, place: usize, (key, value): Part) -> Result<(), String> {
    let key = match (key, place) {
        (Some(key), _) => key,
        (None, 0) => "action".to_owned(),
        (None, 1) => "label".to_owned(),
        (None, 2) if ["view", "http"].contains(&action.action.as_str()) => "url".to_owned(),
        (None, 2) if action.action == "copy" => "value".to_owned(),
        (None, _) => return Err(format!("term '{value}' unknown")),
    };
    match key.split_once('.') {
        Some(("headers", name)) => drop(action.headers.insert(name.to_owned(), value)),
        Some(("extras", name)) => drop(action.extras.insert(name.to_owned(), value)),
        _ => match key.to_lowercase().as_str() {
            "action" => action.action = value,
            "label" => action.label = value,
            "url" => action.url = value,
            "method" => action.method = value,
            "body" => action.body = value,
            "value" => action.value = value,
            "intent" => action.intent = value,
            "clear" => match value.to_lowercase().as_str() {
                "true" | "yes" | "1" => action.clear = true,
                "false" | "no" | "0" => action.clear = false,
                _ => return Err(format!("'clear={value}' not allowed")),
            },
            _ => return Err(format!("key '{key}' unknown")),
        },
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_short_form_says_what_the_long_one_says() {
        let short = "view, Open it, https://a.example/?a=1; http, \"Yes, \\\"I\\\" am on it\", \
                     https://a.example/p, method=post, headers.x-a=b, body='a;b', clear=true";
        let long = r#"[{"action":"view","label":"Open it","url":"https://a.example/?a=1"},
            {"action":"http","label":"Yes, \"I\" am on it","url":"https://a.example/p","method":"POST",
             "headers":{"x-a":"b"},"body":"a;b","clear":true}]"#;
        assert_eq!(parse(short), parse(long));
        assert_eq!(parse(short).map(|all| all.len()), Ok(2));
    }

    #[test]
    fn what_ntfy_does_not_know_is_refused() {
        for wrong in [
            "jump, Label, https://a.example",
            "view, , https://a.example",
            "view, Label",
            "http, Label, mailto:a@b.example",
            "http, Label, https://a.example, method=GET, body=x",
            "view, Label, https://a.example, colour=red",
            "view, Label, https://a.example, clear=perhaps",
            "view, \"Label, https://a.example",
            "view, a, https://a.example; view, b, https://a.example; view, c, https://a.example; view, d, \
             https://a.example",
            r#"[{"action":"view","label":"a","url":"https://a.example","colour":"red"}]"#,
        ] {
            assert!(parse(wrong).is_err(), "{wrong}");
        }
    }
}
