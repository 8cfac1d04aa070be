//! Every line of SQL, a file for each family of tables; rows come out typed.
//!
//! One connection writes and several read (WAL). A function takes the connection it works on, so that the
//! caller decides what is one transaction; it answers one question or makes one change, and says which rows
//! it leaves out.
//!
//! A limit is written `0 + ?`: SQLite's planner looks at the value of a bare one, and would then plan the
//! statement anew at each use.

pub mod agenda;
pub mod alarm;
pub mod alarm_link;
pub mod attachment;
pub mod audit;
pub mod cache;
pub mod code;
pub mod codec;
pub mod commit;
mod connections;
pub mod contract;
pub mod customer;
mod database;
pub mod desk;
pub mod doctor;
pub mod draft;
pub mod expert;
pub mod expert_help;
pub mod export_link;
pub mod figures;
pub mod file;
pub mod find;
pub mod hours;
pub mod inbox;
pub mod incident;
pub mod incident_integrity;
pub mod incident_report;
pub mod incident_wave;
pub mod incident_word;
pub mod integrity;
pub mod interaction;
pub mod left;
pub mod messages;
pub mod notice;
pub mod on_call;
pub mod open;
pub mod outbox;
pub mod p1;
pub mod place;
pub mod prefix;
pub mod reading;
pub mod receipts;
pub mod report;
pub mod retention;
mod schema;
pub mod session;
pub mod ticket;
mod update;
pub mod waiting;
pub mod who;
pub mod window;

pub use self::{
    connections::{Conn, Reading, Tx},
    database::Store,
    schema::MIGRATIONS,
};
