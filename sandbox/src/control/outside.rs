//! What is said outside Discord, as the page shows it.

use axum::{
    Json,
    extract::{Query, State},
};
use serde::Deserialize;
use serde_json::{Value, json};

use super::answer::{Answered, Refusal, Who};
use crate::{
    outside::{Incident, Link, Outside, What},
    shared::Ctx,
};

/// The most that is told at once.
const TOLD: usize = 200;

/// The newest first, and where to say more.
pub(super) async fn all(State(shared): Ctx) -> Json<Value> {
    let outside = Outside::new(shared);
    let incidents = outside.incidents();
    let all = outside.shared.outside.all();
    let newest = all.iter().enumerate().rev().take(TOLD);
    let (user, password) = outside.mail_account();
    Json(json!({
        "items": newest.map(|(at, what)| item(at + 1, what, &incidents)).collect::<Vec<_>>(),
        "where": {
            "smtps": outside.smtps_url(), "smtp": outside.smtp_url(), "user": user, "password": password,
            "ntfy": outside.topic_url("TOPIC"), "pagerduty": outside.pagerduty_url(),
            "routing_key": outside.routing_key(),
        },
    }))
}

fn item(id: usize, what: &What, incidents: &[Incident]) -> Value {
    let mut told = match what {
        What::Mail(one) => json!({
            "kind": "mail", "title": one.subject, "of": one.to.join(", "), "text": one.text,
            "links": links(&one.links()),
        }),
        What::Push(one) => {
            let buttons = one.actions.iter().filter(|action| action.action == "http");
            json!({
                "kind": "push", "title": one.title, "of": one.topic, "text": one.message,
                "links": links(&one.links()), "priority": one.priority,
                "buttons": buttons.map(|action| &action.label).collect::<Vec<_>>(),
            })
        }
        What::Event(one) => {
            let of = incidents.iter().find(|incident| Some(incident.number) == one.incident);
            json!({
                "kind": "event", "title": one.summary, "of": one.dedup_key, "action": one.action,
                "text": pretty(&one.details), "links": links(&one.links), "effect": one.effect,
                "incident": of.map(|of| json!({
                    "number": of.number, "status": of.status, "acknowledged_by": of.acknowledged_by,
                })),
            })
        }
        What::Hook(one) => json!({
            "kind": "hook", "title": one.id, "of": one.hook, "text": pretty(&one.body),
            "links": links(&one.links()), "times": one.times,
        }),
    };
    told["id"] = json!(id);
    told["at"] = json!(what.at());
    told
}

fn links(all: &[Link]) -> Vec<Value> {
    all.iter().map(|one| json!({ "label": one.label, "url": one.url })).collect()
}

fn pretty(value: &Value) -> String {
    if value.is_null() { String::new() } else { format!("{value:#}") }
}

/// An incident's key.
#[derive(Deserialize)]
pub(super) struct Key {
    dedup_key: String,
}

/// The person acknowledges an incident of PagerDuty's.
pub(super) async fn acknowledge(
    State(shared): Ctx,
    Query(who): Query<Who>,
    Json(Key { dedup_key }): Json<Key>,
) -> Answered {
    let name = who.person(&shared)?.name();
    let told = Outside::new(shared).acknowledges(&dedup_key, &name).await;
    let told = told.map_err(|error| Refusal::impossible(format!("{error:#}")))?;
    Ok(Json(json!({ "status": told.map(|visited| visited.status) })))
}

/// A button of a push.
#[derive(Deserialize)]
pub(super) struct Button {
    id: usize,
    label: String,
}

/// Somebody presses it on the phone.
pub(super) async fn tap(State(shared): Ctx, Json(button): Json<Button>) -> Answered {
    let outside = Outside::new(shared);
    let all = outside.shared.outside.all();
    let Some(What::Push(push)) = button.id.checked_sub(1).and_then(|at| all.get(at)) else {
        return Err(Refusal::missing("push"));
    };
    let action = push.action(&button.label).ok_or_else(|| Refusal::missing("button"))?;
    let visited = outside.taps(action).await.map_err(|error| Refusal::impossible(format!("{error:#}")))?;
    Ok(Json(json!({ "status": visited.status })))
}
