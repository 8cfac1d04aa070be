//! Messages with files: sent from the disk a piece at a time, as serenity would hold each file twice, and with a time limit by their size.
//! serenity's own count of what Discord allows is heeded and kept.

use std::{
    collections::HashMap,
    path::PathBuf,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use reqwest::{
    Body,
    header::{AUTHORIZATION, HeaderValue, USER_AGENT},
    multipart::{Form, Part},
};
use serde::Serialize;
use serde_json::{Value, json};
use serenity::{
    all::{
        Builder, ChannelId, CreateAttachment, CreateMessage, EditInteractionResponse, ErrorResponse,
        HttpError, LightMethod, Message, Ratelimit, Request, Route,
    },
    constants,
};
use tokio_util::io::ReaderStream;

use super::{Face, client};
use crate::delivery::outbox::Unsaid;

/// How much of a file is read at once.
const PIECE: usize = 64 * 1024;

/// A message that failed for so many points goes without its files.
const GOES_WITHOUT: u32 = 9;

/// A file to send.
#[derive(Debug)]
pub struct Upload {
    /// Its name.
    pub name: String,
    /// What it shows, for who does not see it.
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

impl From<CreateAttachment> for Upload {
    fn from(file: CreateAttachment) -> Self {
        Self { name: file.filename, alt: file.description, content: Content::Bytes(file.data) }
    }
}

impl Upload {
    /// The same for serenity, where its bytes are at hand.
    #[must_use]
    pub fn inline(self) -> Option<CreateAttachment> {
        let Content::Bytes(bytes) = self.content else { return None };
        let file = CreateAttachment::bytes(bytes, self.name);
        Some(match self.alt {
            Some(alt) => file.description(alt),
            None => file,
        })
    }

    async fn size(&self) -> std::io::Result<u64> {
        match &self.content {
            Content::Bytes(bytes) => Ok(bytes.len() as u64),
            Content::At(path) => Ok(tokio::fs::metadata(path).await?.len()),
        }
    }

    async fn part(self) -> serenity::Result<Part> {
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

/// Posts a message with files.
///
/// # Errors
/// As serenity's own, also where a file cannot be read.
pub async fn post(
    face: &Face,
    channel_id: ChannelId,
    message: CreateMessage,
    files: Vec<Upload>,
) -> serenity::Result<Message> {
    if files.is_empty() {
        return message.execute(&face.api, (channel_id, None)).await;
    }
    let answer =
        send(face, Route::ChannelMessages { channel_id }, LightMethod::Post, &message, files).await?;
    let posted = answer.bytes().await.map_err(reqwest::Error::without_url)?;
    Ok(serde_json::from_slice(&posted)?)
}

/// Answers an interaction that was put off, with files.
///
/// # Errors
/// As serenity's own, also where a file cannot be read.
pub async fn answer(
    face: &Face,
    token: &str,
    edit: EditInteractionResponse,
    files: Vec<Upload>,
) -> serenity::Result<()> {
    if files.is_empty() {
        return edit.execute(&face.api, token).await.map(drop);
    }
    let route = Route::WebhookOriginalInteractionResponse { application_id: face.application, token };
    send(face, route, LightMethod::Patch, &edit, files).await.map(drop)
}

async fn send(
    face: &Face,
    route: Route<'_>,
    method: LightMethod,
    said: &impl Serialize,
    files: Vec<Upload>,
) -> serenity::Result<reqwest::Response> {
    let mut size = 0;
    for file in &files {
        size += file.size().await?;
    }
    let Some(_under_way) = face.desk.keeping.may_go(size).await else {
        return Err(std::io::Error::other("nothing goes any more").into());
    };
    let mut form = Form::new().text("payload_json", payload(said, &files)?);
    for (number, file) in files.into_iter().enumerate() {
        form = form.part(format!("files[{number}]"), file.part().await?);
    }
    let request = Request::new(route, method);
    let bucket = bucket(face, route).await;
    if let Some(bucket) = &bucket {
        bucket.lock().await.pre_hook(&request, &|_| {}).await;
    }
    let sent = face
        .files
        .request(method.reqwest_method(), route.path().as_ref())
        .header(USER_AGENT, constants::USER_AGENT)
        .header(AUTHORIZATION, HeaderValue::from_str(face.api.token())?)
        .multipart(form)
        .timeout(client::limit(size))
        .send()
        .await;
    // The address of an interaction's answer lets whoever knows it answer: it is left out of what is said of a fault.
    let answer = sent.map_err(reqwest::Error::without_url)?;
    if let Some(bucket) = bucket
        && answer.status().as_u16() != 429
    {
        bucket.lock().await.post_hook(&answer, &request, &|_| {}, false).await?;
    }
    if answer.status().is_success() {
        return Ok(answer);
    }
    let refused = ErrorResponse::from_response(answer, method.reqwest_method()).await;
    Err(HttpError::UnsuccessfulRequest(refused).into())
}

/// What is said, with its files named by their numbers.
fn payload(said: &impl Serialize, files: &[Upload]) -> serde_json::Result<String> {
    let mut said = serde_json::to_value(said)?;
    let told = files
        .iter()
        .enumerate()
        .map(|(number, file)| json!({ "id": number, "filename": file.name, "description": file.alt }));
    said["attachments"] = Value::Array(told.collect());
    Ok(said.to_string())
}

/// serenity's count of what may still be asked by that route.
async fn bucket(face: &Face, route: Route<'_>) -> Option<Arc<tokio::sync::Mutex<Ratelimit>>> {
    let routes = face.api.ratelimiter.as_ref()?.routes();
    let bucket = Arc::clone(routes.write().await.entry(route.ratelimiting_bucket()).or_default());
    Some(bucket)
}

/// Messages that failed while they carried files, by their rows. One that failed often, or is refused for its files, goes without them: what
/// waits behind it does not wait for ever.
#[derive(Debug, Default)]
pub struct Heavy(Mutex<HashMap<i64, u32>>);

impl Heavy {
    /// Whether a message goes without its files.
    #[must_use]
    pub fn goes_without(&self, row: i64) -> bool {
        self.points().get(&row).is_some_and(|points| *points >= GOES_WITHOUT)
    }

    /// A message was said, or never will be.
    pub fn forget(&self, row: i64) {
        self.points().remove(&row);
    }

    /// A message with files was not taken. Gives when it goes without them, where that is at once.
    pub fn failed(&self, row: i64, error: &serenity::Error) -> Option<Unsaid> {
        let mut points = self.points();
        let so_far = points.entry(row).or_default();
        *so_far += trouble(error);
        let refused = trouble(error) >= GOES_WITHOUT;
        refused.then(|| Unsaid::Passing { error: format!("its files are refused: {error}"), after: Some(1) })
    }

    fn points(&self) -> MutexGuard<'_, HashMap<i64, u32>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether a message that was not taken might be without its files.
#[must_use]
pub fn is_for_its_files(error: &serenity::Error) -> bool {
    trouble(error) >= GOES_WITHOUT / 3
}

/// How much a failure speaks against the files.
fn trouble(error: &serenity::Error) -> u32 {
    let serenity::Error::Http(HttpError::UnsuccessfulRequest(answer)) = error else {
        // It took too long, was cut, or a file could not be read.
        return GOES_WITHOUT / 3;
    };
    match (answer.status_code.as_u16(), answer.error.code) {
        // Too large; or the bot may write there, and attach nothing.
        (413, _) | (_, 40_005 | 50_013) => GOES_WITHOUT,
        (500.., _) => 1,
        _ => 0,
    }
}
