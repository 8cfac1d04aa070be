//! Experts: their hours, absences and agenda, the sessions that they propose and settle, and packs.

use sandbox::{Answer, SeenMessage};

use crate::world::{
    World,
    hours::{Ledger, asked, confirmed, stamp},
    said::said,
    world,
};

async fn types(world: &World, line: &str) -> Answer {
    world.staff.nora.types(&world.staff.experts, line).await
}

/// Hours are typed as 09:00, 9:00 or 9, in either language; the same hour twice is none.
#[tokio::test]
async fn an_expert_says_when_they_are_there() {
    let world = world().await;
    let hours = async |line: &str| types(&world, &format!("/expert hours {line}")).await;
    said(&hours("day:lundi from:9 to:12:00").await, &["Lundi", "disponible 09:00–12:00"]);
    said(
        &hours("day:Monday from:14h30 to:18 also-from:9:00 also-to:12").await,
        &["09:00–12:00, 14:30–18:00"],
    );
    said(
        &hours("day:Tuesday from:9 to:12 also-from:12 also-to:17").await,
        &["disponible 09:00–17:00 (heure de Paris)."],
    );
    said(&hours("day:Tuesday from:9 to:9").await, &["Mardi", "pas disponible"]);
    for (line, words) in [
        ("day:Monday from:12 to:9", &["De 12:00 à 09:00"] as &[&str]),
        ("day:Monday from:9 to:12 also-from:11 also-to:18", &["se chevauchent"]),
        ("day:Monday from:9 to:25", &["`25` n'est pas une heure"]),
        ("day:Monday from:noon to:18", &["`noon` n'est pas une heure"]),
        ("day:Monday from:9 to:12 also-from:14", &["puis-de", "puis-à"]),
    ] {
        said(&hours(line).await, words);
    }
    let agenda = types(&world, "/expert agenda").await;
    said(
        &agenda,
        &["Lundi 09:00–12:00, 14:30–18:00", "Aucune séance à venir", "Chaque demande vous est soumise"],
    );
    assert!(!agenda.contains(&["Mardi"]), "{}", agenda.text());
    world.end().await;
}

/// Hours that change leave what was agreed: the sessions outside them stay, and the expert is told which.
#[tokio::test]
async fn sessions_stay_when_the_hours_change() {
    let world = world().await;
    world.nora_is_there().await;
    confirmed(&world, &world.globex, "2026-11-26 09:00").await;
    let changed = types(&world, "/expert hours day:Thursday from:14 to:18").await;
    said(&changed, &["Ces séances sont maintenues", &stamp("2026-11-26 09:00"), "Globex"]);
    let away = types(&world, "/expert off from:2026-11-26 to:2026-11-27").await;
    said(
        &away,
        &[&stamp("2026-11-26 00:00"), &stamp("2026-11-28 00:00"), "Ces séances sont maintenues", "Globex"],
    );
    let refused = world.globex.books("topic:other slot:2026-11-27 09:00").await;
    said(&refused, &["No expert is free", &stamp("2026-11-30 09:00")]);
    said(&types(&world, "/expert off from:2026-11-30 to:2026-11-29").await, &["postérieure à son début"]);
    said(&types(&world, "/expert off from:2026-11-01 to:2026-11-02").await, &["et à venir"]);
    said(&types(&world, "/expert off from:2026-12-01 14:00 to:soon").await, &["Date et heure non reconnues"]);
    said(&types(&world, "/expert off from:2026-11-30 09:00 to:2026-11-30 12:00").await, &["Absence du"]);
    said(
        &world.globex.books("topic:other slot:2026-11-30 09:00").await,
        &["No expert is free", &stamp("2026-11-30 14:00")],
    );
    world.turns(chrono::TimeDelta::zero()).await;
    world.end().await;
}

/// "Confirmed by the other side (at once where the expert allows it)".
#[tokio::test]
async fn an_expert_may_accept_at_once() {
    let world = world().await;
    let (globex, staff) = (&world.globex, &world.staff);
    world.nora_is_there().await;
    said(&types(&world, "/expert settings accept-at-once:true").await, &["confirmées automatiquement"]);
    let answer = globex.books("topic:support slot:2026-11-26 09:00").await;
    said(&answer, &["confirmed with Nora", &stamp("2026-11-26 09:00")]);
    let posted = staff.experts.expect(&["Globex", "confirmée"]).await;
    assert_eq!(posted.labels(), ["Annuler la séance"]);
    globex.channel.expect(&["confirmed"]).await;
    said(&types(&world, "/expert settings accept-at-once:false").await, &["Chaque demande vous est soumise"]);
    said(&types(&world, "/expert settings").await, &["Chaque demande vous est soumise"]);
    world.turns_to("2026-11-25 09:00").await;
    staff.experts.expect(&["commence"]).await;
    globex.channel.expect(&["starts"]).await;
    world.end().await;
}

/// Nora proposes a session to Globex; its member answers.
async fn proposed(world: &World) -> (SeenMessage, SeenMessage) {
    let line = "/expert book customer:Globex topic:training minutes:60 slot:2026-11-26 14:00 about:Firewalls";
    said(&types(world, line).await, &["Séance proposée à **Globex**", &stamp("2026-11-26 14:00")]);
    world.settles().await;
    let own = world.staff.experts.expect(&["Proposée à **Globex**"]).await;
    assert_eq!(own.labels(), ["Retirer la proposition"]);
    (own, world.globex.channel.expect(&["Nora proposes this session", "Firewalls"]).await)
}

/// "Proposed by an expert to the team": hours held, the team asked in its channel, any of it answers.
#[tokio::test]
async fn an_expert_proposes_a_session() {
    let world = world().await;
    let (globex, staff) = (&world.globex, &world.staff);
    world.nora_is_there().await;
    let suggested = staff.nora.suggestions(&staff.experts, "/expert book customer:glo").await;
    assert_eq!(suggested.iter().map(|choice| choice.name.as_str()).collect::<Vec<_>>(), ["Globex"]);
    let slots = staff
        .nora
        .suggestions(&staff.experts, "/expert book customer:Globex topic:training minutes:60 slot:26 nov.")
        .await;
    assert_eq!(slots[0].name, "jeu. 26 nov. 2026 09:00 (heure de Paris) · Nora");

    let (_, offered) = proposed(&world).await;
    assert_eq!(offered.labels(), ["Accept", "Decline", "Propose another time"]);
    assert_eq!(world.ledger(globex).await, Ledger { used: 0, held: 60 });
    said(&globex.member.presses(&offered, "Accept").await, &["confirmed"]);
    staff.experts.expect(&["a accepté", &stamp("2026-11-26 14:00")]).await;
    globex.channel.expect(&["accepted", &stamp("2026-11-26 14:00"), "{session-1.ics}"]).await;
    globex.channel.expect_update(&["confirmed"]).await;
    said(&types(&world, "/expert agenda").await, &["Confirmées", &stamp("2026-11-26 14:00"), "Globex"]);

    for (line, words) in [
        (
            "customer:Nobody topic:training minutes:60 slot:2026-11-27 14:00",
            "Aucun client ne s'appelle **Nobody**",
        ),
        ("customer:Globex topic:training minutes:60 slot:2026-11-26 14:00", "Aucun expert n'est libre"),
        ("customer:Globex topic:training minutes:90 slot:2026-11-27 14:00", "Il ne reste que 1 h"),
        ("customer:Initech topic:training minutes:60 slot:2026-11-27 14:00", "Il ne reste plus d'heures"),
    ] {
        said(&types(&world, &format!("/expert book {line}")).await, &[words]);
    }
    world.end().await;
}

/// A proposal is declined by the team, withdrawn by its expert, or released: the hours come back each time.
#[tokio::test]
async fn a_proposal_comes_to_nothing() {
    let world = world().await;
    let (globex, staff) = (&world.globex, &world.staff);
    world.nora_is_there().await;
    let (_, offered) = proposed(&world).await;
    let form = globex.member.presses(&offered, "Decline").await;
    said(&globex.member.fills(&form, &[("reason", "Not needed")]).await, &["declined"]);
    staff.experts.expect(&["a refusé la séance", "Not needed"]).await;

    let (own, _) = proposed(&world).await;
    let form = staff.nora.presses(&own, "Retirer la proposition").await;
    said(&staff.nora.fills(&form, &[]).await, &["retirée"]);
    globex.channel.expect(&["Nora withdrew the session proposed"]).await;

    proposed(&world).await;
    world.turns_to("2026-11-24 10:00").await;
    staff.experts.expect(&["Personne n'a répondu à temps"]).await;
    globex.channel.expect(&["Nobody answered in time"]).await;
    assert_eq!(world.ledger(globex).await, Ledger { used: 0, held: 0 });
    world.end().await;
}

/// A confirmed session that has started, its reminders read.
async fn started(world: &World, slot: &str) {
    confirmed(world, &world.globex, slot).await;
    world.turns_to(slot).await;
    world.staff.experts.skip();
    world.globex.channel.skip();
}

/// "Charged for what was really used, in started units of 30 minutes"; what is left goes back.
#[tokio::test]
async fn what_was_used_is_charged() {
    let world = world().await;
    let globex = &world.globex;
    world.nora_is_there().await;
    confirmed(&world, globex, "2026-11-23 14:00").await;
    let early = types(&world, "/expert done session:2026-11-23 14:00 minutes:20").await;
    said(&early, &["n'a pas encore commencé"]);
    started(&world, "2026-11-23 16:00").await;
    let choices = world.staff.nora.suggestions(&world.staff.experts, "/expert done session:16:00").await;
    assert_eq!(choices[0].name, "lun. 23 nov. 2026 16:00 (heure de Paris) · 1 h · formation · Globex");

    let done =
        types(&world, "/expert done session:2026-11-23 14:00 minutes:20 notes:\"VLANs **done**\"").await;
    said(&done, &["Décompté : 30 min", "rendu : 30 min"]);
    globex.channel.expect(&["completed. Charged: 30 min", r"VLANs \*\*done\*\*"]).await;
    let emil = &world.staff.emil;
    said(
        &emil.types(&world.staff.experts, "/expert done session:2").await,
        &["Only the expert of this session", &world.staff.nora.mention()],
    );
    said(&types(&world, "/expert done session:2 no-show:true").await, &["Décompté : 1 h", "rendu : 0 h"]);
    globex.channel.expect(&["Nobody came", "1 h"]).await;
    said(
        &types(&world, "/expert done session:2").await,
        &["n'est pas possible maintenant", "équipe absente"],
    );
    said(&types(&world, "/expert done session:99").await, &["Séance introuvable"]);
    assert_eq!(world.ledger(globex).await, Ledger { used: 90, held: 0 });
    let balance = globex.member.types(&globex.channel, "/expertise balance").await;
    said(&balance, &["Charged: 1 h 30", "Held: 0 h", "Left: 30 min", "████████████░░░░"]);
    world.end().await;
}

/// "Never more than was booked unless the customer agrees": asked in the team's channel, answered once.
#[tokio::test]
async fn more_than_booked_asks_the_team() {
    let world = world().await;
    let (globex, staff) = (&world.globex, &world.staff);
    world.nora_is_there().await;
    started(&world, "2026-11-23 14:00").await;
    let done = types(&world, "/expert done session:1 minutes:95").await;
    said(&done, &["Décompté : 1 h", "1 h de plus"]);
    globex.channel.expect(&["completed. Charged: 1 h"]).await;
    let question = globex.channel.expect(&["the time booked (1 h) by 1 h", "unless you agree"]).await;
    assert_eq!(world.ledger(globex).await, Ledger { used: 60, held: 0 });
    said(
        &globex.manager.presses(&question, "Agree to the charge").await,
        &["agreed. Charged in addition: 1 h"],
    );
    staff.experts.expect(&["Décompté en plus : 1 h"]).await;
    globex.channel.expect(&["completed. Charged: 2 h"]).await;
    assert_eq!(world.ledger(globex).await, Ledger { used: 120, held: 0 });
    assert!(globex.member.presses(&question, "Agree to the charge").await.impossible().is_some());

    world.turns_to("2026-11-30 10:00").await;
    said(&types(&world, "/expert done session:1 minutes:600").await, &["ne peut pas dépasser 8 h"]);
    world.end().await;
}

/// A team that does not agree is not charged, and hours that do not do are told.
#[tokio::test]
async fn more_than_booked_may_be_refused() {
    let world = world().await;
    let (globex, staff) = (&world.globex, &world.staff);
    world.nora_is_there().await;
    asked(&world, globex, "2026-11-26 14:00").await;
    started(&world, "2026-11-23 14:00").await;
    types(&world, "/expert done session:2 minutes:90").await;
    globex.channel.expect(&["completed. Charged: 1 h"]).await;
    let question = globex.channel.expect(&["unless you agree"]).await;
    said(
        &globex.member.presses(&question, "Agree to the charge").await,
        &["No hours are left for November 2026"],
    );
    said(&globex.member.presses(&question, "Decline the charge").await, &["declined", "Nothing more"]);
    staff.experts.expect(&["a refusé"]).await;
    globex.channel.expect(&["completed. Charged: 1 h"]).await;
    assert_eq!(world.ledger(globex).await, Ledger { used: 60, held: 60 });
    world.end().await;
}

/// "Ordered on tiers that allow it, granted by staff": the order, its answer, and what the pack pays for.
#[tokio::test]
async fn a_pack_is_ordered_and_granted() {
    let world = world().await;
    let (initech, staff) = (&world.initech, &world.staff);
    world.nora_is_there().await;
    let pack = async |who: &sandbox::Person, hours: i64| {
        who.types(&initech.channel, &format!("/expertise pack hours:{hours}")).await
    };
    said(&pack(&initech.member, 2).await, &["Only a manager"]);
    said(&pack(&initech.manager, 41).await, &["1 to 40 hours"]);
    said(&pack(&initech.manager, 0).await, &["1 to 40 hours"]);
    let globex = &world.globex;
    said(
        &globex.manager.types(&globex.channel, "/expertise pack hours:2").await,
        &["Bronze has no expertise packs"],
    );
    said(&pack(&initech.manager, 2).await, &["Order sent: an expertise pack of 2 h"]);
    let order = staff.support.expect(&["Initech", "2 h", &initech.manager.mention()]).await;
    said(&staff.nora.presses(&order, "Accorder le pack").await, &["agents du support"]);
    said(&staff.bob.presses(&order, "Accorder le pack").await, &["accordé", &staff.bob.mention()]);
    initech.channel.expect(&["is granted", &stamp("2027-11-23 00:00")]).await;

    asked(&world, initech, "2026-11-26 09:00").await;
    let balance = initech.member.types(&initech.channel, "/expertise balance").await;
    said(&balance, &["Included: 0 h", "1 h left of 2 h", &stamp("2027-11-23 00:00")]);
    said(
        &initech.books("topic:other minutes:90 slot:2026-11-27 09:00").await,
        &["Only 1 h", "/expertise pack"],
    );

    said(&pack(&initech.manager, 40).await, &["Order sent: an expertise pack of 40 h"]);
    let order = staff.support.expect(&["40 h"]).await;
    said(&staff.carol.presses(&order, "Refuser le pack").await, &["refusé"]);
    initech.channel.expect(&["was declined", "+33 (1) 85 14 93 56"]).await;
    said(
        &staff.bob.types(&staff.support, "/customer pack customer:initech hours:1 reason:Goodwill").await,
        &["**Initech** now has an expertise pack of 1 h"],
    );
    initech.channel.expect(&["granted an expertise pack of 1 h", "Goodwill"]).await;
    assert_eq!(world.counts("SELECT count(*) FROM pack").await, 2);
    world.end().await;
}

/// "Sessions already confirmed stay, and those that no longer fit the allowance are listed to staff."
#[tokio::test]
async fn a_lower_level_lists_the_sessions_that_no_longer_fit() {
    let world = world().await;
    let (acme, staff) = (&world.acme, &world.staff);
    world.nora_is_there().await;
    for (minutes, slot) in [(120, "2026-12-01 09:00"), (60, "2026-12-02 09:00"), (60, "2026-11-26 09:00")] {
        said(
            &acme.books(&format!("topic:other minutes:{minutes} slot:{slot}")).await,
            &["Demande envoyée à Nora"],
        );
        staff.experts.expect(&["Acme"]).await;
        acme.channel.expect(&["Nora"]).await;
    }
    let lowered = staff.bob.types(&staff.support, "/customer level customer:Acme level:Silver").await;
    said(&lowered, &["beyond the new allowance", &stamp("2026-12-02 09:00"), "Nora"]);
    for stays in ["2026-12-01 09:00", "2026-11-26 09:00"] {
        assert!(!lowered.contains(&[&stamp(stays)]), "{}", lowered.text());
    }
    assert_eq!(world.ledger(acme).await, Ledger { used: 0, held: 240 });
    world.end().await;
}

/// A customer that is served no longer has no sessions to come: its experts are told, and their time is free.
#[tokio::test]
async fn a_customer_that_leaves_has_no_sessions_to_come() {
    let world = world().await;
    let (globex, staff) = (&world.globex, &world.staff);
    world.nora_is_there().await;
    confirmed(&world, globex, "2026-11-26 09:00").await;
    asked(&world, globex, "2026-11-26 10:00").await;
    let question = staff.bob.types(&staff.support, "/customer remove customer:Globex").await;
    said(&question, &["cancelled", &stamp("2026-11-26 09:00"), &stamp("2026-11-26 10:00"), "Nora"]);
    said(&staff.bob.presses(&question, "confirm:").await, &["Globex"]);
    world.settles().await;
    // One session's words wait for no other's.
    let told = staff.experts.skip();
    let off = ["a annulé la séance", &staff.bob.mention(), &stamp("2026-11-26 09:00")];
    assert!(told.iter().any(|one| one.contains(&off)), "{told:#?}");
    assert!(
        told.iter().any(|one| one.contains(&["a refusé la séance", &stamp("2026-11-26 10:00")])),
        "{told:#?}"
    );
    assert_eq!(world.ledger(globex).await, Ledger { used: 0, held: 0 });
    assert_eq!(world.counts("SELECT count(*) FROM expert_half_hour").await, 0);
    world.turns_to("2026-11-26 12:00").await;
    world.end().await;
}
