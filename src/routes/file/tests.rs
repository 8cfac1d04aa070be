//! What `routes.toml` may say, and what is said where it may not.

use rstest::rstest;

use crate::{
    clock::Clock,
    routes::{Routes, WrongRoutes},
    rules::on_call::{RouteKey, RouteKind},
};

/// As operators read it in the documentation.
const WHOLE: &str = r#"
[mail]
url = "smtps://mail.example:465"
user = "desk"
password = "env:SMTP_PASSWORD"
from = "desk@provider.example"
[[routes]]
key = "duty-phone"
kind = "pagerduty"
routing_key = "env:PAGERDUTY_KEY"
secret = "env:PAGERDUTY_SECRET"
[[routes]]
key = "night"
kind = "ntfy"
url = "https://ntfy.example/duty"
token = "env:NTFY_TOKEN"
[[routes]]
key = "chef"
kind = "mail"
full = true
to = ["duty@provider.example", "Le chef <chef@provider.example>"]
[[routes]]
key = "itsm"
kind = "webhook"
url = "https://itsm.example/hooks/guichet"
secret = "env:ITSM_SECRET"
[on_call]
level_1 = ["duty-phone", "night"]
level_2 = ["duty-phone"]
level_3 = ["chef"]
desk = ["chef"]
"#;

fn environment(name: &str) -> Option<String> {
    let value = match name {
        "SMTP_PASSWORD" | "PAGERDUTY_SECRET" | "NTFY_TOKEN" => "hunter2",
        "PAGERDUTY_KEY" => "R0123456789abcdef0123456789abcde",
        "ITSM_SECRET" => "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD",
        "BLANK" => " ",
        "SPACED" => "hunter2 hunter2",
        _ => return None,
    };
    Some(value.to_owned())
}

fn parse(text: &str) -> Result<Routes, WrongRoutes> {
    Routes::parse(text, &environment, None, Clock::system())
}

fn key(name: &str) -> RouteKey {
    name.parse().expect("a key")
}

#[test]
fn a_whole_file() {
    let routes = parse(WHOLE).expect("routes");
    let kinds: Vec<_> = routes.keys().map(|key| (key.as_str(), routes.kind(key))).collect();
    assert_eq!(
        kinds,
        [
            ("chef", Some(RouteKind::Mail)),
            ("duty-phone", Some(RouteKind::PagerDuty)),
            ("itsm", Some(RouteKind::Webhook)),
            ("night", Some(RouteKind::Ntfy)),
        ]
    );
    assert_eq!(routes.kind(&key("nobody")), None);
    assert!(
        routes.is_full(&key("chef")) && !routes.is_full(&key("night")) && !routes.is_full(&key("nobody"))
    );
    assert_eq!(routes.on_call().of_levels(&[3, 1]), [key("chef"), key("duty-phone"), key("night")]);
    assert_eq!(routes.on_call().desk, [key("chef")]);
    let secret = |name: &str| routes.pagerduty_secret(&key(name)).map(|secret| secret.reveal().clone());
    assert_eq!((secret("duty-phone").as_deref(), secret("night")), (Some("hunter2"), None));
}

#[test]
fn no_secret_is_shown() {
    let shown = format!("{:?}", parse(WHOLE).expect("routes"));
    for secret in ["hunter2", "R0123456789", "whsec", "ntfy.example/duty", "hooks/guichet"] {
        assert!(!shown.contains(secret), "{secret}: {shown}");
    }
}

#[test]
fn an_empty_file_has_no_routes() {
    assert_eq!(parse("").expect("routes").keys().count(), 0);
}

/// What is said of one route, called `one`, as the rest of its table says.
fn refused(rest: &str) -> String {
    refused_file(&format!("[[routes]]\nkey = \"one\"\n{rest}"))
}

fn refused_file(text: &str) -> String {
    let told = parse(text).expect_err("it is refused").to_string();
    assert!(!told.contains('\n') && !told.contains("hunter2"), "{told}");
    told
}

const WEB: &str = "one: url must be an https:// address without a user in it, such as {}; http:// leads no further than this machine";
const TOPIC: &str = "one: url must end with the topic's name, such as https://ntfy.example/duty";
const KEY: &str = "one: secret must be whsec_ and then 24 to 64 bytes in base64";
const LIST: &str = "one: to must be a list of addresses, such as [\"duty@provider.example\"]";

fn web(example: &str) -> String {
    WEB.replace("{}", example)
}

#[rstest]
#[case::no_url("kind = 'ntfy'", "one: url is missing".to_owned())]
#[case::in_the_clear("kind = 'ntfy'\nurl = 'http://ntfy.example/duty'", web("https://ntfy.example/duty"))]
#[case::another_scheme("kind = 'ntfy'\nurl = 'ftp://127.0.0.1/duty'", web("https://ntfy.example/duty"))]
#[case::no_address("kind = 'ntfy'\nurl = 'hunter2'", web("https://ntfy.example/duty"))]
#[case::a_user(
    "kind = 'ntfy'\nurl = 'https://a:hunter2@ntfy.example/duty'",
    web("https://ntfy.example/duty")
)]
#[case::no_topic("kind = 'ntfy'\nurl = 'https://ntfy.example/'", TOPIC.to_owned())]
#[case::a_query("kind = 'ntfy'\nurl = 'https://ntfy.example/t?auth=hunter2'", TOPIC.to_owned())]
#[case::two_ways_in(
    "kind = 'ntfy'\nurl = 'https://n.example/t'\ntoken = 'hunter2'\nuser = 'a'\npassword = 'hunter2'",
    "one: has both token and user: one of them is enough".to_owned()
)]
#[case::half_a_user("kind = 'ntfy'\nurl = 'https://n.example/t'\nuser = 'a'", "one: user stands without password".to_owned())]
#[case::the_other_half(
    "kind = 'ntfy'\nurl = 'https://n.example/t'\npassword = 'hunter2'",
    "one: password stands without user".to_owned()
)]
#[case::a_token_of_two_words(
    "kind = 'ntfy'\nurl = 'https://n.example/t'\ntoken = 'env:SPACED'",
    "one: token has a space or a character in it that none has".to_owned()
)]
#[case::not_of_its_kind(
    "kind = 'ntfy'\nurl = 'https://n.example/t'\nsecret = 'hunter2'",
    "one: a route of kind ntfy has no secret; it has key, kind, full, url, token, user, password".to_owned()
)]
#[case::not_set("kind = 'pagerduty'\nrouting_key = 'env:NOBODY'", "one: routing_key is env:NOBODY, which is not set".to_owned())]
#[case::blank("kind = 'pagerduty'\nrouting_key = 'env:BLANK'", "one: routing_key is env:BLANK, which is not set".to_owned())]
#[case::empty("kind = 'pagerduty'\nrouting_key = ''", "one: routing_key must be a text of one line".to_owned())]
#[case::no_key("kind = 'pagerduty'", "one: routing_key is missing".to_owned())]
#[case::a_short_key(
    "kind = 'pagerduty'\nrouting_key = 'hunter2'",
    "one: routing_key must be the 32 characters of an integration of kind Events API v2".to_owned()
)]
#[case::events_in_the_clear(
    "kind = 'pagerduty'\nrouting_key = 'hunter2'\nurl = 'http://events.example/'",
    web("https://events.pagerduty.com/v2/enqueue")
)]
#[case::no_secret("kind = 'webhook'\nurl = 'https://itsm.example/'", "one: secret is missing".to_owned())]
#[case::no_whsec("kind = 'webhook'\nurl = 'https://i.example/'\nsecret = 'hunter2'", KEY.to_owned())]
#[case::no_base64("kind = 'webhook'\nurl = 'https://i.example/'\nsecret = 'whsec_hunter2!'", KEY.to_owned())]
#[case::short("kind = 'webhook'\nurl = 'https://i.example/'\nsecret = 'whsec_aHVudGVyMg=='", KEY.to_owned())]
#[case::no_mail("kind = 'mail'\nto = ['a@b.example']", "one: is by mail, and there is no [mail]".to_owned())]
fn a_route_that_leads_nowhere(#[case] rest: &str, #[case] told: String) {
    assert_eq!(refused(rest), told);
}

const MAIL: &str = "[mail]\nurl = 'smtps://mail.example'\nfrom = 'desk@provider.example'\n";
const MAIL_URL: &str =
    "[mail]: url must be smtps://host:port or smtp://host:port (then with STARTTLS), without a user in it";

#[rstest]
#[case::nobody("to = []", LIST)]
#[case::no_address("to = ['a@b.example', 'chef']", LIST)]
#[case::missing("", "one: to is missing")]
fn a_mail_to_nobody(#[case] rest: &str, #[case] told: &str) {
    assert_eq!(refused_file(&format!("{MAIL}[[routes]]\nkey = 'one'\nkind = 'mail'\n{rest}")), told);
}

#[rstest]
#[case::another_scheme("url = 'https://mail.example'\nfrom = 'a@b.example'", MAIL_URL)]
#[case::a_user("url = 'smtps://desk:hunter2@mail.example'\nfrom = 'a@b.example'", MAIL_URL)]
#[case::a_path("url = 'smtps://mail.example/inbox'\nfrom = 'a@b.example'", MAIL_URL)]
#[case::no_host("url = 'smtps://'\nfrom = 'a@b.example'", MAIL_URL)]
#[case::from(
    "url = 'smtps://mail.example'\nfrom = 'desk'",
    "[mail]: from must be an address, such as desk@provider.example"
)]
#[case::half_a_user(
    "url = 'smtps://m.example'\nfrom = 'a@b.example'\nuser = 'a'",
    "[mail]: user stands without password"
)]
fn a_mail_server_that_is_none(#[case] mail: &str, #[case] told: &str) {
    assert_eq!(refused_file(&format!("[mail]\n{mail}")), told);
}

#[rstest]
#[case::unknown(
    "[on_call]\nlevel_2 = ['nigth']",
    "[on_call]: level_2 names nigth, which is the key of no route"
)]
#[case::of_the_desk(
    "[on_call]\ndesk = ['nigth']",
    "[on_call]: desk names nigth, which is the key of no route"
)]
#[case::twice(
    "[[routes]]\nkey = 'one'\nkind = 'ntfy'\nurl = 'https://n.example/a'\n\
     [[routes]]\nkey = 'one'\nkind = 'ntfy'\nurl = 'https://n.example/b'",
    "one: key stands there twice"
)]
#[case::another_level(
    "[on_call]\nlevel_4 = []",
    "line 2: unknown field `level_4`, expected one of `level_1`, `level_2`, `level_3`, `desk`"
)]
#[case::another_table(
    "[mails]",
    "line 1: unknown field `mails`, expected one of `mail`, `routes`, `on_call`"
)]
#[case::a_key(
    "[[routes]]\nkey = 'Night'\nkind = 'ntfy'",
    "line 2: must be 1 to 32 characters of a-z, 0-9, - and _"
)]
#[case::a_kind(
    "[[routes]]\nkey = 'one'\nkind = 'sms'",
    "line 3: unknown variant `sms`, expected one of `mail`, `ntfy`, `pagerduty`, `webhook`"
)]
#[case::no_text(
    "[mail]\nurl = ['hunter2']\nfrom = ''",
    "line 2: must be a text between quotes, such as \"env:NAME\""
)]
#[case::no_kind("[[routes]]\nkey = 'one'", "line 1: missing field `kind`")]
fn a_file_that_is_none(#[case] text: &str, #[case] told: &str) {
    assert_eq!(refused_file(text), told);
}

#[rstest]
#[case::never_closed("[mail]\npassword = \"hunter2\n")]
#[case::no_quotes("[mail]\npassword = hunter2")]
#[case::twice("[mail]\npassword = 'hunter2'\npassword = 'hunter2'")]
#[case::unknown("[mail]\nurl = 'smtps://m.example'\nfrom = 'a@b.example'\npass = 'hunter2'")]
fn a_broken_line_is_not_repeated(#[case] text: &str) {
    assert!(refused_file(text).starts_with("line "), "{}", refused_file(text));
}

#[rstest]
#[case("http://127.0.0.1:8080/duty")]
#[case("http://[::1]:8080/duty")]
#[case("http://localhost/duty")]
#[case("https://ntfy.example/duty")]
fn this_machine_may_be_reached_in_the_clear(#[case] url: &str) {
    let text = format!("[[routes]]\nkey = 'one'\nkind = 'ntfy'\nurl = '{url}'");
    assert!(parse(&text).is_ok());
}

#[test]
fn an_authority_that_is_none() {
    let broken = b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    for text in [MAIL, ""] {
        let parsed = Routes::parse(text, &environment, Some(broken), Clock::system());
        let told = parsed.expect_err("it is refused").to_string();
        assert_eq!(told, "EXTRA_CA_FILE: holds a certificate that cannot be read");
    }
}
