//! One outage, from the first P1 to what stands on both sides once Discord is back.

use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};

use super::{
    figures::Figures,
    ladder::P1,
    plan::{LASTS, Plan, Team, What},
    replay::{CALLED_WITHIN, Replay, WAITING, moment, routes},
};
use crate::{
    dice::Dice,
    discord_away::TOLD,
    world::{World, paris, until},
};

/// How long it may take until both sides have all there is, once Discord is back.
const WHOLE_WITHIN: Duration = Duration::from_mins(1);

/// How long a second of the desk's clock lasts at least while a call is waited for, and the last of them.
const A_SECOND: Duration = Duration::from_millis(1_500);

const PATIENCE: Duration = Duration::from_secs(30);

/// How soon after a moment the desk dies, at most, in milliseconds.
const AT_ONCE: usize = 40;

/// Alarms that are on their way, and what is to be done at a moment.
const UNDER_WAY: &str =
    "SELECT (SELECT count(*) FROM outbox WHERE lane = -2 AND state IN ('waiting', 'sending'))
    + (SELECT count(*) FROM agenda WHERE done_at IS NULL AND due <= ";

impl Replay {
    /// The whole of it.
    pub(super) async fn of(seed: u64) -> Figures {
        let mut dice = Dice::new(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let plan = Plan::of(&mut dice);
        let begins = paris(plan.begins).timestamp();
        let first = plan.all.first().expect("somebody raises a P1").0;
        let mut world = World::calling("2026-10-20 10:00", routes).await;
        world.sandbox.clock().set(moment(begins + first - 1));
        world.settles().await;
        world.moves_apart().await;
        // Discord's limits are in real time, in which the minutes before its return are moments.
        world.sandbox.rate_limits(false);
        let (figures, away, came) = (Figures::default(), (begins, begins + LASTS), BTreeMap::new());
        let mut replay = Self {
            world,
            p1s: Vec::new(),
            down: Vec::new(),
            figures,
            away,
            is_away: false,
            came,
            dice,
            armed: None,
        };
        for (at, what) in plan.all {
            replay.goes_on_to(begins + at).await;
            replay.happens(what).await;
        }
        replay.goes_on_to(begins + LASTS).await;
        replay.comes_back(plan.raised_after, plan.killed_after).await;
        replay.ends_as_it_should().await
    }

    /// Turns the clock to a moment, and on the way to all at which somebody is to be called.
    async fn goes_on_to(&mut self, to: i64) {
        loop {
            let now = self.now();
            let due = self.p1s.iter().map(|one| one.next(now)).min();
            // So that the desk has looked just before, as it does each second of a clock that runs.
            let half = self
                .p1s
                .iter()
                .filter_map(P1::half)
                .flat_map(|half| [half - 1, half])
                .filter(|at| *at > now)
                .min();
            let next = due.into_iter().chain(half).min().filter(|at| *at <= to);
            let Some(at) = next else { break };
            self.turns_to(at).await;
            if due == Some(at)
                && let Some(down) = self.armed.take()
            {
                tokio::time::sleep(self.dice.millis(AT_ONCE)).await;
                self.is_killed(down).await;
            }
            self.everybody_is_called().await;
        }
        if to > self.now() {
            self.turns_to(to).await;
        }
    }

    /// The desk sees what the clock says before anything happens. What is under way has arrived by then: no
    /// alarm takes minutes of a clock that runs.
    async fn turns_to(&self, at: i64) {
        self.comes_to_rest().await;
        let from = self.world.desk().away.spell().map(|spell| spell.lasted);
        self.world.sandbox.clock().set(moment(at));
        if self.is_away && from.is_some() {
            until(|| self.world.desk().away.spell().map(|spell| spell.lasted) != from).await;
        }
    }

    async fn comes_to_rest(&self) {
        let (since, now) = (Instant::now(), self.now());
        while self.world.counts(&format!("{UNDER_WAY}{now})")).await > 0 {
            assert!(since.elapsed() < PATIENCE, "it is under way for ever");
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    async fn happens(&mut self, what: What) {
        match what {
            What::Raised(team) => self.is_raised(team).await,
            What::Touched(which) => self.is_touched(which).await,
            What::Acknowledged(which) => self.is_acknowledged(which).await,
            What::Killed(down) => self.is_killed(down).await,
            What::KilledAtTheNextRung(down) => self.armed = Some(down),
            What::Looked => {}
            What::Away => {
                tokio::time::sleep(self.dice.millis(2 * AT_ONCE)).await;
                self.world.sandbox.faults().away(true);
                self.is_away = true;
                let desk = self.world.desk();
                until(|| desk.away.since().is_some()).await;
            }
        }
        self.everybody_is_called().await;
    }

    async fn is_raised(&mut self, team: Team) {
        let number = i64::try_from(self.p1s.len()).expect("few") + 1;
        let of = self.customer(team);
        let line = format!(r#"/ticket open subject:"Down {number}x" description:"Nine." priority:P1"#);
        let asked = of.member.types(&of.channel, &line).await;
        let at = self.now();
        let raised = of.member.presses(&asked, "confirm").await;
        assert!(raised.contains(&[&format!("#{number}")]), "{raised:?}");
        self.p1s.push(P1::raised(number, team, at));
    }

    /// One of those to which people are called, if there is any.
    fn climbing(&mut self, which: usize) -> Option<&mut P1> {
        let climbs: Vec<usize> = (0..self.p1s.len()).filter(|at| self.p1s[*at].climbs()).collect();
        let at = *climbs.get(which % climbs.len().max(1))?;
        Some(&mut self.p1s[at])
    }

    async fn is_touched(&mut self, which: usize) {
        let (now, door) = (self.now(), self.world.door());
        let outside = self.world.sandbox.outside();
        let Some(p1) = self.climbing(which) else { return };
        let about = format!("P1 #{} ", p1.number);
        let pushes = outside.pushes("duty");
        let link = pushes
            .iter()
            .rev()
            .filter(|push| push.text().contains(&about))
            .find_map(|push| push.click.clone());
        let link = link.unwrap_or_else(|| panic!("nobody was called to {about}: {pushes:#?}"));
        p1.acknowledged.push(now);
        let token = link.rsplit('/').next().expect("a token");
        // The door is elsewhere once the desk was started again.
        let page = outside.presses(&format!("http://{door}/a/{token}")).await.expect("the page");
        assert_eq!(page.status, 200, "{about}: {}", page.text);
        self.figures.acknowledged += 1;
    }

    async fn is_acknowledged(&mut self, which: usize) {
        let now = self.now();
        let Some(p1) = self.climbing(which) else { return };
        p1.acknowledged.push(now);
        let line = format!("/agent ack ticket:{}", p1.number);
        let told = self.world.staff.bob.types(&self.world.staff.support, &line).await;
        assert!(told.message().is_some(), "{told:?}");
        self.figures.acknowledged += 1;
    }

    /// The desk dies, and is started again.
    async fn is_killed(&mut self, down: i64) {
        let from = self.now();
        self.world.is_killed().await;
        self.figures.kills += 1;
        self.world.sandbox.clock().set(moment(from + down));
        self.world.begins_apart().await;
        self.down.push((from, from + down));
        if !self.is_away {
            let desk = self.world.desk();
            until(|| desk.away.is_served()).await;
        }
    }

    /// Whatever is due has come, by both routes: the clock goes on by a few seconds at most.
    async fn everybody_is_called(&mut self) {
        for second in 0..=CALLED_WITHIN {
            let since = Instant::now();
            let most = if second < CALLED_WITHIN { A_SECOND } else { PATIENCE };
            while since.elapsed() < most {
                self.follows_silence().await;
                self.notes_what_came();
                let now = self.now();
                let silent = self.p1s.iter().any(|one| !one.climbs() && one.next(now) <= now);
                if !silent && self.missing().await.is_empty() {
                    return;
                }
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
            if second < CALLED_WITHIN {
                self.world.sandbox.clock().advance(Duration::from_secs(1));
            }
        }
        panic!("not called: {:#?}\n{}", self.missing().await, self.world.sandbox.history());
    }

    /// Discord is back. Both sides have all there is within a minute, which passes.
    async fn comes_back(&mut self, raised: Option<Team>, killed: bool) {
        let clock = self.world.sandbox.clock();
        tokio::time::sleep(self.dice.millis(2 * AT_ONCE)).await;
        self.world.sandbox.rate_limits(true);
        self.world.sandbox.faults().away(false);
        self.is_away = false;
        clock.run();
        let since = Instant::now();
        if killed {
            tokio::time::sleep(self.dice.millis(3_000)).await;
            clock.freeze();
            self.is_killed(0).await;
            clock.run();
        }
        if let Some(team) = raised {
            let desk = self.world.desk();
            let served = async {
                while !desk.away.is_served() {
                    tokio::time::sleep(Duration::from_millis(5)).await;
                }
            };
            tokio::time::timeout(WHOLE_WITHIN, served).await.expect("the desk is back in time");
            clock.set(moment(self.now() + 1));
            clock.freeze();
            clock.set(moment(self.now()));
            self.is_raised(team).await;
            clock.run();
        }
        while !self.is_whole().await {
            assert!(
                since.elapsed() < WHOLE_WITHIN,
                "not whole after {:?}, at {}: {:#?}\n{:#?}\n{}",
                since.elapsed(),
                self.now(),
                self.waiting().await,
                self.asked(),
                self.world.sandbox.history()
            );
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        self.figures.whole = since.elapsed();
        clock.freeze();
        clock.set(moment(self.now()));
        self.everybody_is_called().await;
        self.world.settles().await;
    }

    async fn is_whole(&self) -> bool {
        self.world.desk().away.since().is_none()
            && self.world.counts(TOLD).await == 0
            && self.world.counts(WAITING).await == 0
            && self.missing().await.is_empty()
    }
}

impl Replay {
    /// What was asked of Discord since it is back, in words.
    fn asked(&self) -> Vec<String> {
        let all = self.world.sandbox.requests();
        let since = all.iter().filter(|one| one.at.timestamp() >= self.away.1 && one.status != Some(503));
        since.map(|one| format!("{} {} {} {:?}", one.at, one.method, one.path, one.status)).collect()
    }

    /// What waits to be said, in words.
    async fn waiting(&self) -> Vec<(String, String, i64, i64, Option<i64>, Option<String>)> {
        let mut conn = self.world.desk().store.read().await.expect("the database");
        let sql = "SELECT key, state, attempts, not_before, behind, error FROM outbox WHERE state IN ('waiting', 'sending')";
        sqlx::query_as(sql).fetch_all(&mut *conn).await.expect("the database")
    }
}
