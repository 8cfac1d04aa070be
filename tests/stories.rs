//! Stories: people type and press, the clock is turned, and what each of them sees is checked. One file for each capability.
#![expect(missing_docs, reason = "a story is told by its name")]

mod opening;
mod world;
