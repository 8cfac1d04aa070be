//! A file that goes along with what is said.

use std::path::PathBuf;

use reqwest::{Body, multipart::Part};
use serenity::all::CreateAttachment;
use tokio_util::io::ReaderStream;

/// How much of a file is read at once.
const PIECE: usize = 64 * 1024;

/// A file to send.
#[derive(Debug)]
pub struct Upload {
    /// Its name.
    pub name: String,
    /// What it shows, for whoever does not see it.
    pub alt: Option<String>,
    /// What is in it.
    pub content: Content,
}

/// What is in a file.
#[derive(Debug)]
pub enum Content {
    /// These bytes.
    Bytes(Vec<u8>),
    /// What stands there on the disk.
    At(PathBuf),
}

impl Upload {
    /// The same for serenity, where its bytes are at hand.
    pub fn inline(self) -> Option<CreateAttachment> {
        let Content::Bytes(bytes) = self.content else { return None };
        let file = CreateAttachment::bytes(bytes, self.name);
        Some(match self.alt {
            Some(alt) => file.description(alt),
            None => file,
        })
    }

    pub(in crate::discord) async fn size(&self) -> std::io::Result<u64> {
        match &self.content {
            Content::Bytes(bytes) => Ok(bytes.len() as u64),
            Content::At(path) => Ok(tokio::fs::metadata(path).await?.len()),
        }
    }

    pub(in crate::discord) async fn part(self) -> serenity::Result<Part> {
        let kind = mime_guess::from_path(&self.name).first_or_octet_stream();
        let part = match self.content {
            Content::Bytes(bytes) => Part::bytes(bytes),
            Content::At(path) => {
                let file = tokio::fs::File::open(path).await?;
                let size = file.metadata().await?.len();
                Part::stream_with_length(Body::wrap_stream(ReaderStream::with_capacity(file, PIECE)), size)
            }
        };
        Ok(part.file_name(self.name).mime_str(kind.essence_str())?)
    }
}
