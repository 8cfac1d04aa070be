//! What somebody did, as its reader's Discord shows it.

use crate::{
    discord::look::markdown::plain,
    rules::language::Language,
    words,
    words::{Args, find},
};

/// A command as it is typed in a language: `/ticket open` is `/ticket ouvrir` in French. What is no command
/// of ours stays as it is.
pub fn command(what: &str, language: Language) -> String {
    let Some(named) = what.strip_prefix('/') else { return what.to_owned() };
    if named == words!(Language::En, "command-open-from-message") {
        return words!(language, "command-open-from-message");
    }
    let mut id = "command".to_owned();
    let mut typed = Vec::new();
    for word in named.split(' ') {
        id = format!("{id}-{word}");
        let Some(word) = find(language, &id, &Args::new()) else { return what.to_owned() };
        typed.push(word);
    }
    format!("/{}", typed.join(" "))
}

/// What somebody did, for the record's list: the command as it is typed, or the button as it is read.
pub fn act(what: &str, language: Language) -> String {
    let pressed = what.strip_prefix('[').and_then(|what| what.strip_suffix(']')).and_then(|verb| {
        let word = |of: &str| find(language, &format!("{of}-{verb}"), &Args::new());
        word("audit").or_else(|| word("button"))
    });
    match pressed {
        Some(button) => words!(language, "audit-pressed", what = plain(&button)),
        None => format!("`{}`", command(what, language)),
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::{act, command};
    use crate::{discord::look::custom_id::Verb, rules::language::Language};

    #[rstest]
    #[case::with_a_subcommand("/ticket open", "/ticket ouvrir")]
    #[case::alone("/escalate", "/escalader")]
    #[case::menu("/Open a ticket", "Ouvrir un ticket")]
    #[case::not_ours("/weather today", "/weather today")]
    #[case::no_command("import", "import")]
    fn a_command_is_named_as_it_is_typed(#[case] what: &str, #[case] typed: &str) {
        assert_eq!(command(what, Language::Fr), typed);
    }

    #[test]
    fn every_button_is_named_in_words() {
        for verb in Verb::words() {
            for language in [Language::En, Language::Fr] {
                let named = act(&format!("[{verb}]"), language);
                assert!(!named.contains('['), "{verb} in {language:?}: {named}");
            }
        }
    }
}
