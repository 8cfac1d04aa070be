//! How soon people are called outside chat: from the press that raises a P1 to what each kind of route has,
//! and forty P1s of one incident at once.

use std::{
    collections::BTreeSet,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, ensure};
use tokio::task::JoinSet;

use crate::programs::Desk;

/// How much there is of everything.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Size {
    /// How many letters wait at the second desk.
    pub(crate) letters: u32,
    /// How many P1s are raised at each, one after the other.
    pub(crate) p1s: usize,
    /// How many of one incident are raised at once.
    pub(crate) at_once: usize,
}

pub(crate) const WHOLE: Size = Size { letters: 10_000, p1s: 100, at_once: 40 };

/// The same for `--quick`.
pub(crate) const QUICK: Size = Size { letters: 100, p1s: 2, at_once: 6 };

/// The kinds of routes.
pub(crate) const ROUTES: [&str; 4] = ["ntfy", "PagerDuty", "webhook", "mail"];

/// How long an alarm may take before it is given up.
const PATIENCE: Duration = Duration::from_secs(20);

/// How long it is looked whether a second page or call comes.
const NO_MORE: Duration = Duration::from_secs(3);

const RAISED: &str = "/ticket open subject:\"Everything is down\" description:\"Since nine.\" priority:P1";
const OPENED: &str = "/ticket open subject:\"A site is slow\" description:\"Since nine.\" priority:P3";
const DECLARED: &str =
    "/incident open title:\"A site is gone\" platform:ngp impact:\"Rien\" impact-en:\"Nothing\"";

/// What was measured.
#[derive(Debug)]
pub(crate) struct Called {
    /// Of what.
    pub(crate) size: Size,
    /// From the press to each route's alarm, at the desk without letters that wait and at the other.
    pub(crate) routes: [[Vec<Duration>; ROUTES.len()]; 2],
    /// From the first of the presses at once to the page in chat and to the call by ntfy.
    pub(crate) at_once: (Duration, Duration),
    /// From the first press until all were answered.
    pub(crate) pressed: Duration,
    /// How many pages there were, and how many calls by ntfy.
    pub(crate) pages: (usize, usize),
}

/// Raises P1s at both desks in turns, and then many at once.
pub(crate) async fn call(size: Size) -> Result<Called> {
    let desks = [
        Desk::start_calling(0).await.context("starting the desk")?,
        Desk::start_calling(size.letters).await.context("starting the desk with letters that wait")?,
    ];
    let mut routes = <[[Vec<Duration>; ROUTES.len()]; 2]>::default();
    for desk in &desks {
        // Once before, so that no connection is cold.
        raise(desk, &mut Default::default()).await?;
    }
    for _ in 0..size.p1s {
        for (desk, tallies) in desks.iter().zip(&mut routes) {
            raise(desk, tallies).await?;
        }
    }
    let [desk, other] = desks;
    other.stop().await?;
    let mut called = at_once(&desk, size).await?;
    called.routes = routes;
    desk.stop().await?;
    Ok(called)
}

/// How much came by each route.
fn came(desk: &Desk) -> [usize; ROUTES.len()] {
    let outside = desk.sandbox().outside();
    [outside.pushes("duty").len(), outside.events().len(), outside.hooks("itsm").len(), outside.mails().len()]
}

/// Raises a P1 and waits for each alarm; then it is acknowledged, so that the next is called apart.
async fn raise(desk: &Desk, tallies: &mut [Vec<Duration>; ROUTES.len()]) -> Result<()> {
    let team = desk.team();
    let asked = team.person.types(&team.channel, RAISED).await;
    let (before, pressed) = (came(desk), Instant::now());
    let press = team.person.presses(&asked, "confirm");
    let mut took = [None; ROUTES.len()];
    let watch = async {
        while took.iter().any(Option::is_none) {
            ensure!(pressed.elapsed() < PATIENCE, "a route was never called: {took:?}");
            for ((took, now), before) in took.iter_mut().zip(came(desk)).zip(before) {
                if took.is_none() && now > before {
                    *took = Some(pressed.elapsed());
                }
            }
            tokio::time::sleep(Duration::from_micros(500)).await;
        }
        Ok(())
    };
    let (answer, watched) = tokio::join!(press, watch);
    watched?;
    for (tally, took) in tallies.iter_mut().zip(took.into_iter().flatten()) {
        tally.push(took);
    }
    let number = number(answer.message().context("an answer")?.text())?;
    desk.says_as_staff(&format!("/agent ack ticket:{number}")).await?;
    let ended = came(desk).map(|all| all + 1);
    let since = Instant::now();
    while came(desk).iter().zip(ended).any(|(now, then)| *now < then) && since.elapsed() < NO_MORE {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    ensure!(desk.sandbox().idle_for(Duration::from_millis(20)).await, "calls go on and on");
    Ok(())
}

/// Tickets of one incident become P1s, all in one moment.
async fn at_once(desk: &Desk, size: Size) -> Result<Called> {
    let team = desk.team();
    desk.says_as_staff(DECLARED).await?;
    let mut asked = Vec::new();
    for _ in 0..size.at_once {
        let opened = team.person.types(&team.channel, OPENED).await;
        let ticket = number(opened.message().context("an answer")?.text())?;
        desk.says_as_staff(&format!("/incident add incident:1 ticket:#{ticket}")).await?;
        let line = format!("/escalate ticket:#{ticket} impact:\"Every site.\"");
        asked.push(team.person.types(&team.channel, &line).await);
    }
    ensure!(desk.sandbox().idle_for(Duration::from_millis(200)).await, "calls go on and on");
    let (before, calls) = (desk.pages(), desk.sandbox().outside().pushes("duty").len());
    let since = Instant::now();
    let mut under_way = JoinSet::new();
    for one in asked {
        let person = team.person.clone();
        under_way.spawn(async move { person.presses(&one, "confirm").await });
    }
    let (mut page, mut call, mut pressed) = (None, None, None);
    let (mut answers, mut pages) = (Vec::new(), BTreeSet::<u64>::new());
    while page.is_none() || call.is_none() || pressed.is_none() {
        ensure!(since.elapsed() < PATIENCE, "nobody was called: {page:?} {call:?} {pressed:?}");
        // One that is over calls nobody any more.
        pages.extend(desk.pages().difference(&before));
        page = page.or((!pages.is_empty()).then(|| since.elapsed()));
        let pushes = desk.sandbox().outside().pushes("duty").len();
        call = call.or((pushes > calls).then(|| since.elapsed()));
        while let Some(answer) = under_way.try_join_next() {
            answers.push(answer?);
        }
        pressed = pressed.or(under_way.is_empty().then(|| since.elapsed()));
        tokio::time::sleep(Duration::from_micros(500)).await;
    }
    tokio::time::sleep(NO_MORE).await;
    pages.extend(desk.pages().difference(&before));
    let raised: BTreeSet<String> =
        answers.iter().filter_map(|one| Some(one.message()?.text().to_owned())).collect();
    ensure!(raised.len() == size.at_once, "{} of {} were raised", raised.len(), size.at_once);
    let pages = (pages.len(), desk.sandbox().outside().pushes("duty").len() - calls);
    let at_once = (page.context("a page")?, call.context("a call")?);
    Ok(Called { size, routes: Default::default(), at_once, pressed: pressed.context("answers")?, pages })
}

/// The first number of a ticket in what somebody was told.
fn number(told: &str) -> Result<u64> {
    let (_, after) = told.split_once('#').with_context(|| format!("no number in {told}"))?;
    let digits: String = after.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().with_context(|| format!("no number in {told}"))
}
