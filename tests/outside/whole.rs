//! Looks whether what is on record is what people wrote: when it was written, in its order, with its files,
//! as it stands now; whether everything stands where it belongs; and whether the program kept to itself what
//! it must not tell.

use std::collections::{BTreeMap, BTreeSet};

use guichet::{
    rules::{
        event::{OfMessage, Recorded, Sha256Hex, as_written},
        ids::TicketNumber,
    },
    store,
};
use sandbox::SeenMessage;

use crate::{
    lives::{Diary, Written},
    looker::{Look, moment},
    stage::{PATIENCE, ended},
    troubles::Blind,
};

/// A message that is on record.
#[derive(Debug, sqlx::FromRow)]
struct Kept {
    message: i64,
    channel: i64,
    ticket: i64,
    seq: i64,
    at: i64,
    /// The hashes of its files, as JSON.
    files: String,
    /// What it was when it was kept.
    text: Option<String>,
    /// What it was last edited to.
    edited: Option<String>,
    deleted: bool,
    closed: bool,
}

const KEPT: &str = "SELECT m.message, m.channel, m.ticket, m.seq, e.at, coalesce(json_extract(e.event, '$.attachments'), '[]') AS files,
       (SELECT body FROM ticket_text AS t WHERE t.ticket = m.ticket AND t.seq = m.seq) AS text,
       (SELECT t.body FROM ticket_event AS x JOIN ticket_text AS t ON t.ticket = x.ticket AND t.seq = x.seq
        WHERE x.ticket = m.ticket AND x.event ->> 'kind' = 'message_edited' AND x.event ->> 'of' = m.seq ORDER BY x.seq DESC LIMIT 1) AS edited,
       EXISTS (SELECT 1 FROM ticket_event AS x
               WHERE x.ticket = m.ticket AND x.event ->> 'kind' = 'message_deleted' AND x.event ->> 'of' = m.seq) AS deleted,
       k.state = 'closed' AS closed
FROM ticket_message AS m JOIN ticket_event AS e ON e.ticket = m.ticket AND e.seq = m.seq JOIN ticket AS k ON k.number = m.ticket
ORDER BY m.channel, m.message";

/// Where a ticket lives.
#[derive(Debug, sqlx::FromRow)]
struct Home {
    number: i64,
    team_channel: i64,
    team_thread: Option<i64>,
    staff_thread: Option<i64>,
    card_channel: i64,
}

impl Home {
    /// Where its team reads: its thread, or its channel as long as there is none.
    fn of_the_team(&self, place: i64) -> bool {
        place == self.team_channel || Some(place) == self.team_thread
    }

    /// Where staff read.
    fn of_staff(&self, place: i64) -> bool {
        place == self.card_channel || Some(place) == self.staff_thread
    }
}

fn number(id: u64) -> i64 {
    i64::try_from(id).expect("an id")
}

impl Look<'_> {
    async fn homes(&self) -> BTreeMap<i64, Home> {
        let all: Vec<Home> = self
            .rows("SELECT number, team_channel, team_thread, staff_thread, card_channel FROM ticket")
            .await;
        all.into_iter().map(|home| (home.number, home)).collect()
    }

    /// What is on record of each message.
    pub(crate) async fn the_record(&mut self, diary: &Diary) {
        let kept: Vec<Kept> = self.rows(KEPT).await;
        self.order(&kept).await;
        self.reading_order().await;
        let not_kept: Vec<(String,)> =
            self.rows("SELECT key FROM outbox WHERE key LIKE '%:not-kept:%' AND state = 'sent'").await;
        let not_kept: BTreeSet<String> = not_kept.into_iter().map(|(key,)| key).collect();
        let kept: BTreeMap<i64, Kept> = kept.into_iter().map(|one| (one.message, one)).collect();
        let homes = self.homes().await;
        for written in &diary.written {
            let Some(one) = kept.get(&number(written.said.id.get())) else { continue };
            let (id, word) = (written.said.id, &written.said.content);
            let home = &homes[&one.ticket];
            let place = Some(number(written.said.channel.get()));
            self.is_of(place == home.team_thread || place == home.staff_thread, id, || {
                format!("{word:?} is on record of #{}, in whose threads it was not written", one.ticket)
            });
            let (at, was) = (one.at, moment(id).timestamp());
            self.is_of(at == was, id, || {
                format!("{word:?} is on record {} s after it was written", at - was)
            });
            self.as_it_stands(written, one);
            self.its_files(written, one, &not_kept);
        }
    }

    /// What was written in a thread is on record in its order. What the bot was not told of, though it was at
    /// work, is read back later.
    async fn order(&mut self, kept: &[Kept]) {
        let lost: BTreeSet<i64> = self
            .history
            .iter()
            .filter_map(|(_, what)| {
                what.strip_prefix("MESSAGE_CREATE ")?.strip_suffix(": lost")?.parse().ok()
            })
            .collect();
        let blind = self.troubles.blind.lock().expect("nobody is at it any more").clone();
        let homes = self.homes().await;
        let unheard = |one: &Kept| {
            let at = moment(sandbox::ids::MessageId::new(one.message.cast_unsigned()));
            let home = &homes[&one.ticket];
            let rooms = [home.team_channel, home.card_channel];
            let unseen =
                |one: &Blind| rooms.contains(&number(one.room.get())) && (one.from..one.until).contains(&at);
            lost.contains(&one.message) || blind.iter().any(unseen)
        };
        let heard: Vec<&Kept> = kept.iter().filter(|one| !unheard(one)).collect();
        for pair in heard.windows(2) {
            let ([one, next], same) = ([pair[0], pair[1]], pair[0].channel == pair[1].channel);
            let id = sandbox::ids::MessageId::new(next.message.cast_unsigned());
            self.is_of(!same || one.seq < next.seq, id, || {
                format!(
                    "{:?} is on record of #{} before {:?}, and was written after it",
                    next.text, next.ticket, one.text
                )
            });
        }
    }

    /// Whoever reads a ticket finds what was written in its order, also what the bot was not told of.
    async fn reading_order(&mut self) {
        let tickets: Vec<(i64,)> = self.rows("SELECT number FROM ticket").await;
        for (number,) in tickets {
            let mut conn = self.store.read().await.expect("the database");
            let ticket = TicketNumber::new(number);
            let events = store::ticket::events(&mut conn, ticket).await.expect("its events");
            let numbers = store::reading::numbers(&mut conn, ticket).await.expect("their numbers");
            drop(conn);
            let events: Vec<Recorded> = events.into_iter().map(|(one, _)| one).collect();
            let written = |one: &&Recorded| {
                let of = one.event.of_message();
                matches!(of, Some(OfMessage::Team(_) | OfMessage::Staff(_) | OfMessage::Note(_)))
            };
            let read = as_written(&events, |seq| numbers.get(&seq).copied()).into_iter().filter(written);
            let read: Vec<u64> = read.filter_map(|one| numbers.get(&one.seq).copied()).collect();
            self.is(read.is_sorted(), || {
                format!("#{number} is not read in the order in which it was written: {read:?}")
            });
        }
    }

    /// A message is on record as it stands; one that was deleted as deleted. Of a closed ticket that is known
    /// once its thread is put away.
    fn as_it_stands(&mut self, written: &Written, one: &Kept) {
        let id = written.said.id;
        let threads = [
            self.stage.acme.threads(),
            self.stage.support.threads(),
            crate::lives::globex(self.stage).threads(),
        ]
        .concat();
        let away = threads.iter().any(|thread| thread.id() == written.said.channel && thread.is_archived());
        if one.closed && !away {
            return;
        }
        let now = one.edited.as_ref().or(one.text.as_ref());
        match &written.text {
            Some(text) => self.is_of(!one.deleted && now == Some(text), id, || {
                format!("{text:?} is on record of #{} as {now:?} (deleted: {})", one.ticket, one.deleted)
            }),
            None => self.is_of(one.deleted, id, || {
                format!("{now:?} of #{} was deleted, and is not so on record", one.ticket)
            }),
        }
        if let Some(text) = written.text.as_ref().filter(|text| text.starts_with("said")) {
            let copies = self.copies(text);
            self.is_of(copies == 1, id, || format!("{text:?} of #{} was copied {copies} times", one.ticket));
        }
    }

    /// A message's files are kept, and copied with it; or it was told that they are not.
    fn its_files(&mut self, written: &Written, one: &Kept, not_kept: &BTreeSet<String>) {
        let (id, word) = (written.said.id, &written.said.content);
        for file in &written.said.files {
            let kept = one.files.contains(Sha256Hex::of(&file.bytes).as_str());
            let key = format!("ticket:{}:not-kept:{}", one.ticket, one.seq);
            // On which side it was told may stand behind.
            let told = not_kept.iter().any(|its| *its == key || its.starts_with(&format!("{key}:")));
            self.is_of(kept || told, id, || format!("the file of {word:?} is neither kept nor told of"));
            let copies = self.messages.iter().filter(|copy| {
                copy.by_bot && one.text.as_ref().is_some_and(|text| copy.contains(&[text.as_str()]))
            });
            // One that does not go with it is named.
            let goes = |copy: &&SeenMessage| {
                copy.files.iter().any(|its| its.bytes == file.bytes) || copy.contains(&[&file.filename])
            };
            let missing = copies.filter(|copy| !goes(copy)).count();
            self.is_of(!kept || missing == 0, id, || format!("the file of {word:?} was not copied with it"));
        }
    }

    /// What is said of a ticket stands where its team or staff read, and nowhere else; what somebody wrote
    /// stands on the right side of it.
    pub(crate) async fn the_places(&mut self, diary: &Diary) {
        let said: Vec<(String, String, i64, i64)> = self
            .rows(
                "SELECT key, destination, message, json_extract(body, '$.ticket') FROM outbox
                 WHERE state = 'sent' AND message IS NOT NULL AND edit_of IS NULL AND json_extract(body, '$.ticket') IS NOT NULL",
            )
            .await;
        let stands: BTreeMap<i64, i64> =
            self.messages.iter().map(|one| (number(one.id.get()), number(one.channel.get()))).collect();
        let homes = self.homes().await;
        let staffs = [&self.stage.support, &self.stage.experts].map(|place| number(place.id().get()));
        let channels = [self.stage.acme.clone(), self.stage.support.clone(), self.stage.experts.clone()];
        let channels = [&channels[..], &[crate::lives::globex(self.stage)]].concat();
        let rooms: BTreeSet<i64> = channels
            .iter()
            .flat_map(|room| room.threads().into_iter().chain([room.clone()]))
            .map(|place| number(place.id().get()))
            .collect();
        for (key, destination, message, ticket) in said {
            // Whoever was asked in a place that takes nothing reads it in private.
            let private = |place: &i64| key.starts_with("answer:") && !rooms.contains(place);
            if stands.get(&message).is_some_and(private) {
                continue;
            }
            let (Some(place), Some(home)) = (stands.get(&message), homes.get(&ticket)) else { continue };
            let right = match destination.split_once(':') {
                Some(("team", _)) => home.of_the_team(*place),
                Some(("staff", _)) => home.of_staff(*place),
                _ => home.of_the_team(*place) || home.of_staff(*place) || staffs.contains(place),
            };
            self.is(right, || format!("{key} of #{ticket} stands in {place}: {home:?}"));
        }
        let of_thread: BTreeMap<i64, &Home> = homes
            .values()
            .flat_map(|home| {
                [home.team_thread, home.staff_thread].into_iter().flatten().map(move |thread| (thread, home))
            })
            .collect();
        for Written { said, .. } in &diary.written {
            let Some(home) = of_thread.get(&number(said.channel.get())) else {
                self.is_of(false, said.id, || {
                    format!("{:?} was written in a thread that is no ticket's", said.content)
                });
                continue;
            };
            self.stands_on(&said.content, |place| home.of_staff(place));
        }
        for reply in &diary.replies {
            if let Some(home) = homes.get(&reply.ticket) {
                self.stands_on(&reply.text, |place| home.of_the_team(place) || home.of_staff(place));
            }
        }
        if let Some(sam) = self.stage.sandbox.find_person("Sam") {
            let did: Vec<(i64, i64, String)> =
                self.rows("SELECT person, ticket, event FROM ticket_event WHERE person IS NOT NULL").await;
            for (_, ticket, event) in did.iter().filter(|(who, ..)| *who == number(sam.id().get())) {
                self.is(false, || format!("who may only read did this to #{ticket}: {event}"));
            }
        }
    }

    /// The bot's messages with this word stand where they belong.
    fn stands_on(&mut self, word: &str, right: impl Fn(i64) -> bool) {
        let copies = self.messages.iter().filter(|one| one.by_bot && one.contains(&[word]));
        let wrong: Vec<u64> =
            copies.map(|one| one.channel.get()).filter(|place| !right(number(*place))).collect();
        self.is(wrong.is_empty(), || format!("{word:?} stands in {wrong:?}, where it does not belong"));
    }

    /// `guichet check` finds nothing wrong.
    pub(crate) async fn the_check(&mut self) {
        let checked = ended(self.stage.program().arg("check"), PATIENCE).await;
        let wrong: Vec<&str> = checked.stdout.lines().filter(|line| line.starts_with("WRONG")).collect();
        self.is(checked.code == Some(0), || {
            format!("guichet check: {:?} {wrong:#?} {}", checked.code, checked.stderr)
        });
    }

    /// The log told nothing that it must not.
    pub(crate) fn the_log(&mut self, told: &[String]) {
        self.wrong.extend(told.iter().map(|one| format!("the log tells {one}")));
    }
}
