//! Settings: read once at start from the environment (or `.env`). A wrong one is refused in one line that
//! names the variable and what it must be.

use std::{env, net::SocketAddr, path::PathBuf, str::FromStr, sync::OnceLock};

use thiserror::Error;
use tracing_subscriber::EnvFilter;

use crate::{
    clock::Clock,
    routes::Routes,
    rules::{ids::GuildId, offer::Offer},
    secret::Secret,
    store::file::beside::folder_of,
    web,
};

/// A setting that is missing or wrong: the program ends with 2 and this line.
#[derive(Debug, Error)]
#[error("{variable}: {problem}")]
pub struct WrongSetting {
    /// The environment variable.
    pub variable: &'static str,
    /// What is wrong with it and what it must be.
    pub problem: String,
}

impl WrongSetting {
    fn new(variable: &'static str, problem: impl Into<String>) -> Self {
        Self { variable, problem: problem.into() }
    }
}

/// Another HTTPS endpoint that speaks Discord's API as `discord.com`, attachments' hosts included.
#[derive(Clone, Debug)]
pub struct OtherDiscord {
    /// Where it listens.
    pub address: SocketAddr,
    /// The certificate that signs it, in PEM; without one the public roots are trusted.
    pub authority: Option<Vec<u8>>,
}

/// The settings by which the token finds its way: where they came from is asked.
const WAY: [&str; 3] = ["DISCORD_TOKEN", "DISCORD_API_URL", "DISCORD_API_CA"];

/// Those of [`WAY`] that `.env` set.
static FROM_FILE: OnceLock<Vec<&'static str>> = OnceLock::new();

/// Where a setting was read.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Origin {
    /// The environment of the process.
    Environment,
    /// `.env` in the working directory.
    File,
}

impl std::fmt::Display for Origin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Environment => "the environment",
            Self::File => ".env",
        })
    }
}

/// The settings by which the token finds its way that are set now: before `.env` is read, those of the
/// environment.
pub fn set_by_the_environment() -> Vec<&'static str> {
    WAY.into_iter().filter(|name| env::var_os(name).is_some()).collect()
}

/// Takes note of what `.env` set, once it was read.
pub fn came_from_the_file(before: &[&'static str]) {
    let from_file = set_by_the_environment().into_iter().filter(|name| !before.contains(name)).collect();
    // Read once, at the start.
    let _ = FROM_FILE.set(from_file);
}

/// Where a setting by which the token finds its way came from.
pub fn origin(name: &str) -> Origin {
    if FROM_FILE.get().is_some_and(|names| names.contains(&name)) {
        Origin::File
    } else {
        Origin::Environment
    }
}

/// The bot's token, for whoever must know it to hide it.
pub fn bot_token() -> Option<String> {
    variable("DISCORD_TOKEN").ok().flatten().filter(|token| token.len() > 8)
}

/// How lines are logged.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum LogFormat {
    /// For people.
    Text,
    /// One JSON object a line.
    Json,
}

/// Everything `guichet run` is told from outside.
#[derive(Clone, Debug)]
pub struct Config {
    /// The bot's token.
    pub token: Secret,
    /// The support team's own server.
    pub staff_guild: GuildId,
    /// The database's file.
    pub database: PathBuf,
    /// Where `/healthz`, `/readyz`, calendars and large exports are served, and `/metrics` for callers of
    /// this machine.
    pub http_address: SocketAddr,
    /// Where `/metrics` is served instead, for whoever reaches it.
    pub metrics_address: Option<SocketAddr>,
    /// What links to calendars and exports begin with, without a slash at the end; none: `http://` and where
    /// the door really is.
    pub public_url: Option<String>,
    /// The offer that is sold.
    pub offer: Offer,
    /// What is asked once a minute while the desk is well.
    pub heartbeat: Option<SecretUrl>,
    /// Another Discord than the real one.
    pub discord: Option<OtherDiscord>,
    /// How people on call are reached outside chat.
    pub routes: Option<Routes>,
    /// Certificates in PEM that are trusted besides the public roots, by all that is not Discord.
    pub extra_ca: Option<Vec<u8>>,
    /// Hosts that calendars may be read from though their address is private.
    pub private_hosts: Vec<String>,
}

/// An address that holds a secret, which no log line can show.
#[derive(Clone)]
pub struct SecretUrl(reqwest::Url);

impl SecretUrl {
    /// The address itself, for whoever asks there.
    pub fn reveal(self) -> reqwest::Url {
        self.0
    }
}

impl std::fmt::Debug for SecretUrl {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SecretUrl(…)")
    }
}

impl Config {
    /// Reads every setting.
    ///
    /// # Errors
    /// The first variable that is missing or wrong.
    pub fn from_env() -> Result<Self, WrongSetting> {
        let token = variable("DISCORD_TOKEN")?.ok_or_else(|| {
            WrongSetting::new("DISCORD_TOKEN", "is missing: the bot's token, from Discord's developer portal")
        })?;
        if !token.chars().all(|c| c.is_ascii_graphic()) {
            return Err(WrongSetting::new(
                "DISCORD_TOKEN",
                "has a space or a character in it that no token has: paste the token alone",
            ));
        }
        let staff_guild = variable("STAFF_GUILD_ID")?
            .ok_or_else(|| {
                WrongSetting::new("STAFF_GUILD_ID", "is missing: the number of the support team's server")
            })?
            .parse::<u64>()
            .ok()
            .filter(|id| *id > 0 && i64::try_from(*id).is_ok())
            .ok_or_else(|| {
                WrongSetting::new("STAFF_GUILD_ID", "must be a server's number, such as 1234567890123456789")
            })?;
        let extra_ca = pem("EXTRA_CA_FILE")?;
        let http_address = http_address()?;
        Ok(Self {
            token: Secret::new(token),
            staff_guild: GuildId::new(staff_guild),
            database: database()?,
            http_address,
            metrics_address: metrics_address(http_address)?,
            public_url: public_url()?,
            offer: offer()?,
            heartbeat: heartbeat()?,
            discord: other_discord()?,
            routes: routes(extra_ca.as_deref())?,
            extra_ca,
            private_hosts: private_hosts()?,
        })
    }
}

/// How to log, from `LOG_FORMAT`.
///
/// # Errors
/// When it is neither `text` nor `json`.
pub fn log_format() -> Result<LogFormat, WrongSetting> {
    match variable("LOG_FORMAT")?.as_deref() {
        None | Some("text") => Ok(LogFormat::Text),
        Some("json") => Ok(LogFormat::Json),
        Some(_) => Err(WrongSetting::new("LOG_FORMAT", "must be text or json")),
    }
}

/// What is logged where `RUST_LOG` does not say.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum LogUsual {
    /// What whoever runs a desk wants to know.
    Work,
    /// Only what goes wrong.
    Trouble,
}

impl LogUsual {
    /// As a filter. serenity's gateway says at error level what the desk says in a line of its own.
    fn filter(self) -> &'static str {
        match self {
            Self::Work => "info,serenity=warn,serenity::gateway=off,tracing=warn,rrule=warn",
            Self::Trouble => "warn,serenity::gateway=off",
        }
    }
}

/// What to log, from `RUST_LOG`; where it does not say, what is `usual`. What is never logged is left out
/// besides, whatever is asked for.
///
/// # Errors
/// When it is no filter of log lines.
pub fn log_filter(usual: LogUsual) -> Result<EnvFilter, WrongSetting> {
    let asked = variable("RUST_LOG")?;
    EnvFilter::builder().parse(asked.as_deref().unwrap_or(usual.filter())).map_err(|_| {
        WrongSetting::new("RUST_LOG", "must be a filter of log lines, such as info or guichet=debug")
    })
}

/// The database's file, from `DATABASE_URL`.
///
/// # Errors
/// When it is not the address of an SQLite file, or of one in a folder that is not there.
pub fn database() -> Result<PathBuf, WrongSetting> {
    let url = variable("DATABASE_URL")?.unwrap_or_else(|| "sqlite://guichet.db".to_owned());
    let path = url
        .strip_prefix("sqlite://")
        .or_else(|| url.strip_prefix("sqlite:"))
        .map(|path| path.split('?').next().unwrap_or_default())
        .filter(|path| !path.is_empty() && *path != ":memory:")
        .map(PathBuf::from)
        .ok_or_else(|| {
            WrongSetting::new(
                "DATABASE_URL",
                "must be the address of an SQLite file, such as sqlite://guichet.db",
            )
        })?;
    if !folder_of(&path).is_dir() || path.is_dir() {
        return Err(WrongSetting::new(
            "DATABASE_URL",
            format!("{} cannot be a file: its folder must be there", path.display()),
        ));
    }
    Ok(path)
}

/// The offer, from `OFFER_FILE`, or the one embedded.
///
/// # Errors
/// When the file cannot be read or is not a whole offer: the line and what it must be.
pub fn offer() -> Result<Offer, WrongSetting> {
    let Some(path) = variable("OFFER_FILE")? else {
        return Offer::parse(crate::rules::offer::DEFAULT)
            .map_err(|error| WrongSetting::new("OFFER_FILE", format!("the embedded offer: {error}")));
    };
    let text = std::fs::read_to_string(&path)
        .map_err(|error| WrongSetting::new("OFFER_FILE", format!("{path} cannot be read: {error}")))?;
    Offer::parse(&text).map_err(|error| WrongSetting::new("OFFER_FILE", format!("{path}: {error}")))
}

/// Where the door is, from `HTTP_ADDR`.
///
/// # Errors
/// When it is no address with a port.
pub fn http_address() -> Result<SocketAddr, WrongSetting> {
    parsed("HTTP_ADDR", "127.0.0.1:8686", "must be an address and port, such as 127.0.0.1:8686")
}

/// Where figures are served, from `METRICS_ADDR`, if that is elsewhere.
fn metrics_address(door: SocketAddr) -> Result<Option<SocketAddr>, WrongSetting> {
    let must = || {
        WrongSetting::new(
            "METRICS_ADDR",
            "must be an address and port of its own, such as 127.0.0.1:8687, and not that of HTTP_ADDR",
        )
    };
    let Some(typed) = variable("METRICS_ADDR")? else { return Ok(None) };
    let address: SocketAddr = typed.trim().parse().map_err(|_| must())?;
    // Port 0 is any that is free.
    if address.port() == door.port()
        && address.port() != 0
        && (address.ip() == door.ip() || door.ip().is_unspecified())
    {
        return Err(must());
    }
    Ok(Some(address))
}

/// What links to calendars and exports begin with, from `PUBLIC_URL`.
fn public_url() -> Result<Option<String>, WrongSetting> {
    variable("PUBLIC_URL")?.map(|typed| public_url_at(&typed)).transpose()
}

/// The same, of what was typed; without a slash at the end.
///
/// # Errors
/// When it is no address of a page.
pub fn public_url_at(typed: &str) -> Result<String, WrongSetting> {
    let plain = |url: &reqwest::Url| {
        matches!(url.scheme(), "http" | "https") && url.query().is_none() && url.fragment().is_none()
    };
    match reqwest::Url::parse(typed).ok().filter(plain) {
        Some(url) => Ok(url.as_str().trim_end_matches('/').to_owned()),
        None => Err(WrongSetting::new(
            "PUBLIC_URL",
            "must be the address by which people reach this door, such as https://desk.example.com",
        )),
    }
}

/// What is asked while the desk is well, from `HEARTBEAT_URL`.
fn heartbeat() -> Result<Option<SecretUrl>, WrongSetting> {
    variable("HEARTBEAT_URL")?.map(|typed| heartbeat_at(&typed)).transpose()
}

/// The same, of what was typed.
///
/// # Errors
/// When it is no HTTP address.
pub fn heartbeat_at(typed: &str) -> Result<SecretUrl, WrongSetting> {
    let url = reqwest::Url::parse(typed.trim()).ok();
    match url.filter(|url| matches!(url.scheme(), "http" | "https")) {
        Some(url) => Ok(SecretUrl(url)),
        None => Err(WrongSetting::new(
            "HEARTBEAT_URL",
            "must be the HTTP address of a check that waits for it, such as https://hc-ping.com/…",
        )),
    }
}

/// Another Discord than the real one, from `DISCORD_API_URL` and `DISCORD_API_CA`.
///
/// # Errors
/// When one is wrong, or `.env` would decide where a token of the environment goes.
pub fn other_discord() -> Result<Option<OtherDiscord>, WrongSetting> {
    const MUST: &str = "must be an HTTPS address and no more, such as https://127.0.0.1:8443";
    let authority = pem("DISCORD_API_CA")?;
    let Some(url) = variable("DISCORD_API_URL")? else {
        // Meant for another Discord, whose address was forgotten: never the real one by accident.
        return match authority {
            None => Ok(None),
            Some(_) => Err(WrongSetting::new("DISCORD_API_URL", "is missing: DISCORD_API_CA is set")),
        };
    };
    // Whose folder this is decides on `.env`: not where somebody else's token goes.
    if origin("DISCORD_TOKEN") == Origin::Environment {
        for name in ["DISCORD_API_URL", "DISCORD_API_CA"] {
            if variable(name)?.is_some() && origin(name) == Origin::File {
                return Err(WrongSetting::new(
                    name,
                    "stands in .env while DISCORD_TOKEN comes from the environment: set both in the same place, or the token would go where .env says",
                ));
            }
        }
    }
    let url = reqwest::Url::parse(&url).map_err(|_| WrongSetting::new("DISCORD_API_URL", MUST))?;
    if url.scheme() != "https" || url.path() != "/" || url.query().is_some() {
        return Err(WrongSetting::new("DISCORD_API_URL", MUST));
    }
    let address = url
        .socket_addrs(|| None)
        .ok()
        .and_then(|addresses| addresses.first().copied())
        .ok_or_else(|| WrongSetting::new("DISCORD_API_URL", "names a host that does not resolve"))?;
    Ok(Some(OtherDiscord { address, authority }))
}

/// The routes, from `ROUTES_FILE`.
fn routes(extra_ca: Option<&[u8]>) -> Result<Option<Routes>, WrongSetting> {
    const NAME: &str = "ROUTES_FILE";
    let Some(path) = variable(NAME)? else { return Ok(None) };
    let text = std::fs::read_to_string(&path)
        .map_err(|error| WrongSetting::new(NAME, format!("{path} cannot be read: {error}")))?;
    // Whoever wrote the file may not be whose token it is.
    let held = |name: &str| (name != "DISCORD_TOKEN").then(|| env::var(name).ok()).flatten();
    let read = Routes::parse(&text, &held, extra_ca, Clock::system());
    read.map(Some).map_err(|error| WrongSetting::new(NAME, format!("{path}: {error}")))
}

/// A file of certificates, tried out.
fn pem(name: &'static str) -> Result<Option<Vec<u8>>, WrongSetting> {
    let Some(path) = variable(name)? else { return Ok(None) };
    let pem = std::fs::read(&path)
        .map_err(|error| WrongSetting::new(name, format!("{path} cannot be read: {error}")))?;
    let none = reqwest::Certificate::from_pem_bundle(&pem).unwrap_or_default().is_empty();
    let tried = web::builder(Some(&pem)).and_then(reqwest::ClientBuilder::build);
    if none || tried.is_err() {
        return Err(WrongSetting::new(name, format!("{path} must be a file with a certificate in PEM")));
    }
    Ok(Some(pem))
}

/// The hosts of `PRIVATE_HOSTS`.
fn private_hosts() -> Result<Vec<String>, WrongSetting> {
    let Some(typed) = variable("PRIVATE_HOSTS")? else { return Ok(Vec::new()) };
    let hosts: Vec<String> = typed.split(',').map(|host| host.trim().to_owned()).collect();
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '[' | ']' | ':');
    if hosts.iter().all(|host| !host.is_empty() && host.chars().all(plain)) {
        Ok(hosts)
    } else {
        Err(WrongSetting::new(
            "PRIVATE_HOSTS",
            "must be names of hosts, with commas between, such as calendar.example.lan",
        ))
    }
}

fn parsed<T: FromStr>(name: &'static str, default: &str, must: &str) -> Result<T, WrongSetting> {
    let text = variable(name)?;
    text.as_deref().unwrap_or(default).parse().map_err(|_| WrongSetting::new(name, must))
}

/// A variable that is set and not blank.
fn variable(name: &'static str) -> Result<Option<String>, WrongSetting> {
    match env::var(name) {
        Ok(value) if value.trim().is_empty() => Ok(None),
        Ok(value) => Ok(Some(value)),
        Err(env::VarError::NotPresent) => Ok(None),
        Err(env::VarError::NotUnicode(_)) => Err(WrongSetting::new(name, "is not readable text")),
    }
}
