//! Experts who are there, and what the ledger says: what stories of hours and sessions have in common.

use sandbox::{Answer, Person, SeenMessage};

use super::{Customer, World, paris};

/// A moment of Paris as a message shows it, whatever its style.
pub(crate) fn stamp(moment: &str) -> String {
    format!("<t:{}", paris(moment).timestamp())
}

/// What is left of a customer's month and packs, and what is held, in minutes: read as the ledger's sums, for
/// what no person can see.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Ledger {
    /// Used for good.
    pub(crate) used: i64,
    /// Held for sessions to come.
    pub(crate) held: i64,
}

impl World {
    /// An expert says that they are there on these days, as they would type it.
    pub(crate) async fn is_there(&self, expert: &Person, days: &[&str], from: &str, to: &str) {
        for day in days {
            let line = format!("/expert hours day:{day} from:{from} to:{to}");
            let answer = expert.types(&self.staff.experts, &line).await;
            assert!(answer.contains(&[from]), "{}", answer.text());
        }
    }

    /// Nora is there every working day of the week, from 9 to 12 and from 14 to 18.
    pub(crate) async fn nora_is_there(&self) {
        for day in ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"] {
            let line = format!("/expert hours day:{day} from:9 to:12:00 also-from:14:00 also-to:18:00");
            let answer = self.staff.nora.types(&self.staff.experts, &line).await;
            assert!(answer.contains(&["09:00–12:00, 14:00–18:00"]), "{}", answer.text());
        }
    }

    /// What the ledger says of a customer, months and packs together.
    pub(crate) async fn ledger(&self, customer: &Customer) -> Ledger {
        let sum = |kinds: &str| {
            format!(
                "SELECT coalesce(-sum(minutes), 0) FROM hours_entry WHERE customer = {} AND kind IN ({kinds})",
                customer.id
            )
        };
        let used = self.counts(&sum("'use', 'give_back'")).await;
        let held = self.counts(&sum("'hold', 'release'")).await;
        Ledger { used, held }
    }
}

impl Customer {
    /// Its member books a session; the private answer.
    pub(crate) async fn books(&self, what: &str) -> Answer {
        self.member.types(&self.channel, &format!("/expertise book {what}")).await
    }
}

/// A session asked for and posted on both sides: the request, and the team's message.
pub(crate) async fn asked(world: &World, customer: &Customer, slot: &str) -> (SeenMessage, SeenMessage) {
    let answer = customer.books(&format!("topic:training slot:{slot}")).await;
    assert!(answer.is_private());
    assert!(answer.contains(&["<t:"]), "{}", answer.text());
    world.settles().await;
    let request = world.staff.experts.expect(&[&world.staff.nora.mention()]).await;
    (request, customer.channel.expect(&["Nora"]).await)
}

/// A session asked for and accepted by Nora.
pub(crate) async fn confirmed(world: &World, customer: &Customer, slot: &str) -> (SeenMessage, SeenMessage) {
    let (request, posted) = asked(world, customer, slot).await;
    let accepted = world.staff.nora.presses(&request, "Accepter").await;
    assert!(accepted.contains(&["confirmée"]), "{}", accepted.text());
    world.settles().await;
    customer.channel.expect(&["Nora"]).await;
    (request, posted)
}
