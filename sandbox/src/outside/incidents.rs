//! Incidents, as PagerDuty keeps them: one is open under a key at a time.

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::event::{Effect, Event, Severity};

/// An incident.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Incident {
    /// Its number; the first is 1.
    pub number: u64,
    /// PagerDuty's own id of it.
    pub id: String,
    /// The key of its events.
    pub dedup_key: String,
    /// The summary that opened it.
    pub title: String,
    /// How bad it is.
    pub severity: Severity,
    /// How it stands.
    pub status: IncidentStatus,
    /// When it was opened, by the sandbox's clock.
    pub opened: DateTime<Utc>,
    /// Who acknowledged it; none where nobody did, or an event.
    pub acknowledged_by: Option<String>,
    /// What happened to it, oldest first: `trigger: …`, `acknowledge: Bob`.
    pub log: Vec<String>,
}

/// How an incident stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum IncidentStatus {
    /// Somebody is being called.
    Triggered,
    /// Somebody is on it; nobody is called.
    Acknowledged,
    /// It is over.
    Resolved,
}

/// All of them, oldest first.
#[derive(Debug, Default)]
pub(super) struct Incidents {
    all: Vec<Incident>,
}

impl Incidents {
    pub(super) fn all(&self) -> &[Incident] {
        &self.all
    }

    fn open(&mut self, dedup_key: &str) -> Option<&mut Incident> {
        let mut all = self.all.iter_mut();
        all.find(|one| one.dedup_key == dedup_key && one.status != IncidentStatus::Resolved)
    }

    /// What an event does to its incident, and to which.
    pub(super) fn meet(&mut self, event: &Event) -> (Effect, Option<u64>) {
        let line = format!("{}: {}", event.action, event.summary);
        let number = self.all.len() as u64 + 1;
        let Some(open) = self.open(&event.dedup_key) else {
            if event.action != "trigger" {
                return (Effect::Dropped, None);
            }
            self.all.push(Incident {
                number,
                id: format!("PSANDBOX{number:04}"),
                dedup_key: event.dedup_key.clone(),
                title: event.summary.clone(),
                severity: event.severity.unwrap_or(Severity::Critical),
                status: IncidentStatus::Triggered,
                opened: event.at,
                acknowledged_by: None,
                log: vec![line],
            });
            return (Effect::Opened, Some(number));
        };
        open.log.push(line);
        let effect = match event.action.as_str() {
            "acknowledge" => {
                open.status = IncidentStatus::Acknowledged;
                Effect::Acknowledged
            }
            "resolve" => {
                open.status = IncidentStatus::Resolved;
                Effect::Resolved
            }
            _ => Effect::Logged,
        };
        (effect, Some(open.number))
    }

    /// Somebody acknowledges the open incident of that key, where one is.
    pub(super) fn acknowledged(&mut self, dedup_key: &str, who: &str) -> Option<Incident> {
        let open = self.open(dedup_key)?;
        open.status = IncidentStatus::Acknowledged;
        open.acknowledged_by = Some(who.to_owned());
        open.log.push(format!("acknowledge: {who}"));
        Some(open.clone())
    }
}
