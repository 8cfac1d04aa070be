//! The expertise cell's help on a ticket: asked for by the team once a ticket is open, accepted by an expert
//! who joins the staff's thread, and paid for only as the team agrees.
//!
//! Time spent is a session without an appointment, charged to the month in which the expert tells of it: that
//! is the one moment that both sides know.

use anyhow::Context;
use chrono::{DateTime, Utc};

use super::{Delivery, News, Settled, file::Happens, more::USED_MOST, typed::checked};
use crate::{
    desk::{
        Desk, Refusal as Refused,
        actor::Actor,
        expertise,
        refusal::{expertise::ExpertiseRefusal, reason::Done},
        request::Request,
        say::{
            key::Key,
            message::{Destination, Say},
        },
        ticket::{
            attached,
            file::{self, TicketFile, lane},
        },
        work::{Message, Work},
    },
    rules::{
        allowance::started_units,
        contract::Access,
        event::{By, Event},
        ids::{EventSeq, ExpertHelpId, TicketNumber},
        session::{ExpertHelpState, State, Step, Topic},
        thread::WhichThread,
        ticket::Act,
    },
    store::{
        self, Conn,
        customer::Reach,
        expert_help::{self, HelpRow},
        session::NewSession,
        ticket::Text,
    },
};

/// How many tickets with help are looked at for one expert.
const LISTED: i64 = 25;

/// A request for help, with what it is about.
#[derive(Clone, Debug)]
pub struct HelpFile {
    /// The request.
    pub row: HelpRow,
    /// The ticket.
    pub ticket: TicketFile,
    /// What the team wrote when it asked.
    pub about: Option<Text>,
}

/// Opens a request for help.
///
/// # Errors
/// When the database fails, or there is no such request.
pub(super) async fn help(conn: &mut Conn, id: ExpertHelpId) -> anyhow::Result<HelpFile> {
    let row = expert_help::find(conn, id).await?.with_context(|| format!("request for help {id}"))?;
    let ticket = file::read(conn, Reach::Staff, row.ticket).await?.context("a ticket with help")?;
    let about = store::ticket::text(conn, row.ticket, row.seq).await?;
    Ok(HelpFile { row, ticket, about })
}

impl Desk {
    /// From when on the experts read what is asked of them; none while they do.
    pub fn experts_read_from(&self) -> Option<DateTime<Utc>> {
        let (calendar, now) = (&self.offer.calendar, self.clock.now());
        (!calendar.is_open(now)).then(|| calendar.next_opening(now))
    }

    /// Looks whether a request for help still waits for an answer.
    ///
    /// # Errors
    /// Refused for anyone who is not an expert, and when it was answered or its ticket closed.
    pub async fn may_answer_help(&self, actor: &Actor, id: ExpertHelpId) -> Done<()> {
        actor.as_expert()?;
        let mut work = self.work().await?;
        work.asked_help(id).await?;
        Ok(())
    }

    /// An expert joins a ticket.
    ///
    /// # Errors
    /// As [`Desk::may_answer_help`].
    pub async fn accept_help(&self, actor: &Actor, id: ExpertHelpId) -> Done<TicketFile> {
        actor.as_expert()?;
        let mut work = self.work_of(actor).await?;
        work.meet(actor).await?;
        let mut file = work.asked_help(id).await?;
        work.answer_help(actor, &file, id, ExpertHelpState::Accepted).await?;
        let seq = work.record(&mut file, actor.by(), Event::ExpertJoined, None).await?;
        work.tell(&file, seq).await?;
        let say = Say::Expertise(News::HelpJoined { help: id });
        work.say_in_thread(&file, &Key::HelpJoined(id), WhichThread::Staffs, say).await?;
        work.follow(&mut file).await?;
        work.commit().await?;
        Ok(file)
    }

    /// The cell cannot help: the team is told why, and may ask again.
    ///
    /// # Errors
    /// As [`Desk::may_answer_help`], and for a reason that is too long.
    pub async fn decline_help(
        &self,
        request: Request<'_>,
        id: ExpertHelpId,
        reason: &str,
    ) -> Done<TicketFile> {
        request.by.as_expert()?;
        let mut work = self.work_of(request).await?;
        work.meet(request.by).await?;
        let mut file = work.asked_help(id).await?;
        let reason = Some(checked(reason)?).filter(|reason| !reason.is_empty());
        work.answer_help(request.by, &file, id, ExpertHelpState::Declined).await?;
        let event = Event::ExpertDeclined { written: attached::written(reason, &[]) };
        let text = reason.map(|reason| request.by.text(reason));
        let seq = work.record(&mut file, request.by.by(), event, text.as_ref()).await?;
        work.tell(&file, seq).await?;
        work.follow(&mut file).await?;
        work.commit().await?;
        Ok(file)
    }

    /// An expert tells what time the help on a ticket took, in started units. Nothing is charged before the
    /// team agrees.
    ///
    /// # Errors
    /// Refused to whoever does not help there, without a number of minutes, and for more than a day's.
    pub(super) async fn tell_time(
        &self,
        actor: &Actor,
        ticket: TicketNumber,
        delivery: &Delivery,
    ) -> Done<Settled> {
        let minutes = delivery.minutes.filter(|minutes| *minutes > 0 && !delivery.no_show);
        let minutes = minutes.ok_or(ExpertiseRefusal::HelpMinutes)?;
        if minutes > USED_MOST {
            return Err(ExpertiseRefusal::TooLong { most: USED_MOST }.into());
        }
        let notes = checked(&delivery.notes)?;
        let mut work = self.work_of(actor).await?;
        work.meet(actor).await?;
        let of = file::read(work.conn(), Reach::Staff, ticket).await?.ok_or(Refused::NoSuchTicket)?;
        if !expert_help::helped(work.conn(), ticket, actor.person()).await? {
            return Err(ExpertiseRefusal::NotHelping(ticket).into());
        }
        work.concerns_ticket(of.row.customer, ticket);
        let now = work.now;
        let beyond = started_units(minutes, &self.offer.sessions);
        let new = NewSession {
            customer: of.row.customer,
            expert: actor.person(),
            topic: Topic::Support,
            minutes: beyond,
            starts_at: now,
            about: &of.row.subject,
            state: State::Delivered,
            asked_by: of.row.opened_by,
            asked_at: now,
            expires_at: now,
            channel: of.row.team_channel,
            ticket: Some(ticket),
        };
        let row = store::session::insert(work.conn(), &new).await?;
        let mut file = expertise::file::open(work.conn(), row).await?;
        let told = Happens { by: By::staff(actor.person()), step: Step::Delivered, charged: 0, text: notes };
        work.happened(&mut file, told).await?;
        work.ask_for_more(&file, beyond).await?;
        work.commit().await?;
        Ok(Settled { file, charged: 0, given_back: 0, beyond })
    }

    /// The tickets on which an expert helps, or did without telling what time it took; the latest first.
    ///
    /// # Errors
    /// Refused for anyone who is not an expert.
    pub async fn tickets_helped(&self, actor: &Actor) -> Done<Vec<TicketFile>> {
        actor.as_expert()?;
        helped(&mut *self.store.read().await?, actor).await
    }
}

/// The tickets on which an expert helps.
pub(super) async fn helped(conn: &mut Conn, actor: &Actor) -> Done<Vec<TicketFile>> {
    let mut files = Vec::new();
    for ticket in expert_help::tickets_of(conn, actor.person(), LISTED).await? {
        files.extend(file::read(conn, Reach::Staff, ticket).await?);
    }
    Ok(files)
}

impl Work<'_> {
    /// Looks whether a team may ask for help on its ticket.
    ///
    /// # Errors
    /// Refused without privileged access, and while help is asked for or given.
    pub(in crate::desk) async fn may_ask_help(&mut self, file: &TicketFile) -> Done<()> {
        let (now, offer) = (self.now, self.offer());
        let history = store::contract::history(self.conn(), file.row.customer).await?;
        if history.access_at(now, offer) == Access::None {
            let level = history.level_at(now);
            let packs = offer.level(level).packs;
            return Err(ExpertiseRefusal::NoAccess { level, packs }.into());
        }
        match expert_help::standing(self.conn(), file.row.number).await? {
            None => Ok(()),
            Some(HelpRow { expert, ticket, .. }) => {
                Err(ExpertiseRefusal::HelpAsked { ticket, expert }.into())
            }
        }
    }

    /// Puts to the experts what the event `seq` asks, and tells the team in its thread. The ticket itself
    /// stays as it is.
    pub(in crate::desk) async fn ask_help(&mut self, file: &TicketFile, seq: EventSeq) -> Done<()> {
        let ticket = file.row.number;
        let key = Key::Happened(ticket, seq);
        self.say_in_thread(file, &key, WhichThread::Teams, Say::Happened { ticket, seq }).await?;
        let id = expert_help::insert(self.conn(), file.row.number, seq).await?;
        self.say_help(file, &Key::Help(id), News::HelpAsked { help: id }, None).await
    }

    /// A ticket is closed: nobody is asked for help any more.
    pub(in crate::desk) async fn end_help(&mut self, file: &TicketFile) -> Done<()> {
        let Some(id) = expert_help::end(self.conn(), file.row.number).await? else { return Ok(()) };
        self.correct_help(file, id, ExpertHelpState::Ended).await
    }

    /// The ticket of a request that waits for an answer.
    async fn asked_help(&mut self, id: ExpertHelpId) -> Done<TicketFile> {
        let (now, offer) = (self.now, self.offer());
        let row = expert_help::find(self.conn(), id).await?.ok_or(Refused::DraftGone)?;
        let file = file::read(self.conn(), Reach::Staff, row.ticket).await?.context("a ticket with help")?;
        file.may(Act::AskExpert, offer, now)?;
        match (row.state, row.expert) {
            (ExpertHelpState::Asked, _) => Ok(file),
            (ExpertHelpState::Accepted | ExpertHelpState::Declined | ExpertHelpState::Ended, expert) => {
                Err(ExpertiseRefusal::HelpAnswered { ticket: row.ticket, expert }.into())
            }
        }
    }

    async fn answer_help(
        &mut self,
        actor: &Actor,
        file: &TicketFile,
        id: ExpertHelpId,
        state: ExpertHelpState,
    ) -> Done<()> {
        let (now, expert) = (self.now, actor.person());
        let won = expert_help::answer(self.conn(), id, state, expert, now).await?;
        // It was read in this very transaction, which is alone to write.
        won.then_some(()).context("a request that waited for an answer")?;
        self.correct_help(file, id, state).await
    }

    async fn correct_help(
        &mut self,
        file: &TicketFile,
        id: ExpertHelpId,
        state: ExpertHelpState,
    ) -> Done<()> {
        let key = Key::HelpChanged(id, state);
        self.say_help(file, &key, News::HelpAskedAgain { help: id }, Some(&Key::Help(id))).await
    }

    async fn say_help(
        &mut self,
        file: &TicketFile,
        key: &Key,
        news: News,
        edit_of: Option<&Key>,
    ) -> Done<()> {
        let setup = store::desk::setup(self.conn()).await?.ok_or(Refused::NotSetUp)?;
        let to = Destination::Channel(setup.experts_channel);
        let mut message = Message::new(key, lane(file), to, setup.language, Say::Expertise(news));
        message.edit_of = edit_of;
        self.say(&message)?;
        Ok(())
    }
}
