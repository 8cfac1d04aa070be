//! Discord cannot be reached for hours while a P1 is open: the desk lives on, and what it had to say is said
//! once it can be, late and once.

use std::time::{Duration, Instant};

use chrono::TimeDelta;
use guichet::rules::offer::{DEFAULT, Offer};

use crate::world::{World, until, world};

/// How long the desk may take to see that Discord is back: it tries every half minute at least.
const BACK_WITHIN: Duration = Duration::from_mins(1);

/// How often it is told that Discord is away, and not yet that it is back.
pub(crate) const TOLD: &str = "SELECT count(*) FROM memo WHERE key = 'discord-away'";

/// How much waits to be said.
const WAITING: &str = "SELECT count(*) FROM outbox WHERE state IN ('waiting', 'sending')";

/// What reads a channel.
const HISTORY: &str = "/channels/{channel}/messages";

/// How often somebody was called to the first P1.
const PAGES: &str = "SELECT count(*) FROM outbox WHERE key LIKE 'ticket:1:page:%' AND edit_of IS NULL";

/// Waits until something is so, which may take a while.
pub(crate) async fn in_the_end(so: impl AsyncFn() -> bool) {
    let since = Instant::now();
    while !so().await {
        assert!(since.elapsed() < BACK_WITHIN, "it did not happen");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// Discord is away, and the desk has seen it.
async fn goes_away(world: &World) {
    world.sandbox.faults().away(true);
    until(|| world.desk().away.since().is_some()).await;
}

/// Discord is back, and what waited has been said, whatever pause it was given: nobody turns the clock.
async fn comes_back(world: &World) {
    world.sandbox.faults().away(false);
    in_the_end(async || world.desk().away.since().is_none() && world.counts(TOLD).await == 0).await;
    world.comes(WAITING, 0).await;
}

/// How many of the texts have these words.
fn count(texts: &[String], words: &str) -> usize {
    texts.iter().filter(|text| text.contains(words)).count()
}

fn said(world: &World) -> Vec<String> {
    world.staff.support.skip().into_iter().map(|one| one.text().to_owned()).collect()
}

/// Pages, and the warning of the guaranteed time, fall due meanwhile: the latest page and the warning are said,
/// once and late, and for how long Discord was away.
#[tokio::test]
async fn hours_without_discord_are_told_once_and_nothing_is_said_twice() {
    let world = world().await;
    world.raises_p1(&world.acme, "Tout est arrêté").await;
    goes_away(&world).await;
    for _ in 0..13 {
        world.turns(TimeDelta::minutes(10)).await;
    }
    world.turns(TimeDelta::minutes(7)).await;
    in_the_end(async || world.counts(TOLD).await == 1).await;
    comes_back(&world).await;
    let said = said(&world);
    assert_eq!(count(&said, "pas pu joindre Discord"), 1, "{said:#?}");
    assert_eq!(count(&said, "Alerte en retard : elle était prévue"), 1, "{said:#?}");
    assert_eq!(count(&said, "Alerte en retard : seuil atteint"), 1, "{said:#?}");
    assert_eq!(said.len(), 3, "{said:#?}");
    world.end().await;
}

/// The ladder climbs in a desk that starts without Discord; that it was away is told once, since it was.
#[tokio::test]
async fn a_desk_that_starts_without_discord_pages_once_it_is_there() {
    let mut world = world().await;
    world.raises_p1(&world.globex, "All is down").await;
    goes_away(&world).await;
    world.turns(TimeDelta::minutes(3)).await;
    in_the_end(async || world.counts(TOLD).await == 1).await;
    world.stops().await;
    world.begins().await;
    for pages in 2..4 {
        world.sandbox.clock().advance(Duration::from_mins(5));
        in_the_end(async || world.counts(PAGES).await == pages).await;
    }
    assert_eq!(world.counts(TOLD).await, 1);
    comes_back(&world).await;
    let said = said(&world);
    assert_eq!(count(&said, "pas pu joindre Discord"), 1, "{said:#?}");
    assert_eq!(count(&said, "Alerte en retard : elle était prévue"), 1, "{said:#?}");
    assert_eq!(said.len(), 2, "{said:#?}");
    world.end().await;
}

/// A desk that was started without Discord sees as well as any other how long it is away: it is told after two
/// minutes, and a guaranteed time is warned of outside chat.
#[tokio::test]
async fn a_desk_that_starts_without_discord_tells_of_it() {
    let mut world = World::calling("2026-11-23 10:00", |outside| {
        let topic = outside.topic_url("duty");
        format!(
            "[[routes]]\nkey = \"night\"\nkind = \"ntfy\"\nurl = \"{topic}\"\n\
             [on_call]\nlevel_1 = [\"night\"]\ndesk = [\"night\"]\n"
        )
    })
    .await;
    world.raises_p1(&world.acme, "Tout est arrêté").await;
    goes_away(&world).await;
    world.stops().await;
    world.begins().await;
    world.sandbox.clock().advance(Duration::from_mins(3));
    in_the_end(async || world.counts(TOLD).await == 1).await;
    world.sandbox.clock().advance(Duration::from_mins(117));
    let warned =
        "SELECT count(*) FROM outbox WHERE key = 'ticket:1:alarm-warned:1:50:night' AND state = 'sent'";
    in_the_end(async || world.counts(warned).await == 1).await;
    comes_back(&world).await;
    let told = world.sandbox.outside().skip();
    for words in ["Discord est injoignable", "GTR consommée à 50", "de nouveau joignable"] {
        assert_eq!(count(&told, words), 1, "{words}: {told:#?}");
    }
    said(&world);
    world.end().await;
}

/// What was tried while Discord was away may have been said. It is looked for once a channel, and not once a
/// message: Discord gives ten readings of a channel in five seconds, and whoever is refused one keeps the
/// channel's other words waiting.
#[tokio::test]
async fn what_may_have_been_said_is_looked_for_together() {
    // What is proposed of so many at once is another story's.
    let mut offer = Offer::parse(DEFAULT).expect("the embedded offer");
    offer.incident.proposed_at = 9;
    let mut world = World::with("2026-11-23 10:00", offer).await;
    for subject in ["Un", "Deux", "Trois", "Quatre"] {
        world.raises_p1(&world.acme, subject).await;
    }
    goes_away(&world).await;
    for _ in 0..6 {
        world.turns(TimeDelta::minutes(10)).await;
    }
    world.stops().await;
    world.sandbox.faults().away(false);
    let (read, refused) = (world.sandbox.count("GET", HISTORY), world.sandbox.count_429());
    world.begins().await;
    in_the_end(async || world.desk().away.since().is_none()).await;
    world.comes(WAITING, 0).await;
    let read = world.sandbox.count("GET", HISTORY) - read;
    assert!(read <= 4, "the support channel was read {read} times");
    assert_eq!(world.sandbox.count_429() - refused, 0);
    let said = said(&world);
    assert_eq!(count(&said, "prenez-le en compte"), 4, "{said:#?}");
    world.end().await;
}

/// A moment without it is no news, and neither are minutes while nobody waits for a P1.
#[tokio::test]
async fn a_moment_without_discord_is_no_news() {
    let world = world().await;
    goes_away(&world).await;
    world.turns(TimeDelta::minutes(9)).await;
    tokio::time::sleep(Duration::from_secs(3)).await;
    assert_eq!(world.counts(TOLD).await, 0);
    comes_back(&world).await;
    assert!(world.sandbox.unread().is_empty(), "{}", world.sandbox.history());
    world.end().await;
}
