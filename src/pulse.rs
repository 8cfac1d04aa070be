//! The loops of the program: that each goes round, and that none ends unnoticed.
//!
//! A loop beats once a round, and between the rows of a long one. Whoever asks whether the desk is well is
//! told which loop has not beaten for too long; a loop that ends in any way although nobody asked it to ends
//! the program, as a desk without it keeps no promise.

use std::{
    fmt,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use parking_lot::Mutex;
use tokio::{
    sync::mpsc::{self, UnboundedReceiver, UnboundedSender},
    task::JoinError,
};
use tokio_util::task::TaskTracker;

/// How old a loop's last beat may be. Each goes round once a second; a database that another program holds
/// keeps it for some seconds.
const OLDEST: Duration = Duration::from_secs(30);

/// A loop's beat.
#[derive(Clone, Debug)]
pub struct Pulse {
    name: &'static str,
    begun: Instant,
    /// When it beat last, in milliseconds since it was begun: by a clock that nobody turns.
    at: Arc<AtomicU64>,
}

impl Pulse {
    fn of(name: &'static str) -> Self {
        Self { name, begun: Instant::now(), at: Arc::default() }
    }

    /// The loop goes round.
    pub fn beat(&self) {
        let since = u64::try_from(self.begun.elapsed().as_millis()).unwrap_or(u64::MAX);
        self.at.store(since, Ordering::Relaxed);
    }

    fn age(&self) -> Duration {
        self.begun.elapsed().saturating_sub(Duration::from_millis(self.at.load(Ordering::Relaxed)))
    }
}

/// The beats of all loops.
#[derive(Clone, Debug, Default)]
pub struct Pulses(Arc<Mutex<Vec<Pulse>>>);

impl Pulses {
    /// A loop's beat, the first of which is now.
    pub fn begin(&self, name: &'static str) -> Pulse {
        let pulse = Pulse::of(name);
        self.0.lock().push(pulse.clone());
        pulse
    }

    /// How long ago each loop beat.
    pub fn ages(&self) -> Vec<(&'static str, Duration)> {
        let all = self.0.lock();
        all.iter().map(|one| (one.name, one.age())).collect()
    }

    /// The loop that has not beaten for longest, where that is too long.
    pub fn faintest(&self) -> Option<(&'static str, Duration)> {
        self.ages().into_iter().filter(|(_, age)| *age > OLDEST).max_by_key(|(_, age)| *age)
    }
}

#[cfg(test)]
impl Pulses {
    /// A loop that has been silent for as long as this.
    pub(crate) fn silent_for(&self, name: &'static str, long: Duration) -> Pulse {
        let begun = Instant::now().checked_sub(long).expect("the machine runs for longer");
        let pulse = Pulse { begun, ..Pulse::of(name) };
        self.0.lock().push(pulse.clone());
        pulse
    }
}

/// A loop that ended.
#[derive(Debug)]
pub struct Ended {
    /// Which.
    pub name: &'static str,
    /// Why it broke off; none where it came to an end.
    pub broke: Option<JoinError>,
}

impl fmt::Display for Ended {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.broke {
            None => write!(f, "the {} came to its end", self.name),
            Some(error) if error.is_panic() => write!(f, "the {} panicked", self.name),
            Some(_) => write!(f, "the {} was broken off", self.name),
        }
    }
}

/// The loops at work. Cheap to clone: some begin only once Discord is reached.
#[derive(Clone, Debug)]
pub struct Loops {
    pulses: Pulses,
    at_work: TaskTracker,
    tells: UnboundedSender<Ended>,
}

/// Who hears of each loop that ends.
#[derive(Debug)]
pub struct Ends(UnboundedReceiver<Ended>);

impl Loops {
    /// None yet; their beats are told by `pulses`, their ends to the other.
    pub fn new(pulses: Pulses) -> (Self, Ends) {
        let (tells, hears) = mpsc::unbounded_channel();
        (Self { pulses, at_work: TaskTracker::new(), tells }, Ends(hears))
    }

    /// Sets a loop to work, which is given its beat.
    pub fn begin<F>(&self, name: &'static str, work: impl FnOnce(Pulse) -> F)
    where
        F: Future<Output = ()> + Send + 'static,
    {
        let (task, tells) = (tokio::spawn(work(self.pulses.begin(name))), self.tells.clone());
        self.at_work.spawn(async move {
            let ended = Ended { name, broke: task.await.err() };
            // Whoever hears of it no more knows that all of them end.
            let _ = tells.send(ended);
        });
    }
}

impl Ends {
    /// Waits for the next loop that ends, in whatever way.
    pub async fn next(&mut self) -> Ended {
        match self.0.recv().await {
            Some(ended) => ended,
            None => std::future::pending().await,
        }
    }

    /// Waits until all have ended.
    pub async fn all(&mut self, loops: &Loops) {
        loops.at_work.close();
        loops.at_work.wait().await;
        while let Ok(ended) = self.0.try_recv() {
            if ended.broke.is_some() {
                tracing::error!(%ended, "a loop broke off");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn whichever_way_a_loop_ends_it_is_named() {
        let (loops, mut ends) = Loops::new(Pulses::default());
        loops.begin("agenda", |_| std::future::pending());
        loops.begin("outbox", |_| async {});
        assert_eq!(ends.next().await.to_string(), "the outbox came to its end");
        loops.begin("vigil", |_| async { panic!("a row that nobody can carry") });
        assert_eq!(ends.next().await.to_string(), "the vigil panicked");
        let off = tokio::spawn(std::future::pending::<()>());
        off.abort();
        let ended = Ended { name: "inbox", broke: off.await.err() };
        assert_eq!(ended.to_string(), "the inbox was broken off");
        let none = tokio::time::timeout(Duration::from_millis(20), ends.next()).await;
        assert!(none.is_err(), "the agenda is at work");
    }

    #[test]
    fn a_loop_that_stands_still_is_named() {
        let pulses = Pulses::default();
        let well = pulses.begin("outbox");
        assert_eq!(pulses.faintest(), None);
        let agenda = pulses.silent_for("agenda", Duration::from_secs(31));
        let (name, age) = pulses.faintest().expect("one stands still");
        assert_eq!((name, age.as_secs()), ("agenda", 31));
        agenda.beat();
        well.beat();
        assert_eq!(pulses.faintest(), None);
        assert_eq!(pulses.ages().len(), 2);
    }
}
