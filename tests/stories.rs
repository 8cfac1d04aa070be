//! Stories: people type and press, the clock is turned, and what each of them sees is checked. One file for each capability.

mod customers;
mod isolation;
mod opening;
mod p1;
mod paging;
mod words;
mod world;
