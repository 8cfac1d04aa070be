//! Maintenance windows: planned from the offer's rules, changed by staff, announced to the channels that hear
//! of them.

mod announce;
mod change;
mod look;
mod near;
mod notice;
mod plan;
mod receipts;

pub use self::{
    change::{Edit, NewPlan, TEXT_MOST, WindowDone},
    look::{WindowShown, Windows},
    notice::{Facts, News, NoticeDue, Original},
    plan::MONTHS_AHEAD,
};

pub(in crate::desk) use near::BEFORE;
