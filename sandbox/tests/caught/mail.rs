//! The mail server: what a client of today sends, and what RFC 5321 does not allow.

use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::header::ContentType,
    transport::smtp::{
        authentication::{Credentials, Mechanism},
        client::{Certificate, Tls, TlsParameters},
    },
};
use sandbox::Outside;

use crate::{
    sender::Scene,
    smtp::{self, PLAIN},
};

const MAIL: &str = "MAIL FROM:<desk@provider.example>";
const RCPT: &str = "RCPT TO:<duty@provider.example>";
const HEADERS: &str = "From: desk@provider.example\r\nDate: Mon, 30 Nov 2026 21:00:00 +0000\r\n";

fn transport(
    outside: &Outside,
    password: &str,
    wrapped: bool,
    mechanism: Mechanism,
) -> AsyncSmtpTransport<Tokio1Executor> {
    let url = if wrapped { outside.smtps_url() } else { outside.smtp_url() };
    let port = url.rsplit_once(':').unwrap().1.parse().unwrap();
    let authority = Certificate::from_pem(outside.certificate().as_bytes()).unwrap();
    let tls = TlsParameters::builder("localhost".to_owned()).add_root_certificate(authority).build_rustls();
    let tls = tls.unwrap();
    AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous("127.0.0.1")
        .port(port)
        .tls(if wrapped { Tls::Wrapper(tls) } else { Tls::Required(tls) })
        .credentials(Credentials::new("desk".to_owned(), password.to_owned()))
        .authentication(vec![mechanism])
        .build()
}

#[tokio::test]
async fn a_client_of_today_is_understood() {
    let scene = Scene::new().await;
    for (wrapped, mechanism) in [(true, Mechanism::Plain), (false, Mechanism::Login)] {
        let message = Message::builder()
            .from("Desk <desk@provider.example>".parse().unwrap())
            .to("duty@provider.example".parse().unwrap())
            .message_id(Some("<guichet-g80@provider.example>".to_owned()))
            .subject("P1 #42 · Alpha · rétablir avant 14:30")
            .header(ContentType::TEXT_PLAIN)
            .body("Accès perdu.\n.\nhttps://a.example/a/x\n".to_owned())
            .unwrap();
        transport(&scene.outside, "not-a-secret", wrapped, mechanism).send(message).await.unwrap();
        let mail = scene.outside.expect_mail(&["duty@provider.example", "P1 #42 · Alpha · rétablir"]).await;
        assert_eq!(mail.text.trim_end(), "Accès perdu.\n.\nhttps://a.example/a/x");
        assert_eq!(
            (mail.from.as_str(), mail.message_id.as_str()),
            ("desk@provider.example", "guichet-g80@provider.example")
        );
        assert_eq!(mail.links()[0].url, "https://a.example/a/x");
        assert_eq!(mail.header("from"), Some("Desk <desk@provider.example>"));
    }
    assert_eq!(scene.outside.mails().len(), 2);
    scene.sandbox.assert_quiet();
}

#[tokio::test]
async fn another_password_is_refused() {
    let scene = Scene::new().await;
    let message = Message::builder().from("a@b.example".parse().unwrap()).to("c@d.example".parse().unwrap());
    let message = message.body("x".to_owned()).unwrap();
    for mechanism in [Mechanism::Plain, Mechanism::Login] {
        let error = transport(&scene.outside, "guessed", true, mechanism).send(message.clone()).await;
        assert!(error.unwrap_err().is_permanent());
        assert_eq!(scene.sandbox.expect_refusal(535).body, "AUTH …", "no password is told");
    }
    scene.sandbox.assert_quiet();
}

/// What is said, line by line, and the code of each answer.
#[tokio::test]
async fn what_may_not_follow_is_refused() {
    let scene = Scene::new().await;
    let auth = format!("AUTH PLAIN {PLAIN}");
    let (ehlo, auth) = (("EHLO a.example", 250), (auth.as_str(), 235));
    let long = format!("NOOP {}", "x".repeat(510));
    let talks: Vec<Vec<(&str, u16)>> = vec![
        vec![(MAIL, 503)],
        vec![(auth.0, 503)],
        vec![ehlo, (MAIL, 530)],
        vec![ehlo, ("STARTTLS", 503)],
        vec![ehlo, ("AUTH CRAM-MD5", 504), ("AUTH PLAIN ???", 501), ("AUTH PLAIN YWJj", 501)],
        vec![ehlo, ("AUTH LOGIN", 334), ("*", 501), ("AUTH PLAIN", 334), ("*", 501)],
        vec![ehlo, auth, auth],
        vec![ehlo, auth, (RCPT, 503), ("DATA", 503)],
        vec![ehlo, auth, (MAIL, 250), ("DATA", 503), (MAIL, 503), ("RSET", 250), (RCPT, 503)],
        vec![ehlo, auth, (MAIL, 250), ehlo, (RCPT, 503)],
        vec![
            ehlo,
            auth,
            ("MAIL FROM: <a@b.example>", 501),
            ("MAIL FROM:<a b>", 501),
            ("MAIL TO:<a@b.example>", 501),
        ],
        vec![ehlo, auth, ("MAIL FROM:<é@b.example>", 501), ("MAIL FROM:<a@b.example> SMTPUTF8", 555)],
        vec![
            ehlo,
            auth,
            ("MAIL FROM:<a@b.example> BODY=9BIT", 501),
            ("MAIL FROM:<a@b.example> COLOUR=red", 555),
        ],
        vec![ehlo, auth, ("MAIL FROM:<a@b.example> SIZE=99999999", 552)],
        vec![
            ehlo,
            auth,
            (MAIL, 250),
            ("RCPT TO:<>", 501),
            ("RCPT TO:<nobody>", 501),
            ("RCPT TO:<a@b.example> NOTIFY=NEVER", 555),
        ],
        vec![ehlo, auth, (MAIL, 250), (RCPT, 250), ("DATA now", 501)],
        vec![
            ehlo,
            ("JUMP", 500),
            ("EXPN list", 502),
            ("BDAT 1 LAST", 502),
            ("NOOP", 250),
            ("QUIT", 221),
            ("NOOP", 0),
        ],
        vec![ehlo, (&long, 500), ("NOOP", 0)],
        [("JUMP", 500); 9].into_iter().chain([("JUMP", 500), ("", 421)]).collect(),
    ];
    for talk in talks {
        let mut line = smtp::secured(&scene.outside).await;
        for (at, (said, code)) in talk.iter().enumerate() {
            // Whoever was refused too often is told so without being asked.
            let answer = if said.is_empty() { line.raw(b"").await.0 } else { line.say(said).await };
            let twice = (*said, *code) == auth && talk[..at].contains(&auth);
            assert_eq!(answer, if twice { 503 } else { *code }, "{said} in {talk:?}");
            if (400..600).contains(&answer) && answer != 421 {
                scene.sandbox.expect_refusal(u32::from(answer));
            }
        }
    }
    assert!(scene.outside.mails().is_empty());
    scene.sandbox.assert_quiet();
}

#[tokio::test]
async fn nobody_says_a_password_in_the_open() {
    let scene = Scene::new().await;
    let mut line = smtp::open(&scene.outside).await;
    assert_eq!(line.say("STARTTLS").await, 503);
    let (_, offers) = line.ask("EHLO a.example").await;
    assert!(offers.contains("STARTTLS") && !offers.contains("AUTH"), "{offers}");
    assert_eq!(line.say(&format!("AUTH PLAIN {PLAIN}")).await, 538);
    assert_eq!(line.say(MAIL).await, 530);
    assert_eq!(line.say("STARTTLS").await, 220);
    let mut line = line.starts_tls(&scene.outside).await;
    assert_eq!(line.say(MAIL).await, 503, "what was said before counts no more");
    let (_, offers) = line.ask("EHLO a.example").await;
    assert!(!offers.contains("STARTTLS") && offers.contains("AUTH PLAIN LOGIN"), "{offers}");
    // What was said in the open does not count as said within TLS.
    let mut early = smtp::open(&scene.outside).await;
    early.say("EHLO a.example").await;
    assert_eq!(early.raw(b"STARTTLS\r\nEHLO a.example\r\n").await.0, 220);
    assert_eq!(early.raw(b"").await.0, 0);
    for code in [503, 538, 530, 503] {
        scene.sandbox.expect_refusal(code);
    }
    scene.sandbox.assert_quiet();
}

/// What follows DATA, and what is answered.
#[tokio::test]
async fn a_mail_is_what_it_must_be() {
    let scene = Scene::new().await;
    let long = format!("{HEADERS}\r\n{}\r\n.\r\n", "x".repeat(999));
    let longest = format!("{HEADERS}\r\n{}\r\n.\r\n", "x".repeat(998));
    let with = |more: &str| format!("{HEADERS}{more}\r\n.\r\n");
    let table = [
        (MAIL, with("\r\nx"), 250),
        (MAIL, longest, 250),
        (MAIL, long, 500),
        (MAIL, format!("{HEADERS}\r\na\nb\r\n.\r\n"), 500),
        (MAIL, format!("{HEADERS}\r\na\rb\r\n.\r\n"), 500),
        (MAIL, format!("{HEADERS}\r\na\0b\r\n.\r\n"), 500),
        (MAIL, with("\r\né"), 554),
        (
            "MAIL FROM:<a@b.example> BODY=8BITMIME",
            with("Content-Type: text/plain; charset=utf-8\r\n\r\né"),
            250,
        ),
        ("MAIL FROM:<a@b.example> BODY=8BITMIME", with("Subject: é\r\n\r\nx"), 554),
        (MAIL, with("From: b@c.example\r\n\r\nx"), 554),
        (MAIL, with("Subject: a\r\nSubject: b\r\n\r\nx"), 554),
        (MAIL, "Subject: a\r\n\r\nx\r\n.\r\n".to_owned(), 554),
        (MAIL, "From: a@b.example\r\nDate: soon\r\n\r\nx\r\n.\r\n".to_owned(), 554),
    ];
    let mut taken = 0;
    for (mail, data, code) in table {
        let mut line = smtp::secured(&scene.outside).await;
        line.enters().await;
        assert_eq!((line.say(mail).await, line.say(RCPT).await, line.say("DATA").await), (250, 250, 354));
        let (answer, words) = line.raw(data.as_bytes()).await;
        assert_eq!(answer, code, "{data:?}: {words}");
        if code == 250 {
            taken += 1;
            scene.outside.expect_mail(&[]).await;
        } else {
            scene.sandbox.expect_refusal(u32::from(code));
        }
    }
    assert_eq!(scene.outside.mails().len(), taken);
    scene.sandbox.assert_quiet();
}
