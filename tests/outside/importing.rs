//! `guichet import`: said first, done when asked, all or nothing.

use std::time::{Duration, Instant};

use rstest::rstest;

use crate::stage::{Ended, PATIENCE, Stage, ended, program, says};

async fn imports(stage: &Stage, csv: &str, apply: bool) -> Ended {
    std::fs::write(stage.folder.path().join("customers.csv"), csv).expect("the file");
    let mut command = stage.program();
    command.args(["import", "customers.csv"]);
    if apply {
        command.arg("--apply");
    }
    ended(&mut command, PATIENCE).await
}

async fn customers(stage: &Stage) -> i64 {
    stage.counts("SELECT count(*) FROM customer").await
}

fn told(ended: &Ended, code: i32, lines: &[&str]) {
    assert_eq!(ended.code, Some(code), "{}{}", ended.stdout, ended.stderr);
    for line in lines {
        assert!(ended.stdout.contains(line), "{line:?} in:\n{}{}", ended.stdout, ended.stderr);
    }
}

/// Beside a desk at work: first what would be, then that, then nothing more; what the commands would have
/// done.
#[tokio::test]
async fn a_list_is_told_then_done_then_changes_nothing() {
    let (stage, run) = Stage::open().await;
    let (nova, second) = (stage.staff.channel("nova").create(), stage.staff.channel("nova-2").create());
    let csv = format!(
        "name,level,language,since,channel,platform,announcements\n\
         Nova,Gold,fr,2026-01-01,{},ngp,yes\n\
         Nova,,,,{},,no\n\
         \"Initech, Ltd\",standard,,,,,\n\
         Acme,gold,en,,,,\n",
        nova.id(),
        second.id()
    );
    let line = r#"/ticket open subject:"Bonjour" description:"Depuis neuf heures.""#;
    let pia = stage.sandbox.person("Pia").locale("fr").create();
    pia.joins(&stage.staff, &[]);
    says(&pia.types(&nova, line).await, &["Ce salon n'est rattaché à aucun client"]);

    let said = imports(&stage, &csv, false).await;
    let lines = [
        "line 2: adds Nova, Gold since 2026-01-01, reading fr; links channel",
        "maintenance of ngp announced",
        "line 3: links channel",
        "with Nova, maintenance not announced",
        "line 4: adds Initech, Ltd, Standard since today, reading what staff read",
        "line 5: is so already",
        "2 customers and 2 channels to be written; nothing was changed. Add --apply to do it.",
    ];
    told(&said, 0, &lines);
    assert_eq!(customers(&stage).await, 1);

    let done = imports(&stage, &csv, true).await;
    told(&done, 0, &["2 customers and 2 channels written."]);
    assert_eq!(done.stderr, "", "no bar where nobody looks");
    assert_eq!(customers(&stage).await, 3);
    assert_eq!(stage.counts("SELECT count(*) FROM channel_link WHERE unlinked_at IS NULL").await, 3);
    for _ in 0..2 {
        told(&imports(&stage, &csv, true).await, 0, &["line 2: is so already", "0 customers and 0 channels"]);
    }
    assert_eq!(stage.counts("SELECT count(*) FROM channel_link").await, 3);

    let shown = stage.bob.types(&stage.support, "/customer show customer:Nova").await;
    says(&shown, &["Nova", "Gold", "French", "an administrator at the command line"]);
    let audit = stage.bob.types(&stage.support, "/desk audit customer:Nova").await;
    says(&audit, &["an administrator at the command line", "`guichet import`"]);
    // The new team's channel speaks for it within moments, though it was asked before whose it is.
    let since = Instant::now();
    loop {
        let answer = pia.types(&nova, line).await;
        if answer.message().is_some_and(|message| message.contains(&["#1"])) {
            break;
        }
        says(&answer, &["Ce salon n'est rattaché à aucun client"]);
        assert!(since.elapsed() < PATIENCE, "the desk never knew of it");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    stage.settles().await;
    run.told_to_stop().await;
}

/// Each wrong line is named with what is wrong; with one of them nothing is written, of the good ones
/// neither.
#[tokio::test]
async fn every_wrong_line_is_named_and_nothing_is_written() {
    let (stage, run) = Stage::open().await;
    let (nova, voice) = (stage.staff.channel("nova").create(), stage.staff.channel("voice").voice().create());
    let (acme, support) = (stage.acme.id(), stage.support.id());
    let csv = format!(
        "channel,level,name,language,since,platform\n\
         ,gold,Good,,,\n\
         ,platinum,A,,,\n\
         ,gold,B,de,,\n\
         ,gold,C,,2026-02-30,\n\
         {acme},gold,D,,,\n\
         ,silver,acme,,,\n\
         ,gold,good,,,\n\
         {nova},silver,Good,,,\n\
         ,gold,,,,\n\
         ,,E,,,\n\
         {voice},gold,F,,,\n\
         {support},gold,G,,,\n\
         {nova},gold,H,,,moon\n\
         {nova},gold,I,,,\n\
         {nova},gold,J,,,\n\
         12,gold,K,,,\n\
         ,gold,L\n",
        nova = nova.id(),
        voice = voice.id()
    );
    for apply in [false, true] {
        let said = imports(&stage, &csv, apply).await;
        let lines = [
            "line 2: adds Good",
            "line 3: WRONG: level `platinum` is none of standard, bronze, silver, gold",
            "line 4: WRONG: language `de` is none of en, fr",
            "line 5: WRONG: since `2026-02-30`: there is no such date",
            "line 6: WRONG: the channel speaks for Acme already",
            "line 7: WRONG: acme is served as Gold: change it with /customer level",
            "line 8: WRONG: good is on line 2 already",
            "line 9: WRONG: Good has another level, language or date on line 2",
            "line 10: WRONG: a name has 1 to 80 characters",
            "line 11: WRONG: E is new: say its level",
            "line 12: WRONG: channel",
            "line 13: WRONG: channel",
            "is the desk's own",
            "line 14: WRONG: platform `moon` is none of ",
            "line 15: adds I",
            "line 16: WRONG: the channel is on line 15 already",
            "line 17: WRONG: channel 12 is no text channel of the staff server",
            "line 18: WRONG: it has 3 values for 6 columns",
        ];
        told(&said, 1, &lines);
        let last = "guichet: customers.csv: 15 lines wrong, nothing was changed";
        assert_eq!(said.line(), last);
        assert_eq!(customers(&stage).await, 1);
    }
    run.told_to_stop().await;
}

/// Moving here from elsewhere: the list comes before the first start. A dry run makes no database.
#[tokio::test]
async fn a_list_comes_before_the_first_start() {
    let stage = Stage::bare().await;
    let csv = "name;level\nNova;Gold\n";
    told(&imports(&stage, csv, false).await, 0, &["line 2: adds Nova, Gold since today"]);
    assert!(!stage.folder.path().join("guichet.db").exists());
    told(&imports(&stage, csv, true).await, 0, &["1 customer and 0 channels written."]);
    assert_eq!(customers(&stage).await, 1);
    stage.runs().await.told_to_stop().await;
}

/// What is no such file ends with one line.
#[rstest]
#[case::not_there(None, 2, "customers.csv is not there")]
#[case::no_text(Some(&[0xff, 0xfe, 0x41][..]), 2, "customers.csv is not UTF-8 text")]
#[case::no_level(Some(b"name\nNova\n".as_slice()), 1, "customers.csv: line 1: the column `level` is missing")]
#[case::another_column(Some(b"name,level,phone\n".as_slice()), 1, "customers.csv: line 1: unknown column `phone`")]
#[tokio::test]
async fn a_file_that_is_no_list_is_refused(
    #[case] bytes: Option<&[u8]>,
    #[case] code: i32,
    #[case] words: &str,
) {
    let folder = tempfile::tempdir().expect("a folder");
    if let Some(bytes) = bytes {
        std::fs::write(folder.path().join("customers.csv"), bytes).expect("the file");
    }
    let mut command = program(folder.path());
    command.args(["import", "customers.csv"]).env("DISCORD_TOKEN", "a.token").env("STAFF_GUILD_ID", "1");
    let ended = ended(&mut command, PATIENCE).await;
    assert_eq!(ended.code, Some(code), "{}", ended.stderr);
    assert!(ended.line().contains(words), "{}", ended.line());
    assert!(!folder.path().join("guichet.db").exists());
}

/// A newer version's database is left alone.
#[tokio::test]
async fn a_newer_database_is_not_written() {
    let stage = Stage::bare().await;
    stage.runs().await.told_to_stop().await;
    let later = "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) VALUES (99990101000000, 'later', 1, x'00', 0)";
    let file = stage.folder.path().join("guichet.db");
    let url = format!("sqlite://{}", file.display());
    let mut conn = <sqlx::SqliteConnection as sqlx::Connection>::connect(&url).await.expect("the database");
    sqlx::query(later).execute(&mut conn).await.expect("a later step");
    let said = imports(&stage, "name,level\nNova,gold\n", true).await;
    assert_eq!(said.code, Some(1));
    assert!(said.line().contains("newer version"), "{}", said.line());
    assert_eq!(customers(&stage).await, 0);
}
