//! The door for machines: whoever stands before it, in whatever numbers, takes nothing from the desk behind
//! it.

use std::{
    net::SocketAddr,
    time::{Duration, Instant},
};

use futures::future::join_all;
use reqwest::{Client, Response, StatusCode, header};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use crate::stage::{Run, Stage, free_door, says};

fn web() -> Client {
    Client::builder().no_proxy().build().expect("a client")
}

async fn asks(web: &Client, door: SocketAddr, path: &str) -> Response {
    web.get(format!("http://{door}{path}")).send().await.expect("an answer")
}

/// More callers than the program may have files open, who begin a request and say no more: the desk works on,
/// calls for a P1, and the door is open again once they were waited for long enough.
#[tokio::test]
async fn callers_who_never_end_their_request_are_let_go() {
    let (stage, run) = Stage::open().await;
    let mut callers = Vec::new();
    for _ in 0..1_100 {
        // Those for whom there is no room wait with the system, where there is room for them.
        let asked = tokio::time::timeout(Duration::from_millis(50), TcpStream::connect(run.door())).await;
        if let Ok(Ok(mut caller)) = asked {
            caller.write_all(b"GET / HT").await.expect("it is taken");
            callers.push(caller);
        }
    }
    assert!(callers.len() > 256, "{} callers", callers.len());
    let open = std::fs::read_dir(format!("/proc/{}/fd", run.id())).expect("its files").count();
    assert!(open < 400, "{open} files are open");
    let since = Instant::now();
    stage.a_ticket_is_opened("The portal is slow").await;
    assert!(since.elapsed() < Duration::from_secs(5), "it took {:?}", since.elapsed());
    let mut first = callers.remove(0);
    let mut rest = Vec::new();
    let ended = tokio::time::timeout(Duration::from_secs(15), first.read_to_end(&mut rest)).await;
    assert!(ended.is_ok(), "who says no more is let go");
    drop(callers);
    run.until("/healthz", 200).await;
    run.told_to_stop().await;
}

/// Thousands who ask for figures at once: some are asked to come again, and what is typed meanwhile is
/// answered as ever.
#[tokio::test]
async fn thousands_who_ask_for_figures_keep_nobody_waiting() {
    let (stage, run) = Stage::open().await;
    let web = web();
    let asking = join_all((0..3_000).map(|_| async {
        let answer = web.get(format!("http://{}/metrics", run.door())).send().await.ok()?;
        let again = answer.headers().contains_key(header::RETRY_AFTER);
        Some((answer.status(), again))
    }));
    let typing = async {
        let since = Instant::now();
        stage.a_ticket_is_opened("The portal is slow").await;
        since.elapsed()
    };
    let (answers, took) = tokio::join!(asking, typing);
    assert!(took < Duration::from_secs(10), "the ticket took {took:?}");
    let well = |answer: &&Option<(StatusCode, bool)>| **answer == Some((StatusCode::OK, false));
    let answered = answers.iter().filter(well).count();
    assert!(answered > 0 && answered < answers.len(), "{answered} of {} are answered", answers.len());
    for answer in answers.into_iter().flatten() {
        let expected = [(StatusCode::OK, false), (StatusCode::SERVICE_UNAVAILABLE, true)];
        assert!(expected.contains(&answer), "{answer:?}");
    }
    run.told_to_stop().await;
}

/// Figures are for callers of this machine; whom a proxy passes on is none of them, though the proxy is.
#[tokio::test]
async fn figures_are_for_this_machine_alone() {
    let stage = Stage::bare().await;
    let run = stage.runs().await;
    let web = web();
    assert_eq!(asks(&web, run.door(), "/metrics").await.status(), StatusCode::OK);
    for name in ["x-forwarded-for", "forwarded", "x-real-ip", "via"] {
        let passed_on = web.get(format!("http://{}/metrics", run.door())).header(name, "203.0.113.9");
        let answer = passed_on.send().await.expect("an answer");
        assert_eq!(answer.status(), StatusCode::FORBIDDEN, "{name}");
        assert!(answer.text().await.expect("a text").contains("METRICS_ADDR"));
    }
    run.told_to_stop().await;
}

/// With an address of their own they are there, and nowhere else.
#[tokio::test]
async fn figures_have_a_door_of_their_own() {
    let stage = Stage::bare().await;
    let own = free_door();
    let mut command = stage.program();
    command.env("METRICS_ADDR", own.to_string());
    let run = Run::of(command);
    run.until("/readyz", 200).await;
    let web = web();
    assert_eq!(asks(&web, run.door(), "/metrics").await.status(), StatusCode::NOT_FOUND);
    let figures = asks(&web, own, "/metrics").await;
    assert_eq!(figures.headers()[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
    let figures = figures.text().await.expect("a text");
    for name in ["agenda", "outbox", "vigil", "heeding", "gateway", "door", "figures' door"] {
        assert!(figures.contains(&format!("guichet_loop_beat_age_seconds{{loop=\"{name}\"}} ")), "{figures}");
    }
    for path in ["/healthz", "/readyz"] {
        assert_eq!(asks(&web, own, path).await.status(), StatusCode::OK, "{path}");
    }
    assert_eq!(asks(&web, own, "/calendars/ngp.ics").await.status(), StatusCode::NOT_FOUND);
    run.told_to_stop().await;
}

/// A connection that is kept and says nothing more is closed, so that it takes nobody's place.
#[tokio::test]
async fn a_caller_who_stays_is_shown_out() {
    let stage = Stage::bare().await;
    let run = stage.runs().await;
    let mut caller = TcpStream::connect(run.door()).await.expect("the door is open");
    caller.write_all(b"GET /healthz HTTP/1.1\r\nHost: desk\r\n\r\n").await.expect("it is taken");
    let mut all = Vec::new();
    let ended = tokio::time::timeout(Duration::from_secs(20), caller.read_to_end(&mut all)).await;
    assert!(ended.is_ok(), "it is closed");
    assert!(String::from_utf8_lossy(&all).starts_with("HTTP/1.1 200"), "and was answered before");
    says(&stage.alice.types(&stage.acme, "/help").await, &["+33"]);
    run.told_to_stop().await;
}
