//! What somebody was answered.

use guichet::{
    rules::{
        language::Language,
        offer::{DEFAULT, Offer},
    },
    words,
};
use sandbox::Answer;

/// Holds that all these words are in what somebody was answered.
#[track_caller]
pub(crate) fn said(answer: &Answer, words: &[&str]) {
    assert!(answer.contains(words), "{words:?} in: {}", answer.text());
}

/// As [`said`], of an answer that nobody else sees.
#[track_caller]
pub(crate) fn said_privately(answer: &Answer, words: &[&str]) {
    assert!(answer.is_private(), "others see: {}", answer.text());
    said(answer, words);
}

/// What a refusal is, whole: whoever is not of the staff reads support's phone below it.
pub(crate) fn refused_as(language: Language, id: &str, staff: bool) -> String {
    let contact = Offer::parse(DEFAULT).expect("the embedded offer").contact;
    let told = words!(language, id, mail = contact.mail);
    if staff {
        return as_typed(&told);
    }
    as_typed(&format!(
        "{told}
-# {}",
        words!(language, "refusal-phone", phone = contact.phone)
    ))
}

/// A text of the desk as a story types it.
pub(crate) fn as_typed(text: &str) -> String {
    text.replace('\u{a0}', " ").replace('’', "'")
}
