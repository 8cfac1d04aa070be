//! `guichet`: arguments, and what they run.

use std::process::ExitCode;

fn main() -> ExitCode {
    guichet::cli::main()
}
