//! `guichet check --ready`: the desk at work is asked whether it is well, for whatever keeps it running.

use std::{net::SocketAddr, time::Duration};

use anyhow::{Context, Result, bail};

use super::out::print;
use crate::config;

/// How long the desk may take to answer.
const PATIENCE: Duration = Duration::from_secs(8);

/// Asks `/readyz` at the door.
///
/// # Errors
/// When `HTTP_ADDR` is wrong, nobody answers there, or the desk is not well: as it says why.
pub(super) async fn ready() -> Result<()> {
    let door = reached_at(config::http_address()?);
    let web = reqwest::Client::builder().no_proxy().timeout(PATIENCE).build().context("preparing to ask")?;
    let answer = web
        .get(format!("http://{door}/readyz"))
        .send()
        .await
        .with_context(|| format!("nobody answers at {door} (HTTP_ADDR): is the desk running?"))?;
    let well = answer.status().is_success();
    let said = answer.text().await.context("the desk breaks off")?;
    if well { Ok(print(&said)?) } else { bail!("not ready: {said}") }
}

/// A door that is open to all is reached by loopback.
fn reached_at(mut door: SocketAddr) -> SocketAddr {
    if door.ip().is_unspecified() {
        door.set_ip(if door.is_ipv4() {
            std::net::Ipv4Addr::LOCALHOST.into()
        } else {
            std::net::Ipv6Addr::LOCALHOST.into()
        });
    }
    door
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("0.0.0.0:8686", "127.0.0.1:8686")]
    #[case("[::]:8686", "[::1]:8686")]
    #[case("10.0.0.7:80", "10.0.0.7:80")]
    fn the_door_is_reached(#[case] set: &str, #[case] asked: &str) {
        assert_eq!(reached_at(set.parse().expect("an address")).to_string(), asked);
    }
}
