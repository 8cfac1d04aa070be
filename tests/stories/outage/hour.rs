//! An hour without Discord amid ten P1s: whoever is on call is called outside chat at each rung's minute, and
//! chat reads the last call of each P1, once.

use std::collections::BTreeSet;

use chrono::TimeDelta;

use crate::{
    discord_away::{TOLD, in_the_end},
    world::{Customer, World, until},
};

/// The rungs that fall into the hour and those before it, in minutes after a P1 was raised.
const RUNGS: [i64; 9] = [0, 5, 10, 20, 30, 40, 50, 60, 70];

/// The P1s are raised a minute apart; at the tenth Discord goes.
const P1S: i64 = 10;

/// How often a phone was called to which P1, in what it was told.
fn called(told: &[String]) -> Vec<i64> {
    let calls = told.iter().filter(|one| one.starts_with("push") && one.contains("Appel "));
    let number = |one: &String| one.split("P1 #").nth(1)?.split(' ').next()?.parse().ok();
    calls.map(|one| number(one).unwrap_or_else(|| panic!("which P1: {one}"))).collect()
}

#[tokio::test]
async fn an_hour_without_discord_amid_ten_p1s() {
    let world = World::calling("2026-11-23 10:00", super::replay::routes).await;
    let outside = world.sandbox.outside();
    // No more of one team than are called apart.
    let teams = |at: i64| -> &Customer {
        [&world.acme, &world.globex, &world.initech][usize::try_from(at % 3).expect("a team")]
    };
    for at in 0..P1S {
        let of = teams(at);
        let line = format!(r#"/ticket open subject:"Site {at}" description:"Nine." priority:P1"#);
        let asked = of.member.types(&of.channel, &line).await;
        of.member.presses(&asked, "confirm").await;
        world.turns(TimeDelta::minutes(1)).await;
    }
    let before = outside.skip();
    let due: usize = (0..P1S).map(|at| RUNGS.iter().filter(|rung| at + **rung <= P1S).count()).sum();
    assert_eq!(called(&before).len(), due, "{before:#?}");
    world.staff.support.skip();

    world.sandbox.faults().away(true);
    until(|| world.desk().away.since().is_some()).await;
    for minute in P1S + 1..=P1S + 60 {
        world.turns(TimeDelta::minutes(1)).await;
        let due: BTreeSet<i64> =
            (0..P1S).filter(|at| RUNGS.contains(&(minute - at))).map(|at| at + 1).collect();
        let told = outside.skip();
        let mut calls = called(&told);
        calls.sort_unstable();
        assert_eq!(calls, due.into_iter().collect::<Vec<_>>(), "at minute {minute}: {told:#?}");
        let hooks = told.iter().filter(|one| one.starts_with("webhook") && one.contains("\"rung\"")).count();
        assert_eq!(hooks, calls.len(), "at minute {minute}: {told:#?}");
    }

    world.sandbox.faults().away(false);
    // What failed just as it came back is tried again half a minute later.
    world.sandbox.clock().run();
    in_the_end(async || world.desk().away.since().is_none() && world.counts(TOLD).await == 0).await;
    in_the_end(async || world.counts(super::replay::WAITING).await == 0).await;
    world.sandbox.clock().freeze();
    let said: Vec<String> = world.staff.support.skip().iter().map(|one| one.text().to_owned()).collect();
    for number in 1..=P1S {
        let page = format!("P1 **#{number}** :");
        assert_eq!(said.iter().filter(|one| one.contains(&page)).count(), 1, "{page} {said:#?}");
    }
    assert_eq!(said.iter().filter(|one| one.contains("pas pu joindre Discord")).count(), 1, "{said:#?}");
    assert_eq!(i64::try_from(said.len()), Ok(P1S + 1), "{said:#?}");
    let told = outside.skip();
    assert!(told.iter().all(|one| one.contains("de nouveau joignable")), "{told:#?}");
    for of in [&world.acme, &world.globex, &world.initech] {
        of.channel.skip();
        let tickets = world.counts(&format!("SELECT count(*) FROM ticket WHERE customer = {}", of.id)).await;
        assert_eq!(i64::try_from(of.channel.threads().len()), Ok(tickets));
    }
    world.end().await;
}
