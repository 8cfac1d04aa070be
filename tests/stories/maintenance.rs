//! Maintenance windows are announced: to each channel that hears of them, in its team's language, each notice
//! once.

use sandbox::Channel;

use crate::world::{World, paris, said::said, world};

/// A quiet fortnight: the next window of the offer is on Wednesday 16 December at 00:00, as 9 December has
/// none.
async fn before_the_16th() -> World {
    let world = World::at("2026-12-06 10:00").await;
    world.announces().await;
    world
}

/// How a moment of Paris stands in a message.
fn stamp(text: &str) -> String {
    format!("<t:{}:F>", paris(text).timestamp())
}

/// The next notice of two teams, one French and one English, and of the third as the second's.
async fn all_hear(world: &World, french: &[&str], english: &[&str]) {
    world.acme.channel.expect(french).await;
    for channel in [&world.globex.channel, &world.initech.channel] {
        channel.expect(english).await;
    }
    world.sandbox.assert_quiet();
}

async fn silence_until(world: &World, moment: &str) {
    world.turns_to(moment).await;
    world.sandbox.assert_quiet();
}

/// "7 days before at the same hour, the day before at 10:00, 1 h before, start, end": each once, in the
/// team's language, and nothing between them.
#[tokio::test]
async fn five_notices_each_once_and_silence_between() {
    let world = before_the_16th().await;
    let (start, end) = (stamp("2026-12-16 00:00"), stamp("2026-12-16 06:00"));
    silence_until(&world, "2026-12-08 23:59").await;
    world.turns_to("2026-12-09 00:00").await;
    all_hear(
        &world,
        &["Maintenance dans 7 jours · NGP", "plan de contrôle", "vCloud Director", &start, &end],
        &["Maintenance in 7 days · NGP", "control plane", "keep running", &start, &end],
    )
    .await;
    silence_until(&world, "2026-12-15 09:59").await;
    world.turns_to("2026-12-15 10:00").await;
    all_hear(&world, &["Maintenance demain"], &["Maintenance tomorrow"]).await;
    silence_until(&world, "2026-12-15 22:59").await;
    world.turns_to("2026-12-15 23:00").await;
    all_hear(&world, &["Maintenance dans une heure"], &["Maintenance in one hour"]).await;
    silence_until(&world, "2026-12-15 23:59").await;
    world.turns_to("2026-12-16 00:00").await;
    let next = stamp("2026-12-23 00:00");
    for (channel, started, week) in [
        (&world.acme.channel, "La maintenance a commencé", "dans 7 jours"),
        (&world.globex.channel, "Maintenance has started", "in 7 days"),
        (&world.initech.channel, "Maintenance has started", "in 7 days"),
    ] {
        // Of two windows, in whichever order.
        let said = [channel.expect(&[]).await, channel.expect(&[]).await];
        let notice = said.iter().find(|one| one.contains(&[started, &start, &end])).expect("that it began");
        assert!(!notice.contains(&["retard"]) && !notice.contains(&["late"]), "{}", notice.text());
        assert!(said.iter().any(|one| one.contains(&[week, &next])), "{} {}", said[0].text(), said[1].text());
    }
    silence_until(&world, "2026-12-16 05:59").await;
    world.turns_to("2026-12-16 06:00").await;
    all_hear(&world, &["La maintenance est terminée"], &["Maintenance completed"]).await;
    silence_until(&world, "2026-12-20 12:00").await;
    world.end().await;
}

/// "A notice whose moment passed while the bot was down is sent late and says so"; within five minutes it is
/// not late.
#[tokio::test]
async fn down_during_a_stage_it_is_said_late() {
    let mut world = before_the_16th().await;
    world.turns_to("2026-12-08 23:00").await;
    world.stops().await;
    world.sandbox.clock().set(paris("2026-12-09 00:05"));
    world.starts().await;
    for channel in [&world.globex.channel, &world.initech.channel] {
        let notice = channel.expect(&["Maintenance in 7 days"]).await;
        assert!(!notice.contains(&["late"]), "{}", notice.text());
    }
    world.acme.channel.expect(&["dans 7 jours"]).await;

    world.stops().await;
    world.sandbox.clock().set(paris("2026-12-15 11:30"));
    world.starts().await;
    let due = stamp("2026-12-15 10:00");
    all_hear(&world, &["Maintenance à venir", "en retard", &due], &["Upcoming maintenance", "late", &due])
        .await;
    world.end().await;
}

/// "Of several stages missed, the latest alone"; those to come follow as ever.
#[tokio::test]
async fn down_over_two_stages_the_latest_alone_is_said() {
    let mut world = before_the_16th().await;
    world.turns_to("2026-12-08 23:00").await;
    world.stops().await;
    world.sandbox.clock().set(paris("2026-12-16 01:00"));
    world.starts().await;
    let due = stamp("2026-12-16 00:00");
    for (channel, started, late, week) in [
        (&world.acme.channel, "a commencé", "en retard", "Maintenance à venir"),
        (&world.globex.channel, "has started", "late", "Upcoming maintenance"),
        (&world.initech.channel, "has started", "late", "Upcoming maintenance"),
    ] {
        channel.expect(&[started, late, &due]).await;
        // The week before the next window was missed in the same pause.
        channel.expect(&[week, late, &stamp("2026-12-23 00:00")]).await;
    }
    world.sandbox.assert_quiet();
    world.turns_to("2026-12-16 06:00").await;
    all_hear(&world, &["terminée"], &["completed"]).await;
    world.end().await;
}

/// "Or not at all once its window is over."
#[tokio::test]
async fn down_until_after_the_end_nothing_is_said() {
    let mut world = before_the_16th().await;
    world.turns_to("2026-12-09 00:00").await;
    all_hear(&world, &["dans 7 jours"], &["in 7 days"]).await;
    world.stops().await;
    world.sandbox.clock().set(paris("2026-12-16 06:06"));
    world.starts().await;
    all_hear(&world, &["à venir", &stamp("2026-12-23 00:00")], &["Upcoming", &stamp("2026-12-23 00:00")])
        .await;
    world.end().await;
}

/// A window is announced in words that are true when they are read: what waited until a later moment had come
/// is not said.
#[tokio::test]
async fn links_that_exist_at_the_first_start_are_told_nothing_of_what_is_past() {
    let world = world().await;
    world.announces().await;
    // The window of Wednesday 25: its week began before the desk was there.
    silence_until(&world, "2026-11-24 09:59").await;
    world.turns_to("2026-11-24 10:00").await;
    all_hear(&world, &["Maintenance demain"], &["Maintenance tomorrow"]).await;
    world.end().await;
}

async fn bob_links(world: &World, line: &str) {
    let staff = &world.staff;
    let answer = staff.bob.types(&staff.support, &format!("/customer link {line}")).await;
    said(&answer, &["now linked to"]);
    world.settles().await;
}

/// "A channel linked in mid-course hears at once of the windows that start within 7 days, then the stages to
/// come."
#[tokio::test]
async fn linked_in_mid_course_a_channel_hears_at_once() {
    let world = World::at("2026-12-12 15:00").await;
    let staff = &world.staff;
    let room = staff.guild.channel("acme-room").create();
    let deaf = staff.guild.channel("acme-quiet").create();
    bob_links(&world, &format!("customer:Acme channel:{}", room.mention())).await;
    bob_links(&world, &format!("customer:Acme channel:{} announcements:false", deaf.mention())).await;
    room.expect(&["Maintenance planifiée · NGP", &stamp("2026-12-16 00:00")]).await;
    world.sandbox.assert_quiet();
    world.turns_to("2026-12-15 10:00").await;
    room.expect(&["Maintenance demain"]).await;
    world.sandbox.assert_quiet();

    let unlink = format!("/customer unlink customer:Acme channel:{}", room.id().get());
    said(&staff.bob.types(&staff.support, &unlink).await, &["no longer linked"]);
    silence_until(&world, "2026-12-15 23:30").await;
    // Linked again: it knows of that window, and hears what is to come.
    bob_links(&world, &format!("customer:Acme channel:{}", room.mention())).await;
    world.sandbox.assert_quiet();
    world.turns_to("2026-12-16 00:00").await;
    // Of two windows, whose notices wait for none of each other's.
    let told = room.skip();
    assert_eq!(told.len(), 2, "{told:#?}");
    for words in ["La maintenance a commencé", "dans 7 jours"] {
        assert!(told.iter().any(|one| one.contains(&[words])), "{words}: {told:#?}");
    }
    world.sandbox.assert_quiet();

    // Another customer's channel in the middle of it.
    let second = staff.guild.channel("globex-room").create();
    world.turns_to("2026-12-16 02:00").await;
    bob_links(&world, &format!("customer:Globex channel:{}", second.mention())).await;
    world.settles().await;
    let told = second.skip();
    assert_eq!(told.len(), 2, "{told:#?}");
    for words in [
        ["Maintenance in progress · NGP", &stamp("2026-12-16 06:00")],
        ["Scheduled maintenance · NGP", &stamp("2026-12-23 00:00")],
    ] {
        assert!(told.iter().any(|one| one.contains(&words)), "{words:?}: {told:#?}");
    }
    world.turns_to("2026-12-16 06:00").await;
    room.expect(&["terminée"]).await;
    second.expect(&["completed"]).await;
    world.end().await;
}

async fn next_notice(channel: &Channel, words: &[&str]) {
    channel.expect(words).await;
}

/// The team's language changed meanwhile: what follows is in the new one.
#[tokio::test]
async fn a_language_changed_in_mid_course_is_followed() {
    let world = before_the_16th().await;
    world.turns_to("2026-12-09 00:00").await;
    all_hear(&world, &["Maintenance dans 7 jours"], &["Maintenance in 7 days"]).await;
    let mut tx = world.desk().store.begin().await.expect("a transaction");
    sqlx::query("UPDATE customer SET language = 'en' WHERE name = 'Acme'")
        .execute(&mut *tx)
        .await
        .expect("the customer");
    tx.commit().await.expect("the customer");
    world.turns_to("2026-12-15 10:00").await;
    for channel in [&world.acme.channel, &world.globex.channel, &world.initech.channel] {
        next_notice(channel, &["Maintenance tomorrow"]).await;
    }
    world.end().await;
}

/// `/maintenance next` and `list`, for a team and for staff; a channel that is not linked gets help.
#[tokio::test]
async fn the_windows_to_come_are_shown() {
    let world = world().await;
    let (acme, staff) = (&world.acme, &world.staff);
    let next = acme.member.types(&acme.channel, "/maintenance next").await;
    assert!(next.is_private());
    said(
        &next,
        &["Prochaine maintenance · NGP", &stamp("2026-11-25 00:00"), "Portail et API", "vCloud Director"],
    );
    said(&next, &[&format!("Ensuite: **NGP** · {}", stamp("2026-12-02 00:00"))]);
    world.turns_to("2026-11-25 01:00").await;
    let on = staff.bob.types(&staff.support, "/maintenance next").await;
    let relative = format!("<t:{}:R>", paris("2026-11-25 06:00").timestamp());
    said(&on, &["Maintenance in progress · NGP", &stamp("2026-11-25 00:00"), &relative, "Portal and API"]);

    let listed = acme.member.types(&acme.channel, "/maintenance list months:1").await;
    said(&listed, &[&stamp("2026-11-25 00:00"), &stamp("2026-12-02 00:00"), &stamp("2026-12-23 00:00")]);
    assert!(!listed.contains(&[&stamp("2026-12-09 00:00")]), "9 December has no window: {}", listed.text());
    assert!(!listed.contains(&[&stamp("2026-12-30 00:00")]), "{}", listed.text());
    let file = &listed.files()[0];
    assert_eq!(file.filename, "maintenance.ics");
    let text = String::from_utf8(file.bytes.clone()).expect("text");
    let starts: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("DTSTART:")).collect();
    assert_eq!(starts, ["20261124T230000Z", "20261201T230000Z", "20261215T230000Z", "20261222T230000Z"]);

    let sam = world.sandbox.person("Sam").locale("en-US").create();
    let elsewhere = world.sandbox.guild("Elsewhere").owner(&sam).create().channel("general").create();
    said(&sam.types(&elsewhere, "/maintenance next").await, &["not linked to a customer"]);
    world.end().await;
}
