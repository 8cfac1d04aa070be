//! Forms: what was typed stands in a draft, which the form and the button that opens it again name. Nothing
//! typed is lost.

pub mod escalate;
pub mod field;
pub mod incident;
pub mod kept;
pub mod open;
pub mod session;
pub mod ticket;
