//! Answers to a request or a proposal: yes, no, or another time. The same buttons on both sides lead here.

use super::{SessionFile, Wanted, file::Happens, offered::Offered, slots::in_full, typed};
use crate::{
    desk::{
        Desk,
        actor::Actor,
        refusal::{expertise::ExpertiseRefusal, reason::Done},
        request::Request,
        work::Work,
    },
    rules::{
        ids::{PersonId, SessionId},
        session::{self, Party, SessionAct, State, Step, check_slot, expires_at},
    },
    store,
};

/// What was answered.
#[derive(Clone, Debug)]
pub struct Answered {
    /// The session as it now stands.
    pub file: SessionFile,
    /// On which side it was answered.
    pub side: Party,
}

impl Desk {
    /// Accepts a request, or a proposal.
    ///
    /// # Errors
    /// Refused for anyone who is not asked, and when it was answered, released or called off before.
    pub async fn accept_session(&self, actor: &Actor, id: SessionId) -> Done<Answered> {
        let mut work = self.work_of(actor).await?;
        let mut file = work.session(actor, id).await?;
        let side = file.party(actor)?;
        let accepted = Happens { by: actor.by(), step: Step::Accepted, charged: 0, text: "" };
        let seq = work.act_on(&mut file, SessionAct::Accept(side), accepted).await?;
        // The team is told of what is certain, whoever made it so: its calendar takes it from there.
        let told: &[Party] = if side == Party::Team { &[Party::Expert, Party::Team] } else { &[Party::Team] };
        work.tell_session(&file, seq, told).await?;
        work.remind(&file).await?;
        work.commit().await?;
        Ok(Answered { file, side })
    }

    /// A session whose button was pressed, and on which side.
    ///
    /// # Errors
    /// Refused for anyone on neither side of it.
    pub async fn session_pressed(&self, actor: &Actor, id: SessionId) -> Done<(SessionFile, Party)> {
        let reach = actor.reach()?;
        let mut conn = self.store.read().await?;
        let file = super::file::read(&mut conn, reach, id).await?.ok_or(ExpertiseRefusal::NoSuchSession)?;
        let side = file.party(actor)?;
        Ok((file, side))
    }

    /// Looks whether somebody may say no to a session or call it off, before they are asked why.
    ///
    /// # Errors
    /// Refused as [`Desk::decline_session`] would be.
    pub async fn may_decline(&self, actor: &Actor, id: SessionId) -> Done<(SessionFile, Party)> {
        let (file, side) = self.session_pressed(actor, id).await?;
        let (act, _) = no_of(file.row.state, side);
        file.row.state.after(act, file.row.starts_at, self.clock.now())?;
        Ok((file, side))
    }

    /// Says no: to a request, to a proposal, to one's own of them, or, for an expert, to a session that was
    /// confirmed. The hours and the time are given back.
    ///
    /// # Errors
    /// Refused for anyone who is not asked, when the session no longer allows it, and for a reason that is
    /// too long.
    pub async fn decline_session(
        &self,
        request: Request<'_>,
        session: SessionId,
        reason: &str,
    ) -> Done<Answered> {
        let mut work = self.work_of(request).await?;
        let mut file = work.session(request.by, session).await?;
        let side = file.party(request.by)?;
        let text = typed::checked(reason)?;
        let (act, step) = no_of(file.row.state, side);
        let happens = Happens { by: request.by.by(), step, charged: 0, text };
        let seq = work.act_on(&mut file, act, happens).await?;
        work.give_all_back(&file, Some(request.by.person())).await?;
        work.tell_session(&file, seq, &[side.other()]).await?;
        work.commit().await?;
        Ok(Answered { file, side })
    }

    /// Looks whether another time may be put to the other side, and gives the next one that would do, as it
    /// is typed.
    ///
    /// # Errors
    /// Refused as [`Desk::propose_time`] would be.
    pub async fn which_time(&self, actor: &Actor, id: SessionId) -> Done<String> {
        let mut work = self.work().await?;
        let file = work.session(actor, id).await?;
        let side = file.party(actor)?;
        file.row.state.after(SessionAct::Propose(side), file.row.starts_at, work.now)?;
        let (now, offer) = (work.now, work.offer());
        let customer = Some(file.row.customer);
        let mut experts = Offered::read(work.conn(), offer, customer, now, Some(id)).await?.experts;
        experts.retain(|expert| expert.person == file.row.expert);
        let another = |free: &super::FreeSlot| free.slot.starts_at > file.row.starts_at;
        let next = super::slots::next_free(offer, &experts, file.row.minutes, now, 1, another);
        let moment = next.first().map_or(file.row.starts_at, |free| free.slot.starts_at);
        let typed = offer.calendar.local(moment).format("%Y-%m-%d %H:%M").to_string();
        Ok(typed)
    }

    /// Puts another time to the other side, which is then to answer. The time and the hours held follow.
    ///
    /// # Errors
    /// Refused for anyone who is not asked, when the expert is not free then, and when the hours of that
    /// month do not do.
    pub async fn propose_time(
        &self,
        request: Request<'_>,
        session: SessionId,
        typed: &str,
        text: &str,
    ) -> Done<Answered> {
        let wanted = Wanted::read(&self.offer.calendar, typed)?;
        let mut work = self.work_of(request).await?;
        let mut file = work.session(request.by, session).await?;
        let side = file.party(request.by)?;
        let text = typed::checked(text)?;
        work.put_another_time(&mut file, wanted).await?;
        let happens = Happens { by: request.by.by(), step: Step::OtherTime, charged: 0, text };
        let seq = work.act_on(&mut file, SessionAct::Propose(side), happens).await?;
        work.await_answer(&file).await?;
        work.tell_session(&file, seq, &[side.other()]).await?;
        work.commit().await?;
        Ok(Answered { file, side })
    }
}

/// What saying no is, for this side of a session in this state.
fn no_of(state: State, side: Party) -> (SessionAct, Step) {
    match (state, side) {
        (State::Requested, Party::Team) | (State::Proposed, Party::Expert) => {
            (SessionAct::Withdraw(side), Step::Withdrawn)
        }
        (State::Confirmed, Party::Expert) => (SessionAct::Decline(side), Step::Cancelled),
        (
            State::Requested
            | State::Proposed
            | State::Confirmed
            | State::Delivered
            | State::Declined
            | State::Withdrawn
            | State::Released
            | State::Cancelled
            | State::NoShow,
            _,
        ) => (SessionAct::Decline(side), Step::Declined),
    }
}

impl Work<'_> {
    /// Gives a session's hours and time back.
    pub(super) async fn give_all_back(&mut self, file: &SessionFile, by: Option<PersonId>) -> Done<()> {
        let held = self.held(file).await?;
        self.end_hold(file, &held, &[], by).await?;
        store::session::vacate(self.conn(), file.row.id).await?;
        Ok(())
    }

    /// Moves what a request holds to another time of the same expert.
    async fn put_another_time(&mut self, file: &mut SessionFile, wanted: Wanted) -> Done<()> {
        let (now, offer, id) = (self.now, self.offer(), file.row.id);
        let at = wanted.starts_at();
        let customer = Some(file.row.customer);
        let offered = Offered::read(self.conn(), offer, customer, now, Some(id)).await?;
        let expert = offered.experts.iter().find(|expert| expert.person == file.row.expert);
        let time = expert.map(|expert| expert.time.clone()).unwrap_or_default();
        if at == file.row.starts_at {
            return Err(ExpertiseRefusal::SameTime.into());
        }
        check_slot(offer, &time, at, file.row.minutes, now).map_err(|refusal| {
            let maintenance = (refusal == session::SessionRefusal::NotAvailable)
                .then(|| offered.maintenance(offer, (at, file.row.minutes), None))
                .flatten();
            maintenance.unwrap_or_else(|| in_full(&offer.calendar, at, refusal))
        })?;
        let held = self.held(file).await?;
        self.end_hold(file, &held, &[], None).await?;
        store::session::vacate(self.conn(), id).await?;
        file.row.starts_at = at;
        file.row.expires_at = expires_at(&offer.calendar, now, at);
        self.occupy(file).await?;
        self.hold(file, file.row.minutes, None).await?;
        Ok(())
    }
}
