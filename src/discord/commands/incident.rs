//! `/incident`: major incidents, declared, told and ended. For support agents.

use anyhow::Result;
use serenity::all::CreateAutocompleteResponse;

use super::{
    Context, ask,
    customer::suggest_platforms,
    suggest::{component, meant, open_ticket, suggestions, typed_text},
};
use crate::{
    desk::{
        Refusal,
        actor::Actor,
        incidents::{IncidentUpdate, NewIncident},
        refusal::reason::Done,
    },
    discord::{
        answer::ask::Ask,
        cards::{incident_shown, ticket_list},
        export,
    },
    rules::{ids::TicketNumber, typed::holds},
    store::{incident::IncidentLine, window::Texts},
};

/// Major incidents.
#[poise::command(
    slash_command,
    subcommands("open", "add", "drop_", "update", "restore", "close", "show", "list", "export"),
    subcommand_required
)]
pub(super) async fn incident(_: Context<'_>) -> Result<()> {
    std::future::ready(Ok(())).await
}

/// Declares a major incident.
#[poise::command(slash_command)]
async fn open(
    ctx: Context<'_>,
    #[max_length = 100] title: String,
    #[autocomplete = "suggest_platforms"] platform: Option<String>,
    #[autocomplete = "component"] component: Option<String>,
    #[max_length = 1000] impact: Option<String>,
    #[rename = "impact-en"]
    #[max_length = 1000]
    impact_en: Option<String>,
) -> Result<()> {
    let ask = ask(ctx);
    ask.answer(async {
        let actor = ask.actor().await?;
        let impact = Texts { fr: impact, en: impact_en };
        let new = NewIncident { title, platform, component, impact };
        let declared = ask.desk().open_incident((&actor).into(), new).await?;
        Done::Ok(incident_shown::declared(&declared, &ask.desk().offer, ask.language()))
    })
    .await
}

/// Ties a ticket to an incident.
#[poise::command(slash_command)]
async fn add(
    ctx: Context<'_>,
    #[autocomplete = "suggest_incidents"] incident: String,
    #[autocomplete = "open_ticket"] ticket: String,
) -> Result<()> {
    let ask = ask(ctx);
    ask.answer(async {
        let actor = ask.actor().await?;
        actor.as_agent()?;
        let (incident, ticket) = (which(&ask, &actor, &incident).await?, number(&ticket)?);
        let file = ask.desk().add_to_incident(&actor, &incident, ticket).await?;
        Done::Ok(incident_shown::tied(&file, &[ticket], ask.language()))
    })
    .await
}

/// Takes a ticket out of an incident.
#[poise::command(slash_command, rename = "drop", identifying_name = "drop")]
async fn drop_(
    ctx: Context<'_>,
    #[autocomplete = "suggest_incidents"] incident: String,
    #[autocomplete = "suggest_tied"] ticket: String,
) -> Result<()> {
    let ask = ask(ctx);
    ask.answer(async {
        let actor = ask.actor().await?;
        actor.as_agent()?;
        let (incident, ticket) = (which(&ask, &actor, &incident).await?, number(&ticket)?);
        let file = ask.desk().drop_from_incident(&actor, &incident, ticket).await?;
        Done::Ok(incident_shown::dropped(&file, ticket, ask.language()))
    })
    .await
}

/// Tells customers where an incident stands.
#[poise::command(slash_command)]
async fn update(
    ctx: Context<'_>,
    #[autocomplete = "suggest_incidents"] incident: String,
    #[max_length = 1000] impact: String,
    #[max_length = 1000] action: String,
    next: i64,
    #[rename = "impact-en"]
    #[max_length = 1000]
    impact_en: Option<String>,
    #[rename = "action-en"]
    #[max_length = 1000]
    action_en: Option<String>,
) -> Result<()> {
    let ask = ask(ctx);
    ask.answer(async {
        let actor = ask.actor().await?;
        actor.as_agent()?;
        let update = IncidentUpdate {
            impact: Texts { fr: Some(impact), en: impact_en },
            action: Texts { fr: Some(action), en: action_en },
            next,
        };
        let told = ask.desk().update_incident(&actor, &which(&ask, &actor, &incident).await?, update).await?;
        Done::Ok(incident_shown::done(&told, &ask.desk().offer, ask.language()))
    })
    .await
}

/// The service is back.
#[poise::command(slash_command)]
async fn restore(
    ctx: Context<'_>,
    #[autocomplete = "suggest_incidents"] incident: String,
    #[max_length = 1000] note: String,
    #[rename = "note-en"]
    #[max_length = 1000]
    note_en: Option<String>,
) -> Result<()> {
    let ask = ask(ctx);
    ask.answer(async {
        let actor = ask.actor().await?;
        actor.as_agent()?;
        let note = Texts { fr: Some(note), en: note_en };
        let told = ask.desk().restore_incident(&actor, &which(&ask, &actor, &incident).await?, note).await?;
        Done::Ok(incident_shown::done(&told, &ask.desk().offer, ask.language()))
    })
    .await
}

/// An incident is over.
#[poise::command(slash_command)]
async fn close(
    ctx: Context<'_>,
    #[autocomplete = "suggest_incidents"] incident: String,
    #[rename = "what-happened"]
    #[max_length = 1000]
    what_happened: String,
    #[rename = "what-happened-en"]
    #[max_length = 1000]
    what_happened_en: Option<String>,
) -> Result<()> {
    let ask = ask(ctx);
    ask.answer(async {
        let actor = ask.actor().await?;
        actor.as_agent()?;
        let happened = Texts { fr: Some(what_happened), en: what_happened_en };
        let told =
            ask.desk().close_incident(&actor, &which(&ask, &actor, &incident).await?, happened).await?;
        Done::Ok(incident_shown::done(&told, &ask.desk().offer, ask.language()))
    })
    .await
}

/// Shows an incident; with none named, all of them.
#[poise::command(slash_command)]
async fn show(
    ctx: Context<'_>,
    #[autocomplete = "suggest_incidents"] incident: Option<String>,
) -> Result<()> {
    let ask = ask(ctx);
    ask.answer(async {
        let actor = ask.actor().await?;
        actor.as_agent()?;
        let (offer, language) = (&ask.desk().offer, ask.language());
        Done::Ok(match incident {
            Some(typed) => {
                let shown = ask.desk().show_incident(&actor, &which(&ask, &actor, &typed).await?).await?;
                incident_shown::shown(&shown, offer, language)
            }
            None => incident_shown::list(&ask.desk().incidents(&actor).await?, offer, language),
        })
    })
    .await
}

/// Lists incidents.
#[poise::command(slash_command)]
async fn list(ctx: Context<'_>) -> Result<()> {
    let ask = ask(ctx);
    ask.answer(async {
        let actor = ask.actor().await?;
        let lines = ask.desk().incidents(&actor).await?;
        Done::Ok(incident_shown::list(&lines, &ask.desk().offer, ask.language()))
    })
    .await
}

/// Gives all that is kept of an incident as a file.
#[poise::command(slash_command)]
async fn export(ctx: Context<'_>, #[autocomplete = "suggest_incidents"] incident: String) -> Result<()> {
    let ask = ask(ctx);
    ask.answer(async {
        let actor = ask.actor().await?;
        actor.as_agent()?;
        export::incident(&ask, &actor, &which(&ask, &actor, &incident).await?).await
    })
    .await
}

fn number(typed: &str) -> Result<TicketNumber, Refusal> {
    TicketNumber::meant(typed).ok_or(Refusal::NoSuchTicket)
}

/// The incident that is meant, by its number or as it is shown.
async fn which(ask: &Ask<'_>, actor: &Actor, typed: &str) -> Done<String> {
    Ok(meant(typed, labelled(ask, &ask.desk().incidents(actor).await?)))
}

/// Incidents as they are shown, each with its number.
fn labelled(ask: &Ask<'_>, lines: &[IncidentLine]) -> Vec<(String, String)> {
    let (offer, language) = (&ask.desk().offer, ask.language());
    let label = |line: &_| incident_shown::label(line, offer, language);
    lines.iter().map(|line| (label(line), line.number.to_string())).collect()
}

/// The incidents that hold what is typed; none except for agents.
async fn suggest_incidents(ctx: Context<'_>, typed: &str) -> CreateAutocompleteResponse {
    let ask = ask(ctx);
    let found = async { ask.desk().incidents(&ask.actor_soon().await?).await }.await;
    let shown = labelled(&ask, &found.unwrap_or_default());
    suggestions(shown.into_iter().filter(|(label, _)| holds(label, typed)))
}

/// The tickets of the incident that is typed; none except for agents.
async fn suggest_tied(ctx: Context<'_>, typed: &str) -> CreateAutocompleteResponse {
    let ask = ask(ctx);
    let incident = typed_text(ctx, "incident").unwrap_or_default();
    let found = async { ask.desk().tied_tickets(&ask.actor_soon().await?, incident).await }.await;
    let lines = found.unwrap_or_default();
    let shown =
        lines.iter().map(|line| (ticket_list::label(line, true, ask.language()), line.number.to_string()));
    suggestions(shown.filter(|(label, _)| holds(label, typed)))
}
