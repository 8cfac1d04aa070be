//! Cards: what each message shows. A letter's facts are read now, so that what is said is true when it is
//! said.

pub mod audit;
pub mod board;
pub mod clock;
pub mod contract;
pub mod customer;
pub mod doctor;
pub mod effect;
pub mod escalate;
pub mod expert_help;
pub mod expertise;
pub mod help;
pub mod hours;
pub mod incident;
pub mod incident_proposed;
pub mod incident_shown;
pub mod level;
pub mod messages;
pub mod notice;
pub mod on_call;
pub mod p1;
pub mod page;
pub mod pages;
pub mod receipts;
pub mod report;
pub mod said;
pub mod session;
pub mod session_calendar;
pub mod session_note;
pub mod setup;
pub mod ticket;
pub mod ticket_list;
pub mod ticket_shown;
pub mod unused;
pub mod window;

#[cfg(test)]
mod tests;
