//! What people do, by the names of people and places. Whatever comes back without the words that belong in it
//! ends the start, with what came instead: days gone by that did not happen are not shown.

use std::fmt;

use anyhow::{Context, Result, bail};
use chrono::{DateTime, Utc};
use sandbox::{Answer, Channel, Person, Sandbox, SeenMessage};

use super::time::Walk;
use crate::desk::Desk;

/// Where somebody is.
#[derive(Clone, Copy, Debug)]
pub(super) enum Place {
    /// A channel of a server.
    Channel(&'static str, &'static str),
    /// A ticket's thread in a channel of a server.
    Thread(&'static str, &'static str, &'static str),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Channel(server, channel) => write!(f, "#{channel} of {server}"),
            Self::Thread(server, channel, ticket) => {
                write!(f, "the thread of {ticket} in #{channel} of {server}")
            }
        }
    }
}

/// People's hands, on a clock that stands still but when it is walked.
#[derive(Debug)]
pub(super) struct Hands<'a> {
    sandbox: &'a Sandbox,
    /// The desk, for what is there already.
    pub(super) desk: &'a Desk,
    walk: Walk<'a>,
}

impl<'a> Hands<'a> {
    pub(super) fn new(sandbox: &'a Sandbox, desk: &'a Desk) -> Self {
        Self { sandbox, desk, walk: Walk::new(sandbox, desk) }
    }

    /// Lets the time pass until a moment, and all that falls due until then be done.
    pub(super) async fn wait_until(&self, moment: DateTime<Utc>) -> Result<()> {
        self.walk.to(moment).await
    }

    /// A person by name.
    pub(super) fn person(&self, name: &str) -> Result<Person> {
        self.sandbox.find_person(name).with_context(|| format!("there is no {name}"))
    }

    /// A place.
    pub(super) fn place(&self, place: Place) -> Result<Channel> {
        let (server, channel, ticket) = match place {
            Place::Channel(server, channel) => (server, channel, None),
            Place::Thread(server, channel, ticket) => (server, channel, Some(ticket)),
        };
        let channel = self.sandbox.find_guild(server).and_then(|server| server.find_channel(channel));
        let found = match ticket {
            None => channel,
            Some(ticket) => channel.and_then(|channel| channel.find_thread(ticket)),
        };
        found.with_context(|| format!("there is not {place}"))
    }

    /// Somebody types a command, and is answered with these words.
    pub(super) async fn types(
        &self,
        who: &str,
        place: Place,
        line: &str,
        words: &str,
    ) -> Result<SeenMessage> {
        let answer = self.person(who)?.types(&self.place(place)?, line).await;
        self.answered(answer, words).await.with_context(|| format!("{who} types `{line}` in {place}"))
    }

    /// A line completed with the first suggestion for its last option.
    pub(super) async fn completes(&self, who: &str, place: Place, line: &str) -> Result<String> {
        let choices = self.person(who)?.suggestions(&self.place(place)?, line).await;
        let first =
            choices.into_iter().next().with_context(|| format!("nothing is suggested for `{line}`"))?;
        let value = first.value.as_str().map_or_else(|| first.value.to_string(), str::to_owned);
        let (start, _) = line.rsplit_once(':').with_context(|| format!("`{line}` has no option"))?;
        Ok(format!("{start}:{value}"))
    }

    /// Somebody presses a button of a message, named by its verb, and is answered with these words.
    pub(super) async fn presses(
        &self,
        who: &str,
        on: &SeenMessage,
        verb: &str,
        words: &str,
    ) -> Result<SeenMessage> {
        let answer = self.person(who)?.presses(on, verb).await;
        self.answered(answer, words).await.with_context(|| format!("{who} presses `{verb}`"))
    }

    /// Somebody writes a message.
    pub(super) async fn writes(&self, who: &str, place: Place, text: &str) -> Result<()> {
        let said = self.person(who)?.says(&self.place(place)?, text);
        said.with_context(|| format!("{who} may not write in {place}"))?;
        self.walk.hears().await
    }

    /// The last message of a place that holds these words.
    pub(super) fn message(&self, place: Place, words: &str) -> Result<SeenMessage> {
        let messages = self.place(place)?.messages();
        let found = messages.into_iter().rev().find(|message| message.contains(&[words]));
        found.with_context(|| format!("there is no message with `{words}` in {place}"))
    }

    async fn answered(&self, answer: Answer, words: &str) -> Result<SeenMessage> {
        self.walk.settles().await?;
        match answer.message() {
            Some(message) if message.contains(&[words]) => Ok(message.clone()),
            Some(message) => bail!("`{words}` is not in the answer: {}", message.text()),
            None => bail!("no message came: {:?}", answer.outcome()),
        }
    }
}
