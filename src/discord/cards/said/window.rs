//! A window's words.

use chrono::{DateTime, Utc};

use crate::{
    desk::maintenance::Windows,
    discord::{
        cards::session_calendar::summary,
        look::{
            card::Card,
            markdown::{moment, plain, relative},
        },
    },
    ics,
    rules::{
        calendar::Calendar,
        language::Language,
        offer::Offer,
        window::{Occurrence, State},
    },
    store::window::{Texts, Window},
    words,
};

/// When a window is, as two facts: what is near is told as seen from now too.
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
pub fn range(place: &Occurrence) -> String {
    format!("{} – {}", moment(place.starts_at), moment(place.ends_at))
}

pub(in crate::discord::cards) fn struck(place: &Occurrence) -> String {
    format!("~~{}~~", range(place))
}

/// What a platform is called; its key where the offer no longer has it.
pub fn platform(offer: &Offer, key: &str, language: Language) -> String {
    plain(offer.platform(key).map_or(key, |platform| platform.label.get(language)))
}

/// What staff or the offer say of a window, in a language; where it is missing, in the other.
pub fn text(texts: &Texts, language: Language) -> String {
    texts.get(language).map(plain).unwrap_or_default()
}

/// A window in one line.
pub fn line(window: &Window, offer: &Offer, language: Language) -> String {
    format!("**{}** · {}", platform(offer, &window.platform, language), range(&window.place))
}

/// The window that a ticket may be about, in a line that stands before all else.
pub fn near(window: &Window, offer: &Offer, now: DateTime<Utc>, language: Language) -> String {
    let id = if window.place.is_on(now) { "ticket-near-going-on" } else { "ticket-near-soon" };
    let line = words!(
        language,
        id,
        platform = platform(offer, &window.platform, language),
        place = range(&window.place)
    );
    format!("{line} {}", text(&window.impact, language)).trim_end().to_owned()
}

/// Windows as a calendar, one event each.
pub fn calendar(windows: &Windows, offer: &Offer, language: Language) -> String {
    let events: Vec<ics::Event> = windows
        .windows
        .iter()
        .map(|window| {
            let label = offer.platform(&window.platform);
            let label = label.map_or(window.platform.as_str(), |platform| platform.label.get(language));
            let said = [&window.reason, &window.impact];
            let said: Vec<&str> = said.into_iter().filter_map(|texts| texts.get(language)).collect();
            let status = match window.state {
                State::Planned => ics::Status::Confirmed,
                State::Cancelled => ics::Status::Cancelled,
            };
            let event = words!(language, "maintenance-event", platform = label);
            ics::Event {
                uid: windows.uids.window(window.id),
                sequence: u32::try_from(window.revision - 1).unwrap_or(u32::MAX),
                changed_at: window.revised_at,
                starts_at: window.place.starts_at,
                ends_at: window.place.ends_at,
                summary: summary(event, status, language),
                description: said.join("\n"),
                status: Some(status),
            }
        })
        .collect();
    ics::calendar(&words!(language, "maintenance-calendar"), &events)
}

/// `2026-12-02 00:00 – 06:00 Europe/Paris`.
pub fn wall(place: &Occurrence, calendar: &Calendar) -> String {
    let (start, end) = (calendar.local(place.starts_at), calendar.local(place.ends_at));
    let ends = if start.date() == end.date() { "%H:%M" } else { "%Y-%m-%d %H:%M" };
    format!("{} – {} {}", start.format("%Y-%m-%d %H:%M"), end.format(ends), calendar.zone)
}
