//! The questions in their order, the files, and what is left to do.

use std::{
    fs::{OpenOptions, remove_file},
    io::{ErrorKind, Write},
    os::unix::fs::OpenOptionsExt,
    path::Path,
};

use anyhow::{Context, Result};

use super::{ask, discord, env::Settings, routes::Asked};
use crate::{
    cli::out::{WrongArgument, print},
    config,
};

const ENV: &str = ".env";
const ROUTES: &str = "routes.toml";

/// Asks for everything, and writes it into the working directory.
///
/// # Errors
/// When a file is there already, the answers end, or Discord cannot be reached: nothing is written then.
pub(crate) async fn init() -> Result<()> {
    for name in [ENV, ROUTES] {
        if Path::new(name).exists() {
            let problem =
                "is there already: guichet init writes a new one; move it away, or change it by hand";
            return Err(WrongArgument::new(Path::new(name), problem).into());
        }
    }
    let other = config::other_discord()?;
    let mut settings = Settings::default();
    let mut bot = discord::bot(other.as_ref()).await?;
    settings.set("DISCORD_TOKEN", bot.token.clone(), "The bot's token. Whoever has it is the bot.");
    for name in ["DISCORD_API_URL", "DISCORD_API_CA"] {
        if let Ok(value) = std::env::var(name) {
            settings.set(name, value, "Another Discord than the real one, as when this file was made.");
        }
    }
    print(&format!("Discord knows it: application {}.", bot.reached.application))?;
    let reads = discord::reads_messages(&mut bot, other.as_ref()).await?;
    let (staff, id) = discord::staff_server(&bot.reached).await?;
    settings.set("STAFF_GUILD_ID", id.to_string(), "The support team's own server.");
    let heartbeat = asked_address(
        &mut settings,
        (
            "HEARTBEAT_URL",
            "Asked once a minute while the desk is well: a service there tells somebody when it was not.",
        ),
        "An address that is asked once a minute while the desk is well, of a service that notices when it is not (empty: none):",
        |url| config::heartbeat_at(url).map(drop),
    )?;
    let public = asked_address(
        &mut settings,
        (
            "PUBLIC_URL",
            "By which address people reach the door: links in alarms and calendars begin with it.",
        ),
        "By which address phones reach this machine's door, for the links in alarms (https://desk.example.com; empty: not yet):",
        |url| config::public_url_at(url).map(drop),
    )?;
    let routes = Asked::all(&mut settings)?;
    if !routes.is_empty() {
        settings.set("ROUTES_FILE", ROUTES, "How people on call are reached outside Discord.");
    }
    written(&settings, &routes)?;
    let left = Left { reads, heartbeat, public, routes: !routes.is_empty() };
    told(&left, &staff, &bot.reached.invitation())
}

/// Asks for an address until it is one that may be, or none. Returns whether there is one.
fn asked_address(
    settings: &mut Settings,
    (name, what): (&str, &'static str),
    question: &str,
    is_wrong: impl Fn(&str) -> Result<(), config::WrongSetting>,
) -> Result<bool> {
    print("")?;
    loop {
        let typed = ask::line(question)?;
        if typed.is_empty() {
            return Ok(false);
        }
        match is_wrong(&typed) {
            Ok(()) => {
                settings.set(name, typed, what);
                return Ok(true);
            }
            Err(error) => print(&error.to_string())?,
        }
    }
}

/// Both files, or none.
fn written(settings: &Settings, routes: &Asked) -> Result<()> {
    print("")?;
    if !routes.is_empty() {
        write_new(ROUTES, &routes.file())?;
    }
    if let Err(error) = write_new(ENV, &settings.file()) {
        if !routes.is_empty() {
            // It was made just now, and leads nowhere without the other.
            let _ = remove_file(ROUTES);
        }
        return Err(error);
    }
    Ok(())
}

/// A file that was not there, for its owner alone.
fn write_new(name: &str, text: &str) -> Result<()> {
    let made = OpenOptions::new().write(true).create_new(true).mode(0o600).open(name);
    let mut file = match made {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            return Err(WrongArgument::new(Path::new(name), "came to be meanwhile; move it away").into());
        }
        made => made.with_context(|| format!("making {name}"))?,
    };
    let whole = file.write_all(text.as_bytes()).and_then(|()| file.sync_all());
    if whole.is_err() {
        // Half a file is worse than none.
        let _ = remove_file(name);
    }
    whole.with_context(|| format!("writing {name}"))?;
    Ok(print(&format!("Written: {name}"))?)
}

/// What was answered so that something is left to do, or not.
#[expect(clippy::struct_excessive_bools, reason = "each is a question that was answered by yes or no")]
struct Left {
    reads: bool,
    heartbeat: bool,
    public: bool,
    routes: bool,
}

/// Says what is left to do.
fn told(left: &Left, staff: &str, invitation: &str) -> Result<()> {
    let mut steps = Vec::new();
    if !left.reads {
        steps.push(
            "Switch on Message Content Intent in the developer portal: the desk does not start without it."
                .to_owned(),
        );
    }
    steps.push("guichet check says whether all is well; guichet run starts the desk.".to_owned());
    steps.push(format!("In {staff}, an administrator runs /desk setup."));
    steps.push(format!("Customers' administrators add the bot to their servers with {invitation}"));
    if !left.routes {
        steps.push("Nobody is called outside Discord yet: name routes in ROUTES_FILE.".to_owned());
    } else if !left.public {
        steps.push("Links in alarms lead nowhere from a phone yet: set PUBLIC_URL.".to_owned());
    }
    if !left.heartbeat {
        steps.push("Nobody is told yet when the desk itself is gone: set HEARTBEAT_URL.".to_owned());
    }
    print("What is left to do:")?;
    for (index, step) in steps.iter().enumerate() {
        print(&format!("  {}. {step}", index + 1))?;
    }
    Ok(())
}
