//! A major incident as it is typed.

use serde::{Deserialize, Serialize};

use crate::store::window::Texts;

/// An incident to declare, as it was typed.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub struct NewIncident {
    /// In one line, what is down.
    pub title: String,
    /// On which platform; none: the component's, or the only one.
    pub platform: Option<String>,
    /// In which part of it.
    pub component: Option<String>,
    /// What customers notice.
    pub impact: Texts,
}
