//! Nobody reaches what is not theirs: every command is tried by those who may not, from where they may not. A
//! command without a row fails.

use std::collections::BTreeSet;

use guichet::{
    discord::commands::registered_as_json,
    rules::{
        language::Language,
        offer::{DEFAULT, Offer},
    },
};
use sandbox::{Answer, Channel, Person};
use serde_json::Value;

use crate::world::{World, said::refused_as, world};

/// For whom a command is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum For {
    /// Whoever may write in a customer's channel, but the staff.
    Team,
    /// Managers of the customer.
    Managers,
    /// Whoever may write in a customer's channel, and agents.
    TeamAndAgents,
    /// Whoever may write in a customer's channel, agents, and the experts who were called into the ticket.
    TicketReaders,
    /// Whoever may write in a customer's channel, and staff.
    Readers,
    /// Support agents.
    Agents,
    /// Experts.
    Experts,
    /// Administrators of the staff server.
    Administrators,
    /// Anybody: it gives no data.
    Anybody,
}

use For::{Administrators, Agents, Anybody, Experts, Managers, Readers, Team, TeamAndAgents, TicketReaders};

impl For {
    /// Whether it is of a customer's channel.
    fn is_the_teams(self) -> bool {
        match self {
            Self::Team | Self::Managers | Self::TeamAndAgents | Self::TicketReaders | Self::Readers => true,
            Self::Agents | Self::Experts | Self::Administrators | Self::Anybody => false,
        }
    }

    /// Whether it is declared in the staff server alone.
    fn is_the_staffs(self) -> bool {
        matches!(self, Self::Agents | Self::Experts | Self::Administrators)
    }
}

/// Every command as it is typed, and for whom it is. `#1` is Acme's ticket.
pub(crate) const COMMANDS: &[(&str, For)] = &[
    ("/ticket open subject:Hello description:There", Team),
    ("/ticket show ticket:#1", TicketReaders),
    ("/ticket clock ticket:#1", TicketReaders),
    ("/agent board", Agents),
    ("/agent restore ticket:#1 note:Done", Agents),
    ("/agent update ticket:#1 impact:Nothing action:Looking next:30", Agents),
    ("/escalate ticket:#1 impact:Everything", Team),
    ("/ticket list", TicketReaders),
    ("/ticket export ticket:#1", TicketReaders),
    ("/ticket expert ticket:#1", Team),
    ("/ticket close ticket:#1", TeamAndAgents),
    ("/ticket reopen ticket:#1 reason:Again", TeamAndAgents),
    ("/contract show", Readers),
    ("/expertise balance month:2026-11", Readers),
    ("/expertise book topic:training minutes:30 slot:2026-11-24 10:00", Team),
    ("/expertise sessions", Readers),
    ("/expertise move session:1 slot:2026-11-24 10:00", Team),
    ("/expertise cancel session:1", Team),
    ("/expertise pack hours:2", Managers),
    ("/report month:2026-11", TeamAndAgents),
    ("/maintenance next", Readers),
    ("/maintenance list", Readers),
    ("/window list", Agents),
    (
        "/window add platform:ngp start:\"2026-12-09 00:00\" end:\"2026-12-09 06:00\" reason:unspeakable",
        Agents,
    ),
    ("/window move window:1 reason:unspeakable start:\"2026-12-09 00:00\"", Agents),
    ("/window extend window:1 reason:unspeakable end:\"2026-11-25 08:00\"", Agents),
    ("/window cancel window:1 reason:unspeakable", Agents),
    ("/contract preview level:Gold", Readers),
    ("/contract upgrade level:Gold", Managers),
    ("/contract settings", Managers),
    ("/help", Anybody),
    ("/link code:ABCD-2345", Anybody),
    ("/agent open customer:Acme subject:Hello description:There", Agents),
    ("/agent ack ticket:#1", Agents),
    ("/agent take ticket:#1", Agents),
    ("/agent assign ticket:#1 user:{person}", Agents),
    ("/agent wait ticket:#1 reason:Because", Agents),
    ("/agent resume ticket:#1", Agents),
    ("/agent priority ticket:#1 priority:P2 reason:Because", Agents),
    ("/agent reply ticket:#1 text:Hello", Agents),
    ("/agent note ticket:#1 text:Hello", Agents),
    ("/agent component ticket:#1 component:portal reason:Because", Agents),
    ("/customer add name:New level:Gold", Agents),
    ("/customer edit customer:Acme name:Mine", Agents),
    ("/customer level customer:Acme level:Standard", Agents),
    ("/customer remove customer:Acme", Agents),
    ("/customer link customer:Acme", Agents),
    ("/customer unlink customer:Acme channel:1", Agents),
    ("/customer manager customer:Acme user:{person}", Agents),
    ("/customer pack customer:Acme hours:2", Agents),
    ("/customer show customer:Acme", Agents),
    ("/customer list", Agents),
    (
        "/desk setup support-channel:{channel} experts-channel:{channel} support-role:{role} expert-role:{role}",
        Administrators,
    ),
    ("/expert hours day:Monday from:9 to:12", Experts),
    ("/expert settings accept-at-once:true", Experts),
    ("/expert off from:2026-12-24 to:2026-12-26", Experts),
    ("/expert book customer:Acme topic:training minutes:30 slot:2026-11-24 10:00", Experts),
    ("/expert agenda", Experts),
    ("/expert done session:1", Experts),
    ("/desk doctor", Agents),
    ("/desk audit", Agents),
    ("/incident open title:unspeakable", Agents),
    ("/incident add incident:1 ticket:#1", Agents),
    ("/incident drop incident:1 ticket:#1", Agents),
    ("/incident update incident:1 impact:unspeakable action:unspeakable next:30", Agents),
    ("/incident restore incident:1 note:unspeakable", Agents),
    ("/incident close incident:1 what-happened:unspeakable", Agents),
    ("/incident show incident:1", Agents),
    ("/incident list", Agents),
    ("/incident export incident:1", Agents),
    ("/on-call show", Agents),
    ("/on-call calendar level:1 remove:true", Agents),
    ("/on-call name name:Ada user:{person}", Agents),
    ("/on-call cover level:1 user:{person} until:\"2026-12-09 08:00\"", Agents),
    ("/on-call test level:1", Agents),
];

/// What nobody but Acme and the staff may read.
const SECRETS: [&str; 3] = ["Acme", "unspeakable", "Amine"];

/// The commands that are declared, as they begin when typed, with the options that suggest.
pub(crate) fn declared() -> Vec<(String, Vec<String>)> {
    fn collect(command: &Value, before: &str, all: &mut Vec<(String, Vec<String>)>) {
        let typed = format!("{before}{}", command["name"].as_str().expect("a name"));
        let options: Vec<&Value> = command["options"].as_array().into_iter().flatten().collect();
        if options.iter().any(|option| option["type"] == 1 || option["type"] == 2) {
            for option in options {
                collect(option, &format!("{typed} "), all);
            }
            return;
        }
        let suggesting = options.iter().filter(|option| option["autocomplete"] == true);
        let names = suggesting.filter_map(|option| option["name"].as_str()).map(str::to_owned).collect();
        all.push((typed, names));
    }
    let both = registered_as_json(&Offer::parse(DEFAULT).expect("the embedded offer"))
        .expect("the commands as JSON");
    let mut all = Vec::new();
    for command in ["global", "staff"].iter().flat_map(|place| both[place].as_array().expect("a list")) {
        if command["type"] == 1 || command["type"].is_null() {
            collect(command, "/", &mut all);
        }
    }
    all
}

/// A command that nobody thought of here is a command that nobody tried.
#[test]
fn every_command_has_its_row() {
    let declared: BTreeSet<String> = declared().into_iter().map(|(typed, _)| typed).collect();
    let begins = |line: &str, typed: &str| line == typed || line.starts_with(&format!("{typed} "));
    for typed in &declared {
        assert_eq!(
            COMMANDS.iter().filter(|(line, _)| begins(line, typed)).count(),
            1,
            "{typed} has not one row"
        );
    }
    for (line, _) in COMMANDS {
        assert!(declared.iter().any(|typed| begins(line, typed)), "{line} is no command any more");
    }
}

/// A world in which Acme has a ticket that nobody else should hear of.
pub(crate) async fn with_a_secret() -> World {
    let world = world().await;
    let acme = &world.acme;
    acme.member.types(&acme.channel, r#"/ticket open subject:"unspeakable" description:"unspeakable""#).await;
    world.settles().await;
    acme.channel.expect(&["#1"]).await;
    world.staff.support.expect(&["#1"]).await;
    world
}

pub(crate) fn line(world: &World, row: &str) -> String {
    row.replace("{person}", &world.initech.member.mention())
        .replace("{channel}", &world.staff.support.mention())
        .replace("{role}", &world.staff.support_role.mention())
}

/// How much there is of everything: what is refused leaves no trace.
pub(crate) async fn rows(world: &World) -> Vec<i64> {
    let mut rows = Vec::new();
    for table in [
        "ticket",
        "ticket_event",
        "customer",
        "channel_link",
        "link_code",
        "manager",
        "session",
        "session_event",
        "outbox",
        "expert",
        "expert_hours",
        "expert_help",
        "pack",
        "hours_entry",
        "window_change",
        "incident_event",
    ] {
        rows.push(world.counts(&format!("SELECT count(*) FROM {table}")).await);
    }
    rows
}

fn keeps_secrets(answer: &Answer, what: &str) {
    for secret in SECRETS {
        assert!(!answer.contains(&[secret]), "{what} tells of {secret}: {}", answer.text());
    }
}

async fn is_told(who: &Person, place: &Channel, line: &str, words: &str) {
    let answer = who.types(place, line).await;
    assert_eq!(answer.text(), words, "{line}");
    assert!(answer.is_private(), "{line}");
}

/// An unlinked channel and a direct message get an answer that helps, and no data.
#[tokio::test]
async fn a_stranger_gets_help_and_no_data() {
    let world = with_a_secret().await;
    let sam = world.sandbox.person("Sam").locale("en-US").create();
    let guild = world.sandbox.guild("Elsewhere").owner(&sam).create();
    let (channel, direct) = (guild.channel("general").create(), sam.conversation());
    let before = rows(&world).await;
    for (row, whose) in COMMANDS {
        let line = line(&world, row);
        match whose {
            For::Team | For::Managers | For::TeamAndAgents | For::TicketReaders | For::Readers => {
                is_told(&sam, &channel, &line, &refused_as(Language::En, "refusal-not-linked", false)).await;
                is_told(&sam, &direct, &line, &refused_as(Language::En, "refusal-direct-message", false))
                    .await;
            }
            For::Anybody => {
                for place in [&channel, &direct] {
                    keeps_secrets(&sam.types(place, &line).await, &line);
                }
            }
            For::Agents | For::Experts | For::Administrators => {
                for place in [&channel, &direct] {
                    assert!(
                        sam.types(place, &line).await.impossible().is_some(),
                        "{line} is declared elsewhere"
                    );
                }
            }
        }
    }
    let message = sam.says(&channel, "Help").expect("a message");
    let answer = sam.uses_menu("Open a ticket", &message).await;
    assert_eq!(answer.text(), refused_as(Language::En, "refusal-not-linked", false));
    assert_eq!(rows(&world).await, before);
    world.end().await;
}

/// Another team's ticket is not forbidden: it is not there.
#[tokio::test]
async fn another_team_finds_nothing() {
    let world = with_a_secret().await;
    let globex = &world.globex;
    let events = "SELECT count(*) FROM ticket_event WHERE ticket = 1";
    let before = world.counts(events).await;
    for (row, whose) in COMMANDS.iter().filter(|(_, whose)| !whose.is_the_staffs()) {
        let line = line(&world, row);
        for who in [&globex.member, &globex.manager] {
            let answer = who.types(&globex.channel, &line).await;
            if answer.is_form() {
                continue;
            }
            keeps_secrets(&answer, &line);
            if whose.is_the_teams() && line.contains("#1") {
                assert_eq!(
                    answer.text(),
                    refused_as(Language::En, "refusal-no-such-ticket", false),
                    "{line}"
                );
                let nobodys = who.types(&globex.channel, &line.replace("#1", "#999")).await;
                assert_eq!(answer.text(), nobodys.text(), "{line}");
            }
        }
    }
    world.settles().await;
    assert_eq!(world.counts(events).await, before);
    globex.channel.skip();
    world.staff.support.skip();
    for thread in globex.channel.threads() {
        thread.skip();
    }
    world.end().await;
}

/// Staff commands are for their part of the staff, whoever can type them.
#[tokio::test]
async fn staff_commands_refuse_those_who_are_not_staff() {
    let world = with_a_secret().await;
    let staff = &world.staff;
    let ian = &world.initech.member;
    ian.joins(&staff.guild, &[]);
    let room = staff.guild.channel("initech").create();
    let before = rows(&world).await;
    for (row, whose) in COMMANDS {
        let line = line(&world, row);
        let (id, others): (&str, &[(&Person, Language)]) = match whose {
            For::Team
            | For::Managers
            | For::TeamAndAgents
            | For::TicketReaders
            | For::Readers
            | For::Anybody => continue,
            For::Agents => ("refusal-not-agent", &[(ian, Language::En), (&staff.nora, Language::Fr)]),
            For::Experts => ("refusal-not-expert", &[(ian, Language::En), (&staff.bob, Language::En)]),
            For::Administrators => (
                "refusal-not-administrator",
                &[(ian, Language::En), (&staff.nora, Language::Fr), (&staff.bob, Language::En)],
            ),
        };
        for (who, language) in others {
            is_told(who, &room, &line, &refused_as(*language, id, !std::ptr::eq(*who, ian))).await;
        }
    }
    assert_eq!(rows(&world).await, before);
    world.end().await;
}

/// Not even a suggestion tells one team of another.
#[tokio::test]
async fn suggestions_keep_secrets() {
    let world = with_a_secret().await;
    let (staff, ian, globex) = (&world.staff, &world.initech.member, &world.globex);
    ian.joins(&staff.guild, &[]);
    let room = staff.guild.channel("room").create();
    let mut tried = 0;
    for (typed, options) in declared() {
        for option in options {
            let line = format!("{typed} {option}:");
            let is_staffs =
                COMMANDS.iter().any(|(row, whose)| row.starts_with(&typed) && whose.is_the_staffs());
            let places = if is_staffs {
                vec![(ian, &room)]
            } else {
                vec![(ian, &room), (&globex.member, &globex.channel)]
            };
            for (who, place) in places {
                for choice in who.suggestions(place, &line).await {
                    let told = format!("{} {}", choice.name, choice.value);
                    assert!(!SECRETS.iter().any(|secret| told.contains(secret)), "{line} suggests {told}");
                }
                tried += 1;
            }
        }
    }
    assert!(tried > 0, "no command suggests anything");
    let staffs = staff.bob.suggestions(&staff.support, "/customer show customer:ac").await;
    assert_eq!(staffs.iter().map(|choice| choice.name.as_str()).collect::<Vec<_>>(), ["Acme · Gold"]);
    world.end().await;
}
