//! What a person asks to be done with a ticket: a command, a button and a form all become one of these, and
//! are carried out alike.

use serde::{Deserialize, Serialize};

use super::next_update::Update;
use crate::{
    desk::{
        Refusal,
        actor::Actor,
        keeping::FileRef,
        text_limits::{TEXT_MOST, check_text},
    },
    rules::{
        event::{About, Priority},
        ids::PersonId,
        offer::Offer,
        ticket::Act,
    },
};

/// Something to be done with a ticket, with what was typed for it.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(tag = "errand", rename_all = "snake_case")]
pub enum Errand {
    /// Staff have seen it.
    Acknowledge,
    /// Staff take it.
    Take,
    /// Staff hand it over.
    Assign {
        /// To whom: an agent, which was looked up.
        to: PersonId,
        /// For the staff alone; may be empty.
        note: String,
    },
    /// Support waits for the customer, who reads why.
    Wait {
        /// Why.
        reason: String,
    },
    /// Staff end the wait.
    Resume,
    /// The team says "I answered".
    Answered,
    /// The priority is changed.
    Priority {
        /// To this.
        to: Priority,
        /// Why; the customer reads it.
        reason: String,
    },
    /// The component is put right.
    Component {
        /// Its key in the offer, or its name.
        component: String,
        /// Why; the customer reads it.
        reason: String,
    },
    /// Staff write to the team.
    Reply {
        /// What.
        text: String,
        /// With which files.
        files: Vec<FileRef>,
    },
    /// Staff write for staff alone.
    Note {
        /// What.
        text: String,
    },
    /// It is done.
    Close {
        /// Why; may be empty.
        reason: String,
    },
    /// It is not done.
    Reopen {
        /// Why.
        reason: String,
    },
    /// The service of a P1 is back.
    Restore {
        /// What was done; the customer reads it.
        note: String,
    },
    /// The team says that it is not.
    Contest {
        /// Why, which may stay empty; none while it was not asked.
        reason: Option<String>,
    },
    /// An update to the customer.
    Update(Update),
    /// The team asks the expertise cell to help.
    AskExpert {
        /// About what; may be empty.
        about: String,
    },
}

/// What somebody wants of a ticket, before it is known which: to see it, or something done with it.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Wish {
    /// To see it.
    Show,
    /// All that is kept of it, as a file.
    Export,
    /// To see its clock.
    Clock,
    /// Something done.
    Do(Errand),
}

impl Wish {
    /// Whether somebody may have this wish at all, whatever the ticket.
    ///
    /// # Errors
    /// Refused for anyone on the wrong side.
    pub fn allowed(&self, actor: &Actor) -> Result<(), Refusal> {
        match self {
            Self::Show | Self::Clock | Self::Export => actor.ticket_reach().map(drop),
            Self::Do(errand) => errand.allowed(actor),
        }
    }

    /// Whether only open tickets, or only closed ones, can fit.
    pub fn open(&self) -> Option<bool> {
        match self {
            Self::Show | Self::Clock | Self::Export => None,
            Self::Do(errand) => errand.row().open,
        }
    }
}

/// By whom something may be done.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Whom {
    Agents,
    Team,
    TeamAndAgents,
}

/// Whether something takes a text.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Text {
    No,
    May,
    Must,
}

/// What is true of something to be done, whatever is typed for it.
#[derive(Clone, Copy, Debug)]
struct Row {
    act: Act,
    whom: Whom,
    /// Whether only open tickets fit, or only closed ones.
    open: Option<bool>,
    text: Text,
}

impl Errand {
    fn row(&self) -> Row {
        use Whom::{Agents, Team, TeamAndAgents};
        let (only_open, only_closed) = (Some(true), Some(false));
        let (act, whom, open, text) = match self {
            Self::Acknowledge => (Act::Acknowledge, Agents, only_open, Text::No),
            Self::Take => (Act::Take, Agents, only_open, Text::No),
            Self::Assign { .. } => (Act::Assign, Agents, only_open, Text::May),
            Self::Wait { .. } => (Act::Wait, Agents, only_open, Text::Must),
            Self::Resume => (Act::Resume, Agents, only_open, Text::No),
            Self::Answered => (Act::Answered, Team, only_open, Text::No),
            Self::Priority { to, .. } => (Act::SetPriority(*to), Agents, only_open, Text::Must),
            Self::Component { .. } => (Act::SetComponent, Agents, only_open, Text::Must),
            Self::Reply { .. } => (Act::Reply, Agents, None, Text::Must),
            Self::Note { .. } => (Act::Note, Agents, None, Text::Must),
            Self::Close { .. } => (Act::Close, TeamAndAgents, only_open, Text::May),
            Self::Reopen { .. } => (Act::Reopen, TeamAndAgents, only_closed, Text::Must),
            Self::Restore { .. } => (Act::Restore, Agents, only_open, Text::Must),
            Self::Contest { .. } => (Act::Contest, Team, only_open, Text::May),
            Self::Update(_) => (Act::Update, Agents, only_open, Text::Must),
            Self::AskExpert { .. } => (Act::AskExpert, Team, only_open, Text::May),
        };
        Row { act, whom, open, text }
    }

    /// What the ticket must allow.
    pub fn act(&self) -> Act {
        self.row().act
    }

    /// Whether somebody may ask for it at all, whatever the ticket.
    ///
    /// # Errors
    /// Refused for anyone on the wrong side.
    pub fn allowed(&self, actor: &Actor) -> Result<(), Refusal> {
        match self.row().whom {
            Whom::Agents => actor.as_agent(),
            Whom::TeamAndAgents if actor.staff.any() => actor.as_agent(),
            Whom::Team | Whom::TeamAndAgents => actor.as_team().map(drop),
        }
    }

    /// Whether the ticket's team is told of it.
    pub fn tells_team(&self) -> bool {
        !matches!(self, Self::Note { .. })
    }

    /// What was typed, where it takes a text.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Acknowledge | Self::Take | Self::Resume | Self::Answered => None,
            Self::Assign { note: text, .. }
            | Self::Wait { reason: text }
            | Self::Priority { reason: text, .. }
            | Self::Component { reason: text, .. }
            | Self::Reply { text, .. }
            | Self::Note { text }
            | Self::Close { reason: text }
            | Self::Reopen { reason: text }
            | Self::Restore { note: text }
            | Self::AskExpert { about: text }
            | Self::Update(Update { action: text, .. }) => Some(text),
            Self::Contest { reason } => reason.as_deref(),
        }
    }

    /// The place of what was typed, for a form to fill in.
    pub fn text_mut(&mut self) -> Option<&mut String> {
        match self {
            Self::Acknowledge | Self::Take | Self::Resume | Self::Answered | Self::Update(_) => None,
            Self::Assign { note: text, .. }
            | Self::Wait { reason: text }
            | Self::Priority { reason: text, .. }
            | Self::Component { reason: text, .. }
            | Self::Reply { text, .. }
            | Self::Note { text }
            | Self::Close { reason: text }
            | Self::Reopen { reason: text }
            | Self::Restore { note: text }
            | Self::AskExpert { about: text } => Some(text),
            Self::Contest { reason } => Some(reason.get_or_insert_default()),
        }
    }

    /// The files that go with it.
    pub fn files(&self) -> &[FileRef] {
        if let Self::Reply { files, .. } = self { files } else { &[] }
    }

    /// Whether it cannot be done without a text.
    pub fn needs_text(&self) -> bool {
        self.row().text == Text::Must
    }

    /// Whether a form asks for its text first.
    pub fn lacks_text(&self) -> bool {
        match self {
            Self::Contest { reason } => reason.is_none(),
            Self::Update(update) => update.lacks(),
            other => other.needs_text() && other.text().is_none_or(|text| text.trim().is_empty()),
        }
    }

    /// What is kept of what was typed, if anything.
    pub(in crate::desk) fn body(&self) -> Option<String> {
        match self {
            Self::Update(update) => Some(update.body()),
            other => other.text().filter(|text| !text.trim().is_empty()).map(str::to_owned),
        }
    }

    /// Whether what was typed is what it takes.
    ///
    /// # Errors
    /// Refused for a text that is missing or too long.
    pub(in crate::desk) fn check_text(&self) -> Result<(), Refusal> {
        if let Self::Update(update) = self {
            return update.check();
        }
        match self.text() {
            None => Ok(()),
            Some(text) if text.trim().is_empty() && !self.needs_text() => Ok(()),
            Some(text) => check_text(text, TEXT_MOST),
        }
    }
}

/// The component that is meant: by its key, or by its name in either language.
///
/// # Errors
/// [`Refusal::NoSuchComponent`].
pub fn about(offer: &Offer, typed: &str) -> Result<About, Refusal> {
    offer
        .component_meant(typed)
        .map(|one| About { component: one.key.clone(), beta: one.beta })
        .ok_or_else(|| Refusal::NoSuchComponent(typed.to_owned()))
}
