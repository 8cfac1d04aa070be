//! An alarm at the moment it goes out: whether it is still true, and what it tells of.

use std::sync::Arc;

use anyhow::Result;
use chrono::{DateTime, Utc};

use crate::{
    desk::{
        Desk,
        incidents::p1_facts::IncidentWarned,
        p1::together::{Whose, unacknowledged, whose},
        say::{
            alarm::Alarm,
            key::Key,
            message::{Destination, PageCall, PageWay},
        },
        ticket::file::TicketFile,
    },
    rules::{
        ids::TicketNumber,
        on_call::RouteKey,
        paging::{Together, rung_at},
    },
    store::{self, alarm_link::LeadsTo},
};

/// What an alarm tells of.
#[derive(Clone, Debug)]
pub enum AlarmFacts {
    /// Somebody is called to a P1.
    Call {
        /// The P1.
        file: Arc<TicketFile>,
        /// The rank of the rung.
        rung: u32,
        /// The levels of on-call that it calls.
        levels: Vec<u8>,
        /// When it was due, UTC.
        due: DateTime<Utc>,
    },
    /// Somebody acknowledged it.
    Acknowledged(Arc<TicketFile>),
    /// It is over.
    Ended(Arc<TicketFile>),
    /// People are called to it anew: for routes that hold an alarm until it is ended.
    Anew(Arc<TicketFile>),
    /// Somebody is called to several P1s.
    Calls {
        /// Whose they are.
        whose: Whose,
        /// Those that nobody has acknowledged, a team's by number, an incident's by their time left.
        files: Vec<TicketFile>,
        /// When it was due, UTC.
        due: DateTime<Utc>,
    },
    /// All of them are acknowledged or over.
    CallsEnded {
        /// Whose they were.
        whose: Whose,
    },
    /// Whoever acknowledged is reminded.
    Reminder(Arc<TicketFile>),
    /// A warning of the guaranteed time.
    Warning {
        /// The P1.
        file: Arc<TicketFile>,
        /// Which threshold; 100 is the breach.
        percent: u8,
        /// When it was reached, UTC.
        due: DateTime<Utc>,
    },
    /// A warning of the guaranteed times of an incident's P1s.
    IncidentWarning {
        /// The P1s.
        warned: IncidentWarned,
        /// Which threshold; 100 is the breach.
        percent: u8,
        /// When it was reached first, UTC.
        due: DateTime<Utc>,
    },
    /// Another route fails.
    RouteFails {
        /// Which.
        route: RouteKey,
        /// How.
        error: String,
    },
    /// Discord cannot be reached since then, and these P1s are open.
    Away {
        /// Since when, UTC.
        since: DateTime<Utc>,
        /// The P1s that are open, the most urgent first.
        open: Vec<TicketFile>,
    },
    /// Discord is reached again.
    Back {
        /// Since when it could not be, UTC.
        since: DateTime<Utc>,
        /// Until when, UTC.
        until: DateTime<Utc>,
    },
    /// Discord lets the desk in no more, and these P1s are open.
    ShutOut {
        /// Why.
        why: String,
        /// The P1s that are open, the most urgent first.
        open: Vec<TicketFile>,
    },
    /// A trial.
    Test {
        /// Who asked for it.
        by: String,
    },
}

impl Alarm {
    /// To what its link leads, where somebody is to press something.
    pub fn leads_to(&self) -> Option<LeadsTo> {
        match self {
            Self::Call { ticket, .. } | Self::Reminder { ticket, .. } | Self::Warning { ticket, .. } => {
                Some(LeadsTo::Ticket(*ticket))
            }
            Self::Calls { of, .. } => Some(LeadsTo::Several(*of)),
            Self::IncidentWarning { incident, .. } => Some(LeadsTo::Several(Together::Incident(*incident))),
            Self::Test { number, .. } => Some(LeadsTo::Test(*number)),
            Self::Acknowledged { .. }
            | Self::Ended { .. }
            | Self::Anew { .. }
            | Self::CallsEnded { .. }
            | Self::RouteFails { .. }
            | Self::Away { .. }
            | Self::Back { .. }
            | Self::ShutOut { .. } => None,
        }
    }
}

impl Desk {
    /// What an alarm tells by a route now; nothing where it is no longer true, or tells of a call that never
    /// went that way.
    pub async fn alarm_facts(&self, alarm: &Alarm, route: RouteKey) -> Result<Option<AlarmFacts>> {
        Ok(match alarm {
            Alarm::Call { ticket, ladder, rung, due } => {
                let file = self.ticket_told(*ticket).await?;
                let page = PageCall {
                    ticket: *ticket,
                    ladder: *ladder,
                    rung: *rung,
                    due: *due,
                    way: PageWay::Support,
                };
                let levels = rung_at(*rung, &self.offer.paging).levels;
                page.is_due(&file).then_some(AlarmFacts::Call { file, rung: *rung, levels, due: *due })
            }
            Alarm::Acknowledged { ticket, ladder } => {
                let file = self.ticket_told(*ticket).await?;
                let seen = file.ticket.acknowledged.is_some() && self.called(*ticket, *ladder, route).await?;
                seen.then_some(AlarmFacts::Acknowledged(file))
            }
            Alarm::Ended { ticket, ladder } => {
                let called = self.called(*ticket, *ladder, route).await?;
                let file = self.ticket_told(*ticket).await?;
                called.then_some(AlarmFacts::Ended(file))
            }
            Alarm::Anew { ticket, ladder } => {
                let called = self.called(*ticket, *ladder, route).await?;
                let file = self.ticket_told(*ticket).await?;
                called.then_some(AlarmFacts::Anew(file))
            }
            Alarm::Calls { of, due, .. } => {
                let conn = &mut *self.store.read().await?;
                let files = unacknowledged(conn, (&self.offer, self.clock.now()), *of).await?;
                let whose = whose(conn, *of).await?;
                (!files.is_empty()).then_some(AlarmFacts::Calls { whose, files, due: *due })
            }
            Alarm::CallsEnded { of, .. } => {
                Some(AlarmFacts::CallsEnded { whose: whose(&mut *self.store.read().await?, *of).await? })
            }
            Alarm::IncidentWarning { incident, percent, due } => self
                .incident_warned(*incident, *percent)
                .await?
                .map(|warned| AlarmFacts::IncidentWarning { warned, percent: *percent, due: *due }),
            Alarm::Reminder { ticket, .. } => {
                let file = self.ticket_told(*ticket).await?;
                let silent = file.ticket.acknowledged.is_some_and(|seen| seen.route == Some(route));
                silent.then_some(AlarmFacts::Reminder(file))
            }
            Alarm::Warning { ticket, clock, percent, due } => {
                let file = self.ticket_told(*ticket).await?;
                let warned = file.is_warned(*clock, *percent);
                warned.then_some(AlarmFacts::Warning { file, percent: *percent, due: *due })
            }
            Alarm::RouteFails { route, error, .. } => {
                Some(AlarmFacts::RouteFails { route: *route, error: error.clone() })
            }
            Alarm::Away { since } => Some(AlarmFacts::Away { since: *since, open: self.open_p1s().await? }),
            Alarm::Back { since, until } => Some(AlarmFacts::Back { since: *since, until: *until }),
            Alarm::ShutOut { why, .. } => {
                Some(AlarmFacts::ShutOut { why: why.clone(), open: self.open_p1s().await? })
            }
            Alarm::Test { by, .. } => Some(AlarmFacts::Test { by: by.clone() }),
        })
    }

    /// Whether people were called by a route to a P1, by that ladder.
    async fn called(&self, ticket: TicketNumber, ladder: u32, route: RouteKey) -> Result<bool> {
        let mut conn = self.store.read().await?;
        let to = Destination::Route(route).to_string();
        store::alarm::went(&mut conn, &Key::alarms(ticket, ladder), &to).await
    }
}
