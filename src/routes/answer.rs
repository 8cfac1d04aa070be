//! What comes back over HTTP, and what it means for an alarm. Of an answer the status alone is told, as the
//! rest may repeat what it was sent.

use std::error::Error;

use chrono::{DateTime, Utc};
use reqwest::{RequestBuilder, Response, StatusCode, header};

use super::alarm::Unsent;

/// Posts an alarm. Where it is refused for good, `see` says which settings to look at.
pub(super) async fn post(request: RequestBuilder, see: &str, now: DateTime<Utc>) -> Result<(), Unsent> {
    let response = request.send().await.map_err(unreached)?;
    let status = response.status();
    if status.is_success() {
        return Ok(());
    }
    if status.is_redirection() {
        let error = format!("answered {status}, and no redirect is followed: see url");
        return Err(Unsent::Passing { error, after: None });
    }
    if status.is_client_error() && !may_pass(status) {
        return Err(Unsent::Permanent { error: format!("answered {status}: see {see}") });
    }
    Err(Unsent::Passing { error: format!("answered {status}"), after: retry_after(&response, now) })
}

fn may_pass(status: StatusCode) -> bool {
    matches!(status, StatusCode::REQUEST_TIMEOUT | StatusCode::TOO_EARLY | StatusCode::TOO_MANY_REQUESTS)
}

/// Why nobody was there. The address is left out, as it may be a secret.
fn unreached(error: reqwest::Error) -> Unsent {
    let error = if error.is_timeout() {
        "no answer in time".to_owned()
    } else {
        innermost(&error.without_url()).to_string()
    };
    Unsent::Passing { error, after: None }
}

/// What an error began with.
pub(super) fn innermost<'a>(mut error: &'a (dyn Error + 'static)) -> &'a (dyn Error + 'static) {
    while let Some(source) = error.source() {
        error = source;
    }
    error
}

/// When the other side wants to be asked again: in so many seconds, or at a moment.
fn retry_after(response: &Response, now: DateTime<Utc>) -> Option<u32> {
    let written = response.headers().get(header::RETRY_AFTER)?.to_str().ok()?.trim();
    let seconds = written.parse::<u64>().ok().or_else(|| {
        let at = DateTime::parse_from_rfc2822(written).ok()?;
        Some(u64::try_from((at.to_utc() - now).num_seconds()).unwrap_or_default())
    })?;
    Some(u32::try_from(seconds).unwrap_or(u32::MAX))
}
