//! Stories: people type and press, the clock is turned, and what each of them sees is checked. One file for each capability.

mod customers;
mod isolation;
mod maintenance;
mod opening;
mod windows;
mod words;
mod world;
