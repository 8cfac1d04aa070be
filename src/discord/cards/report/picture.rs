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
            session::topic_word,
            ticket::priority_word,
        },
        look::{cut::cut, duration::duration},
    },
    rules::{event::Priority, language::Language, report::Tally},
    words,
};

const WIDTH: u32 = 800;
const MARGIN: u32 = 40;
/// What is left between the margins.
const ROOM: u32 = WIDTH - 2 * MARGIN;
/// Between two tiles.
const GAP: u32 = 16;

/// How long a customer's name may be, in characters: longer ones would leave the picture.
const TITLE: usize = 30;

const BACKGROUND: &str = "#1e2330";
const FRAME: &str = "#5b6478";
const TRACK: &str = "#2e3546";
const TEXT: &str = "#f3f5f9";
const FAINT: &str = "#b4bdcf";
const BLUE: &str = "#6ea8ff";
const GREEN: &str = "#5fce8f";
const AMBER: &str = "#f2b84b";
const RED: &str = "#ff7b7b";

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
    height: u32,
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
        let height = canvas.at + MARGIN / 2;
        Self { alt: alt(report, language), svg: canvas.finished(height), height }
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
        let mut pixels = Pixmap::new(WIDTH, self.height).context("making room for a report's picture")?;
        resvg::render(&tree, Transform::identity(), &mut pixels.as_mut());
        pixels.encode_png().context("encoding a report's picture")
    }
}

fn alt(report: &Report, language: Language) -> String {
    let tally = report.figures.tally(|_| true);
    let verdicts = report.figures.verdicts();
    let answers = report.figures.first_answers();
    let took = |time| Option::map_or(time, "–".to_owned(), |time| span(whole_minutes(time)));
    let (whose, month) = (whose(report, language), month(report.month, language));
    let title = words!(language, "picture-alt-title", whose = whose, month = month);
    words!(
        language,
        "picture-alt",
        title = title,
        opened = tally.opened,
        closed = tally.closed,
        open = tally.open,
        kept = verdicts.kept,
        missed = verdicts.missed,
        withdrawn = verdicts.withdrawn,
        best = verdicts.best_effort,
        median = took(answers.median),
        longest = took(answers.longest),
        used = duration(report.hours.used()),
        held = duration(report.hours.held),
        included = duration(report.hours.included)
    )
}

fn whose(report: &Report, language: Language) -> String {
    report.customer.clone().unwrap_or_else(|| words!(language, "picture-all"))
}

/// What is drawn, from top to bottom.
#[derive(Debug, Default)]
struct Canvas {
    svg: String,
    /// How far down it goes.
    at: u32,
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
        self.at = MARGIN + 30;
        let whose = cut(&whose(report, language), TITLE);
        self.text((MARGIN, self.at), (40, TEXT), Anchor::Start, &whose);
        self.at += 42;
        let month = month(report.month, language);
        let when = if report.so_far { words!(language, "picture-so-far", month = month) } else { month };
        self.text((MARGIN, self.at), (28, FAINT), Anchor::Start, &when);
        self.at += 20;
    }

    fn section(&mut self, words: &str) {
        self.at += 44;
        self.text((MARGIN, self.at), (30, TEXT), Anchor::Start, words);
        self.at += 20;
    }

    /// Of each priority three bars, all to one scale.
    fn tickets(&mut self, report: &Report, language: Language) {
        self.section(&words!(language, "picture-tickets"));
        let legend = [
            (words!(language, "picture-opened"), BLUE),
            (words!(language, "picture-closed"), GREEN),
            (words!(language, "picture-open"), AMBER),
        ];
        let third = ROOM / 3;
        for (place, (words, colour)) in (0..).zip(&legend) {
            let x = MARGIN + place * third;
            self.bar((x, self.at), (20, 20), colour);
            self.text((x + 30, self.at + 18), (24, FAINT), Anchor::Start, words);
        }
        self.at += 40;
        let tallies = Priority::ALL
            .iter()
            .map(|priority| (*priority, report.figures.tally(|ticket| ticket.priority == *priority)));
        let tallies: Vec<(Priority, Tally)> = tallies.collect();
        let most = tallies.iter().flat_map(|(_, tally)| [tally.opened, tally.closed, tally.open]).max();
        for (priority, tally) in tallies {
            let word = priority_word(priority, language);
            self.text((MARGIN, self.at + 47), (30, TEXT), Anchor::Start, &word);
            for (count, colour) in [(tally.opened, BLUE), (tally.closed, GREEN), (tally.open, AMBER)] {
                let (left, room) = (MARGIN + 70, ROOM - 140);
                let length = share(count, most.unwrap_or(0), room).max(3);
                self.bar((left, self.at), (length, 20), colour);
                self.text((left + length + 10, self.at + 18), (22, TEXT), Anchor::Start, &count.to_string());
                self.at += 24;
            }
            self.at += 14;
        }
    }

    fn p1s(&mut self, report: &Report, language: Language) {
        self.section(&words!(language, "picture-p1"));
        let verdicts = report.figures.verdicts();
        let tiles = [
            (verdicts.kept.to_string(), words!(language, "picture-kept"), GREEN),
            (verdicts.missed.to_string(), words!(language, "picture-missed"), RED),
            (verdicts.withdrawn.to_string(), words!(language, "picture-withdrawn"), FAINT),
            (verdicts.best_effort.to_string(), words!(language, "picture-best-effort"), BLUE),
        ];
        self.tiles(&tiles);
    }

    fn first_answers(&mut self, report: &Report, language: Language) {
        self.section(&words!(language, "picture-first-answer"));
        let answers = report.figures.first_answers();
        let took = |time| Option::map_or(time, "–".to_owned(), |time| span(whole_minutes(time)));
        let tiles = [
            (took(answers.median), words!(language, "picture-median"), TEXT),
            (took(answers.longest), words!(language, "picture-longest"), TEXT),
        ];
        self.tiles(&tiles);
    }

    /// What was used of the month, of packs, and what is held, side by side on what is included; then what
    /// was used by topic.
    fn hours(&mut self, report: &Report, language: Language) {
        let hours = &report.hours;
        self.section(&words!(language, "picture-hours"));
        let spoken_for = hours.used() + hours.held;
        let whole = spoken_for.max(hours.included);
        self.bar((MARGIN, self.at), (ROOM, 36), TRACK);
        let mut legend =
            vec![(words!(language, "picture-hours-used", used = duration(hours.used_of_month)), BLUE)];
        let mut parts = vec![(hours.used_of_month, BLUE)];
        if hours.used_of_packs > 0 {
            let packs = duration(hours.used_of_packs);
            legend.push((words!(language, "picture-hours-packs", used = packs), GREEN));
            parts.push((hours.used_of_packs, GREEN));
        }
        legend.push((words!(language, "picture-hours-held", held = duration(hours.held)), AMBER));
        parts.push((hours.held, AMBER));
        let mut before = 0;
        for (minutes, colour) in parts {
            let (from, to) = (share(before, whole, ROOM), share(before + minutes, whole, ROOM));
            if to > from {
                self.bar((MARGIN + from, self.at), (to - from, 36), colour);
            }
            before += minutes;
        }
        self.at += 66;
        for (words, colour) in &legend {
            self.bar((MARGIN, self.at - 19), (20, 20), colour);
            self.text((MARGIN + 30, self.at), (24, FAINT), Anchor::Start, words);
            self.at += 32;
        }
        self.at -= 32;
        let included = words!(language, "picture-hours-included", included = duration(hours.included));
        self.text((WIDTH - MARGIN, self.at), (24, FAINT), Anchor::End, &included);
        self.at += 20;
        let most = hours.by_topic.iter().map(|(_, minutes)| *minutes).max().unwrap_or(0);
        for (topic, minutes) in &hours.by_topic {
            self.at += 18;
            let left = MARGIN + 170;
            let length = share(*minutes, most, ROOM - 290).max(3);
            self.text((MARGIN, self.at + 19), (24, TEXT), Anchor::Start, &topic_word(*topic, language));
            self.bar((left, self.at), (length, 24), BLUE);
            let used = duration(*minutes);
            self.text((left + length + 10, self.at + 20), (24, TEXT), Anchor::Start, &used);
            self.at += 24;
        }
        self.at += 10;
    }

    /// Figures side by side, each with its words below.
    fn tiles(&mut self, tiles: &[(String, String, &str)]) {
        let count = u32::try_from(tiles.len()).unwrap_or(1).max(1);
        let width = (ROOM - GAP * (count - 1)) / count;
        for (place, (figure, words, colour)) in (0..).zip(tiles) {
            let x = MARGIN + place * (width + GAP);
            self.bar((x, self.at), (width, 112), TRACK);
            self.text((x + width / 2, self.at + 56), (46, colour), Anchor::Middle, figure);
            self.text((x + width / 2, self.at + 94), (24, FAINT), Anchor::Middle, words);
        }
        self.at += 120;
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

    fn finished(self, height: u32) -> String {
        let (inner_width, inner_height) = (WIDTH - 2, height - 2);
        format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}"><rect x="1" y="1" width="{inner_width}" height="{inner_height}" rx="18" fill="{BACKGROUND}" stroke="{FRAME}" stroke-width="2"/>{}</svg>"#,
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
            other => escaped.push(other),
        }
        escaped
    })
}
