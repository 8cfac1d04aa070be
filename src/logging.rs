//! The log: what is written to it, and what never is, whatever is asked for.
//!
//! Other crates say below the level of a warning what they send and receive: frames with the token in them,
//! bodies with what people wrote. None of that is logged, and neither is what this one says of an address but
//! its host.

use std::{
    borrow::Cow,
    io::{self, IsTerminal, Write, stderr},
    panic::PanicHookInfo,
};

use tokio::task::JoinError;
use tracing::{Level, Metadata};
use tracing_subscriber::{
    Layer, Registry,
    filter::{FilterExt, filter_fn},
    fmt::MakeWriter,
    layer::SubscriberExt,
    util::SubscriberInitExt,
};

use crate::config::{self, LogFormat, LogUsual, WrongSetting};

/// The part of the library that prints the gateway's frames even as a warning. What it says of connections,
/// the desk says in lines of its own.
const FRAMES: &str = "serenity::gateway";

/// What stands in the place of what is not shown.
const HIDDEN: &str = "…";

/// The one host whose paths tell something, and hold no secret but those of [`SECRET_AFTER`].
const DISCORD: &str = "discord.com";

/// After these and a number comes a token, with which one answers in the bot's name.
const SECRET_AFTER: [&str; 2] = ["/interactions/", "/webhooks/"];

/// Begins to log; `heard` listens to every line, also to those that are not logged.
///
/// # Errors
/// When a setting of the log is wrong.
pub fn begin(usual: LogUsual, heard: impl Layer<Registry> + Send + Sync) -> Result<(), WrongSetting> {
    let (filter, format) = (config::log_filter(usual)?, config::log_format()?);
    let out = Out { token: config::bot_token() };
    let lines = tracing_subscriber::fmt::layer().with_writer(out);
    let lines = match format {
        LogFormat::Text => lines.with_ansi(stderr().is_terminal()).boxed(),
        LogFormat::Json => lines.json().boxed(),
    };
    // What is listened to besides is heard whatever is shown.
    let shown = lines.with_filter(filter.and(filter_fn(may_be_logged)));
    tracing_subscriber::registry().with(heard).with(shown).init();
    std::panic::set_hook(Box::new(panicked));
    tracing::trace!("all that was asked for is logged; of other crates warnings alone");
    Ok(())
}

/// Whether something may be logged at all.
fn may_be_logged(what: &Metadata<'_>) -> bool {
    let of = |part: &str| {
        what.target().strip_prefix(part).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
    };
    of("guichet") || (*what.level() <= Level::WARN && !of(FRAMES))
}

/// What is told of a panic: where. What it says may hold a text of a person, unless it was written in the
/// program.
fn panicked(panic: &PanicHookInfo<'_>) {
    let at = panic.location().map(ToString::to_string).unwrap_or_default();
    let why = panic.payload().downcast_ref::<&'static str>().copied().unwrap_or(HIDDEN);
    let trace = std::backtrace::Backtrace::capture().to_string();
    tracing::error!(at, why, trace, "the program broke off in the middle of something");
}

/// What is told of a task that did not end by itself: no more than that, as with a panic.
pub fn broke_off(error: &JoinError) -> &'static str {
    if error.is_panic() { "it broke off" } else { "it was ended" }
}

/// Where lines go.
struct Out {
    token: Option<String>,
}

impl<'a> MakeWriter<'a> for Out {
    type Writer = Line<'a>;

    fn make_writer(&'a self) -> Self::Writer {
        Line { token: self.token.as_deref() }
    }
}

/// A line on its way out.
struct Line<'a> {
    token: Option<&'a str>,
}

impl Write for Line<'_> {
    /// One call is one line: the formatter hands it over whole.
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        let text = String::from_utf8_lossy(line);
        stderr().lock().write_all(shown(&text, self.token).as_bytes())?;
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        stderr().flush()
    }
}

/// A line as it may be seen.
pub fn shown<'a>(line: &'a str, token: Option<&str>) -> Cow<'a, str> {
    let mut shown = Cow::Borrowed(line);
    if shown.contains("://") {
        shown = without_paths(&shown).into();
    }
    for before in SECRET_AFTER {
        if shown.contains(before) {
            shown = without_tokens(&shown, before).into();
        }
    }
    match token.filter(|token| shown.contains(token)) {
        Some(token) => shown.replace(token, HIDDEN).into(),
        None => shown,
    }
}

/// Addresses, except for those of Discord's API, are shown to their host: what follows is a file's name and a
/// signature.
fn without_paths(line: &str) -> String {
    const ENDS: &str = "\"'<>()[]{}|\\`,";
    let mut shown = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(at) = rest.find("://") {
        let (before, address) = rest.split_at(at + 3);
        let end = address.find(|c: char| c.is_whitespace() || ENDS.contains(c)).unwrap_or(address.len());
        let (address, after) = address.split_at(end);
        let (host, path) = address.split_at(address.find(['/', '?', '#']).unwrap_or(address.len()));
        let host = host.rsplit('@').next().unwrap_or_default();
        shown.extend([before, host]);
        if host == DISCORD {
            let (path, hidden) = path.split_at(path.find(['?', '#']).unwrap_or(path.len()));
            shown.extend([path, if hidden.is_empty() { "" } else { HIDDEN }]);
        } else if path.len() > 1 {
            shown.extend(["/", HIDDEN]);
        } else {
            shown.push_str(path);
        }
        rest = after;
    }
    shown.push_str(rest);
    shown
}

fn without_tokens(line: &str, before: &str) -> String {
    let mut shown = String::with_capacity(line.len());
    let mut parts = line.split(before);
    shown.extend(parts.next());
    for part in parts {
        shown.push_str(before);
        let number = part.find(|c: char| !c.is_ascii_digit()).unwrap_or(part.len());
        let (number, rest) = part.split_at(number);
        shown.push_str(number);
        let Some(token) = rest.strip_prefix('/') else {
            shown.push_str(rest);
            continue;
        };
        let end = token
            .find(|c: char| !c.is_ascii_alphanumeric() && !"-_.~%=+:".contains(c))
            .unwrap_or(token.len());
        shown.extend(["/", HIDDEN, token.get(end..).unwrap_or_default()]);
    }
    shown
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::plain("the desk is open row=12", "the desk is open row=12")]
    #[case::an_answer(
        "error sending request for url (https://discord.com/api/v10/interactions/12/aW50-x_Y.z/callback): closed",
        "error sending request for url (https://discord.com/api/v10/interactions/12/…/callback): closed"
    )]
    #[case::a_later_answer(
        "https://discord.com/api/v10/webhooks/7/aW50/messages/@original?wait=true done",
        "https://discord.com/api/v10/webhooks/7/…/messages/@original… done"
    )]
    #[case::without_its_host("POST /interactions/12/aW50/callback", "POST /interactions/12/…/callback")]
    #[case::a_file(
        "for url (https://cdn.discordapp.com/attachments/1/2/secret%20plan.pdf?ex=1&hm=ab), twice",
        "for url (https://cdn.discordapp.com/…), twice"
    )]
    #[case::in_json(
        r#"{"error":"(https://cdn.discordapp.com/a.png)"}"#,
        r#"{"error":"(https://cdn.discordapp.com/…)"}"#
    )]
    #[case::a_name_and_a_word("https://me:word@example.com/", "https://example.com/")]
    #[case::a_channel(
        "(https://discord.com/api/v10/channels/1/messages)",
        "(https://discord.com/api/v10/channels/1/messages)"
    )]
    #[case::the_token("Bot MTIz.abc.def said", "Bot … said")]
    fn no_secret_is_shown(#[case] line: &str, #[case] as_seen: &str) {
        assert_eq!(shown(line, Some("MTIz.abc.def")), as_seen);
    }
}
