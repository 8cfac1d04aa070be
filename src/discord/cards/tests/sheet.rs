//! A sheet: all that one card function shows, variant by variant, each in both languages as Discord gets it.
//! It is held against `snapshots/`, and every card on it to Discord's limits.

use std::{collections::HashSet, fmt::Write};

use chrono::DateTime;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use twilight_model::channel::message::{Component, Embed};
use twilight_validate::message as limits;

use super::facts::OFFER;
use crate::{
    discord::look::card::{Button, Card, Tone},
    rules::language::Language,
};

/// A line longer than this is shown by its beginning and its end.
const WHOLE: usize = 240;

/// Of a part with more lines than this, so many of the first and of the last are shown.
const LINES: usize = 16;
const OF_EACH_END: usize = 5;

/// Longer than any reference of the outbox.
const REFERENCE: &str = "g7fffffffffffffff";

/// What is called and what is a moment begins so; cut open, a reader would see the bare number.
const MARKS: [&str; 4] = ["<t:", "<@", "<#", "<@&"];

/// What one card function shows.
pub(super) struct Sheet {
    name: &'static str,
    text: String,
}

impl Sheet {
    /// An empty sheet; its name is that of its file in `snapshots/`.
    pub(super) fn of(name: &'static str) -> Self {
        Self { name, text: String::new() }
    }

    /// Adds a card.
    pub(super) fn card(mut self, variant: &str, card: impl Fn(Language) -> Card) -> Self {
        let _ = writeln!(self.text, "═══ {variant}");
        for language in [Language::En, Language::Fr] {
            let card = card(language);
            let said = Said::of(&card.reply(Vec::new()));
            said.check(&card, &format!("{}, {variant}, {language:?}", self.name));
            Said::of(&card.message(REFERENCE, language))
                .check(&card, &format!("{}, {variant}, posted", self.name));
            let _ = writeln!(self.text, "\n─── {}\n{}", language.as_str(), said.shown(&card));
        }
        self.text.push('\n');
        self
    }

    /// Adds a text that goes into a card, or is answered as it is.
    pub(super) fn line(mut self, variant: &str, text: impl Fn(Language) -> String) -> Self {
        let _ = writeln!(self.text, "═══ {variant}");
        for language in [Language::En, Language::Fr] {
            let text = text(language);
            assert!(is_whole(&text), "{}, {variant}: a mark is cut open in {text}", self.name);
            let lines: Vec<String> = text.lines().map(readable).collect();
            let _ = writeln!(self.text, "{}: {}", language.as_str(), lines.join("\n    "));
        }
        self.text.push('\n');
        self
    }

    /// Holds it against the snapshot.
    pub(super) fn hold(self) {
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path("../snapshots");
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!(self.name, self.text));
    }
}

/// A message as it goes to Discord.
struct Said {
    content: String,
    embeds: Vec<Embed>,
    components: Vec<Component>,
}

impl Said {
    fn of(message: &impl Serialize) -> Self {
        let message = serde_json::to_value(message).unwrap();
        let content = message["content"].as_str().unwrap_or_default().to_owned();
        Self { content, embeds: part(&message["embeds"]), components: part(&message["components"]) }
    }

    /// That Discord takes it, and that no cut leaves half a moment, a mention or an escape.
    fn check(&self, card: &Card, which: &str) {
        let held = limits::content(&self.content).and_then(|()| limits::embeds(&self.embeds));
        let held = held.and_then(|()| limits::components(&self.components, false));
        assert!(held.is_ok(), "{which}: {held:?}");
        let files = card.files.len() + card.kept.len();
        assert!(files <= 10, "{which}: {files} files");
        let says_something = !self.content.trim().is_empty() || !self.embeds.is_empty() || files > 0;
        assert!(says_something, "{which}: nothing is said");
        for text in self.texts() {
            assert!(!text.trim().is_empty(), "{which}: a part is empty");
            assert!(is_whole(text), "{which}: a mark is cut open in {text}");
        }
        let mut ids = HashSet::new();
        assert!(self.ids().into_iter().all(|id| ids.insert(id)), "{which}: two parts are pressed alike");
    }

    fn texts(&self) -> impl Iterator<Item = &str> {
        let embeds = self.embeds.iter().flat_map(|embed| {
            let fields = embed.fields.iter().flat_map(|field| [field.name.as_str(), field.value.as_str()]);
            let rest = [embed.title.as_deref(), embed.description.as_deref()];
            rest.into_iter().flatten().chain(fields)
        });
        Some(self.content.as_str()).filter(|text| !text.is_empty()).into_iter().chain(embeds)
    }

    /// What is pressed, and each choice of each menu.
    fn ids(&self) -> Vec<String> {
        let rows = self.components.iter().flat_map(|row| match row {
            Component::ActionRow(row) => row.components.as_slice(),
            _ => &[],
        });
        rows.flat_map(|part| match part {
            Component::Button(button) => button.custom_id.clone().into_iter().collect::<Vec<_>>(),
            Component::SelectMenu(menu) => {
                let options = menu.options.iter().flatten().map(|one| format!("option {}", one.value));
                options.chain([menu.custom_id.clone()]).collect()
            }
            _ => Vec::new(),
        })
        .collect()
    }

    fn shown(&self, card: &Card) -> String {
        let mut lines = Vec::new();
        lines.extend(ends(&self.content));
        let calls = card.calls_roles.iter().map(|id| format!("<@&{id}>"));
        let calls: Vec<_> = calls.chain(card.calls_people.iter().map(|id| format!("<@{id}>"))).collect();
        if !calls.is_empty() {
            lines.push(format!("(calls {})", calls.join(" ")));
        }
        for embed in &self.embeds {
            lines.push(format!("┌ {}", tone(card.tone)));
            lines.extend(embed.title.iter().map(|title| format!("│ **{}**", readable(title))));
            let body = embed.description.iter().flat_map(|body| ends(body));
            lines.extend(body.map(|line| format!("│ {line}").trim_end().to_owned()));
            for field in &embed.fields {
                let value = ends(&field.value);
                match value.as_slice() {
                    [one] => lines.push(format!("├ {}: {one}", field.name)),
                    many => {
                        lines.push(format!("├ {}:", field.name));
                        lines.extend(many.iter().map(|line| format!("│   {line}")));
                    }
                }
            }
            let footer = embed.footer.as_ref().map(|footer| readable(&footer.text));
            lines.push(format!("└ {}", footer.unwrap_or_default()).trim_end().to_owned());
        }
        lines.extend(self.components.iter().filter_map(|row| match row {
            Component::ActionRow(row) => Some(pressed(&row.components, &card.buttons)),
            _ => None,
        }));
        let made = card.files.iter().map(|file| {
            let alt = file.alt.iter().map(|alt| format!("\n  shows: {}", readable(alt)));
            format!("file {}{}", file.name, alt.collect::<String>())
        });
        lines.extend(made);
        lines.extend(card.kept.iter().map(|file| format!("file of the record {}", file.name)));
        lines.join("\n")
    }
}

fn part<T: DeserializeOwned>(of: &Value) -> Vec<T> {
    if of.is_null() { Vec::new() } else { serde_json::from_value(of.clone()).unwrap() }
}

/// A row of what can be pressed or chosen.
fn pressed(row: &[Component], buttons: &[Button]) -> String {
    let parts = row.iter().map(|part| match part {
        Component::Button(button) => {
            let id = button.custom_id.clone().unwrap_or_default();
            let look = buttons.iter().find(|one| one.id.to_string() == id).map(|one| one.look);
            let label = button.label.clone().unwrap_or_default();
            format!("[{label}] {} {id}", format!("{:?}", look.unwrap()).to_lowercase())
        }
        Component::SelectMenu(menu) => {
            let options = menu.options.iter().flatten();
            let options = options.map(|one| format!("  {} = {}", one.value, one.label));
            let options = ends(&options.collect::<Vec<_>>().join("\n"));
            let placeholder = menu.placeholder.clone().unwrap_or_default();
            format!("menu “{placeholder}” {}\n{}", menu.custom_id, options.join("\n"))
        }
        other => panic!("{other:?} is no part of a card"),
    });
    parts.collect::<Vec<_>>().join("  ")
}

/// A part's lines as a reader sees them; of a long list the first and the last.
fn ends(part: &str) -> Vec<String> {
    let mut lines: Vec<String> = part.lines().map(readable).collect();
    if lines.len() > LINES {
        let left_out = lines.len() - 2 * OF_EACH_END;
        lines.splice(OF_EACH_END..OF_EACH_END + left_out, [format!("⟨{left_out} more lines⟩")]);
    }
    lines
}

fn tone(tone: Tone) -> &'static str {
    match tone {
        Tone::Plain => "plain",
        Tone::Good => "good news",
        Tone::Warning => "somebody should look",
        Tone::Alarm => "alarm",
        Tone::Past => "over",
    }
}

/// Whether every mention and moment that begins also ends, and no escape stands alone before a cut.
fn is_whole(text: &str) -> bool {
    let cut = text.strip_suffix('…').unwrap_or(text);
    let escapes = cut.chars().rev().take_while(|sign| *sign == '\\').count();
    let open = text.rsplit_once('<').is_some_and(|(before, rest)| {
        let mark = format!("<{rest}");
        let typed = before.chars().rev().take_while(|sign| *sign == '\\').count() % 2 == 1;
        !typed && !rest.contains('>') && MARKS.iter().any(|one| mark.starts_with(one))
    });
    escapes % 2 == 0 && !open
}

/// A text as a reader sees it: moments on the wall clock of Paris (`{…}`; from now on `{→ …}`), and of a long
/// line the beginning and the end.
pub(super) fn readable(text: &str) -> String {
    let mut parts = text.split("<t:");
    let mut read = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        if let Some((moment, rest)) = part.split_once('>').and_then(|(mark, rest)| Some((wall(mark)?, rest)))
        {
            read.push_str(&moment);
            read.push_str(rest);
        } else {
            read.push_str("<t:");
            read.push_str(part);
        }
    }
    let letters: Vec<char> = read.chars().map(|sign| if sign == '\u{200b}' { '¦' } else { sign }).collect();
    if letters.len() <= WHOLE {
        return letters.into_iter().collect();
    }
    let (start, rest) = letters.split_at(WHOLE / 2);
    let (between, end) = rest.split_at(rest.len() - WHOLE / 4);
    let (start, end): (String, String) = (start.iter().collect(), end.iter().collect());
    format!("{start}⟨{} more⟩{end}", between.len())
}

fn wall(mark: &str) -> Option<String> {
    let (seconds, style) = mark.split_once(':')?;
    let at = OFFER.calendar.local(DateTime::from_timestamp(seconds.parse().ok()?, 0)?);
    Some(match style {
        "F" => at.format("{%-d %b %Y %H:%M}").to_string(),
        "D" => at.format("{%-d %b %Y}").to_string(),
        "R" => at.format("{→ %-d %b %H:%M}").to_string(),
        _ => return None,
    })
}
