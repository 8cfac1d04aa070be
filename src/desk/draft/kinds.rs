//! What somebody is about to confirm, or typed into a form: kept in the database, so that nothing typed is
//! lost and no id carries it.

use serde::{Deserialize, Serialize};

use super::{
    customer::Leaving,
    level::Preview,
    search::{AuditSearch, Search},
};
use crate::{
    desk::{
        expertise,
        incidents::NewIncident,
        p1::escalation::Escalation,
        ticket::{
            errand::{Errand, Wish},
            opening::Opening,
        },
    },
    rules::ids::{CustomerId, IncidentNumber, TicketNumber},
};

/// A draft.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(tag = "draft", rename_all = "snake_case")]
pub enum Draft {
    /// A ticket being opened.
    Opening(Opening),
    /// Something being made a P1.
    Escalation(Escalation),
    /// Something wanted of a ticket, which is still to be chosen.
    Which(Wish),
    /// Something to be done with a ticket, whose text is still to be typed or mended.
    Errand {
        /// The ticket.
        ticket: TicketNumber,
        /// What.
        errand: Errand,
    },
    /// A page of a list.
    Search(Search),
    /// About expertise hours and sessions.
    Expertise(expertise::Draft),
    /// A move up, as it was shown to the manager.
    Upgrade {
        /// Whose.
        customer: CustomerId,
        /// What was shown.
        preview: Preview,
    },
    /// A customer that is to be served no longer, as it was shown.
    Removal {
        /// Which.
        customer: CustomerId,
        /// What was shown.
        leaving: Leaving,
    },
    /// The tickets that belong to a major incident, which are still to be chosen.
    IncidentTickets {
        /// The incident.
        incident: IncidentNumber,
    },
    /// A major incident being declared.
    Incident(NewIncident),
    /// A page of the record of whoever did what.
    Audit(AuditSearch),
}

impl Draft {
    /// Whether it is typed as one customer's. A page of a list is of whom the list is where it is turned.
    pub(in crate::desk) fn is_somebodys(&self) -> bool {
        match self {
            Self::Opening(_)
            | Self::Escalation(_)
            | Self::Which(_)
            | Self::Errand { .. }
            | Self::Expertise(_)
            | Self::Upgrade { .. }
            | Self::Removal { .. } => true,
            Self::Search(_) | Self::IncidentTickets { .. } | Self::Incident(_) | Self::Audit(_) => false,
        }
    }

    /// What a person typed into it, to be given back to them.
    pub fn typed(&self) -> String {
        let texts: Vec<&str> = match self {
            Self::Opening(opening) => vec![&opening.subject, &opening.description],
            Self::Escalation(escalation) => vec![&escalation.subject, &escalation.impact],
            Self::Errand { errand: Errand::Update(update), .. }
            | Self::Which(Wish::Do(Errand::Update(update))) => {
                vec![&update.impact, &update.action]
            }
            Self::Errand { errand, .. } | Self::Which(Wish::Do(errand)) => {
                errand.text().into_iter().collect()
            }
            Self::Incident(new) => [Some(&new.title), new.impact.fr.as_ref(), new.impact.en.as_ref()]
                .into_iter()
                .flatten()
                .map(String::as_str)
                .collect(),
            Self::Expertise(draft) => draft.typed(),
            Self::Which(Wish::Show | Wish::Export | Wish::Clock)
            | Self::Search(_)
            | Self::Upgrade { .. }
            | Self::Removal { .. }
            | Self::IncidentTickets { .. }
            | Self::Audit(_) => Vec::new(),
        };
        let typed: Vec<&str> = texts.into_iter().filter(|text| !text.trim().is_empty()).collect();
        typed.join("\n")
    }
}
