//! More minutes than were booked: asked for, agreed to, refused.

use super::{Draft, News, SessionFile, file::Happens};
use crate::{
    desk::{
        Desk, Refusal as Refused,
        actor::Actor,
        refusal::reason::Done,
        say::{
            key::Key,
            message::{Destination, Lane, Say},
        },
        work::{Message, Work},
    },
    rules::{
        ids::SessionId,
        session::{Party, Step},
    },
};

/// The longest a session can be said to have taken, in minutes: a working day.
pub(super) const USED_MOST: i64 = 8 * 60;

/// What an expert says of a session that is over.
#[derive(Clone, Debug, Default)]
pub struct Delivery {
    /// How many minutes were used; left out, those that were booked.
    pub minutes: Option<i64>,
    /// What the team reads of it; may be empty.
    pub notes: String,
    /// Whether nobody came.
    pub no_show: bool,
}

/// A session that was settled.
#[derive(Clone, Debug)]
pub struct Settled {
    /// The session as it stands.
    pub file: SessionFile,
    /// Minutes that were charged.
    pub charged: i64,
    /// Minutes that were given back.
    pub given_back: i64,
    /// Minutes beyond what was booked, about which the team is asked.
    pub beyond: i64,
}

impl Desk {
    /// The team agrees that a session took longer than it was booked for: those minutes are charged too.
    ///
    /// # Errors
    /// Refused to staff and other teams, when it was answered before, and when the hours left do not do: it
    /// can be agreed to later then.
    pub async fn agree_to_more(&self, actor: &Actor, draft: i64) -> Done<(SessionFile, i64)> {
        actor.as_team()?;
        let mut work = self.work_of(actor).await?;
        let (session, minutes) = work.take_more(actor, draft).await?;
        let mut file = work.session(actor, session).await?;
        let draws = work.hold(&file, minutes, Some(actor.person())).await?;
        work.end_hold(&file, &draws, &draws, Some(actor.person())).await?;
        let agreed = Happens { by: actor.by(), step: Step::MoreUsed, charged: minutes, text: "" };
        let seq = work.happened(&mut file, agreed).await?;
        work.tell_session(&file, seq, &[Party::Expert]).await?;
        work.ask_for_note(&file).await?;
        work.commit().await?;
        Ok((file, minutes))
    }

    /// The team does not agree: nothing more is charged.
    ///
    /// # Errors
    /// As [`Desk::agree_to_more`], except for the hours.
    pub async fn refuse_more(&self, actor: &Actor, draft: i64) -> Done<(SessionFile, i64)> {
        actor.as_team()?;
        let mut work = self.work_of(actor).await?;
        let (session, minutes) = work.take_more(actor, draft).await?;
        let file = work.session(actor, session).await?;
        let key = Key::MoreRefused(session, draft);
        let say = News::MoreRefused { session, minutes, by: actor.person() };
        work.say_to(&file, Party::Expert, &key, say, None).await?;
        // Help on a ticket of which nothing is charged is no session that anybody had.
        if file.row.ticket.is_none() {
            work.ask_for_note(&file).await?;
        }
        work.commit().await?;
        Ok((file, minutes))
    }
}

impl Work<'_> {
    /// Asks the team whether these minutes may be charged: in its channel, or in the thread of the ticket on
    /// which they were spent.
    pub(super) async fn ask_for_more(&mut self, file: &SessionFile, minutes: i64) -> Done<()> {
        let Some((channel, language)) = self.place_of(file, Party::Team).await? else { return Ok(()) };
        let session = file.row.id;
        let (channel, to) = match file.row.ticket {
            None => (channel, Destination::Channel(channel)),
            Some(ticket) => (file.row.channel, Destination::TeamThread(ticket)),
        };
        let draft = self.keep_shared(channel, Draft::MoreUsed { session, minutes }).await?;
        let key = Key::More(session, draft);
        let say = Say::Expertise(News::MoreUsed { session, minutes, draft });
        self.say(&Message::new(&key, Lane::Tickets, to, language, say))?;
        Ok(())
    }

    pub(super) async fn take_more(&mut self, actor: &Actor, draft: i64) -> Done<(SessionId, i64)> {
        let Draft::MoreUsed { session, minutes } = self.take(actor, draft).await? else {
            return Err(Refused::DraftGone.into());
        };
        Ok((session, minutes))
    }
}
