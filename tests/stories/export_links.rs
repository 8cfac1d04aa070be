//! A ticket's file that is too large for Discord: made once on the disk, served from there in parts, gone
//! with its link.

use std::{path::PathBuf, sync::Arc, time::Duration};

use chrono::TimeDelta;
use reqwest::{Method, RequestBuilder, Response, StatusCode};
use sandbox::{Channel, Fault};

use crate::world::{World, until, world};

/// Larger than what Discord takes of a bot.
const LARGE: usize = 11 * 1024 * 1024;

/// Bytes that no compression makes smaller.
fn noise(many: usize) -> Vec<u8> {
    let mut seed = 1_u64;
    std::iter::repeat_with(|| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 56).to_le_bytes()[0]
    })
    .take(many)
    .collect()
}

/// Globex has a ticket with a file of that size; gives its thread.
async fn with_a_file(size: usize) -> (World, Channel) {
    let world = world().await;
    let globex = &world.globex;
    globex.member.types(&globex.channel, "/ticket open subject:Slow description:Very").await;
    world.settles().await;
    globex.channel.skip();
    world.staff.support.skip();
    let thread = globex.channel.find_thread("#1").expect("the ticket's thread");
    globex.member.says_with_files(&thread, "The dump.", &[("core.bin", &noise(size))]);
    world.keeps(1).await;
    world.staff.support.find_thread("#1").expect("the staff's thread").skip();
    (world, thread)
}

/// The token of the link to which `/ticket export` leads.
async fn token(world: &World, thread: &Channel) -> String {
    let answer = world.globex.member.types(thread, "/ticket export").await;
    let text = answer.text();
    let rest = text.split("/exports/").nth(1).unwrap_or_else(|| panic!("a link in: {text}"));
    rest.split('>').next().expect("its end").to_owned()
}

fn asks(world: &World, method: Method, token: &str) -> RequestBuilder {
    let url = format!("http://{}/exports/{token}", world.door());
    reqwest::Client::builder().no_proxy().build().expect("a client").request(method, url)
}

async fn answered(request: RequestBuilder) -> Response {
    request.send().await.expect("an answer")
}

fn header<'r>(response: &'r Response, name: &str) -> &'r str {
    response.headers().get(name).unwrap_or_else(|| panic!("{name}")).to_str().expect("text")
}

/// What stands in the exports' folder.
fn standing(world: &World) -> Vec<PathBuf> {
    world.desk().store.files().exports().expect("the folder").into_iter().map(|(_, path)| path).collect()
}

/// What is being made.
fn coming(world: &World) -> usize {
    std::fs::read_dir(world.desk().store.files().folder().join("coming")).expect("the folder").count()
}

/// In parts, from any place, and only while it is the same file.
#[tokio::test]
async fn an_export_is_served_in_parts() {
    let (world, thread) = with_a_file(LARGE).await;
    let token = token(&world, &thread).await;
    let [file] = &standing(&world)[..] else { panic!("one file: {:?}", standing(&world)) };
    let whole = std::fs::read(file).expect("the file");
    let size = whole.len();
    assert!(size > LARGE);

    let head = answered(asks(&world, Method::HEAD, &token)).await;
    assert_eq!(head.status(), 200);
    assert_eq!(
        (header(&head, "content-length"), header(&head, "accept-ranges")),
        (&*size.to_string(), "bytes")
    );
    let tag = header(&head, "etag").to_owned();

    for (range, from, to) in [
        ("bytes=0-99".to_owned(), 0, 99),
        (format!("bytes={}-", size - 50), size - 50, size - 1),
        ("bytes=-10".to_owned(), size - 10, size - 1),
        ("bytes=1000000-1999999".to_owned(), 1_000_000, 1_999_999),
    ] {
        let part =
            answered(asks(&world, Method::GET, &token).header("range", &range).header("if-range", &tag))
                .await;
        assert_eq!(part.status(), StatusCode::PARTIAL_CONTENT, "{range}");
        assert_eq!(header(&part, "content-range"), format!("bytes {from}-{to}/{size}"));
        assert_eq!(header(&part, "cache-control"), "private, no-store");
        assert_eq!(part.bytes().await.expect("the part"), &whole[from..=to]);
    }
    let beyond = answered(asks(&world, Method::GET, &token).header("range", format!("bytes={size}-"))).await;
    assert_eq!(beyond.status(), StatusCode::RANGE_NOT_SATISFIABLE);
    assert_eq!(header(&beyond, "content-range"), format!("bytes */{size}"));
    let another =
        asks(&world, Method::GET, &token).header("range", "bytes=0-99").header("if-range", "\"another\"");
    let another = answered(another).await;
    assert_eq!((another.status().as_u16(), another.bytes().await.expect("all of it").len()), (200, size));
    thread.skip();
    world.end().await;
}

/// However many hang up, it is made once and nothing else is left; with its link it goes.
#[tokio::test]
async fn an_export_is_made_once_and_goes_with_its_link() {
    let (mut world, thread) = with_a_file(LARGE).await;
    let first = token(&world, &thread).await;
    let made = standing(&world)[0].metadata().expect("the file").modified().expect("when");
    for _ in 0..20 {
        let mut cut = answered(asks(&world, Method::GET, &first)).await;
        assert_eq!(cut.status(), 200);
        cut.chunk().await.expect("a part").expect("a part");
    }
    let second = token(&world, &thread).await;
    assert_ne!(first, second);
    assert_eq!(standing(&world).len(), 1, "of the same ticket as it stood");
    assert_eq!(standing(&world)[0].metadata().expect("the file").modified().expect("when"), made);
    assert_eq!(coming(&world), 0);
    world.stops().await;
    world.starts().await;
    world.turns(TimeDelta::hours(24) - TimeDelta::seconds(1)).await;
    assert_eq!(answered(asks(&world, Method::GET, &second)).await.status(), 200);
    world.turns(TimeDelta::seconds(1)).await;
    assert_eq!(answered(asks(&world, Method::GET, &second)).await.status(), 404);
    assert!(standing(&world).is_empty(), "{:?}", standing(&world));
    thread.skip();
    world.end().await;
}

/// Its file is gone, as after a restore: it is made anew, one at a time, also to its end where whoever asked
/// hangs up; who only looks makes nothing.
#[tokio::test]
async fn an_export_that_is_gone_is_made_anew_one_at_a_time() {
    let (world, thread) = with_a_file(LARGE).await;
    let token = token(&world, &thread).await;
    std::fs::remove_file(&standing(&world)[0]).expect("the file");
    let turn = Arc::clone(&world.desk().exporting).lock_owned().await;
    let busy = answered(asks(&world, Method::GET, &token)).await;
    assert_eq!((busy.status().as_u16(), header(&busy, "retry-after")), (503, "5"));
    drop(turn);
    assert_eq!(answered(asks(&world, Method::HEAD, &token)).await.status(), 200);
    assert!(standing(&world).is_empty());
    let cut = asks(&world, Method::GET, &token).timeout(Duration::from_millis(30)).send().await;
    drop(cut);
    until(|| standing(&world).len() == 1).await;
    let again = answered(asks(&world, Method::GET, &token)).await;
    assert_eq!(again.status(), 200);
    assert!(again.bytes().await.expect("the file").len() > LARGE);
    assert_eq!(coming(&world), 0);
    thread.skip();
    world.end().await;
}

/// What nobody is led to is swept at the start.
#[tokio::test]
async fn an_export_without_a_link_is_swept() {
    let (mut world, thread) = with_a_file(LARGE).await;
    let token = token(&world, &thread).await;
    let files = world.desk().store.files().clone();
    std::fs::write(files.export("nobodys.zip").expect("its place"), "PK").expect("a file");
    let half = files.unfinished().expect("a place");
    std::fs::write(half.path(), "half").expect("a file");
    std::mem::forget(half);
    world.stops().await;
    world.starts().await;
    assert_eq!((standing(&world).len(), coming(&world)), (1, 0));
    assert_eq!(answered(asks(&world, Method::GET, &token)).await.status(), 200);
    thread.skip();
    world.end().await;
}

/// A file of megabytes over a narrow way: the answer is put off first, and comes with it.
#[tokio::test]
async fn an_answer_with_a_file_is_put_off_first() {
    let (world, thread) = with_a_file(3 * 1024 * 1024).await;
    for (method, path) in [("POST", "/interactions/**"), ("PATCH", "/webhooks/**")] {
        world.sandbox.faults().next(1, method, path, Fault::Bandwidth(700 * 1024));
    }
    let answer = world.globex.member.types(&thread, "/ticket export").await;
    assert!(answer.contains(&["ticket-1.zip"]), "{}", answer.text());
    assert!(answer.files()[0].bytes.len() > 3 * 1024 * 1024);
    assert!(standing(&world).is_empty());
    assert_eq!(world.sandbox.faults().pending(), 0);
    until(|| coming(&world) == 0).await;
    thread.skip();
    world.end().await;
}

/// Discord does not take the file after all: the answer is a link to it.
#[tokio::test]
async fn a_file_that_discord_does_not_take_is_behind_a_link() {
    let (world, thread) = with_a_file(3 * 1024 * 1024).await;
    world.sandbox.faults().next(1, "PATCH", "/webhooks/**", Fault::Status(413));
    let token = token(&world, &thread).await;
    let got = answered(asks(&world, Method::GET, &token)).await;
    assert_eq!(got.status(), 200);
    assert!(got.bytes().await.expect("the file").len() > 3 * 1024 * 1024);
    thread.skip();
    world.end().await;
}

/// No room on the disk: it is said, and nothing is made.
#[tokio::test]
async fn an_export_for_which_there_is_no_room_is_refused() {
    let mut offer = guichet::rules::offer::Offer::parse(guichet::rules::offer::DEFAULT).expect("the offer");
    offer.bounds.free_disk = u64::MAX / 2;
    let world = World::with("2026-11-23 10:00", offer).await;
    let globex = &world.globex;
    globex.member.types(&globex.channel, "/ticket open subject:Slow description:Very").await;
    world.settles().await;
    let refused = globex.member.types(&globex.channel, "/ticket export ticket:#1").await;
    assert!(refused.contains(&["disk space"]), "{}", refused.text());
    globex.channel.skip();
    world.staff.support.skip();
    world.end().await;
}
