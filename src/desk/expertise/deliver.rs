//! After the session: what was used is charged, and what took longer is put to the team.

use super::{
    file::{Happens, named},
    hold::total,
    more::{Delivery, Settled, USED_MOST},
    typed,
};
use crate::{
    desk::{
        Desk, Refusal as Refused,
        actor::Actor,
        refusal::{expertise::ExpertiseRefusal, reason::Done},
    },
    rules::{
        allowance::{self, settle},
        ids::TicketNumber,
        session::{Party, SessionAct, Step},
    },
    store::{self, customer::Reach},
};

impl Desk {
    /// Settles a session, named as it is suggested, or help on a ticket, named as `#42`: what was used is
    /// charged in started units, never more than was booked; the team is asked about more.
    ///
    /// # Errors
    /// Refused for anyone who is not an expert, for another expert's session, before it starts, and when it
    /// was settled or called off.
    pub async fn deliver(&self, actor: &Actor, typed: &str, delivery: &Delivery) -> Done<Settled> {
        actor.as_expert()?;
        if typed.trim_start().starts_with('#') {
            let ticket = TicketNumber::meant(typed).ok_or(Refused::NoSuchTicket)?;
            return self.tell_time(actor, ticket, delivery).await;
        }
        let notes = typed::checked(&delivery.notes)?;
        let mut work = self.work_of(actor).await?;
        work.meet(actor).await?;
        let own = Some(actor.person());
        let mut file = named(work.conn(), &self.offer.calendar, Reach::Staff, own, typed).await?;
        work.concerns(file.row.customer);
        let used = delivery.minutes.unwrap_or(file.row.minutes);
        if !(0..=USED_MOST).contains(&used) {
            return Err(ExpertiseRefusal::TooLong { most: USED_MOST }.into());
        }
        let held = work.held(&file).await?;
        let (act, step, settlement) = if delivery.no_show {
            (SessionAct::NoShow, Step::NoShow, allowance::no_show(&held))
        } else {
            (SessionAct::Deliver, Step::Delivered, settle(&held, used, &self.offer.sessions))
        };
        let charged = total(&settlement.used);
        let happens = Happens { by: actor.by(), step, charged, text: notes };
        let seq = work.act_on(&mut file, act, happens).await?;
        work.end_hold(&file, &held, &settlement.used, own).await?;
        store::session::vacate(work.conn(), file.row.id).await?;
        // What may be charged yet is settled before the team is asked how it was.
        let asks_note = step == Step::Delivered && settlement.beyond == 0;
        work.tell_session(&file, seq, if asks_note { &[] } else { &[Party::Team] }).await?;
        if asks_note {
            work.ask_for_note(&file).await?;
        }
        if settlement.beyond > 0 {
            work.ask_for_more(&file, settlement.beyond).await?;
        }
        work.commit().await?;
        let given_back = total(&settlement.given_back);
        Ok(Settled { file, charged, given_back, beyond: settlement.beyond })
    }
}
