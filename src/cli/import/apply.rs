//! Customers from a table: looked through, told, and written.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use clap::Args;
use indicatif::ProgressBar;

use super::read::{self, ReadLine};
use crate::{
    cli::out::{counted, print},
    clock::Clock,
    config::Config,
    desk::{
        Desk, Stop,
        actor::Actor,
        customers::import::{ImportLine, ImportStep, Planner, Present, Wrong},
        text_limits::NAME_MOST,
    },
    discord::reach::{client, server::Server},
    rules::{ids::ChannelId, language::Language, offer::Offer},
    store::{
        Store,
        file::look::{self, Schema},
    },
};

/// What `--help` says of the file.
pub(super) const HELP: &str = "\
The file is UTF-8 with a header line; columns in any order, separated by commas or semicolons:
  name           the customer's name
  level          standard, bronze, silver or gold
  language       en or fr: what its team reads (empty: what staff read)
  since          since when it has that level, as 2026-12-02 (empty: today)
  channel        the number of a channel of the staff server that speaks for it (empty: none; a customer in a
                 server of its own links its channel with a code of /customer link)
  platform       only this platform's maintenance is announced there, by its key in the offer (empty: all)
  announcements  yes or no: whether maintenance is announced there (empty: yes)
Only name and level must be there. A customer with several channels has a line for each.

What is there already is left as it is: the same file twice changes nothing. A line that says otherwise than what is there is wrong, and \
with one wrong line nothing at all is written.";

/// What can be said to `guichet import`.
#[derive(Args, Debug)]
#[command(after_help = HELP)]
pub(in crate::cli) struct ImportArguments {
    /// The CSV
    #[arg(value_name = "FILE")]
    pub(super) file: PathBuf,
    /// Do it: all lines in one transaction, or nothing
    #[arg(long)]
    pub(super) apply: bool,
}

/// Says what the file would do, or does it.
///
/// # Errors
/// A setting or argument that is wrong, a line that is wrong, or a fault.
pub(in crate::cli) async fn import(arguments: ImportArguments) -> Result<()> {
    let ImportArguments { file, apply } = arguments;
    let config = Config::from_env()?;
    let lines = read::read(&file, &config.offer)?;
    let now = Clock::system().now();
    let present = match look::at(&config.database).await? {
        None => Present::default(),
        Some(looked) => {
            let mut looked = looked.not_newer()?;
            if let (true, Schema::Older { .. }) = (apply, looked.schema) {
                bail!("the database was written by an older version: start this version once, then import");
            }
            Present::read(&mut looked.conn).await?
        }
    };
    let staff = staff_server(&config, &lines).await?;
    let is_channel = |id: ChannelId| staff.as_ref().is_some_and(|server| server.has_channel(id));
    let planner = Planner { present: &present, offer: &config.offer, is_channel: &is_channel, now };
    let good: Vec<ImportLine> = lines.iter().filter_map(|line| line.as_ref().ok()).cloned().collect();
    let mut plans = planner.plan(&good).into_iter();
    let (mut steps, mut wrong) = (Vec::new(), 0_usize);
    for line in &lines {
        let (number, said) = match line {
            Err((number, problem)) => (*number, Err(problem.clone())),
            Ok(line) => {
                let plan = plans.next().context("a line without its plan")?;
                (line.number, plan.map_err(|refused| in_words(&refused, line, &config.offer)))
            }
        };
        match said {
            Ok(todo) => {
                print(&format!("line {number}: {}", what(&todo)))?;
                steps.extend(todo);
            }
            Err(problem) => {
                wrong += 1;
                print(&format!("line {number}: WRONG: {problem}"))?;
            }
        }
    }
    if wrong > 0 {
        bail!("{}: {} wrong, nothing was changed", file.display(), counted(wrong, "line"));
    }
    let total = total(&steps);
    if !apply {
        return Ok(print(&format!("{total} to be written; nothing was changed. Add --apply to do it."))?);
    }
    carry_out(config, present, &steps).await?;
    Ok(print(&format!("{total} written."))?)
}

/// The staff server, where a line names a channel of it.
pub(super) async fn staff_server(config: &Config, lines: &[ReadLine]) -> Result<Option<Server>> {
    if !lines.iter().flatten().any(|line| line.channel.is_some()) {
        return Ok(None);
    }
    let reached = client::reach(&config.token, config.discord.as_ref()).await?;
    let server = Server::ask(&reached.http, reached.bot, config.staff_guild).await;
    Ok(Some(server.with_context(|| format!("STAFF_GUILD_ID: looking at server {}", config.staff_guild))?))
}

pub(super) async fn carry_out(config: Config, present: Present, steps: &[ImportStep]) -> Result<()> {
    let store = Store::open(&config.database).await?;
    let desk = Desk::new(store, config.offer, Clock::system());
    let actor = Actor::at_command_line("guichet import", config.staff_guild, present.setup);
    // Not shown where nobody looks.
    let bar = ProgressBar::new(u64::try_from(steps.len()).unwrap_or(u64::MAX));
    let done = desk.import(&actor, steps, &mut || bar.inc(1)).await;
    bar.finish_and_clear();
    desk.store.close().await;
    match done {
        Ok(()) => Ok(()),
        Err(Stop::Refused(refused)) => {
            bail!("the desk has changed meanwhile ({refused:?}), nothing was written: try again")
        }
        Err(Stop::Fault(fault)) => Err(fault.context("nothing was written")),
    }
}

pub(super) fn total(steps: &[ImportStep]) -> String {
    let customers = steps.iter().filter(|step| matches!(step, ImportStep::Add(_))).count();
    format!("{} and {}", counted(customers, "customer"), counted(steps.len() - customers, "channel"))
}

pub(super) fn what(steps: &[ImportStep]) -> String {
    if steps.is_empty() {
        return "is so already".to_owned();
    }
    let each: Vec<String> = steps
        .iter()
        .map(|step| match step {
            ImportStep::Add(new) => {
                let since = new.since.map_or_else(|| "today".to_owned(), |date| date.to_string());
                let reads = new.language.map_or("what staff read", Language::as_str);
                format!("adds {}, {} since {since}, reading {reads}", new.name, new.level)
            }
            ImportStep::Link { customer, channel, announced } => {
                let told = match (announced.announcements, &announced.platform) {
                    (false, _) => "maintenance not announced".to_owned(),
                    (true, None) => "maintenance announced".to_owned(),
                    (true, Some(platform)) => format!("maintenance of {platform} announced"),
                };
                format!("links channel {channel} with {customer}, {told}")
            }
        })
        .collect();
    each.join("; ")
}

pub(super) fn in_words(wrong: &Wrong, line: &ImportLine, offer: &Offer) -> String {
    let name = &line.name;
    match wrong {
        Wrong::Name => format!("a name has 1 to {NAME_MOST} characters"),
        Wrong::NoLevel => format!("{name} is new: say its level"),
        Wrong::Repeated { line } => format!("{name} is on line {line} already"),
        Wrong::Contradicts { line } => {
            format!("{name} has another level, language or date on line {line}: leave them empty here")
        }
        Wrong::Level(level) => format!("{name} is served as {level}: change it with /customer level"),
        Wrong::Language(language) => {
            format!("the team of {name} reads {}: change it with /customer edit", language.as_str())
        }
        Wrong::Since(date) => format!("{name} has its level since {date}: say that date, or none"),
        Wrong::NoSuchPlatform(key) => format!(
            "platform `{key}` is none of {}",
            offer.platforms.iter().map(|platform| platform.key.as_str()).collect::<Vec<_>>().join(", ")
        ),
        Wrong::NotAChannel(id) => format!("channel {id} is no text channel of the staff server that the bot sees"),
        Wrong::DeskChannel(id) => format!("channel {id} is the desk's own"),
        Wrong::ChannelTwice { line } => format!("the channel is on line {line} already"),
        Wrong::SpeaksFor(customer) => {
            format!("the channel speaks for {customer} already: unlink it first with /customer unlink")
        }
        Wrong::ToldOtherwise => "the channel is linked already, with other announcements or another platform: unlink it first with /customer unlink".to_owned(),
    }
}
