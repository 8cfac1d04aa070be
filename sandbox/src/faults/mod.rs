//! Things that go wrong: on request, and by chance.

mod fault;
mod met;
mod planned;
mod storm;

pub(crate) use fault::Fate;
pub use fault::Fault;
pub use met::Met;
pub use planned::Faults;
pub use storm::Storm;
