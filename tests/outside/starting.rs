//! The usual day: started, set up, used, stopped, started again.

use std::time::{Duration, Instant};

use sandbox::Fault;

use crate::stage::{PATIENCE, Run, Stage, program, says};

/// How often commands were declared.
fn declared(stage: &Stage) -> usize {
    stage.sandbox.count("PUT", "/applications/{application}/commands")
        + stage.sandbox.count("PUT", "/applications/{application}/guilds/{guild}/commands")
}

/// From an empty folder to a ticket that both sides see, a stop in order, and a second start that declares
/// nothing anew.
#[tokio::test]
async fn a_ticket_is_opened_on_a_desk_that_starts_from_nothing() {
    let stage = Stage::bare().await;
    stage.sandbox.faults().next(1, "GET", "/gateway/bot", Fault::Slow(Duration::from_secs(2)));
    let run = Run::of(stage.program());
    run.until("/healthz", 200).await;
    assert_eq!(run.asks("/readyz").await, Some(503), "before the gateway is served");
    run.until("/readyz", 200).await;
    assert_eq!(run.asks("/healthz").await, Some(200));
    assert_eq!(declared(&stage), 2, "for everyone, and for the staff");

    stage.is_set_up().await;
    stage.a_ticket_is_opened("The portal is slow").await;
    stage.settles().await;
    assert!(stage.acme.find_thread("#1").is_some());
    let log = run.told_to_stop().await;
    assert!(!log.contains(&stage.sandbox.token()), "the token is in the log");
    assert_eq!(stage.sandbox.connections(), 0);
    assert!(!stage.folder.path().join("guichet.db-wal").exists(), "the database is closed");

    let run = stage.runs().await;
    assert_eq!(declared(&stage), 2, "nothing changed");
    says(&stage.alice.types(&stage.acme, "/ticket show ticket:1").await, &["#1", "The portal is slow"]);
    run.told_to_stop().await;
    // A customer is not in the staff's server: that Discord says so is how the desk knows.
    while stage.sandbox.refused().iter().any(|one| one.code == 10_007) {
        stage.sandbox.expect_refusal(10_007);
    }
    stage.sandbox.assert_quiet();
}

/// What is counted is told in Prometheus' form: how commands ended, what was said, what is open; nothing of
/// what people wrote.
#[tokio::test]
async fn figures_are_there_for_who_watches() {
    let (stage, run) = Stage::open().await;
    let before = run.reads("/metrics").await;
    assert!(before.contains(r#"guichet_tickets_open{priority="p3",state="new"} 0"#), "{before}");
    stage.a_ticket_is_opened("A secret subject").await;
    let line = "/ticket show ticket:#999";
    says(&stage.alice.types(&stage.acme, line).await, &["Ticket not found"]);
    stage.settles().await;
    let figures = run.reads("/metrics").await;
    for figure in [
        r#"guichet_answers_total{what="/ticket open",outcome="done"} 1"#,
        r#"guichet_answers_total{what="/ticket show",outcome="refused"} 1"#,
        r#"guichet_tickets_open{priority="p3",state="new"} 1"#,
        r#"guichet_messages_total{lane="tickets",fate="sent"} 2"#,
        r#"guichet_outbox_waiting{lane="p1"} 0"#,
        "guichet_answer_seconds_count",
        "guichet_agenda_overdue_seconds 0",
        "guichet_discord_away_seconds 0",
        r#"guichet_p1_open{left="more"} 0"#,
        r#"guichet_outbox_oldest_seconds{lane="p1"} 0"#,
        r#"guichet_database_bytes{file="log"} "#,
        r#"guichet_disk_free_bytes{of="files"} "#,
    ] {
        assert!(figures.contains(figure), "{figure} in {figures}");
    }
    assert!(!figures.contains("secret"), "{figures}");
    // Sessions are looked at once a second.
    let (all, since) = (["guichet_gateway_shards 1", "guichet_gateway_shards_served 1"], Instant::now());
    loop {
        let figures = run.reads("/metrics").await;
        if all.iter().all(|figure| figures.lines().any(|line| line == *figure)) {
            break;
        }
        assert!(since.elapsed() < Duration::from_secs(20), "{figures}");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    run.told_to_stop().await;
}

/// Settings are read from `.env` in the working directory; what the environment says goes first.
#[tokio::test]
async fn settings_are_read_from_the_env_file() {
    let stage = Stage::bare().await;
    let text = format!(
        "# The desk\nDISCORD_TOKEN={}\nSTAFF_GUILD_ID=\"{}\"\nDATABASE_URL=sqlite://wrong.db\nDISCORD_API_URL={}\nDISCORD_API_CA=ca.pem\n",
        stage.sandbox.token(),
        stage.staff.id(),
        stage.sandbox.api_url()
    );
    std::fs::write(stage.folder.path().join(".env"), text).expect("the file");
    let mut command = program(stage.folder.path());
    command.env("DATABASE_URL", "sqlite://right.db");
    let run = Run::of(command);
    run.until("/readyz", 200).await;
    run.told_to_stop().await;
    assert!(stage.folder.path().join("right.db").exists());
    assert!(!stage.folder.path().join("wrong.db").exists());
}

/// Everything that can be logged is logged, and the token is not in it.
#[tokio::test]
async fn the_token_is_never_printed() {
    let stage = Stage::bare().await;
    let mut command = stage.program();
    command.env("RUST_LOG", "trace").env("LOG_FORMAT", "json");
    let run = Run::of(command);
    run.until("/readyz", 200).await;
    run.terminate().await;
    let (status, log) = run.ends(PATIENCE).await;
    assert_eq!(status.code(), Some(0));
    assert!(log.contains("TRACE"), "everything was asked for");
    let others = log.lines().filter(|line| !line.contains(r#""target":"guichet"#)).count();
    assert_eq!(others, 0, "of other crates warnings alone, and here are none: {log}");
    let secret = stage.sandbox.token();
    let shown: Vec<&str> = log.lines().filter(|line| line.contains(&secret)).collect();
    assert!(shown.is_empty(), "{shown:#?}");
}

/// Told to stop while an answer is on its way: the person still gets it.
#[tokio::test]
async fn what_is_under_way_is_finished() {
    let (stage, run) = Stage::open().await;
    stage.sandbox.faults().next(1, "POST", "/interactions/**", Fault::Slow(Duration::from_secs(2)));
    let asked = async {
        let line = r#"/ticket open subject:"Just in time" description:"Before the stop.""#;
        stage.alice.types(&stage.acme, line).await
    };
    let told = async {
        tokio::time::sleep(Duration::from_secs(1)).await;
        run.told_to_stop().await
    };
    let (answer, _log) = tokio::join!(asked, told);
    says(&answer, &["#1"]);
}
