//! `/expert`: an expert's own availability and sessions.

use anyhow::Result;
use serenity::all::CreateAutocompleteResponse;

use super::{
    Context, ask,
    expertise::{Topic, Whose, session_shown, slot_meant},
    suggest::{meant, narrowed, suggestions, typed_minutes, typed_text},
};
use crate::{
    choice,
    desk::expertise::{Availability, Booking, Delivery, FreeSlot, SessionFile, Wanted},
    discord::cards::{self, expert_help, said},
    rules::session::{self, Party},
};

choice! {
    /// A day of the week.
    Day of session::Day as "day"
}

/// How long a session lasts while nothing is typed yet, in minutes.
const USUAL_MINUTES: i64 = 60;

/// An expert's own.
#[poise::command(
    slash_command,
    subcommands("hours", "settings", "off", "book", "agenda", "done"),
    subcommand_required
)]
pub(super) async fn expert(_: Context<'_>) -> Result<()> {
    std::future::ready(Ok(())).await
}

/// Says when they are available on a day of the week.
#[poise::command(slash_command)]
async fn hours(
    ctx: Context<'_>,
    day: Day,
    from: String,
    to: String,
    #[rename = "also-from"] also_from: Option<String>,
    #[rename = "also-to"] also_to: Option<String>,
) -> Result<()> {
    let ask = ask(ctx);
    ask.answer(async {
        let actor = ask.actor().await?;
        let typed = Availability { day: day.0.into(), first: (from, to), second: (also_from, also_to) };
        let shown = ask.desk().set_hours(&actor, &typed).await?;
        Ok(cards::expertise::day(&shown, &ask.desk().offer.calendar, ask.language()))
    })
    .await
}

/// Says how they take requests.
#[poise::command(slash_command)]
async fn settings(
    ctx: Context<'_>,
    #[rename = "accept-at-once"] accept_at_once: Option<bool>,
    #[rename = "new-link"] new_link: Option<bool>,
) -> Result<()> {
    let ask = ask(ctx);
    ask.answer(async {
        let actor = ask.actor().await?;
        let (language, new_link) = (ask.language(), new_link.unwrap_or(false));
        let expert = ask.desk().expert_settings(&actor, accept_at_once, new_link).await?;
        Ok(if new_link {
            cards::expertise::settings_with_link(&expert, &ask.face().home.public_url, language)
        } else {
            cards::expertise::settings(&expert, language)
        })
    })
    .await
}

/// Says when they are away.
#[poise::command(slash_command)]
async fn off(ctx: Context<'_>, from: String, to: String) -> Result<()> {
    let ask = ask(ctx);
    ask.answer(async {
        let actor = ask.actor().await?;
        let (away, within) = ask.desk().go_away(&actor, &from, &to).await?;
        Ok(cards::expertise::away(away, &within, ask.language()))
    })
    .await
}

/// Proposes a session to a customer.
#[poise::command(slash_command)]
async fn book(
    ctx: Context<'_>,
    #[autocomplete = "suggest_customers"] customer: String,
    topic: Topic,
    minutes: i64,
    #[autocomplete = "suggest_own_slots"] slot: String,
    about: Option<String>,
) -> Result<()> {
    let ask = ask(ctx);
    ask.answer(async {
        let actor = ask.actor().await?;
        actor.as_expert()?;
        let whose = Whose { expert: Some(actor.person()), customer: Some(&customer) };
        let slot = slot_meant(&ask, &actor, &slot, minutes, whose).await;
        let wanted = Wanted::read(&ask.desk().offer.calendar, &slot)?;
        let booking = Booking { topic: topic.0, minutes, about: about.unwrap_or_default() };
        let file = ask.desk().offer_session(&actor, &customer, &booking, wanted).await?;
        Ok(cards::expertise::offered(&file, ask.language()))
    })
    .await
}

/// Shows what they have before them.
#[poise::command(slash_command)]
async fn agenda(ctx: Context<'_>) -> Result<()> {
    let ask = ask(ctx);
    ask.answer(async {
        let actor = ask.actor().await?;
        let shown = ask.desk().expert_agenda(&actor).await?;
        let (calendar, url) = (&ask.desk().offer.calendar, &ask.face().home.public_url);
        Ok(cards::expertise::agenda(&shown, calendar, url, ask.language()))
    })
    .await
}

/// Settles a session.
#[poise::command(slash_command)]
async fn done(
    ctx: Context<'_>,
    #[autocomplete = "suggest_started"] session: String,
    minutes: Option<i64>,
    notes: Option<String>,
    #[rename = "no-show"] no_show: Option<bool>,
) -> Result<()> {
    let ask = ask(ctx);
    ask.answer(async {
        let actor = ask.actor().await?;
        let delivery =
            Delivery { minutes, notes: notes.unwrap_or_default(), no_show: no_show.unwrap_or(false) };
        actor.as_expert()?;
        let sessions = ask.desk().sessions_to_settle(&actor).await?;
        let (calendar, language) = (&ask.desk().offer.calendar, ask.language());
        let shown = sessions.iter().map(|file| session_shown(file, Party::Expert, calendar, language));
        let helped = ask.desk().tickets_helped(&actor).await?;
        let helped =
            helped.iter().map(|file| (expert_help::label(file, language), file.row.number.to_string()));
        let session = meant(&session, shown.chain(helped));
        let settled = ask.desk().deliver(&actor, &session, &delivery).await?;
        Ok(cards::expertise::settled(&settled, ask.language()))
    })
    .await
}

/// The customers to whom a session may be proposed.
async fn suggest_customers(ctx: Context<'_>, typed: &str) -> CreateAutocompleteResponse {
    let ask = ask(ctx);
    let names = async {
        let actor = ask.actor_soon().await?;
        ask.desk().customers_to_offer(&actor).await
    }
    .await;
    let choices = names.unwrap_or_default().into_iter().map(|name| (name.clone(), name));
    suggestions(choices.filter(|choice| narrowed(typed, choice)))
}

/// The expert's own next free slots.
async fn suggest_own_slots(ctx: Context<'_>, typed: &str) -> CreateAutocompleteResponse {
    let ask = ask(ctx);
    let (desk, language) = (ask.desk(), ask.language());
    let calendar = &desk.offer.calendar;
    let minutes = typed_minutes(ctx).unwrap_or(USUAL_MINUTES);
    let customer = typed_text(ctx, "customer");
    let shown =
        |free: &FreeSlot| (said::session::slot_label(free, calendar, language), free.slot.value(calendar));
    let found = async {
        let actor = ask.actor_soon().await?;
        actor.as_expert()?;
        let own = Some(actor.person());
        desk.free_slots(&actor, minutes, own, customer, |free| narrowed(typed, &shown(free))).await
    }
    .await;
    suggestions(found.unwrap_or_default().iter().map(shown))
}

/// The expert's sessions that started and are not settled, then the tickets on which they help.
async fn suggest_started(ctx: Context<'_>, typed: &str) -> CreateAutocompleteResponse {
    let ask = ask(ctx);
    let (desk, language) = (ask.desk(), ask.language());
    let found = async {
        let actor = ask.actor_soon().await?;
        let sessions = desk.sessions_to_settle(&actor).await?;
        crate::desk::refusal::reason::Done::Ok((sessions, desk.tickets_helped(&actor).await?))
    }
    .await;
    let shown = |file: &SessionFile| session_shown(file, Party::Expert, &desk.offer.calendar, language);
    let (sessions, helped) = found.unwrap_or_default();
    let helped = helped.iter().map(|file| (expert_help::label(file, language), file.row.number.to_string()));
    suggestions(sessions.iter().map(shown).chain(helped).filter(|choice| narrowed(typed, choice)))
}
