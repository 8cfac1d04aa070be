//! "What is done with (drafts, answered interactions, said messages, agenda) goes after 90 days, what makes
//! it unique stays."

use chrono::TimeDelta;

use crate::world::{World, said::said, world};

/// The night comes, and every step of it.
async fn nights(world: &World) {
    world.turns(TimeDelta::days(1)).await;
    for _ in 0..6 {
        world.turns(TimeDelta::seconds(1)).await;
    }
}

async fn old(world: &World) -> [i64; 4] {
    let before = world.sandbox.clock().now().timestamp() - 90 * 86_400;
    [
        world.counts(&format!("SELECT count(*) FROM draft WHERE made_at < {before}")).await,
        world.counts(&format!("SELECT count(*) FROM interaction WHERE at < {before}")).await,
        world.counts(&format!("SELECT count(*) FROM agenda WHERE done_at < {before}")).await,
        world
            .counts(&format!("SELECT count(*) FROM outbox WHERE made_at < {before} AND state <> 'waiting'"))
            .await,
    ]
}

/// A ticket that was closed long ago leaves what tells of it, and no message about it; nothing of it is said
/// a second time. What is open stays whole.
#[tokio::test]
async fn what_was_done_with_long_ago_goes_and_is_never_done_again() {
    let world = world().await;
    let (staff, acme, globex) = (&world.staff, &world.acme, &world.globex);
    acme.member.types(&acme.channel, "/ticket open subject:Lent description:Depuis").await;
    globex.member.types(&globex.channel, "/ticket open subject:Slow description:Very").await;
    // Let go, and typed and never used.
    acme.member.types(&acme.channel, "/escalate ticket:#1 impact:Tout").await;
    staff.bob.types(&staff.support, "/agent reply ticket:#1 text:Voici").await;
    staff.bob.types(&staff.support, "/agent reply ticket:#2 text:Here").await;
    let thread = acme.channel.find_thread("#1").expect("the thread");
    let written = acme.member.says(&thread, "Le premier texte").expect("a message");
    world.keeps(1).await;
    acme.member.types(&acme.channel, "/ticket close ticket:#1").await;
    world.settles().await;
    let happened = "SELECT count(*) FROM outbox WHERE key LIKE 'ticket:1:happened:%'";
    let opens = "SELECT count(*) FROM outbox WHERE key LIKE 'ticket:2:%'";
    let (of_closed, of_open) = (world.counts(happened).await, world.counts(opens).await);
    assert!(of_closed > 0 && of_open > 0);
    let highest = world.counts("SELECT max(id) FROM outbox").await;

    world.turns(TimeDelta::days(1)).await;
    world.turns(TimeDelta::days(87)).await;
    nights(&world).await;
    assert_eq!(world.counts(happened).await, of_closed, "not before its time");
    world.turns(TimeDelta::days(3)).await;
    nights(&world).await;
    let [drafts, interactions, agenda, messages] = old(&world).await;
    assert_eq!([drafts, interactions, agenda], [0; 3]);
    assert_eq!(world.counts(happened).await, 0);
    assert!(world.counts(opens).await >= of_open, "an open ticket is left whole");
    assert!(messages > 0, "so its messages are there");
    let places = "SELECT count(*) FROM outbox WHERE key IN ('ticket:1:posted', 'ticket:1:card')";
    assert_eq!(world.counts(places).await, 2, "where a ticket stands");
    assert!(world.counts("SELECT max(id) FROM outbox").await >= highest, "no reference is given twice");
    assert_eq!(
        world.counts("SELECT count(*) FROM outbox_gone WHERE key LIKE 'ticket:1:happened:%'").await,
        of_closed
    );
    assert!(world.counts("SELECT count(*) FROM agenda_gone").await > 0);

    // Whatever asks for it again: it is not written, and not said.
    world
        .forgets(
            "INSERT INTO outbox (key, lane, destination, language, body, made_at, not_before)
             SELECT key, 2, 'owner:', 'en', '{}', 0, 0 FROM outbox_gone;
             INSERT INTO agenda (key, due, body) SELECT key, 0, '{}' FROM agenda_gone",
        )
        .await;
    world.settles().await;
    assert_eq!(world.counts(happened).await, 0);
    // The closed ticket is worked with as ever.
    acme.member.edits(&written, "Un autre texte");
    world.comes("SELECT count(*) FROM ticket_event WHERE event ->> 'kind' = 'message_edited'", 1).await;
    said(&acme.member.types(&acme.channel, "/ticket reopen ticket:#1 reason:Encore").await, &["#1"]);
    world.settles().await;
    thread.skip();
    staff.bob.types(&staff.support, "/agent reply ticket:#1 text:Bien").await;
    world.settles().await;
    thread.expect(&["Bien"]).await;
    let checked = world.counts("SELECT count(*) FROM pragma_foreign_key_check").await;
    assert_eq!(checked, 0);
    for place in [&acme.channel, &globex.channel, &staff.support, &staff.experts] {
        place.skip();
        place.threads().iter().for_each(|thread| drop(thread.skip()));
    }
    world.end().await;
}

/// "Was this customer told?" has its answer after years: the receipts of notices stay.
#[tokio::test]
async fn receipts_of_notices_stay() {
    let world = world().await;
    world.announces().await;
    let (staff, acme) = (&world.staff, &world.acme);
    world.turns_to("2026-12-01 12:00").await;
    let told =
        "SELECT count(*) FROM notice JOIN outbox ON outbox.id = notice.outbox WHERE outbox.state = 'sent'";
    let before = world.counts(told).await;
    assert!(before > 0);
    world.forgets("UPDATE channel_link SET announcements = 0").await;
    world.turns(TimeDelta::days(95)).await;
    nights(&world).await;
    assert!(world.counts(told).await >= before);
    for place in
        [&acme.channel, &world.globex.channel, &world.initech.channel, &staff.support, &staff.experts]
    {
        place.skip();
    }
    world.end().await;
}

/// As those of notices, what a ticket's thread was told of a major incident: the report of an old month says
/// still how soon its team was told.
#[tokio::test]
async fn what_threads_were_told_of_incidents_stays() {
    let world = world().await;
    let (staff, globex) = (&world.staff, &world.globex);
    globex.member.types(&globex.channel, "/ticket open subject:Slow description:Very").await;
    for line in [
        "/incident open title:Down platform:ngp",
        "/incident add incident:1 ticket:#1",
        "/incident restore incident:1 note:Back",
        "/incident close incident:1 what-happened:Disk",
        "/agent restore ticket:#1 note:Back",
    ] {
        staff.bob.types(&staff.support, line).await;
        world.settles().await;
    }
    globex.member.types(&globex.channel, "/ticket close ticket:#1").await;
    world.settles().await;
    world.turns(TimeDelta::days(95)).await;
    nights(&world).await;
    let gone = "SELECT count(*) FROM outbox_gone WHERE key LIKE 'ticket:1:%'";
    assert!(world.counts(gone).await > 0, "the ticket is old");
    let answer = globex.member.types(&globex.channel, "/report month:2026-11").await;
    said(&answer, &["Down", "told after 0 min"]);
    for place in [&globex.channel, &staff.support, &staff.experts] {
        place.skip();
        place.threads().iter().for_each(|thread| drop(thread.skip()));
    }
    world.end().await;
}
