//! What the HTTP client knows of Discord's limits. It keeps an entry for each route, each thread and each
//! channel, for ever: a desk that opens a thousand threads a week would never stop growing.

use std::{
    sync::Arc,
    time::{Duration, SystemTime},
};

use serenity::http::Ratelimit;
use tokio_util::sync::CancellationToken;

use super::client::Api;
use crate::pulse::Pulse;

/// How often is looked for what can be forgotten.
const EVERY: Duration = Duration::from_secs(20);

/// Forgets, again and again, what is known of routes that are not used, until told to stop.
#[expect(clippy::disallowed_methods, reason = "keeps memory level; no promise waits for it")]
pub async fn forget_idle(api: Api, pulse: Pulse, stop: CancellationToken) {
    while stop.run_until_cancelled(tokio::time::sleep(EVERY)).await.is_some() {
        pulse.beat();
        forget(&api, SystemTime::now()).await;
    }
}

/// Forgets what is known of the routes that nobody uses now and whose limit began anew since. What was
/// forgotten is learnt again with the first answer.
async fn forget(api: &Api, now: SystemTime) {
    let Some(limiter) = &api.ratelimiter else { return };
    let routes = limiter.routes();
    let mut routes = routes.write().await;
    routes.retain(|_, known| {
        Arc::strong_count(known) > 1 || known.try_lock().map_or(true, |known| counts(&known, now))
    });
    if routes.capacity() > 4 * routes.len().max(64) {
        routes.shrink_to_fit();
    }
}

/// Whether a limit still counts requests of before.
fn counts(known: &Ratelimit, now: SystemTime) -> bool {
    known.reset().is_some_and(|reset| reset > now)
}

#[cfg(test)]
mod tests {
    use serenity::{
        all::ChannelId,
        http::{Http, Route},
    };

    use super::*;

    /// What is idle goes; what is in use stays.
    #[tokio::test]
    async fn what_is_not_used_is_forgotten() {
        let api: Api = Arc::new(Http::new("Bot token"));
        let routes = api.ratelimiter.as_ref().expect("a limiter").routes();
        let mut used = None;
        for id in 1..=1_000 {
            let bucket = Route::ChannelMessages { channel_id: ChannelId::new(id) }.ratelimiting_bucket();
            let known = Arc::clone(routes.write().await.entry(bucket).or_default());
            used = Some(known);
        }
        forget(&api, SystemTime::UNIX_EPOCH).await;
        assert_eq!(routes.read().await.len(), 1, "the one that is in use");
        drop(used);
        forget(&api, SystemTime::UNIX_EPOCH).await;
        assert!(routes.read().await.is_empty());
    }
}
