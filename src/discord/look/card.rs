//! A card: what a message, a reply or a form is made of, before serenity sees it. Discord's limits are kept
//! here, with a visible cut.

use serenity::all::{
    ActionRowComponent, ButtonStyle, Colour, CreateActionRow, CreateAllowedMentions, CreateAttachment,
    CreateButton, CreateEmbed, CreateEmbedFooter, CreateInputText, CreateInteractionResponseMessage,
    CreateMessage, CreateModal, CreateSelectMenu, CreateSelectMenuKind, CreateSelectMenuOption,
    EditInteractionResponse, EditMessage, InputTextStyle, Nonce,
};

use super::{
    custom_id::CustomId,
    cut::cut,
    markdown::plain,
    upload::{Content, Upload},
};
use crate::{
    rules::{
        event::Sha256Hex,
        ids::{PersonId, RoleId},
        language::Language,
    },
    words,
};

const CONTENT: usize = 2_000;
const TITLE: usize = 256;
/// How long a frame's text may be, in characters.
pub const BODY: usize = 3_500;
/// How long a fact may be, in characters.
pub const FIELD: usize = 1_000;
/// How long a frame may be with all that stands in it, as Discord counts it.
const FRAME: usize = 6_000;
const FIELDS: usize = 25;
const ALT: usize = 1_000;
const LABEL: usize = 80;
const OPTION: usize = 100;
const FORM_TITLE: usize = 45;
const BUTTONS_A_ROW: usize = 5;
const OPTIONS: usize = 25;

/// The colour of a card's edge: what it is about.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Tone {
    /// Nothing special.
    #[default]
    Plain,
    /// Good news.
    Good,
    /// Somebody should look.
    Warning,
    /// A P1.
    Alarm,
    /// Over.
    Past,
}

/// How a button looks.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Look {
    /// The thing to do next.
    Main,
    /// Something else that can be done.
    Other,
    /// Something that costs.
    Danger,
}

/// A button.
#[derive(Clone, Debug, PartialEq)]
pub struct Button {
    /// What it leads to.
    pub id: CustomId,
    /// Its words.
    pub label: String,
    /// How it looks.
    pub look: Look,
}

impl Button {
    /// A button.
    pub fn new(id: CustomId, label: impl Into<String>, look: Look) -> Self {
        Self { id, label: label.into(), look }
    }
}

/// A menu to choose from.
#[derive(Clone, Debug, PartialEq)]
pub struct Menu {
    /// What it leads to.
    pub id: CustomId,
    /// What stands in it before a choice.
    pub placeholder: String,
    /// Value and words of each choice.
    pub options: Vec<(String, String)>,
    /// Whether several may be chosen.
    pub several: bool,
}

/// What a message shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Card {
    /// Text outside the frame: the only place where a mention reaches somebody.
    pub content: String,
    /// The frame's title.
    pub title: String,
    /// The frame's text.
    pub body: String,
    /// Named facts in the frame.
    pub fields: Vec<(String, String)>,
    /// The small line under the frame.
    pub footer: String,
    /// The colour of the edge.
    pub tone: Tone,
    /// What can be pressed.
    pub buttons: Vec<Button>,
    /// What can be chosen.
    pub menu: Option<Menu>,
    /// Roles that `content` calls; nobody else is ever called.
    pub calls_roles: Vec<RoleId>,
    /// People whom `content` calls.
    pub calls_people: Vec<PersonId>,
    /// Files that go with it.
    pub files: Vec<CardFile>,
    /// Files of the record that go with it, from where they are kept.
    pub kept: Vec<KeptFile>,
}

/// A file of the record that goes with a card.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct KeptFile {
    /// Its name.
    pub name: String,
    /// Its hash, by which it is kept.
    pub sha256: Sha256Hex,
}

/// A file of a card.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct CardFile {
    /// Its name.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// What it shows, for whoever does not see it.
    pub alt: Option<String>,
}

impl Card {
    /// A line of text, without a frame.
    pub fn line(content: impl Into<String>) -> Self {
        Self { content: content.into(), ..Self::default() }
    }

    /// A frame with a title and a text.
    pub fn framed(title: impl Into<String>, body: impl Into<String>, tone: Tone) -> Self {
        Self { title: title.into(), body: body.into(), tone, ..Self::default() }
    }

    /// Adds a named fact; one without a value is left out.
    pub fn fact(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        let value = value.into();
        if !value.is_empty() {
            self.fields.push((name.into(), value));
        }
        self
    }

    /// Adds a file.
    pub fn file(mut self, name: &str, bytes: impl Into<Vec<u8>>) -> Self {
        self.files.push(CardFile { name: name.to_owned(), bytes: bytes.into(), alt: None });
        self
    }

    /// What somebody wrote becomes the frame's text; what is too long for it goes whole into a file of that
    /// name.
    pub fn long(mut self, written: &str, name: &str) -> Self {
        self.body = plain(written);
        if self.body.chars().count() > BODY { self.file(name, written) } else { self }
    }

    /// The files that were made for it, to be sent. They are taken out of the card, as nobody holds a file
    /// twice.
    pub fn take_files(&mut self) -> Vec<Upload> {
        let files = std::mem::take(&mut self.files).into_iter();
        files
            .map(|file| Upload {
                name: file.name,
                alt: file.alt.map(|alt| cut(&alt, ALT)),
                content: Content::Bytes(file.bytes),
            })
            .collect()
    }

    /// Adds a button.
    pub fn button(mut self, button: Button) -> Self {
        self.buttons.push(button);
        self
    }

    /// The message to post, without its files. `reference` is the outbox row's, in the footer and the nonce:
    /// what was sent is found again by it, whatever the language.
    pub fn message(&self, reference: &str, language: Language) -> CreateMessage {
        CreateMessage::new()
            .content(cut(&self.content, CONTENT))
            .add_embed(self.embed(&self.referred(reference, language)))
            .components(self.rows())
            .allowed_mentions(self.mentions())
            .nonce(Nonce::String(reference.to_owned()))
            .enforce_nonce(true)
    }

    /// The correction of a message posted with the same `reference`.
    pub fn edit(&self, reference: &str, language: Language) -> EditMessage {
        EditMessage::new()
            .content(cut(&self.content, CONTENT))
            .embeds(vec![self.embed(&self.referred(reference, language))])
            .components(self.rows())
            .allowed_mentions(self.mentions())
    }

    /// The footer of a message that carries a reference.
    fn referred(&self, reference: &str, language: Language) -> String {
        if reference.is_empty() {
            return self.footer.clone();
        }
        let named = words!(language, "message-reference", reference = reference);
        if self.footer.is_empty() { named } else { format!("{} · {named}", self.footer) }
    }

    /// The reply to an interaction, with these files.
    pub fn reply(&self, files: Vec<CreateAttachment>) -> CreateInteractionResponseMessage {
        CreateInteractionResponseMessage::new()
            .content(cut(&self.content, CONTENT))
            .embeds(self.frame())
            .components(self.rows())
            .allowed_mentions(self.mentions())
            .files(files)
    }

    /// The reply to an interaction that was put off, without its files.
    pub fn late_reply(&self) -> EditInteractionResponse {
        EditInteractionResponse::new()
            .content(cut(&self.content, CONTENT))
            .embeds(self.frame())
            .components(self.rows())
            .allowed_mentions(self.mentions())
    }

    fn frame(&self) -> Vec<CreateEmbed> {
        let bare = self.title.is_empty() && self.body.is_empty() && self.fields.is_empty();
        if bare { Vec::new() } else { vec![self.embed(&self.footer)] }
    }

    fn embed(&self, footer: &str) -> CreateEmbed {
        let (title, body, footer) = (cut(&self.title, TITLE), cut(&self.body, BODY), cut(footer, TITLE));
        let mut room =
            FRAME - [&title, &body, &footer].map(|text| text.chars().count()).iter().sum::<usize>();
        let mut embed = CreateEmbed::new().colour(colour(self.tone));
        if !title.is_empty() {
            embed = embed.title(title);
        }
        if !body.is_empty() {
            embed = embed.description(body);
        }
        for (name, value) in self.fields.iter().take(FIELDS) {
            let name = cut(name, TITLE);
            let left = room.saturating_sub(name.chars().count());
            if left == 0 {
                break;
            }
            let value = cut(value, FIELD.min(left));
            let length = value.chars().count();
            room = left - length;
            embed = embed.field(name, value, length <= 40);
        }
        if !footer.is_empty() {
            embed = embed.footer(CreateEmbedFooter::new(footer));
        }
        embed
    }

    fn rows(&self) -> Vec<CreateActionRow> {
        let mut rows: Vec<CreateActionRow> = Vec::new();
        if let Some(menu) = &self.menu {
            let options: Vec<_> = menu
                .options
                .iter()
                .take(OPTIONS)
                .map(|(value, label)| CreateSelectMenuOption::new(cut(label, OPTION), value.clone()))
                .collect();
            let most = if menu.several { u8::try_from(options.len()).unwrap_or(1) } else { 1 };
            rows.push(CreateActionRow::SelectMenu(
                CreateSelectMenu::new(menu.id.to_string(), CreateSelectMenuKind::String { options })
                    .placeholder(cut(&menu.placeholder, OPTION))
                    .max_values(most),
            ));
        }
        for buttons in self.buttons.chunks(BUTTONS_A_ROW) {
            rows.push(CreateActionRow::Buttons(
                buttons
                    .iter()
                    .map(|button| {
                        let style = match button.look {
                            Look::Main => ButtonStyle::Primary,
                            Look::Other => ButtonStyle::Secondary,
                            Look::Danger => ButtonStyle::Danger,
                        };
                        CreateButton::new(button.id.to_string()).label(cut(&button.label, LABEL)).style(style)
                    })
                    .collect(),
            ));
        }
        rows
    }

    /// Nobody is called but those whom the desk means to call: what a person typed never pings.
    fn mentions(&self) -> CreateAllowedMentions {
        CreateAllowedMentions::new()
            .roles(self.calls_roles.iter().map(|id| serenity::all::RoleId::new(id.get())))
            .users(self.calls_people.iter().map(|id| serenity::all::UserId::new(id.get())))
    }
}

/// The reference in a message's footer: its last word, after the one that names it or, in messages of
/// before, alone.
pub fn referred(footer: &str) -> &str {
    footer.rsplit([' ', '\u{a0}', '\u{202f}']).next().unwrap_or_default()
}

/// A form, with what was already typed.
#[derive(Clone, Debug, PartialEq)]
pub struct Form {
    /// The draft that it continues.
    pub id: CustomId,
    /// Its title.
    pub title: String,
    /// Its fields.
    pub fields: Vec<Field>,
}

/// A field of a form.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// By which name the answer is read.
    pub name: &'static str,
    /// Its words.
    pub label: String,
    /// What already stands in it.
    pub value: String,
    /// Whether it may be left empty.
    pub required: bool,
    /// One line, or several.
    pub long: bool,
    /// How many characters it takes.
    pub most: u16,
}

impl Form {
    /// The form as Discord shows it.
    pub fn modal(&self) -> CreateModal {
        let rows = self
            .fields
            .iter()
            .map(|field| {
                let style = if field.long { InputTextStyle::Paragraph } else { InputTextStyle::Short };
                let mut input = CreateInputText::new(style, cut(&field.label, FORM_TITLE), field.name)
                    .required(field.required)
                    .max_length(field.most);
                if !field.value.is_empty() {
                    input = input.value(cut(&field.value, usize::from(field.most)));
                }
                CreateActionRow::InputText(input)
            })
            .collect();
        CreateModal::new(self.id.to_string(), cut(&self.title, FORM_TITLE)).components(rows)
    }
}

/// What stands in a form's field that came back.
pub fn field(form: &serenity::all::ModalInteractionData, name: &str) -> String {
    form.components
        .iter()
        .flat_map(|row| &row.components)
        .find_map(|component| match component {
            ActionRowComponent::InputText(input) if input.custom_id == name => input.value.clone(),
            _ => None,
        })
        .unwrap_or_default()
}

/// All that stands in a form that came back.
pub fn all_fields(form: &serenity::all::ModalInteractionData) -> String {
    let fields = form.components.iter().flat_map(|row| &row.components).filter_map(|one| match one {
        ActionRowComponent::InputText(input) => input.value.as_deref().filter(|text| !text.is_empty()),
        _ => None,
    });
    fields.collect::<Vec<_>>().join("\n")
}

fn colour(tone: Tone) -> Colour {
    match tone {
        Tone::Plain => Colour::new(0x4f_5d_95),
        Tone::Good => Colour::new(0x2e_8b_57),
        Tone::Warning => Colour::new(0xe0_8e_0b),
        Tone::Alarm => Colour::new(0xc6_28_28),
        Tone::Past => Colour::new(0x80_80_80),
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::of_before("g80")]
    #[case::of_before_with_more("Page 1 of 2 · g80")]
    #[case::english("ref. g80")]
    #[case::french("Page 1 sur 2 · réf. g80")]
    fn a_reference_is_read_from_any_footer(#[case] footer: &str) {
        assert_eq!(referred(footer), "g80");
    }

    #[rstest]
    #[case(Language::En)]
    #[case(Language::Fr)]
    fn the_reference_that_is_written_is_the_one_that_is_read(#[case] language: Language) {
        let card = Card { footer: "Page 1".to_owned(), ..Card::default() };
        assert_eq!(referred(&card.referred("g80", language)), "g80");
        assert_eq!(referred(&Card::default().referred("g80", language)), "g80");
        assert_eq!(card.referred("", language), "Page 1", "a message without a reference names none");
    }
}
