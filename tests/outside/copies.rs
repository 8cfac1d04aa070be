//! `guichet backup` and `guichet restore`: a whole copy while the desk works, and back again.

use std::{
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use rstest::rstest;
use sqlx::{AssertSqlSafe, Connection, SqliteConnection};

use crate::stage::{Ended, PATIENCE, Stage, ended, says};

async fn runs(stage: &Stage, arguments: &[&str]) -> Ended {
    ended(stage.program().args(arguments), PATIENCE).await
}

async fn succeeds(stage: &Stage, arguments: &[&str]) -> String {
    let ended = runs(stage, arguments).await;
    assert_eq!((ended.code, ended.stderr.as_str()), (Some(0), ""), "{arguments:?}: {}", ended.stdout);
    ended.stdout
}

async fn refused(stage: &Stage, arguments: &[&str], code: i32, words: &str) {
    let ended = runs(stage, arguments).await;
    assert_eq!(ended.code, Some(code), "{}", ended.stderr);
    assert!(ended.line().contains(words), "{}", ended.line());
}

fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).expect("the folder").flatten();
    let mut names: Vec<String> = entries.map(|one| one.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

async fn opened(file: &Path) -> SqliteConnection {
    let url = format!("sqlite://{}", file.display());
    SqliteConnection::connect(&url).await.expect("a database")
}

async fn number(file: &Path, sql: &str) -> i64 {
    let mut conn = opened(file).await;
    sqlx::query_scalar(AssertSqlSafe(sql.to_owned())).fetch_one(&mut conn).await.expect("a number")
}

async fn alter(file: &Path, sql: &str) {
    let mut conn = opened(file).await;
    sqlx::raw_sql(AssertSqlSafe(sql.to_owned())).execute(&mut conn).await.expect("the change");
}

fn database(stage: &Stage) -> PathBuf {
    stage.folder.path().join("guichet.db")
}

/// The desk writes without a pause, and each copy is of one moment: sound, for its owner alone, and nothing
/// is left beside it.
#[tokio::test]
async fn a_backup_is_whole_while_the_desk_is_busy() {
    let (stage, run) = Stage::open().await;
    let folder = stage.folder.path();
    let busy = tokio::spawn({
        let file = database(&stage);
        async move {
            let mut conn = opened(&file).await;
            sqlx::query("PRAGMA busy_timeout = 10000").execute(&mut conn).await.expect("a pragma");
            let since = Instant::now();
            // Two rows that belong together: a copy of one moment has both or none.
            while since.elapsed() < Duration::from_secs(4) {
                sqlx::raw_sql(
                    "BEGIN IMMEDIATE;
                     INSERT INTO memo (key, value) SELECT 'a' || count(*), hex(randomblob(2000)) FROM memo;
                     INSERT INTO memo (key, value) SELECT 'b' || count(*), hex(randomblob(2000)) FROM memo;
                     COMMIT",
                )
                .execute(&mut conn)
                .await
                .expect("a write");
            }
        }
    });
    let mut copies = 0;
    while !busy.is_finished() {
        copies += 1;
        let name = format!("copy-{copies}.db");
        let said = succeeds(&stage, &["backup", &name]).await;
        assert!(
            said.contains(&name) && said.contains("bytes, 1 customer, 0 tickets, schema step "),
            "{said}"
        );
        let file = folder.join(&name);
        assert_eq!(file.metadata().expect("the copy").permissions().mode() & 0o777, 0o600);
        let of = |letter| format!("SELECT count(*) FROM memo WHERE key GLOB '{letter}[0-9]*'");
        assert_eq!(number(&file, &of('a')).await, number(&file, &of('b')).await);
    }
    busy.await.expect("the writes");
    assert!(copies > 1, "one copy is no story");
    let strange: Vec<String> = names(folder)
        .into_iter()
        .filter(|name| name.contains("unfinished") || name.contains("-journal"))
        .collect();
    assert!(strange.is_empty(), "{strange:?}");
    // That the desk waited for such a neighbour may be in its log; that it failed may not.
    run.told_to_stop().await;
}

/// Whatever is there stays there.
#[tokio::test]
async fn a_backup_overwrites_nothing() {
    let stage = Stage::bare().await;
    stage.runs().await.told_to_stop().await;
    std::fs::write(stage.folder.path().join("diary.txt"), "Dear diary").expect("a file");
    refused(&stage, &["backup", "diary.txt"], 2, "diary.txt is there already").await;
    refused(&stage, &["backup", "guichet.db"], 2, "guichet.db is there already").await;
    assert_eq!(std::fs::read_to_string(stage.folder.path().join("diary.txt")).expect("a file"), "Dear diary");
    refused(&stage, &["backup", "no/such/folder/copy.db"], 1, "no/such/folder/copy.db").await;
    assert_eq!(runs(&stage, &["backup"]).await.code, Some(2));
}

/// There is nothing to copy, or it is another's.
#[tokio::test]
async fn a_database_that_is_not_there_is_not_copied() {
    let stage = Stage::bare().await;
    refused(&stage, &["backup", "copy.db"], 1, "guichet.db is not there").await;
    alter_new(&database(&stage), "CREATE TABLE invoices (id INTEGER PRIMARY KEY)").await;
    refused(&stage, &["backup", "copy.db"], 1, "another program's database").await;
    assert!(!stage.folder.path().join("copy.db").exists());
}

async fn alter_new(file: &Path, sql: &str) {
    std::fs::File::create(file).expect("a file");
    alter(file, sql).await;
}

/// In a folder each backup has a name of its own, by its moment, so that a timer needs no shell.
#[tokio::test]
async fn in_a_folder_a_backup_is_named_by_its_moment() {
    let (stage, run) = Stage::open().await;
    let folder = stage.folder.path().join("backups");
    std::fs::create_dir(&folder).expect("a folder");
    let said = succeeds(&stage, &["backup", "backups"]).await;
    let made = names(&folder);
    let [name] = made.as_slice() else { panic!("one file, not {made:?}") };
    assert!(said.starts_with(&format!("backups/{name}: ")), "{said}");
    assert!(name.starts_with("guichet-20") && name.ends_with("Z.db"), "{name}");
    succeeds(&stage, &["backup", "other.db"]).await;
    run.told_to_stop().await;
    succeeds(&stage, &["restore", &format!("backups/{name}")]).await;
}

/// Back to the backup: what happened since is kept aside under a dated name, and no number is given twice.
#[tokio::test]
async fn what_was_before_is_kept_aside() {
    let (stage, run) = Stage::open().await;
    let folder = stage.folder.path();
    stage.a_ticket_is_opened("Before the backup").await;
    stage.settles().await;
    succeeds(&stage, &["backup", "copy.db"]).await;
    stage.a_ticket_is_opened("After the backup").await;
    stage.settles().await;
    refused(&stage, &["restore", "copy.db"], 1, "another copy is running on guichet.db: stop it first").await;
    run.killed().await;
    assert!(folder.join("guichet.db-wal").exists(), "it was at work until the end");

    let said = succeeds(&stage, &["restore", "copy.db"]).await;
    assert!(said.contains("guichet.db is now that of copy.db: 1 customer, 1 ticket, schema step "), "{said}");
    let kept: Vec<String> =
        names(folder).into_iter().filter(|name| name.starts_with("guichet.db.before-")).collect();
    let [kept] = kept.as_slice() else { panic!("{kept:?}") };
    assert!(said.contains(kept), "{said}");
    assert_eq!(number(&folder.join(kept), "SELECT count(*) FROM ticket").await, 2);
    assert!(!folder.join("guichet.db-wal").exists());
    assert_eq!(number(&database(&stage), "SELECT count(*) FROM ticket").await, 1);
    assert!(folder.join("copy.db").exists(), "a backup can be used again");

    let run = stage.runs().await;
    let line = r#"/ticket open subject:"After the restore" description:"Since ten.""#;
    says(&stage.alice.types(&stage.acme, line).await, &["#3"]);
    stage.settles().await;
    run.told_to_stop().await;
}

/// A machine that is lost: the backup alone is enough. How many numbers were given after it nobody can tell:
/// some are left free.
#[tokio::test]
async fn a_backup_is_restored_where_there_is_nothing() {
    let (stage, run) = Stage::open().await;
    stage.a_ticket_is_opened("Before the backup").await;
    stage.settles().await;
    succeeds(&stage, &["backup", "copy.db"]).await;
    stage.a_ticket_is_opened("After the backup").await;
    stage.settles().await;
    let last = number(&database(&stage), "SELECT max(id) FROM outbox").await;
    run.told_to_stop().await;
    std::fs::remove_file(database(&stage)).expect("the database");
    let said = succeeds(&stage, &["restore", "copy.db"]).await;
    assert!(said.contains("1 customer, 1 ticket,") && !said.contains("kept as"), "{said}");
    assert!(said.contains("there is no later database here") && said.contains("#201"), "{said}");

    let run = stage.runs().await;
    let line = r#"/ticket open subject:"After the restore" description:"Since ten.""#;
    says(&stage.alice.types(&stage.acme, line).await, &["#201"]);
    stage.settles().await;
    let said_before = "SELECT min(id) FROM outbox WHERE key = 'ticket:201:posted'";
    assert!(number(&database(&stage), said_before).await > last + 1_000);
    run.told_to_stop().await;
}

/// A database that is older than the backup knows nothing of what came after it.
#[tokio::test]
async fn an_older_database_says_nothing_of_what_came_after() {
    let (stage, run) = Stage::open().await;
    succeeds(&stage, &["backup", "older.db"]).await;
    stage.a_ticket_is_opened("Before the backup").await;
    stage.settles().await;
    succeeds(&stage, &["backup", "copy.db"]).await;
    run.told_to_stop().await;
    std::fs::rename(stage.folder.path().join("older.db"), database(&stage)).expect("the database");
    let said = succeeds(&stage, &["restore", "copy.db"]).await;
    assert!(said.contains("1 customer, 1 ticket,") && said.contains("#201"), "{said}");
    stage.runs().await.told_to_stop().await;
}

/// What the bot has said in each channel and thread.
fn said_where(stage: &Stage) -> Vec<(String, Vec<String>)> {
    let channels = [&stage.acme, &stage.support].into_iter().cloned();
    let all = channels.flat_map(|one| one.threads().into_iter().chain([one.clone()]).collect::<Vec<_>>());
    let texts = |channel: &sandbox::Channel| {
        channel.messages().iter().filter(|one| one.by_bot).map(|one| one.text().to_owned()).collect()
    };
    all.map(|channel| (channel.name(), texts(&channel))).collect()
}

/// What waited to be said when the backup was made was said since: it is looked for, as far back as that, and
/// not said again.
#[tokio::test]
async fn what_waited_at_the_backup_is_not_said_twice() {
    let (stage, run) = Stage::open().await;
    // The first message is on its way for a while, and all that belongs into its thread waits for it.
    let slow = sandbox::Fault::Slow(Duration::from_secs(8));
    stage.sandbox.faults().next(1, "POST", &format!("/channels/{}/messages", stage.acme.id()), slow);
    let line = r#"/ticket open subject:"Portal slow" description:"Since nine.""#;
    says(&stage.alice.types(&stage.acme, line).await, &["#1"]);
    let reply = r#"/agent reply ticket:#1 text:"We look at it.""#;
    says(&stage.bob.types(&stage.support, reply).await, &["Saved"]);
    succeeds(&stage, &["backup", "copy.db"]).await;
    let waits =
        "SELECT count(*) FROM outbox WHERE state = 'waiting' AND attempts = 0 AND destination = 'team:1'";
    assert!(number(&stage.folder.path().join("copy.db"), waits).await > 0, "the reply waits for the thread");
    stage.settles().await;
    for number in 0..250 {
        stage.alice.says(&stage.acme, &format!("Among ourselves, {number}")).expect("a message");
    }
    run.told_to_stop().await;
    // Longer than Discord remembers a nonce.
    stage.sandbox.clock().advance(Duration::from_mins(6));
    let before = said_where(&stage);
    succeeds(&stage, &["restore", "copy.db"]).await;
    let run = stage.runs().await;
    stage.settles().await;
    assert_eq!(said_where(&stage), before, "{}", stage.sandbox.history());
    assert_eq!(number(&database(&stage), "SELECT count(*) FROM outbox WHERE state = 'failed'").await, 0);
    run.told_to_stop().await;
}

/// The database is damaged, which is why somebody restores: it is kept as it is, and does not stand in the
/// way.
#[tokio::test]
async fn a_damaged_database_is_replaced() {
    let (stage, run) = Stage::open().await;
    succeeds(&stage, &["backup", "copy.db"]).await;
    run.told_to_stop().await;
    std::fs::write(database(&stage), "Dear diary,\n".repeat(500)).expect("the file");
    let said = succeeds(&stage, &["restore", "copy.db"]).await;
    assert!(said.contains("the database of now cannot be read") && said.contains("is kept as"), "{said}");
    stage.runs().await.told_to_stop().await;
}

fn nothing(_: &Path) {}

fn no_database(file: &Path) {
    std::fs::write(file, "Dear diary,\n".repeat(500)).expect("the file");
}

fn overwritten(file: &Path) {
    let mut bytes = std::fs::read(file).expect("the file");
    let half = bytes.len() / 2;
    bytes[half..].fill(0x5a);
    std::fs::write(file, bytes).expect("the file");
}

fn cut_short(file: &Path) {
    let bytes = std::fs::read(file).expect("the file");
    std::fs::write(file, &bytes[..bytes.len() / 2]).expect("the file");
}

fn empty(file: &Path) {
    std::fs::write(file, "").expect("the file");
}

/// What is not a sound backup is refused, and the database stays as it is, to the byte.
#[rstest]
#[case::no_database(no_database, "", "not a database")]
#[case::overwritten(overwritten, "", "nothing was changed")]
#[case::cut_short(cut_short, "", "nothing was changed")]
#[case::empty(empty, "", "there is nothing in it")]
#[case::newer(
    nothing,
    "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) VALUES (99990101000000, 'later', 1, x'00', 0)",
    "newer version"
)]
#[case::anothers(nothing, "DROP TABLE _sqlx_migrations", "another program's database")]
#[case::torn(nothing, "PRAGMA foreign_keys = OFF; DELETE FROM customer", "name what is not there")]
#[tokio::test]
async fn a_backup_that_is_not_sound_is_refused(
    #[case] harm: fn(&Path),
    #[case] sql: &str,
    #[case] words: &str,
) {
    let (stage, run) = Stage::open().await;
    succeeds(&stage, &["backup", "copy.db"]).await;
    run.told_to_stop().await;
    let copy = stage.folder.path().join("copy.db");
    harm(&copy);
    if !sql.is_empty() {
        alter(&copy, sql).await;
    }
    let before = std::fs::read(database(&stage)).expect("the database");
    let there = names(stage.folder.path());
    refused(&stage, &["restore", "copy.db"], 1, words).await;
    assert!(std::fs::read(database(&stage)).expect("the database") == before, "it was changed");
    assert_eq!(names(stage.folder.path()), there);
}

/// Files that cannot be meant.
#[tokio::test]
async fn a_file_that_cannot_be_meant_is_a_wrong_argument() {
    let stage = Stage::bare().await;
    stage.runs().await.told_to_stop().await;
    refused(&stage, &["restore", "no-such.db"], 2, "no-such.db is not there").await;
    refused(&stage, &["restore", "guichet.db"], 2, "guichet.db is the database itself").await;
}
