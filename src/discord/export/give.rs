//! A ticket's file is made, and handed out.

use std::{path::PathBuf, sync::Arc};

use anyhow::{Context, Result};
use tokio::sync::{OwnedMutexGuard, oneshot};

use super::archive;
use crate::{
    desk::{
        Desk,
        actor::Actor,
        refusal::reason::Done,
        ticket::{
            export::{Export, LinkRow},
            export_file::Unfinished,
        },
    },
    discord::{
        answer::ask::Ask,
        look::{
            answer::{Answer, INLINE, Made, name},
            card::Card,
            markdown::moment,
        },
    },
    rules::{event::Sha256Hex, ids::TicketNumber, language::Language},
    words,
};

/// What the texts of a ticket's file take beside its files, at most, in bytes.
pub(super) const TEXTS: u64 = 16 * 1024 * 1024;

/// Answers with the ticket's file, or with a private link to it.
///
/// # Errors
/// As [`Desk::export`].
pub async fn answer(ask: &Ask<'_>, actor: &Actor, number: TicketNumber) -> Done<Answer> {
    let (desk, language) = (ask.desk(), ask.language());
    let export = desk.export(actor, number).await?;
    let standing = standing_name(&export, language);
    if desk.standing_export(&standing)?.is_none() {
        let turn = Arc::clone(&desk.exporting).lock_owned().await;
        let file = make(desk, export, language, turn).await?;
        let made = Made { actor: Box::new(actor.clone()), ticket: number, name: standing, file };
        let size = made.file.path().metadata().context("reading the size of a ticket's file")?.len();
        let card = Card::line(words!(language, "ticket-exported", ticket = number.to_string()));
        return match usize::try_from(size) {
            Ok(size) if size <= INLINE => {
                let bytes = std::fs::read(made.file.path()).context("reading a ticket's file")?;
                Ok(card.file(&name(number), bytes).into())
            }
            Ok(size) if size <= ask.upload_limit() => Ok(Answer::Export(card, made)),
            Ok(_) | Err(_) => Ok(by_link(ask, made).await?.into()),
        };
    }
    // It was made a moment ago, for a link that is good.
    Ok(linked(ask, actor, number, &standing).await?.into())
}

/// Gives a private link to a file that was made.
///
/// # Errors
/// As [`Desk::link_export`], and when the file cannot be put in its place.
pub async fn by_link(ask: &Ask<'_>, made: Made) -> Done<Card> {
    let Made { actor, ticket, name, file } = made;
    ask.desk().put_export(&file, &name)?;
    linked(ask, &actor, ticket, &name).await
}

pub(super) async fn linked(ask: &Ask<'_>, actor: &Actor, ticket: TicketNumber, standing: &str) -> Done<Card> {
    let language = ask.language();
    let (token, ends_at) = ask.desk().link_export(actor, ticket, language, standing).await?;
    let url = format!("{}/exports/{token}", ask.face().home.public_url);
    let (ticket, until) = (ticket.to_string(), moment(ends_at));
    Ok(Card::line(words!(language, "ticket-export-link", ticket = ticket, url = url, until = until)))
}

/// Makes anew what a private link leads to, as it is in its turn. Returns where it stands; nothing where the
/// ticket is not there.
///
/// # Errors
/// When it cannot be made.
pub async fn made_again(desk: &Desk, link: &LinkRow, turn: OwnedMutexGuard<()>) -> Done<Option<PathBuf>> {
    let Some(export) = desk.linked_export(link).await? else { return Ok(None) };
    let standing = standing_name(&export, link.language);
    let file = make(desk, export, link.language, turn).await?;
    let at = desk.put_export(&file, &standing)?;
    desk.export_stands(link, &standing).await?;
    Ok(Some(at))
}

/// Under which name an export stands: of the same ticket, as it is this hour, for readers of one kind, there
/// is one.
pub(super) fn standing_name(export: &Export, language: Language) -> String {
    let hour = export.now.timestamp() / 3_600;
    let of = (export.file.row.number, export.for_staff, language.as_str(), &export.last, hour);
    format!("{}.zip", Sha256Hex::of(format!("{of:?}").as_bytes()))
}

/// Makes a ticket's file.
async fn make(
    desk: &Desk,
    export: Export,
    language: Language,
    turn: OwnedMutexGuard<()>,
) -> Done<Unfinished> {
    let sizes = export.files.iter().filter(|file| file.at.is_some()).map(|file| file.kept.size);
    let needs = sizes.fold(TEXTS, |sum, size| sum.saturating_add(u64::try_from(size).unwrap_or_default()));
    let offer = Arc::clone(&desk.offer);
    written(desk, needs, turn, move |to| archive::write(&export, &offer, language, to)).await
}

/// Writes a file of at most so many bytes on the disk, whoever waits for it: on a thread of its own, as it
/// may take long and nothing waits for its end when the program stops.
pub(super) async fn written(
    desk: &Desk,
    needs: u64,
    turn: OwnedMutexGuard<()>,
    write: impl FnOnce(&Unfinished) -> Result<()> + Send + 'static,
) -> Done<Unfinished> {
    let unfinished = desk.begin_export(needs)?;
    let (done, made) = oneshot::channel();
    let work = move || {
        let written = write(&unfinished).map(|()| unfinished);
        drop(turn);
        // Nobody waits for it any more: nothing is left of it.
        drop(done.send(written));
    };
    std::thread::Builder::new().name("export".to_owned()).spawn(work).context("making a file")?;
    Ok(made.await.context("making a file")??)
}
