//! Major incidents: declared by staff, told to the channels that hear of their platform and in the threads of
//! their tickets, which are restored with them.

mod declare;
pub mod file;
mod go_on;
mod look;
pub mod p1_facts;
mod record;
mod reminder;
mod tell;
mod tickets;
mod word;

pub use self::{
    declare::{Declared, NewIncident},
    file::IncidentFile,
    go_on::{IncidentUpdate, Told},
    look::{IncidentShown, TiedTicket},
    record::TEXT_MOST,
    word::{Word, WordDue},
};
