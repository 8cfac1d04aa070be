//! `guichet init`: from a token to a desk at work, by its questions alone; and `guichet check --ready`.

use std::{os::unix::fs::PermissionsExt, process::Stdio};

use sandbox::PrivilegedIntents;
use tokio::io::AsyncWriteExt;

use crate::stage::{Ended, PATIENCE, Run, Stage, ended, program};

/// Types these lines to `guichet init`.
async fn init(stage: &Stage, lines: &[&str]) -> Ended {
    let mut command = program(stage.folder.path());
    command
        .arg("init")
        .env("DISCORD_API_URL", stage.sandbox.api_url())
        .env("DISCORD_API_CA", "ca.pem")
        .stdin(Stdio::piped());
    let mut child = command.spawn().expect("it starts");
    let mut stdin = child.stdin.take().expect("its stdin");
    let typed = lines.iter().flat_map(|line| [*line, "\n"]).collect::<String>();
    // It may end before all is read.
    let _ = stdin.write_all(typed.as_bytes()).await;
    drop(stdin);
    let output = tokio::time::timeout(PATIENCE, child.wait_with_output()).await.expect("it ends in time");
    let output = output.expect("how it ended");
    Ended {
        code: output.status.code(),
        stdout: String::from_utf8(output.stdout).expect("text"),
        stderr: String::from_utf8(output.stderr).expect("text"),
    }
}

fn read(stage: &Stage, name: &str) -> Option<String> {
    std::fs::read_to_string(stage.folder.path().join(name)).ok()
}

fn says(ended: &Ended, words: &[&str]) {
    for word in words {
        assert!(ended.stdout.contains(word), "{word:?} in:\n{}{}", ended.stdout, ended.stderr);
    }
}

/// Acme stands before it in the list of servers.
const SUPPORT: &str = "2";

/// What is answered is tried at once, written for its owner alone, and is all that a desk needs.
#[tokio::test]
async fn the_answers_make_a_desk() {
    let stage = Stage::bare().await;
    let token = stage.sandbox.token();
    let key = "0123456789abcdef0123456789abcdef";
    let answered = init(
        &stage,
        &[
            "not a token",
            "MTIz.wrong.token",
            &token,
            "77",
            SUPPORT,
            "not an address",
            "https://hc-ping.com/1",
            "https://desk.example.com/",
            "pigeon",
            "ntfy",
            "no address",
            "",
            "ntfy",
            "https://ntfy.example/duty",
            "tk_secret",
            "pagerduty",
            key,
            "ntfy",
            "webhook",
            "https://itsm.example/hooks",
            "mail",
            "smtps://mail.example:465",
            "desk",
            "pass $1 \"word\"",
            "desk@provider.example",
            "duty@provider.example, head@provider.example",
            "",
        ],
    )
    .await;
    assert_eq!((answered.code, answered.stderr.as_str()), (Some(0), ""), "{}", answered.stdout);
    says(
        &answered,
        &[
            "That is no token",
            "Discord refuses it",
            "Discord knows it: application ",
            "2. Support (",
            "There is no such number",
            "HEARTBEAT_URL: must be",
            "That is none of the four.",
            "That cannot be: ",
            "There is one of that kind.",
            "Written: routes.toml",
            "Written: .env",
            "In Support, an administrator runs /desk setup.",
            "&permissions=326417763328",
        ],
    );
    for secret in [token.as_str(), "tk_secret", key, "pass $1 \"word\""] {
        assert!(!answered.stdout.contains(secret), "{secret} was printed");
    }
    let (env, routes) = (read(&stage, ".env").expect("it"), read(&stage, "routes.toml").expect("it"));
    assert!(env.contains("HEARTBEAT_URL=https://hc-ping.com/1\n"), "{env}");
    assert!(routes.contains("\"env:NTFY_TOKEN\"") && !routes.contains("tk_secret"), "{routes}");
    for name in [".env", "routes.toml"] {
        let mode = stage.folder.path().join(name).metadata().expect("it").permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }

    // Nothing but what was written.
    let checked = ended(program(stage.folder.path()).arg("check"), PATIENCE).await;
    assert_eq!(checked.code, Some(0), "{}{}", checked.stdout, checked.stderr);
    says(
        &checked,
        &[
            "mail (mail), ntfy (ntfy), pagerduty (pagerduty), webhook (webhook)",
            "of level 1: ntfy, pagerduty, webhook, mail",
            "of the desk itself: ntfy",
            "HEARTBEAT_URL is asked",
            "All is well.",
        ],
    );
    let run = Run::of(program(stage.folder.path()));
    run.until("/readyz", 200).await;
    let door = run.door().to_string();
    let asks = || {
        let mut asks = program(stage.folder.path());
        asks.args(["check", "--ready"]).env("HTTP_ADDR", &door);
        asks
    };
    let ready = ended(&mut asks(), PATIENCE).await;
    assert_eq!((ready.code, ready.stdout.as_str()), (Some(0), "ready\n"), "{}", ready.stderr);
    run.told_to_stop().await;
    let gone = ended(&mut asks(), PATIENCE).await;
    assert_eq!(gone.code, Some(1));
    assert!(gone.line().contains("is the desk running?"), "{}", gone.line());
}

/// The least that can be answered; what is left to do is said. A second time nothing is overwritten.
#[tokio::test]
async fn what_is_left_to_do_is_said() {
    let stage = Stage::bare().await;
    let none = PrivilegedIntents { message_content: false, ..PrivilegedIntents::default() };
    stage.sandbox.privileged_intents(none);
    let token = stage.sandbox.token();
    let answered = init(&stage, &[&token, "", "later", SUPPORT, "", "", ""]).await;
    assert_eq!(answered.code, Some(0), "{}{}", answered.stdout, answered.stderr);
    says(
        &answered,
        &[
            "switch on Message Content Intent",
            "1. Switch on Message Content Intent in the developer portal",
            "Nobody is called outside Discord yet",
            "Nobody is told yet when the desk itself is gone",
        ],
    );
    assert!(read(&stage, "routes.toml").is_none());
    let written = read(&stage, ".env").expect("it");
    let again = init(&stage, &[&token, SUPPORT, "", "", ""]).await;
    assert_eq!(again.code, Some(2));
    assert!(again.line().contains(".env is there already"), "{}", again.line());
    assert_eq!(read(&stage, ".env"), Some(written));
}

/// Whoever goes away in the middle leaves nothing behind.
#[tokio::test]
async fn answers_that_end_write_nothing() {
    let stage = Stage::bare().await;
    let token = stage.sandbox.token();
    let answered = init(&stage, &[&token, SUPPORT]).await;
    assert_eq!(answered.code, Some(1), "{}", answered.stdout);
    assert!(answered.line().contains("nothing was written"), "{}", answered.line());
    assert!(read(&stage, ".env").is_none() && read(&stage, "routes.toml").is_none());
}
