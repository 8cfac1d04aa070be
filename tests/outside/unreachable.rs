//! A Discord that does not let the bot in, or is not there; a database that is not for this program.

use std::{
    path::Path,
    time::{Duration, Instant},
};

use guichet::rules::offer::DEFAULT;
use sandbox::{Fault, PrivilegedIntents};
use sqlx::{Connection, SqliteConnection};

use crate::{
    dying::raises_a_p1,
    stage::{PATIENCE, Run, Stage, ended},
};

/// Long enough for a start that Discord keeps waiting, which is bounded at half a minute for each step.
const BOUND: Duration = Duration::from_secs(75);

/// Nobody who runs the desk is left with a riddle: the line says where the token is found.
#[tokio::test]
async fn a_token_that_the_api_refuses_ends_the_start() {
    let stage = Stage::bare().await;
    let mut command = stage.program();
    let ended = ended(
        command.arg("run").env("HTTP_ADDR", "127.0.0.1:0").env("DISCORD_TOKEN", "a.wrong.one"),
        PATIENCE,
    )
    .await;
    assert_eq!(ended.code, Some(2));
    assert!(ended.line().starts_with("guichet: DISCORD_TOKEN: Discord refuses it"), "{}", ended.line());
    assert!(!ended.stderr.contains("a.wrong.one"));
    assert_eq!(stage.sandbox.logins(), 0);
}

/// 4004, long after the start: the token was changed in the portal.
#[tokio::test]
async fn a_token_that_the_gateway_refuses_ends_the_program() {
    let stage = Stage::bare().await;
    let run = stage.runs().await;
    stage.sandbox.set_token("the.new.one");
    stage.sandbox.close_connections(4004);
    let (status, log) = run.ends(PATIENCE).await;
    assert_eq!(status.code(), Some(2), "{log}");
    assert!(log.lines().last().is_some_and(|line| line.starts_with("guichet: DISCORD_TOKEN: ")), "{log}");
}

/// 4014: the line says where to switch the intent on.
#[tokio::test]
async fn an_intent_that_is_not_switched_on_ends_the_start() {
    let stage = Stage::bare().await;
    let intents = PrivilegedIntents { message_content: false, ..PrivilegedIntents::default() };
    stage.sandbox.privileged_intents(intents);
    let ended = ended(stage.program().arg("run").env("HTTP_ADDR", "127.0.0.1:0"), PATIENCE).await;
    assert_eq!(ended.code, Some(2));
    for words in ["Message Content Intent", "developer portal", "Bot"] {
        assert!(ended.line().contains(words), "{}", ended.line());
    }
}

/// Nobody listens at that address; the real Discord is not tried instead, with or without a proxy in the
/// environment.
#[tokio::test]
async fn a_discord_that_is_not_there_ends_the_start() {
    let stage = Stage::bare().await;
    let elsewhere = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a listener");
    let proxy = format!("http://{}", elsewhere.local_addr().expect("its address"));
    let mut command = stage.program();
    command.arg("run").env("HTTP_ADDR", "127.0.0.1:0").env("HTTPS_PROXY", &proxy).env("https_proxy", &proxy);
    let ended = ended(command.env("DISCORD_API_URL", "https://127.0.0.1:1"), BOUND).await;
    assert_eq!(ended.code, Some(1));
    assert!(ended.line().starts_with("guichet: asking Discord for its gateway: "), "{}", ended.line());
    let tried = tokio::time::timeout(Duration::from_millis(100), elsewhere.accept()).await;
    assert!(tried.is_err(), "the proxy was asked for the real Discord");
}

/// With a P1 open the desk starts without Discord: its door says so, the ladder climbs, and once Discord is
/// there what is due is said, once.
#[tokio::test]
async fn with_a_p1_open_the_desk_starts_without_discord() {
    let stage = Stage::bare().await;
    let offer = DEFAULT.replace("{ after_minutes = 5,", "{ after_minutes = 1,");
    std::fs::write(stage.folder.path().join("offer.toml"), offer).expect("the offer");
    let starts = || {
        let mut command = stage.program();
        command.env("OFFER_FILE", "offer.toml");
        Run::of(command)
    };
    let run = starts();
    run.until("/readyz", 200).await;
    stage.is_set_up().await;
    raises_a_p1(&stage).await;
    stage.settles().await;
    run.told_to_stop().await;
    stage.sandbox.faults().away(true);
    let run = starts();
    run.until("/healthz", 200).await;
    let told = run.reads("/readyz").await;
    assert!(told.starts_with("degraded: Discord cannot be reached since "), "{told}");
    let since = Instant::now();
    while stage.counts("SELECT count(*) FROM outbox WHERE key LIKE 'ticket:1:page:%'").await < 2 {
        assert!(since.elapsed() < BOUND, "nobody is called");
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    assert_eq!(stage.pages(), 1);
    stage.sandbox.faults().away(false);
    run.until("/readyz", 200).await;
    stage.settles().await;
    assert_eq!(stage.pages(), 2, "{}", stage.sandbox.history());
    assert!(stage.acme.find_thread("#1").is_some());
    run.told_to_stop().await;
}

/// Where Discord refuses the token, no waiting helps: it ends as it does with none open.
#[tokio::test]
async fn with_a_p1_open_a_token_that_is_refused_ends_the_start_too() {
    let (stage, run) = Stage::open().await;
    raises_a_p1(&stage).await;
    stage.settles().await;
    run.told_to_stop().await;
    let mut command = stage.program();
    command.env("DISCORD_TOKEN", "a.wrong.one");
    let (status, log) = Run::of(command).ends(PATIENCE).await;
    assert_eq!(status.code(), Some(2), "{log}");
    assert!(log.lines().last().is_some_and(|line| line.starts_with("guichet: DISCORD_TOKEN: ")), "{log}");
}

/// serenity would wait for the hour that it is told to: the start does not.
#[tokio::test]
async fn a_discord_that_keeps_the_start_waiting_ends_it() {
    let stage = Stage::bare().await;
    stage.sandbox.faults().next(1000, "PUT", "/applications/**", Fault::TooMany(Duration::from_hours(1)));
    let ended = ended(stage.program().arg("run").env("HTTP_ADDR", "127.0.0.1:0"), BOUND).await;
    assert_eq!(ended.code, Some(1));
    assert!(ended.line().contains("Discord kept the start waiting"), "{}", ended.line());
    assert_eq!(stage.sandbox.logins(), 0);
}

/// A server that the bot is not in: the line names the setting that may be wrong.
#[tokio::test]
async fn a_staff_server_without_the_bot_ends_the_start() {
    let stage = Stage::bare().await;
    stage.staff.remove_bot();
    let ended = ended(stage.program().arg("run").env("HTTP_ADDR", "127.0.0.1:0"), PATIENCE).await;
    assert_eq!(ended.code, Some(1));
    assert!(ended.line().contains("STAFF_GUILD_ID"), "{}", ended.line());
}

/// A database that a newer version wrote stays as it is, to the byte.
#[tokio::test]
async fn a_database_of_a_newer_version_is_refused_and_untouched() {
    let stage = Stage::bare().await;
    stage.runs().await.told_to_stop().await;
    let file = stage.folder.path().join("guichet.db");
    alter(&file, "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) VALUES (99990101000000, 'later', 1, x'00', 0)").await;
    is_refused_untouched(&stage, "a newer version of this program (schema step 99990101000000)").await;
}

/// So does one that belongs to another program.
#[tokio::test]
async fn a_database_of_another_program_is_refused_and_untouched() {
    let stage = Stage::bare().await;
    let file = stage.folder.path().join("guichet.db");
    alter(&file, "CREATE TABLE invoices (id INTEGER PRIMARY KEY)").await;
    is_refused_untouched(&stage, "another program's database").await;
}

/// Whatever a file is that is no database, it stays.
#[tokio::test]
async fn a_file_that_is_no_database_is_refused_and_untouched() {
    let stage = Stage::bare().await;
    std::fs::write(stage.folder.path().join("guichet.db"), "Dear diary,\n".repeat(500)).expect("the file");
    is_refused_untouched(&stage, "file is not a database").await;
}

async fn alter(file: &Path, sql: &'static str) {
    let url = format!("sqlite://{}?mode=rwc", file.display());
    let mut conn = SqliteConnection::connect(&url).await.expect("the database");
    sqlx::query("PRAGMA journal_mode = DELETE").execute(&mut conn).await.expect("a file without a journal");
    sqlx::query(sql).execute(&mut conn).await.expect("the change");
    conn.close().await.expect("the end");
}

async fn is_refused_untouched(stage: &Stage, words: &str) {
    let file = stage.folder.path().join("guichet.db");
    let before = std::fs::read(&file).expect("the file");
    let logins = stage.sandbox.logins();
    let ended = ended(stage.program().arg("run").env("HTTP_ADDR", "127.0.0.1:0"), PATIENCE).await;
    assert_eq!(ended.code, Some(1));
    assert!(ended.line().contains(words), "{}", ended.line());
    assert!(std::fs::read(&file).expect("the file") == before, "it was changed");
    assert_eq!(stage.sandbox.logins(), logins);
}

/// The second copy on a database ends, also under another name of the file, and Discord never hears of it.
#[tokio::test]
async fn a_second_copy_never_logs_in() {
    let stage = Stage::bare().await;
    let run = stage.runs().await;
    std::os::unix::fs::symlink("guichet.db", stage.folder.path().join("other.db")).expect("another name");
    let (logins, requests) = (stage.sandbox.logins(), stage.sandbox.requests().len());
    for url in ["sqlite://guichet.db", "sqlite://other.db"] {
        let mut command = stage.program();
        let ended =
            ended(command.arg("run").env("HTTP_ADDR", "127.0.0.1:0").env("DATABASE_URL", url), PATIENCE)
                .await;
        assert_eq!(ended.code, Some(1));
        assert!(ended.line().contains("another copy is running"), "{}", ended.line());
    }
    assert_eq!((stage.sandbox.logins(), stage.sandbox.requests().len()), (logins, requests));
    run.told_to_stop().await;
}

/// The address of the door is taken: told by the name of its setting.
#[tokio::test]
async fn a_door_that_is_taken_ends_the_start() {
    let stage = Stage::bare().await;
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = taken.local_addr().expect("its address").to_string();
    let ended = ended(stage.program().arg("run").env("HTTP_ADDR", address), PATIENCE).await;
    assert_eq!(ended.code, Some(1));
    assert!(ended.line().starts_with("guichet: HTTP_ADDR: "), "{}", ended.line());
}

/// Told to stop before Discord has answered, it stops.
#[tokio::test]
async fn a_start_that_is_told_to_stop_stops() {
    let stage = Stage::bare().await;
    stage.sandbox.faults().next(1, "GET", "/gateway/bot", Fault::Slow(Duration::from_secs(12)));
    let run = Run::of(stage.program());
    run.until("/healthz", 200).await;
    assert_eq!(run.asks("/readyz").await, Some(503));
    run.told_to_stop().await;
    assert_eq!(stage.sandbox.logins(), 0);
}
