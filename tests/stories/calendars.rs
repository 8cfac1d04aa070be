//! Sessions in people's own calendars: an expert's private feed, the file that a team is given, and an expert
//! who leaves.

use reqwest::{StatusCode, header};
use sandbox::{Fault, SeenMessage};

use crate::world::{
    World,
    hours::{Ledger, asked, confirmed, stamp},
    ics::{self, Entry, Read},
    said::said,
    world,
};

/// The link that Nora is shown.
async fn link(world: &World) -> String {
    let agenda = world.staff.nora.types(&world.staff.experts, "/expert agenda").await;
    let text = agenda.text();
    let start = text.find("http://").expect("a link");
    text[start..].split_whitespace().next().expect("a link").to_owned()
}

async fn fetch(link: &str) -> (StatusCode, String) {
    let answer = reqwest::get(link).await.expect("the door answers");
    (answer.status(), answer.text().await.expect("a text"))
}

async fn entries(link: &str) -> Vec<Entry> {
    let (status, text) = fetch(link).await;
    assert_eq!(status, StatusCode::OK);
    ics::read(&text).entries
}

/// The calendar file of a message.
fn file(message: &SeenMessage) -> Read {
    let file = message.files.iter().find(|file| file.filename.starts_with("session-"));
    let file = file.unwrap_or_else(|| panic!("no calendar file with: {}", message.text()));
    ics::read(std::str::from_utf8(&file.bytes).expect("text"))
}

/// A private link's answers may be kept by nobody in between, whatever they are, and tell nobody where they
/// came from.
#[tokio::test]
async fn nobody_in_between_keeps_a_private_calendar() {
    let world = world().await;
    world.nora_is_there().await;
    let link = link(&world).await;
    let wrong = link.replace(".ics", "0.ics");
    let public = format!("http://{}/calendars/ngp.ics", world.door());
    for (link, status, cache) in [
        (link, StatusCode::OK, "private, no-cache"),
        (wrong, StatusCode::NOT_FOUND, "private, no-cache"),
        (format!("http://{}/exports/none", world.door()), StatusCode::NOT_FOUND, "private, no-store"),
        (public, StatusCode::OK, "no-cache"),
    ] {
        let answer = reqwest::get(&link).await.expect("the door answers");
        let said = |name: &str| answer.headers().get(name).and_then(|value| value.to_str().ok());
        assert_eq!((answer.status(), said("cache-control")), (status, Some(cache)), "{link}");
        assert_eq!(said("referrer-policy"), Some("no-referrer"), "{link}");
        assert_eq!(said("x-content-type-options"), Some("nosniff"), "{link}");
    }
    world.end().await;
}

/// A private feed: what nobody agreed on yet is not in it, what is agreed is confirmed, what is called off
/// says so in its first words too, each the same entry ever later; people's text cannot write lines of its
/// own.
#[tokio::test]
async fn an_expert_subscribes_to_their_sessions() {
    let world = world().await;
    let (globex, staff) = (&world.globex, &world.staff);
    world.nora_is_there().await;
    let link = link(&world).await;
    assert!(entries(&link).await.is_empty());

    let about = r#"about:"Edges, firewalls; a \\ and a long text of which no line may be longer than seventy-five octets – é""#;
    globex.books(&format!("topic:network slot:2026-11-26 09:00 {about}")).await;
    world.settles().await;
    let request = staff.experts.expect(&["Globex"]).await;
    globex.channel.expect(&["Nora"]).await;
    assert!(entries(&link).await.is_empty(), "nobody agreed on it yet");

    staff.nora.presses(&request, "Accepter").await;
    world.settles().await;
    globex.channel.expect(&["confirmed"]).await;
    let agreed = &entries(&link).await[0];
    assert_eq!(agreed.get("STATUS"), "CONFIRMED");
    assert_eq!(agreed.get("SUMMARY"), "Séance\u{a0}: architecture réseau · Globex");
    assert_eq!(
        (agreed.get("DTSTART"), agreed.get("DTEND")),
        ("20261126T080000Z".into(), "20261126T090000Z".into())
    );
    assert!(agreed.get("DESCRIPTION").contains("Edges, firewalls; a "), "{agreed:?}");

    let preview = globex.member.types(&globex.channel, "/expertise cancel session:1").await;
    globex.member.presses(&preview, "Cancel the session").await;
    world.settles().await;
    staff.experts.skip();
    globex.channel.skip();
    let cancelled = &entries(&link).await[0];
    assert_eq!((cancelled.get("STATUS"), cancelled.get("UID")), ("CANCELLED".into(), agreed.get("UID")));
    assert_eq!(cancelled.get("SUMMARY"), "Annulé\u{a0}: Séance\u{a0}: architecture réseau · Globex");
    assert!(cancelled.sequence() > agreed.sequence());
    let in_english = link.replace("language=fr", "language=en");
    assert_eq!(entries(&in_english).await[0].get("SUMMARY"), "Cancelled: Session: network · Globex");
    world.end().await;
}

/// What never was agreed on is never in the feed: declined, withdrawn, released.
#[tokio::test]
async fn what_was_never_agreed_on_is_in_no_calendar() {
    let world = world().await;
    let (globex, staff) = (&world.globex, &world.staff);
    world.nora_is_there().await;
    let link = link(&world).await;
    let (request, _) = asked(&world, globex, "2026-11-26 09:00").await;
    let form = staff.nora.presses(&request, "Refuser").await;
    staff.nora.fills(&form, &[]).await;
    world.settles().await;
    asked(&world, globex, "2026-11-26 10:00").await;
    let preview = globex.member.types(&globex.channel, "/expertise cancel session:2").await;
    globex.member.presses(&preview, "confirm:").await;
    world.settles().await;
    asked(&world, globex, "2026-11-27 10:00").await;
    world.turns_to("2026-11-27 09:59").await;
    let mut conn = world.desk().store.read().await.expect("the database");
    let states: Vec<String> = sqlx::query_scalar("SELECT state FROM session ORDER BY id")
        .fetch_all(&mut *conn)
        .await
        .expect("the sessions");
    drop(conn);
    assert_eq!(states, ["declined", "withdrawn", "released"]);
    assert!(entries(&link).await.is_empty());
    for channel in [&staff.experts, &staff.support, &globex.channel] {
        channel.skip();
    }
    world.end().await;
}

/// Two desks' events are never one event: each has a part of its own in their names, the same for as long as
/// its database is kept.
#[tokio::test]
async fn two_desks_never_name_the_same_event() {
    let mut uids = Vec::new();
    for _ in 0..2 {
        let mut world = world().await;
        world.nora_is_there().await;
        let (request, _) = confirmed(&world, &world.globex, "2026-11-26 09:00").await;
        drop(request);
        let before = entries(&link(&world).await).await[0].get("UID");
        world.stops().await;
        world.starts().await;
        assert_eq!(entries(&link(&world).await).await[0].get("UID"), before);
        assert!(before.starts_with("session-1@") && before.ends_with(".guichet"), "{before}");
        uids.push(before);
        for channel in [&world.staff.experts, &world.staff.support, &world.globex.channel] {
            channel.skip();
        }
        world.end().await;
    }
    assert_ne!(uids[0], uids[1]);
}

/// Who has the calendar already is told that nothing changed; a link that is wrong or was replaced is not
/// found.
#[tokio::test]
async fn a_link_is_secret_and_can_be_replaced() {
    let world = world().await;
    let staff = &world.staff;
    world.nora_is_there().await;
    let old = link(&world).await;
    assert_eq!(link(&world).await, old, "the link stays");
    let client = reqwest::Client::new();
    let first = client.get(&old).send().await.expect("the door answers");
    assert_eq!(first.headers()[header::CONTENT_TYPE], "text/calendar; charset=utf-8");
    let tag = first.headers()[header::ETAG].clone();
    let again = client.get(&old).header(header::IF_NONE_MATCH, tag).send().await.expect("the door answers");
    assert_eq!(again.status(), StatusCode::NOT_MODIFIED);

    let wrong = old.replace(".ics", "0.ics");
    assert_eq!(fetch(&wrong).await.0, StatusCode::NOT_FOUND);
    assert_eq!(fetch(&old.replace(".ics", "")).await.0, StatusCode::NOT_FOUND);
    let replaced = staff.nora.types(&staff.experts, "/expert settings new-link:true").await;
    said(&replaced, &["lien de votre calendrier", "/calendars/experts/"]);
    let new = link(&world).await;
    assert_ne!(new, old);
    assert!(replaced.contains(&[&new]), "{}", replaced.text());
    assert_eq!(fetch(&old).await.0, StatusCode::NOT_FOUND);
    assert_eq!(fetch(&new).await.0, StatusCode::OK);
    world.end().await;
}

/// The team's calendar: a file with the confirmation, one with each change, of the same entry; a move is its
/// update.
#[tokio::test]
async fn a_team_is_given_its_sessions_as_files() {
    let world = world().await;
    let (globex, staff) = (&world.globex, &world.staff);
    world.nora_is_there().await;
    let (request, posted) = asked(&world, globex, "2026-11-26 09:00").await;
    assert!(posted.files.is_empty(), "nothing is certain yet");
    staff.nora.presses(&request, "Accepter").await;
    world.settles().await;
    let first = file(&globex.channel.expect(&["Nora accepted"]).await);
    let entry = &first.entries[0];
    assert_eq!((first.method.as_str(), entry.get("STATUS")), ("PUBLISH", "CONFIRMED".into()));
    assert_eq!(entry.get("SUMMARY"), "Session: training · Nora");
    assert_eq!(entry.get("ORGANIZER"), "mailto:obs-cloud-z3.servicedesk@orange.com");

    let line = "/expertise move session:1 slot:2026-11-27 14:00";
    let preview = globex.member.types(&globex.channel, line).await;
    globex.member.presses(&preview, "confirm:").await;
    world.settles().await;
    let away = globex.channel.expect(&["moved the session"]).await;
    assert!(away.files.is_empty(), "the session in its place tells of it");
    let moved = file(&globex.channel.expect(&["Request sent to Nora", &stamp("2026-11-27 14:00")]).await);
    let update = &moved.entries[0];
    assert_eq!((update.get("UID"), update.get("STATUS")), (entry.get("UID"), "TENTATIVE".into()));
    assert_eq!(update.get("SUMMARY"), "To be confirmed: Session: training · Nora");
    assert_eq!(update.get("DTSTART"), "20261127T130000Z");
    assert!(update.sequence() > entry.sequence());

    staff.experts.expect(&["a déplacé la séance"]).await;
    let request = staff.experts.expect(&["Globex", &stamp("2026-11-27 14:00")]).await;
    staff.nora.presses(&request, "Accepter").await;
    world.settles().await;
    let agreed = file(&globex.channel.expect(&["Nora accepted"]).await).entries[0].clone();
    assert_eq!((agreed.get("UID"), agreed.get("STATUS")), (entry.get("UID"), "CONFIRMED".into()));
    assert!(agreed.sequence() > update.sequence());
    assert_eq!(entries(&link(&world).await).await.len(), 1, "it is one entry for the expert too");

    let form = staff.nora.presses(&request, "Annuler la séance").await;
    staff.nora.fills(&form, &[("reason", "Ill")]).await;
    world.settles().await;
    let over = file(&globex.channel.expect(&["Nora cancelled"]).await);
    let cancelled = &over.entries[0];
    assert_eq!((over.method.as_str(), cancelled.get("STATUS")), ("CANCEL", "CANCELLED".into()));
    assert_eq!(cancelled.get("SUMMARY"), "Cancelled: Session: training · Nora");
    assert_eq!(cancelled.get("UID"), entry.get("UID"));
    assert!(cancelled.sequence() > agreed.sequence());
    staff.experts.skip();
    world.end().await;
}

/// An expert who loses the role: offered no more, the calendar closed, their sessions listed to staff and
/// given back, the teams told.
#[tokio::test]
async fn an_expert_who_leaves_gives_everything_back() {
    let world = world().await;
    let (globex, staff) = (&world.globex, &world.staff);
    world.nora_is_there().await;
    confirmed(&world, globex, "2026-11-26 09:00").await;
    asked(&world, globex, "2026-11-27 09:00").await;
    let link = link(&world).await;
    world.turns_to("2026-11-24 07:59").await;
    staff.nora.loses(&staff.guild, &staff.expert_role);
    said(
        &staff.bob.types(&staff.support, "/desk doctor").await,
        &[&staff.nora.mention(), "2 upcoming sessions"],
    );
    assert!(world.sandbox.unread().is_empty(), "the doctor changes nothing");

    world.turns_to("2026-11-24 08:00").await;
    let listed = staff.support.expect(&[&staff.nora.mention(), "n'a plus le rôle expert"]).await;
    assert!(listed.contains(&[&stamp("2026-11-26 09:00"), &stamp("2026-11-27 09:00"), "Globex"]));
    world.settles().await;
    // One session's words wait for no other's.
    let both = globex.channel.skip();
    let of = |at: &str| {
        let words = ["Nora is no longer", &stamp(at)];
        both.iter().find(|one| one.contains(&words)).expect("told of the session")
    };
    assert_eq!(file(of("2026-11-26 09:00")).method, "CANCEL");
    let _other = of("2026-11-27 09:00");
    assert_eq!(world.ledger(globex).await, Ledger { used: 0, held: 0 });
    assert_eq!(fetch(&link).await.0, StatusCode::NOT_FOUND);
    said(&globex.books("topic:network slot:2026-11-26 09:00").await, &["No expert is free"]);
    let slots = globex.member.suggestions(&globex.channel, "/expertise book topic:network slot:2026").await;
    assert!(slots.is_empty());

    world.turns_to("2026-11-25 09:00").await;
    staff.nora.joins(&staff.guild, &[&staff.expert_role]);
    said(
        &staff.nora.types(&staff.experts, "/expert agenda").await,
        &["Lundi 09:00–12:00", "Aucune séance à venir"],
    );
    said(&globex.books("topic:network slot:2026-11-26 09:00").await, &["Request sent to Nora"]);
    world.settles().await;
    staff.experts.skip();
    globex.channel.skip();
    world.end().await;
}

/// An expert who lost the role this morning is asked for nothing: another who is free is, their own sessions
/// are given back at once, and a slot with them is taken no more.
#[tokio::test]
async fn nobody_is_asked_who_lost_the_role_since() {
    let world = world().await;
    let (globex, acme, staff) = (&world.globex, &world.acme, &world.staff);
    world.nora_is_there().await;
    asked(&world, globex, "2026-11-27 09:00").await;
    let menu = globex.books("topic:network").await;
    world.is_there(&staff.emil, &["Thursday"], "9", "12").await;
    for slot in ["2026-11-26 10:00", "2026-11-26 11:00"] {
        // Emil has more before him than Nora: she would be asked first.
        acme.books(&format!("topic:other slot:\"{slot} @{}\"", staff.emil.id())).await;
    }
    world.settles().await;
    for channel in [&staff.experts, &acme.channel] {
        channel.skip();
    }
    staff.nora.loses(&staff.guild, &staff.expert_role);

    said(&globex.books("topic:network slot:2026-11-26 09:00").await, &["Request sent to Emil"]);
    world.settles().await;
    staff.support.expect(&[&staff.nora.mention(), "n'a plus le rôle expert"]).await;
    globex.channel.expect(&["Nora is no longer one of the experts", &stamp("2026-11-27 09:00")]).await;
    staff.experts.expect(&[&staff.emil.mention(), "Globex"]).await;
    globex.channel.expect(&["Request sent to Emil"]).await;

    let with_nora = globex.member.chooses(&menu, "Tue 24 Nov 2026 09:00 (Paris time) · Nora").await;
    said(&with_nora, &["No expert is free", &stamp("2026-12-03 09:00")]);
    world.end().await;
}

/// The slot to which a session is moved is looked at too: the session stays where it is.
#[tokio::test]
async fn nothing_is_moved_to_who_lost_the_role_since() {
    let world = world().await;
    let (globex, staff) = (&world.globex, &world.staff);
    world.nora_is_there().await;
    world.is_there(&staff.emil, &["Friday"], "9", "12").await;
    globex.books(&format!("topic:network slot:\"2026-11-27 09:00 @{}\"", staff.emil.id())).await;
    world.settles().await;
    let slot = format!("2026-11-26 09:00 @{}", staff.nora.id());
    let line = format!("/expertise move session:1 slot:\"{slot}\"");
    let preview = globex.member.types(&globex.channel, &line).await;
    said(&preview, &["Nora", &stamp("2026-11-26 09:00")]);
    staff.nora.loses(&staff.guild, &staff.expert_role);
    said(&globex.member.presses(&preview, "confirm:").await, &["No expert is free"]);
    world.settles().await;
    assert_eq!(world.counts("SELECT count(*) FROM session WHERE state = 'requested'").await, 1);
    assert_eq!(world.counts("SELECT count(*) FROM session").await, 1);
    for channel in [&staff.support, &staff.experts, &globex.channel] {
        channel.skip();
    }
    world.end().await;
}

/// Discord fails, or keeps the booking waiting: the session is asked for all the same.
#[tokio::test]
async fn a_booking_does_not_wait_for_who_cannot_be_looked_up() {
    let world = world().await;
    let (globex, staff) = (&world.globex, &world.staff);
    world.nora_is_there().await;
    globex.member.types(&globex.channel, "/expertise balance").await;
    let path = format!("/guilds/*/members/{}", staff.nora.id());
    for fault in [Fault::Status(500), Fault::Slow(std::time::Duration::from_secs(20))] {
        world.sandbox.faults().next(20, "GET", &path, fault);
        said(&globex.books("topic:network slot:2026-11-26 09:00").await, &["Request sent to Nora"]);
        world.settles().await;
        world.sandbox.faults().clear();
        let request = staff.experts.expect(&["Globex"]).await;
        let form = staff.nora.presses(&request, "Refuser").await;
        staff.nora.fills(&form, &[]).await;
        world.settles().await;
        globex.channel.skip();
    }
    world.end().await;
}

/// Discord fails at the hour of the look, or says nothing in time: nobody is taken for having left, and the
/// look is made again.
#[tokio::test]
async fn who_cannot_be_looked_up_has_not_left() {
    let world = world().await;
    let (globex, staff) = (&world.globex, &world.staff);
    world.nora_is_there().await;
    confirmed(&world, globex, "2026-11-26 09:00").await;
    world.turns_to("2026-11-24 07:59").await;
    staff.nora.loses(&staff.guild, &staff.expert_role);
    let path = format!("/guilds/*/members/{}", staff.nora.id());
    let open =
        "SELECT coalesce(sum(tries), 0) FROM agenda WHERE key LIKE 'expert:%:look-up:%' AND done_at IS NULL";
    for (tries, moment) in (1..).zip(["2026-11-24 08:00", "2026-11-24 08:05"]) {
        world.sandbox.faults().next(20, "GET", &path, Fault::Status(500));
        world.turns_to(moment).await;
        world.comes(open, tries).await;
        assert!(world.sandbox.unread().is_empty(), "nothing is said of it");
        assert_eq!(world.counts("SELECT count(*) FROM session WHERE state = 'confirmed'").await, 1);
    }
    world.sandbox.faults().clear();
    world.turns_to("2026-11-24 08:15").await;
    staff.support.expect(&[&staff.nora.mention(), "n'a plus le rôle expert"]).await;
    globex.channel.expect(&["Nora is no longer one of the experts", &stamp("2026-11-26 09:00")]).await;
    world.comes(open, 0).await;
    staff.experts.skip();
    globex.channel.skip();
    world.end().await;
}
