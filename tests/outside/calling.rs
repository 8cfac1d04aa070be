//! People are called outside chat, by the program as it runs in production: over TLS, with an authority of its
//! own, by mail, ntfy, PagerDuty and webhook; and what they do there comes back.

use rstest::rstest;
use sandbox::PrivilegedIntents;

use crate::{
    dying::raises_a_p1,
    stage::{PATIENCE, Run, Stage},
};

/// What PagerDuty signs with.
const SIGNS: &str = "what-pagerduty-signs-with";

impl Stage {
    /// From the next start on people are called by all four kinds of routes, at each level; the desk's own
    /// news go by mail and webhook. Secrets are the environment's.
    pub(crate) fn has_routes(&mut self) {
        let outside = self.sandbox.outside();
        let (user, password) = outside.mail_account();
        let (hook, secret) = outside.hook("itsm");
        let routes = format!(
            r#"
            [mail]
            url = "{smtps}"
            user = "{user}"
            password = "env:MAIL_PASSWORD"
            from = "desk@provider.example"
            [[routes]]
            key = "night"
            kind = "ntfy"
            url = "{topic}"
            [[routes]]
            key = "duty-phone"
            kind = "pagerduty"
            routing_key = "env:ROUTING_KEY"
            url = "{pagerduty}"
            secret = "env:PAGERDUTY_SECRET"
            [[routes]]
            key = "chef"
            kind = "mail"
            to = ["duty@provider.example"]
            [[routes]]
            key = "itsm"
            kind = "webhook"
            url = "{hook}"
            secret = "env:HOOK_SECRET"
            [on_call]
            level_1 = ["night", "duty-phone", "chef", "itsm"]
            desk = ["chef", "itsm"]
            "#,
            smtps = outside.smtps_url(),
            topic = outside.topic_url("duty"),
            pagerduty = outside.pagerduty_url(),
        );
        std::fs::write(self.folder.path().join("routes.toml"), routes).expect("the routes");
        self.routes = vec![
            ("ROUTES_FILE", "routes.toml".to_owned()),
            ("EXTRA_CA_FILE", "ca.pem".to_owned()),
            ("MAIL_PASSWORD", password),
            ("ROUTING_KEY", outside.routing_key().to_owned()),
            ("PAGERDUTY_SECRET", SIGNS.to_owned()),
            ("HOOK_SECRET", secret),
        ];
    }

    /// The usual stage, with people who are called outside chat too.
    pub(crate) async fn calling() -> (Self, Run) {
        let mut stage = Self::bare().await;
        stage.has_routes();
        let run = stage.runs().await;
        stage.is_set_up().await;
        (stage, run)
    }
}

/// Everybody is called to the first P1, by each route once. Returns the link that the phone got.
async fn everybody_is_called(stage: &Stage) -> String {
    let outside = stage.sandbox.outside();
    raises_a_p1(stage).await;
    let push = outside.expect_push("duty", &["P1 #1", "Acme", "Everything is down"]).await;
    outside.expect_event(&["trigger", "guichet-1", "Acme"]).await;
    outside.expect_mail(&["duty@provider.example", "P1 #1", "Acme"]).await;
    outside.expect_hook("itsm", &["alarm.called", "Acme"]).await;
    push.click.expect("a link")
}

/// Everybody hears that somebody acknowledged by that route, and the team does.
async fn everybody_hears_of(stage: &Stage, route: &str) {
    let outside = stage.sandbox.outside();
    let thread = stage.acme.find_thread("#1").expect("the P1's thread");
    thread.expect_within(&["On-call staff acknowledged this ticket"], PATIENCE).await;
    outside.expect_push("duty", &["P1 #1", "acknowledged", route]).await;
    outside.expect_event(&["acknowledge", "guichet-1"]).await;
    outside.expect_mail(&["P1 #1", "acknowledged", route]).await;
    outside.expect_hook("itsm", &["alarm.acknowledged", route]).await;
    assert_eq!(outside.unread(), Vec::<String>::new());
}

#[tokio::test]
async fn a_p1_calls_by_every_route_and_the_link_acknowledges() {
    let (stage, run) = Stage::calling().await;
    let link = everybody_is_called(&stage).await;
    let outside = stage.sandbox.outside();
    assert!(link.starts_with(&format!("http://{}/a/", run.door())), "{link}");
    let page = outside.opens(&link).await.expect("the page");
    assert!(page.status == 200 && page.text.contains("Nobody has acknowledged this yet"), "{page:?}");
    let pressed = outside.presses(&link).await.expect("the page");
    assert!(pressed.status == 200 && pressed.text.contains("night"), "{pressed:?}");
    everybody_hears_of(&stage, "night").await;
    // A push that is read in a browser is pressed from another server's page, which may read what came of it.
    let web = reqwest::Client::builder().no_proxy().build().expect("a client");
    let again = web.post(&link).header("origin", "https://ntfy.example").send().await.expect("an answer");
    assert_eq!(
        again.headers().get("access-control-allow-origin").map(reqwest::header::HeaderValue::as_bytes),
        Some(&b"*"[..])
    );
    let log = run.told_to_stop().await;
    let token = link.rsplit('/').next().expect("a token");
    assert!(!log.contains(token) && !log.contains(SIGNS), "{log}");
}

#[tokio::test]
async fn who_acknowledges_at_pagerduty_acknowledges_here() {
    let (stage, run) = Stage::calling().await;
    everybody_is_called(&stage).await;
    let outside = stage.sandbox.outside();
    let told = format!("http://{}/pagerduty/duty-phone", run.door());
    outside.acknowledgements_go_to(&told, "what-somebody-else-signs-with");
    let refused = outside.acknowledges("guichet-1", "Mallory").await.expect("an incident");
    assert_eq!(refused.expect("an answer").status, 401);
    outside.acknowledgements_go_to(&told, SIGNS);
    let taken = outside.acknowledges("guichet-1", "Denise").await.expect("an incident");
    assert_eq!(taken.expect("an answer").status, 204);
    everybody_hears_of(&stage, "duty-phone").await;
    run.told_to_stop().await;
}

/// Discord lets the bot in no more while a P1 is open: whoever looks after the desk is told by its own routes,
/// and then the program ends.
#[rstest]
#[case::the_token_was_changed(4004, "DISCORD_TOKEN")]
#[case::an_intent_was_switched_off(4014, "Message Content Intent")]
#[tokio::test]
async fn what_only_somebody_can_mend_is_told_before_the_end(#[case] code: u16, #[case] why: &str) {
    let (stage, run) = Stage::calling().await;
    everybody_is_called(&stage).await;
    if code == 4004 {
        stage.sandbox.set_token("the.new.one");
    } else {
        let intents = PrivilegedIntents { message_content: false, ..PrivilegedIntents::default() };
        stage.sandbox.privileged_intents(intents);
    }
    stage.sandbox.close_connections(code);
    let (status, log) = run.ends(PATIENCE).await;
    assert_eq!(status.code(), Some(2), "{log}");
    assert!(log.lines().last().is_some_and(|line| line.contains(why)), "{log}");
    let told = stage.sandbox.outside().unread();
    let words = ["Discord no longer lets the bot in", why, "must be started again"];
    let heard = |kind: &str| {
        told.iter().any(|one| one.starts_with(kind) && words.iter().all(|word| one.contains(word)))
    };
    assert!(
        heard("mail") && told.iter().any(|one| one.starts_with("webhook") && one.contains(why)),
        "{told:#?}"
    );
    assert_eq!(told.len(), 2, "{told:#?}");
}
