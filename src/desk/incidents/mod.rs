//! Major incidents: declared by staff, told to the channels that hear of their platform and in the threads of
//! their tickets, which are restored with them.

mod declare;
mod export;
pub mod file;
mod go_on;
mod look;
mod of_month;
pub mod p1_facts;
mod record;
mod reminder;
mod tell;
mod tickets;
mod word;

pub use self::{
    declare::{Declared, NewIncident},
    export::IncidentExport,
    file::IncidentFile,
    go_on::{IncidentUpdate, Told},
    look::{IncidentShown, TiedTicket},
    of_month::{MonthIncident, of_month},
    record::TEXT_MOST,
    word::{Word, WordDue},
};
