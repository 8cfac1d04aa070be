//! What was announced to whom: receipts, the daily look at them, and channels that refuse.

use guichet::{
    rules::ids::{ChannelId, GuildId, PersonId},
    store::{self, customer::NewLink},
};
use sandbox::{Channel, Fault, Permissions, Whom};

use crate::world::{World, paris, said::said, until};

async fn before_the_16th() -> World {
    let world = World::at("2026-12-06 10:00").await;
    world.announces().await;
    world
}

fn path(channel: &Channel) -> String {
    format!("/channels/{}/messages", channel.id())
}

/// A notice that could not be said before a later one was due is not said: it would no longer be true.
#[tokio::test]
async fn a_notice_overtaken_by_a_later_one_is_not_said() {
    let world = before_the_16th().await;
    world.turns_to("2026-12-15 10:00").await;
    for customer in [&world.acme, &world.globex, &world.initech] {
        assert_eq!(customer.channel.skip().len(), 1);
    }
    world.sandbox.faults().next(1, "POST", &path(&world.acme.channel), Fault::Status(503));
    world.turns_to("2026-12-15 23:00").await;
    world.globex.channel.expect(&["in one hour"]).await;
    world.initech.channel.expect(&["in one hour"]).await;
    world.sandbox.assert_quiet();
    world.turns_to("2026-12-16 00:00").await;
    // Of two windows, whose notices wait for none of each other's.
    let said = world.acme.channel.skip();
    assert!(said.iter().any(|one| one.contains(&["a commencé"])), "{said:#?}");
    assert!(!said.iter().any(|one| one.contains(&["dans une heure"])), "{said:#?}");
    for customer in [&world.globex, &world.initech] {
        customer.channel.skip();
    }
    world.end().await;
}

/// A channel unlinked while a notice waited for it hears nothing more.
#[tokio::test]
async fn a_channel_unlinked_meanwhile_hears_nothing() {
    let world = before_the_16th().await;
    let (staff, acme) = (&world.staff, &world.acme);
    world.sandbox.faults().next(1, "POST", &path(&acme.channel), Fault::Status(503));
    world.turns_to("2026-12-09 00:00").await;
    let unlink = format!("/customer unlink customer:Acme channel:{}", acme.channel.id().get());
    said(&staff.bob.types(&staff.support, &unlink).await, &["no longer linked"]);
    world.globex.channel.expect(&["in 7 days"]).await;
    world.initech.channel.expect(&["in 7 days"]).await;
    world.turns_to("2026-12-15 09:00").await;
    world.sandbox.assert_quiet();
    assert_eq!(acme.channel.skip().len(), 0);
    world.end().await;
}

/// Told to Discord, and the answer lost: it is looked for and not said again.
#[tokio::test]
async fn an_answer_that_was_lost_does_not_say_it_twice() {
    let world = before_the_16th().await;
    world.sandbox.faults().next(1, "POST", &path(&world.acme.channel), Fault::StatusAfter(502));
    world.turns_to("2026-12-09 00:00").await;
    // Longer than Discord remembers a nonce.
    world.turns_to("2026-12-09 00:30").await;
    world.acme.channel.expect(&["dans 7 jours"]).await;
    world.globex.channel.expect(&["in 7 days"]).await;
    world.initech.channel.expect(&["in 7 days"]).await;
    assert_eq!(world.acme.channel.messages().len(), 1);
    world.end().await;
}

/// A channel that refuses stops no other; staff are told once a day with the mend. What it refused waits, and
/// is said as soon as it may be, late.
#[tokio::test]
async fn a_channel_that_refuses_is_told_to_staff_once_a_day() {
    let world = before_the_16th().await;
    let (staff, globex) = (&world.staff, &world.globex);
    globex.channel.deny(Whom::Bot, Permissions::SEND_MESSAGES);
    world.turns_to("2026-12-09 00:00").await;
    world.acme.channel.expect(&["dans 7 jours"]).await;
    world.initech.channel.expect(&["in 7 days"]).await;
    world.turns_to("2026-12-09 07:59").await;
    world.turns_to("2026-12-09 08:00").await;
    staff.support.expect(&["non remises", "Globex", "Je ne peux pas y écrire"]).await;
    world.turns_to("2026-12-09 23:00").await;
    world.turns_to("2026-12-10 08:00").await;
    staff.support.expect(&["Globex"]).await;
    while world.sandbox.refused().iter().any(|one| one.code == 50_013) {
        world.sandbox.expect_refusal(50_013);
    }
    world.sandbox.assert_quiet();

    globex.channel.allow(Whom::Bot, Permissions::SEND_MESSAGES);
    world.settles().await;
    globex.channel.expect(&["Upcoming maintenance", "late"]).await;
    world.turns_to("2026-12-11 08:00").await;
    world.sandbox.assert_quiet();
    let listed = staff.bob.types(&staff.support, "/window list").await;
    said(&listed, &["7 days before: 3 delivered, 0 pending, 0 refused"]);
    let read = |answer: &sandbox::Answer| {
        let table = String::from_utf8(answer.files()[0].bytes.clone()).expect("text");
        let table = table.strip_prefix('\u{feff}').expect("what tells a spreadsheet that it is UTF-8");
        assert_eq!(table.matches('\n').count(), table.matches("\r\n").count(), "lines end with CRLF");
        table.to_owned()
    };
    let french = read(&staff.carol.types(&staff.support, "/window list").await);
    assert!(french.contains(";week;") && french.contains(";sent;"), "{french}");
    let table = read(&listed);
    let receipt = table.lines().find(|line| line.contains("Globex")).expect("Globex's receipt");
    for words in ["2026-12-16 00:00 – 06:00 Europe/Paris", ",week,", ",sent,", "discord.com/channels/"] {
        assert!(receipt.contains(words), "{words} in {receipt}");
    }
    world.end().await;
}

/// A window is over before its channel took a word of it: nothing of it is said any more, the record says so,
/// and staff are told who was not told.
#[tokio::test]
async fn what_could_not_be_said_before_its_window_was_over_is_told_to_staff() {
    let world = before_the_16th().await;
    let (staff, globex) = (&world.staff, &world.globex);
    globex.channel.deny(Whom::Bot, Permissions::SEND_MESSAGES);
    for moment in ["2026-12-09 00:00", "2026-12-15 10:00", "2026-12-15 23:00", "2026-12-16 00:00"] {
        world.turns_to(moment).await;
    }
    world.turns_to("2026-12-16 06:30").await;
    for channel in [&staff.support, &world.acme.channel, &world.initech.channel] {
        channel.skip();
    }
    while world.sandbox.refused().iter().any(|one| one.code == 50_013) {
        world.sandbox.expect_refusal(50_013);
    }
    globex.channel.allow(Whom::Bot, Permissions::SEND_MESSAGES);
    // Of the window a week later alone.
    globex.channel.expect(&["Upcoming"]).await;
    world.settles().await;
    let more = globex.channel.skip();
    assert!(more.is_empty(), "{more:#?}");
    world.turns_to("2026-12-16 08:00").await;
    let told = staff.support.expect(&["non remises", "Globex"]).await;
    assert!(told.contains(&["Discord a refusé l'annonce"]), "{}", told.text());
    let not_told = "SELECT count(*) FROM notice JOIN outbox ON outbox.id = notice.outbox WHERE outbox.state = 'failed' AND outbox.error LIKE '50013%'";
    assert!(world.counts(not_told).await > 0);
    for channel in [&world.acme.channel, &world.initech.channel, &globex.channel] {
        channel.skip();
    }
    world.end().await;
}

/// The channel that hears of maintenance is deleted: the team's other one is told, though it hears of none by
/// itself.
#[tokio::test]
async fn a_notice_for_a_channel_that_is_gone_goes_to_the_teams_other() {
    let world = before_the_16th().await;
    let (staff, globex) = (&world.staff, &world.globex);
    let room = staff.guild.channel("room").create();
    let link = format!("/customer link customer:Globex channel:{} announcements:false", room.mention());
    said(&staff.bob.types(&staff.support, &link).await, &["Globex"]);
    globex.channel.delete();
    world.settles().await;
    world.turns_to("2026-12-09 00:00").await;
    world.acme.channel.expect(&["dans 7 jours"]).await;
    world.initech.channel.expect(&["in 7 days"]).await;
    room.expect(&["Maintenance in 7 days"]).await;
    world.sandbox.expect_refusal(10_003);
    world.turns_to("2026-12-09 08:00").await;
    world.sandbox.assert_quiet();
    world.end().await;
}

/// A notice that was never queued is found by the daily look, sent late while it is still true, and told to
/// staff.
#[tokio::test]
async fn a_notice_that_is_missing_is_mended() {
    let world = World::at("2026-12-06 10:00").await;
    world.turns_to("2026-12-09 00:00").await;
    // Their channels should have heard by then.
    world.announces().await;
    world.turns_to("2026-12-09 08:00").await;
    world.staff.support.expect(&["Acme", "elle part maintenant", "Initech"]).await;
    world.acme.channel.expect(&["Maintenance à venir", "en retard"]).await;
    world.globex.channel.expect(&["Upcoming maintenance", "late"]).await;
    world.initech.channel.expect(&["Upcoming maintenance", "late"]).await;
    world.turns_to("2026-12-10 08:00").await;
    world.sandbox.assert_quiet();
    world.end().await;
}

/// Two hundred channels, and the desk stopped in the middle: each hears once, and Discord's limits are kept.
#[tokio::test]
async fn two_hundred_channels_hear_once_whatever_happens_meanwhile() {
    let mut world = World::at("2026-12-06 10:00").await;
    let acme = &world.acme;
    let channels: Vec<Channel> =
        (0..200).map(|number| acme.guild.channel(&format!("team-{number}")).create()).collect();
    let mut tx = world.desk().store.begin().await.expect("a transaction");
    for channel in &channels {
        let link = NewLink {
            channel: ChannelId::new(channel.id().get()),
            guild: GuildId::new(acme.guild.id().get()),
            customer: acme.id,
            announcements: true,
            platform: None,
            by: PersonId::new(1),
        };
        assert!(store::customer::link(&mut tx, &link, paris("2026-12-06 10:00")).await.expect("the link"));
    }
    tx.commit().await.expect("the links");
    world.sandbox.clock().set(paris("2026-12-09 00:00"));
    until(|| posted_by(&world) > 40).await;
    world.stops().await;
    assert!(posted_by(&world) < 200, "it was over before it was stopped");
    world.starts().await;
    for channel in &channels {
        channel.expect(&["Maintenance dans 7 jours"]).await;
        assert_eq!(channel.messages().len(), 1, "{} heard twice", channel.name());
    }
    // What the desk said in the second before it stopped counts for Discord, and it does not know of it any
    // more; for the rest it paces itself, where the machine lets it.
    assert!(world.sandbox.count_429() < 10, "{}", world.sandbox.count_429());
    world.end().await;
}

fn posted_by(world: &World) -> usize {
    world.sandbox.count("POST", "/channels/{channel}/messages")
}

/// The calendar of a platform for everybody: it has a tag, and who has it already is told so.
#[tokio::test]
async fn the_calendar_of_a_platform_is_served() {
    let world = World::at("2026-12-06 10:00").await;
    let staff = &world.staff;
    let listed = staff.bob.types(&staff.support, "/maintenance list").await;
    let text = listed.text();
    let link = text.split_whitespace().find(|word| word.contains("/calendars/ngp.ics")).expect("a link");
    let read = staff.carol.types(&staff.support, "/maintenance list").await;
    assert!(link.ends_with("?language=en"), "{link}");
    assert!(read.contains(&[&link.replace("language=en", "language=fr")]), "{}", read.text());
    let get = async |url: &str, tag: Option<&str>| {
        let request = reqwest::Client::new().get(url);
        let request = tag.into_iter().fold(request, |request, tag| request.header("if-none-match", tag));
        request.send().await.expect("an answer")
    };
    let first = get(link, None).await;
    assert_eq!(first.status(), 200);
    assert_eq!(first.headers()["content-type"], "text/calendar; charset=utf-8");
    let tag = first.headers()["etag"].to_str().expect("a tag").to_owned();
    let text = first.text().await.expect("text");
    assert!(
        text.contains("DTSTART:20261215T230000Z") && !text.contains("DTSTART:20261208T230000Z"),
        "{text}"
    );
    assert_eq!(get(link, Some(&tag)).await.status(), 304);
    assert_eq!(get(&link.replace("ngp", "moon"), None).await.status(), 404);

    let move_it = r#"/window move window:"2026-12-16 00:00" reason:x start:"2026-12-17 22:00""#;
    said(&staff.bob.types(&staff.support, move_it).await, &["Window moved"]);
    let changed = get(link, Some(&tag)).await;
    assert_eq!(changed.status(), 200);
    let text = changed.text().await.expect("text");
    assert!(text.contains("DTSTART:20261217T210000Z") && text.contains("SEQUENCE:1"), "{text}");
    let french = get(&link.replace("language=en", "language=fr"), None).await.text().await.expect("text");
    assert!(french.contains("plan de contrôle"), "{french}");
    world.end().await;
}
