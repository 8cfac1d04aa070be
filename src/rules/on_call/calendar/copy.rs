//! A calendar as it was read from its server.

/// A copy, with what the server says of it, so that it can be asked for changes alone.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Copy {
    /// The calendar.
    pub text: String,
    /// What marks it there.
    pub mark: Mark,
}

/// What a server says of a copy.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Mark {
    /// Its `ETag`.
    pub etag: Option<String>,
    /// Its `Last-Modified`.
    pub modified: Option<String>,
}
