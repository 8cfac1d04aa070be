//! A team calls a session off or moves it. What that costs is shown before it is asked, and charged only as
//! it was shown.

use super::{
    Booking, Draft, FreeSlot, SessionFile, Slot, Wanted,
    file::{Happens, named},
    hold::total,
};
use crate::{
    desk::{
        Desk, Refusal as Refused,
        actor::Actor,
        refusal::{expertise::ExpertiseRefusal, reason::Done},
        work::Work,
    },
    rules::{
        ids::SessionId,
        session::{self, Cost, Party, SessionAct, State, Step, cost_of_calling_off},
    },
    store::{self, customer::Reach},
};

/// What calling off or moving a session would do, to be confirmed.
#[derive(Clone, Debug)]
pub struct Preview {
    /// The draft that a press confirms.
    pub draft: i64,
    /// The session as it stands.
    pub file: SessionFile,
    /// What becomes of its hours.
    pub cost: Cost,
    /// Where it would be moved to.
    pub to: Option<FreeSlot>,
}

/// A session that was called off or moved.
#[derive(Clone, Debug)]
pub struct CalledOff {
    /// The session as it stands.
    pub file: SessionFile,
    /// What became of its hours.
    pub cost: Cost,
    /// The session in its place.
    pub instead: Option<SessionFile>,
}

impl Desk {
    /// What calling a session of the team off would cost.
    ///
    /// # Errors
    /// Refused to staff, for a session that is not there, and for one that is over or was called off.
    pub async fn preview_cancel(&self, actor: &Actor, typed: &str) -> Done<Preview> {
        self.preview(actor, typed, None).await
    }

    /// What moving a session of the team would cost.
    ///
    /// # Errors
    /// As [`Desk::preview_cancel`], and whatever booking the new slot is refused for.
    pub async fn preview_move(&self, actor: &Actor, typed: &str, wanted: Wanted) -> Done<Preview> {
        self.preview(actor, typed, Some(wanted)).await
    }

    async fn preview(&self, actor: &Actor, typed: &str, wanted: Option<Wanted>) -> Done<Preview> {
        let reach = Reach::Team(actor.as_team()?.scope);
        let mut work = self.work().await?;
        let file = named(work.conn(), &self.offer.calendar, reach, None, typed).await?;
        // It is done and not committed: what would be refused then is refused now.
        let done = work.call_off(actor, file.row.id, None, wanted).await?;
        drop(work);
        let to = done.instead.map(|instead| instead.slot());
        let mut work = self.work().await?;
        let draft = Draft::CallOff {
            session: file.row.id,
            charged: done.cost == Cost::Charged,
            to: to.as_ref().map(|to| to.slot),
        };
        let draft = work.keep(actor, draft).await?;
        work.commit().await?;
        Ok(Preview { draft, file, cost: done.cost, to })
    }

    /// Calls off or moves a session as it was shown.
    ///
    /// # Errors
    /// Refused when the draft was used, when the cost has changed since, and as the preview is.
    pub async fn call_off(&self, actor: &Actor, draft: i64) -> Done<CalledOff> {
        let mut work = self.work_of(actor).await?;
        let Draft::CallOff { session, charged, to } = work.take(actor, draft).await? else {
            return Err(Refused::DraftGone.into());
        };
        let shown = if charged { Cost::Charged } else { Cost::Free };
        let done = work.call_off(actor, session, Some(shown), to.map(Wanted::With)).await?;
        work.commit().await?;
        Ok(done)
    }
}

impl Work<'_> {
    async fn call_off(
        &mut self,
        actor: &Actor,
        id: SessionId,
        shown: Option<Cost>,
        to: Option<Wanted>,
    ) -> Done<CalledOff> {
        let reach = Reach::Team(actor.as_team()?.scope);
        let file = super::file::read(self.conn(), reach, id).await?;
        let mut file = file.ok_or(ExpertiseRefusal::NoSuchSession)?;
        let state = file.row.state;
        let rules = &self.offer().sessions;
        let cost = cost_of_calling_off(state, Party::Team, file.row.starts_at, rules, self.now)
            .ok_or(session::SessionRefusal::NotNow { state })?;
        if shown.is_some_and(|shown| shown != cost) {
            return Err(ExpertiseRefusal::CostChanged.into());
        }
        let (act, step) = match state {
            State::Requested => (SessionAct::Withdraw(Party::Team), Step::Withdrawn),
            State::Proposed => (SessionAct::Decline(Party::Team), Step::Declined),
            State::Confirmed
            | State::Delivered
            | State::Declined
            | State::Withdrawn
            | State::Released
            | State::Cancelled
            | State::NoShow => (SessionAct::Cancel(Party::Team), Step::Cancelled),
        };
        let step = if to.is_some() { Step::Moved } else { step };
        let held = self.held(&file).await?;
        let used = match cost {
            Cost::Free => Vec::new(),
            Cost::Charged => held.clone(),
        };
        let happens = Happens { by: actor.by(), step, charged: total(&used), text: "" };
        let seq = self.act_on(&mut file, act, happens).await?;
        self.end_hold(&file, &held, &used, Some(actor.person())).await?;
        store::session::vacate(self.conn(), id).await?;
        // A request that is taken back concerns the expert alone; a session that was certain, everyone.
        let told: &[Party] =
            if state == State::Confirmed { &[Party::Expert, Party::Team] } else { &[Party::Expert] };
        self.tell_session(&file, seq, told).await?;
        let instead = match to {
            None => None,
            Some(wanted) => {
                let booking = Booking {
                    topic: file.row.topic,
                    minutes: file.row.minutes,
                    about: file.row.about.clone(),
                };
                let steps = file.row.entry_steps + file.last().get();
                let instead = self.book(actor, &booking, wanted, Some((file.entry(), steps))).await?;
                if instead.slot() == file.slot() {
                    return Err(ExpertiseRefusal::SameTime.into());
                }
                Some(instead)
            }
        };
        Ok(CalledOff { file, cost, instead })
    }
}

impl SessionFile {
    /// The session's own slot.
    pub fn slot(&self) -> FreeSlot {
        FreeSlot {
            slot: Slot { starts_at: self.row.starts_at, expert: self.row.expert },
            name: self.expert.clone(),
        }
    }
}
