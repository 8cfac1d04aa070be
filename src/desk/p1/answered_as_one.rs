//! "Its tickets are called as one": one acknowledgement answers for all P1s of a major incident.

use anyhow::Result;

use super::together::{incident_of, p1s_of_incident};
use crate::{
    desk::{
        Desk,
        say::message::{PageCall, PageWay},
        ticket::file::{self, TicketFile},
        work::Work,
    },
    rules::{
        event::{By, Event},
        ids::{IncidentNumber, TicketNumber},
        paging::{Ladder, Paging, Together},
        ticket::Act,
    },
    store::customer::Reach,
};

impl Work<'_> {
    /// Acknowledges the P1s that are called with this one, as it was.
    pub(in crate::desk) async fn acknowledge_as_one(
        &mut self,
        file: &TicketFile,
        by: By,
        event: &Event,
    ) -> Result<()> {
        let Some(incident) = self.incident_of(file).await? else { return Ok(()) };
        let now = self.now;
        for mut other in self.unacknowledged(Together::Incident(incident)).await? {
            if other.ticket.may(Act::Acknowledge, self.offer(), now).is_ok() {
                let seq = self.record(&mut other, by, event.clone(), None).await?;
                self.tell(&other, seq).await?;
                self.follow(&mut other).await?;
            }
        }
        Ok(())
    }

    /// An incident's P1s are called together no more, or fewer of them: its page says so, and what it called
    /// for by routes is ended where nothing of it is left. Of those that waited, who is not called with it
    /// any more is called apart at once.
    pub(in crate::desk) async fn settle_calls(
        &mut self,
        incident: IncidentNumber,
        waited: &[TicketFile],
    ) -> Result<()> {
        let of = Together::Incident(incident);
        self.correct_pages_of(of).await?;
        self.end_calls_to_several(of).await?;
        for one in waited {
            let Some(file) = file::read(self.conn(), Reach::Staff, one.row.number).await? else { continue };
            let Paging::Climbing(Ladder { number, paged: Some(rung), .. }) = file.ticket.paging else {
                continue;
            };
            if self.incident_of(&file).await? != Some(incident) {
                let (ticket, due) = (file.row.number, self.now);
                let page = PageCall { ticket, ladder: number, rung, due, way: PageWay::Support };
                self.call(&file, page).await?;
            }
        }
        Ok(())
    }
}

impl Desk {
    /// The P1s that were acknowledged with one, by the same press: its incident's, by number.
    ///
    /// # Errors
    /// When they cannot be read.
    pub async fn acknowledged_with(
        &self,
        file: &TicketFile,
    ) -> Result<Option<(IncidentNumber, Vec<TicketNumber>)>> {
        let conn = &mut *self.store.read().await?;
        let Some(incident) = incident_of(conn, &self.offer, file).await? else { return Ok(None) };
        let files = p1s_of_incident(conn, (&self.offer, self.clock.now()), incident).await?;
        let with = |other: &&TicketFile| {
            other.row.number != file.row.number
                && matches!(other.ticket.paging, Paging::Watched(_))
                && other.ticket.acknowledged == file.ticket.acknowledged
        };
        let mut numbers: Vec<TicketNumber> =
            files.iter().filter(with).map(|other| other.row.number).collect();
        numbers.sort_unstable();
        Ok((!numbers.is_empty()).then_some((incident, numbers)))
    }
}
