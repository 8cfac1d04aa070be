//! Which routes each level of on call is reached by, outside chat.

use std::{fmt, str::FromStr};

use arrayvec::ArrayString;
use serde::{Deserialize, Serialize};

use crate::rules::stored::stored_text;

/// A route's name in `routes.toml`, by which the outbox keeps it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct RouteKey(ArrayString<{ RouteKey::LONGEST }>);

impl RouteKey {
    /// No key is longer.
    pub const LONGEST: usize = 32;

    /// The name itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What was written is no name of a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("must be 1 to 32 characters of a-z, 0-9, - and _")]
pub struct NoRouteKey;

impl FromStr for RouteKey {
    type Err = NoRouteKey;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_');
        if text.is_empty() || !text.chars().all(plain) {
            return Err(NoRouteKey);
        }
        ArrayString::from(text).map(Self).map_err(|_| NoRouteKey)
    }
}

impl TryFrom<String> for RouteKey {
    type Error = NoRouteKey;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<RouteKey> for String {
    fn from(key: RouteKey) -> Self {
        key.as_str().to_owned()
    }
}

impl fmt::Display for RouteKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

stored_text! {
    /// What a route is; its stored text is also its `kind` in `routes.toml`.
    RouteKind {
        /// By mail.
        Mail = "mail",
        /// A push to phones through an ntfy server.
        Ntfy = "ntfy",
        /// PagerDuty, or another that speaks its Events API.
        PagerDuty = "pagerduty",
        /// A program, by a signed webhook.
        Webhook = "webhook",
    }
}

/// The routes of each level of on call, and those that hear of the desk itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RoutesOf {
    /// Of the first level.
    pub level_1: Vec<RouteKey>,
    /// Of the second.
    pub level_2: Vec<RouteKey>,
    /// Of the third.
    pub level_3: Vec<RouteKey>,
    /// Of the desk itself: that chat cannot be reached, for one.
    pub desk: Vec<RouteKey>,
}

impl RoutesOf {
    /// The routes of these levels, each once, in the order in which they are first named. A level without
    /// routes uses those of the one below, as it does with roles.
    pub fn of_levels(&self, levels: &[u8]) -> Vec<RouteKey> {
        each_once(levels.iter().flat_map(|level| self.of_level(*level)))
    }

    /// The same, and those of the desk.
    pub fn of_levels_and_desk(&self, levels: &[u8]) -> Vec<RouteKey> {
        each_once(levels.iter().flat_map(|level| self.of_level(*level)).chain(&self.desk))
    }

    /// All routes that somebody on call has, or the desk, each once.
    pub fn all(&self) -> Vec<RouteKey> {
        self.of_levels_and_desk(&[1, 2, 3])
    }

    fn of_level(&self, level: u8) -> &[RouteKey] {
        let up_to_it = [&self.level_1, &self.level_2, &self.level_3].into_iter().take(usize::from(level));
        up_to_it.rev().find(|routes| !routes.is_empty()).map_or(&[], Vec::as_slice)
    }
}

/// The routes in the order in which they are first named.
fn each_once<'a>(named: impl Iterator<Item = &'a RouteKey>) -> Vec<RouteKey> {
    let mut found = Vec::new();
    for key in named {
        if !found.contains(key) {
            found.push(*key);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn keys(names: &str) -> Vec<RouteKey> {
        names.split_whitespace().map(|name| name.parse().expect("a key")).collect()
    }

    #[rstest]
    #[case::its_own("phone", "night", "chef", &[2], "night")]
    #[case::the_one_below("phone", "", "chef", &[2], "phone")]
    #[case::two_below("phone", "", "", &[3], "phone")]
    #[case::never_the_one_above("", "night", "chef", &[1], "")]
    #[case::none_at_all("", "", "", &[1, 2, 3], "")]
    #[case::each_once("phone night", "night chef", "", &[1, 2], "phone night chef")]
    #[case::in_the_order_asked_for("phone", "night", "chef", &[3, 1], "chef phone")]
    #[case::named_twice_at_one_level("phone phone", "", "", &[1], "phone")]
    #[case::the_same_level_for_two("phone", "", "", &[1, 2, 3], "phone")]
    #[case::no_level("phone", "night", "chef", &[], "")]
    #[case::nobodys_level("phone", "night", "chef", &[0], "")]
    fn routes_of_levels(
        #[case] level_1: &str,
        #[case] level_2: &str,
        #[case] level_3: &str,
        #[case] levels: &[u8],
        #[case] wanted: &str,
    ) {
        let (level_1, level_2, level_3) = (keys(level_1), keys(level_2), keys(level_3));
        let routes = RoutesOf { level_1, level_2, level_3, desk: keys("desk") };
        assert_eq!(routes.of_levels(levels), keys(wanted));
    }

    #[rstest]
    #[case("duty-phone", true)]
    #[case("l2_night", true)]
    #[case("2", true)]
    #[case("a2345678901234567890123456789012", true)]
    #[case::too_long("a23456789012345678901234567890123", false)]
    #[case::empty("", false)]
    #[case::capitals("Night", false)]
    #[case::a_space("duty phone", false)]
    #[case::accents("garçon", false)]
    fn what_a_key_is(#[case] text: &str, #[case] is: bool) {
        assert_eq!(text.parse::<RouteKey>().is_ok(), is);
        assert_eq!(serde_json::from_value::<RouteKey>(text.into()).is_ok(), is);
    }
}
