//! Somebody acknowledges an incident on PagerDuty's side, and PagerDuty tells of it: its webhooks v3.

use std::fmt::Write as _;

use anyhow::{Context, Result};
use hmac::{Hmac, KeyInit, Mac};
use reqwest::header::CONTENT_TYPE;
use serde_json::{Value, json};
use sha2::Sha256;

use super::{
    incidents::Incident,
    visit::{Visited, client, send},
};
use crate::shared::Shared;

/// Acknowledges the open incident of that key, and tells of it where that was asked for. What came back;
/// nothing where nobody is to be told.
///
/// Fails where no incident is open under that key, or whoever is told cannot be reached.
pub(crate) async fn acknowledge(shared: &Shared, dedup_key: &str, who: &str) -> Result<Option<Visited>> {
    let (incident, told) = shared.outside.with(|inner| {
        let incident = inner.incidents.acknowledged(dedup_key, who);
        (incident, inner.setup.acknowledgements.clone())
    });
    let incident = incident.with_context(|| format!("no incident is open under {dedup_key}"))?;
    shared.bump();
    let Some((url, secret)) = told else { return Ok(None) };
    let body = payload(shared, &incident, who).to_string();
    let request = client(shared)?
        .post(&url)
        .header(CONTENT_TYPE, "application/json")
        .header("user-agent", "PagerDuty-Webhook/V3.0")
        .header("x-webhook-id", format!("{}-1", incident.id))
        .header("x-pagerduty-signature", signature(&secret, body.as_bytes())?)
        .body(body);
    Ok(Some(send(request).await.with_context(|| format!("cannot reach {url}"))?))
}

/// `v1=` and the HMAC of the body.
fn signature(secret: &str, body: &[u8]) -> Result<String> {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).context("a secret of no length")?;
    mac.update(body);
    let mut text = "v1=".to_owned();
    for byte in mac.finalize().into_bytes() {
        write!(text, "{byte:02x}")?;
    }
    Ok(text)
}

fn payload(shared: &Shared, incident: &Incident, who: &str) -> Value {
    let api = |kind: &str, id: &str| format!("https://api.pagerduty.com/{kind}/{id}");
    let page = |kind: &str, id: &str| format!("https://sandbox.pagerduty.com/{kind}/{id}");
    let reference = |kind: &str, path: &str, id: &str, summary: &str| {
        json!({
            "html_url": page(path, id), "id": id, "self": api(path, id), "summary": summary,
            "type": format!("{kind}_reference"),
        })
    };
    let person = reference("user", "users", "PSANDBOXU", who);
    json!({ "event": {
        "id": format!("01SANDBOX{:017}", incident.number),
        "event_type": "incident.acknowledged",
        "resource_type": "incident",
        "occurred_at": shared.clock.now(),
        "agent": person,
        "client": { "name": "PagerDuty" },
        "data": {
            "id": incident.id, "type": "incident", "self": api("incidents", &incident.id),
            "html_url": page("incidents", &incident.id), "number": incident.number,
            "status": "acknowledged", "incident_key": incident.dedup_key, "created_at": incident.opened,
            "title": incident.title,
            "service": reference("service", "services", "PSANDBOXS", "Sandbox"),
            "assignees": [person],
            "escalation_policy":
                reference("escalation_policy", "escalation_policies", "PSANDBOXE", "Default"),
            "teams": [], "priority": null, "urgency": "high", "conference_bridge": null,
            "resolve_reason": null,
        },
    } })
}
