//! Identifiers: each kind of thing has a type of its own, so that one cannot be taken for another.

use std::{fmt, num::ParseIntError, str::FromStr};

use serde::{Deserialize, Serialize};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident($inner:ty);)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name($inner);

        impl $name {
            /// The identifier with this value.
            pub const fn new(value: $inner) -> Self {
                Self(value)
            }

            /// The bare value.
            pub const fn get(self) -> $inner {
                self.0
            }
        }
    )+};
}

macro_rules! shown_bare {
    ($($name:ident)+) => {$(
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = ParseIntError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    )+};
}

ids! {
    /// A ticket's number: one sequence for the whole desk, never used twice. Shown and typed as `#42`.
    TicketNumber(i64);
    /// A customer of the desk.
    CustomerId(i64);
    /// A booked, asked for or past session with an expert.
    SessionId(i64);
    /// A request for the expertise cell's help on a ticket.
    ExpertHelpId(i64);
    /// A maintenance window.
    WindowId(i64);
    /// A major incident's number: one sequence for the whole desk, never used twice.
    IncidentNumber(i64);
    /// A pack of expertise hours.
    PackId(i64);
    /// The rank of an event in its ticket's history, from 1.
    EventSeq(i64);
    /// A person (a Discord user).
    PersonId(u64);
    /// A channel or a thread.
    ChannelId(u64);
    /// A role of a server.
    RoleId(u64);
    /// A message.
    MessageId(u64);
    /// A server.
    GuildId(u64);
}

shown_bare! { CustomerId SessionId ExpertHelpId WindowId IncidentNumber PackId EventSeq PersonId ChannelId RoleId MessageId GuildId }

impl ExpertHelpId {
    /// Every request for help has a number above this one, and no session ever has: one button's number is
    /// never both.
    pub const ABOVE: i64 = 1_000_000_000;

    /// The request that a button's number names, if it is one's.
    pub const fn of_button(id: i64) -> Option<Self> {
        if id > Self::ABOVE { Some(Self(id)) } else { None }
    }
}

impl EventSeq {
    /// The rank of a ticket's first event.
    pub const FIRST: Self = Self(1);

    /// The rank after this one.
    pub const fn next(self) -> Self {
        Self(self.0 + 1)
    }
}

impl fmt::Display for TicketNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}", self.0)
    }
}

/// What was typed is not the number of a ticket: `42` or `#42` is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a ticket's number is written 42 or #42")]
pub struct NotATicketNumber;

impl FromStr for TicketNumber {
    type Err = NotATicketNumber;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim();
        let digits = text.strip_prefix('#').unwrap_or(text);
        if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(NotATicketNumber);
        }
        match digits.parse() {
            Ok(number) if number > 0 => Ok(Self(number)),
            _ => Err(NotATicketNumber),
        }
    }
}

impl TicketNumber {
    /// The ticket that is meant: its number, alone or before what a suggestion shows of it.
    pub fn meant(typed: &str) -> Option<Self> {
        let shown = typed.trim().split_once(' ').filter(|(number, _)| number.starts_with('#'));
        typed.parse().ok().or_else(|| shown?.0.parse().ok())
    }
}

impl IncidentNumber {
    /// The incident that is meant: its number, alone or before what a suggestion shows of it.
    pub fn meant(typed: &str) -> Option<Self> {
        let number = typed.split_whitespace().next()?;
        let digits = number.bytes().all(|byte| byte.is_ascii_digit());
        number.parse().ok().filter(|meant: &Self| digits && meant.0 > 0)
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::bare("42", Some(42))]
    #[case::with_its_mark("#42", Some(42))]
    #[case::spaces_around("  #7 ", Some(7))]
    #[case::two_marks("##42", None)]
    #[case::negative("-1", None)]
    #[case::plus("+1", None)]
    #[case::nought("0", None)]
    #[case::mark_alone("#", None)]
    #[case::empty("", None)]
    #[case::longer_than_any_number("99999999999999999999", None)]
    #[case::words("forty-two", None)]
    fn a_ticket_number_is_read_with_or_without_its_mark(#[case] typed: &str, #[case] read: Option<i64>) {
        assert_eq!(typed.parse().ok(), read.map(TicketNumber::new));
    }

    #[rstest]
    #[case::bare("42", Some(42))]
    #[case::as_it_is_shown("#42 · P1 · Portal down · open", Some(42))]
    #[case::words_that_begin_with_a_number("42 machines are down", None)]
    #[case::words("portal", None)]
    fn a_ticket_is_meant_as_it_is_shown(#[case] typed: &str, #[case] meant: Option<i64>) {
        assert_eq!(TicketNumber::meant(typed), meant.map(TicketNumber::new));
    }

    #[rstest]
    #[case::bare(" 3 ", Some(3))]
    #[case::as_it_is_shown("3 · NGP · Portal down", Some(3))]
    #[case::plus("+3", None)]
    #[case::nought("0", None)]
    #[case::words("portal", None)]
    #[case::empty("", None)]
    fn an_incident_is_meant_as_it_is_shown(#[case] typed: &str, #[case] meant: Option<i64>) {
        assert_eq!(IncidentNumber::meant(typed), meant.map(IncidentNumber::new));
    }

    #[test]
    fn a_ticket_number_is_written_with_its_mark_and_stored_bare() {
        assert_eq!(TicketNumber::new(42).to_string(), "#42");
        assert_eq!(serde_json::to_string(&TicketNumber::new(42)).unwrap(), "42");
        assert_eq!(PersonId::new(u64::MAX).to_string().parse(), Ok(PersonId::new(u64::MAX)));
    }
}
