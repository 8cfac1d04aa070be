//! The gateway's sessions, which outlive their connections: how many may begin, and what each of them is
//! told.

mod session;
mod starts;

pub(crate) use session::{Identity, Out, Refusal, Sessions};
pub use starts::SessionLimit;
pub(crate) use starts::{Starts, Verdict};
