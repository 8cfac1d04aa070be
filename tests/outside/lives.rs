//! Who is there on a busy day, and what each of them does all day long, with a diary of it.

use std::sync::{
    Arc, Mutex, PoisonError,
    atomic::{AtomicBool, Ordering},
};

use chrono::TimeDelta;
use sandbox::{Answer, Channel, Permissions, Person, SeenMessage, Whom, ids::ChannelId};
use tokio::sync::Notify;

use crate::{
    dice::Dice,
    stage::{Stage, says},
};

/// How many bytes a file that somebody attaches has at most.
const FILE_MOST: usize = 6 * 1024;

/// What people did, and what they were told of it.
#[derive(Debug, Default)]
pub(crate) struct Diary {
    /// Tickets that somebody opened.
    pub(crate) tickets: Vec<Opened>,
    /// What was written in the threads of tickets.
    pub(crate) written: Vec<Written>,
    /// What staff sent to a team by command.
    pub(crate) replies: Vec<Reply>,
    /// Windows that were planned: the reason, and whether that was told.
    pub(crate) windows: Vec<(String, bool)>,
    /// Sessions that were booked, as far as that was told.
    pub(crate) booked: usize,
    /// How often somebody did something.
    pub(crate) acts: usize,
    /// How often they were not answered.
    pub(crate) unanswered: usize,
}

/// A ticket that somebody opened.
#[derive(Debug)]
pub(crate) struct Opened {
    pub(crate) subject: String,
    /// Its number, where it was told.
    pub(crate) number: Option<i64>,
    /// Where it was typed.
    pub(crate) room: ChannelId,
}

/// Something that was written in a ticket's thread.
#[derive(Debug)]
pub(crate) struct Written {
    /// As it was written.
    pub(crate) said: SeenMessage,
    /// What it says now; none once it was deleted.
    pub(crate) text: Option<String>,
}

/// What staff sent to a team by command.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) ticket: i64,
    pub(crate) text: String,
    /// Whether they were told that it went.
    pub(crate) told: bool,
}

/// Who somebody is on that day.
#[derive(Clone, Debug)]
pub(crate) enum Part {
    /// Of the team whose channel that is.
    Member(Channel),
    Agent,
    Expert,
    /// Somebody who may read a team's channel, and not write there.
    Reader(Channel),
}

/// Somebody and their day.
pub(crate) struct Life {
    pub(crate) stage: Arc<Stage>,
    pub(crate) diary: Arc<Mutex<Diary>>,
    /// Rung when somebody begins to do something.
    pub(crate) begun: Arc<Notify>,
    pub(crate) who: Person,
    pub(crate) part: Part,
    pub(crate) dice: Dice,
    pub(crate) done: usize,
    /// Their own messages: the place in the diary, and the thread.
    pub(crate) own: Vec<(usize, Channel)>,
}

impl Life {
    fn note<T>(&self, what: impl FnOnce(&mut Diary) -> T) -> T {
        what(&mut self.diary.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Something that nobody else has written.
    fn word(&mut self, what: &str) -> String {
        self.done += 1;
        // Letters and digits alone, none the beginning of another: it is looked for as it is.
        format!("{what}{}n{}z", self.who.name(), self.done)
    }

    pub(crate) async fn lives(mut self, over: Arc<AtomicBool>) {
        while !over.load(Ordering::Relaxed) {
            tokio::time::sleep(self.dice.millis(700)).await;
            if self.stage.sandbox.connections() == 0 {
                continue;
            }
            match self.part.clone() {
                Part::Member(room) => self.acts_as_member(&room).await,
                Part::Agent => self.acts_as_agent().await,
                Part::Expert => self.answers_a_request().await,
                Part::Reader(room) => self.presses_what_is_there(&room).await,
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

    async fn acts_as_member(&mut self, room: &Channel) {
        match self.dice.throws(15) {
            0..4 => {
                let subject = self.word("ticket");
                let line = format!(r#"/ticket open subject:"{subject}" description:"Since nine.""#);
                let answer = self.types(room, &line).await;
                self.opened(subject, number(&answer), room);
            }
            4 => {
                let subject = self.word("down");
                let line =
                    format!(r#"/ticket open subject:"{subject}" description:"Since nine." priority:P1"#);
                let asked = self.types(room, &line).await;
                if asked.message().is_some() {
                    self.begun.notify_waiters();
                    let pressed = self.seen(self.who.presses(&asked, "confirm").await);
                    self.opened(subject, number(&pressed), room);
                }
            }
            5..9 | 12 => self.writes("said", &room.threads()),
            9 => {
                if let Some(ticket) = self.ticket(Some(room.id())) {
                    self.types(room, &format!("/ticket close ticket:#{ticket}")).await;
                }
            }
            10 => self.writes_with_a_file("said", &room.threads()),
            11 => self.changes_their_mind("said"),
            _ => {
                let line = "/expertise book topic:training minutes:30 slot:";
                let free = self.who.suggestions(room, line).await;
                if let Some(slot) = self.dice.picks(&free) {
                    let slot = slot.value.as_str().unwrap_or_default().to_owned();
                    let answer = self.types(room, &format!("{line}\"{slot}\"")).await;
                    let booked =
                        answer.message().is_some_and(|told| told.contains(&["Request sent to", "Nora"]));
                    self.note(|diary| diary.booked += usize::from(booked));
                }
            }
        }
    }

    fn opened(&self, subject: String, number: Option<i64>, room: &Channel) {
        let room = room.id();
        self.note(|diary| diary.tickets.push(Opened { subject, number, room }));
    }

    async fn acts_as_agent(&mut self) {
        let stage = Arc::clone(&self.stage);
        let Some(ticket) = self.ticket(None) else { return };
        match self.dice.throws(14) {
            0..3 => drop(self.types(&stage.support, &format!("/agent ack ticket:#{ticket}")).await),
            3..7 => {
                let text = self.word("reply");
                let line = format!(r#"/agent reply ticket:#{ticket} text:"{text}""#);
                let told = self.types(&stage.support, &line).await;
                let told = told.message().is_some_and(|told| told.contains(&["sent to the customer ("]));
                self.note(|diary| diary.replies.push(Reply { ticket, text, told }));
            }
            7 => {
                drop(self.types(&stage.support, &format!("/agent restore ticket:#{ticket} note:Done")).await);
            }
            8 => drop(self.types(&stage.support, &format!("/agent wait ticket:#{ticket} reason:Logs")).await),
            9 => self.plans_a_window().await,
            10 => self.writes_with_a_file("noted", &stage.support.threads()),
            11 => self.changes_their_mind("noted"),
            _ => self.writes("noted", &stage.support.threads()),
        }
    }

    async fn plans_a_window(&mut self) {
        let reason = self.word("window");
        let day = chrono::Utc::now() + TimeDelta::days(20 + i64::try_from(self.done).expect("a day"));
        let hour = if self.who.name() == "Bob" { 10 } else { 14 };
        let (day, until) = (day.format("%Y-%m-%d"), hour + 1);
        let line = format!(
            r#"/window add platform:ngp start:"{day} {hour}:00" end:"{day} {until}:00" reason:"{reason}""#
        );
        let told = self.types(&self.stage.support, &line).await;
        let told = told.message().is_some_and(|told| told.contains(&["Window added"]));
        self.note(|diary| diary.windows.push((reason, told)));
    }

    fn writes(&mut self, what: &str, threads: &[Channel]) {
        let Some(thread) = self.dice.picks(threads) else { return };
        let word = self.word(what);
        let said = self.who.says(&thread, &word);
        self.keeps(said, thread);
    }

    fn writes_with_a_file(&mut self, what: &str, threads: &[Channel]) {
        let Some(thread) = self.dice.picks(threads) else { return };
        let (word, name) = (self.word(what), self.word("file"));
        let byte = u8::try_from(self.dice.throws(256)).expect("a byte");
        let bytes = vec![byte; 1 + self.dice.throws(FILE_MOST)];
        let said = self.who.says_with_files(&thread, &word, &[(&format!("{name}.txt"), &bytes)]);
        self.keeps(said, thread);
    }

    fn keeps(&mut self, said: Option<SeenMessage>, thread: Channel) {
        let Some(said) = said else { return };
        let text = Some(said.content.clone());
        let place = self.note(|diary| {
            diary.written.push(Written { said, text });
            diary.written.len() - 1
        });
        self.own.push((place, thread));
    }

    /// Edits or deletes one of their last messages. In a thread that was put away Discord lets nobody do
    /// that.
    fn changes_their_mind(&mut self, what: &str) {
        let last = self.own.len().saturating_sub(6);
        let Some((place, thread)) = self.dice.picks(&self.own[last..]) else { return };
        let said = self.note(|diary| {
            let written = &diary.written[place];
            written.text.is_some().then(|| written.said.clone())
        });
        let Some(said) = said.filter(|_| !thread.is_archived()) else { return };
        if self.dice.throws(3) == 0 {
            if self.who.deletes(&said) {
                self.note(|diary| diary.written[place].text = None);
            }
        } else {
            let word = self.word(what);
            if self.who.edits(&said, &word) {
                self.note(|diary| diary.written[place].text = Some(word));
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

    /// Presses any button, and whatever comes of it: all of it is to be refused.
    async fn presses_what_is_there(&mut self, room: &Channel) {
        let places = [room.threads(), vec![room.clone()]].concat();
        let Some(place) = self.dice.picks(&places) else { return };
        let messages: Vec<_> =
            place.messages().into_iter().filter(|one| one.by_bot && !one.buttons.is_empty()).collect();
        let Some(message) = self.dice.picks(&messages) else { return };
        let Some(button) = self.dice.picks(&message.buttons) else { return };
        let Some(id) = button.custom_id.filter(|_| !button.disabled) else { return };
        let answer = self.seen(self.who.presses(&message, &id).await);
        if answer.is_form() {
            let fields: Vec<String> =
                answer.form().fields.iter().map(|field| field.custom_id.clone()).collect();
            let texts: Vec<(&str, &str)> = fields.iter().map(|field| (field.as_str(), "Now.")).collect();
            self.seen(self.who.fills(&answer, &texts).await);
        } else if let Some(asked) = answer.message() {
            self.seen(self.who.presses(asked, "confirm").await);
        }
    }

    /// One of the tickets of which somebody knows the number, of that room or of any.
    fn ticket(&mut self, room: Option<ChannelId>) -> Option<i64> {
        let known: Vec<i64> = self.note(|diary| {
            let theirs = diary.tickets.iter().filter(|one| room.is_none_or(|room| one.room == room));
            theirs.filter_map(|one| one.number).collect()
        });
        self.dice.picks(&known)
    }
}

/// The ticket's number in what somebody was told.
fn number(answer: &Answer) -> Option<i64> {
    let told = answer.message()?.text();
    let (_, after) = told.split_once('#')?;
    after.chars().take_while(char::is_ascii_digit).collect::<String>().parse().ok()
}

/// The other customer's channel, which hears of windows too.
pub(crate) fn globex(stage: &Stage) -> Channel {
    let guild = stage.sandbox.find_guild("Globex").expect("Globex's server");
    guild.find_channel("help").expect("Globex's channel")
}

/// Those who are there on that day beside Alice and Bob, and an expert's hours; with somebody who may only
/// read, if that is wanted.
pub(crate) async fn everybody(stage: &Stage, with_reader: bool) -> Vec<(Person, Part)> {
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
    let room = stage.sandbox.guild("Globex").locale("en-GB").owner(&grace).create().channel("help").create();
    says(
        &stage.bob.types(&stage.support, "/customer add name:Globex level:Bronze language:en").await,
        &["Globex"],
    );
    let answer = stage.bob.types(&stage.support, "/customer link customer:Globex").await;
    let code = answer.text().split('`').nth(1).expect("a code between back-quotes").to_owned();
    says(&grace.types(&room, &format!("/link code:{code}")).await, &["Globex"]);
    let (alice, bob) = (stage.alice.clone(), stage.bob.clone());
    let mut all = vec![
        (alice, Part::Member(stage.acme.clone())),
        (amine, Part::Member(stage.acme.clone())),
        (grace, Part::Member(room)),
        (bob, Part::Agent),
        (carol, Part::Agent),
        (nora, Part::Expert),
    ];
    if with_reader {
        let sam = someone("Sam");
        sam.joins(&acme, &[]);
        let writes = Permissions::SEND_MESSAGES | Permissions::SEND_MESSAGES_IN_THREADS;
        stage.acme.deny(Whom::Person(&sam), writes);
        all.push((sam, Part::Reader(stage.acme.clone())));
    }
    all
}
