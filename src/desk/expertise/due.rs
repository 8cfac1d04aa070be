//! What falls due for sessions: requests that nobody answered are released, and both sides are reminded of
//! what is confirmed.

use anyhow::Result;
use chrono::{DateTime, TimeDelta, Utc};

use super::{
    News, SessionFile,
    file::{Happens, read},
};
use crate::{
    desk::{
        due::{self, Due},
        say::{
            key::Key,
            message::{Destination, Lane, Say},
        },
        work::{Message, Work},
    },
    rules::{
        event::By,
        ids::SessionId,
        session::{Party, SessionAct, State, Step},
    },
    store::{self, customer::Reach},
};

/// Both sides are reminded of a session so many hours before it: elapsed hours, longest first.
const REMIND_HOURS: [i64; 2] = [24, 1];

impl Work<'_> {
    /// Promises the reminders of a confirmed session that are still to come.
    pub(super) async fn remind(&mut self, file: &SessionFile) -> Result<()> {
        let (session, starts_at) = (file.row.id, file.row.starts_at);
        for hours in REMIND_HOURS {
            let at = starts_at - TimeDelta::hours(hours);
            if at > self.now {
                let key = due::Key::SessionReminder(session, starts_at, hours);
                self.promise(&key, at, &Due::SessionReminder { session, starts_at, hours }).await?;
            }
        }
        Ok(())
    }

    /// A request's time to be answered is over: it is released, and everyone is told. Nothing where it was
    /// answered, or where another time was put since.
    pub(in crate::desk) async fn release_due(&mut self, session: SessionId) -> Result<()> {
        let Some(mut file) = read(self.conn(), Reach::Staff, session).await? else { return Ok(()) };
        let before = file.row.state;
        let Ok(next) = before.after(SessionAct::Release, file.row.starts_at, self.now) else { return Ok(()) };
        if file.row.expires_at > self.now {
            return Ok(());
        }
        file.row.state = next;
        if !store::session::update(self.conn(), &file.row, before).await? {
            return Ok(());
        }
        let released = Happens { by: By::desk(), step: Step::Released, charged: 0, text: "" };
        let seq = self.happened(&mut file, released).await?;
        let held = self.held(&file).await?;
        self.end_hold(&file, &held, &[], None).await?;
        store::session::vacate(self.conn(), session).await?;
        self.tell_session(&file, seq, &[Party::Expert, Party::Team]).await
    }

    /// Both sides are reminded of a session, if it is still to be at that time. Of reminders that are due
    /// together, after a stop of the desk, the latest alone.
    pub(in crate::desk) async fn reminder_due(
        &mut self,
        session: SessionId,
        starts_at: DateTime<Utc>,
        hours: i64,
    ) -> Result<()> {
        let Some(file) = read(self.conn(), Reach::Staff, session).await? else { return Ok(()) };
        let to_be = file.row.state == State::Confirmed && file.row.starts_at == starts_at;
        let overtaken = REMIND_HOURS
            .iter()
            .any(|later| *later < hours && starts_at - TimeDelta::hours(*later) <= self.now);
        if !to_be || overtaken || starts_at <= self.now {
            return Ok(());
        }
        for side in [Party::Expert, Party::Team] {
            let key = Key::SessionReminder(session, side, starts_at, hours);
            let news = News::Reminder { session, side, starts_at };
            let Some((channel, language)) = self.place_of(&file, side).await? else { continue };
            let say = Say::Expertise(news);
            let message = Message::new(&key, Lane::Tickets, Destination::Channel(channel), language, say);
            self.say(&message.useless_after(starts_at))?;
        }
        Ok(())
    }
}
