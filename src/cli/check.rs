//! `guichet check`: settings, offer, database and Discord looked at, each in a line; nothing is changed and
//! the gateway is not opened, so that it may be run beside a desk at work.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use anyhow::{Result, bail};

use super::{
    out::{counted, print},
    routes::{self, Looked},
    zones::{self, Found, Machine},
};
use crate::{
    clock::Clock,
    config::{self, Config},
    desk::upkeep::{
        incident_integrity,
        integrity::{self, Broken, Histories},
        setup::roles,
    },
    discord::reach::{
        client::{self, Reached},
        server::Server,
        verified,
    },
    rules::{
        ids::{ChannelId, GuildId, TicketNumber},
        language::Language,
        offer::Offer,
    },
    store::{
        self, Conn,
        desk::Setup,
        file::{
            attached::Files,
            before_update,
            look::{self, Schema},
            private,
        },
        integrity::orphans,
    },
};

/// What the database tells of where the desk works.
#[derive(Default)]
struct Known {
    setup: Option<Setup>,
    /// The channels that speak for customers: the customer, the channel, its server.
    links: Vec<(String, ChannelId, GuildId)>,
}

/// What was said so far.
#[derive(Default)]
struct Report {
    wrong: usize,
}

fn well(what: &str, how: &str) -> Result<()> {
    Ok(print(&format!("ok     {what}: {how}"))?)
}

/// Something that is not as it should be for good, and that nobody has to mend for the desk to work.
fn note(what: &str, how: &str) -> Result<()> {
    Ok(print(&format!("note   {what}: {how}"))?)
}

impl Report {
    fn wrong(&mut self, what: &str, how: &str) -> Result<()> {
        self.wrong += 1;
        Ok(print(&format!("WRONG  {what}: {how}"))?)
    }
}

/// Looks at everything.
///
/// # Errors
/// A setting that is wrong; otherwise how many things are.
pub(super) async fn check() -> Result<()> {
    let config = Config::from_env()?;
    let mut report = Report::default();
    well("settings", "all are there, each of its form")?;
    endpoint(&config)?;
    well(
        "offer",
        &format!(
            "{} levels, {} platforms, {} components, in {}",
            crate::rules::level::Level::ALL.len(),
            config.offer.platforms.len(),
            config.offer.components.len(),
            config.offer.calendar.zone
        ),
    )?;
    door(&config)?;
    heartbeat(&config)?;
    match zones::look(config.offer.calendar.zone, &Machine::own(), Clock::system().now()) {
        Found::Well(how) => well("time zones", &how)?,
        Found::Note(how) => note("time zones", &how)?,
        Found::Wrong(how) => report.wrong("time zones", &how)?,
    }
    for line in routes::look(config.routes.as_ref()) {
        match line {
            Looked::Well(how) => well("routes", &how)?,
            Looked::Note(how) => note("routes", &how)?,
        }
    }
    let known = database(&mut report, &config.database, &config.offer).await?;
    readers(&mut report, &config.database)?;
    discord(&mut report, &config, &known).await?;
    match report.wrong {
        0 => Ok(print("All is well.")?),
        1 => bail!("1 thing is wrong: the line above says what to do"),
        many => bail!("{many} things are wrong: the lines above say what to do"),
    }
}

/// Where callers find what they may ask for.
fn door(config: &Config) -> Result<()> {
    let (what, door) = ("door", config.http_address);
    match config.metrics_address {
        Some(figures) => well(what, &format!("{door}; figures at {figures}, for whoever reaches that")),
        None if door.ip().is_loopback() => well(what, &format!("{door}, figures too")),
        None => {
            note(what, &format!("{door}; figures for callers of this machine alone, or set METRICS_ADDR"))
        }
    }
}

/// Whether anybody elsewhere notices when the desk is gone.
fn heartbeat(config: &Config) -> Result<()> {
    match &config.heartbeat {
        Some(_) => well("heartbeat", "HEARTBEAT_URL is asked once a minute while the desk is well"),
        None => note("heartbeat", "HEARTBEAT_URL is not set: nobody is told when the desk is gone"),
    }
}

/// How many sessions Discord asks for, and how many it lets the bot begin; and whether the bot will soon need
/// its approval.
fn sessions(reached: &Reached) -> Result<()> {
    let limit = &reached.gateway.session_start_limit;
    let (asked, left) = (counted(reached.gateway.shards as usize, "session"), limit.remaining);
    let how = format!("Discord asks for {asked}; {left} of {} may still begin today", limit.total);
    let few = left < limit.total.div_ceil(2);
    (if few { note } else { well })("sessions", &how)?;
    match verified::is_to_be(&reached.told) {
        None => Ok(()),
        Some(servers) => note(
            "servers",
            &format!(
                "the bot is in {servers}; Discord adds it to a hundred at most before the application is verified, and reading what people write then needs its approval too: ask for both in the developer portal, as it takes days to weeks"
            ),
        ),
    }
}

async fn database(report: &mut Report, path: &Path, offer: &Offer) -> Result<Known> {
    const WHAT: &str = "database";
    let name = path.display();
    let looked = match look::at(path).await {
        Ok(Some(looked)) => looked,
        Ok(None) => {
            well(WHAT, &format!("{name} is not there yet; the first start makes it"))?;
            return Ok(Known::default());
        }
        Err(error) => {
            report.wrong(
                WHAT,
                &format!("{error:#}; name the desk's own file in DATABASE_URL, or restore a backup"),
            )?;
            return Ok(Known::default());
        }
    };
    match looked.schema {
        Schema::Present(step) => well(WHAT, &format!("{name}, schema step {step}, as this version's"))?,
        Schema::Older { step, newest } => note(
            WHAT,
            &format!(
                "{name}, schema step {step}: the next start brings it to step {newest}, and keeps a copy of before"
            ),
        )?,
        Schema::Newer(step) => {
            let how = format!("{name} was written by a newer version (schema step {step}): run that version");
            report.wrong(WHAT, &how)?;
            return Ok(Known::default());
        }
    }
    for kept in before_update::kept_of(path) {
        let how =
            "is the database of before an update, with all that was in it: remove it once nobody goes back";
        note(&kept.display().to_string(), how)?;
    }
    let mut conn = looked.conn;
    if !structure(report, &mut conn).await? {
        return Ok(Known::default());
    }
    tickets(report, &mut conn, &Files::beside(path)).await?;
    incidents(report, &mut conn).await?;
    hours(report, &mut conn, offer).await?;
    let mut known = Known { setup: store::desk::setup(&mut conn).await?, links: Vec::new() };
    for customer in store::customer::served(&mut conn).await? {
        for link in store::customer::links(&mut conn, customer.id).await? {
            known.links.push((customer.name.clone(), link.channel, link.guild));
        }
    }
    Ok(known)
}

/// Where the token goes, where that is not Discord itself.
fn endpoint(config: &Config) -> Result<()> {
    let Some(other) = &config.discord else { return Ok(()) };
    let from = config::origin("DISCORD_API_URL");
    note("endpoint", &format!("{}, as DISCORD_API_URL of {from} says: the token goes there", other.address))
}

/// Who can read what holds secrets and what customers wrote.
fn readers(report: &mut Report, database: &Path) -> Result<()> {
    let mut files = private::files_of(database);
    files.push(PathBuf::from(".env"));
    for file in files {
        if let Some(mode) = private::open_to_others(&file) {
            let name = file.display().to_string();
            let how = format!("others on this machine may use it (mode {mode:o}): chmod 600 {name}");
            report.wrong(&name, &how)?;
        }
    }
    Ok(())
}

/// Whether the file can be read on.
async fn structure(report: &mut Report, conn: &mut Conn) -> Result<bool> {
    let damaged = match store::integrity::structure(conn).await {
        Ok(lines) => lines,
        Err(error) => vec![format!("{error:#}")],
    };
    if let Some(first) = damaged.first() {
        let how = format!("damaged ({} places, the first: {first}); restore a backup", damaged.len());
        report.wrong("file", &how)?;
        return Ok(false);
    }
    let orphans = orphans(conn).await?;
    for (table, count) in &orphans {
        let how = format!("{count} rows of {table} name what is not there; restore a backup");
        report.wrong("file", &how)?;
    }
    if orphans.is_empty() {
        well("file", "sound, and every row that another names is there")?;
    }
    Ok(true)
}

async fn tickets(report: &mut Report, conn: &mut Conn, files: &Files) -> Result<()> {
    let found = integrity::tickets(conn, files).await?;
    histories(report, "ticket", &found, TicketNumber::to_string)
}

async fn incidents(report: &mut Report, conn: &mut Conn) -> Result<()> {
    let found = incident_integrity::incidents(conn).await?;
    histories(report, "major incident", &found, |number| format!("major incident {number}"))
}

/// What was found in the histories of one kind.
fn histories<N>(
    report: &mut Report,
    kind: &str,
    found: &Histories<N>,
    name: impl Fn(&N) -> String,
) -> Result<()> {
    let (gone, broken): (Vec<_>, Vec<_>) =
        found.broken.iter().partition(|(_, broken)| matches!(broken, Broken::NoText(_)));
    for (whose, what) in &gone {
        note(&name(whose), &in_words(what))?;
    }
    for (whose, what) in &broken {
        let how = format!("{}; compare with a backup of before", in_words(what));
        report.wrong(&name(whose), &how)?;
    }
    if broken.is_empty() {
        let how =
            format!("{}, {} events, each as it was written", counted(found.histories, kind), found.events);
        well(&format!("{kind}s"), &how)?;
    }
    Ok(())
}

fn in_words(broken: &Broken) -> String {
    match broken {
        Broken::NoEvent => "it has no event at all".to_owned(),
        Broken::Chain(seq) => {
            format!("its history breaks at event {seq}, which is not what was written there")
        }
        Broken::Row => "its state, priority, component or assignee is not what its events say".to_owned(),
        Broken::Ties => "its state, platform or tickets are not what its events say".to_owned(),
        Broken::Text(seq) => format!("the text of event {seq} is not what was written"),
        Broken::NoText(seq) => format!("the text of event {seq} is not kept"),
        Broken::Files(seq) => format!("the files of event {seq} are not those that came with it"),
        Broken::NoFile(seq) => format!("a file of event {seq} is not beside the database"),
    }
}

async fn hours(report: &mut Report, conn: &mut Conn, offer: &Offer) -> Result<()> {
    let overdrawn = integrity::ledger(conn, offer, Clock::system().now()).await?;
    for one in &overdrawn {
        let how = format!("{}, {}: below zero; compare with a backup of before", one.customer, one.source);
        report.wrong("hours", &how)?;
    }
    if overdrawn.is_empty() {
        well("hours", "no month and no pack is below zero")?;
    }
    Ok(())
}

async fn discord(report: &mut Report, config: &Config, known: &Known) -> Result<()> {
    let reached = match client::reach(&config.token, config.discord.as_ref()).await {
        Ok(reached) => reached,
        // A token that is refused is a wrong setting.
        Err(error) if error.downcast_ref::<client::NotLetIn>().is_some() => return Err(error),
        Err(error) => return report.wrong("Discord", &format!("{error:#}; is the network there?")),
    };
    well("token", &format!("Discord knows the bot, application {}", reached.application))?;
    if verified::reads_messages(&reached.told) {
        well("intent", "the bot may read what people write")?;
    } else {
        report.wrong(
            "intent",
            "the bot may not read what people write; switch on Message Content Intent in Discord's developer portal, under Bot",
        )?;
    }
    sessions(&reached)?;
    let staff = server(report, &reached, config.staff_guild, "staff server", "STAFF_GUILD_ID").await?;
    match (&known.setup, &staff) {
        (None, _) => {
            note("set-up", "not done yet: an administrator of the staff server runs /desk setup")?;
        }
        (Some(setup), Some(staff)) => set_up(report, staff, setup)?,
        (Some(_), None) => {}
    }
    links(report, &reached, BTreeMap::from([(config.staff_guild, staff)]), known).await
}

/// A server, where the bot is in it.
async fn server(
    report: &mut Report,
    reached: &Reached,
    id: GuildId,
    what: &str,
    mend: &str,
) -> Result<Option<Server>> {
    match Server::ask(&reached.http, reached.bot, id).await {
        Ok(server) => {
            well(what, &format!("{} ({id})", server.name()))?;
            Ok(Some(server))
        }
        Err(error) => {
            report
                .wrong(what, &format!("{id}: {error:#}; see to it that the bot is in it, or mend {mend}"))?;
            Ok(None)
        }
    }
}

/// The desk's own channels, and the roles that it calls.
fn set_up(report: &mut Report, staff: &Server, setup: &Setup) -> Result<()> {
    let mut channels = vec![setup.support_channel, setup.experts_channel];
    channels.dedup();
    for id in channels {
        channel(report, staff, id, "channel", "run /desk setup again")?;
    }
    for role in roles(setup) {
        let what = format!("role {role}");
        if !staff.has_role(role) {
            report.wrong(&what, "is gone; run /desk setup again")?;
        } else if role != setup.expert_role && !staff.can_call(role, setup.support_channel) {
            report.wrong(
                &what,
                "a mention of it would call nobody; let everyone mention it, or let the bot mention all roles",
            )?;
        } else {
            well(&what, "is there")?;
        }
    }
    Ok(())
}

/// The channels that speak for customers, server by server.
async fn links(
    report: &mut Report,
    reached: &Reached,
    mut servers: BTreeMap<GuildId, Option<Server>>,
    known: &Known,
) -> Result<()> {
    for (customer, id, guild) in &known.links {
        if !servers.contains_key(guild) {
            let what = format!("server of {customer}");
            let looked = server(report, reached, *guild, &what, "the link with /customer unlink").await?;
            servers.insert(*guild, looked);
        }
        if let Some(Some(server)) = servers.get(guild) {
            channel(
                report,
                server,
                *id,
                &format!("channel of {customer}"),
                "/customer unlink, then link another",
            )?;
        }
    }
    Ok(())
}

fn channel(report: &mut Report, server: &Server, id: ChannelId, what: &str, mend: &str) -> Result<()> {
    if !server.has_channel(id) {
        return report.wrong(what, &format!("{id} is gone, or out of the bot's sight; {mend}"));
    }
    let name = server.channel_name(id).unwrap_or_default();
    let lacks = server.lacks(id, Language::En);
    if lacks.is_empty() {
        well(what, &format!("#{name} ({id})"))
    } else {
        let how =
            format!("#{name} ({id}): the bot lacks permissions: {}; grant them there", lacks.join(", "));
        report.wrong(what, &how)
    }
}
