//! One unit of work: a transaction, and what it promises and says. All of it is committed, or none.

use anyhow::{Context, Result};
use chrono::{DateTime, Utc};

use super::{
    Desk, Refusal, Stop,
    draft::taken_once,
    due::{self, Due},
    effect::Effect,
    request::Request,
    say::{
        key::Key,
        message::{Destination, Lane, Say},
    },
};
use crate::{
    rules::{
        ids::{ChannelId, CustomerId, PersonId, TicketNumber},
        language::Language,
        offer::Offer,
    },
    store::{self, Conn, Tx, audit::NewEntry, commit::Ending, interaction::NewInteraction, outbox::Queued},
};

/// A transaction that writes, with the moment it began. Dropped without [`Work::commit`], it leaves no trace.
#[derive(Debug)]
pub struct Work<'d> {
    pub(super) desk: &'d Desk,
    pub(super) tx: Tx,
    /// The moment of everything that is written, UTC.
    pub now: DateTime<Utc>,
    promised: bool,
    said: bool,
    /// Whether something is said outside chat.
    sounded: bool,
    noted: Option<Noted>,
    effects: Vec<Effect>,
    queued: Vec<Queued>,
}

/// Who does this, for the record: written with everything else.
#[derive(Debug)]
struct Noted {
    interaction: i64,
    pub(super) person: PersonId,
    pub(super) channel: ChannelId,
    what: String,
    pub(super) customer: Option<CustomerId>,
    ticket: Option<TicketNumber>,
}

/// A message to be queued.
#[derive(Debug)]
pub struct Message<'a> {
    /// What makes it unique for ever.
    pub key: &'a Key,
    /// How urgent it is.
    pub lane: Lane,
    /// Whom it reaches.
    pub to: Destination,
    /// In which language.
    pub language: Language,
    /// What it says.
    pub say: Say,
    /// For a correction: of what.
    pub edit_of: Option<&'a Key>,
    /// The message that must have gone before.
    pub after: Option<i64>,
    /// When nobody would care any more.
    pub useless_after: Option<DateTime<Utc>>,
    /// Not before this moment; none: as soon as possible.
    pub not_before: Option<DateTime<Utc>>,
    /// Within what order is kept, where it is not what it says.
    pub line: Option<String>,
}

impl<'a> Message<'a> {
    /// A message of its own, to go as soon as possible.
    pub fn new(key: &'a Key, lane: Lane, to: Destination, language: Language, say: Say) -> Self {
        Self {
            key,
            lane,
            to,
            language,
            say,
            edit_of: None,
            after: None,
            useless_after: None,
            not_before: None,
            line: None,
        }
    }

    /// A correction of `what`: one that waits is enough.
    pub fn correcting(mut self, what: &'a Key) -> Self {
        self.edit_of = Some(what);
        self
    }

    /// To go only once that row is said.
    pub fn after(mut self, row: Option<i64>) -> Self {
        self.after = row;
        self
    }

    /// Not to go before that moment; what comes after it in its line waits too, so that this one has a line
    /// by itself.
    pub fn not_before(mut self, at: DateTime<Utc>) -> Self {
        self.not_before = Some(at);
        self.apart()
    }

    /// In a line by itself.
    pub fn apart(mut self) -> Self {
        self.line = Some(self.key.to_string());
        self
    }

    /// Not worth saying from that moment on.
    pub fn useless_after(mut self, at: DateTime<Utc>) -> Self {
        self.useless_after = Some(at);
        self
    }
}

impl Desk {
    /// Begins a unit of work.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn work(&self) -> Result<Work<'_>> {
        let tx = self.store.begin().await?;
        // The time is read once the lock is held: what waited for it is not dated before what it waited for.
        Ok(Work::begun(self, tx, self.clock.now()))
    }

    /// Begins the unit of work that an interaction asks for, marked as carried out, so that a second dispatch
    /// of it changes nothing; and notes for the record who does it. The draft of the request is used up.
    ///
    /// # Errors
    /// Refused when it was carried out before, or its draft was.
    pub async fn work_of(&self, request: impl Into<Request<'_>>) -> Result<Work<'_>, Stop> {
        let Request { by: actor, draft } = request.into();
        let Some(interaction) = actor.asking.interaction else { return Ok(self.work().await?) };
        let id = i64::try_from(interaction).context("an interaction's id")?;
        let mut tx = self.store.alone().await?;
        let now = self.clock.now();
        let new = NewInteraction {
            id,
            person: actor.person(),
            staff: actor.staff.any(),
            channel: actor.asking.channel,
            language: actor.read_here(),
            what: &actor.asking.what,
        };
        if !store::interaction::begin(&mut tx, &new, now).await? {
            return Err(Refusal::AlreadyDone.into());
        }
        let mut work = Work::begun(self, tx, now);
        if let Some(draft) = draft {
            taken_once::take(&mut work.tx, actor, draft, now).await?;
        }
        work.noted = Some(Noted {
            interaction: id,
            person: actor.person(),
            channel: actor.asking.channel,
            what: actor.asking.what.clone(),
            customer: actor.team.as_ref().map(|team| team.scope.customer()),
            ticket: None,
        });
        Ok(work)
    }
}

impl<'d> Work<'d> {
    fn begun(desk: &'d Desk, tx: Tx, now: DateTime<Utc>) -> Self {
        Self {
            desk,
            tx,
            now,
            promised: false,
            said: false,
            sounded: false,
            noted: None,
            effects: Vec::new(),
            queued: Vec::new(),
        }
    }

    /// The connection, for the store's functions.
    pub fn conn(&mut self) -> &mut Conn {
        &mut self.tx
    }

    /// The interaction that asks for it, if one does.
    pub(super) fn interaction(&self) -> Option<i64> {
        self.noted.as_ref().map(|noted| noted.interaction)
    }

    /// The offer that is sold.
    pub fn offer(&self) -> &'d Offer {
        &self.desk.offer
    }

    /// Promises `due` at a moment; a key that was ever promised is left as it is.
    pub async fn promise(&mut self, key: &due::Key, at: DateTime<Utc>, due: &Due) -> Result<bool> {
        let body = serde_json::to_string(due).context("writing a promise")?;
        self.promised = true;
        store::agenda::promise(&mut self.tx, &key.to_string(), at, &body).await
    }

    /// Promises again what is promised for ever, at its next moment.
    pub async fn renew(&mut self, key: &due::Key, at: DateTime<Utc>) -> Result<()> {
        self.promised = true;
        store::agenda::renew(&mut self.tx, &key.to_string(), at).await
    }

    /// Says something: it is written with all that this work says, where nobody asks for the outbox before.
    /// What was said before under that key is not said again.
    ///
    /// # Errors
    /// When it cannot be written as JSON.
    pub fn say(&mut self, message: &Message<'_>) -> Result<()> {
        self.said = true;
        self.sounded |= message.lane == Lane::Alarm;
        self.queued.push(Queued {
            key: message.key.to_string(),
            lane: message.lane as i64,
            destination: message.to.to_string(),
            line: match &message.line {
                Some(line) => line.clone(),
                None => message.say.line(message.key, message.to, message.edit_of),
            },
            language: message.language,
            body: serde_json::to_string(&message.say).context("writing a message")?,
            edit_of: message.edit_of.map(Key::to_string),
            after: message.after,
            after_key: match message.to {
                // Nothing reaches a thread before the message from which it is started.
                Destination::TeamThread(ticket) => Some(Key::Posted(ticket).to_string()),
                Destination::Channel(_)
                | Destination::StaffThread(_)
                | Destination::Person(_)
                | Destination::Owner
                | Destination::Route(_) => None,
            },
            not_before: message.not_before.map(|at| at.timestamp()),
            useless_after: message.useless_after.map(|at| at.timestamp()),
        });
        Ok(())
    }

    /// As [`Work::say`], for what comes after it. Returns its row, or nothing where it was said before.
    pub async fn post(&mut self, message: &Message<'_>) -> Result<Option<i64>> {
        self.say(message)?;
        self.write_said().await
    }

    /// The outbox as this work leaves it, for what reads it back or changes what waits there: all that was
    /// said so far stands in it, and whoever delivers is woken at the end.
    pub async fn outbox(&mut self) -> Result<&mut Conn> {
        self.said = true;
        self.write_said().await?;
        Ok(&mut self.tx)
    }

    /// Writes what was said so far. Returns the last one's row, or nothing where that was said before.
    async fn write_said(&mut self) -> Result<Option<i64>> {
        let mut last = None;
        for queued in std::mem::take(&mut self.queued) {
            last = store::outbox::put(&mut self.tx, &queued, self.now).await?;
        }
        Ok(last)
    }

    /// Says for the record whom this concerns, and no single ticket.
    pub fn concerns(&mut self, customer: CustomerId) {
        if let Some(noted) = &mut self.noted {
            (noted.customer, noted.ticket) = (Some(customer), None);
        }
    }

    /// Says for the record that this concerns several customers, and none of them by name.
    pub fn concerns_nobody(&mut self) {
        if let Some(noted) = &mut self.noted {
            (noted.customer, noted.ticket) = (None, None);
        }
    }

    /// Says for the record which ticket this concerns.
    pub fn concerns_ticket(&mut self, customer: CustomerId, ticket: TicketNumber) {
        self.concerns(customer);
        if let Some(noted) = &mut self.noted {
            noted.ticket = Some(ticket);
        }
    }

    /// Whether somebody does this, for the record.
    pub(super) fn is_noted(&self) -> bool {
        self.noted.is_some()
    }

    /// Says for the record what this changes.
    pub fn did(&mut self, effect: Effect) {
        if !self.effects.contains(&effect) {
            self.effects.push(effect);
        }
    }

    /// Says for the record what this changes, in the place of all its parts.
    pub fn did_in_all(&mut self, effect: Effect) {
        self.effects = vec![effect];
    }

    /// What was changed so far, as a row of the record has it; what is changed from then on is another row's.
    pub(super) fn effects(&mut self) -> Result<Option<String>> {
        let effects = std::mem::take(&mut self.effects);
        let written = (!effects.is_empty()).then(|| serde_json::to_string(&effects));
        written.transpose().context("writing what was changed")
    }

    /// Makes everything durable, then wakes those who carry it out.
    ///
    /// # Errors
    /// When the database fails: nothing was written.
    pub async fn commit(mut self) -> Result<()> {
        let effect = self.effects()?;
        let Self { desk, tx, now, promised, mut said, sounded, noted, effects: _, queued } = self;
        if noted.is_none() && !said {
            tx.commit().await?;
        } else {
            let entry = noted.as_ref().map(|noted| NewEntry {
                person: noted.person,
                channel: noted.channel,
                what: &noted.what,
                customer: noted.customer,
                ticket: noted.ticket,
                refused: None,
                effect: effect.as_deref(),
            });
            let ending = Ending {
                queued: &queued,
                noted: entry.as_ref(),
                concerned: noted.as_ref().and_then(|noted| Some((noted.interaction, noted.ticket?))),
            };
            said = desk.claims.commit(tx, &ending, said, now).await?;
        }
        if let Some(noted) = &noted {
            desk.answers.carried_out(noted.interaction);
        }
        if promised {
            desk.agenda_bell.notify_one();
        }
        if said {
            desk.outbox_bell.notify_one();
        }
        if sounded {
            desk.alarm_bell.notify_one();
        }
        Ok(())
    }
}

impl Work<'_> {
    /// What staff channels read.
    pub async fn staff_language(&mut self) -> Result<Language> {
        Ok(store::desk::setup(self.conn()).await?.map_or(Language::En, |setup| setup.language))
    }
}
