//! What a lower level, or a customer that leaves, means for the sessions that are still to be.

use super::{
    SessionFile,
    expert::{self, opened},
    file::Happens,
    hold::purse,
};
use crate::{
    desk::{actor::Actor, refusal::reason::Done, work::Work},
    rules::{
        allowance::Source,
        event::By,
        ids::CustomerId,
        session::{Party, SessionAct, State, Step},
    },
    store,
};

/// How many sessions to come of one customer are looked at: more than two months have room for.
const LOOKED_AT: i64 = 1_000;

impl Work<'_> {
    /// The sessions to come that a month's allowance, as it now is, no longer pays for: they stay, and staff
    /// are told of them. Soonest first; within a month the earlier ones are paid for first.
    pub(in crate::desk) async fn no_longer_fit(&mut self, customer: CustomerId) -> Done<Vec<SessionFile>> {
        let (now, offer) = (self.now, self.offer());
        let this_month = offer.calendar.month_of(now);
        let to_come = self.sessions_to_come(customer).await?;
        let mut beyond = Vec::new();
        for month in [this_month, this_month.next()] {
            let balance = purse(self.conn(), offer, customer, month, now).await?.balance;
            let mut left = balance.included - balance.used;
            for file in &to_come {
                let held = self.held(file).await?;
                let of_month = held.iter().filter(|draw| draw.source == Source::Month(month));
                let minutes: i64 = of_month.map(|draw| draw.minutes).sum();
                left -= minutes;
                if minutes > 0 && left < 0 {
                    beyond.push(file.clone());
                }
            }
        }
        Ok(beyond)
    }

    /// A customer leaves: its sessions to come are called off, and their experts are told.
    pub(in crate::desk) async fn end_sessions(&mut self, actor: &Actor, customer: CustomerId) -> Done<()> {
        let sessions = self.sessions_to_come(customer).await?;
        self.call_off_all(sessions, actor.by(), &[Party::Expert]).await
    }

    /// Calls off what is to be, whoever agreed to it: the hours and the time are given back, and these sides
    /// are told.
    pub(super) async fn call_off_all(
        &mut self,
        sessions: Vec<SessionFile>,
        by: By,
        told: &[Party],
    ) -> Done<()> {
        for mut file in sessions {
            let (act, step) = match file.row.state {
                State::Requested => (SessionAct::Decline(Party::Expert), Step::Declined),
                State::Proposed => (SessionAct::Withdraw(Party::Expert), Step::Withdrawn),
                State::Confirmed => (SessionAct::Cancel(Party::Expert), Step::Cancelled),
                State::Delivered
                | State::Declined
                | State::Withdrawn
                | State::Released
                | State::Cancelled
                | State::NoShow => continue,
            };
            let happens = Happens { by, step, charged: 0, text: "" };
            let seq = self.act_on(&mut file, act, happens).await?;
            self.give_all_back(&file, by.person).await?;
            self.tell_session(&file, seq, told).await?;
        }
        Ok(())
    }

    pub(in crate::desk) async fn sessions_to_come(&mut self, customer: CustomerId) -> Done<Vec<SessionFile>> {
        let from = expert::after(self.now);
        let rows = store::session::starting_from(self.conn(), Some(customer), None, from, LOOKED_AT).await?;
        opened(self.conn(), rows.into_iter().filter(|row| row.state.holds())).await
    }
}
