//! A busy day on which the program is killed again and again, at moments that nobody chose: nothing is lost, doubled or stuck.
//!
//! Everybody does what they do all day (open, raise and acknowledge tickets, write to one another, book sessions, plan windows) while
//! the program is killed with `kill -9` and started again. The short form is a test like any other. The long one is
//!
//! ```sh
//! CAMPAIGN_KILLS=200 cargo test --release --test outside campaign -- --nocapture
//! ```
//!
//! `CAMPAIGN_SEED` gives other moments and other days; what is found is printed with its seed.

use std::{
    io::Write,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use chrono::TimeDelta;
use sandbox::{Answer, Channel, Person, SeenMessage};
use tokio::{sync::Notify, task::JoinSet};

use crate::{
    intact,
    stage::{Run, Stage, says},
};

/// How often the program is killed in the short form.
const KILLS: u64 = 12;

/// The seed where none is given.
const SEED: u64 = 20_261_124;

/// How long all that is left may take to be said, once nobody kills any more.
const LAST_WORDS: Duration = Duration::from_mins(5);

/// What people did, and what they were told of it.
#[derive(Debug, Default)]
pub(crate) struct Diary {
    /// Tickets that somebody opened: the subject, and the number where it was told.
    pub(crate) tickets: Vec<(String, Option<i64>)>,
    /// What was written in the threads of tickets.
    pub(crate) written: Vec<SeenMessage>,
    /// What staff sent to a team by command, and whether they were told that it went.
    pub(crate) replies: Vec<(String, bool)>,
    /// Windows that were planned: the reason, and whether that was told.
    pub(crate) windows: Vec<(String, bool)>,
    /// Sessions that were booked, as far as that was told.
    pub(crate) booked: usize,
    /// How often somebody did something.
    acts: usize,
    /// How often they were not answered.
    unanswered: usize,
}

/// Numbers that look like chance, and are the same for the same seed.
struct Dice(u64);

impl Dice {
    fn throws(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(sides.max(1)).expect("a number of sides")).expect("below it")
    }

    fn millis(&mut self, most: usize) -> Duration {
        Duration::from_millis(u64::try_from(self.throws(most)).expect("a number"))
    }

    fn picks<T: Clone>(&mut self, from: &[T]) -> Option<T> {
        from.get(self.throws(from.len())).cloned()
    }
}

/// Who somebody is on that day.
#[derive(Clone, Copy, Debug)]
enum Part {
    Member,
    Agent,
    Expert,
}

/// Somebody and their day.
struct Life {
    stage: Arc<Stage>,
    diary: Arc<Mutex<Diary>>,
    /// Rung when somebody begins to do something.
    begun: Arc<Notify>,
    who: Person,
    part: Part,
    dice: Dice,
    done: usize,
}

impl Life {
    fn note(&self, what: impl FnOnce(&mut Diary)) {
        what(&mut self.diary.lock().unwrap_or_else(PoisonError::into_inner));
    }

    /// Something that nobody else has written.
    fn word(&mut self, what: &str) -> String {
        self.done += 1;
        // Letters and digits alone, none the beginning of another: it is looked for as it is.
        format!("{what}{}n{}z", self.who.name(), self.done)
    }

    async fn lives(mut self, over: Arc<AtomicBool>) {
        while !over.load(Ordering::Relaxed) {
            tokio::time::sleep(self.dice.millis(700)).await;
            if self.stage.sandbox.connections() == 0 {
                continue;
            }
            match self.part {
                Part::Member => self.acts_as_member().await,
                Part::Agent => self.acts_as_agent().await,
                Part::Expert => self.answers_a_request().await,
            }
        }
    }

    async fn types(&self, channel: &Channel, line: &str) -> Answer {
        self.begun.notify_waiters();
        self.seen(self.who.types(channel, line).await)
    }

    fn seen(&self, answer: Answer) -> Answer {
        let lost = answer.message().is_none();
        self.note(|diary| {
            diary.acts += 1;
            diary.unanswered += usize::from(lost);
        });
        answer
    }

    async fn acts_as_member(&mut self) {
        let stage = Arc::clone(&self.stage);
        match self.dice.throws(12) {
            0..4 => {
                let subject = self.word("ticket");
                let line = format!(r#"/ticket open subject:"{subject}" description:"Since nine.""#);
                let answer = self.types(&stage.acme, &line).await;
                self.note(|diary| diary.tickets.push((subject, number(&answer))));
            }
            4 => {
                let subject = self.word("down");
                let line =
                    format!(r#"/ticket open subject:"{subject}" description:"Since nine." priority:P1"#);
                let asked = self.types(&stage.acme, &line).await;
                if asked.message().is_some() {
                    self.begun.notify_waiters();
                    let pressed = self.seen(self.who.presses(&asked, "confirm").await);
                    self.note(|diary| diary.tickets.push((subject, number(&pressed))));
                }
            }
            5..9 => {
                if let Some(thread) = self.dice.picks(&stage.acme.threads()) {
                    let word = self.word("said");
                    let said = self.who.says(&thread, &word);
                    self.note(|diary| diary.written.extend(said));
                }
            }
            9 => {
                if let Some(ticket) = self.ticket() {
                    self.types(&stage.acme, &format!("/ticket close ticket:#{ticket}")).await;
                }
            }
            _ => {
                let line = "/expertise book topic:training minutes:30 slot:";
                let free = self.who.suggestions(&stage.acme, line).await;
                if let Some(slot) = self.dice.picks(&free) {
                    let slot = slot.value.as_str().unwrap_or_default().to_owned();
                    let answer = self.types(&stage.acme, &format!("{line}\"{slot}\"")).await;
                    let booked = answer.message().is_some_and(|told| told.contains(&["Asked of", "Nora"]));
                    self.note(|diary| diary.booked += usize::from(booked));
                }
            }
        }
    }

    async fn acts_as_agent(&mut self) {
        let stage = Arc::clone(&self.stage);
        let Some(ticket) = self.ticket() else { return };
        match self.dice.throws(12) {
            0..3 => drop(self.types(&stage.support, &format!("/agent ack ticket:#{ticket}")).await),
            3..7 => {
                let text = self.word("reply");
                let line = format!(r#"/agent reply ticket:#{ticket} text:"{text}""#);
                let told = self.types(&stage.support, &line).await;
                let told = told.message().is_some_and(|told| told.contains(&["is sent to the team"]));
                self.note(|diary| diary.replies.push((text, told)));
            }
            7 => {
                drop(self.types(&stage.support, &format!("/agent restore ticket:#{ticket} note:Done")).await);
            }
            8 => drop(self.types(&stage.support, &format!("/agent wait ticket:#{ticket} reason:Logs")).await),
            9 => {
                let reason = self.word("window");
                let day = chrono::Utc::now() + TimeDelta::days(20 + i64::try_from(self.done).expect("a day"));
                let hour = if self.who.name() == "Bob" { 10 } else { 14 };
                let (day, until) = (day.format("%Y-%m-%d"), hour + 1);
                let line = format!(
                    r#"/window add platform:ngp start:"{day} {hour}:00" end:"{day} {until}:00" reason:"{reason}""#
                );
                let told = self.types(&stage.support, &line).await;
                let told = told.message().is_some_and(|told| told.contains(&["Window added"]));
                self.note(|diary| diary.windows.push((reason, told)));
            }
            _ => {
                if let Some(thread) = self.dice.picks(&stage.support.threads()) {
                    let word = self.word("noted");
                    let said = self.who.says(&thread, &word);
                    self.note(|diary| diary.written.extend(said));
                }
            }
        }
    }

    async fn answers_a_request(&mut self) {
        let requests = self.stage.experts.messages();
        let open: Vec<_> = requests.into_iter().filter(|one| !one.buttons.is_empty()).collect();
        if let Some(request) = self.dice.picks(&open) {
            let verb = if self.dice.throws(3) == 0 { "decline" } else { "accept" };
            let answer = self.seen(self.who.presses(&request, verb).await);
            if answer.is_form() {
                self.seen(self.who.fills(&answer, &[("reason", "Not then.")]).await);
            }
        }
    }

    fn ticket(&mut self) -> Option<i64> {
        let diary = self.diary.lock().unwrap_or_else(PoisonError::into_inner);
        let known: Vec<i64> = diary.tickets.iter().filter_map(|(_, number)| *number).collect();
        drop(diary);
        self.dice.picks(&known)
    }
}

/// The ticket's number in what somebody was told.
fn number(answer: &Answer) -> Option<i64> {
    let told = answer.message()?.text();
    let (_, after) = told.split_once('#')?;
    after.chars().take_while(char::is_ascii_digit).collect::<String>().parse().ok()
}

/// Those who are there on that day beside Alice and Bob, an expert's hours and a channel that hears of windows.
async fn everybody(stage: &Stage) -> Vec<(Person, Part)> {
    let someone = |name: &str| stage.sandbox.person(name).locale("en-GB").create();
    let acme = stage.sandbox.find_guild("Acme").expect("Acme's server");
    let (amine, carol, nora, grace) = (someone("Amine"), someone("Carol"), someone("Nora"), someone("Grace"));
    amine.joins(&acme, &[]);
    carol.joins(&stage.staff, &[&stage.support_role]);
    nora.joins(&stage.staff, &[&stage.expert_role]);
    for day in ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"] {
        let line = format!("/expert hours day:{day} from:9 to:18");
        says(&nora.types(&stage.experts, &line).await, &["09:00"]);
    }
    let globex =
        stage.sandbox.guild("Globex").locale("en-GB").owner(&grace).create().channel("help").create();
    says(
        &stage.bob.types(&stage.support, "/customer add name:Globex level:Bronze language:en").await,
        &["Globex"],
    );
    let answer = stage.bob.types(&stage.support, "/customer link customer:Globex").await;
    let code = answer.text().split('`').nth(1).expect("a code between back-quotes").to_owned();
    says(&grace.types(&globex, &format!("/link code:{code}")).await, &["Globex"]);
    let (alice, bob) = (stage.alice.clone(), stage.bob.clone());
    vec![
        (alice, Part::Member),
        (amine, Part::Member),
        (bob, Part::Agent),
        (carol, Part::Agent),
        (nora, Part::Expert),
    ]
}

/// Kills the program so many times: while it starts, at any moment, or just as somebody is being answered.
async fn is_killed(stage: &Stage, mut run: Run, kills: u64, dice: &mut Dice, begun: &Notify) -> Run {
    for kill in 1..=kills {
        match dice.throws(5) {
            0 => tokio::time::sleep(dice.millis(1_000)).await,
            1 | 2 => {
                run.until("/readyz", 200).await;
                tokio::time::sleep(dice.millis(1_000)).await;
            }
            _ => {
                run.until("/readyz", 200).await;
                // Where nobody does anything it is killed all the same.
                let _ = tokio::time::timeout(Duration::from_secs(3), begun.notified()).await;
                tokio::time::sleep(dice.millis(40)).await;
            }
        }
        let log = run.killed().await;
        assert!(!log.contains("ERROR") && !log.contains("panicked"), "before kill {kill}:\n{log}");
        run = Run::of(stage.program());
    }
    run.until("/readyz", 200).await;
    run
}

/// Waits until all that was written is read back, and all that is to be said is said.
async fn settles(stage: &Stage) {
    let since = Instant::now();
    loop {
        let waiting = stage.counts("SELECT count(*) FROM outbox WHERE state IN ('waiting', 'sending')").await;
        let quiet = stage.sandbox.idle_for(Duration::from_secs(2)).await;
        if waiting == 0 && quiet {
            return;
        }
        assert!(since.elapsed() < LAST_WORDS, "{waiting} messages are stuck");
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

fn from_environment(name: &str, otherwise: u64) -> u64 {
    std::env::var(name)
        .map_or(otherwise, |text| text.parse().unwrap_or_else(|_| panic!("{name} is no number: {text}")))
}

#[tokio::test]
async fn nothing_is_lost_doubled_or_stuck_however_often_it_is_killed() {
    let (kills, seed) = (from_environment("CAMPAIGN_KILLS", KILLS), from_environment("CAMPAIGN_SEED", SEED));
    let since = Instant::now();
    let (stage, run) = Stage::open().await;
    // Not Discord's limits are looked at here: they would make the day a long one.
    stage.sandbox.rate_limits(false);
    let people = everybody(&stage).await;
    let (stage, diary, over) =
        (Arc::new(stage), Arc::<Mutex<Diary>>::default(), Arc::<AtomicBool>::default());
    let (mut dice, begun) = (Dice(seed | 1), Arc::<Notify>::default());
    let mut lives = JoinSet::new();
    for (rank, (who, part)) in people.into_iter().enumerate() {
        let dice = Dice(seed.wrapping_mul(31 * (u64::try_from(rank).expect("few") + 2)) | 1);
        let (stage, diary, begun) = (Arc::clone(&stage), Arc::clone(&diary), Arc::clone(&begun));
        let life = Life { stage, diary, begun, who, part, dice, done: 0 };
        lives.spawn(life.lives(Arc::clone(&over)));
    }
    let run = is_killed(&stage, run, kills, &mut dice, &begun).await;
    over.store(true, Ordering::Relaxed);
    while let Some(lived) = lives.join_next().await {
        lived.expect("a day without a fault of the test");
    }
    settles(&stage).await;
    run.told_to_stop().await;
    let diary = std::mem::take(&mut *diary.lock().unwrap_or_else(PoisonError::into_inner));
    let found = intact::look(&stage, &diary).await;
    let figures = format!(
        "{kills} kills in {:.0} s (seed {seed}): {} acts, {} of them not answered; {}",
        since.elapsed().as_secs_f64(),
        diary.acts,
        diary.unanswered,
        found.figures
    );
    // What was found is of interest when all is well, too.
    let _ = writeln!(std::io::stdout(), "{figures}");
    assert!(found.wrong.is_empty(), "{figures}\n{:#?}", found.wrong);
}
