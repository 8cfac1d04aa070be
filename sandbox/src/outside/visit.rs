//! Whoever follows a link: a browser, as far as a story needs one.

use std::time::Duration;

use anyhow::{Context, Result};
use reqwest::{Certificate, Client, Method};

use super::push::Action;
use crate::shared::Shared;

/// How long an answer is waited for, in real time.
const PATIENCE: Duration = Duration::from_secs(10);

/// What came back.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Visited {
    /// Its status.
    pub status: u16,
    /// Its text.
    pub text: String,
}

/// A client that trusts whom a browser trusts, and the sandbox.
pub(super) fn client(shared: &Shared) -> Result<Client> {
    let authority =
        Certificate::from_pem(shared.outside.authority.as_bytes()).context("the own authority")?;
    let client = Client::builder().add_root_certificate(authority).no_proxy().timeout(PATIENCE);
    client.build().context("cannot make a client")
}

pub(super) async fn send(request: reqwest::RequestBuilder) -> Result<Visited> {
    let response = request.send().await?;
    let status = response.status().as_u16();
    Ok(Visited { status, text: response.text().await? })
}

pub(super) async fn visit(shared: &Shared, method: Method, url: &str) -> Result<Visited> {
    send(client(shared)?.request(method, url)).await.with_context(|| format!("cannot reach {url}"))
}

/// What a phone does when a button of a push is pressed.
pub(super) async fn press(shared: &Shared, action: &Action) -> Result<Visited> {
    if action.action == "view" {
        return visit(shared, Method::GET, &action.url).await;
    }
    let method = if action.method.is_empty() { Method::POST } else { action.method.parse()? };
    let request = client(shared)?.request(method, &action.url).body(action.body.clone());
    let request = action.headers.iter().fold(request, |request, (name, value)| request.header(name, value));
    send(request).await.with_context(|| format!("cannot reach {}", action.url))
}
