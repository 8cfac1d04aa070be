//! What `/maintenance` and `/window` answer.

use std::fmt::Write;

use super::said::window::{calendar, line, place, platform, range, text, wall};
use crate::{
    desk::{
        maintenance::{WindowDone, Windows},
        refusal::maintenance::MaintenanceRefusal,
    },
    discord::look::{
        card::{BODY, Card, Tone},
        cut::fitting,
        markdown::{moment, plain},
    },
    rules::{
        calendar::Calendar,
        language::Language,
        offer::Offer,
        window::{self, Change},
    },
    store::window::Window,
    words,
};
use chrono::{DateTime, Utc};

/// How many windows a list shows; its file has them all.
const LISTED: usize = 40;

/// The next window, or the one that goes on.
#[derive(Debug)]
pub struct Next<'a> {
    /// What goes on and is to come, the earliest first.
    pub windows: &'a Windows,
    /// The offer, for what is touched.
    pub offer: &'a Offer,
}

impl Next<'_> {
    /// The answer.
    pub fn render(&self, language: Language) -> Card {
        let Self { windows, offer } = self;
        let now = windows.now;
        let Some((first, others)) = windows.windows.split_first() else {
            return Card::line(words!(language, "maintenance-none", until = moment(windows.until)));
        };
        let on = first.place.is_on(now);
        let id = if on { "maintenance-going-on" } else { "maintenance-next" };
        let title = words!(language, id, platform = platform(offer, &first.platform, language));
        let tone = if on { Tone::Warning } else { Tone::Plain };
        let (also, to_come): (Vec<_>, Vec<_>) = others.iter().partition(|window| window.place.is_on(now));
        let also: Vec<String> = also.into_iter().map(|window| line(window, offer, language)).collect();
        let then = to_come.first().map(|window| line(window, offer, language)).unwrap_or_default();
        place(Card::framed(title, text(&first.impact, language), tone), &first.place, now, language)
            .fact(words!(language, "fact-window-touches"), touched(offer, &first.platform, language))
            .fact(words!(language, "fact-window-reason"), text(&first.reason, language))
            .fact(words!(language, "fact-window-also"), also.join("\n"))
            .fact(words!(language, "fact-window-then"), then)
    }
}

/// The parts of a platform, by name.
fn touched(offer: &Offer, key: &str, language: Language) -> String {
    let parts = offer.components.iter().filter(|component| component.platform == key);
    parts.map(|component| plain(component.label.get(language))).collect::<Vec<_>>().join(", ")
}

/// The windows to come, as text and as a file for a calendar.
pub fn list(windows: &Windows, offer: &Offer, link: &str, language: Language) -> Card {
    let all = &windows.windows;
    if all.is_empty() {
        return Card::line(words!(language, "maintenance-none", until = moment(windows.until)));
    }
    let shown: Vec<String> = all.iter().take(LISTED).map(|window| line(window, offer, language)).collect();
    let title = words!(language, "maintenance-list", until = moment(windows.until));
    let (body, shown) = fitting(&shown, BODY);
    let mut card = Card::framed(title, body, Tone::Plain);
    if all.len() > shown {
        card.footer = words!(language, "maintenance-more", count = all.len() - shown);
    }
    let mut platforms: Vec<&str> = all.iter().map(|window| window.platform.as_str()).collect();
    platforms.sort_unstable();
    platforms.dedup();
    let feeds: Vec<String> = platforms
        .into_iter()
        .map(|key| format!("{link}/calendars/{key}.ics?language={}", language.as_str()))
        .collect();
    card = card.fact(words!(language, "fact-window-feed"), feeds.join("\n"));
    let file = calendar(windows, offer, language);
    card.file("maintenance.ics", file)
}

/// What was done to a window, for whoever did it.
pub fn outcome(outcome: &WindowDone, offer: &Offer, language: Language) -> Card {
    let WindowDone { window, change, was, told } = outcome;
    let id = match change {
        Change::Added => "window-added",
        Change::Moved => "window-moved",
        Change::Extended => "window-extended",
        Change::Cancelled => "window-cancelled",
    };
    let mut text = words!(
        language,
        id,
        platform = platform(offer, &window.platform, language),
        place = range(&window.place)
    );
    if let Some(was) = was.filter(|was| *was != window.place) {
        let _ = write!(text, "\n{}", words!(language, "window-was", place = range(&was)));
    }
    let _ = write!(text, "\n{}", words!(language, "window-told", count = *told));
    Card::line(text)
}

/// A window as a suggestion shows it, where Discord renders no moment: on the wall clock of the desk's zone,
/// which is named.
pub fn label(window: &Window, offer: &Offer, calendar: &Calendar, language: Language) -> String {
    let platform =
        offer.platform(&window.platform).map_or(window.platform.as_str(), |known| known.label.get(language));
    format!("{} · {platform}", wall(&window.place, calendar))
}

/// Why something about a window is not done.
pub fn refusal(language: Language, refusal: &MaintenanceRefusal, calendar: &Calendar) -> String {
    let zone = || calendar.zone.to_string();
    match refusal {
        MaintenanceRefusal::NoSuchWindow(typed) => {
            words!(language, "refusal-no-such-window", typed = plain(typed), zone = zone())
        }
        MaintenanceRefusal::WhichWindow(typed) => {
            words!(language, "refusal-which-window", typed = plain(typed))
        }
        MaintenanceRefusal::NoNewPlace => words!(language, "refusal-window-no-place", zone = zone()),
        MaintenanceRefusal::NoNewEnd => words!(language, "refusal-window-no-end", zone = zone()),
        MaintenanceRefusal::Window(refusal) => not_now(language, refusal),
        MaintenanceRefusal::ChangedMeanwhile => words!(language, "refusal-window-changed-meanwhile"),
    }
}

fn not_now(language: Language, refusal: &window::WindowRefusal) -> String {
    let at = |moment_of: DateTime<Utc>| moment(moment_of);
    match refusal {
        window::WindowRefusal::EndsBeforeItStarts => words!(language, "refusal-window-ends-before"),
        window::WindowRefusal::StartsInThePast => words!(language, "refusal-window-in-the-past"),
        window::WindowRefusal::OverAlready { ended_at } => {
            words!(language, "refusal-window-over", at = at(*ended_at))
        }
        window::WindowRefusal::HasStarted { at: started } => {
            words!(language, "refusal-window-started", at = at(*started))
        }
        window::WindowRefusal::Cancelled => words!(language, "refusal-window-cancelled"),
        window::WindowRefusal::NotLonger { ends_at } => {
            words!(language, "refusal-window-not-longer", at = at(*ends_at))
        }
        window::WindowRefusal::Unchanged => words!(language, "refusal-window-unchanged"),
        window::WindowRefusal::Overlaps(other) => {
            words!(language, "refusal-window-overlaps", place = range(other))
        }
    }
}
