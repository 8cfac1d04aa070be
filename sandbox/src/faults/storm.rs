//! Faults by chance: so many of a thousand requests, so many of a thousand events.

use super::fault::{Fate, Fault, matches};

/// What may go wrong, and how often: made from a seed, so that the same requests in the same order meet the
/// same faults.
///
/// The first rule that fits a request or an event is the one that counts for it.
#[derive(Clone, Debug)]
#[must_use]
pub struct Storm {
    state: u64,
    requests: Vec<Gust>,
    events: Vec<Gale>,
}

/// What requests of a route meet.
#[derive(Clone, Debug)]
struct Gust {
    per_mille: u16,
    method: Option<String>,
    path: String,
    faults: Vec<Fault>,
}

/// What events of a name meet.
#[derive(Clone, Debug)]
struct Gale {
    lost: u16,
    twice: u16,
    event: String,
}

impl Storm {
    /// Nothing goes wrong yet.
    pub fn new(seed: u64) -> Self {
        Self { state: seed, requests: Vec::new(), events: Vec::new() }
    }

    /// So many of a thousand requests that match meet one of these faults. `method` and `path` are as in
    /// [`crate::Faults::next`].
    pub fn requests(mut self, per_mille: u16, method: &str, path: &str, faults: &[Fault]) -> Self {
        let method = (method != "*").then(|| method.to_ascii_uppercase());
        self.requests.push(Gust { per_mille, method, path: path.to_owned(), faults: faults.to_vec() });
        self
    }

    /// Of a thousand events of that name (`MESSAGE_CREATE`, or `*` for any) so many never arrive, and so many
    /// arrive twice.
    pub fn events(mut self, event: &str, lost: u16, twice: u16) -> Self {
        self.events.push(Gale { lost, twice, event: event.to_owned() });
        self
    }

    pub(crate) fn meets(&mut self, method: &str, path: &str) -> Option<Fault> {
        let fits = |one: &Gust| {
            one.method.as_deref().is_none_or(|wanted| wanted == method) && matches(&one.path, path)
        };
        let at = self.requests.iter().position(fits)?;
        let throw = self.throws(1000);
        let many = self.requests[at].faults.len();
        if many == 0 || throw >= u64::from(self.requests[at].per_mille) {
            return None;
        }
        let which = usize::try_from(self.throws(many as u64)).unwrap_or_default();
        self.requests[at].faults.get(which).copied()
    }

    pub(crate) fn fate(&mut self, event: &str) -> Fate {
        let Some(at) = self.events.iter().position(|one| one.event == "*" || one.event == event) else {
            return Fate::Arrives;
        };
        let throw = self.throws(1000);
        let Gale { lost, twice, .. } = self.events[at];
        if throw < u64::from(lost) {
            Fate::Lost
        } else if throw < u64::from(lost) + u64::from(twice) {
            Fate::Twice
        } else {
            Fate::Arrives
        }
    }

    /// A number below `sides` (splitmix64).
    fn throws(&mut self, sides: u64) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % sides.max(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn storm() -> Storm {
        Storm::new(7)
            .requests(0, "GET", "/users/**", &[Fault::CutBefore])
            .requests(100, "*", "/**", &[Fault::CutBefore, Fault::CutAfter])
            .events("MESSAGE_CREATE", 100, 100)
            .events("*", 0, 0)
    }

    #[test]
    fn the_same_seed_throws_the_same() {
        let (mut one, mut other) = (storm(), storm());
        let throws = |storm: &mut Storm| (0..500).map(|_| storm.meets("POST", "/a")).collect::<Vec<_>>();
        assert_eq!(throws(&mut one), throws(&mut other));
    }

    #[test]
    fn as_many_meet_it_as_was_said() {
        let mut storm = storm();
        let met: Vec<Fault> = (0..10_000).filter_map(|_| storm.meets("POST", "/channels/1")).collect();
        let cut = met.iter().filter(|one| **one == Fault::CutBefore).count();
        assert!((900..1_100).contains(&met.len()) && (400..600).contains(&cut), "{} and {cut}", met.len());
        assert!((0..1_000).all(|_| storm.meets("GET", "/users/1").is_none()), "the first rule counts");
        let fates: Vec<Fate> = (0..10_000).map(|_| storm.fate("MESSAGE_CREATE")).collect();
        for fate in [Fate::Lost, Fate::Twice] {
            let many = fates.iter().filter(|one| **one == fate).count();
            assert!((900..1_100).contains(&many), "{many} times {fate:?}");
        }
        assert!((0..1_000).all(|_| storm.fate("GUILD_CREATE") == Fate::Arrives));
    }
}
