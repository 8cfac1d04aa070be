//! `/escalate`: an open ticket made a P1, or a new one.

use anyhow::Result;
use serenity::all::CreateAutocompleteResponse;

use super::{
    Context, ask,
    suggest::{component, suggestions},
};
use crate::{
    desk::{
        Refusal,
        p1::{
            escalate::Impact,
            escalation::{Escalation, Target},
        },
    },
    discord::flows::escalate,
    rules::{
        ids::TicketNumber,
        typed::{holds, one_line},
    },
};

/// Makes a ticket a P1, or opens one, once confirmed.
#[poise::command(slash_command)]
pub(super) async fn escalate(
    ctx: Context<'_>,
    #[autocomplete = "suggest_tickets"] ticket: Option<String>,
    impact: Option<String>,
    subject: Option<String>,
    #[autocomplete = "component"] component: Option<String>,
) -> Result<()> {
    let ask = ask(ctx);
    ask.answer(async {
        let actor = ask.actor().await?;
        let named =
            ticket.map(|typed| TicketNumber::meant(&typed).ok_or(Refusal::NoSuchTicket)).transpose()?;
        let escalation = Escalation {
            target: named.map_or(Target::Unsaid, Target::Ticket),
            impact: impact.unwrap_or_default(),
            subject: subject.unwrap_or_default(),
            component,
        };
        escalate::next(&ask, (&actor).into(), escalation, Impact::Asked).await
    })
    .await
}

/// The team's open tickets that could be a P1.
async fn suggest_tickets(ctx: Context<'_>, typed: &str) -> CreateAutocompleteResponse {
    let ask = ask(ctx);
    let fitting = async {
        let actor = ask.actor_soon().await?;
        ask.desk().could_be_p1(&actor).await
    }
    .await
    .unwrap_or_default();
    let typed = typed.trim().trim_start_matches('#');
    let fits = |number: TicketNumber, subject: &str| {
        number.get().to_string().starts_with(typed) || holds(subject, typed)
    };
    suggestions(
        fitting
            .into_iter()
            .filter(|one| fits(one.number, &one.subject))
            .map(|one| (format!("{} · {}", one.number, one_line(&one.subject)), one.number.to_string())),
    )
}
