//! What is printed, and arguments that are wrong.

use std::{
    io::{Write, stdout},
    path::Path,
};

/// A file that was named and cannot be the one that is meant: the program ends with 2 and this line.
#[derive(Debug, thiserror::Error)]
#[error("{file} {problem}")]
pub(super) struct WrongArgument {
    pub(super) file: String,
    pub(super) problem: &'static str,
}

impl WrongArgument {
    pub(super) fn new(file: &Path, problem: &'static str) -> Self {
        Self { file: file.display().to_string(), problem }
    }
}

/// Prints a line of a command's result.
pub(super) fn print(line: &str) -> std::io::Result<()> {
    writeln!(stdout(), "{line}")
}

/// So many of something, in words.
pub(super) fn counted(count: usize, one: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {one}s") }
}
