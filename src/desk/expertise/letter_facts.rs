//! What letters about sessions and hours tell of, as it is when they are said.

use anyhow::{Context, Result};

use super::{
    SessionFile,
    expert_help::{HelpFile, help},
    file::read,
};
use crate::{
    desk::{
        Desk,
        customers::hearing::hears_of,
        say::{key::Key, message::Destination},
    },
    rules::{
        ids::{ChannelId, CustomerId, ExpertHelpId, MessageId, RoleId, SessionId},
        session::Party,
        uids::Uids,
    },
    store::{self, Conn, customer::Reach},
};

/// A session as a message tells of it.
#[derive(Clone, Debug)]
pub struct SessionFacts {
    /// The session.
    pub file: SessionFile,
    /// What calendars call it.
    pub uids: Uids,
}

/// A session of which a message stands.
#[derive(Clone, Debug)]
pub struct SessionStanding {
    /// The session.
    pub file: SessionFile,
    /// In which channel it stands.
    pub channel: ChannelId,
    /// The message.
    pub message: MessageId,
}

/// A request for help as a message tells of it.
#[derive(Clone, Debug)]
pub struct HelpFacts {
    /// The request.
    pub help: HelpFile,
    /// The role that is called to it; none before the desk is set up.
    pub expert_role: Option<RoleId>,
    /// Where it was asked of the experts.
    pub standing: Option<(ChannelId, MessageId)>,
}

impl Desk {
    /// A session, for one side; nothing where it is for a team's channel that hears of that customer no more.
    pub async fn session_facts(
        &self,
        to: Destination,
        session: SessionId,
        side: Party,
    ) -> Result<Option<SessionFacts>> {
        let mut conn = self.store.read().await?;
        let Some(file) = told(&mut conn, to, session, side).await? else { return Ok(None) };
        let uids = store::desk::uids(&mut conn).await?;
        Ok(Some(SessionFacts { file, uids }))
    }

    /// A session whose message on one side is to be corrected; nothing where none stands, or its channel
    /// hears of that customer no more.
    pub async fn session_standing(
        &self,
        to: Destination,
        session: SessionId,
        side: Party,
    ) -> Result<Option<SessionStanding>> {
        self.standing_as(to, session, side, &Key::Session(session, side)).await
    }

    /// A session whose question for a note is to be corrected; nothing as with [`Desk::session_standing`].
    pub async fn note_standing(
        &self,
        to: Destination,
        session: SessionId,
    ) -> Result<Option<SessionStanding>> {
        self.standing_as(to, session, Party::Team, &Key::Note(session)).await
    }

    async fn standing_as(
        &self,
        to: Destination,
        session: SessionId,
        side: Party,
        key: &Key,
    ) -> Result<Option<SessionStanding>> {
        let mut conn = self.store.read().await?;
        let Some(file) = told(&mut conn, to, session, side).await? else { return Ok(None) };
        let Some((channel, message)) = store::outbox::place_of(&mut conn, &key.to_string()).await? else {
            return Ok(None);
        };
        let theirs = is_same_team(&mut conn, to, channel).await?;
        Ok(theirs.then_some(SessionStanding { file, channel, message }))
    }

    /// Sessions, for staff.
    pub async fn sessions_told(&self, sessions: &[SessionId]) -> Result<Vec<SessionFile>> {
        let mut conn = self.store.read().await?;
        let mut files = Vec::new();
        for session in sessions {
            files.push(open(&mut conn, *session).await?);
        }
        Ok(files)
    }

    /// A request for help.
    pub async fn help_facts(&self, id: ExpertHelpId) -> Result<HelpFacts> {
        let mut conn = self.store.read().await?;
        let help = help(&mut conn, id).await?;
        let setup = store::desk::setup(&mut conn).await?;
        let standing = store::outbox::place_of(&mut conn, &Key::Help(id).to_string()).await?;
        Ok(HelpFacts { help, expert_role: setup.map(|setup| setup.expert_role), standing })
    }

    /// Whether a team is offered slots there before its hours lapse.
    pub async fn is_offered_slots(&self, to: Destination, customer: CustomerId) -> Result<bool> {
        let mut conn = self.store.read().await?;
        Ok(hears_of(&mut conn, to, customer).await?
            && store::contract::settings(&mut conn, customer).await?.unused_hours)
    }
}

/// A session that one side is told of; nothing where that is a team whose channel is another's by now.
async fn told(
    conn: &mut Conn,
    to: Destination,
    session: SessionId,
    side: Party,
) -> Result<Option<SessionFile>> {
    let file = open(conn, session).await?;
    let hears = match side {
        Party::Team => hears_of(conn, to, file.row.customer).await?,
        Party::Expert => true,
    };
    Ok(hears.then_some(file))
}

/// Whether a message that stands in a channel is of whoever is told: in a channel that the desk no longer
/// speaks in for them, an old message is left alone.
async fn is_same_team(conn: &mut Conn, to: Destination, channel: ChannelId) -> Result<bool> {
    let Some(own) = to.channel() else { return Ok(false) };
    // Where its own channel took nothing, another of the same team has it.
    if own == channel {
        return Ok(true);
    }
    let own = store::customer::linked_to(conn, own).await?;
    let other = store::customer::linked_to(conn, channel).await?;
    Ok(own.zip(other).is_some_and(|(own, other)| own.id == other.id))
}

async fn open(conn: &mut Conn, session: SessionId) -> Result<SessionFile> {
    read(conn, Reach::Staff, session).await?.with_context(|| format!("session {session} is not there"))
}
