//! `sandbox`: a Discord on loopback by itself, for a bot in any language and for whoever wants to play with
//! it.

mod described;

use std::{
    io::Write,
    net::{IpAddr, Ipv4Addr, SocketAddr},
    path::PathBuf,
};

use anyhow::{Context, Result};
use chrono::{DateTime, Utc};
use clap::Parser;
use described::Described;
use sandbox::{Clock, Sandbox};
use serde::Serialize;
use tokio::signal::unix::{SignalKind, signal};

/// Where the page is unless told.
const PAGE: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 8786);

/// A Discord on loopback: REST and gateway for a bot, and a page on which to be its users.
///
/// It runs until Ctrl-C. Point the bot's library at the API address (and let it trust the certificate where
/// it insists on TLS), log in with the token, and open the page.
#[derive(Debug, Parser)]
#[command(version)]
struct Options {
    /// A world described in TOML: servers, channels, roles, people. One server with a few people unless told.
    #[arg(long, value_name = "FILE")]
    world: Option<PathBuf>,
    /// Where the page is served; a port of 0 takes any that is free. Loopback alone.
    #[arg(long, value_name = "ADDRESS", default_value_t = PAGE)]
    page: SocketAddr,
    /// The port of the API over TLS; any that is free unless told.
    #[arg(long, value_name = "PORT", default_value_t = 0)]
    https_port: u16,
    /// The port of the gateway and of the API without TLS; any that is free unless told.
    #[arg(long, value_name = "PORT", default_value_t = 0)]
    plain_port: u16,
    /// Where the certificate to trust is written, in PEM; a temporary file, gone at the end, unless told.
    #[arg(long, value_name = "FILE")]
    certificate: Option<PathBuf>,
    /// The bot's token; made up unless told.
    #[arg(long, env = "SANDBOX_TOKEN", hide_env_values = true)]
    token: Option<String>,
    /// The bot's name.
    #[arg(long, value_name = "NAME", default_value = "bot")]
    bot_name: String,
    /// The hour at which the clock stands still, as 2026-03-02T09:00:00+01:00; without it the clock runs with
    /// the machine's.
    #[arg(long, value_name = "MOMENT")]
    at: Option<DateTime<Utc>>,
    /// Lets every request pass, whatever Discord's rate limits say.
    #[arg(long)]
    no_rate_limits: bool,
    /// Prints where everything is as one line of JSON, for programs.
    #[arg(long)]
    json: bool,
}

/// Where everything is.
#[derive(Debug, Serialize)]
struct Places {
    /// The API over TLS, without `/v10`.
    api: String,
    /// The API without TLS.
    plain_api: String,
    gateway: String,
    certificate: PathBuf,
    token: String,
    application: String,
    page: String,
}

impl Places {
    fn write(&self, json: bool) -> Result<()> {
        let mut out = std::io::stdout().lock();
        if json {
            serde_json::to_writer(&mut out, self)?;
            writeln!(out)?;
        } else {
            writeln!(out, "API          {}", self.api)?;
            writeln!(out, "without TLS  {}", self.plain_api)?;
            writeln!(out, "gateway      {}", self.gateway)?;
            writeln!(out, "certificate  {}", self.certificate.display())?;
            writeln!(out, "token        {}", self.token)?;
            writeln!(out, "application  {}", self.application)?;
            writeln!(out, "page         {}", self.page)?;
            writeln!(out, "\nCtrl-C ends it.")?;
        }
        out.flush().context("cannot say where everything is")
    }
}

#[tokio::main]
async fn main() -> Result<()> {
    let options = Options::parse();
    tracing_subscriber::fmt()
        .with_env_filter(tracing_subscriber::EnvFilter::from_default_env())
        .with_writer(std::io::stderr)
        .init();
    // Asked for before anything is shown, so that whoever reads it may end the program at once.
    let (mut interrupt, mut terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    let world = match &options.world {
        Some(path) => Described::read(path)?,
        None => Described::usual()?,
    };
    let mut builder = Sandbox::builder()
        .ports(options.https_port, options.plain_port)
        .bot_name(&options.bot_name)
        .rate_limits(!options.no_rate_limits)
        .clock(options.at.map_or_else(Clock::running, Clock::frozen));
    if let Some(token) = &options.token {
        builder = builder.token(token);
    }
    let sandbox = builder.start().await?;
    world.build(&sandbox)?;
    let page = sandbox.serve_page(options.page).await?;
    let temporary = tempfile::Builder::new().prefix("sandbox-").suffix(".pem").tempfile()?;
    let certificate = options.certificate.unwrap_or_else(|| temporary.path().to_owned());
    std::fs::write(&certificate, sandbox.certificate())
        .with_context(|| format!("cannot write the certificate to {}", certificate.display()))?;
    let places = Places {
        api: format!("{}/api", sandbox.api_url()),
        plain_api: format!("{}/api", sandbox.plain_url()),
        gateway: sandbox.gateway_url(),
        certificate,
        token: sandbox.token(),
        application: sandbox.application_id().to_string(),
        page: format!("http://{page}/"),
    };
    places.write(options.json)?;
    tokio::select! {
        _ = interrupt.recv() => {}
        _ = terminate.recv() => {}
    }
    sandbox.close().await;
    Ok(())
}
