//! What somebody was answered.

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
