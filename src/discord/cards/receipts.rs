//! What staff are told of the receipts of notices: those that did not arrive, and for `/window list` every
//! one.

use std::fmt::Write;

use super::said::window::{line, platform, text, wall};
use crate::{
    desk::maintenance::WindowShown,
    discord::look::{
        card::{Card, Tone},
        csv,
        cut::{cut, fitting},
        markdown::{channel, moment, person, plain},
    },
    rules::{
        ids::ChannelId,
        language::Language,
        offer::{Lead, Offer},
        window::{Change, Occasion, State},
    },
    store::{
        receipts::{NoticeReceipt, Overlooked, Refused, Tally},
        window::Changed,
    },
    words,
};
use anyhow::Result;

/// How long one line about a window may be, and how long all of them together, in characters.
const LENGTHS: (usize, usize) = (600, 3_300);

/// How long the reason of a change may be, in characters: the receipts follow it.
const REASON: usize = 200;

/// How long an error of Discord's may be, in characters.
const ERROR: usize = 120;

const MINUTES_AN_HOUR: u32 = 60;

/// The first line of a table.
const COLUMNS: [&str; 14] = [
    "window", "platform", "place", "state", "revision", "notice", "customer", "channel", "outcome", "queued",
    "said", "attempts", "error", "message",
];

/// Notices that did not arrive, with their mends.
#[derive(Debug)]
pub struct Unheard<'a> {
    /// Those that were not queued when they were due.
    pub overlooked: &'a [Overlooked],
    /// Those that Discord refused.
    pub refused: &'a [Refused],
    /// How many there are besides.
    pub more: usize,
}

impl Unheard<'_> {
    /// The message to staff.
    pub fn render(&self, language: Language) -> Card {
        let overlooked = self.overlooked.iter().map(|missing| {
            words!(
                language,
                "receipts-overlooked",
                customer = plain(&missing.customer),
                channel = channel(missing.channel),
                start = moment(missing.starts_at),
                mended = if missing.mended { "yes" } else { "no" }
            )
        });
        let refused = self.refused.iter().map(|refused| {
            words!(
                language,
                "receipts-refused",
                customer = plain(&refused.customer),
                channel = channel(refused.channel),
                start = moment(refused.starts_at),
                mend = mend(&refused.error, language)
            )
        });
        let lines: Vec<String> = overlooked.chain(refused).collect();
        let (mut body, shown) = short(&lines);
        let left = lines.len() - shown;
        let more = self.more + left;
        if more > 0 {
            body.push('\n');
            body.push_str(&words!(language, "receipts-more", count = more));
        }
        Card::framed(words!(language, "receipts-title"), body, Tone::Warning)
    }
}

/// What to do about a refusal, by Discord's code.
fn mend(error: &str, language: Language) -> String {
    match error.split(' ').next() {
        Some("10003" | "10004") => words!(language, "receipts-mend-gone"),
        Some("50001") => words!(language, "receipts-mend-view"),
        Some("50013") => words!(language, "receipts-mend-send"),
        _ => words!(language, "receipts-mend-other", error = plain(&cut(error, ERROR))),
    }
}

/// As many lines as fit, none of them too long, and how many they are.
fn short(lines: &[String]) -> (String, usize) {
    let (longest, room) = LENGTHS;
    fitting(&lines.iter().map(|line| cut(line, longest)).collect::<Vec<_>>(), room)
}

/// Windows and what was announced of them, for staff.
pub struct Announced<'a> {
    /// The windows, the earliest first.
    pub windows: &'a [WindowShown],
    /// The offer, for the names of platforms.
    pub offer: &'a Offer,
    /// What a channel is called: a mention says nothing to anyone outside its server.
    pub names: &'a dyn Fn(ChannelId) -> Option<String>,
}

impl Announced<'_> {
    /// The answer: a line for each kind of notice, and a file with every receipt.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn render(&self, language: Language) -> Result<Card> {
        if self.windows.is_empty() {
            return Ok(Card::line(words!(language, "window-list-none")));
        }
        let lines: Vec<String> = self.windows.iter().map(|told| self.window(told, language)).collect();
        let (body, _) = short(&lines);
        let mut card = Card::framed(words!(language, "window-list"), body, Tone::Plain);
        card.footer = words!(language, "window-list-file");
        Ok(card.file("windows.csv", self.table(language)?))
    }

    fn window(&self, told: &WindowShown, language: Language) -> String {
        let mut text = line(&told.window, self.offer, language);
        if told.window.state == State::Cancelled {
            text = format!("~~{text}~~ {}", words!(language, "window-list-cancelled"));
        }
        if let Some(changed) = &told.changed {
            let _ = write!(text, "\n└ {}", change(changed, language));
        }
        for tally in &told.tallies {
            let _ = write!(text, "\n└ {}", summary(tally, self.offer, language));
        }
        text
    }

    /// Every receipt as a table that spreadsheets read.
    fn table(&self, language: Language) -> Result<Vec<u8>> {
        let calendar = &self.offer.calendar;
        let local = |at: chrono::DateTime<chrono::Utc>| {
            format!("{} {}", calendar.local(at).format("%Y-%m-%d %H:%M:%S"), calendar.zone)
        };
        let mut rows = vec![COLUMNS.map(str::to_owned).to_vec()];
        for told in self.windows {
            let window = &told.window;
            let head = || {
                [
                    window.id.to_string(),
                    platform(self.offer, &window.platform, language),
                    wall(&window.place, calendar),
                    window.state.as_str().to_owned(),
                ]
            };
            if told.receipts.is_empty() {
                let empty = std::iter::repeat_n(String::new(), COLUMNS.len() - head().len());
                rows.push(head().into_iter().chain(empty).collect());
            }
            for receipt in &told.receipts {
                let name = (self.names)(receipt.channel).map(|name| format!("#{name}"));
                let rest = [
                    receipt.revision.to_string(),
                    receipt.occasion.to_string(),
                    receipt.customer.clone(),
                    name.unwrap_or_else(|| receipt.channel.to_string()),
                    receipt.state.clone(),
                    local(receipt.made_at),
                    receipt.sent_at.map(local).unwrap_or_default(),
                    receipt.attempts.to_string(),
                    receipt.error.clone().unwrap_or_default(),
                    link(receipt).unwrap_or_default(),
                ];
                rows.push(head().into_iter().chain(rest).collect());
            }
        }
        csv::csv(rows, language)
    }
}

fn summary(tally: &Tally, offer: &Offer, language: Language) -> String {
    words!(
        language,
        "window-list-notice",
        notice = occasion_word(&tally.occasion, offer, language),
        told = tally.told,
        waiting = tally.waiting,
        refused = tally.refused,
        useless = tally.useless
    )
}

fn occasion_word(occasion: &Occasion, offer: &Offer, language: Language) -> String {
    match occasion {
        // A stage that the offer no longer has is known by its key alone.
        Occasion::Stage(key) => {
            offer.stage(key).map_or_else(|| format!("`{key}`"), |stage| lead_word(stage.lead, language))
        }
        Occasion::Changed(change) => change_word(*change, language),
        Occasion::Linked(_) => words!(language, "window-list-linked"),
    }
}

/// How long before a window a stage is told.
fn lead_word(lead: Lead, language: Language) -> String {
    match lead {
        Lead::DaysBefore { days, .. } => words!(language, "window-list-days", days = days),
        Lead::MinutesBefore { minutes } if minutes % MINUTES_AN_HOUR == 0 => {
            words!(language, "window-list-hours", hours = minutes / MINUTES_AN_HOUR)
        }
        Lead::MinutesBefore { minutes } => words!(language, "window-list-minutes", minutes = minutes),
        Lead::Start => words!(language, "window-list-start"),
        Lead::End => words!(language, "window-list-end"),
    }
}

fn change_word(change: Change, language: Language) -> String {
    match change {
        Change::Added => words!(language, "window-list-added"),
        Change::Moved => words!(language, "window-list-moved"),
        Change::Extended => words!(language, "window-list-extended"),
        Change::Cancelled => words!(language, "window-list-cancelled"),
    }
}

fn change(changed: &Changed, language: Language) -> String {
    words!(
        language,
        "window-list-changed",
        change = change_word(changed.change, language),
        who = person(changed.by),
        reason = cut(&text(&changed.reason, language), REASON)
    )
}

/// Where a notice stands.
fn link(receipt: &NoticeReceipt) -> Option<String> {
    let message = receipt.message?;
    Some(format!("https://discord.com/channels/{}/{}/{message}", receipt.guild, receipt.channel))
}
