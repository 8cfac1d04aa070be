//! Who may drive the sandbox: this machine's own page and programs, and no page of somebody else's.
//!
//! A browser tells where a request comes from. A page elsewhere names itself in `Origin`; one whose name was
//! made to lead to loopback asks for its own name in `Host`; one that frames this page would lend its clicks.
//! Each is kept out.

use axum::{
    extract::Request,
    http::{
        HeaderValue, StatusCode,
        header::{
            CONTENT_SECURITY_POLICY, HOST, HeaderMap, ORIGIN, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
            X_FRAME_OPTIONS,
        },
    },
    middleware::Next,
    response::{IntoResponse, Response},
};

/// Nothing from elsewhere is loaded, nothing is framed.
const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; \
     form-action 'none'; base-uri 'none'; frame-ancestors 'none'",
);

pub(super) async fn pass(request: Request, next: Next) -> Response {
    let mut response = if is_ours(request.headers()) {
        next.run(request).await
    } else {
        (StatusCode::FORBIDDEN, "The sandbox answers its own page alone.").into_response()
    };
    let headers = response.headers_mut();
    headers.insert(CONTENT_SECURITY_POLICY, POLICY);
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    response
}

/// Whether a request was made for a loopback name, and by nobody or by the page of that very name.
fn is_ours(headers: &HeaderMap) -> bool {
    let text = |value: Option<&HeaderValue>| value.and_then(|value| value.to_str().ok().map(str::to_owned));
    let Some(host) = text(headers.get(HOST)) else { return false };
    if !is_loopback(&host) {
        return false;
    }
    if let Some(origin) = headers.get(ORIGIN) {
        return text(Some(origin)) == Some(format!("http://{host}"));
    }
    // A reading request may come without: then the browser says of what kind it is. Following a link here is
    // allowed.
    let says = |name: &str, word: &str| headers.get(name).is_some_and(|value| value == word);
    !says("sec-fetch-site", "cross-site") || says("sec-fetch-dest", "document")
}

fn is_loopback(host: &str) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.parse::<u16>().is_ok() => name,
        _ => host,
    };
    matches!(name, "127.0.0.1" | "localhost" | "[::1]")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ours(all: &[(&'static str, &'static str)]) -> bool {
        let headers = all.iter().map(|(name, value)| {
            (axum::http::HeaderName::from_static(name), HeaderValue::from_static(value))
        });
        is_ours(&headers.collect())
    }

    #[test]
    fn programs_and_the_own_page_are_let_in() {
        assert!(ours(&[("host", "127.0.0.1:8787")]));
        assert!(ours(&[("host", "localhost:8787"), ("origin", "http://localhost:8787")]));
        assert!(ours(&[("host", "[::1]:8787"), ("sec-fetch-site", "same-origin")]));
        assert!(ours(&[
            ("host", "127.0.0.1:8787"),
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-dest", "document"),
        ]));
    }

    #[test]
    fn pages_elsewhere_are_not() {
        assert!(!ours(&[("host", "127.0.0.1:8787"), ("origin", "https://evil.example")]));
        assert!(!ours(&[("host", "127.0.0.1:8787"), ("origin", "null")]));
        assert!(!ours(&[("host", "127.0.0.1:8787"), ("origin", "http://127.0.0.1:3000")]));
        assert!(!ours(&[("host", "evil.example"), ("origin", "http://evil.example")]));
        assert!(!ours(&[("host", "127.0.0.1.evil.example:8787")]));
        assert!(!ours(&[("host", "127.0.0.1:8787"), ("sec-fetch-site", "cross-site")]));
        assert!(!ours(&[]));
    }
}
