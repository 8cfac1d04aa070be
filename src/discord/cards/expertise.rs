//! What `/expertise` and `/expert` answer, and why they refuse.

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc, Weekday};

use super::{
    expert_help,
    said::{
        desk::month,
        session::{day_word, lines, slot_label, state_word},
    },
};
use crate::{
    desk::{
        expertise::{AgendaShown, Answered, CalledOff, Choice, DayShown, Preview, SessionFile, Settled},
        refusal::expertise::{ExpertiseRefusal, NoHours},
    },
    discord::look::{
        card::{Button, Card, FIELD, Look, Menu, Tone},
        custom_id::{CustomId, Verb},
        cut::cut,
        duration::duration,
        markdown::{self, moment, person, plain},
        wall_time::{wall, zone},
    },
    rules::{
        calendar::{Calendar, NotAMonth},
        ids::PersonId,
        language::Language,
        level::Level,
        offer::Label,
        session::{self, Away, Cost, Hours, HoursRefusal, Party, State},
        window::Occurrence,
    },
    store::expert::ExpertFile,
    words,
};

/// How much of a note a refusal shows, in characters: what follows it has room still.
const NOTE: usize = 1_400;

/// How much of a list stands in a message's text, and how much of each of two in one frame, in characters.
const IN_TEXT: usize = 1_500;
const IN_FRAME: usize = 1_700;

/// The next free slots to choose from.
pub fn choice(choice: &Choice, calendar: &Calendar, language: Language) -> Card {
    let options = choice
        .slots
        .iter()
        .map(|free| (free.slot.value(calendar), slot_label(free, calendar, language)))
        .collect();
    let mut card = Card::line(words!(language, "expertise-choose"));
    card.menu = Some(Menu {
        id: CustomId::new(Verb::Slot, choice.draft),
        placeholder: words!(language, "expertise-choose-placeholder"),
        options,
        several: false,
    });
    card
}

/// The answer to whoever booked.
pub fn booked(file: &SessionFile, language: Language) -> Card {
    let (at, who, length) = (moment(file.row.starts_at), plain(&file.expert), duration(file.row.minutes));
    Card::line(if file.row.state == State::Confirmed {
        words!(language, "expertise-booked-at-once", at = at, who = who, length = length)
    } else {
        let until = moment(file.row.expires_at);
        words!(language, "expertise-booked", at = at, who = who, length = length, until = until)
    })
}

/// The answer to an expert who proposed a session.
pub fn offered(file: &SessionFile, language: Language) -> Card {
    let (at, customer) = (moment(file.row.starts_at), plain(&file.customer));
    let until = moment(file.row.expires_at);
    Card::line(words!(language, "expert-offered", at = at, customer = customer, until = until))
}

/// The answer to whoever said yes, no or proposed another time.
pub fn answered(answered: &Answered, language: Language) -> Card {
    let file = &answered.file;
    let (at, state) = (moment(file.row.starts_at), state_word(file.row.state, language));
    Card::line(words!(language, "expertise-answered", at = at, state = state))
}

/// What calling off or moving would cost, before it is confirmed.
pub fn preview(preview: &Preview, calendar: &Calendar, language: Language) -> Card {
    let file = &preview.file;
    let (at, length) = (moment(file.row.starts_at), duration(file.row.minutes));
    let (asked, proposed) = (file.row.state == State::Requested, file.row.state == State::Proposed);
    let mut lines = vec![match &preview.to {
        None if asked => words!(language, "preview-withdraw", at = at),
        None if proposed => words!(language, "preview-decline", at = at),
        None => words!(language, "preview-cancel", at = at),
        Some(to) => {
            words!(language, "preview-move", at = at, to = moment(to.slot.starts_at), who = plain(&to.name))
        }
    }];
    lines.push(match (preview.cost, &preview.to) {
        (Cost::Free, None) => words!(language, "preview-free", length = length),
        (Cost::Free, Some(_)) => words!(language, "preview-free-move", length = length),
        (Cost::Charged, None) => words!(language, "preview-charged", length = length),
        (Cost::Charged, Some(_)) => words!(language, "preview-charged-move", length = length),
    });
    let label = match &preview.to {
        Some(to) => words!(language, "button-move-to", at = wall(to.slot.starts_at, calendar, language)),
        None if asked => words!(language, "button-session-withdraw"),
        None if proposed => words!(language, "button-session-decline"),
        None => words!(language, "button-session-call-off"),
    };
    let look = if preview.cost == Cost::Charged { Look::Danger } else { Look::Main };
    let keep = words!(language, "button-session-keep");
    let tone = if preview.cost == Cost::Charged { Tone::Warning } else { Tone::Plain };
    Card::framed("", lines.join("\n"), tone)
        .button(Button::new(CustomId::new(Verb::Confirm, preview.draft), label, look))
        .button(Button::new(CustomId::new(Verb::Dismiss, preview.draft), keep, Look::Other))
}

/// What was called off or moved, for whoever did it.
pub fn called_off(done: &CalledOff, language: Language) -> Card {
    let at = moment(done.file.row.starts_at);
    let mut text = match (done.file.charged(), &done.instead, done.file.row.state) {
        (0, Some(_), _) => words!(language, "called-off-moved", at = at),
        (charged, Some(_), _) => {
            words!(language, "called-off-moved-charged", at = at, charged = duration(charged))
        }
        (0, None, State::Withdrawn) => words!(language, "called-off-withdrawn", at = at),
        (0, None, State::Declined) => words!(language, "called-off-declined", at = at),
        (0, None, _) => words!(language, "called-off-free", at = at),
        (charged, None, _) => words!(language, "called-off-charged", at = at, charged = duration(charged)),
    };
    if let Some(instead) = &done.instead {
        text.push('\n');
        text.push_str(&booked(instead, language).content);
    }
    Card::line(text)
}

/// A session that stays as it is.
pub fn kept(language: Language) -> Card {
    Card::line(words!(language, "session-kept"))
}

/// A team's sessions, to come and past.
pub fn sessions(to_come: &[SessionFile], past: &[SessionFile], language: Language) -> Card {
    let list = |files: &[SessionFile]| lines(files, Party::Team, IN_FRAME, language);
    let title = words!(language, "sessions-title");
    if to_come.is_empty() && past.is_empty() {
        return Card::framed(title, words!(language, "sessions-none"), Tone::Plain);
    }
    let mut body = vec![format!("**{}**", words!(language, "sessions-to-come"))];
    body.push(if to_come.is_empty() { words!(language, "sessions-none-to-come") } else { list(to_come) });
    if !past.is_empty() {
        body.push(format!("**{}**", words!(language, "sessions-past")));
        body.push(list(past));
    }
    Card::framed(title, body.join("\n"), Tone::Plain)
}

/// A day of an expert's week, as it now stands.
pub fn day(shown: &DayShown, calendar: &Calendar, language: Language) -> Card {
    let day = day_word(shown.day, language);
    let mut text = if shown.hours.is_empty() {
        words!(language, "expert-day-none", day = day)
    } else {
        words!(language, "expert-day", day = day, hours = intervals(&shown.hours), zone = zone(calendar))
    };
    stay(&mut text, &shown.outside, language);
    Card::line(text)
}

/// An absence of an expert.
pub fn away(away: Away, within: &[SessionFile], language: Language) -> Card {
    let mut text = words!(language, "expert-away", from = moment(away.from), to = moment(away.to));
    stay(&mut text, within, language);
    Card::line(text)
}

/// Sessions that are no longer inside the availability: they stay, and the expert is told.
fn stay(text: &mut String, sessions: &[SessionFile], language: Language) {
    if !sessions.is_empty() {
        text.push('\n');
        text.push_str(&words!(language, "expert-sessions-stay"));
        text.push('\n');
        text.push_str(&lines(sessions, Party::Expert, IN_TEXT, language));
    }
}

/// How an expert takes requests.
pub fn settings(expert: &ExpertFile, language: Language) -> Card {
    let id = if expert.accept_at_once { "expert-accepts-at-once" } else { "expert-is-asked" };
    Card::line(words!(language, id))
}

/// The link of an expert's private calendar.
pub fn link(expert: &ExpertFile, public_url: &str, language: Language) -> String {
    expert
        .feed
        .as_deref()
        .map(|feed| format!("{public_url}/calendars/experts/{feed}.ics?language={}", language.as_str()))
        .unwrap_or_default()
}

/// How an expert takes requests, and the link that replaces the one before.
pub fn settings_with_link(expert: &ExpertFile, public_url: &str, language: Language) -> Card {
    let mut card = settings(expert, language);
    card.content.push('\n');
    card.content.push_str(&words!(language, "expert-new-link", link = link(expert, public_url, language)));
    card
}

/// Staff are told of an expert who is one no longer.
pub fn left(expert: PersonId, sessions: &[SessionFile], language: Language) -> Card {
    let who = person(expert);
    if sessions.is_empty() {
        return Card::framed("", words!(language, "expert-left", who = who), Tone::Warning);
    }
    let body = words!(language, "expert-left-sessions", who = who);
    Card::framed("", body, Tone::Warning)
        .fact(words!(language, "fact-given-back"), lines(sessions, Party::Expert, FIELD, language))
}

/// What an expert has before them.
pub fn agenda(shown: &AgendaShown, calendar: &Calendar, public_url: &str, language: Language) -> Card {
    let of = |wanted: &[State]| -> Vec<SessionFile> {
        shown.to_come.iter().filter(|file| wanted.contains(&file.row.state)).cloned().collect()
    };
    let (confirmed, waiting) = (of(&[State::Confirmed]), of(&[State::Requested, State::Proposed]));
    let list = |files: &[SessionFile]| lines(files, Party::Expert, FIELD, language);
    let away = shown
        .expert
        .time
        .away
        .iter()
        .map(|away| words!(language, "expert-away-line", from = moment(away.from), to = moment(away.to)));
    let none =
        if confirmed.is_empty() { words!(language, "sessions-none-to-come") } else { list(&confirmed) };
    Card::framed(words!(language, "agenda-title"), "", Tone::Plain)
        .fact(
            words!(language, "fact-availability", zone = zone(calendar)),
            week(&shown.expert.time.hours, language),
        )
        .fact(words!(language, "fact-away"), away.collect::<Vec<_>>().join("\n"))
        .fact(words!(language, "fact-waiting"), list(&waiting))
        .fact(words!(language, "fact-confirmed"), none)
        .fact(words!(language, "fact-to-settle"), list(&shown.to_settle))
        .fact(words!(language, "fact-helping"), expert_help::lines(&shown.helping))
        .fact(words!(language, "fact-requests"), settings(&shown.expert, language).content)
        .fact(
            words!(language, "fact-feed"),
            words!(language, "expert-feed", link = link(&shown.expert, public_url, language)),
        )
}

fn week(hours: &[Hours], language: Language) -> String {
    let mut days: Vec<Weekday> = hours.iter().map(|hours| hours.day).collect();
    days.dedup();
    let line = |day: Weekday| {
        let of_day: Vec<Hours> = hours.iter().copied().filter(|hours| hours.day == day).collect();
        words!(language, "expert-week-line", day = day_word(day, language), hours = intervals(&of_day))
    };
    if days.is_empty() {
        return words!(language, "expert-no-hours");
    }
    days.into_iter().map(line).collect::<Vec<_>>().join("\n")
}

fn intervals(hours: &[Hours]) -> String {
    hours
        .iter()
        .map(|hours| format!("{}–{}", hours.from.format("%H:%M"), hours.to.format("%H:%M")))
        .collect::<Vec<_>>()
        .join(", ")
}

/// A session that was settled, for its expert.
pub fn settled(settled: &Settled, language: Language) -> Card {
    if let Some(ticket) = settled.file.row.ticket {
        return expert_help::time_told(ticket, settled.beyond, language);
    }
    let at = moment(settled.file.row.starts_at);
    let (charged, back) = (duration(settled.charged), duration(settled.given_back));
    let mut text = words!(language, "settled", at = at, charged = charged, back = back);
    if settled.beyond > 0 {
        text.push('\n');
        text.push_str(&words!(language, "settled-beyond", beyond = duration(settled.beyond)));
    }
    Card::line(text)
}

/// The team is asked whether a session took longer than booked.
pub fn more_used(file: &SessionFile, minutes: i64, draft: i64, language: Language) -> Card {
    let (at, who) = (moment(file.row.starts_at), plain(&file.expert));
    let (booked, more) = (duration(file.row.minutes), duration(minutes));
    let card = if let Some(ticket) = file.row.ticket {
        expert_help::time(file, ticket, minutes, language)
    } else {
        let body = words!(language, "more-used", at = at, who = who, booked = booked, more = more);
        Card::framed(words!(language, "more-used-title"), body, Tone::Warning)
    };
    let button = |verb, id, look| Button::new(CustomId::new(verb, draft), words!(language, id), look);
    card.button(button(Verb::Confirm, "button-more-agree", Look::Main)).button(button(
        Verb::Dismiss,
        "button-more-refuse",
        Look::Other,
    ))
}

/// What the team answered, in the place of the question.
pub fn more_answered(
    file: &SessionFile,
    minutes: i64,
    agreed: bool,
    by: PersonId,
    language: Language,
) -> Card {
    if let Some(ticket) = file.row.ticket {
        return expert_help::time_answered(ticket, minutes, agreed, by, language);
    }
    let (at, more, who) = (moment(file.row.starts_at), duration(minutes), person(by));
    let id = if agreed { "more-agreed" } else { "more-refused" };
    let body = words!(language, id, at = at, more = more, who = who);
    Card::framed(words!(language, "more-used-title"), body, Tone::Past)
}

/// Why something about hours or sessions is not done.
pub fn refusal(language: Language, refusal: &ExpertiseRefusal) -> String {
    match refusal {
        ExpertiseRefusal::Month(NotAMonth::Shape) => words!(language, "refusal-month-shape"),
        ExpertiseRefusal::Month(NotAMonth::NoSuchMonth { month }) => {
            words!(language, "refusal-no-such-month", month = *month)
        }
        ExpertiseRefusal::Hour(typed) => words!(language, "refusal-hour", typed = typed.replace('`', "'")),
        ExpertiseRefusal::HalfInterval => words!(language, "refusal-half-interval"),
        ExpertiseRefusal::Day(HoursRefusal::EndsBeforeItStarts { from, to }) => {
            let (from, to) = (from.format("%H:%M").to_string(), to.format("%H:%M").to_string());
            words!(language, "refusal-interval-backwards", from = from, to = to)
        }
        ExpertiseRefusal::Day(HoursRefusal::Overlap) => words!(language, "refusal-intervals-overlap"),
        ExpertiseRefusal::Away => words!(language, "refusal-away"),
        ExpertiseRefusal::Rule(rule) => rule_refusal(language, rule),
        ExpertiseRefusal::Holiday(date) => words!(language, "refusal-holiday", date = day_of(*date)),
        ExpertiseRefusal::NobodyFree { at, next: Some(next) } => {
            words!(language, "refusal-nobody-free", at = moment(*at), next = moment(*next))
        }
        ExpertiseRefusal::NobodyFree { at, next: None } => {
            words!(language, "refusal-nobody-free-at-all", at = moment(*at))
        }
        ExpertiseRefusal::NobodyEver { minutes, until } => {
            words!(language, "refusal-nobody-ever", length = duration(*minutes), until = moment(*until))
        }
        ExpertiseRefusal::NoExperts => words!(language, "refusal-no-experts"),
        ExpertiseRefusal::Maintenance { platform, place, next } => {
            maintenance(language, platform, place, *next)
        }
        ExpertiseRefusal::NoHours(none) => no_hours(language, none),
        ExpertiseRefusal::NoSuchSession => words!(language, "refusal-no-such-session"),
        ExpertiseRefusal::AnotherExperts(id) => {
            words!(language, "refusal-another-experts", who = person(*id))
        }
        ExpertiseRefusal::CostChanged => words!(language, "refusal-cost-changed"),
        ExpertiseRefusal::TooLong { most } => {
            words!(language, "refusal-used-too-long", most = duration(*most))
        }
        ExpertiseRefusal::NoChannel(customer) => {
            words!(language, "refusal-nobody-to-ask", customer = plain(customer))
        }
        ExpertiseRefusal::NoPacks(level) => words!(language, "refusal-no-packs", level = level.to_string()),
        ExpertiseRefusal::PackSize { most } => words!(language, "refusal-pack-size", most = *most),
        ExpertiseRefusal::SameTime => words!(language, "refusal-same-time"),
        ExpertiseRefusal::NoAccess { level, packs } => expert_help::no_access(*level, *packs, language),
        ExpertiseRefusal::HelpAsked { ticket, expert } => {
            expert_help::asked_before(*ticket, *expert, language)
        }
        ExpertiseRefusal::HelpAnswered { ticket, expert } => {
            expert_help::answered_before(*ticket, *expert, language)
        }
        ExpertiseRefusal::NotHelping(ticket) => {
            words!(language, "refusal-not-helping", ticket = ticket.to_string())
        }
        ExpertiseRefusal::HelpMinutes => words!(language, "refusal-help-minutes"),
        ExpertiseRefusal::Noted { by, at, text } => {
            let (who, at, text) = (person(*by), moment(*at), cut(&plain(text), NOTE));
            words!(language, "refusal-session-noted", who = who, at = at, text = text)
        }
    }
}

fn rule_refusal(language: Language, refusal: &session::SessionRefusal) -> String {
    match refusal {
        session::SessionRefusal::Length { unit, min, max } => {
            let (unit, min, max) = (duration(*unit), duration(*min), duration(*max));
            words!(language, "refusal-session-length", unit = unit, min = min, max = max)
        }
        session::SessionRefusal::Past => words!(language, "refusal-session-past"),
        session::SessionRefusal::TooFarAhead { until } => {
            words!(language, "refusal-session-too-far", until = moment(*until))
        }
        session::SessionRefusal::NotOnUnit { unit } => words!(language, "refusal-session-unit", unit = *unit),
        session::SessionRefusal::OutsideBusinessHours => words!(language, "refusal-session-closed"),
        session::SessionRefusal::NotAvailable => words!(language, "refusal-session-not-available"),
        session::SessionRefusal::Taken => words!(language, "refusal-session-taken"),
        session::SessionRefusal::NotNow { state } => {
            words!(language, "refusal-session-state", state = state_word(*state, language))
        }
        session::SessionRefusal::NotStarted { at } => {
            words!(language, "refusal-session-not-started", at = moment(*at))
        }
        session::SessionRefusal::Started { at } => {
            words!(language, "refusal-session-started", at = moment(*at))
        }
    }
}

fn maintenance(
    language: Language,
    platform: &Label,
    place: &Occurrence,
    next: Option<DateTime<Utc>>,
) -> String {
    let platform = plain(platform.get(language));
    let (from, to) = (moment(place.starts_at), moment(place.ends_at));
    let mut text = words!(language, "refusal-session-maintenance", platform = platform, from = from, to = to);
    if let Some(next) = next {
        text.push(' ');
        text.push_str(&words!(language, "refusal-next-free", next = moment(next)));
    }
    text
}

fn no_hours(language: Language, none: &NoHours) -> String {
    let wanted = duration(none.wanted);
    let month = month(none.month, language);
    let mut text = if none.month_left == 0 && none.packs_left == 0 {
        words!(language, "refusal-no-hours", month = month, wanted = wanted)
    } else {
        let left = duration(none.month_left + none.packs_left);
        words!(language, "refusal-few-hours", month = month, wanted = wanted, left = left)
    };
    text.push(' ');
    let level = none.level.to_string();
    text.push_str(&if none.packs {
        words!(language, "refusal-hours-packs", level = level)
    } else if none.level == Level::Gold {
        // There is no higher level to move up to.
        words!(language, "refusal-hours-month")
    } else {
        words!(language, "refusal-hours-level", level = level)
    });
    text
}

/// A date as Discord shows it, by its noon: that is the same day in nearly every zone.
fn day_of(date: NaiveDate) -> String {
    markdown::day((date.and_time(NaiveTime::MIN) + TimeDelta::hours(12)).and_utc())
}
