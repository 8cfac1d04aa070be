//! What the set-up names and is there no longer.

use crate::rules::ids::{ChannelId, RoleId};

/// What of the set-up is no longer there.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Gone {
    /// The channel of cards and pages.
    SupportChannel(ChannelId),
    /// The channel of requests for the experts.
    ExpertsChannel(ChannelId),
    /// The role of support agents.
    SupportRole(RoleId),
    /// The role of experts.
    ExpertRole(RoleId),
}
