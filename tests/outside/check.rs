//! `guichet check`: what is wrong is told with what to do, and nothing is changed.

use std::path::PathBuf;

use sandbox::{Permissions, PrivilegedIntents, SessionLimit, Whom};
use sqlx::{AssertSqlSafe, Connection, SqliteConnection};

use crate::stage::{Ended, PATIENCE, Stage, ended};

async fn checks(stage: &Stage) -> Ended {
    ended(stage.program().arg("check"), PATIENCE).await
}

fn told(ended: &Ended, lines: &[&str]) {
    for line in lines {
        assert!(ended.stdout.contains(line), "{line:?} in:\n{}{}", ended.stdout, ended.stderr);
    }
}

fn finds(ended: &Ended, lines: &[&str]) {
    told(ended, lines);
    assert_eq!(ended.code, Some(1), "{}{}", ended.stdout, ended.stderr);
    let wrong = ended.stdout.lines().filter(|line| line.starts_with("WRONG")).count();
    assert!(wrong > 0 && ended.line().starts_with(&format!("guichet: {wrong} thing")), "{}", ended.line());
}

fn database(stage: &Stage) -> PathBuf {
    stage.folder.path().join("guichet.db")
}

async fn alter(stage: &Stage, sql: &str) {
    let mut conn = SqliteConnection::connect(&format!("sqlite://{}", database(stage).display())).await;
    let conn = conn.as_mut().expect("the database");
    sqlx::raw_sql(AssertSqlSafe(sql.to_owned())).execute(&mut *conn).await.expect("the change");
}

/// A desk that ran, with a ticket, and was stopped.
async fn a_desk_that_rests() -> Stage {
    let (stage, run) = Stage::open().await;
    stage.a_ticket_is_opened("The portal is slow").await;
    stage.settles().await;
    run.told_to_stop().await;
    stage
}

/// Beside a desk at work: every line is well, Discord sees no second session and no write.
#[tokio::test]
async fn all_is_well_beside_a_desk_at_work() {
    let (stage, run) = Stage::open().await;
    stage.a_ticket_is_opened("The portal is slow").await;
    stage.settles().await;
    let (logins, requests) = (stage.sandbox.logins(), stage.sandbox.requests().len());
    let checked = checks(&stage).await;
    assert_eq!((checked.code, checked.stderr.as_str()), (Some(0), ""), "{}", checked.stdout);
    told(
        &checked,
        &[
            "ok     settings: ",
            "ok     offer: 4 levels",
            "ok     database: guichet.db, schema step ",
            "ok     file: sound",
            "ok     tickets: 1 ticket, ",
            "ok     major incidents: 0 major incidents, ",
            "ok     hours: ",
            "ok     token: ",
            "ok     intent: ",
            "ok     door: 127.0.0.1:8686, figures too",
            "note   heartbeat: HEARTBEAT_URL is not set",
            "ok     sessions: Discord asks for 1 session; 999 of 1000 may still begin today",
            "ok     staff server: Support (",
            "ok     channel: #support (",
            "ok     channel of Acme: #help (",
            "All is well.",
        ],
    );
    assert_eq!(stage.sandbox.logins(), logins);
    let asked = stage.sandbox.requests().split_off(requests);
    assert!(asked.iter().all(|request| request.method == "GET"), "{asked:?}");
    run.told_to_stop().await;
}

/// Many servers, few sessions left, a door for everybody: good to know, and nothing is wrong.
#[tokio::test]
async fn what_will_be_wrong_is_noted() {
    let stage = Stage::bare().await;
    for number in 0..73 {
        let _ = stage.sandbox.guild(&format!("Customer {number}")).create();
    }
    stage.sandbox.session_limit(SessionLimit { remaining: 400, ..SessionLimit::default() });
    let mut command = stage.program();
    command.env("HTTP_ADDR", "0.0.0.0:8686");
    let checked = ended(command.arg("check"), PATIENCE).await;
    assert_eq!(checked.code, Some(0), "{}{}", checked.stdout, checked.stderr);
    told(
        &checked,
        &[
            "note   door: 0.0.0.0:8686; figures for callers of this machine alone, or set METRICS_ADDR",
            "note   sessions: Discord asks for 1 session; 400 of 1000 may still begin today",
            "note   servers: the bot is in 75; Discord adds it to a hundred at most before",
        ],
    );
}

/// Before the first start there is no database, and none is made.
#[tokio::test]
async fn before_the_first_start_nothing_is_made() {
    let stage = Stage::bare().await;
    let checked = checks(&stage).await;
    assert_eq!(checked.code, Some(0), "{}{}", checked.stdout, checked.stderr);
    told(&checked, &["guichet.db is not there yet", "note   set-up: not done yet", "/desk setup"]);
    let names: Vec<_> = std::fs::read_dir(stage.folder.path()).expect("the folder").flatten().collect();
    assert_eq!(names.len(), 1, "the certificate alone: {names:?}");
}

/// Somebody with the file in hand changed what happened: the ticket is named, and where its history breaks.
#[tokio::test]
async fn a_history_that_was_tampered_with_is_found() {
    let stage = a_desk_that_rests().await;
    alter(
        &stage,
        "DROP TRIGGER ticket_event_update; UPDATE ticket_event SET at = at - 60 WHERE ticket = 1 AND seq = 1",
    )
    .await;
    finds(&checks(&stage).await, &["WRONG  #1: its history breaks at event 1"]);
}

/// An event that no program of ours wrote is not a fault of the check.
#[tokio::test]
async fn an_event_that_cannot_be_read_is_found() {
    let stage = a_desk_that_rests().await;
    alter(&stage, "DROP TRIGGER ticket_event_update; UPDATE ticket_event SET event = '{}' WHERE seq = 1")
        .await;
    finds(&checks(&stage).await, &["WRONG  #1: its history breaks at event 1"]);
}

/// As a ticket's: a major incident's events, what was written in them, and what its row says.
#[tokio::test]
async fn a_major_incident_that_was_tampered_with_is_found() {
    let (stage, run) = Stage::open().await;
    stage.a_ticket_is_opened("The portal is slow").await;
    for line in [
        "/incident open title:Down platform:ngp",
        "/incident add incident:1 ticket:#1",
        "/incident restore incident:1 note:Redémarré",
    ] {
        let _ = stage.bob.types(&stage.support, line).await;
    }
    stage.settles().await;
    run.told_to_stop().await;
    let checked = checks(&stage).await;
    assert_eq!(checked.code, Some(0), "{}{}", checked.stdout, checked.stderr);
    told(&checked, &["ok     major incidents: 1 major incident, 3 events, each as it was written"]);

    alter(&stage, "UPDATE incident_text SET body = '{}' WHERE seq = 3").await;
    finds(&checks(&stage).await, &["WRONG  major incident 1: the text of event 3 is not what was written"]);
    alter(&stage, "DELETE FROM incident_text WHERE seq = 3").await;
    let checked = checks(&stage).await;
    assert_eq!(checked.code, Some(0), "erased: {}{}", checked.stdout, checked.stderr);
    told(&checked, &["note   major incident 1: the text of event 3 is not kept"]);

    alter(&stage, "UPDATE incident SET state = 'open'").await;
    let row = "WRONG  major incident 1: its state, platform or tickets are not what its events say";
    finds(&checks(&stage).await, &[row]);
    alter(&stage, "UPDATE incident SET state = 'restored'; DELETE FROM incident_ticket").await;
    finds(&checks(&stage).await, &[row]);
    alter(
        &stage,
        "INSERT INTO incident_ticket VALUES (1, 1); DROP TRIGGER incident_event_update;
         UPDATE incident_event SET at = at - 60 WHERE seq = 2",
    )
    .await;
    finds(&checks(&stage).await, &["WRONG  major incident 1: its history breaks at event 2"]);
}

/// What was written, and what a ticket's row says, are held against the events too.
#[tokio::test]
async fn a_text_or_a_row_that_was_changed_is_found() {
    let stage = a_desk_that_rests().await;
    alter(&stage, "UPDATE ticket_text SET body = 'Since noon.' WHERE ticket = 1").await;
    finds(&checks(&stage).await, &["WRONG  #1: the text of event 1"]);
    alter(&stage, "UPDATE ticket_text SET body = 'Since nine.' WHERE ticket = 1").await;
    assert_eq!(checks(&stage).await.code, Some(0));
    alter(&stage, "UPDATE ticket SET priority = 'p4'").await;
    finds(&checks(&stage).await, &["WRONG  #1: its state, priority, component or assignee"]);
}

/// Files are held against the hashes in the event with which they came.
#[tokio::test]
async fn a_file_that_was_changed_is_found() {
    let stage = a_desk_that_rests().await;
    alter(
        &stage,
        "INSERT INTO attachment (ticket, seq, name, size, sha256, bytes, url) VALUES (1, 1, 'a.txt', 1, 'aa', x'00', '')",
    )
    .await;
    finds(&checks(&stage).await, &["WRONG  #1: the files of event 1"]);
}

/// Hours that were taken twice, rows that name nothing.
#[tokio::test]
async fn a_ledger_below_zero_is_found() {
    let stage = a_desk_that_rests().await;
    alter(
        &stage,
        "INSERT INTO pack (customer, minutes, granted_by, granted_at, ends_at) VALUES (1, 60, 1, 0, 4102444800);
         INSERT INTO hours_entry (customer, kind, pack, minutes, at) VALUES (1, 'grant', 1, 60, 0), (1, 'use', 1, -90, 0);
         INSERT INTO hours_entry (customer, kind, month, minutes, at) VALUES (1, 'use', '2999-01', -241, 0);
         INSERT INTO hours_entry (customer, kind, month, minutes, at) VALUES (1, 'use', '2999-02', -240, 0)",
    )
    .await;
    let checked = checks(&stage).await;
    finds(&checked, &["WRONG  hours: Acme, pack 1: below zero", "WRONG  hours: Acme, 2999-01: below zero"]);
    assert!(!checked.stdout.contains("2999-02"), "Gold includes 4 hours: {}", checked.stdout);
}

/// A page of the file that was overwritten.
#[tokio::test]
async fn a_damaged_file_is_found() {
    let stage = a_desk_that_rests().await;
    let mut bytes = std::fs::read(database(&stage)).expect("the file");
    let end = bytes.len();
    bytes[end / 2..].fill(0x5a);
    std::fs::write(database(&stage), bytes).expect("the file");
    finds(&checks(&stage).await, &["restore a backup"]);
}

/// Written by a newer version: told, and left to the byte.
#[tokio::test]
async fn a_newer_database_is_told_and_untouched() {
    let stage = a_desk_that_rests().await;
    alter(&stage, "PRAGMA journal_mode = DELETE; INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) VALUES (99990101000000, 'later', 1, x'00', 0)").await;
    let before = std::fs::read(database(&stage)).expect("the file");
    finds(&checks(&stage).await, &["WRONG  database: guichet.db was written by a newer version"]);
    assert!(std::fs::read(database(&stage)).expect("the file") == before, "it was changed");
}

/// Written by an older one: looked at as it is, and not brought up to date.
#[tokio::test]
async fn an_older_database_is_looked_at_as_it_is() {
    let stage = a_desk_that_rests().await;
    alter(
        &stage,
        "PRAGMA journal_mode = DELETE; DELETE FROM _sqlx_migrations WHERE version = (SELECT max(version) FROM _sqlx_migrations)",
    )
    .await;
    let before = std::fs::read(database(&stage)).expect("the file");
    let checked = checks(&stage).await;
    assert_eq!(checked.code, Some(0), "{}{}", checked.stdout, checked.stderr);
    told(
        &checked,
        &["note   database: guichet.db, schema step ", "the next start brings it to step ", "1 ticket"],
    );
    assert!(std::fs::read(database(&stage)).expect("the file") == before, "it was changed");
}

/// What the bot is not allowed, in its own channels and in customers', and what is gone.
#[tokio::test]
async fn what_discord_does_not_allow_is_found() {
    let stage = a_desk_that_rests().await;
    stage.support.deny(Whom::Bot, Permissions::MANAGE_THREADS);
    stage.acme.deny(Whom::Bot, Permissions::EMBED_LINKS);
    stage.on_call.delete();
    let intents = PrivilegedIntents { message_content: false, ..PrivilegedIntents::default() };
    stage.sandbox.privileged_intents(intents);
    finds(
        &checks(&stage).await,
        &[
            "WRONG  intent: ",
            "Message Content Intent",
            "the bot lacks permissions: Manage Threads",
            "WRONG  channel of Acme: #help (",
            "the bot lacks permissions: Embed Links",
            "is gone; run /desk setup again",
        ],
    );
    stage.acme.delete();
    finds(&checks(&stage).await, &["WRONG  channel of Acme: ", "/customer unlink"]);
    stage.staff.remove_bot();
    finds(&checks(&stage).await, &["WRONG  staff server: ", "STAFF_GUILD_ID"]);
}

/// A wrong setting is named as everywhere; so is a token that Discord refuses.
#[tokio::test]
async fn a_wrong_setting_ends_the_check_with_2() {
    let stage = Stage::bare().await;
    let checked = ended(stage.program().arg("check").env_remove("STAFF_GUILD_ID"), PATIENCE).await;
    assert_eq!((checked.code, checked.stdout.as_str()), (Some(2), ""));
    assert!(checked.line().starts_with("guichet: STAFF_GUILD_ID: is missing"), "{}", checked.line());
    let checked = ended(stage.program().arg("check").env("DISCORD_TOKEN", "a.wrong.one"), PATIENCE).await;
    assert_eq!(checked.code, Some(2));
    assert!(checked.line().starts_with("guichet: DISCORD_TOKEN: "), "{}", checked.line());
    let checked = ended(stage.program().args(["check", "now"]), PATIENCE).await;
    assert_eq!(checked.code, Some(2));
}
