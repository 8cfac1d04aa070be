//! "Its tickets are called as one": a major incident's P1s have one page, one acknowledgement, and warnings
//! told together. What was posted within the last minute tells of those that come after it.

use anyhow::Result;
use chrono::{DateTime, Utc};

use super::together::p1s_of_incident;
use crate::{
    desk::{
        say::{
            key::Key,
            message::{Destination, Lane, PageCall, PageWay, Pages, Say},
        },
        ticket::file::TicketFile,
        work::{Message, Work},
    },
    rules::{event::Event, ids::IncidentNumber, paging::Together},
    store::{self, prefix::Prefix},
};

impl Work<'_> {
    /// Calls people to an incident's P1s in one page: in the one of the last minute, where it was not
    /// answered.
    pub(super) async fn page_as_one(
        &mut self,
        incident: IncidentNumber,
        page: &PageCall,
        to: Destination,
    ) -> Result<()> {
        let of = Together::Incident(incident);
        let begins = Key::pages_of(of);
        if self.unacknowledged(of).await?.len() > 1 && self.is_said_lately(&begins).await? {
            // What climbs already was there when that was posted.
            return match page.rung {
                0 => self.tell_of_more(&begins, |pages| Say::PagesAgain { pages }).await,
                _ => Ok(()),
            };
        }
        let (number, due) = (self.now.timestamp_millis(), page.due);
        let pages = Pages { of, number, due, way: PageWay::Support };
        let language = self.staff_language().await?;
        self.say(&Message::new(&Key::Pages(pages), Lane::Page, to, language, Say::Pages(pages)))
    }

    /// Warns of the guaranteed times of an incident's P1s, of which one has just reached a threshold.
    pub(super) async fn warn_as_one(
        &mut self,
        (file, incident): (&TicketFile, IncidentNumber),
        percent: u8,
        due: DateTime<Utc>,
    ) -> Result<()> {
        let begins = Key::incident_warnings(incident, percent);
        if self.is_said_lately(&begins).await? {
            return self.warn_of_more(&begins).await;
        }
        let at = self.now;
        let say = Say::IncidentWarning { incident, percent, at, due };
        self.say_of_incident(&Key::IncidentWarned(incident, percent, at), file, say).await
    }

    /// A warning of an incident's P1s stands: those that reached its threshold while it was on its way are
    /// added.
    pub(in crate::desk) async fn warning_stands(
        &mut self,
        (incident, percent): (IncidentNumber, u8),
        at: DateTime<Utc>,
    ) -> Result<()> {
        let today = (self.offer(), self.now);
        let files = p1s_of_incident(self.conn(), today, incident).await?;
        let later = |file: &TicketFile| {
            file.events.iter().any(|one| {
                one.at > at
                    && matches!(one.event, Event::Warned { threshold, .. } if threshold.percent() == percent)
            })
        };
        if files.iter().any(later) {
            return self.warn_of_more(&Key::incident_warnings(incident, percent)).await;
        }
        Ok(())
    }

    /// Reminds whoever acknowledged an incident's P1s, once for all of them. Returns whether it was the first
    /// of the last minute.
    pub(super) async fn remind_as_one(
        &mut self,
        file: &TicketFile,
        incident: IncidentNumber,
    ) -> Result<bool> {
        if self.is_said_lately(&Key::incident_silences(incident)).await? {
            return Ok(false);
        }
        let key = Key::IncidentSilence(incident, self.now);
        self.say_of_incident(&key, file, Say::IncidentSilence { incident }).await?;
        Ok(true)
    }

    async fn say_of_incident(&mut self, key: &Key, file: &TicketFile, say: Say) -> Result<()> {
        let language = self.staff_language().await?;
        let to = Destination::Channel(file.row.card_channel);
        self.say(&Message::new(key, Lane::P1, to, language, say))
    }

    /// Whether a message whose key begins so was written within the last minute, and stands or may yet be
    /// said.
    async fn is_said_lately(&mut self, begins: &Prefix) -> Result<bool> {
        let since = self.lately();
        store::outbox::stands_since(self.outbox().await?, begins, since).await
    }

    async fn warn_of_more(&mut self, begins: &Prefix) -> Result<()> {
        self.tell_of_more(begins, |warning| Say::IncidentWarningAgain { warning }).await
    }

    /// Has what was said within the last minute, whose key begins so, tell of all that it is about.
    async fn tell_of_more(&mut self, begins: &Prefix, again: impl Fn(String) -> Say) -> Result<()> {
        let since = self.lately();
        self.bring_up_to_date(begins, since, again).await
    }
}
