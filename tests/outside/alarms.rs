//! Looks whether each alarm of a day went out by its route, and was told there once.

use std::collections::{BTreeMap, BTreeSet};

use guichet::desk::say::{alarm::Alarm, message::Say};
use sandbox::IncidentStatus;

use crate::looker::Look;

/// An alarm on record.
#[derive(Debug, sqlx::FromRow)]
struct Row {
    id: i64,
    key: String,
    route: String,
    state: String,
    attempts: i64,
    body: String,
}

impl Row {
    /// By what the other side knows it.
    fn name(&self) -> String {
        format!("guichet-g{:x}", self.id)
    }

    /// Whether it may have gone out though nothing says so: the program died just then.
    fn is_uncertain(&self) -> bool {
        self.state == "useless" && self.attempts > 1
    }

    fn alarm(&self) -> Alarm {
        match serde_json::from_str(&self.body).expect("what it says") {
            Say::Alarm(alarm) => alarm,
            other => panic!("{} is no alarm: {other:?}", self.key),
        }
    }
}

const ROWS: &str = "SELECT id, key, substr(destination, 7) AS route, state, attempts, body FROM outbox WHERE lane = -2 ORDER BY id";

/// Calls that were due and went by no route: apart, or with others of the team.
const NOT_CALLED: &str = "SELECT count(*) FROM ticket_event AS e JOIN ticket AS k ON k.number = e.ticket
    WHERE e.event ->> 'kind' = 'paged' AND NOT EXISTS
        (SELECT 1 FROM outbox AS o WHERE o.lane = -2 AND o.state IN ('sent', 'useless') AND o.destination = 'route:night'
         AND (o.key = 'ticket:' || e.ticket || ':alarm:' || (e.event ->> 'ladder') || ':' || (e.event ->> 'rung') || ':night'
              OR o.key IN ('customer:' || k.customer || ':alarm:' || (e.at / 60) || ':night',
                           'customer:' || k.customer || ':alarm:' || (e.at / 60 + 1) || ':night')))";

impl Look<'_> {
    /// Each alarm is there, by the name under which it was sent, and no other is; at PagerDuty everything
    /// stands as it was told last.
    pub(crate) async fn the_alarms(&mut self) {
        let missing = self.number(NOT_CALLED).await;
        self.is(missing == 0, || format!("{missing} calls went by no route"));
        let rows: Vec<Row> = self.rows(ROWS).await;
        let outside = self.stage.sandbox.outside();
        let pushes = outside.pushes("duty").into_iter().map(|one| one.sequence_id).collect();
        let hooks = outside.hooks("itsm").into_iter().map(|one| one.id).collect();
        let mails = outside.mails().into_iter().map(|one| {
            one.message_id.trim_matches(['<', '>']).trim_end_matches("@provider.example").to_owned()
        });
        for (route, there) in [("night", pushes), ("itsm", hooks), ("chef", mails.collect::<Vec<_>>())] {
            self.each_is_there(rows.iter().filter(|row| row.route == route), &there);
        }
        self.incidents(rows.iter().filter(|row| row.route == "duty-phone"));
    }

    fn each_is_there<'r>(&mut self, rows: impl Iterator<Item = &'r Row>, there: &[String]) {
        let mut known = BTreeSet::new();
        for row in rows {
            let times = there.iter().filter(|one| **one == row.name()).count();
            let least = usize::from(row.state == "sent");
            let most = match row.attempts {
                0 | 1 => least,
                more => usize::try_from(more).expect("few"),
            };
            self.is((least..=most).contains(&times), || {
                format!("{} ({}, tried {} times) is there {times} times", row.key, row.state, row.attempts)
            });
            known.insert(row.name());
        }
        for name in there.iter().filter(|name| !known.contains(*name)) {
            self.wrong.push(format!("{name} came, and is on no record"));
        }
    }

    /// Each thing has as many incidents as it was told anew, and the last stands as was told last.
    fn incidents<'r>(&mut self, rows: impl Iterator<Item = &'r Row>) {
        let mut told: BTreeMap<String, (Vec<IncidentStatus>, bool)> = BTreeMap::new();
        for row in rows {
            let alarm = row.alarm();
            let (stands, uncertain) = told.entry(alarm.of()).or_default();
            *uncertain |= row.is_uncertain();
            if row.state == "sent" {
                follow(stands, &alarm);
            }
        }
        let incidents = self.stage.sandbox.outside().incidents();
        for (of, (stands, uncertain)) in told {
            let there: Vec<IncidentStatus> =
                incidents.iter().filter(|one| one.dedup_key == of).map(|one| one.status).collect();
            self.is(uncertain || there == stands, || {
                format!("{of} stands as {there:?} at PagerDuty and was told as {stands:?}")
            });
        }
    }
}

/// How PagerDuty's incidents of one thing stand once that was told.
fn follow(stands: &mut Vec<IncidentStatus>, alarm: &Alarm) {
    let open = stands.last_mut().filter(|status| **status != IncidentStatus::Resolved);
    match (alarm, open) {
        (Alarm::Acknowledged { .. }, Some(open)) => *open = IncidentStatus::Acknowledged,
        (
            Alarm::Ended { .. } | Alarm::Anew { .. } | Alarm::CallsEnded { .. } | Alarm::Back { .. },
            Some(open),
        ) => *open = IncidentStatus::Resolved,
        (
            Alarm::Acknowledged { .. }
            | Alarm::Ended { .. }
            | Alarm::Anew { .. }
            | Alarm::CallsEnded { .. }
            | Alarm::Back { .. },
            None,
        )
        | (_, Some(_)) => {}
        (_, None) => stands.push(IncidentStatus::Triggered),
    }
}
