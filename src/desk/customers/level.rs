//! Changes of level: what one would change, and the change itself.
//!
//! Moving up is the manager's, after a look at what it changes; any change is support's. An open P1 is helped
//! by a higher level from the moment it is effective, also where that moment was scheduled.

use anyhow::Result;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use crate::{
    desk::{
        self, Desk, Refusal,
        actor::Actor,
        draft::{
            kinds::Draft,
            level::{Guaranteed, Helped, Offered, Preview, Scheduled},
        },
        due::{self, Due},
        effect::Effect,
        expertise::SessionFile,
        refusal::{level::NotChanged, reason::Done},
        ticket::file::{self, TicketFile},
        work::Work,
    },
    rules::{
        allowance::Balance,
        contract::{self, Access, Change, History},
        event::{By, Event, Recorded},
        gtr::Status,
        ids::CustomerId,
        level::Level,
        offer::Offer,
    },
    store::{
        self, Conn,
        customer::{Customer, Reach},
    },
};

/// A change of level that was written.
#[derive(Clone, Debug)]
pub struct Changed {
    /// The customer's name.
    pub customer: String,
    /// What it changed.
    pub preview: Preview,
    /// Sessions to come that the allowance no longer pays for: they stay.
    pub beyond: Vec<SessionFile>,
}

impl From<contract::LevelRefusal> for desk::Stop {
    fn from(refusal: contract::LevelRefusal) -> Self {
        NotChanged::Rule(refusal).into()
    }
}

impl Desk {
    /// What a change to that level would change for the team of this channel.
    ///
    /// # Errors
    /// Refused where no customer is linked, and for the level that it has.
    pub async fn preview_level(&self, actor: &Actor, to: Level) -> Done<Changed> {
        let team = actor.team_here()?;
        let customer = team.scope.customer();
        let now = self.clock.now();
        let mut conn = self.store.read().await?;
        let history = store::contract::history(&mut conn, customer).await?;
        let change = history.asked_about(to, actor.by(), &self.offer, now)?;
        let preview = preview(&mut conn, customer, (&history, &change), &self.offer, now).await?;
        Ok(Changed { customer: team.name.clone(), preview, beyond: Vec::new() })
    }

    /// What moving up would change, kept for its confirmation: the number of the draft comes with it.
    ///
    /// # Errors
    /// Refused for anyone who is not a manager, and for a level that is not higher.
    pub async fn ask_upgrade(&self, actor: &Actor, to: Level) -> Done<(Changed, i64)> {
        let team = actor.as_manager()?;
        let customer = team.scope.customer();
        let mut work = self.work().await?;
        let (_, preview) = work.upgrade_of(actor, customer, to).await?;
        let draft = work.keep_draft(actor, &Draft::Upgrade { customer, preview: preview.clone() }).await?;
        work.commit().await?;
        Ok((Changed { customer: team.name.clone(), preview, beyond: Vec::new() }, draft))
    }

    /// Moves a customer up as it was shown to its manager: effective now, billed from the first of next
    /// month.
    ///
    /// # Errors
    /// Refused for anyone who is not a manager (any more), when something in what was shown has changed, and
    /// to a second press.
    pub async fn upgrade(&self, actor: &Actor, draft: i64) -> Done<Changed> {
        let team = actor.as_manager()?;
        let mut work = self.work_of(actor).await?;
        let Draft::Upgrade { customer, preview: shown } = work.take_draft(actor, draft).await? else {
            return Err(Refusal::DraftGone.into());
        };
        if customer != team.scope.customer() {
            return Err(Refusal::DraftGone.into());
        }
        let (change, preview) = work.upgrade_of(actor, customer, shown.to.level).await?;
        if !preview.is_still(&shown) {
            return Err(NotChanged::Otherwise.into());
        }
        work.change_level(customer, &change).await?;
        work.concerns(customer);
        work.commit().await?;
        Ok(Changed { customer: team.name.clone(), preview, beyond: Vec::new() })
    }

    /// Any change of a customer's level, by staff: on a date, today being at once; without one, up at once
    /// and down on the first of next month.
    ///
    /// # Errors
    /// Refused for anyone who is not an agent, for a date that is past, and for the level that it has then.
    pub async fn change_level(
        &self,
        actor: &Actor,
        name: &str,
        to: Level,
        from: Option<NaiveDate>,
    ) -> Done<Changed> {
        actor.as_agent()?;
        let mut work = self.work_of(actor).await?;
        let Customer { id, name, .. } = work.customer_named(name).await?;
        let history = store::contract::history(work.conn(), id).await?;
        let now = work.now;
        let change = history.change_by_staff(to, from, actor.by(), &self.offer, now)?;
        let preview = preview(work.conn(), id, (&history, &change), &self.offer, now).await?;
        work.change_level(id, &change).await?;
        let beyond = work.no_longer_fit(id).await?;
        work.concerns(id);
        work.commit().await?;
        Ok(Changed { customer: name, preview, beyond })
    }
}

impl Work<'_> {
    /// The upgrade that a manager asks for, and what it changes.
    async fn upgrade_of(
        &mut self,
        actor: &Actor,
        customer: CustomerId,
        to: Level,
    ) -> Done<(Change, Preview)> {
        let history = store::contract::history(self.conn(), customer).await?;
        let now = self.now;
        let desk = self.desk;
        let change = history.upgrade(to, actor.by(), &desk.offer, now)?;
        let preview = preview(self.conn(), customer, (&history, &change), &desk.offer, now).await?;
        Ok((change, preview))
    }

    /// Writes a change of level, with all that follows from it.
    async fn change_level(&mut self, customer: CustomerId, change: &Change) -> Result<()> {
        let (row, now) = (&change.row, self.now);
        let (from, to, at) = (change.from, row.level, row.effective_at);
        self.did(Effect::Level { from, to, at, billed_from: row.billed_from });
        for cancelled in &change.cancels {
            self.did(Effect::LevelCancelled { to: cancelled.level, at: cancelled.effective_at });
        }
        if !change.cancels.is_empty() {
            store::contract::cancel_after(self.conn(), customer, row.effective_at, now).await?;
        }
        let id = store::contract::insert(self.conn(), customer, row).await?;
        if row.level < change.from {
            // "A downgrade never touches an open P1."
            return Ok(());
        }
        if row.effective_at > now {
            let due = Due::LevelStarts { customer, at: row.effective_at };
            return self.promise(&due::Key::Level(id), row.effective_at, &due).await.map(drop);
        }
        self.level_upgraded(customer, change.from, row.level, row.who).await
    }

    /// A scheduled level begins: where it still does, and is a higher one, it helps.
    pub(in crate::desk) async fn level_starts(
        &mut self,
        customer: CustomerId,
        at: DateTime<Utc>,
    ) -> Result<()> {
        let history = store::contract::history(self.conn(), customer).await?;
        let (before, level) = (history.level_at(at - TimeDelta::seconds(1)), history.level_at(at));
        if level > before && history.level_at(self.now) == level {
            self.level_upgraded(customer, before, level, By::desk()).await?;
        }
        Ok(())
    }

    /// The customer's level is higher now: its open P1s are helped, and their teams are told.
    pub async fn level_upgraded(
        &mut self,
        customer: CustomerId,
        from: Level,
        to: Level,
        who: By,
    ) -> Result<()> {
        // What support does to the contract is no act on the ticket: it acknowledges nothing.
        let by = if who.is_staff() { By::desk() } else { who };
        let terms = contract::terms(to, self.offer());
        for mut file in open_p1s(self.conn(), customer).await? {
            let event = Event::LevelUpgraded { from, terms };
            let seq = self.record(&mut file, by, event, None).await?;
            self.tell(&file, seq).await?;
            self.follow(&mut file).await?;
        }
        Ok(())
    }
}

/// What a change would change.
async fn preview(
    conn: &mut Conn,
    customer: CustomerId,
    (history, change): (&History, &Change),
    offer: &Offer,
    now: DateTime<Utc>,
) -> Result<Preview> {
    let after = history.after(change);
    let at = change.row.effective_at.max(now);
    let month = offer.calendar.month_of(now);
    let drawn = store::hours::drawn(conn, customer, month).await?;
    let offered = |history: &History, level: Level, at: DateTime<Utc>| {
        let included = crate::rules::allowance::included(history, month, offer, now);
        let balance = Balance { month, included, used: drawn.used, held: drawn.held, packs: Vec::new() };
        let given = history.is_given(level, offer.calendar.month_of(at), offer);
        Offered {
            level,
            gtr_minutes: offer.level(level).gtr_minutes,
            minutes_a_month: if given { offer.level(level).minutes_a_month } else { 0 },
            until: history.first_months(level, offer).map(|(_, last)| last),
            left: balance.month_left(),
            access: history.access_at(at, offer) != Access::None,
        }
    };
    let p1s = if change.row.level > change.from && at == now {
        let terms = contract::terms(change.row.level, offer);
        let event = Event::LevelUpgraded { from: change.from, terms };
        open_p1s(conn, customer).await?.iter().filter_map(|file| helped(file, &event, now)).collect()
    } else {
        Vec::new()
    };
    let cancels =
        change.cancels.iter().map(|row| Scheduled { level: row.level, at: row.effective_at }).collect();
    Ok(Preview {
        from: offered(history, change.from, at),
        to: offered(&after, change.row.level, at),
        later: (at > now).then_some(at),
        billed_from: change.row.billed_from,
        cancels,
        p1s,
    })
}

/// What a higher level does for an open P1, if anything.
fn helped(file: &TicketFile, event: &Event, now: DateTime<Utc>) -> Option<Helped> {
    let before = match file.ticket.clock() {
        None => Guaranteed::Nothing,
        Some(clock) if clock.status() == Status::Paused => Guaranteed::Paused(clock.left(now).num_seconds()),
        Some(clock) => Guaranteed::Deadline(clock.deadline(now)),
    };
    let earlier = file.ticket.clock().map(|clock| clock.deadline(now));
    let mut ticket = file.ticket.clone();
    let recorded = Recorded { seq: ticket.seq.next(), at: now, by: By::desk(), event: event.clone() };
    ticket.apply(&recorded).ok()?;
    let deadline = ticket.clock()?.deadline(now);
    earlier.is_none_or(|earlier| deadline < earlier).then_some(Helped {
        ticket: file.row.number,
        before,
        deadline,
    })
}

/// The open P1s of a customer, by number.
async fn open_p1s(conn: &mut Conn, customer: CustomerId) -> Result<Vec<TicketFile>> {
    let mut files = Vec::new();
    for number in store::contract::open_p1s(conn, customer).await? {
        files.extend(file::read(conn, Reach::Staff, number).await?);
    }
    Ok(files)
}
