//! Files that people attach: fetched from Discord's own hosts, with a limit on their size, as links to them expire.

use anyhow::{Context, Result, ensure};
use futures::future::join_all;
use reqwest::Url;
use serenity::all::Attachment;

use super::Face;
use crate::{
    desk::talk::{File, FileRef},
    rules::typed::one_line,
};

/// The largest file that is kept, in bytes.
pub const MOST: u32 = 25 * 1024 * 1024;

/// Where Discord has the files of messages.
const HOSTS: [&str; 2] = ["cdn.discordapp.com", "media.discordapp.net"];

/// How often a file is asked for before it is given up.
const TRIES: usize = 3;

/// A file as Discord tells of it.
#[must_use]
pub fn told(file: &Attachment) -> FileRef {
    FileRef {
        name: one_line(&file.filename),
        kind: file.content_type.clone(),
        size: file.size,
        url: file.url.clone(),
    }
}

/// Fetches files. One that is too large, or cannot be had, comes without its bytes.
pub async fn fetch(face: &Face, files: &[FileRef]) -> Vec<File> {
    join_all(files.iter().map(|told| async {
        let bytes = match fetch_one(face, told).await {
            Ok(bytes) => Some(bytes),
            Err(error) => {
                tracing::warn!(size = told.size, error = format!("{error:#}"), "a file was not kept");
                None
            }
        };
        File { told: told.clone(), bytes }
    }))
    .await
}

async fn fetch_one(face: &Face, told: &FileRef) -> Result<Vec<u8>> {
    ensure!(told.size <= MOST, "it is too large");
    let url = Url::parse(&told.url).context("reading its address")?;
    ensure!(is_discords(&url), "it is not on a host of Discord's");
    let mut result = Err(anyhow::anyhow!("it was not asked for"));
    for _ in 0..TRIES {
        result = download(face, url.clone()).await;
        if result.is_ok() {
            break;
        }
    }
    result
}

async fn download(face: &Face, url: Url) -> Result<Vec<u8>> {
    let mut answer = face.files.get(url).send().await.context("asking for it")?.error_for_status()?;
    let mut bytes = Vec::new();
    // What is sent counts, whatever was told of its size.
    while let Some(part) = answer.chunk().await.context("receiving it")? {
        ensure!(bytes.len() + part.len() <= MOST as usize, "it is too large");
        bytes.extend_from_slice(&part);
    }
    Ok(bytes)
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
