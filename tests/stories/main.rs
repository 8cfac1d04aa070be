//! Stories: people type and press, the clock is turned, and what each of them sees is checked. One file for
//! each capability.

#![expect(clippy::expect_used, clippy::panic, reason = "a story that cannot go on fails where it stands")]
#![expect(clippy::disallowed_methods, reason = "who watches the desk waits in the machine's own time")]

mod agents;
mod alarms;
mod answers;
mod as_one;
mod at_once;
mod away;
mod booking;
mod bookkeeping;
mod calendars;
mod clock;
mod contract;
mod customers;
mod declared;
mod discord_away;
mod doctor;
mod expert_help;
mod experts;
mod export_links;
mod exporting;
mod files;
mod inbox;
mod incidents;
mod isolation;
mod jumps;
mod ledger;
mod lost;
mod maintenance;
mod moments;
mod moving;
mod near;
mod notes;
mod on_call;
mod opening;
mod others;
mod outbox;
mod p1;
mod paging;
mod picker;
mod play;
mod read_back;
mod receipts;
mod refused;
mod reliability;
mod report;
mod retention;
mod rights;
mod roles;
mod said_once;
mod sessions;
mod speaking;
mod talking;
mod tickets;
mod two_platforms;
mod typed;
mod unused;
mod upgrades;
mod windows;
mod words;
mod world;
mod years;
