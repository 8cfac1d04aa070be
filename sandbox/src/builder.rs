//! How a sandbox is set up before it starts.

use std::{
    collections::{BTreeMap, BTreeSet},
    net::{IpAddr, Ipv4Addr, SocketAddr},
    sync::Arc,
};

use anyhow::{Context, Result};
use tokio::net::TcpListener;

use crate::{
    clock::Clock,
    outside::{self, Doors},
    privileged::PrivilegedIntents,
    rest,
    sandbox::Sandbox,
    server,
    shared::{Addresses, Shared},
    state::{Application, Snowflakes, User, World},
    tls,
};

/// What a sandbox is like. Made by [`Sandbox::builder`].
#[derive(Debug)]
#[must_use]
pub struct Builder {
    address: IpAddr,
    https_port: u16,
    plain_port: u16,
    limits: bool,
    clock: Clock,
    privileged: PrivilegedIntents,
    token: Option<String>,
    bot: String,
    active_threads: usize,
}

/// The most threads of a server that are open at one time.
const ACTIVE_THREADS: usize = 1000;

impl Default for Builder {
    fn default() -> Self {
        Self {
            address: IpAddr::V4(Ipv4Addr::LOCALHOST),
            https_port: 0,
            plain_port: 0,
            limits: true,
            clock: Clock::running(),
            privileged: PrivilegedIntents::default(),
            token: None,
            bot: "bot".to_owned(),
            active_threads: ACTIVE_THREADS,
        }
    }
}

impl Builder {
    /// The address to listen on; loopback unless told otherwise.
    pub fn bind(mut self, address: IpAddr) -> Self {
        self.address = address;
        self
    }

    /// The ports of HTTPS (the API) and of plain connections (the gateway); 0 for any that is free.
    pub fn ports(mut self, https: u16, plain: u16) -> Self {
        (self.https_port, self.plain_port) = (https, plain);
        self
    }

    /// Whether Discord's rate limits hold. They do unless switched off.
    pub fn rate_limits(mut self, on: bool) -> Self {
        self.limits = on;
        self
    }

    /// The clock; one that runs with the machine's unless told otherwise.
    pub fn clock(mut self, clock: Clock) -> Self {
        self.clock = clock;
        self
    }

    /// Which privileged intents are switched on; all unless told otherwise.
    pub fn privileged_intents(mut self, privileged: PrivilegedIntents) -> Self {
        self.privileged = privileged;
        self
    }

    /// The bot's token; made up unless told. Discord's libraries expect three parts, the first being the
    /// bot's id in base 64.
    pub fn token(mut self, token: &str) -> Self {
        self.token = Some(token.to_owned());
        self
    }

    /// How many threads of a server may be open at one time, before another is refused (160006); a thousand
    /// unless told otherwise.
    pub fn active_threads(mut self, most: usize) -> Self {
        self.active_threads = most;
        self
    }

    /// The bot's name.
    pub fn bot_name(mut self, name: &str) -> Self {
        name.clone_into(&mut self.bot);
        self
    }

    /// Starts it.
    ///
    /// # Errors
    ///
    /// When a port is taken, or a certificate cannot be made.
    pub async fn start(self) -> Result<Sandbox> {
        let identity = tls::identity()?;
        let listen = |port| TcpListener::bind(SocketAddr::new(self.address, port));
        let https = listen(self.https_port).await.context("cannot listen for HTTPS")?;
        let plain = listen(self.plain_port).await.context("cannot listen for the gateway")?;
        let addresses = Addresses {
            https: https.local_addr().context("no address for HTTPS")?,
            plain: plain.local_addr().context("no address for the gateway")?,
        };
        let doors = Doors::bind(self.address).await?;
        let shared = Shared::new(self.world(), self.limits, addresses, doors.caught(&identity.authority)?);
        outside::open(&shared, doors, &identity.acceptor);
        let router = rest::router(&shared);
        tokio::spawn(server::serve_tls(Arc::clone(&shared), https, identity.acceptor, router));
        tokio::spawn(server::serve_plain(Arc::clone(&shared), plain));
        Ok(Sandbox::new(shared, identity.authority))
    }

    fn world(&self) -> World {
        let now = self.clock.now();
        let mut ids = Snowflakes::default();
        // An application and its bot have one id.
        let bot = ids.next(now);
        let owner = ids.next(now);
        let user = |id, name: &str, bot| User {
            id,
            name: name.to_owned(),
            bot,
            locale: "en-US".to_owned(),
            accepts_messages: true,
        };
        let token = self.token.clone().unwrap_or_else(|| made_up_token(bot.get()));
        World {
            clock: self.clock.clone(),
            ids,
            app: Application {
                id: bot.cast(),
                bot,
                token,
                owner,
                privileged: self.privileged,
                active_threads: self.active_threads,
            },
            users: [(bot, user(bot, &self.bot, true)), (owner, user(owner, "Author", false))].into(),
            guilds: BTreeMap::new(),
            channels: BTreeMap::new(),
            messages: BTreeMap::new(),
            commands: Vec::new(),
            interactions: BTreeMap::new(),
            files: BTreeMap::new(),
            nonces: Vec::new(),
            said: Vec::new(),
            outgoing: Vec::new(),
            touched: BTreeSet::new(),
        }
    }
}

impl Sandbox {
    /// Starts one with what is usual: free ports on loopback, limits on, a running clock, every privileged
    /// intent.
    ///
    /// # Errors
    ///
    /// When no port is free, or a certificate cannot be made.
    pub async fn start() -> Result<Self> {
        Self::builder().start().await
    }

    /// Sets one up.
    pub fn builder() -> Builder {
        Builder::default()
    }
}

/// A token of the shape that libraries check: three parts, the first the bot's id.
fn made_up_token(bot: u64) -> String {
    use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
    let first = URL_SAFE_NO_PAD.encode(bot.to_string());
    format!("{first}.Gsandb.{}", "not-a-secret-0123456789abcdefghijklmn")
}
