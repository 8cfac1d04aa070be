//! What is said outside chat, by routes: alarms of a P1, and of the desk itself.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::rules::{
    ids::{CustomerId, EventSeq, IncidentNumber, TicketNumber},
    on_call::RouteKey,
    paging::Together,
};

/// What an alarm says.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(tag = "alarm", rename_all = "snake_case")]
pub enum Alarm {
    /// People are called to a P1 by a rung of its ladder.
    Call {
        /// The P1.
        ticket: TicketNumber,
        /// The rank of the ladder.
        ladder: u32,
        /// The rank of its rung.
        rung: u32,
        /// When it was due, UTC.
        due: DateTime<Utc>,
    },
    /// Somebody acknowledged the P1.
    Acknowledged {
        /// The P1.
        ticket: TicketNumber,
        /// The ladder that is over.
        ladder: u32,
    },
    /// Nobody needs to be called to the P1 any more.
    Ended {
        /// The P1.
        ticket: TicketNumber,
        /// The last ladder.
        ladder: u32,
    },
    /// People are called to the P1 anew: what holds an alarm until it is ended is told that this one was.
    Anew {
        /// The P1.
        ticket: TicketNumber,
        /// The ladder before.
        ladder: u32,
    },
    /// People are called to all P1s that are called together and that nobody has acknowledged.
    Calls {
        /// What they have in common.
        #[serde(flatten)]
        of: Together,
        /// Which one: a team's are counted in minutes, an incident's in milliseconds.
        number: i64,
        /// When it was due, UTC.
        due: DateTime<Utc>,
    },
    /// All of them are acknowledged or over.
    CallsEnded {
        /// What they have in common.
        #[serde(flatten)]
        of: Together,
        /// The number of the last call.
        number: i64,
    },
    /// Whoever acknowledged a P1 by this route is reminded of it.
    Reminder {
        /// The P1.
        ticket: TicketNumber,
        /// The event.
        seq: EventSeq,
    },
    /// A warning of the guaranteed time, or its breach (100), while chat cannot be reached.
    Warning {
        /// The P1.
        ticket: TicketNumber,
        /// The rank of the clock.
        clock: u32,
        /// Which threshold.
        percent: u8,
        /// When it was reached, UTC.
        due: DateTime<Utc>,
    },
    /// A warning of the guaranteed times of an incident's P1s, or of their breach (100), while chat cannot be
    /// reached.
    IncidentWarning {
        /// The incident.
        incident: IncidentNumber,
        /// Which threshold.
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
        /// In which hour, counted from 1970, UTC: once in each.
        hour: i64,
    },
    /// Discord cannot be reached, since then (UTC).
    Away {
        /// Since when.
        since: DateTime<Utc>,
    },
    /// Discord is reached again.
    Back {
        /// Since when it could not be, UTC.
        since: DateTime<Utc>,
        /// Until when, UTC.
        until: DateTime<Utc>,
    },
    /// Discord lets the desk in no more, which somebody must mend: the program ends.
    ShutOut {
        /// When that was, UTC.
        at: DateTime<Utc>,
        /// Why.
        why: String,
    },
    /// A trial, by the number of the command that asked for it.
    Test {
        /// The number.
        number: i64,
        /// The name of whoever asked for it.
        by: String,
    },
}

impl Alarm {
    /// What it is of: all that is said of one P1 has the same.
    pub fn of(&self) -> String {
        match self {
            Self::Call { ticket, .. }
            | Self::Acknowledged { ticket, .. }
            | Self::Ended { ticket, .. }
            | Self::Anew { ticket, .. }
            | Self::Reminder { ticket, .. }
            | Self::Warning { ticket, .. } => of_ticket(*ticket),
            Self::Calls { of, .. } | Self::CallsEnded { of, .. } => of_several(*of),
            Self::IncidentWarning { incident, .. } => of_several(Together::Incident(*incident)),
            Self::RouteFails { route, .. } => format!("guichet-route-{route}"),
            Self::Away { .. } | Self::Back { .. } | Self::ShutOut { .. } => "guichet-desk".to_owned(),
            Self::Test { number, .. } => format!("guichet-test-{number}"),
        }
    }

    /// The P1 of which such a text is.
    pub fn ticket_of(of: &str) -> Option<TicketNumber> {
        of.strip_prefix(OF)?.parse().ok().map(TicketNumber::new)
    }

    /// What the P1s have in common of which such a text is.
    pub fn together_of(of: &str) -> Option<Together> {
        let number = |begins| of.strip_prefix(begins)?.parse().ok();
        let team = number(OF_TEAM).map(|id| Together::Team(CustomerId::new(id)));
        team.or_else(|| number(OF_INCIDENT).map(|id| Together::Incident(IncidentNumber::new(id))))
    }
}

const OF: &str = "guichet-";
const OF_TEAM: &str = "guichet-team-";
const OF_INCIDENT: &str = "guichet-incident-";

fn of_ticket(ticket: TicketNumber) -> String {
    format!("{OF}{}", ticket.get())
}

fn of_several(of: Together) -> String {
    match of {
        Together::Team(customer) => format!("{OF_TEAM}{customer}"),
        Together::Incident(incident) => format!("{OF_INCIDENT}{incident}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Other systems keep these texts while a P1 is open: do not change this test.
    #[test]
    fn what_an_alarm_is_of_is_pinned_and_read_back() {
        let ticket = TicketNumber::new(42);
        let of = Alarm::Ended { ticket, ladder: 1 }.of();
        assert_eq!(of, "guichet-42");
        assert_eq!((Alarm::ticket_of(&of), Alarm::together_of(&of)), (Some(ticket), None));
        for (together, pinned) in [
            (Together::Team(CustomerId::new(7)), "guichet-team-7"),
            (Together::Incident(IncidentNumber::new(3)), "guichet-incident-3"),
        ] {
            let of = Alarm::CallsEnded { of: together, number: 3 }.of();
            assert_eq!(of, pinned);
            assert_eq!((Alarm::ticket_of(&of), Alarm::together_of(&of)), (None, Some(together)));
        }
        assert_eq!(Alarm::ticket_of("other-42"), None);
    }
}
