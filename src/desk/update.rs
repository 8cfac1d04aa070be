//! Updates to the customer, each with the promised time of the next one, of which staff are reminded before it comes.

use anyhow::Result;
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::{
    Refusal,
    due::Due,
    file::{self, TicketFile},
    say::{Destination, Say},
    ticket::{TEXT_MOST, check_text, lane},
    work::{Message, Work},
};
use crate::{
    rules::{
        event::Event,
        ids::{EventSeq, TicketNumber},
    },
    store::customer::Reach,
};

/// The longest promise, in minutes: a week.
pub const NEXT_MOST: i64 = 7 * 24 * 60;

/// How long before a promised update staff are reminded, in minutes.
const REMINDED_BEFORE: i64 = 5;

/// An update promised within so many minutes is reminded of half-way.
const SHORT: i64 = 10;

/// An update, as it is typed.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct Update {
    /// What the customer notices.
    pub impact: String,
    /// What support is doing.
    pub action: String,
    /// In how many minutes the next one comes, as typed.
    pub next: String,
}

impl Update {
    /// Whether something of it is not typed yet.
    #[must_use]
    pub fn lacks(&self) -> bool {
        [&self.impact, &self.action, &self.next].iter().any(|text| text.trim().is_empty())
    }

    /// What is kept of it: the impact in the first line, then the action.
    #[must_use]
    pub fn body(&self) -> String {
        let impact = self.impact.split_whitespace().collect::<Vec<_>>().join(" ");
        format!("{impact}\n{}", self.action.trim())
    }

    /// Minutes until the next one.
    ///
    /// # Errors
    /// [`Refusal::NotMinutes`].
    pub fn minutes(&self) -> Result<i64, Refusal> {
        let typed = self.next.trim();
        typed
            .parse()
            .ok()
            .filter(|minutes| (1..=NEXT_MOST).contains(minutes))
            .ok_or_else(|| Refusal::NotMinutes(typed.to_owned()))
    }

    /// Looks at what was typed.
    ///
    /// # Errors
    /// [`Refusal::Empty`], [`Refusal::TooLong`], [`Refusal::NotMinutes`].
    pub fn check(&self) -> Result<(), Refusal> {
        check_text(&self.impact, TEXT_MOST)?;
        check_text(&self.action, TEXT_MOST)?;
        check_text(&self.body(), TEXT_MOST)?;
        self.minutes().map(drop)
    }
}

/// The impact and the action of an update that was kept.
#[must_use]
pub fn parts(body: &str) -> (&str, &str) {
    body.split_once('\n').unwrap_or((body, ""))
}

impl Work<'_> {
    /// Promises to remind staff of the update that they have just promised.
    ///
    /// # Errors
    /// When the database fails.
    pub(super) async fn promise_update(&mut self, file: &TicketFile, seq: EventSeq) -> Result<()> {
        let Some(next) = file.ticket.next_update_at else { return Ok(()) };
        let (ticket, at) = (file.row.number, reminded_at(self.now, next));
        let key = format!("ticket:{}:update:{seq}", ticket.get());
        self.promise(&key, at, &Due::UpdateDue { ticket, seq }).await.map(drop)
    }

    /// An update is due soon: staff are reminded, unless there was one since, or nobody waits for it any more.
    pub(super) async fn update_due(&mut self, ticket: TicketNumber, seq: EventSeq) -> Result<()> {
        let Some(file) = file::read(self.conn(), Reach::Staff, ticket).await? else { return Ok(()) };
        if !file.is_promised(seq) {
            return Ok(());
        }
        let language = self.staff_language().await?;
        let key = format!("ticket:{}:update-reminder:{seq}", ticket.get());
        let to = Destination::Channel(file.row.card_channel);
        let say = Say::UpdateReminder { ticket, seq };
        self.say(&Message::new(&key, lane(&file), to, language, say)).await.map(drop)
    }
}

impl TicketFile {
    /// Whether the update promised by that event is still owed.
    #[must_use]
    pub fn is_promised(&self, seq: EventSeq) -> bool {
        let last = self.events.iter().rev().find(|one| matches!(one.event, Event::Update { .. }));
        self.ticket.next_update_at.is_some() && last.is_some_and(|last| last.seq == seq)
    }
}

/// When staff are reminded of an update promised now: 5 minutes before it; half-way, where it is promised within 10.
fn reminded_at(now: DateTime<Utc>, next: DateTime<Utc>) -> DateTime<Utc> {
    if next - now <= TimeDelta::minutes(SHORT) {
        now + (next - now) / 2
    } else {
        next - TimeDelta::minutes(REMINDED_BEFORE)
    }
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, TimeDelta};
    use rstest::rstest;

    use super::{Update, reminded_at};

    #[rstest]
    #[case::long(60, 55 * 60)]
    #[case::just_over(11, 6 * 60)]
    #[case::just_within(10, 5 * 60)]
    #[case::short(3, 90)]
    fn staff_are_reminded_in_time(#[case] minutes: i64, #[case] seconds: i64) {
        let now = DateTime::UNIX_EPOCH;
        assert_eq!(reminded_at(now, now + TimeDelta::minutes(minutes)) - now, TimeDelta::seconds(seconds));
    }

    #[rstest]
    #[case::usual("30", Some(30))]
    #[case::spaces(" 5 ", Some(5))]
    #[case::none("0", None)]
    #[case::past("-5", None)]
    #[case::words("soon", None)]
    #[case::more_than_a_week("10081", None)]
    fn the_next_update_is_promised_in_minutes(#[case] typed: &str, #[case] minutes: Option<i64>) {
        let update = Update { next: typed.to_owned(), ..Update::default() };
        assert_eq!(update.minutes().ok(), minutes);
    }
}
