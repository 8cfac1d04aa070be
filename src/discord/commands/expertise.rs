//! `/expertise`: a team's hours and sessions.

use anyhow::Result;
use serenity::all::CreateAutocompleteResponse;

use super::{
    Context, ask,
    suggest::{month_of_hours, narrowed, suggestions, typed_minutes, typed_text},
};
use crate::{
    choice,
    desk::{
        Done,
        actor::Actor,
        expertise::{Booking, FreeSlot, SessionFile, Wanted},
    },
    discord::{ask::Answer, ask::Ask, card::Card, cards, experts::look_first},
    rules::session::{self, Party},
};

choice! {
    /// What a session is about.
    Topic of session::Topic as "topic"
}

/// How long a session lasts when nothing is said, in minutes.
const USUAL_MINUTES: i64 = 60;

/// A team's hours and sessions.
#[poise::command(
    slash_command,
    subcommands("balance", "book", "sessions", "move_session", "cancel", "pack"),
    subcommand_required
)]
pub(super) async fn expertise(_: Context<'_>) -> Result<()> {
    std::future::ready(Ok(())).await
}

/// Shows what is left of the hours.
#[poise::command(slash_command)]
async fn balance(ctx: Context<'_>, #[autocomplete = "month_of_hours"] month: Option<String>) -> Result<()> {
    let ask = ask(ctx);
    ask.answer(async {
        let actor = ask.actor().await?;
        let hours = ask.desk().hours(&actor, month.as_deref()).await?;
        Ok(hours.render(ask.language()))
    })
    .await
}

/// Asks for a session, or shows the next free slots.
#[poise::command(slash_command)]
async fn book(
    ctx: Context<'_>,
    topic: Topic,
    minutes: Option<i64>,
    #[autocomplete = "suggest_slots"] slot: Option<String>,
    about: Option<String>,
) -> Result<()> {
    let ask = ask(ctx);
    let minutes = minutes.unwrap_or(USUAL_MINUTES);
    let booking = Booking { topic: topic.0, minutes, about: about.unwrap_or_default() };
    ask.answer(book_or_choose(&ask, &booking, slot.as_deref())).await
}

async fn book_or_choose(ask: &Ask<'_>, booking: &Booking, slot: Option<&str>) -> Done<Card> {
    let actor = ask.actor().await?;
    actor.as_team()?;
    let (desk, language) = (ask.desk(), ask.language());
    let calendar = &desk.offer.calendar;
    let Some(typed) = slot else {
        let choice = desk.book_later(&actor, booking).await?;
        return Ok(cards::expertise::choice(&choice, calendar, language));
    };
    let wanted = Wanted::read(calendar, typed)?;
    look_first(ask.face(), &actor, wanted, booking.minutes).await;
    let file = desk.book(&actor, booking, wanted).await?;
    Ok(cards::expertise::booked(&file, language))
}

/// Lists the team's sessions.
#[poise::command(slash_command)]
async fn sessions(ctx: Context<'_>) -> Result<()> {
    let ask = ask(ctx);
    ask.answer(async {
        let actor = ask.actor().await?;
        let (to_come, past) = ask.desk().sessions(&actor).await?;
        Ok(cards::expertise::sessions(&to_come, &past, ask.language()))
    })
    .await
}

/// Moves a session, once its cost is confirmed.
#[poise::command(slash_command, rename = "move", identifying_name = "move")]
async fn move_session(
    ctx: Context<'_>,
    #[autocomplete = "suggest_sessions"] session: String,
    #[autocomplete = "suggest_new_slots"] slot: String,
) -> Result<()> {
    let ask = ask(ctx);
    ask.answer(async {
        let actor = ask.actor().await?;
        actor.as_team()?;
        let calendar = &ask.desk().offer.calendar;
        let wanted = Wanted::read(calendar, &slot)?;
        let preview = ask.desk().preview_move(&actor, &session, wanted).await?;
        Ok(cards::expertise::preview(&preview, calendar, ask.language()))
    })
    .await
}

/// Calls a session off, once its cost is confirmed.
#[poise::command(slash_command)]
async fn cancel(ctx: Context<'_>, #[autocomplete = "suggest_sessions"] session: String) -> Result<()> {
    let ask = ask(ctx);
    ask.answer(async {
        let actor = ask.actor().await?;
        let preview = ask.desk().preview_cancel(&actor, &session).await?;
        let calendar = &ask.desk().offer.calendar;
        Ok::<Answer, _>(cards::expertise::preview(&preview, calendar, ask.language()).into())
    })
    .await
}

/// Orders a pack of hours.
#[poise::command(slash_command)]
async fn pack(ctx: Context<'_>, hours: i64) -> Result<()> {
    let ask = ask(ctx);
    ask.answer(async {
        let actor = ask.actor().await?;
        let order = ask.desk().order_pack(&actor, hours).await?;
        Ok(cards::hours::ordered(&order, ask.language()))
    })
    .await
}

/// The next free slots of every expert, for a session as long as was typed.
async fn suggest_slots(ctx: Context<'_>, typed: &str) -> CreateAutocompleteResponse {
    let minutes = typed_minutes(ctx).unwrap_or(USUAL_MINUTES);
    slots(ctx, typed, async |_, _| Ok(minutes)).await
}

/// The same for a session that is moved.
async fn suggest_new_slots(ctx: Context<'_>, typed: &str) -> CreateAutocompleteResponse {
    slots(ctx, typed, async |ask: &Ask<'_>, actor: &Actor| {
        let named = typed_text(ctx, "session").unwrap_or_default();
        let file = ask.desk().session_of_team(actor, named).await?;
        Ok(file.row.minutes)
    })
    .await
}

async fn slots(
    ctx: Context<'_>,
    typed: &str,
    minutes: impl AsyncFnOnce(&Ask<'_>, &Actor) -> Done<i64>,
) -> CreateAutocompleteResponse {
    let ask = ask(ctx);
    let (desk, language) = (ask.desk(), ask.language());
    let calendar = &desk.offer.calendar;
    let shown =
        |free: &FreeSlot| (cards::expertise::slot_label(free, calendar, language), free.slot.value(calendar));
    let found = async {
        let actor = ask.actor_soon().await?;
        actor.as_team()?;
        let minutes = minutes(&ask, &actor).await?;
        desk.free_slots(&actor, minutes, None, None, |free| narrowed(typed, &shown(free))).await
    }
    .await;
    suggestions(found.unwrap_or_default().iter().map(shown))
}

/// The team's sessions that can still be called off.
async fn suggest_sessions(ctx: Context<'_>, typed: &str) -> CreateAutocompleteResponse {
    let ask = ask(ctx);
    let (desk, language) = (ask.desk(), ask.language());
    let found = async {
        let actor = ask.actor_soon().await?;
        actor.as_team()?;
        desk.sessions(&actor).await
    }
    .await;
    let (to_come, _) = found.unwrap_or_default();
    let shown = |file: &SessionFile| {
        let calendar = &desk.offer.calendar;
        (cards::expertise::session_label(file, Party::Team, calendar, language), file.row.id.to_string())
    };
    let open = to_come.iter().filter(|file| file.row.state.holds());
    suggestions(open.map(shown).filter(|choice| narrowed(typed, choice)))
}
