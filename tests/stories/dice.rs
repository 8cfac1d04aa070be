//! Numbers that look thrown and are the same in every run (xorshift).

use std::time::Duration;

/// Dice of one seed.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.max(1))
    }

    pub(crate) fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(end).expect("a small number")).expect("a small number")
    }

    pub(crate) fn one_of(&mut self, end: usize) -> bool {
        self.below(end) == 0
    }

    /// A number below that many, minutes or seconds.
    pub(crate) fn number(&mut self, end: usize) -> i64 {
        i64::try_from(self.below(end)).expect("a small number")
    }

    pub(crate) fn millis(&mut self, end: usize) -> Duration {
        Duration::from_millis(u64::try_from(self.below(end)).expect("a small number"))
    }
}
