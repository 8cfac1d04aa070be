//! Who is an expert still. Discord tells of a lost role only to bots that may list members: whoever has
//! something before them is looked up once a day, and whoever is about to be asked for a session, before they
//! are.

use std::{sync::Arc, time::Duration};

use anyhow::{Result, ensure};

use crate::{
    delivery::agenda::Eye,
    desk::{Stop, actor::Actor, expertise::Wanted, refusal::setup::Gone},
    discord::Face,
    rules::ids::PersonId,
};

/// How long a booking waits for Discord to say whether somebody is an expert still: it is made all the same.
const PATIENCE: Duration = Duration::from_secs(1);

/// How many experts who left are found out for one booking.
const LOOKS: usize = 3;

/// The eye of a face.
#[derive(Debug)]
pub struct Seeing(pub Arc<Face>);

impl Eye for Seeing {
    async fn look_up(&self, expert: PersonId) -> Result<()> {
        self.0.home.turns.wait(false).await;
        look_up(&self.0, expert).await.map(drop)
    }
}

/// Looks whether somebody has the experts' role still. Whoever has it no longer gives their sessions back and
/// is offered no more. While the role itself is gone, nobody is taken for having left.
///
/// # Errors
/// When Discord cannot be asked, or the database fails.
pub async fn look_up(face: &Face, expert: PersonId) -> Result<bool> {
    let Some(setup) = face.desk.setup().await? else { return Ok(true) };
    let (places, home) = (&face.home.places, face.home.staff_guild);
    ensure!(places.knows(home), "what the staff server has is not told yet");
    let gone = places.gone(home, &setup);
    if gone.iter().any(|gone| matches!(gone, Gone::ExpertRole(_)))
        || face.staff_roles_now(expert).await?.contains(&setup.expert_role)
    {
        return Ok(true);
    }
    match face.desk.expert_left(expert).await {
        Ok(()) | Err(Stop::Refused(_)) => Ok(false),
        Err(Stop::Fault(fault)) => Err(fault),
    }
}

/// Before a session of so many minutes is booked: whoever would be asked for it is looked up, so that nobody
/// is asked who left since the morning. Where Discord does not say, or not in time, the session is booked as
/// if they had not.
pub async fn look_first(face: &Face, actor: &Actor, wanted: Wanted, minutes: i64) {
    for _ in 0..LOOKS {
        // Why nobody would be asked is told by the booking itself.
        let Ok(expert) = face.desk.would_be_asked(actor, wanted, minutes).await else { return };
        match tokio::time::timeout(PATIENCE, look_up(face, expert)).await {
            Ok(Ok(false)) => {}
            Ok(Ok(true)) | Err(_) => return,
            Ok(Err(fault)) => {
                tracing::warn!(%expert, error = format!("{fault:#}"), "an expert could not be looked up");
                return;
            }
        }
    }
}
