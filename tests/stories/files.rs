//! What people attach: kept beside the database within what the offer allows, and what is not is said, with
//! the reason.

use std::time::{Duration, Instant};

use crate::world::{World, until, world};
use guichet::{
    rules::{
        event::Sha256Hex,
        offer::{Bounds, DEFAULT, Offer},
    },
    store::file::attached::Files,
};
use rstest::rstest;
use sandbox::{Channel, Fault};

/// Globex has a ticket, on a desk with these bounds; gives its thread.
async fn bounded(change: impl FnOnce(&mut Bounds)) -> (World, Channel) {
    let mut offer = Offer::parse(DEFAULT).expect("the embedded offer");
    change(&mut offer.bounds);
    let world = World::with("2026-11-23 10:00", offer).await;
    let thread = opens(&world, 1).await;
    (world, thread)
}

/// Globex opens its next ticket; gives its thread.
async fn opens(world: &World, number: usize) -> Channel {
    let globex = &world.globex;
    globex.member.types(&globex.channel, "/ticket open subject:Slow description:Very").await;
    world.settles().await;
    let name = format!("#{number}");
    globex.channel.expect(&[&name]).await;
    world.staff.support.expect(&[&name]).await;
    globex.channel.find_thread(&name).expect("the ticket's thread")
}

fn staffs(world: &World) -> Channel {
    world.staff.support.find_thread("#1").expect("the staff's thread")
}

/// How many files stand beside the database.
fn standing(world: &World) -> usize {
    world.desk().store.files().all().expect("the folder").len()
}

/// A file stands beside the database under its hash, which its event and its row name; the same bytes twice
/// are one file.
#[tokio::test]
async fn a_file_stands_beside_the_database() {
    let world = world().await;
    let thread = opens(&world, 1).await;
    let member = &world.globex.member;
    member.says_with_files(&thread, "One.", &[("a.txt", b"42 errors"), ("b.txt", b"17 errors")]);
    member.says_with_files(&thread, "Two.", &[("again.txt", b"42 errors")]);
    world.keeps(2).await;
    let hash = Sha256Hex::of(b"42 errors");
    let path = world.desk().store.files().path(&hash);
    assert_eq!(std::fs::read(&path).expect("the file"), b"42 errors");
    assert_eq!(standing(&world), 2);
    let rows =
        format!("SELECT count(*) FROM attachment WHERE sha256 = '{hash}' AND size = 9 AND bytes IS NULL");
    assert_eq!(world.counts(&rows).await, 2);
    let both = format!(r#"%["{hash}","{}"]%"#, Sha256Hex::of(b"17 errors"));
    assert_eq!(
        world.counts(&format!("SELECT count(*) FROM ticket_event WHERE event LIKE '{both}'")).await,
        1
    );
    let copy = staffs(&world).expect(&["One.", "{a.txt}", "{b.txt}"]).await;
    assert_eq!(copy.files[1].bytes, b"17 errors");
    staffs(&world).expect(&["Two.", "{again.txt}"]).await;
    world.end().await;
}

fn large(bounds: &mut Bounds) {
    bounds.file = 1_000;
}
fn many(bounds: &mut Bounds) {
    bounds.files_a_message = 1;
}
fn of_a_ticket(bounds: &mut Bounds) {
    bounds.ticket = 3_000;
}
fn of_a_day(bounds: &mut Bounds) {
    bounds.customer_day = 3_000;
}
fn of_the_disk(bounds: &mut Bounds) {
    bounds.free_disk = u64::MAX / 2;
}
fn nothing(_: &mut Bounds) {}

/// What is not kept is said in the thread, in the team's language, and to staff in theirs, each with its own
/// reason; what was written and the other files are kept.
#[rstest]
#[case::too_large(large, 0, "larger than", "plus de")]
#[case::too_many(many, 1, "only one file", "un seul fichier")]
#[case::of_a_ticket(of_a_ticket, 1, "files per ticket", "fichiers par ticket")]
#[case::of_a_day(of_a_day, 1, "per customer and day", "par jour et par client")]
#[case::no_room(of_the_disk, 0, "storage is full", "saturé")]
#[case::not_to_be_had(nothing, 0, "did not provide it", "ne l'a pas fourni")]
#[tokio::test]
async fn what_is_not_kept_is_said_with_its_reason(
    #[case] change: fn(&mut Bounds),
    #[case] kept: usize,
    #[case] english: &str,
    #[case] french: &str,
) {
    let (world, thread) = bounded(change).await;
    if english == "did not provide it" {
        world.sandbox.faults().next(6, "GET", "/attachments/**", Fault::Status(404));
    }
    let files: [(&str, &[u8]); 2] = [("one.bin", &[1; 2_000]), ("two.bin", &[2; 2_000])];
    world.globex.member.says_with_files(&thread, "The dumps.", &files);
    world.keeps(1).await;
    thread.expect(&["neither saved nor passed on", "two.bin", english]).await;
    staffs(&world).expect(&["The dumps.", "two.bin", "non conservé", french]).await;
    assert_eq!(standing(&world), kept);
    assert_eq!(
        world.counts("SELECT count(*) FROM attachment WHERE not_kept IS NOT NULL").await,
        2 - i64::try_from(kept).expect("a few")
    );
    world.end().await;
}

/// Two threads at one moment: together they keep no more than the customer may send in a day, and the next
/// day has room again.
#[tokio::test]
async fn what_comes_at_one_moment_stays_within_the_bounds_together() {
    let (world, first) = bounded(|bounds| bounds.customer_day = 3_000).await;
    let second = opens(&world, 2).await;
    world.sandbox.faults().next(2, "GET", "/attachments/**", Fault::Slow(Duration::from_millis(300)));
    let member = &world.globex.member;
    member.says_with_files(&first, "One.", &[("one.bin", &[1; 2_000])]);
    member.says_with_files(&second, "Two.", &[("two.bin", &[2; 2_000])]);
    world.keeps(2).await;
    assert_eq!(standing(&world), 1);
    world.sandbox.faults().clear();
    world.turns_to("2026-11-24 10:00").await;
    member.says_with_files(&first, "Three.", &[("three.bin", &[3; 2_000])]);
    world.keeps(3).await;
    assert_eq!(standing(&world), 2);
    for channel in [&first, &second, &world.staff.support, &staffs(&world)] {
        channel.skip();
    }
    world.staff.support.find_thread("#2").expect("the staff's other thread").skip();
    world.end().await;
}

/// No more bytes are under way at once than the offer says, in however many threads they come.
#[tokio::test]
async fn no_more_is_under_way_at_once_than_the_offer_says() {
    let (world, first) = bounded(|bounds| bounds.under_way = 50_000).await;
    let second = opens(&world, 2).await;
    world.sandbox.faults().next(2, "GET", "/attachments/**", Fault::Bandwidth(100_000));
    let since = Instant::now();
    world.globex.member.says_with_files(&first, "One.", &[("one.bin", &vec![1; 40_000])]);
    world.globex.member.says_with_files(&second, "Two.", &[("two.bin", &vec![2; 40_000])]);
    world.comes("SELECT count(*) FROM attachment", 2).await;
    assert!(
        since.elapsed() > Duration::from_millis(750),
        "{:?}: one after the other takes longer",
        since.elapsed()
    );
    assert_eq!(standing(&world), 2);
    for number in ["#1", "#2"] {
        world.staff.support.find_thread(number).expect("the staff's thread").skip();
    }
    world.end().await;
}

/// A file that breaks off on its way is asked for again; nothing is left of the half.
#[tokio::test]
async fn a_file_that_breaks_off_is_asked_for_again() {
    let (world, thread) = bounded(nothing).await;
    world.sandbox.faults().next(2, "GET", "/attachments/**", Fault::CutAfter);
    world.globex.member.says_with_files(&thread, "The dump.", &[("core.bin", &vec![7; 300_000])]);
    world.keeps(1).await;
    let copy = staffs(&world).expect(&["The dump.", "{core.bin}"]).await;
    assert_eq!(copy.files[0].bytes.len(), 300_000);
    assert_eq!(standing(&world), 1);
    let coming = world.desk().store.files().folder().join("coming");
    assert_eq!(std::fs::read_dir(coming).expect("the folder").count(), 0);
    world.end().await;
}

/// Two people open a ticket from one message at one moment: its file is fetched once.
#[tokio::test]
async fn a_file_that_two_ask_for_is_fetched_once() {
    let world = world().await;
    let acme = &world.acme;
    let message =
        acme.manager.says_with_files(&acme.channel, "Rien", &[("écran.png", b"pixels")]).expect("a message");
    let form = acme.member.uses_menu("Ouvrir un ticket", &message).await;
    let other = acme.manager.uses_menu("Ouvrir un ticket", &message).await;
    let faults = world.sandbox.faults();
    faults.next(5, "GET", "/attachments/**", Fault::Slow(Duration::from_millis(700)));
    let typed = [("subject", "Arrêt")];
    let (one, two) = tokio::join!(acme.member.fills(&form, &typed), acme.manager.fills(&other, &typed));
    assert!([one.text(), two.text()].iter().all(|text| text.contains("#1")), "{} {}", one.text(), two.text());
    assert_eq!(faults.pending(), 4, "it was fetched more than once");
    faults.clear();
    assert_eq!(world.counts("SELECT count(*) FROM attachment WHERE sha256 IS NOT NULL").await, 1);
    acme.channel.expect(&["#1"]).await;
    world.staff.support.expect(&["#1"]).await;
    world.end().await;
}

/// What cannot become a ticket is refused before its files are fetched.
#[tokio::test]
async fn nothing_is_fetched_for_what_is_refused() {
    let world = world().await;
    let acme = &world.acme;
    let message =
        acme.manager.says_with_files(&acme.channel, "Rien", &[("écran.png", b"pixels")]).expect("a message");
    let form = acme.member.uses_menu("Ouvrir un ticket", &message).await;
    let other = acme.manager.uses_menu("Ouvrir un ticket", &message).await;
    acme.member.fills(&form, &[("subject", "Arrêt")]).await;
    world.sandbox.faults().next(1, "GET", "/attachments/**", Fault::Status(500));
    let twice = acme.manager.fills(&other, &[("subject", "Arrêt")]).await;
    assert!(twice.contains(&["existe déjà pour ce message : #1"]), "{}", twice.text());
    assert_eq!(world.sandbox.faults().pending(), 1);
    world.sandbox.faults().clear();
    acme.channel.expect(&["#1"]).await;
    world.staff.support.expect(&["#1"]).await;
    world.end().await;
}

/// Nor for whoever is neither of the team nor of the staff, though they write in a ticket's thread.
#[tokio::test]
async fn nothing_is_fetched_for_who_does_not_count() {
    let (world, thread) = bounded(nothing).await;
    world
        .forgets("DELETE FROM channel_link WHERE customer = (SELECT id FROM customer WHERE name = 'Globex')")
        .await;
    world.sandbox.faults().next(1, "GET", "/attachments/**", Fault::Status(500));
    world.globex.member.says_with_files(&thread, "The dump.", &[("core.bin", b"bytes")]);
    world.settles().await;
    tokio::time::sleep(Duration::from_millis(200)).await;
    world.settles().await;
    assert_eq!((world.sandbox.faults().pending(), standing(&world)), (1, 0));
    world.sandbox.faults().clear();
    thread.expect(&["is not saved", "no longer in use"]).await;
    staffs(&world).expect(&["n'est pas conservé"]).await;
    world.end().await;
}

/// A ticket that is opened from a message of which a file is not kept: whoever opens it reads so, and both
/// threads say it.
#[tokio::test]
async fn a_ticket_says_which_files_of_its_message_were_not_kept() {
    let mut offer = Offer::parse(DEFAULT).expect("the embedded offer");
    offer.bounds.file = 5;
    let world = World::with("2026-11-23 10:00", offer).await;
    let acme = &world.acme;
    let message =
        acme.manager.says_with_files(&acme.channel, "Rien", &[("écran.png", b"pixels")]).expect("a message");
    let form = acme.member.uses_menu("Ouvrir un ticket", &message).await;
    let opened = acme.member.fills(&form, &[("subject", "Arrêt")]).await;
    assert!(opened.contains(&["#1", "cran.png : non conservé"]), "{}", opened.text());
    world.settles().await;
    acme.channel.expect(&["#1"]).await;
    world.staff.support.expect(&["#1"]).await;
    acme.channel.find_thread("#1").expect("the thread").expect(&["cran.png : non conservé"]).await;
    staffs(&world).expect(&["cran.png : non conservé"]).await;
    world.end().await;
}

/// A narrow way up: a copy takes as long as its size needs, and arrives with its file.
#[tokio::test]
async fn a_copy_may_take_as_long_as_its_files_need() {
    let (world, thread) = bounded(nothing).await;
    world.globex.member.says(&thread, "Hello?");
    world.keeps(1).await;
    staffs(&world).expect(&["Hello?"]).await;
    let path = format!("/channels/{}/messages", staffs(&world).id());
    world.sandbox.faults().next(1, "POST", &path, Fault::Bandwidth(64 * 1024));
    let since = Instant::now();
    world.globex.member.says_with_files(&thread, "The dump.", &[("core.bin", &vec![7; 1_150_000])]);
    while !staffs(&world).messages().iter().any(|one| one.contains(&["The dump."])) {
        assert!(since.elapsed() < Duration::from_mins(1), "it never arrives");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert!(since.elapsed() > Duration::from_secs(16), "{:?}", since.elapsed());
    world.keeps(2).await;
    let copy = staffs(&world).expect(&["The dump.", "{core.bin}"]).await;
    assert_eq!(copy.files[0].bytes.len(), 1_150_000);
    assert_eq!(world.counts("SELECT max(attempts) FROM outbox WHERE key LIKE '%copied%'").await, 1);
    world.end().await;
}

/// Files that Discord does not take: the words go without them and say where they are, and what waits behind
/// them follows.
#[rstest]
#[case::too_large(Fault::Status(413), 1)]
#[case::cut_again_and_again(Fault::CutBefore, 3)]
#[tokio::test]
async fn a_copy_whose_files_are_not_taken_goes_without_them(#[case] fault: Fault, #[case] times: usize) {
    let (world, thread) = bounded(nothing).await;
    world.globex.member.says(&thread, "Hello?");
    world.keeps(1).await;
    staffs(&world).expect(&["Hello?"]).await;
    let path = format!("/channels/{}/messages", staffs(&world).id());
    world.sandbox.faults().next(times, "POST", &path, fault);
    world.globex.member.says_with_files(&thread, "The dump.", &[("core.bin", b"bytes")]);
    world.keeps(2).await;
    world.globex.member.says(&thread, "And more.");
    let since = Instant::now();
    while !staffs(&world).messages().iter().any(|one| one.contains(&["And more."])) {
        assert!(since.elapsed() < Duration::from_secs(30), "it waits for ever\n{}", world.sandbox.history());
        world.sandbox.clock().advance(Duration::from_secs(5));
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    world.keeps(3).await;
    let copy = staffs(&world).expect(&["The dump.", "core.bin", "/ticket exporter"]).await;
    assert!(copy.files.is_empty());
    staffs(&world).expect(&["And more."]).await;
    assert_eq!(standing(&world), 1);
    world.end().await;
}

/// What an earlier version kept inside the database is moved out at the start, and told and exported as ever.
#[tokio::test]
async fn what_was_kept_inside_is_moved_out() {
    let (mut world, thread) = bounded(nothing).await;
    world.globex.member.says_with_files(&thread, "The dump.", &[("core.bin", b"bytes")]);
    world.keeps(1).await;
    staffs(&world).expect(&["The dump."]).await;
    let path = world.desk().store.files().path(&Sha256Hex::of(b"bytes"));
    world.forgets("UPDATE attachment SET bytes = CAST('bytes' AS BLOB)").await;
    std::fs::remove_file(&path).expect("the file");
    let answer = world.globex.member.types(&thread, "/ticket export").await;
    assert_eq!(answer.files().len(), 1);
    assert_eq!(std::fs::read(&path).expect("it is moved out where it is needed"), b"bytes");

    world.forgets("UPDATE attachment SET bytes = CAST('bytes' AS BLOB)").await;
    std::fs::remove_file(&path).expect("the file");
    world.stops().await;
    world.starts().await;
    until(|| path.exists()).await;
    world.comes("SELECT count(*) FROM attachment WHERE bytes IS NULL", 1).await;
    world.end().await;
}

/// Files that no ticket names are removed once they are old; those that one names stay.
#[tokio::test]
async fn files_that_no_ticket_names_are_swept() {
    let (mut world, thread) = bounded(nothing).await;
    world.globex.member.says_with_files(&thread, "The dump.", &[("core.bin", b"bytes")]);
    world.keeps(1).await;
    staffs(&world).expect(&["The dump."]).await;
    let files: Files = world.desk().store.files().clone();
    let mut coming = files.begin().expect("a file");
    coming.write(b"nobody's").await.expect("its bytes");
    let orphan = coming.keep().await.expect("the file").sha256;
    for hash in [&orphan, &Sha256Hex::of(b"bytes")] {
        let file = std::fs::File::options().write(true).open(files.path(hash)).expect("the file");
        let since = file.metadata().expect("its age").modified().expect("its age");
        file.set_modified(since - Duration::from_hours(48)).expect("it is old");
    }
    world.stops().await;
    world.starts().await;
    until(|| !files.path(&orphan).exists()).await;
    assert!(files.path(&Sha256Hex::of(b"bytes")).exists());
    world.end().await;
}
