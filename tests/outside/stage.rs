//! The program as a process, and the stage that it works on.

use std::{
    net::{SocketAddr, TcpListener},
    path::Path,
    process::{ExitStatus, Stdio},
    sync::atomic::{AtomicU16, Ordering},
    time::{Duration, Instant},
};

use sandbox::{Answer, Channel, Guild, Person, Role, Sandbox};
use sqlx::{Connection, SqliteConnection};
use tempfile::TempDir;
use tokio::{
    io::AsyncReadExt,
    process::{Child, Command},
    task::JoinHandle,
};

/// How long what should happen soon may take.
pub(crate) const PATIENCE: Duration = Duration::from_mins(1);

/// How long the program may take to stop.
pub(crate) const STOP_LIMIT: Duration = Duration::from_secs(10);

/// The program, with nothing of this process's environment.
pub(crate) fn program(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_guichet"));
    command
        .env_clear()
        .env("RUST_BACKTRACE", "1")
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true);
    command
}

/// How a process that ended by itself ended.
#[derive(Debug)]
pub(crate) struct Ended {
    /// Its exit code; none when a signal ended it.
    pub(crate) code: Option<i32>,
    /// What it printed.
    pub(crate) stdout: String,
    /// What it said besides.
    pub(crate) stderr: String,
}

impl Ended {
    /// Its only line on stderr.
    pub(crate) fn line(&self) -> &str {
        let lines: Vec<&str> = self.stderr.lines().collect();
        assert_eq!(lines.len(), 1, "one line, not: {}", self.stderr);
        lines[0]
    }
}

/// Runs the program until it ends by itself, within `most`.
pub(crate) async fn ended(command: &mut Command, most: Duration) -> Ended {
    let output =
        tokio::time::timeout(most, command.output()).await.expect("it ends in time").expect("it starts");
    Ended {
        code: output.status.code(),
        stdout: String::from_utf8(output.stdout).expect("text"),
        stderr: String::from_utf8(output.stderr).expect("text"),
    }
}

/// A free port of loopback for the program's door. None that the system hands out by itself: between this
/// look and the program's start, any connection of the tests beside this one could get it.
pub(crate) fn free_door() -> SocketAddr {
    static NEXT: AtomicU16 = AtomicU16::new(0);
    let first = 12_000 + u16::try_from(std::process::id() % 100).expect("below 100") * 100;
    loop {
        let port = first + NEXT.fetch_add(1, Ordering::Relaxed) % 2_000;
        if let Ok(free) = TcpListener::bind(("127.0.0.1", port)) {
            return free.local_addr().expect("its address");
        }
    }
}

/// The program at work.
pub(crate) struct Run {
    child: Child,
    door: SocketAddr,
    log: JoinHandle<String>,
}

impl Run {
    /// Starts it; it may not be ready yet.
    pub(crate) fn of(mut command: Command) -> Self {
        let door = free_door();
        let mut child = command.arg("run").env("HTTP_ADDR", door.to_string()).spawn().expect("it starts");
        let mut stderr = child.stderr.take().expect("its stderr");
        let log = tokio::spawn(async move {
            let mut text = String::new();
            stderr.read_to_string(&mut text).await.expect("text");
            text
        });
        Self { child, door, log }
    }

    /// What its door answers; none while it is shut.
    pub(crate) async fn asks(&self, path: &str) -> Option<u16> {
        let web = reqwest::Client::builder().no_proxy().build().expect("a client");
        let answer = web.get(format!("http://{}{path}", self.door)).send().await.ok()?;
        Some(answer.status().as_u16())
    }

    /// What its door says.
    pub(crate) async fn reads(&self, path: &str) -> String {
        let web = reqwest::Client::builder().no_proxy().build().expect("a client");
        let answer = web.get(format!("http://{}{path}", self.door)).send().await.expect("an answer");
        answer.text().await.expect("text")
    }

    /// Waits until its door gives this answer.
    pub(crate) async fn until(&self, path: &str, status: u16) {
        let since = Instant::now();
        while self.asks(path).await != Some(status) {
            assert!(since.elapsed() < PATIENCE, "{path} is never {status}");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Where its door is.
    pub(crate) fn door(&self) -> SocketAddr {
        self.door
    }

    /// Its resident memory and so on are read from here.
    pub(crate) fn id(&self) -> u32 {
        self.child.id().expect("it runs")
    }

    /// Whether it is not there any more, though nobody ended it.
    pub(crate) fn has_ended(&mut self) -> bool {
        self.child.try_wait().expect("its status").is_some()
    }

    /// Ended at once, without a chance to do anything. Returns what it had logged.
    pub(crate) async fn killed(mut self) -> String {
        if !self.has_ended() {
            self.child.kill().await.expect("it is killed");
        }
        self.log.await.expect("its log")
    }

    /// Told to stop, it does so in time. Returns what it had logged.
    pub(crate) async fn told_to_stop(self) -> String {
        let since = Instant::now();
        self.terminate().await;
        let (status, log) = self.ends(STOP_LIMIT).await;
        assert_eq!(status.code(), Some(0), "after {:?}: {log}", since.elapsed());
        assert!(!log.contains("ERROR"), "{log}");
        log
    }

    /// SIGTERM.
    pub(crate) async fn terminate(&self) {
        let kill = format!("kill -TERM {}", self.id());
        let sent = Command::new("sh").args(["-c", &kill]).status().await.expect("a shell");
        assert!(sent.success(), "{kill}");
    }

    /// Waits for its end.
    pub(crate) async fn ends(mut self, most: Duration) -> (ExitStatus, String) {
        let status = tokio::time::timeout(most, self.child.wait()).await.expect("it ends in time");
        (status.expect("its status"), self.log.await.expect("its log"))
    }
}

/// A Discord, the support team's server and a customer's own one.
pub(crate) struct Stage {
    /// The Discord of our own.
    pub(crate) sandbox: Sandbox,
    /// Where the program works: its database and the certificate.
    pub(crate) folder: TempDir,
    /// The support team's server.
    pub(crate) staff: Guild,
    /// Its channel for tickets.
    pub(crate) support: Channel,
    /// Its channel for the experts.
    pub(crate) experts: Channel,
    /// Support agents.
    pub(crate) support_role: Role,
    /// Experts.
    pub(crate) expert_role: Role,
    /// On call.
    pub(crate) on_call: Role,
    /// Its administrator.
    pub(crate) olga: Person,
    /// A support agent.
    pub(crate) bob: Person,
    /// Acme's channel, in its own server.
    pub(crate) acme: Channel,
    /// Acme's administrator.
    pub(crate) alice: Person,
    /// What the program is told of routes, where it has some.
    pub(crate) routes: Vec<(&'static str, String)>,
}

impl Stage {
    /// Servers and people; nobody has set the desk up.
    pub(crate) async fn bare() -> Self {
        let sandbox = Sandbox::builder().bot_name("guichet").start().await.expect("the sandbox");
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("ca.pem"), sandbox.certificate()).expect("the certificate");
        let someone = |name: &str| sandbox.person(name).locale("en-GB").create();
        let (olga, bob, alice) = (someone("Olga"), someone("Bob"), someone("Alice"));
        let staff = sandbox.guild("Support").locale("en-GB").owner(&olga).create();
        let support_role = staff.role("support").create();
        let expert_role = staff.role("experts").create();
        let on_call = staff.role("on-call").mentionable().create();
        bob.joins(&staff, &[&support_role, &on_call]);
        let own = sandbox.guild("Acme").locale("en-GB").owner(&alice).create();
        let acme = own.channel("help").create();
        let (support, experts) = (staff.channel("support").create(), staff.channel("experts").create());
        Self {
            sandbox,
            folder,
            staff,
            support,
            experts,
            support_role,
            expert_role,
            on_call,
            olga,
            bob,
            acme,
            alice,
            routes: Vec::new(),
        }
    }

    /// The usual stage: the program runs and people have set it up by what they typed.
    pub(crate) async fn open() -> (Self, Run) {
        let stage = Self::bare().await;
        let run = stage.runs().await;
        stage.is_set_up().await;
        (stage, run)
    }

    /// The program with its usual settings.
    pub(crate) fn program(&self) -> Command {
        let mut command = program(self.folder.path());
        command
            .env("DISCORD_TOKEN", self.sandbox.token())
            .env("STAFF_GUILD_ID", self.staff.id().to_string())
            .env("DATABASE_URL", "sqlite://guichet.db")
            .env("DISCORD_API_URL", self.sandbox.api_url())
            .env("DISCORD_API_CA", "ca.pem")
            .envs(self.routes.iter().cloned());
        command
    }

    /// The program, ready.
    pub(crate) async fn runs(&self) -> Run {
        let run = Run::of(self.program());
        let since = Instant::now();
        while run.asks("/readyz").await != Some(200) {
            if since.elapsed() > PATIENCE {
                let log = run.killed().await;
                panic!("it is never ready: {log}");
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        run
    }

    /// Olga sets the desk up, Bob adds Acme, and Alice links its channel.
    pub(crate) async fn is_set_up(&self) {
        let line = format!(
            "/desk setup support-channel:{} experts-channel:{} support-role:{} expert-role:{} on-call-1:{}",
            self.support.mention(),
            self.experts.mention(),
            self.support_role.mention(),
            self.expert_role.mention(),
            self.on_call.mention()
        );
        says(&self.olga.types(&self.support, &line).await, &["/customer add"]);
        let added = self.bob.types(&self.support, "/customer add name:Acme level:Gold language:en").await;
        says(&added, &["Acme", "Gold"]);
        let answer = self.bob.types(&self.support, "/customer link customer:Acme announcements:false").await;
        let code = answer.text().split('`').nth(1).expect("a code between back-quotes");
        says(&self.alice.types(&self.acme, &format!("/link code:{code}")).await, &["Acme"]);
    }

    /// Alice opens a ticket, and each side sees it.
    pub(crate) async fn a_ticket_is_opened(&self, subject: &str) {
        let line = format!(r#"/ticket open subject:"{subject}" description:"Since nine.""#);
        says(&self.alice.types(&self.acme, &line).await, &["#"]);
        self.acme.expect_within(&[subject], PATIENCE).await;
        self.support.expect_within(&[subject, "Acme"], PATIENCE).await;
    }

    /// One number from the database.
    pub(crate) async fn counts(&self, sql: &'static str) -> i64 {
        let file = self.folder.path().join("guichet.db");
        let url = format!("sqlite://{}?mode=ro", file.display());
        let mut conn = SqliteConnection::connect(&url).await.expect("the database");
        sqlx::query_scalar(sql).fetch_one(&mut conn).await.expect("the database")
    }

    /// Waits until all that was to be said is said.
    pub(crate) async fn settles(&self) {
        let since = Instant::now();
        while self.counts("SELECT count(*) FROM outbox WHERE state IN ('waiting', 'sending') AND key NOT LIKE '%:away-again:%'").await > 0 {
            assert!(since.elapsed() < PATIENCE, "still at work\n{}", self.sandbox.history());
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        assert!(self.sandbox.idle_for(Duration::from_millis(50)).await);
    }

    /// How many messages of the support channel call the people on call.
    pub(crate) fn pages(&self) -> usize {
        let name = self.on_call.name();
        self.support.messages().iter().filter(|one| one.notified.contains(&name)).count()
    }
}

/// An answer with all of these words.
pub(crate) fn says(answer: &Answer, words: &[&str]) {
    assert!(answer.contains(words), "{words:?} in: {}", answer.text());
}
