//! A setting that is missing or wrong: exit code 2, and one line that names it and what it must be.

use std::{path::Path, time::Duration};

use guichet::rules::offer::DEFAULT;
use rstest::rstest;
use tempfile::TempDir;
use tokio::process::Command;

use crate::stage::{Ended, ended, program};

/// How long a refusal may take on a busy machine.
const SOON: Duration = Duration::from_secs(30);

/// A token of the usual shape, which is never to be seen again.
const TOKEN: &str = "MTIzNDU2.Gsettings.not-a-secret-but-never-printed";

/// Settings that are right, and a Discord that is not there.
fn right(folder: &Path) -> Command {
    let mut command = program(folder);
    command
        .arg("run")
        .env("DISCORD_TOKEN", TOKEN)
        .env("STAFF_GUILD_ID", "1234567890123456789")
        .env("DATABASE_URL", "sqlite://guichet.db")
        .env("HTTP_ADDR", "127.0.0.1:0")
        .env("DISCORD_API_URL", "https://127.0.0.1:1");
    command
}

fn folder() -> TempDir {
    tempfile::tempdir().expect("a folder")
}

fn refused(ended: &Ended, start: &str) {
    assert_eq!(ended.code, Some(2), "{}", ended.stderr);
    assert!(ended.line().starts_with(&format!("guichet: {start}")), "{}", ended.line());
    assert!(!ended.stderr.contains("never-printed"), "{}", ended.stderr);
    assert_eq!(ended.stdout, "");
}

#[rstest]
#[case::no_token("DISCORD_TOKEN", None, "is missing")]
#[case::a_blank_token("DISCORD_TOKEN", Some("  "), "is missing")]
#[case::a_token_with_its_label("DISCORD_TOKEN", Some("Bot never-printed"), "the token alone")]
#[case::a_token_in_other_letters("DISCORD_TOKEN", Some("jeton-né-never-printed"), "the token alone")]
#[case::no_server("STAFF_GUILD_ID", None, "is missing")]
#[case::a_server_by_name("STAFF_GUILD_ID", Some("Support"), "1234567890123456789")]
#[case::server_nought("STAFF_GUILD_ID", Some("0"), "1234567890123456789")]
#[case::a_server_beyond_numbers("STAFF_GUILD_ID", Some("9223372036854775808"), "1234567890123456789")]
#[case::a_port_alone("HTTP_ADDR", Some("8686"), "127.0.0.1:8686")]
#[case::a_port_too_high("HTTP_ADDR", Some("127.0.0.1:70000"), "127.0.0.1:8686")]
#[case::figures_at_a_port_alone("METRICS_ADDR", Some("8687"), "127.0.0.1:8687")]
#[case::a_heartbeat_nowhere("HEARTBEAT_URL", Some("ping/never-printed"), "HTTP address")]
#[case::a_heartbeat_of_another_kind("HEARTBEAT_URL", Some("ftp://a.example/never-printed"), "HTTP address")]
#[case::another_database("DATABASE_URL", Some("postgres://localhost/guichet"), "sqlite://guichet.db")]
#[case::a_database_in_memory("DATABASE_URL", Some("sqlite::memory:"), "sqlite://guichet.db")]
#[case::a_database_nowhere("DATABASE_URL", Some("sqlite://no/such/folder/guichet.db"), "its folder")]
#[case::a_database_that_is_a_folder("DATABASE_URL", Some("sqlite:///tmp"), "cannot be a file")]
#[case::discord_without_tls("DISCORD_API_URL", Some("http://127.0.0.1:8443"), "HTTPS")]
#[case::discord_that_is_no_address("DISCORD_API_URL", Some("here"), "HTTPS")]
#[case::discord_with_a_path("DISCORD_API_URL", Some("https://127.0.0.1:8443/api/v10"), "and no more")]
#[case::no_certificate_there("DISCORD_API_CA", Some("no-such.pem"), "no-such.pem cannot be read")]
#[case::logs_in_another_format("LOG_FORMAT", Some("xml"), "text or json")]
#[case::logs_of_another_level("RUST_LOG", Some("guichet=loud"), "guichet=debug")]
#[case::no_offer_there("OFFER_FILE", Some("no-such.toml"), "no-such.toml cannot be read")]
#[case::no_routes_there("ROUTES_FILE", Some("no-such.toml"), "no-such.toml cannot be read")]
#[case::no_roots_there("EXTRA_CA_FILE", Some("no-such.pem"), "no-such.pem cannot be read")]
#[tokio::test]
async fn a_wrong_setting_is_named(#[case] name: &str, #[case] value: Option<&str>, #[case] must: &str) {
    let folder = folder();
    let mut command = right(folder.path());
    match value {
        Some(value) => command.env(name, value),
        None => command.env_remove(name),
    };
    let ended = ended(&mut command, SOON).await;
    refused(&ended, &format!("{name}: "));
    assert!(ended.line().contains(must), "{}", ended.line());
    assert!(!folder.path().join("guichet.db").exists(), "a refused start makes no database");
}

#[rstest]
#[case::a_letter("Dear operator, here is the certificate.")]
#[case::nothing("")]
#[case::no_base_64("-----BEGIN CERTIFICATE-----\n???\n-----END CERTIFICATE-----\n")]
#[case::no_certificate("-----BEGIN CERTIFICATE-----\naGVsbG8=\n-----END CERTIFICATE-----\n")]
#[tokio::test]
async fn a_file_that_holds_no_certificate_is_refused(#[case] text: &str) {
    let folder = folder();
    std::fs::write(folder.path().join("ca.pem"), text).expect("the file");
    for name in ["DISCORD_API_CA", "EXTRA_CA_FILE"] {
        let ended = ended(right(folder.path()).env(name, "ca.pem"), SOON).await;
        refused(&ended, &format!("{name}: ca.pem must be a file with a certificate in PEM"));
    }
}

/// A route that leads nowhere would be found out at night.
#[tokio::test]
async fn a_wrong_route_is_named() {
    let ended =
        with_routes("[[routes]]\nkey = \"night\"\nkind = \"ntfy\"\nurl = \"http://ntfy.example/duty\"\n")
            .await;
    refused(&ended, "ROUTES_FILE: routes.toml: night: url must be an https:// address");
}

#[tokio::test]
async fn no_route_is_given_the_token() {
    let ended = with_routes(
        "[[routes]]\nkey = \"out\"\nkind = \"pagerduty\"\nurl = \"https://elsewhere.example/\"\nrouting_key = \"env:DISCORD_TOKEN\"\n",
    )
    .await;
    refused(&ended, "ROUTES_FILE: routes.toml: out: routing_key is env:DISCORD_TOKEN, which is not set");
}

async fn with_routes(text: &str) -> Ended {
    let folder = folder();
    std::fs::write(folder.path().join("routes.toml"), text).expect("the file");
    ended(right(folder.path()).env("ROUTES_FILE", "routes.toml"), SOON).await
}

/// Two doors cannot be at one address.
#[tokio::test]
async fn figures_where_the_door_is_are_refused() {
    let folder = folder();
    let mut command = right(folder.path());
    command.env("HTTP_ADDR", "127.0.0.1:8999").env("METRICS_ADDR", "127.0.0.1:8999");
    let ended = ended(&mut command, SOON).await;
    refused(&ended, "METRICS_ADDR: must be an address and port of its own");
}

/// Somebody meant a test server and forgot its address: the real Discord is not tried instead.
#[tokio::test]
async fn a_certificate_without_its_server_is_refused() {
    let folder = folder();
    std::fs::write(folder.path().join("ca.pem"), sandbox_certificate().await).expect("the file");
    let mut command = right(folder.path());
    let ended = ended(command.env("DISCORD_API_CA", "ca.pem").env_remove("DISCORD_API_URL"), SOON).await;
    refused(&ended, "DISCORD_API_URL: is missing");
}

async fn sandbox_certificate() -> String {
    sandbox::Sandbox::start().await.expect("the sandbox").certificate().to_owned()
}

/// An offer without one of the levels would break a promise later.
#[tokio::test]
async fn an_offer_with_a_missing_level_names_the_line() {
    let folder = folder();
    let from = DEFAULT.find("[levels.silver]").expect("silver");
    let to = DEFAULT.find("[levels.gold]").expect("gold");
    let offer = format!("{}{}", &DEFAULT[..from], &DEFAULT[to..]);
    std::fs::write(folder.path().join("offer.toml"), &offer).expect("the offer");
    let ended = ended(right(folder.path()).env("OFFER_FILE", "offer.toml"), SOON).await;
    refused(&ended, "OFFER_FILE: offer.toml: line ");
    assert!(ended.line().contains("`levels.silver` is missing"), "{}", ended.line());
}

/// A line of `.env` that cannot be read may hold a secret: its number is told, not its words.
#[tokio::test]
async fn a_line_of_the_env_file_that_cannot_be_read_is_numbered() {
    let folder = folder();
    let text = format!("STAFF_GUILD_ID=1\nDISCORD_TOKEN=Bot {TOKEN}\n");
    std::fs::write(folder.path().join(".env"), text).expect("the file");
    let ended = ended(&mut right(folder.path()), SOON).await;
    refused(&ended, ".env:2: must be NAME=value");
}

#[rstest]
#[case::none(&[])]
#[case::unknown(&["serve"])]
#[case::one_too_many(&["run", "now"])]
#[tokio::test]
async fn wrong_arguments_end_with_2(#[case] arguments: &[&str]) {
    let folder = folder();
    let ended = ended(program(folder.path()).args(arguments), SOON).await;
    assert_eq!(ended.code, Some(2), "{}", ended.stderr);
    assert!(ended.stderr.contains("Usage: guichet"), "{}", ended.stderr);
}

/// What would be declared is told without any setting, and without a Discord.
#[tokio::test]
async fn the_commands_are_printed_without_any_setting() {
    let folder = folder();
    let ended = ended(program(folder.path()).arg("commands"), SOON).await;
    assert_eq!((ended.code, ended.stderr.as_str()), (Some(0), ""));
    let told: serde_json::Value = serde_json::from_str(&ended.stdout).expect("JSON");
    let names = |where_: &str| -> Vec<String> {
        let all = told[where_].as_array().expect("a list");
        all.iter().filter_map(|one| one["name"].as_str().map(str::to_owned)).collect()
    };
    assert!(names("global").contains(&"ticket".to_owned()), "{:?}", names("global"));
    assert!(names("staff").contains(&"desk".to_owned()), "{:?}", names("staff"));
    assert!(std::fs::read_dir(folder.path()).expect("the folder").next().is_none(), "nothing is written");
}
