//! What is wrong with the desk, each with its mend; and who did what.

use sandbox::{Answer, Fault, Permissions, PrivilegedIntents, Whom};

use crate::world::{World, said::said, world};

async fn bob_types(world: &World, line: &str) -> Answer {
    world.staff.bob.types(&world.staff.support, line).await
}

/// Each thing that is wrong is told with its mend, and nothing is told of what is well.
#[tokio::test]
async fn the_doctor_finds_what_is_wrong() {
    let world = world().await;
    let staff = &world.staff;
    said(&bob_types(&world, "/desk doctor").await, &["All is well"]);
    staff.support.deny(Whom::Bot, Permissions::MENTION_EVERYONE);
    let found = bob_types(&world, "/desk doctor").await;
    said(&found, &["To fix: 1", &staff.support_role.mention(), "would alert nobody"]);
    staff.support.allow(Whom::Bot, Permissions::MENTION_EVERYONE);
    said(&bob_types(&world, "/desk doctor").await, &["All is well"]);

    staff.experts.deny(Whom::Bot, Permissions::EMBED_LINKS);
    world.globex.channel.delete();
    said(&bob_types(&world, "/customer add name:Nova level:Gold").await, &["Nova"]);
    world
        .sandbox
        .privileged_intents(PrivilegedIntents { message_content: false, ..PrivilegedIntents::default() });
    let found = staff.carol.types(&staff.support, "/desk doctor").await;
    said(&found, &["Intégrer des liens", "**Globex**", "a été supprimé", "/client détacher"]);
    said(&found, &["**Nova** n'a aucun salon", "**Nova** n'a aucun référent", "/client référent"]);
    said(&found, &["Message Content", "portail développeur"]);
    staff.on_call[1].delete();
    said(&bob_types(&world, "/desk doctor").await, &["An on-call role was deleted", "/desk setup"]);
    world.end().await;
}

/// Forty customers that lack something hide no channel that takes nothing: it stands first, they share a line
/// each, and a file has all.
#[tokio::test]
async fn what_does_not_arrive_stands_before_forty_customers() {
    let world = world().await;
    let (staff, globex) = (&world.staff, &world.globex);
    for number in 1..=40 {
        bob_types(&world, &format!("/customer add name:New{number} level:Gold")).await;
    }
    let path = format!("/channels/{}/messages", globex.channel.id());
    world.sandbox.faults().next(1, "POST", &path, Fault::Refused(400, 50_035));
    globex.member.types(&globex.channel, "/ticket open subject:Lost description:No").await;
    staff.support.expect(&["#1"]).await;
    world.settles().await;
    let found = bob_types(&world, "/desk doctor").await;
    said(
        &found,
        &["To fix: 81", "Customers without a channel (40): **New1**", "Customers without a manager (40)"],
    );
    let text = found.text();
    let (arrived, customers) = (text.find("not delivered since"), text.find("Customers without"));
    assert!(arrived.is_some() && arrived < customers, "{text}");
    let file = String::from_utf8(found.files()[0].bytes.clone()).expect("text");
    assert_eq!(file.lines().count(), 81, "{file}");
    assert!(file.starts_with("- #support") && file.contains("New40 has no manager"), "{file}");
    staff.support.skip();
    world.end().await;
}

/// What is refused for want of a permission is told with the permission and the channel, and by the ticket
/// that nobody can see; given back, it arrives. What never arrives is told with why, for as long as it is of
/// interest.
#[tokio::test]
async fn the_doctor_tells_of_late_deliveries() {
    let world = world().await;
    let (staff, globex) = (&world.staff, &world.globex);
    globex.channel.deny(Whom::Bot, Permissions::SEND_MESSAGES);
    globex.member.types(&globex.channel, "/ticket open subject:Lost description:No").await;
    staff.support.expect(&["#1"]).await;
    staff.support.expect(&["#1", "Globex", "50013"]).await;
    world.settles().await;
    world.sandbox.expect_refusal(50_013);
    let found = bob_types(&world, "/desk doctor").await;
    said(&found, &["**Globex**: missing permissions in", &globex.channel.mention(), "Send Messages"]);
    said(&found, &["**Globex**: nobody on the customer's side has been able to see #1"]);
    world.settles().await;
    world.sandbox.expect_refusal(50_013);
    globex.channel.allow(Whom::Bot, Permissions::SEND_MESSAGES);
    world.settles().await;
    world.turns(chrono::TimeDelta::seconds(30)).await;
    globex.channel.expect(&["#1", "Lost"]).await;
    said(&bob_types(&world, "/desk doctor").await, &["All is well"]);

    let path = format!("/channels/{}/messages", globex.channel.id());
    world.sandbox.faults().next(1, "POST", &path, Fault::Refused(400, 50_035));
    globex.member.types(&globex.channel, "/ticket open subject:Lost description:No").await;
    staff.support.expect(&["#2"]).await;
    staff.support.expect(&["#2", "50035"]).await;
    world.settles().await;
    let found = bob_types(&world, "/desk doctor").await;
    said(&found, &["not delivered since", &globex.channel.mention(), "50035", "can write in it"]);
    world.turns(chrono::TimeDelta::days(8)).await;
    assert!(!bob_types(&world, "/desk doctor").await.contains(&["not delivered"]));
    world.end().await;
}

/// Who did what and what they were refused, by customer and by ticket, page after page; for agents alone.
#[tokio::test]
async fn the_record_tells_who_did_what() {
    let world = world().await;
    let (staff, globex) = (&world.staff, &world.globex);
    globex.member.types(&globex.channel, "/contract upgrade level:Gold").await;
    let asked = globex.manager.types(&globex.channel, "/contract upgrade level:Gold").await;
    globex.manager.presses(&asked, "Move up to Gold").await;
    globex.member.types(&globex.channel, "/ticket open subject:unspeakable description:unspeakable").await;
    globex.channel.expect(&["#1"]).await;
    let card = staff.support.expect(&["#1"]).await;
    staff.carol.presses(&card, "Prendre en compte").await;
    let ivy = &world.initech.manager;
    ivy.types(&world.initech.channel, "/ticket show ticket:#1").await;
    world.settles().await;

    let record = bob_types(&world, "/desk audit customer:Globex").await;
    said(
        &record,
        &[
            &globex.member.mention(),
            "`/contract upgrade` · Globex · refused: Seul",
            &globex.manager.mention(),
            "\"Confirm\" · Globex",
            "`/ticket open` · Globex · #1",
            "\"Acknowledge\" · Globex · #1",
        ],
    );
    assert!(!record.contains(&["unspeakable"]) && !record.contains(&["Initech"]), "{}", record.text());
    let record = staff.carol.types(&staff.support, "/desk audit ticket:1").await;
    said(&record, &["#1", &ivy.mention(), "`/ticket voir` · Initech · #1 · refusé : "]);
    assert!(!record.contains(&["/contract"]), "{}", record.text());
    said(&bob_types(&world, "/desk audit ticket:#7").await, &["Ticket not found"]);
    said(&bob_types(&world, "/desk audit customer:Nobody").await, &["No customer is called **Nobody**"]);
    globex.channel.skip();
    staff.support.skip();
    globex.channel.find_thread("#1").expect("its thread").skip();
    world.end().await;
}

/// The record says what was done, in the reader's language, and nothing that people wrote: priorities, levels
/// and their dates, channels, managers, packs, windows, roles.
#[tokio::test]
async fn the_record_tells_what_was_changed() {
    let world = world().await;
    let (staff, globex) = (&world.staff, &world.globex);
    globex.member.types(&globex.channel, "/ticket open subject:unspeakable description:unspeakable").await;
    globex.channel.expect(&["#1"]).await;
    staff.support.expect(&["#1"]).await;
    bob_types(&world, "/agent take ticket:1").await;
    bob_types(&world, "/agent priority ticket:1 priority:P2 reason:unspeakable").await;
    bob_types(&world, "/ticket close ticket:1 reason:unspeakable").await;
    let ticket = bob_types(&world, "/desk audit ticket:1").await;
    said(&ticket, &["opened as P3", &format!("assignee – → {}", staff.bob.mention()), "P3 → P2", "→ closed"]);
    assert!(!ticket.contains(&["unspeakable"]), "{}", ticket.text());

    bob_types(&world, "/customer level customer:Globex level:Gold from:2026-12-01").await;
    bob_types(&world, "/customer pack customer:Globex hours:10 reason:unspeakable").await;
    let manager = staff.guild.channel("globex").create();
    let here = manager.mention();
    bob_types(&world, &format!("/customer link customer:Globex channel:{here} announcements:false")).await;
    bob_types(&world, &format!("/customer unlink customer:Globex channel:{}", manager.id())).await;
    let member = globex.member.mention();
    bob_types(&world, &format!("/customer manager customer:Globex user:{member}")).await;
    bob_types(&world, &format!("/customer manager customer:Globex user:{member} remove:true")).await;
    bob_types(&world, "/customer edit customer:Globex name:Globe language:fr").await;
    world.settles().await;
    let record = bob_types(&world, "/desk audit customer:Globe").await;
    said(
        &record,
        &[
            "Bronze → Gold from <t:",
            "expertise pack of 10 h granted",
            &format!("{here} linked, without maintenance"),
            &format!("{here} unlinked"),
            &format!("manager added: {member}"),
            &format!("manager removed: {member}"),
            "Globex → Globe, English → French",
        ],
    );
    assert!(!record.contains(&["unspeakable"]), "{}", record.text());
    let french = staff.carol.types(&staff.support, "/desk audit customer:Globe").await;
    said(
        &french,
        &["à partir du <t:", "pack expertise de 10 h accordé", "rattaché, sans annonces de maintenance"],
    );

    let add =
        r#"/window add platform:ngp start:"2027-02-10 20:00" end:"2027-02-10 22:00" reason:unspeakable"#;
    bob_types(&world, add).await;
    let moved = r#"/window move window:"2027-02-10 20:00" start:"2027-02-11 20:00" reason:unspeakable"#;
    bob_types(&world, moved).await;
    let record = bob_types(&world, "/desk audit").await;
    said(&record, &["NGP maintenance added: <t:", "NGP maintenance moved: <t:", " → <t:"]);
    assert!(!record.contains(&["unspeakable"]), "{}", record.text());
    world.settles().await;
    for channel in [&globex.channel, &staff.support, &manager] {
        channel.skip();
        for thread in channel.threads() {
            thread.skip();
        }
    }
    world.end().await;
}

/// Ten entries a page; each page leads to its neighbours, for whoever asked.
#[tokio::test]
async fn the_record_is_read_page_by_page() {
    let world = world().await;
    let staff = &world.staff;
    for number in 1..=12 {
        bob_types(&world, &format!("/customer add name:New{number} level:Gold")).await;
    }
    let first = bob_types(&world, "/desk audit").await;
    said(&first, &["New12", "New3"]);
    assert_eq!(first.buttons(), ["Older"]);
    let second = staff.bob.presses(&first, "Older").await;
    said(&second, &["New2", "New1"]);
    assert_eq!(second.buttons(), ["Newer"]);
    let again = staff.bob.presses(&second, "Newer").await;
    said(&again, &["New12", "New3"]);
    world.end().await;
}
