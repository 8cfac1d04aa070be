//! What somebody wants to open.

use anyhow::Result;
use serde::{Deserialize, Serialize};

use super::errand;
use crate::{
    desk::{
        Refusal,
        keeping::FileRef,
        text_limits::{SUBJECT_MOST, TEXT_MOST, check_text},
    },
    rules::{
        event::{About, Category, Priority},
        offer::Offer,
        typed::one_line,
    },
    store::ticket::Source,
};

/// What is typed to open a ticket, so far.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct Opening {
    /// In one line.
    pub subject: String,
    /// In full.
    pub description: String,
    /// How urgent; the default is P3.
    pub priority: Option<Priority>,
    /// What it is about; the default is an incident.
    pub category: Option<Category>,
    /// Which part of the platform, by its key in the offer or its name.
    pub component: Option<String>,
    /// The message it is opened from.
    #[serde(default)]
    pub source: Option<Source>,
    /// That message's files.
    #[serde(default)]
    pub attached: Vec<FileRef>,
    /// For staff: the customer for whom they open it.
    #[serde(default)]
    pub for_customer: Option<String>,
    /// Who called, where staff took it by phone or mail.
    #[serde(default)]
    pub caller: Option<String>,
}

impl Opening {
    /// The subject as it is kept: in one line, as whoever reads it does.
    pub(super) fn line(&self) -> String {
        one_line(&self.subject)
    }

    /// Looks at what was typed. Returns the component that is meant.
    pub(in crate::desk) fn checked(&self, offer: &Offer) -> Result<Option<About>, Refusal> {
        check_text(&self.line(), SUBJECT_MOST)?;
        check_text(&self.description, TEXT_MOST)?;
        self.component.as_deref().map(|typed| errand::about(offer, typed)).transpose()
    }
}
