//! What changed, told as it happens: server-sent events that name what to look at again, and never its
//! content.

use std::{convert::Infallible, sync::Arc, time::Duration};

use axum::{
    extract::State,
    response::sse::{Event, KeepAlive, Sse},
};
use futures::Stream;
use tokio::sync::{broadcast, watch};

use super::told::{clock_json, pulse_json};
use crate::{
    ids::ChannelId,
    shared::{Change, Ctx, Shared},
};

/// The shortest time between two beats of the log, so that a busy bot does not keep a page busy.
const BEAT: Duration = Duration::from_millis(250);

struct Watcher {
    shared: Arc<Shared>,
    changes: broadcast::Receiver<Change>,
    clock: watch::Receiver<u64>,
    versions: watch::Receiver<u64>,
    greeted: bool,
}

/// Something to look at again.
enum News {
    Channel(ChannelId),
    World,
    Clock,
    /// Requests, connections.
    Pulse,
}

/// `hello` at first, then `channel` (its id), `world`, `clock` (what it shows) and `pulse` (how many requests
/// and connections).
pub(super) async fn stream(State(shared): Ctx) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let watcher = Watcher {
        changes: shared.changes.subscribe(),
        clock: shared.clock.changed(),
        versions: shared.versions(),
        shared,
        greeted: false,
    };
    let stream = futures::stream::unfold(watcher, |mut watcher| async move {
        if !watcher.greeted {
            watcher.greeted = true;
            let hello = Event::default().event("hello").data(clock_json(&watcher.shared).to_string());
            return Some((Ok(hello), watcher));
        }
        let news = watcher.next().await?;
        Some((Ok(event(&watcher.shared, &news)), watcher))
    });
    Sse::new(stream).keep_alive(KeepAlive::default())
}

fn event(shared: &Shared, news: &News) -> Event {
    match news {
        News::Channel(id) => Event::default().event("channel").data(id.to_string()),
        News::World => Event::default().event("world").data("{}"),
        News::Clock => Event::default().event("clock").data(clock_json(shared).to_string()),
        News::Pulse => Event::default().event("pulse").data(pulse_json(shared).to_string()),
    }
}

impl Watcher {
    /// The next news; none once the sandbox ends.
    async fn next(&mut self) -> Option<News> {
        let beat = async {
            tokio::time::sleep(BEAT).await;
            self.versions.changed().await
        };
        tokio::select! {
            biased;
            () = self.shared.stop.cancelled() => None,
            turned = self.clock.changed() => turned.is_ok().then_some(News::Clock),
            change = self.changes.recv() => match change {
                Ok(Change::Channel(id)) => Some(News::Channel(id)),
                // After more changes than are kept, all is to be looked at again.
                Ok(Change::World) | Err(broadcast::error::RecvError::Lagged(_)) => Some(News::World),
                Err(broadcast::error::RecvError::Closed) => None,
            },
            changed = beat => changed.is_ok().then_some(News::Pulse),
        }
    }
}
