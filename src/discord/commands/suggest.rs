//! Suggestions under a command box: what fits what is typed, and only what the person may see.

use serenity::all::{AutocompleteChoice, CreateAutocompleteResponse, ResolvedValue};

use super::{Context, ask};
use crate::{
    desk::{
        refusal::reason::Done,
        ticket::errand::{Errand, Wish},
    },
    discord::{
        cards::{said::desk::month, ticket_list},
        look::cut::cut,
    },
    rules::{
        calendar::Month,
        language::Language,
        typed::{folded, holds, same},
    },
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

/// The value that is meant by what was typed for an option with suggestions: that of the one that is typed as
/// it is shown, else what was typed.
pub(super) fn meant(typed: &str, choices: impl IntoIterator<Item = (String, String)>) -> String {
    let (_, longest) = SUGGESTIONS;
    let shown = |label: &str| same(typed, label) || same(typed, &cut(label, longest));
    let meant = choices.into_iter().find(|(label, _)| shown(label));
    meant.map_or_else(|| typed.trim().to_owned(), |(_, value)| value)
}

/// The month that is meant, as it is written `2026-11`, or as it is shown.
pub(super) fn month_meant(
    typed: Option<String>,
    months: Done<Vec<Month>>,
    language: Language,
) -> Option<String> {
    let shown = months.unwrap_or_default().into_iter().map(|one| (month(one, language), one.to_string()));
    typed.map(|typed| meant(&typed, shown))
}

/// Whether every word that is typed is in a suggestion's label or value, whatever its letters' case and
/// accents. Digits begin a number there: `4` is the 4th, not 14:00.
pub(super) fn narrowed(typed: &str, (label, value): &(String, String)) -> bool {
    let all = folded(&format!("{label} {value}"));
    folded(typed).split_whitespace().all(|word| {
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

/// The months of a team's hours: the present one, the one to come, then those before.
pub(super) async fn month_of_hours(ctx: Context<'_>, typed: &str) -> CreateAutocompleteResponse {
    let ask = ask(ctx);
    let found = async { ask.desk().months_of_hours(&ask.actor_soon().await?).await }.await;
    months(found, typed, ask.language())
}

/// The months of which there is a report: the present one, then those before.
pub(super) async fn month_of_report(ctx: Context<'_>, typed: &str) -> CreateAutocompleteResponse {
    let ask = ask(ctx);
    let found = async { ask.desk().months_of_report(&ask.actor_soon().await?).await }.await;
    months(found, typed, ask.language())
}

/// Months, narrowed by a name, a year, or what is typed of `2026-11`; its number alone does too.
fn months(found: Done<Vec<Month>>, typed: &str, language: Language) -> CreateAutocompleteResponse {
    let shown = found.unwrap_or_default().into_iter().map(|one| (month(one, language), one));
    let fitting = shown.filter(|(label, one)| {
        narrowed(typed, &(label.clone(), format!("{one} {:02} {}", one.month(), one.month())))
    });
    suggestions(fitting.map(|(label, one)| (label, one.to_string())))
}

/// The tickets that fit a wish, by number or words; none but to whoever may have that wish.
async fn tickets(ctx: Context<'_>, typed: &str, wish: Wish) -> CreateAutocompleteResponse {
    let ask = ask(ctx);
    let found = async {
        let actor = ask.actor_soon().await?;
        let everybodys = actor.lists_everybodys();
        let lines = ask.desk().fitting(&actor, &wish, typed, SUGGESTIONS.0).await?;
        Done::Ok((lines, everybodys))
    }
    .await;
    let (lines, everybodys) = found.unwrap_or_default();
    suggestions(lines.into_iter().map(|line| {
        let label = ticket_list::label(&line, everybodys, ask.language());
        (label, line.number.to_string())
    }))
}

/// Tickets to look at.
pub(super) async fn any_ticket(ctx: Context<'_>, typed: &str) -> CreateAutocompleteResponse {
    tickets(ctx, typed, Wish::Show).await
}

/// Tickets to close.
pub(super) async fn open_ticket(ctx: Context<'_>, typed: &str) -> CreateAutocompleteResponse {
    tickets(ctx, typed, Wish::Do(Errand::Close { reason: String::new() })).await
}

/// Tickets on which the experts may be asked to help.
pub(super) async fn helpable_ticket(ctx: Context<'_>, typed: &str) -> CreateAutocompleteResponse {
    tickets(ctx, typed, Wish::Do(Errand::AskExpert { about: String::new() })).await
}

/// Tickets to reopen.
pub(super) async fn closed_ticket(ctx: Context<'_>, typed: &str) -> CreateAutocompleteResponse {
    tickets(ctx, typed, Wish::Do(Errand::Reopen { reason: String::new() })).await
}

/// Tickets to acknowledge.
pub(super) async fn unseen_ticket(ctx: Context<'_>, typed: &str) -> CreateAutocompleteResponse {
    tickets(ctx, typed, Wish::Do(Errand::Acknowledge)).await
}

/// Tickets for which support may begin to wait.
pub(super) async fn waitable_ticket(ctx: Context<'_>, typed: &str) -> CreateAutocompleteResponse {
    tickets(ctx, typed, Wish::Do(Errand::Wait { reason: String::new() })).await
}

/// Tickets whose service is not back.
pub(super) async fn restorable_ticket(ctx: Context<'_>, typed: &str) -> CreateAutocompleteResponse {
    tickets(ctx, typed, Wish::Do(Errand::Restore { note: String::new() })).await
}

/// Tickets that have a clock, or would.
pub(super) async fn clocked_ticket(ctx: Context<'_>, typed: &str) -> CreateAutocompleteResponse {
    tickets(ctx, typed, Wish::Clock).await
}

/// Tickets for which support waits.
pub(super) async fn waiting_ticket(ctx: Context<'_>, typed: &str) -> CreateAutocompleteResponse {
    tickets(ctx, typed, Wish::Do(Errand::Resume)).await
}

/// Tickets that an agent works on.
pub(super) async fn staffs_open_ticket(ctx: Context<'_>, typed: &str) -> CreateAutocompleteResponse {
    tickets(ctx, typed, Wish::Do(Errand::Take)).await
}

/// Tickets in which an agent writes.
pub(super) async fn staffs_ticket(ctx: Context<'_>, typed: &str) -> CreateAutocompleteResponse {
    tickets(ctx, typed, Wish::Do(Errand::Note { text: String::new() })).await
}

/// The components of the offer, those in beta marked.
pub(super) async fn component(ctx: Context<'_>, typed: &str) -> CreateAutocompleteResponse {
    let ask = ask(ctx);
    let components = ask.desk().offer.components.iter().filter_map(|component| {
        let label = crate::discord::cards::said::ticket::component_name(component, ask.language());
        holds(&format!("{label} {}", component.key), typed).then(|| (label, component.key.clone()))
    });
    std::future::ready(suggestions(components)).await
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
    #[case::accents("nÓrà", true)]
    #[case::another_name("emil", false)]
    fn suggestions_narrow_by_what_is_typed(#[case] typed: &str, #[case] shown: bool) {
        let choice =
            ("Fri 4 Dec 2026 14:00 (Paris time) · Nora".to_owned(), "2026-12-04 14:00 @7".to_owned());
        assert_eq!(narrowed(typed, &choice), shown);
    }

    #[test]
    fn what_is_shown_is_taken() {
        let choices =
            || [("Novembre 2026".to_owned(), "2026-11".to_owned()), ("x".repeat(120), "long".to_owned())];
        assert_eq!(meant(" novembre 2026", choices()), "2026-11");
        assert_eq!(meant(&cut(&"x".repeat(120), SUGGESTIONS.1), choices()), "long");
        assert_eq!(meant("2026-12 ", choices()), "2026-12");
    }
}
