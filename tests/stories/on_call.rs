//! On call by calendar: who is mentioned in a page, who covers, and what becomes of a calendar that cannot be
//! read.

use chrono::TimeDelta;
use sandbox::SeenMessage;

use crate::world::{World, said::said, served::Answer, world};

const MINUTE: TimeDelta = TimeDelta::minutes(1);

/// A calendar in which Bob and Carol hand over to each other on Mondays at nine in Paris, and Nora, whom
/// nobody knows, has a day now and then.
fn rota(nora: &str) -> String {
    let week = |name: &str, start: &str, end: &str, rule: &str| {
        format!(
            "BEGIN:VEVENT\r\nUID:{name}\r\nSUMMARY:{name}\r\nDTSTART;TZID=Europe/Paris:{start}T090000\r\n\
             DTEND;TZID=Europe/Paris:{end}T090000\r\n{rule}END:VEVENT\r\n"
        )
    };
    let fortnight = "RRULE:FREQ=WEEKLY;INTERVAL=2\r\n";
    let bob = week("Bob B.", "20261116", "20261123", fortnight);
    let carol = week("Carol C.", "20261123", "20261130", fortnight);
    let nora = if nora.is_empty() { String::new() } else { week("*Nora* @everyone", nora, "20261231", "") };
    format!(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nX-WR-TIMEZONE:Europe/Paris\r\n{bob}{carol}{nora}END:VCALENDAR\r\n"
    )
}

/// An agent types in the support channel.
async fn types(world: &World, line: &str) -> sandbox::Answer {
    let answer = world.staff.bob.types(&world.staff.support, line).await;
    world.settles().await;
    answer
}

/// A desk whose level 1 has the rota, and knows Bob and Carol.
async fn desk_with_rota() -> World {
    let mut world = world().await;
    world.reads_calendars().await;
    let url = world.calendars().serves("/rota.ics", Answer::Calendar(rota("")));
    let set = types(&world, &format!("/on-call calendar level:1 url:{url}")).await;
    said(&set, &["level 1", "On duty now", "Carol C.", "Bob B.", "/on-call name"]);
    for (name, person) in [("bob b.", &world.staff.bob), ("Carol C.", &world.staff.carol)] {
        let line = format!("/on-call name name:\"{name}\" user:{}", person.mention());
        said(&types(&world, &line).await, &[name, &person.mention()]);
    }
    world
}

/// Raises a P1 and reads its page.
async fn page(world: &World) -> SeenMessage {
    let page = world.raises_p1(&world.globex, "All is down").await.page;
    world.staff.support.skip();
    page
}

/// Whoever is on duty by the level's calendar is mentioned besides the role, up to the very moment of the
/// hand-over and from then on; a level without a calendar calls its role alone.
#[tokio::test]
async fn whoever_is_on_duty_is_mentioned_in_the_page() {
    let world = desk_with_rota().await;
    world.turns_to("2026-11-30 08:57").await;
    let first = page(&world).await;
    assert_eq!(first.notified, ["on-call-1", "Carol"]);
    world.turns(MINUTE * 5).await;
    let page = world.staff.support.expect(&["#1", "P1"]).await;
    assert_eq!(page.notified, ["on-call-1", "Bob"]);
    world.turns(MINUTE * 5).await;
    let page = world.staff.support.expect(&["#1", "P1"]).await;
    assert_eq!(page.notified, ["on-call-2"]);
    world.staff.bob.presses(&page, "ack").await;
    world.settles().await;
    world.staff.support.skip();
    world.globex.channel.find_thread("#1").expect("its thread").skip();
    world.end().await;
}

/// Nine in Paris stays nine in Paris when the clocks change.
#[tokio::test]
async fn a_hand_over_stays_at_its_hour_over_a_change_of_clocks() {
    let world = desk_with_rota().await;
    // The first Monday of summer time: a week of Bob's ends.
    world.turns_to("2027-03-29 08:59").await;
    world.staff.support.skip();
    let first = page(&world).await;
    assert_eq!(first.notified, ["on-call-1", "Bob"]);
    world.turns(MINUTE * 5).await;
    let page = world.staff.support.expect(&["#1", "P1"]).await;
    assert_eq!(page.notified, ["on-call-1", "Carol"]);
    world.staff.bob.presses(&page, "ack").await;
    world.settles().await;
    world.staff.support.skip();
    world.globex.channel.find_thread("#1").expect("its thread").skip();
    world.end().await;
}

/// Whoever covers takes the place of whoever is on duty, until then and no longer.
#[tokio::test]
async fn whoever_covers_takes_their_place() {
    let world = desk_with_rota().await;
    let olga = world.staff.olga.mention();
    let past = types(&world, &format!("/on-call cover level:1 user:{olga} until:\"2026-11-23 09:00\"")).await;
    said(&past, &["That moment has passed"]);
    let line = format!("/on-call cover level:1 user:{olga} until:\"2026-11-23 10:03\"");
    said(&types(&world, &line).await, &["covers level 1", &olga]);
    let shown = types(&world, "/on-call show").await;
    said(&shown, &["covers until", &olga, "not paged meanwhile", &world.staff.carol.mention()]);
    let first = page(&world).await;
    assert_eq!(first.notified, ["on-call-1", "Olga"]);
    world.turns(MINUTE * 5).await;
    let page = world.staff.support.expect(&["#1", "P1"]).await;
    assert_eq!(page.notified, ["on-call-1", "Carol"]);
    world.staff.bob.presses(&page, "ack").await;
    world.settles().await;
    world.staff.support.skip();
    world.globex.channel.find_thread("#1").expect("its thread").skip();
    world.end().await;
}

/// A name that means nobody stands in the page as a text, and calls nobody; it is told in the morning, once,
/// and to whoever asks the doctor.
#[tokio::test]
async fn a_name_that_means_nobody_calls_nobody() {
    let world = desk_with_rota().await;
    let later = world.calendars().serves("/rota.ics", Answer::Calendar(rota("20261123")));
    assert!(later.starts_with("https://localhost"));
    world.turns(MINUTE * 5).await;
    let first = page(&world).await;
    assert_eq!(first.notified, ["on-call-1", "Carol"]);
    assert!(first.contains(&["Nora", "/astreinte nom"]), "{}", first.text());
    world.staff.bob.presses(&first, "ack").await;
    world.settles().await;
    said(&types(&world, "/desk doctor").await, &["Nora", "/on-call name"]);
    world.staff.support.skip();
    world.turns_to("2026-11-24 08:00").await;
    let told = world.staff.support.skip();
    assert_eq!(told.iter().filter(|one| one.contains(&["Nora", "à corriger"])).count(), 1);
    world.turns_to("2026-11-25 08:01").await;
    assert!(!world.staff.support.skip().iter().any(|one| one.contains(&["à corriger"])));
    world.globex.channel.find_thread("#1").expect("its thread").skip();
    world.end().await;
}

/// A calendar is read every five minutes, and only for what is new. One that cannot be read any more keeps
/// its last copy; after a day staff are told once; read again, it counts as it is.
#[tokio::test]
async fn a_calendar_that_cannot_be_read_keeps_its_last_copy() {
    let world = desk_with_rota().await;
    let served = world.calendars();
    assert_eq!(served.was_asked("/rota.ics"), (1, 0));
    world.turns(MINUTE * 4).await;
    assert_eq!(served.was_asked("/rota.ics"), (1, 0));
    world.turns(MINUTE).await;
    assert_eq!(served.was_asked("/rota.ics"), (2, 1));
    served.serves("/rota.ics", Answer::Status(503));
    world.turns(MINUTE * 60).await;
    said(&types(&world, "/on-call show").await, &["503", &world.staff.carol.mention()]);
    world.turns(TimeDelta::hours(23)).await;
    world.staff.support.expect(&["niveau 1", "localhost", "503", "/astreinte calendrier"]).await;
    said(&types(&world, "/desk doctor").await, &["level 1", "503"]);
    world.turns(TimeDelta::hours(30)).await;
    assert!(!world.staff.support.skip().iter().any(|one| one.contains(&["503"])));
    served.serves("/rota.ics", Answer::Calendar("BEGIN:VCALENDAR\r\nnothing".to_owned()));
    world.turns(MINUTE * 5).await;
    let first = page(&world).await;
    assert_eq!(first.notified, ["on-call-1", "Carol"]);
    served.serves("/rota.ics", Answer::Calendar(rota("")));
    world.turns(MINUTE * 5).await;
    world.staff.support.skip();
    said(&types(&world, "/desk doctor").await, &["All is well"]);
    world.staff.bob.presses(&first, "ack").await;
    world.settles().await;
    world.staff.support.skip();
    world.globex.channel.find_thread("#1").expect("its thread").skip();
    world.end().await;
}

/// Nobody on duty: the role alone; in the week before it is told when.
#[tokio::test]
async fn with_nobody_on_duty_the_role_alone_is_called() {
    let mut world = world().await;
    world.reads_calendars().await;
    let text = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:Bob\r\nDTSTART:20261130T080000Z\r\n\
                DTEND:20270101T080000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
    let url = world.calendars().serves("/later.ics", Answer::Calendar(text.to_owned()));
    let set = types(&world, &format!("/on-call calendar level:1 url:{url}")).await;
    said(&set, &["On duty now: nobody", "Bob"]);
    let first = page(&world).await;
    assert_eq!(first.notified, ["on-call-1"]);
    said(&types(&world, "/desk doctor").await, &["Level 1: nobody is on duty from"]);
    said(&types(&world, "/on-call calendar level:1 remove:true").await, &["no longer has"]);
    said(&types(&world, "/on-call calendar level:1 remove:true").await, &["has no on-call calendar"]);
    world.staff.bob.presses(&first, "ack").await;
    world.settles().await;
    world.staff.support.skip();
    world.globex.channel.find_thread("#1").expect("its thread").skip();
    world.end().await;
}

/// An address that is no public HTTPS one is not asked, nor one to which another leads; what is no calendar,
/// or too large, is not taken. Nothing changes.
#[tokio::test]
async fn an_address_that_must_not_be_read_is_refused() {
    let mut world = world().await;
    world.reads_calendars().await;
    let served = world.calendars();
    let private = served.address("/secret").replace("localhost", "127.0.0.1");
    let to_private = served.serves("/to-private", Answer::LeadsTo(private.clone()));
    let to_plain = served.serves("/to-plain", Answer::LeadsTo("http://localhost/x".to_owned()));
    let round = served.serves("/round", Answer::LeadsTo(served.address("/round")));
    let endless = served.serves("/endless", Answer::Endless);
    let page = served.serves("/page", Answer::Calendar("<html>Log in</html>".to_owned()));
    let gone = served.address("/gone");
    for (url, told) in [
        ("http://calendar.example.org/a.ics", "https://"),
        ("file:///etc/passwd", "https://"),
        ("nothing", "https://"),
        (&private, "private network"),
        ("https://[::ffff:127.0.0.1]/", "private network"),
        ("https://2130706433/", "private network"),
        ("https://169.254.169.254/latest/meta-data", "private network"),
        (&to_private, "private network"),
        (&to_plain, "https://"),
        (&round, "redirects too many times"),
        (&endless, "larger than 1 MB"),
        (&page, "not a complete calendar"),
        (&gone, "404"),
    ] {
        let refused = types(&world, &format!("/on-call calendar level:2 url:{url}")).await;
        said(&refused, &["Nothing changed", told]);
    }
    assert_eq!(served.was_asked("/secret"), (0, 0));
    assert_eq!(world.counts("SELECT count(*) FROM on_call_calendar").await, 0);
    world.end().await;
}

/// Who is on call is for agents to know and to say; in a customer's server there is no such command, and an
/// expert is refused.
#[tokio::test]
async fn who_is_on_call_is_for_agents_alone() {
    let world = world().await;
    let staff = &world.staff;
    let lines = [
        "/on-call show".to_owned(),
        "/on-call calendar level:1 remove:true".to_owned(),
        format!("/on-call name name:Ada user:{}", staff.bob.mention()),
        format!("/on-call cover level:1 user:{} until:\"2026-12-01 08:00\"", staff.bob.mention()),
    ];
    for line in lines {
        let refused = staff.emil.types(&staff.experts, &line).await;
        said(&refused, &["support agents"]);
    }
    world.end().await;
}
