//! What staff are told of the calendars of on call: nothing where it was mended meanwhile.

use anyhow::Result;

use super::plan::Plan;
use crate::{
    delivery::letter::Letter,
    desk::say::message::Say,
    discord::{Face, cards::on_call},
};

/// What is to be done for a letter of calendars.
///
/// # Errors
/// When the facts cannot be read.
pub async fn plan(face: &Face, letter: &Letter) -> Result<Plan> {
    let language = letter.language;
    let card = if let Say::CalendarUnread { level } = &letter.say {
        face.desk.unread_calendar(*level).await?.map(|unread| on_call::unread(&unread, language))
    } else {
        on_call::look(&face.desk.on_call_amiss().await?, language)
    };
    Ok(card.map_or(Plan::Nothing, Plan::Post))
}
