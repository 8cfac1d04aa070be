//! How the web besides Discord is reached: routes, calendars and the heartbeat.

use std::time::Duration;

use reqwest::{Certificate, Client, ClientBuilder, redirect::Policy};

/// No call takes longer, whatever the network does.
pub const LIMIT: Duration = Duration::from_secs(10);

/// A client in the making that trusts the public roots and, besides, the certificates of `extra_ca` (PEM). It
/// follows no redirect: what is sent goes where the operator wrote, and nowhere else.
///
/// # Errors
/// When a certificate of `extra_ca` cannot be read.
pub fn builder(extra_ca: Option<&[u8]>) -> reqwest::Result<ClientBuilder> {
    let plain = Client::builder()
        .use_rustls_tls()
        .timeout(LIMIT)
        .redirect(Policy::none())
        .user_agent(concat!("guichet/", env!("CARGO_PKG_VERSION")));
    let extra = extra_ca.map(Certificate::from_pem_bundle).transpose()?.unwrap_or_default();
    Ok(extra.into_iter().fold(plain, ClientBuilder::add_root_certificate))
}
