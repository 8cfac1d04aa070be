//! Mails: what the server reads, and what its answers mean.

use std::time::Duration;

use rstest::rstest;
use tokio::net::TcpListener;

use super::{
    sample::{alarm, send, trusting},
    smtp::{Manner, STARTTLS, Smtp, WRAPPED},
};
use crate::routes::{
    Routes,
    alarm::{Act, Alarm, Unsent},
    table::Way,
};

const CALL: Act = Act::Call { again: false };

fn by(smtp: &Smtp, scheme: &str, user: &str) -> Routes {
    let file = format!(
        "[mail]\nurl = \"{scheme}://localhost:{}\"\nfrom = \"Le guichet <desk@provider.example>\"\n{user}\n\
         [[routes]]\nkey = \"one\"\nkind = \"mail\"\nto = [\"duty@provider.example\", \"chef@provider.example\"]",
        smtp.port
    );
    trusting(&file, Some(smtp.pem.as_bytes()))
}

const USER: &str = "user = \"desk\"\npassword = \"hunter2\"";

async fn mailed(alarm: &Alarm) -> String {
    let smtp = Smtp::listening(WRAPPED).await;
    send(&by(&smtp, "smtps", ""), alarm).await.expect("it is taken");
    smtp.said().mail
}

#[tokio::test]
async fn a_mail_as_the_server_reads_it() {
    assert_eq!(
        mailed(&alarm(CALL)).await,
        "To: duty@provider.example, chef@provider.example\r\n\
         From: \"Le guichet\" <desk@provider.example>\r\n\
         Date: Wed, 02 Dec 2026 12:32:00 +0000\r\n\
         Message-ID: <guichet-g80@provider.example>\r\n\
         In-Reply-To: <guichet-42@provider.example>\r\n\
         References: <guichet-42@provider.example>\r\n\
         Subject: P1 #42 =?utf-8?b?wrc=?= Alpha =?utf-8?b?wrcgw6AgcsOpdGFibGly?=\r\n avant 14:30 (Paris)\r\n\
         Auto-Submitted: auto-generated\r\n\
         MIME-Version: 1.0\r\n\
         Content-Type: text/plain; charset=utf-8\r\n\
         Content-Transfer-Encoding: quoted-printable\r\n\
         \r\n\
         Plus d'acc=C3=A8s =C3=A0 la messagerie\r\n\
         Palier 2\r\n\
         \r\n\
         Prendre en compte\r\n\
         https://desk.example/a/0123456789abcdef\r\n\r\n"
    );
}

#[rstest]
#[case(CALL)]
#[case(Act::Call { again: true })]
#[case(Act::Acknowledged)]
#[case(Act::Ended)]
#[case(Act::Told)]
#[case(Act::Test)]
#[tokio::test]
async fn all_of_one_thing_stand_in_one_thread(#[case] act: Act) {
    let mail = mailed(&alarm(act)).await;
    assert!(mail.contains("References: <guichet-42@provider.example>\r\n"), "{mail}");
}

#[tokio::test]
async fn a_title_stays_in_its_line() {
    let mut odd = alarm(CALL);
    odd.title = "one\r\nBcc: two@provider.example\r\n\r\nthree".to_owned();
    odd.lines = vec![".".to_owned(), "QUIT".to_owned()];
    odd.press = None;
    let mail = mailed(&odd).await;
    let (head, body) = mail.split_once("\r\n\r\n").expect("a head");
    assert!(!head.contains("\r\nBcc:"), "{mail}");
    assert_eq!(body, ".\r\nQUIT\r\n\r\n");
}

#[rstest]
#[case::wrapped(WRAPPED, "smtps")]
#[case::by_starttls(STARTTLS, "smtp")]
#[tokio::test]
async fn whoever_hands_it_in_is_named_by_tls_alone(#[case] manner: Manner, #[case] scheme: &str) {
    let smtp = Smtp::listening(manner).await;
    send(&by(&smtp, scheme, USER), &alarm(CALL)).await.expect("it is taken");
    let commands = smtp.said().commands;
    let auth = commands.iter().position(|line| line == "AUTH PLAIN AGRlc2sAaHVudGVyMg==").expect("named");
    let upgraded = commands.iter().position(|line| line == "STARTTLS");
    assert_eq!(upgraded.is_some_and(|at| at < auth), !manner.wrapped, "{commands:?}");
    let to = ["RCPT TO:<duty@provider.example>", "RCPT TO:<chef@provider.example>"];
    assert!(to.iter().all(|to| commands.iter().any(|line| line == to)), "{commands:?}");
}

#[tokio::test]
async fn nothing_goes_out_in_the_clear() {
    let smtp = Smtp::listening(Manner { starttls: false, ..STARTTLS }).await;
    let unsent = send(&by(&smtp, "smtp", USER), &alarm(CALL)).await;
    assert!(matches!(unsent, Err(Unsent::Passing { .. })), "{unsent:?}");
    let said = smtp.said();
    assert!(said.mail.is_empty(), "{said:?}");
    assert!(!said.commands.iter().any(|line| line.starts_with("AUTH")), "{said:?}");
}

fn passing(error: &str) -> Unsent {
    Unsent::Passing { error: error.to_owned(), after: None }
}

fn permanent(error: &str) -> Unsent {
    Unsent::Permanent { error: format!("the mail server answered {error}: see user, password, from and to") }
}

#[rstest]
#[case::no_such_user("RCPT", "550 5.1.1 nobody of that name", permanent("550 5.1.1"))]
#[case::wrong_password("AUTH", "535 5.7.8 not hunter2", permanent("535 5.7.8"))]
#[case::grey("RCPT", "451 4.7.1 come back", passing("the mail server answered 451 4.7.1"))]
#[case::busy("MAIL", "421 busy", passing("the mail server answered 421"))]
#[case::content("DATA", "554 5.7.1 https://desk.example/a/0123456789abcdef", permanent("554 5.7.1"))]
#[case::full("DATA", "452 4.3.1 full", passing("the mail server answered 452 4.3.1"))]
#[case::no_finer_code("DATA", "554 0123456789abcdef", permanent("554"))]
#[case::no_smtp("MAIL", "0123456789abcdef", passing("the mail server answered what is no SMTP"))]
#[tokio::test]
async fn an_answer_is_passing_or_permanent(
    #[case] at: &'static str,
    #[case] answer: &'static str,
    #[case] unsent: Unsent,
) {
    let smtp = Smtp::listening(Manner { refuses: Some((at, answer)), ..WRAPPED }).await;
    assert_eq!(send(&by(&smtp, "smtps", USER), &alarm(CALL)).await, Err(unsent));
}

#[tokio::test]
async fn another_authority_is_trusted_where_it_is_named() {
    let mut smtp = Smtp::listening(WRAPPED).await;
    smtp.pem = Smtp::listening(WRAPPED).await.pem;
    let unsent = passing("invalid peer certificate: BadSignature");
    assert_eq!(send(&by(&smtp, "smtps", USER), &alarm(CALL)).await, Err(unsent));
}

#[tokio::test]
async fn nobody_answers() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let port = listener.local_addr().expect("an address").port();
    let pem = super::smtp::identity().pem;
    let file = format!(
        "[mail]\nurl = \"smtps://localhost:{port}\"\nfrom = \"desk@provider.example\"\n\
         [[routes]]\nkey = \"one\"\nkind = \"mail\"\nto = [\"duty@provider.example\"]"
    );
    let mut routes = trusting(&file, Some(pem.as_bytes()));
    for route in routes.all.values_mut() {
        if let Way::Mail(mail) = &mut route.way {
            mail.relay.limit = Duration::from_millis(50);
        }
    }
    assert_eq!(send(&routes, &alarm(CALL)).await, Err(passing("no answer in time")));
}
