//! A window's notice, as a letter.

use anyhow::Result;

use super::plan::Plan;
use crate::{
    desk::maintenance::NoticeDue,
    discord::{
        Face,
        cards::notice::{Notice, Outdated},
    },
    rules::{
        ids::{ChannelId, WindowId},
        language::Language,
        window::Occasion,
    },
};

/// What is to be done on Discord for a notice.
///
/// # Errors
/// When the facts cannot be read.
pub async fn plan(
    face: &Face,
    asked: &NoticeDue<'_>,
    channel: Option<ChannelId>,
    language: Language,
) -> Result<Plan> {
    let Some(channel) = channel else { return Ok(Plan::Nothing) };
    let (now, offer) = (face.desk.clock.now(), &face.desk.offer);
    let facts = face.desk.notice_facts(asked, channel, now).await?;
    let Some(facts) = facts else { return Ok(Plan::Nothing) };
    let card = Notice { facts: &facts, offer, now }.render(language);
    Ok(match facts.reply_to {
        Some(standing) => Plan::Reply(standing.message, card),
        None => Plan::Post(card),
    })
}

/// What is to be done on Discord for a notice that is out of date.
///
/// # Errors
/// When the facts cannot be read.
pub async fn plan_outdated(
    face: &Face,
    notice: (WindowId, i64, &Occasion),
    channel: Option<ChannelId>,
    language: Language,
) -> Result<Plan> {
    let Some(channel) = channel else { return Ok(Plan::Nothing) };
    Ok(match face.desk.outdated_notice(notice, channel).await? {
        Some(original) => {
            let card = Outdated { original: &original, offer: &face.desk.offer }.render(language);
            Plan::Edit(original.standing.channel, original.standing.message, card)
        }
        None => Plan::Nothing,
    })
}
