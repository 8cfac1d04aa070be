//! `/a/<token>`: the page of an alarm, for whoever was given its link. It shows what is called for and a
//! button; a fetch alone acknowledges nothing, as programs that look at mails follow every link.

use axum::{
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use maud::{DOCTYPE, Markup, html};

use crate::{
    alarms::p1,
    desk::{
        Desk,
        alarms::link::{Behind, What},
        ticket::file::TicketFile,
    },
    rules::{language::Language, offer::Offer, on_call::RouteKey, typed::one_line},
    words,
    words::wall_time::wall,
};

/// What the page may load: nothing; and send: the button, to where it came from.
const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'",
);

/// How it looks: large enough for a thumb at night.
const STYLE: &str = "
:root { color-scheme: light dark; font: 18px/1.5 system-ui, sans-serif; }
body { margin: 0 auto; max-width: 34rem; padding: 1rem; }
h1 { font-size: 1.3rem; margin: .5rem 0; }
p { margin: .4rem 0; overflow-wrap: anywhere; }
article { border-top: 1px solid; padding: .5rem 0; }
button { font: inherit; font-weight: 600; width: 100%; min-height: 3.5rem; margin: 1rem 0; border: 0; border-radius: .5rem;
         background: #b00020; color: #fff; cursor: pointer; }
button:focus-visible { outline: 3px solid CanvasText; outline-offset: 3px; }
";

/// The page. To look at it changes nothing.
pub(super) async fn show(
    State(desk): State<Desk>,
    Path(token): Path<String>,
    headers: HeaderMap,
) -> Response {
    let behind = desk.behind(&token).await;
    answer(&desk, behind, &headers, false)
}

/// The button was pressed.
pub(super) async fn press(
    State(desk): State<Desk>,
    Path(token): Path<String>,
    headers: HeaderMap,
) -> Response {
    let behind = desk.acknowledge_by_link(&token).await;
    let mut answer = answer(&desk, behind, &headers, true);
    // A push read in a browser presses from the page of its own server, which may know that it was heard: the
    // link alone is the right, and no cookie goes along.
    answer.headers_mut().insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    answer
}

fn answer(
    desk: &Desk,
    behind: anyhow::Result<Option<Behind>>,
    headers: &HeaderMap,
    pressed: bool,
) -> Response {
    let (status, language, body) = match behind {
        Ok(Some(behind)) => {
            let status = if matches!(behind.what, What::Over) { StatusCode::GONE } else { StatusCode::OK };
            let language = reads(headers).unwrap_or(behind.language);
            let page = Page { behind: &behind, offer: &desk.offer, now: desk.clock.now(), pressed, language };
            (status, language, page.body())
        }
        Ok(None) => {
            let language = reads(headers).unwrap_or(Language::En);
            let gone = words!(language, "alarm-page-gone");
            (StatusCode::NOT_FOUND, language, html! { p { (gone) } })
        }
        Err(error) => {
            tracing::error!(error = format!("{error:#}"), "an alarm's page could not be shown");
            let language = reads(headers).unwrap_or(Language::En);
            let failed = words!(language, "alarm-page-failed");
            (StatusCode::INTERNAL_SERVER_ERROR, language, html! { p role="alert" { (failed) } })
        }
    };
    let headers = [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8")),
    ];
    (status, headers, page(&body, language).into_string()).into_response()
}

/// What whoever opens it reads, as their browser says.
fn reads(headers: &HeaderMap) -> Option<Language> {
    let asked = headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?;
    let first =
        asked.split([',', ';']).next().map(str::trim).filter(|first| !first.is_empty() && *first != "*")?;
    Some(Language::of_locale(first))
}

fn page(body: &Markup, language: Language) -> Markup {
    let title = words!(language, "alarm-page-title");
    html! {
        (DOCTYPE)
        html lang=(language.as_str()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="robots" content="noindex";
                title { (title) }
                style { (maud::PreEscaped(STYLE)) }
            }
            body { main { h1 { (title) } (body) } }
        }
    }
}

/// What is shown behind a link.
struct Page<'a> {
    behind: &'a Behind,
    offer: &'a Offer,
    now: chrono::DateTime<chrono::Utc>,
    pressed: bool,
    language: Language,
}

impl Page<'_> {
    fn body(&self) -> Markup {
        let language = self.language;
        match &self.behind.what {
            What::Over => html! { p { (words!(language, "alarm-page-over")) } },
            What::Test => self.test(self.behind.route),
            What::P1s(files) => {
                let unanswered = self.behind.is_unanswered();
                let button =
                    words!(language, if files.len() > 1 { "alarm-press-all" } else { "alarm-press" });
                html! {
                    @for file in files { (self.p1(file)) }
                    @if unanswered {
                        p role="status" { strong { (words!(language, "alarm-page-call")) } }
                        form method="post" { button type="submit" { (button) } }
                    } @else {
                        @for file in files { p role="status" { strong { (self.seen(file)) } } }
                        p { (words!(language, "alarm-page-next")) }
                    }
                }
            }
        }
    }

    fn test(&self, route: RouteKey) -> Markup {
        let (language, route) = (self.language, route.as_str());
        if self.pressed {
            return html! { p role="status" { (words!(language, "alarm-page-arrived", route = route)) } };
        }
        html! {
            p { (words!(language, "alarm-page-test", route = route)) }
            form method="post" { button type="submit" { (words!(language, "alarm-press-test")) } }
        }
    }

    fn p1(&self, file: &TicketFile) -> Markup {
        let language = self.language;
        let (number, customer) = (file.row.number.to_string(), one_line(&file.customer));
        html! {
            article {
                p { strong { "P1 " (number) " · " (customer) } }
                @for line in p1::about(file, self.offer, self.now, language) { p { (line) } }
            }
        }
    }

    fn seen(&self, file: &TicketFile) -> String {
        let language = self.language;
        let Some(seen) = file.ticket.acknowledged else { return String::new() };
        let at = wall(seen.at, &self.offer.calendar, language);
        match seen.route {
            Some(route) => words!(language, "alarm-page-seen-by-route", route = route.as_str(), at = at),
            None => words!(language, "alarm-page-seen", at = at),
        }
    }
}
