//! What is said outside Discord held against what mail, ntfy, PagerDuty and Standard Webhooks document.

#![expect(clippy::unwrap_used, reason = "a sender that cannot go on fails its test")]

mod faults;
mod hooks;
mod mail;
mod ntfy;
mod pagerduty;
mod sender;
mod smtp;
mod story;
