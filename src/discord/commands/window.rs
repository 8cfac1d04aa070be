//! `/window`: windows beyond the offer's rule, and changes of those that are planned. For support agents.

use anyhow::Result;
use serenity::all::CreateAutocompleteResponse;

use super::{
    Context, ask,
    customer::suggest_platforms,
    suggest::{meant, suggestions},
};
use crate::{
    desk::{
        maintenance::{Edit, NewPlan},
        refusal::reason::Done,
    },
    discord::{answer::ask::Ask, cards, look::card::Card},
    rules::{language::Language, offer::Offer, typed::holds, window::Occurrence},
    store::window::{Texts, Window},
};

/// How many months back and ahead `/window list` shows unless told.
const MONTHS: u32 = 1;

/// Maintenance windows.
#[poise::command(slash_command, subcommands("list", "add", "move_", "extend", "cancel"), subcommand_required)]
pub(super) async fn window(_: Context<'_>) -> Result<()> {
    std::future::ready(Ok(())).await
}

/// Shows the windows and what was announced of them.
#[poise::command(slash_command)]
async fn list(
    ctx: Context<'_>,
    #[min = 1]
    #[max = 12]
    months: Option<u32>,
) -> Result<()> {
    let ask = ask(ctx);
    ask.answer(async {
        let actor = ask.actor().await?;
        let windows = ask.desk().windows_told(&actor, months.unwrap_or(MONTHS)).await?;
        let names = |channel| ask.face().home.places.name(channel);
        let announced =
            cards::receipts::Announced { windows: &windows, offer: &ask.desk().offer, names: &names };
        Done::Ok(announced.render(ask.language())?)
    })
    .await
}

/// Adds a window.
#[poise::command(slash_command)]
#[expect(clippy::too_many_arguments, reason = "an argument for each option that is typed")]
async fn add(
    ctx: Context<'_>,
    #[autocomplete = "suggest_platforms"] platform: String,
    start: String,
    end: String,
    #[max_length = 500] reason: String,
    #[rename = "reason-en"]
    #[max_length = 500]
    reason_en: Option<String>,
    #[max_length = 500] impact: Option<String>,
    #[rename = "impact-en"]
    #[max_length = 500]
    impact_en: Option<String>,
) -> Result<()> {
    let ask = ask(ctx);
    ask.answer(async {
        let actor = ask.actor().await?;
        actor.as_agent()?;
        let calendar = &ask.desk().offer.calendar;
        let place =
            Occurrence { starts_at: calendar.parse_moment(&start)?, ends_at: calendar.parse_moment(&end)? };
        let reason = Texts { fr: Some(reason), en: reason_en };
        let impact = Texts { fr: impact, en: impact_en };
        let outcome = ask.desk().add_window(&actor, &NewPlan { platform, place, reason, impact }).await?;
        Ok(cards::window::outcome(&outcome, &ask.desk().offer, ask.language()))
    })
    .await
}

/// Moves a window.
#[poise::command(slash_command, rename = "move", identifying_name = "move")]
async fn move_(
    ctx: Context<'_>,
    #[autocomplete = "suggest_windows"] window: String,
    #[max_length = 500] reason: String,
    #[rename = "reason-en"]
    #[max_length = 500]
    reason_en: Option<String>,
    start: Option<String>,
    end: Option<String>,
) -> Result<()> {
    let ask = ask(ctx);
    let (start, end) = (start.as_deref(), end.as_deref());
    ask.answer(change(&ask, &window, Typed::Move { start, end }, Texts { fr: Some(reason), en: reason_en }))
        .await
}

/// Makes a window end later.
#[poise::command(slash_command)]
async fn extend(
    ctx: Context<'_>,
    #[autocomplete = "suggest_windows"] window: String,
    #[max_length = 500] reason: String,
    #[rename = "reason-en"]
    #[max_length = 500]
    reason_en: Option<String>,
    end: Option<String>,
) -> Result<()> {
    let ask = ask(ctx);
    let end = end.as_deref();
    ask.answer(change(&ask, &window, Typed::Extend { end }, Texts { fr: Some(reason), en: reason_en })).await
}

/// Cancels a window, or breaks it off.
#[poise::command(slash_command)]
async fn cancel(
    ctx: Context<'_>,
    #[autocomplete = "suggest_windows"] window: String,
    #[max_length = 500] reason: String,
    #[rename = "reason-en"]
    #[max_length = 500]
    reason_en: Option<String>,
) -> Result<()> {
    let ask = ask(ctx);
    ask.answer(change(&ask, &window, Typed::Cancel, Texts { fr: Some(reason), en: reason_en })).await
}

/// What is to become of a window, as it was typed.
#[derive(Clone, Copy)]
enum Typed<'a> {
    Move { start: Option<&'a str>, end: Option<&'a str> },
    Extend { end: Option<&'a str> },
    Cancel,
}

async fn change(ask: &Ask<'_>, window: &str, typed: Typed<'_>, reason: Texts) -> Done<Card> {
    let actor = ask.actor().await?;
    actor.as_agent()?;
    let calendar = &ask.desk().offer.calendar;
    let read = |typed: Option<&str>| typed.map(|typed| calendar.parse_moment(typed)).transpose();
    let edit = match typed {
        Typed::Move { start, end } => Edit::Move { start: read(start)?, end: read(end)? },
        Typed::Extend { end } => Edit::Extend { end: read(end)? },
        Typed::Cancel => Edit::Cancel,
    };
    let windows = ask.desk().windows_to_change(&actor).await?;
    let window = meant(window, shown(&windows, &ask.desk().offer, ask.language()));
    let outcome = ask.desk().change_window(&actor, &window, edit, &reason).await?;
    Ok(cards::window::outcome(&outcome, &ask.desk().offer, ask.language()))
}

/// The windows that can be changed and hold what is typed of their moment or platform; none except for
/// agents.
async fn suggest_windows(ctx: Context<'_>, typed: &str) -> CreateAutocompleteResponse {
    let ask = ask(ctx);
    let windows = async {
        let actor = ask.actor_soon().await?;
        ask.desk().windows_to_change(&actor).await
    }
    .await
    .unwrap_or_default();
    let (offer, language): (_, Language) = (&ask.desk().offer, ask.language());
    let shown = shown(&windows, offer, language);
    suggestions(shown.into_iter().filter(|(label, _)| holds(label, typed)))
}

/// Windows as they are shown, each with its number.
fn shown(windows: &[Window], offer: &Offer, language: Language) -> Vec<(String, String)> {
    let label = |window: &Window| cards::window::label(window, offer, &offer.calendar, language);
    windows.iter().map(|window| (label(window), window.id.to_string())).collect()
}
