//! What Discord accepts: shapes read with `twilight-model`, limits held with `twilight-validate`, and what
//! neither knows.

pub(crate) mod commands;
pub(crate) mod components;
pub(crate) mod embeds;
pub(crate) mod fields;
