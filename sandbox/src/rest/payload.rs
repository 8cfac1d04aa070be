//! The body of a request: JSON, or a form with files beside it.

use axum::{
    body::{Body, Bytes, to_bytes},
    extract::{FromRequest, Multipart, Request},
    http::header::CONTENT_TYPE,
};
use serde_json::{Map, Value};

use crate::{
    error::{ApiError, ApiResult},
    validate::fields::Fields,
};

/// The most that a request may carry, in bytes: Discord's 25 MiB and what frames them.
pub(crate) const BODY_MAX: usize = 26 * 1024 * 1024;

/// A file that came with a request.
#[derive(Clone, Debug)]
pub(crate) struct Upload {
    /// The number in `files[n]`, by which the JSON names it.
    pub(crate) number: u64,
    pub(crate) filename: String,
    pub(crate) content_type: String,
    pub(crate) bytes: Bytes,
}

/// A request's body.
#[derive(Debug, Default)]
pub(crate) struct Payload {
    pub(crate) json: Value,
    pub(crate) files: Vec<Upload>,
}

impl Payload {
    /// The body as an object; another shape is refused.
    pub(crate) fn fields(&self) -> ApiResult<Fields<'_>> {
        Fields::of(&self.json, "")
    }
}

impl<S: Send + Sync> FromRequest<S> for Payload {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> ApiResult<Self> {
        let kind =
            request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        if kind.starts_with("multipart/form-data") {
            return multipart(request, state).await;
        }
        let bytes = to_bytes(request.into_body(), BODY_MAX).await.map_err(|_| ApiError::unreadable())?;
        if bytes.is_empty() {
            return Ok(Self { json: Value::Object(Map::new()), files: Vec::new() });
        }
        let json = serde_json::from_slice(&bytes).map_err(|_| ApiError::unreadable())?;
        Ok(Self { json, files: Vec::new() })
    }
}

async fn multipart<S: Send + Sync>(request: Request<Body>, state: &S) -> ApiResult<Payload> {
    let mut form = Multipart::from_request(request, state).await.map_err(|_| ApiError::unreadable())?;
    let mut payload = Payload { json: Value::Object(Map::new()), files: Vec::new() };
    while let Some(field) = form.next_field().await.map_err(|_| ApiError::unreadable())? {
        let name = field.name().unwrap_or_default().to_owned();
        if name == "payload_json" {
            let bytes = field.bytes().await.map_err(|_| ApiError::unreadable())?;
            payload.json = serde_json::from_slice(&bytes).map_err(|_| ApiError::unreadable())?;
            continue;
        }
        let Some(filename) = field.file_name().map(str::to_owned) else { continue };
        let given = field.content_type().map(str::to_owned);
        let bytes = field.bytes().await.map_err(|_| ApiError::unreadable())?;
        let inside = name.strip_prefix("files[").and_then(|rest| rest.strip_suffix(']'));
        let number = inside.and_then(|number| number.parse().ok()).unwrap_or(payload.files.len() as u64);
        let content_type = given.unwrap_or_else(|| guess(&filename).to_owned());
        payload.files.push(Upload { number, filename, content_type, bytes });
    }
    Ok(payload)
}

/// The kind of a file by the end of its name.
pub(crate) fn guess(filename: &str) -> &'static str {
    match filename.rsplit_once('.').map(|(_, end)| end.to_ascii_lowercase()).as_deref() {
        Some("png") => "image/png",
        Some("jpg" | "jpeg") => "image/jpeg",
        Some("gif") => "image/gif",
        Some("webp") => "image/webp",
        Some("svg") => "image/svg+xml",
        Some("pdf") => "application/pdf",
        Some("json") => "application/json; charset=utf-8",
        Some("csv") => "text/csv; charset=utf-8",
        Some("ics") => "text/calendar; charset=utf-8",
        Some("zip") => "application/zip",
        Some("txt" | "log" | "md") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
