//! Looks whether a day left everything as it should be: on Discord, in the database, and between the two.

use std::collections::{BTreeMap, BTreeSet};

use guichet::{
    rules::{event::verify, ids::TicketNumber},
    store,
};
use sandbox::SeenMessage;

use crate::{
    lives::{Diary, Opened, Reply, globex},
    looker::Look,
    stage::Stage,
    troubles::Troubles,
};

/// What was found.
pub(crate) struct Found {
    /// How much there was of everything, in words.
    pub(crate) figures: String,
    /// What is lost, doubled or stuck.
    pub(crate) wrong: Vec<String>,
}

/// What still waits, in words: to be said, to be kept, to be done.
pub(crate) async fn waiting(stage: &Stage) -> Vec<String> {
    let mut all = Vec::new();
    let mut add = |many: i64, what: &str| {
        if many > 0 {
            all.push(format!("{many} {what}"));
        }
    };
    add(
        // A closed ticket's thread is put away again ten minutes after the last word in it.
        stage.counts("SELECT count(*) FROM outbox WHERE state IN ('waiting', 'sending') AND key NOT LIKE '%:away-again:%'").await,
        "messages are stuck",
    );
    if stage.counts("SELECT count(*) FROM sqlite_master WHERE name = 'inbox'").await > 0 {
        add(stage.counts("SELECT count(*) FROM inbox").await, "messages that were told are not kept yet");
    }
    let overdue = "SELECT count(*) FROM agenda WHERE done_at IS NULL AND due < unixepoch() - 60";
    add(stage.counts(overdue).await, "promises are overdue");
    all
}

/// Looks at everything. The program has ended.
pub(crate) async fn look(stage: &Stage, diary: &Diary, troubles: &Troubles, told: &[String]) -> Found {
    let mut look = Look::new(stage, troubles).await;
    look.wrong.extend(waiting(stage).await);
    look.everything_said_stands_once().await;
    look.tickets(diary).await;
    look.what_was_written(diary).await;
    look.who_was_not_answered().await;
    look.the_alarms().await;
    look.the_database().await;
    look.the_ledger(diary).await;
    look.windows(diary).await;
    look.the_record(diary).await;
    look.the_places(diary).await;
    look.the_check().await;
    look.the_log(told);
    if !look.wrong.is_empty() {
        let file = look.writes_the_history();
        look.wrong.push(file);
    }
    Found { figures: look.figures().await, wrong: look.wrong }
}

impl Look<'_> {
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
            let reference = footer.and_then(|footer| footer.text.rsplit(' ').next()).unwrap_or_default();
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
        let refused: Vec<(String, Option<String>)> =
            self.rows("SELECT key, error FROM outbox WHERE state = 'failed'").await;
        self.wrong.extend(refused.iter().map(|(key, error)| format!("{key} was refused: {error:?}")));
    }

    /// Each ticket is there once, with its number, one first message, one thread and one card; a P1's pages
    /// are all there.
    async fn tickets(&mut self, diary: &Diary) {
        let rows: Vec<(i64, String, String, i64)> =
            self.rows("SELECT number, subject, priority, team_channel FROM ticket").await;
        for Opened { subject, number: told, .. } in &diary.tickets {
            let numbers: Vec<i64> =
                rows.iter().filter(|(_, its, ..)| its == subject).map(|(number, ..)| *number).collect();
            let fits = match told {
                Some(number) => numbers == [*number],
                None => numbers.len() <= 1,
            };
            self.is(fits, || format!("{subject} was told as {told:?} and is there as {numbers:?}"));
        }
        let rooms = [self.stage.acme.clone(), globex(self.stage)];
        // What is said of several tickets at once, or of none, is none of their posts.
        let others: Vec<(i64,)> = self
            .rows(
                "SELECT message FROM outbox WHERE message IS NOT NULL AND edit_of IS NULL
                   AND json_extract(body, '$.say') NOT IN ('card', 'page', 'reminder', 'warning', 'paging_mended')",
            )
            .await;
        let others: BTreeSet<i64> = others.into_iter().map(|(message,)| message).collect();
        let mut posts = [self.stage.support.messages(), self.stage.experts.messages()].concat();
        posts.retain(|one| !others.contains(&i64::try_from(one.id.get()).expect("an id")));
        self.pages().await;
        let said: Vec<(i64, String)> = self
            .rows(
                "SELECT json_extract(body, '$.ticket'), json_extract(body, '$.say') FROM outbox
                 WHERE state = 'sent' AND message IS NOT NULL AND edit_of IS NULL
                   AND json_extract(body, '$.say') IN ('card', 'page', 'reminder', 'warning', 'paging_mended')",
            )
            .await;
        for (number, subject, priority, room) in rows {
            for one in &rooms {
                let own = i64::try_from(one.id().get()) == Ok(room);
                let threads = one.threads();
                let threads =
                    threads.iter().filter(|thread| thread.name().contains(&format!("#{number} "))).count();
                self.is(threads == usize::from(own), || {
                    format!("#{number} has {threads} threads in #{} (its channel: {own})", one.id())
                });
                let first = one.messages();
                let posted = first.iter().filter(|one| one.contains(&[&subject]) && one.thread.is_some());
                let posted = posted.count();
                self.is(posted == usize::from(own), || {
                    format!("#{number} has {posted} first messages in #{} (its channel: {own})", one.id())
                });
            }
            let its =
                |what: &str| said.iter().filter(|(ticket, say)| *ticket == number && say == what).count();
            let (cards, pages) = (its("card"), its("page"));
            self.is(cards == 1, || format!("#{number} has {cards} cards"));
            self.is(priority == "p1" || pages == 0, || {
                format!("#{number} is {priority} and was paged {pages} times")
            });
            let all = said.iter().filter(|(ticket, _)| *ticket == number).count();
            // A page that is over is one line, with the number alone.
            let over = format!("**#{number}** ·");
            let there =
                posts.iter().filter(|one| one.contains(&[&subject]) || one.contains(&[&over])).count();
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

    /// Each call to a P1 is there, by whichever routes it went: a page of its own, or one of that minute or
    /// the next for several of its team.
    async fn pages(&mut self) {
        let called: Vec<(i64, i64, i64, i64)> = self
            .rows(
                "SELECT e.ticket, count(*) AS due,
                        sum(EXISTS (SELECT 1 FROM outbox AS o WHERE o.state IN ('sent', 'useless')
                                    AND (o.key LIKE 'customer:' || k.customer || ':pages:' || (e.at / 60) || '%'
                                         OR o.key LIKE 'customer:' || k.customer || ':pages:' || (e.at / 60 + 1) || '%'))) AS together,
                        (SELECT count(DISTINCT json_extract(body, '$.ladder') || ':' || json_extract(body, '$.rung')) FROM outbox
                         WHERE json_extract(body, '$.say') = 'page' AND json_extract(body, '$.ticket') = e.ticket
                         AND state IN ('sent', 'useless')) AS apart
                 FROM ticket_event AS e JOIN ticket AS k ON k.number = e.ticket
                 WHERE json_extract(e.event, '$.kind') = 'paged' GROUP BY e.ticket",
            )
            .await;
        for (ticket, due, together, apart) in called {
            self.is(apart <= due && due <= apart + together, || {
                format!("{due} pages of #{ticket} were due, {apart} said or overtaken, {together} told with others")
            });
        }
    }

    /// What somebody wrote in a thread is kept once and copied once, and what staff sent to a team arrived
    /// once. What was edited or deleted before it was read was never there.
    async fn what_was_written(&mut self, diary: &Diary) {
        let kept: Vec<(i64,)> = self.rows("SELECT message FROM ticket_message").await;
        let kept: BTreeSet<i64> = kept.into_iter().map(|(message,)| message).collect();
        let texts: Vec<(String,)> = self.rows("SELECT body FROM ticket_text").await;
        let times = |text: &str| texts.iter().filter(|(its,)| its == text).count();
        for written in &diary.written {
            let (said, word) = (&written.said, written.said.content.as_str());
            let id = i64::try_from(said.id.get()).expect("an id");
            let changed = written.text.as_deref() != Some(word);
            self.is_of(changed || kept.contains(&id), said.id, || format!("{word:?} was not kept"));
            let (texts, copies) = (times(word), self.copies(word));
            let team = usize::from(word.starts_with("said"));
            self.is_of(texts == 1 || (changed && texts == 0), said.id, || {
                format!("{word:?} was kept {texts} times")
            });
            self.is_of(copies == texts * team, said.id, || {
                format!("{word:?} is kept {texts} times and was copied {copies} times")
            });
        }
        for Reply { ticket, text, told } in &diary.replies {
            let times = times(text);
            let there = times == 1 || (times == 0 && !told);
            self.is(there, || format!("{text:?} of #{ticket} (told: {told}) is there {times} times"));
            let shown = self.copies(text);
            // The team reads it in its thread, and the staff in theirs.
            self.is(shown == 2 * times, || {
                format!("{text:?} of #{ticket} is there {times} times and was shown {shown} times")
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

    /// The database is whole.
    async fn the_database(&mut self) {
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
        let heard = globex(self.stage).messages();
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
            ("files", "SELECT count(*) FROM attachment"),
            ("sessions", "SELECT count(*) FROM session"),
            ("windows planned", "SELECT count(*) FROM maintenance_window WHERE rule_start IS NULL"),
            ("alarms", "SELECT count(*) FROM outbox WHERE lane = -2 AND state = 'sent'"),
            (
                "alarms sent more than once, or after a crash",
                "SELECT count(*) FROM outbox WHERE lane = -2 AND attempts > 1",
            ),
            ("answers told again", "SELECT count(*) FROM outbox WHERE key LIKE 'answer:%'"),
            (
                "rows looked for after a crash",
                "SELECT count(*) FROM outbox WHERE lane > -2 AND attempts > 1 AND state = 'sent'",
            ),
        ] {
            all.push(format!("{} {what}", self.number(sql).await));
        }
        all.join(", ")
    }
}
