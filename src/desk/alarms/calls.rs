//! Calls by routes: one alarm a P1 and route, opened and repeated with the rungs of its ladder, acknowledged,
//! ended.

use anyhow::Result;
use chrono::{DateTime, Utc};

use crate::{
    desk::{
        say::{
            alarm::Alarm,
            key::Key,
            message::{Destination, Lane, PageCall, Say},
        },
        ticket::file::TicketFile,
        work::{Message, Work},
    },
    rules::{
        event::Event,
        ids::EventSeq,
        on_call::RouteKey,
        paging::{Paging, Together, rung_at},
    },
    store::{self, alarm_link, prefix::Prefix},
};

/// A minute, in seconds.
const MINUTE: i64 = 60;

impl Work<'_> {
    /// Says something by a route.
    pub(in crate::desk) async fn say_by_route(&mut self, alarm: Alarm, route: RouteKey) -> Result<()> {
        let language = self.staff_language().await?;
        let key = Key::Alarm(alarm.clone(), route);
        self.say(&Message::new(&key, Lane::Alarm, Destination::Route(route), language, Say::Alarm(alarm)))
    }

    /// Calls people to a P1 by the routes of the levels that its rung calls: apart, or in one call to all of
    /// those with which it is called.
    pub(in crate::desk) async fn call_by_routes(
        &mut self,
        file: &TicketFile,
        page: &PageCall,
        called_with: Option<Together>,
    ) -> Result<()> {
        let levels = rung_at(page.rung, &self.offer().paging).levels;
        let routes = self.desk.routes.of_levels(&levels);
        if routes.is_empty() {
            return Ok(());
        }
        let PageCall { ticket, ladder, rung, due, .. } = *page;
        if let Some(of) = called_with {
            for route in routes {
                match of {
                    Together::Team(_) => self.call_to_several(of, due, route).await?,
                    Together::Incident(_) => self.call_as_one(of, due, route).await?,
                }
            }
            return Ok(());
        }
        let is_first = file.events.iter().filter(|one| calls_by(&one.event, ladder)).count() == 1;
        if is_first && ladder > 1 {
            for (route, _) in self.sounded(&Key::alarms(ticket, ladder - 1)).await? {
                self.say_by_route(Alarm::Anew { ticket, ladder: ladder - 1 }, route).await?;
            }
        }
        for route in routes {
            self.say_by_route(Alarm::Call { ticket, ladder, rung, due }, route).await?;
        }
        Ok(())
    }

    /// A team has one such call a minute and route at most; each tells of all its P1s that nobody has
    /// acknowledged.
    async fn call_to_several(&mut self, of: Together, due: DateTime<Utc>, route: RouteKey) -> Result<()> {
        let (now, language) = (self.now, self.staff_language().await?);
        let minute = now.timestamp().div_euclid(MINUTE);
        for number in [minute, minute + 1] {
            let alarm = Alarm::Calls { of, number, due };
            let key = Key::Alarm(alarm.clone(), route);
            let to = Destination::Route(route);
            let mut message = Message::new(&key, Lane::Alarm, to, language, Say::Alarm(alarm));
            message.not_before = DateTime::from_timestamp(number * MINUTE, 0).filter(|at| *at > now);
            if self.post(&message).await?.is_some()
                || store::outbox::waits(self.outbox().await?, &key.to_string()).await?
            {
                break;
            }
        }
        Ok(())
    }

    /// Calls people to an incident's P1s by a route, unless it was done within the last minute and was not
    /// answered.
    async fn call_as_one(&mut self, of: Together, due: DateTime<Utc>, route: RouteKey) -> Result<()> {
        let begins = Key::alarms_of(of);
        if self.unacknowledged(of).await?.len() > 1 && self.sounds_lately(&begins, route).await? {
            return Ok(());
        }
        let number = self.now.timestamp_millis();
        self.say_by_route(Alarm::Calls { of, number, due }, route).await
    }

    /// Whether an alarm whose key begins so went by a route within the last minute, or may yet.
    async fn sounds_lately(&mut self, begins: &Prefix, route: RouteKey) -> Result<bool> {
        let (since, to) = (self.lately(), Destination::Route(route).to_string());
        store::alarm::sounds_since(self.outbox().await?, (begins, &to), since).await
    }

    /// Tells the routes by which people were called what became of the call: it is acknowledged, or over.
    pub(in crate::desk) async fn follow_alarms(&mut self, file: &TicketFile) -> Result<()> {
        let last = file.events.iter().rev().find_map(|one| match one.event {
            Event::Paged { ladder, .. } => Some(ladder),
            _ => None,
        });
        let Some(ladder) = last.filter(|_| !self.desk.routes.all().is_empty()) else { return Ok(()) };
        let ticket = file.row.number;
        let is_over = match file.ticket.paging {
            Paging::Climbing(_) => return Ok(()),
            Paging::Watched(_) => false,
            Paging::Off => true,
        };
        for (route, _) in self.sounded(&Key::alarms(ticket, ladder)).await? {
            let alarm = if is_over {
                Alarm::Ended { ticket, ladder }
            } else {
                Alarm::Acknowledged { ticket, ladder }
            };
            self.say_by_route(alarm, route).await?;
        }
        if is_over {
            let now = self.now;
            alarm_link::are_over(self.conn(), ticket, now).await?;
        }
        self.end_calls_to_several(Together::Team(file.row.customer)).await?;
        match self.incident_of(file).await? {
            Some(incident) => self.end_calls_to_several(Together::Incident(incident)).await,
            None => Ok(()),
        }
    }

    /// Ends what was called for by routes of P1s that are called together, once nothing of it is left.
    pub(in crate::desk) async fn end_calls_to_several(&mut self, of: Together) -> Result<()> {
        let last = self.sounded(&Key::alarms_of(of)).await?;
        if last.is_empty() || !self.unacknowledged(of).await?.is_empty() {
            return Ok(());
        }
        for (route, alarm) in last {
            if let Alarm::Calls { number, .. } = alarm {
                self.say_by_route(Alarm::CallsEnded { of, number }, route).await?;
            }
        }
        Ok(())
    }

    /// Whoever acknowledged by a route is reminded there.
    pub(in crate::desk) async fn remind_by_route(&mut self, file: &TicketFile, seq: EventSeq) -> Result<()> {
        match file.ticket.acknowledged.and_then(|seen| seen.route) {
            Some(route) => self.say_by_route(Alarm::Reminder { ticket: file.row.number, seq }, route).await,
            None => Ok(()),
        }
    }

    /// While Discord is away, deadlines are warned of by the routes of whoever was called last, and by those
    /// of the desk.
    pub(in crate::desk) async fn warn_by_routes(&mut self, file: &TicketFile, warning: Alarm) -> Result<()> {
        let away = self.desk.away.spell().is_some_and(|spell| spell.lasted >= self.offer().alarms.away);
        if !away {
            return Ok(());
        }
        let rung = file.events.iter().rev().find_map(|one| match one.event {
            Event::Paged { rung, .. } => Some(rung),
            _ => None,
        });
        let levels = rung_at(rung.unwrap_or(0), &self.offer().paging).levels;
        for route in self.desk.routes.of_levels_and_desk(&levels) {
            if let Alarm::IncidentWarning { incident, percent, .. } = warning
                && self.sounds_lately(&Key::incident_warnings_by_route(incident, percent), route).await?
            {
                continue;
            }
            self.say_by_route(warning.clone(), route).await?;
        }
        Ok(())
    }

    /// The routes by which alarms went whose keys begin so, with the last of each.
    async fn sounded(&mut self, prefix: &Prefix) -> Result<Vec<(RouteKey, Alarm)>> {
        let rows = store::alarm::last(self.outbox().await?, prefix).await?;
        let mut sounded = Vec::new();
        for (destination, body) in rows {
            if let (Destination::Route(route), Say::Alarm(alarm)) =
                (destination.parse()?, serde_json::from_str(&body)?)
            {
                sounded.push((route, alarm));
            }
        }
        Ok(sounded)
    }
}

fn calls_by(event: &Event, of: u32) -> bool {
    matches!(event, Event::Paged { ladder, .. } if *ladder == of)
}
