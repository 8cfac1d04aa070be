//! What a change of level changes, in words: before it, to confirm it, and after it.

use super::said::{
    desk::{date, month},
    session,
};
use crate::{
    desk::{
        customers::level::Changed,
        draft::level::{Guaranteed, Helped, Offered, Preview},
        refusal::level::NotChanged,
    },
    discord::look::{
        card::{Button, Card, FIELD, Look, Tone},
        custom_id::{CustomId, Verb},
        cut::cut,
        duration::duration,
        markdown::{day, moment, plain, relative},
    },
    rules::{calendar::Calendar, contract::LevelRefusal, language::Language, offer::Offer, session::Party},
    words,
};

/// How long the list of open P1s may be, in characters: what follows it is read too.
const P1S: usize = 2_500;

/// What `/contract preview` answers.
pub fn previewed(changed: &Changed, offer: &Offer, language: Language) -> Card {
    let Preview { from, to, .. } = &changed.preview;
    let next = if to.level < from.level {
        let (phone, mail) = (offer.contact.phone.clone(), offer.contact.mail.clone());
        words!(language, "level-through-support", phone = phone, mail = mail)
    } else {
        words!(language, "level-by-manager")
    };
    let mut card = card(changed, Tone::Plain, &offer.calendar, language);
    card.body.push('\n');
    card.body.push_str(&next);
    card
}

/// The same, to be confirmed.
pub fn to_confirm(changed: &Changed, draft: i64, calendar: &Calendar, language: Language) -> Card {
    let level = changed.preview.to.level.to_string();
    card(changed, Tone::Warning, calendar, language)
        .button(Button::new(
            CustomId::new(Verb::Confirm, draft),
            words!(language, "button-upgrade", level = level),
            Look::Main,
        ))
        .button(Button::new(
            CustomId::new(Verb::Dismiss, draft),
            words!(language, "button-dismiss"),
            Look::Other,
        ))
}

/// A change that was written.
pub fn changed(changed: &Changed, calendar: &Calendar, language: Language) -> Card {
    let mut card = card(changed, Tone::Good, calendar, language);
    let Preview { to, later, .. } = &changed.preview;
    let (customer, level) = (plain(&changed.customer), to.level.to_string());
    let done = match later {
        None => words!(language, "level-changed", customer = customer, level = level),
        Some(at) => {
            words!(language, "level-scheduled", customer = customer, level = level, from = day(*at))
        }
    };
    card.body = format!("{done}\n{}", card.body);
    let beyond = session::lines(&changed.beyond, Party::Team, FIELD, language);
    card.fact(words!(language, "fact-no-longer-fit"), beyond)
}

fn card(changed: &Changed, tone: Tone, calendar: &Calendar, language: Language) -> Card {
    let Preview { from, to, later, billed_from, cancels, p1s } = &changed.preview;
    let title = words!(
        language,
        "level-title",
        customer = plain(&changed.customer),
        from = from.level.to_string(),
        to = to.level.to_string()
    );
    let mut lines = vec![match later {
        None => words!(language, "level-at-once"),
        Some(at) => words!(language, "level-from", from = day(*at)),
    }];
    lines.push(words!(language, "level-gtr", before = gtr(from, language), after = gtr(to, language)));
    let p1s: Vec<String> = p1s.iter().map(|helped| deadline(helped, language)).collect();
    lines.extend((!p1s.is_empty()).then(|| cut(&p1s.join("\n"), P1S)));
    lines.push(words!(
        language,
        "level-hours",
        before = a_month(from, language),
        after = a_month(to, language)
    ));
    if later.is_none() {
        lines.push(words!(language, "level-left", before = duration(from.left), after = duration(to.left)));
    }
    lines.push(words!(
        language,
        "level-access",
        before = access(from, language),
        after = access(to, language)
    ));
    lines.push(words!(language, "level-billed", billed = date(*billed_from, calendar)));
    lines.extend(
        cancels
            .iter()
            .map(|row| words!(language, "level-cancels", level = row.level.to_string(), from = day(row.at))),
    );
    Card::framed(title, lines.join("\n"), tone)
}

fn gtr(offered: &Offered, language: Language) -> String {
    offered.gtr_minutes.map_or_else(|| words!(language, "level-best-effort"), duration)
}

fn a_month(offered: &Offered, language: Language) -> String {
    match offered.until {
        Some(last) if offered.minutes_a_month > 0 => words!(
            language,
            "level-hours-until",
            hours = duration(offered.minutes_a_month),
            month = month(last, language)
        ),
        _ => duration(offered.minutes_a_month),
    }
}

fn access(offered: &Offered, language: Language) -> String {
    if offered.access { words!(language, "level-yes") } else { words!(language, "level-no") }
}

fn deadline(helped: &Helped, language: Language) -> String {
    let before = match helped.before {
        Guaranteed::Nothing => words!(language, "level-best-effort"),
        Guaranteed::Deadline(at) => moment(at),
        Guaranteed::Paused(left) => {
            words!(
                language,
                "level-paused",
                left = duration(left / chrono::TimeDelta::minutes(1).num_seconds())
            )
        }
    };
    let (ticket, after, left) =
        (helped.ticket.to_string(), moment(helped.deadline), relative(helped.deadline));
    words!(language, "level-p1", ticket = ticket, before = before, after = after, left = left)
}

/// Why a level is not changed.
pub fn refusal(language: Language, refusal: NotChanged, offer: &Offer) -> String {
    match refusal {
        NotChanged::Rule(LevelRefusal::SameLevel(level)) => {
            words!(language, "refusal-same-level", level = level.to_string())
        }
        NotChanged::Rule(LevelRefusal::NotAnUpgrade { from, to }) => {
            let (phone, mail) = (offer.contact.phone.clone(), offer.contact.mail.clone());
            words!(
                language,
                "refusal-not-an-upgrade",
                from = from.to_string(),
                to = to.to_string(),
                phone = phone,
                mail = mail
            )
        }
        NotChanged::Rule(LevelRefusal::Past { today }) => {
            words!(language, "refusal-past-date", today = date(today, &offer.calendar))
        }
        NotChanged::Otherwise => words!(language, "refusal-changed-meanwhile"),
    }
}
