//! The ladder of a P1: who is called when, until somebody answers; and what becomes of a page that cannot
//! reach anybody.

use std::time::Duration;

use chrono::TimeDelta;
use sandbox::Permissions;

use crate::world::{World, world};

const MINUTE: TimeDelta = TimeDelta::minutes(1);

/// Turns the clock and reads the page that is due then, and nothing else.
async fn is_paged(world: &World, after: i64, role: &[&str]) {
    world.turns(MINUTE * i32::try_from(after).expect("minutes")).await;
    let page = world.staff.support.expect(&["#1", "P1"]).await;
    assert_eq!(page.notified, role, "{}", page.text());
    assert!(!page.contains(&["en retard"]), "{}", page.text());
}

/// At once, 5 minutes: level 1; 10: level 2; 20: level 3, which has no role and uses the one below; then
/// every 10 minutes all of them. Acknowledged, there is silence, and what was posted says by whom.
#[tokio::test]
async fn the_ladder_climbs_until_somebody_acknowledges() {
    let world = world().await;
    let (acme, staff) = (&world.acme, &world.staff);
    let p1 = world.raises_p1(acme, "Tout est arrêté").await;
    assert_eq!(p1.page.notified, ["on-call-1"]);
    is_paged(&world, 5, &["on-call-1"]).await;
    is_paged(&world, 5, &["on-call-2"]).await;
    is_paged(&world, 10, &["on-call-2"]).await;
    is_paged(&world, 10, &["on-call-1", "on-call-2"]).await;
    is_paged(&world, 10, &["on-call-1", "on-call-2"]).await;

    let seen = staff.bob.presses(&p1.page, "ack").await;
    assert!(seen.contains(&["#1", "acknowledged"]), "{}", seen.text());
    world.settles().await;
    p1.thread.expect(&["a pris en compte"]).await;
    // Its card and its pages, in whichever order.
    let mut over = 0;
    for _ in 0..7 {
        let update = staff.support.expect_update(&["#1", "pris en compte"]).await;
        if update.contains(&["pris en compte par", &staff.bob.mention()]) {
            assert!(update.buttons.is_empty());
            over += 1;
        }
    }
    assert_eq!(over, 6, "the pages are over, and the card says so too");
    world.turns(MINUTE * 29).await;
    world.end().await;
}

/// Any act of staff on the ticket answers the call.
#[tokio::test]
async fn taking_it_answers_the_call() {
    let world = world().await;
    let p1 = world.raises_p1(&world.globex, "All is down").await;
    let taken = world.staff.carol.presses(&p1.card, "take").await;
    assert!(taken.contains(&["#1"]));
    world.turns(MINUTE * 29).await;
    p1.thread.expect(&["is working on this ticket"]).await;
    world.end().await;
}

/// Acknowledged and then silent for 30 minutes: whoever acknowledged is reminded by name; 5 minutes later the
/// ladder starts again.
#[tokio::test]
async fn silence_is_reminded_and_starts_the_ladder_again() {
    let world = world().await;
    let staff = &world.staff;
    let p1 = world.raises_p1(&world.globex, "All is down").await;
    staff.bob.presses(&p1.page, "ack").await;
    world.turns(MINUTE * 29).await;
    p1.thread.expect(&["acknowledged this ticket"]).await;
    world.turns(MINUTE).await;
    let reminder = staff.support.expect(&["#1", "depuis 30 minutes"]).await;
    assert_eq!(reminder.notified, ["Bob"]);
    world.turns(MINUTE * 4).await;
    world.turns(MINUTE).await;
    let page = staff.support.expect(&["#1", "puis aucune activité"]).await;
    assert_eq!(page.notified, ["on-call-1"]);

    let taken = staff.bob.presses(&page, "take").await;
    assert!(taken.contains(&["#1"]));
    world.turns(MINUTE * 29).await;
    p1.thread.expect(&["is working on this ticket"]).await;
    world.end().await;
}

/// A role that is gone calls nobody: the page goes to the other staff channel; the next rungs keep their
/// hours.
#[tokio::test]
async fn a_role_that_is_gone_sends_the_page_to_the_other_channel() {
    let world = world().await;
    let staff = &world.staff;
    staff.on_call[0].delete();
    let line = r#"/ticket open subject:"All is down" description:"Since nine." priority:P1"#;
    let asked = world.globex.member.types(&world.globex.channel, line).await;
    world.globex.member.presses(&asked, "confirm").await;
    world.settles().await;
    world.globex.channel.expect(&["#1"]).await;
    staff.support.expect(&["#1"]).await;
    let page = staff.experts.expect(&["#1", "All is down", "Globex"]).await;
    assert_eq!(page.notified, ["experts"]);
    world.turns(MINUTE * 5).await;
    staff.experts.expect(&["#1"]).await;
    world.turns(MINUTE * 5).await;
    let page = staff.support.expect(&["#1"]).await;
    assert_eq!(page.notified, ["on-call-2"]);
    staff.bob.presses(&page, "ack").await;
    world.settles().await;
    world.globex.channel.find_thread("#1").expect("its thread").expect(&["acknowledged this ticket"]).await;
    for _ in 0..2 {
        staff.experts.expect_update(&["#1", "pris en compte par"]).await;
    }
    world.end().await;
}

/// Neither channel takes it: whoever owns the staff server and set the desk up is told in private, once.
#[tokio::test]
async fn a_page_that_no_channel_takes_goes_to_the_owner() {
    let world = world().await;
    let staff = &world.staff;
    staff.on_call[0].set_mentionable(false);
    staff.guild.add_bot(
        Permissions::VIEW_CHANNEL
            | Permissions::SEND_MESSAGES
            | Permissions::EMBED_LINKS
            | Permissions::READ_MESSAGE_HISTORY
            | Permissions::CREATE_PUBLIC_THREADS
            | Permissions::SEND_MESSAGES_IN_THREADS,
    );
    let line = r#"/ticket open subject:"All is down" description:"Since nine." priority:P1"#;
    let asked = world.globex.member.types(&world.globex.channel, line).await;
    world.globex.member.presses(&asked, "confirm").await;
    world.settles().await;
    world.globex.channel.expect(&["#1"]).await;
    staff.support.expect(&["#1"]).await;
    let page = staff.olga.conversation().expect(&["#1", "All is down", "Globex"]).await;
    assert!(page.buttons.is_empty());
    assert!(staff.experts.messages().is_empty());
    world.end().await;
}

/// The support channel is gone: the page takes the other one.
#[tokio::test]
async fn a_channel_that_is_gone_sends_the_page_to_the_other() {
    let world = world().await;
    let staff = &world.staff;
    staff.support.delete();
    let line = r#"/ticket open subject:"All is down" description:"Since nine." priority:P1"#;
    let asked = world.globex.member.types(&world.globex.channel, line).await;
    world.globex.member.presses(&asked, "confirm").await;
    world.settles().await;
    world.globex.channel.expect(&["#1"]).await;
    let page = staff.experts.expect(&["#1", "All is down", "Globex"]).await;
    assert_eq!(page.notified, ["experts", "on-call-1"]);
    world.sandbox.expect_refusal(10_003);
    world.sandbox.expect_refusal(10_003);
    world.end().await;
}

/// Back after a stop, the latest page missed is sent alone and says that it is late; the next keeps its hour.
#[tokio::test]
async fn pages_missed_while_the_desk_was_down() {
    let mut world = world().await;
    world.raises_p1(&world.globex, "All is down").await;
    world.stops().await;
    world.sandbox.clock().advance(std::time::Duration::from_mins(13));
    world.starts().await;
    let page = world.staff.support.expect(&["#1", "en retard"]).await;
    assert_eq!(page.notified, ["on-call-2"]);
    world.turns(MINUTE * 6).await;
    is_paged(&world, 1, &["on-call-2"]).await;
    world.end().await;
}

/// Warned once at 50, 75 and 90 % and at the breach, each with the number and the deadline, and then no more.
#[tokio::test]
async fn the_guaranteed_time_is_warned_of_once_each() {
    let world = world().await;
    let staff = &world.staff;
    world.raises_p1(&world.acme, "Tout est arrêté").await;
    let deadline = format!("<t:{}:", crate::world::paris("2026-11-23 14:00").timestamp());
    let mut said = Vec::new();
    for _ in 0..18 {
        world.turns(MINUTE * 15).await;
        for message in staff.support.skip() {
            if message.content.contains('%') || message.content.contains("GTR dépassée") {
                assert!(message.contains(&["#1", &deadline]), "{}", message.text());
                said.push(format!("{} {}", message.at.format("%H:%M"), message.content));
            }
        }
    }
    // In UTC: Paris is an hour ahead.
    let expected =
        [("11:00", "50\u{a0}%"), ("12:00", "75\u{a0}%"), ("12:45", "90\u{a0}%"), ("13:00", "GTR dépassée")];
    assert_eq!(said.len(), expected.len(), "{said:#?}");
    for (line, (at, what)) in said.iter().zip(expected) {
        assert!(line.starts_with(at) && line.contains(what), "{said:#?}");
    }
    world.end().await;
}

/// The vigil finds a P1 whose next page is not promised any more, puts it right and says so.
#[tokio::test]
async fn a_page_that_was_lost_is_promised_again() {
    let world = world().await;
    let staff = &world.staff;
    let p1 = world.raises_p1(&world.globex, "All is down").await;
    world.forgets("DELETE FROM agenda WHERE key LIKE 'ticket:1:page:%'").await;
    world.turns(MINUTE * 5).await;
    staff.support.expect(&["#1", "ont repris"]).await;
    let page = staff.support.expect(&["#1", "All is down", "prenez-le en compte"]).await;
    assert_eq!(page.notified, ["on-call-1"]);

    staff.bob.presses(&p1.card, "ack").await;
    world.settles().await;
    p1.thread.expect(&["acknowledged this ticket"]).await;
    world.turns(MINUTE * 20).await;
    world.end().await;
}

/// Nobody carries out what the agenda holds, as when its loop stands still: the vigil calls all the same, and
/// says so.
#[tokio::test]
async fn a_page_that_nobody_sends_is_sent_by_the_vigil() {
    let world = world().await;
    let staff = &world.staff;
    let p1 = world.raises_p1(&world.globex, "All is down").await;
    world.forgets("UPDATE agenda SET due = due + 86400 WHERE key LIKE 'ticket:1:page:%'").await;
    world.turns(MINUTE * 5).await;
    assert!(world.sandbox.unread().is_empty(), "it may be on its way");
    world.turns(MINUTE * 5).await;
    let soon = Duration::from_secs(15);
    let all =
        [staff.support.expect_within(&["#1"], soon).await, staff.support.expect_within(&["#1"], soon).await];
    let called =
        all.iter().filter(|one| one.contains(&["All is down"]) && one.notified == ["on-call-2"]).count();
    let told = all.iter().filter(|one| one.contains(&["ont repris"])).count();
    assert_eq!((called, told), (1, 1), "{all:#?}");

    staff.bob.presses(&p1.card, "ack").await;
    world.settles().await;
    p1.thread.expect(&["acknowledged this ticket"]).await;
    world.turns(MINUTE * 20).await;
    world.end().await;
}

/// The board shows the P1 with the least time left first, says who has not answered, and follows.
#[tokio::test]
async fn the_board_follows_the_open_p1s() {
    let world = world().await;
    let staff = &world.staff;
    let posted = staff.bob.types(&staff.support, "/agent board").await;
    assert!(posted.contains(&[&staff.support.mention()]), "{}", posted.text());
    world.settles().await;
    staff.support.expect(&["P1 ouverts", "Aucun P1"]).await;

    let first = world.raises_p1(&world.globex, "All is down").await;
    staff.support.expect_update(&["P1 ouverts", "#1", "Globex", "non pris en compte"]).await;
    world.raises_p1(&world.acme, "Tout est arrêté").await;
    let board = staff.support.expect_update(&["P1 ouverts", "#1", "#2"]).await;
    let (gold, bronze) = (board.text().find("#2"), board.text().find("#1"));
    assert!(gold < bronze, "the one with the least time left comes first: {}", board.text());

    staff.carol.presses(&first.card, "take").await;
    world.settles().await;
    first.thread.expect(&["is working on this ticket"]).await;
    let last =
        staff.support.messages().into_iter().find(|one| one.contains(&["P1 ouverts"])).expect("the board");
    assert!(last.contains(&[&staff.carol.mention(), "en cours"]), "{}", last.text());
    world.end().await;
}

/// A page that Discord refused for good is found by the vigil and said again, by another row, and that is
/// told.
#[tokio::test]
async fn a_page_that_was_given_up_is_said_again() {
    let world = world().await;
    let staff = &world.staff;
    let p1 = world.raises_p1(&world.globex, "All is down").await;
    world.forgets("UPDATE outbox SET state = 'failed', message = NULL WHERE key = 'ticket:1:page:1:0'").await;
    // The agenda has lost the next one too: only the vigil is left.
    world.forgets("UPDATE agenda SET due = due + 3000 WHERE key LIKE 'ticket:1:page:%'").await;
    world.turns(MINUTE * 5).await;
    let all = [staff.support.expect(&["#1"]).await, staff.support.expect(&["#1"]).await];
    let called = all.iter().filter(|one| one.notified == ["on-call-1"]).count();
    let told = all.iter().filter(|one| one.contains(&["ont repris"])).count();
    assert_eq!((called, told), (1, 1), "{all:#?}");
    staff.bob.presses(&p1.card, "ack").await;
    world.settles().await;
    p1.thread.expect(&["acknowledged this ticket"]).await;
    staff.support.skip();
    world.end().await;
}

/// A board that is older than 55 minutes is posted anew, and the old one says where it went.
#[tokio::test]
async fn an_old_board_is_posted_anew() {
    let world = world().await;
    let staff = &world.staff;
    staff.bob.types(&staff.support, "/agent board").await;
    world.settles().await;
    let old = staff.support.expect(&["P1 ouverts"]).await;
    world.turns(MINUTE * 54).await;
    let p1 = world.raises_p1(&world.globex, "All is down").await;
    staff.bob.presses(&p1.card, "ack").await;
    world.settles().await;
    p1.thread.expect(&["acknowledged this ticket"]).await;
    assert!(world.sandbox.unread().is_empty(), "still the same board");
    world.turns(MINUTE * 2).await;
    staff.bob.presses(&p1.card, "take").await;
    world.settles().await;
    p1.thread.expect(&["is working on this ticket"]).await;
    let new = staff.support.expect(&["P1 ouverts", "#1", "Globex"]).await;
    assert_ne!(new.id, old.id);
    let moved = staff.support.messages().into_iter().find(|one| one.id == old.id).expect("the old board");
    assert!(moved.contains(&["republié plus bas"]), "{}", moved.text());
    world.end().await;
}
