//! The one place that knows how Discord is reached: the real one, or another endpoint that speaks as it.

use std::{sync::Arc, time::Duration};

use anyhow::{Context, Result};
use serenity::{
    all::{ApplicationId, GatewayIntents, HttpBuilder, HttpError, UserId},
    http::Http,
};

use crate::config::{OtherDiscord, Token};

/// Hosts of Discord that another endpoint stands for.
const HOSTS: [&str; 4] = ["discord.com", "cdn.discordapp.com", "media.discordapp.net", "discordapp.com"];

/// No call takes longer, whatever the network does.
const CALL_LIMIT: Duration = Duration::from_secs(15);

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
        .use_rustls_tls();
    if let Some(other) = other {
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
/// [`NotLetIn::Token`] when the token is refused; otherwise what kept Discord from being reached.
pub async fn reach(token: &Token, other: Option<&OtherDiscord>) -> Result<Reached> {
    let files = web(other)?;
    let http = HttpBuilder::new(token.reveal()).client(files.clone()).build();
    let gateway = http.get_bot_gateway().await.map_err(let_in).context("asking Discord for its gateway")?.url;
    let application = http
        .get_current_application_info()
        .await
        .map_err(let_in)
        .context("asking Discord for the application")?
        .id;
    let bot = http.get_current_user().await.map_err(let_in).context("asking Discord who the bot is")?.id;
    http.set_application_id(application);
    Ok(Reached { http, files, gateway, application, bot })
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

/// A gateway client on `reached`, driven by `framework`.
///
/// # Errors
/// When it cannot be built.
pub async fn gateway(
    http: Http,
    gateway: &str,
    framework: impl serenity::framework::Framework + 'static,
) -> Result<serenity::Client> {
    let client = serenity::all::ClientBuilder::new_with_http(http, INTENTS).framework(framework).await?;
    // serenity falls back to the public gateway when it fails to ask for one: never the real Discord by accident.
    gateway.clone_into(&mut *client.ws_url.lock().await);
    Ok(client)
}

/// A shared handle on the API.
pub type Api = Arc<Http>;
