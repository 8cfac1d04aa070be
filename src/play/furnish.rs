//! The set-up of the desk and its customers, typed as people would; only what is not there yet.

use anyhow::{Context, Result};
use chrono::{Datelike, Months, NaiveDate};

use super::{
    cast::{CUSTOMERS, Cast, Customer, STAFF},
    hands::{Hands, Place},
};
use crate::{
    rules::ids::{ChannelId, PersonId},
    store,
};

/// Where staff type what concerns nobody else.
const OFFICE: Place = Place::Channel(STAFF, "support");

/// Sets up what is missing.
pub(super) async fn furnish(hands: &Hands<'_>, cast: &Cast, today: NaiveDate) -> Result<()> {
    let setup = store::desk::setup(&mut *hands.desk.store.read().await?).await?;
    let here = cast.support.id().get();
    if setup.is_none_or(|setup| setup.support_channel != ChannelId::new(here)) {
        set_up(hands, cast).await?;
    }
    for customer in &CUSTOMERS {
        serve(hands, customer, today).await.with_context(|| format!("the customer {}", customer.name))?;
    }
    Ok(())
}

async fn set_up(hands: &Hands<'_>, cast: &Cast) -> Result<()> {
    let line = format!(
        "/desk setup support-channel:{} experts-channel:{} support-role:{} expert-role:{} on-call-1:{} on-call-2:{}",
        cast.support.mention(),
        cast.experts.mention(),
        cast.support_role.mention(),
        cast.expert_role.mention(),
        cast.on_call[0].mention(),
        cast.on_call[1].mention()
    );
    hands.types("Olga", OFFICE, &line, &cast.support.mention()).await?;
    Ok(())
}

/// Adds a customer, links its channel and names its manager.
async fn serve(hands: &Hands<'_>, customer: &Customer, today: NaiveDate) -> Result<()> {
    let name = customer.name;
    let (server, channel) = customer.place;
    let place = Place::Channel(server, channel);
    let channel = hands.place(place)?;
    let id = ChannelId::new(channel.id().get());
    let manager = hands.person(customer.manager)?;
    let mut conn = hands.desk.store.read().await?;
    let known = store::customer::by_name(&mut conn, name).await?;
    let linked = store::customer::linked_to(&mut conn, id).await?.is_some();
    let managers = match &known {
        Some(known) => store::customer::managers(&mut conn, known.id).await?,
        None => Vec::new(),
    };
    drop(conn);
    if known.is_none() {
        let since = since(today, customer.since)?;
        let (level, language) = (customer.level, customer.language.as_str());
        let line = format!("/customer add name:{name} level:{level} language:{language} since:{since}");
        hands.types("Bob", OFFICE, &line, name).await?;
    }
    if !linked && server == STAFF {
        let line = format!("/customer link customer:{name} channel:{}", channel.mention());
        hands.types("Bob", OFFICE, &line, name).await?;
    } else if !linked {
        let answer = hands.types("Bob", OFFICE, &format!("/customer link customer:{name}"), name).await?;
        let code = answer.text().split('`').nth(1).context("a code between back-quotes")?;
        hands.types(customer.manager, place, &format!("/link code:{code}"), name).await?;
    }
    // Whoever used a customer's first code manages its contract already.
    let named = managers.contains(&PersonId::new(manager.id().get())) || (!linked && server != STAFF);
    if !named {
        let line = format!("/customer manager customer:{name} user:{}", manager.mention());
        hands.types("Bob", OFFICE, &line, name).await?;
    }
    Ok(())
}

/// The date so many months before this one, on that day.
fn since(today: NaiveDate, (months, day): (u32, u32)) -> Result<NaiveDate> {
    let first = today.with_day(1).and_then(|first| first.checked_sub_months(Months::new(months)));
    first.and_then(|first| first.with_day(day)).context("a date of the contract")
}
