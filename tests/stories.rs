//! Stories: people type and press, the clock is turned, and what each of them sees is checked. One file for each capability.

mod agents;
mod customers;
mod isolation;
mod opening;
mod words;
mod world;
