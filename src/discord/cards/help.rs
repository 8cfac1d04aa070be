//! What `/help` answers.

use crate::{
    discord::look::{
        card::{Card, Tone},
        markdown::plain,
    },
    rules::{contract::Access, language::Language, offer::Contact},
    words,
};

/// How long a fact of a card may be, in characters: what does not fit goes to a fact of its own.
const FACT: usize = 1_000;

/// A command in the list of what can be done.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct HelpLine {
    /// The command of which it is.
    pub command: String,
    /// Whether it is found in a message's menu.
    pub menu: bool,
    /// What is typed, and what happens, in English.
    pub en: (String, String),
    /// The same in French.
    pub fr: (String, String),
    /// The line as it is shown in each language, put together once.
    pub shown: (String, String),
}

/// What somebody can do where they are.
#[derive(Debug)]
pub struct Help<'a> {
    /// The commands of use to them there.
    pub lines: Vec<&'a HelpLine>,
    /// The team's privileged access to the experts.
    pub access: Access,
    /// How to reach support without chat.
    pub contact: &'a Contact,
    /// The customer, for one of its team.
    pub customer: Option<&'a str>,
    /// Whether they are of the staff.
    pub staff: bool,
    /// Whether they could link this channel.
    pub can_link: bool,
}

impl Help<'_> {
    /// The answer.
    pub fn render(&self, language: Language) -> Card {
        let intro = match (self.customer, self.staff) {
            (Some(customer), _) => words!(language, "help-team", customer = plain(customer)),
            (None, true) => words!(language, "help-staff"),
            (None, false) if self.can_link => words!(language, "help-administrator"),
            (None, false) => words!(language, "help-stranger"),
        };
        let mut card = Card::framed(words!(language, "help-title"), intro, Tone::Plain)
            .fact(words!(language, "fact-phone"), self.contact.phone.clone())
            .fact(words!(language, "fact-mail"), self.contact.mail.clone());
        if self.access != Access::None {
            card = cell(card, self.contact, language);
        }
        let mut names: Vec<&str> = self.lines.iter().map(|line| line.command.as_str()).collect();
        names.dedup();
        for name in names {
            let lines: Vec<&str> = self
                .lines
                .iter()
                .filter(|line| line.command == name)
                .map(|line| line.as_shown(language))
                .collect();
            let title = self
                .lines
                .iter()
                .find(|line| line.command == name)
                .map_or_else(String::new, |line| line.title(language));
            for part in parts(lines) {
                card = card.fact(title.clone(), part);
            }
        }
        card
    }
}

impl HelpLine {
    fn words(&self, language: Language) -> &(String, String) {
        match language {
            Language::En => &self.en,
            Language::Fr => &self.fr,
        }
    }

    fn title(&self, language: Language) -> String {
        if self.menu {
            return words!(language, "help-menus");
        }
        let (typed, _) = self.words(language);
        format!("/{}", typed.split(' ').next().unwrap_or_default())
    }

    /// The line with how it is shown.
    pub fn shown(self) -> Self {
        let shown = (self.render(Language::En), self.render(Language::Fr));
        Self { shown, ..self }
    }

    fn as_shown(&self, language: Language) -> &str {
        match language {
            Language::En => &self.shown.0,
            Language::Fr => &self.shown.1,
        }
    }

    fn render(&self, language: Language) -> String {
        let (typed, what) = self.words(language);
        if self.menu {
            words!(language, "help-menu", name = typed.clone())
        } else {
            words!(language, "help-line", typed = typed.clone(), what = what.clone())
        }
    }
}

/// The expertise cell's own phone and mail, where the offer has them.
pub fn cell(card: Card, contact: &Contact, language: Language) -> Card {
    card.fact(words!(language, "fact-expert-phone"), contact.expert_phone.clone().unwrap_or_default())
        .fact(words!(language, "fact-expert-mail"), contact.expert_mail.clone().unwrap_or_default())
}

/// Lines put together so that each part fits a fact.
fn parts(lines: Vec<&str>) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    for line in lines {
        match parts.last_mut() {
            Some(part) if part.chars().count() + 1 + line.chars().count() <= FACT => {
                part.push('\n');
                part.push_str(line);
            }
            _ => parts.push(line.to_owned()),
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_fit_a_fact_goes_to_another() {
        let lines = ["x".repeat(600), "y".repeat(399), "z".to_owned()];
        let parts = parts(lines.iter().map(String::as_str).collect());
        assert_eq!(parts.iter().map(|part| part.chars().count()).collect::<Vec<_>>(), [1_000, 1]);
    }
}
