//! What a team has left of its hours, and the packs that it orders.

use chrono::{DateTime, Utc};

use super::said::desk::month;
use crate::{
    desk::expertise::{HoursShown, PackOrder},
    discord::look::{
        card::{Button, Card, Look, Tone},
        custom_id::{CustomId, Verb},
        duration::duration,
        markdown::{day, person, plain},
    },
    rules::{calendar::Month, language::Language, offer::Contact},
    store::hours::PackRow,
    words,
};

/// How many signs the bar of hours has.
const BAR: i64 = 16;

impl HoursShown {
    /// The answer to `/expertise balance`.
    pub fn render(&self, language: Language) -> Card {
        let Self { balance, .. } = self;
        let title = words!(
            language,
            "hours-title",
            customer = plain(&self.customer),
            month = month(balance.month, language),
            level = self.level.to_string()
        );
        let left = balance.month_left();
        let mut lines = Vec::new();
        if balance.included > 0 || balance.used > 0 || balance.held > 0 {
            lines.push(format!("`{}`", bar(balance.included, balance.used, balance.held)));
        }
        lines.extend(self.first_months(language));
        if balance.included == 0 && self.packs.is_empty() {
            lines.push(words!(language, "hours-none"));
        }
        Card::framed(title, lines.join("\n"), Tone::Plain)
            .fact(words!(language, "fact-included"), duration(balance.included))
            .fact(words!(language, "fact-used"), duration(balance.used))
            .fact(words!(language, "fact-held"), duration(balance.held))
            .fact(words!(language, "fact-left"), duration(left))
            .fact(words!(language, "fact-packs"), packs(&self.packs, language))
    }

    /// Where the month stands among those that have hours at all, for a level with such a limit.
    fn first_months(&self, language: Language) -> Option<String> {
        let (first, last) = self.first_months?;
        let level = self.level.to_string();
        if self.balance.month > last || self.balance.month < first {
            return Some(words!(language, "hours-first-over", level = level, last = month(last, language)));
        }
        let (nth, of) = (between(first, self.balance.month), between(first, last));
        let last = month(last, language);
        Some(words!(language, "hours-first", level = level, nth = nth, of = of, last = last))
    }
}

/// How many months there are from one to another, both counted.
fn between(first: Month, last: Month) -> i32 {
    let count = |month: Month| month.year() * 12 + month.month().cast_signed();
    count(last) - count(first) + 1
}

/// What is used, held and left of what is included, side by side.
fn bar(included: i64, used: i64, held: i64) -> String {
    let whole = included.max(used + held).max(1);
    let signs = |minutes: i64| minutes * BAR / whole;
    let (used, spoken_for) = (signs(used), signs(used + held));
    (0..BAR)
        .map(|at| match at {
            at if at < used => '█',
            at if at < spoken_for => '▒',
            _ => '░',
        })
        .collect()
}

fn packs(rows: &[PackRow], language: Language) -> String {
    let line = |row: &PackRow| {
        let (left, of) = (duration(row.pack.left), duration(row.minutes));
        words!(language, "hours-pack", left = left, of = of, until = day(row.pack.ends_at))
    };
    rows.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// The answer to whoever ordered a pack.
pub fn ordered(order: &PackOrder, language: Language) -> Card {
    Card::line(words!(language, "pack-ordered", hours = order.hours))
}

/// Staff are asked to grant a pack.
pub fn order(order: &PackOrder, customer: &str, draft: i64, language: Language) -> Card {
    let body = words!(
        language,
        "pack-order",
        customer = plain(customer),
        who = person(order.by),
        hours = order.hours
    );
    let button = |verb, id, look| Button::new(CustomId::new(verb, draft), words!(language, id), look);
    Card::framed(words!(language, "pack-order-title"), body, Tone::Warning)
        .button(button(Verb::Confirm, "button-pack-grant", Look::Main))
        .button(button(Verb::Dismiss, "button-pack-decline", Look::Danger))
}

/// What became of an order, in the place of the request.
pub fn order_answered(
    order: &PackOrder,
    customer: &str,
    ends_at: Option<DateTime<Utc>>,
    by: crate::rules::ids::PersonId,
    language: Language,
) -> Card {
    let (customer, hours, by) = (plain(customer), order.hours, person(by));
    let body = match ends_at {
        Some(at) => {
            words!(language, "pack-granted-by", customer = customer, hours = hours, by = by, until = day(at))
        }
        None => words!(language, "pack-declined-by", customer = customer, hours = hours, by = by),
    };
    let tone = if ends_at.is_some() { Tone::Good } else { Tone::Past };
    Card::framed(words!(language, "pack-order-title"), body, tone)
}

/// The team is told what became of its order.
pub fn told_of_order(
    order: &PackOrder,
    ends_at: Option<DateTime<Utc>>,
    contact: &Contact,
    language: Language,
) -> Card {
    let who = person(order.by);
    match ends_at {
        Some(at) => Card::framed(
            "",
            words!(language, "pack-told-granted", hours = order.hours, who = who, until = day(at)),
            Tone::Good,
        ),
        None => Card::framed(
            "",
            words!(
                language,
                "pack-told-declined",
                hours = order.hours,
                who = who,
                phone = contact.phone.as_str(),
                mail = contact.mail.as_str()
            ),
            Tone::Warning,
        ),
    }
}

/// The team is told of a pack that staff granted by themselves.
pub fn told_of_pack(order: &PackOrder, ends_at: DateTime<Utc>, reason: &str, language: Language) -> Card {
    let mut body = words!(language, "pack-told", hours = order.hours, until = day(ends_at));
    if !reason.is_empty() {
        body.push('\n');
        body.push_str(&plain(reason));
    }
    Card::framed("", body, Tone::Good)
}

/// The answer to whoever granted a pack.
pub fn granted(order: &PackOrder, customer: &str, ends_at: DateTime<Utc>, language: Language) -> Card {
    let (customer, hours) = (plain(customer), order.hours);
    Card::line(words!(language, "pack-granted", customer = customer, hours = hours, until = day(ends_at)))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::untouched(240, 0, 0, "░░░░░░░░░░░░░░░░")]
    #[case::used_and_held(240, 60, 60, "████▒▒▒▒░░░░░░░░")]
    #[case::all_used(120, 120, 0, "████████████████")]
    #[case::more_than_a_lower_level_includes(120, 180, 60, "████████████▒▒▒▒")]
    #[case::nothing_included(0, 0, 0, "░░░░░░░░░░░░░░░░")]
    fn the_bar_shows_used_held_and_left(
        #[case] included: i64,
        #[case] used: i64,
        #[case] held: i64,
        #[case] shown: &str,
    ) {
        assert_eq!(bar(included, used, held), shown);
    }
}
