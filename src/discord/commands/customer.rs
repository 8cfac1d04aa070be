//! `/customer`: who is served, from which channels, and who manages the contract. For support agents.

use anyhow::Result;
use serenity::all::{CreateAutocompleteResponse, PartialChannel, User};

use super::{
    Context, ask,
    suggest::{meant, suggestions},
};
use crate::{
    choice,
    desk::{
        customers::link::{Announced, Dossier, NewCustomer},
        refusal::{customers::CustomerRefusal, reason::Done},
    },
    discord::{answer::ask::Ask, cards, look::answer::Answer, reach::server::Server},
    rules::{
        ids::{ChannelId, PersonId},
        language, level,
        typed::{holds, one_line},
    },
    store::customer::Link,
};

choice! {
    /// A level of the contract.
    Level of level::Level as "level"
}
choice! {
    /// A language.
    Language of language::Language as "language"
}

/// Customers.
#[poise::command(
    slash_command,
    subcommands("add", "edit", "level", "link", "unlink", "manager", "pack", "remove", "show", "list"),
    subcommand_required
)]
pub(super) async fn customer(_: Context<'_>) -> Result<()> {
    std::future::ready(Ok(())).await
}

/// Adds a customer.
#[poise::command(slash_command)]
async fn add(
    ctx: Context<'_>,
    name: String,
    level: Level,
    language: Option<Language>,
    since: Option<String>,
) -> Result<()> {
    let ask = ask(ctx);
    ask.answer(async {
        let actor = ask.actor().await?;
        actor.as_agent()?;
        let calendar = &ask.desk().offer.calendar;
        let since = since.map(|typed| calendar.parse_date(&typed)).transpose()?;
        let new = NewCustomer { name, level: level.0, language: language.map(|choice| choice.0), since };
        let (customer, change) = ask.desk().add_customer(&actor, &new).await?;
        Ok(cards::customer::added(&customer, &change, calendar, ask.language()))
    })
    .await
}

/// Gives a customer another name or its team another language.
#[poise::command(slash_command)]
async fn edit(
    ctx: Context<'_>,
    #[autocomplete = "suggest_customers"] customer: String,
    name: Option<String>,
    language: Option<Language>,
) -> Result<()> {
    let ask = ask(ctx);
    ask.answer(async {
        let actor = ask.actor().await?;
        let language = language.map(|choice| choice.0);
        let (before, after) = ask.desk().edit_customer(&actor, &customer, name.as_deref(), language).await?;
        Ok(cards::customer::edited(&before, &after, ask.language()))
    })
    .await
}

/// Changes a customer's level.
#[poise::command(slash_command)]
async fn level(
    ctx: Context<'_>,
    #[autocomplete = "suggest_customers"] customer: String,
    level: Level,
    from: Option<String>,
) -> Result<()> {
    let ask = ask(ctx);
    ask.answer(async {
        let actor = ask.actor().await?;
        actor.as_agent()?;
        let calendar = &ask.desk().offer.calendar;
        let from = from.map(|typed| calendar.parse_date(&typed)).transpose()?;
        let changed = ask.desk().change_level(&actor, &customer, level.0, from).await?;
        Ok(cards::level::changed(&changed, calendar, ask.language()))
    })
    .await
}

/// Serves a customer no longer, once that is confirmed.
#[poise::command(slash_command)]
async fn remove(ctx: Context<'_>, #[autocomplete = "suggest_customers"] customer: String) -> Result<()> {
    let ask = ask(ctx);
    ask.answer(async {
        let actor = ask.actor().await?;
        let (left, draft) = ask.desk().ask_removal(&actor, &customer).await?;
        Ok(cards::customer::to_remove(&left, draft, ask.language()))
    })
    .await
}

/// Lets a channel speak for a customer, or makes a code for a channel of the customer's own server.
#[poise::command(slash_command)]
async fn link(
    ctx: Context<'_>,
    #[autocomplete = "suggest_customers"] customer: String,
    #[channel_types("Text", "News")] channel: Option<PartialChannel>,
    announcements: Option<bool>,
    #[autocomplete = "suggest_platforms"] platform: Option<String>,
) -> Result<()> {
    let ask = ask(ctx);
    let announced = Announced { announcements: announcements.unwrap_or(true), platform };
    let channel = channel.map(|channel| ChannelId::new(channel.id.get()));
    ask.answer(link_or_code(&ask, &customer, channel, announced)).await
}

async fn link_or_code(
    ask: &Ask<'_>,
    customer: &str,
    channel: Option<ChannelId>,
    announced: Announced,
) -> Done<Answer> {
    let actor = ask.actor().await?;
    actor.as_agent()?;
    let language = ask.language();
    let Some(channel) = channel else {
        let (customer, code) = ask.desk().make_code(&actor, customer, announced).await?;
        return Ok(cards::customer::code(&customer, &code, language).into());
    };
    let server = Server::look(ask.face(), ask.face().home.staff_guild).await?;
    if !server.has_channel(channel) {
        return Err(CustomerRefusal::NotAChannel(channel).into());
    }
    let linked = ask.desk().link_channel(&actor, customer, channel, announced).await?;
    let lacking = cards::setup::lacking(channel, &server.lacks(channel, language), language);
    Ok(cards::customer::linked(&linked, channel, lacking, language).into())
}

/// A channel no longer speaks for a customer.
#[poise::command(slash_command)]
async fn unlink(
    ctx: Context<'_>,
    #[autocomplete = "suggest_customers"] customer: String,
    #[autocomplete = "suggest_links"] channel: String,
) -> Result<()> {
    let ask = ask(ctx);
    ask.answer(async {
        let actor = ask.actor().await?;
        let dossier = ask.desk().customer(&actor, Some(&customer)).await?;
        let named = format!("#{}", channel.trim().trim_start_matches('#'));
        let meant = meant(&named, links(&ask, &dossier));
        let channel = if meant == named { channel } else { meant };
        let unlinked = ask.desk().unlink(&actor, &customer, &channel).await?;
        Ok(cards::customer::unlinked(&unlinked, ask.language()))
    })
    .await
}

/// Names a manager of a customer, or takes the part back.
#[poise::command(slash_command)]
async fn manager(
    ctx: Context<'_>,
    #[autocomplete = "suggest_customers"] customer: String,
    user: User,
    remove: Option<bool>,
) -> Result<()> {
    let ask = ask(ctx);
    ask.answer(async {
        let actor = ask.actor().await?;
        actor.as_agent()?;
        if user.bot {
            return Err(CustomerRefusal::Bot.into());
        }
        let person = PersonId::new(user.id.get());
        let remove = remove.unwrap_or(false);
        let (customer, changed) = ask.desk().set_manager(&actor, &customer, person, remove).await?;
        Ok(cards::customer::Manager { customer: &customer, person, remove, changed }.render(ask.language()))
    })
    .await
}

/// Grants a pack of expertise hours.
#[poise::command(slash_command)]
async fn pack(
    ctx: Context<'_>,
    #[autocomplete = "suggest_customers"] customer: String,
    hours: i64,
    reason: Option<String>,
) -> Result<()> {
    let ask = ask(ctx);
    ask.answer(async {
        let actor = ask.actor().await?;
        let (granted, ends_at) = ask.desk().grant_pack(&actor, &customer, hours, reason.as_deref()).await?;
        Ok(cards::hours::granted(&granted.order, &granted.customer.name, ends_at, ask.language()))
    })
    .await
}

/// Shows a customer.
#[poise::command(slash_command)]
async fn show(
    ctx: Context<'_>,
    #[autocomplete = "suggest_customers"] customer: Option<String>,
) -> Result<()> {
    let ask = ask(ctx);
    ask.answer(async {
        let actor = ask.actor().await?;
        let dossier = ask.desk().customer(&actor, customer.as_deref()).await?;
        let offer = &ask.desk().offer;
        let names = |channel| ask.face().home.places.name(channel);
        Ok(cards::customer::CustomerCard { dossier: &dossier, offer, names: &names }.render(ask.language()))
    })
    .await
}

/// Lists the customers.
#[poise::command(slash_command)]
async fn list(ctx: Context<'_>) -> Result<()> {
    let ask = ask(ctx);
    ask.answer(async {
        let actor = ask.actor().await?;
        let customers = ask.desk().customers(&actor).await?;
        Ok::<Answer, _>(cards::customer::list(&customers, ask.language()).into())
    })
    .await
}

/// The customers whose name holds what is typed; none except for staff.
pub(super) async fn suggest_customers(ctx: Context<'_>, typed: &str) -> CreateAutocompleteResponse {
    let customers = async {
        let ask = ask(ctx);
        let actor = ask.actor_soon().await?;
        ask.desk().customers(&actor).await
    }
    .await
    .unwrap_or_default();
    suggestions(
        customers
            .into_iter()
            .filter(|(customer, _)| holds(&customer.name, typed))
            .map(|(customer, level)| (format!("{} · {level}", one_line(&customer.name)), customer.name)),
    )
}

/// The channels that speak for the customer that was typed.
async fn suggest_links(ctx: Context<'_>, typed: &str) -> CreateAutocompleteResponse {
    let ask = ask(ctx);
    let dossier = async {
        let actor = ask.actor_soon().await?;
        let customer = ctx.args.iter().find_map(|option| match (option.name, &option.value) {
            ("customer", serenity::all::ResolvedValue::String(name)) => Some(*name),
            _ => None,
        });
        ask.desk().customer(&actor, customer).await
    }
    .await;
    let shown = dossier.ok().map(|dossier| links(&ask, &dossier)).unwrap_or_default();
    let typed = typed.trim().trim_start_matches('#');
    suggestions(shown.into_iter().filter(|(label, _)| holds(label, typed)))
}

/// The channels that speak for a customer, as they are shown, each with its number.
fn links(ask: &Ask<'_>, dossier: &Dossier) -> Vec<(String, String)> {
    let shown = |link: &Link| {
        let id = link.channel.get().to_string();
        let name = ask.face().home.places.name(link.channel);
        (name.map_or_else(|| id.clone(), |name| format!("#{name}")), id)
    };
    dossier.links.iter().map(shown).collect()
}

/// The platforms of the offer.
pub(super) async fn suggest_platforms(ctx: Context<'_>, typed: &str) -> CreateAutocompleteResponse {
    let ask = ask(ctx);
    let platforms = ask.desk().offer.platforms.iter().filter_map(|platform| {
        let label = platform.label.get(ask.language());
        let fits = holds(&format!("{label} {}", platform.key), typed);
        fits.then(|| (label.to_owned(), platform.key.clone()))
    });
    std::future::ready(suggestions(platforms)).await
}
