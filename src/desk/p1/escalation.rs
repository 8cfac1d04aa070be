//! Which ticket becomes a P1, and with what.

use anyhow::Result;
use serde::{Deserialize, Serialize};

use crate::{
    desk::{
        Refusal,
        ticket::{errand, opening::Opening},
    },
    rules::{
        event::{About, Priority},
        ids::TicketNumber,
        offer::Offer,
    },
};

/// What is to be made a P1, so far.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct Escalation {
    /// Which ticket, or a new one.
    pub target: Target,
    /// What stands still; the description of a new one.
    pub impact: String,
    /// Of a new one: what it is about, in one line.
    pub subject: String,
    /// Which part of the platform, by its key in the offer.
    pub component: Option<String>,
}

/// What is made a P1.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    /// It was not said.
    #[default]
    Unsaid,
    /// A new ticket.
    New,
    /// This one.
    Ticket(TicketNumber),
}

impl From<Escalation> for Opening {
    fn from(escalation: Escalation) -> Self {
        Self {
            subject: escalation.subject,
            description: escalation.impact,
            priority: Some(Priority::P1),
            category: None,
            component: escalation.component,
            ..Self::default()
        }
    }
}

impl Escalation {
    /// The component that is meant, if one was said.
    pub(super) fn about(&self, offer: &Offer) -> Result<Option<About>, Refusal> {
        self.component.as_deref().map(|typed| errand::about(offer, typed)).transpose()
    }
}
