//! With which code the gateway closed a session, and how often it broke off. serenity tells that in its log
//! and nowhere else, so the log is listened to: each line is written by the task that keeps the session, so
//! it is known of which one it speaks.
//!
//! After some of these codes serenity's task spins on a connection that is gone, without ever letting another
//! one on: it is told to end in the moment in which it writes the line.

use std::{
    collections::VecDeque,
    fmt::{Debug, Write},
    sync::Arc,
    time::{Duration, Instant},
};

use parking_lot::{Mutex, MutexGuard};
use serenity::{
    all::ShardId,
    gateway::{ShardMessenger, ShardRunnerMessage},
};
use tokio::sync::Notify;
use tracing::{
    Event, Level, Subscriber,
    field::{Field, Visit},
    level_filters::LevelFilter,
};
use tracing_subscriber::{Layer, filter::filter_fn, layer::Context, registry::LookupSpan};

/// Who writes these lines.
const TARGET: &str = "serenity::gateway::shard";

/// How often a session may break off and be taken up again within [`WITHIN`] before another is begun in its
/// place, at the pace of sessions.
const RESUMED_MOST: usize = 10;

/// See [`RESUMED_MOST`].
const WITHIN: Duration = Duration::from_mins(1);

tokio::task_local! {
    static SPEAKS_OF: Arc<Session>;
}

/// A session, as far as it was overheard.
pub(super) struct Session {
    shard: ShardId,
    task: ShardMessenger,
    told: Mutex<Told>,
    closed: Notify,
}

impl Debug for Session {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Session").field("shard", &self.shard).finish_non_exhaustive()
    }
}

#[derive(Debug, Default)]
struct Told {
    /// A code after which no further try can succeed.
    closed: Option<u16>,
    /// It broke off, and is being taken up again since then.
    resuming: Option<Instant>,
    resumed: VecDeque<Instant>,
}

/// What a line says.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Line {
    /// The gateway closed with this code.
    Closed(u16),
    /// The session is being taken up again.
    Resuming,
    /// It is at work.
    Served,
}

impl Line {
    /// Reads a line. serenity's words, of the version that the lock file names.
    fn read(text: &str) -> Option<Self> {
        let says = |words: &str| text.contains(words);
        if says("Sent no authentication") {
            Some(Self::Closed(4003))
        } else if says("Sent invalid shard data") {
            Some(Self::Closed(4010))
        } else if says("Shard has too many guilds") {
            Some(Self::Closed(4011))
        } else if says("Unknown unclean close 4012") {
            Some(Self::Closed(4012))
        } else if says("Attempting to resume") {
            Some(Self::Resuming)
        } else if says("] Resumed") || says("Received Ready") {
            Some(Self::Served)
        } else {
            None
        }
    }
}

impl Session {
    pub(super) fn new(shard: ShardId, task: ShardMessenger) -> Arc<Self> {
        Arc::new(Self { shard, task, told: Mutex::default(), closed: Notify::new() })
    }

    fn told(&self) -> MutexGuard<'_, Told> {
        self.told.lock()
    }

    fn hears(&self, line: Line) {
        match line {
            Line::Closed(code) => {
                // It cannot close what is closed, and ends.
                self.task.send_to_shard(ShardRunnerMessage::Close(1000, None));
                if code != 4003 {
                    self.told().closed = Some(code);
                    self.closed.notify_one();
                }
            }
            Line::Resuming => {
                let now = Instant::now();
                let mut told = self.told();
                told.resuming = Some(now);
                told.resumed.push_back(now);
                while told.resumed.front().is_some_and(|first| now.duration_since(*first) > WITHIN) {
                    told.resumed.pop_front();
                }
                if told.resumed.len() > RESUMED_MOST {
                    told.resumed.clear();
                    self.task.send_to_shard(ShardRunnerMessage::Shutdown(self.shard, 4000));
                }
            }
            Line::Served => self.told().resuming = None,
        }
    }

    /// The code after which no further try can succeed, where there was one.
    pub(super) fn closed(&self) -> Option<u16> {
        self.told().closed
    }

    /// Waits for such a code.
    pub(super) async fn is_closed(&self) {
        self.closed.notified().await;
    }

    /// For how long it has been broken off.
    pub(super) fn broken_for(&self) -> Option<Duration> {
        self.told().resuming.map(|since| since.elapsed())
    }
}

/// Runs what keeps a session; what it writes in the log is heard as of that session.
pub(super) async fn of<F: Future>(session: Arc<Session>, keeps: F) -> F::Output {
    SPEAKS_OF.scope(session, keeps).await
}

/// What listens, beside whatever else is done with the log.
pub fn ear<S>() -> impl Layer<S>
where
    S: Subscriber + for<'a> LookupSpan<'a>,
{
    let lines = filter_fn(|line| line.is_event() && line.target() == TARGET && *line.level() <= Level::DEBUG);
    Ear.with_filter(lines.with_max_level_hint(LevelFilter::DEBUG))
}

struct Ear;

impl<S: Subscriber> Layer<S> for Ear {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        // Nobody listens where no session is kept.
        let _ = SPEAKS_OF.try_with(|session| {
            let mut text = Text::default();
            event.record(&mut text);
            if let Some(line) = Line::read(&text.0) {
                session.hears(line);
            }
        });
    }
}

#[derive(Default)]
struct Text(String);

impl Visit for Text {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        if field.name() == "message" {
            // A text in memory takes whatever is written to it.
            let _ = write!(self.0, "{value:?}");
        }
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    /// The words are serenity's own, with what it puts before them.
    #[rstest]
    #[case("Sent no authentication.", Some(Line::Closed(4003)))]
    #[case("Sent invalid shard data.", Some(Line::Closed(4010)))]
    #[case("Shard has too many guilds.", Some(Line::Closed(4011)))]
    #[case("Unknown unclean close 4012: Some(\"Invalid API version.\")", Some(Line::Closed(4012)))]
    #[case("Unknown unclean close 4000: Some(\"\")", None)]
    #[case("Attempting to resume", Some(Line::Resuming))]
    #[case("Resumed", Some(Line::Served))]
    #[case("Received Ready", Some(Line::Served))]
    #[case("Received shard heartbeat", None)]
    fn a_line_is_read(#[case] words: &str, #[case] says: Option<Line>) {
        assert_eq!(Line::read(&format!("[ShardInfo {{ id: ShardId(0), total: 1 }}] {words}")), says);
    }
}
