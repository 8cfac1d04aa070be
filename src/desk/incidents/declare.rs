//! A major incident is declared.

use super::{file::IncidentFile, new_incident::NewIncident, record::check};
use crate::{
    desk::{
        Desk,
        draft::kinds::Draft,
        refusal::{customers::CustomerRefusal, incident::NoIncident, reason::Done},
        request::Request,
        text_limits::{SUBJECT_MOST, check_text},
        ticket::errand::about,
    },
    rules::{ids::EventSeq, offer::Offer},
    store::{self, find::TicketLine, incident::Written},
};

/// An incident that was declared.
#[derive(Clone, Debug)]
pub struct Declared {
    /// The incident.
    pub file: IncidentFile,
    /// How many channels are told.
    pub told: u64,
    /// The open tickets that could belong to it, and the draft by which they are tied.
    pub asked: Option<(i64, Vec<TicketLine>)>,
}

impl Desk {
    /// Declares a major incident. Every channel that hears of its platform is told.
    ///
    /// # Errors
    /// Refused for anyone who is not an agent, for a platform or a component that the offer does not have or
    /// that do not belong together, and for a text that is empty or too long.
    pub async fn open_incident(&self, request: Request<'_>, new: NewIncident) -> Done<Declared> {
        let actor = request.by;
        actor.as_agent()?;
        let place = place(&self.offer, &new)?;
        check_text(&new.title, SUBJECT_MOST)?;
        check(&new.impact)?;
        let mut work = self.work_of(request).await?;
        let written = Written { title: Some(new.title), impact: new.impact, ..Written::default() };
        let file = work.first_of_incident(actor, place, written).await?;
        store::incident_wave::over(work.conn(), &file.incident.platform).await?;
        let told = work.tell_of_incident(&file, EventSeq::FIRST).await?;
        let lines = work.tickets_for_incident(&file).await?;
        let asked = if lines.is_empty() {
            None
        } else {
            let draft = Draft::IncidentTickets { incident: file.incident.number };
            Some((work.keep_draft(actor, &draft).await?, lines))
        };
        work.commit().await?;
        tracing::info!(incident = %file.incident.number, told, "a major incident is declared");
        Ok(Declared { file, told, asked })
    }
}

/// The platform and the component that are meant, by their keys.
fn place(offer: &Offer, new: &NewIncident) -> Done<(String, Option<String>)> {
    let component = new.component.as_deref().map(|typed| about(offer, typed)).transpose()?;
    let component = component.and_then(|about| offer.component(&about.component));
    let platform = match (&new.platform, component, offer.platforms.as_slice()) {
        (Some(typed), _, _) => offer
            .platform_meant(typed)
            .map(|platform| platform.key.clone())
            .ok_or_else(|| CustomerRefusal::NoSuchPlatform(typed.clone()))?,
        (None, Some(component), _) => component.platform.clone(),
        (None, None, [only]) => only.key.clone(),
        (None, None, _) => return Err(NoIncident::WhichPlatform.into()),
    };
    if component.is_some_and(|component| component.platform != platform) {
        return Err(NoIncident::OtherPlatform.into());
    }
    Ok((platform, component.map(|component| component.key.clone())))
}
