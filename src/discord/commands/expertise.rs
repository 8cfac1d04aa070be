//! `/expertise`: a team's hours and sessions.

use anyhow::Result;
use serenity::all::CreateAutocompleteResponse;

use super::{
    Context, ask,
    suggest::{meant, month_meant, month_of_hours, narrowed, suggestions, typed_minutes, typed_text},
};
use crate::{
    choice,
    desk::{
        actor::Actor,
        expertise::{Booking, FreeSlot, SessionFile, Wanted},
        refusal::reason::Done,
    },
    discord::{
        answer::ask::Ask,
        cards::{self, said},
        look::{answer::Answer, card::Card},
        reach::experts::look_first,
    },
    rules::{
        calendar::Calendar,
        ids::PersonId,
        language::Language,
        session::{self, Party},
        typed::same,
    },
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
        let month = month_meant(month, ask.desk().months_of_hours(&actor).await, ask.language());
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
    let typed = slot_meant(ask, &actor, typed, booking.minutes, Whose::default()).await;
    let wanted = Wanted::read(calendar, &typed)?;
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
        let session = session_meant(&ask, &actor, &session).await;
        let moved = ask.desk().session_of_team(&actor, &session).await;
        let minutes = moved.map_or(USUAL_MINUTES, |file| file.row.minutes);
        let slot = slot_meant(&ask, &actor, &slot, minutes, Whose::default()).await;
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
        let session = session_meant(&ask, &actor, &session).await;
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
        let named = session_meant(ask, actor, typed_text(ctx, "session").unwrap_or_default()).await;
        let file = ask.desk().session_of_team(actor, &named).await?;
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
        |free: &FreeSlot| (said::session::slot_label(free, calendar, language), free.slot.value(calendar));
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
    let open = to_come.iter().filter(|file| file.row.state.holds());
    let shown = open.map(|file| session_shown(file, Party::Team, &desk.offer.calendar, language));
    suggestions(shown.filter(|choice| narrowed(typed, choice)))
}

/// A session as it is shown, with its number.
pub(super) fn session_shown(
    file: &SessionFile,
    side: Party,
    calendar: &Calendar,
    language: Language,
) -> (String, String) {
    (said::session::session_label(file, side, calendar, language), file.row.id.to_string())
}

/// The session of the team that is meant, as it is shown or otherwise.
async fn session_meant(ask: &Ask<'_>, actor: &Actor, typed: &str) -> String {
    let (to_come, _) = ask.desk().sessions(actor).await.unwrap_or_default();
    let (calendar, language) = (&ask.desk().offer.calendar, ask.language());
    meant(typed, to_come.iter().map(|file| session_shown(file, Party::Team, calendar, language)))
}

/// Whose free time is looked at, and for whom.
#[derive(Clone, Copy, Default)]
pub(super) struct Whose<'a> {
    /// One expert's; none: everybody's.
    pub(super) expert: Option<PersonId>,
    /// For an expert: the customer.
    pub(super) customer: Option<&'a str>,
}

/// The slot that is meant: a moment, what a suggestion gave, or a free slot as it is shown.
pub(super) async fn slot_meant(
    ask: &Ask<'_>,
    actor: &Actor,
    typed: &str,
    minutes: i64,
    whose: Whose<'_>,
) -> String {
    let (desk, language) = (ask.desk(), ask.language());
    let calendar = &desk.offer.calendar;
    if Wanted::read(calendar, typed).is_ok() {
        return typed.to_owned();
    }
    let label = |free: &FreeSlot| said::session::slot_label(free, calendar, language);
    let free = desk
        .free_slots(actor, minutes, whose.expert, whose.customer, |free| same(typed, &label(free)))
        .await
        .unwrap_or_default();
    free.first().map_or_else(|| typed.to_owned(), |free| free.slot.value(calendar))
}
