//! The schema moves forward on data that is there: each step is applied to a database that holds rows of
//! every table made so far.
//!
//! A step that makes or changes a table brings `tests/migrations/NNNN.sql` with it: rows as that step would
//! have them. No file is ever edited, as no step is.
#![expect(clippy::expect_used, reason = "a test that cannot go on fails where it stands")]

use std::{collections::BTreeSet, path::Path};

use guichet::store::{MIGRATIONS, Store};
use sqlx::{Connection, SqliteConnection, sqlite::SqliteConnectOptions};

/// Tables that hold nothing of ours.
const NOT_OURS: [&str; 2] = ["_sqlx_migrations", "sqlite_sequence"];

fn sample(version: i64) -> Option<String> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/migrations/{version:04}.sql"));
    std::fs::read_to_string(file).ok()
}

async fn tables(conn: &mut SqliteConnection) -> BTreeSet<String> {
    let all: Vec<String> = sqlx::query_scalar("SELECT name FROM sqlite_schema WHERE type = 'table'")
        .fetch_all(conn)
        .await
        .expect("the schema");
    // A full-text index keeps tables of its own beside it.
    all.into_iter().filter(|name| !NOT_OURS.contains(&name.as_str()) && !name.contains("_fts_")).collect()
}

async fn number(conn: &mut SqliteConnection, sql: String) -> i64 {
    sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).fetch_one(conn).await.expect("a number")
}

/// Every step, one after the other, each on a database with data in it; nothing is lost and nothing dangles.
#[tokio::test]
async fn every_step_is_applied_to_a_database_with_data() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("desk.db");
    let options = SqliteConnectOptions::new().filename(&path).create_if_missing(true).foreign_keys(true);
    let mut conn = SqliteConnection::connect_with(&options).await.expect("a database");
    for step in MIGRATIONS.iter() {
        let before = tables(&mut conn).await;
        MIGRATIONS.run_to(step.version, &mut conn).await.expect("the step is applied");
        if let Some(rows) = sample(step.version) {
            sqlx::raw_sql(sqlx::AssertSqlSafe(rows)).execute(&mut conn).await.expect("the rows of the step");
        }
        for table in tables(&mut conn).await {
            let rows = number(&mut conn, format!("SELECT count(*) FROM {table}")).await;
            let fate = if before.contains(&table) { "lost its rows in" } else { "has no sample row at" };
            assert!(rows > 0, "{table} {fate} step {:04}", step.version);
        }
        let dangling: Vec<(String,)> = sqlx::query_as("SELECT \"table\" FROM pragma_foreign_key_check")
            .fetch_all(&mut conn)
            .await
            .expect("a check");
        assert!(dangling.is_empty(), "{dangling:?} after step {:04}", step.version);
    }
    conn.close().await.expect("closed");
    let store = Store::open(&path).await.expect("the program takes it");
    let mut conn = store.read().await.expect("a connection");
    assert_eq!(
        number(
            &mut conn,
            "SELECT count(*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'".to_owned()
        )
        .await,
        0
    );
    assert_eq!(number(&mut conn, "SELECT count(*) FROM ticket".to_owned()).await, 1);
}

/// The history of tickets and the ledger of hours are append-only, whoever asks.
#[tokio::test]
async fn what_is_append_only_refuses_to_be_rewritten() {
    let folder = tempfile::tempdir().expect("a folder");
    let options = SqliteConnectOptions::new().filename(folder.path().join("desk.db")).create_if_missing(true);
    let mut conn = SqliteConnection::connect_with(&options).await.expect("a database");
    for step in MIGRATIONS.iter() {
        MIGRATIONS.run_to(step.version, &mut conn).await.expect("the step is applied");
        if let Some(rows) = sample(step.version) {
            sqlx::raw_sql(sqlx::AssertSqlSafe(rows)).execute(&mut conn).await.expect("the rows of the step");
        }
    }
    for change in [
        "UPDATE ticket_event SET at = 0",
        "DELETE FROM ticket_event",
        "UPDATE hours_entry SET minutes = 0",
        "DELETE FROM hours_entry",
        "UPDATE session_event SET at = 0",
        "DELETE FROM session_event",
        "UPDATE audit SET at = 0",
        "DELETE FROM audit",
    ] {
        let refused = sqlx::raw_sql(change).execute(&mut conn).await.expect_err(change);
        assert!(refused.to_string().contains("append-only"), "{change}: {refused}");
    }
}

/// Who waited to be looked up is promised to be, and what waited behind such a message goes on.
#[tokio::test]
async fn who_waits_to_be_looked_up_is_promised_to_be() {
    let folder = tempfile::tempdir().expect("a folder");
    let options = SqliteConnectOptions::new().filename(folder.path().join("desk.db")).create_if_missing(true);
    let mut conn = SqliteConnection::connect_with(&options).await.expect("a database");
    MIGRATIONS.run_to(27, &mut conn).await.expect("the steps before");
    let rows = r#"
        INSERT INTO outbox (id, key, lane, destination, line, language, body, state, made_at, not_before) VALUES
        (1, 'expert:7:look-up:2026-11-24', 2, 'channel:5', 'expert:7:channel:5', 'fr',
         '{"say":"expertise","news":"look_up","expert":7}', 'sending', 1767225600, 1767225600),
        (2, 'expert:8:look-up:2026-11-24', 2, 'channel:5', 'expert:8:channel:5', 'fr',
         '{"say":"expertise","news":"look_up","expert":8}', 'useless', 1767225600, 1767225600),
        (3, 'expert:7:left:1767225600', 2, 'channel:5', 'expert:7:channel:5', 'fr',
         '{"say":"expertise","news":"expert_left","expert":7,"sessions":[]}', 'waiting', 1767225600, 1767225600);"#;
    sqlx::raw_sql(rows).execute(&mut conn).await.expect("the rows");
    assert_eq!(number(&mut conn, "SELECT behind FROM outbox WHERE id = 3".to_owned()).await, 1);
    MIGRATIONS.run_to(28, &mut conn).await.expect("the step");
    let promised: Vec<(String, i64, String)> =
        sqlx::query_as("SELECT key, due, body FROM agenda").fetch_all(&mut conn).await.expect("the agenda");
    let body = r#"{"due":"look_up","expert":7}"#.to_owned();
    assert_eq!(promised, [("expert:7:look-up:2026-11-24".to_owned(), 1_767_225_600, body)]);
    let left = "SELECT id FROM outbox WHERE behind IS NULL".to_owned();
    assert_eq!(number(&mut conn, left).await, 3);
    assert_eq!(number(&mut conn, "SELECT count(*) FROM outbox".to_owned()).await, 1);
}

/// Before an older database is brought up to date a copy of it is kept, as the version before left it; the two
/// last of them are.
#[tokio::test]
async fn what_was_before_an_update_is_kept() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("desk.db");
    let names = || {
        let all = std::fs::read_dir(folder.path()).expect("the folder");
        let names = all.map(|one| one.expect("a file").file_name().into_string().expect("text"));
        names.filter(|name| name.contains(".step-")).collect::<BTreeSet<_>>()
    };
    let options = SqliteConnectOptions::new().filename(&path).create_if_missing(true).foreign_keys(true);
    let mut conn = SqliteConnection::connect_with(&options).await.expect("a database");
    for step in MIGRATIONS.iter().filter(|step| step.version <= 27) {
        MIGRATIONS.run_to(step.version, &mut conn).await.expect("the step is applied");
        if let Some(rows) = sample(step.version) {
            sqlx::raw_sql(sqlx::AssertSqlSafe(rows)).execute(&mut conn).await.expect("the rows of the step");
        }
    }
    conn.close().await.expect("closed");
    for left in [".step-9", ".step-21", ".step-next", "-step-22"] {
        std::fs::write(folder.path().join(format!("desk.db{left}")), "of an earlier update").expect("a file");
    }
    Store::open(&path).await.expect("the program takes it").close().await;
    let of = |names: &[&str]| names.iter().map(|name| format!("desk.db{name}")).collect::<BTreeSet<_>>();
    assert_eq!(names(), of(&[".step-21", ".step-27", ".step-next"]));
    let kept = folder.path().join("desk.db.step-27");
    let options = SqliteConnectOptions::new().filename(&kept).read_only(true);
    let mut conn = SqliteConnection::connect_with(&options).await.expect("the copy");
    let step = "SELECT max(version) FROM _sqlx_migrations";
    assert_eq!(number(&mut conn, step.to_owned()).await, 27);
    assert_eq!(number(&mut conn, "SELECT count(*) FROM ticket".to_owned()).await, 1);
    // What is up to date is copied no more.
    Store::open(&path).await.expect("the program takes it").close().await;
    assert_eq!(names(), of(&[".step-21", ".step-27", ".step-next"]));
    std::fs::remove_file(&kept).expect("removed");
    Store::open(&path).await.expect("the program takes it").close().await;
    assert_eq!(names(), of(&[".step-21", ".step-next"]));
}

/// Where there is no room for the copy, the database stays as it was.
#[tokio::test]
async fn without_the_copy_nothing_is_brought_up_to_date() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("desk.db");
    let options = SqliteConnectOptions::new().filename(&path).create_if_missing(true).foreign_keys(true);
    let mut conn = SqliteConnection::connect_with(&options).await.expect("a database");
    MIGRATIONS.run_to(27, &mut conn).await.expect("the steps before");
    conn.close().await.expect("closed");
    let unfinished = folder.path().join(format!("desk.db.{}.unfinished", std::process::id()));
    std::fs::write(&unfinished, "in the way").expect("a file");
    let refused = Store::open(&path).await.expect_err("no copy can be made");
    assert!(format!("{refused:#}").contains("keeping a copy of before the update"), "{refused:#}");
    let mut conn = SqliteConnection::connect_with(&options).await.expect("a database");
    let step = "SELECT max(version) FROM _sqlx_migrations".to_owned();
    assert_eq!(number(&mut conn, step).await, 27);
}
