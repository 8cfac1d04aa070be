//! What people typed, shown as they typed it: no formatting of theirs breaks out, no mention of theirs
//! becomes one.

use chrono::{DateTime, Utc};

use crate::rules::{
    ids::{ChannelId, PersonId, RoleId},
    typed::{one_line, shown},
};

/// A person's text, made plain. A link stays a link; what turns letters round or hides between them is left
/// out.
pub fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len() + 8);
    for (index, line) in shown(text).split('\n').enumerate() {
        if index > 0 {
            plain.push('\n');
        }
        let text = line.trim_start();
        plain.push_str(&line[..line.len() - text.len()]);
        // A quote, a title, a list or a small line begins only here.
        if text.starts_with(['>', '#', '-', '+']) {
            plain.push('\\');
        }
        for (index, word) in text.split(' ').enumerate() {
            if index > 0 {
                plain.push(' ');
            }
            plain_word(word, &mut plain);
        }
    }
    plain.replace("@everyone", "@\u{200b}everyone").replace("@here", "@\u{200b}here")
}

/// A subject or a name, made plain: in one line, whatever was kept of it before lines were made of them.
pub fn plain_line(text: &str) -> String {
    plain(&one_line(text))
}

fn plain_word(word: &str, plain: &mut String) {
    let is_link = word.starts_with("https://") || word.starts_with("http://");
    if is_link && !word.contains(['<', '>', '[', ']', '(', ')', '*', '`', '|', '~', '\\']) {
        plain.push_str(word);
        return;
    }
    for character in word.chars() {
        if matches!(character, '\\' | '*' | '_' | '~' | '`' | '|' | '[' | '<') {
            plain.push('\\');
        }
        plain.push(character);
    }
}

/// A moment that everyone reads in their own time: date and hour.
pub fn moment(at: DateTime<Utc>) -> String {
    format!("<t:{}:F>", at.timestamp())
}

/// The hour of a moment, beside another of the same day that has its date.
pub fn hour(at: DateTime<Utc>) -> String {
    format!("<t:{}:t>", at.timestamp())
}

/// The day of a moment, as everyone reads it where they are.
pub fn day(at: DateTime<Utc>) -> String {
    format!("<t:{}:D>", at.timestamp())
}

/// A moment as seen from now: "in 3 hours".
pub fn relative(at: DateTime<Utc>) -> String {
    format!("<t:{}:R>", at.timestamp())
}

/// A person's name, as a mention that calls nobody by itself.
pub fn person(id: PersonId) -> String {
    format!("<@{}>", id.get())
}

/// A role's name.
pub fn role(id: RoleId) -> String {
    format!("<@&{}>", id.get())
}

/// A channel's name.
pub fn channel(id: ChannelId) -> String {
    format!("<#{}>", id.get())
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::plain;

    #[rstest]
    #[case::nothing_special("Portal is down (EU) - since 10:00", "Portal is down (EU) - since 10:00")]
    #[case::bold("**all** _of_ it", r"\*\*all\*\* \_of\_ it")]
    #[case::code("`x` ```y```", r"\`x\` \`\`\`y\`\`\`")]
    #[case::mentions("<@1> <@&2> @everyone", "\\<@1> \\<@&2> @\u{200b}everyone")]
    #[case::masked_link("[free](https://evil.example)", r"\[free](https://evil.example)")]
    #[case::link("see https://status.example/a_b_c", "see https://status.example/a_b_c")]
    #[case::title("# Big\n> quote\n- item", "\\# Big\n\\> quote\n\\- item")]
    #[case::spoiler("||x||", r"\|\|x\|\|")]
    #[case::escape(r"\*", r"\\\*")]
    #[case::turned_round("a\u{202e}b", "ab")]
    #[case::hidden("@every\u{200b}one", "@\u{200b}everyone")]
    fn what_people_type_stays_text(#[case] typed: &str, #[case] shown: &str) {
        assert_eq!(plain(typed), shown);
    }
}
