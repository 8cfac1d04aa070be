//! The page's own files, held in the program so that it needs nothing beside it.

use std::sync::Arc;

use axum::{
    Router,
    http::header::{CACHE_CONTROL, CONTENT_TYPE},
    routing::get,
};

use crate::shared::Shared;

const HTML: &str = "text/html; charset=utf-8";
const STYLE: &str = "text/css; charset=utf-8";
const SCRIPT: &str = "text/javascript; charset=utf-8";

macro_rules! file {
    ($path:literal, $kind:expr) => {
        (concat!("/", $path), $kind, include_str!(concat!("../../page/", $path)))
    };
}

/// Where each file is found, of what kind it is, and what is in it.
const FILES: &[(&str, &str, &str)] = &[
    ("/", HTML, include_str!("../../page/index.html")),
    file!("style/base.css", STYLE),
    file!("style/layout.css", STYLE),
    file!("style/messages.css", STYLE),
    file!("style/embeds.css", STYLE),
    file!("style/composer.css", STYLE),
    file!("style/popups.css", STYLE),
    file!("style/panels.css", STYLE),
    file!("style/outside.css", STYLE),
    file!("style/phone.css", STYLE),
    file!("app.js", SCRIPT),
    file!("api.js", SCRIPT),
    file!("clock.js", SCRIPT),
    file!("composer.js", SCRIPT),
    file!("components.js", SCRIPT),
    file!("dom.js", SCRIPT),
    file!("embed.js", SCRIPT),
    file!("faults.js", SCRIPT),
    file!("focus.js", SCRIPT),
    file!("form.js", SCRIPT),
    file!("language.js", SCRIPT),
    file!("log.js", SCRIPT),
    file!("markdown.js", SCRIPT),
    file!("menu.js", SCRIPT),
    file!("message.js", SCRIPT),
    file!("messages.js", SCRIPT),
    file!("outcome.js", SCRIPT),
    file!("outside.js", SCRIPT),
    file!("panels.js", SCRIPT),
    file!("people.js", SCRIPT),
    file!("reading.js", SCRIPT),
    file!("state.js", SCRIPT),
    file!("time.js", SCRIPT),
    file!("tree.js", SCRIPT),
    file!("words.js", SCRIPT),
];

/// A route for each file.
pub(super) fn routes() -> Router<Arc<Shared>> {
    FILES.iter().fold(Router::new(), |router, (path, kind, text)| {
        // A newer program has newer files, at the same address.
        let headers = [(CONTENT_TYPE, *kind), (CACHE_CONTROL, "no-cache")];
        router.route(path, get(async move || (headers, *text)))
    })
}
