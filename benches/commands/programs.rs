//! The two programs, each with a Discord of its own and people who type.

use std::{
    collections::BTreeSet,
    env,
    fs::File,
    net::{SocketAddr, TcpListener},
    path::{Path, PathBuf},
    process::Stdio,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, ensure};
use sandbox::{Channel, Person, Sandbox};
use sqlx::{Connection, SqliteConnection, sqlite::SqliteConnectOptions};
use tempfile::TempDir;
use tokio::process::{Child, Command};

use crate::{
    measure::{Case, Process},
    minimal::BE_MINIMAL,
    seed,
};

/// What a ticket says by itself: its first message, its thread, its card.
pub(crate) const CALLS_BESIDE_THE_ANSWER: usize = 3;

/// How long a program may take to start.
const PATIENCE: Duration = Duration::from_secs(30);

/// The minimal bot at work.
pub(crate) struct Minimal {
    stage: Stage,
    channel: Channel,
    person: Person,
}

/// The desk at work: set up, with a customer whose member has opened a ticket.
pub(crate) struct Desk {
    stage: Stage,
    channel: Channel,
    person: Person,
    /// The support channel, and who is on call there.
    support: Channel,
    olga: Person,
    /// Its door for machines.
    door: SocketAddr,
}

/// Somebody of a customer, and the channel that speaks for it.
#[derive(Clone, Debug)]
pub(crate) struct Team {
    pub(crate) person: Person,
    pub(crate) channel: Channel,
}

/// What is there before a desk starts.
#[derive(Clone, Copy, Debug, Default)]
struct Before {
    tickets: u32,
    /// Channels that hear of maintenance.
    channels: usize,
    /// Letters that wait.
    letters: u32,
    /// People are called outside chat.
    routes: bool,
}

/// A program, its Discord and its folder.
struct Stage {
    sandbox: Sandbox,
    process: Process,
    child: Child,
    folder: TempDir,
}

impl Minimal {
    pub(crate) async fn start() -> Result<Self> {
        let sandbox = discord("minimal").await?;
        let person = sandbox.person("Alice").create();
        let channel = sandbox.guild("Acme").owner(&person).create().channel("help").create();
        let folder = folder(&sandbox)?;
        let mut command = program(&env::current_exe()?, folder.path())?;
        command
            .arg(BE_MINIMAL)
            .env("DISCORD_TOKEN", sandbox.token())
            .env("DISCORD_ADDRESS", sandbox.api_address().to_string())
            .env("NOTES", "notes.db");
        let stage = Stage::start(sandbox, command, folder, "insert").await?;
        Ok(Self { stage, channel, person })
    }

    pub(crate) fn case(
        &self,
        name: &'static str,
        line: &'static str,
        holds: &'static str,
        follow: usize,
    ) -> Case<'_> {
        self.stage.case((&self.person, &self.channel), (name, line, holds, follow))
    }

    pub(crate) fn process(&self) -> &Process {
        &self.stage.process
    }

    pub(crate) async fn stop(self) -> Result<()> {
        self.stage.stop().await
    }
}

impl Desk {
    /// A desk in whose database so many tickets are already.
    pub(crate) async fn start(tickets: u32) -> Result<Self> {
        Self::start_from(Before { tickets, ..Before::default() }).await
    }

    /// The same, with so many channels that hear of maintenance.
    pub(crate) async fn start_with(tickets: u32, channels: usize) -> Result<Self> {
        Self::start_from(Before { tickets, channels, ..Before::default() }).await
    }

    /// A desk in whose outbox so many letters wait.
    pub(crate) async fn start_behind(letters: u32) -> Result<Self> {
        Self::start_from(Before { letters, ..Before::default() }).await
    }

    /// The same, whose people are called by every kind of route.
    pub(crate) async fn start_calling(letters: u32) -> Result<Self> {
        Self::start_from(Before { letters, routes: true, ..Before::default() }).await
    }

    async fn start_from(before: Before) -> Result<Self> {
        let sandbox = discord("guichet").await?;
        let [olga, nora] = ["Olga", "Nora"].map(|name| sandbox.person(name).create());
        let staff = sandbox.guild("Support").owner(&olga).create();
        let [support, experts] = ["support", "experts"].map(|name| staff.channel(name).create());
        let [support_role, expert_role] = ["support", "experts"].map(|name| staff.role(name).create());
        let alice = sandbox.person("Alice").create();
        let channel = sandbox.guild("Acme").owner(&alice).create().channel("help").create();
        let door = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
        nora.joins(&staff, &[&expert_role]);
        let folder = folder(&sandbox)?;
        let database = folder.path().join("guichet.db");
        seed::tickets(&database, before.tickets).await.context("writing tickets")?;
        let server = |at| sandbox.guild(&format!("Customers {at}")).owner(&alice).create();
        let channels = seed::channels(server, before.channels);
        seed::link(&database, &channels).await.context("linking channels")?;
        seed::letters(&database, before.letters).await.context("writing letters")?;
        let mut command = program(Path::new(env!("CARGO_BIN_EXE_guichet")), folder.path())?;
        command
            .arg("run")
            .env("DISCORD_TOKEN", sandbox.token())
            .env("DISCORD_API_URL", sandbox.api_url())
            .env("STAFF_GUILD_ID", staff.id().to_string())
            .env("DATABASE_URL", "sqlite://guichet.db")
            .env("HTTP_ADDR", door.to_string());
        if before.routes {
            std::fs::write(folder.path().join("routes.toml"), routes(&sandbox)).context("the routes")?;
            command.env("ROUTES_FILE", "routes.toml").env("EXTRA_CA_FILE", "ca.pem");
        }
        let stage = Stage::start(sandbox, command, folder, "desk").await?;
        let set_up = format!(
            "/desk setup support-channel:{} experts-channel:{} support-role:{} expert-role:{}",
            support.mention(),
            experts.mention(),
            support_role.mention(),
            expert_role.mention()
        );
        says(&olga, &support, &set_up).await?;
        let team = Team { person: alice.clone(), channel: channel.clone() };
        links(&olga, &support, "Acme", &team).await?;
        for day in ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"] {
            says(&nora, &experts, &format!("/expert hours day:{day} from:9 to:18")).await?;
        }
        Ok(Self { stage, channel, person: alice, support, olga, door })
    }

    /// One more customer, in a server of its own.
    pub(crate) async fn adds(&self, name: &str) -> Result<Team> {
        let person = self.sandbox().person(&format!("Somebody of {name}")).create();
        let channel = self.sandbox().guild(name).owner(&person).create().channel("help").create();
        let team = Team { person, channel };
        links(&self.olga, &self.support, name, &team).await?;
        Ok(team)
    }

    /// The first customer's.
    pub(crate) fn team(&self) -> Team {
        Team { person: self.person.clone(), channel: self.channel.clone() }
    }

    /// Its door for machines.
    pub(crate) fn door(&self) -> SocketAddr {
        self.door
    }

    /// One number from its database.
    pub(crate) async fn counts(&self, sql: &'static str) -> Result<i64> {
        let options = SqliteConnectOptions::new().filename(self.stage.database()).read_only(true);
        let mut conn = SqliteConnection::connect_with(&options).await.context("opening the database")?;
        let number = sqlx::query_scalar(sql).fetch_one(&mut conn).await.context("asking the database")?;
        conn.close().await?;
        Ok(number)
    }

    /// Calls that say something of its own: messages, and threads started from them.
    pub(crate) fn said(&self) -> usize {
        self.posts() + self.sandbox().count("POST", "/channels/{channel}/messages/{message}/threads")
    }

    /// Waits until it has said so much in all, and nothing more is under way.
    pub(crate) async fn has_said(&self, all: usize) -> Result<()> {
        let since = Instant::now();
        while self.said() < all {
            ensure!(since.elapsed() < PATIENCE, "{} of {all} things were said", self.said());
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        ensure!(self.sandbox().idle_for(Duration::from_millis(5)).await, "calls go on and on");
        Ok(())
    }

    /// Its Discord.
    pub(crate) fn sandbox(&self) -> &Sandbox {
        &self.stage.sandbox
    }

    /// How many messages it posted.
    pub(crate) fn posts(&self) -> usize {
        self.stage.sandbox.count("POST", "/channels/{channel}/messages")
    }

    /// Its messages in the support channel that call somebody now.
    pub(crate) fn pages(&self) -> BTreeSet<u64> {
        let all = self.support.messages();
        all.iter().filter(|message| message.content.contains("<@&")).map(|message| message.id.get()).collect()
    }

    /// Types a command in the support channel.
    pub(crate) async fn says_as_staff(&self, line: &str) -> Result<String> {
        says(&self.olga, &self.support, line).await
    }

    /// Raises a P1; returns how long its page took from the confirmation on.
    pub(crate) async fn raises(&self, line: &str) -> Result<Duration> {
        let asked = self.person.types(&self.channel, line).await;
        let paged = || self.support.messages().iter().any(|message| message.content.contains("<@&"));
        let since = Instant::now();
        let confirmed = self.person.presses(&asked, "confirm").await;
        ensure!(confirmed.contains(&["#"]), "the P1 was answered with {:?}", confirmed.outcome());
        while !paged() {
            ensure!(since.elapsed() < PATIENCE, "nobody was paged");
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        Ok(since.elapsed())
    }

    pub(crate) fn case(
        &self,
        name: &'static str,
        line: &'static str,
        holds: &'static str,
        follow: usize,
    ) -> Case<'_> {
        self.stage.case((&self.person, &self.channel), (name, line, holds, follow))
    }

    /// The same, typed by another customer's.
    pub(crate) fn case_of<'a>(
        &'a self,
        team: &'a Team,
        name: &'static str,
        line: &'static str,
        holds: &'static str,
        follow: usize,
    ) -> Case<'a> {
        self.stage.case((&team.person, &team.channel), (name, line, holds, follow))
    }

    pub(crate) fn process(&self) -> &Process {
        &self.stage.process
    }

    /// How often it asked for somebody's roles in the staff server.
    pub(crate) fn look_ups(&self) -> usize {
        self.stage.sandbox.count("GET", "/guilds/{guild}/members/{user}")
    }

    pub(crate) async fn stop(self) -> Result<()> {
        self.stage.stop().await
    }
}

impl Stage {
    async fn start(sandbox: Sandbox, mut command: Command, folder: TempDir, last: &str) -> Result<Self> {
        let child = command.spawn().context("starting a program")?;
        let process = Process::new(child.id().context("it ended at once")?);
        let since = Instant::now();
        let there =
            sandbox.bot_is_online(PATIENCE).await && sandbox.command_is_registered(last, PATIENCE).await;
        ensure!(there, "after {:?} it is not at work: {}", since.elapsed(), log(folder.path()));
        Ok(Self { sandbox, process, child, folder })
    }

    fn case<'a>(
        &'a self,
        (person, channel): (&'a Person, &'a Channel),
        (name, line, holds, follow): (&'static str, &'static str, &'static str, usize),
    ) -> Case<'a> {
        let (sandbox, process) = (&self.sandbox, &self.process);
        Case {
            name,
            line,
            holds,
            follow,
            typing: false,
            after: None,
            slowly: false,
            sandbox,
            person,
            channel,
            process,
        }
    }

    fn database(&self) -> PathBuf {
        self.folder.path().join("guichet.db")
    }

    /// Ends it; a bench leaves nothing running.
    async fn stop(mut self) -> Result<()> {
        self.child.kill().await.context("ending a program")
    }
}

/// A Discord without its limits: the bench measures what a command costs and not how long Discord would have
/// it wait, and one channel takes more tickets here than a team opens in a month.
async fn discord(bot: &str) -> Result<Sandbox> {
    Sandbox::builder().bot_name(bot).rate_limits(false).start().await
}

/// A route of each kind, at each level.
fn routes(sandbox: &Sandbox) -> String {
    let outside = sandbox.outside();
    let (user, password) = outside.mail_account();
    let (hook, secret) = outside.hook("itsm");
    format!(
        r#"
        [mail]
        url = "{smtps}"
        user = "{user}"
        password = "{password}"
        from = "desk@provider.example"
        [[routes]]
        key = "night"
        kind = "ntfy"
        url = "{topic}"
        [[routes]]
        key = "duty-phone"
        kind = "pagerduty"
        routing_key = "{key}"
        url = "{pagerduty}"
        [[routes]]
        key = "itsm"
        kind = "webhook"
        url = "{hook}"
        secret = "{secret}"
        [[routes]]
        key = "chef"
        kind = "mail"
        to = ["duty@provider.example"]
        [on_call]
        level_1 = ["night", "duty-phone", "itsm", "chef"]
        "#,
        smtps = outside.smtps_url(),
        topic = outside.topic_url("duty"),
        key = outside.routing_key(),
        pagerduty = outside.pagerduty_url(),
    )
}

fn folder(sandbox: &Sandbox) -> Result<TempDir> {
    let folder = tempfile::tempdir().context("a folder")?;
    std::fs::write(folder.path().join("ca.pem"), sandbox.certificate()).context("the certificate")?;
    Ok(folder)
}

/// A program with nothing of this one's environment, whose log is kept in its folder.
fn program(path: &Path, folder: &Path) -> Result<Command> {
    let log = File::create(folder.join("log")).context("a log")?;
    let mut command = Command::new(path);
    command
        .env_clear()
        .env("DISCORD_API_CA", "ca.pem")
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(log)
        .kill_on_drop(true);
    Ok(command)
}

fn log(folder: &Path) -> String {
    std::fs::read_to_string(folder.join("log")).unwrap_or_default()
}

/// Adds a customer, and links its channel.
async fn links(olga: &Person, support: &Channel, name: &str, team: &Team) -> Result<()> {
    says(olga, support, &format!("/customer add name:{name} level:Gold language:en")).await?;
    let answer = says(olga, support, &format!("/customer link customer:{name} announcements:false")).await?;
    let code = answer.split('`').nth(1).context("a code between back-quotes")?;
    says(&team.person, &team.channel, &format!("/link code:{code}")).await?;
    Ok(())
}

/// Types a command of the set-up, which must be answered with a message.
async fn says(person: &Person, channel: &Channel, line: &str) -> Result<String> {
    let answer = person.types(channel, line).await;
    let message =
        answer.message().with_context(|| format!("{line} was answered with {:?}", answer.outcome()))?;
    Ok(message.text().to_owned())
}
