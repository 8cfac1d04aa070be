//! The major incidents of a month, for its report: whom they concern, and when each of these was told first.

use std::collections::BTreeMap;

use anyhow::Result;
use chrono::{DateTime, Utc};

use super::file::{IncidentFile, read};
use crate::{
    desk::say::key::Key,
    rules::{
        calendar::{Calendar, Month},
        ids::{CustomerId, TicketNumber},
        incident::Incident,
        report::{Outage, outage},
    },
    store::{self, Conn},
};

/// A major incident in a month's report.
#[derive(Clone, Debug)]
pub struct MonthIncident {
    /// What its events say.
    pub incident: Incident,
    /// In one line, what was down.
    pub title: String,
    /// Its part in the month.
    pub outage: Outage,
    /// Whom it concerns, each with the moment at which they were told first, UTC; none where they never were.
    /// In a team's report that team alone.
    pub concerned: BTreeMap<CustomerId, Option<DateTime<Utc>>>,
}

/// The incidents of a month that concern a customer, or all of them; by number.
pub async fn of_month(
    conn: &mut Conn,
    customer: Option<CustomerId>,
    (month, calendar): (Month, &Calendar),
    now: DateTime<Utc>,
) -> Result<Vec<MonthIncident>> {
    let (from, to) = (month.start(calendar), month.end(calendar));
    let mut found = Vec::new();
    for number in store::incident_report::of_time(conn, customer, from, to).await? {
        let Some(file) = read(conn, number).await? else { continue };
        let Some(outage) = outage(&file.events, month, calendar, now) else { continue };
        let concerned = concerned(conn, &file, customer).await?;
        found.push(MonthIncident {
            title: file.title().to_owned(),
            incident: file.incident,
            outage,
            concerned,
        });
    }
    Ok(found)
}

/// Whom an incident concerns: whose channels were told, and whose tickets are tied to it.
async fn concerned(
    conn: &mut Conn,
    file: &IncidentFile,
    customer: Option<CustomerId>,
) -> Result<BTreeMap<CustomerId, Option<DateTime<Utc>>>> {
    let number = file.incident.number;
    let mut all: BTreeMap<_, _> =
        store::incident_report::told(conn, number, customer).await?.into_iter().collect();
    for (ticket, owner) in store::incident_report::owners(conn, number, customer).await? {
        let told = told_in_thread(conn, file, ticket).await?;
        let first = all.entry(owner).or_default();
        *first = (*first).into_iter().chain(told).min();
    }
    Ok(all)
}

/// When a ticket's team read of an incident in its thread first.
async fn told_in_thread(
    conn: &mut Conn,
    file: &IncidentFile,
    ticket: TicketNumber,
) -> Result<Option<DateTime<Utc>>> {
    for one in &file.events {
        let key = Key::IncidentTold(file.incident.number, one.seq, ticket).to_string();
        if let Some(said) = store::outbox::said_as(conn, &key).await? {
            return Ok(Some(said.at));
        }
    }
    Ok(None)
}
