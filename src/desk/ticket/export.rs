//! A ticket as one file: what it is made of, for those who may read it.

use std::{collections::HashMap, path::PathBuf};

use anyhow::{Context, Result};
use chrono::{DateTime, TimeDelta, Utc};

use super::file::{self, TicketFile};
pub use crate::store::export_link::LinkRow;
use crate::{
    desk::{
        Desk, Refusal,
        actor::Actor,
        due::{self, Due},
        refusal::reason::Done,
        tokens::random_token,
        work::Work,
    },
    rules::{
        contract::History,
        event::{Event, OfMessage, Sha256Hex},
        ids::{EventSeq, TicketNumber},
        language::Language,
    },
    store::{
        self, Conn, attachment::Attachment, customer::Reach, export_link::NewLink, ticket::Text,
        window::Window,
    },
};

/// How long a private link is good.
pub const LINK_LASTS: TimeDelta = TimeDelta::hours(24);

/// A file of a ticket, and where it is.
#[derive(Clone, Debug)]
pub struct ExportedFile {
    /// What is known of it.
    pub kept: Attachment,
    /// Where its bytes are; none where they were not kept.
    pub at: Option<PathBuf>,
}

/// All that is kept of a ticket, within what its reader may see.
#[derive(Clone, Debug)]
pub struct Export {
    /// The ticket, with the events that its reader may see.
    pub file: TicketFile,
    /// The hash of each event.
    pub hashes: HashMap<EventSeq, Sha256Hex>,
    /// The hash of the last one, hidden or not: it covers all of them.
    pub last: Sha256Hex,
    /// What was written in them.
    pub texts: HashMap<EventSeq, Text>,
    /// Discord's numbers of what they came of.
    pub numbers: HashMap<EventSeq, u64>,
    /// The files that came with them.
    pub files: Vec<ExportedFile>,
    /// The customer's contract.
    pub history: History,
    /// The maintenance windows while the ticket was open.
    pub windows: Vec<Window>,
    /// The moment at which all this is so, UTC.
    pub now: DateTime<Utc>,
    /// Whether staff read it: what they wrote for each other is in it then.
    pub for_staff: bool,
}

impl Desk {
    /// All that is kept of a ticket.
    ///
    /// # Errors
    /// Refused when it is not there for whoever asks.
    pub async fn export(&self, actor: &Actor, number: TicketNumber) -> Done<Export> {
        let reach = actor.ticket_reach()?;
        Ok(self.read_export(reach, number, actor.staff.any()).await?.ok_or(Refusal::NoSuchTicket)?)
    }

    /// Makes a private link to what [`Desk::export`] gives that person, which stands as the export of that
    /// name. Returns the token in it, which is told this once, and when it ceases to be good, UTC.
    ///
    /// # Errors
    /// Refused when the ticket is not there for whoever asks.
    pub async fn link_export(
        &self,
        actor: &Actor,
        number: TicketNumber,
        language: Language,
        name: &str,
    ) -> Done<(String, DateTime<Utc>)> {
        let mut work = self.work_of(actor).await?;
        let ticket = work.meant(actor, Some(number)).await?;
        work.concerns_ticket(ticket.row.customer, number);
        let token = random_token();
        let (now, ends_at) = (work.now, work.now + LINK_LASTS);
        let link = NewLink {
            token: &Sha256Hex::of(token.as_bytes()),
            ticket: number,
            for_staff: actor.staff.any(),
            language,
            by: actor.person(),
            ends_at,
            file: name,
        };
        let link = store::export_link::insert(work.conn(), &link, now).await?;
        work.promise(&due::Key::ExportEnds(link), ends_at, &Due::ExportEnds { link }).await?;
        work.commit().await?;
        Ok((token, ends_at))
    }

    /// Where a private link leads; nothing for one that is not, or no longer, good.
    pub async fn export_link(&self, token: &str) -> Result<Option<LinkRow>> {
        let hash = Sha256Hex::of(token.as_bytes());
        store::export_link::find(&mut *self.store.read().await?, &hash, self.clock.now()).await
    }

    /// What a private link leads to, to be made anew where its file is gone.
    pub async fn linked_export(&self, link: &LinkRow) -> Result<Option<Export>> {
        self.read_export(Reach::Staff, link.ticket, link.for_staff).await
    }

    /// A private link's file stands under this name.
    pub async fn export_stands(&self, link: &LinkRow, name: &str) -> Result<()> {
        let mut work = self.work().await?;
        store::export_link::stands(work.conn(), link.id, name).await?;
        work.commit().await
    }

    /// Removes exports to which no link leads.
    ///
    /// # Errors
    /// When the database or the disk fails.
    pub async fn sweep_exports(&self) -> Result<()> {
        // Nothing is being made meanwhile: what was just made has no link yet.
        let _alone = self.exporting.lock().await;
        let linked = store::export_link::files(&mut *self.store.read().await?).await?;
        for (name, path) in self.store.files().exports()? {
            if !linked.contains(&name) {
                std::fs::remove_file(&path).with_context(|| format!("removing {}", path.display()))?;
            }
        }
        Ok(())
    }

    /// Where the file of that hash is; none where it is not there any more. One that an earlier version kept
    /// in the database is moved out first.
    ///
    /// # Errors
    /// When the database or the disk fails.
    pub async fn file_at(&self, hash: &Sha256Hex) -> Result<Option<PathBuf>> {
        let path = self.store.files().path(hash);
        if !path.exists() {
            self.store.move_out(0, Some(hash)).await?;
        }
        Ok(path.exists().then_some(path))
    }

    async fn read_export(
        &self,
        reach: Reach,
        number: TicketNumber,
        for_staff: bool,
    ) -> Result<Option<Export>> {
        let now = self.clock.now();
        let read = read(&mut *self.store.read().await?, reach, number, for_staff, now).await?;
        let Some(mut export) = read else { return Ok(None) };
        for file in &mut export.files {
            file.at = match file.kept.hash() {
                Some(hash) => self.file_at(&hash).await?,
                None => None,
            };
        }
        Ok(Some(export))
    }
}

impl Work<'_> {
    /// The time of a private link is over: nothing is left of it.
    pub(in crate::desk) async fn export_ends(&mut self, link: i64) -> Result<()> {
        if let Some(name) = store::export_link::delete(self.conn(), link).await? {
            let path = self.desk.store.files().export(&name).context("looking for an export")?;
            match std::fs::remove_file(&path) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                    return Err(error).with_context(|| format!("removing {}", path.display()));
                }
                Ok(()) | Err(_) => {}
            }
        }
        Ok(())
    }
}

async fn read(
    conn: &mut Conn,
    reach: Reach,
    number: TicketNumber,
    for_staff: bool,
    now: DateTime<Utc>,
) -> Result<Option<Export>> {
    let Some(mut file) = file::read(conn, reach, number).await? else { return Ok(None) };
    let mut texts = store::ticket::texts(conn, number).await?;
    let numbers = store::reading::numbers(conn, number).await?;
    let mut files = store::attachment::of_ticket(conn, number).await?;
    let hashes: Vec<(EventSeq, Sha256Hex)> = store::ticket::events(conn, number)
        .await?
        .into_iter()
        .map(|(event, hash)| (event.seq, hash))
        .collect();
    let last = hashes.last().map(|(_, hash)| hash.clone()).context("a ticket has events")?;
    let history = store::contract::history(conn, file.row.customer).await?;
    let until = file.ticket.closed_at.unwrap_or(now) + TimeDelta::seconds(1);
    let windows = store::window::overlapping(conn, None, file.row.opened_at, until).await?;
    if !for_staff {
        let hidden: Vec<EventSeq> =
            file.events.iter().filter(|one| is_for_staff(&file, &one.event)).map(|one| one.seq).collect();
        file.events.retain(|one| !hidden.contains(&one.seq));
        texts.retain(|seq, _| !hidden.contains(seq));
        files.retain(|kept| !hidden.contains(&kept.seq));
        // A hand-over is the team's to know, the note that goes with it is not.
        for one in &file.events {
            if matches!(one.event, Event::Assigned { .. }) {
                texts.remove(&one.seq);
            }
        }
    }
    let hashes = hashes.into_iter().collect();
    let files = files.into_iter().map(|kept| ExportedFile { kept, at: None }).collect();
    Ok(Some(Export { file, hashes, last, texts, numbers, files, history, windows, now, for_staff }))
}

/// Whether an event is for the staff's eyes alone: a note, and what became of it.
fn is_for_staff(file: &TicketFile, event: &Event) -> bool {
    match event.of_message() {
        Some(OfMessage::Note(_)) => true,
        Some(OfMessage::Edited { of, .. } | OfMessage::Deleted { of }) => {
            file.events.iter().any(|one| one.seq == of && matches!(one.event, Event::Note { .. }))
        }
        Some(OfMessage::Team(_) | OfMessage::Staff(_)) | None => false,
    }
}
