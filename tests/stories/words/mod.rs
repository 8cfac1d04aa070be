//! The words: that both languages say the same, and that what is used is there.

mod laws;
mod read;
