//! Discord's rate limits, in real time: a bucket for each kind of request and place, and fifty requests a
//! second for the whole bot.

use std::{
    collections::HashMap,
    sync::atomic::{AtomicBool, Ordering},
    time::{Duration, Instant},
};

use axum::http::{HeaderMap, HeaderName, HeaderValue, Method};
use parking_lot::Mutex;

use crate::error::ApiError;

/// Requests a second for the whole bot.
const GLOBAL: u32 = 50;

/// How many requests in how long.
#[derive(Clone, Copy, Debug)]
struct Allowance {
    name: &'static str,
    limit: u32,
    window: Duration,
}

#[derive(Clone, Copy, Debug)]
struct Window {
    began: Instant,
    used: u32,
}

#[derive(Debug)]
pub(crate) struct Limits {
    on: AtomicBool,
    windows: Mutex<HashMap<String, Window>>,
}

/// Where a request stands with its bucket.
#[derive(Clone, Debug)]
pub(crate) struct Standing {
    bucket: String,
    limit: u32,
    remaining: u32,
    reset_in: Duration,
}

fn allowance(method: &Method, route: &str) -> Allowance {
    let of = |name, limit, seconds| Allowance { name, limit, window: Duration::from_secs(seconds) };
    match (method.as_str(), route) {
        ("POST", "/channels/{channel}/messages") => of("message-create", 5, 5),
        ("PATCH", "/channels/{channel}/messages/{message}") => of("message-edit", 5, 5),
        ("DELETE", "/channels/{channel}/messages/{message}") => of("message-delete", 5, 1),
        ("GET", "/channels/{channel}/messages" | "/channels/{channel}/messages/{message}") => {
            of("message-read", 10, 5)
        }
        ("PUT", "/channels/{channel}/messages/{message}/reactions/{emoji}/@me") => of("reaction", 1, 1),
        ("PATCH", "/channels/{channel}") => of("channel-edit", 10, 15),
        ("POST", "/channels/{channel}/threads" | "/channels/{channel}/messages/{message}/threads") => {
            of("thread-create", 50, 300)
        }
        ("GET", "/guilds/{guild}/members/{user}") => of("member-read", 5, 1),
        ("PUT" | "DELETE", "/guilds/{guild}/members/{user}/roles/{role}") => of("member-role", 10, 10),
        ("POST", "/users/@me/channels") => of("conversation-open", 10, 10),
        (
            "PUT",
            "/applications/{application}/commands" | "/applications/{application}/guilds/{guild}/commands",
        ) => of("command-overwrite", 5, 20),
        (_, route) if route.starts_with("/webhooks/") => of("webhook", 5, 2),
        _ => of("other", 30, 10),
    }
}

impl Limits {
    pub(crate) fn new(on: bool) -> Self {
        Self { on: AtomicBool::new(on), windows: Mutex::new(HashMap::new()) }
    }

    /// Switches them on or off.
    pub(crate) fn hold(&self, on: bool) {
        self.on.store(on, Ordering::Relaxed);
    }

    fn is_on(&self) -> bool {
        self.on.load(Ordering::Relaxed)
    }

    /// Counts a request. `place` is the major parameter (a channel, a server, a webhook); interactions' own
    /// routes are outside the fifty a second, and their callbacks outside any bucket.
    pub(crate) fn count(
        &self,
        method: &Method,
        route: &str,
        place: &str,
    ) -> Result<Option<Standing>, ApiError> {
        if !self.is_on() || route.starts_with("/interactions/") {
            return Ok(None);
        }
        let mut windows = self.windows.lock();
        let now = Instant::now();
        if !route.starts_with("/webhooks/") {
            let all = Allowance { name: "global", limit: GLOBAL, window: Duration::from_secs(1) };
            if let Err(wait) = take(&mut windows, "global".to_owned(), all, now) {
                return Err(ApiError::too_many(wait.as_secs_f64(), true, 0));
            }
        }
        let allowed = allowance(method, route);
        let bucket = bucket_key(allowed.name, method, route);
        match take(&mut windows, format!("{bucket}:{place}"), allowed, now) {
            Ok((remaining, reset_in)) => {
                Ok(Some(Standing { bucket: opaque(&bucket), limit: allowed.limit, remaining, reset_in }))
            }
            Err(wait) => Err(ApiError::too_many(wait.as_secs_f64(), false, 0)),
        }
    }

    /// Counts something that is rationed apart from its bucket: renaming a channel, editing what is old.
    pub(crate) fn ration(&self, what: &str, limit: u32, window: Duration, code: u32) -> Result<(), ApiError> {
        if !self.is_on() {
            return Ok(());
        }
        let allowed = Allowance { name: "ration", limit, window };
        take(&mut self.windows.lock(), format!("ration:{what}"), allowed, Instant::now())
            .map(|_| ())
            .map_err(|wait| ApiError::too_many(wait.as_secs_f64(), false, code))
    }
}

/// Routes without a bucket of their own have one each.
fn bucket_key(name: &str, method: &Method, route: &str) -> String {
    if name == "other" { format!("{method} {route}") } else { name.to_owned() }
}

/// Takes one out of a window: how many are left and when it begins anew, or how long to wait.
fn take(
    windows: &mut HashMap<String, Window>,
    key: String,
    allowed: Allowance,
    now: Instant,
) -> Result<(u32, Duration), Duration> {
    let window = windows.entry(key).or_insert(Window { began: now, used: 0 });
    if now.duration_since(window.began) >= allowed.window {
        *window = Window { began: now, used: 0 };
    }
    let left = allowed.window.saturating_sub(now.duration_since(window.began));
    if window.used >= allowed.limit {
        return Err(left);
    }
    window.used += 1;
    Ok((allowed.limit - window.used, left))
}

impl Standing {
    /// The headers by which a library foresees its limits.
    pub(crate) fn write(&self, headers: &mut HeaderMap) {
        let reset = chrono::Utc::now() + self.reset_in;
        // The same bucket in another place has the same name: the place is the caller's to add.
        let pairs = [
            ("x-ratelimit-limit", self.limit.to_string()),
            ("x-ratelimit-remaining", self.remaining.to_string()),
            ("x-ratelimit-reset", format!("{}.{:03}", reset.timestamp(), reset.timestamp_subsec_millis())),
            ("x-ratelimit-reset-after", format!("{:.3}", self.reset_in.as_secs_f64())),
            ("x-ratelimit-bucket", self.bucket.clone()),
        ];
        for (name, value) in pairs {
            if let Ok(value) = HeaderValue::from_str(&value) {
                headers.insert(HeaderName::from_static(name), value);
            }
        }
    }
}

/// An opaque name, as Discord's buckets have.
fn opaque(name: &str) -> String {
    let sum = name
        .bytes()
        .fold(7_u64, |sum, byte| sum.wrapping_mul(1_099_511_628_211).wrapping_add(u64::from(byte)));
    format!("{sum:016x}")
}
