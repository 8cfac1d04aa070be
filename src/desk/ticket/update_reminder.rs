//! Updates to the customer, each with the promised time of the next one, of which staff are reminded before
//! it comes.

use anyhow::Result;
use chrono::{DateTime, TimeDelta, Utc};

use super::{
    file::{self, TicketFile, lane},
    next_update::SHORT,
};
use crate::{
    desk::{
        due::{self, Due},
        say::{
            key::Key,
            message::{Destination, Say},
        },
        work::{Message, Work},
    },
    rules::ids::{EventSeq, TicketNumber},
    store::customer::Reach,
};

/// How long before a promised update staff are reminded, in minutes.
const REMINDED_BEFORE: i64 = 5;

impl Work<'_> {
    /// Promises to remind staff of the update that they have just promised.
    pub(in crate::desk) async fn promise_update(&mut self, file: &TicketFile, seq: EventSeq) -> Result<()> {
        let Some(next) = file.ticket.next_update_at else { return Ok(()) };
        let (ticket, at) = (file.row.number, reminded_at(self.now, next));
        let key = due::Key::Update(ticket, seq);
        self.promise(&key, at, &Due::UpdateDue { ticket, seq }).await.map(drop)
    }

    /// An update is due soon: staff are reminded, unless there was one since, or nobody waits for it any
    /// more.
    pub(in crate::desk) async fn update_due(&mut self, ticket: TicketNumber, seq: EventSeq) -> Result<()> {
        let Some(file) = file::read(self.conn(), Reach::Staff, ticket).await? else { return Ok(()) };
        if !file.is_promised(seq) {
            return Ok(());
        }
        let language = self.staff_language().await?;
        let key = Key::UpdateReminder(ticket, seq);
        let to = Destination::Channel(file.row.card_channel);
        let say = Say::UpdateReminder { ticket, seq };
        self.say(&Message::new(&key, lane(&file), to, language, say))
    }
}

/// When staff are reminded of an update promised now: 5 minutes before it; half-way, where it is promised
/// within 10.
pub(in crate::desk) fn reminded_at(now: DateTime<Utc>, next: DateTime<Utc>) -> DateTime<Utc> {
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

    use super::reminded_at;
    use crate::desk::ticket::next_update::Update;

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
