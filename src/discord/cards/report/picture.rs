//! A month's report as a picture: drawn as SVG, rendered to PNG with the fonts that the program carries, read
//! on a phone.
//!
//! It has its own background, so that it reads the same on a dark and on a light Discord.

use std::{
    fmt::Write,
    sync::{Arc, LazyLock},
};

use anyhow::{Context, Result};
use resvg::{
    tiny_skia::{Pixmap, Transform},
    usvg::{Options, Tree, fontdb},
};

use crate::{
    desk::customers::report::Report,
    discord::{
        cards::said::{
            clock::{span, whole_minutes},
            desk::month,
            ticket::priority_word,
        },
        look::{cut::cut, duration::duration},
    },
    rules::{
        event::Priority,
        language::Language,
        report::{Hours, Tally},
    },
    words,
};

const WIDTH: u32 = 1000;
/// No more than three quarters of the width: Discord shows a higher picture smaller.
const HEIGHT: u32 = 750;
const MARGIN: u32 = 40;
/// Between two tiles.
const GAP: u32 = 10;

/// Two columns: where each begins, and how wide it is.
const LEFT: (u32, u32) = (MARGIN, 540);
const RIGHT: (u32, u32) = (620, 340);
/// Two sections in each, one below the other: the line on which the title of each stands.
const UPPER: u32 = 166;
const LOWER: u32 = 484;
/// From the title of a section to what stands below it.
const BELOW: u32 = 20;

/// How large the words are. Discord shows the picture at a third to half of its size.
const TITLE: u32 = 34;
const WORDS: u32 = 30;
const SMALL: u32 = 28;

/// How long a customer's name may be, in characters: longer ones would leave the picture.
const NAME: usize = 30;

const BACKGROUND: &str = "#1e2330";
const FRAME: &str = "#5b6478";
const TRACK: &str = "#2e3546";
const TEXT: &str = "#f3f5f9";
const FAINT: &str = "#b4bdcf";
const BLUE: &str = "#6ea8ff";
const GREEN: &str = "#5fce8f";
const AMBER: &str = "#f2b84b";
const RED: &str = "#ff7b7b";
/// The same colours behind a text.
const DARK_BLUE: &str = "#365587";
const DARK_GREEN: &str = "#2f6b4a";
const DARK_AMBER: &str = "#7a5c25";

/// The fonts that the program carries, and the family of text: no font of the machine is ever looked for.
static FONTS: LazyLock<(Arc<fontdb::Database>, String)> = LazyLock::new(|| {
    let mut fonts = fontdb::Database::new();
    for font in [epaint_default_fonts::UBUNTU_LIGHT, epaint_default_fonts::HACK_REGULAR] {
        fonts.load_font_source(fontdb::Source::Binary(Arc::new(font)));
    }
    let family = fonts.faces().next().and_then(|face| face.families.first()).map(|(name, _)| name.clone());
    (Arc::new(fonts), family.unwrap_or_default())
});

/// What the picture shows: words and numbers, ready to be drawn on another thread.
#[derive(Clone, Debug)]
pub struct Picture {
    /// The same for whoever does not see it.
    pub alt: String,
    svg: String,
}

impl Picture {
    /// The picture of a report.
    pub fn of(report: &Report, language: Language) -> Self {
        let mut canvas = Canvas::default();
        canvas.heading(report, language);
        canvas.tickets(report, language);
        canvas.p1s(report, language);
        canvas.first_answers(report, language);
        canvas.hours(report, language);
        Self { alt: alt(report, language), svg: canvas.finished() }
    }

    /// The picture as PNG. It takes a few tens of milliseconds: not for the thread that serves Discord.
    ///
    /// # Errors
    /// When it cannot be drawn.
    pub fn png(&self) -> Result<Vec<u8>> {
        let (fontdb, family) = &*FONTS;
        let options =
            Options { fontdb: Arc::clone(fontdb), font_family: family.clone(), ..Options::default() };
        let tree = Tree::from_str(&self.svg, &options).context("reading a report's picture")?;
        let mut pixels = Pixmap::new(WIDTH, HEIGHT).context("making room for a report's picture")?;
        resvg::render(&tree, Transform::identity(), &mut pixels.as_mut());
        pixels.encode_png().context("encoding a report's picture")
    }
}

fn alt(report: &Report, language: Language) -> String {
    let verdicts = report.figures.verdicts();
    let answers = report.figures.first_answers();
    let took = |time| Option::map_or(time, "–".to_owned(), |time| span(whole_minutes(time)));
    let (whose, month) = (whose(report, language), month(report.month, language));
    let title = words!(language, "picture-alt-title", whose = whose, month = month);
    // Of priorities without a ticket nothing is said.
    let tallies = tallies(report, language).into_iter().enumerate();
    let tickets: Vec<String> = tallies
        .filter(|(at, (_, tally))| *at == 0 || *tally != Tally::default())
        .map(|(_, (what, Tally { opened, closed, open }))| {
            words!(language, "picture-alt-tally", what = what, opened = opened, closed = closed, open = open)
        })
        .collect();
    let hours: Vec<String> = parts(&report.hours, language).into_iter().map(|(_, _, words)| words).collect();
    words!(
        language,
        "picture-alt",
        title = title,
        tickets = tickets.join("; "),
        kept = verdicts.kept,
        missed = verdicts.missed,
        withdrawn = verdicts.withdrawn,
        best = verdicts.best_effort,
        median = took(answers.median),
        longest = took(answers.longest),
        waiting = answers.unanswered,
        hours = hours.join(", ")
    )
}

/// How many tickets of all priorities, then of each.
fn tallies(report: &Report, language: Language) -> Vec<(String, Tally)> {
    let figures = &report.figures;
    let all = (words!(language, "report-all-tickets"), figures.tally(|_| true));
    let of_each = Priority::ALL.iter().map(|priority| {
        (priority_word(*priority, language), figures.tally(|ticket| ticket.priority == *priority))
    });
    std::iter::once(all).chain(of_each).collect()
}

/// What became of the hours: how many minutes, their colour, and their words.
fn parts(hours: &Hours, language: Language) -> Vec<(i64, &'static str, String)> {
    let mut parts = Vec::new();
    if hours.included > 0 || hours.used_of_month > 0 {
        let (used, included) = (duration(hours.used_of_month), duration(hours.included));
        let words = words!(language, "picture-hours-used", used = used, included = included);
        parts.push((hours.used_of_month, BLUE, words));
    }
    if hours.used_of_packs > 0 {
        let words = words!(language, "picture-hours-packs", used = duration(hours.used_of_packs));
        parts.push((hours.used_of_packs, GREEN, words));
    }
    parts.push((hours.held, AMBER, words!(language, "picture-hours-held", held = duration(hours.held))));
    parts
}

fn whose(report: &Report, language: Language) -> String {
    report.customer.clone().unwrap_or_else(|| words!(language, "picture-all"))
}

/// What is drawn.
#[derive(Debug, Default)]
struct Canvas {
    svg: String,
}

/// Where a text stands: at its beginning, its middle or its end.
#[derive(Clone, Copy, Debug)]
enum Anchor {
    Start,
    Middle,
    End,
}

impl Canvas {
    fn heading(&mut self, report: &Report, language: Language) {
        let whose = cut(&whose(report, language), NAME);
        self.text((MARGIN, 74), (46, TEXT), Anchor::Start, &whose);
        let month = month(report.month, language);
        let when = if report.so_far { words!(language, "picture-so-far", month = month) } else { month };
        self.text((MARGIN, 114), (WORDS, FAINT), Anchor::Start, &when);
    }

    fn section(&mut self, (x, y): (u32, u32), words: &str) {
        self.text((x, y), (TITLE, TEXT), Anchor::Start, words);
    }

    /// Of all tickets and of each priority a line of three tiles, each filled as far as its count is of the
    /// largest.
    fn tickets(&mut self, report: &Report, language: Language) {
        let ((x, width), label, line) = (LEFT, 90, 38);
        let tile = (width - label - 2 * GAP) / 3;
        let left = |place: u32| x + label + place * (tile + GAP);
        self.section((x, UPPER), &words!(language, "picture-tickets"));
        let heads = [
            (words!(language, "picture-opened"), BLUE),
            (words!(language, "picture-closed"), GREEN),
            (words!(language, "picture-open"), AMBER),
        ];
        for (place, (words, colour)) in (0_u32..).zip(&heads) {
            self.text((left(place) + tile / 2, UPPER + 38), (SMALL, colour), Anchor::Middle, words);
        }
        let tallies = tallies(report, language);
        let most = tallies.iter().flat_map(|(_, tally)| [tally.opened, tally.closed, tally.open]).max();
        let most = most.unwrap_or(0);
        for (row, (words, tally)) in (0_u32..).zip(&tallies) {
            let top = UPPER + 50 + row * (line + 6);
            self.text((x, top + 30), (WORDS, TEXT), Anchor::Start, words);
            let counts = [(tally.opened, DARK_BLUE), (tally.closed, DARK_GREEN), (tally.open, DARK_AMBER)];
            for (place, (count, colour)) in (0_u32..).zip(counts) {
                self.bar((left(place), top), (tile, line), TRACK);
                let filled = share(count, most, tile);
                if filled > 0 {
                    self.bar((left(place), top), (filled, line), colour);
                }
                let middle = (left(place) + tile / 2, top + 30);
                self.text(middle, (WORDS, TEXT), Anchor::Middle, &count.to_string());
            }
        }
    }

    /// Four tiles, two by two.
    fn p1s(&mut self, report: &Report, language: Language) {
        let (left, all) = RIGHT;
        let (width, height) = ((all - GAP) / 2, 117);
        self.section((left, UPPER), &words!(language, "picture-p1"));
        let verdicts = report.figures.verdicts();
        let tiles = [
            (verdicts.kept.to_string(), words!(language, "picture-kept"), GREEN),
            (verdicts.missed.to_string(), words!(language, "picture-missed"), RED),
            (verdicts.withdrawn.to_string(), words!(language, "picture-withdrawn"), FAINT),
            (verdicts.best_effort.to_string(), words!(language, "picture-best-effort"), BLUE),
        ];
        for (place, (figure, words, colour)) in (0_u32..).zip(&tiles) {
            let x = left + (place % 2) * (width + GAP);
            let y = UPPER + BELOW + (place / 2) * (height + GAP);
            self.bar((x, y), (width, height), TRACK);
            self.text((x + width / 2, y + 58), (46, colour), Anchor::Middle, figure);
            self.text((x + width / 2, y + 98), (SMALL, FAINT), Anchor::Middle, words);
        }
    }

    /// A line for each figure.
    fn first_answers(&mut self, report: &Report, language: Language) {
        let ((x, width), height) = (RIGHT, 66);
        self.section((x, LOWER), &words!(language, "picture-first-answer"));
        let answers = report.figures.first_answers();
        let took = |time| Option::map_or(time, "–".to_owned(), |time| span(whole_minutes(time)));
        let lines = [
            (words!(language, "picture-median"), took(answers.median)),
            (words!(language, "picture-longest"), took(answers.longest)),
            (words!(language, "picture-unanswered"), answers.unanswered.to_string()),
        ];
        for (row, (words, figure)) in (0_u32..).zip(&lines) {
            let y = LOWER + BELOW + row * (height + GAP);
            self.bar((x, y), (width, height), TRACK);
            self.text((x + 16, y + 43), (SMALL, FAINT), Anchor::Start, words);
            self.text((x + width - 16, y + 44), (WORDS, TEXT), Anchor::End, figure);
        }
    }

    /// What was used of the month, of packs, and what is held, side by side on what is included.
    fn hours(&mut self, report: &Report, language: Language) {
        let ((x, width), y, height) = (LEFT, LOWER + BELOW, 44);
        let hours = &report.hours;
        self.section((x, LOWER), &words!(language, "picture-hours"));
        self.bar((x, y), (width, height), TRACK);
        let whole = (hours.used() + hours.held).max(hours.included);
        let parts = parts(hours, language);
        let mut before = 0_i64;
        for (minutes, colour, _) in &parts {
            let (from, to) = (share(before, whole, width), share(before + minutes, whole, width));
            if to > from {
                self.bar((x + from, y), (to - from, height), colour);
            }
            before += minutes;
        }
        for (row, (_, colour, words)) in (0_u32..).zip(&parts) {
            let line = y + height + 50 + row * 46;
            self.bar((x, line - 23), (24, 24), colour);
            self.text((x + 38, line), (WORDS, FAINT), Anchor::Start, words);
        }
    }

    fn bar(&mut self, (x, y): (u32, u32), (width, height): (u32, u32), colour: &str) {
        let round = (width / 2).min(4);
        let _ = write!(
            self.svg,
            r#"<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="{round}" fill="{colour}"/>"#
        );
    }

    /// A text. The font is a light one: a thin line around it lets it read on a small screen.
    fn text(&mut self, (x, y): (u32, u32), (size, colour): (u32, &str), anchor: Anchor, text: &str) {
        let anchor = match anchor {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        };
        let text = escaped(text);
        let _ = write!(
            self.svg,
            r#"<text x="{x}" y="{y}" font-size="{size}" text-anchor="{anchor}" fill="{colour}" stroke="{colour}" stroke-width="0.6">{text}</text>"#
        );
    }

    fn finished(self) -> String {
        let (inner_width, inner_height) = (WIDTH - 2, HEIGHT - 2);
        format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}"><rect x="1" y="1" width="{inner_width}" height="{inner_height}" rx="18" fill="{BACKGROUND}" stroke="{FRAME}" stroke-width="2"/>{}</svg>"#,
            self.svg
        )
    }
}

/// The part of `room` that `count` is of `most`.
fn share<N: TryInto<u64>>(count: N, most: N, room: u32) -> u32 {
    let (count, most) = (count.try_into().unwrap_or(0), most.try_into().unwrap_or(0));
    if most == 0 {
        return 0;
    }
    u32::try_from(count.min(most) * u64::from(room) / most).unwrap_or(room)
}

/// A text as SVG takes it: what has a meaning there loses it, what may not stand there is left out.
fn escaped(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_control()).fold(String::new(), |mut escaped, letter| {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            // The fonts have no narrow space.
            '\u{202f}' => escaped.push('\u{a0}'),
            other => escaped.push(other),
        }
        escaped
    })
}
