//! Tokens of private links.

/// A token that nobody guesses: 256 bits.
pub(super) fn random_token() -> String {
    format!("{:032x}{:032x}", rand::random::<u128>(), rand::random::<u128>())
}
