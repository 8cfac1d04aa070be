//! `/contract`: the team's contract.

use anyhow::Result;

use super::{Context, ask};
use crate::discord::cards;

/// The team's contract.
#[poise::command(slash_command, subcommands("show"), subcommand_required)]
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
        Ok(cards::contract::Shown { contract: &contract, offer }.render(ask.language()))
    })
    .await
}
