//! The one place that knows how Discord is reached: the real one, or another endpoint that speaks as it.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use anyhow::{Context, Result, bail};
use serenity::{
    all::{ApplicationId, GatewayIntents, HttpBuilder, HttpError, UserId},
    gateway::{ConnectionStage, ShardManager},
    http::Http,
};
use tokio::time::Instant;
use tracing::{instrument::WithSubscriber, subscriber::NoSubscriber};

use crate::config::{OtherDiscord, Token};

/// Hosts of Discord that another endpoint stands for.
const HOSTS: [&str; 4] = ["discord.com", "cdn.discordapp.com", "media.discordapp.net", "discordapp.com"];

/// No call takes longer, whatever the network does.
const CALL_LIMIT: Duration = Duration::from_secs(15);

/// No step of the start takes longer: serenity waits for as long as Discord tells it to, which may be hours.
const START_LIMIT: Duration = Duration::from_secs(30);

/// How long the start waits before it asks again what it asked too often.
const ASKED_TOO_OFTEN: Duration = Duration::from_secs(1);

/// How often the gateway is looked at.
const LOOK: Duration = Duration::from_secs(1);

/// How long the gateway may be away. serenity tries again for ever, but a connection that hangs while it is being made hangs
/// it too: the program then ends, and whoever keeps it running starts it afresh.
const AWAY_MOST: Duration = Duration::from_mins(10);

/// What the desk listens to. Message content is privileged: without it what people write in threads cannot be kept.
pub const INTENTS: GatewayIntents =
    GatewayIntents::GUILDS.union(GatewayIntents::GUILD_MESSAGES).union(GatewayIntents::MESSAGE_CONTENT);

/// Discord, reached: who the bot is there and where its gateway is.
#[derive(Debug)]
pub struct Reached {
    /// Calls to the API.
    pub http: Http,
    /// Calls to Discord's file hosts.
    pub files: reqwest::Client,
    /// The gateway's address, from the API: never assumed.
    pub gateway: String,
    /// The bot's application.
    pub application: ApplicationId,
    /// The bot itself.
    pub bot: UserId,
}

/// Why Discord does not let the bot in, where the person who runs it can mend it.
#[derive(Debug, thiserror::Error)]
pub enum NotLetIn {
    /// The token is refused.
    #[error(
        "DISCORD_TOKEN: Discord refuses it; copy the bot's token from the developer portal (Bot, Reset Token)"
    )]
    Token,
    /// A privileged intent is not switched on.
    #[error(
        "the Message Content intent is not switched on; in Discord's developer portal, open the application, then Bot, and switch on Message Content Intent"
    )]
    Intents,
}

/// A client of HTTP on Discord's hosts, with a time limit on every call.
///
/// # Errors
/// When the certificate of another Discord cannot be read.
pub fn web(other: Option<&OtherDiscord>) -> Result<reqwest::Client> {
    let mut web = reqwest::Client::builder()
        .timeout(CALL_LIMIT)
        .connect_timeout(Duration::from_secs(10))
        // Discord redirects nothing; what is fetched stays on its hosts.
        .redirect(reqwest::redirect::Policy::none())
        .use_rustls_tls();
    if let Some(other) = other {
        // A proxy would resolve the names itself, and reach the real Discord.
        web = web.no_proxy();
        for host in HOSTS {
            web = web.resolve(host, other.address);
        }
        if let Some(pem) = &other.authority {
            web = web.tls_built_in_root_certs(false);
            for certificate in reqwest::Certificate::from_pem_bundle(pem).context("reading DISCORD_API_CA")? {
                web = web.add_root_certificate(certificate);
            }
        }
    }
    web.build().context("preparing the connection to Discord")
}

/// Reaches Discord and learns who the bot is.
///
/// # Errors
/// [`NotLetIn::Token`] when the token is refused; otherwise what kept Discord from being reached in time.
pub async fn reach(token: &Token, other: Option<&OtherDiscord>) -> Result<Reached> {
    in_time(Box::pin(ask_who_we_are(token, other))).await
}

/// A step of the start, within the time that it may take.
///
/// # Errors
/// As the step, or when Discord keeps it waiting.
pub async fn in_time<T>(step: impl Future<Output = Result<T>>) -> Result<T> {
    match tokio::time::timeout(START_LIMIT, step).await {
        Ok(result) => result,
        Err(_) => bail!("Discord kept the start waiting for more than {} s", START_LIMIT.as_secs()),
    }
}

async fn ask_who_we_are(token: &Token, other: Option<&OtherDiscord>) -> Result<Reached> {
    let files = web(other)?;
    let http = HttpBuilder::new(token.reveal()).client(files.clone()).build();
    let gateway = patiently(async || http.get_bot_gateway().await)
        .await
        .map_err(let_in)
        .context("asking Discord for its gateway")?
        .url;
    let application = patiently(async || http.get_current_application_info().await)
        .await
        .map_err(let_in)
        .context("asking Discord for the application")?
        .id;
    let bot = patiently(async || http.get_current_user().await)
        .await
        .map_err(let_in)
        .context("asking Discord who the bot is")?
        .id;
    http.set_application_id(application);
    Ok(Reached { http, files, gateway, application, bot })
}

/// Asks again while Discord says that it was asked too often. serenity waits by itself, but not on routes that it counts in no bucket:
/// a program that was started a few times in a row would end there.
#[expect(clippy::disallowed_methods, reason = "a pause of the start, which has a time limit of its own")]
async fn patiently<T>(ask: impl AsyncFn() -> serenity::Result<T>) -> serenity::Result<T> {
    loop {
        match ask().await {
            Err(serenity::Error::Http(HttpError::UnsuccessfulRequest(answer)))
                if answer.status_code.as_u16() == 429 =>
            {
                tokio::time::sleep(ASKED_TOO_OFTEN).await;
            }
            result => return result,
        }
    }
}

fn let_in(error: serenity::Error) -> anyhow::Error {
    match &error {
        serenity::Error::Http(HttpError::UnsuccessfulRequest(answer))
            if answer.status_code.as_u16() == 401 =>
        {
            NotLetIn::Token.into()
        }
        _ => error.into(),
    }
}

/// Logs in to the gateway and serves it until it ends.
///
/// # Errors
/// [`NotLetIn`] when the gateway refuses the token (4004) or the intents (4014); otherwise what ended it.
pub async fn serve(mut client: serenity::Client) -> Result<()> {
    use serenity::gateway::GatewayError;
    client.start().await.map_err(|error| match error {
        serenity::Error::Gateway(GatewayError::InvalidAuthentication) => NotLetIn::Token.into(),
        serenity::Error::Gateway(
            GatewayError::DisallowedGatewayIntents | GatewayError::InvalidGatewayIntents,
        ) => NotLetIn::Intents.into(),
        error => anyhow::Error::from(error).context("serving Discord's gateway"),
    })
}

/// Keeps `ready` true while the gateway is served, and says in the log when it goes and comes back. Ends when it was away for
/// too long.
#[expect(clippy::disallowed_methods, reason = "looks at a connection; no promise waits for it")]
pub async fn watch(shards: &ShardManager, ready: &AtomicBool) -> anyhow::Error {
    let mut away_since = Some(Instant::now());
    let mut was_served = false;
    loop {
        tokio::time::sleep(LOOK).await;
        let served = is_served(shards).await;
        ready.store(served, Ordering::Relaxed);
        match (served, away_since) {
            (true, Some(since)) => {
                if was_served {
                    tracing::info!(away_ms = since.elapsed().as_millis(), "the gateway is back");
                } else {
                    tracing::info!("the desk is open");
                }
                (was_served, away_since) = (true, None);
            }
            (false, None) => {
                tracing::warn!("the gateway is gone; it is connected again");
                away_since = Some(Instant::now());
            }
            (false, Some(since)) if since.elapsed() > AWAY_MOST => {
                return anyhow::anyhow!(
                    "Discord's gateway was away for more than {} minutes",
                    AWAY_MOST.as_secs() / 60
                );
            }
            (true, None) | (false, Some(_)) => {}
        }
    }
}

async fn is_served(shards: &ShardManager) -> bool {
    let runners = shards.runners.lock().await;
    !runners.is_empty() && runners.values().all(|one| one.stage == ConnectionStage::Connected)
}

/// A gateway client on `reached`, driven by `framework`.
///
/// # Errors
/// When it cannot be built.
pub async fn gateway(
    http: Http,
    gateway: &str,
    framework: impl serenity::framework::Framework + 'static,
) -> Result<serenity::Client> {
    // serenity asks for the gateway again, warns where it has no answer and falls back to the public one: what it finds is replaced, and
    // its warning is of no use.
    let building =
        serenity::all::ClientBuilder::new_with_http(http, INTENTS).framework(framework).into_future();
    let client = building.with_subscriber(NoSubscriber::new()).await?;
    // Never the real Discord by accident.
    gateway.clone_into(&mut *client.ws_url.lock().await);
    Ok(client)
}

/// A shared handle on the API.
pub type Api = Arc<Http>;
