//! Files that people attach: fetched one after another from Discord's own hosts, in pieces straight to the
//! disk, as links to them expire.

use std::{
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};

use anyhow::{Context, Result, ensure};
use reqwest::Url;
use serenity::all::Attachment;
use tokio::time::{Instant, timeout, timeout_at};

use super::client;
use crate::{
    desk::{
        actor::Actor,
        keeping::{FileRef, Payer, Sink},
        refusal::reason::Done,
        ticket::{attached::File, opening::Opening},
    },
    discord::Face,
    rules::{files::NotKept, ids::TicketNumber, typed::one_line},
};

/// Where Discord has the files of messages.
const HOSTS: [&str; 2] = ["cdn.discordapp.com", "media.discordapp.net"];

/// How often a file is asked for before it is given up.
const TRIES: usize = 3;

/// How long a host may send nothing.
const IDLE: Duration = Duration::from_secs(15);

/// How long a message's files may take together: what is written after it waits for them.
pub const OF_A_MESSAGE: Duration = Duration::from_mins(10);

/// How long somebody who typed or pressed waits for them: an interaction can be answered for fifteen minutes.
pub const OF_AN_ANSWER: Duration = Duration::from_mins(5);

/// How long a P1 waits for them.
pub const OF_A_P1: Duration = Duration::from_secs(15);

/// A file as Discord tells of it.
pub fn told(file: &Attachment) -> FileRef {
    FileRef {
        name: one_line(&file.filename),
        kind: file.content_type.clone(),
        size: file.size,
        url: file.url.clone(),
    }
}

/// Keeps the files that came with what was written about a ticket, in order. One that is not kept comes with
/// the reason.
pub async fn of_ticket(
    face: &Face,
    ticket: TicketNumber,
    files: &[FileRef],
    within: Duration,
) -> Result<Vec<File>> {
    if files.is_empty() {
        return Ok(Vec::new());
    }
    let whose = face.desk.whose_files(ticket).await?;
    Ok(fetch(face, whose, files, within).await)
}

/// Keeps the files that come with what is opened, in order, where it may be opened at all: they count for the
/// bounds of whoever it is opened for. Where none do, that is asked when it is opened.
///
/// # Errors
/// As [`crate::desk::Desk::may_open`].
pub async fn of_opening(face: &Face, actor: &Actor, opening: &Opening, within: Duration) -> Done<Vec<File>> {
    if opening.attached.is_empty() {
        return Ok(Vec::new());
    }
    let whose = face.desk.may_open(actor, opening).await?;
    Ok(fetch(face, whose, &opening.attached, within).await)
}

/// A file cannot be had for now, as Discord fails.
#[derive(Debug, thiserror::Error)]
#[error("a file cannot be had for now")]
pub struct NotNow;

/// Its host says that there is no such file, or not for us: that stays so.
#[derive(Debug, thiserror::Error)]
#[error("its host refuses it with {0}")]
struct Refused(reqwest::StatusCode);

/// Keeps the files of a message in a ticket's thread, in order. Where one cannot be had for now, none is,
/// unless this is the last try.
///
/// # Errors
/// [`NotNow`], or when the database fails.
pub async fn of_message(
    face: &Face,
    ticket: TicketNumber,
    files: &[FileRef],
    last_try: bool,
) -> Result<Vec<File>> {
    let whose = face.desk.whose_files(ticket).await?;
    let (fetched, all_is_settled) = bring(face, whose, files, OF_A_MESSAGE).await;
    ensure!(last_try || all_is_settled, NotNow);
    Ok(fetched)
}

/// Keeps files, in order and within a time. One that is not kept comes with the reason.
async fn fetch(face: &Face, whose: Payer, files: &[FileRef], within: Duration) -> Vec<File> {
    bring(face, whose, files, within).await.0
}

/// Keeps files, and says whether each that is not kept would not be another time either.
async fn bring(face: &Face, whose: Payer, files: &[FileRef], within: Duration) -> (Vec<File>, bool) {
    let until = Instant::now() + within;
    let mut fetched = Vec::with_capacity(files.len());
    let mut all_is_settled = true;
    for (rank, told) in files.iter().enumerate() {
        let passes = &AtomicBool::new(false);
        let bring = async |sink| {
            let brought = download(face, told, sink).await;
            passes.store(brought.as_ref().is_err_and(|error| !error.is::<Refused>()), Ordering::Relaxed);
            brought
        };
        let kept = timeout_at(until, face.desk.keep_file(whose, (rank, told), TRIES, bring)).await;
        let kept = kept.unwrap_or_else(|_| {
            tracing::warn!(size = told.size, "a file was not kept: it took too long");
            Err(NotKept::NotHad)
        });
        all_is_settled &= !(matches!(kept, Err(NotKept::NotHad)) && passes.load(Ordering::Relaxed));
        fetched.push(File { told: told.clone(), kept });
    }
    (fetched, all_is_settled)
}

/// Brings a file, a piece at a time.
async fn download(face: &Face, told: &FileRef, mut sink: Sink) -> Result<Sink> {
    let url = Url::parse(&told.url).context("reading its address")?;
    ensure!(is_discords(&url), "it is not on a host of Discord's");
    let whole = async {
        // The address lets whoever knows it read the file: it is left out of what is said of a fault.
        let answer =
            timeout(IDLE, face.home.files.get(url).send()).await.context("its host does not answer")?;
        let mut answer = answer.map_err(reqwest::Error::without_url).context("asking for it")?;
        let status = answer.status();
        ensure!(!status.is_client_error() || matches!(status.as_u16(), 408 | 429), Refused(status));
        ensure!(status.is_success(), "its host answers {status}");
        loop {
            let part = timeout(IDLE, answer.chunk()).await.context("its host stopped sending")?;
            match part.map_err(reqwest::Error::without_url).context("receiving it")? {
                Some(part) => sink.take(&part).await?,
                None => return anyhow::Ok(sink),
            }
        }
    };
    timeout(client::limit(told.size.into()), whole).await.context("it came too slowly")?
}

fn is_discords(url: &Url) -> bool {
    url.scheme() == "https"
        && url.port().is_none()
        && url.host_str().is_some_and(|host| HOSTS.contains(&host))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::its_files("https://cdn.discordapp.com/attachments/1/2/a.png?ex=1", true)]
    #[case::its_proxy("https://media.discordapp.net/attachments/1/2/a.png", true)]
    #[case::in_the_clear("http://cdn.discordapp.com/attachments/1/2/a.png", false)]
    #[case::another_port("https://cdn.discordapp.com:8443/a.png", false)]
    #[case::another_host("https://cdn.discordapp.com.evil.example/a.png", false)]
    #[case::a_user_name("https://cdn.discordapp.com@evil.example/a.png", false)]
    #[case::inside("https://127.0.0.1/a.png", false)]
    fn files_come_from_discord_alone(#[case] url: &str, #[case] ours: bool) {
        assert_eq!(Url::parse(url).is_ok_and(|url| is_discords(&url)), ours);
    }
}
