//! Who may do what: every command and every button is tried by every role, in one channel that all of them
//! read.

use std::collections::BTreeSet;

use crate::{
    isolation::{COMMANDS, For, declared, line, rows, with_a_secret},
    world::{World, hours::asked, said::refused_as},
};
use guichet::{
    discord::{look::custom_id::Verb, reach::client},
    rules::language::Language,
};
use sandbox::{Answer, Channel, Person, SeenMessage};
use serde_json::json;

/// Somebody who asks.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Role {
    Member,
    Manager,
    Agent,
    Expert,
    Administrator,
}

use Role::{Administrator, Agent, Expert, Manager, Member};

/// Whether a role may.
fn may(whose: For, role: Role) -> bool {
    match whose {
        For::Anybody | For::Readers => true,
        For::Team => matches!(role, Member | Manager),
        For::Managers => role == Manager,
        For::TeamAndAgents | For::TicketReaders => role != Expert,
        For::Agents => matches!(role, Agent | Administrator),
        For::Experts => role == Expert,
        For::Administrators => role == Administrator,
    }
}

/// How those who may not are refused; none where they may.
fn refusal(whose: For, role: Role) -> Option<&'static str> {
    if may(whose, role) {
        return None;
    }
    match whose {
        For::Anybody | For::Readers => None,
        For::TicketReaders => Some("refusal-no-such-ticket"),
        For::Managers if role == Member => Some("refusal-not-manager"),
        For::Team | For::Managers => Some("refusal-staff-act-as-staff"),
        For::TeamAndAgents | For::Agents => Some("refusal-not-agent"),
        For::Experts => Some("refusal-not-expert"),
        For::Administrators => Some("refusal-not-administrator"),
    }
}

/// All the ways of being refused for whoever one is.
const REFUSALS: [&str; 9] = [
    "refusal-not-manager",
    "refusal-staff-act-as-staff",
    "refusal-not-agent",
    "refusal-not-expert",
    "refusal-not-administrator",
    "refusal-not-linked",
    "refusal-direct-message",
    "refusal-no-such-ticket",
    "refusal-draft-gone",
];

fn refused(answer: &Answer, language: Language) -> Option<&'static str> {
    if answer.is_form() {
        return None;
    }
    let told = |id: &str, staff| answer.text() == refused_as(language, id, staff);
    REFUSALS.into_iter().find(|id| told(id, true) || told(id, false))
}

/// A channel of the staff server that speaks for Acme, with Acme's people in it.
async fn shared_room(world: &World) -> Channel {
    let (staff, acme) = (&world.staff, &world.acme);
    let room = staff.guild.channel("acme").create();
    for one in [&acme.member, &acme.manager] {
        one.joins(&staff.guild, &[]);
    }
    let line = format!("/customer link customer:Acme channel:{} announcements:false", room.mention());
    let linked = staff.bob.types(&staff.support, &line).await;
    assert!(linked.contains(&["Acme"]), "{}", linked.text());
    room
}

fn who(world: &World, role: Role) -> (&Person, Language) {
    match role {
        Member => (&world.acme.member, Language::Fr),
        Manager => (&world.acme.manager, Language::Fr),
        Agent => (&world.staff.bob, Language::En),
        Expert => (&world.staff.nora, Language::Fr),
        Administrator => (&world.staff.olga, Language::Fr),
    }
}

/// What is left of a story whose words are not its subject.
fn skip_all(world: &World, room: &Channel) {
    let (staff, acme) = (&world.staff, &world.acme);
    for channel in [room, &staff.support, &staff.experts, &acme.channel, &world.globex.channel] {
        channel.skip();
        for thread in channel.threads() {
            thread.skip();
        }
    }
}

async fn every_command_as(role: Role) {
    let world = with_a_secret().await;
    let room = shared_room(&world).await;
    let (who, language) = who(&world, role);
    for (row, whose) in COMMANDS {
        let line = line(&world, row);
        let answer = who.types(&room, &line).await;
        assert!(answer.impossible().is_none(), "{line}: {answer:?}");
        // A list without a ticket of theirs is no refusal.
        let expected = refusal(*whose, role).filter(|_| *row != "/ticket list");
        assert_eq!(refused(&answer, language), expected, "{role:?}: {line}: {answer:?}");
    }
    world.settles().await;
    skip_all(&world, &room);
    for one in [&who.conversation(), &world.staff.olga.conversation()] {
        one.skip();
    }
    world.end().await;
}

#[tokio::test]
async fn every_command_as_a_member() {
    Box::pin(every_command_as(Member)).await;
}

#[tokio::test]
async fn every_command_as_a_manager() {
    Box::pin(every_command_as(Manager)).await;
}

#[tokio::test]
async fn every_command_as_an_agent() {
    Box::pin(every_command_as(Agent)).await;
}

#[tokio::test]
async fn every_command_as_an_expert() {
    Box::pin(every_command_as(Expert)).await;
}

#[tokio::test]
async fn every_command_as_an_administrator() {
    Box::pin(every_command_as(Administrator)).await;
}

/// No suggestion to a team tells of another team, in a channel where staff's own commands can be typed too.
#[tokio::test]
async fn suggestions_to_a_team_tell_of_no_other() {
    let world = with_a_secret().await;
    let room = shared_room(&world).await;
    for (typed, options) in declared() {
        for option in options {
            let line = format!("{typed} {option}:");
            for who in [&world.acme.member, &world.acme.manager] {
                for choice in who.suggestions(&room, &line).await {
                    let told = format!("{} {}", choice.name, choice.value);
                    assert!(!["Globex", "Initech"].iter().any(|name| told.contains(name)), "{line}: {told}");
                }
            }
        }
    }
    world.end().await;
}

/// What the number behind a verb is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum About {
    /// A ticket; the button is for these.
    Ticket(For),
    /// A session.
    Session,
    /// What one person, or the people of one channel, are about to confirm.
    Draft,
}

/// Every verb of a button.
const VERBS: &[(&str, About)] = &[
    ("confirm", About::Draft),
    ("dismiss", About::Draft),
    ("ack", About::Ticket(For::Agents)),
    ("take", About::Ticket(For::Agents)),
    ("wait", About::Ticket(For::Agents)),
    ("resume", About::Ticket(For::Agents)),
    ("restore", About::Ticket(For::Agents)),
    ("update", About::Ticket(For::Agents)),
    ("escalate", About::Ticket(For::Team)),
    ("contest", About::Ticket(For::Team)),
    ("answered", About::Ticket(For::Team)),
    ("close", About::Ticket(For::TeamAndAgents)),
    ("reopen", About::Ticket(For::TeamAndAgents)),
    ("accept", About::Session),
    ("decline", About::Session),
    ("propose", About::Session),
    ("slot", About::Draft),
    ("note", About::Session),
    ("reply", About::Ticket(For::Agents)),
    ("page", About::Draft),
    ("form", About::Draft),
    ("incident", About::Ticket(For::Agents)),
];

/// A verb that nobody thought of here is a button that nobody tried.
#[test]
fn every_verb_has_its_row() {
    let rows: BTreeSet<&str> = VERBS.iter().map(|(verb, _)| *verb).collect();
    assert_eq!(rows, Verb::words().collect());
    assert_eq!(rows.len(), VERBS.len(), "a verb has two rows");
}

/// A message of the bot with any button at all: as one that was posted long ago, or where the desk would post
/// none.
pub(crate) async fn with_button(world: &World, channel: &Channel, custom_id: &str) -> SeenMessage {
    let web = client::web(Some(&guichet::config::OtherDiscord {
        address: world.sandbox.api_address(),
        authority: Some(world.sandbox.certificate().as_bytes().to_vec()),
    }))
    .expect("a client");
    let button = json!({ "type": 2, "style": 2, "label": "It", "custom_id": custom_id });
    let body = json!({ "content": "It", "components": [{ "type": 1, "components": [button] }] });
    let address = format!("https://discord.com/api/v10/channels/{}/messages", channel.id());
    let token = format!("Bot {}", world.sandbox.token());
    let posted = web
        .post(address)
        .header("Authorization", token)
        .header("Content-Type", "application/json")
        .body(body.to_string())
        .send()
        .await
        .expect("an answer");
    assert!(posted.status().is_success(), "{posted:?}");
    channel.messages().pop().expect("the message")
}

async fn presses(world: &World, who: &Person, channel: &Channel, custom_id: &str) -> String {
    let message = with_button(world, channel, custom_id).await;
    let answer = who.presses(&message, custom_id).await;
    assert!(!answer.is_form(), "{custom_id} opens a form: {answer:?}");
    answer.text().to_owned()
}

/// What somebody of another team, or nobody's, gets for a button of Acme's is what they get for a button of
/// nothing at all; and nothing is changed by it.
#[tokio::test]
async fn anothers_button_is_nobodys() {
    let world = with_a_secret().await;
    world.sandbox.rate_limits(false);
    world.nora_is_there().await;
    asked(&world, &world.acme, "2026-11-24 10:00").await;
    let (staff, acme, globex) = (&world.staff, &world.acme, &world.globex);
    let draft = acme.member.types(&acme.channel, "/escalate ticket:#1 impact:unspeakable").await;
    let confirm = draft.message().and_then(|message| message.buttons.first()?.custom_id.clone());
    let draft: i64 =
        confirm.expect("a button").strip_prefix("confirm:").expect("confirm").parse().expect("a number");
    let ian = &world.initech.member;
    ian.joins(&staff.guild, &[]);
    let elsewhere = staff.guild.channel("elsewhere").create();
    let before = rows(&world).await;
    let used = "SELECT count(*) FROM draft WHERE used_at IS NOT NULL";
    let used_before = world.counts(used).await;
    for (verb, about) in VERBS {
        let id = if *about == About::Draft { draft } else { 1 };
        for (who, place) in [
            (&globex.member, &globex.channel),
            (&globex.manager, &globex.channel),
            (ian, &elsewhere),
            (ian, &staff.support),
        ] {
            let told = presses(&world, who, place, &format!("{verb}:{id}")).await;
            let nobodys = presses(&world, who, place, &format!("{verb}:999")).await;
            assert_eq!(told, nobodys, "{verb} by {}", who.name());
            assert!(!told.contains("Acme") && !told.contains("unspeakable"), "{verb}: {told}");
        }
    }
    assert_eq!(rows(&world).await, before);
    assert_eq!(world.counts(used).await, used_before);
    globex.channel.skip();
    elsewhere.skip();
    staff.support.skip();
    world.end().await;
}

/// A button does what its command does for whom the command is, and is refused to the others as the command
/// is.
#[tokio::test]
async fn every_tickets_button_by_every_role() {
    for role in [Member, Manager, Agent, Expert, Administrator] {
        let world = with_a_secret().await;
        world.sandbox.rate_limits(false);
        let room = shared_room(&world).await;
        let (who, language) = who(&world, role);
        for (verb, about) in VERBS {
            let About::Ticket(whose) = about else { continue };
            let custom_id = format!("{verb}:1");
            let message = with_button(&world, &room, &custom_id).await;
            let answer = who.presses(&message, &custom_id).await;
            assert_eq!(refused(&answer, language), refusal(*whose, role), "{role:?} [{verb}]: {answer:?}");
        }
        world.settles().await;
        skip_all(&world, &room);
        world.end().await;
    }
}

/// A session's note is asked of the team: staff of every role are refused in the very channel in which it is
/// asked.
#[tokio::test]
async fn a_sessions_note_by_every_role() {
    let world = with_a_secret().await;
    world.sandbox.rate_limits(false);
    let room = shared_room(&world).await;
    let (staff, acme) = (&world.staff, &world.acme);
    world.nora_is_there().await;
    staff.nora.types(&staff.experts, "/expert settings accept-at-once:true").await;
    acme.books("topic:other slot:2026-11-23 14:00").await;
    world.turns_to("2026-11-23 15:00").await;
    staff.nora.types(&staff.experts, "/expert done session:1").await;
    for role in [Member, Manager, Agent, Expert, Administrator] {
        let (who, language) = who(&world, role);
        let message = with_button(&world, &room, "note:1").await;
        let answer = who.presses(&message, "note:1").await;
        assert_eq!(refused(&answer, language), refusal(For::Team, role), "{role:?}: {answer:?}");
        assert_eq!(answer.is_form(), may(For::Team, role), "{role:?}: {answer:?}");
    }
    // A form that was opened while they were of the team alone.
    let message = with_button(&world, &room, "note:1").await;
    let form = acme.member.presses(&message, "note:1").await;
    acme.member.gains(&staff.guild, &staff.support_role);
    let answer = acme.member.fills(&form, &[("text", "unspeakable")]).await;
    assert_eq!(refused(&answer, Language::Fr), Some("refusal-staff-act-as-staff"), "{answer:?}");
    assert_eq!(world.counts("SELECT count(*) FROM session_event WHERE step = 'noted'").await, 0);
    world.settles().await;
    skip_all(&world, &room);
    world.end().await;
}

/// What somebody is about to confirm is theirs: a colleague who presses it in their place changes nothing,
/// and it stays good.
#[tokio::test]
async fn a_confirmation_is_for_who_asked() {
    let world = with_a_secret().await;
    let acme = &world.acme;
    let asked = acme.member.types(&acme.channel, "/escalate ticket:#1 impact:Everything").await;
    let confirm =
        asked.message().and_then(|message| message.buttons.first()?.custom_id.clone()).expect("a button");
    let gone = refused_as(Language::Fr, "refusal-draft-gone", false);
    for verb in ["confirm", "dismiss"] {
        let custom_id = confirm.replace("confirm", verb);
        assert_eq!(presses(&world, &acme.manager, &acme.channel, &custom_id).await, gone);
    }
    acme.channel.skip();
    let escalated = acme.member.presses(&asked, "confirm").await;
    assert!(escalated.contains(&["#1"]), "{}", escalated.text());
    world.settles().await;
    skip_all(&world, &world.acme.channel);
    world.end().await;
}
