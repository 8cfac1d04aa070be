//! What is nobody else's to read: the log, whatever is asked of it; the files; and where the token goes.

use std::{
    os::unix::fs::{MetadataExt, PermissionsExt, chown},
    path::Path,
    time::{Duration, Instant},
};

use rstest::rstest;
use sandbox::{Fault, Sandbox};

use crate::stage::{PATIENCE, Run, STOP_LIMIT, Stage, ended, program, says};

/// Fails where a log tells of the token, of what answers interactions, of addresses of files, or of any of
/// these words.
pub(crate) fn keeps_secrets(log: &str, sandbox: &Sandbox, words: &[&str]) {
    let mut secrets = vec![sandbox.token()];
    for request in sandbox.requests() {
        // `/interactions/ID/TOKEN/callback`, `/webhooks/APPLICATION/TOKEN/messages/@original`
        let parts: Vec<&str> = request.path.split('/').collect();
        if let ["", "interactions" | "webhooks", _, token, ..] = parts.as_slice() {
            secrets.push((*token).to_owned());
        }
    }
    secrets.extend(["/attachments/", "?ex=", "&hm="].map(str::to_owned));
    secrets.extend(words.iter().map(|word| (*word).to_owned()));
    for line in log.lines() {
        for secret in &secrets {
            assert!(!line.contains(secret.as_str()), "{secret} in: {line}");
        }
    }
}

/// A small busy story with everything that can be logged: answers that are cut off, early and late, files
/// that cannot be had, and an option that cannot be read. No token, address, text or name of anybody is in
/// it.
#[rstest]
#[case::for_people("text", "trace")]
#[case::for_machines("json", "trace")]
#[case::asked_for_by_name(
    "text",
    "trace,tungstenite::protocol=trace,serenity=trace,hyper=trace,[run_event]=trace"
)]
#[tokio::test]
async fn whatever_is_asked_for_the_log_tells_of_nobody(#[case] format: &str, #[case] asked: &str) {
    let stage = Stage::bare().await;
    let mut command = stage.program();
    command.env("RUST_LOG", asked).env("LOG_FORMAT", format);
    let run = Run::of(command);
    run.until("/readyz", 200).await;
    stage.is_set_up().await;
    let (faults, acme) = (stage.sandbox.faults(), &stage.acme);
    stage.a_ticket_is_opened("zqsubject").await;
    // An answer that is cut off.
    faults.next(1, "POST", "/interactions/**", Fault::CutBefore);
    stage.alice.types(acme, r#"/ticket open subject:"zqsecond" description:"zqdescription""#).await;
    // One that comes late, and is cut off then: who asks has to be looked up first.
    let zoe = stage.sandbox.person("Zqname").locale("en-GB").create();
    zoe.joins(&stage.sandbox.find_guild("Acme").expect("Acme's server"), &[]);
    faults.next(1, "GET", "/guilds/*/members/*", Fault::Slow(Duration::from_secs(2)));
    faults.next(1, "*", "/webhooks/**", Fault::CutBefore);
    zoe.types(acme, r#"/ticket open subject:"zqthird" description:"zqdescription""#).await;
    // Who asks cannot be looked up at all.
    let yan = stage.sandbox.person("Zqother").locale("en-GB").create();
    yan.joins(&stage.sandbox.find_guild("Acme").expect("Acme's server"), &[]);
    faults.next(1, "GET", "/guilds/*/members/*", Fault::CutBefore);
    yan.types(acme, r#"/ticket open subject:"zqfourth" description:"zqdescription""#).await;
    // A file that is not to be had, and a message that is.
    stage.settles().await;
    let thread = acme.find_thread("#1").expect("its thread");
    faults.next(3, "GET", "/attachments/**", Fault::Status(404));
    stage.alice.says_with_files(&thread, "zqmessage", &[("zqfile.txt", b"zqcontent")]);
    let since = Instant::now();
    while stage.counts("SELECT count(*) FROM ticket_message").await == 0 {
        assert!(since.elapsed() < PATIENCE, "it is never kept");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    stage.bob.types(&stage.support, "/agent reply ticket:#1 text:zqreply").await;
    stage.settles().await;
    run.terminate().await;
    let (status, log) = run.ends(STOP_LIMIT).await;
    assert_eq!(status.code(), Some(0), "{log}");
    for told in ["an answer was not taken", "an interaction failed", "answering an interaction late"] {
        assert!(log.contains(told), "{told} in: {log}");
    }
    keeps_secrets(&log, &stage.sandbox, &["zq", "Zq", "Acme", "Alice", "Since nine"]);
}

/// Discord answers of the whole staff server that it is not there: nobody is taken for a customer who may be
/// staff.
#[tokio::test]
async fn nobody_is_guessed_while_the_staff_server_is_out_of_reach() {
    let (stage, run) = Stage::open().await;
    let zoe = stage.sandbox.person("Zoe").locale("en-GB").create();
    zoe.joins(&stage.sandbox.find_guild("Acme").expect("Acme's server"), &[]);
    stage.staff.remove_bot();
    let told = zoe.types(&stage.acme, r#"/ticket open subject:"Slow" description:"Very""#).await;
    says(&told, &["reference"]);
    assert_eq!(stage.counts("SELECT count(*) FROM ticket").await, 0);
    run.terminate().await;
    let (_, log) = run.ends(STOP_LIMIT).await;
    assert!(log.contains("asking Discord for somebody's roles"), "{log}");
}

fn mode(file: &Path) -> u32 {
    file.metadata().unwrap_or_else(|_| panic!("{} is there", file.display())).permissions().mode() & 0o777
}

/// The database and what lies beside it are their owner's alone, from the first byte on; those of an earlier
/// version are narrowed, and until then `guichet check` says so.
#[tokio::test]
async fn the_database_is_its_owners_alone() {
    let (stage, run) = Stage::open().await;
    let files = ["guichet.db", "guichet.db-wal", "guichet.db-shm"].map(|name| stage.folder.path().join(name));
    for file in &files {
        assert_eq!(mode(file), 0o600, "{}", file.display());
    }
    let widen = |file: &Path| {
        std::fs::set_permissions(file, std::fs::Permissions::from_mode(0o644)).expect("its owner may");
    };
    widen(&files[1]);
    std::fs::copy(&files[0], stage.folder.path().join("guichet.db.before-2026")).expect("a copy");
    widen(&stage.folder.path().join("guichet.db.before-2026"));
    std::fs::write(stage.folder.path().join(".env"), "OTHER=1\n").expect("the file");
    widen(&stage.folder.path().join(".env"));
    let checked = ended(stage.program().arg("check"), PATIENCE).await;
    assert_eq!(checked.code, Some(1), "{}", checked.stdout);
    for name in ["guichet.db-wal", "guichet.db.before-2026", ".env"] {
        let line = format!("WRONG  {name}: others on this machine may use it (mode 644): chmod 600 {name}");
        assert!(checked.stdout.contains(&line), "{line} in:\n{}", checked.stdout);
    }
    assert_eq!(checked.stdout.matches("WRONG").count(), 3, "{}", checked.stdout);
    run.told_to_stop().await;
    widen(&files[0]);
    let run = stage.runs().await;
    for file in &files {
        assert_eq!(mode(file), 0o600, "{}", file.display());
    }
    run.told_to_stop().await;
}

/// Root restores a backup on a machine that has none: all that it makes belongs to whose folder it is, and
/// the desk starts. So it does where root left a lock behind long ago, readable or not.
#[tokio::test]
async fn what_root_restores_belongs_to_the_desk() {
    const DESK: u32 = 4_242;
    if Path::new("/proc/self").metadata().expect("this process").uid() != 0 {
        // Only root can give files away.
        return;
    }
    let (stage, run) = Stage::open().await;
    run.told_to_stop().await;
    let folder = stage.folder.path();
    let copied = ended(stage.program().args(["backup", "copy.db"]), PATIENCE).await;
    assert_eq!(copied.code, Some(0), "{}", copied.stderr);
    for name in ["guichet.db", "guichet.db.lock"] {
        std::fs::remove_file(folder.join(name)).expect("it was there");
    }
    chown(folder, Some(DESK), Some(DESK)).expect("root may");
    let restored = ended(stage.program().args(["restore", "copy.db"]), PATIENCE).await;
    assert_eq!(restored.code, Some(0), "{}", restored.stderr);
    for name in ["guichet.db", "guichet.db.lock"] {
        let whose = folder.join(name).metadata().expect("it is there");
        assert_eq!((whose.uid(), whose.gid()), (DESK, DESK), "{name}");
    }
    let as_desk = async || {
        let mut command = stage.program();
        command.uid(DESK).gid(DESK);
        let run = Run::of(command);
        let since = Instant::now();
        while run.asks("/readyz").await != Some(200) {
            if since.elapsed() > PATIENCE {
                let log = run.killed().await;
                panic!("it is never ready: {log}");
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        run.told_to_stop().await;
    };
    as_desk().await;
    let lock = folder.join("guichet.db.lock");
    for open_to in [0o644, 0o600] {
        chown(&lock, Some(0), Some(0)).expect("root may");
        std::fs::set_permissions(&lock, std::fs::Permissions::from_mode(open_to)).expect("root may");
        as_desk().await;
    }
}

/// In somebody else's folder, `.env` does not say where the token of the environment goes; and what says so
/// is told.
#[tokio::test]
async fn a_folder_does_not_take_the_token_of_the_environment() {
    let stage = Stage::bare().await;
    let line = format!("DISCORD_API_URL={}\n", stage.sandbox.api_url());
    std::fs::write(stage.folder.path().join(".env"), &line).expect("the file");
    std::fs::set_permissions(stage.folder.path().join(".env"), std::fs::Permissions::from_mode(0o600))
        .expect("its owner may");
    let requests = stage.sandbox.requests().len();
    for command in ["check", "run", "commands"] {
        let mut there = program(stage.folder.path());
        there
            .arg(command)
            .args((command == "commands").then_some("--register"))
            .env("DISCORD_TOKEN", stage.sandbox.token())
            .env("STAFF_GUILD_ID", stage.staff.id().to_string())
            .env("DISCORD_API_CA", "ca.pem");
        let refused = ended(&mut there, PATIENCE).await;
        assert_eq!(refused.code, Some(2), "{command}: {}{}", refused.stdout, refused.stderr);
        assert!(
            refused.line().starts_with("guichet: DISCORD_API_URL: stands in .env while DISCORD_TOKEN"),
            "{}",
            refused.line()
        );
    }
    assert_eq!(stage.sandbox.requests().len(), requests, "nobody was asked");
    let both = format!("{line}DISCORD_TOKEN={}\nDISCORD_API_CA=ca.pem\n", stage.sandbox.token());
    std::fs::write(stage.folder.path().join(".env"), both).expect("the file");
    let mut there = program(stage.folder.path());
    there.arg("check").env("STAFF_GUILD_ID", stage.staff.id().to_string());
    let checked = ended(&mut there, PATIENCE).await;
    assert!(
        checked.stdout.contains("note   endpoint: ") && checked.stdout.contains("of .env says"),
        "{}",
        checked.stdout
    );
    let checked = ended(stage.program().arg("check"), PATIENCE).await;
    assert!(checked.stdout.contains("as DISCORD_API_URL of the environment says"), "{}", checked.stdout);
}
