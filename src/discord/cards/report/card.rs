//! The card of a month's report.

use anyhow::Result;
use chrono::{DateTime, Utc};

use super::{incidents::incidents, picture::Picture, table};
use crate::{
    desk::{customers::report::Report, refusal::report::ReportRefusal},
    discord::{
        cards::said::{
            self,
            clock::whole_minutes,
            desk,
            session::topic_word,
            ticket::{category_word, priority_word},
        },
        look::{
            card::{Card, CardFile, Tone},
            duration::duration,
            markdown::{moment, plain_line},
        },
    },
    rules::{
        event::{Category, Priority},
        gtr::Outcome,
        language::Language,
        offer::Offer,
        report::{Counted, Hours, Judged, Tally, Verdict},
    },
    words,
};

/// How long the list of P1s with its arithmetic may be, in characters: with the facts beside it, it stays
/// within what Discord takes.
pub(super) const ROOM: usize = 3_200;

/// A month's report.
#[derive(Debug)]
pub struct ReportCard<'a> {
    /// The month.
    pub report: &'a Report,
    /// The offer, for the wall clock of the table.
    pub offer: &'a Offer,
    /// When it was due, where it is sent late.
    pub late: Option<DateTime<Utc>>,
}

impl ReportCard<'_> {
    /// The report with its table and with its picture, where that could be drawn: `png` is what became of it.
    ///
    /// # Errors
    /// When the table cannot be written.
    pub fn with_files(&self, picture: &Picture, png: Option<Vec<u8>>, language: Language) -> Result<Card> {
        let mut card = self.render(png.is_some(), language);
        let name = |kind: &str| format!("report-{}.{kind}", self.report.month);
        let drawn = png.map(|bytes| CardFile { name: name("png"), bytes, alt: Some(picture.alt.clone()) });
        card.files.extend(drawn);
        let table = table::table(self.report, self.offer, language)?;
        card.files.push(CardFile { name: name("csv"), bytes: table, alt: None });
        Ok(card)
    }

    /// The report in words; what the picture shows is not told beside it.
    pub(in crate::discord::cards) fn render(&self, drawn: bool, language: Language) -> Card {
        let Self { report, late, .. } = self;
        let figures = &report.figures;
        let mut lines = Vec::new();
        lines.extend(late.map(|due| words!(language, "report-late", at = moment(due))));
        if report.so_far {
            lines.push(words!(language, "report-so-far", at = moment(report.now)));
        }
        if drawn && figures.tickets.is_empty() {
            lines.push(words!(language, "report-no-tickets"));
        }
        lines.extend(self.p1s(language));
        let categories = Category::ALL.iter().map(|category| {
            let tally = figures.tally(|ticket| ticket.category == *category);
            tally_line(&category_word(*category, language), tally, language)
        });
        let by_category: Vec<String> = categories.flatten().collect();
        let mut card = Card::framed(title(report, language), lines.join("\n"), Tone::Plain);
        if !drawn {
            card = card
                .fact(words!(language, "fact-report-tickets"), tickets(report, language))
                .fact(words!(language, "fact-report-p1"), verdicts(report, language))
                .fact(words!(language, "fact-report-first-answer"), first_answer(report, language));
        }
        let shown = (!drawn).then(|| hours_drawn(&report.hours, language));
        let hours: Vec<String> = shown.into_iter().chain(hours_besides(&report.hours, language)).collect();
        card.fact(words!(language, "fact-report-incidents"), incidents(report, self.offer, language))
            .fact(words!(language, "fact-report-categories"), by_category.join("\n"))
            .fact(words!(language, "fact-report-hours"), hours.join("\n"))
            .fact(words!(language, "fact-report-topics"), topics(&report.hours, language))
    }

    /// Every P1 that was judged: the misses first, each with its arithmetic. What does not fit is said to be
    /// left out.
    pub(super) fn p1s(&self, language: Language) -> Vec<String> {
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
    pub(super) fn p1(&self, ticket: &Counted, judged: &Judged, language: Language) -> Vec<String> {
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
                said::clock::receipt_lines(at_fault, judged.stopped_at, &self.offer.calendar, language)
            }
            (Some(_), Verdict::Clock(Outcome::Kept { .. } | Outcome::Withdrawn) | Verdict::BestEffort)
            | (None, _) => Vec::new(),
        };
        std::iter::once(line).chain(arithmetic).collect()
    }
}

/// Whose month it is, as a title.
pub(super) fn title(report: &Report, language: Language) -> String {
    let month = desk::month(report.month, language);
    match &report.customer {
        Some(customer) => words!(language, "report-title", customer = plain_line(customer), month = month),
        None => words!(language, "report-title-all", month = month),
    }
}

/// The tickets of all priorities, then of each.
fn tickets(report: &Report, language: Language) -> String {
    let figures = &report.figures;
    if figures.tickets.is_empty() {
        return words!(language, "report-no-tickets");
    }
    let all = tally_line(&words!(language, "report-all-tickets"), figures.tally(|_| true), language);
    let by_priority = Priority::ALL.iter().map(|priority| {
        let tally = figures.tally(|ticket| ticket.priority == *priority);
        tally_line(&priority_word(*priority, language), tally, language)
    });
    std::iter::once(all).chain(by_priority).flatten().collect::<Vec<_>>().join("\n")
}

pub(super) fn tally_line(what: &str, tally: Tally, language: Language) -> Option<String> {
    (tally != Tally::default()).then(|| {
        let Tally { opened, closed, open } = tally;
        words!(language, "report-tally", what = what, opened = opened, closed = closed, open = open)
    })
}

pub(super) fn verdicts(report: &Report, language: Language) -> String {
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
pub(super) fn verdict_word(verdict: Verdict, language: Language) -> String {
    match verdict {
        Verdict::Clock(outcome) => said::clock::result(outcome, language),
        Verdict::BestEffort => words!(language, "report-best-effort"),
    }
}

pub(super) fn first_answer(report: &Report, language: Language) -> String {
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
        median = said::clock::span(whole_minutes(median)),
        longest = said::clock::span(whole_minutes(longest)),
        answered = answers.answered,
        waiting = answers.unanswered
    )
}

/// The hours that the picture shows.
fn hours_drawn(hours: &Hours, language: Language) -> String {
    words!(
        language,
        "report-hours",
        included = duration(hours.included),
        used = duration(hours.used()),
        packs = duration(hours.used_of_packs),
        held = duration(hours.held)
    )
}

/// The hours that it does not show, where there are any.
fn hours_besides(hours: &Hours, language: Language) -> Option<String> {
    let there_are =
        [hours.given_back, hours.packs_granted, hours.packs_left].iter().any(|minutes| *minutes != 0);
    there_are.then(|| {
        words!(
            language,
            "report-hours-more",
            back = duration(hours.given_back),
            granted = duration(hours.packs_granted),
            left = duration(hours.packs_left)
        )
    })
}

pub(super) fn topics(hours: &Hours, language: Language) -> String {
    let line = |(topic, minutes): &(_, i64)| {
        words!(language, "report-topic", topic = topic_word(*topic, language), used = duration(*minutes))
    };
    hours.by_topic.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// Why there is no report, in words.
pub fn refusal(language: Language, refusal: ReportRefusal) -> String {
    match refusal {
        ReportRefusal::ToCome(month) => {
            words!(language, "refusal-report-to-come", month = desk::month(month, language))
        }
        ReportRefusal::Before { month, since } => words!(
            language,
            "refusal-report-before",
            month = desk::month(month, language),
            since = desk::month(since, language)
        ),
    }
}
