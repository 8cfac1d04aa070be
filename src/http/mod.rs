//! The door for machines: `/healthz` (the process lives), `/readyz` (the database answers, every loop is at
//! work and the gateway is served), `/metrics` (figures, in Prometheus' form), calendars, exports, `/a/…`
//! (the page of an alarm) and `/pagerduty/…` (what people did there). Figures are for the machine itself, or
//! have a door of their own.

mod alarms;
pub mod calendars;
mod door;
mod doors;
pub mod exports;
pub mod figures;
mod health;
mod known;
mod pagerduty;
mod patient;

pub use self::{doors::Doors, known::Door};
