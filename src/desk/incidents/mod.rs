//! Major incidents: declared by staff, told to the channels that hear of their platform and in the threads of
//! their tickets, which are restored with them.

mod beside;
mod declare;
pub mod file;
mod go_on;
mod look;
mod new_incident;
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
    file::IncidentFile,
    go_on::{IncidentUpdate, Told},
    look::{IncidentShown, TiedTicket},
    new_incident::NewIncident,
    offered::Pressed,
    record::TEXT_MOST,
    wave::Wave,
    word::{Word, WordDue},
};
