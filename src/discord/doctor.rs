//! `/desk doctor`: looks at the desk from every side and says what is missing or wrong, each with its mend.
//! Nothing is changed.

use std::time::Duration;

use anyhow::{Context, Result};

use super::{
    Face,
    cards::{
        doctor::{Finding, Kind},
        on_call,
        said::desk::gone,
        setup::lacking,
    },
    look::markdown::{self, channel, moment, plain, plain_line, role},
    reach::{places::Places, server::Server, verified},
};
use crate::{
    desk::{
        actor::Actor,
        refusal::{reason::Done, setup::Gone},
        say::message::Destination,
        upkeep::{
            doctor::{Health, Linked},
            setup::roles,
        },
    },
    rules::{ids::GuildId, language::Language},
    store::{desk::Setup, doctor::Undelivered},
    words,
};

/// How many servers of customers are looked at for one examination.
const LOOKED_AT: usize = 25;

/// How long a look at one of them may take.
const LOOK_LIMIT: Duration = Duration::from_secs(5);

/// Everything that is wrong, in words.
///
/// # Errors
/// Refused for anyone who is not an agent; a fault when Discord or the database cannot be asked.
pub async fn examine(face: &Face, actor: &Actor, language: Language) -> Done<Vec<Finding>> {
    let health = face.desk.health(actor).await?;
    let mut findings = deliveries(&health, actor.setup.as_ref(), language);
    let mut desk = application(face, language).await?;
    desk.extend(unread(face, language));
    match &actor.setup {
        None => desk.push(words!(language, "doctor-not-set-up")),
        Some(setup) => {
            desk.extend(actor.gone.iter().map(|gone_now| gone(language, *gone_now)));
            desk.extend(staff_server(face, setup, language).await?);
        }
    }
    findings.extend(desk.into_iter().map(|line| Finding::alone(Kind::Desk, line)));
    let amiss = face.desk.on_call_amiss().await?;
    let lines = on_call::amiss(&amiss, language);
    findings.extend(lines.into_iter().map(|line| Finding::alone(Kind::OnCall, line)));
    let experts = experts(face, actor, language).await?;
    findings.extend(experts.into_iter().map(|line| Finding::alone(Kind::Experts, line)));
    findings.extend(customers(&health, &face.home.places, language));
    let rights = theirs(face, &health, language).await;
    findings.extend(rights.into_iter().map(|line| Finding::alone(Kind::Rights, line)));
    findings.extend(tickets(&health, language));
    // Whoever looks has just put something right: what was refused is tried again.
    face.desk.try_refused(None).await?;
    Ok(findings)
}

/// What the application lacks. Without the content of messages the transcripts are empty; the gateway lets
/// the bot in all the same once it has been let in.
async fn application(face: &Face, language: Language) -> Result<Vec<String>> {
    let application =
        face.api.get_current_application_info().await.context("asking Discord for the application")?;
    let deaf = (!verified::reads_messages(&application)).then(|| words!(language, "doctor-intent"));
    let many = verified::is_to_be(&application)
        .map(|servers| words!(language, "doctor-many-servers", count = servers));
    Ok(deaf.into_iter().chain(many).collect())
}

/// What Discord told in a way that cannot be read.
fn unread(face: &Face, language: Language) -> Option<String> {
    let counted = face.unread.of_use();
    let last = counted.values().map(|(_, last)| *last).max()?;
    let named: Vec<String> = counted.iter().map(|(name, (times, _))| format!("`{name}` ({times})")).collect();
    Some(words!(language, "doctor-unread", named = named.join(", "), since = moment(last)))
}

/// What the bot is not allowed in the desk's own channels, and roles whose mention calls nobody.
async fn staff_server(face: &Face, setup: &Setup, language: Language) -> Result<Vec<String>> {
    let server = Server::look(face, face.home.staff_guild).await?;
    let mut channels = vec![setup.support_channel, setup.experts_channel];
    channels.dedup();
    let mut findings: Vec<String> = channels
        .into_iter()
        .filter(|id| server.has_channel(*id))
        .filter_map(|id| lacking(id, &server.lacks(id, language), language))
        .collect();
    for id in roles(setup).into_iter().filter(|id| *id != setup.expert_role) {
        if !server.has_role(id) {
            if id != setup.support_role {
                findings.push(words!(language, "doctor-role-gone"));
            }
        } else if !server.can_call(id, setup.support_channel) {
            findings.push(words!(language, "setup-not-mentionable", role = role(id)));
        }
    }
    Ok(findings)
}

/// Experts who lost the role since they were last looked up.
async fn experts(face: &Face, actor: &Actor, language: Language) -> Result<Vec<String>> {
    let role_gone = actor.gone.iter().any(|gone| matches!(gone, Gone::ExpertRole(_)));
    let Some(setup) = actor.setup.as_ref().filter(|_| !role_gone) else { return Ok(Vec::new()) };
    let mut findings = Vec::new();
    for (expert, count) in face.desk.experts_at_work().await? {
        if !face.staff_roles_now(expert).await?.contains(&setup.expert_role) {
            let who = markdown::person(expert);
            findings.push(words!(language, "doctor-expert-left", who = who, count = count));
        }
    }
    Ok(findings)
}

/// Customers from whose channels nobody can reach the desk.
fn customers(health: &Health, places: &Places, language: Language) -> Vec<Finding> {
    let gone = health.links.iter().filter(|link| places.is_gone(link.channel)).map(|link: &Linked| {
        let customer = plain_line(&link.customer);
        let about = format!("{} (**{customer}**)", channel(link.channel));
        let line =
            words!(language, "doctor-channel-gone", channel = channel(link.channel), customer = customer);
        Finding { kind: Kind::ChannelGone, about, line }
    });
    let of = |kind: Kind, id: &'static str| {
        move |customer: &String| {
            let customer = plain_line(customer);
            let about = format!("**{customer}**");
            Finding { kind: kind.clone(), about, line: words!(language, id, customer = customer) }
        }
    };
    let unreachable = health.unreachable.iter().map(of(Kind::Unreachable, "doctor-unreachable"));
    let unmanaged = health.unmanaged.iter().map(of(Kind::Unmanaged, "doctor-unmanaged"));
    gone.chain(unreachable).chain(unmanaged).collect()
}

/// What the bot is not allowed in customers' channels: those of a few servers, the ones in which something
/// was refused first.
async fn theirs(face: &Face, health: &Health, language: Language) -> Vec<String> {
    let there =
        |link: &&Linked| link.guild != face.home.staff_guild && !face.home.places.is_gone(link.channel);
    let mut servers: Vec<(bool, GuildId)> = Vec::new();
    for link in health.links.iter().filter(there) {
        let calm = !health.troubled.contains(&link.channel);
        match servers.iter_mut().find(|(_, guild)| *guild == link.guild) {
            Some((all_calm, _)) => *all_calm &= calm,
            None => servers.push((calm, link.guild)),
        }
    }
    servers.sort_by_key(|(calm, _)| *calm);
    let more = servers.len().saturating_sub(LOOKED_AT);
    servers.truncate(LOOKED_AT);
    if health.links.iter().any(|link| link.guild == face.home.staff_guild) {
        servers.push((true, face.home.staff_guild));
    }
    let looks = servers.into_iter().map(|(_, guild)| async move {
        let look = tokio::time::timeout(LOOK_LIMIT, Server::look(face, guild)).await;
        (guild, look.ok().and_then(Result::ok))
    });
    let mut findings = Vec::new();
    for (guild, server) in futures::future::join_all(looks).await {
        // One that cannot be looked at is told of by what is refused there.
        let Some(server) = server else { continue };
        for link in health.links.iter().filter(|link| link.guild == guild) {
            let lacks = server.lacks(link.channel, language);
            if !lacks.is_empty() && server.has_channel(link.channel) {
                findings.push(words!(
                    language,
                    "doctor-channel-lacks",
                    channel = channel(link.channel),
                    customer = plain_line(&link.customer),
                    what = lacks.join(", ")
                ));
            }
        }
    }
    if more > 0 {
        findings.push(words!(language, "doctor-not-looked-at", count = more));
    }
    findings
}

/// Tickets that nobody of their teams can see, and those without a thread.
fn tickets(health: &Health, language: Language) -> Vec<Finding> {
    let silent = health.silent.iter().map(|one| {
        let (about, since) = (one.ticket.to_string(), moment(one.since));
        let customer = plain_line(&one.customer);
        let line =
            words!(language, "doctor-unheard", customer = customer, ticket = about.clone(), since = since);
        Finding { kind: Kind::Unheard, about, line }
    });
    let threadless = health.threadless.iter().map(|one| {
        let error = one.error.as_deref().unwrap_or("–");
        let too_many = error.starts_with("160006") || error.starts_with("160007");
        let word = if too_many { "doctor-too-many-threads" } else { "doctor-no-thread" };
        let line = words!(language, word, count = one.count, since = moment(one.since), error = plain(error));
        Finding::alone(Kind::Threadless, line)
    });
    silent.chain(threadless).collect()
}

/// What waits for too long, and what never arrived.
fn deliveries(health: &Health, setup: Option<&Setup>, language: Language) -> Vec<Finding> {
    let told = |kind: fn(String) -> Kind, id: &'static str| {
        move |one: &Undelivered| {
            let error = one.error.as_deref().unwrap_or("–");
            // What Discord says begins with its code.
            let code = error.split(' ').next().unwrap_or_default().to_owned();
            let (about, since) = (destination(&one.destination, language), moment(one.since));
            let line = words!(
                language,
                id,
                to = about.clone(),
                count = one.count,
                since = since,
                error = plain(error)
            );
            Finding { kind: kind(code), about, line }
        }
    };
    let staffs = |one: &&Undelivered| match (one.destination.parse(), setup) {
        (Ok(Destination::Channel(id)), Some(setup)) => {
            [setup.support_channel, setup.experts_channel].contains(&id)
        }
        (Ok(_) | Err(_), _) => false,
    };
    let (shut, refused): (Vec<_>, Vec<_>) = health.refused.iter().partition(staffs);
    let shut = shut.into_iter().map(told(|_| Kind::Shut, "doctor-shut"));
    let refused = refused.into_iter().map(told(Kind::Refused, "doctor-refused"));
    let failed = health.failed.iter().map(told(Kind::Failed, "doctor-failed"));
    let late = health.late.iter().map(told(Kind::Late, "doctor-late"));
    let overdue = health.overdue.iter().map(|(count, since)| {
        let line = words!(language, "doctor-overdue", count = *count, since = moment(*since));
        Finding::alone(Kind::Overdue, line)
    });
    shut.chain(refused).chain(failed).chain(late).chain(overdue).collect()
}

fn destination(text: &str, language: Language) -> String {
    match text.parse::<Destination>() {
        Ok(Destination::Channel(id)) => channel(id),
        Ok(Destination::TeamThread(ticket)) => {
            words!(language, "doctor-team-thread", ticket = ticket.to_string())
        }
        Ok(Destination::StaffThread(ticket)) => {
            words!(language, "doctor-staff-thread", ticket = ticket.to_string())
        }
        Ok(Destination::Person(person)) => markdown::person(person),
        Ok(Destination::Owner) => words!(language, "doctor-owner"),
        Ok(Destination::Route(route)) => words!(language, "doctor-route", route = format!("`{route}`")),
        Err(_) => plain(text),
    }
}
