//! A team asks for a session: from the command to the answer, and why nothing fits where nothing does.

use guichet::rules::offer::{DEFAULT, Offer};

use crate::world::{
    World,
    hours::{Ledger, asked, stamp},
    said::said,
    world,
};

/// "Held at the request, confirmed by the other side": the team asks for a typed moment, the expert accepts,
/// everyone reads it.
#[tokio::test]
async fn a_session_is_asked_for_and_accepted() {
    let world = world().await;
    let (acme, staff) = (&world.acme, &world.staff);
    world.nora_is_there().await;

    let start = stamp("2026-11-26 14:30");
    let answer =
        acme.books(r#"topic:formation minutes:90 slot:"2026-11-26 14:30" about:"**Terraform** <@1>""#).await;
    assert!(answer.is_private());
    said(&answer, &["Nora", &start, "1 h 30", &stamp("2026-11-24 10:00")]);
    assert_eq!(world.ledger(acme).await, Ledger { used: 0, held: 90 });

    let request = staff.experts.expect(&["Acme", "formation", &start, "1 h 30", &staff.nora.mention()]).await;
    assert_eq!(request.notified, ["Nora"]);
    assert!(request.contains(&[r"\*\*Terraform\*\* \<@1>"]), "{}", request.text());
    assert_eq!(request.labels(), ["Accepter", "Refuser", "Proposer un autre créneau"]);
    acme.channel.expect(&["Nora", "Demande envoyée", &start]).await;

    said(&staff.nora.presses(&request, "Accepter").await, &["confirmée"]);
    acme.channel.expect(&["Nora a accepté", &start]).await;
    acme.channel.expect_update(&["confirmée"]).await;
    let now = staff.experts.expect_update(&["confirmée"]).await;
    assert_eq!(now.labels(), ["Annuler la séance"]);
    assert_eq!(world.ledger(acme).await, Ledger { used: 0, held: 90 });

    let balance = acme.member.types(&acme.channel, "/expertise balance").await;
    said(&balance, &["Acme", "novembre 2026", "Gold", "4 h", "1 h 30", "2 h 30"]);
    let sessions = acme.member.types(&acme.channel, "/expertise sessions").await;
    said(&sessions, &[&start, "formation", "Nora", "confirmée"]);
    world.end().await;
}

/// Another expert's slot is not theirs to accept, nor is it support's or the team's own.
#[tokio::test]
async fn only_the_expert_of_the_slot_answers() {
    let world = world().await;
    let staff = &world.staff;
    world.nora_is_there().await;
    let (request, _) = asked(&world, &world.globex, "2026-11-24 09:00").await;
    for button in ["Accepter", "Refuser", "Proposer un autre créneau"] {
        said(
            &staff.emil.presses(&request, button).await,
            &["Only the expert of this session", &staff.nora.mention()],
        );
        said(&staff.bob.presses(&request, button).await, &["Only experts"]);
    }
    world.globex.member.joins(&staff.guild, &[]);
    said(&world.globex.member.presses(&request, "Accepter").await, &["not linked"]);
    assert_eq!(world.counts("SELECT count(*) FROM session WHERE state = 'requested'").await, 1);

    let (one, other) =
        tokio::join!(staff.nora.presses(&request, "Accepter"), staff.nora.presses(&request, "Accepter"));
    let (won, lost) = if one.contains(&["n'est pas possible"]) { (&other, &one) } else { (&one, &other) };
    said(won, &["Séance du", "confirmée"]);
    said(lost, &["n'est pas possible maintenant", "confirmée"]);
    world.globex.channel.expect(&["Nora accepted"]).await;
    world.end().await;
}

/// "Without a slot: the next free ones to choose from"; a slot taken meanwhile leaves the menu to choose
/// another.
#[tokio::test]
async fn the_next_free_slots_are_offered() {
    let world = world().await;
    let (globex, staff) = (&world.globex, &world.staff);
    world.is_there(&staff.nora, &["Wednesday"], "09:00", "10:00").await;
    world.is_there(&staff.emil, &["Tuesday"], "16:00", "17:00").await;

    let menu = globex.books("topic:network minutes:60").await;
    said(&menu, &["next free slots", "Tue 24 Nov 2026 16:00 (Paris time) · Emil", "Wed 25 Nov 2026 09:00"]);
    assert!(menu.is_private());
    asked(&world, &world.acme, "2026-11-25 09:00").await;

    let taken = globex.member.chooses(&menu, "Wed 25 Nov 2026 09:00 (Paris time) · Nora").await;
    said(&taken, &["No expert is free", &stamp("2026-11-25 09:00"), &stamp("2026-12-01 16:00")]);
    let chosen = globex.member.chooses(&menu, "Tue 24 Nov 2026 16:00 (Paris time) · Emil").await;
    said(&chosen, &["Request sent to Emil", &stamp("2026-11-24 16:00")]);
    staff.experts.expect(&[&staff.emil.mention(), "Globex"]).await;
    globex.channel.expect(&["Request sent to Emil"]).await;
    world.end().await;
}

/// Suggestions come from real availability, in Paris time with its zone, and narrow by what is typed.
#[tokio::test]
async fn slots_are_suggested_and_narrow() {
    let world = world().await;
    let (globex, staff) = (&world.globex, &world.staff);
    world.nora_is_there().await;
    world.is_there(&staff.emil, &["Friday"], "14:00", "15:00").await;
    let suggested = async |line: &str| -> Vec<String> {
        let choices = globex.member.suggestions(&globex.channel, line).await;
        choices.into_iter().map(|choice| choice.name).collect()
    };
    let all = suggested("/expertise book topic:advice minutes:120 slot:").await;
    assert_eq!(all.len(), 25);
    assert_eq!(all[0], "Mon 23 Nov 2026 14:00 (Paris time) · Nora");
    let emils = suggested("/expertise book topic:advice minutes:60 slot:emil 4 dec").await;
    assert_eq!(emils, ["Fri 4 Dec 2026 14:00 (Paris time) · Emil"]);
    let typed = suggested("/expertise book topic:advice minutes:120 slot:2026-12-01 16").await;
    assert_eq!(typed, ["Tue 1 Dec 2026 16:00 (Paris time) · Nora"]);

    let value = globex.member.suggestions(&globex.channel, "/expertise book topic:advice slot:emil").await;
    let value = value[0].value.as_str().expect("a text").to_owned();
    said(&globex.books(&format!("topic:advice slot:\"{value}\"")).await, &["Request sent to Emil"]);
    staff.experts.expect(&["Globex"]).await;
    globex.channel.expect(&["Emil"]).await;
    world.end().await;
}

/// Each reason for which nothing fits has its own words, and nothing is held.
#[tokio::test]
async fn why_nothing_fits_is_said() {
    let world = world().await;
    let globex = &world.globex;
    world.nora_is_there().await;
    for (what, words) in [
        ("slot:2026-11-26 13:00", &["No expert is free", &stamp("2026-11-26 14:00")] as &[&str]),
        ("slot:2026-11-26 19:00", &["business hours"]),
        ("slot:2026-12-25 10:00", &[&stamp("2026-12-25 13:00"), "is a public holiday"]),
        ("slot:2026-11-23 09:00", &["has passed"]),
        ("slot:2026-11-26 09:15", &["every 30 minutes"]),
        ("slot:2027-01-04 10:00", &["too far ahead", &stamp("2027-01-01 00:00")]),
        ("slot:2026-02-30 10:00", &["date doesn't exist"]),
        ("slot:2026-12-02 25:00", &["time doesn't exist"]),
        ("slot:tomorrow", &["could not read that date and time"]),
    ] {
        said(&globex.books(&format!("topic:other {what}")).await, words);
    }
    let long = "x".repeat(1_001);
    said(&globex.books(&format!("topic:other slot:2026-11-26 09:00 about:{long}")).await, &["1001", "1000"]);
    assert_eq!(world.counts("SELECT count(*) FROM session").await, 0);
    assert_eq!(world.counts("SELECT count(*) FROM hours_entry").await, 0);
    world.end().await;
}

/// A session lasts one of the offer's lengths, chosen by what Discord shows of it; of more lengths than
/// Discord shows, any number within their limits is typed, and the desk says what it may be.
#[tokio::test]
async fn a_session_lasts_one_of_the_offers_lengths() {
    let world = world().await;
    world.nora_is_there().await;
    let (globex, staff) = (&world.globex, &world.staff);
    for other in ["45", "150", "0"] {
        let answer = globex.books(&format!("topic:other minutes:{other} slot:2026-11-26 09:00")).await;
        assert!(answer.impossible().is_some(), "{other}: {answer:?}");
    }
    said(&globex.books("topic:other minutes:\"1 h 30\" slot:2026-11-26 09:00").await, &["1 h 30"]);
    world.settles().await;
    staff.experts.skip();
    globex.channel.skip();
    world.end().await;

    let lengths = "unit_minutes = 30\nmin_minutes = 30\nmax_minutes = 120";
    let many = DEFAULT.replace(lengths, "unit_minutes = 5\nmin_minutes = 10\nmax_minutes = 180");
    let world = World::with("2026-11-23 10:00", Offer::parse(&many).expect("an offer")).await;
    world.nora_is_there().await;
    let (globex, staff) = (&world.globex, &world.staff);
    for other in ["5", "185"] {
        let answer = globex.books(&format!("topic:other minutes:{other}")).await;
        assert!(answer.impossible().is_some(), "{other}: {answer:?}");
    }
    said(&globex.books("topic:other minutes:33").await, &["10 min to 3 h, in steps of 5 min"]);
    let own = "/expert book customer:Globex topic:other minutes:33 slot:2026-11-26 09:00";
    said(&staff.nora.types(&staff.experts, own).await, &["10 min à 3 h, par tranches de 5 min"]);
    said(
        &globex.books("topic:other minutes:35 slot:2026-11-26 09:05").await,
        &["Request sent to Nora", "35 min"],
    );
    world.settles().await;
    staff.experts.skip();
    globex.channel.skip();
    world.end().await;
}

/// Without hours the way to some is said: packs on Standard, a level elsewhere; without experts, that there
/// are none.
#[tokio::test]
async fn without_hours_nothing_is_booked() {
    let world = world().await;
    let (globex, initech) = (&world.globex, &world.initech);
    said(&globex.books("topic:training").await, &["No expert has set their availability"]);
    world.is_there(&world.staff.nora, &["Monday"], "9", "9:30").await;
    said(
        &globex.books("topic:training").await,
        &["No expert has 1 h free before", &stamp("2027-01-01 00:00")],
    );
    world.nora_is_there().await;
    let standard = initech.books("topic:training slot:2026-11-26 09:00").await;
    said(&standard, &["No hours are left for November 2026", "1 h", "Standard", "/expertise pack"]);
    said(&initech.books("topic:training").await, &["No hours are left for November 2026"]);

    asked(&world, globex, "2026-11-26 09:00").await;
    let few = globex.books("topic:training minutes:90 slot:2026-11-27 09:00").await;
    said(&few, &["Only 1 h left for November 2026", "1 h 30", "Bronze"]);
    let menu = globex.books("topic:training minutes:90").await;
    said(&menu, &["Tue 1 Dec 2026 09:00"]);
    assert!(!menu.contains(&["Nov 2026"]), "only what the hours pay for is offered: {}", menu.text());
    world.end().await;
}

/// "Pressing twice" and a dispatch told twice: one session.
#[tokio::test]
async fn the_same_interaction_books_once() {
    let world = world().await;
    let globex = &world.globex;
    world.nora_is_there().await;
    let menu = globex.books("topic:training").await;
    let label = "Mon 23 Nov 2026 14:00 (Paris time) · Nora";
    said(&globex.member.chooses(&menu, label).await, &["Request sent to Nora"]);
    world.staff.experts.expect(&["Globex"]).await;
    globex.channel.expect(&["Nora"]).await;
    let again = globex.member.chooses(&menu, label).await;
    assert!(again.impossible().is_some(), "the menu is gone: {again:?}");
    assert_eq!(world.counts("SELECT count(*) FROM session").await, 1);
    world.end().await;
}

/// A stranger's channel and staff book for no team.
#[tokio::test]
async fn staff_do_not_book_for_a_team() {
    let world: World = world().await;
    let staff = &world.staff;
    world.nora_is_there().await;
    let channel = staff.guild.channel("globex").create();
    let line = format!("/customer link customer:Globex channel:{} announcements:false", channel.mention());
    said(&staff.bob.types(&staff.support, &line).await, &["Globex"]);
    let refused = staff.nora.types(&channel, "/expertise book topic:training slot:2026-11-26 09:00").await;
    said(&refused, &["ni réserver à la place du client"]);
    said(&staff.bob.types(&channel, "/expertise balance").await, &["Globex", "Bronze: month 2 of 3"]);
    world.end().await;
}
