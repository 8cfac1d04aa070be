//! Calendars, read over HTTPS from addresses that people type: from public ones alone, unless whoever runs
//! the desk says otherwise of a host.

mod public;
mod reader;

pub use self::reader::Reader;
