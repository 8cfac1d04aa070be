//! `/report`: a month of tickets, guaranteed times and hours.
//!
//! Declared everywhere: in a team's channel it is that team's month, also for staff; where no channel is
//! linked, support gets every team's.

use anyhow::Result;

use super::{
    Context, ask,
    suggest::{month_meant, month_of_report},
};
use crate::discord;

/// The report of a month.
#[poise::command(slash_command)]
pub(super) async fn report(
    ctx: Context<'_>,
    #[autocomplete = "month_of_report"] month: Option<String>,
) -> Result<()> {
    let ask = ask(ctx);
    ask.answer(async {
        let actor = ask.actor().await?;
        let month = month_meant(month, ask.desk().months_of_report(&actor).await, ask.language());
        let report = ask.desk().report(&actor, month.as_deref()).await?;
        Ok(discord::report::card(report, &ask.desk().offer, None, ask.language()).await?)
    })
    .await
}
