//! The record of whoever did what, and of what they were refused.
//!
//! What is done is noted by the unit of work that does it, so that neither stands without the other. Only
//! what changes something is noted; what was typed is not, except for the names of the command, the customer
//! and the ticket.

use anyhow::Result;
use chrono::TimeDelta;

use crate::{
    desk::{
        Desk, Refusal,
        actor::{Actor, Asking},
        draft::{kinds::Draft, search::AuditSearch},
        refusal::{self, reason::Done},
    },
    metrics,
    rules::{ids::TicketNumber, language::Language},
    store::{
        self,
        audit::{Entry, Filter, NewEntry},
    },
};

/// For how long the same refusal is not noted again.
const A_DAY: TimeDelta = TimeDelta::days(1);

/// How many entries a page has.
pub const A_PAGE: usize = 10;

/// A page of the record.
#[derive(Clone, Debug)]
pub struct AuditPage {
    /// Whose it is, where it is one customer's.
    pub customer: Option<String>,
    /// Of which ticket, where it is one's.
    pub ticket: Option<TicketNumber>,
    /// The entries, latest first.
    pub entries: Vec<Entry>,
    /// The number of the draft that leads to later ones.
    pub later: Option<i64>,
    /// The number of the draft that leads to earlier ones.
    pub earlier: Option<i64>,
}

/// What somebody tried and was refused.
pub struct Tried<'a> {
    /// Who, from where.
    pub asking: &'a Asking,
    /// The customer, as named.
    pub customer: Option<&'a str>,
    /// The ticket, as named.
    pub ticket: Option<TicketNumber>,
    /// Why it was refused, in words for the staff.
    pub why: &'a (dyn Fn(Language) -> String + Sync),
}

impl Desk {
    /// The latest entries about a customer, a ticket or all of it.
    ///
    /// # Errors
    /// Refused for anyone who is not an agent, and for a customer or ticket that is not there.
    pub async fn audit(
        &self,
        actor: &Actor,
        customer: Option<&str>,
        ticket: Option<TicketNumber>,
    ) -> Done<AuditPage> {
        actor.as_agent()?;
        let mut conn = self.store.read().await?;
        let customer = match customer.map(str::trim) {
            Some(name) => {
                let found = store::customer::meant(&mut conn, name).await?;
                Some(found.ok_or_else(|| refusal::customers::CustomerRefusal::Unknown(name.to_owned()))?.id)
            }
            None => None,
        };
        if let Some(number) = ticket {
            store::ticket::get(&mut conn, number).await?.ok_or(Refusal::NoSuchTicket)?;
        }
        drop(conn);
        self.audit_page(actor, AuditSearch { customer, ticket, skip: 0 }).await
    }

    /// The page to which a button leads. It can be pressed again.
    ///
    /// # Errors
    /// Refused for anyone who is not an agent, and when the button is another person's.
    pub async fn audit_page(&self, actor: &Actor, asked: AuditSearch) -> Done<AuditPage> {
        actor.as_agent()?;
        let AuditSearch { customer, ticket, skip } = asked;
        let size = i64::try_from(A_PAGE).unwrap_or(i64::MAX);
        let filter = Filter { customer, ticket, skip, limit: size + 1 };
        let mut conn = self.store.read().await?;
        let mut entries = store::audit::latest(&mut conn, &filter).await?;
        let customer = match customer {
            Some(id) => Some(store::customer::get(&mut conn, id).await?.name),
            None => None,
        };
        drop(conn);
        let more = entries.len() > A_PAGE;
        entries.truncate(A_PAGE);
        let places = [(skip > 0).then_some((skip - size).max(0)), more.then_some(skip + size)];
        let mut drafts = [None, None];
        for (draft, place) in drafts.iter_mut().zip(places) {
            if let Some(skip) = place {
                *draft = Some(self.page(actor, &Draft::Audit(AuditSearch { skip, ..asked })).await?);
            }
        }
        let [later, earlier] = drafts;
        Ok(AuditPage { customer, ticket, entries, later, earlier })
    }

    /// Notes what somebody tried and was refused: of the same person and act the first of a day. What
    /// strangers try where nobody is known is counted, and leaves no row: anybody could fill the disk with
    /// them.
    pub async fn note_refusal(&self, tried: &Tried<'_>) -> Result<()> {
        let asking = tried.asking;
        if !self.knows_place(asking).await? {
            metrics::stranger_refused();
            return Ok(());
        }
        let (person, what, since) = (asking.person, &asking.what, self.clock.now() - A_DAY);
        if store::audit::was_refused(&mut *self.store.read().await?, person, what, since).await? {
            return Ok(());
        }
        let mut work = self.work().await?;
        // The one before may have been on its way.
        if store::audit::was_refused(work.conn(), person, what, since).await? {
            return Ok(());
        }
        let named = match tried.customer {
            Some(name) => {
                store::customer::by_name(work.conn(), name.trim()).await?.map(|customer| customer.id)
            }
            None => None,
        };
        let here = asking.parent.unwrap_or(asking.channel);
        let customer = match named {
            Some(customer) => Some(customer),
            None => store::customer::linked_to(work.conn(), here).await?.map(|customer| customer.id),
        };
        let why = (tried.why)(work.staff_language().await?);
        let entry = NewEntry {
            person: asking.person,
            channel: asking.channel,
            what: &asking.what,
            customer,
            ticket: tried.ticket,
            refused: Some(&why),
            effect: None,
        };
        let now = work.now;
        store::audit::insert(work.conn(), &entry, now).await?;
        work.commit().await
    }
}
