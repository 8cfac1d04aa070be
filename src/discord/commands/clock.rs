//! `/ticket clock`.

use anyhow::Result;

use super::{Context, ask, suggest::clocked_ticket};
use crate::{desk::ticket::errand::Wish, discord::flows::errand};

/// The arithmetic of the guaranteed time to restore, line by line.
#[poise::command(slash_command)]
pub(super) async fn clock(
    ctx: Context<'_>,
    #[autocomplete = "clocked_ticket"] ticket: Option<String>,
) -> Result<()> {
    let ask = ask(ctx);
    ask.answer(errand::typed(&ask, ticket, Wish::Clock)).await
}
