//! The second press: what a draft holds is carried out, or let go. Of two presses one wins, and the other is
//! told of what it became.

use super::escalation::{Escalation, Target};
use crate::{
    desk::{
        Desk, Refusal, Stop,
        actor::Actor,
        draft::{kept, kinds::Draft},
        refusal::reason::Done,
        ticket::{attached::File, file::TicketFile},
        work::Work,
    },
    rules::ids::TicketNumber,
    store::{self, Conn},
};

/// What a confirmed draft became.
#[derive(Clone, Debug)]
pub enum Confirmed {
    /// A new P1.
    Opened(Box<TicketFile>),
    /// A ticket that is now a P1.
    Escalated(Box<TicketFile>),
    /// It was confirmed before, and became this ticket then.
    Before(TicketNumber),
}

/// What was let go. What was typed is kept.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Dismissed {
    /// A new ticket: the draft that leads back to it.
    New {
        /// The draft.
        draft: i64,
    },
    /// A ticket that stays as it is.
    Ticket(TicketNumber),
}

impl Desk {
    /// Carries out what a draft holds; `files` came with it.
    ///
    /// # Errors
    /// Refused when the draft is another person's, or what it holds cannot be done any more.
    pub async fn confirm(&self, actor: &Actor, id: i64, files: &[File]) -> Done<Confirmed> {
        let mut work = self.work_of(actor).await?;
        let draft = match work.take_draft(actor, id).await {
            Ok(draft) => draft,
            Err(Stop::Refused(Refusal::DraftGone)) => {
                return Ok(Confirmed::Before(confirmed_before(work.conn(), actor, id).await?));
            }
            Err(stop) => return Err(stop),
        };
        let confirmed = match draft {
            Draft::Opening(opening) => {
                Confirmed::Opened(Box::new(work.open_p1(actor, opening, files).await?))
            }
            Draft::Escalation(escalation) => work.carry_out_escalation(actor, escalation).await?,
            Draft::Which(_)
            | Draft::Errand { .. }
            | Draft::Search(_)
            | Draft::Expertise(_)
            | Draft::Upgrade { .. }
            | Draft::Removal { .. }
            | Draft::IncidentTickets { .. }
            | Draft::Incident(_)
            | Draft::Audit(_) => return Err(Refusal::DraftGone.into()),
        };
        if let Confirmed::Opened(file) | Confirmed::Escalated(file) = &confirmed {
            store::draft::becomes(work.conn(), id, file.row.number).await?;
        }
        work.commit().await?;
        Ok(confirmed)
    }

    /// The ticket that a draft became when it was confirmed.
    ///
    /// # Errors
    /// Refused when it became none, or is another person's.
    pub async fn confirmed_before(&self, actor: &Actor, id: i64) -> Done<TicketNumber> {
        confirmed_before(&mut *self.store.read().await?, actor, id).await
    }

    /// Lets a draft go. What was typed for a new ticket is kept as a fresh draft, so that the old buttons
    /// lead nowhere.
    ///
    /// # Errors
    /// Refused when the draft was used, or is another person's.
    pub async fn dismiss(&self, actor: &Actor, id: i64) -> Done<Dismissed> {
        let mut work = self.work().await?;
        let draft = work.take_draft(actor, id).await?;
        let dismissed = match &draft {
            Draft::Escalation(Escalation { target: Target::Ticket(number), .. }) => {
                Dismissed::Ticket(*number)
            }
            Draft::Opening(_) | Draft::Escalation(_) => {
                Dismissed::New { draft: work.keep_draft(actor, &draft).await? }
            }
            Draft::Which(_)
            | Draft::Errand { .. }
            | Draft::Search(_)
            | Draft::Expertise(_)
            | Draft::Upgrade { .. }
            | Draft::Removal { .. }
            | Draft::IncidentTickets { .. }
            | Draft::Incident(_)
            | Draft::Audit(_) => return Err(Refusal::DraftGone.into()),
        };
        work.commit().await?;
        Ok(dismissed)
    }
}

impl Work<'_> {
    async fn carry_out_escalation(&mut self, actor: &Actor, escalation: Escalation) -> Done<Confirmed> {
        Ok(match escalation.target {
            Target::Ticket(number) => {
                Confirmed::Escalated(Box::new(self.escalate(actor, number, &escalation).await?))
            }
            Target::New | Target::Unsaid => {
                Confirmed::Opened(Box::new(self.open_p1(actor, escalation.into(), &[]).await?))
            }
        })
    }
}

/// The ticket that a person's used draft became.
async fn confirmed_before(conn: &mut Conn, actor: &Actor, id: i64) -> Done<TicketNumber> {
    Ok(store::draft::became(conn, id, kept::holder(actor)).await?.ok_or(Refusal::DraftGone)?)
}
