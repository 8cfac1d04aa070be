//! What every card shows, in both languages, held against `snapshots/`.

pub(super) mod facts;
mod sessions;
mod sheet;
mod tickets;

mod audit;
mod board;
mod clock;
mod contract;
mod customer;
mod doctor;
mod escalate;
mod expert_help;
mod expertise;
mod expertise_refusal;
mod help;
mod hours;
mod incident;
mod incident_proposed;
mod incident_shown;
mod level;
mod messages;
mod notice;
mod on_call;
mod p1;
mod page;
mod pages;
mod receipts;
pub(super) mod report;
mod session;
mod setup;
mod ticket;
mod ticket_list;
mod unused;
mod window;
