//! A month's report: as a card, a picture and a table.

mod picture;
mod table;

#[cfg(test)]
mod tests;

use anyhow::Result;
use chrono::{DateTime, TimeDelta, Utc};

use super::{
    clock, contract,
    session::topic_word,
    ticket::{category_word, priority_word},
};
use crate::{
    delivery::outbox::Letter,
    desk::report::{Refusal, Report},
    discord::{
        Face,
        card::{Card, CardFile, Tone},
        duration::duration,
        markdown::{moment, plain_line},
        sender::Plan,
    },
    logging,
    rules::{
        calendar::Month,
        event::{Category, Priority},
        gtr::Outcome,
        ids::CustomerId,
        language::Language,
        offer::Offer,
        report::{Counted, Hours, Judged, Tally, Verdict},
    },
    words,
};

/// How long the list of P1s with its arithmetic may be, in characters: with the facts beside it, it stays within what Discord takes.
const ROOM: usize = 3_200;

/// What is to be done for a report that is sent by itself.
///
/// # Errors
/// When the facts cannot be read.
pub async fn plan(
    face: &Face,
    letter: &Letter,
    customer: CustomerId,
    (month, due): (Month, DateTime<Utc>),
) -> Result<Plan> {
    // Linked to another customer since, the channel hears nothing.
    if !super::sessions::speaks_for(&mut *face.desk.store.read().await?, letter.to, customer).await? {
        return Ok(Plan::Nothing);
    }
    let Some(report) = face.desk.report_to_send(customer, month).await? else { return Ok(Plan::Nothing) };
    let offer = &face.desk.offer;
    let late = (report.now - due > offer.announcements.late).then_some(due);
    Ok(Plan::Post(card(report, offer, late, letter.language).await?))
}

/// The report, with its picture and its table. A picture that cannot be drawn is left out: the figures are told all the same.
///
/// # Errors
/// When the table cannot be written.
pub async fn card(
    report: Report,
    offer: &Offer,
    late: Option<DateTime<Utc>>,
    language: Language,
) -> Result<Card> {
    let mut card = Shown { report: &report, late }.render(language);
    let name = |kind: &str| format!("report-{}.{kind}", report.month);
    let drawn = picture::Picture::of(&report, language);
    let alt = drawn.alt.clone();
    let drawn = tokio::task::spawn_blocking(move || drawn.png()).await;
    match drawn.map_err(|error| anyhow::anyhow!("drawing a report: {}", logging::broke_off(&error))).flatten()
    {
        Ok(bytes) => card.files.push(CardFile { name: name("png"), bytes, alt: Some(alt) }),
        Err(error) => tracing::error!(error = format!("{error:#}"), "a report has no picture"),
    }
    let table = table::table(&report, &offer.calendar, language)?;
    card.files.push(CardFile { name: name("csv"), bytes: table, alt: None });
    Ok(card)
}

/// The report in words.
struct Shown<'a> {
    report: &'a Report,
    /// When it was due, where it is sent late.
    late: Option<DateTime<Utc>>,
}

impl Shown<'_> {
    fn render(&self, language: Language) -> Card {
        let Self { report, late } = self;
        let figures = &report.figures;
        let mut lines = Vec::new();
        lines.extend(late.map(|due| words!(language, "report-late", at = moment(due))));
        if report.so_far {
            lines.push(words!(language, "report-so-far", at = moment(report.now)));
        }
        lines.extend(self.p1s(language));
        let priorities = Priority::ALL.iter().map(|priority| {
            let tally = figures.tally(|ticket| ticket.priority == *priority);
            tally_line(&priority_word(*priority, language), tally, language)
        });
        let categories = Category::ALL.iter().map(|category| {
            let tally = figures.tally(|ticket| ticket.category == *category);
            tally_line(&category_word(*category, language), tally, language)
        });
        let by_priority: Vec<String> = priorities.flatten().collect();
        let by_category: Vec<String> = categories.flatten().collect();
        let tickets = if figures.tickets.is_empty() {
            words!(language, "report-no-tickets")
        } else {
            let all = words!(language, "report-all-tickets");
            tally_line(&all, figures.tally(|_| true), language)
                .into_iter()
                .chain(by_priority)
                .collect::<Vec<_>>()
                .join("\n")
        };
        Card::framed(title(report, language), lines.join("\n"), Tone::Plain)
            .fact(words!(language, "fact-report-tickets"), tickets)
            .fact(words!(language, "fact-report-categories"), by_category.join("\n"))
            .fact(words!(language, "fact-report-p1"), verdicts(report, language))
            .fact(words!(language, "fact-report-first-answer"), first_answer(report, language))
            .fact(words!(language, "fact-report-hours"), hours(&report.hours, language))
            .fact(words!(language, "fact-report-topics"), topics(&report.hours, language))
    }

    /// Every P1 that was judged: the misses first, each with its arithmetic. What does not fit is said to be left out.
    fn p1s(&self, language: Language) -> Vec<String> {
        let judged = self.report.figures.judged();
        let is_miss = |judged: &Judged| matches!(judged.verdict, Verdict::Clock(Outcome::Missed { .. }));
        let (missed, others): (Vec<_>, Vec<_>) = judged.into_iter().partition(|(_, judged)| is_miss(judged));
        let mut shown = Vec::new();
        let mut room = ROOM;
        let all = missed.len() + others.len();
        for (count, (ticket, judged)) in missed.into_iter().chain(others).enumerate() {
            let part = self.p1(ticket, judged, language);
            for line in &part {
                let length = line.chars().count() + 1;
                if length > room {
                    shown.push(words!(language, "report-cut", more = all - count));
                    return shown;
                }
                room -= length;
                shown.push(line.clone());
            }
        }
        shown
    }

    /// A P1 in one line, and of a miss the arithmetic.
    fn p1(&self, ticket: &Counted, judged: &Judged, language: Language) -> Vec<String> {
        let report = self.report;
        let subject =
            report.subjects.get(&ticket.number).map(|subject| plain_line(subject)).unwrap_or_default();
        let result = verdict_word(judged.verdict, language);
        let (number, customer) = (ticket.number.to_string(), report.names.get(&ticket.customer));
        let line = match customer {
            Some(customer) => words!(
                language,
                "report-p1-of",
                ticket = number,
                customer = plain_line(customer),
                subject = subject,
                result = result
            ),
            None => words!(language, "report-p1", ticket = number, subject = subject, result = result),
        };
        let arithmetic = match (&judged.clock, judged.verdict) {
            (Some(at_fault), Verdict::Clock(Outcome::Missed { .. })) => {
                clock::receipt_lines(at_fault, judged.stopped_at, language)
            }
            (Some(_), Verdict::Clock(Outcome::Kept { .. } | Outcome::Withdrawn) | Verdict::BestEffort)
            | (None, _) => Vec::new(),
        };
        std::iter::once(line).chain(arithmetic).collect()
    }
}

/// Whose month it is, as a title.
fn title(report: &Report, language: Language) -> String {
    let month = contract::month(report.month, language);
    match &report.customer {
        Some(customer) => words!(language, "report-title", customer = plain_line(customer), month = month),
        None => words!(language, "report-title-all", month = month),
    }
}

fn tally_line(what: &str, tally: Tally, language: Language) -> Option<String> {
    (tally != Tally::default()).then(|| {
        let Tally { opened, closed, open } = tally;
        words!(language, "report-tally", what = what, opened = opened, closed = closed, open = open)
    })
}

fn verdicts(report: &Report, language: Language) -> String {
    let verdicts = report.figures.verdicts();
    words!(
        language,
        "report-verdicts",
        kept = verdicts.kept,
        missed = verdicts.missed,
        withdrawn = verdicts.withdrawn,
        best = verdicts.best_effort
    )
}

/// What became of a guaranteed time, in words.
fn verdict_word(verdict: Verdict, language: Language) -> String {
    match verdict {
        Verdict::Clock(outcome) => clock::result(outcome, language),
        Verdict::BestEffort => words!(language, "report-best-effort"),
    }
}

fn first_answer(report: &Report, language: Language) -> String {
    let answers = report.figures.first_answers();
    let (Some(median), Some(longest)) = (answers.median, answers.longest) else {
        return match answers.unanswered {
            0 => words!(language, "report-none-opened"),
            waiting => words!(language, "report-no-answer", waiting = waiting),
        };
    };
    words!(
        language,
        "report-answers",
        median = clock::span(whole_minutes(median)),
        longest = clock::span(whole_minutes(longest)),
        answered = answers.answered,
        waiting = answers.unanswered
    )
}

/// A span to the minute, below.
fn whole_minutes(span: TimeDelta) -> TimeDelta {
    TimeDelta::minutes(span.num_minutes())
}

fn hours(hours: &Hours, language: Language) -> String {
    words!(
        language,
        "report-hours",
        included = duration(hours.included),
        used = duration(hours.used()),
        packs = duration(hours.used_of_packs),
        held = duration(hours.held),
        back = duration(hours.given_back),
        granted = duration(hours.packs_granted),
        left = duration(hours.packs_left)
    )
}

fn topics(hours: &Hours, language: Language) -> String {
    let line = |(topic, minutes): &(_, i64)| {
        words!(language, "report-topic", topic = topic_word(*topic, language), used = duration(*minutes))
    };
    hours.by_topic.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// Why there is no report, in words.
#[must_use]
pub fn refusal(language: Language, refusal: Refusal) -> String {
    match refusal {
        Refusal::ToCome(month) => {
            words!(language, "refusal-report-to-come", month = contract::month(month, language))
        }
        Refusal::Before { month, since } => words!(
            language,
            "refusal-report-before",
            month = contract::month(month, language),
            since = contract::month(since, language)
        ),
    }
}
