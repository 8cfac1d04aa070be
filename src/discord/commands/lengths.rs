//! How long a session lasts, as an option's closed choices: the lengths are the offer's, which a command's
//! own code does not know, and are put in as commands are declared.

use serde_json::{Value, json};

use super::named::FRENCH;
use crate::{
    discord::look::duration::duration,
    rules::{offer::SessionRules, session::lengths},
    typography::NO_BREAK,
};

/// Where a session's length is typed: the command, its subcommand, the option.
const TYPED_AT: [[&str; 3]; 2] = [["expertise", "book", "minutes"], ["expert", "book", "minutes"]];

/// How many choices Discord takes for an option.
const MOST: usize = 25;

/// Gives a declared command the lengths of the offer, where it takes one. Of more than Discord takes as
/// choices, a number within their limits: the desk says which of those it may be.
pub(super) fn put_in(command: &mut Value, rules: &SessionRules) {
    for [name, subcommand, option] in TYPED_AT {
        if command["name"] != name {
            continue;
        }
        let option = inside(command, subcommand).and_then(|subcommand| inside(subcommand, option));
        let Some(fields) = option.and_then(Value::as_object_mut) else { continue };
        let lengths = lengths(rules);
        if lengths.len() > MOST {
            fields.remove("choices");
            fields.insert("min_value".to_owned(), json!(rules.min_minutes));
            fields.insert("max_value".to_owned(), json!(rules.max_minutes));
        } else {
            fields.remove("min_value");
            fields.remove("max_value");
            fields.insert("choices".to_owned(), lengths.into_iter().map(choice).collect());
        }
    }
}

/// The option, or the subcommand, of that name.
fn inside<'a>(of: &'a mut Value, name: &str) -> Option<&'a mut Value> {
    of.get_mut("options")?.as_array_mut()?.iter_mut().find(|option| option["name"] == name)
}

fn choice(minutes: i64) -> Value {
    // Discord looks for what is typed among the names, as it is typed.
    let name = duration(minutes).replace(NO_BREAK, " ");
    json!({ "name": name, "name_localizations": { FRENCH: name }, "value": minutes })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        discord::commands::registered_as_json,
        rules::offer::{DEFAULT, Offer},
    };

    /// How long the embedded offer's sessions last.
    const SESSIONS: &str = "unit_minutes = 30\nmin_minutes = 30\nmax_minutes = 120";

    /// The option of both commands, as they are declared for an offer whose sessions are these.
    fn declared(sessions: &str) -> [Value; 2] {
        let text = DEFAULT.replace(SESSIONS, sessions);
        assert!(sessions == SESSIONS || text != DEFAULT, "the offer's sessions are others");
        let offer = Offer::parse(&text).expect("an offer");
        let both = registered_as_json(&offer).expect("the commands as JSON");
        let of = |place: &str, name: &str| {
            let commands = both[place].as_array().expect("a list");
            let mut command = commands.iter().find(|one| one["name"] == name).expect("the command").clone();
            inside(&mut command, "book").and_then(|book| inside(book, "minutes")).expect("the option").clone()
        };
        [of("global", "expertise"), of("staff", "expert")]
    }

    #[test]
    fn the_lengths_of_the_offer_are_the_choices() {
        let choices = json!([
            { "name": "30 min", "name_localizations": { "fr": "30 min" }, "value": 30 },
            { "name": "1 h", "name_localizations": { "fr": "1 h" }, "value": 60 },
            { "name": "1 h 30", "name_localizations": { "fr": "1 h 30" }, "value": 90 },
            { "name": "2 h", "name_localizations": { "fr": "2 h" }, "value": 120 },
        ]);
        for option in declared(SESSIONS) {
            assert_eq!(option["choices"], choices);
            assert_eq!(option["type"], 4);
            assert_ne!(option["autocomplete"], true);
        }
    }

    #[test]
    fn another_offer_has_other_lengths() {
        for option in declared("unit_minutes = 60\nmin_minutes = 60\nmax_minutes = 120") {
            let values: Vec<&Value> = option["choices"]
                .as_array()
                .expect("choices")
                .iter()
                .map(|choice| &choice["value"])
                .collect();
            assert_eq!(values, [60, 120]);
        }
    }

    #[test]
    fn more_lengths_than_discord_takes_are_a_number() {
        for option in declared("unit_minutes = 5\nmin_minutes = 10\nmax_minutes = 180") {
            assert_eq!((option["choices"].as_array(), option["type"].as_i64()), (None, Some(4)));
            assert_eq!((&option["min_value"], &option["max_value"]), (&json!(10), &json!(180)));
        }
    }
}
