//! What arrives: each kind of route, each act.

use rstest::rstest;
use serde_json::{Value, json};

use super::{
    receiver::{Heard, Receiver},
    sample::{PAGE, alarm, routes, send},
};
use crate::routes::alarm::Act;

const CALL: Act = Act::Call { again: false };
const AGAIN: Act = Act::Call { again: true };

const SECRET: &str = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";

const ROUTING_KEY: &str = "R0123456789abcdef0123456789abcde";

/// What a receiver hears of an alarm, by a route whose table goes on like this.
async fn heard(path: &str, rest: &str, alarm: &crate::routes::alarm::Alarm) -> Heard {
    let receiver = Receiver::answering(200, None).await;
    let routes = routes(&format!("url = \"http://{}{path}\"\n{rest}", receiver.address));
    send(&routes, alarm).await.expect("it is taken");
    receiver.only()
}

async fn pagerduty(act: Act) -> Value {
    let rest = format!("kind = \"pagerduty\"\nrouting_key = \"{ROUTING_KEY}\"");
    let heard = heard("/v2/enqueue", &rest, &alarm(act)).await;
    assert_eq!((heard.method.as_str(), heard.path.as_str()), ("POST", "/v2/enqueue"));
    assert_eq!(heard.header("content-type"), "application/json");
    serde_json::from_str(&heard.body).expect("JSON")
}

#[rstest]
#[case(CALL, "critical")]
#[case(AGAIN, "critical")]
#[case(Act::Test, "critical")]
#[case(Act::Told, "warning")]
#[tokio::test]
async fn pagerduty_is_triggered(#[case] act: Act, #[case] severity: &str) {
    assert_eq!(
        pagerduty(act).await,
        json!({
            "routing_key": ROUTING_KEY,
            "event_action": "trigger",
            "dedup_key": "guichet-42",
            "client": "guichet",
            "client_url": PAGE,
            "links": [{ "href": PAGE, "text": "Prendre en compte" }],
            "payload": {
                "summary": "P1 #42 · Alpha · à rétablir avant 14:30 (Paris)",
                "source": "guichet",
                "severity": severity,
                "timestamp": "2026-12-02T12:30:00Z",
                "custom_details": { "ticket": 42, "customer": "Alpha", "rung": 2 },
            },
        })
    );
}

#[rstest]
#[case(Act::Acknowledged, "acknowledge")]
#[case(Act::Ended, "resolve")]
#[tokio::test]
async fn pagerduty_hears_how_it_goes_on(#[case] act: Act, #[case] action: &str) {
    assert_eq!(
        pagerduty(act).await,
        json!({ "routing_key": ROUTING_KEY, "event_action": action, "dedup_key": "guichet-42" })
    );
}

#[tokio::test]
async fn a_long_title_is_cut_where_pagerduty_takes_no_more() {
    let mut long = alarm(CALL);
    long.title = "é".repeat(1025);
    long.press = None;
    let rest = format!("kind = \"pagerduty\"\nrouting_key = \"{ROUTING_KEY}\"");
    let event: Value = serde_json::from_str(&heard("/", &rest, &long).await.body).expect("JSON");
    assert_eq!(event["payload"]["summary"], format!("{}…", "é".repeat(1023)));
    assert_eq!((event.get("links"), event.get("client_url")), (None, None));
}

#[rstest]
#[case(CALL, "5", "rotating_light", true)]
#[case(AGAIN, "5", "rotating_light", true)]
#[case(Act::Test, "5", "test_tube", true)]
#[case(Act::Told, "4", "warning", false)]
#[case(Act::Acknowledged, "3", "eyes", false)]
#[case(Act::Ended, "3", "white_check_mark", false)]
#[tokio::test]
async fn a_phone_is_told(
    #[case] act: Act,
    #[case] priority: &str,
    #[case] tag: &str,
    #[case] acknowledges: bool,
) {
    let heard = heard("/secret-topic", "kind = \"ntfy\"\ntoken = \"tk_hunter2\"", &alarm(act)).await;
    assert_eq!((heard.method.as_str(), heard.path.as_str()), ("POST", "/secret-topic"));
    assert_eq!(heard.body, "Plus d'accès à la messagerie\nPalier 2");
    assert_eq!(heard.header("priority"), priority);
    assert_eq!(heard.header("tags"), tag);
    assert_eq!(heard.header("click"), PAGE);
    assert_eq!(heard.header("x-sequence-id"), "guichet-g80");
    assert_eq!(heard.header("authorization"), "Bearer tk_hunter2");
    // 45 bytes a word, at most: `P1 #42 · Alpha · à rétablir avant 14:30` and the rest.
    assert_eq!(
        heard.header("title"),
        "=?UTF-8?B?UDEgIzQyIMK3IEFscGhhIMK3IMOgIHLDqXRhYmxpciBhdmFudCAxNDozMCAo?= =?UTF-8?B?UGFyaXMp?="
    );
    let actions: Value = serde_json::from_str(heard.header("actions")).expect("JSON");
    let view = json!({ "action": "view", "label": "Ouvrir", "url": PAGE });
    let press = json!({
        "action": "http", "label": "Prendre en compte", "url": PAGE, "method": "POST", "clear": true
    });
    assert_eq!(actions, if acknowledges { json!([view, press]) } else { json!([view]) });
}

#[tokio::test]
async fn a_phone_without_a_page_and_by_name() {
    let mut bare = alarm(Act::Told);
    bare.title = "Discord is away".to_owned();
    bare.lines.clear();
    bare.press = None;
    let rest = "kind = \"ntfy\"\nuser = \"desk\"\npassword = \"hunter2\"";
    let heard = heard("/t", rest, &bare).await;
    assert_eq!((heard.header("title"), heard.body.as_str()), ("Discord is away", "Discord is away"));
    assert_eq!((heard.header("click"), heard.header("actions")), ("", ""));
    assert_eq!(heard.header("authorization"), "Basic ZGVzazpodW50ZXIy");
}

#[tokio::test]
async fn what_a_header_cannot_carry_is_written_otherwise() {
    let mut odd = alarm(CALL);
    odd.title = "one\r\nX-Injected: two".to_owned();
    odd.lines = vec!["é".repeat(4000)];
    odd.press.as_mut().expect("a page").label = "Ça brûle 🔥".to_owned();
    let heard = heard("/t", "kind = \"ntfy\"", &odd).await;
    assert_eq!(heard.header("title"), "=?UTF-8?B?b25lDQpYLUluamVjdGVkOiB0d28=?=");
    assert_eq!((heard.header("x-injected"), heard.header("authorization")), ("", ""));
    assert_eq!(heard.body, format!("{}…", "é".repeat(2046)));
    assert!(heard.header("actions").contains("\\u00c7a br\\u00fble \\ud83d\\udd25"));
    let actions: Value = serde_json::from_str(heard.header("actions")).expect("JSON");
    assert_eq!(actions[1]["label"], "Ça brûle 🔥");
}

#[rstest]
#[case(CALL, "alarm.called")]
#[case(AGAIN, "alarm.repeated")]
#[case(Act::Acknowledged, "alarm.acknowledged")]
#[case(Act::Ended, "alarm.ended")]
#[case(Act::Told, "desk.told")]
#[case(Act::Test, "alarm.test")]
#[tokio::test]
async fn a_program_is_told(#[case] act: Act, #[case] kind: &str) {
    let rest = format!("kind = \"webhook\"\nsecret = \"{SECRET}\"");
    let heard = heard("/hooks?for=desk", &rest, &alarm(act)).await;
    assert_eq!((heard.method.as_str(), heard.path.as_str()), ("POST", "/hooks?for=desk"));
    assert_eq!(heard.header("content-type"), "application/json");
    assert_eq!(heard.header("webhook-id"), "guichet-g80");
    // When it was sent, which is not when it began.
    assert_eq!(heard.header("webhook-timestamp"), "1796214720");
    // Signed anew by what others check it with.
    let other = standardwebhooks::Webhook::new(SECRET).expect("a secret");
    let signed = other.sign("guichet-g80", 1_796_214_720, heard.body.as_bytes()).expect("signed");
    assert_eq!(heard.header("webhook-signature"), signed);
    assert_eq!(
        serde_json::from_str::<Value>(&heard.body).expect("JSON"),
        json!({
            "type": kind,
            "timestamp": "2026-12-02T12:30:00Z",
            "data": {
                "of": "guichet-42",
                "language": "fr",
                "title": "P1 #42 · Alpha · à rétablir avant 14:30 (Paris)",
                "lines": ["Plus d'accès à la messagerie", "Palier 2"],
                "ticket": 42,
                "customer": "Alpha",
                "rung": 2,
            },
        })
    );
}
