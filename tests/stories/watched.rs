//! What whoever watches the desk from outside is told, and that it is what is written of it.

use std::{
    collections::BTreeSet,
    path::Path,
    time::{Duration, Instant},
};

use chrono::TimeDelta;
use guichet::{
    desk::p1::watched::Left,
    metrics::{ALL, Kind},
};
use serde_json::json;

use crate::world::{World, world};

const MINUTE: TimeDelta = TimeDelta::minutes(1);

/// How long it may take until the last of them is told.
const WITHIN: Duration = Duration::from_secs(20);

/// How many P1s there are, by what is left, those without any left out; how many nobody has acknowledged; of
/// how many, and of how many incidents, an update is overdue.
async fn told(world: &World) -> (Vec<(Left, i64)>, i64, i64, i64) {
    let all = world.desk().p1_figures().await.expect("the figures");
    let some = all.by_left.into_iter().filter(|(_, p1s)| *p1s > 0).collect();
    (some, all.unacknowledged, all.late, all.late_incidents)
}

/// P1s are counted by what is left of their guaranteed time, until the service is back; an update that was
/// promised and did not come is overdue.
#[tokio::test]
async fn p1s_are_counted_by_what_is_left() {
    let mut world = world().await;
    let staff = &world.staff;
    let bob = async |line: &str| staff.bob.types(&staff.support, line).await;
    assert_eq!(told(&world).await, (vec![], 0, 0, 0));
    let p1 = world.raises_p1(&world.acme, "Tout est arrêté").await;
    assert_eq!(told(&world).await, (vec![(Left::More, 1)], 1, 0, 0));
    world.raises_p1(&world.initech, "All is down").await;
    assert_eq!(told(&world).await, (vec![(Left::More, 1), (Left::None, 1)], 2, 0, 0));
    staff.bob.presses(&p1.page, "ack").await;
    bob("/agent update ticket:#1 impact:Tout action:Câble next:20").await;
    world.turns(MINUTE * 20).await;
    assert_eq!(told(&world).await, (vec![(Left::FourHours, 1), (Left::None, 1)], 1, 0, 0));
    world.turns(MINUTE).await;
    assert_eq!(told(&world).await, (vec![(Left::FourHours, 1), (Left::None, 1)], 1, 1, 0));
    bob("/agent update ticket:#1 impact:Tout action:Câble next:400").await;
    bob("/agent restore ticket:#2 note:Back").await;
    assert_eq!(told(&world).await, (vec![(Left::FourHours, 1)], 0, 0, 0));
    world.turns(MINUTE * 180).await;
    assert_eq!(told(&world).await.0, [(Left::Hour, 1)]);
    world.turns(MINUTE * 25).await;
    assert_eq!(told(&world).await.0, [(Left::Quarter, 1)]);
    bob("/agent wait ticket:#1 reason:Logs").await;
    world.turns(MINUTE * 30).await;
    assert_eq!(told(&world).await.0, [(Left::Paused, 1)]);
    bob("/agent resume ticket:#1").await;
    world.turns(MINUTE * 15).await;
    assert_eq!(told(&world).await.0, [(Left::Over, 1)]);
    world.stops().await;
}

/// A major incident whose next word was promised and did not come.
#[tokio::test]
async fn an_incident_that_owes_a_word_is_counted() {
    let mut world = world().await;
    let staff = &world.staff;
    let bob = async |line: &str| staff.bob.types(&staff.support, line).await;
    bob(r#"/incident open title:"Portail en panne" component:portal impact:"Rien""#).await;
    bob("/incident update incident:1 impact:Lent action:Redémarrage next:30").await;
    world.settles().await;
    world.turns(MINUTE * 30).await;
    assert_eq!(told(&world).await, (vec![], 0, 0, 0));
    world.turns(MINUTE).await;
    assert_eq!(told(&world).await, (vec![], 0, 0, 1));
    world.stops().await;
}

/// The names of figures in a text, as they were collected: a histogram's without its ends.
fn names(text: &str) -> BTreeSet<&str> {
    let word = |from: &str| {
        from.find(|c: char| !(c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')).unwrap_or(from.len())
    };
    let all = text.match_indices("guichet_").map(|(at, _)| &text[at..at + word(&text[at..])]);
    all.map(|name| {
        let of = ALL.iter().find(|(of, kind, _)| *kind == Kind::Histogram && name.starts_with(of));
        of.map_or(name, |(of, ..)| *of)
    })
    .collect()
}

fn read(path: &str) -> String {
    let whole = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    std::fs::read_to_string(&whole).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Every figure is told once there is something to count, and no other.
#[tokio::test]
async fn each_figure_is_told() {
    let mut world = world().await;
    world.raises_p1(&world.acme, "Tout est arrêté").await;
    let sam = world.sandbox.person("Sam").locale("en-US").create();
    sam.types(&sam.conversation(), "/ticket list").await;
    world.sandbox.faults().change_event("MESSAGE_CREATE", |data| *data = json!({}));
    world.acme.member.says(&world.acme.channel, "Hello").expect("a message");
    let url = format!("http://{}/metrics", world.door());
    let (all, since) = (ALL.iter().map(|(name, ..)| *name).collect(), Instant::now());
    loop {
        let told = reqwest::get(&url).await.expect("the figures").text().await.expect("a text");
        if names(&told) == all {
            break;
        }
        assert!(since.elapsed() < WITHIN, "{:?} in {told}", all.symmetric_difference(&names(&told)));
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    world.stops().await;
}

/// What is written of figures names those that there are, and each is written of.
#[test]
fn what_is_written_of_figures_is_so() {
    let all: BTreeSet<_> = ALL.iter().map(|(name, ..)| *name).collect();
    assert_eq!(names(&read("docs/operations.md")), all, "docs/operations.md");
    for file in
        ["docs/monitoring/alerts.yaml", "docs/monitoring/alerts_test.yaml", "docs/monitoring/dashboard.json"]
    {
        let text = read(file);
        let unknown: Vec<_> = names(&text).into_iter().filter(|name| !all.contains(name)).collect();
        assert!(unknown.is_empty() && text.contains("guichet_"), "{file} names {unknown:?}");
    }
}
