//! The two languages of the desk. "Languages: French or English, whatever the level."

use super::stored::stored_text;

stored_text! {
    /// A language that a person or a team reads; its stored text is the language's code.
    Language {
        /// English, also for whoever speaks neither.
        En = "en",
        /// French.
        Fr = "fr",
    }
}

impl Language {
    /// The language for a locale as Discord names it (`fr`, `en-GB`, `de`…): French for French, else English.
    pub fn of_locale(locale: &str) -> Self {
        match locale.split(['-', '_']).next() {
            Some("fr") => Self::Fr,
            _ => Self::En,
        }
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("fr", Language::Fr)]
    #[case("fr-CA", Language::Fr)]
    #[case("en-US", Language::En)]
    #[case("de", Language::En)]
    #[case::looks_like_french_but_is_frisian("fry", Language::En)]
    #[case("", Language::En)]
    fn french_for_french_and_english_for_the_rest(#[case] locale: &str, #[case] language: Language) {
        assert_eq!(Language::of_locale(locale), language);
    }

    #[test]
    fn a_text_that_is_no_language_is_refused_with_those_that_are() {
        assert_eq!("fr".parse(), Ok(Language::Fr));
        let refused = "de".parse::<Language>().unwrap_err();
        assert_eq!(refused.to_string(), "`de` is none of en, fr");
    }
}
