//! Looks whether a day left everything as it should be: on Discord, in the database, and between the two.

use std::collections::{BTreeMap, BTreeSet};

use guichet::{
    rules::{event::verify, ids::TicketNumber},
    store::{self, Store},
};
use sandbox::{Channel, SeenMessage};

use crate::{campaign::Diary, stage::Stage};

/// What was found.
pub(crate) struct Found {
    /// How much there was of everything, in words.
    pub(crate) figures: String,
    /// What is lost, doubled or stuck.
    pub(crate) wrong: Vec<String>,
}

/// Looks at everything. The program has ended.
pub(crate) async fn look(stage: &Stage, diary: &Diary) -> Found {
    let mut look = Look::new(stage).await;
    look.everything_said_stands_once().await;
    look.tickets(diary).await;
    look.what_was_written(diary).await;
    look.who_was_not_answered().await;
    look.the_database().await;
    look.the_ledger(diary).await;
    look.windows(diary).await;
    Found { figures: look.figures().await, wrong: look.wrong }
}

struct Look<'s> {
    stage: &'s Stage,
    store: Store,
    messages: Vec<SeenMessage>,
    wrong: Vec<String>,
}

impl<'s> Look<'s> {
    async fn new(stage: &'s Stage) -> Self {
        let globex = stage.sandbox.find_guild("Globex").and_then(|guild| guild.find_channel("help"));
        let rooms =
            [Some(stage.acme.clone()), Some(stage.support.clone()), Some(stage.experts.clone()), globex];
        let with_threads = |room: Channel| [room.threads(), vec![room]].concat();
        let messages =
            rooms.into_iter().flatten().flat_map(with_threads).flat_map(|place| place.messages()).collect();
        let store = Store::open(&stage.folder.path().join("guichet.db")).await.expect("the database");
        Self { stage, store, messages, wrong: Vec::new() }
    }

    fn is(&mut self, so: bool, otherwise: impl FnOnce() -> String) {
        if !so {
            self.wrong.push(otherwise());
        }
    }

    async fn rows<T>(&self, sql: &'static str) -> Vec<T>
    where
        T: for<'r> sqlx::FromRow<'r, sqlx::sqlite::SqliteRow> + Send + Unpin,
    {
        let mut conn = self.store.read().await.expect("the database");
        sqlx::query_as(sql).fetch_all(&mut *conn).await.expect("the database")
    }

    async fn number(&self, sql: &'static str) -> i64 {
        self.rows::<(i64,)>(sql).await[0].0
    }

    /// Nothing is found by this question.
    async fn none(&mut self, what: &str, sql: &'static str) {
        let found = self.number(sql).await;
        self.is(found == 0, || format!("{found} {what}"));
    }

    /// Each message of the bot is one row's, each row's message is there, and no row is stuck or was refused.
    async fn everything_said_stands_once(&mut self) {
        let said: Vec<(i64, String, i64)> = self
            .rows("SELECT id, key, message FROM outbox WHERE state = 'sent' AND message IS NOT NULL AND edit_of IS NULL")
            .await;
        let mut times = BTreeMap::<String, usize>::new();
        let mut there = BTreeSet::new();
        for message in self.messages.iter().filter(|one| one.by_bot) {
            let footer = message.embeds.iter().find_map(|embed| embed.footer.as_ref());
            let reference = footer.and_then(|footer| footer.text.rsplit(" · ").next()).unwrap_or_default();
            *times.entry(reference.to_owned()).or_default() += 1;
            there.insert(i64::try_from(message.id.get()).expect("an id"));
        }
        let rows: BTreeMap<String, &String> =
            said.iter().map(|(id, key, _)| (format!("g{id:x}"), key)).collect();
        for (reference, times) in times {
            match rows.get(&reference) {
                Some(key) => self.is(times == 1, || format!("{key} was said {times} times")),
                None => self.wrong.push(format!(
                    "{reference:?} was said {times} times, and no row is marked as said for it"
                )),
            }
        }
        for (_, key, message) in &said {
            self.is(there.contains(message), || format!("{key} is marked as said, and is not there"));
        }
        self.none("messages are stuck", "SELECT count(*) FROM outbox WHERE state IN ('waiting', 'sending')")
            .await;
        self.none("messages were refused", "SELECT count(*) FROM outbox WHERE state = 'failed'").await;
    }

    /// Each ticket is there once, with its number, one first message, one thread and one card; a P1's pages are all there.
    async fn tickets(&mut self, diary: &Diary) {
        let rows: Vec<(i64, String, String)> =
            self.rows("SELECT number, subject, priority FROM ticket").await;
        for (subject, told) in &diary.tickets {
            let numbers: Vec<i64> =
                rows.iter().filter(|(_, its, _)| its == subject).map(|(number, ..)| *number).collect();
            let fits = match told {
                Some(number) => numbers == [*number],
                None => numbers.len() <= 1,
            };
            self.is(fits, || format!("{subject} was told as {told:?} and is there as {numbers:?}"));
        }
        let threads = self.stage.acme.threads();
        let (first, posts) = (self.stage.acme.messages(), self.stage.support.messages());
        let due = "SELECT count(*) FROM ticket_event WHERE json_extract(event, '$.kind') = 'paged'";
        let called = "SELECT count(*) FROM outbox WHERE json_extract(body, '$.say') = 'page' AND state IN ('sent', 'useless')";
        let (due, called) = (self.number(due).await, self.number(called).await);
        self.is(due == called, || format!("{due} pages were due, and {called} said or overtaken"));
        let said: Vec<(i64, String)> = self
            .rows(
                "SELECT json_extract(body, '$.ticket'), json_extract(body, '$.say') FROM outbox
                 WHERE state = 'sent' AND message IS NOT NULL AND edit_of IS NULL
                   AND json_extract(body, '$.say') IN ('card', 'page', 'reminder', 'warning', 'paging_mended')",
            )
            .await;
        for (number, subject, priority) in rows {
            let threads =
                threads.iter().filter(|thread| thread.name().contains(&format!("#{number} "))).count();
            self.is(threads == 1, || format!("#{number} has {threads} threads"));
            let posted = first.iter().filter(|one| one.contains(&[&subject]) && one.thread.is_some()).count();
            self.is(posted == 1, || format!("#{number} has {posted} first messages"));
            let its =
                |what: &str| said.iter().filter(|(ticket, say)| *ticket == number && say == what).count();
            let (cards, pages) = (its("card"), its("page"));
            self.is(cards == 1, || format!("#{number} has {cards} cards"));
            self.is(priority == "p1" || pages == 0, || {
                format!("#{number} is {priority} and was paged {pages} times")
            });
            let all = said.iter().filter(|(ticket, _)| *ticket == number).count();
            let there = posts.iter().filter(|one| one.contains(&[&subject])).count();
            self.is(all == there, || {
                format!("#{number} has {there} posts for the staff, and should have {all}")
            });
            let mut conn = self.store.read().await.expect("the database");
            let ticket = TicketNumber::new(number);
            let history = store::ticket::events(&mut conn, ticket).await.expect("its events");
            let chain = verify(ticket, history.iter().map(|(recorded, hash)| (recorded, hash)));
            self.is(chain.is_ok(), || format!("#{number} has a broken history at {chain:?}"));
        }
    }

    /// What somebody wrote in a thread is kept once, and what staff sent to a team arrived once.
    async fn what_was_written(&mut self, diary: &Diary) {
        let stage = self.stage;
        let kept: Vec<(i64,)> = self.rows("SELECT message FROM ticket_message").await;
        let kept: BTreeSet<i64> = kept.into_iter().map(|(message,)| message).collect();
        let texts: Vec<(String,)> = self.rows("SELECT body FROM ticket_text").await;
        for message in &diary.written {
            let id = i64::try_from(message.id.get()).expect("an id");
            self.is(kept.contains(&id), || {
                let mut threads = [&stage.acme, &stage.support].into_iter().flat_map(Channel::threads);
                let away = threads.any(|thread| thread.id() == message.channel && thread.is_archived());
                let so = if away { ", and its thread is put away" } else { "" };
                format!("{:?} was not kept{so}", message.content)
            });
            let times = texts.iter().filter(|(text,)| *text == message.content).count();
            self.is(times == 1, || format!("{:?} was kept {times} times", message.content));
            let copies = self.messages.iter().filter(|one| one.by_bot && one.contains(&[&message.content]));
            let (copies, expected) = (copies.count(), usize::from(message.content.starts_with("said")));
            self.is(copies == expected, || format!("{:?} was copied {copies} times", message.content));
        }
        for (text, told) in &diary.replies {
            let times = texts.iter().filter(|(its,)| its == text).count();
            let there = times == 1 || (times == 0 && !told);
            self.is(there, || format!("{text:?} (told: {told}) is there {times} times"));
            let shown =
                self.messages.iter().filter(|one| one.by_bot && one.contains(&[text.as_str()])).count();
            // The team reads it in its thread, and the staff in theirs.
            self.is(shown == 2 * times, || {
                format!("{text:?} is there {times} times and was shown {shown} times")
            });
        }
    }

    /// Whoever was not answered, and whose work was done, was told.
    async fn who_was_not_answered(&mut self) {
        self.none(
            "interactions were never answered",
            "SELECT count(*) FROM interaction WHERE answered_at IS NULL",
        )
        .await;
        let told = self.messages.iter().filter(|one| one.contains(&["may not have reached you"])).count();
        let rows = self.number("SELECT count(*) FROM outbox WHERE key LIKE 'answer:%'").await;
        self.is(i64::try_from(told) == Ok(rows), || {
            format!("{rows} answers were lost, and {told} told again")
        });
    }

    /// Nothing is due, and the database is whole.
    async fn the_database(&mut self) {
        self.none(
            "promises are overdue",
            "SELECT count(*) FROM agenda WHERE done_at IS NULL AND due < unixepoch() - 60",
        )
        .await;
        self.none(
            "pages are broken",
            "SELECT count(*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'",
        )
        .await;
        self.none("rows dangle", "SELECT count(*) FROM pragma_foreign_key_check").await;
    }

    /// Hours are held for each session that is to be, and for none other; never more than the level includes.
    async fn the_ledger(&mut self, diary: &Diary) {
        self.none(
            "sessions have other hours than they should",
            "SELECT count(*) FROM session AS s WHERE
                 (SELECT coalesce(-sum(minutes), 0) FROM hours_entry WHERE session = s.id)
                 <> CASE WHEN s.state IN ('requested', 'confirmed') THEN s.minutes ELSE 0 END",
        )
        .await;
        self.none(
            "sessions have other half hours than they should",
            "SELECT count(*) FROM session AS s WHERE (SELECT count(*) FROM expert_half_hour WHERE session = s.id)
                 <> CASE WHEN s.state IN ('requested', 'confirmed') THEN s.minutes / 30 ELSE 0 END",
        )
        .await;
        self.none(
            "months have more hours held than Gold includes, or fewer than none",
            "SELECT count(*) FROM (SELECT month, -sum(minutes) AS held FROM hours_entry GROUP BY customer, month)
             WHERE held < 0 OR held > 240",
        )
        .await;
        let sessions = self.number("SELECT count(*) FROM session").await;
        let told = i64::try_from(diary.booked).expect("a number");
        self.is(told <= sessions, || format!("{told} sessions were told, and {sessions} are there"));
    }

    /// A window that was planned is there once, and the channel that hears of windows heard of it once.
    async fn windows(&mut self, diary: &Diary) {
        let globex = self.stage.sandbox.find_guild("Globex").and_then(|guild| guild.find_channel("help"));
        let heard = globex.expect("Globex's channel").messages();
        let there: Vec<(String,)> = self.rows("SELECT reason_fr FROM window_change").await;
        for (reason, told) in &diary.windows {
            let rows = there.iter().filter(|(its,)| its == reason).count();
            let ends = |one: &&SeenMessage| one.text().split_whitespace().any(|word| word == reason);
            let notices = heard.iter().filter(ends).count();
            let fits = rows <= 1 && notices == rows && (rows == 1 || !told);
            self.is(fits, || {
                format!("{reason} (told: {told}) is there {rows} times and was announced {notices} times")
            });
        }
    }

    async fn figures(&self) -> String {
        let bot = self.messages.iter().filter(|one| one.by_bot).count();
        let mut all = vec![format!("{bot} messages on Discord")];
        for (what, sql) in [
            ("tickets", "SELECT count(*) FROM ticket"),
            ("events", "SELECT count(*) FROM ticket_event"),
            ("messages read", "SELECT count(*) FROM ticket_message"),
            ("sessions", "SELECT count(*) FROM session"),
            ("windows planned", "SELECT count(*) FROM maintenance_window WHERE rule_start IS NULL"),
            ("answers told again", "SELECT count(*) FROM outbox WHERE key LIKE 'answer:%'"),
            (
                "rows looked for after a crash",
                "SELECT count(*) FROM outbox WHERE attempts > 1 AND state = 'sent'",
            ),
        ] {
            all.push(format!("{} {what}", self.number(sql).await));
        }
        all.join(", ")
    }
}
