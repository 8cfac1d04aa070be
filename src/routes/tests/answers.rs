//! What an answer, or none, means.

use std::time::Duration;

use rstest::rstest;
use tokio::{io::AsyncWriteExt, net::TcpListener};

use super::{
    receiver::Receiver,
    sample::{alarm, routes, send, trusting},
    smtp,
};
use crate::{
    routes::alarm::{Act, Unsent},
    web,
};

const CALL: Act = Act::Call { again: false };

const KINDS: [&str; 3] = [
    "kind = \"ntfy\"\ntoken = \"tk_hunter2\"",
    "kind = \"pagerduty\"\nrouting_key = \"R0123456789\"",
    "kind = \"webhook\"\nsecret = \"whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD\"",
];

/// What comes of an answer, the same by each kind of route, without its words.
async fn comes_of(status: u16, header: Option<(&'static str, &'static str)>) -> Result<(), Unsent> {
    let mut all = Vec::new();
    for kind in KINDS {
        let receiver = Receiver::answering(status, header).await;
        let routes = routes(&format!("url = \"http://{}/secret-topic\"\n{kind}", receiver.address));
        all.push(send(&routes, &alarm(CALL)).await.map_err(|unsent| match unsent {
            Unsent::Permanent { error } => {
                assert!(error.contains(&status.to_string()) && error.contains(": see "), "{error}");
                FOR_GOOD
            }
            Unsent::Passing { error, after } => {
                assert!(error.contains(&status.to_string()), "{error}");
                passing(after)
            }
        }));
        receiver.only();
    }
    assert!(all.iter().all(|one| *one == all[0]), "{all:?}");
    all.remove(0)
}

const FOR_GOOD: Unsent = Unsent::Permanent { error: String::new() };

const LATER: Unsent = passing(None);

const fn passing(after: Option<u32>) -> Unsent {
    Unsent::Passing { error: String::new(), after }
}

#[rstest]
#[case(200, Ok(()))]
#[case(202, Ok(()))]
#[case(204, Ok(()))]
#[case(400, Err(FOR_GOOD))]
#[case(401, Err(FOR_GOOD))]
#[case(404, Err(FOR_GOOD))]
#[case(410, Err(FOR_GOOD))]
#[case(408, Err(LATER))]
#[case(425, Err(LATER))]
#[case(429, Err(LATER))]
#[case(500, Err(LATER))]
#[case(503, Err(LATER))]
#[tokio::test]
async fn an_answer_is_good_or_passing_or_permanent(#[case] status: u16, #[case] meant: Result<(), Unsent>) {
    assert_eq!(comes_of(status, None).await, meant);
}

#[rstest]
#[case::seconds("120", Some(120))]
#[case::very_long("99999999999", Some(u32::MAX))]
#[case::a_moment("Wed, 02 Dec 2026 12:33:00 GMT", Some(60))]
#[case::a_moment_gone_by("Wed, 02 Dec 2026 12:30:00 GMT", Some(0))]
#[case::nonsense("soon", None)]
#[tokio::test]
async fn it_is_heard_when_to_ask_again(#[case] written: &'static str, #[case] after: Option<u32>) {
    for status in [429, 503] {
        assert_eq!(comes_of(status, Some(("retry-after", written))).await, Err(passing(after)));
    }
}

#[tokio::test]
async fn no_redirect_is_followed() {
    let elsewhere = Receiver::answering(200, None).await;
    let to: &'static str = format!("http://{}/elsewhere", elsewhere.address).leak();
    for status in [301, 302, 307, 308] {
        assert_eq!(comes_of(status, Some(("location", to))).await, Err(LATER));
    }
}

#[tokio::test]
async fn nobody_is_there() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    drop(listener);
    let routes = routes(&format!("url = \"http://{address}/secret-topic\"\n{}", KINDS[0]));
    let error = "Connection refused (os error 111)".to_owned();
    assert_eq!(send(&routes, &alarm(CALL)).await, Err(Unsent::Passing { error, after: None }));
}

#[tokio::test]
async fn nobody_answers() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let mut routes = routes(&format!("url = \"http://{address}/secret-topic\"\n{}", KINDS[0]));
    let impatient = web::builder(None).expect("a client").timeout(Duration::from_millis(50));
    routes.web = impatient.build().expect("a client");
    let error = "no answer in time".to_owned();
    assert_eq!(send(&routes, &alarm(CALL)).await, Err(Unsent::Passing { error, after: None }));
}

#[tokio::test]
async fn another_authority_is_trusted_where_it_is_named() {
    let identity = smtp::identity();
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let port = listener.local_addr().expect("an address").port();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            if let Ok(mut stream) = identity.acceptor.accept(stream).await {
                let _ = stream.write_all(b"HTTP/1.1 204 No Content\r\n\r\n").await;
                let _ = stream.shutdown().await;
            }
        }
    });
    let file = format!("[[routes]]\nkey = \"one\"\nurl = \"https://localhost:{port}/t\"\n{}", KINDS[0]);
    let trusted = trusting(&file, Some(identity.pem.as_bytes()));
    assert_eq!(send(&trusted, &alarm(CALL)).await, Ok(()));
    let error = "invalid peer certificate: UnknownIssuer".to_owned();
    let unsent = Err(Unsent::Passing { error, after: None });
    assert_eq!(send(&trusting(&file, None), &alarm(CALL)).await, unsent);
}

#[tokio::test]
async fn a_route_that_is_gone_takes_nothing() {
    let error = "no route is called one any more".to_owned();
    assert_eq!(send(&trusting("", None), &alarm(CALL)).await, Err(Unsent::Permanent { error }));
}
