//! Who is on call: what `/on-call` answers, and what staff are told of calendars.

use chrono::{DateTime, Utc};

use crate::{
    desk::{
        on_call::{
            Amiss, Unread24,
            duty::{Duties, OnDuty},
            shown::{ChangeShown, LevelShown, OnCallShown},
        },
        refusal::on_call::OnCallRefusal,
    },
    discord::look::{
        card::{Card, Tone},
        cut::cut,
        markdown::{moment, person, plain_line, relative, role},
    },
    rules::{
        ids::PersonId,
        language::Language,
        on_call::calendar::{Unread, Unreadable},
    },
    store::on_call::CoverRow,
    words,
};

/// How many of a kind are told by name.
const LISTED: usize = 8;

/// How long a name may be where it is one of several, in characters.
const NAME: usize = 60;

/// Who is called now, level by level, and what changes next.
pub fn shown(shown: &OnCallShown, language: Language) -> Card {
    let mut card = Card::framed(words!(language, "on-call-title"), "", Tone::Plain);
    for level in &shown.levels {
        card = card.fact(words!(language, "fact-on-call", level = level.level), of_level(level, language));
    }
    if !shown.changes.is_empty() {
        let lines = shown.changes.iter().map(|one| change(one, language)).collect::<Vec<_>>();
        card = card.fact(words!(language, "on-call-changes"), lines.join("\n"));
    }
    card
}

fn of_level(shown: &LevelShown, language: Language) -> String {
    let mut lines = vec![match shown.role {
        Some((id, true)) => role(id),
        Some((id, false)) => words!(language, "on-call-role-below", role = role(id)),
        None => words!(language, "setup-no-role"),
    }];
    if let Some((who, until)) = shown.cover {
        lines.push(words!(language, "on-call-covers", who = person(who), until = moment(until)));
    }
    if let Some(calendar) = &shown.calendar {
        let who = people(&shown.on_duty, language);
        // Whoever covers takes their place.
        let word = if shown.cover.is_some() { "on-call-instead-of" } else { "on-call-on-duty" };
        let line = words!(language, word, who = who);
        lines.push(match shown.until {
            Some(until) => words!(language, "on-call-until", line = line, until = moment(until)),
            None => line,
        });
        let (host, since) = (plain_line(&calendar.host), relative(calendar.good_at));
        lines.push(match &calendar.error {
            None => words!(language, "on-call-read", host = host, since = since),
            Some(why) => {
                let why = unread_words(why, language);
                words!(language, "on-call-not-read", host = host, since = since, why = why)
            }
        });
    }
    if !shown.routes.is_empty() {
        let routes: Vec<_> = shown.routes.iter().map(|route| format!("`{route}`")).collect();
        lines.push(words!(language, "on-call-routes", routes = routes.join(", ")));
    }
    lines.join("\n")
}

fn change(shown: &ChangeShown, language: Language) -> String {
    let who = people(&shown.on_duty, language);
    words!(language, "on-call-change", at = moment(shown.at), level = shown.level, who = who)
}

/// Those on duty; a name that means nobody is a text.
fn people(on_duty: &[OnDuty], language: Language) -> String {
    if on_duty.is_empty() {
        return words!(language, "on-call-nobody");
    }
    let one = |one: &OnDuty| match one {
        OnDuty::Person(id) => person(*id),
        OnDuty::Unknown(name) => words!(language, "on-call-unknown", name = short(name)),
    };
    listed(on_duty.iter().map(one).collect())
}

fn short(name: &str) -> String {
    cut(&plain_line(name), NAME)
}

fn listed(mut all: Vec<String>) -> String {
    if all.len() > LISTED {
        all.truncate(LISTED);
        all.push("…".to_owned());
    }
    all.join(", ")
}

/// A level has a calendar: what it says.
pub fn calendar_set(level: u8, duties: &Duties, now: DateTime<Utc>, language: Language) -> Card {
    let who = people(&calendars(duties, level, now), language);
    let mut lines = vec![words!(language, "on-call-calendar-says", who = who)];
    if let Some(roster) = duties.rosters.get(&level) {
        lines.extend(roster.changes(now, 4).into_iter().map(|next| {
            let on_duty = next.names.iter().map(|name| duties.names.of_name(name)).collect();
            change(&ChangeShown { at: next.at, level, on_duty }, language)
        }));
        let unknown = roster
            .names()
            .into_iter()
            .filter(|name| matches!(duties.names.of_name(name), OnDuty::Unknown(_)));
        let unknown: Vec<String> = unknown.map(|name| format!("**{}**", short(name))).collect();
        if !unknown.is_empty() {
            lines.push(words!(language, "on-call-to-tie", names = listed(unknown)));
        }
    }
    let title = words!(language, "on-call-calendar-set", level = level);
    Card::framed(title, lines.join("\n"), Tone::Good)
}

/// Who is on duty by a level's calendar, whoever covers.
fn calendars(duties: &Duties, level: u8, now: DateTime<Utc>) -> Vec<OnDuty> {
    let names = duties.rosters.get(&level).map(|roster| roster.on_duty(now)).unwrap_or_default();
    names.iter().map(|name| duties.names.of_name(name)).collect()
}

/// A level has a calendar no longer.
pub fn calendar_removed(level: u8, language: Language) -> Card {
    Card::line(words!(language, "on-call-calendar-removed", level = level))
}

/// A name means somebody.
pub fn tied(name: &str, who: PersonId, language: Language) -> Card {
    Card::line(words!(language, "on-call-tied", name = plain_line(name), who = person(who)))
}

/// Somebody takes a level's calls.
pub fn covered(cover: &CoverRow, language: Language) -> Card {
    let (who, until) = (person(cover.person), moment(cover.until));
    Card::line(words!(language, "on-call-covered", level = cover.level, who = who, until = until))
}

/// Staff are told of a calendar that was not read for a day.
pub fn unread(unread: &Unread24, language: Language) -> Card {
    Card { tone: Tone::Warning, ..Card::line(unread_line(unread, language)) }
}

fn unread_line(unread: &Unread24, language: Language) -> String {
    words!(
        language,
        "on-call-unread",
        level = unread.level,
        host = plain_line(&unread.host),
        since = moment(unread.since),
        why = unread_words(&unread.why, language)
    )
}

/// Staff are told, once a day at the most, of what calendars leave open; nothing where it was mended.
pub fn look(found: &Amiss, language: Language) -> Option<Card> {
    let lines: Vec<String> = amiss(found, language).into_iter().map(|line| format!("• {line}")).collect();
    (!lines.is_empty())
        .then(|| Card::framed(words!(language, "on-call-look"), lines.join("\n"), Tone::Warning))
}

/// What calendars leave open, each with its mend, in lines.
pub fn amiss(found: &Amiss, language: Language) -> Vec<String> {
    let mut lines: Vec<String> = found.unread.iter().map(|one| unread_line(one, language)).collect();
    let gaps = found.gaps.iter().take(LISTED).map(|(level, from, to)| {
        words!(language, "on-call-gap", level = *level, from = moment(*from), to = moment(*to))
    });
    lines.extend(gaps);
    if found.gaps.len() > LISTED {
        lines.push(words!(language, "on-call-more-gaps", count = found.gaps.len() - LISTED));
    }
    if !found.unknown.is_empty() {
        let names = found.unknown.iter().map(|name| format!("**{}**", short(name))).collect();
        lines.push(words!(language, "on-call-to-tie", names = listed(names)));
    }
    lines
}

/// Why nothing was changed.
pub fn refusal(refusal: &OnCallRefusal, language: Language) -> String {
    match refusal {
        OnCallRefusal::Unread(why) => {
            words!(language, "refusal-calendar", why = unread_words(why, language))
        }
        OnCallRefusal::NoCalendar(level) => words!(language, "refusal-no-calendar", level = *level),
        OnCallRefusal::Past => words!(language, "refusal-cover-past"),
    }
}

/// Why a calendar cannot be read, and what to do.
fn unread_words(why: &Unread, language: Language) -> String {
    match why {
        Unread::NotHttps => words!(language, "unread-not-https"),
        Unread::Private { host } => words!(language, "unread-private", host = plain_line(host)),
        Unread::Redirects => words!(language, "unread-redirects"),
        Unread::Status { code } => words!(language, "unread-status", code = code.to_string()),
        Unread::TooSlow => words!(language, "unread-too-slow"),
        Unread::Unreached { error } => {
            words!(language, "unread-unreached", error = cut(&plain_line(error), 200))
        }
        Unread::Useless(Unreadable::NoCalendar) => words!(language, "unread-no-calendar"),
        Unread::Useless(Unreadable::TooLarge) => words!(language, "unread-too-large"),
        Unread::Useless(Unreadable::TooMany) => words!(language, "unread-too-many"),
        Unread::Useless(Unreadable::Zone { name }) => {
            words!(language, "unread-zone", name = plain_line(name))
        }
        Unread::Useless(Unreadable::Rule { rule }) => {
            words!(language, "unread-rule", rule = rule.replace('`', "'"))
        }
        Unread::Useless(Unreadable::Moment { text }) => {
            words!(language, "unread-moment", text = text.replace('`', "'"))
        }
    }
}
