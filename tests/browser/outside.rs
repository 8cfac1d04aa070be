//! The panel of what is said outside Discord: what comes is told, followed and acknowledged.

use serde_json::{Value, json};

use crate::{chromium::Screen, page::Page, played};

/// What came last.
const NEWEST: &str = "[data-test=outside-item]:first-child";

/// How the incident before it stands.
const INCIDENT: &str = "[data-test=outside-item]:nth-child(2) [data-test=outside-facts]";

#[tokio::test]
async fn what_is_said_outside_is_read_and_acknowledged() {
    played(Screen::Desk, async |page| {
        page.arrives("Alice", "support").await;
        page.clicks("[data-test=tab-outside]").await;
        page.shows_text("[data-test=outside-inbox]", "P1 #5").await;
        page.clicks("[data-test=close-panel]").await;
        is_said(&page).await;
        page.shows_text("[data-test=outside-unread]", "2").await;
        page.is_on("[data-test=tab-outside]").await;
        page.key(fantoccini::key::Key::Enter).await;
        page.shows_text(NEWEST, "Le portail est lent").await;
        page.holds("count nothing as unread", "return !document.querySelector('[data-test=outside-unread]')").await;
        let links = "return [...document.querySelectorAll('[data-test=outside-link]')].slice(0, 2).map((one) => [one.href, one.target])";
        let blank = "_blank";
        assert_eq!(page.asks(links).await, json!([["https://desk.example/a/y", blank], ["https://desk.example/a/x", blank]]));
        page.shows_text(INCIDENT, "calling").await;
        page.shows("outside").await;
        page.tabs_to("[data-test=outside-acknowledge]").await;
        page.key(fantoccini::key::Key::Enter).await;
        page.shows_text(INCIDENT, "acknowledged by Alice").await;
        page.holds("acknowledge once", "return !document.querySelector('[data-test=outside-acknowledge]')").await;
    })
    .await;
}

/// An incident is opened at PagerDuty, and a push with a button follows.
pub(crate) async fn is_said(page: &Page<'_>) {
    let told = "const done = arguments[0]; fetch('control/outside').then((answer) => answer.json()).then((all) => done(all.where));";
    let places = page.window.execute_async(told, Vec::new()).await.expect("where it is caught");
    let place = |name: &str| places[name].as_str().expect("a place").to_owned();
    // Whose certificate it is does not matter here: nothing secret is said.
    let http =
        reqwest::Client::builder().danger_accept_invalid_certs(true).no_proxy().build().expect("a client");
    let say = async |url: String, body: Value| {
        let body = http.post(url).header("content-type", "application/json").body(body.to_string());
        let status = body.send().await.expect("an answer").status();
        assert!(status.is_success(), "{status}");
    };
    let event = json!({
        "routing_key": place("routing_key"), "event_action": "trigger", "dedup_key": "guichet-42",
        "payload": {
            "summary": "P1 #42 · Acme · à rétablir avant 14:30", "source": "desk", "severity": "critical",
            "custom_details": { "ticket": 42, "customer": "Acme", "level": "one-long-word-without-any-room-to-break" },
        },
        "links": [{ "href": "https://desk.example/a/x", "text": "See and acknowledge" }],
    });
    say(place("pagerduty"), event).await;
    let push = json!({
        "topic": "duty", "title": "Le portail est lent", "message": "Depuis midi, sur trois machines.", "priority": 5,
        "actions": [
            { "action": "view", "label": "Open", "url": "https://desk.example/a/y" },
            { "action": "http", "label": "I am on it", "url": "https://desk.example/a/y" },
        ],
    });
    say(place("ntfy").replace("TOPIC", ""), push).await;
}
