//! Who sends over HTTP: trusts the sandbox's authority, and smooths nothing.

use reqwest::{Certificate, Client, RequestBuilder};
use sandbox::{Outside, Sandbox};
use serde_json::Value;

pub(crate) struct Scene {
    pub(crate) sandbox: Sandbox,
    pub(crate) outside: Outside,
    pub(crate) http: Client,
}

impl Scene {
    pub(crate) async fn new() -> Self {
        let sandbox = Sandbox::start().await.unwrap();
        let outside = sandbox.outside();
        let authority = Certificate::from_pem(sandbox.certificate().as_bytes()).unwrap();
        let http = Client::builder().add_root_certificate(authority).no_proxy().build().unwrap();
        Self { sandbox, outside, http }
    }

    /// An event for PagerDuty.
    pub(crate) fn event(&self, event: &Value) -> RequestBuilder {
        self.http.post(self.outside.pagerduty_url()).json(event)
    }

    /// A push to a topic.
    pub(crate) fn push(&self, topic: &str, message: &str) -> RequestBuilder {
        self.http.post(self.outside.topic_url(topic)).body(message.to_owned())
    }
}

/// The status of an answer, and its JSON.
pub(crate) async fn read(request: RequestBuilder) -> (u16, Value) {
    let response = request.send().await.unwrap();
    let status = response.status().as_u16();
    let text = response.text().await.unwrap();
    (status, serde_json::from_str(&text).unwrap_or(Value::String(text)))
}
