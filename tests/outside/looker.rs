//! Whoever looks at the end of a day, with what stands on Discord and what went wrong.

use std::path::Path;

use chrono::{DateTime, TimeDelta, Utc};
use guichet::store::Store;
use sandbox::{Channel, SeenMessage, ids::MessageId};

use crate::{
    leaks,
    lives::globex,
    stage::Stage,
    troubles::{Entry, Troubles},
};

/// How many lines of what went wrong around something are told with it.
const AROUND: usize = 30;

/// Whoever looks, with what stands on Discord and what went wrong that day.
pub(crate) struct Look<'s> {
    pub(crate) stage: &'s Stage,
    pub(crate) troubles: &'s Troubles,
    pub(crate) store: Store,
    pub(crate) messages: Vec<SeenMessage>,
    pub(crate) wrong: Vec<String>,
    /// Faults, troubles and kills, oldest first.
    pub(crate) history: Vec<Entry>,
}

impl<'s> Look<'s> {
    pub(crate) async fn new(stage: &'s Stage, troubles: &'s Troubles) -> Self {
        let rooms = [stage.acme.clone(), stage.support.clone(), stage.experts.clone(), globex(stage)];
        let with_threads = |room: Channel| [room.threads(), vec![room]].concat();
        let mut messages: Vec<SeenMessage> =
            rooms.into_iter().flat_map(with_threads).flat_map(|place| place.messages()).collect();
        // Who was asked in a locked thread is answered directly; what is said there at once is no row's.
        let people = leaks::PEOPLE.iter().filter_map(|name| stage.sandbox.find_person(name));
        let direct = people.flat_map(|person| person.conversation().messages());
        messages.extend(direct.filter(|one| {
            let footer = one.embeds.iter().find_map(|embed| embed.footer.as_ref());
            footer.is_some_and(|footer| {
                footer.text.rsplit(' ').next().is_some_and(|last| last.starts_with('g'))
            })
        }));
        let store = Store::open(&stage.folder.path().join("guichet.db")).await.expect("the database");
        let met = stage.sandbox.faults().met();
        let met = met.into_iter().map(|one| (one.at, format!("{}: {}", one.what, one.fault)));
        let mut history: Vec<_> = troubles.book.all().into_iter().chain(met).collect();
        history.sort();
        Self { stage, troubles, store, messages, wrong: Vec::new(), history }
    }

    /// The same of something that happened at a moment: what went wrong around it is told too.
    pub(crate) fn is_of(&mut self, so: bool, id: MessageId, otherwise: impl FnOnce() -> String) {
        if so {
            return;
        }
        let at = moment(id);
        let (from, until) = (at - TimeDelta::seconds(3), at + TimeDelta::seconds(12));
        let around = self.history.iter().filter(|(when, _)| (from..until).contains(when)).take(AROUND);
        let around: Vec<String> =
            around.map(|(when, what)| format!("\n      {} {what}", when.format("%T%.3f"))).collect();
        let around = around.concat();
        self.wrong.push(format!("{} ({id}, {}){around}", otherwise(), at.format("%T%.3f")));
    }

    /// Writes all that went wrong into a file; says which.
    pub(crate) fn writes_the_history(&self) -> String {
        let file =
            Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("campaign-{}.txt", std::process::id()));
        let lines = self.history.iter().map(|(when, what)| format!("{} {what}\n", when.format("%T%.3f")));
        let text = format!("{}\n{}\n", lines.collect::<Vec<_>>().concat(), self.stage.sandbox.history());
        std::fs::write(&file, text).expect("a file with what went wrong");
        format!("all that went wrong, and all that was said: {}", file.display())
    }

    pub(crate) fn is(&mut self, so: bool, otherwise: impl FnOnce() -> String) {
        if !so {
            self.wrong.push(otherwise());
        }
    }

    pub(crate) async fn rows<T>(&self, sql: &'static str) -> Vec<T>
    where
        T: for<'r> sqlx::FromRow<'r, sqlx::sqlite::SqliteRow> + Send + Unpin,
    {
        let mut conn = self.store.read().await.expect("the database");
        sqlx::query_as(sql).fetch_all(&mut *conn).await.expect("the database")
    }

    pub(crate) async fn number(&self, sql: &'static str) -> i64 {
        self.rows::<(i64,)>(sql).await[0].0
    }

    /// How many messages of the bot have this word in them.
    pub(crate) fn copies(&self, word: &str) -> usize {
        self.messages.iter().filter(|one| one.by_bot && one.contains(&[word])).count()
    }
}

/// When a message was written: Discord numbers them by the moment.
pub(crate) fn moment(id: MessageId) -> DateTime<Utc> {
    const FIRST: u64 = 1_420_070_400_000;
    let millis = i64::try_from((id.get() >> 22) + FIRST).expect("a moment");
    DateTime::from_timestamp_millis(millis).expect("a moment")
}
