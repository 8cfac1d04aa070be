//! The voice of the routes: what an alarm says is asked of the desk as it is now, and sent.

use std::sync::Arc;

use super::letter::Letter;
use crate::{
    delivery::{
        alarms::{Siren, Sounding},
        letter::Unsaid,
    },
    desk::{Desk, alarms::facts::AlarmFacts},
    routes::{Routes, alarm::Unsent},
    rules::on_call::RouteKind,
};

/// The routes, with the desk whose alarms they carry.
#[derive(Debug)]
pub struct Voice {
    /// The desk.
    pub desk: Desk,
    /// The routes.
    pub routes: Arc<Routes>,
    /// What links begin with.
    pub public_url: String,
}

impl Siren for Voice {
    async fn sound(&self, sounding: &Sounding) -> Result<(), Unsaid> {
        let Sounding { row, route, language, alarm, made_at } = sounding;
        let Some(kind) = self.routes.kind(route) else {
            return Err(Unsaid::Permanent { error: format!("routes.toml has no route {route}") });
        };
        let broken = |fault: anyhow::Error| Unsaid::Broken { error: format!("{fault:#}") };
        let facts = self.desk.alarm_facts(alarm, *route).await.map_err(broken)?.ok_or(Unsaid::Useless)?;
        // Who holds no alarm until it is ended is told of the next call alone.
        if matches!(facts, AlarmFacts::Anew(_)) && kind != RouteKind::PagerDuty {
            return Err(Unsaid::Useless);
        }
        let url = match alarm.leads_to() {
            Some(to) => {
                let token = self.desk.link_alarm(*route, to).await.map_err(broken)?;
                Some(format!("{}/a/{token}", self.public_url))
            }
            None => None,
        };
        let letter = Letter {
            id: format!("guichet-g{row:x}"),
            of: alarm.of(),
            facts: &facts,
            made_at: *made_at,
            url,
            full: self.routes.is_full(route),
            offer: &self.desk.offer,
            now: self.desk.clock.now(),
            language: *language,
        };
        self.routes.send(route, &letter.alarm()).await.map_err(|unsent| match unsent {
            Unsent::Passing { error, after } => Unsaid::Passing { error, after: after.map(i64::from) },
            Unsent::Permanent { error } => Unsaid::Permanent { error },
        })
    }
}
