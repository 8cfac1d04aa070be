//! Messages with files: sent from the disk a piece at a time, as serenity would hold each file twice, and
//! with a time limit by their size. serenity's own count of what Discord allows is heeded and kept.

use std::sync::Arc;

use reqwest::{
    header::{AUTHORIZATION, HeaderValue, USER_AGENT},
    multipart::Form,
};
use serde::Serialize;
use serde_json::{Value, json};
use serenity::{
    all::{
        Builder, ChannelId, CreateMessage, EditInteractionResponse, ErrorResponse, HttpError, LightMethod,
        Message, Ratelimit, Request, Route,
    },
    constants,
};

use super::client;
use crate::discord::{Face, look::upload::Upload};

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
    let route = Route::WebhookOriginalInteractionResponse { application_id: face.home.application, token };
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
        .home
        .files
        .request(method.reqwest_method(), route.path().as_ref())
        .header(USER_AGENT, constants::USER_AGENT)
        .header(AUTHORIZATION, HeaderValue::from_str(face.api.token())?)
        .multipart(form)
        .timeout(client::limit(size))
        .send()
        .await;
    // The address of an interaction's answer lets whoever knows it answer: it is left out of what is said of
    // a fault.
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
