//! `/exports/<token>`: a ticket's file that is too large for Discord, for whoever was given the link. It
//! stands on the disk for as long as its link, and is served from there, also in parts.

use std::{path::Path as At, sync::Arc, time::UNIX_EPOCH};

use anyhow::Context;
use axum::{
    body::Body,
    extract::{Path, Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    response::{IntoResponse, Response},
};
use tower_http::services::ServeFile;

use crate::{
    desk::{Desk, Refusal, Stop, ticket::export::LinkRow},
    discord::{export, look::answer},
};

/// When to come again where another export is being made, in seconds.
const AGAIN: &str = "5";

/// The file; a link that is not, or no longer, good is not found.
pub async fn export(State(desk): State<Desk>, Path(token): Path<String>, request: Request) -> Response {
    match file(&desk, &token, request).await {
        Ok(response) => response,
        Err(error) => {
            tracing::error!(error = format!("{error:#}"), "a ticket's file could not be given");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

async fn file(desk: &Desk, token: &str, request: Request) -> anyhow::Result<Response> {
    let Some(link) = desk.export_link(token).await? else { return Ok(StatusCode::NOT_FOUND.into_response()) };
    let standing = link.file.as_deref().map(|name| desk.standing_export(name)).transpose()?;
    let at = match standing.flatten() {
        Some(at) => at,
        // Whoever only looks whether it is there makes nothing.
        None if request.method() == Method::HEAD => {
            return with_headers(StatusCode::OK.into_response(), &link);
        }
        None => match made_again(desk, &link).await? {
            Ok(at) => at,
            Err(response) => return Ok(response),
        },
    };
    with_headers(served(&at, request).await?, &link)
}

/// Makes the file anew, as after a restore. It is made to its end though the caller hangs up: the next one
/// finds it.
async fn made_again(desk: &Desk, link: &LinkRow) -> anyhow::Result<Result<std::path::PathBuf, Response>> {
    let later = || (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, AGAIN)]).into_response();
    let Ok(turn) = Arc::clone(&desk.exporting).try_lock_owned() else { return Ok(Err(later())) };
    let (desk, link) = (desk.clone(), link.clone());
    let made = tokio::spawn(async move { export::made_again(&desk, &link, turn).await });
    match made.await.context("making a ticket's file")? {
        Ok(Some(at)) => Ok(Ok(at)),
        Ok(None) => Ok(Err(StatusCode::NOT_FOUND.into_response())),
        Err(Stop::Refused(Refusal::NoRoom)) => Ok(Err(later())),
        Err(Stop::Refused(refusal)) => anyhow::bail!("refused: {refusal:?}"),
        Err(Stop::Fault(fault)) => Err(fault),
    }
}

/// What stands on the disk, or the part that is asked for.
async fn served(at: &At, mut request: Request) -> anyhow::Result<Response> {
    let tag = tag(at)?;
    let same = request.headers().get(header::IF_RANGE).is_none_or(|asked| *asked == tag);
    if !same {
        // A part of another file than the one begun would be joined to it.
        request.headers_mut().remove(header::RANGE);
    }
    let served = ServeFile::new(at).try_call(request).await.context("reading a ticket's file")?;
    let mut response = served.map(Body::new);
    response.headers_mut().insert(header::ETAG, tag);
    Ok(response)
}

/// Tells one file from another: made anew, it is another.
fn tag(at: &At) -> anyhow::Result<HeaderValue> {
    let data = at.metadata().context("looking at a ticket's file")?;
    let since = data.modified()?.duration_since(UNIX_EPOCH).unwrap_or_default();
    Ok(HeaderValue::try_from(format!("\"{:x}-{:x}\"", data.len(), since.as_nanos()))?)
}

fn with_headers(mut response: Response, link: &LinkRow) -> anyhow::Result<Response> {
    let name = answer::name(link.ticket);
    let headers: &mut HeaderMap = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/zip"));
    headers.insert(
        header::CONTENT_DISPOSITION,
        HeaderValue::try_from(format!("attachment; filename=\"{name}\""))?,
    );
    headers.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    // Nobody between the desk and the reader keeps it, or tells where it came from.
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    Ok(response)
}
