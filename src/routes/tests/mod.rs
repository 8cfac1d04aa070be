//! Alarms sent to receivers on this machine: what arrives there, and what their answers mean.

mod answers;
mod bodies;
mod mails;
mod receiver;
mod sample;
mod smtp;
