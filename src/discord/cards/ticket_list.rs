//! Lists of tickets: pages, menus, suggestions.

use super::said::ticket::{priority_word, state_word};
use crate::{
    desk::{draft::search::PAGE, looks::Found},
    discord::look::{
        card::{Button, Card, Look, Menu, Tone},
        custom_id::{CustomId, Verb},
        cut::cut,
        markdown::{plain_line, relative},
    },
    rules::{language::Language, typed::one_line},
    store::find::TicketLine,
    words,
};

/// How long a name and a subject may be in a list, in characters: all tickets of a page are seen.
const NAME: usize = 120;

/// A page of a list.
#[derive(Debug)]
pub struct List<'a> {
    /// The tickets.
    pub found: &'a Found,
    /// The draft of the page before, if there is one.
    pub before: Option<i64>,
    /// The draft of the page after.
    pub after: Option<i64>,
}

impl List<'_> {
    /// The page.
    pub fn render(&self, language: Language) -> Card {
        let Self { found, before, after } = self;
        if found.total == 0 {
            return Card::line(words!(language, "tickets-none"));
        }
        let lines: Vec<String> =
            found.lines.iter().map(|line| listed(line, found.everybodys, language)).collect();
        let title = if found.uncounted {
            words!(language, "tickets-title-more", count = found.total)
        } else {
            words!(language, "tickets-title", count = found.total)
        };
        let mut card = Card::framed(title, lines.join("\n"), Tone::Plain);
        if found.total > PAGE {
            let (page, pages) = (found.search.skip / PAGE + 1, (found.total + PAGE - 1) / PAGE);
            card.footer = if found.uncounted {
                words!(language, "tickets-page-more", page = page, pages = pages)
            } else {
                words!(language, "tickets-page", page = page, pages = pages)
            };
        }
        for (draft, word) in [(before, "button-page-before"), (after, "button-page-after")] {
            if let Some(id) = draft {
                let button = Button::new(CustomId::new(Verb::Page, *id), words!(language, word), Look::Other);
                card = card.button(button);
            }
        }
        card
    }
}

/// A menu to choose a ticket from; `draft` says what is wanted of it.
pub fn which(draft: i64, lines: &[TicketLine], everybodys: bool, language: Language) -> Card {
    let options =
        lines.iter().map(|line| (line.number.get().to_string(), label(line, everybodys, language))).collect();
    let menu = Menu {
        id: CustomId::new(Verb::Confirm, draft),
        placeholder: words!(language, "which-placeholder"),
        options,
        several: false,
    };
    Card { menu: Some(menu), ..Card::line(words!(language, "which-ticket")) }
}

/// A ticket in a menu or a suggestion, where nothing is rendered.
pub fn label(line: &TicketLine, everybodys: bool, language: Language) -> String {
    let mut parts = vec![line.number.to_string(), priority_word(line.priority, language)];
    if everybodys {
        parts.push(one_line(&line.customer));
    }
    parts.push(one_line(&line.subject));
    parts.push(state_word(line.state, language));
    parts.join(" · ")
}

fn listed(line: &TicketLine, everybodys: bool, language: Language) -> String {
    let mut parts = vec![format!("**{}**", line.number), priority_word(line.priority, language)];
    if everybodys {
        parts.push(cut(&plain_line(&line.customer), NAME));
    }
    parts.push(cut(&plain_line(&line.subject), NAME));
    parts.push(state_word(line.state, language));
    parts.push(relative(line.touched_at));
    parts.join(" · ")
}
