//! The board: one message in the support channel with the major incidents and the P1s that are open, kept up
//! to date.

use anyhow::Result;
use chrono::{DateTime, TimeDelta, Utc};

use crate::{
    desk::{
        Desk,
        actor::Actor,
        incidents::file::{self as incident, IncidentFile},
        refusal::reason::Done,
        say::{
            key::Key,
            message::{Destination, Lane, Say},
        },
        ticket::file::{self, TicketFile},
        work::{Message, Work},
    },
    rules::{
        event::Priority,
        ids::{ChannelId, EventSeq, IncidentNumber},
        incident::State,
    },
    store::{self, Conn, customer::Reach},
};

/// The memo that names the present board.
const MEMO: &str = "board";

/// How long a board is corrected, in minutes; then it is posted anew, as Discord rations corrections of what
/// is older than an hour.
const CORRECTED_MINUTES: i64 = 55;

/// What the board shows.
#[derive(Clone, Debug)]
pub struct Board {
    /// The major incidents that are not closed: those whose service is not back first.
    pub incidents: Vec<IncidentFile>,
    /// The P1s that are open: the one with the least time left first; those without a clock, and those
    /// restored, come after.
    pub p1s: Vec<TicketFile>,
    /// The moment at which all this is so, UTC.
    pub now: DateTime<Utc>,
}

impl Desk {
    /// Posts the board in the support channel, in place of the one before. Returns the channel.
    ///
    /// # Errors
    /// Refused for anyone who is not an agent.
    pub async fn post_board(&self, actor: &Actor) -> Done<ChannelId> {
        actor.as_agent()?;
        let channel = actor.setup()?.support_channel;
        let mut work = self.work_of(actor).await?;
        work.post_board(channel).await?;
        work.commit().await?;
        Ok(channel)
    }

    /// What the board shows now.
    pub async fn board(&self) -> Result<Board> {
        let now = self.clock.now();
        let conn = &mut *self.store.read().await?;
        let mut incidents = Vec::new();
        for number in store::incident::open(conn).await? {
            incidents.extend(incident::read(conn, number).await?);
        }
        incidents.sort_by_key(|file| file.incident.state != State::Open);
        Ok(Board { incidents, p1s: open_p1s(conn, now).await?, now })
    }

    /// The P1s that are open, as the board has them.
    pub async fn open_p1s(&self) -> Result<Vec<TicketFile>> {
        open_p1s(&mut *self.store.read().await?, self.clock.now()).await
    }
}

async fn open_p1s(conn: &mut Conn, now: DateTime<Utc>) -> Result<Vec<TicketFile>> {
    let mut files = Vec::new();
    for number in store::p1::open(conn).await? {
        files.extend(file::read(conn, Reach::Staff, number).await?);
    }
    files.sort_by_key(|file| (urgency(file, now), file.row.number));
    Ok(files)
}

/// Running P1s by their time left, then those without a guaranteed time, then those restored.
pub(super) fn urgency(file: &TicketFile, now: DateTime<Utc>) -> (u8, TimeDelta) {
    match file.ticket.clock() {
        _ if file.ticket.restored_at.is_some() => (2, TimeDelta::zero()),
        Some(clock) => (0, clock.left(now)),
        None => (1, TimeDelta::zero()),
    }
}

impl Work<'_> {
    async fn post_board(&mut self, channel: ChannelId) -> Result<()> {
        let before = store::desk::memo(self.conn(), MEMO).await?;
        let language = self.staff_language().await?;
        let key = Key::Board(self.now);
        let to = Destination::Channel(channel);
        let posted = self.post(&Message::new(&key, Lane::Tickets, to, language, Say::Board)).await?;
        if posted.is_none() {
            return Ok(());
        }
        store::desk::note(self.conn(), MEMO, &key.to_string()).await?;
        if let Some(before) = before {
            let say = Say::BoardMoved { board: before.clone() };
            let (moved, before) = (Key::BoardMoved(before.clone()), Key::OnRecord(before));
            self.say(&Message::new(&moved, Lane::Rest, to, language, say).correcting(&before))?;
        }
        Ok(())
    }

    /// Brings the board up to date, where there is one and this ticket is, or was, on it.
    pub(in crate::desk) async fn follow_board(&mut self, file: &TicketFile) -> Result<()> {
        if file.row.priority != Priority::P1 && file.ticket.clocks.is_empty() {
            return Ok(());
        }
        let (ticket, seq) = (file.row.number, file.ticket.seq);
        self.board_again(|board| Key::BoardChanged(board, ticket, seq)).await
    }

    /// Brings the board up to date after an event of a major incident, where there is a board.
    pub(in crate::desk) async fn board_follows_incident(
        &mut self,
        incident: IncidentNumber,
        seq: EventSeq,
    ) -> Result<()> {
        self.board_again(|board| Key::BoardToldOf(board, incident, seq)).await
    }

    async fn board_again(&mut self, key: impl FnOnce(String) -> Key) -> Result<()> {
        let Some(board) = store::desk::memo(self.conn(), MEMO).await? else { return Ok(()) };
        let Some(row) = store::outbox::said_as(self.outbox().await?, &board).await? else { return Ok(()) };
        let since = self.now - TimeDelta::minutes(CORRECTED_MINUTES);
        if row.at < since {
            return self.post_board(row.channel).await;
        }
        let language = self.staff_language().await?;
        let key = key(board.clone());
        let say = Say::BoardAgain { board: board.clone() };
        let board = Key::OnRecord(board);
        let to = Destination::Channel(row.channel);
        self.say(&Message::new(&key, Lane::Rest, to, language, say).correcting(&board))
    }
}
