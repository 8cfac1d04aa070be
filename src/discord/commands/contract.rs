//! `/contract`: the team's contract.

use anyhow::Result;

use super::{Context, ask, customer::Level};
use crate::discord::cards;

/// The team's contract.
#[poise::command(slash_command, subcommands("show", "preview", "upgrade", "settings"), subcommand_required)]
pub(super) async fn contract(_: Context<'_>) -> Result<()> {
    std::future::ready(Ok(())).await
}

/// Shows it: level, what it includes, since when, from when it is billed, who manages it, what changed.
#[poise::command(slash_command)]
async fn show(ctx: Context<'_>) -> Result<()> {
    let ask = ask(ctx);
    ask.answer(async {
        let actor = ask.actor().await?;
        let contract = ask.desk().contract(&actor).await?;
        let offer = &ask.desk().offer;
        Ok(cards::contract::ContractCard { contract: &contract, offer }.render(ask.language()))
    })
    .await
}

/// Shows what another level would change.
#[poise::command(slash_command)]
async fn preview(ctx: Context<'_>, level: Level) -> Result<()> {
    let ask = ask(ctx);
    ask.answer(async {
        let actor = ask.actor().await?;
        let changed = ask.desk().preview_level(&actor, level.0).await?;
        Ok(cards::level::previewed(&changed, &ask.desk().offer, ask.language()))
    })
    .await
}

/// Moves up, once it was shown what that changes.
#[poise::command(slash_command)]
async fn upgrade(ctx: Context<'_>, level: Level) -> Result<()> {
    let ask = ask(ctx);
    ask.answer(async {
        let actor = ask.actor().await?;
        let (changed, draft) = ask.desk().ask_upgrade(&actor, level.0).await?;
        Ok(cards::level::to_confirm(&changed, draft, &ask.desk().offer.calendar, ask.language()))
    })
    .await
}

/// Shows what the desk sends by itself, and changes it.
#[poise::command(slash_command)]
async fn settings(
    ctx: Context<'_>,
    #[rename = "unused-hours"] unused_hours: Option<bool>,
    #[rename = "monthly-report"] monthly_report: Option<bool>,
) -> Result<()> {
    let ask = ask(ctx);
    ask.answer(async {
        let actor = ask.actor().await?;
        let settings = ask.desk().contract_settings(&actor, unused_hours, monthly_report).await?;
        Ok(cards::contract::settings(settings, ask.language()))
    })
    .await
}
