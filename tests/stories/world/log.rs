//! Listens to the log of one story: a line at error level fails it.

use std::{
    fmt::Write,
    sync::{Arc, Mutex},
};

use tracing::{
    Event, Level, Metadata, Subscriber,
    field::{Field, Visit},
    span,
    subscriber::DefaultGuard,
};

/// What went wrong during a story.
pub(crate) struct Errors {
    heard: Arc<Mutex<Vec<String>>>,
    _listening: DefaultGuard,
}

impl Errors {
    /// Listens from now on, in this story's thread: a story runs on one.
    pub(crate) fn listen() -> Self {
        let heard = Arc::new(Mutex::new(Vec::new()));
        let ear = Ear { heard: Arc::clone(&heard) };
        Self { heard, _listening: tracing::subscriber::set_default(ear) }
    }

    /// What was heard so far.
    pub(super) fn so_far(&self) -> usize {
        self.heard.lock().expect("the list").len()
    }

    /// A process that was killed then said nothing of it.
    pub(super) fn forgets_after(&self, so_far: usize) {
        self.heard.lock().expect("the list").truncate(so_far);
    }

    /// Fails on any line.
    pub(crate) fn assert_none(&self) {
        let heard = self.heard.lock().expect("the list");
        assert!(heard.is_empty(), "errors in the log: {heard:#?}");
    }
}

struct Ear {
    heard: Arc<Mutex<Vec<String>>>,
}

impl Subscriber for Ear {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        let ours = metadata.target().starts_with("guichet");
        if std::env::var_os("STORY_LOG").is_some() {
            ours && *metadata.level() <= Level::DEBUG
        } else {
            ours && *metadata.level() <= Level::ERROR
        }
    }

    fn new_span(&self, _: &span::Attributes<'_>) -> span::Id {
        span::Id::from_u64(1)
    }

    fn record(&self, _: &span::Id, _: &span::Record<'_>) {}

    fn record_follows_from(&self, _: &span::Id, _: &span::Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut line = Line(format!("{}:", event.metadata().target()));
        event.record(&mut line);
        if std::env::var_os("STORY_LOG").is_some() {
            use std::io::Write as _;
            let _ = writeln!(std::io::stdout(), "{} {}", event.metadata().level(), line.0);
        }
        if *event.metadata().level() == Level::ERROR {
            self.heard.lock().expect("the list").push(line.0);
        }
    }

    fn enter(&self, _: &span::Id) {}

    fn exit(&self, _: &span::Id) {}
}

struct Line(String);

impl Visit for Line {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        let _ = write!(self.0, " {}={value:?}", field.name());
    }
}
