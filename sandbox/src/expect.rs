//! What the bot said, kept until a story has read it.

use std::{
    panic::Location,
    time::{Duration, Instant},
};

use crate::{
    history::{fail, history},
    log::Refused,
    sandbox::Sandbox,
    shared::Shared,
    state::{
        World,
        said::{Kind, Said},
    },
    world::{Channel, SeenMessage},
};

/// How long an expectation waits, in real time.
const PATIENCE: Duration = Duration::from_secs(5);

/// What was said and not read, of one kind, oldest first.
fn unread(shared: &Shared, kind: Kind) -> Vec<SeenMessage> {
    shared.look(|world| {
        let all = world.said.iter().filter(|one| one.kind == kind && !one.read);
        all.filter_map(|one| as_said(world, one)).collect()
    })
}

/// A message with the words it had when it was said. One that was deleted since is not there to be shown.
fn as_said(world: &World, said: &Said) -> Option<SeenMessage> {
    let mut message = world.message(said.channel, said.message).ok()?.clone();
    message.mentions = said.mentions.clone();
    let mut seen = SeenMessage::new(world, &message);
    seen.words.clone_from(&said.text);
    Some(seen)
}

/// What an expectation found.
enum Found {
    Right(Box<SeenMessage>),
    /// Another one came first.
    Wrong(String),
}

impl Channel {
    /// Waits for the next message of the bot here that was not read yet, holds that all these words are in
    /// it, and marks it as read. Waits five seconds of real time; never moves the clock.
    ///
    /// # Panics
    ///
    /// When none comes, or another comes first: with the whole story so far.
    #[track_caller]
    pub fn expect(&self, words: &[&str]) -> impl Future<Output = SeenMessage> {
        self.expecting(Kind::Message, words, PATIENCE, Location::caller())
    }

    /// The same for an edit of a message of the bot.
    ///
    /// # Panics
    ///
    /// When none comes, or another comes first.
    #[track_caller]
    pub fn expect_update(&self, words: &[&str]) -> impl Future<Output = SeenMessage> {
        self.expecting(Kind::Update, words, PATIENCE, Location::caller())
    }

    /// The same as [`Self::expect`] with another patience, in real time.
    ///
    /// # Panics
    ///
    /// When none comes, or another comes first.
    #[track_caller]
    pub fn expect_within(&self, words: &[&str], patience: Duration) -> impl Future<Output = SeenMessage> {
        self.expecting(Kind::Message, words, patience, Location::caller())
    }

    /// Marks every unread message of the bot here as read, and returns them: for the part of a story that is
    /// not its subject.
    #[expect(
        clippy::must_use_candidate,
        reason = "called for its effect; the result is there for those who want it"
    )]
    pub fn skip(&self) -> Vec<SeenMessage> {
        let id = self.id();
        self.shared.change(|world| {
            let mut skipped = Vec::new();
            for at in 0..world.said.len() {
                if world.said[at].channel == id && !world.said[at].read {
                    world.said[at].read = true;
                    skipped.extend(as_said(world, &world.said[at]));
                }
            }
            skipped
        })
    }

    async fn expecting(
        &self,
        kind: Kind,
        words: &[&str],
        patience: Duration,
        caller: &'static Location<'static>,
    ) -> SeenMessage {
        let id = self.id();
        let next = |world: &World| {
            let said = world.said.iter().find(|one| one.channel == id && one.kind == kind && !one.read)?;
            let right = words.iter().all(|word| said.text.contains(word));
            Some(if right {
                Found::Right(Box::new(as_said(world, said)?))
            } else {
                Found::Wrong(said.text.clone())
            })
        };
        let found = self.shared.wait(Instant::now() + patience, next).await;
        let what = if kind == Kind::Message { "message" } else { "edit" };
        match found {
            Some(Found::Right(seen)) => {
                self.shared.change(|world| {
                    let said = world.said.iter_mut();
                    let mut same = said.filter(|one| one.message == seen.id && one.kind == kind && !one.read);
                    if let Some(said) = same.next() {
                        said.read = true;
                    }
                });
                *seen
            }
            Some(Found::Wrong(text)) => fail(
                &self.shared,
                caller,
                &format!("expected a {what} in #{} with {words:?}, but first came:\n{text}", self.name()),
            ),
            None => fail(
                &self.shared,
                caller,
                &format!("expected a {what} in #{} with {words:?}, but none came", self.name()),
            ),
        }
    }
}

impl Sandbox {
    /// What the bot said and no expectation has read, oldest first; answers that a person's hand got back
    /// count as read.
    #[must_use]
    pub fn unread(&self) -> Vec<SeenMessage> {
        unread(self.shared(), Kind::Message)
    }

    /// The edits that no expectation has read, oldest first.
    #[must_use]
    pub fn unread_updates(&self) -> Vec<SeenMessage> {
        unread(self.shared(), Kind::Update)
    }

    /// The whole story so far: who said what where, by the sandbox's clock.
    #[must_use]
    pub fn history(&self) -> String {
        self.shared().look(history)
    }

    /// Takes a refusal with this code off the list: it was meant to happen.
    ///
    /// # Panics
    ///
    /// When there is none.
    #[track_caller]
    #[expect(
        clippy::must_use_candidate,
        reason = "called for its effect; the result is there for those who want it"
    )]
    pub fn expect_refusal(&self, code: u32) -> Refused {
        match self.shared().log.take_refused(code) {
            Some(refused) => refused,
            None => fail(
                self.shared(),
                Location::caller(),
                &format!("expected a refusal {code}, but these there were: {:#?}", self.refused()),
            ),
        }
    }

    /// Takes an interaction that was left without an answer off the list.
    ///
    /// # Panics
    ///
    /// When there is none.
    #[track_caller]
    #[expect(
        clippy::must_use_candidate,
        reason = "called for its effect; the result is there for those who want it"
    )]
    pub fn expect_failure(&self) -> String {
        match self.shared().log.take_failure() {
            Some(failure) => failure,
            None => {
                fail(self.shared(), Location::caller(), "expected an act without an answer, but all had one")
            }
        }
    }

    /// Holds that nothing is left: no message unread, inside or outside Discord, no request refused, no act
    /// without an answer. Edits are not held: see [`Self::unread_updates`].
    ///
    /// # Panics
    ///
    /// When something is.
    #[track_caller]
    pub fn assert_quiet(&self) {
        let outside = self.shared().outside.left();
        let inside = self.unread();
        let unread: Vec<String> = inside.iter().map(|one| one.text().to_owned()).chain(outside).collect();
        let (refused, failures) = (self.refused(), self.failures());
        if unread.is_empty() && refused.is_empty() && failures.is_empty() {
            return;
        }
        let words = format!(
            "not quiet.\nUnread: {unread:#?}\nRefused: {refused:#?}\nWithout an answer: {failures:#?}"
        );
        fail(self.shared(), Location::caller(), &words);
    }
}
