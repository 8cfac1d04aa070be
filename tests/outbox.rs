//! The outbox at size: thousands of channels are told within what Discord allows, and nobody waits for somebody else's channel.

use std::{
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use guichet::{
    clock::Clock,
    delivery::outbox::{Letter, Outbox, Unsaid, Voice},
    desk::{
        Desk,
        say::{Destination, Lane, Say},
        spoken::Where,
        work::Message,
    },
    pulse::Pulses,
    rules::{
        ids::{ChannelId, MessageId, TicketNumber},
        language::Language,
        offer::{DEFAULT, Offer},
    },
    store::Store,
};
use tokio_util::sync::CancellationToken;

/// A voice that takes as long as Discord does, and keeps what it was given.
#[derive(Clone, Default)]
struct Ear(Arc<Mutex<Vec<(Instant, Destination)>>>);

/// How long Discord takes to answer.
const ANSWER: Duration = Duration::from_millis(200);

/// Channels that take nearly as long as is waited for them, and one that refuses everything.
const STUCK: [u64; 2] = [7, 8];
const STUCK_FOR: Duration = Duration::from_secs(50);
const REFUSED: u64 = 9;

impl Voice for Ear {
    async fn say(&self, letter: &Letter) -> Result<Where, Unsaid> {
        let channel = letter.to.channel().expect("a channel");
        self.0.lock().expect("the list").push((Instant::now(), letter.to));
        let wait = if STUCK.contains(&channel.get()) { STUCK_FOR } else { ANSWER };
        tokio::time::sleep(wait).await;
        if channel.get() == REFUSED {
            return Err(Unsaid::Closed { error: "50001 no access".to_owned() });
        }
        let message = Some(MessageId::new(u64::try_from(letter.row).expect("a row")));
        Ok(Where { channel, message, threaded: false })
    }
}

async fn says(desk: &Desk, lane: Lane, channels: std::ops::Range<u64>, what: &str) {
    let mut work = desk.work().await.expect("a transaction");
    for channel in channels {
        let key = format!("{what}:{channel}");
        let to = Destination::Channel(ChannelId::new(channel));
        let say = Say::Reminder { ticket: TicketNumber::new(1) };
        work.say(&Message::new(&key, lane, to, Language::En, say)).await.expect("a row");
    }
    work.commit().await.expect("the rows");
}

async fn states(desk: &Desk, state: &str) -> usize {
    let mut conn = desk.store.read().await.expect("the database");
    let count: i64 = sqlx::query_scalar("SELECT count(*) FROM outbox WHERE state = ?")
        .bind(state)
        .fetch_one(&mut *conn)
        .await
        .expect("the database");
    usize::try_from(count).expect("a count")
}

/// Tells so many channels, with a P1 in the middle.
async fn tells(channels: u64) {
    let folder = tempfile::tempdir().expect("a folder");
    let store = Store::open(&folder.path().join("guichet.db")).await.expect("the database");
    let desk = Desk::new(store, Offer::parse(DEFAULT).expect("the offer"), Clock::system());
    let ear = Ear::default();
    says(&desk, Lane::Rest, 1..channels + 1, "notice").await;
    says(&desk, Lane::Rest, REFUSED..REFUSED + 1, "second").await;
    let stop = CancellationToken::new();
    let outbox = Outbox::new(desk.clone(), ear.clone(), Arc::default());
    let started = Instant::now();
    let running = tokio::spawn(outbox.run(Pulses::default().begin("outbox"), stop.clone()));
    tokio::time::sleep(Duration::from_secs(2)).await;

    let page = 1_000_000;
    let asked = Instant::now();
    says(&desk, Lane::P1, page..page + 1, "page").await;
    let (wanted, patience) = (usize::try_from(channels).expect("a count") + 1, Duration::from_mins(5));
    while ear.0.lock().expect("the list").len() < wanted {
        assert!(started.elapsed() < patience, "{} of {wanted}", ear.0.lock().expect("the list").len());
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let took = started.elapsed();
    let allowed = Duration::from_secs_f64(1.1 * f64::from(u32::try_from(channels).expect("a count")) / 50.0);
    assert!(took <= allowed + ANSWER, "{took:?} for {channels} channels, and {allowed:?} are allowed");

    let heard = ear.0.lock().expect("the list").clone();
    let paged = heard.iter().find(|(_, to)| to.channel() == Some(ChannelId::new(page))).expect("the page");
    let delay = paged.0.duration_since(asked);
    assert!(delay < Duration::from_secs(1), "the page waited {delay:?}");
    let mut whom: Vec<String> = heard.iter().map(|(_, to)| to.to_string()).collect();
    whom.sort_unstable();
    whom.dedup();
    assert_eq!(whom.len(), heard.len(), "somebody heard twice");

    tokio::time::sleep(2 * ANSWER).await;
    assert_eq!(states(&desk, "failed").await, 2, "what delay for a closed channel was not tried");
    // Told for long enough, the stuck ones have answered too.
    let sending = states(&desk, "sending").await;
    assert!(
        sending == if took < STUCK_FOR { STUCK.len() } else { 0 },
        "{sending} are under way after {took:?}"
    );
    assert_eq!(states(&desk, "sent").await, wanted - 1 - sending);
    running.abort();
}

/// "10,000 channels in at most 1.1 times what Discord's limits allow; a P1's page goes within a second in the middle of it; a channel that is
/// slow or refuses for good stops no other": with as many channels as a test has time for.
#[tokio::test]
async fn hundreds_of_channels_are_told_and_a_p1_goes_before_them() {
    tells(300).await;
}

/// The same with all of them: four minutes.
#[tokio::test]
#[ignore = "takes four minutes: run it by name after a change of the outbox"]
async fn ten_thousand_channels_are_told_and_a_p1_goes_before_them() {
    tells(10_000).await;
}
