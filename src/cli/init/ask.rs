//! Questions at a terminal, or to whatever pipes the answers.

use std::io::{IsTerminal, Write, stdin, stdout};

use anyhow::{Context, Result, bail};

/// Asks for a line; blank where only Enter was pressed.
///
/// # Errors
/// When there is no line left to read.
pub(super) fn line(question: &str) -> Result<String> {
    ask(question)?;
    let mut typed = String::new();
    if stdin().read_line(&mut typed).context("reading the answer")? == 0 {
        bail!("the answers ended before the questions; nothing was written");
    }
    Ok(typed.trim().to_owned())
}

/// Asks for something that is not to be seen while it is typed.
///
/// # Errors
/// When there is no line left to read.
pub(super) fn secret(question: &str) -> Result<String> {
    if !stdin().is_terminal() {
        return line(question);
    }
    ask(question)?;
    Ok(rpassword::read_password().context("reading the answer")?.trim().to_owned())
}

fn ask(question: &str) -> Result<()> {
    let mut out = stdout();
    write!(out, "{question} ")?;
    Ok(out.flush()?)
}
