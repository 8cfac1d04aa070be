//! A P1 once it is open: what must happen and when follows from its events alone.

use anyhow::Result;
use chrono::{DateTime, Utc};

use crate::{
    desk::{
        due::{self, Due},
        say::{
            alarm::Alarm,
            key::Key,
            message::{Destination, Lane, PageCall, PageWay, Say},
        },
        ticket::file::{self, TicketFile},
        work::{Message, Work},
    },
    rules::{
        event::{By, Event},
        ids::TicketNumber,
        paging::{Nudge, Paging},
    },
    store::{self, customer::Reach},
};

/// What comes next of a P1, and when.
type Next = (due::Next, DateTime<Utc>);

impl Work<'_> {
    /// Carries out what is due for a ticket now and promises what comes next: pages, warnings, reminders.
    /// Called after every event; a ticket that needs none of it is left alone.
    pub async fn follow(&mut self, file: &mut TicketFile) -> Result<()> {
        let page = self.follow_paging(file).await?;
        self.correct_pages(file).await?;
        self.follow_alarms(file).await?;
        let warning = self.follow_clock(file).await?;
        let ticket = file.row.number;
        for (next, at) in page.into_iter().chain(warning) {
            let key = due::Key::Ticket(ticket, next, at);
            self.promise(&key, at, &Due::Ticket { ticket }).await?;
        }
        self.follow_board(file).await
    }

    /// Calls, and reminds, as is due. Returns what comes next, and when.
    async fn follow_paging(&mut self, file: &mut TicketFile) -> Result<Option<Next>> {
        let now = self.now;
        let number = file.row.number;
        // Each page recorded leads to the next; the last one found is to come.
        loop {
            let ladder = match file.ticket.paging {
                Paging::Off => return Ok(None),
                Paging::Climbing(ladder) => ladder,
                Paging::Watched(watch) => {
                    // What is done with its incident is done for it too.
                    let sign = match self.incident_of(file).await? {
                        Some(incident) => store::incident::last_sign(self.conn(), incident).await?,
                        None => None,
                    };
                    let watch = sign.map_or(watch, |at| watch.with_earlier_sign(at));
                    let nudge = watch.next(&self.offer().paging);
                    let (Nudge::Remind { at } | Nudge::Restart { at }) = nudge;
                    if at > now {
                        return Ok(Some((due::Next::Nudge, at)));
                    }
                    self.nudge(file, nudge).await?;
                    continue;
                }
            };
            let page = ladder.next_page(&self.offer().paging, now);
            if page.at > now {
                return Ok(Some((due::Next::Page, page.at)));
            }
            let event = Event::Paged { ladder: ladder.number, rung: page.rung.number };
            self.record(file, By::desk(), event, None).await?;
            let page = PageCall {
                ticket: number,
                ladder: ladder.number,
                rung: page.rung.number,
                due: page.at,
                way: PageWay::Support,
            };
            self.call(file, page).await?;
        }
    }

    async fn nudge(&mut self, file: &mut TicketFile, nudge: Nudge) -> Result<()> {
        let number = file.row.number;
        match nudge {
            Nudge::Remind { .. } => {
                let seq = self.record(file, By::desk(), Event::Reminded, None).await?;
                if let Some(incident) = self.incident_of(file).await? {
                    if !self.remind_as_one(file, incident).await? {
                        return Ok(());
                    }
                } else {
                    let key = Key::Reminded(number, seq);
                    self.say_to_support(file, &key, Say::Reminder { ticket: number }).await?;
                }
                self.remind_by_route(file, seq).await
            }
            Nudge::Restart { .. } => {
                self.record(file, By::desk(), Event::PagingRestarted, None).await.map(drop)
            }
        }
    }

    /// Warns of a clock as is due. Returns what comes next, and when.
    async fn follow_clock(&mut self, file: &mut TicketFile) -> Result<Option<Next>> {
        let now = self.now;
        let number = file.row.number;
        while let Some(warning) = file.ticket.warning_due(self.offer(), now) {
            if warning.at > now {
                return Ok(Some((due::Next::Warning, warning.at)));
            }
            let Some(clock) = file.ticket.clock().map(|clock| clock.number) else { return Ok(None) };
            let event = Event::Warned { clock, threshold: warning.threshold };
            self.record(file, By::desk(), event, None).await?;
            let (percent, due) = (warning.threshold.percent(), warning.at);
            let alarm = if let Some(incident) = self.incident_of(file).await? {
                self.warn_as_one((file, incident), percent, due).await?;
                Alarm::IncidentWarning { incident, percent, due }
            } else {
                let key = Key::Warned(number, clock, percent);
                let say = Say::Warning { ticket: number, clock, percent, due };
                self.say_to_support(file, &key, say).await?;
                Alarm::Warning { ticket: number, clock, percent, due }
            };
            self.warn_by_routes(file, alarm).await?;
        }
        Ok(None)
    }

    /// A P1's own posts in the support channel.
    async fn say_to_support(&mut self, file: &TicketFile, key: &Key, say: Say) -> Result<()> {
        let language = self.staff_language().await?;
        let to = Destination::Channel(file.row.card_channel);
        self.say(&Message::new(key, Lane::P1, to, language, say))
    }

    /// A ticket's moment has come: whatever is due for it now is done.
    pub(in crate::desk) async fn ticket_due(&mut self, ticket: TicketNumber) -> Result<()> {
        let Some(mut file) = file::read(self.conn(), Reach::Staff, ticket).await? else { return Ok(()) };
        self.follow(&mut file).await
    }
}
