//! What the bot asked of the sandbox, and what was refused.

use std::{collections::HashMap, time::Instant};

use chrono::{DateTime, Utc};
use parking_lot::Mutex;

/// A request of the bot.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Request {
    /// `GET`, `POST` and so on.
    pub method: String,
    /// The route with its parameters by name: `/channels/{channel}/messages`.
    pub route: String,
    /// The path as it came, without the version: `/channels/42/messages`.
    pub path: String,
    /// The status that it was answered with; none where the connection was cut.
    pub status: Option<u16>,
    /// The sandbox's clock at its arrival.
    pub at: DateTime<Utc>,
    /// Real time from its arrival to its answer, in milliseconds.
    pub took_ms: u64,
}

/// A request that was answered with a 4xx.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Refused {
    /// `GET`, `POST` and so on.
    pub method: String,
    /// The path as it came, without the version.
    pub path: String,
    /// The HTTP status.
    pub status: u16,
    /// Discord's own code: 50035 and the like; 0 where it has none.
    pub code: u32,
    /// Discord's words.
    pub message: String,
    /// The body of the request, shortened.
    pub body: String,
}

/// The longest part of a refused body that is kept, in bytes.
const KEPT: usize = 4000;

#[derive(Debug, Default)]
pub(crate) struct Log {
    inner: Mutex<Inner>,
}

#[derive(Debug, Default)]
struct Inner {
    requests: Vec<Request>,
    refused: Vec<Refused>,
    limited: usize,
    failures: Vec<String>,
    /// How often each route was used.
    counts: HashMap<String, usize>,
}

impl Log {
    pub(crate) fn request(&self, request: Request) {
        let mut inner = self.inner.lock();
        *inner.counts.entry(format!("{} {}", request.method, request.route)).or_default() += 1;
        if request.status == Some(429) {
            inner.limited += 1;
        }
        inner.requests.push(request);
    }

    pub(crate) fn refused(&self, mut refused: Refused) {
        if refused.body.len() > KEPT {
            let cut = (0..=KEPT).rev().find(|at| refused.body.is_char_boundary(*at)).unwrap_or(0);
            refused.body.truncate(cut);
            refused.body.push('…');
        }
        self.inner.lock().refused.push(refused);
    }

    /// An interaction that the bot left without an answer.
    pub(crate) fn failed(&self, what: String) {
        self.inner.lock().failures.push(what);
    }

    pub(crate) fn requests(&self) -> Vec<Request> {
        self.inner.lock().requests.clone()
    }

    /// The last `limit` requests, the newest first.
    pub(crate) fn newest(&self, limit: usize) -> Vec<Request> {
        self.inner.lock().requests.iter().rev().take(limit).cloned().collect()
    }

    /// How many requests there were.
    pub(crate) fn total(&self) -> usize {
        self.inner.lock().requests.len()
    }

    pub(crate) fn all_refused(&self) -> Vec<Refused> {
        self.inner.lock().refused.clone()
    }

    pub(crate) fn take_refused(&self, code: u32) -> Option<Refused> {
        let mut inner = self.inner.lock();
        let at = inner.refused.iter().position(|one| one.code == code)?;
        Some(inner.refused.remove(at))
    }

    pub(crate) fn failures(&self) -> Vec<String> {
        self.inner.lock().failures.clone()
    }

    pub(crate) fn take_failure(&self) -> Option<String> {
        self.inner.lock().failures.pop()
    }

    pub(crate) fn limited(&self) -> usize {
        self.inner.lock().limited
    }

    pub(crate) fn count(&self, method: &str, route: &str) -> usize {
        self.inner.lock().counts.get(&format!("{method} {route}")).copied().unwrap_or(0)
    }
}

/// Milliseconds since `start`.
pub(crate) fn millis_since(start: Instant) -> u64 {
    u64::try_from(start.elapsed().as_millis()).unwrap_or(u64::MAX)
}
