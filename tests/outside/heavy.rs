//! Large files, as they weigh on the process and on the disk.

use std::{
    path::PathBuf,
    time::{Duration, Instant},
};

use sandbox::{Bytes, Channel};

use crate::stage::{PATIENCE, Run, Stage, ended, says};

const MIB: usize = 1024 * 1024;

/// How much of the machine's memory the program may take, whatever people attach.
const MOST_KIB: u64 = 128 * 1024;

/// The most memory that the process ever had, in KiB.
fn most(run: &Run) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", run.id())).expect("its status");
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).expect("its memory");
    line.split_whitespace().nth(1).and_then(|number| number.parse().ok()).expect("a number")
}

/// Bytes that no compression makes smaller, another text of them for each seed.
fn noise(many: usize, mut seed: u64) -> Bytes {
    let next = || {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        seed
    };
    std::iter::repeat_with(next).flat_map(u64::to_le_bytes).take(many).collect::<Vec<u8>>().into()
}

/// Alice opens a ticket; gives its thread.
async fn opens(stage: &Stage, number: usize) -> Channel {
    let line = format!(r#"/ticket open subject:"Crash {number}" description:"See the files.""#);
    says(&stage.alice.types(&stage.acme, &line).await, &["#"]);
    stage.settles().await;
    stage.acme.find_thread(&format!("#{number}")).expect("its thread")
}

async fn kept(stage: &Stage, sql: &'static str, many: i64) {
    let since = Instant::now();
    while stage.counts(sql).await < many {
        assert!(since.elapsed() < PATIENCE, "never {many}: {sql}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

fn files(stage: &Stage) -> PathBuf {
    stage.folder.path().join("guichet.db.files")
}

/// How many bytes stand in a folder, with all that is in it.
fn size(folder: &std::path::Path) -> u64 {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .map(|one| match one.metadata() {
            Ok(data) if data.is_dir() => size(&one.path()),
            Ok(data) => data.len(),
            Err(_) => 0,
        })
        .sum()
}

/// Several threads at one moment, in each a message with several files of 25 MiB: all are kept, and the
/// process stays small. So it does when the ticket is exported and twenty people hang up on the download.
#[tokio::test]
async fn many_large_files_leave_the_program_small() {
    let (stage, run) = Stage::open().await;
    let mut threads = Vec::new();
    for number in 1..=4 {
        threads.push(opens(&stage, number).await);
    }
    let large: Vec<Bytes> = (1..=2).map(|seed| noise(25 * MIB, seed)).collect();
    for thread in &threads {
        let named: Vec<(&str, Bytes)> =
            ["one.core", "two.core"].into_iter().zip(large.iter().cloned()).collect();
        stage.alice.says_with_large_files(thread, "Two dumps.", &named).expect("it is posted");
    }
    kept(&stage, "SELECT count(*) FROM attachment WHERE sha256 IS NOT NULL", 8).await;
    stage.settles().await;
    assert!(size(&files(&stage)) >= 50 * MIB as u64);
    let log = std::fs::metadata(stage.folder.path().join("guichet.db-wal")).expect("the log").len();
    assert!(log < 9 * MIB as u64, "{log}");
    assert!(most(&run) < MOST_KIB, "{} KiB", most(&run));

    // A slow machine may think for longer than Alice looks on: it is made by then, and she asks again.
    let mut text = String::new();
    for _ in 0..6 {
        text = stage.alice.types(&stage.acme, "/ticket export ticket:#1").await.text().to_owned();
        if text.contains("/exports/") {
            break;
        }
    }
    let link = text.split("http://").nth(1).and_then(|rest| rest.split('>').next());
    let link = link.unwrap_or_else(|| panic!("no link in: {text}"));
    let web = reqwest::Client::builder().no_proxy().build().expect("a client");
    for _ in 0..20 {
        let mut cut = web.get(format!("http://{link}")).send().await.expect("an answer");
        assert_eq!(cut.status(), 200);
        cut.chunk().await.expect("a part").expect("a part");
    }
    let whole = web.get(format!("http://{link}")).send().await.expect("an answer").bytes().await;
    assert!(whole.expect("the file").len() > 50 * MIB);
    assert!(most(&run) < MOST_KIB, "{} KiB", most(&run));
    run.told_to_stop().await;
}

/// A backup takes the files along, a check looks at each, and a restore brings them back; what a restore puts
/// aside keeps its own.
#[tokio::test]
async fn files_go_with_a_backup_and_come_back() {
    let (stage, run) = Stage::open().await;
    let thread = opens(&stage, 1).await;
    let one = ("one.txt", Bytes::from_static(b"before the backup"));
    stage.alice.says_with_large_files(&thread, "One.", &[one]).expect("it is posted");
    kept(&stage, "SELECT count(*) FROM attachment", 1).await;
    stage.settles().await;
    let run_it = async |arguments: &[&str]| {
        let ended = ended(stage.program().args(arguments), PATIENCE).await;
        (ended.code, ended.stdout + &ended.stderr)
    };
    let (code, said) = run_it(&["backup", "copy.db"]).await;
    assert!(code == Some(0) && said.contains("copy.db.files: 1 file"), "{said}");
    let (code, said) = run_it(&["backup", "copy.db"]).await;
    assert!(code == Some(2) && said.contains("is there already"), "{said}");
    let two = ("two.txt", Bytes::from_static(b"after the backup"));
    stage.alice.says_with_large_files(&thread, "Two.", &[two]).expect("it is posted");
    kept(&stage, "SELECT count(*) FROM attachment", 2).await;
    stage.settles().await;
    run.told_to_stop().await;
    let (code, said) = run_it(&["check"]).await;
    assert_eq!(code, Some(0), "{said}");

    // Damaged, then lost: each is found, and named by its ticket.
    let hash = guichet::rules::event::Sha256Hex::of(b"before the backup");
    let path = files(&stage).join(&hash.as_str()[..2]).join(hash.as_str());
    std::fs::remove_file(&path).expect("the file");
    std::fs::write(&path, "something else").expect("the file");
    let (code, said) = run_it(&["check"]).await;
    assert!(code == Some(1) && said.contains("WRONG  #1: the files of event 2"), "{said}");
    std::fs::remove_file(&path).expect("the file");
    let (code, said) = run_it(&["check"]).await;
    assert!(
        code == Some(1) && said.contains("WRONG  #1: a file of event 2 is not beside the database"),
        "{said}"
    );

    let (code, said) = run_it(&["restore", "copy.db"]).await;
    assert!(code == Some(0) && !said.contains("not there, or damaged"), "{said}");
    assert_eq!(std::fs::read(&path).expect("it is back"), b"before the backup");
    let (code, said) = run_it(&["check"]).await;
    assert_eq!(code, Some(0), "{said}");
    let names: Vec<String> = std::fs::read_dir(stage.folder.path())
        .expect("the folder")
        .flatten()
        .map(|one| one.file_name().to_string_lossy().into_owned())
        .filter(|name| name.starts_with("guichet.db.before-") && name.contains(".files"))
        .collect();
    let [aside] = &names[..] else { panic!("{names:?}") };
    let later = guichet::rules::event::Sha256Hex::of(b"after the backup");
    assert!(stage.folder.path().join(aside).join(&later.as_str()[..2]).join(later.as_str()).exists());

    // A machine that is lost: the backup with its files is enough, and without them it is said.
    for name in std::fs::read_dir(stage.folder.path()).expect("the folder").flatten() {
        let (path, name) = (name.path(), name.file_name().to_string_lossy().into_owned());
        if name.starts_with("guichet.db.files") {
            std::fs::remove_dir_all(path).expect("a folder");
        } else if name == "guichet.db" {
            std::fs::remove_file(path).expect("a file");
        }
    }
    let (code, said) = run_it(&["restore", "copy.db"]).await;
    assert_eq!(code, Some(0), "{said}");
    assert_eq!(std::fs::read(&path).expect("it is back"), b"before the backup");
    std::fs::remove_dir_all(files(&stage)).expect("the folder");
    std::fs::remove_dir_all(stage.folder.path().join("copy.db.files")).expect("the folder");
    // What is put aside is named by the second.
    tokio::time::sleep(Duration::from_millis(1_100)).await;
    let (code, said) = run_it(&["restore", "copy.db"]).await;
    assert!(code == Some(0) && said.contains("1 file that tickets name: not there, or damaged"), "{said}");
}

/// The disk takes no more of a file: what was written is kept without it, and the writer reads why.
#[tokio::test]
async fn a_disk_that_fills_while_a_file_comes_keeps_the_message() {
    let stage = Stage::bare().await;
    let run = stage.runs_within_limits().await;
    stage.is_set_up().await;
    let thread = opens(&stage, 1).await;
    crate::faults::limits_files(&run, &(6 * MIB).to_string()).await;
    stage
        .alice
        .says_with_large_files(&thread, "The dump.", &[("core.bin", noise(8 * MIB, 1))])
        .expect("it is posted");
    kept(&stage, "SELECT count(*) FROM ticket_message", 1).await;
    stage.settles().await;
    assert_eq!(stage.counts("SELECT count(*) FROM attachment WHERE not_kept = 'no_room'").await, 1);
    let told = thread.messages();
    assert!(
        told.iter().any(|one| one.contains(&["core.bin", "storage is full"])),
        "{}",
        stage.sandbox.history()
    );
    assert_eq!(size(&files(&stage)), 0, "nothing of it is left");
    run.told_to_stop().await;
}
