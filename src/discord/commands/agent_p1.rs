//! `/agent restore`, `/agent update` and `/agent board`.

use anyhow::Result;

use super::{
    Context,
    agent::carry_out,
    ask,
    suggest::{restorable_ticket, staffs_open_ticket},
};
use crate::{
    desk::ticket::{errand::Errand, next_update::Update},
    discord::look::{card::Card, markdown},
    words,
};

/// The service of a P1 is back.
#[poise::command(slash_command)]
pub(super) async fn restore(
    ctx: Context<'_>,
    #[autocomplete = "restorable_ticket"] ticket: Option<String>,
    note: Option<String>,
) -> Result<()> {
    carry_out(ctx, ticket, Errand::Restore { note: note.unwrap_or_default() }).await
}

/// Tells the customer where it stands.
#[poise::command(slash_command)]
pub(super) async fn update(
    ctx: Context<'_>,
    #[autocomplete = "staffs_open_ticket"] ticket: Option<String>,
    impact: Option<String>,
    action: Option<String>,
    next: Option<i64>,
) -> Result<()> {
    let update = Update {
        impact: impact.unwrap_or_default(),
        action: action.unwrap_or_default(),
        next: next.map(|minutes| minutes.to_string()).unwrap_or_default(),
    };
    carry_out(ctx, ticket, Errand::Update(update)).await
}

/// Posts the board of open P1s in the support channel.
#[poise::command(slash_command)]
pub(super) async fn board(ctx: Context<'_>) -> Result<()> {
    let ask = ask(ctx);
    ask.answer(async {
        let actor = ask.actor().await?;
        let channel = markdown::channel(ask.desk().post_board(&actor).await?);
        crate::desk::refusal::reason::Done::Ok(Card::line(words!(
            ask.language(),
            "board-posted",
            channel = channel
        )))
    })
    .await
}
