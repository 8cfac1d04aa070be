//! A month's report: of the team whose channel it is, of every team for support, and the one that is sent by
//! itself.
//!
//! Teams that want it get the report of the month before at the opening of the first business day of a month:
//! one promise for each month, one message for each team. Whether a team still wants it is asked when the
//! promise falls due and again when the message is rendered.

use std::collections::HashMap;

use anyhow::{Context, Result};
use chrono::{DateTime, Utc};

use super::hearing::hears_of;
use crate::{
    desk::{
        Desk,
        actor::Actor,
        due::{self, Due},
        incidents::{self, MonthIncident},
        refusal::{self, reason::Done, report::ReportRefusal},
        say::{
            key::Key,
            message::{Destination, Lane, Say},
        },
        work::{Message, Work},
    },
    rules::{
        allowance::included,
        calendar::{Calendar, Month},
        ids::{CustomerId, TicketNumber},
        report::{Figures, Hours},
    },
    store::{self, Conn},
};

/// How many months back are suggested at most: ten years.
const MONTHS_BACK: usize = 120;

/// A month, of one team or of all.
#[derive(Clone, Debug)]
pub struct Report {
    /// The month.
    pub month: Month,
    /// The customer's name; none: of all teams.
    pub customer: Option<String>,
    /// What its tickets were.
    pub figures: Figures,
    /// The major incidents that concern it.
    pub incidents: Vec<MonthIncident>,
    /// What its hours were.
    pub hours: Hours,
    /// Minutes of the experts' time that were used in it for a ticket, where some were.
    pub ticket_minutes: HashMap<TicketNumber, i64>,
    /// The subjects of its tickets.
    pub subjects: HashMap<TicketNumber, String>,
    /// The customers' names, where it is of all teams.
    pub names: HashMap<CustomerId, String>,
    /// The moment at which all this is so, UTC.
    pub now: DateTime<Utc>,
    /// Whether the month is not over then.
    pub so_far: bool,
}

impl Desk {
    /// The report of a month, the present one where none is typed: of the team whose channel this is, and
    /// elsewhere, for support, of all teams.
    ///
    /// # Errors
    /// Refused for anyone who is neither support nor in a customer's channel, for what is no month, for one
    /// to come, and for one that was over before the customer was one.
    pub async fn report(&self, actor: &Actor, month: Option<&str>) -> Done<Report> {
        let customer = whose(actor)?;
        let calendar = &self.offer.calendar;
        let now = self.clock.now();
        let present = calendar.month_of(now);
        let month = match month {
            Some(typed) => typed.parse().map_err(refusal::expertise::ExpertiseRefusal::Month)?,
            None => present,
        };
        if month > present {
            return Err(ReportRefusal::ToCome(month).into());
        }
        let mut conn = self.store.read().await?;
        let since = self.since(&mut conn, customer, now).await?;
        if month < since {
            return Err(ReportRefusal::Before { month, since }.into());
        }
        Ok(self.counted(&mut conn, customer, month).await?)
    }

    /// The months of which there is a report for whoever asks: the present one, then those before, latest
    /// first.
    ///
    /// # Errors
    /// Refused as [`Desk::report`] would be.
    pub async fn months_of_report(&self, actor: &Actor) -> Done<Vec<Month>> {
        let customer = whose(actor)?;
        self.months_until_now(customer).await
    }

    /// The months whose hours a team may be told: the present one, the one to come, then those before, latest
    /// first.
    ///
    /// # Errors
    /// Refused where no customer is linked.
    pub async fn months_of_hours(&self, actor: &Actor) -> Done<Vec<Month>> {
        let customer = actor.team_here()?.scope.customer();
        let mut months = self.months_until_now(Some(customer)).await?;
        if let Some(present) = months.first().copied() {
            months.insert(1, present.next());
        }
        Ok(months)
    }

    /// The present month, and those before it since there is a customer, or that one; at most as many as
    /// anybody looks back.
    async fn months_until_now(&self, customer: Option<CustomerId>) -> Done<Vec<Month>> {
        let now = self.clock.now();
        let since = self.since(&mut *self.store.read().await?, customer, now).await?;
        let present = self.offer.calendar.month_of(now);
        let back = std::iter::successors(Some(present), |month| Some(month.prev()));
        Ok(back.take(MONTHS_BACK).take_while(|month| *month >= since).collect())
    }

    /// The first month of which there is anything to tell.
    async fn since(
        &self,
        conn: &mut Conn,
        customer: Option<CustomerId>,
        now: DateTime<Utc>,
    ) -> Result<Month> {
        let since = store::report::since(conn, customer).await?;
        Ok(self.offer.calendar.month_of(since.unwrap_or(now)))
    }

    /// The report of a customer's month that is sent by itself; nothing where it is no longer to be, or not
    /// there.
    pub async fn report_to_send(
        &self,
        to: Destination,
        customer: CustomerId,
        month: Month,
    ) -> Result<Option<Report>> {
        let mut conn = self.store.read().await?;
        if !hears_of(&mut conn, to, customer).await?
            || !store::report::is_subscribed(&mut conn, customer).await?
        {
            return Ok(None);
        }
        self.counted(&mut conn, Some(customer), month).await.map(Some)
    }

    async fn counted(&self, conn: &mut Conn, customer: Option<CustomerId>, month: Month) -> Result<Report> {
        let (offer, now) = (&self.offer, self.clock.now());
        let calendar = &offer.calendar;
        let (from, to) = (month.start(calendar), month.end(calendar));
        let told = store::report::histories(conn, customer, from, to).await?;
        let histories = told.iter().map(|told| (told.number, told.events.as_slice()));
        let figures = Figures::count(histories, month, calendar).context("counting a month's tickets")?;
        let mut hours = store::report::hours(conn, customer, month, calendar, now).await?;
        let whose = customer;
        let theirs = match customer {
            Some(customer) => vec![customer],
            None => store::customer::served(conn).await?.into_iter().map(|served| served.id).collect(),
        };
        for customer in theirs {
            let history = store::contract::history(conn, customer).await?;
            hours.included += included(&history, month, offer, now);
        }
        let (customer, names) = match customer {
            Some(customer) => (Some(store::customer::get(conn, customer).await?.name), HashMap::new()),
            None => (None, store::report::names(conn).await?),
        };
        let ticket_minutes = store::report::minutes_of_tickets(conn, whose, from, to).await?;
        let subjects = told.into_iter().map(|told| (told.number, told.subject)).collect();
        let incidents = incidents::of_month(conn, whose, (month, calendar), now).await?;
        Ok(Report {
            month,
            customer,
            figures,
            incidents,
            hours,
            ticket_minutes,
            subjects,
            names,
            now,
            so_far: now < to,
        })
    }

    /// Promises the report of the present month, unless one is promised.
    pub(in crate::desk) async fn promise_reports(&self) -> Result<()> {
        let mut work = self.work().await?;
        if !store::agenda::is_promised(work.conn(), &due::Key::reports()).await? {
            let month = next_report(&self.offer.calendar, work.now);
            work.promise_report(month).await?;
        }
        work.commit().await
    }
}

/// Whose report somebody gets: the team's whose channel this is; elsewhere, for support, everybody's.
///
/// # Errors
/// Refused for anyone who is neither support nor in a customer's channel.
fn whose(actor: &Actor) -> Done<Option<CustomerId>> {
    if actor.team.is_none() && actor.staff.any() {
        actor.as_agent()?;
        return Ok(None);
    }
    if actor.staff.any() {
        // Its list of tickets is not for the experts.
        actor.as_agent()?;
    }
    Ok(Some(actor.team_here()?.scope.customer()))
}

/// When the report of a month is sent: as the desk opens on the first business day of the month after.
pub fn sent_at(month: Month, calendar: &Calendar) -> DateTime<Utc> {
    calendar.next_opening(month.end(calendar))
}

/// The month whose report is the next to be sent: that of the month before, while it is still to come.
fn next_report(calendar: &Calendar, now: DateTime<Utc>) -> Month {
    let present = calendar.month_of(now);
    if now <= sent_at(present.prev(), calendar) { present.prev() } else { present }
}

impl Work<'_> {
    async fn promise_report(&mut self, month: Month) -> Result<()> {
        let at = sent_at(month, &self.offer().calendar);
        self.promise(&due::Key::Reports(month), at, &Due::Reports { month }).await.map(drop)
    }

    /// Queues the report of a month for each team that wants it, and promises the next. Left out: teams that
    /// no channel speaks for, and those of which there is nothing to report.
    pub(in crate::desk) async fn reports_due(&mut self, month: Month) -> Result<()> {
        self.promise_report(month.next()).await?;
        let calendar = &self.offer().calendar;
        let at = sent_at(month, calendar);
        for customer in store::report::subscribers(self.conn()).await? {
            let since = store::report::since(self.conn(), Some(customer.id)).await?;
            let links = store::customer::links(self.conn(), customer.id).await?;
            let Some(link) = links.first().filter(|_| since.is_some_and(|since| since < month.end(calendar)))
            else {
                continue;
            };
            let key = Key::Report(month, customer.id);
            let say = Say::Report { customer: customer.id, month, at };
            let to = Destination::Channel(link.channel);
            self.say(&Message::new(&key, Lane::Rest, to, customer.language, say))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::rules::offer::{DEFAULT, Offer};

    #[rstest]
    #[case::a_monday("2026-05", "2026-06-01T07:00:00Z")]
    #[case::after_a_weekend("2026-10", "2026-11-02T08:00:00Z")]
    #[case::after_new_years_day("2026-12", "2027-01-04T08:00:00Z")]
    #[case::after_labour_day("2029-04", "2029-05-02T07:00:00Z")]
    fn it_is_sent_on_the_first_business_day(#[case] month: &str, #[case] at: &str) {
        let offer = Offer::parse(DEFAULT).unwrap();
        let at: DateTime<Utc> = at.parse().unwrap();
        assert_eq!(sent_at(month.parse().unwrap(), &offer.calendar), at);
    }

    #[rstest]
    #[case::before_its_hour("2026-11-02T07:59:00Z", "2026-10")]
    #[case::at_its_hour("2026-11-02T08:00:00Z", "2026-10")]
    #[case::after_it("2026-11-02T08:01:00Z", "2026-11")]
    #[case::in_the_last_hour_of_the_month_in_utc("2026-10-31T23:30:00Z", "2026-10")]
    fn the_next_report_is_that_of(#[case] now: &str, #[case] month: &str) {
        let offer = Offer::parse(DEFAULT).unwrap();
        let month: Month = month.parse().unwrap();
        assert_eq!(next_report(&offer.calendar, now.parse().unwrap()), month);
    }
}
