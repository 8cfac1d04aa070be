//! The card of a window's notice.

use chrono::{DateTime, Utc};

use crate::{
    desk::maintenance::{Facts, News, Original},
    discord::{
        cards::said::window::{place, platform, struck, text},
        look::{
            card::{Card, Tone},
            markdown::moment,
        },
    },
    rules::{
        language::Language,
        offer::{Lead, Offer},
        window::Change,
    },
    store::window::Changed,
    words,
};

pub(super) const MINUTES_AN_HOUR: u32 = 60;

/// A notice to post.
#[derive(Debug)]
pub struct Notice<'a> {
    /// What it says.
    pub facts: &'a Facts,
    /// The offer, for the names of platforms.
    pub offer: &'a Offer,
    /// Now, UTC.
    pub now: DateTime<Utc>,
}

impl Notice<'_> {
    /// The message.
    pub fn render(&self, language: Language) -> Card {
        let Self { facts, offer, now } = self;
        let window = &facts.window;
        let (headline, tone) = self.headline(language);
        let platform = platform(offer, &window.platform, language);
        let mut lines = Vec::new();
        if let Some(at) = facts.late_since {
            lines.push(words!(language, "notice-late", at = moment(at)));
        }
        lines.push(match &facts.news {
            News::Stage(Lead::End) => words!(language, "notice-after-end"),
            News::Changed(changed) if changed.change == Change::Cancelled => {
                words!(
                    language,
                    if ended_early(changed) { "notice-after-broken-off" } else { "notice-after-cancel" }
                )
            }
            News::Stage(_) | News::First | News::Changed(_) => text(&window.impact, language),
        });
        lines.retain(|line| !line.is_empty());
        let card = Card::framed(format!("{headline} · {platform}"), lines.join("\n"), tone);
        match &facts.news {
            News::Stage(_) | News::First => place(card, &window.place, *now, language)
                .fact(words!(language, "fact-window-reason"), text(&window.reason, language)),
            News::Changed(changed) => self.changed(card, changed, language),
        }
    }

    pub(super) fn headline(&self, language: Language) -> (String, Tone) {
        let Self { facts, now, .. } = self;
        match &facts.news {
            News::Stage(Lead::Start) => (words!(language, "notice-start"), Tone::Warning),
            News::Stage(Lead::End) => (words!(language, "notice-end"), Tone::Good),
            // Said late, "tomorrow" and "in an hour" are no longer so.
            News::Stage(Lead::DaysBefore { .. } | Lead::MinutesBefore { .. })
                if facts.late_since.is_some() =>
            {
                (words!(language, "notice-soon"), Tone::Warning)
            }
            News::Stage(Lead::DaysBefore { days, .. }) => {
                (words!(language, "notice-days", days = *days), Tone::Plain)
            }
            News::Stage(Lead::MinutesBefore { minutes }) if minutes % MINUTES_AN_HOUR == 0 => {
                (words!(language, "notice-hours", hours = minutes / MINUTES_AN_HOUR), Tone::Warning)
            }
            News::Stage(Lead::MinutesBefore { minutes }) => {
                (words!(language, "notice-minutes", minutes = *minutes), Tone::Warning)
            }
            News::First if facts.window.place.is_on(*now) => {
                (words!(language, "notice-going-on"), Tone::Warning)
            }
            News::First => (words!(language, "notice-first"), Tone::Plain),
            News::Changed(changed) => change_headline(changed, language),
        }
    }

    pub(super) fn changed(&self, card: Card, changed: &Changed, language: Language) -> Card {
        let window = &self.facts.window;
        let card = match changed.change {
            Change::Cancelled => card,
            Change::Added | Change::Moved | Change::Extended => {
                place(card, &window.place, self.now, language)
            }
        };
        card.fact(
            words!(language, "fact-window-was"),
            changed.was.map(|was| struck(&was)).unwrap_or_default(),
        )
        .fact(words!(language, "fact-window-reason"), text(&changed.reason, language))
    }
}

/// A notice that says that it is out of date.
#[derive(Debug)]
pub struct Outdated<'a> {
    /// The notice as it was.
    pub original: &'a Original,
    /// The offer, for the names of platforms.
    pub offer: &'a Offer,
}

impl Outdated<'_> {
    /// The message as it is from now on.
    pub fn render(&self, language: Language) -> Card {
        let Self { original, offer } = self;
        let platform = platform(offer, &original.window.platform, language);
        let title = words!(language, "notice-outdated", platform = platform);
        let body = format!("{}\n{}", struck(&original.was), words!(language, "notice-outdated-see"));
        Card::framed(title, body, Tone::Past)
    }
}

/// Whether a window that was cancelled had begun.
fn ended_early(changed: &Changed) -> bool {
    changed.was.is_some_and(|was| was.is_on(changed.at))
}

pub(super) fn change_headline(changed: &Changed, language: Language) -> (String, Tone) {
    match changed.change {
        Change::Added => (words!(language, "notice-first"), Tone::Plain),
        Change::Moved => (words!(language, "notice-moved"), Tone::Warning),
        Change::Extended => (words!(language, "notice-extended"), Tone::Warning),
        Change::Cancelled if ended_early(changed) => (words!(language, "notice-broken-off"), Tone::Good),
        Change::Cancelled => (words!(language, "notice-cancelled"), Tone::Good),
    }
}
