//! Numbers that look like chance, and are the same for the same seed.

use std::time::Duration;

/// Dice of one seed.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed | 1)
    }

    /// A number below that many.
    pub(crate) fn throws(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(sides.max(1)).expect("a number of sides")).expect("below it")
    }

    pub(crate) fn millis(&mut self, most: usize) -> Duration {
        Duration::from_millis(u64::try_from(self.throws(most)).expect("a number"))
    }

    pub(crate) fn picks<T: Clone>(&mut self, from: &[T]) -> Option<T> {
        from.get(self.throws(from.len())).cloned()
    }
}
