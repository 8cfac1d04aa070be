//! Minutes held, given back and used: what the ledger says of one session.

use anyhow::Result;
use chrono::{DateTime, Utc};

use super::SessionFile;
use crate::{
    desk::{
        refusal::{
            expertise::{ExpertiseRefusal, NoHours},
            reason::Done,
        },
        work::Work,
    },
    rules::{
        allowance::{self, Balance, Draw, Entry, included, plan_hold},
        calendar::Month,
        contract::History,
        ids::{CustomerId, PersonId},
        offer::Offer,
    },
    store::{
        self, Conn,
        hours::{NewEntry, PackRow},
    },
};

/// What a customer may draw on, with what decides it.
#[derive(Clone, Debug)]
pub(super) struct Purse {
    /// What may be drawn on for sessions of the month.
    pub(super) balance: Balance,
    /// The packs that pay for some session of the month, or are not over.
    pub(super) packs: Vec<PackRow>,
    /// The customer's levels.
    pub(super) history: History,
}

/// What a customer may draw on for sessions that start in a month.
pub(super) async fn purse(
    conn: &mut Conn,
    offer: &Offer,
    customer: CustomerId,
    month: Month,
    now: DateTime<Utc>,
) -> Result<Purse> {
    let history = store::contract::history(conn, customer).await?;
    let drawn = store::hours::drawn(conn, customer, month).await?;
    // A pack that is over by now may yet pay for what a session took that began before its end.
    let packs = store::hours::packs(conn, customer, now.min(month.start(&offer.calendar))).await?;
    let balance = Balance {
        month,
        included: included(&history, month, offer, now),
        used: drawn.used,
        held: drawn.held,
        packs: packs.iter().map(|row| row.pack).collect(),
    };
    Ok(Purse { balance, packs, history })
}

impl Purse {
    /// Where so many minutes come from.
    ///
    /// # Errors
    /// Refused when there are not so many.
    pub(super) fn plan(
        &self,
        minutes: i64,
        starts_at: DateTime<Utc>,
        offer: &Offer,
        now: DateTime<Utc>,
    ) -> Result<Vec<Draw>, ExpertiseRefusal> {
        plan_hold(minutes, starts_at, &self.balance).map_err(
            |allowance::HoldRefusal::NotEnough { wanted, month, packs }| {
                let level = self.history.level_at(now);
                ExpertiseRefusal::NoHours(NoHours {
                    wanted,
                    month: self.balance.month,
                    month_left: month,
                    packs_left: packs,
                    level,
                    packs: offer.level(level).packs,
                })
            },
        )
    }
}

impl Work<'_> {
    /// Holds the minutes of a session.
    pub(super) async fn hold(
        &mut self,
        file: &SessionFile,
        minutes: i64,
        by: Option<PersonId>,
    ) -> Done<Vec<Draw>> {
        let (now, starts_at) = (self.now, file.row.starts_at);
        let offer = self.offer();
        let month = offer.calendar.month_of(starts_at);
        let purse = purse(self.conn(), offer, file.row.customer, month, now).await?;
        let draws = purse.plan(minutes, starts_at, offer, now)?;
        self.enter(file, Entry::Hold, &draws, by).await?;
        Ok(draws)
    }

    /// Ends the hold of a session, of which this is used for good; the rest is free again.
    pub(super) async fn end_hold(
        &mut self,
        file: &SessionFile,
        held: &[Draw],
        used: &[Draw],
        by: Option<PersonId>,
    ) -> Result<()> {
        self.enter(file, Entry::Release, held, by).await?;
        self.enter(file, Entry::Use, used, by).await
    }

    /// What a session holds now.
    pub(super) async fn held(&mut self, file: &SessionFile) -> Result<Vec<Draw>> {
        store::hours::held(self.conn(), file.row.id).await
    }

    async fn enter(
        &mut self,
        file: &SessionFile,
        entry: Entry,
        draws: &[Draw],
        by: Option<PersonId>,
    ) -> Result<()> {
        let (customer, session, now) = (file.row.customer, Some(file.row.id), self.now);
        for draw in draws {
            let entry = NewEntry { customer, session, entry, draw: *draw, by };
            store::hours::write(self.conn(), &entry, now).await?;
        }
        Ok(())
    }
}

/// The minutes of several draws.
pub(super) fn total(draws: &[Draw]) -> i64 {
    draws.iter().map(|draw| draw.minutes).sum()
}
