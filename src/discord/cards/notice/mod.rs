//! What channels are told of a maintenance window: before it, while it goes on, after it, and when it is changed.

use anyhow::Result;
use chrono::{DateTime, Utc};

use crate::{
    desk::maintenance::{self, Asked, Facts, News, Original},
    discord::{
        Face,
        card::{Card, Tone},
        markdown::{moment, plain, relative},
        sender::Plan,
    },
    rules::{
        ids::{ChannelId, WindowId},
        language::Language,
        offer::{Lead, Offer},
        window::{Change, Occasion, Occurrence},
    },
    store::window::{Changed, Texts, Window},
    words,
};

const MINUTES_AN_HOUR: u32 = 60;

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
    #[must_use]
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
                words!(language, "notice-after-cancel")
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

    fn headline(&self, language: Language) -> (String, Tone) {
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

    fn changed(&self, card: Card, changed: &Changed, language: Language) -> Card {
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
    #[must_use]
    pub fn render(&self, language: Language) -> Card {
        let Self { original, offer } = self;
        let platform = platform(offer, &original.window.platform, language);
        let title = words!(language, "notice-outdated", platform = platform);
        let body = format!("{}\n{}", struck(&original.was), words!(language, "notice-outdated-see"));
        Card::framed(title, body, Tone::Past)
    }
}

/// What is to be done on Discord for a notice.
///
/// # Errors
/// When the facts cannot be read.
pub async fn plan(
    face: &Face,
    asked: &Asked<'_>,
    channel: Option<ChannelId>,
    language: Language,
) -> Result<Plan> {
    let Some(channel) = channel else { return Ok(Plan::Nothing) };
    let (now, offer) = (face.desk.clock.now(), &face.desk.offer);
    let facts = {
        let mut conn = face.desk.store.read().await?;
        maintenance::facts(&mut conn, offer, asked, channel, now).await?
    };
    let Some(facts) = facts else { return Ok(Plan::Nothing) };
    let card = Notice { facts: &facts, offer, now }.render(language);
    Ok(match facts.reply_to {
        Some(standing) => Plan::Reply(standing.message, card),
        None => Plan::Post(card),
    })
}

/// What is to be done on Discord for a notice that is out of date.
///
/// # Errors
/// When the facts cannot be read.
pub async fn plan_outdated(
    face: &Face,
    notice: (WindowId, i64, &Occasion),
    channel: Option<ChannelId>,
    language: Language,
) -> Result<Plan> {
    let Some(channel) = channel else { return Ok(Plan::Nothing) };
    let mut conn = face.desk.store.read().await?;
    Ok(match maintenance::original(&mut conn, notice, channel).await? {
        Some(original) => {
            let card = Outdated { original: &original, offer: &face.desk.offer }.render(language);
            Plan::Edit(original.standing.channel, original.standing.message, card)
        }
        None => Plan::Nothing,
    })
}

fn change_headline(changed: &Changed, language: Language) -> (String, Tone) {
    match changed.change {
        Change::Added => (words!(language, "notice-first"), Tone::Plain),
        Change::Moved => (words!(language, "notice-moved"), Tone::Warning),
        Change::Extended => (words!(language, "notice-extended"), Tone::Warning),
        Change::Cancelled if changed.was.is_some_and(|was| was.is_on(changed.at)) => {
            (words!(language, "notice-broken-off"), Tone::Good)
        }
        Change::Cancelled => (words!(language, "notice-cancelled"), Tone::Good),
    }
}

/// When a window is, as two facts: what is near is told as seen from now too.
#[must_use]
pub fn place(card: Card, place: &Occurrence, now: DateTime<Utc>, language: Language) -> Card {
    let (mut start, mut end) = (moment(place.starts_at), moment(place.ends_at));
    if !place.is_over(now) {
        let (text, next) =
            if place.is_on(now) { (&mut end, place.ends_at) } else { (&mut start, place.starts_at) };
        *text = format!("{text} ({})", relative(next));
    }
    card.fact(words!(language, "fact-window-start"), start).fact(words!(language, "fact-window-end"), end)
}

/// When a window is, in one line.
#[must_use]
pub fn range(place: &Occurrence) -> String {
    format!("{} – {}", moment(place.starts_at), moment(place.ends_at))
}

fn struck(place: &Occurrence) -> String {
    format!("~~{}~~", range(place))
}

/// What a platform is called; its key where the offer no longer has it.
#[must_use]
pub fn platform(offer: &Offer, key: &str, language: Language) -> String {
    plain(offer.platform(key).map_or(key, |platform| platform.label.get(language)))
}

/// What staff or the offer say of a window, in a language; where it is missing, in the other.
#[must_use]
pub fn text(texts: &Texts, language: Language) -> String {
    texts.get(language).map(plain).unwrap_or_default()
}

/// A window in one line.
#[must_use]
pub fn line(window: &Window, offer: &Offer, language: Language) -> String {
    format!("**{}** · {}", platform(offer, &window.platform, language), range(&window.place))
}

#[cfg(test)]
mod tests;
