//! `guichet sandbox`: the whole of it in one process, with days gone by, and a page.

use std::{path::Path, process::Stdio};

use sqlx::{Connection, SqliteConnection};
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, BufReader},
    process::{Child, Command},
};

use crate::stage::{Ended, PATIENCE, STOP_LIMIT, ended, program};

/// A play that is open.
struct Play {
    child: Child,
    page: String,
}

impl Play {
    /// Starts it, and waits until it says where its page is.
    async fn opens(folder: &Path, arguments: &[&str]) -> Self {
        let mut command = sandbox(folder);
        let mut child = command.args(arguments).spawn().expect("it starts");
        let mut lines = BufReader::new(child.stdout.take().expect("its stdout")).lines();
        let line = tokio::time::timeout(PATIENCE, lines.next_line()).await.expect("in time").expect("text");
        if line.is_none() {
            let mut stderr = String::new();
            child.stderr.take().expect("its stderr").read_to_string(&mut stderr).await.expect("text");
            assert_eq!(stderr, "", "it ended");
        }
        let line = line.expect("a line that says where");
        let page = line.split_whitespace().find(|word| word.starts_with("http://"));
        Self { child, page: page.expect("the address of its page").to_owned() }
    }

    /// Told by a signal to stop, it does so in time, and had nothing to complain of.
    async fn ends_at(self, signal: &str) {
        let kill = format!("kill -{signal} {}", self.child.id().expect("it runs"));
        assert!(Command::new("sh").args(["-c", &kill]).status().await.expect("a shell").success());
        let output = tokio::time::timeout(STOP_LIMIT, self.child.wait_with_output()).await;
        let output = output.expect("it ends in time").expect("its end");
        assert_eq!(output.status.code(), Some(0));
        assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    }
}

fn sandbox(folder: &Path) -> Command {
    let mut command = program(folder);
    command.arg("sandbox").env("TMPDIR", folder).stdin(Stdio::null());
    command
}

async fn counts(database: &Path, sql: &'static str) -> i64 {
    let url = format!("sqlite://{}?mode=ro", database.display());
    let mut conn = SqliteConnection::connect(&url).await.expect("the database");
    sqlx::query_scalar(sql).fetch_one(&mut conn).await.expect("the database")
}

/// It says where its page is, serves it, and ends at Ctrl-C with nothing left behind.
#[tokio::test]
async fn a_desk_to_play_with_opens_and_ends() {
    let folder = tempfile::tempdir().expect("a folder");
    let play = Play::opens(folder.path(), &["--page", "127.0.0.1:0"]).await;
    let web = reqwest::Client::builder().no_proxy().build().expect("a client");
    let answer = web.get(&play.page).send().await.expect("the page");
    assert_eq!(answer.status(), 200);
    let kind = answer.headers()["content-type"].to_str().expect("text").to_owned();
    assert!(kind.starts_with("text/html"), "{kind}");
    play.ends_at("INT").await;
    let left: Vec<_> = std::fs::read_dir(folder.path()).expect("the folder").collect();
    assert!(left.is_empty(), "{left:?}");
}

/// Two on one address: the second says so in one line.
#[tokio::test]
async fn an_address_that_is_taken_is_said() {
    let folder = tempfile::tempdir().expect("a folder");
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = taken.local_addr().expect("its address").to_string();
    let ended: Ended = ended(sandbox(folder.path()).args(["--page", &address]), PATIENCE).await;
    assert_eq!((ended.code, ended.stdout.as_str()), (Some(1), ""));
    assert!(ended.line().starts_with("guichet: ") && ended.line().contains(&address), "{}", ended.line());
}

/// A database that is kept is found again with all it holds, and its days are not made up twice.
#[tokio::test]
async fn a_kept_database_is_played_on() {
    let folder = tempfile::tempdir().expect("a folder");
    let arguments = ["--page", "127.0.0.1:0", "--database", "kept.db"];
    let database = folder.path().join("kept.db");
    let what = async || {
        (
            counts(&database, "SELECT count(*) FROM ticket").await,
            counts(&database, "SELECT count(*) FROM customer").await,
            counts(&database, "SELECT count(*) FROM channel_link").await,
            counts(&database, "SELECT count(*) FROM manager").await,
        )
    };
    Play::opens(folder.path(), &arguments).await.ends_at("TERM").await;
    let first = what().await;
    assert!(first.0 > 0, "days gone by");
    assert_eq!((first.1, first.2, first.3), (3, 3, 3));
    Play::opens(folder.path(), &arguments).await.ends_at("TERM").await;
    assert_eq!(what().await, first);
}
