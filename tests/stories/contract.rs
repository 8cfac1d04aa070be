//! The contract changes: seen before it is confirmed, confirmed by managers, changed any way by support, and
//! what follows from it.

use sandbox::{Answer, Person};

use crate::world::{World, hours::stamp, said::said, world};

async fn bob_types(world: &World, line: &str) -> Answer {
    world.staff.bob.types(&world.staff.support, line).await
}

async fn grace_types(world: &World, line: &str) -> Answer {
    world.globex.manager.types(&world.globex.channel, line).await
}

/// "Effective at once; on the bill from the first day of the next month": what changes is seen first, by
/// everybody of the team, and confirmed by a manager.
#[tokio::test]
async fn a_manager_moves_up_once_they_have_seen_what_it_changes() {
    let world = world().await;
    let globex = &world.globex;
    let december = format!("Billed from {}", stamp("2026-12-01 12:00"));
    let changes: [&str; 6] = [
        "Globex: Bronze → Gold",
        "Effective immediately",
        "8 h → 4 h",
        "2 h (until the end of December 2026) → 4 h",
        "Left this month: 2 h → 4 h",
        &december,
    ];
    let seen = globex.member.types(&globex.channel, "/contract preview level:Gold").await;
    said(&seen, &changes);
    said(&seen, &["/contract upgrade"]);
    assert!(seen.buttons().is_empty() && seen.is_private());
    said(&globex.member.types(&globex.channel, "/contract upgrade level:Gold").await, &["Only a manager"]);

    let asked = grace_types(&world, "/contract upgrade level:Gold").await;
    said(&asked, &changes);
    assert_eq!(asked.buttons(), ["Move up to Gold", "Cancel"]);
    said(&globex.manager.presses(&asked, "Cancel").await, &["Nothing has changed"]);
    said(&grace_types(&world, "/contract show").await, &["Globex · Bronze"]);

    let asked = grace_types(&world, "/contract upgrade level:Gold").await;
    let again = grace_types(&world, "/contract upgrade level:Gold").await;
    said(&globex.manager.presses(&asked, "Move up to Gold").await, &["**Globex** is now on Gold"]);
    said(&globex.manager.presses(&again, "Move up to Gold").await, &["already Gold"]);
    said(
        &grace_types(&world, "/contract show").await,
        &["Globex · Gold", "4 h", &stamp("2026-12-01 12:00"), &globex.manager.mention()],
    );
    said(
        &grace_types(&world, "/contract upgrade level:Silver").await,
        &["Silver is below the current level (Gold)", "contact support: +33 (1) 85 14 93 56 or obs-"],
    );
    let down = grace_types(&world, "/contract preview level:Silver").await;
    said(&down, &["Gold → Silver", "Effective from", "4 h → 8 h", &december, "contact support: +33"]);
    world.end().await;
}

/// Refused if anything in the preview changed meanwhile: a change that support has scheduled, the month.
#[tokio::test]
async fn what_was_confirmed_is_what_was_seen() {
    let world = world().await;
    let grace = &world.globex.manager;
    let asked = grace_types(&world, "/contract upgrade level:Silver").await;
    said(
        &bob_types(&world, "/customer level customer:Globex level:Standard from:2027-01-10").await,
        &["**Globex** moves to Standard on", &stamp("2027-02-01 12:00")],
    );
    said(
        &grace.presses(&asked, "Move up to Silver").await,
        &["has changed since the preview", "nothing was done"],
    );
    said(&grace_types(&world, "/contract show").await, &["Globex · Bronze"]);

    let asked = grace_types(&world, "/contract upgrade level:Silver").await;
    said(&asked, &["Cancels the move to Standard"]);
    said(
        &grace.presses(&asked, "Move up to Silver").await,
        &["is now on Silver", "Cancels the move to Standard"],
    );
    said(
        &grace_types(&world, "/contract show").await,
        &["Globex · Silver", "Standard was scheduled for", "cancelled"],
    );
    world.turns_to("2027-01-11 10:00").await;
    said(&grace_types(&world, "/contract show").await, &["Globex · Silver"]);

    let asked = grace_types(&world, "/contract upgrade level:Gold").await;
    said(&asked, &[&format!("Billed from {}", stamp("2027-02-01 12:00"))]);
    world.turns_to("2027-02-01 00:00").await;
    said(&grace.presses(&asked, "Move up to Gold").await, &["has changed since the preview"]);
    world.end().await;
}

/// Who was a manager when they looked and is none when they confirm does not move up.
#[tokio::test]
async fn a_manager_who_is_one_no_longer_does_not_confirm() {
    let world = world().await;
    let globex = &world.globex;
    globex.manager.joins(&world.staff.guild, &[]);
    let asked = grace_types(&world, "/contract upgrade level:Gold").await;
    let line = format!("/customer manager customer:Globex user:{} remove:true", globex.manager.mention());
    said(&bob_types(&world, &line).await, &["no longer a manager"]);
    said(&globex.manager.presses(&asked, "Move up to Gold").await, &["Only a manager"]);
    said(&grace_types(&world, "/contract show").await, &["Globex · Bronze"]);
    world.end().await;
}

/// "Moving down: only through support, on a date (default the first of next month)"; a date of today is at
/// once.
#[tokio::test]
async fn support_changes_a_level_any_way() {
    let world = world().await;
    let staff = &world.staff;
    let alice = &world.acme.manager;
    let carol = async |line: &str| staff.carol.types(&staff.support, line).await;
    let shown = async || alice.types(&world.acme.channel, "/contract show").await;
    said(
        &carol("/customer level customer:Acme level:Silver").await,
        &["**Acme** passera au niveau Silver le", "4 h → 8 h", &stamp("2026-12-01 12:00")],
    );
    said(&shown().await, &["Acme · Gold"]);
    world.turns_to("2026-11-30 23:59").await;
    said(&shown().await, &["Acme · Gold"]);
    world.turns_to("2026-12-01 00:00").await;
    said(&shown().await, &["Acme · Silver"]);

    said(
        &carol("/customer level customer:Acme level:Standard from:2026-12-01").await,
        &["**Acme** passe au niveau Standard", "8 h → aucune", &stamp("2026-12-01 12:00")],
    );
    said(&shown().await, &["Acme · Standard"]);
    said(
        &carol("/customer level customer:Acme level:Gold from:2026-11-30").await,
        &["Cette date est passée", &stamp("2026-12-01 12:00")],
    );
    said(&carol("/customer level customer:Acme level:Gold from:2026-11-31").await, &["n'existe pas"]);
    said(&carol("/customer level customer:Acme level:Standard").await, &["Le niveau est déjà Standard"]);
    said(
        &carol("/customer level customer:Nobody level:Gold").await,
        &["Aucun client ne s'appelle **Nobody**"],
    );
    said(
        &carol("/customer level customer:Acme level:Gold").await,
        &["**Acme** passe au niveau Gold", &stamp("2027-01-01 12:00")],
    );
    world.end().await;
}

/// Managers decide what the desk sends by itself; what is left out stays.
#[tokio::test]
async fn managers_decide_what_comes_by_itself() {
    let world = world().await;
    let globex = &world.globex;
    let rows = |answer: &Answer| {
        let fields = &answer.embeds()[0].fields;
        fields.iter().map(|field| field.value.clone()).collect::<Vec<_>>()
    };
    let chosen = grace_types(&world, "/contract settings unused-hours:true").await;
    assert_eq!(rows(&chosen), ["yes", "no"]);
    assert_eq!(rows(&grace_types(&world, "/contract settings").await), ["yes", "no"]);
    let changed = grace_types(&world, "/contract settings monthly-report:true").await;
    assert_eq!(rows(&changed), ["yes", "yes"]);
    let changed = grace_types(&world, "/contract settings unused-hours:false").await;
    assert_eq!(rows(&changed), ["no", "yes"]);
    said(&globex.member.types(&globex.channel, "/contract settings").await, &["Only a manager"]);
    said(&bob_types(&world, "/contract settings").await, &["You're on the support team"]);
    world.end().await;
}

/// "What the team reads follows from then on."
#[tokio::test]
async fn a_customer_gets_another_name_and_language() {
    let world = world().await;
    let globex = &world.globex;
    said(&bob_types(&world, "/customer edit customer:Globex").await, &["Say what should change"]);
    said(&bob_types(&world, "/customer edit customer:Globex name:ACME").await, &["already called **ACME**"]);
    said(
        &bob_types(&world, "/customer edit customer:globex name:GlobeX language:fr").await,
        &["**Globex** is now called **GlobeX**", "French"],
    );
    said(&grace_types(&world, "/contract show").await, &["GlobeX · Bronze"]);
    let opened = grace_types(&world, "/ticket open subject:Hello description:There").await;
    said(&opened, &["#1", "is open"]);
    globex.channel.expect(&["#1", "Ouvert par"]).await;
    world.staff.support.expect(&["#1", "GlobeX"]).await;
    world.end().await;
}

async fn is_not_linked(who: &Person, world: &World) {
    for line in ["/contract show", "/ticket show ticket:#1", "/contract upgrade level:Gold"] {
        said(&who.types(&world.acme.channel, line).await, &["rattaché à aucun client"]);
    }
}

/// "No longer served: data kept, nothing reachable."
#[tokio::test]
async fn a_customer_is_served_no_longer() {
    let world = world().await;
    let (acme, staff) = (&world.acme, &world.staff);
    let amine = &acme.member;
    amine.types(&acme.channel, r#"/ticket open subject:"Encore là" description:"Oui.""#).await;
    acme.channel.expect(&["#1"]).await;
    staff.support.expect(&["#1"]).await;
    world.settles().await;
    let code = bob_types(&world, "/customer link customer:Acme announcements:false").await;
    let code = code.text().split('`').nth(1).expect("a code").to_owned();

    let carol = async |line: &str| staff.carol.types(&staff.support, line).await;
    let asked = carol("/customer remove customer:Acme").await;
    said(&asked, &["Retirer Acme ?", "#1", "données sont conservées"]);
    said(&staff.carol.presses(&asked, "Annuler").await, &["Rien n'a changé"]);
    said(&amine.types(&acme.channel, "/contract show").await, &["Acme · Gold"]);

    let stale = carol("/customer remove customer:Acme").await;
    amine.types(&acme.channel, r#"/ticket open subject:"Un autre" description:"Oui.""#).await;
    acme.channel.expect(&["#2"]).await;
    staff.support.expect(&["#2"]).await;
    world.settles().await;
    said(&staff.carol.presses(&stale, "Retirer le client").await, &["La situation a changé"]);

    let asked = carol("/customer remove customer:Acme").await;
    said(&asked, &["#1, #2"]);
    said(
        &staff.carol.presses(&asked, "Retirer le client").await,
        &["Client retiré : **Acme**", "Tickets fermés : 2"],
    );
    world.settles().await;
    for ticket in ["#1", "#2"] {
        acme.channel.find_thread(ticket).expect("the ticket's thread").expect(&["Fermé par"]).await;
    }
    is_not_linked(amine, &world).await;
    is_not_linked(&acme.manager, &world).await;
    let other = acme.guild.channel("other").create();
    said(&acme.manager.types(&other, &format!("/link code:{code}")).await, &["Code inconnu"]);
    said(&carol("/customer show customer:Acme").await, &["Aucun client ne s'appelle **Acme**"]);
    said(&carol("/customer list").await, &["Clients : 2"]);
    assert_eq!(world.counts("SELECT count(*) FROM ticket WHERE state = 'closed'").await, 2);
    assert_eq!(world.counts("SELECT count(*) FROM customer WHERE name = 'Acme'").await, 1);

    said(&carol("/customer add name:Acme level:Bronze").await, &["Client ajouté : **Acme**"]);
    let line = format!(
        "/customer link customer:Acme channel:{} announcements:false",
        staff.guild.channel("acme").create().mention()
    );
    said(&carol(&line).await, &["Acme"]);
    acme.channel.skip();
    staff.support.skip();
    world.end().await;
}
