//! The fields of forms.

use crate::{discord::look::card::Field, rules::language::Language, words};

/// What a field of a form takes at most, in characters.
pub(super) const FIELD_MOST: usize = 4_000;

pub(in crate::discord) fn component(typed: &str, language: Language) -> Field {
    line("component", words!(language, "form-component-name"), typed, 100)
}

/// A line. One that is too long already stays as it was typed, to be made shorter.
pub fn line(name: &'static str, label: String, typed: &str, most: usize) -> Field {
    let most = most.max(typed.chars().count()).min(FIELD_MOST);
    Field { name, label, value: typed.to_owned(), required: true, long: false, most: narrow(most) }
}

/// A paragraph; what one field cannot take goes on in a second one.
pub fn paragraph(names: [&'static str; 2], label: &str, typed: &str, required: bool) -> Vec<Field> {
    let typed: Vec<char> = typed.chars().collect();
    let mut parts = typed.chunks(FIELD_MOST).map(|part| part.iter().collect::<String>());
    let [first, more] = names;
    let field = |name, value, required| Field {
        name,
        label: label.to_owned(),
        value,
        required,
        long: true,
        most: narrow(FIELD_MOST),
    };
    let mut fields = vec![field(first, parts.next().unwrap_or_default(), required)];
    fields.extend(parts.next().map(|rest| field(more, rest, false)));
    fields
}

fn narrow(most: usize) -> u16 {
    u16::try_from(most).unwrap_or(u16::MAX)
}
