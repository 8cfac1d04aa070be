//! A session as it is worked on, and how a step is added to it: the event and the row in one transaction, and
//! who hears of it.

use anyhow::{Context, Result};
use chrono::{DateTime, Utc};

use super::{Draft, News, Wanted};
use crate::{
    desk::{
        Stop,
        actor::Actor,
        due::{self, Due},
        effect::Effect,
        refusal::{expertise::ExpertiseRefusal, reason::Done},
        say::{
            key::Key,
            message::{Destination, Lane, Say},
            order::session_line,
        },
        work::{Message, Work},
    },
    rules::{
        event::By,
        ids::{ChannelId, EventSeq, PersonId, SessionId},
        language::Language,
        session::{Party, SessionAct, State, Step},
    },
    store::{
        self, Conn,
        customer::Reach,
        session::{SessionEvent, SessionRow},
    },
};

/// How many sessions that start from a moment on are looked at for the one that starts then: more than there
/// are experts.
const STARTING_TOGETHER: i64 = 200;

/// A session as it is worked on.
#[derive(Clone, Debug)]
pub struct SessionFile {
    /// The row.
    pub row: SessionRow,
    /// The customer's name.
    pub customer: String,
    /// What the customer's team reads.
    pub language: Language,
    /// The expert's name.
    pub expert: String,
    /// What happened to it, in order.
    pub events: Vec<SessionEvent>,
}

/// What happens to a session.
#[derive(Clone, Copy, Debug)]
pub(super) struct Happens<'a> {
    /// Who does it.
    pub(super) by: By,
    /// What it is.
    pub(super) step: Step,
    /// Minutes that it uses for good.
    pub(super) charged: i64,
    /// A reason, or notes.
    pub(super) text: &'a str,
}

/// Opens a session's file within reach. Left out: another team's, as if it were not there.
pub(super) async fn read(conn: &mut Conn, reach: Reach, id: SessionId) -> Result<Option<SessionFile>> {
    let Some(row) = store::session::find(conn, reach, id).await? else { return Ok(None) };
    open(conn, row).await.map(Some)
}

/// Opens the file of a row.
pub(super) async fn open(conn: &mut Conn, row: SessionRow) -> Result<SessionFile> {
    let customer = store::customer::get(conn, row.customer).await?;
    let expert = store::expert::name(conn, row.expert).await?.unwrap_or_default();
    let events = store::session::events(conn, row.id).await?;
    Ok(SessionFile { row, customer: customer.name, language: customer.language, expert, events })
}

impl SessionFile {
    /// The rank of the last step.
    pub fn last(&self) -> EventSeq {
        self.events.last().map_or(EventSeq::FIRST, |event| event.seq)
    }

    /// When it starts as its history says: another time is in the row before it is in the history.
    fn started_as(&self) -> DateTime<Utc> {
        self.events.last().map_or(self.row.starts_at, |event| event.starts_at)
    }

    /// Minutes that were used for good.
    pub fn charged(&self) -> i64 {
        self.events.iter().map(|event| event.charged).sum()
    }

    /// On which side somebody acts: the session's expert, or its team.
    ///
    /// # Errors
    /// Refused to staff who are no experts, to another expert, and where no team is.
    pub(super) fn party(&self, actor: &Actor) -> Result<Party, Stop> {
        if !actor.staff.any() {
            actor.as_team()?;
            return Ok(Party::Team);
        }
        actor.as_expert()?;
        if self.row.expert != actor.person() {
            return Err(ExpertiseRefusal::AnotherExperts(self.row.expert).into());
        }
        Ok(Party::Expert)
    }
}

/// The session that is named by its number, or by the moment at which it starts.
///
/// # Errors
/// Refused when there is none within reach.
pub(super) async fn named(
    conn: &mut Conn,
    calendar: &crate::rules::calendar::Calendar,
    reach: Reach,
    expert: Option<PersonId>,
    typed: &str,
) -> Done<SessionFile> {
    let row = if let Ok(id) = typed.trim().parse() {
        store::session::find(conn, reach, SessionId::new(id)).await?
    } else {
        let at = Wanted::read(calendar, typed)?.starts_at();
        let then =
            store::session::starting_from(conn, reach.customer(), expert, at, STARTING_TOGETHER).await?;
        let mut then: Vec<SessionRow> = then.into_iter().filter(|row| row.starts_at == at).collect();
        // The one that is still to be comes before those that were called off.
        then.sort_by_key(|row| !row.state.holds());
        then.into_iter().next()
    };
    let row = row.ok_or(ExpertiseRefusal::NoSuchSession)?;
    if expert.is_some_and(|expert| row.expert != expert) {
        return Err(ExpertiseRefusal::AnotherExperts(row.expert).into());
    }
    Ok(open(conn, row).await?)
}

impl Work<'_> {
    /// The session of a button, within the reach of whoever presses it.
    pub(super) async fn session(&mut self, actor: &Actor, id: SessionId) -> Done<SessionFile> {
        let reach = actor.reach()?;
        let file = read(self.conn(), reach, id).await?.ok_or(ExpertiseRefusal::NoSuchSession)?;
        self.concerns(file.row.customer);
        Ok(file)
    }

    /// Does an act: the state that follows, the step in the history, and the row.
    pub(super) async fn act_on(
        &mut self,
        file: &mut SessionFile,
        act: SessionAct,
        happens: Happens<'_>,
    ) -> Done<EventSeq> {
        let before = file.row.state;
        let next = before.after(act, file.started_as(), self.now)?;
        file.row.state = next;
        self.write(file, before).await?;
        let answers = !matches!(act, SessionAct::Deliver | SessionAct::NoShow);
        if answers {
            let now = self.now;
            store::session::answered(self.conn(), file.row.id, happens.by.person, now).await?;
        }
        Ok(self.happened(file, happens).await?)
    }

    async fn write(&mut self, file: &SessionFile, before: State) -> Result<()> {
        // The row was read in this very transaction, which is alone to write.
        let won = store::session::update(self.conn(), &file.row, before).await?;
        won.then_some(()).context("a session that was read and not changed since")
    }

    /// Adds a step to the history.
    pub(super) async fn happened(
        &mut self,
        file: &mut SessionFile,
        happens: Happens<'_>,
    ) -> Result<EventSeq> {
        let seq = file.events.last().map_or(EventSeq::FIRST, |last| last.seq.next());
        let (session, state, starts_at) = (file.row.id, file.row.state, file.row.starts_at);
        let was = Some(file.started_as()).filter(|was| *was != starts_at);
        self.did(Effect::Session { session, state, was, starts_at });
        let event = SessionEvent {
            seq,
            at: self.now,
            by: happens.by,
            step: happens.step,
            starts_at: file.row.starts_at,
            charged: happens.charged,
            text: happens.text.to_owned(),
        };
        store::session::append(self.conn(), file.row.id, &event).await?;
        file.events.push(event);
        Ok(seq)
    }

    /// Says on each side what the session is.
    pub(super) async fn post_session(&mut self, file: &SessionFile) -> Result<()> {
        for side in [Party::Expert, Party::Team] {
            let key = Key::Session(file.row.id, side);
            let say = News::Posted { session: file.row.id, side };
            self.say_to(file, side, &key, say, None).await?;
        }
        Ok(())
    }

    /// Tells one side what happened in a message of its own, and brings both sides' messages up to date.
    pub(super) async fn tell_session(
        &mut self,
        file: &SessionFile,
        seq: EventSeq,
        told: &[Party],
    ) -> Result<()> {
        let id = file.row.id;
        for side in told {
            let key = Key::SessionHappened(id, *side, seq);
            let say = News::Happened { session: id, seq, side: *side };
            self.say_to(file, *side, &key, say, None).await?;
        }
        for side in [Party::Expert, Party::Team] {
            let (key, of) = (Key::SessionChanged(id, side, seq), Key::Session(id, side));
            self.say_to(file, side, &key, News::PostedAgain { session: id, side }, Some(&of)).await?;
        }
        Ok(())
    }

    /// Says something on one side of a session; nothing where that side has no channel any more.
    pub(super) async fn say_to(
        &mut self,
        file: &SessionFile,
        side: Party,
        key: &Key,
        news: News,
        edit_of: Option<&Key>,
    ) -> Result<()> {
        let Some((channel, language)) = self.place_of(file, side).await? else { return Ok(()) };
        let mut message =
            Message::new(key, Lane::Tickets, Destination::Channel(channel), language, Say::Expertise(news));
        message.edit_of = edit_of;
        // What is said of a session and of the one in its place stays in order, whatever else is said there.
        message.line = Some(session_line(file.entry(), message.to));
        self.say(&message)
    }

    pub(super) async fn place_of(
        &mut self,
        file: &SessionFile,
        side: Party,
    ) -> Result<Option<(ChannelId, Language)>> {
        match side {
            Party::Expert => {
                let setup = store::desk::setup(self.conn()).await?;
                Ok(setup.map(|setup| (setup.experts_channel, setup.language)))
            }
            Party::Team => {
                let links = store::customer::links(self.conn(), file.row.customer).await?;
                let asked = links.iter().find(|link| link.channel == file.row.channel);
                // The channel where it was asked may be unlinked since: another that speaks for the team
                // hears of it.
                let channel = asked.or(links.first()).map(|link| link.channel);
                Ok(channel.map(|channel| (channel, file.language)))
            }
        }
    }

    /// Promises that a request which waits for an answer is released in time.
    pub(super) async fn await_answer(&mut self, file: &SessionFile) -> Result<()> {
        let (session, seq) = (file.row.id, file.last());
        let key = due::Key::SessionRelease(session, seq);
        self.promise(&key, file.row.expires_at, &Due::SessionRelease { session }).await.map(drop)
    }
}

impl Work<'_> {
    /// Keeps a draft about hours or sessions.
    pub(super) async fn keep(&mut self, actor: &Actor, draft: Draft) -> Result<i64> {
        self.keep_draft(actor, &crate::desk::draft::kinds::Draft::Expertise(draft)).await
    }

    /// Keeps one that whoever may act in a channel can confirm.
    pub(super) async fn keep_shared(&mut self, channel: ChannelId, draft: Draft) -> Result<i64> {
        self.keep_shared_draft(channel, &crate::desk::draft::kinds::Draft::Expertise(draft)).await
    }

    /// Takes such a draft.
    pub(super) async fn take(&mut self, actor: &Actor, id: i64) -> Done<Draft> {
        let crate::desk::draft::kinds::Draft::Expertise(draft) = self.take_draft(actor, id).await? else {
            return Err(crate::desk::Refusal::DraftGone.into());
        };
        Ok(draft)
    }
}

impl SessionFile {
    /// Of which entry of a calendar it is.
    pub fn entry(&self) -> SessionId {
        self.row.entry.unwrap_or(self.row.id)
    }
}
