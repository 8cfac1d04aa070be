//! What `/desk doctor` answers.

use std::fmt::Write;

use crate::{
    discord::look::{
        card::{Card, Tone},
        cut::{cut, fitting},
    },
    rules::{calendar::Calendar, ids::ChannelId, language::Language},
    words,
};
use chrono::DateTime;

/// How long one finding may be, and how long all of them together, in characters.
const LENGTHS: (usize, usize) = (400, 3_300);

/// From how many on findings that are alike share one line.
const ALIKE: usize = 3;

/// How many of those that share a line are named in it.
const NAMED: usize = 5;

/// What findings have in common, what is worst first: in this order they are told.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Kind {
    /// A channel of the staff's in which nothing may be said.
    Shut,
    /// Messages that were refused and wait, by Discord's code.
    Refused(String),
    /// Messages that never arrived, by Discord's code.
    Failed(String),
    /// Messages that wait, by Discord's code.
    Late(String),
    /// A ticket that nobody of its team can see.
    Unheard,
    /// Tickets whose thread could not be started.
    Threadless,
    /// Promises that are overdue.
    Overdue,
    /// The desk itself: what it reads, its set-up, its own channels and roles.
    Desk,
    /// What the bot may not do in a channel that speaks for a customer.
    Rights,
    /// What calendars of on call leave open.
    OnCall,
    /// Experts who lost the role.
    Experts,
    /// A customer's channel that is gone.
    ChannelGone,
    /// A customer without a channel.
    Unreachable,
    /// A customer without a manager.
    Unmanaged,
}

impl Kind {
    /// The words for several of a kind, where they can share a line.
    fn together(&self) -> Option<&'static str> {
        match self {
            Self::Failed(_) => Some("doctor-failed-alike"),
            Self::Late(_) => Some("doctor-late-alike"),
            Self::Refused(_) => Some("doctor-refused-alike"),
            Self::ChannelGone => Some("doctor-channel-gone-alike"),
            Self::Unreachable => Some("doctor-unreachable-alike"),
            Self::Unmanaged => Some("doctor-unmanaged-alike"),
            Self::Unheard => Some("doctor-unheard-alike"),
            Self::Shut
            | Self::Threadless
            | Self::Overdue
            | Self::Desk
            | Self::Rights
            | Self::OnCall
            | Self::Experts => None,
        }
    }
}

/// Something that is wrong.
#[derive(Clone, Debug)]
pub struct Finding {
    /// What it has in common with others.
    pub kind: Kind,
    /// Whom or what it is about, where it may share a line.
    pub about: String,
    /// What is wrong, with its mend.
    pub line: String,
}

impl Finding {
    /// A finding that shares its line with no other.
    pub fn alone(kind: Kind, line: String) -> Self {
        Self { kind, about: String::new(), line }
    }
}

/// What is wrong.
pub struct Findings<'a> {
    /// Each finding with its mend.
    pub all: Vec<Finding>,
    /// What a channel is called, for the file, where a mention says nothing.
    pub names: &'a dyn Fn(ChannelId) -> Option<String>,
    /// The desk's calendar, for moments in the file.
    pub calendar: &'a Calendar,
}

impl Findings<'_> {
    /// The answer: what is not delivered first, a line for those that are alike; all of them as a file where
    /// the lines do not say it all.
    pub fn render(mut self, language: Language) -> Card {
        if self.all.is_empty() {
            let (title, body) = (words!(language, "doctor-well"), words!(language, "doctor-looked-at"));
            return Card::framed(title, body, Tone::Good);
        }
        self.all.sort_by(|one, other| one.kind.cmp(&other.kind));
        let (longest, room) = LENGTHS;
        let lines = together(&self.all, language);
        let short: Vec<String> = lines.iter().map(|line| format!("• {}", cut(line, longest))).collect();
        let (body, shown) = fitting(&short, room);
        let whole = lines.iter().all(|line| line.chars().count() <= longest);
        let title = words!(language, "doctor-title", count = self.all.len());
        let mut card = Card::framed(title, body, Tone::Warning);
        if whole && shown == self.all.len() {
            return card;
        }
        card.footer = words!(language, "doctor-more");
        card.file("doctor.txt", self.text())
    }

    /// All of them, where nothing is rendered.
    fn text(&self) -> String {
        let mut text = String::new();
        for finding in &self.all {
            let _ = writeln!(text, "- {}", self.readable(&finding.line));
        }
        text
    }

    /// A line as Discord would show it: names for channels, wall time for moments.
    fn readable(&self, line: &str) -> String {
        let line = line.replace("**", "").replace('\\', "");
        let mut parts = line.split('<');
        let mut read = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let tag = part.split_once('>').and_then(|(tag, rest)| Some((self.tag(tag)?, rest)));
            if let Some((shown, rest)) = tag {
                read.push_str(&shown);
                read.push_str(rest);
            } else {
                read.push('<');
                read.push_str(part);
            }
        }
        read
    }

    fn tag(&self, tag: &str) -> Option<String> {
        if let Some(id) = tag.strip_prefix('#') {
            let name = (self.names)(ChannelId::new(id.parse().ok()?));
            return Some(name.map_or_else(|| id.to_owned(), |name| format!("#{name} ({id})")));
        }
        let seconds = tag.strip_prefix("t:")?.split(':').next()?.parse().ok()?;
        let at = self.calendar.local(DateTime::from_timestamp(seconds, 0)?);
        Some(format!("{} {}", at.format("%Y-%m-%d %H:%M"), self.calendar.zone))
    }
}

/// The lines: one for each finding, or for all that are alike.
fn together(all: &[Finding], language: Language) -> Vec<String> {
    let mut lines = Vec::new();
    for alike in all.chunk_by(|one, other| one.kind == other.kind) {
        let shared = alike.first().and_then(|first| first.kind.together());
        match shared.filter(|_| alike.len() >= ALIKE) {
            Some(id) => {
                let error = match &alike[0].kind {
                    Kind::Failed(error) | Kind::Late(error) | Kind::Refused(error) => error.clone(),
                    Kind::Shut
                    | Kind::Unheard
                    | Kind::Threadless
                    | Kind::Overdue
                    | Kind::Desk
                    | Kind::Rights
                    | Kind::OnCall
                    | Kind::Experts
                    | Kind::ChannelGone
                    | Kind::Unreachable
                    | Kind::Unmanaged => String::new(),
                };
                let mut named: Vec<&str> = alike.iter().map(|one| one.about.as_str()).collect();
                named.dedup();
                let others = if named.len() > NAMED { ", …" } else { "" };
                named.truncate(NAMED);
                let named = format!("{}{others}", named.join(", "));
                lines.push(words!(language, id, count = alike.len(), named = named, error = error));
            }
            None => lines.extend(alike.iter().map(|one| one.line.clone())),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::offer::{DEFAULT, Offer};

    /// Hundreds of customers that lack something hide no message that does not arrive: it comes first, they
    /// share a line, and the file has every one.
    #[test]
    fn what_is_not_delivered_comes_first_and_what_is_alike_shares_a_line() {
        let offer = Offer::parse(DEFAULT).unwrap();
        let of = |kind: Kind, about: &str, line: String| Finding { kind, about: about.to_owned(), line };
        let mut all: Vec<Finding> = (0..300)
            .map(|number| {
                let name = format!("**C{number}**");
                of(Kind::Unmanaged, &name, format!("{name} has no manager"))
            })
            .collect();
        all.push(of(
            Kind::Failed("50013".to_owned()),
            "<#7>",
            "Never arrived in <#7> since <t:0:F>".to_owned(),
        ));
        all.push(Finding::alone(Kind::Desk, "The intent is off".to_owned()));
        let names = |channel: ChannelId| (channel.get() == 7).then(|| "lobby".to_owned());
        let findings = Findings { all, names: &names, calendar: &offer.calendar };
        let card = findings.render(Language::En);
        let lines: Vec<&str> = card.body.lines().collect();
        assert_eq!(lines.len(), 3, "{lines:?}");
        assert!(lines[0].contains("Never arrived in <#7>") && lines[1].contains("intent"), "{lines:?}");
        assert!(lines[2].contains("300") && lines[2].contains("**C0**, **C1**"), "{lines:?}");
        assert!(card.title.contains("302"), "{}", card.title);
        let text = String::from_utf8(card.files[0].bytes.clone()).unwrap();
        assert_eq!(text.lines().count(), 302);
        assert!(
            text.starts_with("- Never arrived in #lobby (7) since 1970-01-01 01:00 Europe/Paris\n"),
            "{text}"
        );
        assert!(text.contains("- C299 has no manager\n"));
    }
}
