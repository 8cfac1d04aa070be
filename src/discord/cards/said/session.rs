//! A session's words.

use chrono::Weekday;

use crate::{
    desk::expertise::{FreeSlot, SessionFile},
    discord::look::{
        cut::fitting,
        duration::duration,
        markdown::{moment, plain},
        wall_time::wall,
    },
    rules::{
        calendar::Calendar,
        language::Language,
        session::{Party, State, Topic},
    },
    words,
};

/// How many sessions a list shows of each kind.
const LISTED: usize = 15;

/// What is kept free for how many more there are, in characters.
const MORE: usize = 40;

/// A free slot as a suggestion or a menu shows it.
pub fn slot_label(free: &FreeSlot, calendar: &Calendar, language: Language) -> String {
    format!("{} · {}", wall(free.slot.starts_at, calendar, language), free.name)
}

/// A session as a suggestion shows it: to the team with its expert, to the expert with the customer.
pub fn session_label(file: &SessionFile, side: Party, calendar: &Calendar, language: Language) -> String {
    let who = match side {
        Party::Team => &file.expert,
        Party::Expert => &file.customer,
    };
    let topic = topic_word(file.row.topic, language);
    format!(
        "{} · {} · {topic} · {who}",
        wall(file.row.starts_at, calendar, language),
        duration(file.row.minutes)
    )
}

/// Sessions line by line, as many as a list shows in so many characters.
pub fn lines(files: &[SessionFile], side: Party, room: usize, language: Language) -> String {
    let lines: Vec<String> = files.iter().take(LISTED).map(|file| line(file, side, language)).collect();
    let (text, shown) = fitting(&lines, room - MORE);
    if shown == files.len() {
        return text;
    }
    let more = words!(language, "sessions-more", more = files.len() - shown);
    format!("{text}\n{more}").trim_start().to_owned()
}

/// A day of the week, in words.
pub fn day_word(day: Weekday, language: Language) -> String {
    words!(language, "day-of-week", day = day.number_from_monday())
}

/// A session in one line of a list.
pub fn line(file: &SessionFile, side: Party, language: Language) -> String {
    let who = match side {
        Party::Team => plain(&file.expert),
        Party::Expert => plain(&file.customer),
    };
    words!(
        language,
        "session-line",
        at = moment(file.row.starts_at),
        length = duration(file.row.minutes),
        topic = topic_word(file.row.topic, language),
        who = who,
        state = state_word(file.row.state, language)
    )
}

/// What a session is about, in words.
pub fn topic_word(topic: Topic, language: Language) -> String {
    words!(language, &format!("choice-topic-{}", topic.as_str()))
}

/// Where a session stands, in words.
pub fn state_word(state: State, language: Language) -> String {
    words!(language, &format!("session-state-{}", state.as_str().replace('_', "-")))
}

pub(in crate::discord::cards) fn title(file: &SessionFile, side: Party, language: Language) -> String {
    if let Some(ticket) = file.row.ticket {
        let (ticket, customer) = (ticket.to_string(), plain(&file.customer));
        return words!(language, "session-title-help", ticket = ticket, customer = customer);
    }
    let topic = topic_word(file.row.topic, language);
    match side {
        Party::Team => words!(language, "session-title", topic = topic),
        Party::Expert => {
            words!(language, "session-title-customer", topic = topic, customer = plain(&file.customer))
        }
    }
}
