//! Who may be booked by a customer: the experts, except for the time in which a platform that concerns the
//! customer is in maintenance.

use anyhow::Result;
use chrono::{DateTime, TimeDelta, Utc};

use crate::{
    desk::refusal::expertise::ExpertiseRefusal,
    rules::{
        ids::{CustomerId, SessionId},
        offer::{Label, Offer},
        session::{Away, bookable_until},
    },
    store::{self, Conn, expert::ExpertFile, window::Window},
};

/// What a customer may choose from.
#[derive(Clone, Debug)]
pub(super) struct Offered {
    /// The experts, by name; away while there is maintenance.
    pub(super) experts: Vec<ExpertFile>,
    /// The windows in which nothing is booked, the earliest first.
    windows: Vec<Window>,
}

impl Offered {
    /// What may be booked now, for one customer or, for `None`, whatever the platform. The session `except`
    /// counts as free for its own move.
    pub(super) async fn read(
        conn: &mut Conn,
        offer: &Offer,
        customer: Option<CustomerId>,
        now: DateTime<Utc>,
        except: Option<SessionId>,
    ) -> Result<Self> {
        let mut experts = store::expert::all(conn, now, except).await?;
        let until = bookable_until(&offer.calendar, now);
        let mut windows = store::window::overlapping(conn, None, now, until).await?;
        if let Some(customer) = customer {
            let links = store::customer::links(conn, customer).await?;
            // A channel that hears of every platform is of a team that uses every platform.
            let concerned =
                |key: &str| links.iter().any(|link| link.platform.as_deref().is_none_or(|own| own == key));
            windows.retain(|window| concerned(&window.platform));
        }
        let closed =
            windows.iter().map(|window| Away { from: window.place.starts_at, to: window.place.ends_at });
        for expert in &mut experts {
            expert.time.away.extend(closed.clone());
        }
        Ok(Self { experts, windows })
    }

    /// Whether any expert has said when they are there.
    pub(super) fn nobody_there(&self) -> bool {
        self.experts.iter().all(|expert| expert.time.hours.is_empty())
    }

    /// That there is maintenance while a session would go on, where there is; `next` is when somebody is
    /// free.
    pub(super) fn maintenance(
        &self,
        offer: &Offer,
        (at, minutes): (DateTime<Utc>, i64),
        next: Option<DateTime<Utc>>,
    ) -> Option<ExpertiseRefusal> {
        let ends_at = at + TimeDelta::minutes(minutes);
        let window =
            self.windows.iter().find(|one| one.place.starts_at < ends_at && at < one.place.ends_at)?;
        let known = offer.platform(&window.platform).map(|platform| platform.label.clone());
        let key = || window.platform.clone();
        let platform = known.unwrap_or_else(|| Label { en: key(), fr: key() });
        Some(ExpertiseRefusal::Maintenance { platform, place: window.place, next })
    }
}
