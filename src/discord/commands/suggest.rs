//! Suggestions: what commands have in common when they suggest.

use serenity::all::{AutocompleteChoice, CreateAutocompleteResponse, ResolvedValue};

use super::{Context, ask};
use crate::{
    discord::{card::cut, cards::hours::duration},
    rules::session::lengths,
};

/// How many suggestions Discord shows, and how long each may be.
const SUGGESTIONS: (usize, usize) = (25, 100);

/// Suggestions from labels and values, as many as Discord shows.
pub(super) fn suggestions(choices: impl Iterator<Item = (String, String)>) -> CreateAutocompleteResponse {
    let (most, longest) = SUGGESTIONS;
    let choices = choices
        .take(most)
        .map(|(label, value)| AutocompleteChoice::new(cut(&label, longest), value))
        .collect();
    CreateAutocompleteResponse::new().set_choices(choices)
}

/// Whether every word that is typed is in a suggestion's label or value, whatever its letters' case. Digits begin a number there: `4`
/// is the 4th, not 14:00.
pub(super) fn narrowed(typed: &str, (label, value): &(String, String)) -> bool {
    let all = format!("{label} {value}").to_lowercase();
    typed.to_lowercase().split_whitespace().all(|word| {
        let number = word.starts_with(|first: char| first.is_ascii_digit());
        all.split_whitespace().any(|part| if number { part.starts_with(word) } else { part.contains(word) })
    })
}

/// The text typed so far for another option of the command.
pub(super) fn typed_text<'a>(ctx: Context<'a>, option: &str) -> Option<&'a str> {
    ctx.args.iter().find_map(|typed| match &typed.value {
        ResolvedValue::String(text) if typed.name == option => Some(*text),
        _ => None,
    })
}

/// The length typed so far, in minutes.
pub(super) fn typed_minutes(ctx: Context<'_>) -> Option<i64> {
    ctx.args.iter().find_map(|typed| match &typed.value {
        ResolvedValue::Integer(minutes) if typed.name == "minutes" => Some(*minutes),
        _ => None,
    })
}

/// The lengths that a session may have.
pub(super) async fn suggest_lengths(ctx: Context<'_>, typed: &str) -> CreateAutocompleteResponse {
    let choices = lengths(&ask(ctx).desk().offer.sessions)
        .into_iter()
        .filter(|minutes| minutes.to_string().starts_with(typed.trim()))
        .take(SUGGESTIONS.0)
        .map(|minutes| AutocompleteChoice::new(duration(minutes), minutes))
        .collect();
    std::future::ready(CreateAutocompleteResponse::new().set_choices(choices)).await
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::nothing("", true)]
    #[case::the_name("nora", true)]
    #[case::part_of_a_word("ari", true)]
    #[case::day_and_month("4 dec", true)]
    #[case::the_moment("2026-12-04 14:00", true)]
    #[case::the_hour("14", true)]
    #[case::another_day("14 nov", false)]
    #[case::inside_a_number("026", false)]
    #[case::another_name("emil", false)]
    fn suggestions_narrow_by_what_is_typed(#[case] typed: &str, #[case] shown: bool) {
        let choice =
            ("Fri 4 Dec 2026 14:00 (Paris time) · Nora".to_owned(), "2026-12-04 14:00 @7".to_owned());
        assert_eq!(narrowed(typed, &choice), shown);
    }
}
