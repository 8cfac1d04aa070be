//! Major incidents: declared by staff, told to the channels that hear of their platform and in the threads of
//! their tickets, which are restored with them.

mod beside;
mod declare;
mod export;
pub mod file;
mod go_on;
mod look;
mod new_incident;
mod of_month;
mod offered;
pub mod p1_facts;
mod record;
mod reminder;
mod tell;
mod tickets;
mod wave;
mod word;

pub use self::{
    beside::{Beside, Stands},
    declare::Declared,
    export::IncidentExport,
    file::IncidentFile,
    go_on::{IncidentUpdate, Told},
    look::{IncidentShown, TiedTicket},
    new_incident::NewIncident,
    of_month::{MonthIncident, of_month},
    offered::Pressed,
    record::TEXT_MOST,
    wave::Wave,
    word::{Word, WordDue},
};
