//! What was made for Discord, as text where Discord renders nothing: moments are wall time of the desk's
//! zone, and people are named as they were then.

use std::collections::HashMap;

use chrono::{DateTime, Utc};

use crate::rules::offer::Offer;

/// Makes lines plain.
pub(super) struct Plain<'a> {
    /// The offer, for its zone.
    pub(super) offer: &'a Offer,
    /// The names that were shown, by the number in a mention.
    pub(super) names: HashMap<String, &'a str>,
}

impl Plain<'_> {
    /// A moment on the desk's wall.
    pub(super) fn wall(&self, at: DateTime<Utc>) -> String {
        self.offer.calendar.local(at).format("%Y-%m-%d %H:%M:%S").to_string()
    }

    /// A line of ours as Discord would show it: names for mentions (somebody who wrote nothing has a number),
    /// wall time for moments.
    pub(super) fn readable(&self, line: &str) -> String {
        let mut parts = line.split('<');
        let mut plain = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let tag = part.split_once('>').and_then(|(tag, rest)| Some((self.shown(tag)?, rest)));
            if let Some((shown, rest)) = tag {
                plain.push_str(&shown);
                plain.push_str(rest);
            } else {
                plain.push('<');
                plain.push_str(part);
            }
        }
        plain
    }

    fn shown(&self, tag: &str) -> Option<String> {
        if let Some(id) = tag.strip_prefix('@') {
            return Some(self.names.get(id).map_or(id, |name| name).to_owned());
        }
        let seconds = tag.strip_prefix("t:")?.split(':').next()?.parse().ok()?;
        DateTime::from_timestamp(seconds, 0).map(|at| self.wall(at))
    }
}
