//! What somebody asks for: anew, or by a draft that they confirm or send.

use super::actor::Actor;

/// Who asks, and the draft that they carry out, if it is one. The work that a draft leads to uses it up: of
/// two presses, or two forms, one wins.
#[derive(Clone, Copy)]
pub struct Request<'a> {
    /// Who asks.
    pub by: &'a Actor,
    /// The draft, which what is kept in its place uses up as well.
    pub draft: Option<i64>,
}

impl<'a> Request<'a> {
    /// What a draft holds is to be done.
    pub fn of_draft(by: &'a Actor, draft: i64) -> Self {
        Self { by, draft: Some(draft) }
    }
}

impl<'a> From<&'a Actor> for Request<'a> {
    fn from(by: &'a Actor) -> Self {
        Self { by, draft: None }
    }
}
