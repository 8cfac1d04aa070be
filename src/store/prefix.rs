//! What keys begin with.

use std::fmt;

/// What keys begin with: those that do are one range of the index of keys.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Prefix {
    from: String,
    end: String,
}

impl Prefix {
    /// The keys that begin so.
    pub fn new(from: String) -> Self {
        let end = format!("{from}\u{10ffff}");
        Self { from, end }
    }

    /// The first key that may be there, and the first that is beyond them.
    pub(super) fn range(&self) -> (&str, &str) {
        (&self.from, &self.end)
    }
}

impl fmt::Display for Prefix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.from)
    }
}
