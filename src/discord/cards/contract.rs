//! What `/contract show` answers.

use chrono::{DateTime, Utc};

use super::{
    audit::who,
    help::cell,
    said::desk::{date, month},
};
use crate::{
    desk::customers::contract::Contract,
    discord::look::{
        card::{Card, Tone},
        duration::duration,
        markdown::{day, person, plain},
    },
    rules::{
        calendar::{Calendar, Month},
        contract::{Access, History, LevelChange},
        event::By,
        language::Language,
        level::Level,
        offer::Offer,
    },
    store::contract::Settings,
    words,
};

/// A team's contract.
#[derive(Debug)]
pub struct ContractCard<'a> {
    /// The contract.
    pub contract: &'a Contract,
    /// The offer, for what the level includes.
    pub offer: &'a Offer,
}

impl ContractCard<'_> {
    /// The answer.
    pub fn render(&self, language: Language) -> Card {
        let Self { contract, offer } = self;
        let title = words!(
            language,
            "contract-title",
            customer = plain(&contract.customer),
            level = contract.level.to_string()
        );
        let calendar = &offer.calendar;
        let mut card = Card::framed(title, includes(contract, offer, language), Tone::Plain);
        if let Some(row) = contract.history.in_force(contract.now) {
            card = card
                .fact(words!(language, "fact-since"), day(row.effective_at))
                .fact(words!(language, "fact-billed-from"), date(row.billed_from, calendar));
        }
        if contract.access != Access::None {
            card = cell(card, &offer.contact, language);
        }
        card.fact(words!(language, "fact-managers"), people(&contract.managers, language)).fact(
            words!(language, "fact-history"),
            history(&contract.history, contract.now, calendar, language),
        )
    }
}

/// People in one line, or that there is nobody.
pub fn people(people: &[crate::rules::ids::PersonId], language: Language) -> String {
    if people.is_empty() {
        return words!(language, "contract-no-manager");
    }
    people.iter().copied().map(person).collect::<Vec<_>>().join(", ")
}

/// Every change of level, the latest first.
pub fn history(history: &History, now: DateTime<Utc>, calendar: &Calendar, language: Language) -> String {
    let rows = history.rows().iter().rev();
    rows.map(|row| change(row, now, calendar, language)).collect::<Vec<_>>().join("\n")
}

fn change(row: &LevelChange, now: DateTime<Utc>, calendar: &Calendar, language: Language) -> String {
    let by = match row.who {
        By { person: Some(id), .. } => who(id, language),
        By { person: None, .. } => words!(language, "contract-by-desk"),
    };
    let (level, from) = (row.level.to_string(), day(row.effective_at));
    if let Some(at) = row.cancelled_at {
        return words!(language, "contract-cancelled", level = level, from = from, at = day(at));
    }
    let id = if row.effective_at > now { "contract-scheduled" } else { "contract-changed" };
    let billed = date(row.billed_from, calendar);
    words!(language, id, level = level, from = from, billed = billed, who = by, at = day(row.when))
}

/// What the level includes, line by line.
fn includes(contract: &Contract, offer: &Offer, language: Language) -> String {
    let terms = offer.level(contract.level);
    let given = contract.history.is_given(contract.level, offer.calendar.month_of(contract.now), offer);
    let last = contract.history.first_months(contract.level, offer).map(|(_, last)| last);
    let mut lines = vec![match terms.gtr_minutes {
        Some(minutes) => words!(language, "contract-gtr", hours = duration(minutes)),
        None => words!(language, "contract-no-gtr"),
    }];
    let minutes = terms.minutes_a_month;
    lines.push(match (minutes, given, last) {
        (0, _, _) => words!(language, "contract-no-hours"),
        (_, true, None) => words!(language, "contract-hours", hours = duration(minutes)),
        (_, true, Some(last)) => {
            words!(language, "contract-hours-until", hours = duration(minutes), month = month(last, language))
        }
        (_, false, _) => words!(language, "contract-hours-over", month = over(last, language)),
    });
    lines.push(match contract.access {
        Access::Open => words!(language, "contract-access"),
        Access::Until(last) => words!(language, "contract-access-until", month = month(last, language)),
        Access::None => words!(language, "contract-no-access"),
    });
    if terms.packs {
        lines.push(words!(language, "contract-packs"));
    }
    let (phone, mail) = (offer.contact.phone.as_str(), offer.contact.mail.as_str());
    lines.push(words!(language, "contract-always", phone = phone));
    if contract.level != Level::ALL.iter().copied().max().unwrap_or(contract.level) {
        lines.push(words!(language, "contract-change", phone = phone, mail = mail));
    }
    lines.join("\n")
}

fn over(last: Option<Month>, language: Language) -> String {
    last.map(|last| month(last, language)).unwrap_or_default()
}

/// What the desk sends by itself, as the managers have decided.
pub fn settings(settings: Settings, language: Language) -> Card {
    let yes_or_no = |yes| if yes { words!(language, "level-yes") } else { words!(language, "level-no") };
    Card::framed(words!(language, "settings-title"), words!(language, "settings-how"), Tone::Plain)
        .fact(words!(language, "settings-unused-hours"), yes_or_no(settings.unused_hours))
        .fact(words!(language, "settings-monthly-report"), yes_or_no(settings.monthly_report))
}
