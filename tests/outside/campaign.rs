//! A busy day on which the program is killed again and again, at moments that nobody chose, and on another
//! one Discord fails besides, in every way it can: nothing is lost, doubled or stuck, and nothing stands in
//! the wrong place.
//!
//! Everybody does what they do all day (open, raise and acknowledge tickets, write to one another, attach
//! files, edit and delete, book sessions, plan windows) while the program is killed with `kill -9` and
//! started again. The short forms are tests like any other. The long ones are
//!
//! ```sh
//! CAMPAIGN_KILLS=200 cargo test --release --test outside however_often -- --nocapture
//! CAMPAIGN_KILLS=500 CAMPAIGN_FAULTS=5000 cargo test --release --test outside whatever_fails -- --nocapture
//! ```
//!
//! `CAMPAIGN_SEED` gives other moments, other faults and other days; what is found is printed with its seed.
//! `CAMPAIGN_KINDS` names the kinds of trouble that come (`messages,lost`), where it is not all of them.

use std::{
    io::Write,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use tokio::{sync::Notify, task::JoinSet};

use crate::{
    dice::Dice,
    intact, leaks,
    lives::{Diary, Life, everybody},
    stage::{PATIENCE, Run, Stage},
    troubles::{Kind, Troubles, kinds},
};

/// How often the program is killed in the short form.
const KILLS: u64 = 12;

/// How many faults there are besides in the short form.
const FAULTS: u64 = 60;

/// The seed where none is given.
const SEED: u64 = 20_261_124;

/// How long all that is left may take to be said, once nobody kills any more: what failed often waits for six
/// minutes at most before it is tried again.
const LAST_WORDS: Duration = Duration::from_mins(7);

/// How long a run is left alive at most until it has met its share of the faults.
const SHARE_WITHIN: Duration = Duration::from_secs(20);

/// How many lines of a log are told where the program ended by itself.
const LINES: usize = 60;

/// What a day is made of.
struct Day {
    stage: Arc<Stage>,
    kills: u64,
    faults: u64,
    seed: u64,
    dice: Dice,
    /// Rung when somebody begins to do something.
    begun: Arc<Notify>,
    troubles: Arc<Troubles>,
    /// What a log told that it must not.
    told: Vec<String>,
}

impl Day {
    /// The program as it is started on that day. Where things fail it says all it can, so that it shows what
    /// it keeps to itself.
    fn program(&self) -> Run {
        let mut command = self.stage.program();
        if self.faults > 0 {
            command.env("RUST_LOG", "trace");
        }
        Run::of(command)
    }

    /// Kills the program so many times: while it starts, at any moment, or just as somebody is being
    /// answered; and not before it has met its share of the faults.
    async fn kills(&mut self, mut run: Run) -> Run {
        for kill in 1..=self.kills {
            match self.dice.throws(5) {
                0 => tokio::time::sleep(self.dice.millis(1_000)).await,
                1 | 2 => {
                    run = self.ready(run).await;
                    tokio::time::sleep(self.dice.millis(1_000)).await;
                }
                _ => {
                    run = self.ready(run).await;
                    // Where nobody does anything it is killed all the same.
                    let _ = tokio::time::timeout(Duration::from_secs(3), self.begun.notified()).await;
                    tokio::time::sleep(self.dice.millis(40)).await;
                }
            }
            let (share, since) = (self.faults * kill / self.kills, Instant::now());
            while self.met() < share && since.elapsed() < SHARE_WITHIN {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
            run = self.killed(run, kill).await;
        }
        run
    }

    async fn killed(&mut self, mut run: Run, kill: u64) -> Run {
        let ended = run.has_ended();
        self.troubles.book.note(format!("kill {kill}"));
        let log = run.killed().await;
        assert!(!ended, "before kill {kill} it ended by itself:\n{}", end_of(&log));
        self.looks_at(&log, kill);
        self.program()
    }

    fn looks_at(&mut self, log: &str, kill: u64) {
        assert!(!log.contains("panicked"), "before kill {kill}:\n{}", end_of(log));
        if self.faults == 0 {
            assert!(!log.contains("ERROR"), "before kill {kill}:\n{log}");
        }
        for told in leaks::told(log, &self.stage.sandbox.token()) {
            if !self.told.iter().any(|one| one.split(')').next() == told.split(')').next()) {
                self.told.push(told);
            }
        }
    }

    /// Waits until the program is at work.
    async fn ready(&self, mut run: Run) -> Run {
        let since = Instant::now();
        while run.asks("/readyz").await != Some(200) {
            if run.has_ended() || since.elapsed() > PATIENCE {
                let log = run.killed().await;
                panic!("after {:?} it is not ready:\n{}", since.elapsed(), end_of(&log));
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        run
    }

    fn met(&self) -> u64 {
        self.troubles.count(&self.stage).try_into().expect("a number")
    }

    /// Waits until all that was written is read back, and all that is to be said is said.
    async fn settles(&self) {
        let since = Instant::now();
        loop {
            let waiting = intact::waiting(&self.stage).await;
            let quiet = self.stage.sandbox.idle_for(Duration::from_secs(2)).await;
            if waiting.is_empty() && quiet {
                return;
            }
            // What is stuck then is told with everything else.
            if since.elapsed() > LAST_WORDS {
                return;
            }
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
    }
}

/// The last lines of a log.
fn end_of(log: &str) -> String {
    let lines: Vec<&str> = log.lines().collect();
    lines[lines.len().saturating_sub(LINES)..].join("\n")
}

fn from_environment(name: &str, otherwise: u64) -> u64 {
    std::env::var(name)
        .map_or(otherwise, |text| text.parse().unwrap_or_else(|_| panic!("{name} is no number: {text}")))
}

/// Opens a desk on which everybody begins their day; gives the day once it is over, and what they wrote down.
async fn a_day(faults: u64, kinds: Vec<Kind>) -> (Day, Run, Diary) {
    let (kills, seed) = (from_environment("CAMPAIGN_KILLS", KILLS), from_environment("CAMPAIGN_SEED", SEED));
    let (stage, run) = Stage::calling().await;
    // Not Discord's limits are looked at here: they would make the day a long one.
    stage.sandbox.rate_limits(false);
    let people = everybody(&stage, kinds.contains(&Kind::Reader)).await;
    let (stage, diary, over) =
        (Arc::new(stage), Arc::<Mutex<Diary>>::default(), Arc::<AtomicBool>::default());
    let begun = Arc::<Notify>::default();
    let mut lives = JoinSet::new();
    for (rank, (who, part)) in people.into_iter().enumerate() {
        let dice = Dice::new(seed.wrapping_mul(31 * (u64::try_from(rank).expect("few") + 2)));
        let (stage, diary, begun) = (Arc::clone(&stage), Arc::clone(&diary), Arc::clone(&begun));
        let life = Life { stage, diary, begun, who, part, dice, done: 0, own: Vec::new() };
        lives.spawn(life.lives(Arc::clone(&over)));
    }
    let troubles = Arc::new(Troubles::new(kinds));
    if faults > 0 {
        stage.sandbox.faults().storm(troubles.storm(seed));
        let dice = Dice::new(seed.wrapping_mul(29));
        lives.spawn(Arc::clone(&troubles).come(Arc::clone(&stage), dice, Arc::clone(&over)));
    }
    let dice = Dice::new(seed);
    let mut day = Day { stage, kills, faults, seed, dice, begun, troubles, told: Vec::new() };
    let run = day.kills(run).await;
    over.store(true, Ordering::Relaxed);
    while let Some(lived) = lives.join_next().await {
        lived.expect("a day without a fault of the test");
    }
    let diary = std::mem::take(&mut *diary.lock().unwrap_or_else(PoisonError::into_inner));
    (day, run, diary)
}

/// The day is over: what is found is printed, and what is wrong fails it.
async fn is_looked_at(day: Day, run: Run, diary: Diary, since: Instant) {
    let mut day = day;
    let run = day.ready(run).await;
    day.settles().await;
    run.terminate().await;
    let (status, log) = run.ends(crate::stage::STOP_LIMIT).await;
    assert_eq!(status.code(), Some(0), "{}", end_of(&log));
    day.looks_at(&log, day.kills + 1);
    let found = intact::look(&day.stage, &diary, &day.troubles, &day.told).await;
    let figures = format!(
        "{} kills and {} faults in {:.0} s (seed {}): {} acts, {} of them not answered; {}",
        day.kills,
        day.met(),
        since.elapsed().as_secs_f64(),
        day.seed,
        diary.acts,
        diary.unanswered,
        found.figures
    );
    // What was found is of interest when all is well, too.
    let _ = writeln!(std::io::stdout(), "{figures}");
    assert!(found.wrong.is_empty(), "{figures}\n{}", found.wrong.join("\n"));
}

#[tokio::test]
async fn nothing_is_lost_doubled_or_stuck_however_often_it_is_killed() {
    let since = Instant::now();
    let (day, run, diary) = a_day(0, Vec::new()).await;
    is_looked_at(day, run, diary, since).await;
}

/// Requests fail before and after their effect, events are lost and doubled, sessions end, rights come and
/// go: once all of it is over and the program was started once more, everything that anybody wrote is on
/// record once with its moment and its files, everything that was to be said stands once where it belongs,
/// and nobody did what they may not do.
#[tokio::test]
async fn nothing_is_lost_or_in_the_wrong_place_whatever_fails_meanwhile() {
    let since = Instant::now();
    let (mut day, run, diary) = a_day(from_environment("CAMPAIGN_FAULTS", FAULTS), kinds()).await;
    day.stage.sandbox.faults().clear();
    // Another session, as each day brings one.
    let run = day.killed(run, day.kills + 1).await;
    is_looked_at(day, run, diary, since).await;
}
