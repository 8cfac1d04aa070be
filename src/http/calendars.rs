//! Calendars on the door for machines: `/calendars/<platform>.ics`, for everybody, as what is announced is no
//! secret; and `/calendars/experts/<secret>.ics`, for whoever was given the link.

use axum::{
    extract::{Path, Query, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Deserialize;

use crate::{
    desk::{Desk, Stop},
    discord::cards::{said, session_calendar},
    rules::{event::Sha256Hex, language::Language},
};

/// What may be asked of a calendar.
#[derive(Debug, Deserialize)]
pub struct CalendarQuery {
    /// `fr` for French; any other is English.
    language: Option<String>,
}

/// The windows of a platform that go on or are to come. Who has them already is told that nothing changed.
pub async fn platform(
    State(desk): State<Desk>,
    Path(file): Path<String>,
    Query(asked): Query<CalendarQuery>,
    headers: HeaderMap,
) -> Response {
    let key = file.strip_suffix(".ics").filter(|key| desk.offer.platform(key).is_some());
    let Some(key) = key else { return StatusCode::NOT_FOUND.into_response() };
    match desk.calendar_of(key).await {
        Ok(windows) => {
            let language = asked.language.as_deref().map_or(Language::En, Language::of_locale);
            answer(&headers, said::window::calendar(&windows, &desk.offer, language))
        }
        Err(error) => {
            tracing::error!(error = format!("{error:#}"), "a calendar could not be read");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

/// An expert's sessions, for whoever has the link; a link that is not, or no longer, one is not found.
pub async fn expert(
    State(desk): State<Desk>,
    Path(file): Path<String>,
    Query(asked): Query<CalendarQuery>,
    headers: HeaderMap,
) -> Response {
    let Some(link) = file.strip_suffix(".ics") else { return StatusCode::NOT_FOUND.into_response() };
    match desk.feed(link).await {
        Ok(Some(feed)) => {
            let language = asked.language.as_deref().map_or(feed.language, Language::of_locale);
            answer(&headers, session_calendar::feed(&feed, language))
        }
        Ok(None) | Err(Stop::Refused(_)) => StatusCode::NOT_FOUND.into_response(),
        Err(Stop::Fault(error)) => {
            tracing::error!(error = format!("{error:#}"), "a calendar could not be read");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

/// A calendar, or that it is the one they have.
pub fn answer(asked: &HeaderMap, calendar: String) -> Response {
    let tag = format!("\"{}\"", Sha256Hex::of(calendar.as_bytes()));
    let known = asked
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|known| known.to_str().ok())
        .flat_map(|known| known.split(','))
        .any(|known| matches!(known.trim(), "*") || known.trim().trim_start_matches("W/") == tag);
    let Ok(tag) = HeaderValue::try_from(tag) else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let cache = HeaderValue::from_static("no-cache");
    if known {
        return (StatusCode::NOT_MODIFIED, [(header::ETAG, tag), (header::CACHE_CONTROL, cache)])
            .into_response();
    }
    let kind = HeaderValue::from_static("text/calendar; charset=utf-8");
    ([(header::ETAG, tag), (header::CACHE_CONTROL, cache), (header::CONTENT_TYPE, kind)], calendar)
        .into_response()
}
