//! The levels of the contract, lowest first.

use std::fmt;

use super::stored::stored_text;

stored_text! {
    /// What a customer subscribed to. The order is that of the offer: a later one is an upgrade. The stored
    /// text is also the level's key in the offer's file.
    Level {
        /// What every customer has by default.
        Standard = "standard",
        /// The first option.
        Bronze = "bronze",
        /// The second option.
        Silver = "silver",
        /// The highest option.
        Gold = "gold",
    }
}

/// The level's name in the published offer, the same in every language.
impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Standard => "Standard",
            Self::Bronze => "Bronze",
            Self::Silver => "Silver",
            Self::Gold => "Gold",
        })
    }
}
