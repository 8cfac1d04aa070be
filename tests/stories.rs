//! Stories: people type and press, the clock is turned, and what each of them sees is checked. One file for each capability.

mod customers;
mod isolation;
mod opening;
#[cfg(feature = "sandbox")]
mod play;
mod words;
mod world;
