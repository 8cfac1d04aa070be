//! What an alarm says, from what is on record, in the language of the staff.

use chrono::{DateTime, Utc};
use serde_json::{Map, Value, json};

use super::p1;
use crate::{
    desk::{alarms::facts::AlarmFacts, p1::together::Whose, ticket::file::TicketFile},
    routes::alarm::{Act, Alarm, Press},
    rules::{gtr::Status, language::Language, offer::Offer, ticket::Guarantee, typed::one_line},
    words,
    words::wall_time::wall,
};

/// How many P1s are listed where the desk itself is told of.
const LISTED: usize = 20;

fn numbers(files: &[TicketFile]) -> Vec<i64> {
    files.iter().map(|file| file.row.number.get()).collect()
}

/// Whose P1s they are, for programs.
fn of(whose: &Whose) -> Map<String, Value> {
    match whose {
        Whose::Team(customer) => Map::from_iter([("customer".to_owned(), json!(customer))]),
        Whose::Incident { number, title } => Map::from_iter([
            ("incident".to_owned(), json!(number.get())),
            ("title".to_owned(), json!(one_line(title))),
        ]),
    }
}

/// All that an alarm's texts are made of.
#[derive(Debug)]
pub(super) struct Letter<'a> {
    /// What makes it unique on the other side.
    pub(super) id: String,
    /// What it is of.
    pub(super) of: String,
    /// What it tells of.
    pub(super) facts: &'a AlarmFacts,
    /// When it was decided, UTC.
    pub(super) made_at: DateTime<Utc>,
    /// The page of its link, where it has one.
    pub(super) url: Option<String>,
    /// Whether customers' texts beyond the subject may be in it.
    pub(super) full: bool,
    /// The offer.
    pub(super) offer: &'a Offer,
    /// Now, UTC.
    pub(super) now: DateTime<Utc>,
    /// What staff read.
    pub(super) language: Language,
}

impl Letter<'_> {
    /// The alarm.
    pub(super) fn alarm(self) -> Alarm {
        let (lines, press) = (self.lines(), self.press());
        let (act, title, facts) = (self.act(), self.title(), self.for_programs());
        let Self { id, of, made_at, language, .. } = self;
        Alarm { id, of, act, at: made_at, language, title, lines, press, facts }
    }

    fn act(&self) -> Act {
        match self.facts {
            AlarmFacts::Call { rung, .. } => Act::Call { again: *rung > 0 },
            AlarmFacts::Calls { .. } => Act::Call { again: false },
            AlarmFacts::Reminder(_) | AlarmFacts::Warning { .. } | AlarmFacts::IncidentWarning { .. } => {
                Act::Call { again: true }
            }
            AlarmFacts::Acknowledged(_) => Act::Acknowledged,
            AlarmFacts::Ended(_)
            | AlarmFacts::Anew(_)
            | AlarmFacts::CallsEnded { .. }
            | AlarmFacts::Back { .. } => Act::Ended,
            AlarmFacts::RouteFails { .. } | AlarmFacts::Away { .. } | AlarmFacts::ShutOut { .. } => Act::Told,
            AlarmFacts::Test { .. } => Act::Test,
        }
    }

    fn title(&self) -> String {
        let language = self.language;
        let of = |file: &TicketFile| (file.row.number.to_string(), one_line(&file.customer));
        match self.facts {
            AlarmFacts::Call { file, .. } => {
                let (ticket, customer) = of(file);
                let guarantee = self.until(file);
                words!(language, "alarm-call", ticket = ticket, customer = customer, guarantee = guarantee)
            }
            AlarmFacts::Calls { whose, files, .. } => {
                let mut tickets: Vec<String> =
                    files.iter().take(LISTED).map(|file| file.row.number.to_string()).collect();
                if files.len() > LISTED {
                    tickets.push("…".to_owned());
                }
                let (count, tickets) = (files.len(), tickets.join(", "));
                words!(language, "alarm-calls", of = self.named(whose), count = count, tickets = tickets)
            }
            AlarmFacts::Acknowledged(file) => {
                let (ticket, customer) = of(file);
                words!(language, "alarm-acknowledged", ticket = ticket, customer = customer)
            }
            AlarmFacts::Ended(file) | AlarmFacts::Anew(file) => {
                let (ticket, customer) = of(file);
                let state =
                    words!(language, &format!("choice-state-{}", file.row.state.as_str().replace('_', "-")));
                words!(language, "alarm-ended", ticket = ticket, customer = customer, state = state)
            }
            AlarmFacts::CallsEnded { whose } => {
                words!(language, "alarm-calls-ended", of = self.named(whose))
            }
            AlarmFacts::IncidentWarning { warned, percent, .. } => {
                let (of, count) = (self.named(&warned.whose), warned.reached);
                if *percent >= 100 {
                    words!(language, "alarm-incident-breach", of = of, count = count)
                } else {
                    let percent = *percent;
                    words!(language, "alarm-incident-warning", of = of, count = count, percent = percent)
                }
            }
            AlarmFacts::Reminder(file) => {
                let (ticket, customer) = of(file);
                let minutes = self.offer.paging.silence.num_minutes();
                words!(language, "alarm-reminder", ticket = ticket, customer = customer, minutes = minutes)
            }
            AlarmFacts::Warning { file, percent, .. } => {
                let (ticket, customer) = of(file);
                if *percent >= 100 {
                    words!(language, "alarm-breach", ticket = ticket, customer = customer)
                } else {
                    let percent = *percent;
                    words!(language, "alarm-warning", ticket = ticket, customer = customer, percent = percent)
                }
            }
            AlarmFacts::RouteFails { route, .. } => {
                words!(language, "alarm-route-fails", route = route.as_str())
            }
            AlarmFacts::Away { open, .. } => words!(language, "alarm-away", open = open.len()),
            AlarmFacts::Back { .. } => words!(language, "alarm-back"),
            AlarmFacts::ShutOut { open, .. } => words!(language, "alarm-shut-out", open = open.len()),
            AlarmFacts::Test { .. } => words!(language, "alarm-test"),
        }
    }

    fn lines(&self) -> Vec<String> {
        let language = self.language;
        match self.facts {
            AlarmFacts::Call { file, rung, levels, due } => {
                let mut lines = self.about(file);
                let named = levels.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
                let (number, count) = (rung + 1, levels.len());
                lines.push(words!(
                    language,
                    "alarm-line-rung",
                    number = number,
                    levels = named,
                    count = count
                ));
                lines.extend(self.late(*due, "alarm-line-late"));
                lines
            }
            AlarmFacts::Calls { whose, files, due } => {
                self.each(whose, files).chain(self.late(*due, "alarm-line-late")).collect()
            }
            AlarmFacts::IncidentWarning { warned, due, .. } => self
                .each(&warned.whose, &warned.files)
                .chain(self.late(*due, "alarm-line-warning-late"))
                .collect(),
            AlarmFacts::Away { since, open } => {
                let mut lines = vec![
                    words!(language, "alarm-line-away", since = self.wall(*since)),
                    words!(language, "alarm-line-away-goes-on"),
                ];
                lines.extend(self.still_open(open));
                lines
            }
            AlarmFacts::Back { since, until } => {
                let (since, until) = (self.wall(*since), self.wall(*until));
                vec![words!(language, "alarm-line-back", since = since, until = until)]
            }
            AlarmFacts::ShutOut { why, open } => {
                let mut lines = vec![words!(language, "alarm-line-shut-out", why = why.as_str())];
                lines.extend(self.still_open(open));
                lines
            }
            AlarmFacts::Acknowledged(file) => {
                let seen = match file.ticket.acknowledged.and_then(|seen| seen.route) {
                    Some(route) => words!(language, "alarm-line-seen-by-route", route = route.as_str()),
                    None => words!(language, "alarm-line-seen"),
                };
                vec![seen, words!(language, "alarm-line-over")]
            }
            AlarmFacts::Ended(_) | AlarmFacts::Anew(_) | AlarmFacts::CallsEnded { .. } => {
                vec![words!(language, "alarm-line-over")]
            }
            AlarmFacts::Reminder(file) => {
                let mut lines = self.about(file);
                let minutes = self.offer.paging.restart.num_minutes();
                lines.push(words!(language, "alarm-line-reminder", minutes = minutes));
                lines
            }
            AlarmFacts::Warning { file, due, .. } => {
                let mut lines = self.about(file);
                lines.extend(self.late(*due, "alarm-line-warning-late"));
                lines
            }
            AlarmFacts::RouteFails { error, .. } => {
                vec![words!(language, "alarm-line-error", error = error.as_str())]
            }
            AlarmFacts::Test { by } => vec![words!(language, "alarm-line-test", by = one_line(by))],
        }
    }

    /// What whoever wakes up has to know of a P1.
    fn about(&self, file: &TicketFile) -> Vec<String> {
        let mut lines = p1::about(file, self.offer, self.now, self.language);
        let description = file.row.description.trim();
        if self.full && !description.is_empty() {
            lines.push(words!(self.language, "alarm-line-description", description = description));
        }
        lines
    }

    /// Whose P1s they are.
    fn named(&self, whose: &Whose) -> String {
        match whose {
            Whose::Team(customer) => one_line(customer),
            Whose::Incident { number, title } => {
                let (number, title) = (number.to_string(), one_line(title));
                words!(self.language, "alarm-of-incident", number = number, title = title)
            }
        }
    }

    /// P1s that are called together, a line each: a team's by what they are about, an incident's by whose
    /// they are.
    fn each(&self, whose: &Whose, files: &[TicketFile]) -> impl Iterator<Item = String> {
        files.iter().map(move |file| {
            let about = match whose {
                Whose::Team(_) => &file.row.subject,
                Whose::Incident { .. } => &file.customer,
            };
            format!("{} · {} · {}", file.row.number, one_line(about), self.until(file))
        })
    }

    /// The P1s that are open, a line each.
    fn still_open(&self, open: &[TicketFile]) -> impl Iterator<Item = String> {
        open.iter().take(LISTED).map(|file| {
            let customer = one_line(&file.customer);
            format!("{} · {customer} · {}", file.row.number, self.until(file))
        })
    }

    fn wall(&self, at: DateTime<Utc>) -> String {
        wall(at, &self.offer.calendar, self.language)
    }

    fn until(&self, file: &TicketFile) -> String {
        p1::until(file, self.offer, self.now, self.language)
    }

    /// That it is said long after its moment, where it is.
    fn late(&self, due: DateTime<Utc>, id: &str) -> Option<String> {
        let late = self.now - due > self.offer.paging.late;
        late.then(|| words!(self.language, id, due = self.wall(due)))
    }

    fn press(&self) -> Option<Press> {
        let url = self.url.clone()?;
        let id = match self.facts {
            AlarmFacts::Calls { .. } | AlarmFacts::IncidentWarning { .. } => "alarm-press-all",
            AlarmFacts::Test { .. } => "alarm-press-test",
            AlarmFacts::Call { .. }
            | AlarmFacts::Reminder(_)
            | AlarmFacts::Warning { .. }
            | AlarmFacts::Acknowledged(_)
            | AlarmFacts::Ended(_)
            | AlarmFacts::Anew(_)
            | AlarmFacts::CallsEnded { .. }
            | AlarmFacts::RouteFails { .. }
            | AlarmFacts::Away { .. }
            | AlarmFacts::Back { .. }
            | AlarmFacts::ShutOut { .. } => "alarm-press",
        };
        Some(Press { label: words!(self.language, id), url })
    }

    /// The same for programs.
    fn for_programs(&self) -> Value {
        let mut facts = match self.facts {
            AlarmFacts::Call { file, rung, levels, due } => {
                let mut facts = self.object(file);
                facts.insert("rung".to_owned(), json!(rung));
                facts.insert("on_call_levels".to_owned(), json!(levels));
                facts.insert("due".to_owned(), json!(due));
                facts
            }
            AlarmFacts::Warning { file, percent, due } => {
                let mut facts = self.object(file);
                facts.insert("percent".to_owned(), json!(percent));
                facts.insert("due".to_owned(), json!(due));
                facts
            }
            AlarmFacts::Acknowledged(file) => {
                let mut facts = self.object(file);
                let seen = file.ticket.acknowledged;
                facts.insert("acknowledged_at".to_owned(), json!(seen.map(|seen| seen.at)));
                facts.insert("acknowledged_by_route".to_owned(), json!(seen.and_then(|seen| seen.route)));
                facts
            }
            AlarmFacts::Ended(file) | AlarmFacts::Anew(file) | AlarmFacts::Reminder(file) => {
                self.object(file)
            }
            AlarmFacts::Calls { whose, files, due } => {
                let mut facts = of(whose);
                facts.insert("due".to_owned(), json!(due));
                facts.insert("tickets".to_owned(), self.objects(files));
                facts
            }
            AlarmFacts::CallsEnded { whose } => of(whose),
            AlarmFacts::IncidentWarning { warned, percent, due } => {
                let mut facts = of(&warned.whose);
                facts.insert("percent".to_owned(), json!(percent));
                facts.insert("due".to_owned(), json!(due));
                facts.insert("tickets".to_owned(), self.objects(&warned.files));
                facts
            }
            AlarmFacts::RouteFails { route, error } => {
                Map::from_iter([("route".to_owned(), json!(route)), ("error".to_owned(), json!(error))])
            }
            AlarmFacts::Away { since, open } => Map::from_iter([
                ("since".to_owned(), json!(since)),
                ("open_p1s".to_owned(), json!(numbers(open))),
            ]),
            AlarmFacts::Back { since, until } => {
                Map::from_iter([("since".to_owned(), json!(since)), ("until".to_owned(), json!(until))])
            }
            AlarmFacts::ShutOut { why, open } => Map::from_iter([
                ("why".to_owned(), json!(why)),
                ("open_p1s".to_owned(), json!(numbers(open))),
            ]),
            AlarmFacts::Test { by } => Map::from_iter([("by".to_owned(), json!(by))]),
        };
        if let Some(url) = &self.url {
            facts.insert("url".to_owned(), json!(url));
        }
        facts.into()
    }

    fn objects(&self, files: &[TicketFile]) -> Value {
        files.iter().map(|file| Value::from(self.object(file))).collect()
    }

    fn object(&self, file: &TicketFile) -> Map<String, Value> {
        let deadline = match file.ticket.guarantee() {
            Guarantee::Clock(clock) if clock.status() == Status::Running => Some(clock.deadline(self.now)),
            Guarantee::Clock(_) | Guarantee::NotP1 | Guarantee::Beta | Guarantee::BestEffort(_) => None,
        };
        let mut facts = Map::from_iter([
            ("ticket".to_owned(), json!(file.row.number.get())),
            ("customer".to_owned(), json!(file.customer)),
            ("level".to_owned(), json!(file.ticket.terms.level.to_string())),
            ("priority".to_owned(), json!(file.row.priority)),
            ("state".to_owned(), json!(file.row.state)),
            ("subject".to_owned(), json!(one_line(&file.row.subject))),
            ("opened_at".to_owned(), json!(file.row.opened_at)),
            ("deadline".to_owned(), json!(deadline)),
        ]);
        if self.full {
            facts.insert("description".to_owned(), json!(file.row.description));
        }
        facts
    }
}
