//! The clock of a P1, as its arithmetic line by line and as the results told elsewhere.

use chrono::{DateTime, Utc};

use super::said::{clock::receipt_lines, ticket::title};
use crate::{
    desk::ticket::file::TicketFile,
    discord::look::{
        card::{BODY, Card, Tone},
        cut::ends,
    },
    rules::{gtr::Clock, language::Language, offer::Offer, ticket::Guarantee},
    words,
};

/// What `/ticket clock` answers: every clock of the ticket, the latest last, each with all that is needed to
/// do the sum again by hand.
#[derive(Debug)]
pub struct ClockReceipt<'a> {
    /// The ticket.
    pub file: &'a TicketFile,
    /// The offer, for the days of its zone.
    pub offer: &'a Offer,
    /// Now, UTC.
    pub now: DateTime<Utc>,
}

impl ClockReceipt<'_> {
    /// The answer.
    pub fn render(&self, language: Language) -> Card {
        let Self { file, offer, now } = *self;
        let mut parts: Vec<String> =
            file.ticket.clocks.iter().map(|clock| receipt(clock, (offer, now), language)).collect();
        match file.ticket.guarantee() {
            Guarantee::NotP1 if parts.is_empty() => parts.push(words!(language, "clock-not-p1")),
            Guarantee::Clock(_) | Guarantee::NotP1 => {}
            Guarantee::BestEffort(level) => {
                parts.push(words!(language, "clock-best-effort", level = level.to_string()));
            }
            Guarantee::Beta => parts.push(words!(language, "clock-beta")),
        }
        let lines: Vec<String> = parts.join("\n\n").split('\n').map(str::to_owned).collect();
        Card::framed(title(file), ends(&lines, BODY), Tone::Plain)
    }
}

fn receipt(clock: &Clock, (offer, now): (&Offer, DateTime<Utc>), language: Language) -> String {
    let heading = words!(language, "clock-heading", number = clock.number);
    let lines = receipt_lines(clock, now, &offer.calendar, language);
    std::iter::once(heading).chain(lines).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use rstest::rstest;

    use crate::discord::cards::said::clock::span;

    #[rstest]
    #[case::whole_hours(14_400, "4 h")]
    #[case::all_of_it(14_399, "3 h 59 min 59 s")]
    #[case::no_minutes(3_605, "1 h 5 s")]
    #[case::nothing(0, "0 min")]
    #[case::past(-750, "-12 min 30 s")]
    fn a_span_is_read_to_the_second(#[case] seconds: i64, #[case] read: &str) {
        assert_eq!(span(TimeDelta::seconds(seconds)), read.replace(' ', "\u{a0}"));
    }
}
