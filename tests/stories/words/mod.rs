//! The words: that both languages say the same, that what is used is there, how they are set, and one page of
//! every text as people read it.

mod laws;
mod page;
mod read;
mod sample;
mod voice;
