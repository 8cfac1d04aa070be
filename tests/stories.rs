//! Stories: people type and press, the clock is turned, and what each of them sees is checked. One file for each capability.

mod booking;
mod customers;
mod experts;
mod isolation;
mod ledger;
mod opening;
mod sessions;
mod words;
mod world;
