//! How people on call are reached outside chat: by a phone, PagerDuty, mail and a program, all of them caught
//! by the sandbox and shown in its page.

use anyhow::{Context, Result};
use sandbox::{Outside, Sandbox};

use super::time::follow;
use crate::{program::Program, routes::Routes};

/// The route to PagerDuty.
const PAGERDUTY: &str = "duty-phone";

/// What signs the acknowledgements that come back from there: no secret, as nobody else reaches the door.
const SIGNS: &str = "not-a-secret-of-the-duty-phone";

/// The routes of a play.
pub(super) fn routes(sandbox: &Sandbox) -> Result<Routes> {
    let authority = Some(sandbox.certificate().as_bytes());
    let read = Routes::parse(&file(&sandbox.outside()), &|_| None, authority, follow(&sandbox.clock()));
    read.context("the routes of the play")
}

/// Whoever acknowledges at PagerDuty acknowledges at the desk.
pub(super) fn come_back(sandbox: &Sandbox, program: &Program) {
    let door = format!("http://{}/pagerduty/{PAGERDUTY}", program.http_address);
    sandbox.outside().acknowledgements_go_to(&door, SIGNS);
}

/// `routes.toml`.
fn file(outside: &Outside) -> String {
    let (user, password) = outside.mail_account();
    let (hook, secret) = outside.hook("itsm");
    format!(
        r#"
        [mail]
        url = "{smtps}"
        user = "{user}"
        password = "{password}"
        from = "Nimbus Support <desk@nimbus.example>"
        [[routes]]
        key = "night"
        kind = "ntfy"
        url = "{topic}"
        [[routes]]
        key = "{PAGERDUTY}"
        kind = "pagerduty"
        routing_key = "{routing_key}"
        url = "{pagerduty}"
        secret = "{SIGNS}"
        [[routes]]
        key = "lead"
        kind = "mail"
        to = ["lead@nimbus.example"]
        full = true
        [[routes]]
        key = "itsm"
        kind = "webhook"
        url = "{hook}"
        secret = "{secret}"
        [on_call]
        level_1 = ["night", "{PAGERDUTY}"]
        level_2 = ["lead", "itsm"]
        level_3 = ["lead", "itsm"]
        desk = ["lead", "itsm"]
        "#,
        smtps = outside.smtps_url(),
        topic = outside.topic_url("night"),
        routing_key = outside.routing_key(),
        pagerduty = outside.pagerduty_url(),
    )
}
