//! What is told of a major incident, as a letter.

use anyhow::Result;

use super::plan::Plan;
use crate::{
    delivery::letter::Letter,
    desk::{incidents::WordDue, say::message::Say},
    discord::{
        Face,
        cards::{incident::Told, incident_proposed, pages},
    },
};

/// What is to be done on Discord for a letter about an incident.
///
/// # Errors
/// When the facts cannot be read.
pub async fn plan(face: &Face, letter: &Letter) -> Result<Plan> {
    let (desk, language) = (&face.desk, letter.language);
    let (now, offer) = (desk.clock.now(), &desk.offer);
    Ok(match (&letter.say, letter.to.channel()) {
        (Say::Incident { incident, seq, at }, Some(channel)) => {
            let asked = WordDue { incident: *incident, seq: *seq, at: *at };
            let Some(word) = desk.incident_word(asked, channel, now).await? else {
                return Ok(Plan::Nothing);
            };
            let told = Told { file: &word.file, offer, now };
            let card = told.word(word.seq, word.reply_to.is_none(), word.late_since, language)?;
            match word.reply_to {
                Some(standing) => Plan::Reply(standing.message, card),
                None => Plan::Post(card),
            }
        }
        (Say::IncidentAgain { incident, seq }, Some(channel)) => {
            match desk.first_word(*incident, *seq, channel).await? {
                Some((standing, file)) => {
                    let card = Told { file: &file, offer, now }.present(language);
                    Plan::Edit(standing.channel, standing.message, card)
                }
                None => Plan::Nothing,
            }
        }
        (Say::IncidentTold { incident, seq, .. }, _) => match desk.incident_told(*incident).await? {
            Some(file) => Plan::Post(Told { file: &file, offer, now }.word(*seq, false, None, language)?),
            None => Plan::Nothing,
        },
        (Say::IncidentReminder { incident, seq }, _) => {
            let owed = desk.owes_update(*incident, *seq).await?;
            let card = owed.and_then(|file| Told { file: &file, offer, now }.reminder(language));
            card.map_or(Plan::Nothing, Plan::Post)
        }
        (Say::IncidentWarning { incident, percent, due, .. }, _) => {
            let warned = desk.incident_warned(*incident, *percent).await?;
            let card = |of| pages::warned((&of, *percent), *due, (offer, now), language);
            warned.map_or(Plan::Nothing, |warned| Plan::Post(card(warned)))
        }
        (Say::IncidentWarningAgain { warning }, _) => match desk.warning_standing(warning).await? {
            Some(standing) => {
                let warned = (&standing.warned, standing.percent);
                let card = pages::warned(warned, standing.due, (offer, now), language);
                Plan::Edit(standing.channel, standing.message, card)
            }
            None => Plan::Nothing,
        },
        (Say::IncidentProposed { ticket, platform, at }, _) => {
            let wave = desk.proposed_wave(platform, *at).await?;
            wave.map_or(Plan::Nothing, |wave| {
                Plan::Post(incident_proposed::proposed(&wave, *ticket, offer, language))
            })
        }
        (Say::IncidentSilence { incident }, _) => {
            let silent = desk.incident_silent(*incident).await?;
            let card = silent.and_then(|silent| pages::silent(&silent, (offer, now), language));
            card.map_or(Plan::Nothing, Plan::Post)
        }
        _ => Plan::Nothing,
    })
}
