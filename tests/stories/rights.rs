//! Who is who: who may only read, who administers by a role, who was called into a ticket, whom nobody knows;
//! and as whose what was typed is carried out.

use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};

use crate::{
    isolation::{COMMANDS, For, declared, rows},
    roles::with_button,
    world::{
        World,
        said::{as_typed, refused_as, said},
        world,
    },
};
use guichet::{
    discord::look::custom_id::Verb,
    rules::{
        language::Language,
        rights::{self, Whose},
    },
    words,
};
use sandbox::{Fault, Permissions, Person, Whom};

/// What is tried elsewhere, by every role and in every place, is what the table says; and every act has its
/// row there.
#[test]
fn the_table_of_rights_is_what_is_tried() {
    let as_tried = |whose: Whose| match whose {
        Whose::Team => For::Team,
        Whose::Managers => For::Managers,
        Whose::TeamAndAgents => For::TeamAndAgents,
        Whose::TicketReaders => For::TicketReaders,
        Whose::Readers => For::Readers,
        Whose::Agents => For::Agents,
        Whose::Experts => For::Experts,
        Whose::Administrators => For::Administrators,
        Whose::Anybody | Whose::TeamAndExperts | Whose::Shown => For::Anybody,
    };
    let begins = |line: &str, typed: &str| line == typed || line.starts_with(&format!("{typed} "));
    let tried = |typed: &str| COMMANDS.iter().find(|(line, _)| begins(line, typed)).map(|(_, whose)| *whose);
    let table: BTreeMap<&str, Whose> = rights::RIGHTS.iter().copied().collect();
    for (typed, _) in declared() {
        let whose = *table.get(typed.as_str()).unwrap_or_else(|| panic!("{typed} has no row"));
        assert_eq!(Some(as_tried(whose)), tried(&typed), "{typed}");
    }
    for verb in Verb::words() {
        assert!(table.contains_key(format!("[{verb}]").as_str()), "[{verb}] has no row");
    }
    let menu = format!("/{}", words!(Language::En, "command-open-from-message"));
    assert_eq!(rights::of(&menu), Some(Whose::Team), "{menu}");
    assert_eq!(table.len(), declared().len() + Verb::words().count() + 1, "a row of what is no longer there");
}

/// Acme's ticket, seen by both sides.
async fn with_a_ticket() -> World {
    let world = world().await;
    let acme = &world.acme;
    acme.member.types(&acme.channel, "/ticket open subject:Lent description:Depuis").await;
    world.settles().await;
    acme.channel.expect(&["#1"]).await;
    world.staff.support.expect(&["#1"]).await;
    world
}

/// "Who may only read there presses nothing for it": no button, no command, no menu, no suggestion; in a
/// thread the right to write in threads counts.
#[tokio::test]
async fn who_may_only_read_presses_nothing() {
    let world = with_a_ticket().await;
    let acme = &world.acme;
    world.sandbox.rate_limits(false);
    let sam = world.sandbox.person("Sam").locale("fr").create();
    sam.joins(&acme.guild, &[]);
    acme.channel.deny(Whom::Person(&sam), Permissions::SEND_MESSAGES);
    let told = refused_as(Language::Fr, "refusal-reads-only", false);
    let before = rows(&world).await;
    for verb in ["close", "escalate", "contest", "answered", "reopen", "accept", "decline", "propose", "note"]
    {
        let custom_id = format!("{verb}:1");
        let message = with_button(&world, &acme.channel, &custom_id).await;
        assert_eq!(sam.presses(&message, &custom_id).await.text(), told, "{verb}");
    }
    for line in
        ["/ticket open subject:A description:B", "/ticket show ticket:#1", "/ticket list", "/contract show"]
    {
        assert_eq!(sam.types(&acme.channel, line).await.text(), told, "{line}");
    }
    assert!(sam.suggestions(&acme.channel, "/ticket show ticket:").await.is_empty());
    let helped = sam.types(&acme.channel, "/help").await;
    assert!(!helped.contains(&["Acme"]) && !helped.contains(&["/ticket"]), "{}", helped.text());
    let message = acme.member.says(&acme.channel, "Au secours").expect("a message");
    assert_eq!(sam.uses_menu("Ouvrir un ticket", &message).await.text(), told);
    assert_eq!(rows(&world).await, before);
    // What was shown while they could write is not carried out once they cannot.
    acme.channel.allow(Whom::Person(&sam), Permissions::SEND_MESSAGES);
    let asked = sam.types(&acme.channel, "/escalate ticket:#1 impact:Tout").await;
    let form = sam.types(&acme.channel, "/ticket open").await;
    acme.channel.deny(Whom::Person(&sam), Permissions::SEND_MESSAGES);
    assert_eq!(sam.presses(&asked, "confirm").await.text(), told);
    assert_eq!(sam.fills(&form, &[("subject", "A"), ("description", "B")]).await.text(), told);
    assert_eq!(rows(&world).await, before);
    // Only in threads.
    let thread = acme.channel.find_thread("#1").expect("the thread");
    said(&sam.types(&thread, "/ticket show").await, &["Lent"]);
    acme.channel
        .deny(Whom::Person(&sam), Permissions::SEND_MESSAGES.union(Permissions::SEND_MESSAGES_IN_THREADS));
    assert_eq!(sam.types(&thread, "/ticket show").await.text(), told);
    world.settles().await;
    acme.channel.skip();
    world.end().await;
}

/// "An administrator by role is staff in the staff server, also when they write": what they write ends no
/// wait, and is kept as a note in the staff's thread; from the moment on at which the role is no longer one
/// of administrators, they are nobody there.
#[tokio::test]
async fn an_administrator_by_role_writes_as_staff() {
    let world = world().await;
    let (staff, acme) = (&world.staff, &world.acme);
    let boss = staff.guild.role("boss").permissions(Permissions::ADMINISTRATOR).create();
    let ada = world.sandbox.person("Ada").locale("en-GB").create();
    ada.joins(&staff.guild, &[&boss]);
    let room = staff.guild.channel("acme").create();
    acme.member.joins(&staff.guild, &[]);
    let link = format!("/customer link customer:Acme channel:{} announcements:false", room.mention());
    staff.bob.types(&staff.support, &link).await;
    acme.member.types(&room, "/ticket open subject:Lent description:Depuis").await;
    world.settles().await;
    staff.bob.types(&staff.support, "/agent wait ticket:#1 reason:Version").await;
    staff.bob.types(&staff.support, "/agent note ticket:#1 text:Look").await;
    world.settles().await;
    let teams = room.find_thread("#1").expect("the team's thread");
    let staffs = staff.support.find_thread("#1").expect("the staff's thread");
    let kinds = |kind: &str| format!("SELECT count(*) FROM ticket_event WHERE event ->> 'kind' = '{kind}'");

    ada.says(&teams, "We are on it").expect("a message");
    world.keeps(1).await;
    assert_eq!(world.counts(&kinds("staff_message")).await, 1);
    assert_eq!(world.counts("SELECT count(*) FROM ticket WHERE state = 'waiting'").await, 1);
    ada.says(&staffs, "Between us").expect("a message");
    world.keeps(2).await;
    assert_eq!(world.counts(&kinds("note")).await, 2);

    boss.set_permissions(Permissions::empty());
    ada.says(&staffs, "Nobody's word").expect("a message");
    ada.says(&teams, "Version 3").expect("a message");
    world.keeps(3).await;
    assert_eq!(world.counts(&kinds("note")).await, 2, "not of the staff any more");
    assert_eq!(
        world.counts(&kinds("team_message")).await,
        1,
        "who writes in the team's channel is of the team"
    );
    assert_eq!(world.counts("SELECT count(*) FROM ticket WHERE state = 'waiting'").await, 0);
    for place in [&room, &teams, &staffs, &staff.support] {
        place.skip();
    }
    world.end().await;
}

/// "Experts see the tickets into which they were called, and no others": shown, listed, suggested, exported
/// and found.
#[tokio::test]
async fn an_expert_sees_the_tickets_into_which_they_were_called() {
    let world = with_a_ticket().await;
    let (staff, acme, globex) = (&world.staff, &world.acme, &world.globex);
    globex.member.types(&globex.channel, "/ticket open subject:Slow description:Very").await;
    acme.member.types(&acme.channel, "/ticket expert ticket:#1 about:Vite").await;
    world.settles().await;
    let nora = &staff.nora;
    let none = words!(Language::Fr, "refusal-no-such-ticket");
    let experts = &staff.experts;
    let sees_nothing = async |who: &Person, of: &str| {
        for line in ["/ticket show", "/ticket clock", "/ticket export"] {
            let told = who.types(experts, &format!("{line} ticket:{of}")).await;
            assert!(
                told.contains(&[none.as_str()]) || told.contains(&["Ticket not found"]),
                "{line}: {}",
                told.text()
            );
        }
    };
    // Asked of the cell, and accepted by nobody yet.
    sees_nothing(nora, "#1").await;
    assert!(nora.suggestions(experts, "/ticket show ticket:").await.is_empty());
    let request = experts.expect(&["Acme", "#1"]).await;
    nora.presses(&request, "Accepter").await;
    world.settles().await;
    said(&nora.types(experts, "/ticket show ticket:#1").await, &["Lent"]);
    assert_eq!(nora.types(experts, "/ticket export ticket:#1").await.files().len(), 1);
    sees_nothing(nora, "#2").await;
    sees_nothing(&staff.emil, "#1").await;
    let listed = nora.types(experts, "/ticket list").await;
    assert!(listed.contains(&["#1", "Acme"]) && !listed.contains(&["#2"]), "{}", listed.text());
    let found = nora.types(experts, "/ticket list search:Slow").await;
    assert!(!found.contains(&["#2"]), "{}", found.text());
    said(&nora.types(experts, "/ticket list search:Lent").await, &["#1"]);
    for typed in ["", "1", "l", "Lent"] {
        let shown = nora.suggestions(experts, &format!("/ticket show ticket:{typed}")).await;
        assert_eq!(shown.len(), 1, "{typed}: {shown:?}");
    }
    assert!(nora.suggestions(experts, "/ticket show ticket:2").await.is_empty());
    assert!(nora.suggestions(experts, "/ticket show ticket:Slow").await.is_empty());
    // Closed since, it is theirs to read still; and agents read all.
    staff.bob.types(&staff.support, "/agent ack ticket:#2").await;
    staff.bob.types(&staff.support, "/ticket close ticket:#1").await;
    said(&nora.types(experts, "/ticket show ticket:#1").await, &["Lent"]);
    said(&staff.bob.types(&staff.support, "/ticket show ticket:#2").await, &["Slow"]);
    world.settles().await;
    for place in [&acme.channel, &globex.channel, &staff.support, experts] {
        place.skip();
        place.threads().iter().for_each(|thread| drop(thread.skip()));
    }
    world.end().await;
}

/// What was typed as Acme's is not carried out as Globex's, once the channel is Globex's; whoever typed it is
/// given their words back.
#[tokio::test]
async fn what_was_typed_as_one_customers_is_not_carried_out_as_anothers() {
    let world = world().await;
    let (staff, acme) = (&world.staff, &world.acme);
    let room = staff.guild.channel("room").create();
    acme.member.joins(&staff.guild, &[]);
    let line = |what: &str, customer: &str| match what {
        "link" => {
            format!("/customer link customer:{customer} channel:{} announcements:false", room.mention())
        }
        _ => format!("/customer unlink customer:{customer} channel:{}", room.id()),
    };
    staff.bob.types(&staff.support, &line("link", "Acme")).await;
    let amine = &acme.member;
    let p1 = amine
        .types(&room, r#"/ticket open subject:"Tout brûle" description:"Notre secret" priority:P1"#)
        .await;
    let form = amine.types(&room, "/ticket open").await;
    let kept =
        amine.types(&room, r#"/ticket open subject:"Encore" description:"x" component:"rien de tel""#).await;
    assert!(kept.contains(&[&as_typed(&words!(Language::Fr, "form-kept"))]), "{}", kept.text());
    staff.bob.types(&staff.support, &line("unlink", "Acme")).await;
    let told = |words: &[&str], answer: &sandbox::Answer| {
        assert!(answer.is_private() && answer.contains(words), "{words:?} in: {}", answer.text());
        assert!(answer.contains(&["n'est plus rattaché au client"]), "{}", answer.text());
    };
    staff.bob.types(&staff.support, &line("link", "Globex")).await;
    told(&["Notre secret"], &amine.presses(&p1, "confirm").await);
    told(&["Tout brûle"], &amine.presses(&p1, "dismiss").await);
    let filled = amine.fills(&form, &[("subject", "Panne"), ("description", "Mot à mot")]).await;
    told(&["Panne", "Mot à mot"], &filled);
    told(&["Encore"], &amine.presses(&kept, "form").await);
    assert_eq!(world.counts("SELECT count(*) FROM ticket").await, 0);
    // None of it is in the record, and it is Acme's again where the channel is.
    assert_eq!(world.counts("SELECT count(*) FROM audit WHERE refused LIKE '%secret%'").await, 0);
    staff.bob.types(&staff.support, &line("unlink", "Globex")).await;
    staff.bob.types(&staff.support, &line("link", "Acme")).await;
    amine.presses(&p1, "confirm").await;
    assert_eq!(world.counts("SELECT count(*) FROM ticket WHERE priority = 'p1'").await, 1);
    world.settles().await;
    for place in [&room, &staff.support] {
        place.skip();
        place.threads().iter().for_each(|thread| drop(thread.skip()));
    }
    world.end().await;
}

/// Each waits for their own answer: Discord takes a second for each of six, and all six forms come in time.
#[tokio::test]
async fn people_are_looked_up_side_by_side() {
    let world = world().await;
    let acme = &world.acme;
    world.sandbox.rate_limits(false);
    let people: Vec<Person> = (0..6)
        .map(|number| {
            let one = world.sandbox.person(&format!("Person {number}")).locale("fr").create();
            one.joins(&acme.guild, &[]);
            one
        })
        .collect();
    world.sandbox.faults().next(6, "GET", "/guilds/*/members/*", Fault::Slow(Duration::from_secs(1)));
    let since = Instant::now();
    let forms = futures::future::join_all(
        people.iter().map(|one| async { one.types(&acme.channel, "/ticket open").await.is_form() }),
    )
    .await;
    assert_eq!(forms, [true; 6], "after {:?}", since.elapsed());
    // Of one person at one moment Discord is asked once.
    let asked = world.sandbox.count("GET", "/guilds/{guild}/members/{user}");
    let one = world.sandbox.person("Zoe").locale("fr").create();
    one.joins(&acme.guild, &[]);
    world.sandbox.faults().next(1, "GET", "/guilds/*/members/*", Fault::Slow(Duration::from_millis(300)));
    futures::join!(one.types(&acme.channel, "/ticket list"), one.types(&acme.channel, "/ticket list"));
    assert_eq!(world.sandbox.count("GET", "/guilds/{guild}/members/{user}"), asked + 1);
    world.end().await;
}

/// Where nobody is known nobody is asked after, and nobody leaves a row; who is known leaves one a day for
/// each thing refused.
#[tokio::test]
async fn strangers_cost_no_question_and_leave_no_row() {
    let world = world().await;
    let (staff, acme) = (&world.staff, &world.acme);
    let sam = world.sandbox.person("Sam").locale("en-US").create();
    let guild = world.sandbox.guild("Elsewhere").owner(&sam).create();
    let (channel, direct) = (guild.channel("general").create(), sam.conversation());
    let asked = world.sandbox.count("GET", "/guilds/{guild}/members/{user}");
    for place in [&channel, &direct] {
        for line in ["/ticket list", "/ticket show ticket:#1", "/help", "/link code:ABCD-2345", "/escalate"] {
            assert!(!sam.types(place, line).await.text().is_empty(), "{line}");
        }
        assert!(sam.suggestions(place, "/ticket show ticket:").await.is_empty());
    }
    assert_eq!(world.sandbox.count("GET", "/guilds/{guild}/members/{user}"), asked);
    world.settles().await;
    assert_eq!(world.counts("SELECT count(*) FROM audit").await, 0);

    for _ in 0..3 {
        acme.member.types(&acme.channel, "/contract upgrade level:Gold").await;
        acme.member.types(&acme.channel, "/ticket show ticket:#9").await;
    }
    world.comes("SELECT count(*) FROM audit WHERE refused IS NOT NULL", 2).await;
    world.turns(chrono::TimeDelta::hours(25)).await;
    acme.member.types(&acme.channel, "/contract upgrade level:Gold").await;
    world.comes("SELECT count(*) FROM audit WHERE refused IS NOT NULL", 3).await;
    let page = staff.bob.types(&staff.support, "/desk audit").await;
    assert!(page.contains(&["Acme"]), "{}", page.text());
    world.end().await;
}
