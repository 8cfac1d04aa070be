//! `/exports/<token>`: a ticket's file that is too large for Discord, for who was given the link.

use axum::{
    extract::{Path, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};

use crate::{desk::Desk, discord::export};

/// The file; a link that is not, or no longer, good is not found.
pub async fn export(State(desk): State<Desk>, Path(token): Path<String>) -> Response {
    match file(&desk, &token).await {
        Ok(Some(response)) => response,
        Ok(None) => StatusCode::NOT_FOUND.into_response(),
        Err(error) => {
            tracing::error!(error = format!("{error:#}"), "a ticket's file could not be made");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

async fn file(desk: &Desk, token: &str) -> anyhow::Result<Option<Response>> {
    let Some((ticket, language)) = desk.linked_export(token).await? else { return Ok(None) };
    let name = export::name(ticket.file.row.number);
    let bytes = export::zipped(desk, ticket, language).await?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/zip")),
        (header::CONTENT_DISPOSITION, HeaderValue::try_from(format!("attachment; filename=\"{name}\""))?),
        // Nobody between the desk and the reader keeps it, or tells where it came from.
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    ];
    Ok(Some((headers, bytes).into_response()))
}
