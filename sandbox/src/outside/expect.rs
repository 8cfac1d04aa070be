//! What was said outside, read by a story in its order.

use std::{
    panic::Location,
    time::{Duration, Instant},
};

use super::{call::HookCall, caught::What, event::Event, handle::Outside, mail::Mail, push::Push};
use crate::history::fail;

/// How long an expectation waits, in real time.
const PATIENCE: Duration = Duration::from_secs(5);

/// What an expectation found.
enum Found<T> {
    Right(T),
    /// Another one came first.
    Wrong(String),
}

impl Outside {
    /// Waits for the next mail that was not read yet, holds that all these words are in it (recipients,
    /// subject, text), and marks it as read. Waits five seconds of real time; never moves the clock.
    ///
    /// # Panics
    ///
    /// When none comes, or another comes first: with the whole story so far.
    #[track_caller]
    pub fn expect_mail(&self, words: &[&str]) -> impl Future<Output = Mail> {
        let pick =
            |what: &What| if let What::Mail(one) = what { Some((one.clone(), one.text())) } else { None };
        self.expecting("a mail".to_owned(), pick, words, Location::caller())
    }

    /// The same for a push to a topic.
    ///
    /// # Panics
    ///
    /// When none comes, or another comes first.
    #[track_caller]
    pub fn expect_push(&self, topic: &str, words: &[&str]) -> impl Future<Output = Push> {
        let pick = move |what: &What| match what {
            What::Push(one) if one.topic == topic => Some((one.clone(), one.text())),
            _ => None,
        };
        self.expecting(format!("a push to {topic}"), pick, words, Location::caller())
    }

    /// The same for an event for PagerDuty; its action and its key are among its words.
    ///
    /// # Panics
    ///
    /// When none comes, or another comes first.
    #[track_caller]
    pub fn expect_event(&self, words: &[&str]) -> impl Future<Output = Event> {
        let pick =
            |what: &What| if let What::Event(one) = what { Some((one.clone(), one.text())) } else { None };
        self.expecting("an event for PagerDuty".to_owned(), pick, words, Location::caller())
    }

    /// The same for what comes to a webhook; its words are those of its JSON.
    ///
    /// # Panics
    ///
    /// When none comes, or another comes first.
    #[track_caller]
    pub fn expect_hook(&self, name: &str, words: &[&str]) -> impl Future<Output = HookCall> {
        let pick = move |what: &What| match what {
            What::Hook(one) if one.hook == name => Some((one.clone(), one.text())),
            _ => None,
        };
        self.expecting(format!("a call of the webhook {name}"), pick, words, Location::caller())
    }

    /// What no expectation has read, in words, oldest first.
    #[must_use]
    pub fn unread(&self) -> Vec<String> {
        self.shared.outside.left()
    }

    /// Marks all of it as read, and returns it in words: for the part of a story that is not its subject.
    #[expect(
        clippy::must_use_candidate,
        reason = "called for its effect; the result is there for those who want it"
    )]
    pub fn skip(&self) -> Vec<String> {
        let unread = self.unread();
        self.shared.outside.with(|inner| inner.kept.iter_mut().for_each(|one| one.read = true));
        unread
    }

    async fn expecting<T>(
        &self,
        what: String,
        pick: impl Fn(&What) -> Option<(T, String)>,
        words: &[&str],
        caller: &'static Location<'static>,
    ) -> T {
        let next = || {
            self.shared.outside.with(|inner| {
                let mut unread = inner.kept.iter_mut().filter(|one| !one.read);
                let (kept, (picked, text)) = unread.find_map(|one| pick(&one.what).map(|it| (one, it)))?;
                if !words.iter().all(|word| text.contains(word)) {
                    return Some(Found::Wrong(text));
                }
                kept.read = true;
                Some(Found::Right(picked))
            })
        };
        match self.shared.wait(Instant::now() + PATIENCE, |_| next()).await {
            Some(Found::Right(one)) => one,
            Some(Found::Wrong(text)) => fail(
                &self.shared,
                caller,
                &format!("expected {what} with {words:?}, but first came:\n{text}"),
            ),
            None => fail(&self.shared, caller, &format!("expected {what} with {words:?}, but none came")),
        }
    }
}
