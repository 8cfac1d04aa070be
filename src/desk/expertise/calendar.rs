//! Sessions in people's own calendars: an expert's private feed.
//!
//! A session that was moved is another session for the desk, with hours and an answer of its own; for a
//! calendar it is the same entry, later changed.

use std::collections::{BTreeMap, HashSet};

use chrono::TimeDelta;

use super::SessionFile;
use crate::{
    desk::{Desk, refusal::reason::Done},
    rules::{ids::SessionId, language::Language, session::Step, uids::Uids},
    store,
};

/// How far back a feed goes.
const BACK: TimeDelta = TimeDelta::days(60);

/// How many sessions a feed holds at most.
const HELD: i64 = 1_000;

/// What an expert's private calendar holds.
#[derive(Clone, Debug)]
pub struct Feed {
    /// The expert's name.
    pub name: String,
    /// Each entry as it stands, in the order in which they were first asked for.
    pub sessions: Vec<SessionFile>,
    /// What the entries are called.
    pub uids: Uids,
    /// What staff read.
    pub language: Language,
}

impl SessionFile {
    /// How often that entry was changed: it rises with every step, over all the sessions that took each
    /// other's place.
    pub fn revision(&self) -> i64 {
        self.row.entry_steps + self.last().get() - 1
    }

    /// Whether the team has it in its calendar: it was confirmed at some time, or takes the place of one that
    /// it may have there.
    pub fn in_teams_calendar(&self) -> bool {
        self.row.entry.is_some() || self.events.iter().any(|event| event.step == Step::Accepted)
    }
}

impl Desk {
    /// The private calendar whose link ends with this; none for a link that was replaced, or of whoever is no
    /// longer an expert. Left out: what never was agreed on, as many calendars show whatever they are given
    /// as an appointment.
    pub async fn feed(&self, token: &str) -> Done<Option<Feed>> {
        let from = self.clock.now() - BACK;
        let mut conn = self.store.read().await?;
        let Some((person, name)) = store::expert::of_feed(&mut conn, token).await? else { return Ok(None) };
        let rows = store::session::starting_from(&mut conn, None, Some(person), from, HELD).await?;
        let agreed: HashSet<SessionId> =
            store::session::agreed_entries(&mut conn, person).await?.into_iter().collect();
        let of_appointments = rows
            .into_iter()
            .filter(|row| row.ticket.is_none() && agreed.contains(&row.entry.unwrap_or(row.id)));
        // Whatever it holds, it is read in as many questions.
        let customers = store::session::customers_from(&mut conn, person, from).await?;
        let mut histories = store::session::histories_from(&mut conn, person, from).await?;
        let mut entries: BTreeMap<SessionId, SessionFile> = BTreeMap::new();
        for row in of_appointments {
            let Some(customer) = customers.get(&row.customer) else { continue };
            let events = histories.remove(&row.id).unwrap_or_default();
            let (customer, language) = (customer.name.clone(), customer.language);
            let file = SessionFile { row, customer, language, expert: name.clone(), events };
            let newer = entries.get(&file.entry()).is_none_or(|other| other.row.id < file.row.id);
            if newer {
                entries.insert(file.entry(), file);
            }
        }
        let setup = store::desk::setup(&mut conn).await?;
        let language = setup.map_or(Language::En, |setup| setup.language);
        let uids = store::desk::uids(&mut conn).await?;
        Ok(Some(Feed { name, sessions: entries.into_values().collect(), uids, language }))
    }
}
