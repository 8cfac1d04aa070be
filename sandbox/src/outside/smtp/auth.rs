//! Who sends: AUTH PLAIN and AUTH LOGIN (RFC 4954).

use base64::{Engine, engine::general_purpose::STANDARD};

/// What was said, in base 64; `=` stands for nothing.
pub(super) fn plain_text(said: &[u8]) -> Option<String> {
    if said == b"=" {
        return Some(String::new());
    }
    String::from_utf8(STANDARD.decode(said).ok()?).ok()
}

/// The user and the password of a PLAIN response; whoever wants to be somebody else is nobody.
pub(super) fn of_plain(said: &[u8]) -> Option<(String, String)> {
    let text = plain_text(said)?;
    let mut parts = text.split('\0');
    let (as_whom, user, password) = (parts.next()?, parts.next()?, parts.next()?);
    let is_whole = parts.next().is_none() && (as_whom.is_empty() || as_whom == user);
    is_whole.then(|| (user.to_owned(), password.to_owned()))
}
