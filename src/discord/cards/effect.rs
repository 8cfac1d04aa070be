//! What was changed, in words, as the record tells it.

use chrono::{DateTime, NaiveDate, Utc};

use super::said::{
    desk::language_word,
    session::{day_word, state_word as session_word},
    ticket::{priority_word, state_word},
    window::{platform, range},
};
use crate::{
    desk::effect::{Effect, Setting, SetupPart},
    discord::look::markdown::{channel, day, moment, person, plain, plain_line, role},
    rules::{calendar::hour, ids::ChannelId, language::Language, offer::Offer, window::Change},
    words,
};

/// How long all effects of one entry may be, in characters.
const LONGEST: usize = 260;

/// Effects in one line; what is too much is left out, and said so.
pub fn in_words(effects: &[Effect], offer: &Offer, language: Language) -> String {
    let mut line = String::new();
    for effect in effects {
        let word = word(effect, offer, language);
        if !line.is_empty() {
            line.push_str(", ");
        }
        if line.chars().count() + word.chars().count() > LONGEST {
            line.push('…');
            break;
        }
        line.push_str(&word);
    }
    line
}

/// From one thing to another; nothing is a dash.
fn turned(from: Option<String>, to: Option<String>) -> String {
    let shown = |one: Option<String>| one.unwrap_or_else(|| "–".to_owned());
    format!("{} → {}", shown(from), shown(to))
}

/// What a component is called; its key where the offer no longer has it.
fn component(key: &str, offer: &Offer, language: Language) -> String {
    plain(offer.component(key).map_or(key, |known| known.label.get(language)))
}

/// A date, as everyone reads it: its noon is the same day nearly everywhere.
fn date(date: NaiveDate) -> String {
    day(date.and_time(hour(12)).and_utc())
}

fn word(effect: &Effect, offer: &Offer, language: Language) -> String {
    match effect {
        Effect::Opened { priority } => {
            words!(language, "effect-opened", priority = priority_word(*priority, language))
        }
        Effect::State { from, to } => {
            turned(Some(state_word(*from, language)), Some(state_word(*to, language)))
        }
        Effect::Priority { from, to } => {
            turned(Some(priority_word(*from, language)), Some(priority_word(*to, language)))
        }
        Effect::Component { from, to } => {
            let named = |key| component(key, offer, language);
            turned(from.as_deref().map(named), to.as_deref().map(named))
        }
        Effect::Assignee { from, to } => {
            let change = turned(from.map(person), to.map(person));
            words!(language, "effect-assignee", change = change)
        }
        Effect::Added { level, since, language: read } => words!(
            language,
            "effect-added",
            level = level.to_string(),
            since = moment(*since),
            language = language_word(*read, language)
        ),
        Effect::Renamed { from, to } => turned(Some(plain_line(from)), Some(plain_line(to))),
        Effect::Language { from, to } => {
            turned(Some(language_word(*from, language)), Some(language_word(*to, language)))
        }
        Effect::Removed { channels, tickets, sessions } => {
            words!(language, "effect-removed", channels = *channels, tickets = *tickets, sessions = *sessions)
        }
        Effect::Level { from, to, at, billed_from } => words!(
            language,
            "effect-level",
            change = turned(Some(from.to_string()), Some(to.to_string())),
            at = moment(*at),
            billed = date(*billed_from)
        ),
        Effect::LevelCancelled { to, at } => {
            words!(language, "effect-level-cancelled", level = to.to_string(), at = moment(*at))
        }
        Effect::Linked { channel: id, announcements, platform: of } => {
            linked(*id, (*announcements, of.as_deref()), offer, language)
        }
        Effect::Unlinked { channel: id } => words!(language, "effect-unlinked", channel = channel(*id)),
        Effect::Code { until } => words!(language, "effect-code", until = moment(*until)),
        Effect::Manager { person: who, named } => {
            let id = if *named { "effect-manager" } else { "effect-manager-no-more" };
            words!(language, id, who = person(*who))
        }
        Effect::Setting { setting, on } => {
            let id = match setting {
                Setting::UnusedHours => "effect-unused-hours",
                Setting::MonthlyReport => "effect-monthly-report",
            };
            switched(id, *on, language)
        }
        Effect::PackOrdered { hours } => words!(language, "effect-pack-ordered", hours = *hours),
        Effect::PackGranted { hours, until } => {
            words!(language, "effect-pack-granted", hours = *hours, until = moment(*until))
        }
        Effect::PackDeclined { hours } => words!(language, "effect-pack-declined", hours = *hours),
        Effect::SetUpChannel { part, from, to } => {
            part_of(*part, turned(from.map(channel), Some(channel(*to))), language)
        }
        Effect::SetUpRole { part, from, to } => {
            part_of(*part, turned(from.map(role), to.map(role)), language)
        }
        Effect::Window { change, platform: key, was, place } => {
            let id = match change {
                Change::Added => "effect-window-added",
                Change::Moved => "effect-window-moved",
                Change::Extended => "effect-window-extended",
                Change::Cancelled => "effect-window-cancelled",
            };
            let was = was.filter(|was| was != place).map(|was| range(&was));
            let place = was.map_or_else(|| range(place), |was| turned(Some(was), Some(range(place))));
            words!(language, id, platform = platform(offer, key, language), place = place)
        }
        Effect::Incident { incident, kind } => {
            words!(language, "effect-incident", incident = incident.to_string(), kind = kind.as_str())
        }
        Effect::Session { session: _, state, was, starts_at } => words!(
            language,
            "effect-session",
            at = moved(*was, *starts_at),
            state = session_word(*state, language)
        ),
        Effect::Hours { day } => words!(language, "effect-hours", day = day_word(*day, language)),
        Effect::Away { from, to } => {
            words!(language, "effect-away", from = moment(*from), to = moment(*to))
        }
        Effect::AtOnce { on } => switched("effect-at-once", *on, language),
        Effect::NewLink => words!(language, "effect-new-link"),
    }
}

/// A channel that was linked, with the platforms whose maintenance is announced there.
fn linked(id: ChannelId, (announced, of): (bool, Option<&str>), offer: &Offer, language: Language) -> String {
    let told = match of {
        _ if !announced => words!(language, "effect-announces-nothing"),
        None => words!(language, "effect-announces-all"),
        Some(key) => words!(language, "effect-announces-one", platform = platform(offer, key, language)),
    };
    words!(language, "effect-linked", channel = channel(id), told = told)
}

fn moved(was: Option<DateTime<Utc>>, at: DateTime<Utc>) -> String {
    was.map_or_else(|| moment(at), |was| turned(Some(moment(was)), Some(moment(at))))
}

fn switched(id: &str, on: bool, language: Language) -> String {
    words!(language, id, on = if on { "yes" } else { "no" })
}

fn part_of(part: SetupPart, change: String, language: Language) -> String {
    let id = match part {
        SetupPart::SupportChannel => "effect-support-channel",
        SetupPart::ExpertsChannel => "effect-experts-channel",
        SetupPart::SupportRole => "effect-support-role",
        SetupPart::ExpertRole => "effect-expert-role",
        SetupPart::OnCall1 => "effect-on-call-1",
        SetupPart::OnCall2 => "effect-on-call-2",
        SetupPart::OnCall3 => "effect-on-call-3",
    };
    words!(language, id, change = change)
}
