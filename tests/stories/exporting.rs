//! A ticket as one file: attached, or behind a private link where it is too large for Discord. A major
//! incident as one file.

use std::collections::HashMap;

use chrono::TimeDelta;
use guichet::rules::event::Sha256Hex;
use sandbox::Channel;

use crate::world::{
    World,
    said::{as_typed, said_privately},
    world,
};

/// Globex opens a ticket; gives its thread.
async fn opens(world: &World, line: &str) -> Channel {
    let globex = &world.globex;
    globex.member.types(&globex.channel, line).await;
    world.settles().await;
    globex.channel.skip();
    world.staff.support.skip();
    globex.channel.find_thread("#1").expect("the ticket's thread")
}

/// The parts of a ZIP file, by name.
fn unzipped(bytes: &[u8]) -> HashMap<String, Vec<u8>> {
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a ZIP file");
    (0..zip.len())
        .map(|rank| {
            let mut part = zip.by_index(rank).expect("a part");
            let mut bytes = Vec::new();
            std::io::Read::read_to_end(&mut part, &mut bytes).expect("its bytes");
            (part.name().expect("a name").into_owned(), bytes)
        })
        .collect()
}

fn text<'p>(parts: &'p HashMap<String, Vec<u8>>, name: &str) -> &'p str {
    let part = parts.get(name).unwrap_or_else(|| panic!("{name} in {:?}", parts.keys()));
    std::str::from_utf8(part).expect("a text")
}

async fn hash(world: &World, sql: &'static str) -> String {
    let mut conn = world.desk().store.read().await.expect("the database");
    sqlx::query_scalar(sql).fetch_one(&mut *conn).await.expect("an event")
}

fn holds(parts: &HashMap<String, Vec<u8>>, words: &str) -> bool {
    parts.values().any(|part| String::from_utf8_lossy(part).contains(words))
}

/// All that is kept of a ticket in one file: for the team without what staff wrote for each other.
#[tokio::test]
async fn a_ticket_is_exported() {
    let world = world().await;
    let (globex, bob, support) = (&world.globex, &world.staff.bob, &world.staff.support);
    let thread =
        opens(&world, r#"/ticket open subject:"Slow <b>" description:"<script>alert(1)</script>""#).await;
    bob.types(support, r#"/agent note ticket:#1 text:"They forgot to pay""#).await;
    let line = r#"/agent reply ticket:#1 text:"We are looking" file:fix.sh"#;
    bob.types_with_files(support, line, &[("fix.sh", b"#!/bin/sh")]).await;
    world.settles().await;

    let answer = globex.member.types(&thread, "/ticket export").await;
    said_privately(&answer, &["#1", "ticket-1.zip", "index.html"]);
    let parts = unzipped(&answer.files()[0].bytes);
    let transcript = text(&parts, "transcript.txt");
    assert!(
        transcript.contains("2026-11-23 10:00:00  Bob wrote\n    We are looking\n    [fix.sh]"),
        "{transcript}"
    );
    assert!(!holds(&parts, "forgot"));
    assert!(text(&parts, "contract.txt").contains("Bronze"));
    assert!(text(&parts, "clock.txt").contains("only a P1"));
    assert_eq!(text(&parts, "files/3-1-fix.sh"), "#!/bin/sh");
    let sum = Sha256Hex::of(b"#!/bin/sh");
    assert_eq!(text(&parts, "SHA256SUMS"), format!("{sum}  files/3-1-fix.sh\n"));
    assert!(text(&parts, "events.json").contains(&format!("\"{sum}\"")));

    let page = text(&parts, "index.html");
    let last = hash(&world, "SELECT hash FROM ticket_event WHERE ticket = 1 ORDER BY seq DESC LIMIT 1").await;
    for words in [
        "<h1>#1 · Globex · Slow &lt;b&gt;</h1>",
        "<blockquote>&lt;script&gt;alert(1)&lt;/script&gt;</blockquote>",
        "Contrat · Contract",
        "We are looking",
        "default-src &#39;none&#39;",
        &last,
        sum.as_str(),
    ] {
        let plain = words.replace("&#39;none&#39;", "'none'");
        assert!(page.contains(&plain), "{plain} in {page}");
    }
    assert!(!page.contains("<script") && !page.contains("<@") && !page.contains("<t:"), "{page}");

    let staffs = unzipped(&bob.types(support, "/ticket export ticket:1").await.files()[0].bytes);
    assert!(
        text(&staffs, "transcript.txt").contains("forgot") && text(&staffs, "index.html").contains("forgot")
    );
    thread.skip();
    support.find_thread("#1").expect("the staff's thread").skip();
    world.end().await;
}

/// A P1's file has the arithmetic of its clock, and the maintenance that went on beside it, with the hours on
/// the wall.
#[tokio::test]
async fn the_file_of_a_p1_has_its_clock() {
    let world = world().await;
    let (globex, support) = (&world.globex, &world.staff.support);
    let raised = globex.member.types(&globex.channel, "/escalate subject:Down impact:Everything").await;
    globex.member.presses(&raised, "confirm").await;
    world.settles().await;
    let answer = globex.member.types(&globex.channel, "/ticket export ticket:1").await;
    let parts = unzipped(&answer.files()[0].bytes);
    let clock = as_typed(text(&parts, "clock.txt"));
    for words in [
        "GTR clock 1\n",
        "2026-11-23 10:00:00 · starts: 8 h guaranteed (Bronze)",
        "Deadline: 2026-11-23 18:00:00",
    ] {
        assert!(clock.contains(words), "{words} in {clock}");
    }
    assert!(text(&parts, "index.html").contains("Deadline: 2026-11-23 18:00:00"));
    globex.channel.skip();
    globex.channel.find_thread("#1").expect("the ticket's thread").skip();
    support.skip();
    world.end().await;
}

/// Bytes that no compression makes smaller.
fn noise(many: usize, mut seed: u64) -> Vec<u8> {
    std::iter::repeat_with(|| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 56).to_le_bytes()[0]
    })
    .take(many)
    .collect()
}

async fn fetched(world: &World, token: &str) -> reqwest::Response {
    let url = format!("http://{}/exports/{token}", world.door());
    reqwest::Client::builder().no_proxy().build().expect("a client").get(url).send().await.expect("an answer")
}

/// Above what Discord takes: a link that nobody guesses, good for a day and across a restart, and nothing of
/// it is left after.
#[tokio::test]
async fn what_is_too_large_for_discord_is_behind_a_private_link() {
    const LARGE: usize = 6 * 1024 * 1024;
    let mut world = world().await;
    let thread = opens(&world, "/ticket open subject:Logs description:Attached").await;
    let (first, second) = (noise(LARGE, 1), noise(LARGE, 2));
    world.globex.member.says_with_files(&thread, "One", &[("core.bin", &first)]);
    world.globex.member.says_with_files(&thread, "Two", &[("core.bin", &second)]);
    world.keeps(2).await;
    world.staff.bob.types(&world.staff.support, r#"/agent note ticket:#1 text:"They forgot to pay""#).await;
    world.settles().await;

    let answer = world.globex.member.types(&thread, "/ticket export").await;
    said_privately(&answer, &["#1", "too large for Discord", "do not share it"]);
    assert!(answer.files().is_empty());
    let link = answer.text();
    let link = link.split("/exports/").nth(1).expect("a link");
    let token = link.split('>').next().expect("its end").to_owned();
    assert_eq!(token.len(), 64);
    assert_eq!(world.counts(&format!("SELECT count(*) FROM export_link WHERE token = '{token}'")).await, 0);

    let got = fetched(&world, &token).await;
    assert_eq!(got.status(), 200);
    for (header, value) in [
        ("cache-control", "private, no-store"),
        ("content-type", "application/zip"),
        ("content-disposition", "attachment; filename=\"ticket-1.zip\""),
        ("x-content-type-options", "nosniff"),
    ] {
        assert_eq!(got.headers()[header], value);
    }
    let parts = unzipped(&got.bytes().await.expect("the file"));
    let names: Vec<&String> = parts.keys().filter(|name| name.ends_with("core.bin")).collect();
    assert_eq!(names.len(), 2, "{names:?}");
    assert!(parts.values().any(|part| *part == first) && parts.values().any(|part| *part == second));
    assert!(!holds(&parts, "forgot"), "what staff wrote for staff");

    let wrong = format!("{}{}", &token[1..], &token[..1]);
    for other in [wrong.as_str(), "", "1", "..%2F..%2Fetc%2Fpasswd"] {
        assert_eq!(fetched(&world, other).await.status(), 404, "{other}");
    }
    world.forgets("UPDATE customer SET removed_at = 1 WHERE name = 'Globex'").await;
    assert_eq!(fetched(&world, &token).await.status(), 404, "served no longer");
    world.forgets("UPDATE customer SET removed_at = NULL WHERE name = 'Globex'").await;

    world.stops().await;
    world.starts().await;
    world.turns(TimeDelta::hours(24) - TimeDelta::seconds(1)).await;
    assert_eq!(fetched(&world, &token).await.status(), 200);
    world.turns(TimeDelta::seconds(1)).await;
    assert_eq!(fetched(&world, &token).await.status(), 404);
    assert_eq!(world.counts("SELECT count(*) FROM export_link").await, 0);
    thread.skip();
    world.staff.support.skip();
    world.staff.support.find_thread("#1").expect("the staff's thread").skip();
    world.end().await;
}

/// All that is kept of a major incident in one file: what happened with its hashes, its tickets with their
/// clocks, and who was told when. In the reader's language; nobody but agents gets it.
#[tokio::test]
async fn a_major_incident_is_exported() {
    let world = world().await;
    world.forgets("UPDATE channel_link SET announcements = customer = 2").await;
    let raised = world.raises_p1(&world.acme, "Portail").await;
    let (bob, support) = (&world.staff.bob, &world.staff.support);
    for line in [
        r#"/incident open title:"<script>Down" platform:ngp impact:"Rien ne répond" impact-en:"Nothing answers""#,
        "/incident add incident:1 ticket:#1",
        "/incident update incident:1 impact:Lent action:Redémarrage next:30",
        "/incident restore incident:1 note:Redémarré",
        r#"/incident close incident:1 what-happened:"Un disque""#,
    ] {
        bob.types(support, line).await;
        world.settles().await;
        world.turns(TimeDelta::minutes(10)).await;
    }
    let answer = bob.types(support, "/incident export incident:1").await;
    said_privately(&answer, &["major incident 1", "incident-1.zip", "index.html"]);
    let parts = unzipped(&answer.files()[0].bytes);
    let transcript = as_typed(text(&parts, "transcript.txt"));
    for words in [
        "Major incident 1 · <script>Down\nTime zone: Europe/Paris\n",
        "2026-11-23 10:00:00  declared · Bob\n    <script>Down\n    [fr] Impact: Rien ne répond\n    [en] Impact: Nothing answers",
        "2026-11-23 10:10:00  added #1 · Bob\n",
        "2026-11-23 10:20:00  update · Bob\n    [fr] Impact: Lent\n    [fr] Action: Redémarrage",
        "2026-11-23 10:30:00  service restored · Bob\n    [fr] Redémarré",
        "2026-11-23 10:40:00  closed · Bob\n    [fr] Un disque",
    ] {
        assert!(transcript.contains(words), "{words} in {transcript}");
    }
    assert_eq!(text(&parts, "tickets.txt"), "#1 · P1 · Acme · Portail · restored\n");
    let clocks = as_typed(text(&parts, "clocks.txt"));
    assert!(
        clocks.contains("#1 · P1 · Acme") && clocks.contains("2026-11-23 10:00:00 · starts: 4 h"),
        "{clocks}"
    );

    // Each hash covers the one before, and what was written is what was hashed.
    let events: serde_json::Value = serde_json::from_str(text(&parts, "events.json")).expect("JSON");
    let events = events.as_array().expect("a list");
    assert_eq!(events.len(), 5);
    for (event, seq) in events.iter().zip(1..) {
        assert_eq!(event["seq"], seq);
        if let Some(body) = event["text"].as_str() {
            assert_eq!(event["event"]["written"], Sha256Hex::of(body.as_bytes()).as_str(), "{event}");
        }
    }
    let last = hash(&world, "SELECT hash FROM incident_event WHERE seq = 5").await;
    assert_eq!(events[4]["hash"], last.as_str());

    // Globex's channel, and the thread of Acme's ticket.
    let table = as_typed(text(&parts, "told.csv"));
    for words in [
        "1,declared,Globex,,",
        ",delivered,2026-11-23 10:00:00,",
        "2,added,Acme,#1,",
        ",delivered,2026-11-23 10:10:00,",
    ] {
        assert!(table.contains(words), "{words} in {table}");
    }
    let page = as_typed(text(&parts, "index.html"));
    for words in [
        "<h1>Major incident 1 · &lt;script&gt;Down</h1>",
        "Clos · Closed</dt><dd>2026-11-23 10:40:00",
        "declared: 1 delivered",
        &last,
    ] {
        assert!(page.contains(words), "{words} in {page}");
    }
    assert!(!page.contains("<script") && !page.contains("<@") && !page.contains("<t:"), "{page}");
    for place in [&world.globex.channel, &world.acme.channel, &raised.thread, support] {
        place.skip();
    }
    support.threads().iter().for_each(|thread| drop(thread.skip()));
    world.end().await;
}
