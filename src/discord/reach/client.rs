//! The one place that knows how Discord is reached: the real one, or another endpoint that speaks as it.

use std::{sync::Arc, time::Duration};

use anyhow::{Context, Result};
use futures::FutureExt;
use serenity::{
    all::{ApplicationId, CurrentApplicationInfo, GatewayIntents, HttpBuilder, UserId},
    http::Http,
    model::gateway::BotGateway,
};

use super::{permissions::invited_with, refused};
use crate::{config::OtherDiscord, rules::ids::GuildId, secret::Secret};

/// Hosts of Discord that another endpoint stands for.
const HOSTS: [&str; 4] = ["discord.com", "cdn.discordapp.com", "media.discordapp.net", "discordapp.com"];

/// No call without files takes longer, whatever the network does.
const CALL_LIMIT: Duration = Duration::from_secs(15);

/// So many bytes a second go at least: what carries files may take longer, by their size.
const SLOWEST: u64 = 32 * 1024;

/// No step of the start takes longer: serenity waits for as long as Discord tells it to, which may be hours.
const START_LIMIT: Duration = Duration::from_secs(30);

/// How long the start waits before it asks again what it asked too often.
const ASKED_TOO_OFTEN: Duration = Duration::from_secs(1);

/// What the desk listens to. Message content is privileged: without it what people write in threads cannot be
/// kept.
pub const INTENTS: GatewayIntents =
    GatewayIntents::GUILDS.union(GatewayIntents::GUILD_MESSAGES).union(GatewayIntents::MESSAGE_CONTENT);

/// Discord, reached: who the bot is there and where its gateway is.
#[derive(Debug)]
pub struct Reached {
    /// Calls to the API.
    pub http: Http,
    /// Calls that carry files, down from Discord's file hosts and up to the API; each has a time limit of its
    /// own.
    pub files: reqwest::Client,
    /// The gateway: its address, never assumed; how many sessions it wants, and how many may begin.
    pub gateway: BotGateway,
    /// The bot's application.
    pub application: ApplicationId,
    /// What Discord tells of it.
    pub told: CurrentApplicationInfo,
    /// The bot itself.
    pub bot: UserId,
}

impl Reached {
    /// The servers that the bot is in, by name; no more than two hundred are given.
    ///
    /// # Errors
    /// When Discord does not say.
    pub async fn servers(&self) -> Result<Vec<(String, GuildId)>> {
        let told = self.http.get_guilds(None, None).await.context("asking where the bot is")?;
        let mut servers: Vec<_> =
            told.into_iter().map(|one| (one.name, GuildId::new(one.id.get()))).collect();
        servers.sort();
        Ok(servers)
    }

    /// By which link the bot is added to a server, with the permissions that it needs.
    pub fn invitation(&self) -> String {
        format!(
            "https://discord.com/oauth2/authorize?client_id={}&scope=bot+applications.commands&permissions={}",
            self.application,
            invited_with().bits()
        )
    }
}

/// Why Discord does not let the bot in, where the person who runs it can mend it.
#[derive(Debug, thiserror::Error)]
pub enum NotLetIn {
    /// The token is refused.
    #[error(
        "DISCORD_TOKEN: Discord refuses it; copy the bot's token from the developer portal (Bot, Reset Token)"
    )]
    Token,
    /// A privileged intent is not switched on, or not approved.
    #[error(
        "the Message Content intent is not switched on, or Discord has not approved it; in Discord's developer portal, open the application, then Bot, and switch on Message Content Intent; an application that must be verified asks for the approval there too"
    )]
    Intents,
    /// The gateway does not know an intent.
    #[error(
        "Discord's gateway does not know what this version asks to hear of (4013); run a newer version of guichet"
    )]
    IntentsUnknown,
    /// The gateway's version is no longer spoken.
    #[error(
        "Discord's gateway no longer speaks the version that this program does (4012); run a newer version of guichet"
    )]
    Version,
    /// The servers are not shared as Discord wants it, though it was asked.
    #[error(
        "Discord's gateway refuses the bot's servers shared among {shards} session(s) ({code}), and asks for no other number; see that no other program uses this token, and try again later"
    )]
    Shards {
        /// With which code it closed.
        code: u16,
        /// How many sessions there were.
        shards: u32,
    },
}

/// Discord answers nothing for longer than the start waits.
#[derive(Debug, thiserror::Error)]
#[error("Discord kept the start waiting for more than {} s", START_LIMIT.as_secs())]
pub struct KeptWaiting;

/// How long a call may take that carries so many bytes of files.
pub fn limit(bytes: u64) -> Duration {
    CALL_LIMIT + Duration::from_secs(bytes / SLOWEST)
}

/// A client of HTTP on Discord's hosts, with a time limit on every call.
///
/// # Errors
/// When the certificate of another Discord cannot be read.
pub fn web(other: Option<&OtherDiscord>) -> Result<reqwest::Client> {
    built(reached(other)?.timeout(CALL_LIMIT))
}

/// The same for what carries files: each call has a time limit of its own, by its size.
fn web_for_files(other: Option<&OtherDiscord>) -> Result<reqwest::Client> {
    built(reached(other)?)
}

fn built(web: reqwest::ClientBuilder) -> Result<reqwest::Client> {
    web.build().context("preparing the connection to Discord")
}

fn reached(other: Option<&OtherDiscord>) -> Result<reqwest::ClientBuilder> {
    let mut web = reqwest::Client::builder()
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
    Ok(web)
}

/// Reaches Discord and learns who the bot is.
///
/// # Errors
/// [`NotLetIn::Token`] when the token is refused; otherwise what kept Discord from being reached in time.
pub async fn reach(token: &Secret, other: Option<&OtherDiscord>) -> Result<Reached> {
    in_time(ask_who_we_are(token, other).boxed()).await
}

/// A step of the start, within the time that it may take.
///
/// # Errors
/// As the step, or when Discord keeps it waiting.
pub async fn in_time<T>(step: impl Future<Output = Result<T>>) -> Result<T> {
    match tokio::time::timeout(START_LIMIT, step).await {
        Ok(result) => result,
        Err(_) => Err(KeptWaiting.into()),
    }
}

/// Whether a step of the start failed only because Discord cannot be reached now, or was asked too often.
pub fn is_away(error: &anyhow::Error) -> bool {
    let passing = |error: &serenity::Error| refused::is_unreached(error) || status(error) == Some(429);
    error.is::<KeptWaiting>() || error.downcast_ref().is_some_and(passing)
}

async fn ask_who_we_are(token: &Secret, other: Option<&OtherDiscord>) -> Result<Reached> {
    let files = web_for_files(other)?;
    let http = HttpBuilder::new(token.reveal()).client(web(other)?).build();
    let gateway = patiently(|| http.get_bot_gateway())
        .await
        .map_err(let_in)
        .context("asking Discord for its gateway")?;
    let told = patiently(|| http.get_current_application_info())
        .await
        .map_err(let_in)
        .context("asking Discord for the application")?;
    let application = told.id;
    let bot = patiently(|| http.get_current_user())
        .await
        .map_err(let_in)
        .context("asking Discord who the bot is")?
        .id;
    http.set_application_id(application);
    Ok(Reached { http, files, gateway, application, told, bot })
}

/// Asks again while Discord says that it was asked too often. serenity waits by itself, but not on routes
/// that it counts in no bucket: a program that was started a few times in a row would end there.
#[expect(clippy::disallowed_methods, reason = "a pause of the start, which has a time limit of its own")]
async fn patiently<T, F>(ask: impl Fn() -> F) -> serenity::Result<T>
where
    F: Future<Output = serenity::Result<T>>,
{
    loop {
        match ask().await {
            Err(error) if status(&error) == Some(429) => tokio::time::sleep(ASKED_TOO_OFTEN).await,
            result => return result,
        }
    }
}

fn let_in(error: serenity::Error) -> anyhow::Error {
    if status(&error) == Some(401) { NotLetIn::Token.into() } else { error.into() }
}

fn status(error: &serenity::Error) -> Option<u16> {
    refused::answer(error).map(|(status, _)| status)
}

/// A shared handle on the API.
pub type Api = Arc<Http>;
