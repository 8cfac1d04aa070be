//! `/maintenance`: the windows to come, for teams and staff alike.

use anyhow::Result;

use super::{Context, ask};
use crate::{
    desk::maintenance::MONTHS_AHEAD,
    discord::{cards, look::answer::Answer},
};

/// How many months `/maintenance list` shows unless told.
const MONTHS: u32 = 3;

/// Maintenance windows.
#[poise::command(slash_command, subcommands("next", "list"), subcommand_required)]
pub(super) async fn maintenance(_: Context<'_>) -> Result<()> {
    std::future::ready(Ok(())).await
}

/// Shows the window that goes on, or the next one, and what it touches.
#[poise::command(slash_command)]
async fn next(ctx: Context<'_>) -> Result<()> {
    let ask = ask(ctx);
    ask.answer(async {
        let actor = ask.actor().await?;
        let windows = ask.desk().windows_to_come(&actor, MONTHS_AHEAD).await?;
        let offer = &ask.desk().offer;
        Ok(cards::window::Next { windows: &windows, offer }.render(ask.language()))
    })
    .await
}

/// Lists the windows to come, also as a file for a calendar.
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
        let windows = ask.desk().windows_to_come(&actor, months.unwrap_or(MONTHS)).await?;
        let (offer, link) = (&ask.desk().offer, &ask.face().home.public_url);
        Ok::<Answer, _>(cards::window::list(&windows, offer, link, ask.language()).into())
    })
    .await
}
