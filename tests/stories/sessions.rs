//! What becomes of a session: declined, released, moved, called off, reminded of.

use chrono::TimeDelta;

use crate::world::{
    World,
    hours::{Ledger, asked, confirmed, stamp},
    said::said,
    world,
};

/// Decline asks why; the team reads it, and its hours and the expert's time are free again.
#[tokio::test]
async fn a_request_is_declined_with_a_reason() {
    let world = world().await;
    let (globex, nora) = (&world.globex, &world.staff.nora);
    world.nora_is_there().await;
    let (request, _) = asked(&world, globex, "2026-11-26 09:00").await;
    let form = nora.presses(&request, "Refuser").await;
    assert_eq!(form.form().title, "Donner un motif (facultatif)");
    said(&nora.fills(&form, &[("reason", "At a **trade fair**")]).await, &["refusée"]);
    globex.channel.expect(&["Nora declined", &stamp("2026-11-26 09:00"), r"At a \*\*trade fair\*\*"]).await;
    assert_eq!(globex.channel.expect_update(&["declined"]).await.labels(), [] as [&str; 0]);
    assert_eq!(world.ledger(globex).await, Ledger { used: 0, held: 0 });
    assert_eq!(world.counts("SELECT count(*) FROM expert_half_hour").await, 0);
    said(&nora.fills(&form, &[("reason", "Again")]).await, &["déjà servi"]);
    asked(&world, globex, "2026-11-26 09:00").await;
    world.end().await;
}

/// "A request not answered by the same hour of the next business day is released, and everyone is told"; not
/// a minute before.
#[tokio::test]
async fn a_request_that_nobody_answers_is_released() {
    let world = world().await;
    let (globex, staff) = (&world.globex, &world.staff);
    world.nora_is_there().await;
    let (request, _) = asked(&world, globex, "2026-11-26 09:00").await;
    world.turns_to("2026-11-24 09:59").await;
    assert!(world.sandbox.unread().is_empty(), "nothing is said before its time");
    world.turns_to("2026-11-24 10:00").await;
    staff.experts.expect(&["Personne n'a répondu à temps", &stamp("2026-11-26 09:00")]).await;
    globex.channel.expect(&["Nobody answered in time", &stamp("2026-11-26 09:00")]).await;
    staff.experts.expect_update(&["expirée"]).await;
    assert_eq!(world.ledger(globex).await, Ledger { used: 0, held: 0 });
    assert!(staff.nora.presses(&request, "Accepter").await.impossible().is_some());
    world.turns(TimeDelta::days(3)).await;
    world.end().await;
}

/// "Asked outside business hours: counted from the next opening"; and never past its own start.
#[tokio::test]
async fn a_request_waits_for_a_business_day_or_its_start() {
    let world = World::at("2026-11-27 20:00").await;
    let globex = &world.globex;
    world.nora_is_there().await;
    let (_, posted) = asked(&world, globex, "2026-12-02 09:00").await;
    assert!(posted.contains(&[&stamp("2026-12-01 09:00")]), "{}", posted.text());
    let (_, posted) = asked(&world, globex, "2026-11-30 10:00").await;
    assert!(posted.contains(&[&stamp("2026-11-30 10:00")]), "{}", posted.text());
    world.turns_to("2026-11-30 10:00").await;
    world.staff.experts.expect(&["Personne n'a répondu à temps", &stamp("2026-11-30 10:00")]).await;
    globex.channel.expect(&["Nobody answered in time", &stamp("2026-11-30 10:00")]).await;
    world.turns_to("2026-12-01 09:00").await;
    world.staff.experts.expect(&["Personne n'a répondu à temps", &stamp("2026-12-02 09:00")]).await;
    globex.channel.expect(&["Nobody answered in time"]).await;
    world.end().await;
}

/// Both sides may put another time; what is held follows, and the other side answers.
#[tokio::test]
async fn another_time_is_proposed_both_ways() {
    let world = world().await;
    let (globex, staff) = (&world.globex, &world.staff);
    world.nora_is_there().await;
    let (request, _) = asked(&world, globex, "2026-11-26 09:00").await;
    let form = staff.nora.presses(&request, "Proposer un autre créneau").await;
    assert_eq!(form.form().fields[0].value, "2026-11-26 09:30");
    assert_eq!(form.form().fields[0].label, "Début, heure de Paris (2026-12-02 14:30)");
    let refused = staff.nora.fills(&form, &[("moment", "2026-11-28 10:00")]).await;
    said(&refused, &["heures ouvrées"]);
    let again = staff.nora.presses(&refused, "form:").await;
    assert_eq!(again.form().fields[0].value, "2026-11-28 10:00");
    said(&staff.nora.fills(&again, &[("moment", "2026-12-01 15:00")]).await, &["en attente de l'équipe"]);
    assert_eq!(world.counts("SELECT count(*) FROM expert_half_hour").await, 2);
    let left = globex.member.types(&globex.channel, "/expertise balance month:2026-12").await;
    said(&left, &["December 2026", "month 3 of 3", "Held: 1 h"]);

    let proposal = globex.channel.expect(&["Nora proposed another time", &stamp("2026-12-01 15:00")]).await;
    assert_eq!(proposal.labels(), ["Accept", "Decline", "Propose another time"]);
    let form = globex.member.presses(&proposal, "Propose another time").await;
    said(
        &globex.member.fills(&form, &[("moment", "2026-12-02 09:00"), ("text", "Later?")]).await,
        &["waiting for the expert"],
    );
    let again =
        staff.experts.expect(&["a proposé un autre créneau", &stamp("2026-12-02 09:00"), "Later?"]).await;
    said(&staff.emil.presses(&again, "Accepter").await, &["Only the expert of this session"]);
    said(&staff.nora.presses(&again, "Accepter").await, &["confirmée"]);
    globex.channel.expect(&["Nora accepted", &stamp("2026-12-02 09:00")]).await;
    assert_eq!(world.ledger(globex).await, Ledger { used: 0, held: 60 });
    world.end().await;
}

/// A session that was certain is called off free of charge until exactly 24 h before, and its cost is shown
/// before it is asked.
#[tokio::test]
async fn cancelling_is_free_until_a_day_before() {
    let world = world().await;
    let (globex, staff) = (&world.globex, &world.staff);
    world.nora_is_there().await;
    confirmed(&world, globex, "2026-11-26 09:00").await;
    confirmed(&world, globex, "2026-11-26 10:00").await;
    world.turns_to("2026-11-25 09:00").await;
    for channel in [&staff.experts, &globex.channel] {
        channel.expect(&[&stamp("2026-11-26 09:00")]).await;
    }
    let cancel = async |slot: &str| {
        globex.member.types(&globex.channel, &format!("/expertise cancel session:{slot}")).await
    };
    let preview = cancel("2026-11-26 09:00").await;
    said(&preview, &["Cancel the session on", &stamp("2026-11-26 09:00"), "Free of charge", "1 h"]);
    said(&globex.member.presses(&preview, "Keep the session").await, &["Nothing has changed"]);
    let preview = cancel("2026-11-26 09:00").await;
    said(&globex.member.presses(&preview, "Cancel the session").await, &["cancelled", "hours are returned"]);
    staff.experts.expect(&["a annulé la séance", &stamp("2026-11-26 09:00"), "rendues"]).await;
    globex.channel.expect(&["cancelled the session", "returned"]).await;
    assert_eq!(world.ledger(globex).await, Ledger { used: 0, held: 60 });

    let shown = cancel("2026-11-26 10:00").await;
    said(&shown, &["Free of charge"]);
    world.turns_to("2026-11-25 10:01").await;
    for channel in [&staff.experts, &globex.channel] {
        channel.expect(&[&stamp("2026-11-26 10:00")]).await;
    }
    said(&globex.member.presses(&shown, "Cancel the session").await, &["has changed since the preview"]);
    assert_eq!(world.ledger(globex).await, Ledger { used: 0, held: 60 });
    let late = cancel("2026-11-26 10:00").await;
    said(&late, &["still be charged (1 h)"]);
    said(&globex.member.presses(&late, "Cancel the session").await, &["Charged: 1 h"]);
    staff.experts.expect(&["trop tard", "1 h"]).await;
    globex.channel.expect(&["too late to be free", "Charged: 1 h"]).await;
    assert_eq!(world.ledger(globex).await, Ledger { used: 60, held: 0 });
    assert_eq!(world.counts("SELECT count(*) FROM expert_half_hour").await, 0);
    world.end().await;
}

/// "A late move is a late cancellation and a new booking: both are charged, and the preview says so"; an
/// early one is free.
#[tokio::test]
async fn moving_costs_what_cancelling_does() {
    let world = world().await;
    let (acme, staff) = (&world.acme, &world.staff);
    world.nora_is_there().await;
    confirmed(&world, acme, "2026-11-26 09:00").await;
    let moves = async |session: &str, slot: &str| {
        let line = format!("/expertise move session:{session} slot:{slot}");
        acme.member.types(&acme.channel, &line).await
    };
    said(&moves("2026-11-26 09:00", "2026-11-26 09:00").await, &["déjà prévue à ce moment-là"]);
    let preview = moves("2026-11-26 09:00", "2026-11-26 09:30").await;
    said(&preview, &[&stamp("2026-11-26 09:30"), "Nora", "Sans frais"]);
    said(&acme.member.presses(&preview, "confirm:").await, &["déplacée", "Demande envoyée à Nora"]);
    // The session that was moved and the one in its place are two: the words of one wait for none of the
    // other's.
    let has = |told: &[sandbox::SeenMessage], words: &[&str]| told.iter().any(|one| one.contains(words));
    world.settles().await;
    let (experts, team) = (staff.experts.skip(), acme.channel.skip());
    assert!(has(&experts, &["a déplacé la séance", &stamp("2026-11-26 09:00")]), "{experts:#?}");
    assert!(has(&team, &["a déplacé la séance"]) && has(&team, &["Demande envoyée à Nora"]), "{team:#?}");
    let request = |one: &sandbox::SeenMessage| one.labels().contains(&"Accepter");
    let request = experts.into_iter().rfind(request).expect("the request");
    assert!(request.contains(&["Acme", &stamp("2026-11-26 09:30")]), "{}", request.text());
    said(&staff.nora.presses(&request, "Accepter").await, &["confirmée"]);
    acme.channel.expect(&["Nora a accepté"]).await;
    assert_eq!(world.ledger(acme).await, Ledger { used: 0, held: 60 });

    world.turns_to("2026-11-25 10:00").await;
    for channel in [&staff.experts, &acme.channel] {
        channel.expect(&[&stamp("2026-11-26 09:30")]).await;
    }
    let late = moves("2026-11-26 09:30", "2026-11-27 14:00").await;
    said(&late, &["Les deux séances seront décomptées", "l'ancienne (1 h)", "la nouvelle (1 h)"]);
    said(&acme.member.presses(&late, "confirm:").await, &["Décompté : 1 h", "Demande envoyée à Nora"]);
    world.settles().await;
    let (experts, team) = (staff.experts.skip(), acme.channel.skip());
    assert!(has(&experts, &["trop tard"]) && has(&team, &["trop tard"]), "{experts:#?} {team:#?}");
    assert!(has(&experts, &["Acme", &stamp("2026-11-27 14:00")]), "{experts:#?}");
    assert!(has(&team, &["Demande envoyée à Nora"]), "{team:#?}");
    assert_eq!(world.ledger(acme).await, Ledger { used: 60, held: 60 });
    world.end().await;
}

/// "When the expert cancels: always given back", by `decline` on the same request, even an hour before.
#[tokio::test]
async fn an_expert_who_cannot_come_gives_the_hours_back() {
    let world = world().await;
    let (globex, staff) = (&world.globex, &world.staff);
    world.nora_is_there().await;
    let (request, _) = confirmed(&world, globex, "2026-11-23 14:00").await;
    world.turns_to("2026-11-23 13:30").await;
    staff.experts.expect(&["commence", &stamp("2026-11-23 14:00")]).await;
    globex.channel.expect(&["starts", &stamp("2026-11-23 14:00")]).await;
    let form = staff.nora.presses(&request, "Annuler la séance").await;
    said(&staff.nora.fills(&form, &[("reason", "Malade")]).await, &["annulée"]);
    globex.channel.expect(&["Nora cancelled the session", "returned", "Malade"]).await;
    assert_eq!(world.ledger(globex).await, Ledger { used: 0, held: 0 });
    world.end().await;
}

/// "A request may be withdrawn at any time", by the command or the button; only the expert is told.
#[tokio::test]
async fn a_request_is_withdrawn() {
    let world = world().await;
    let (globex, staff) = (&world.globex, &world.staff);
    world.nora_is_there().await;
    let (_, posted) = asked(&world, globex, "2026-11-23 14:00").await;
    let preview = globex.manager.presses(&posted, "Withdraw the request").await;
    said(&preview, &["Withdraw the request", "Free of charge"]);
    assert!(preview.is_private());
    said(&globex.manager.presses(&preview, "Withdraw the request").await, &["withdrawn", "returned"]);
    staff.experts.expect(&["a retiré la demande", &stamp("2026-11-23 14:00")]).await;
    assert_eq!(world.ledger(globex).await, Ledger { used: 0, held: 0 });
    let gone = globex.member.types(&globex.channel, "/expertise cancel session:1").await;
    said(&gone, &["withdrawn"]);
    world.end().await;
}

/// Reminders 24 h and 1 h before, to the team's channel and the expert; what is called off meanwhile is not
/// reminded of, and of those missed by a desk that was down the latest alone is said.
#[tokio::test]
async fn both_sides_are_reminded() {
    let mut world = world().await;
    world.nora_is_there().await;
    confirmed(&world, &world.globex, "2026-11-26 09:00").await;
    world.turns_to("2026-11-25 08:59").await;
    assert!(world.sandbox.unread().is_empty());
    world.turns_to("2026-11-25 09:00").await;
    let reminder = world.staff.experts.expect(&["commence", &stamp("2026-11-26 09:00")]).await;
    assert_eq!(reminder.notified, ["Nora"]);
    world.globex.channel.expect(&["starts", &stamp("2026-11-26 09:00")]).await;

    confirmed(&world, &world.acme, "2026-11-27 09:00").await;
    world.stops().await;
    world.sandbox.clock().set(crate::world::paris("2026-11-27 08:10"));
    world.starts().await;
    world.staff.experts.expect(&["commence", &stamp("2026-11-27 09:00")]).await;
    world.acme.channel.expect(&["commence", &stamp("2026-11-27 09:00")]).await;
    world.turns(TimeDelta::hours(3)).await;
    world.end().await;
}

/// Sessions keep their hour on the wall over the change of clocks, and their reminders are elapsed hours.
#[tokio::test]
async fn a_session_keeps_its_hour_over_the_change_of_clocks() {
    let world = World::at("2026-10-22 10:00").await;
    let (acme, staff) = (&world.acme, &world.staff);
    world.nora_is_there().await;
    said(&acme.books("topic:training slot:2026-10-25 02:30").await, &["heures ouvrées"]);
    let (_, posted) = confirmed(&world, acme, "2026-10-26 09:00").await;
    assert!(posted.contains(&["<t:1793001600:"]), "08:00 UTC, winter time: {}", posted.text());
    world.turns_to("2026-10-25 08:59").await;
    assert!(world.sandbox.unread().is_empty());
    world.turns_to("2026-10-25 09:00").await;
    staff.experts.expect(&["commence"]).await;
    acme.channel.expect(&["commence"]).await;
    let labels = acme.member.suggestions(&acme.channel, "/expertise cancel session:").await;
    assert_eq!(labels[0].name, "lun. 26 oct. 2026 09:00 (heure de Paris) · 1 h · formation · Nora");
    world.turns_to("2026-10-26 08:00").await;
    staff.experts.expect(&["commence"]).await;
    acme.channel.expect(&["commence"]).await;
    world.end().await;
}

/// The hour that the change of clocks skips is told as such.
#[tokio::test]
async fn an_hour_that_does_not_exist_is_refused() {
    let world = World::at("2027-03-22 10:00").await;
    world.nora_is_there().await;
    let refused = world.acme.books("topic:training slot:2027-03-28 02:30").await;
    said(&refused, &["2027-03-28 02:30` n'existe pas"]);
    let (_, posted) = asked(&world, &world.acme, "2027-03-30 09:00").await;
    assert!(posted.contains(&["<t:1806390000:"]), "07:00 UTC, summer time: {}", posted.text());
    world.end().await;
}

/// A session is charged to the month in which it starts, and the coming month's hours are held apart.
#[tokio::test]
async fn a_session_counts_in_the_month_in_which_it_starts() {
    let world = world().await;
    let globex = &world.globex;
    world.nora_is_there().await;
    asked(&world, globex, "2026-11-30 09:00").await;
    asked(&world, globex, "2026-11-30 14:00").await;
    asked(&world, globex, "2026-12-01 09:00").await;
    said(&globex.books("topic:other slot:2026-11-30 16:00").await, &["No hours are left for November 2026"]);
    let balance = async |month: &str| {
        globex.member.types(&globex.channel, &format!("/expertise balance month:{month}")).await
    };
    said(&balance("2026-11").await, &["Held: 2 h", "Left: 0 h", "month 2 of 3"]);
    said(&balance("2026-12").await, &["Held: 1 h", "Left: 1 h", "month 3 of 3"]);
    said(&balance("2027-01").await, &["Included: 0 h", "first months only, until the end of December 2026"]);
    said(&balance("2026-13").await, &["There is no month 13", "2026-11"]);
    said(&balance("december").await, &["couldn't read that month"]);
    world.end().await;
}
