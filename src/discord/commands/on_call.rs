//! `/on-call`: who is called, by which calendars, and who takes whose place. For support agents.

use anyhow::Result;
use serenity::all::{CreateAutocompleteResponse, User};

use super::{Context, ask, suggest::suggestions};
use crate::{
    desk::{
        Refusal,
        refusal::{customers::CustomerRefusal, reason::Done},
    },
    discord::{answer::ask::Ask, cards, look::card::Card},
    rules::{ids::PersonId, on_call::calendar::Mark, typed::holds},
};

/// On call.
#[poise::command(
    slash_command,
    rename = "on-call",
    identifying_name = "on-call",
    subcommands("show", "calendar", "name", "cover", "test"),
    subcommand_required
)]
pub(super) async fn on_call(_: Context<'_>) -> Result<()> {
    std::future::ready(Ok(())).await
}

/// Shows who is called now.
#[poise::command(slash_command)]
async fn show(ctx: Context<'_>) -> Result<()> {
    let ask = ask(ctx);
    ask.answer(async {
        let actor = ask.actor().await?;
        let shown = ask.desk().on_call(&actor).await?;
        Done::Ok(cards::on_call::shown(&shown, ask.language()))
    })
    .await
}

/// Says by which calendar a level is on duty.
#[poise::command(slash_command)]
async fn calendar(
    ctx: Context<'_>,
    #[min = 1]
    #[max = 3]
    level: u8,
    #[max_length = 2_000] url: Option<String>,
    remove: Option<bool>,
) -> Result<()> {
    let ask = ask(ctx);
    ask.answer(set_calendar(&ask, level, url, remove.unwrap_or(false))).await
}

async fn set_calendar(ask: &Ask<'_>, level: u8, url: Option<String>, remove: bool) -> Done<Card> {
    let actor = ask.actor().await?;
    actor.as_agent()?;
    let language = ask.language();
    match url.as_deref().map(str::trim).filter(|url| !url.is_empty()) {
        None if remove => {
            ask.desk().remove_calendar(&actor, level).await?;
            Ok(cards::on_call::calendar_removed(level, language))
        }
        Some(url) if !remove => {
            // A calendar to subscribe to is called so, and is read like any other.
            let url = url
                .strip_prefix("webcal://")
                .map_or_else(|| url.to_owned(), |rest| format!("https://{rest}"));
            let read = ask.face().home.calendars.read(&url, &Mark::default()).await;
            let duties = ask.desk().set_calendar(&actor, (level, &url), read).await?;
            Ok(cards::on_call::calendar_set(level, &duties, ask.desk().clock.now(), language))
        }
        None | Some(_) => Err(Refusal::NothingToChange.into()),
    }
}

/// Says whom a name in calendars means.
#[poise::command(slash_command)]
async fn name(ctx: Context<'_>, #[autocomplete = "suggest_names"] name: String, user: User) -> Result<()> {
    let ask = ask(ctx);
    ask.answer(async {
        let actor = ask.actor().await?;
        actor.as_agent()?;
        let person = somebody(&user)?;
        let name = ask.desk().tie_name(&actor, &name, person).await?;
        Ok(cards::on_call::tied(&name, person, ask.language()))
    })
    .await
}

/// Lets somebody take a level's calls for a while.
#[poise::command(slash_command)]
async fn cover(
    ctx: Context<'_>,
    #[min = 1]
    #[max = 3]
    level: u8,
    user: User,
    until: String,
) -> Result<()> {
    let ask = ask(ctx);
    ask.answer(async {
        let actor = ask.actor().await?;
        actor.as_agent()?;
        let person = somebody(&user)?;
        let until = ask.desk().offer.calendar.parse_moment(&until)?;
        let cover = ask.desk().cover(&actor, level, person, until).await?;
        Ok(cards::on_call::covered(&cover, ask.language()))
    })
    .await
}

/// Tries the routes by which people are called outside chat.
#[poise::command(slash_command)]
async fn test(
    ctx: Context<'_>,
    #[min = 1]
    #[max = 3]
    level: Option<u8>,
) -> Result<()> {
    let ask = ask(ctx);
    ask.answer(async {
        let routes = ask.desk().test_routes(&ask.actor().await?, level).await?;
        Done::Ok(cards::on_call::tested(&routes, ask.language()))
    })
    .await
}

fn somebody(user: &User) -> Done<PersonId> {
    if user.bot { Err(CustomerRefusal::Bot.into()) } else { Ok(PersonId::new(user.id.get())) }
}

/// The names in calendars that mean nobody yet; none except for agents.
async fn suggest_names(ctx: Context<'_>, typed: &str) -> CreateAutocompleteResponse {
    let ask = ask(ctx);
    let names = async { ask.desk().unknown_names(&ask.actor_soon().await?).await }.await.unwrap_or_default();
    suggestions(names.into_iter().filter(|name| holds(name, typed)).map(|name| (name.clone(), name)))
}
